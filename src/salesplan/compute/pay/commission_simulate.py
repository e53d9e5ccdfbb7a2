"""A commission plan simulated: scenarios, cost curves, people, another plan (methods.md 0.3, 9.5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.pay.checks import within_budget
from salesplan.compute.pay.pay_lines import CENTS
from salesplan.compute.pay.seats import Seat, total_at
from salesplan.compute.pay.simulate import (
    COLUMNS,
    PayScenario,
    Row,
    at_factor,
    at_pace,
    change_rows,
    changes_of,
    curve_rows,
    of_last_year,
    people_of,
    person_rows,
    scenario_rows,
    used_up_at,
)
from salesplan.compute.rounding import half_up
from salesplan.errors import Place, Problem
from salesplan.model.plan.metrics import measure_shown
from salesplan.model.result import Result
from salesplan.model.table import Table
from salesplan.text import Text


@dataclass(frozen=True)
class OtherPlan:
    """Another commission plan: its file, whom it would have paid what for the orders of the year before."""

    file: str
    seats: Sequence[Seat]


@dataclass(frozen=True)
class Against:
    """What this plan and another one pay for the orders of a year."""

    file: str
    year: int
    now: Decimal
    other: Decimal


@dataclass(frozen=True)
class SimulateSummary:
    """What the plan costs in a year.

    ``at_plan`` is the pay at 100 % of all quotas, ``used_up`` the attainment of everyone at which the budget is spent
    (None without a budget, and where it is not up to 300 %).
    """

    year: int
    people: int
    teams: int
    budget: Decimal | None
    at_plan: Decimal
    used_up: Decimal | None
    scenario_names: tuple[tuple[str, str], ...] = ()
    against: Against | None = None


@dataclass(frozen=True)
class Simulated:
    """What is simulated: the year's seats, and those of the year before by the same plan.

    ``scenarios`` are told by id, with their name and the share of all quotas that is sold in them.
    """

    year: int
    seats: Sequence[Seat]
    before: Sequence[Seat]
    scenarios: Mapping[str, tuple[str, Fraction]]
    budget: Decimal | None
    other: OtherPlan | None = None


def commission_simulate(asked: Simulated, as_of: date) -> Result[SimulateSummary]:
    """What everybody is paid over attainments and scenarios, against the budget and against another plan."""
    pace, last = at_pace(asked.seats), of_last_year(asked.before)
    scenarios = [at_factor("plan", asked.seats, Fraction(1), "plan")]
    scenarios += [at_factor(id_, asked.seats, sales) for id_, (_, sales) in asked.scenarios.items()]
    scenarios += [each for each in (pace, last) if each is not None]
    people = people_of(asked.seats, pace, last, asked.before)
    against, rows_against, notes = _against(asked, last)
    rows: list[Row] = [
        *scenario_rows(scenarios, asked.budget),
        *rows_against,
        *curve_rows(asked.seats),
        *person_rows(asked.seats, people),
    ]
    keys = [column.key for column in COLUMNS]
    summary = SimulateSummary(
        year=asked.year,
        people=sum(not each.is_team for each in people),
        teams=sum(each.is_team for each in people),
        budget=asked.budget,
        at_plan=half_up(total_at(asked.seats, Fraction(1)), CENTS),
        used_up=used_up_at(asked.seats, asked.budget),
        scenario_names=tuple((id_, name) for id_, (name, _) in asked.scenarios.items()),
        against=against,
    )
    table = Table(COLUMNS, tuples=tuple(tuple(row.get(key) for key in keys) for row in rows))
    told = within_budget(asked.seats, asked.budget, dict(asked.scenarios.values()))
    findings = (*told.problems, *_unknown(asked.seats), *notes)
    return Result("commission simulate", as_of, summary, table, findings=findings)


def _against(asked: Simulated, last: PayScenario | None) -> tuple[Against | None, list[Row], list[Problem]]:
    """This plan and the other one for the orders of the year before."""
    if asked.other is None:
        return None, [], []
    other = of_last_year(asked.other.seats)
    if last is None and other is None:
        return None, [], [_no_orders(asked)]
    none = PayScenario("last_year", "last_year", None, {})
    changes = changes_of(last or none, other or none)
    now, then = (sum((getattr(each, key) for each in changes), Decimal(0)) for key in ("now", "other"))
    return Against(asked.other.file, asked.year - 1, now, then), list(change_rows(changes)), []


def _no_orders(asked: Simulated) -> Problem:
    what = Text("{year} 年没有订单，没法和另一份方案比", "{year} has no orders by which to compare the two plans")
    fix = Text("把 {year} 年的订单加进 sources.orders", "add the orders of {year} to sources.orders")
    return Problem(
        "PAY-no-last-year", "warning", what.format(year=asked.year - 1), fix.format(year=asked.year - 1), Place()
    )


def _unknown(seats: Sequence[Seat]) -> list[Problem]:
    """Rules without quota of people who sold nothing in a year: nothing is simulated for them."""
    found = []
    for at in dict.fromkeys(seat.at for seat in seats):
        own = [seat for seat in seats if seat.at == at]
        silent = list(dict.fromkeys(seat.person for seat in own if seat.normal is None))
        if silent:
            what = Text(
                "规则“{name}”没有任务额，{n} 人过去一年也没有{measure}，没有算进模拟",
                "the rule “{name}” has no quota, and {n} people had no {measure} in a year: they are not simulated",
            ).format(name=own[0].rule.name or own[0].rule.id, n=len(silent), measure=measure_shown(own[0].rule.measure))
            fix = Text("给规则写 quota，模拟就把他们算进去", "give the rule a quota and they are simulated, too")
            found.append(Problem("PAY-no-normal", "note", what, fix, Place(key=f"commission.rules[{at}]")))
    return found
