"""The codes that problems of input and usage can have, as collected from the source (tools/codes.py)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from salesplan.errors import Severity
from salesplan.model.explained import Explained
from salesplan.model.slots import with_slots
from salesplan.text import Text

_FILE = Path(__file__).parents[1] / "problem_codes.json"


@cache
def problem_codes() -> Mapping[str, Explained]:
    """Every code that is no rule, in the order of the codes."""
    table = json.loads(_FILE.read_text("utf-8"))
    return {code: _explained(code, told["severity"], told["causes"]) for code, told in sorted(table.items())}


def _explained(code: str, severities: list[Severity], causes: list[list[list[str] | None]]) -> Explained:
    told = [(_text(what), _text(fix)) for what, fix in causes]
    return Explained(code, tuple(severities), tuple(told))


def _text(pair: list[str] | None) -> Text | None:
    if pair is None:
        return None
    zh, en = pair
    return with_slots(Text(zh, en))
