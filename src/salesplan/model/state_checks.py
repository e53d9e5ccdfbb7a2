"""What a record says about itself more than once, and whether it agrees."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate

from salesplan.model.plan.levels import TIME_LEVELS
from salesplan.model.state import Leaf, Names, Record
from salesplan.text import Text

_LONGEST_YEAR = 400
_Line = tuple[tuple[str, str], ...]


def faults(record: Record) -> Iterator[Text]:
    """Everything in a record that cannot be: of each kind the first one."""
    if not 0 <= (record.last - record.first).days < _LONGEST_YEAR:
        yield Text("{first}..{last} 不是一年", "{first}..{last} is no year").format(
            first=record.first, last=record.last
        )
    if not record.leaves:
        yield Text("里面没有目标（leaves）", "it holds no targets (leaves)")
    yield from _first(_misnamed(record))
    yield from _first(_twice(record))
    yield from _first(_not_what_came(record))
    yield from _total(record)


def _first(found: Iterator[Text]) -> Iterator[Text]:
    yield from (each for each, _ in zip(found, range(1), strict=False))


def _misnamed(record: Record) -> Iterator[Text]:
    """Levels that are not those of the record, or not in their order."""
    times = [level for level in TIME_LEVELS if level in record.by]
    for leaf in record.leaves:
        known = [level for level in record.by if level in (leaf.item if level not in times else leaf.time)]
        told = [*(level for level in known if level not in times), *(level for level in known if level in times)]
        if [*leaf.item, *leaf.time] != told:
            what = Text("“{path}”的层级和 by 不符", "the levels of {path} are not those of by")
            yield what.format(path=_path(leaf))


def _twice(record: Record) -> Iterator[Text]:
    """Targets that stand twice, also as a part of another."""
    spots = [(_line(leaf.item), _line(leaf.time)) for leaf in record.leaves]
    above = {
        (item, time)
        for own, when in spots
        for item in _upward(own)
        for time in _upward(when)
        if (item, time) != (own, when)
    }
    seen = set[tuple[_Line, _Line]]()
    for leaf, spot in zip(record.leaves, spots, strict=True):
        if spot in seen:
            yield Text("“{path}”有两条", "{path} stands there twice").format(path=_path(leaf))
        elif spot in above:
            what = Text("“{path}”和它下面的目标重复", "{path} stands there beside its own parts")
            yield what.format(path=_path(leaf))
        seen.add(spot)


def _not_what_came(record: Record) -> Iterator[Text]:
    """Periods that are over and have another target than what came in; actuals where none were counted."""
    for leaf in record.leaves:
        if record.frozen and (leaf.actual is not None or leaf.over or leaf.revised != leaf.original):
            what = Text(
                "“{path}”是定稿，却有实际或改过的目标", "{path} was frozen, yet has an actual or another target"
            )
            yield what.format(path=_path(leaf))
        elif not record.frozen and leaf.actual is None:
            yield Text("“{path}”没有实际（actual）", "{path} has no actual").format(path=_path(leaf))
        elif leaf.over and leaf.revised != leaf.actual:
            what = Text(
                "“{path}”已过完，新目标 {revised} 却不等于实际 {actual}",
                "{path} is over, yet its new target {revised} is not what came in, {actual}",
            )
            yield what.format(path=_path(leaf), revised=f"{leaf.revised:,f}", actual=f"{leaf.actual:,f}")


def _total(record: Record) -> Iterator[Text]:
    """A total that is not that of the original targets; one of the plan as it was then cannot be checked."""
    amounts = [leaf.original for leaf in record.leaves if leaf.original is not None]
    together = sum(amounts, Decimal(0))
    if amounts and record.base != "plan" and len(amounts) == len(record.leaves) and together != record.total:
        what = Text(
            "total 是 {total}，各原目标（original）加起来却是 {together}",
            "total is {total}, but the original targets are {together} together",
        )
        yield what.format(total=f"{record.total:,f}", together=f"{together:,f}")


def _line(names: Names) -> _Line:
    """Names in the form in which members are compared."""
    return tuple((level, unicodedata.normalize("NFKC", name).strip()) for level, name in names.items())


def _upward(line: _Line) -> list[_Line]:
    return [(), *accumulate((pair,) for pair in line)]


def _path(leaf: Leaf) -> str:
    return "/".join(f"{level}={name}" for level, name in (leaf.item | leaf.time).items()) or "*"
