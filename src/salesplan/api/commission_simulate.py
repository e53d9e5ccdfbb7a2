"""The commission plan simulated: what it costs over attainments, in scenarios, against another plan."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from salesplan.api.commission_check import scenarios_of, year_lists
from salesplan.api.pay_lists import PayWish
from salesplan.api.plan_places import with_places
from salesplan.api.plan_rules import need_plan
from salesplan.api.setting import Setting, setting, with_plan
from salesplan.errors import BadInput, BadUsage, Place, Problem
from salesplan.model.result import Parameter, Result
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.compute.pay.commission_simulate import OtherPlan, SimulateSummary

COMMAND = "commission simulate"
_MOST = Fraction(10)


@dataclass(frozen=True)
class SimulateWish:
    """What the caller wants simulated: changes of sales such as ``+10%``, another plan's file, lists of his own."""

    sales: tuple[str, ...] = ()
    against: str | None = None
    lists: PayWish = field(default_factory=PayWish)


@with_places
def commission_simulate(wish: SimulateWish | None = None, where: Setting | None = None) -> Result[SimulateSummary]:
    """A year's pay over attainments and scenarios against the budget, and against another commission plan.

    BadUsage without a plan, commission rules, orders, and for a change of sales that is none; BadInput where the other
    plan cannot be read or has no rules, and where somebody has two rules or no quota.
    """
    from salesplan.compute.pay.commission_simulate import Simulated
    from salesplan.compute.pay.commission_simulate import commission_simulate as simulated
    from salesplan.compute.pay.seats import seats_of
    from salesplan.compute.pay.year_before import seats_of_year_before

    wish, where = wish or SimulateWish(), where or setting()
    need_plan(where, COMMAND)
    wanted = {word: (word, factor) for word, factor in map(_factor, wish.sales)}
    lists = year_lists(wish.lists, where, COMMAND)
    given = lists.given
    asked = Simulated(
        year=given.year.number,
        seats=seats_of(given, given.year),
        before=seats_of_year_before(given),
        scenarios=wanted or scenarios_of(where.plan),
        budget=where.plan.commission.budget,
        other=_other(wish, where) if wish.against is not None else None,
    )
    result = simulated(asked, where.as_of)
    told = (("simulate.sales", wish.sales), ("simulate.against", wish.against))
    parameters = tuple(Parameter(name, value, "option") for name, value in told if value)
    found = replace(result, inputs=lists.inputs, findings=(*lists.findings, *result.findings), parameters=parameters)
    return with_plan(found, where)


def _factor(word: str) -> tuple[str, Fraction]:
    """``+10%`` as 1.1; BadUsage for what is no change, or leaves nothing, or more than ten times as much."""
    from pydantic_core import PydanticCustomError

    from salesplan.model.plan.types import sure_share_of

    try:
        change = Fraction(sure_share_of(word))
    except PydanticCustomError:
        raise BadUsage(_no_change(word)) from None
    if not 0 < 1 + change <= _MOST:
        raise BadUsage(_no_change(word))
    return word, 1 + change


def _no_change(word: str) -> Problem:
    what = Text("--sales 看不懂“{word}”", "--sales: {word} is no change of sales").format(word=word)
    fix = Text("写成 --sales +10%,-10%", "type --sales +10%,-10%")
    return Problem("USAGE-sales", "error", what, fix, value=word)


def _other(wish: SimulateWish, where: Setting) -> OtherPlan:
    """The commission part of another plan with the lists, people and targets of this one."""
    from salesplan.compute.pay.commission_simulate import OtherPlan
    from salesplan.compute.pay.year_before import seats_of_year_before
    from salesplan.load.plan.loader import load_plan

    file = wish.against or ""
    other = load_plan(file)
    if not other.plan.commission.rules or where.loaded is None:
        raise BadInput(_no_rules(file))
    plan = where.plan.model_copy(update={"commission": other.plan.commission})
    try:
        lists = year_lists(wish.lists, replace(where, loaded=replace(where.loaded, plan=plan)), COMMAND)
    except BadInput as refused:
        raise BadInput([_in_file(each, file) for each in refused.problems]) from refused
    return OtherPlan(file, seats_of_year_before(lists.given))


def _in_file(problem: Problem, file: str) -> Problem:
    """A problem of the other plan's keys stands in its file, not in this plan."""
    return problem if problem.place.file else replace(problem, place=replace(problem.place, file=file))


def _no_rules(file: str) -> Problem:
    what = Text("{file} 里没有提成规则", "{file} has no commission rules").format(file=file)
    fix = Text(
        "复制一份现在的计划，改好 commission 下的规则再比",
        "copy the plan, change the rules under commission, and compare",
    )
    return Problem("PAY-against", "error", what, fix, Place(file=file))
