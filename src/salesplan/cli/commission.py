"""Commands about commission: what everybody is paid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar

from salesplan.cli.command import command, option
from salesplan.cli.list_options import BesideOrders, BesidePayments, BesideProducts, BesideReps
from salesplan.cli.options import Output, Planning
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

    period: Annotated[
        str | None,
        option(
            "--for",
            metavar="2026-06|2026-Q2|2026",
            text=Text(
                "算哪个月、季度或年度（默认最近结束的月份）", "month, quarter or year (default: last full month)"
            ),
        ),
    ] = None
    person: Annotated[
        str | None,
        option(
            "--person", metavar="NAME", text=Text("只看这个人的提成单，逐笔", "one person's statement, line by line")
        ),
    ] = None
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
    from salesplan.cli.pay_output import deliver_pay, recorded

    where = setting_of(planning, [])
    result, read, done = commission_paid(wish_of(options, lists), where)
    if options.record:
        result = recorded(result, read, done, where, output)
    deliver_pay(result, output)
