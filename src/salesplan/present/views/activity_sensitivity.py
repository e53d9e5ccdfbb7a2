"""How the sensitivity looks: what one more contact is worth, what moves the result most, the table of changes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from salesplan.compute.activity.funnel_page import DriverTold
from salesplan.compute.activity.sensitivity import SensitivitySummary, Tornado
from salesplan.model.result import Result
from salesplan.model.table import Value
from salesplan.present.blocks import Blank, Block, Cell, Content, Grid, Head, Line, Screen
from salesplan.present.numbers import NOTHING, as_decimal, decimal, percent, whole_amount
from salesplan.present.sections import page_end, page_start
from salesplan.present.view import View
from salesplan.present.views.activity_words import RATE_NAMES, SOURCES, driver_value, lowered, name_of, origin
from salesplan.text import Text

Row = dict[str, Value]
HALF = 16
"""Characters of the widest bar on each side of the tornado."""


def blocks(result: Result[SensitivitySummary], screen: Screen) -> Iterator[Block]:
    """The page."""
    s = result.summary
    yield from page_start(VIEW.title, result, screen)
    yield from _one_more(s, screen)
    yield from _goal(s, screen)
    yield from _base(s, screen)
    yield from _tornado(s, screen)
    yield from _table(result, screen)
    yield from page_end(result, screen)


def signed(value: Decimal | None, decimals: int = 1) -> str:
    """A change with its sign: ``+9.1%``."""
    if value is None:
        return NOTHING
    shown = percent(value, decimals)
    return f"+{shown}" if value > 0 and not shown.startswith("0.0%") else shown


def signed_amount(value: Decimal, screen: Screen) -> str:
    """A change in money with its sign."""
    return f"{'+' if value > 0 else ''}{whole_amount(value, screen.unit)}"


def _calls(value: Decimal | None) -> str:
    """A count with up to two decimals."""
    if value is None:
        return NOTHING
    shown = decimal(value, 2)
    return shown.rstrip("0").rstrip(".")


def _one_more(s: SensitivitySummary, screen: Screen) -> Iterator[Block]:
    """From so many contacts a day to so many: how many more, and what they bring."""
    if s.calls is None:
        told = Text(
            "不知道现在每人每天联系几次：写 --calls 5=6，或给跟进记录",
            "how many contacts a person makes a day is not known: type --calls 5=6, or give activities",
        )
        yield Line(told, "warn")
        return
    if s.volume is None:
        told = Text("现在每人每天联系 0 次：从 0 算不出涨了几成", "0 contacts a day now: no share can be told from 0")
        yield Line(told, "warn")
    else:
        told = Text(
            "每人每天联系 {now} → {to} 次：联系多 {volume}，{year} 年每人多 {n} 次（{days} 个工作日）",
            "contacts a person a day {now} → {to}: {volume} volume, {n} more each in {year} ({days} working days)",
        ).format(
            now=_calls(s.calls), to=_calls(s.calls_to), volume=signed(s.volume, 2), year=s.year,
            n=_calls(s.year_contacts), days=s.year_days,
        )  # fmt: skip
        yield Line(told, "strong")
    if s.extra_amount is not None:
        told = Text(
            "照现在的转化率，{first} 到 {last} 多 {amount}（每次联系平均值 {per}）",
            "at present rates {amount} more from {first} to {last} (a contact is worth {per} on average)",
        ).format(
            first=s.first, last=s.last, amount=whole_amount(s.extra_amount, screen.unit),
            per=whole_amount(s.per_contact, screen.fitting([s.per_contact]).unit),
        )  # fmt: skip
        yield Line(told)
    if s.extra_at_history is not None:
        told = Text(
            "计划的转化率远高于自己的历史：照历史只多 {amount}",
            "the plan's rates are far above the own history: by it only {amount} more",
        )
        yield Line(told.format(amount=whole_amount(s.extra_at_history, screen.unit)), "warn")
    if s.goal is None:
        told = Text(
            "只多打电话就多这些；想再多，要靠选对客户（约见率、成交率、每单金额）",
            "this is what volume alone brings; the rest must come from targeting (rates, order size)",
        )
        yield Line(told, "dim")


def _goal(s: SensitivitySummary, screen: Screen) -> Iterator[Block]:
    """What is known, what is wanted, what must come from elsewhere."""
    if s.changes and (len(s.changes) > 1 or s.changes[0][0] != "calls"):
        parts = "，".join(f"{name_of(key)} {signed(value, 2)}" for key, value in s.changes)
        parts_en = ", ".join(f"{name_of(key)} {signed(value, 2)}" for key, value in s.changes)
        told = Text("一起改：{zh} = {known}", "together: {en} = {known}")
        told = told.format(zh=parts, en=parts_en, known=signed(s.known, 2))
        if s.known_amount is not None:
            money = signed_amount(s.known_amount, screen)
            told = Text("{told}（{money}）", "{told} ({money})").format(told=told, money=money)
        yield Line(told, "strong")
    if s.goal is None:
        return
    if s.required is None:
        yield Line(Text("不知道已有的变动，算不出还差多少", "the known change is missing: no figure"), "warn")
        return
    told = Text(
        "想要 {goal}，这些带来 {known}，其余要靠别的提高 {required}（选对客户、提高转化率）",
        "wanted {goal}; these bring {known}; the rest must bring {required} (targeting, better rates)",
    )
    yield Line(
        told.format(goal=signed(s.goal), known=signed(s.known, 2), required=signed(s.required)), "strong", wrap=True
    )


def _base(s: SensitivitySummary, screen: Screen) -> Iterator[Block]:
    """What it starts from."""
    if s.total is None:
        yield Line(Text("基数不全，只有百分比，没有金额", "the base is not complete: percentages only"), "warn")
        return
    told = Text(
        "基数 {total}：{first} 到 {last} 老客户复购 {repeat}，照现在的联系量新客户 {new}",
        "base {total}: {first} to {last}, repurchase {repeat}, new customers at the present pace {new}",
    )
    money = {key: whole_amount(getattr(s, key), screen.unit) for key in ("total", "repeat", "new")}
    yield Line(told.format(first=s.first, last=s.last, **money), "dim", wrap=True)
    if s.pace_first is not None:
        told = Text("现在的联系量：{first} 到 {last} 的跟进记录", "present pace: activities of {first} to {last}")
        yield Line(told.format(first=s.pace_first, last=s.pace_last), "dim")
        if s.able is not None:
            told = Text(
                "每人每天联系：现在实际 {now}，能做 {able}",
                "contacts a person and day: {now} made now, {able} can be made",
            )
            yield Line(told.format(now=decimal(s.calls, 1), able=lowered(s.able, 1)), "dim")


def _tornado(s: SensitivitySummary, screen: Screen) -> Iterator[Block]:
    """Bars to both sides, the widest first."""
    bars = [bar for bar in s.tornado if bar.spread is not None]
    if not bars:
        return
    yield Blank()
    title = Text("各减、各加 20%，结果变多少：", "Each 20 % down and up, the change of the result:")
    if s.total is None:
        title = Text("各减、各加 20%，所属部分变多少：", "Each 20 % down and up, the change of its own part:")
    yield Line(title, "strong")
    most = max(max(abs(bar.low or Decimal(0)), abs(bar.high or Decimal(0))) for bar in bars)
    heads = (
        Head(Text("改什么", "Figure")), Head("-20%", "right"), Head(""), Head("+20%", "right"),
        Head(Text("金额", "Amount"), "right"),
    )  # fmt: skip
    yield Grid(heads, tuple(_bar(bar, most, screen) for bar in bars))


def _bar(bar: Tornado, most: Decimal, screen: Screen) -> tuple[Content, ...]:
    low, high = bar.low or Decimal(0), bar.high or Decimal(0)
    amount = NOTHING if bar.high_amount is None else f"±{whole_amount(bar.high_amount, screen.unit)}"
    if bar.low_amount is not None and bar.high_amount is not None and -bar.low_amount != bar.high_amount:
        ends = whole_amount(bar.low_amount, screen.unit), whole_amount(bar.high_amount, screen.unit)
        amount = f"{ends[0]} / +{ends[1]}"
    picture = f"{_blocks(-low, most):>{HALF}}┃{_blocks(high, most)}"
    return name_of(bar.key), signed(low), Cell(picture, drawn=True), signed(high), amount


def _blocks(value: Decimal, most: Decimal) -> str:
    """A bar of whole characters; one at least where there is a change."""
    if value <= 0 or not most:
        return ""
    return "█" * max(1, int((value / most * HALF).quantize(Decimal(1))))


def _table(result: Result[SensitivitySummary], screen: Screen) -> Iterator[Block]:
    """One at a time: the change of the result for each change of a driver."""
    s = result.summary
    found: dict[str, list[Row]] = {}
    for row in result.rows.records():
        found.setdefault(str(row["driver"]), []).append(row)
    if not found:
        return
    told = {driver.key: driver for driver in s.drivers}
    deltas = [as_decimal(row["delta"]) for row in next(iter(found.values()))]
    yield Blank()
    heads = (
        Head(Text("一次改一项", "One at a time")),
        Head(Text("现在", "Now"), "right"),
        *(Head(signed(delta, 0), "right") for delta in deltas),
        Head(Text("来自", "From"), shrink=True),
    )
    known = {key: changes for key, changes in found.items() if told[key].value is not None}
    rows = (_line(key, changes, told[key], s, screen) for key, changes in known.items())
    yield Grid(heads, tuple(rows))
    if any(row["capped"] for rows_ in found.values() for row in rows_):
        yield Line(Text("* 转化率到 100% 为止", "* a rate ends at 100 %"), "dim")


def _line(
    key: str, changes: list[Row], driver: DriverTold, s: SensitivitySummary, screen: Screen
) -> tuple[Content, ...]:
    now = driver_value(key, driver.value, screen)
    told = Cell(origin(driver), "warn" if driver.few else "dim")
    return name_of(key), now, *(_change(row, s, screen) for row in changes), told


def _change(row: Row, s: SensitivitySummary, screen: Screen) -> str:
    """In money where the base is known, else the change of its own part."""
    amount, part = as_decimal(row["amount"]), as_decimal(row["part_change"])
    mark = "*" if row["capped"] else ""
    if s.total is None or amount is None:
        return signed(part) + mark
    return f"{signed_amount(amount, screen)}{mark}"


FIGURES: dict[str, Text] = {
    "first": Text("从", "From"),
    "last": Text("到", "To"),
    "repeat": Text("老客户复购", "Repurchase"),
    "new": Text("新客户额", "New sales"),
    "total": Text("基数", "Base"),
    "people": Text("人数", "People"),
    "days": Text("工作日", "Working days"),
    "calls": Text("每人每天联系", "Contacts a person and day"),
    "calls_from": Text("联系次数来自", "Contacts from"),
    "calls_to": Text("改到", "Changed to"),
    "volume": Text("联系多几成", "Volume"),
    "extra_contacts": Text("期间每人多联系", "More contacts each"),
    "year": Text("年", "Year"),
    "year_days": Text("全年工作日", "Working days of the year"),
    "year_contacts": Text("全年每人多联系", "More contacts each in the year"),
    "per_contact": Text("每次联系平均值", "Worth of a contact"),
    "extra_amount": Text("多带来", "Brings more"),
    "changes": Text("一起改", "Changes"),
    "known": Text("一起变多少", "Together"),
    "known_amount": Text("一起多多少钱", "Together, in money"),
    "goal": Text("想要", "Wanted"),
    "required": Text("其余要提高", "The rest must rise"),
    "drivers": Text("用到的数", "Figures used"),
    "tornado": Text("影响大小", "Tornado"),
    "pace_first": Text("联系量从", "Pace from"),
    "pace_last": Text("联系量到", "Pace to"),
    "extra_at_history": Text("照历史能多", "Worth at own rates"),
    "able": Text("每人每天能联系", "Contacts a person and day that can be made"),
}
COLUMNS: dict[str, Text] = {
    "driver": Text("改什么", "Figure"),
    "delta": Text("变动", "Change"),
    "base": Text("现在", "Now"),
    "value": Text("变成", "Becomes"),
    "part_change": Text("所属部分变动", "Change of its part"),
    "total_change": Text("结果变动", "Change of the result"),
    "amount": Text("金额变动", "Change in money"),
    "result": Text("结果", "Result"),
    "capped": Text("到 100% 为止", "Ends at 100 %"),
}
VIEW = View(
    title=Text("敏感性分析", "Sensitivity"),
    columns=COLUMNS,
    labels={"driver": RATE_NAMES, "key": RATE_NAMES, "calls_from": SOURCES, "source": SOURCES},
    figures=FIGURES,
    whole=True,
    blocks=blocks,
)
