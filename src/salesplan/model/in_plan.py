"""How a remedy says what to write into the plan, so that it works whatever the plan has already."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence

from salesplan.text import Text


def in_plan(path: Sequence[str], line: str) -> Text:
    """Under which keys to add a line, and the whole where the plan has none of them: a key twice is no plan.

    ``line`` is ``key: value``, or ``- item`` of a list.
    """
    inner = f"[{line.removeprefix('- ')}]" if line.startswith("- ") else f"{{{line}}}"
    for key in reversed(path[1:]):
        inner = f"{{{key}: {inner}}}"
    told = Text(
        "在 plan.yaml 的 {path} 下加一行 {line}（没有就照此写上 {whole}）",
        "add the line {line} in plan.yaml under {path} (where there is none: {whole})",
    )
    return told.format(path=" → ".join(path), line=line, whole=f"{path[0]}: {inner}")


def yaml_text(word: str) -> str:
    """A text as it stands in the plan: quoted where YAML would take it for something else, signs of control escaped."""
    if any(unicodedata.category(c) == "Cc" for c in word):
        return json.dumps(word, ensure_ascii=False)
    plain = word and all(c.isalnum() or c in " -_/." for c in word) and word[0].isalpha() and word == word.strip()
    return word if plain else "'" + word.replace("'", "''") + "'"
