"""How the indicators look: what was done and what came of it, whom to contact first, person by person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from salesplan.compute.activity.kpi import KpiSummary, PersonFigures
from salesplan.compute.activity.kpi_map import Mapped
from salesplan.compute.activity.kpi_untouched import Untouched
from salesplan.compute.activity.kpi_values import Measured
from salesplan.model.result import Result
from salesplan.present.blocks import Bar, Blank, Block, Cell, Content, Grid, Head, Line, Screen, Style
from salesplan.present.numbers import NOTHING, day, decimal, integer, percent, whole_amount
from salesplan.present.sections import more_lines, page_end, page_start
from salesplan.present.sparks import spark
from salesplan.present.view import View
from salesplan.present.views.kpi_words import (
    CASES,
    CHOSEN,
    COLUMNS,
    FIGURES,
    GROUPS,
    INDICATORS,
    KINDS,
    LABELS,
    REASONS,
)
from salesplan.present.views.stages_part import stage_blocks
from salesplan.present.words import MORE_CUSTOMERS, called, listed
from salesplan.text import Text

SHOWN = 8
"""Customers to contact first that are shown unless all are asked for."""
PAIRS_SHOWN = 3
TITLES = {"activity": Text("过程指标", "Activity"), "outcome": Text("结果指标", "Outcome")}
POINTED = ("quality_rate", "reach", "penetration")
"""Rates whose lowest person is named."""
BY_PERSON: tuple[tuple[str, Text], ...] = (
    ("contacts", Text("联系", "Contacts")),
    ("quality_rate", Text("质量率", "Quality")),
    ("frequency", Text("每家每月", "A month")),
    ("reach", Text("联系到", "Reached")),
    ("sales", Text("销售额", "Sales")),
    ("orders", Text("订单", "Orders")),
    ("new_customers", Text("新客户", "New")),
    ("win_rate", Text("赢单率", "Win rate")),
    ("penetration", Text("渗透率", "Penetr.")),
    ("cross_sell", Text("几类产品", "Lines")),
)
"""The indicators that stand beside each person, with short titles."""


def blocks(result: Result[KpiSummary], screen: Screen) -> Iterator[Block]:
    """The page."""
    s = result.summary
    yield from page_start(VIEW.title, result, screen)
    yield from _conclusion(s)
    yield from _untouched(s, screen)
    for kind in ("activity", "outcome"):
        yield from _indicators(s, kind, screen)
    yield from _people(s, screen)
    yield from _map(s, screen)
    yield from _cross(s)
    yield from _wallet(s, screen)
    if s.deals is not None:
        yield from stage_blocks(s.deals, screen)
    yield from page_end(result, screen)


def _conclusion(s: KpiSummary) -> Iterator[Block]:
    """What was done, what came of it with the target group, and who the group is."""
    words = {"period": s.period, **{key: _told(s.of(key)) for key in ("contacts", "quality_rate", "penetration")}}
    contacts = Text(
        "{period}：联系 {contacts}，质量率 {quality_rate}",
        "{period}: contacts {contacts}, quality rate {quality_rate}",
    )
    bought = Text("目标客户渗透率 {penetration}", "penetration of the target group {penetration}")
    if s.product:
        words["product"] = s.product
        bought = Text("“{product}”在目标客户里的渗透率 {penetration}", "penetration of {product} {penetration}")
    known = s.of("contacts").value is not None
    told = (
        Text("{contacts}；{bought}", "{contacts}; {bought}")
        if known
        else Text("{period}：{bought}", "{period}: {bought}")
    )
    yield Line(
        told.format(contacts=contacts.format(**words), bought=bought.format(**words), period=s.period),
        "strong",
        wrap=True,
    )
    names = listed(s.group.values)
    group = Text("目标客户 {n} 家：{by}{names}（{chosen}）", "target group: {n} customers, {by}{names} ({chosen})")
    yield Line(
        group.format(
            chosen=CHOSEN[s.group.chosen],
            by=GROUPS[s.group.by],
            names=f" {names}" if names else "",
            n=integer(s.group_customers),
        ),
        "dim",
    )
    if s.coming:
        told = Text("截止日期之后已约 {n} 次", "{n} contacts are planned after the as-of").format(n=integer(s.coming))
        yield Line(told, "dim")


def _told(m: Measured) -> Text | str:
    """A figure with that of the period before behind it."""
    now, before = _figure(m, m.value), _figure(m, m.before)
    if m.unit == "count":
        now = str(Text("{n} 次", "{n}").format(n=now))
    if m.value is None or m.before is None:
        return now
    return Text("{now}（上期 {before}）", "{now} ({before} before)").format(now=now, before=before)


def _figure(m: Measured, value: Decimal | None, screen: Screen | None = None) -> str:
    return _shown(m.unit, value, screen)


def _shown(unit: str, value: Decimal | None, screen: Screen | None = None) -> str:
    """A figure as its unit is read."""
    if value is None:
        return NOTHING
    if unit == "share":
        return percent(value)
    if unit == "amount":
        return whole_amount(value, screen.unit) if screen else decimal(value, 0)
    return decimal(value, 2 if unit == "times" else 0)


def _untouched(s: KpiSummary, screen: Screen) -> Iterator[Block]:
    """Customers of the group without order and contact: whom to contact first."""
    if s.of("contacts").value is None or not s.group_customers:
        return
    if not s.untouched_customers:
        yield Line(Text("目标客户都下过单或联系过", "every target customer ordered or was spoken to"), "good")
        return
    told = Text(
        "{n} 家目标客户没{bought}，也没有一次{contact}，先联系：",
        "{n} target customers without {bought} and without a {contact}: contact them first:",
    )
    bought = Text("买过“{product}”", "an order of {product}").format(product=s.product)
    bought = bought if s.product else Text("下单", "an order")
    contact = Text("有质量的联系", "quality contact") if s.recorded else Text("联系", "contact")
    yield Line(told.format(n=integer(s.untouched_customers), contact=contact, bought=bought), "warn")
    shown = s.untouched if screen.all_rows else s.untouched[:SHOWN]
    heads = (
        Head(Text("客户", "Customer"), shrink=not screen.all_rows),
        Head(Text("分级", "Class")),
        Head(Text("负责人", "Owner"), shrink=True),
        Head(Text("最近一单", "Last order")),
        Head(Text("联系过几次", "Contacts"), "right"),
    )
    yield Grid(heads, tuple(_untouched_row(each) for each in shown))
    yield from more_lines(len(s.untouched) - len(shown), MORE_CUSTOMERS)


def _untouched_row(u: Untouched) -> tuple[Content, ...]:
    return called(u.id, u.name), u.customer_class or "", u.owner or "", day(u.last_order), integer(u.contacts)


def _indicators(s: KpiSummary, kind: str, screen: Screen) -> Iterator[Block]:
    """The indicators of one kind: now, before, change, the months as small bars."""
    found = [m for m in s.overall if m.kind == kind and not _is_empty(m)]
    if not found:
        return
    reasons = {m.reason for m in found}
    yield Blank()
    if all(m.value is None for m in found) and len(reasons) == 1:
        told = Text("{kind}指标：{why}", "{kind} indicators: {why}")
        yield Line(told.format(kind=KINDS[kind], why=REASONS[found[0].reason or "no_cases"]), "dim")
        return
    months = f"{s.trend[0]}..{s.trend[-1]}" if s.trend else ""
    heads = (
        Head(TITLES[kind]),
        Head(Text("本期", "Now"), "right"),
        Head(Text("例数", "Cases")),
        Head(Text("上期", "Before"), "right"),
        Head(Text("变化", "Change"), "right"),
        Head(months),
    )
    yield Grid(heads, tuple(_indicator_row(m, screen) for m in found))


def _is_empty(m: Measured) -> bool:
    """A way of contact that nobody uses."""
    return m.key == "other" and not m.value and not m.before


def _indicator_row(m: Measured, screen: Screen) -> tuple[Content, ...]:
    why: Text | str = REASONS[m.reason] if m.reason else ""
    cases = CASES[m.key].format(n=integer(m.cases)) if m.key in CASES and m.cases else why
    return (
        INDICATORS[m.key],
        _figure(m, m.value, screen),
        Cell(cases, "dim"),
        _figure(m, m.before, screen),
        _change(m),
        spark(m.trend),
    )


def _change(m: Measured) -> Content:
    """``+31.0%``; of a share ``+2.3`` points."""
    if m.change is None:
        return NOTHING
    sign = "+" if m.change > 0 else ""
    told = Text("{n} 点", "{n} pt").format(n=f"{sign}{decimal(m.change * 100, 1)}") if m.unit == "share" else None
    style: Style = "good" if m.change > 0 else "bad" if m.change < 0 else ""
    return Cell(told or f"{sign}{percent(m.change)}", style)


def _people(s: KpiSummary, screen: Screen) -> Iterator[Block]:
    """A row a person; the lowest of each rate stands out."""
    if not s.people:
        return
    keys = [(key, title) for key, title in BY_PERSON if s.of(key).value is not None]
    if not keys:
        return
    lowest = {key: _lowest(s, key) for key, _ in keys}
    yield Blank()
    heads = (Head(Text("人员", "Person"), shrink=True), *(Head(title, "right") for _, title in keys))
    rows: list[tuple[Content, ...]] = [
        (each.name, *(_person_cell(s, each, key, lowest[key], screen) for key, _ in keys)) for each in s.people
    ]
    rows.append((Text("合计", "All"), *(_figure(s.of(key), s.of(key).value, screen) for key, _ in keys)))
    yield Grid(heads, tuple(rows), total=True)
    yield from _lowest_line(s, lowest)


def _lowest_line(s: KpiSummary, lowest: Mapping[str, str | None]) -> Iterator[Block]:
    """Who is lowest in what of the target group: to be spoken to."""
    told = []
    for key in POINTED:
        found = next((each for each in s.people if each.name == lowest.get(key)), None)
        if found is not None:
            words = {"what": INDICATORS[key], "name": found.name, "value": _figure(s.of(key), getattr(found, key))}
            told.append(str(Text("{what} {name} {value}", "{what} {name} {value}").format(**words)))
    if told:
        yield Line(Text("最低的：{who}", "lowest: {who}").format(who=listed(told)), "warn")


def _lowest(s: KpiSummary, key: str) -> str | None:
    """Who has the lowest rate of the people, where it is one person's alone."""
    if s.of(key).unit == "amount" or s.of(key).unit == "count":
        return None
    found = [(getattr(each, key), each.name) for each in s.people]
    known: list[tuple[Decimal, str]] = [(value, name) for value, name in found if value is not None]
    least = min((value for value, _ in known), default=None)
    names = [name for value, name in known if value == least]
    return names[0] if len(names) == 1 and len(known) > 1 else None


