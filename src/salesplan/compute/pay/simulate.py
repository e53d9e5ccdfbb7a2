"""What a commission plan costs: over attainments, in scenarios, for last year's orders, against another plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from salesplan.compute.pay.limits import title_of
from salesplan.compute.pay.pay_lines import CENTS
from salesplan.compute.pay.seats import Seat, attainment_for, by_person, total_at
from salesplan.compute.rounding import half_up, rounded
from salesplan.model.plan.commission import MONEY_MEASURES
from salesplan.model.table import ColumnSpec, Value

STEPS = tuple(Fraction(n, 10) for n in range(16))
"""0 to 150 %, as the cost curve is drawn (methods.md 0.3)."""
MOST = STEPS[-1]
COLUMNS = (
    *(ColumnSpec("part", "code"), ColumnSpec("scenario", "code"), ColumnSpec("rule", "text")),
    *(ColumnSpec("measure", "code"), ColumnSpec("person", "text"), ColumnSpec("attainment", "share")),
    *(ColumnSpec("sales", "amount"), ColumnSpec("pay", "amount"), ColumnSpec("share", "share")),
    *(ColumnSpec("marginal", "score"), ColumnSpec("budget_share", "share"), ColumnSpec("left", "amount")),
    *(ColumnSpec("other", "amount"), ColumnSpec("change", "amount")),
    *(ColumnSpec("attainment_last", "share"), ColumnSpec("last_year", "amount")),
    *(ColumnSpec("since", "date"), ColumnSpec("until", "date"), ColumnSpec("quota", "code")),
)
Row = dict[str, Value]
Kind = Literal["plan", "factor", "pace", "last_year"]


@dataclass(frozen=True)
class PayScenario:
    """What everyone is paid, by person. ``sales`` is the share of all quotas reached; None where each has his own."""

    id: str
    kind: Kind
    sales: Fraction | None
    pays: Mapping[str, Fraction]

    @property
    def total(self) -> Fraction:
        """What all of it comes to."""
        return sum(self.pays.values(), Fraction(0))


@dataclass(frozen=True)
class PersonCost:
    """One person: the year at 100 %, at his pace so far, by last year's orders; his attainments to these."""

    person: str
    at_plan: Decimal
    pace: Decimal | None
    last_year: Decimal | None
    attainment: Decimal | None
    attainment_last: Decimal | None
    is_team: bool = False


def at_factor(id_: str, seats: Sequence[Seat], sales: Fraction, kind: Kind = "factor") -> PayScenario:
    """Everyone sells this share of his quota."""
    return PayScenario(id_, kind, sales, {who: total_at(own, sales) for who, own in by_person(seats)})


def at_pace(seats: Sequence[Seat]) -> PayScenario | None:
    """What is over as it was earned, the rest of the year at each one's attainment so far; None before anything is due.

    Whose attainment is not known yet is taken to reach his quota.
    """
    if not any(seat.due for seat in seats):
        return None
    return PayScenario("pace", "pace", None, {who: _paced(own) for who, own in by_person(seats)})


def _paced(own: Sequence[Seat]) -> Fraction:
    total = Fraction(0)
    for at in dict.fromkeys(seat.at for seat in own):
        seats = [seat for seat in own if seat.at == at]
        pace = attained_so_far(seats)
        for seat in seats:
            total += Fraction(seat.earned) if seat.over else seat.pay_at(Fraction(1) if pace is None else pace)
    return total


def attained_so_far(seats: Sequence[Seat]) -> Fraction | None:
    """What was sold in the periods that are over as a share of what was normal; None where nothing was due."""
    due = sum((seat.due for seat in seats), Fraction(0))
    return sum((seat.done for seat in seats), Fraction(0)) / due if due else None


def of_last_year(seats: Sequence[Seat]) -> PayScenario | None:
    """Last year's orders by this plan; None where last year had none."""
    if not any(seat.sold for seat in seats):
        return None
    pays = {who: sum((Fraction(seat.earned) for seat in own), Fraction(0)) for who, own in by_person(seats)}
    return PayScenario("last_year", "last_year", None, pays)


def curve_rows(seats: Sequence[Seat]) -> Iterator[Row]:
    """The cost curve of each rule over its part of a year: every step, and every limit between, for everyone alike.

    ``marginal`` is what one yuan (or one piece) more has paid since the point before, ``since`` and ``until`` are the
    days that it holds on, ``quota`` tells whether 100 % is the quota or what is usually sold. What is counted has no
    curve without a quota: parts of what was usual are no whole numbers.
    """
    for at in dict.fromkeys(seat.at for seat in seats):
        own = [seat for seat in seats if seat.at == at and seat.normal]
        if not own or not (own[0].rule.measure in MONEY_MEASURES or own[0].rule.quota):
            continue
        since, until = _days_of(own)
        normal = sum((seat.normal or Fraction(0) for seat in own), Fraction(0))
        before: tuple[Fraction, Fraction] | None = None
        for point in points_of(own[0]):
            sold, pay = point * normal, total_at(own, point)
            rise = (pay - before[1]) / (sold - before[0]) if before else None
            yield {
                "part": "curve",
                "rule": title_of(own[0].rule),
                "measure": own[0].rule.measure,
                "attainment": rounded(point),
                "sales": half_up(sold, CENTS),
                "pay": half_up(pay, CENTS),
                "share": rounded(pay / sold) if sold and own[0].rule.measure in MONEY_MEASURES else None,
                "marginal": rounded(rise),
                "since": since,
                "until": until,
                "quota": "quota" if own[0].rule.quota else "usual",
            }
            before = sold, pay


