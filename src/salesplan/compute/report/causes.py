"""Why sales changed, as the report shows it: price, volume, mix, the customer bridge, who did it (methods.md 10)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.report.found import Found
from salesplan.compute.report.rows import table_from
from salesplan.compute.report.section import Section, SectionTable
from salesplan.compute.rounding import rounded
from salesplan.compute.sales.bridge import UNCOUNTED, Bridge, BridgeSummary, Mover, moves_of
from salesplan.compute.sales.contributors import Contributor
from salesplan.compute.sales.pvm import PvmSummary, effects_of
from salesplan.compute.sales.spans import Spans
from salesplan.errors import Problem
from salesplan.model.table import Kind, Value
from salesplan.text import Text

TOLD = ("SALES-", "PVM-", "BRIDGE-")
"""The warnings of both analyses that say what the figures do not rest on."""
NO_HISTORY = "BRIDGE-no-history"
"""The note among them that matters: who came back cannot be told from who is new."""
CHANGE = Text("合计变动", "Change in all")
_COMPARED: Mapping[str, Kind] = {
    **dict.fromkeys(("name", "span"), "text"),
    **dict.fromkeys(("kind", "against"), "code"),
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
Row = dict[str, Value]


def section(found: Found) -> Section:
    """What the change against the year before is made of; without orders of that year there is nothing to say."""
    priced: PvmSummary | None = found.summary("pvm")
    bridged: BridgeSummary | None = found.summary("bridge")
    tables = tuple(each for each in _tables(priced, bridged) if len(each.rows))
    notes = _notes(problem for name in ("pvm", "bridge") for each in found.all(name) for problem in each.findings)
    return Section("causes", (*tables, *(notes if tables else ())), found.lacking.get("causes", ()))


def _tables(priced: PvmSummary | None, bridged: BridgeSummary | None) -> Iterator[SectionTable]:
    total = bridged.total if bridged is not None else priced
    spans = bridged.spans if bridged is not None else priced.spans if priced is not None else None
    if total is None or spans is None:
        return
    yield table_from("compared", _COMPARED, [_compared(spans, total)])
    if priced is not None:
        yield _steps("causes", priced, effects_of(priced), {})
    if bridged is not None:
        yield _steps("bridge", bridged.total, moves_of(bridged.total), bridged.total.customers)
    who = priced.contributors if priced is not None else bridged.contributors if bridged is not None else ()
    yield table_from("contributors", _WHO, map(_contributor, who))
    if bridged is not None:
        movers = (("lost", bridged.lost), ("contraction", bridged.contracted))
        rows = [_mover(move, each) for move, several in movers for each in several]
        yield table_from("losses", _LOSSES, rows)


def _compared(spans: Spans, total: PvmSummary | Bridge) -> Row:
    """The days of now and then, and what was sold in them."""
    return {
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
            "share_of_change": rounded(Fraction(amount) / Fraction(change)) if change else None,
            "level": False,
            "customers": None if step in UNCOUNTED else customers.get(step),
        }
        for step, amount in moves
    ]
    rows.append({"step": "now", "amount": total.now, "level": True})
    told = rows if total.base or total.now or any(amount for _, amount in moves) else []
    return table_from(name, kinds, told, step=CHANGE, amount=change)


def _contributor(each: Contributor) -> Row:
    keys = ("side", "name", "owner", "base", "now", "change")
    return {**{key: getattr(each, key) for key in keys}, "share_of_change": each.share}


def _mover(move: str, each: Mover) -> Row:
    keys = ("owner", "region", "base", "now", "change", "last_order")
    return {"move": move, "customer": each.name, **{key: getattr(each, key) for key in keys}}


def _notes(findings: Iterable[Problem]) -> tuple[SectionTable, ...]:
    """What both analyses warn of, each once."""
    warned = (each for each in findings if each.severity == "warning" or each.code == NO_HISTORY)
    rows: list[Row] = [{"code": each.code, "text": each.what} for each in warned if each.code.startswith(TOLD)]
    kept = [row for at, row in enumerate(rows) if row not in rows[:at]]
    return (table_from("causes_notes", {"code": "code", "text": "text"}, kept),) if kept else ()