def _person_cell(s: KpiSummary, each: PersonFigures, key: str, lowest: str | None, screen: Screen) -> Content:
    told = _figure(s.of(key), getattr(each, key), screen)
    return Cell(told, "warn") if each.name == lowest else told


def _map(s: KpiSummary, screen: Screen) -> Iterator[Block]:
    """The plan's indicators: which goals each serves, and what is measured of it."""
    if not s.indicators:
        return
    yield Blank()
    heads = (
        Head(Text("考核指标", "Indicator of the plan"), shrink=True),
        Head(Text("类型", "Kind")),
        Head(Text("对应的目标", "Goals")),
        Head(Text("本期", "Now"), "right"),
        Head(Text("上期", "Before"), "right"),
        Head(""),
    )
    yield Grid(heads, tuple(_map_row(each, screen) for each in s.indicators))


def _map_row(each: Mapped, screen: Screen) -> tuple[Content, ...]:
    goals: Content = listed(each.goals, 5) if each.goals else Cell(Text("没有", "none"), "bad")
    kind: Content = KINDS[each.kind] if each.kind else Cell(Text("没写", "not said"), "bad")
    if each.key is None or each.unit is None:
        return each.name, kind, goals, NOTHING, NOTHING, Cell(Text("这里量不出", "not measured here"), "dim")
    now, before = (_shown(each.unit, value, screen) for value in (each.value, each.before))
    as_ = Text("按“{as_}”", "as {as_}").format(as_=INDICATORS[each.key])
    return each.name, kind, goals, now, before, Cell(as_, "dim")


