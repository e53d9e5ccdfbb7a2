"""The options of the funnel and of the sensitivity: the total, the period, rates and other drivers, the lists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, ClassVar, TypeVar

from salesplan.cli.command import option
from salesplan.cli.customers import Orders
from salesplan.cli.list_options import BesideActivities, BesideCustomers, BesideDeals, BesideProspects, BesideReps
from salesplan.cli.period_options import ForRest
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.api.activity_drivers import DriverWish, FunnelLists
    from salesplan.api.activity_funnel import FunnelWish, SensitivityWish
    from salesplan.errors import BadUsage, Problem

T = TypeVar("T")

Rates = Annotated[
    list[str] | None,
    option(
        "--rate",
        metavar="NAME=RATE",
        text=Text(
            "转化率：meeting 约见、quote 报价、win 成交，如 win=40%（可重复；默认照计划，没有就用自己的历史）",
            "a rate: meeting, quote or win, such as win=40% (repeatable; default: the plan's, else own history)",
        ),
    ),
]
Drivers = Annotated[
    list[str] | None,
    option(
        "--set",
        metavar="NAME=VALUE",
        text=Text(
            "其他数：customers 老客户数、repeat_rate 复购率、repeat_orders、repeat_order、repeat 复购额、"
            "order 每单金额、orders_per_customer 每家单数、people 人数、calls 每人每天联系、days 工作日、"
            "cycle 周期（可重复）",
            "other figures: customers, repeat_rate, repeat_orders, repeat_order, repeat (repeat sales), order (average "
            "new order), orders_per_customer, people, calls (a person a day), days, cycle (repeatable)",
        ),
    ),
]


@dataclass(frozen=True)
class FunnelOptions:
    """What is to be reached, and by which figures."""

    GROUP: ClassVar[Text] = Text("目标和转化率", "Target and rates")

    total: Annotated[
        str | None,
        option(
            "--total",
            metavar="AMOUNT",
            text=Text("期间要完成的销售额（默认照计划的目标）", "sales to be reached (default: the plan's target)"),
        ),
    ] = None
    span: ForRest = None
    rate: Rates = None
    driver: Drivers = None


@dataclass(frozen=True)
class FunnelListOptions:
    """The lists that figures come from where nobody tells them."""

    GROUP: ClassVar[Text] = Text("其他名单", "The other lists")

    orders: Orders = None
    activities: BesideActivities = None
    deals: BesideDeals = None
    reps: BesideReps = None

    def lists(self, customers: list[str] | None = None, prospects: list[str] | None = None) -> FunnelLists:
        """The lists, as the program takes them."""
        from salesplan.api.activity_drivers import FunnelLists

        given = (self.orders, self.activities, self.deals, self.reps, customers, prospects)
        return FunnelLists(*(tuple(each or ()) for each in given))


@dataclass(frozen=True)
class SheetOptions:
    """The daily sheets, and the lists that they are made of."""

    GROUP: ClassVar[Text] = Text("每日表", "Daily sheets")

    daily: Annotated[
        bool,
        option(
            "--daily",
            text=Text(
                "下个工作日每人联系谁：先逾期，再按价值，再补新的潜在客户；-o 表.xlsx 写成工作表",
                "whom each person contacts next working day: overdue, then by value, then new; -o FILE.xlsx as a sheet",
            ),
        ),
    ] = False
    customers: BesideCustomers = None
    prospects: BesideProspects = None


@dataclass(frozen=True)
class ChangeOptions:
    """What is changed, and what is wanted of it."""

    GROUP: ClassVar[Text] = Text("变动", "Changes")

    calls: Annotated[
        str | None,
        option(
            "--calls",
            metavar="NOW=THEN",
            text=Text(
                "每人每天联系从几次到几次，如 5.5=6（默认现在的次数加 1）",
                "contacts a person a day from and to, such as 5.5=6 (default: one more than now)",
            ),
        ),
    ] = None
    change: Annotated[
        list[str] | None,
        option(
            "--change",
            metavar="NAME=PERCENT",
            text=Text(
                "同时改哪一项，如 order=+10%（可重复，相乘）", "change a figure, such as order=+10% (repeatable)"
            ),
        ),
    ] = None
    goal: Annotated[
        str | None,
        option(
            "--goal",
            metavar="PERCENT",
            text=Text(
                "想一共提高多少，如 60%：算出其余要靠别的提高多少", "the rise wanted, such as 60%: what else must rise"
            ),
        ),
    ] = None

    def wish(self) -> SensitivityWish:
        """The changes, as the program takes them. BadUsage for what cannot be read, all of it at once."""
        from salesplan.api.activity_funnel import SensitivityWish
        from salesplan.model.plan.types import share_of

        faults: list[Problem] = []
        of, to = _kept(faults, _from_to, self.calls) or (None, None)
        found = {}
        for text in self.change or ():
            if pair := _kept(faults, _pair, "--change", text):
                found[pair[0]] = _kept(faults, _read, share_of, "--change", pair[1])
        goal = None if self.goal is None else _kept(faults, _read, share_of, "--goal", self.goal)
        changes = {key: value for key, value in found.items() if value is not None}
        _refuse(faults)
        return SensitivityWish(of, to, changes, goal)


def funnel_wish(options: FunnelOptions, lists: FunnelLists) -> FunnelWish:
    """The options as values. BadUsage for what cannot be read and for figures that nobody knows, all of it at once."""
    from salesplan.api.activity_funnel import FunnelWish
    from salesplan.model.plan.types import amount_of

    faults: list[Problem] = []
    total = None if options.total is None else _kept(faults, _read, amount_of, "--total", options.total)
    drivers = _drivers_told(options, faults)
    _refuse(faults)
    return FunnelWish(total, None, options.span, drivers, lists)


def _drivers_told(options: FunnelOptions, faults: list[Problem]) -> DriverWish:
    """Rates and other figures by their keys, whichever of the two options they stand after."""
    from salesplan.api.activity_drivers import DriverWish
    from salesplan.compute.activity.funnel import RATES
    from salesplan.compute.activity.sensitivity import is_rate
    from salesplan.model.plan.types import amount_of, share_of

    rates: dict[str, Decimal] = {}
    given: dict[str, Decimal] = {}
    told = [
        (name, text) for name, words in (("--rate", options.rate), ("--set", options.driver)) for text in words or ()
    ]
    for name, text in told:
        if (pair := _kept(faults, _pair, name, text)) is None:
            continue
        key, word = pair
        value = _kept(faults, _read, share_of if is_rate(key) else amount_of, f"{name} {key}", word)
        if value is not None:
            (rates if key in RATES else given)[key] = value
    return DriverWish(rates, given)


def _kept(faults: list[Problem], read: Callable[..., T], *told: object) -> T | None:
    """What an option says; None where it cannot be read, with the fault kept for the end."""
    from salesplan.errors import BadUsage

    try:
        return read(*told)
    except BadUsage as refused:
        faults.extend(refused.problems)
        return None


def _refuse(faults: list[Problem]) -> None:
    from salesplan.errors import BadUsage

    if faults:
        raise BadUsage(faults)


def _pair(name: str, text: str) -> tuple[str, str]:
    """A ``NAME=VALUE`` word with the key of the figure that the name means."""
    from salesplan.compute.activity.driver_words import BY_WORD

    word, sign, value = text.replace("＝", "=").partition("=")
    key = BY_WORD.get(word.strip().lower())
    if key is None or (name == "--rate" and key not in ("meeting", "quote", "win", "repeat_rate")):
        raise _unknown(name, word)
    if not sign or not value.strip():
        raise _no_value(name, text, key)
    return key, value


def _no_value(name: str, word: str, key: str) -> BadUsage:
    from salesplan.errors import BadUsage, Problem

    what = Text("{name} {word} 后面没有数", "{name} {word} gives no figure").format(name=name, word=word)
    example = {"--rate": "40%", "--change": "+10%"}.get(name, "40%" if key == "repeat_rate" else "10")
    fix = Text("写成 {name} {key}={example}", "type it as {name} {key}={example}")
    return BadUsage(Problem("USAGE-driver", "error", what, fix.format(name=name, key=key, example=example), value=word))


def _unknown(name: str, word: str) -> BadUsage:
    from salesplan.compute.activity.driver_words import DRIVERS
    from salesplan.errors import BadUsage, Problem

    known = ["meeting", "quote", "win", "repeat_rate"] if name == "--rate" else list(DRIVERS)
    what = Text("{name} 没有“{word}”这一项", "{name} knows no {word}").format(name=name, word=word)
    fix = Text("可选：{known}", "choose one of {known}").format(known=", ".join(known))
    return BadUsage(Problem("USAGE-driver", "error", what, fix, value=word))


def _from_to(text: str | None) -> tuple[Decimal | None, Decimal | None]:
    """``5.5=6``: from and to; ``6`` alone is where it should go."""
    from salesplan.model.plan.types import amount_of

    if text is None:
        return None, None
    before, sign, after = text.partition("=")
    if not sign:
        return None, _read(amount_of, "--calls", before)
    return _read(amount_of, "--calls", before), _read(amount_of, "--calls", after)


def _read(convert: Callable[[object], Decimal], name: str, word: str) -> Decimal:
    from pydantic_core import PydanticCustomError

    from salesplan.errors import BadUsage, Problem

    try:
        return convert(word)
    except PydanticCustomError:
        what = Text("{name} 看不懂“{word}”", "{name} cannot be “{word}”").format(name=name, word=word)
        fix = Text("写数字，如 60万、40% 或 5.5", "write a number such as 600000, 40% or 5.5")
        raise BadUsage(Problem("USAGE-number", "error", what, fix, value=word)) from None
