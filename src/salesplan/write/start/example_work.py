"""What the people of the example company did: contacts with customers, hours by tier of customers, deals won and lost.

Each list has dice of its own, so that a list more changes nothing in the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from salesplan.text import Text
from salesplan.write.start.example_data import BIG, EXAMPLE_DAY, PRODUCTS, REPS, SEED, Customer, Dice

CONTACT_DAYS = 240
"""Contacts are kept for so many days."""
KINDS: tuple[tuple[Text, int], ...] = (
    *((Text("电话", "call"), 12), (Text("拜访", "visit"), 70), (Text("演示", "demo"), 90)),
    *((Text("报价", "quote"), 25), (Text("会议", "meeting"), 55)),
)
"""Kinds of contact with the minutes they take on average."""
PURPOSES = (
    *(Text("使用情况", "how it runs"), Text("需求变化", "change of need"), Text("满意度", "satisfaction")),
    *(Text("新品介绍", "new product"), Text("催款", "payment")),
)
NEXT = (Text("寄样本", "send a sample"), Text("报价", "quote"), Text("约技术交流", "arrange a technical talk"))
OUTCOMES = (
    *(Text("有意向", "interested"), Text("要报价", "wants a quote"), Text("再考虑", "thinking about it")),
    Text("暂无需求", "no need now"),
)
US, THEM = Text("我方", "us"), Text("客户", "customer")
REWARDS = (Text("免费保养一次", "a free service"), Text("密封件套装", "a seal kit"), Text("操作培训", "a training"))
MANY_ORDERS = 5
WEEKS = 13
TIER_HOURS: tuple[tuple[str, int], ...] = (("A", 5), ("B", 8), ("C", 12), ("D", 7))
"""Hours a week for each tier: too many for the small ones, as in many companies."""
CLOSED = 110
REASONS = (
    *(Text("价格高", "price"), Text("交期长", "delivery time"), Text("项目取消", "project stopped")),
    Text("选了别家", "went to a rival"),
)


@dataclass(frozen=True)
class Contact:
    """One contact; ``kind`` and ``purpose`` are positions in their lists, ``next`` the day agreed for the next step."""

    customer: Customer
    day: date
    kind: int
    minutes: int
    purpose: int
    planned: bool
    by_customer: bool
    answered: bool
    step: Text | None
    next: date | None
    outcome: Text | None = None


@dataclass(frozen=True)
class ClosedDeal:
    """A deal that was won or lost; it was opened ``days`` before it closed."""

    id: str
    customer: Customer
    product: int
    amount: int
    closed: date
    days: int
    won: bool
    reason: Text | None


@dataclass(frozen=True)
class More:
    """What the customer list says besides: e-mail, satisfaction from 1 to 5, yearly potential in yuan."""

    email: str | None
    csat: int | None
    potential: int | None


def contacts(everyone: Sequence[Customer]) -> list[Contact]:
    """The contacts of the last days, by day and customer; each customer's newest is the day his list row tells."""
    dice = Dice(SEED + 3)
    noted = Dice(SEED + 13)
    found = [
        replace(one, outcome=noted.one_of(OUTCOMES) if one.step or noted.chance(70) else None)
        for customer in everyone
        for one in _of_customer(dice, customer)
    ]
    return sorted(found, key=lambda c: (c.day, c.customer.id))


def _of_customer(dice: Dice, customer: Customer) -> list[Contact]:
    day, gap = customer.last_contact, 32 if customer.size > BIG else 46
    found: list[Contact] = []
    while day is not None and day >= max(EXAMPLE_DAY - timedelta(days=CONTACT_DAYS), customer.created):
        found.append(_contact(dice, customer, day))
        day -= timedelta(days=gap // 2 + dice.below(gap) + 1)
    return found


def _contact(dice: Dice, customer: Customer, day: date) -> Contact:
    kind = 0 if dice.chance(55) else dice.below(len(KINDS))
    step = dice.one_of(NEXT) if dice.chance(40) else None
    return Contact(
        customer,
        day,
        kind,
        KINDS[kind][1] * (60 + dice.below(90)) // 100,
        dice.below(len(PURPOSES)),
        planned=dice.chance(60),
        by_customer=dice.chance(18),
        answered=dice.chance(70),
        step=step,
        next=day + timedelta(days=3 + dice.below(25)) if step else None,
    )


def hours() -> list[tuple[int, date, str, int]]:
    """Rep, Friday of the week, tier and hours, over the last quarter."""
    dice = Dice(SEED + 4)
    last = EXAMPLE_DAY - timedelta(days=(EXAMPLE_DAY.weekday() - 4) % 7)
    return [
        (rep, last - timedelta(weeks=week), tier, usual - 2 + dice.below(5))
        for week in reversed(range(WEEKS))
        for rep in range(len(REPS))
        for tier, usual in TIER_HOURS
    ]


def closed_deals(everyone: Sequence[Customer]) -> list[ClosedDeal]:
    """The deals that were closed in the year before the example's day, by the day they closed."""
    dice = Dice(SEED + 5)
    found: list[ClosedDeal] = []
    for n in range(1, CLOSED + 1):
        product, customer = dice.below(len(PRODUCTS)), everyone[dice.below(len(everyone))]
        amount = PRODUCTS[product][3] * 2 * (2 + dice.below(4 + customer.size))
        closed, days = EXAMPLE_DAY - timedelta(days=dice.below(360)), 8 + dice.below(95)
        won = dice.chance(46)
        reason = None if won else dice.one_of(REASONS)
        found.append(ClosedDeal(f"E{n:03d}", customer, product, amount, closed, days, won, reason))
    return sorted(found, key=lambda d: (d.closed, d.id))


def redemptions(everyone: Sequence[Customer]) -> list[tuple[Customer, date, int, Text]]:
    """Points that customers used in the last half year: whose, when, how many, for what."""
    dice = Dice(SEED + 9)
    users = [customer for customer in everyone if customer.rate > MANY_ORDERS and dice.chance(22)]
    used = [
        (customer, EXAMPLE_DAY - timedelta(days=dice.below(170)), 500 * (1 + dice.below(8)), dice.one_of(REWARDS))
        for customer in users
    ]
    return sorted(used, key=lambda each: (each[1], each[0].id))


def more(everyone: Sequence[Customer]) -> list[More]:
    """What else the list says of each customer, in its order; every part is unknown of some."""
    dice = Dice(SEED + 6)
    return [_more(dice, customer) for customer in everyone]


def _more(dice: Dice, customer: Customer) -> More:
    email = f"buyer@{customer.id.lower()}.example" if dice.chance(64) else None
    csat = min(5, 2 + dice.below(4)) if customer.rate and dice.chance(58) else None
    yearly = (6 + customer.rate) * (2 + customer.size) * (60 + dice.below(90)) * 10
    return More(email, csat, yearly if dice.chance(88) else None)
