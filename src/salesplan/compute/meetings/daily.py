"""What stands on the agenda of a morning and of a weekly meeting (methods.md 10.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from itertools import chain

from salesplan.compute.meetings.points import Known, Point
from salesplan.compute.meetings.shared import FEW, MANY, key_deals, light_for, stuck, to_see, won
from salesplan.compute.targets.actuals.pace import LIGHTS


@dataclass(frozen=True)
class Team:
    """Who is there, how many contacts each had in the days looked at, and how many a day are needed of each."""

    people: Sequence[str] = ()
    contacts: Mapping[str, int] | None = None
    need: Decimal | None = None
    workdays: int = 1
    lights: tuple[Decimal, Decimal] = LIGHTS

    @property
    def wanted(self) -> int | None:
        """Contacts that each needs in these days, rounded up; None where the need is not known."""
        if self.need is None:
            return None
        return int((self.need * self.workdays).to_integral_value(rounding=ROUND_CEILING))


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
    """Contacts of each person, who had the fewest first."""
    if team.contacts is None:
        return
    for person in sorted(team.people, key=lambda name: ((team.contacts or {}).get(name, 0), name)):
        done = team.contacts.get(person, 0)
        light = light_for(done, team.wanted or 0, team.lights)
        yield Point(block, code, person, count=done, of=team.wanted, light=light)


def _sold(known: Known, block: str) -> Iterator[Point]:
    """What was sold in the days, in all."""
    total = known.summary("sold")
    if total is not None:
        amount = total.total or Decimal(0)
        yield Point(
            block, "sold" if amount else "sold_nothing", amount=amount, target=total.before_total, rate=total.mom
        )


def _results(known: Known, team: Team) -> Iterator[Point]:
    """Each person's sales of the week with the light of his year, the worst first as they are tracked."""
    sold: dict[str, Decimal] = {}
    for row in known.of("sold_by"):
        if row["rep"]:
            sold[row["rep"]] = sold.get(row["rep"], Decimal(0)) + (row["amount"] or Decimal(0))
    tracked = [row for row in known.of("track") if row.get("level") == "rep" and row["rep"] in team.people]
    for row in tracked:
        landing = row["landing"] / row["target"] if row["landing"] is not None and row["target"] else None
        yield Point(
            "result",
            "week_of",
            row["rep"],
            amount=sold.pop(row["rep"], Decimal(0)),
            target=row["target"],
            rate=landing,
            light=row["light"],
        )
    for person, amount in sorted(sold.items(), key=lambda each: (-(each[1] or Decimal(0)), each[0])):
        if not tracked or person in team.people:
            yield Point("result", "week_of", person, amount=amount)


def _behind(known: Known) -> Iterator[Point]:
    """People whose review has a gap: what it is, what the figures show as its cause, the next step."""
    review = known.summary("review")
    for sheet in review.sheets if review is not None else ():
        if sheet.gap is not None:
            yield Point(
                "gaps", "gap", sheet.person, sheet.gap, score=sheet.score, names=sheet.cause_told, note=sheet.next_step
            )
