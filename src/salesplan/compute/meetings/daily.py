"""What stands on the agenda of a morning and of a weekly meeting (methods.md 10.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction
from itertools import chain

from salesplan.compute.meetings.points import Known, Point, Row
from salesplan.compute.meetings.shared import FEW, MANY, gap_of, key_deals, light_for, stuck, to_see, won
from salesplan.compute.rounding import half_up
from salesplan.compute.targets.actuals.pace import LIGHTS


@dataclass(frozen=True)
class Member:
    """One of the team: the part of full time he works, and the contacts he can make in a full day (None: not known)."""

    name: str
    share: Decimal = Decimal(1)
    able: Decimal | None = None


@dataclass(frozen=True)
class Team:
    """Who is there, how many contacts each had in the days looked at, and how many a full day needs of each."""

    members: Sequence[Member] = ()
    contacts: Mapping[str, int] | None = None
    need: Decimal | None = None
    workdays: int = 1
    lights: tuple[Decimal, Decimal] = LIGHTS

    @property
    def people(self) -> tuple[str, ...]:
        """Their names."""
        return tuple(one.name for one in self.members)

    def wanted(self, member: Member) -> int | None:
        """Contacts wanted of one in these days, rounded up: the need, but no more than he can make; None: not known."""
        if self.need is None:
            return None
        a_day = self.need if member.able is None else min(self.need, member.able)
        return int((a_day * member.share * self.workdays).to_integral_value(rounding=ROUND_CEILING))


def morning(known: Known, team: Team, as_of: date) -> Iterator[Point]:
    """Yesterday against the need, whom to see today, who needs help, one success."""
    yield from _contacts(team, "yesterday", "contacted")
    yield from _sold(known, "yesterday")
    yield from to_see((row for row in known.of("due") if row["due"] <= as_of), "today", "see_today")
    yield from stuck(known, "help", FEW)
    yield from won(known, "tip")


def weekly(known: Known, team: Team) -> Iterator[Point]:
    """Last week's result, who is behind and why, key deals, the market, a success, next week's visits."""
    yield from _sold(known, "result")
    yield from _results(known, team)
    yield from _contacts(team, "gaps", "contacted_week")
    yield from _behind(known)
    yield from chain(key_deals(known, "deals", MANY), stuck(known, "deals", FEW))
    yield Point("market", "ask_market")
    yield from won(known, "success")
    yield from to_see((row for row in known.of("visits") if row["status"] == "planned"), "tasks", "see_next_week")


def _contacts(team: Team, block: str, code: str) -> Iterator[Point]:
    """Contacts of each person, who had the fewest first; then what they are measured by."""
    if team.contacts is None:
        return
    for member in sorted(team.members, key=lambda one: ((team.contacts or {}).get(one.name, 0), one.name)):
        done, wanted = team.contacts.get(member.name, 0), team.wanted(member)
        light = None if wanted is None else light_for(done, wanted, team.lights)
        yield Point(block, code, member.name, count=done, of=wanted, light=light)
    if team.need is not None:
        yield Point(block, "wanted_by", score=half_up(Fraction(team.need), 1))


def _sold(known: Known, block: str) -> Iterator[Point]:
    """What was sold in the days, in all."""
    total = known.summary("sold")
    if total is not None:
        amount = total.total or Decimal(0)
        yield Point(
            block, "sold" if amount else "sold_nothing", amount=amount, target=total.before_total, rate=total.mom
        )


def _results(known: Known, team: Team) -> Iterator[Point]:
    """Each person's sales of the week with the light of his year, whose year lands lowest first."""
    sold: dict[str, Decimal] = {}
    for row in known.of("sold_by"):
        if row["rep"]:
            sold[row["rep"]] = sold.get(row["rep"], Decimal(0)) + (row["amount"] or Decimal(0))
    tracked = [row for row in known.of("track") if row.get("level") == "rep" and row["rep"] in team.people]
    for row in sorted(tracked, key=lambda row: (_landing(row) or Decimal(0), row["rep"])):
        amount = sold.pop(row["rep"], Decimal(0))
        rate = _landing(row)
        yield Point("result", "week_of", row["rep"], amount=amount, target=row["target"], rate=rate, light=row["light"])
    for person, amount in sorted(sold.items(), key=lambda each: (-each[1], each[0])):
        if not tracked or person in team.people:
            yield Point("result", "week_of", person, amount=amount)


def _landing(row: Row) -> Decimal | None:
    """Where the year lands against its target."""
    landing, target = row["landing"], row["target"]
    return half_up(Fraction(landing) / Fraction(target)) if landing is not None and target else None


def _behind(known: Known) -> Iterator[Point]:
    """The people with the lowest scores whose review has a gap: what it is, its cause by the figures, the next step."""
    review = known.summary("review")
    scored = [sheet for sheet in review.sheets if sheet.score is not None] if review is not None else []
    for sheet in sorted(scored, key=lambda one: (one.score, one.person))[:FEW]:
        if sheet.gap is not None:
            yield gap_of(sheet, "gaps")
