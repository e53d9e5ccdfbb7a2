"""The check of a commission plan on one page: each check with what it came to (methods.md 9.5, PAY-F1 to PAY-F6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from salesplan.compute.pay.checks import Found, PayAndProfit, follows_profit, in_reach, pay_and_profit, within_budget
from salesplan.compute.pay.jobs import PayInput
from salesplan.compute.pay.seats import Seat
from salesplan.compute.pay.simulate import used_up_at
from salesplan.errors import Problem
from salesplan.model.plan.commission import Commission
from salesplan.model.plan.pay import PayParameters
from salesplan.model.result import Parameter, Result
from salesplan.model.table import ColumnSpec, Table, Value

STATIC = (
    *("PAY-F1", "PAY-F2", "PAY-F3", "PAY-F4", "PAY-F07", "PAY-F08", "PAY-W09", "PAY-W10", "PAY-W11", "PAY-W12"),
    "PAY-N13",
)
"""Checks of the plan's own text, which `salesplan check` has, too."""
WITH_LISTS = ("PAY-F5", "PAY-F6", "PAY-W14", "PAY-W15", "PAY-N16")
"""Checks that need people, sales, the budget."""
ORDER = tuple(sorted((*STATIC, *WITH_LISTS), key=lambda code: (len(code), code[-2:])))
"""Those of methods.md first, then our own by their numbers."""
State = Literal["pass", "fail", "warn", "note", "na"]
_STATES: dict[str, State] = {"error": "fail", "warning": "warn", "note": "note"}
COLUMNS = (
    *(ColumnSpec("code", "text"), ColumnSpec("state", "code"), ColumnSpec("check", "code")),
    *(ColumnSpec("found", "integer"), ColumnSpec("value", "score"), ColumnSpec("reason", "code")),
)


@dataclass(frozen=True)
class CommissionCheck:
    """What the checks came to.

    ``at_plan`` is a year's pay at 100 % of all quotas, ``left`` what the budget has over then, ``used_up`` the
    attainment of everyone at which the budget is spent (None where it is not up to 300 %). ``correlation`` is that of
    pay and gross profit of ``people``.
    """

    rules: int
    errors: int
    warnings: int
    notes: int
    passed: int
    not_applied: int
    budget: Decimal | None
    at_plan: Decimal | None
    left: Decimal | None
    used_up: Decimal | None
    correlation: Decimal | None
    people: tuple[PayAndProfit, ...]


@dataclass(frozen=True)
class PayFacts:
    """What the checks beyond the plan's text look at: who is paid in the year, from which lists, in which scenarios."""

    given: PayInput
    seats: Sequence[Seat]
    scenarios: Mapping[str, Fraction]


def commission_check(
    plan: Commission,
    pay: PayParameters,
    facts: PayFacts | None,
    findings: Sequence[Problem],
    applied: Iterable[str],
    as_of: date,
) -> Result[CommissionCheck]:
    """Every check with its state; ``findings`` are those of the plan's own rules, of which ``applied`` were looked at.

    Without ``facts`` (no people, or no orders) the checks that need lists are told as not applied.
    """
    found = list(_with_lists(plan, pay, facts))
    people = pay_and_profit(facts.given, facts.seats) if facts else ()
    problems = [*findings, *(problem for each in found for problem in each.problems)]
    by_code: dict[str, list[Found]] = {}
    for each in found:
        by_code.setdefault(each.code, []).append(each)
    rows = [_row(code, problems, by_code.get(code), code in set(applied)) for code in ORDER]
    summary = _summary(plan, facts, found, problems, rows, people)
    return Result("commission check", as_of, summary, Table(COLUMNS, tuples=rows), _parameters(pay), tuple(problems))


def _with_lists(plan: Commission, pay: PayParameters, facts: PayFacts | None) -> Iterable[Found]:
    if facts is None or not facts.seats:
        yield from (Found(code, reason="no_people") for code in WITH_LISTS)
        return
    known = "gross_profit" in facts.given.credits
    people = pay_and_profit(facts.given, facts.seats)
    yield follows_profit(people, pay.correlation, known=known)
    yield within_budget(facts.seats, plan.budget, facts.scenarios)
    yield from in_reach(facts.seats, pay.reached)


def _row(code: str, problems: Sequence[Problem], found: Sequence[Found] | None, applied: bool) -> tuple[Value, ...]:  # noqa: FBT001 - a value
    """A check: the worst of what it found, its figure where it has one, or why it could not be applied."""
    own = [problem for problem in problems if problem.code == code]
    reasons = [each.reason for each in found or () if each.reason]
    values = [each.value for each in found or () if each.value is not None]
    looked = applied or bool(values) or bool(own)
    worst = next((s for s in ("error", "warning", "note") if any(p.severity == s for p in own)), None)
    state: State = _STATES[worst] if worst else "pass" if looked else "na"
    reason = None if looked else (reasons[0] if reasons else "no_limit" if found is None else "no_people")
    return (code, state, code, len(own), values[0] if len(values) == 1 else None, reason)


def _summary(
    plan: Commission,
    facts: PayFacts | None,
    found: Sequence[Found],
    problems: Sequence[Problem],
    rows: Sequence[tuple[Value, ...]],
    people: tuple[PayAndProfit, ...],
) -> CommissionCheck:
    severities = Counter(problem.severity for problem in problems)
    states = Counter(row[1] for row in rows)
    values = {each.code: each.value for each in found}
    at_plan = values.get("PAY-F6")
    return CommissionCheck(
        rules=len(plan.rules),
        errors=severities["error"],
        warnings=severities["warning"],
        notes=severities["note"],
        passed=states["pass"],
        not_applied=states["na"],
        budget=plan.budget,
        at_plan=at_plan,
        left=None if at_plan is None or plan.budget is None else plan.budget - at_plan,
        used_up=used_up_at(facts.seats, plan.budget) if facts and at_plan is not None else None,
        correlation=values.get("PAY-F5"),
        people=people,
    )


def _parameters(pay: PayParameters) -> tuple[Parameter, ...]:
    told = {
        "measures.most": pay.measures.most,
        "measures.least": pay.measures.least,
        "correlation.least": pay.correlation.least,
        "correlation.people": pay.correlation.people,
        "cliff": pay.cliff,
        "cap": pay.cap,
        "reached.least": pay.reached.least,
        "reached.most": pay.reached.most,
        "reached.cases": pay.reached.cases,
    }
    return tuple(Parameter(f"parameters.pay.{name}", value, "plan") for name, value in told.items())
