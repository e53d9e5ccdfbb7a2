"""Budget and means: need against what there is, what selling costs, what each strategy gets (methods.md 6.8)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from salesplan.compute.rounding import rounded
from salesplan.compute.strategy.means import (
    KINDS,
    Initiative,
    expense_ratio,
    initiatives,
    line_means,
    means_by_kind,
    money_needed,
    over_total,
    shared_out,
)
from salesplan.errors import BadInput, Place, Problem
from salesplan.model.plan.plan import Plan
from salesplan.model.plan.strategy import Budget
from salesplan.model.result import Parameter, Result
from salesplan.model.table import ColumnSpec, Table, Value
from salesplan.text import Text

COLUMNS = (
    *(ColumnSpec("part", "code"), ColumnSpec("name", "text"), ColumnSpec("kind", "code")),
    *(ColumnSpec("initiative", "text"), ColumnSpec("needed", "amount"), ColumnSpec("available", "amount")),
    *(ColumnSpec("short", "amount"), ColumnSpec("covered", "share"), ColumnSpec("share", "share")),
    *(ColumnSpec("expected", "amount"), ColumnSpec("split", "amount"), ColumnSpec("owner", "text")),
)
Reason = Literal["no_cost", "no_target", "zero_target"]
Row = dict[str, Value]


@dataclass(frozen=True)
class SalesTarget:
    """The sales that the budget is for, and the key of the plan that says so."""

    amount: Decimal
    source: str


@dataclass(frozen=True)
class BudgetSummary:
    """The budget in figures.

    ``cost`` is the total, or what the money lines need where there is none. ``ratio`` is cost over the sales target;
    None with its ``reason``: ``no_cost``, ``no_target``, ``zero_target``. ``over`` is by how much money lines exceed
    the total, 0 where they do not; ``left`` what they leave of it; both None where one of the two is not known.
    ``shortages`` counts lines that need more than there is.
    """

    name: str
    total: Decimal | None
    needed: Decimal | None
    over: Decimal | None
    left: Decimal | None
    cost: Decimal | None
    sales_target: Decimal | None
    sales_source: str | None
    ratio: Decimal | None
    reason: Reason | None
    lines: int
    shortages: int
    split: bool


def strategy_budget(plan: Plan, target: SalesTarget | None, *, split: bool = False) -> Result[BudgetSummary]:
    """The budget of a plan for a sales target: the lines, the kinds of means, the strategies.

    With ``split`` the total is shared out over the strategies by what is expected of them, in the plan's unit, exact.
    BadInput where there is nothing to split or nothing to split by.
    """
    budget = plan.strategy.budget or Budget()
    findings: list[Problem] = []
    shared = _shared(budget, plan.unit, findings) if split else {}
    rows = [*_kinds(budget), *_lines(budget), *_strategies(budget, shared)]
    keys = [column.key for column in COLUMNS]
    table = Table(COLUMNS, tuples=tuple(tuple(row.get(key) for key in keys) for row in rows))
    parameters = (Parameter("unit", plan.unit, "plan"),) if split else ()
    return Result("strategy budget", None, _summary(plan, target, split=split), table, parameters, tuple(findings))


def _summary(plan: Plan, target: SalesTarget | None, *, split: bool) -> BudgetSummary:
    budget = plan.strategy.budget or Budget()
    needed, total = money_needed(budget.lines), budget.total
    cost = total if total is not None else needed
    ratio = expense_ratio(cost, target.amount) if cost is not None and target else None
    reason: Reason | None = "no_cost" if cost is None else "no_target" if not target else None
    both = needed is not None and total is not None
    over = (over_total(budget) or Decimal(0)) if both else None
    return BudgetSummary(
        name=plan.name,
        total=total,
        needed=needed,
        over=over,
        left=max(total - needed, Decimal(0)) if needed is not None and total is not None else None,
        cost=cost,
        sales_target=target.amount if target else None,
        sales_source=target.source if target else None,
        ratio=rounded(ratio),
        reason=reason or ("zero_target" if ratio is None else None),
        lines=len(budget.lines),
        shortages=sum(bool(means and means.short) for means in map(line_means, budget.lines)),
        split=split,
    )


def _kinds(budget: Budget) -> Iterator[Row]:
    """People, material, money, each summed. Money that lines do not have of their own comes out of the total."""
    known = {means.kind: means for means in means_by_kind(budget.lines)}
    money = [line for line in budget.lines if line.kind == "money"]
    for kind in KINDS:
        means = known.get(kind)
        needed, available = (means.needed, means.available) if means else (None, None)
        if kind == "money" and any(line.available is None for line in money):
            needed, available = money_needed(money), budget.total
        if needed is not None:
            yield {"part": "kind", "name": None, "kind": kind, **_against(needed, available)}


def _lines(budget: Budget) -> Iterator[Row]:
    for line in budget.lines:
        yield {
            "part": "line",
            "name": line.name,
            "kind": line.kind,
            "initiative": line.initiative,
            **_against(line.needed, line.available),
            "share": _of_total(line.needed, budget) if line.kind == "money" else None,
            "expected": line.expected,
            "owner": line.owner,
        }


def _against(needed: Decimal | None, available: Decimal | None) -> Row:
    """Need and stock, the shortage, and how much of the need is covered; None where one is not known or need is 0."""
    both = needed is not None and available is not None
    return {
        "needed": needed,
        "available": available,
        "short": max(needed - available, Decimal(0)) if needed is not None and available is not None else None,
        "covered": rounded(Fraction(available or 0) / Fraction(needed)) if both and needed else None,
    }


def _strategies(budget: Budget, shared: dict[str, Decimal]) -> Iterator[Row]:
    for each in initiatives(budget.lines):
        yield {
            "part": "initiative",
            "name": each.name,
            "needed": each.needed,
            "share": _of_total(each.needed, budget),
            "expected": each.expected,
            "split": shared.get(each.name or ""),
        }


def _of_total(amount: Decimal | None, budget: Budget) -> Decimal | None:
    whole = budget.total if budget.total is not None else money_needed(budget.lines)
    return rounded(Fraction(amount) / Fraction(whole)) if amount is not None and whole else None


def _shared(budget: Budget, unit: Decimal, findings: list[Problem]) -> dict[str, Decimal]:
    """The total over the strategies by what is expected of them; one of which nothing is said is left out and told."""
    if budget.total is None:
        raise BadInput(_no_total())
    named = [each for each in initiatives(budget.lines) if each.name]
    known = [(each.name or "", each.expected) for each in named if each.expected is not None]
    if not known:
        raise BadInput(_nothing_expected())
    findings += _left_out([each for each in named if each.expected is None])
    if not any(expected for _, expected in known):
        findings.append(_all_alike())
    parts = shared_out(budget.total, [expected for _, expected in known], unit)
    return {name: part for (name, _), part in zip(known, parts, strict=True)}


def _no_total() -> Problem:
    what = Text("没有总预算，没法按贡献分", "there is no total budget to split")
    fix = Text("在 strategy.budget 下写 total: 120万", "write total: 1200000 under strategy.budget")
    return Problem("BUDGET-nothing-to-split", "error", what, fix, Place(key="strategy.budget.total"))


def _nothing_expected() -> Problem:
    what = Text("没有一项策略写了预计带来多少销售额，没法按贡献分", "no strategy says what sales are expected of it")
    fix = Text(
        "在 strategy.budget.lines 里写 initiative: 策略 和 expected: 预计销售额",
        "write initiative: and expected: at the lines of strategy.budget",
    )
    return Problem("BUDGET-nothing-to-split-by", "error", what, fix, Place(key="strategy.budget.lines"))


def _left_out(without: Sequence[Initiative]) -> Iterator[Problem]:
    for each in without:
        what = Text("“{name}”没有写预计销售额，没有分到", "“{name}” expects no sales and gets no share")
        fix = Text("在它的项目里写 expected: 预计销售额", "write expected: at one of its lines")
        place = Place(key="strategy.budget.lines")
        yield Problem("BUDGET-no-share", "warning", what.format(name=each.name), fix, place)


def _all_alike() -> Problem:
    what = Text("各项策略预计的销售额都是 0，按相等来分", "every strategy expects 0: the total is split equally")
    fix = Text("写 expected: 预计销售额", "write expected: what each is to bring")
    return Problem("BUDGET-equal-shares", "warning", what, fix, Place(key="strategy.budget.lines"))
