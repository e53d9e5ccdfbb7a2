"""The open deals in the report: by stage of the sales process, one by one, and what is expected (methods.md 8.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from statistics import median

from salesplan.compute.prospects.deal_state import deal_words
from salesplan.compute.prospects.prospects_value import ValueSummary
from salesplan.compute.report.found import Found
from salesplan.compute.report.rows import Row, table_from
from salesplan.compute.report.section import Section, SectionTable
from salesplan.compute.rounding import half_up, rounded
from salesplan.model.near import plain_name
from salesplan.model.table import Kind, Table, Value

CODE = "pipeline"
FACTS: dict[str, Kind] = {
    **dict.fromkeys(("first", "last", "closed_first", "closed_last"), "date"),
    **dict.fromkeys(("open_deals", "expected", "not_valued", "overdue", "undated", "before", "later"), "integer"),
    **dict.fromkeys(("won", "lost"), "integer"),
    **dict.fromkeys(("weighted", "low", "high", "commit", "best", "overdue_amount", "undated_amount"), "amount"),
    "won_value": "amount",
    "win_rate": "share",
}
STAGES: dict[str, Kind] = {
    "stage": "text",
    "deals": "integer",
    "amount": "amount",
    "weighted": "amount",
    "probability": "share",
    "open_days": "integer",
    "overdue": "integer",
    "not_valued": "integer",
}
DEALS: dict[str, Kind] = {
    **dict.fromkeys(("id", "name", "customer", "owner", "region", "stage", "product"), "text"),
    "amount": "amount",
    "probability": "share",
    "weighted": "amount",
    "close_date": "date",
    "timing": "code",
    "overdue_days": "integer",
    "open_days": "integer",
}
_ALWAYS = frozenset(("amount", "probability", "weighted", "close_date", "timing"))


def section(found: Found) -> Section:
    """What the value of deals found; nothing without an open deal."""
    told = found.result("deals")
    if told is None or not told.summary.open_deals:
        return Section(CODE)
    rows = found.rows("deals")
    words = deal_words(found.plan.parameters.value, found.plan.strategy.process)
    tables = (
        table_from("pipeline_facts", FACTS, [_facts(told.summary)]),
        by_stage(rows, words.stages),
        deals(rows, told.rows),
    )
    return Section(CODE, tables)


def by_stage(rows: Sequence[Row], process: Sequence[str]) -> SectionTable:
    """The open deals by stage: in the order of the process, then by how probable they are; those without one last."""
    names: dict[str | None, str] = {}
    groups: dict[str | None, list[Row]] = {}
    for row in rows:
        stage = str(row.get("stage") or "")
        key = plain_name(stage) if stage else None
        names[key] = min(names.get(key, stage), stage)
        groups.setdefault(key, []).append(row)
    places = {plain_name(stage): at for at, stage in enumerate(process)}
    spelled = {plain_name(stage): stage for stage in process}
    parts = [(key, _stage(spelled.get(key or "", names[key]) or None, group)) for key, group in groups.items()]
    parts.sort(key=lambda part: _place(part[0], part[1], places))
    summed = ("deals", "amount", "weighted", "overdue", "not_valued")
    return table_from("pipeline", STAGES, [row for _, row in parts], summed, **_of_all(rows))


def _place(key: str | None, row: Row, places: Mapping[str, int]) -> tuple[object, ...]:
    probability = row["probability"]
    return (key is None, places.get(key or "", len(places)), probability is None, probability or 0, key or "")


def _stage(name: str | None, deals: Sequence[Row]) -> Row:
    """One stage. The probability is that of its money: weighted over amount, of the deals that have both."""
    amounts = [row["amount"] for row in deals if isinstance(row["amount"], Decimal)]
    weighted = [row["weighted"] for row in deals if isinstance(row["weighted"], Decimal)]
    return {
        "stage": name,
        "deals": len(deals),
        "amount": sum(amounts, Decimal(0)) if amounts else None,
        "weighted": sum(weighted, Decimal(0)) if weighted else None,
        "overdue": sum(row["timing"] == "overdue" for row in deals),
        "not_valued": len(deals) - len(weighted),
        **_of_all(deals),
    }


def _of_all(deals: Sequence[Row]) -> dict[str, Value]:
    """What is no sum: the probability of the money and the days that half of the deals have been open."""
    valued = [(row["amount"], row["weighted"]) for row in deals]
    known = [(a, w) for a, w in valued if isinstance(a, Decimal) and isinstance(w, Decimal)]
    whole = sum((a for a, _ in known), Decimal(0))
    days = [row["open_days"] for row in deals if isinstance(row["open_days"], int)]
    share = Fraction(sum((w for _, w in known), Decimal(0))) / Fraction(whole) if whole > 0 else None
    return {"probability": rounded(share), "open_days": _middle(days)}


def _middle(days: Sequence[int]) -> int | None:
    """The median in whole days, half up."""
    return int(half_up(Fraction(median(days)), 0)) if days else None


def deals(rows: Sequence[Row], told: Table) -> SectionTable:
    """The open deals, the largest weighted amount first; those of unknown value last."""
    kinds = {key: kind for key, kind in DEALS.items() if key in _ALWAYS or key in told.keys}
    placed = sorted(rows, key=lambda row: rank(row, kinds))
    return table_from("deals", kinds, placed, ("amount", "weighted"))


def rank(row: Row, kinds: Mapping[str, Kind]) -> tuple[object, ...]:
    """The place of a deal: by weighted amount, amount, day; then by every word of it."""
    weighted, amount, close = row["weighted"], row["amount"], row["close_date"]
    words = tuple(str(row.get(key) or "") for key in kinds)
    return (
        *(weighted is None, -weighted if isinstance(weighted, Decimal) else 0),
        *(amount is None, -amount if isinstance(amount, Decimal) else 0),
        close if isinstance(close, date) else date.max,
        words,
    )


def _facts(s: ValueSummary) -> Row:
    """The estimate of its period with its range, what is not in it, and what was closed before."""
    e, c = s.estimate, s.closed
    return {
        "first": s.period.first,
        "last": s.period.last,
        "closed_first": s.window.first,
        "closed_last": s.window.last,
        "open_deals": s.open_deals,
        "expected": e.deals,
        "not_valued": e.not_valued,
        **{key: getattr(e, key) for key in ("weighted", "low", "high", "commit", "best")},
        "overdue": s.overdue.deals,
        "overdue_amount": s.overdue.amount,
        "undated": s.no_date.deals,
        "undated_amount": s.no_date.amount,
        "before": s.before.deals,
        "later": s.later.deals,
        "won": c.won,
        "lost": c.lost,
        "won_value": c.won_value,
        "win_rate": c.win_rate,
    }
