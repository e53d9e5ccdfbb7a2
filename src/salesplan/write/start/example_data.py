"""The figures of the example company: invented, seeded, the same on every machine and in every language.

About 300 customers, three years of orders, eight sales people, returns, ties, and a few dirty cells for the findings.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from salesplan.text import Text

SEED = 20260630
EXAMPLE_DAY = date(2026, 6, 30)
"""The day the example is looked at; its newest orders end there."""
FIRST_DAY = date(2023, 7, 1)
CUSTOMERS = 300
BIG = 8
"""A size above this is about the upper fifth."""

REGIONS: dict[str, tuple[Text, tuple[tuple[Text, Text], ...]]] = {
    "E": (
        Text("华东", "East"),
        (
            (Text("上海", "Shanghai"), Text("上海", "Shanghai")),
            (Text("江苏", "Jiangsu"), Text("苏州", "Suzhou")),
            (Text("浙江", "Zhejiang"), Text("宁波", "Ningbo")),
        ),
    ),
    "S": (
        Text("华南", "South"),
        (
            (Text("广东", "Guangdong"), Text("广州", "Guangzhou")),
            (Text("广东", "Guangdong"), Text("东莞", "Dongguan")),
            (Text("福建", "Fujian"), Text("厦门", "Xiamen")),
        ),
    ),
    "N": (
        Text("华北", "North"),
        ((Text("北京", "Beijing"), Text("北京", "Beijing")), (Text("河北", "Hebei"), Text("石家庄", "Shijiazhuang"))),
    ),
    "W": (
        Text("西南", "Southwest"),
        ((Text("四川", "Sichuan"), Text("成都", "Chengdu")), (Text("重庆", "Chongqing"), Text("重庆", "Chongqing"))),
    ),
}
REPS: tuple[tuple[str, Text, str, int], ...] = (
    ("R01", Text("陈志明", "Chen Zhiming"), "E", 9),
    ("R02", Text("林晓燕", "Lin Xiaoyan"), "E", 7),
    ("R03", Text("周建国", "Zhou Jianguo"), "E", 5),
    ("R04", Text("黄丽华", "Huang Lihua"), "S", 8),
    ("R05", Text("吴海涛", "Wu Haitao"), "S", 6),
    ("R06", Text("郑国强", "Zheng Guoqiang"), "N", 7),
    ("R07", Text("孙雅婷", "Sun Yating"), "N", 3),
    ("R08", Text("罗文杰", "Luo Wenjie"), "W", 6),
)
"""Id, name, region, and how well they sell on a scale of ten."""
PRODUCTS: tuple[tuple[str, Text, Text, int], ...] = (
    ("P01", Text("离心泵", "Centrifugal pump"), Text("泵", "Pumps"), 6800),
    ("P02", Text("计量泵", "Metering pump"), Text("泵", "Pumps"), 12500),
    ("P03", Text("球阀", "Ball valve"), Text("阀门", "Valves"), 860),
    ("P04", Text("调节阀", "Control valve"), Text("阀门", "Valves"), 4350),
    ("P05", Text("变频器", "Inverter"), Text("电控", "Drives"), 5600),
    ("P06", Text("减速机", "Gearbox"), Text("电控", "Drives"), 3900),
    ("P07", Text("密封件套装", "Seal kit"), Text("配件", "Parts"), 320),
    ("P08", Text("保养服务", "Maintenance"), Text("服务", "Services"), 1800),
)
BRANDS = (
    *(Text("恒达", "Hengda"), Text("瑞丰", "Ruifeng"), Text("金海", "Jinhai"), Text("长宏", "Changhong")),
    *(Text("东方", "Dongfang"), Text("新锐", "Xinrui"), Text("华信", "Huaxin"), Text("天成", "Tiancheng")),
    *(Text("博远", "Boyuan"), Text("嘉禾", "Jiahe"), Text("安泰", "Antai"), Text("立信", "Lixin")),
    *(Text("宏图", "Hongtu"), Text("美嘉", "Meijia"), Text("兴业", "Xingye"), Text("百盛", "Baisheng")),
)
TRADES = (
    *(Text("机械", "Machinery"), Text("环保", "Environment"), Text("化工", "Chemicals"), Text("食品", "Foods")),
    *(Text("制药", "Pharma"), Text("水务", "Water"), Text("纺织", "Textiles"), Text("电子", "Electronics")),
)
SOURCES = (
    Text("展会", "Trade fair"),
    Text("转介绍", "Referral"),
    Text("官网", "Website"),
    Text("电话开发", "Cold call"),
)
CHANNELS = (Text("直销", "Direct"), Text("经销", "Dealer"), Text("电商", "Online"))
SURNAMES = (
    *(Text("王", "Wang"), Text("李", "Li"), Text("张", "Zhang"), Text("刘", "Liu"), Text("赵", "Zhao")),
    *(Text("杨", "Yang"), Text("徐", "Xu"), Text("朱", "Zhu")),
)
ROLES = (Text("{name}经理", "Manager {name}"), Text("{name}工", "Engineer {name}"), Text("{name}总", "Director {name}"))
SEASON = (80, 62, 98, 104, 100, 112, 92, 96, 118, 106, 114, 118)
"""Sales of the months against an average month of 100: slow around Spring Festival, busy before quarter ends."""

STAGES = (
    *((Text("接洽", "Contact"), 10), (Text("需求分析", "Need"), 30)),
    *((Text("产品推荐", "Recommendation"), 50), (Text("谈判", "Negotiation"), 75)),
)
"""Stages of a deal, with the probability in percent that it is won."""
DEALS = 60


@dataclass(frozen=True)
class Customer:
    """One customer of the example; ``size`` is his pull, ``rate`` his orders a year, ``quit`` the day he stopped."""

    id: str
    name: Text
    contact: Text
    mobile: str
    region: str
    province: Text
    city: Text
    trade: Text
    source: Text
    rep: int
    created: date
    last_contact: date | None
    man: tuple[int | None, int | None, int | None]
    size: int
    rate: int
    quit: date | None
    first: date | None


@dataclass(frozen=True)
class OrderLine:
    """One line of an order; a return has negative quantity and amount."""

    order: str
    line: int
    day: date
    customer: Customer
    product: int
    quantity: int
    price: Decimal
    channel: Text

    @property
    def amount(self) -> Decimal:
        """Quantity times price."""
        return self.price * self.quantity


@dataclass(frozen=True)
class Deal:
    """One open deal; ``stage`` is its position in ``STAGES``, ``closes`` the day it is expected on, None: not said."""

    id: str
    customer: Customer
    product: int
    stage: int
    amount: int
    created: date
    closes: date | None


class Dice(random.Random):
    """Random choices out of nothing but ``random()``, whose sequence Python promises never to change."""

    def below(self, n: int) -> int:
        """A whole number from 0 to n - 1."""
        return int(self.random() * n)

    def one_of(self, options: Sequence[Text]) -> Text:
        """One of the options."""
        return options[self.below(len(options))]

    def chance(self, percent: int) -> bool:
        """True in so many cases of a hundred."""
        return self.below(100) < percent


def customers() -> list[Customer]:
    """The customers, in the order of their ids; a name that occurs again is a branch."""
    dice = Dice(SEED)
    found: list[Customer] = []
    seen: Counter[str] = Counter()
    for n in range(1, CUSTOMERS + 1):
        customer = _customer(dice, n)
        seen[customer.name.in_("zh")] += 1
        if (times := seen[customer.name.in_("zh")]) > 1:
            branch = Text("{name}第{n}分公司", "{name} Branch {n}").format(name=customer.name, n=times)
            customer = replace(customer, name=branch)
        found.append(customer)
    return found


def _customer(dice: Dice, n: int) -> Customer:
    rep = _weighted_rep(dice)
    region = REPS[rep][2]
    places = REGIONS[region][1]
    province, city = places[dice.below(len(places))]
    trade = dice.one_of(TRADES)
    brand = BRANDS[n % len(BRANDS)]
    size = int(1 + 110 / (1 + dice.below(70)))
    buys = dice.chance(86)
    created = FIRST_DAY + timedelta(days=dice.below(1500) - 600)
    quit_day = max(created, FIRST_DAY) + timedelta(days=200 + dice.below(700)) if buys and dice.chance(28) else None
    contacted = EXAMPLE_DAY - timedelta(days=dice.below(36 if size > BIG else 60)) if dice.chance(92) else None
    return Customer(
        id=f"C{n:04d}",
        name=Text("{city}{brand}{trade}有限公司", "{city} {brand} {trade} Ltd").format(
            city=city, brand=brand, trade=trade
        ),
        contact=dice.one_of(ROLES).format(name=dice.one_of(SURNAMES)),
        mobile=f"13{dice.below(10)}{dice.below(10**8):08d}",
        region=region,
        province=province,
        city=city,
        trade=trade,
        source=dice.one_of(SOURCES),
        rep=rep,
        created=created,
        last_contact=max(contacted, created) if contacted else None,
        man=_man(dice, size),
        size=size,
        rate=2 + dice.below(9) if buys else 0,
        quit=quit_day,
        first=max(created, FIRST_DAY) + timedelta(days=5 + dice.below(90)) if buys else None,
    )


def _weighted_rep(dice: Dice) -> int:
    at = dice.below(sum(rep[3] for rep in REPS))
    for number, rep in enumerate(REPS):
        at -= rep[3]
        if at < 0:
            return number
    return 0


def _man(dice: Dice, size: int) -> tuple[int | None, int | None, int | None]:
    """M, A, N from 1 to 5; bigger customers can pay more; some are not rated, some only in part."""
    if dice.chance(8):
        return None, None, None
    power = min(5, 1 + dice.below(4) + (size > BIG))
    authority, need = 1 + dice.below(5), 1 + dice.below(5)
    return power, None if dice.chance(6) else authority, need


def orders(everyone: Sequence[Customer]) -> list[OrderLine]:
    """Every order line up to the example's day, by day and number; about one order in thirty comes back in part."""
    dice = Dice(SEED + 1)
    visits = sorted((day, c.id, c) for c in everyone for day in _order_days(dice, c))
    lines: list[OrderLine] = []
    for number, (day, _, customer) in enumerate(visits, start=1):
        lines += _order(dice, f"SO{day:%y%m}{number:05d}", day, customer)
    return sorted(lines, key=lambda x: (x.day, x.order, x.line))


