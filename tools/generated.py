"""What every generator does with its text: writes the file, or with ``--check`` says whether it is up to date."""

from __future__ import annotations

import sys
from pathlib import Path


def write_or_check(target: Path, text: str) -> int:
    """The exit code: 0, or 1 when the file is not what the generator makes."""
    if "--check" not in sys.argv:
        target.write_text(text, "utf-8")
        return 0
    same = target.read_text("utf-8") == text
    print(f"{target.name}: {'up to date' if same else 'out of date, run: make generate'}")
    return 0 if same else 1
