"""A part of the sales alone: one region, two products, what was sold through a channel."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import narwhals as nw

from salesplan.compute.naming import names_of
from salesplan.compute.sales.dimensions import TIMES, check_sides, dimensions_named, names_of_side
from salesplan.compute.sales.sold import Sold
from salesplan.errors import BadUsage, Problem
from salesplan.model.near import nearest, plain_name
from salesplan.text import Text

_SHOWN, _LONG = 10, 40
"""Names listed, and characters of each, where one is not found."""
_COMMA = re.compile(r"\s*[,，]\s*")


def filters_named(words: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """``region=华东,华南`` and ``渠道=直销`` as sides with their names; BadUsage for what has no side or no name."""
    found: dict[str, tuple[str, ...]] = {}
    for word in words:
        side, sign, names = word.replace("\uff1d", "=").partition("=")
        wanted = tuple(name.strip() for name in names.replace("\uff0c", ",").split(",") if name.strip())
        if not sign or not wanted:
            raise BadUsage(_no_filter(word))
        known = dimensions_named([side])[0]
        if known in TIMES:
            raise BadUsage(_no_filter(word))
        found[known] = (*found.get(known, ()), *wanted)
    return found


def narrowed(sold: Sold, filters: dict[str, tuple[str, ...]]) -> Sold:
    """The lines of these names only, width and case aside; BadUsage where nothing of a name was sold.

    They begin with their own first day, and end where the whole list does.
    """
    for side, wanted in filters.items():
        check_sides([side], sold)
        sold = _narrowed(sold, side, wanted)
    return sold


def _narrowed(sold: Sold, side: str, wanted: Sequence[str]) -> Sold:
    column = "key" if side == "customer" else side
    keys = [key for key in sold.frame.get_column(column).unique().to_list() if key is not None]
    named = names_of_side(side, sold)
    labels = {} if named is None else dict(named.select("key", "label").iter_rows())
    by_name: dict[str, list[str]] = {}
    for key in sorted(keys):
        for name in dict.fromkeys((plain_name(key), plain_name(str(labels.get(key, key))))):
            by_name.setdefault(name, []).append(key)
    wanted = list(_whole_names(wanted, by_name))
    unknown = [name for name in wanted if plain_name(name) not in by_name]
    if unknown:
        raise BadUsage([_unknown(side, name, sorted(labels.get(key, key) for key in keys)) for name in unknown])
    chosen = sorted({key for name in wanted for key in by_name[plain_name(name)]})
    frame = sold.frame.filter(nw.col(column).is_in(chosen))
    return replace(sold, frame=frame, first_day=frame.get_column("date").min())


def _whole_names(pieces: Sequence[str], known: Mapping[str, object]) -> Iterator[str]:
    """The names that were meant: as many pieces between commas as make a name that is known, else one."""
    told = {_COMMA.sub(",", name): name for name in known}
    at = 0
    while at < len(pieces):
        ends = range(len(pieces), at + 1, -1)
        joined = (plain_name(",".join(pieces[at:end])) for end in ends)
        end, name = next(((end, name) for end, name in zip(ends, joined, strict=True) if name in told), (at + 1, ""))
        yield told[name] if name else pieces[at]
        at = end


def _short(name: str) -> str:
    return name if len(name) <= _LONG else f"{name[:_LONG]}…"


def _no_filter(word: str) -> Problem:
    what = Text("--only “{word}”看不懂", "--only: {word} is not understood").format(word=word)
    fix = Text(
        "写成 --only region=华东 或 --only 渠道=直销,分销", "type it as --only region=East or --only channel=A,B"
    )
    return Problem("USAGE-only", "error", what, fix, value=word)


def _unknown(side: str, name: str, known: Sequence[str]) -> Problem:
    near = nearest(name, known)
    what = Text("订单里没有 {side}=“{name}”", "the orders have no {side}={name}").format(side=side, name=_short(name))
    fix = Text("有这些：{known}", "there are {known}").format(known=names_of(map(_short, known), _SHOWN))
    if near is not None:
        told = Text("是不是 --only {side}={near}？{listed}", "is it --only {side}={near}? {listed}")
        fix = told.format(side=side, near=_short(near), listed=fix)
    return Problem("SALES-no-name", "error", what, fix, value=name)
