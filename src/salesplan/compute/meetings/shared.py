"""Points that several meetings have: deals, what is stuck, whom to see, actions that roll on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.meetings.actions import Agreed
from salesplan.compute.meetings.points import Known, Point, Row
from salesplan.compute.naming import names_of
from salesplan.compute.targets.actuals.pace import light_of
from salesplan.compute.team.review import PersonSheet

FEW = 3
"""So many names, deals or customers stand in a point or a block of a person."""
MANY = 5
"""So many deals stand in the block of a whole team."""


def actions(agreed: Sequence[Agreed], as_of: date, block: str = "carried") -> Iterator[Point]:
    """Open actions with the days they are overdue, in their order."""
    for one in agreed:
        days = one.overdue(as_of)
        light = None if days is None else "red" if days else "green"
        yield Point(
            block,
            "action" if one.action.due else "action_no_day",
            one.action.owner,
            one.action.what,
            on=one.action.due,
            days=days,
            light=light,
            note=str(one.since),
        )


def stuck(known: Known, block: str, shown: int, person: str | None = None) -> Iterator[Point]:
    """The prospects and deals nobody sees to, those that matter most first, as their own list has them."""
    found = [row for row in known.of("stale") if person in (None, row["owner"])]
    for row in found[:shown]:
        yield Point(block, "stuck", row["owner"], row["name"], amount=row["amount"], days=row["days"], light="amber")


def key_deals(known: Known, block: str, shown: int, person: str | None = None) -> Iterator[Point]:
    """The open deals with the largest expected value."""
    found = [row for row in known.of("deals") if person in (None, row["owner"]) and row["weighted"] is not None]
    for row in sorted(found, key=lambda row: (-row["weighted"], str(row["id"]), str(row["name"])))[:shown]:
        late = row["overdue_days"]
        yield Point(
            block,
            "key_deal_late" if late else "key_deal",
            row["owner"],
            row["name"],
            amount=row["amount"],
            rate=row["probability"],
            on=row["close_date"],
            days=late,
            light="red" if late else None,
            note=row["stage"],
        )


def to_see(rows: Iterable[Row], block: str, code: str) -> Iterator[Point]:
    """Customers by person: how many, how many of them overdue, the first few by name; most overdue people first."""
    mine: dict[str, list[Row]] = {}
    for row in rows:
        mine.setdefault(row["rep"] or "", []).append(row)
    for person, found in sorted(mine.items(), key=lambda each: (-_overdue(each[1]), each[0])):
        names = names_of([row["name"] or row["id"] for row in found], FEW)
        late = _overdue(found)
        yield Point(
            block, code, person or None, count=len(found), of=late, light="amber" if late else None, names=names
        )


def _overdue(rows: Sequence[Row]) -> int:
    return sum((row["overdue_days"] or 0) > 0 for row in rows)


def won(known: Known, block: str) -> Iterator[Point]:
    """The largest deal won lately, else the largest sale to one customer; nothing where neither is known."""
    deals = sorted(known.of("won"), key=lambda row: (-(row["amount"] or Decimal(0)), str(row["name"])))
    sales = [row for row in known.of("sold_to") if row["rep"] and row["amount"] and row["amount"] > 0]
    if deals:
        best = deals[0]
        yield Point(block, "won", best["owner"], best["name"], amount=best["amount"], on=best["on"], light="green")
    elif sales:
        most = max(sales, key=lambda row: (row["amount"], str(row["customer"])))
        yield Point(block, "big_sale", most["rep"], most["customer"], amount=most["amount"], light="green")


def gap_of(sheet: PersonSheet, block: str) -> Point:
    """A person's largest gap, what the figures show as its cause, the next step."""
    return Point(block, "gap", sheet.person, sheet.gap, score=sheet.score, names=sheet.cause_told, note=sheet.next_step)


def light_for(done: int, wanted: int, lights: tuple[Decimal, Decimal]) -> str | None:
    """green, amber or red by what was done of what was wanted; None where nothing was wanted."""
    return light_of(Fraction(done, wanted), lights) if wanted else None