def _order_days(dice: Dice, customer: Customer) -> Iterator[date]:
    """Days about 365 / rate apart, fewer in slow months, none after he quit."""
    if customer.first is None:
        return
    day, last = customer.first, customer.quit or EXAMPLE_DAY
    gap = 365 // customer.rate
    while day <= min(last, EXAMPLE_DAY):
        if dice.below(120) < SEASON[day.month - 1]:
            yield day
        day += timedelta(days=gap // 2 + dice.below(gap) + 1)


def _order(dice: Dice, number: str, day: date, customer: Customer) -> Iterator[OrderLine]:
    channel = dice.one_of(CHANNELS)
    for line in range(1, 2 + dice.below(3)):
        product = dice.below(len(PRODUCTS))
        listed = PRODUCTS[product][3]
        quantity = 1 + dice.below(2 + customer.size // 2)
        price = Decimal(listed * (100 - dice.below(4) * 5)) / 100
        sold = OrderLine(number, line, day, customer, product, quantity, price, channel)
        yield sold
        back = day + timedelta(days=3 + dice.below(20))
        if dice.chance(3) and back <= EXAMPLE_DAY:
            yield OrderLine(number, line + 50, back, customer, product, -(1 + dice.below(quantity)), price, channel)


def deals(everyone: Sequence[Customer]) -> list[Deal]:
    """The deals open on the example's day, by id; one in twelve has no day on which it is expected."""
    dice = Dice(SEED + 2)
    open_to = [c for c in everyone if c.quit is None]
    found: list[Deal] = []
    for n in range(1, DEALS + 1):
        product = dice.below(len(PRODUCTS))
        customer = open_to[dice.below(len(open_to))]
        quantity = 3 * (2 + dice.below(4 + customer.size))
        created = EXAMPLE_DAY - timedelta(days=5 + dice.below(120))
        closes = None if dice.chance(8) else EXAMPLE_DAY + timedelta(days=1 + dice.below(170))
        amount = PRODUCTS[product][3] * quantity
        found.append(Deal(f"D{n:03d}", customer, product, dice.below(len(STAGES)), amount, created, closes))
    return found