def _cross(s: KpiSummary) -> Iterator[Block]:
    """How many product lines customers buy, and which together."""
    if not s.by_lines:
        return
    yield Blank()
    heads = (
        Head(Text("买几类产品", "Product lines bought")),
        Head(Text("客户", "Customers"), "right"),
        Head(Text("占比", "Share"), "right"),
        Head(""),
    )
    rows = ((integer(b.lines), integer(b.customers), percent(b.share), Bar(b.share, width=20)) for b in s.by_lines)
    yield Grid(heads, tuple(rows))
    pairs = [
        str(
            Text("{one} + {two} {n} 家（{share}）", "{one} + {two} {n} ({share})").format(
                one=pair.first, two=pair.second, n=integer(pair.customers), share=percent(pair.share)
            )
        )
        for pair in s.pairs[:PAIRS_SHOWN]
    ]
    if pairs:
        yield Line(Text("常一起买：{pairs}", "often bought together: {pairs}").format(pairs=listed(pairs)), wrap=True)
    once = next((b for b in s.by_lines if b.lines == 1), None)
    if once and s.pairs:
        told = Text(
            "{n} 家只买一类，先推常一起买的那类：salesplan customers offer",
            "{n} customers buy one line only; offer what is often bought with it: salesplan customers offer",
        )
        yield Line(told.format(n=integer(once.customers)), "dim")


def _wallet(s: KpiSummary, screen: Screen) -> Iterator[Block]:
    """What customers buy from us of all they spend."""
    w = s.wallet
    if w is None or w.share is None:
        return
    told = Text(
        "钱包份额：{n} 家客户最近 365 天买了 {ours}，占{whole} {amount} 的 {share}",
        "share of wallet: {n} customers bought {ours} in the last 365 days, {share} of their {whole} of {amount}",
    )
    whole = (
        Text("年采购总额", "yearly spending") if w.basis == "wallet" else Text("名单写的潜力", "potential in the list")
    )
    words = {"n": integer(w.customers), "ours": whole_amount(w.ours, screen.unit), "share": percent(w.share)}
    yield Line(told.format(**words, whole=whole, amount=whole_amount(w.whole, screen.unit)), wrap=True)


VIEW = View(
    title=Text("过程和结果指标", "Activity and outcome"),
    columns=COLUMNS,
    labels=LABELS,
    figures=FIGURES,
    whole=True,
    blocks=blocks,
)
