"""Puts values into the text of a plan by position: no other character changes, and no other value."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from salesplan.load.plan.places import PlanText
from salesplan.load.plan.reader import NOTHING, read_values
from salesplan.model.plan.edit import PlanEdit, PlanItem
from salesplan.model.plan.paths import Path
from salesplan.write.plan_stretches import (
    BREAKS,
    STEP,
    Splice,
    after_anchor,
    end_of,
    in_brackets,
    line_end,
    spliced,
    value_at,
)

Value: TypeAlias = "str | tuple[Value, ...] | Mapping[str, Value]"
_PLAIN = re.compile(r"(?!-[^\W\d_])[-+]?\w[\w .%+/=（）-]*(?<! )")
"""Texts that mean themselves without quotes wherever they stand; ``-A`` looks like an item without its blank."""


class NotEditable(Exception):  # noqa: N818 - reads as what it is
    """Edits that cannot be made without touching more than their own places."""

    def __init__(self, edits: Sequence[PlanEdit | PlanItem]) -> None:
        self.edits = tuple(edits)
        super().__init__(", ".join(str(edit.path) for edit in edits))


def edited(plan: PlanText, edits: Sequence[PlanEdit]) -> str:
    """The plan's text with the edits made: a value's own stretch replaced, a key added behind its brothers.

    A key goes on a new line behind the last line of its mapping, or before the ``}``; mappings on the way to it that
    are missing are added too. The text is read again: NotEditable when it would not differ by exactly these values, as
    where a value is shared through an anchor.
    """
    try:
        return _verified(plan, edits)
    except NotEditable:
        if len(edits) == 1:
            raise
    culprits = [edit for edit in edits if not _possible(plan, edit)]
    raise NotEditable(culprits or edits)


def _possible(plan: PlanText, edit: PlanEdit) -> bool:
    try:
        _verified(plan, [edit])
    except NotEditable:
        return False
    return True


def _verified(plan: PlanText, edits: Sequence[PlanEdit]) -> str:
    """The new text, read again and compared with the values wanted, which share nothing."""
    wanted = json.loads(json.dumps(plan.values))
    for edit in edits:
        _put(wanted, edit)
    return read_again(plan, spliced(plan.text, _splices(plan, edits)), wanted, edits)


def read_again(plan: PlanText, text: str, wanted: object, edits: Sequence[PlanEdit | PlanItem]) -> str:
    """The new text, proven to read as the values wanted; NotEditable otherwise."""
    try:
        found = read_values(text.encode(), plan.file)
    except UnicodeEncodeError:
        raise NotEditable(edits) from None
    if found.problems or found.values != wanted:
        raise NotEditable(edits)
    return text


def _put(values: Any, edit: PlanEdit) -> None:  # noqa: ANN401 - the plan's values as they are
    """Change the value in the values, with the mappings that are missing on the way."""
    part = values
    try:
        for step in edit.path[:-1]:
            if isinstance(part, dict) and part.get(step) is None:
                part[step] = {}
            part = part[step]
        part[edit.path[-1]] = list(edit.value) if isinstance(edit.value, tuple) else edit.value
    except (KeyError, IndexError, TypeError):
        raise NotEditable([edit]) from None


def _splices(plan: PlanText, edits: Sequence[PlanEdit]) -> list[Splice]:
    """What changes in the text: values that are there one by one, new keys together for each mapping."""
    found: list[Splice] = []
    added: dict[Path, dict[str, Any]] = {}
    for edit in edits:
        if edit.path in plan.spots:
            found.append(_replacement(plan, edit))
            continue
        base = edit.path[:-1]
        while base not in plan.spots:
            base = base[:-1]
        _add(added.setdefault(base, {}), edit, len(base))
    return found + [_addition(plan, base, keys, edits) for base, keys in added.items()]


def _add(keys: dict[str, Any], edit: PlanEdit, depth: int) -> None:
    """Put a new key among those of its mapping, within the new mappings on the way."""
    steps = edit.path[depth:]
    if not all(isinstance(step, str) for step in steps):
        raise NotEditable([edit])
    for step in steps[:-1]:
        keys = keys.setdefault(str(step), {})
    keys[str(steps[-1])] = edit.value


def _replacement(plan: PlanText, edit: PlanEdit) -> Splice:
    """A scalar's own stretch, or that of a list in brackets, by the new value; an anchor before it stays."""
    spot, old = plan.spots[edit.path], value_at(plan.values, edit.path)
    is_plain_list = isinstance(old, list) and not any(isinstance(item, list | dict) for item in old)
    start = after_anchor(plan.text, spot.start)
    if spot.block or isinstance(old, dict) or (isinstance(old, list) and not is_plain_list):
        raise NotEditable([edit])
    stretch = plan.text[start : spot.end]
    if isinstance(old, list) and "#" in stretch:  # a comment inside would be lost
        raise NotEditable([edit])
    kept = stretch.rstrip(BREAKS)  # a folded text ends behind its last line
    new = _like(stretch, edit.value)
    return Splice(start, start + len(kept), len(edit.path), new if kept else f" {new}")


