"""How the strategy looks: one table a part, the promotions with what they must sell, then what the rules found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from salesplan.compute.strategy.strategy_check import StrategySummary
from salesplan.model.result import Result
from salesplan.model.table import Value
from salesplan.present.blocks import Bar, Blank, Block, Cell, Content, Grid, Head, Heading, Line, Screen
from salesplan.present.numbers import decimal, percent, plain, yes_no
from salesplan.present.sections import parameter_line, problem_blocks
from salesplan.present.view import View
from salesplan.present.views.strategy_words import (
    CASES,
    KINDS,
    PARTS,
    TERMS,
    VERDICTS,
    metric_word,
    names,
    price_scale,
    verdict_cell,
)
from salesplan.present.views.target_words import change_shown, target_amount
from salesplan.present.words import listed
from salesplan.text import Text

Row = dict[str, Value]
Table = Callable[[Sequence[Row], Screen], Grid]
BAR = 8
_MODE = Text("销售模式", "Selling mode")


def blocks(result: Result[StrategySummary], screen: Screen) -> Iterator[Block]:
    """The page: what there is, a table a part, what is missing, the findings."""
    s = result.summary
    rows = list(result.rows.records())
    yield Heading(Text("策略检查   {name}", "Strategy   {name}").format(name=s.name))
    yield from _at_a_glance(s, screen)
    for part, table in _TABLES.items():
        own = [row for row in rows if row["part"] == part]
        told = list(_NOTES[part](s)) if part in _NOTES else []
        if own or told:
            yield Blank()
            yield Line(_MODE if part == "route" else PARTS[part], "strong")
        if part == "route":
            yield from told
        if own:
            yield table(own, screen)
        if part != "route":
            yield from told
    if s.missing:
        yield Blank()
        left = listed([str(PARTS[part]) for part in s.missing])
        yield Line(Text("还没有写：{parts}", "not in the plan: {parts}").format(parts=left), "dim")
    if s.parts and not result.findings:
        yield Blank()
        yield Line(Text("✓ 各项都没有发现问题", "✓ nothing found"), "good")
    yield from problem_blocks(result.findings, screen)
    if screen.verbose:
        yield parameter_line(result)


def _at_a_glance(s: StrategySummary, screen: Screen) -> Iterator[Line]:
    """One line of counts, then what is wrong with prices, promotions and channels, worst first."""
    if not s.parts:
        hint = Text(
            "计划里还没有 strategy；写法见 salesplan schema",
            "the plan has no strategy: salesplan schema shows the keys",
        )
        yield Line(hint)
        return
    counted = listed([f"{PARTS[part]} {n}" for part, n in s.parts.items()])
    brought = Text(" · 渠道贡献 {sum}", " · channels contribute {sum}").format(
        sum=target_amount(s.contribution, screen)
    )
    yield Line(f"{counted}{brought if s.contribution is not None else ''}", "dim", wrap=True)
    if s.losing:
        yield Line(Text("{n} 个促销卖一件亏一件", "promotions that lose on every unit: {n}").format(n=s.losing), "bad")
    if s.short:
        yield Line(Text("{n} 个促销卖不够保本的量", "promotions that do not break even: {n}").format(n=s.short), "warn")
    if s.outside:
        yield Line(
            Text("{n} 个价格在底价和上限之外", "prices outside floor and ceiling: {n}").format(n=s.outside), "warn"
        )


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
        _percent(row["margin"]),
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
        _percent(row["discount"]),
        "" if again else _percent(row["margin"]),
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
            _percent(row["coverage"]),
            Bar(_share(row["coverage"]), BAR, track=True),
            target_amount(row["sales"], screen) or "–",
            target_amount(row["cost"], screen) or "–",
            _percent(row["cost_ratio"]),
            Cell(target_amount(row["contribution"], screen) or "–", "bad" if row["verdict"] == "loss" else ""),
            names(row["segments"]),
        )
        for row in rows
    )
    return Grid(heads, tuple(lines))


def _uncovered(s: StrategySummary) -> Iterator[Line]:
    if s.uncovered and s.parts.get("channel"):
        told = Text("没有渠道覆盖：{names}", "reached by no channel: {names}").format(names=listed(s.uncovered))
        yield Line(told, "warn")
    elif s.segments and s.parts.get("channel"):
        told = Text("✓ {n} 个细分市场都有渠道覆盖", "✓ all {n} segments are reached").format(n=s.segments)
        yield Line(told, "good")


def _incentives(rows: Sequence[Row], _screen: Screen) -> Grid:
    heads = (
        Head(Text("激励", "Incentive"), shrink=True),
        Head(Text("方式", "Kind"), shrink=True),
        Head(Text("奖什么", "Rewards")),
        Head(Text("给谁", "For"), shrink=True),
    )
    lines = ((str(r["name"]), str(r["kind"] or ""), metric_word(r["metric"]), names(r["roles"])) for r in rows)
    return Grid(heads, tuple(lines))


def _rewarded(s: StrategySummary) -> Iterator[Line]:
    """Which measures of the goals are rewarded; nothing where there are no incentives."""
    if not s.parts.get("incentive"):
        return
    if s.unrewarded:
        left = listed([metric_word(metric) for metric in s.unrewarded])
        told = Text("目标的指标里没有激励的：{left}", "measures of goals without an incentive: {left}")
        yield Line(told.format(left=left), "dim")
    elif s.rewarded:
        told = Text("✓ {n} 个目标指标都有激励", "✓ all {n} measures of goals are rewarded")
        yield Line(told.format(n=len(s.rewarded)), "good")


def _mode(s: StrategySummary) -> Iterator[Line]:
    if s.mode is not None:
        term = TERMS[s.mode.term] if s.mode.term else "–"
        told = Text(
            "{term} · 客户群：{group} · 最容易的接触方式：{route}", "{term} · to {group} · easiest route: {route}"
        )
        yield Line(told.format(term=term, group=s.mode.group or "–", route=s.mode.route or "–"), wrap=True)


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
            _percent(row["response"]),
            Bar(_share(row["response"]), BAR, track=True),
            yes_no(bool(row["chosen"])),
        )
        for row in rows
    )
    return Grid(heads, tuple(lines))


def _stages(rows: Sequence[Row], _screen: Screen) -> Grid:
    heads = (
        Head("#", "right"),
        Head(Text("阶段", "Stage"), shrink=True),
        Head(Text("最多天数", "Days at most"), "right"),
        Head(Text("进入下一阶段的条件", "What must be met to leave it"), shrink=True),
    )
    lines = (
        (str(at), str(row["name"]), _number(row["max_days"]), names(row["exit"]) or Cell("–", "warn"))
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


def _indicators(rows: Sequence[Row], _screen: Screen) -> Grid:
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
            names(row["goals"]) or Cell("–", "bad"),
            _percent(_share(row["weight"], whole)),
            Bar(_share(row["weight"], whole), BAR),
            names(row["roles"]),
        )
        for row in rows
    )
    return Grid(heads, tuple(lines))


def _share(value: Value, whole: Decimal = Decimal(1)) -> Decimal | None:
    return value / whole if isinstance(value, Decimal) else None


def _percent(value: Value) -> str:
    return percent(value) if isinstance(value, Decimal) else "–"


def _number(value: Value) -> str:
    if isinstance(value, Decimal):
        return decimal(value, 0) if value == int(value) else plain(value)
    return "–" if value is None else str(value)


_TABLES: dict[str, Table] = {
    "price": _prices,
    "promotion": _promotions,
    "channel": _channels,
    "incentive": _incentives,
    "route": _routes,
    "stage": _stages,
    "trigger": _triggers,
    "indicator": _indicators,
}
_NOTES: dict[str, Callable[[StrategySummary], Iterator[Line]]] = {
    "channel": _uncovered,
    "incentive": _rewarded,
    "route": _mode,
}
VIEW = View(
    title=Text("策略检查", "Strategy"),
    columns={
        "part": Text("哪一部分", "Part"),
        "name": Text("名称", "Name"),
        "kind": Text("类型", "Kind"),
        "case": Text("哪种一单", "Basket kind"),
        "verdict": Text("结论", "Verdict"),
        "price": Text("我们的价格", "Our price"),
        "cost": Text("成本或费用", "Cost"),
        "floor": Text("底价", "Floor"),
        "ceiling": Text("上限", "Ceiling"),
        "margin": Text("毛利率", "Margin"),
        "basket": Text("一单", "Basket"),
        "discount": Text("让利", "Discount"),
        "needed": Text("保本多卖", "Break-even uplift"),
        "expected": Text("预计多卖", "Expected uplift"),
        "profit": Text("毛利变化", "Change of gross profit"),
        "start": Text("开始", "First day"),
        "end": Text("结束", "Last day"),
        "coverage": Text("覆盖客户", "Reach"),
        "sales": Text("销售额", "Sales"),
        "contribution": Text("贡献", "Contribution"),
        "cost_ratio": Text("费用率", "Cost ratio"),
        "segments": Text("细分市场", "Segments"),
        "contacts": Text("联系", "Contacts"),
        "replies": Text("回应", "Replies"),
        "response": Text("回应率", "Response rate"),
        "chosen": Text("选用", "Chosen"),
        "exit": Text("进入下一阶段的条件", "Exit criteria"),
        "max_days": Text("最多天数", "Days at most"),
        "then": Text("做什么", "Task"),
        "within_days": Text("几天内", "Within days"),
        "metric": Text("指标", "Metric"),
        "goals": Text("对应目标", "Goals"),
        "weight": Text("权重", "Weight"),
        "roles": Text("给谁或考核谁", "For whom"),
        "owner": Text("负责人", "Owner"),
    },
    labels={"part": PARTS, "parts": PARTS, "kind": KINDS, "case": CASES, "verdict": VERDICTS, "term": TERMS},
    figures={
        "name": Text("计划", "Plan"),
        "parts": Text("各部分有几项", "Items of each part"),
        "missing": Text("还没有写", "Not in the plan"),
        "outside": Text("底价和上限之外的价格", "Prices outside floor and ceiling"),
        "losing": Text("卖一件亏一件的促销", "Promotions that lose on every unit"),
        "short": Text("不保本的促销", "Promotions that do not break even"),
        "contribution": Text("渠道贡献", "Contribution of channels"),
        "segments": Text("细分市场", "Segments"),
        "uncovered": Text("没有渠道覆盖", "Reached by no channel"),
        "rewarded": Text("有激励的指标", "Measures rewarded"),
        "unrewarded": Text("没有激励的指标", "Measures not rewarded"),
        "mode": _MODE,
        "activity": Text("过程指标", "Activity indicators"),
        "outcome": Text("结果指标", "Outcome indicators"),
    },
    located=True,
    blocks=blocks,
)
