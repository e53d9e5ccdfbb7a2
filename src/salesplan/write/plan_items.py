"""Adds an item to a list of the plan by position: in the form the list has, no other character changes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from salesplan.load.plan.places import PlanText
from salesplan.model.plan.edit import PlanItem
from salesplan.model.plan.paths import Path
from salesplan.write.plan_edit import NotEditable, Value, read_again, written
from salesplan.write.plan_stretches import (
    Indents,
    Splice,
    after_anchor,
    dash_of,
    end_of,
    in_brackets,
    indents_of,
    line_end,
    line_start,
    spliced,
    value_at,
)


def with_item(plan: PlanText, item: PlanItem) -> str:
    """The plan's text with the item behind the last one of its list.

    A list of lines gets further lines, indented as its last item is and before the comments that follow it; one in
    brackets gets the item before its ``]``; where the list is empty or missing it is begun, with the keys on the way to
    it. The text is read again: NotEditable when it would not differ by exactly this item, as where the list is shared
    through an anchor.
    """
    wanted = json.loads(json.dumps(plan.values))
    try:
        _put(wanted, item)
        splices = _splices(plan, item)
    except (KeyError, IndexError, TypeError, AttributeError):
        raise NotEditable([item]) from None
    return read_again(plan, spliced(plan.text, splices), wanted, [item])


def _put(values: Any, item: PlanItem) -> None:  # noqa: ANN401 - the plan's values as they are
    """Add the item to the values, with the list and the mappings on the way to it where they are missing."""
    *way, last = item.path
    for step in way:
        if isinstance(values, dict) and values.get(step) is None:
            values[step] = {}
        values = values[step]
    if isinstance(values, dict) and values.get(last) is None:
        values[last] = []
    values[last].append(json.loads(json.dumps(item.value)))


def _splices(plan: PlanText, item: PlanItem) -> list[Splice]:
    value = value_at(plan.values, item.path) if item.path in plan.spots else None
    if not value:
        return _begun(plan, item)
    if not isinstance(value, list):
        raise NotEditable([item])
    start = after_anchor(plan.text, plan.spots[item.path].start)
    if plan.text[start] == "[":
        return _in_list(plan, item, len(value))
    return [_behind(plan, item, len(value))]


def _behind(plan: PlanText, item: PlanItem, count: int) -> Splice:
    """New lines behind the last item of a list of lines, its dash where the last one's is."""
    last = (*item.path, count - 1)
    dash = dash_of(plan, last)
    if dash is None:
        raise NotEditable([item])
    indent = dash - line_start(plan.text, dash)
    between = plan.text[dash + 1 : plan.spots[last].start]
    gap = len(between) if between and not between.strip(" ") else 1
    is_flow = plan.text[after_anchor(plan.text, plan.spots[last].start) :].startswith("{")
    lines = _item_lines(item.value, " " * indent, gap, indents_of(plan), is_flow=is_flow)
    return _lines_behind(plan, end_of(plan, item.path), len(item.path), lines)


def _lines_behind(plan: PlanText, end: int, depth: int, lines: Iterator[str]) -> Splice:
    position, sign = line_end(plan.text, end)
    return Splice(position, position, depth, "".join(sign + line for line in lines))


def _in_list(plan: PlanText, item: PlanItem, count: int) -> list[Splice]:
    """The item in brackets behind the last one: on a line of its own where that has one, before its comment's line."""
    text, depth = plan.text, len(item.path)
    last, new = plan.spots[(*item.path, count - 1)], written(item.value)
    indent = text[line_start(text, last.start) : last.start]
    position, sign = line_end(text, last.end)
    rest = text[last.end : position].strip(" \t")
    if indent.strip() or not indent:
        return [Splice(last.end, last.end, depth, f", {new}")]
    comma = rest.startswith(",")
    if rest.removeprefix(",").strip(" \t")[:1] not in {"", "#"}:
        return [Splice(last.end, last.end, depth, f",{sign}{indent}{new}")]
    behind = Splice(position, position, depth, f"{sign}{indent}{new}{',' if comma else ''}")
    return [behind] if comma else [Splice(last.end, last.end, depth + 1, ","), behind]


