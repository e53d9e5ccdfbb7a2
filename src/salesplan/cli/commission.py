"""Commands about commission: what everybody is paid, whether the plan is sound, what it costs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, ClassVar

from salesplan.cli.command import command, option
from salesplan.cli.list_options import BesideOrders, BesidePayments, BesideProducts, BesideReps
from salesplan.cli.options import LocatedOutput, Output, Planning
from salesplan.cli.period_options import ForPeriod, PersonPaid
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.api.pay_lists import PayWish

PART_OF = "reviews"
ORDER = 12


@dataclass(frozen=True)
class PayListOptions:
    """The lists that pay rests on; each is the plan's where it is not given."""

    GROUP: ClassVar[Text] = Text("名单（不给则用计划里的）", "Lists (default: the plan's)")

    orders: BesideOrders = None
    payments: BesidePayments = None
    reps: BesideReps = None
    products: BesideProducts = None


@dataclass(frozen=True)
class PayOptions:
    """Which period, whose statement, and whether it is kept."""

    GROUP: ClassVar[Text] = Text("哪个期间、谁", "Period and person")

    period: ForPeriod = None
    person: PersonPaid = None
    record: Annotated[
        bool,
        option(
            "--record",
            text=Text(
                "发放时记在计划旁边：以后改规则、改订单都不动已发的",
                "keep it as paid: later changes of rules and orders leave it alone",
            ),
        ),
    ] = False


def wish_of(options: PayOptions, lists: PayListOptions) -> PayWish:
    """What is asked for, as the program takes it."""
    from salesplan.api.pay_lists import PayWish

    given = (tuple(each or ()) for each in (lists.orders, lists.payments, lists.reps, lists.products))
    return PayWish(options.period, options.person, *given)


@command(
    "commission compute",
    Text(
        "算提成：每人发多少、为什么、还差多少到下一档；逐笔可查，能记录",
        "commission: what everybody is paid and why, how far to the next tier; every line traceable",
    ),
)
def compute(options: PayOptions, lists: PayListOptions, planning: Planning, output: Output) -> None:
    """Work out the commission of a period; keep it where asked."""
    from salesplan.api.commission import commission_paid
    from salesplan.cli.convert import setting_of
    from salesplan.cli.deliver import deliver

    where = setting_of(planning, [])
    result, read, done = commission_paid(wish_of(options, lists), where)
    if options.record:
        from salesplan.cli.pay_record import recorded

        result = recorded(result, read, done, where, output)
    deliver(result, output)


@command(
    "commission check",
    Text(
        "提成方案有没有毛病：拆单、跳档、封顶、超预算，奖的是不是要的",
        "what is wrong with the commission plan: split orders, cliffs, caps, budget, wrong rewards",
    ),
)
def check(lists: PayListOptions, planning: Planning, output: LocatedOutput) -> None:
    """Hold the commission plan against what the company wants; leave with 1 where it fails."""
    from salesplan.api.commission_check import commission_check
    from salesplan.cli.convert import setting_of
    from salesplan.cli.deliver import deliver

    deliver(commission_check(wish_of(PayOptions(), lists), setting_of(planning, [])), output)


@dataclass(frozen=True)
class SimulateOptions:
    """What is simulated."""

    GROUP: ClassVar[Text] = Text("模拟什么", "What is simulated")

    sales: Annotated[
        list[str],
        option(
            "--sales",
            metavar="+10%,-10%",
            text=Text(
                "大家比任务额多卖、少卖多少（可重复；默认用计划里的情景）",
                "how much more or less than quota everybody sells (repeatable; default: the plan's scenarios)",
            ),
        ),
    ] = field(default_factory=list)
    against: Annotated[
        str | None,
        option(
            "--against",
            metavar="PLAN",
            text=Text(
                "另一份计划：按去年的订单，换成它的提成规则谁多拿谁少拿",
                "another plan: by last year's orders, who gains and who loses under its commission rules",
            ),
        ),
    ] = None


@command(
    "commission simulate",
    Text(
        "提成要花多少钱：完成 0 到 150% 的成本曲线、各种情景对预算、换方案谁多谁少",
        "what commission costs: curve from 0 to 150%, scenarios against the budget, who gains by another plan",
    ),
)
def simulate(options: SimulateOptions, lists: PayListOptions, planning: Planning, output: Output) -> None:
    """Work out a year's commission over attainments and scenarios."""
    from salesplan.api.commission_simulate import SimulateWish, commission_simulate
    from salesplan.cli.convert import setting_of, words
    from salesplan.cli.deliver import deliver

    wish = SimulateWish(tuple(words(options.sales)), options.against, wish_of(PayOptions(), lists))
    deliver(commission_simulate(wish, setting_of(planning, [])), output)
