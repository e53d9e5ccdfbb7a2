"""How the strategy looks: one table a part, the promotions with what they must sell, then what the rules found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from salesplan.compute.strategy.strategy_check import StrategySummary
from salesplan.model.plan.metrics import measure_shown
from salesplan.model.result import Result
from salesplan.present.blocks import Blank, Block, Line, Screen
from salesplan.present.sections import parameter_line, plan_heading, problem_blocks
from salesplan.present.view import View
from salesplan.present.views.strategy_tables import SHOWN, TABLES, Row, cut_short
from salesplan.present.views.strategy_words import (
    CASES,
    KINDS,
    PARTS,
    TERMS,
    VERDICTS,
    metric_word,
)
from salesplan.present.views.target_words import page_amount
from salesplan.present.words import listed
from salesplan.text import Text

Notes = Mapping[str, Callable[[StrategySummary], Iterator[Line]]]
_BAD, _POOR = ("loses", "no_margin", "loss"), ("short", "below_floor", "above_ceiling")
_MODE = Text("销售模式", "Selling mode")


def blocks(result: Result[StrategySummary], screen: Screen) -> Iterator[Block]:
    """The page: what there is, a table a part, what is missing, the findings."""
    s = result.summary
    rows = list(result.rows.records())
    screen = screen.fitting(row["sales"] for row in rows)
    yield plan_heading(VIEW.title, result)
    yield from _at_a_glance(s, screen)
    for part in TABLES:
        yield from _part(part, [row for row in rows if row["part"] == part], s, screen)
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


def _part(part: str, rows: Sequence[Row], s: StrategySummary, screen: Screen) -> Iterator[Block]:
    """A part of the strategy: its title, its table, what is said before and after; nothing where it is empty."""
    before, after = (list(notes[part](s)) if part in notes else [] for notes in (_BEFORE, _AFTER))
    if not (rows or before or after):
        return
    yield Blank()
    yield Line(_MODE if part == "route" else PARTS[part], "strong")
    yield from before
    if rows:
        shown = sorted(rows, key=_trouble) if len(rows) > SHOWN and not screen.all_rows else rows
        yield from cut_short(TABLES[part], shown, screen)
    yield from after


def _trouble(row: Row) -> int:
    """What is wrong comes first where not everything is shown."""
    return 0 if row["verdict"] in _BAD else 1 if row["verdict"] in _POOR else 2


def _at_a_glance(s: StrategySummary, screen: Screen) -> Iterator[Line]:
    """One line of counts, then what is wrong with prices, promotions and channels, worst first."""
    if not s.parts and s.mode is None:
        hint = Text(
            "计划里还没有 strategy；写法见 salesplan schema",
            "the plan has no strategy: salesplan schema shows the keys",
        )
        yield Line(hint)
        return
    counted = listed([f"{PARTS[part]} {n}" for part, n in s.parts.items()])
    brought = Text(" · 渠道贡献 {sum}", " · channels contribute {sum}").format(sum=page_amount(s.contribution, screen))
    yield Line(f"{counted}{brought if s.contribution is not None else ''}", "dim", wrap=True)
    if s.losing:
        yield Line(Text("{n} 个促销卖一件亏一件", "promotions that lose on every unit: {n}").format(n=s.losing), "bad")
    if s.short:
        yield Line(Text("{n} 个促销卖不够保本的量", "promotions that do not break even: {n}").format(n=s.short), "warn")
    if s.outside:
        yield Line(
            Text("{n} 个价格在底价和上限之外", "prices outside floor and ceiling: {n}").format(n=s.outside), "warn"
        )


def _uncovered(s: StrategySummary) -> Iterator[Line]:
    if s.uncovered and s.parts.get("channel"):
        told = Text("没有渠道覆盖：{names}", "reached by no channel: {names}").format(
            names=listed(s.uncovered, len(s.uncovered))
        )
        yield Line(told, "warn")
    elif s.segments and s.parts.get("channel"):
        told = Text("✓ {n} 个细分市场都有渠道覆盖", "✓ all {n} segments are reached").format(n=s.segments)
        yield Line(told, "good")


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


def _words(result: Result[StrategySummary]) -> Mapping[str, Mapping[str, Text]]:
    """What the metrics are called that the rows name."""
    told = (str(row["metric"]) for row in result.rows.records() if row["metric"])
    every = dict.fromkeys([*told, *result.summary.rewarded, *result.summary.unrewarded])
    words = {metric: measure_shown(metric) for metric in every}
    return {"metric": words, "rewarded": words, "unrewarded": words}


_BEFORE: Notes = {"route": _mode}
_AFTER: Notes = {"channel": _uncovered, "incentive": _rewarded}
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
    words_of=_words,
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
    whole=True,
    blocks=blocks,
)
