"""The tables of the page about the strategy, one a part."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from salesplan.model.figures import plain
from salesplan.model.table import Value
from salesplan.present.blocks import Bar, Cell, Content, Grid, Head, Line, Screen
from salesplan.present.numbers import as_decimal, decimal, percent, yes_no
from salesplan.present.sections import more_lines
from salesplan.present.views.strategy_words import KINDS, metric_word, names, price_scale, verdict_cell
from salesplan.present.views.target_words import change_shown, page_amount, target_amount
from salesplan.text import Text

Row = dict[str, Value]
Table = Callable[[Sequence[Row], Screen], Grid]
BAR = 8
SHOWN = 40
"""Rows of a part that are shown unless all are asked for."""


def cut_short(table: Table, rows: Sequence[Row], screen: Screen) -> Iterator[Grid | Line]:
    """The first rows of a table and how many more there are; every row where all are asked for."""
    shown = rows if screen.all_rows else rows[:SHOWN]
    yield table(shown, screen)
    yield from more_lines(len(rows) - len(shown), Text("行", "more rows"))


def _prices(rows: Sequence[Row], screen: Screen) -> Grid:
    heads = (
        Head(Text("产品", "Product"), shrink=True),
        Head(Text("成本", "Cost"), "right"),
        Head(Text("底价", "Floor"), "right"),
        Head(Text("我们的价格", "Ours"), "right"),
        Head(Text("上限", "Ceiling"), "right"),
        Head(Text("毛利率", "Margin"), "right"),
        Head(Text("  底价…上限", "  floor…ceiling")),
        Head(""),
    )
    return Grid(heads, tuple(_price(row, screen) for row in rows))


def _price(row: Row, screen: Screen) -> tuple[Content, ...]:
    """A product: cost, floor, our price, ceiling, margin, and where the price lies between them."""
    return (
        str(row["name"]),
        *(target_amount(row[key], screen) or "–" for key in ("cost", "floor", "price", "ceiling")),
        percent(as_decimal(row["margin"])),
        price_scale(row["price"], row["floor"], row["ceiling"]),
        verdict_cell(row["verdict"]),
    )


def _promotions(rows: Sequence[Row], screen: Screen) -> Grid:
    heads = (
        Head(Text("促销", "Promotion"), shrink=True),
        Head(""),
        Head(Text("一单", "Basket"), "right"),
        Head(Text("让利", "Discount"), "right"),
        Head(Text("毛利率", "Margin"), "right"),
        Head(Text("保本多卖", "Break-even"), "right"),
        Head(Text("预计多卖", "Expected"), "right"),
        Head(Text("毛利变化", "Profit"), "right"),
        Head(""),
    )
    shown = []
    for at, row in enumerate(rows):
        again = at > 0 and rows[at - 1]["name"] == row["name"] and row["case"] in ("threshold", "average")
        shown.append(_promotion(row, screen, again=again))
    return Grid(heads, tuple(shown))


def _promotion(row: Row, screen: Screen, *, again: bool) -> tuple[Content, ...]:
    """One basket of a promotion; its name and margin stand at the first."""
    kind = str(row["kind"] or "")
    needed = Cell("–", "dim") if row["needed"] is None else change_shown(row["needed"]) or "0.0%"
    return (
        "" if again else str(row["name"]),
        "" if again else KINDS.get(kind, "–"),
        _basket(row, screen),
        percent(as_decimal(row["discount"])),
        "" if again else percent(as_decimal(row["margin"])),
        needed,
        "" if row["case"] == "below" else change_shown(row["expected"]) or "–",
        change_shown(row["profit"]) or "–",
        verdict_cell(row["verdict"]),
    )


def _basket(row: Row, screen: Screen) -> Text | str:
    shown = target_amount(row["basket"], screen)
    if row["case"] == "below":
        return f"<{shown}"
    if row["case"] == "average" and shown:
        return Text("平均 {basket}", "avg {basket}").format(basket=shown)
    return shown


def _channels(rows: Sequence[Row], screen: Screen) -> Grid:
    heads = (
        Head(Text("渠道", "Channel"), shrink=True),
        Head(Text("覆盖客户", "Reach"), "right"),
        Head(""),
        Head(Text("销售额", "Sales"), "right"),
        Head(Text("费用", "Cost"), "right"),
        Head(Text("费用率", "Cost %"), "right"),
        Head(Text("贡献", "Contribution"), "right"),
        Head(Text("细分市场", "Segments"), shrink=True),
    )
    lines = (
        (
            str(row["name"]),
            percent(as_decimal(row["coverage"])),
            Bar(_share(row["coverage"]), BAR, track=True),
            page_amount(row["sales"], screen),
            page_amount(row["cost"], screen),
            percent(as_decimal(row["cost_ratio"])),
            Cell(page_amount(row["contribution"], screen), "bad" if row["verdict"] == "loss" else ""),
            names(row["segments"], screen),
        )
        for row in rows
    )
    return Grid(heads, tuple(lines))


def _incentives(rows: Sequence[Row], screen: Screen) -> Grid:
    heads = (
        Head(Text("激励", "Incentive"), shrink=True),
        Head(Text("方式", "Kind"), shrink=True),
        Head(Text("奖什么", "Rewards")),
        Head(Text("给谁", "For"), shrink=True),
    )
    lines = ((str(r["name"]), str(r["kind"] or ""), metric_word(r["metric"]), names(r["roles"], screen)) for r in rows)
    return Grid(heads, tuple(lines))


def _routes(rows: Sequence[Row], _screen: Screen) -> Grid:
    heads = (
        Head(Text("接触方式", "Route"), shrink=True),
        Head(Text("联系", "Contacts"), "right"),
        Head(Text("回应", "Replies"), "right"),
        Head(Text("回应率", "Response"), "right"),
        Head(""),
        Head(Text("选用", "Chosen")),
    )
    lines = (
        (
            str(row["name"]),
            _number(row["contacts"]),
            _number(row["replies"]),
            percent(as_decimal(row["response"])),
            Bar(_share(row["response"]), BAR, track=True),
            yes_no(bool(row["chosen"])),
        )
        for row in rows
    )
    return Grid(heads, tuple(lines))


def _stages(rows: Sequence[Row], screen: Screen) -> Grid:
    heads = (
        Head("#", "right"),
        Head(Text("阶段", "Stage"), shrink=True),
        Head(Text("最多天数", "Days at most"), "right"),
        Head(Text("进入下一阶段的条件", "What must be met to leave it"), shrink=True),
    )
    lines = (
        (str(at), str(row["name"]), _number(row["max_days"]), names(row["exit"], screen) or Cell("–", "warn"))
        for at, row in enumerate(rows, 1)
    )
    return Grid(heads, tuple(lines))


def _triggers(rows: Sequence[Row], _screen: Screen) -> Grid:
    heads = (
        Head(Text("什么时候", "When"), shrink=True),
        Head(Text("做什么", "Task"), shrink=True),
        Head(Text("几天内", "Within days"), "right"),
        Head(Text("谁", "Who")),
    )
    lines = (
        (str(r["name"] or "–"), str(r["then"] or "–"), _number(r["within_days"]), str(r["owner"] or "–")) for r in rows
    )
    return Grid(heads, tuple(lines))


def _indicators(rows: Sequence[Row], screen: Screen) -> Grid:
    heads = (
        Head(Text("指标", "Indicator"), shrink=True),
        Head(Text("类型", "Kind")),
        Head(Text("对应目标", "Goals"), shrink=True),
        Head(Text("权重", "Weight"), "right"),
        Head(""),
        Head(Text("考核谁", "Who"), shrink=True),
    )
    weights = [row["weight"] for row in rows if isinstance(row["weight"], Decimal)]
    whole = Decimal(100) if sum(weights, Decimal(0)) > BAR else Decimal(1)
    lines = (
        (
            str(row["name"]),
            KINDS.get(str(row["kind"] or ""), "–"),
            names(row["goals"], screen) or Cell("–", "bad"),
            percent(_share(row["weight"], whole)),
            Bar(_share(row["weight"], whole), BAR),
            names(row["roles"], screen),
        )
        for row in rows
    )
    return Grid(heads, tuple(lines))


def _share(value: Value, whole: Decimal = Decimal(1)) -> Decimal | None:
    return value / whole if isinstance(value, Decimal) else None


def _number(value: Value) -> str:
    if isinstance(value, Decimal):
        return decimal(value, 0) if value == int(value) else plain(value)
    return "–" if value is None else str(value)


TABLES: Mapping[str, Table] = {
    "price": _prices,
    "promotion": _promotions,
    "channel": _channels,
    "incentive": _incentives,
    "route": _routes,
    "stage": _stages,
    "trigger": _triggers,
    "indicator": _indicators,
}
"""How the rows of each part are laid out, in the order of the page."""