def _like(old: str, value: str | tuple[str, ...]) -> str:
    """The value in the quotes that stand there, else as it is written best."""
    if isinstance(value, str) and old.startswith('"'):
        return _quoted(value)
    if isinstance(value, str) and old.startswith("'") and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    return written(value)


def _addition(plan: PlanText, base: Path, keys: dict[str, Any], edits: Sequence[PlanEdit]) -> Splice:
    """New keys of one mapping: in its braces, on new lines behind it, or as the first ones of an empty key."""
    spot, value = plan.spots[base], value_at(plan.values, base)
    start = after_anchor(plan.text, spot.start)
    shown, depth = plan.text[start : spot.end], len(base)
    if value is None and spot.end > start:
        return Splice(start, spot.end, depth, written(keys))
    if value is None and in_brackets(plan, base):
        return Splice(start, start, depth, f" {written(keys)}")
    if value is None and base in plan.keys:
        return _new_lines(plan, start, depth, plan.keys[base].column - 1 + STEP, keys)
    if not isinstance(value, dict) or plan.text[start : start + 1] == "*":
        raise NotEditable([edit for edit in edits if edit.path[:depth] == base])
    inner = [key for key in plan.keys if key[:-1] == base]
    end = end_of(plan, base) if inner else start + 1
    if shown.startswith("{"):
        body = written(keys)[1:-1]
        return Splice(end, end, depth, f", {body}" if inner else body)
    return _new_lines(plan, end, depth, plan.keys[inner[0]].column - 1, keys)


def _new_lines(plan: PlanText, end: int, depth: int, indent: int, keys: Mapping[str, Any]) -> Splice:
    """New lines behind the line that ``end`` lies in, with its line end."""
    position, sign = line_end(plan.text, end)
    return Splice(position, position, depth, "".join(sign + line for line in _lines(keys, indent)))


def _lines(keys: Mapping[str, Any], indent: int) -> list[str]:
    found: list[str] = []
    for key, value in keys.items():
        lead = f"{' ' * indent}{written(key)}:"
        if isinstance(value, dict):
            found += [lead, *_lines(value, indent + STEP)]
        else:
            found.append(f"{lead} {written(value)}")
    return found


def written(value: Value) -> str:
    """A value as it is written in a plan: plain where that is safe in any place, else in double quotes."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{written(key)}: {written(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, tuple):
        return "[" + ", ".join(written(item) for item in value) + "]"
    return value if _PLAIN.fullmatch(value) and value not in NOTHING else _quoted(value)


def _quoted(value: str) -> str:
    """The text in double quotes, every character that is not printable by its number."""
    plain = json.dumps(value, ensure_ascii=False)
    return "".join(c if c.isprintable() else _by_number(ord(c)) for c in plain)


def _by_number(code: int) -> str:
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"  # noqa: PLR2004 - what four hex digits hold
