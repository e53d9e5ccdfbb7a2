"""Commission: what everybody is paid for a period."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from salesplan.api.pay_lists import PayLists, PayWish, pay_lists
from salesplan.api.people_asked import people_asked
from salesplan.api.setting import Setting, setting, with_plan
from salesplan.errors import BadUsage, Problem
from salesplan.model.result import Parameter, Result
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.compute.pay.commission import PaySummary
    from salesplan.compute.pay.ledger import Ledger
    from salesplan.model.pay_record import PayRecord


def commission_compute(wish: PayWish | None = None, where: Setting | None = None) -> Result[PaySummary]:
    """What everybody (or one person) is paid for a period, a row a line.

    BadUsage without a commission plan, orders, the lists that its rules need, for what is no period, or nobody.
    BadInput where two rules pay the same sales twice, or somebody has no quota.
    """
    return commission_paid(wish, where)[0]


def commission_paid(
    wish: PayWish | None = None, where: Setting | None = None
) -> tuple[Result[PaySummary], PayLists, Ledger]:
    """The same with the lists and the ledger it comes from."""
    from salesplan.compute.pay.commission import commission, only_of

    wish, where = wish or PayWish(), where or setting()
    lists = pay_lists(wish, where, "commission compute")
    result, done = commission(
        lists.given,
        lists.asked,
        lists.sales,
        lists.credits,
        parameters=_parameters(where),
        inputs=lists.inputs,
        findings=lists.findings,
    )
    if wish.person is not None:
        staff = lists.given.staff
        paid = {one.keys[0]: one.name for each in result.summary.people if (one := staff.of(each.person))}
        result = only_of(result, people_asked([wish.person], staff, paid)[0].name)
    return with_plan(result, where), lists, done


def _parameters(where: Setting) -> tuple[Parameter, ...]:
    """The numbers that decide beside the rules, which the page shows themselves."""
    shared = Parameter("parameters.pace.shared", where.plan.parameters.pace.shared, "plan")
    return (shared,)


def pay_records(lists: PayLists, done: Ledger, where: Setting) -> list[PayRecord]:
    """The months up to the period asked for that were not recorded yet, as they are kept beside the plan.

    BadUsage where the period is not over.
    """
    from salesplan.compute.pay.commission import record_of

    if lists.asked.span.last > where.as_of:
        raise BadUsage(_not_over(lists.asked.name))
    plan = Path(where.loaded.file).name if where.loaded else ""
    months = [month for month in done.months if month.name not in done.recorded]
    return [record_of(done, month, lists.given, plan, lists.inputs) for month in months]


def _not_over(name: str) -> Problem:
    what = Text("{period} 还没结束，不能记录", "{period} is not over and cannot be recorded").format(period=name)
    fix = Text(
        "结束后再加 --record；或用 --for 写已结束的月份", "add --record once it is over, or name an earlier --for"
    )
    return Problem("PAY-record-open", "error", what, fix, value=name)
