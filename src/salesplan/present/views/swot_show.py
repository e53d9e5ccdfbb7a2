"""How the SWOT looks: what it comes to in one line, the four fields, the IE matrix, the strategies in their pairs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from salesplan.compute.plan.swot.swot_show import Drawn, SideScore, SwotSummary
from salesplan.model.figures import plain
from salesplan.model.result import Result
from salesplan.model.table import Value
from salesplan.present.blocks import Blank, Block, Board, Drawing, Entry, Line, Panel, Screen, Tone
from salesplan.present.numbers import NOTHING, decimal
from salesplan.present.sections import list_blocks, parameter_line, plan_heading, problem_blocks
from salesplan.present.view import View
from salesplan.present.words import listed
from salesplan.text import Text

KINDS: dict[str, tuple[Text, Tone]] = {
    "S": (Text("S 优势", "S Strengths"), "green"),
    "W": (Text("W 劣势", "W Weaknesses"), "amber"),
    "O": (Text("O 机会", "O Opportunities"), "blue"),
    "T": (Text("T 威胁", "T Threats"), "red"),
}
PAIRS: dict[str, tuple[Text, Tone]] = {
    "SO": (Text("SO 用优势抓机会", "SO Strengths take opportunities"), "green"),
    "WO": (Text("WO 补劣势抓机会", "WO Mend weaknesses for opportunities"), "blue"),
    "ST": (Text("ST 用优势挡威胁", "ST Strengths against threats"), "amber"),
    "WT": (Text("WT 补劣势避威胁", "WT Mend weaknesses, avoid threats"), "red"),
}
COURSES = {
    "grow": Text("发展：加投入、扩份额", "grow: invest and win share"),
    "hold": Text("保持：守住老客户，有选择地进攻", "hold: keep what we have, attack selectively"),
    "harvest": Text("收缩：控制投入，减少亏损", "harvest: spend less, leave what loses money"),
}
COURSE_NAMES = {"grow": Text("发展", "grow"), "hold": Text("保持", "hold"), "harvest": Text("收缩", "harvest")}
_TONES: dict[str, Tone] = {"grow": "green", "hold": "amber", "harvest": "red"}
_CELLS = (("I", "grow"), ("II", "grow"), ("III", "hold")), (("IV", "grow"), ("V", "hold"), ("VI", "harvest")), (
    ("VII", "hold"), ("VIII", "harvest"), ("IX", "harvest"),
)  # fmt: skip
_INSIDE = (Text("内部强 ≥3", "inside strong ≥3"), Text("中 2-3", "medium 2-3"), Text("弱 <2", "weak <2"))
_OUTSIDE = (Text("外部强 ≥3", "outside strong ≥3"), Text("中 2-3", "medium 2-3"), Text("弱 <2", "weak <2"))
LACKING = {
    "no_items": Text("没有条目", "no items"),
    "incomplete": Text("有条目缺权重或评分", "some items have no weight or rating"),
    "weights_zero": Text("权重合计是 0", "the weights sum to 0"),
    "weights_sum": Text("权重合计不是 1", "the weights do not sum to 1"),
}
_NO_KIND = Text("没写类别", "of no kind")
NONE_YET = Text(
    "还没有 SWOT。先写一条优势：salesplan swot add",
    "There is no SWOT yet. Write a strength first: salesplan swot add",
)
TITLE = Text("SWOT 分析", "SWOT")
COLUMNS = {
    "id": Text("编号", "ID"),
    "kind": Text("类别", "Kind"),
    "text": Text("内容", "Item"),
    "weight": Text("权重", "Weight"),
    "rating": Text("评分", "Rating"),
    "score": Text("得分", "Score"),
    "evidence": Text("依据", "Evidence"),
    "owner": Text("负责人", "Owner"),
    "used_by": Text("用到它的策略", "Used by"),
}
FIGURES = {
    "plan": Text("计划", "Plan"),
    "items": Text("条目数", "Items"),
    "inside": Text("内部（IFE）", "Inside (IFE)"),
    "outside": Text("外部（EFE）", "Outside (EFE)"),
    "weights": Text("权重合计", "Sum of weights"),
    "score": Text("得分", "Score"),
    "lacking": Text("算不出的原因", "Why there is none"),
    "average": Text("平均", "Average"),
    "cell": Text("IE 矩阵", "IE matrix"),
    "course": Text("方向", "Course"),
    "strategies": Text("策略", "Strategies"),
    "uses": Text("用到", "Rests on"),
    "goals": Text("目标", "Goals"),
    "name": Text("名称", "Name"),
    "actions": Text("行动", "Actions"),
    "unused": Text("还没有策略用到的重要条目", "Heavy items that no strategy uses"),
}


def blocks(result: Result[SwotSummary], screen: Screen) -> Iterator[Block]:
    """The page: plan and date, the conclusion, the pictures, then what the rules find."""
    s = result.summary
    yield plan_heading(TITLE, result)
    yield from list_blocks(result, screen)
    if not s.items and not s.strategies:
        yield Blank()
        yield Line(NONE_YET)
    else:
        yield from picture(result)
    yield from problem_blocks(result.findings, screen)
    if screen.verbose:
        yield parameter_line(result)


def sheet(result: Result[Any]) -> Iterator[Drawing]:
    """The picture under its heading, for the first sheet of a workbook."""
    yield plan_heading(TITLE, result)
    yield from picture(result)


def picture(result: Result[Any]) -> Iterator[Drawing]:
    """The conclusion, the four fields, the IE matrix and the strategies, for a page or a sheet."""
    s: SwotSummary = result.summary
    rows = list(result.rows.records())
    yield from scores_told(s.inside, s.outside, s.cell, s.course)
    yield four_fields(rows)
    if stray := [row for row in rows if row["kind"] is None]:
        yield Line(
            Text("{what}：{ids}", "{what}: {ids}").format(what=_NO_KIND, ids=listed([str(r["id"]) for r in stray]))
        )
    if s.cell is not None:
        yield Blank()
        yield _matrix(s.cell)
    if s.strategies:
        yield Blank()
        yield Board(tuple(tuple(_pair(pair, s) for pair in line) for line in (("SO", "WO"), ("ST", "WT"))))
        if stray_strategies := [one.id for one in s.strategies if one.kind is None]:
            told = Text("{what}的策略：{ids}", "strategies {what}: {ids}")
            yield Line(told.format(what=_NO_KIND, ids=listed(stray_strategies)))
    if s.unused:
        yield unused_line(s.unused)


def scores_told(inside: SideScore, outside: SideScore, cell: str | None, course: str | None) -> Iterator[Line]:
    """Both scores beside the average, then the field of the IE matrix with its course."""
    told = Text("内部 IFE {inside}   外部 EFE {outside}", "Inside, IFE {inside}   Outside, EFE {outside}")
    yield Line(told.format(inside=score_shown(inside), outside=score_shown(outside)), wrap=True)
    if cell is not None and course is not None:
        whole = Text("IE 矩阵第 {cell} 格，{course}", "IE matrix, field {cell}, {course}")
        yield Line(whole.format(cell=cell, course=COURSES[course]), "strong", wrap=True)


def four_fields(rows: Sequence[Mapping[str, Value]]) -> Board:
    """The items as the four fields of a SWOT: strengths and weaknesses above opportunities and threats."""
    return Board(tuple(tuple(_field(kind, rows) for kind in pair) for pair in ("SW", "OT")))


def unused_line(ids: Sequence[str]) -> Line:
    """The heavy items that no strategy rests on."""
    told = Text("权重大、还没有策略用到：{ids}", "they weigh much, and no strategy rests on them: {ids}")
    return Line(told.format(ids=listed(list(ids))), "warn")


def score_shown(side: SideScore) -> Text:
    """A score beside the average of 2.5, or why there is none."""
    if side.score is None:
        return Text("–（{why}）", "– ({why})").format(why=LACKING[side.lacking or "no_items"])
    above = Text("高于平均 2.5", "above the average of 2.5")
    below = Text("低于平均 2.5", "below the average of 2.5")
    same = Text("正好是平均 2.5", "just the average of 2.5")
    half = Decimal("2.5")
    how = above if side.score > half else below if side.score < half else same
    return Text("{score}（{how}）", "{score} ({how})").format(score=decimal(side.score, 2), how=how)


def _field(kind: str, rows: Sequence[Mapping[str, Value]]) -> Panel:
    title, tone = KINDS[kind]
    own = [row for row in rows if row["kind"] == kind]
    entries = tuple(Entry(str(row["id"]), str(row["text"] or NOTHING), _product(row)) for row in own)
    return Panel(title, entries or (_nothing(),), _sum(own), tone)


def _nothing() -> Entry:
    return Entry("", Text("（还没有）", "(nothing yet)"))


def _sum(rows: Sequence[Mapping[str, Value]]) -> Text | str:
    """What the weights and scores of a field come to."""
    weights = [row["weight"] for row in rows if isinstance(row["weight"], Decimal)]
    scores = [row["score"] for row in rows if isinstance(row["score"], Decimal)]
    if not weights:
        return ""
    told = Text("权重 {weight}  得分 {score}", "weight {weight}  score {score}")
    return told.format(weight=decimal(sum(weights, Decimal(0)), 2), score=decimal(sum(scores, Decimal(0)), 2))


def _product(row: Mapping[str, Value]) -> str:
    """``0.25×4=1.00``; what is missing is –."""
    weight, rating, score = row["weight"], row["rating"], row["score"]
    if weight is None and rating is None:
        return ""
    shown = _weight(weight) if isinstance(weight, Decimal) else NOTHING
    product = f"{shown}×{rating if rating is not None else NOTHING}"
    return f"{product}={decimal(score, 2)}" if isinstance(score, Decimal) else product


def _weight(weight: Decimal) -> str:
    """A weight with two decimals, or with all that it has."""
    return decimal(weight, 2) if weight == round(weight, 2) else plain(weight)


def _matrix(cell: str) -> Board:
    rows = tuple(
        tuple(
            Panel(
                Text("{name} {course}", "{name} {course}").format(name=name, course=COURSE_NAMES[course]),
                marked=name == cell, tone=_TONES[course],
            )
            for name, course in line
        )
        for line in _CELLS
    )  # fmt: skip
    return Board(rows, _INSIDE, _OUTSIDE, Text("IE 矩阵", "IE matrix"))


def _pair(pair: str, s: SwotSummary) -> Panel:
    title, tone = PAIRS[pair]
    entries = tuple(Entry(one.id, one.text or NOTHING, note=_leads(one)) for one in s.strategies if one.kind == pair)
    return Panel(title, entries or (_nothing(),), tone=tone)


def _leads(one: Drawn) -> Text | str:
    """``S1 S2 O1 → 目标 G1 销售额；行动：…（陈志明）``."""
    goals = [f"{goal.id} {goal.name}".strip() for goal in one.goals]
    ends = [Text("目标 {goals}", "goal {goals}").format(goals=listed(goals))] if goals else []
    ends += (
        [Text("行动：{actions}", "actions: {actions}").format(actions=listed(list(one.actions)))] if one.actions else []
    )
    where = str(Text("；", "; ")).join(map(str, ends)) or str(Text("没有落到目标或行动", "no goal, no action"))
    owner = str(Text("（{owner}）", " ({owner})").format(owner=one.owner)) if one.owner else ""
    return f"{' '.join(one.uses) or NOTHING} → {where}{owner}"


VIEW = View(
    TITLE,
    COLUMNS,
    labels={"kind": {kind: text for kind, (text, _) in KINDS.items()}, "course": COURSES, "lacking": LACKING},
    figures=FIGURES,
    picture=sheet,
    whole=True,
    blocks=blocks,
)
