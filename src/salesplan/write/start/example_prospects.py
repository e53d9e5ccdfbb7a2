"""Possible customers of the example company, and the raw list of a trade fair as somebody typed it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from salesplan.text import Text
from salesplan.write.start.example_data import (
    BRANDS,
    EXAMPLE_DAY,
    PRODUCTS,
    REGIONS,
    REPS,
    ROLES,
    SEED,
    SOURCES,
    STAGES,
    SURNAMES,
    TRADES,
    Customer,
    Dice,
)

PROSPECTS = 42
_FAIR = Text("展会", "Trade fair")


@dataclass(frozen=True)
class Prospect:
    """A possible customer; None is what nobody has asked him yet."""

    id: str
    name: Text
    region: str
    rep: int | None
    stage: int
    product: int
    amount: int | None
    probability: int | None
    funds: int | None
    man: tuple[int | None, int | None, int | None]
    source: Text
    created: date
    closes: date | None
    step: Text | None
    contacted: date | None


def prospects(everyone: Sequence[Customer]) -> list[Prospect]:
    """The prospects by id: some without owner, two claims of one, and one who is a customer already."""
    dice = Dice(SEED + 7)
    found = [_prospect(dice, n) for n in range(1, PROSPECTS + 1)]
    found[10] = replace(found[10], name=found[3].name, region=found[3].region, rep=5)
    found[20] = replace(found[20], name=everyone[4].name, region=everyone[4].region)
    return found


def _prospect(dice: Dice, n: int) -> Prospect:
    region = "ESNW"[dice.below(4)]
    places = REGIONS[region][1]
    city = places[dice.below(len(places))][1]
    trade, brand = dice.one_of(TRADES), BRANDS[(n * 5 + 3) % len(BRANDS)]
    name = Text("{city}{brand}{trade}设备厂", "{city} {brand} {trade} Works").format(
        city=city, brand=brand, trade=trade
    )
    own = [at for at, rep in enumerate(REPS) if rep[2] == region]
    stage, product = dice.below(len(STAGES)), dice.below(len(PRODUCTS))
    created = EXAMPLE_DAY - timedelta(days=dice.below(110))
    contacted = created + timedelta(days=dice.below(3) + dice.below(60) * dice.below(2))
    amount = PRODUCTS[product][3] * (2 + dice.below(14))
    return Prospect(
        id=f"L{n:03d}",
        name=name,
        region=region,
        rep=own[dice.below(len(own))] if dice.chance(62) else None,
        stage=stage,
        product=product,
        amount=amount if dice.chance(90) else None,
        probability=STAGES[stage][1] if dice.chance(80) else None,
        funds=amount * (40 + dice.below(120)) // 100 if dice.chance(75) else None,
        man=_man(dice),
        source=dice.one_of(SOURCES),
        created=created,
        closes=EXAMPLE_DAY + timedelta(days=dice.below(150) - 20) if dice.chance(82) else None,
        step=Text("电话预约", "call for a date") if dice.chance(55) else None,
        contacted=min(contacted, EXAMPLE_DAY) if dice.chance(82) else None,
    )


def _man(dice: Dice) -> tuple[int | None, int | None, int | None]:
    known = [1 + dice.below(5) if dice.chance(80) else None for _ in range(3)]
    return known[0], known[1], known[2]


FairRow = tuple[str | int | None, ...]
"""Number, company, contact, phone, e-mail, city, need, day of the talk, budget."""


def fair_rows(everyone: Sequence[Customer]) -> list[FairRow]:
    """Visitors as typed in by hand at the stand: names in several forms, phones with blanks, days in several forms."""
    dice = Dice(SEED + 8)
    rows: list[FairRow] = []
    for customer in [c for c in everyone if dice.chance(9)]:
        rows.append(_typed(dice, len(rows) + 1, customer.name, customer.mobile, str(customer.city)))
        if dice.chance(45):
            rows.append(_typed_again(dice, len(rows) + 1, customer))
    for n in range(14):
        name = Text("{brand}{trade}", "{brand} {trade}").format(brand=BRANDS[n], trade=dice.one_of(TRADES))
        rows.append(_typed(dice, len(rows) + 1, name, f"15{dice.below(10**9):09d}", ""))
    return rows


def _typed(dice: Dice, number: int, name: Text, mobile: str, city: str) -> FairRow:
    phone = (mobile, f"+86 {mobile[:3]}-{mobile[3:7]}-{mobile[7:]}", f"{mobile[:3]} {mobile[3:7]} {mobile[7:]}", "无")
    day = ("2026-05-18", "2026/5/18", "2026.05.19", "5月19日")[dice.below(4)]
    mail = ("", f"INFO@{mobile[-5:]}.Example", f"info＠{mobile[-5:]}.example", "-")[dice.below(4)]
    budget = ("", "30万", "￥120,000", "80000")[dice.below(4)]
    contact = str(dice.one_of(ROLES).format(name=dice.one_of(SURNAMES)))
    need = ("", str(Text("离心泵询价", "asks for pumps")), str(Text("要样本", "wants a brochure")))[dice.below(3)]
    return (
        number,
        f" {name}" if dice.chance(15) else str(name),
        contact,
        phone[dice.below(4)],
        mail,
        city,
        need,
        day,
        budget,
    )


def _typed_again(dice: Dice, number: int, customer: Customer) -> FairRow:
    """The same company once more, its name as the next colleague writes it."""
    name = str(customer.name)
    other = (
        name.replace("有限公司", "").replace(" Ltd", ""),
        name.replace("有限公司", "（有限公司）").replace(" Ltd", " Co., Ltd"),
        name.replace(str(customer.city), "", 1).strip(),
    )[dice.below(3)]
    return _typed(dice, number, Text("{n}", "{n}").format(n=other), customer.mobile, str(customer.city))