def _days_of(seats: Sequence[Seat]) -> tuple[date, date]:
    """The days of these seats on which their rule holds."""
    rule, spans = seats[0].rule, [seat.period.span for seat in seats]
    first = min(span.first for span in spans)
    if rule.cumulative:
        first = min(seat.period.year.period.first for seat in seats)
    last = max(span.last for span in spans)
    return max(first, rule.from_), last if rule.to is None else min(last, rule.to)


def points_of(seat: Seat) -> list[Fraction]:
    """The attainments of a rule's curve: each step of ten points, its tier limits and its threshold."""
    ladder = seat.book.ladder
    limits = [step.low for step in ladder.steps] if ladder.relative else []
    limits += [] if ladder.threshold is None else [ladder.threshold]
    return sorted({*STEPS, *(limit for limit in limits if limit <= MOST)})


def person_rows(seats: Sequence[Seat], people: Sequence[PersonCost]) -> Iterator[Row]:
    """A row a person, then what each step of attainment pays him in the year."""
    held = dict(by_person(seats))
    for one in people:
        yield {
            "part": "team" if one.is_team else "person",
            "person": one.person,
            "attainment": one.attainment,
            "pay": one.at_plan,
            "other": one.pace,
            "change": None if one.pace is None else one.pace - one.at_plan,
            "attainment_last": one.attainment_last,
            "last_year": one.last_year,
        }
        for step in STEPS:
            pay = half_up(total_at(held[one.person], step), CENTS)
            yield {"part": "person_curve", "person": one.person, "attainment": rounded(step), "pay": pay}


def people_of(
    seats: Sequence[Seat], pace: PayScenario | None, last: PayScenario | None, seats_last: Sequence[Seat]
) -> tuple[PersonCost, ...]:
    """Everyone who is paid, by what he gets at 100 %, most first; teams that share a bonus out come last."""
    before = dict(by_person(seats_last))
    found = [
        PersonCost(
            who,
            half_up(total_at(own, Fraction(1)), CENTS),
            _money(pace, who),
            _money(last, who),
            rounded(attained_so_far(_main(own))),
            rounded(attained_so_far(_main(before.get(who, ())))),
            all(seat.rule.pooled for seat in own),
        )
        for who, own in by_person(seats)
    ]
    return tuple(sorted(found, key=lambda one: (one.is_team, -one.at_plan, one.person)))


def _main(own: Sequence[Seat]) -> list[Seat]:
    """The seats with a quota that are counted in the same measure as the first of them."""
    told = [seat for seat in own if seat.quota]
    return [seat for seat in told if seat.rule.measure == told[0].rule.measure]


def _money(scenario: PayScenario | None, who: str) -> Decimal | None:
    found = scenario.pays.get(who) if scenario else None
    return None if found is None else half_up(found, CENTS)


def scenario_rows(scenarios: Sequence[PayScenario], budget: Decimal | None) -> Iterator[Row]:
    """A row a scenario with what it leaves of the budget, then what each person gets in it."""
    for one in scenarios:
        total = half_up(one.total, CENTS)
        yield {
            "part": "scenario",
            "scenario": one.id,
            "attainment": rounded(one.sales),
            "pay": total,
            "budget_share": None if budget is None else rounded(one.total / Fraction(budget)),
            "left": None if budget is None else budget - total,
        }
        for who, pay in one.pays.items():
            yield {"part": "scenario_person", "scenario": one.id, "person": who, "pay": half_up(pay, CENTS)}


@dataclass(frozen=True)
class Change:
    """What a person gets by this plan and by another for the same orders."""

    person: str
    now: Decimal
    other: Decimal

    @property
    def gain(self) -> Decimal:
        """What the other plan pays him more; below 0 less."""
        return self.other - self.now


def changes_of(now: PayScenario, other: PayScenario) -> tuple[Change, ...]:
    """Everyone paid by either plan: who loses most first, then who gains most, last those for whom nothing changes."""
    people = dict.fromkeys((*now.pays, *other.pays))
    found = [Change(who, *(half_up(each.pays.get(who, Fraction(0)), CENTS) for each in (now, other))) for who in people]
    return tuple(sorted(found, key=lambda each: (not each.gain, each.gain > 0, -abs(each.gain), each.person)))


def change_rows(changes: Sequence[Change]) -> Iterator[Row]:
    """A row a person: what this plan pays, what the other one would."""
    for one in changes:
        yield {"part": "against", "person": one.person, "pay": one.now, "other": one.other, "change": one.gain}


def used_up_at(seats: Sequence[Seat], budget: Decimal | None) -> Decimal | None:
    """The attainment of everyone at which the budget is used up; None without a budget, and up to 300 %."""
    return None if budget is None else rounded(attainment_for(seats, Fraction(budget)))
