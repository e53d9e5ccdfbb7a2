"""How the budget looks: what selling costs, need against stock by kind and line, each strategy's money."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from salesplan.compute.strategy.strategy_budget import BudgetSummary
from salesplan.model.result import Result
from salesplan.model.table import Value
from salesplan.present.blocks import Bar, Blank, Block, Cell, Content, Grid, Head, Line, Screen
from salesplan.present.numbers import UNITS, as_decimal, percent
from salesplan.present.sections import parameter_line, plan_heading, problem_blocks
from salesplan.present.view import View
from salesplan.present.views.strategy_tables import Row, cut_short
from salesplan.present.views.strategy_words import MEANS
from salesplan.present.views.target_words import page_amount
from salesplan.text import Text

BAR = 10
PARTS = {"kind": Text("类别", "Kind"), "line": Text("项目", "Line"), "initiative": Text("策略", "Strategy")}
REASONS: dict[str, Text] = {
    "no_cost": Text("没有总预算，也没有资金项目", "no total and no money lines"),
    "no_target": Text("没有销售目标", "no sales target"),
    "zero_target": Text("销售目标是 0", "the sales target is 0"),
}
_NEEDED, _AVAILABLE, _SHORT = Text("需要", "Needed"), Text("现有", "There"), Text("缺口", "Short")
_COVERED, _SHARE = Text("够多少", "Covered"), Text("占总预算", "Of total")
_WHOSE = (Head(PARTS["initiative"], shrink=True), Head(Text("负责人", "Owner"), shrink=True))


def blocks(result: Result[BudgetSummary], screen: Screen) -> Iterator[Block]:
    """The page: total and expense ratio, the kinds, the lines, the strategies, the findings."""
    s = result.summary
    rows = list(result.rows.records())
    screen = _exact(screen, rows) if s.split else screen.fitting((s.total, s.needed, s.sales_target))
    yield plan_heading(VIEW.title, result)
    if s.total is None and not s.lines:
        yield Line(Text("计划里还没有预算；加上：", "the plan has no budget; add:"))
        yield Line("strategy:\n  budget: {total: 1200000}", "dim")
    else:
        yield from _total(s, screen)
        yield Line(_ratio(s, screen), "dim" if s.ratio is None else "strong")
        yield from _tables(rows, s, screen)
    yield from problem_blocks(result.findings, screen)
    if screen.verbose and result.parameters:
        yield parameter_line(result)


def _exact(screen: Screen, rows: Sequence[Row]) -> Screen:
    """What is split to the cent is shown in single yuan, with cents where there are any."""
    whole = all(row["split"] == int(row["split"]) for row in rows if isinstance(row["split"], Decimal))
    return screen if screen.unit_given else replace(screen, unit=UNITS["1"], unit_given=not whole)


def _total(s: BudgetSummary, screen: Screen) -> Iterator[Line]:
    """What there is, what is needed, and what is over or left."""
    told = Text("总预算 {total} · 资金项目需要 {needed}", "total {total} · money lines need {needed}")
    shown = told.format(total=page_amount(s.total, screen), needed=page_amount(s.needed, screen))
    if s.over:
        over = Text("{told} · 超出 {over}", "{told} · {over} over").format(told=shown, over=page_amount(s.over, screen))
        yield Line(over, "bad")
    elif s.left is not None:
        left = Text("{told} · 还有 {left}", "{told} · {left} left").format(told=shown, left=page_amount(s.left, screen))
        yield Line(left, "good")
    else:
        yield Line(shown)


def _ratio(s: BudgetSummary, screen: Screen) -> Text:
    """``费用率 6.0% = 120,000 ÷ 销售目标 2,000,000``, or why there is none."""
    if s.ratio is None:
        told = Text("费用率算不出：{reason}", "no expense ratio: {reason}")
        return told.format(reason=REASONS[s.reason or "no_target"])
    told = Text(
        "费用率 {ratio} = {cost} ÷ 销售目标 {target}（{source}）",
        "expense ratio {ratio} = {cost} / sales target {target} ({source})",
    )
    return told.format(
        ratio=percent(s.ratio),
        cost=page_amount(s.cost, screen),
        target=page_amount(s.sales_target, screen),
        source=s.sales_source,
    )


def _tables(rows: Sequence[Row], s: BudgetSummary, screen: Screen) -> Iterator[Block]:
    """The kinds, the lines with means of their own, the money out of the total, the strategies."""
    lines = [row for row in rows if row["part"] == "line"]
    groups = (
        (_kinds, [row for row in rows if row["part"] == "kind"]),
        (_lines, [row for row in lines if not _from_total(row)]),
        (_money, [row for row in lines if _from_total(row)]),
    )
    for table, own in groups:
        if own:
            yield Blank()
            yield from cut_short(table, sorted(own, key=lambda row: not row["short"]), screen)
    if s.lines and not s.shortages and not s.over:
        yield Line(Text("✓ 人、物、钱都没有缺口", "✓ no shortage of people, material or money"), "good")
    strategies = [row for row in rows if row["part"] == "initiative"]
    if strategies:
        yield Blank()
        yield from cut_short(lambda shown, on: _strategies(shown, s, on), strategies, screen)


def _from_total(row: Row) -> bool:
    """Whether a line is money that has no stock of its own."""
    return row["kind"] == "money" and row["available"] is None


def _kinds(rows: Sequence[Row], screen: Screen) -> Grid:
    heads = (
        Head(PARTS["kind"]),
        Head(_NEEDED, "right"),
        Head(_AVAILABLE, "right"),
        Head(_SHORT, "right"),
        Head(_COVERED, "right"),
        Head(""),
    )
    return Grid(heads, tuple((MEANS[str(row["kind"])], *_against(row, screen)) for row in rows))


def _lines(rows: Sequence[Row], screen: Screen) -> Grid:
    """People and material, and money that lines have of their own."""
    heads = (
        Head(PARTS["line"], shrink=True),
        Head(PARTS["kind"]),
        Head(_NEEDED, "right"),
        Head(_AVAILABLE, "right"),
        Head(_SHORT, "right"),
        Head(_COVERED, "right"),
        Head(""),
        *_WHOSE,
    )
    lines = (
        (str(row["name"]), MEANS.get(str(row["kind"] or ""), "–"), *_against(row, screen), *_whose(row)) for row in rows
    )
    return Grid(heads, tuple(lines))


def _against(row: Row, screen: Screen) -> tuple[Content, ...]:
    """Need, stock, shortage, how much is covered, as figures and as a bar; only money in the unit asked for."""
    short, covered = row["short"], row["covered"]
    return (
        _figure(row, "needed", screen),
        _figure(row, "available", screen),
        Cell(_figure(row, "short", screen), "bad") if short else Cell("0" if short is not None else "–", "dim"),
        percent(as_decimal(covered)),
        _drawn(covered),
    )


def _money(rows: Sequence[Row], screen: Screen) -> Grid:
    """Money that comes out of the total, with its share of it."""
    heads = (
        Head(Text("资金项目", "Money for"), shrink=True),
        Head(_NEEDED, "right"),
        Head(_SHARE, "right"),
        Head(""),
        *_WHOSE,
    )
    lines = (
        (
            str(row["name"]),
            _figure(row, "needed", screen),
            percent(as_decimal(row["share"])),
            _drawn(row["share"]),
            *_whose(row),
        )
        for row in rows
    )
    return Grid(heads, tuple(lines))


def _whose(row: Row) -> tuple[str, str]:
    return str(row["initiative"] or ""), str(row["owner"] or "")


def _drawn(share: Value) -> Bar:
    return Bar(min(share, Decimal(1)) if isinstance(share, Decimal) else None, BAR, track=True)


def _figure(row: Row, key: str, screen: Screen) -> str:
    value = row[key]
    if row["kind"] != "money" and isinstance(value, Decimal):
        return f"{value:,f}"
    return page_amount(value, screen)


def _strategies(rows: Sequence[Row], s: BudgetSummary, screen: Screen) -> Grid:
    heads = [
        Head(PARTS["initiative"], shrink=True),
        Head(Text("预算", "Budget"), "right"),
        Head(_SHARE, "right"),
        Head(""),
        Head(Text("预计销售额", "Expected"), "right"),
        Head(Text("每 1 元带来", "Per 1"), "right"),
    ]
    heads += [Head(Text("按贡献分", "By contribution"), "right"), Head(Text("相差", "Difference"), "right")][
        : 2 * s.split
    ]
    return Grid(tuple(heads), tuple(_strategy(row, s, screen) for row in rows))


def _strategy(row: Row, s: BudgetSummary, screen: Screen) -> tuple[Content, ...]:
    needed, expected, given = row["needed"], row["expected"], row["split"]
    yielded = expected / needed if isinstance(expected, Decimal) and isinstance(needed, Decimal) and needed else None
    cells: list[Content] = [
        str(row["name"]) if row["name"] else Text("（没写策略）", "(no strategy)"),
        page_amount(needed, screen),
        percent(as_decimal(row["share"])),
        _drawn(row["share"]),
        page_amount(expected, screen),
        f"{yielded:.1f}" if yielded is not None else "–",
    ]
    if s.split:
        moved = given - (needed if isinstance(needed, Decimal) else 0) if isinstance(given, Decimal) else None
        cells.append(page_amount(given, screen))
        cells.append("–" if moved is None else ("+" if moved > 0 else "") + page_amount(moved, screen))
    return tuple(cells)


VIEW = View(
    title=Text("预算和资源", "Budget and means"),
    columns={
        "part": Text("哪一部分", "Part"),
        "name": Text("名称", "Name"),
        "kind": PARTS["kind"],
        "initiative": PARTS["initiative"],
        "needed": _NEEDED,
        "available": _AVAILABLE,
        "short": _SHORT,
        "covered": _COVERED,
        "share": _SHARE,
        "expected": Text("预计带来销售额", "Sales expected"),
        "split": Text("按贡献分", "By contribution"),
        "owner": Text("负责人", "Owner"),
    },
    labels={"part": PARTS, "kind": MEANS, "reason": REASONS},
    figures={
        "name": Text("计划", "Plan"),
        "total": Text("总预算", "Total"),
        "needed": Text("资金项目需要", "Money lines need"),
        "over": Text("超出总预算", "Over the total"),
        "left": Text("还有", "Left"),
        "cost": Text("销售费用", "Selling cost"),
        "sales_target": Text("销售目标", "Sales target"),
        "sales_source": Text("销售目标取自", "Sales target from"),
        "ratio": Text("费用率", "Expense ratio"),
        "reason": Text("为什么算不出", "Why there is none"),
        "lines": Text("项目数", "Lines"),
        "shortages": Text("有缺口的项目", "Lines that are short"),
        "split": Text("按贡献分配", "Split by contribution"),
    },
    whole=True,
    blocks=blocks,
)
