"""Names of files and sheets as they are typed: on a command line and in a plan."""

from __future__ import annotations

import json
from collections.abc import Sequence


def typed(name: str) -> str:
    """A name as it is typed on a command line: in double quotes when it has blanks, which every shell takes."""
    return f'"{name}"' if " " in name else name


def yaml_list(names: Sequence[str]) -> str:
    """Names as a list in a plan, or the only one by itself; in quotes, so that 2026 stays a name."""
    return json.dumps(names if len(names) > 1 else names[0], ensure_ascii=False)
