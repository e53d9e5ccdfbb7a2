"""Why sales changed, as the report shows it: price, volume, mix, the customer bridge, who did it (methods.md 10)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from salesplan.compute.report.found import Found
from salesplan.compute.report.rows import Row, table_from
from salesplan.compute.report.section import Section, SectionTable
from salesplan.compute.rounding import ratio
from salesplan.compute.sales.bridge import UNCOUNTED, Bridge, BridgeSummary, Mover, moves_of
from salesplan.compute.sales.contributors import Contributor
from salesplan.compute.sales.pvm import PvmSummary, effects_of
from salesplan.compute.sales.spans import Spans
from salesplan.errors import Problem
from salesplan.model.table import Kind

TOLD = ("SALES-", "PVM-", "BRIDGE-")
"""The warnings of both analyses that say what the figures do not rest on."""
NO_HISTORY = "BRIDGE-no-history"
"""The note among them that matters: who came back cannot be told from who is new."""
STAYED_AWAY, CAME = "stayed_away", "came"
"""Moves of days that are no year: who bought only a year ago, or only now, is not lost or new for that."""
_YEAR = 364
"""From so many days on whoever did not buy in them is lost, and not just between two orders: a year of weeks."""
_COMPARED: Mapping[str, Kind] = {
    **dict.fromkeys(("table", "kind", "against"), "code"),
    "name": "text",
    **dict.fromkeys(("first", "last", "base_first", "base_last"), "date"),
    "cut": "flag",
    **dict.fromkeys(("base", "now", "change"), "amount"),
    "change_rate": "share",
}
_STEPS: Mapping[str, Kind] = {"step": "code", "amount": "amount", "share_of_change": "share", "level": "flag"}
_WHO: Mapping[str, Kind] = {
    "side": "code",
    **dict.fromkeys(("name", "owner"), "text"),
    **dict.fromkeys(("base", "now", "change"), "amount"),
    "share_of_change": "share",
}
_LOSSES: Mapping[str, Kind] = {
    "move": "code",
    **dict.fromkeys(("customer", "owner", "region"), "text"),
    **dict.fromkeys(("base", "now", "change"), "amount"),
    "last_order": "date",
}


def section(found: Found) -> Section:
    """What the change against the year before is made of; without orders of that year there is nothing to say."""
    priced: PvmSummary | None = found.summary("pvm")
    bridged: BridgeSummary | None = found.summary("bridge")
    tables = tuple(each for each in _tables(priced, bridged) if len(each.rows))
    told = (problem for name in ("pvm", "bridge") for each in found.all(name) for problem in each.findings)
    notes = _notes(told, history=bridged is not None and is_a_year(bridged.spans))
    return Section("causes", (*tables, *(notes if tables else ())))


def is_a_year(spans: Spans) -> bool:
    """Whether so many days are looked at that customers who bought in none of them are lost."""
    return spans.now.days >= _YEAR


def _tables(priced: PvmSummary | None, bridged: BridgeSummary | None) -> Iterator[SectionTable]:
    rows = [_compared("causes", priced.spans, priced)] if priced is not None else []
    rows += [_compared("bridge", bridged.spans, bridged.total)] if bridged is not None else []
    yield table_from("compared", _COMPARED, rows)
    if priced is not None:
        yield _steps("causes", priced, effects_of(priced), {})
    if bridged is not None:
        yield _steps("bridge", bridged.total, *_moves(bridged))
    who = priced.contributors if priced is not None else bridged.contributors if bridged is not None else ()
    yield table_from("contributors", _WHO, map(_contributor, who))
    if bridged is not None:
        movers = (("lost", bridged.lost), ("contraction", bridged.contracted))
        losses = [_mover(_called(move, bridged.spans), each) for move, several in movers for each in several]
        yield table_from("losses", _LOSSES, losses)


def _moves(told: BridgeSummary) -> tuple[list[tuple[str, Decimal]], dict[str, int]]:
    """The moves of customers as they are called in these days, and of how many each is; new and back are one there."""
    sums: dict[str, Decimal] = {}
    counts: dict[str, int] = {}
    for move, amount in moves_of(told.total):
        sums[_called(move, told.spans)] = sums.get(_called(move, told.spans), Decimal(0)) + amount
    for move, count in told.total.customers.items():
        counts[_called(move, told.spans)] = counts.get(_called(move, told.spans), 0) + count
    return list(sums.items()), counts


def _called(move: str, spans: Spans) -> str:
    """A move, where the days are less than a year by what is true of them."""
    return move if is_a_year(spans) else {"lost": STAYED_AWAY, "new": CAME, "won_back": CAME}.get(move, move)


def _compared(table: str, spans: Spans, total: PvmSummary | Bridge) -> Row:
    """The days of now and then that a table compares, and what was sold in them."""
    return {
        "table": table,
        "name": spans.name,
        "kind": spans.kind,
        "against": spans.against,
        "first": spans.now.first,
        "last": spans.now.last,
        "base_first": spans.base.first,
        "base_last": spans.base.last,
        "cut": spans.cut,
        **{key: getattr(total, key) for key in ("base", "now", "change", "change_rate")},
    }


def _steps(
    name: str, total: PvmSummary | Bridge, moves: Sequence[tuple[str, Decimal]], customers: Mapping[str, int]
) -> SectionTable:
    """From the base through what moved it to now; the moves are together the change, to the cent.

    Where nothing was sold then and now there is nothing to see.
    """
    kinds: Mapping[str, Kind] = {**_STEPS, "customers": "integer"} if name == "bridge" else _STEPS
    change = total.change
    rows: list[Row] = [{"step": "base", "amount": total.base, "level": True}]
    rows += [
        {
            "step": step,
            "amount": amount,
            "share_of_change": ratio(amount, change),
            "level": False,
            "customers": None if step in UNCOUNTED else customers.get(step),
        }
        for step, amount in moves
    ]
    rows.append({"step": "now", "amount": total.now, "level": True})
    told = rows if total.base or total.now or any(amount for _, amount in moves) else []
    return table_from(name, kinds, told, amount=change)


def _contributor(each: Contributor) -> Row:
    keys = ("side", "name", "owner", "base", "now", "change")
    return {**{key: getattr(each, key) for key in keys}, "share_of_change": each.share}


def _mover(move: str, each: Mover) -> Row:
    keys = ("owner", "region", "base", "now", "change", "last_order")
    return {"move": move, "customer": each.name, **{key: getattr(each, key) for key in keys}}


def _notes(findings: Iterable[Problem], *, history: bool) -> tuple[SectionTable, ...]:
    """What both analyses warn of, each once; ``history``: who is new is told from who came back."""
    warned = (each for each in findings if each.severity == "warning" or (history and each.code == NO_HISTORY))
    rows: list[Row] = [{"code": each.code, "text": each.what} for each in warned if each.code.startswith(TOLD)]
    kept = [row for at, row in enumerate(rows) if row not in rows[:at]]
    return (table_from("causes_notes", {"code": "code", "text": "text"}, kept),) if kept else ()