def _begun(plan: PlanText, item: PlanItem) -> list[Splice]:
    """The list with its first item, below the nearest part of the plan that is there."""
    base = item.path
    while base not in plan.spots:
        base = base[:-1]
    steps, new = item.path[len(base) :], (item.value,)
    nested: Any = new
    for step in reversed(steps):
        nested = {str(step): nested}
    if not all(isinstance(step, str) for step in steps):
        raise NotEditable([item])
    if value_at(plan.values, base):
        return [_into_mapping(plan, base, nested, item)]
    if in_brackets(plan, base):
        return [_in_place(plan, base, nested)]
    return _below_key(plan, base, nested)


def _into_mapping(plan: PlanText, base: Path, new: Mapping[str, Value], item: PlanItem) -> Splice:
    """A new key of a mapping that has others: before its ``}``, or on lines behind it."""
    inner = [key for key in plan.keys if key[:-1] == base and len(key) == len(base) + 1]
    start, depth, end = after_anchor(plan.text, plan.spots[base].start), len(base), end_of(plan, base)
    if not inner or plan.text[start] == "*":
        raise NotEditable([item])
    if plan.text[start] == "{":
        return Splice(end, end, depth, f", {written(new)[1:-1]}")
    lines = [*([] if base else [""]), *_key_lines(new, plan.keys[inner[0]].column - 1, indents_of(plan))]
    return _lines_behind(plan, end, depth, iter(lines))


def _in_place(plan: PlanText, base: Path, new: Value) -> Splice:
    """An empty value inside braces or brackets gives way to the new one."""
    spot = plan.spots[base]
    start = after_anchor(plan.text, spot.start)
    is_nothing = spot.end <= start
    return Splice(start, max(start, spot.end), len(base), f" {written(new)}" if is_nothing else written(new))


def _below_key(plan: PlanText, base: Path, new: Value) -> list[Splice]:
    """An empty value gives way to lines below its key: ``items: []`` becomes a list of lines."""
    spot, key, indents = plan.spots[base], plan.keys[base], indents_of(plan)
    start, indent = after_anchor(plan.text, spot.start), key.column - 1
    stretch = plan.text[start : spot.end]
    if isinstance(new, Mapping):
        lines = _key_lines(new, indent + indents.keys, indents)
    else:
        lines = _list_lines(new, indent + indents.dashes, indents)
    if not stretch.strip():
        return [_lines_behind(plan, start, len(base), lines)]
    before = len(plan.text[:start].rstrip(" "))
    return [Splice(before, spot.end, len(base), ""), _lines_behind(plan, spot.end, len(base) - 1, lines)]


def _key_lines(keys: Mapping[str, Value], indent: int, indents: Indents) -> Iterator[str]:
    """A mapping as lines of keys, with its mappings and lists of mappings below them."""
    for key, value in keys.items():
        lead = f"{' ' * indent}{written(key)}:"
        if isinstance(value, Mapping):
            yield lead
            yield from _key_lines(value, indent + indents.keys, indents)
        elif isinstance(value, tuple) and any(isinstance(one, Mapping) for one in value):
            yield lead
            yield from _list_lines(value, indent + indents.dashes, indents)
        else:
            yield f"{lead} {written(value)}"


def _list_lines(items: Value, indent: int, indents: Indents) -> Iterator[str]:
    for one in items:
        yield from _item_lines(one, " " * indent, 1, indents, is_flow=False)


def _item_lines(value: Value, lead: str, gap: int, indents: Indents, *, is_flow: bool) -> Iterator[str]:
    """An item: its dash, then its value on the same line, or its keys below each other."""
    dash = f"{lead}-{' ' * gap}"
    if is_flow or not isinstance(value, Mapping) or not value:
        yield dash + written(value)
        return
    lines = _key_lines(value, len(dash), indents)
    yield dash + next(lines).lstrip(" ")
    yield from lines
