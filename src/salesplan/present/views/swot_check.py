"""How the check of the SWOT looks: how many findings, the sums they rest on, the findings themselves."""

from __future__ import annotations

from collections.abc import Iterator

from salesplan.compute.plan.swot.swot_show import SideScore, SwotSummary
from salesplan.model.figures import plain
from salesplan.model.result import Result
from salesplan.present.blocks import Blank, Block, Cell, Content, Grid, Head, Line, Screen, Style
from salesplan.present.numbers import NOTHING, integer
from salesplan.present.sections import parameter_line, plan_heading, problem_blocks
from salesplan.present.view import View
from salesplan.present.views.swot_show import COLUMNS, COURSES, FIGURES, KINDS, LACKING, NONE_YET, score_shown
from salesplan.text import Text

TITLE = Text("SWOT 检查", "SWOT check")
_INSIDE, _OUTSIDE = Text("内部 S+W（IFE）", "inside, S+W (IFE)"), Text("外部 O+T（EFE）", "outside, O+T (EFE)")


def blocks(result: Result[SwotSummary], screen: Screen) -> Iterator[Block]:
    """The page: what was checked, the verdict, the sums by side and the items by kind, the findings."""
    s = result.summary
    yield plan_heading(TITLE, result)
    if not s.items and not s.strategies:
        yield Line(NONE_YET)
        yield from problem_blocks(result.findings, screen)
        return
    yield Line(*_verdict(result))
    yield Blank()
    yield _sides(s)
    yield Blank()
    yield _kinds(result)
    yield from problem_blocks(result.findings, screen)
    if result.findings or screen.verbose:
        yield Blank()
        yield parameter_line(result)


def _verdict(result: Result[SwotSummary]) -> tuple[Text, Style]:
    errors, warnings = (sum(p.severity == each for p in result.findings) for each in ("error", "warning"))
    s = result.summary
    what = Text("{items} 条，{strategies} 条策略", "{items} items, {strategies} strategies").format(
        items=integer(s.items), strategies=integer(len(s.strategies))
    )
    if not errors and not warnings:
        return Text("{what}：没有发现问题", "{what}: nothing found").format(what=what), "good"
    told = Text("{what}：{errors} 个错误，{warnings} 个提醒", "{what}: errors {errors}, warnings {warnings}")
    return told.format(what=what, errors=errors, warnings=warnings), "bad" if errors else "warn"


def _sides(s: SwotSummary) -> Grid:
    heads = (Head(""), Head(Text("条数", "Items"), "right"), Head(FIGURES["weights"], "right"), Head(FIGURES["score"]))
    return Grid(heads, (_side(_INSIDE, s.inside), _side(_OUTSIDE, s.outside)))


def _side(name: Text, side: SideScore) -> tuple[Content, ...]:
    style: Style = "" if side.lacking is None else "bad"
    weights = plain(side.weights) if side.items else NOTHING
    return (
        name,
        integer(side.items),
        Cell(weights, "bad" if side.lacking == "weights_sum" else ""),
        Cell(score_shown(side), style),
    )


def _kinds(result: Result[SwotSummary]) -> Grid:
    """How many items of each kind there are, with their weights; with evidence, and used by a strategy."""
    heads = (
        Head(""),
        Head(Text("条数", "Items"), "right"),
        Head(Text("有依据", "With evidence"), "right"),
        Head(Text("有策略用到", "Used by a strategy"), "right"),
    )
    rows = list(result.rows.records())
    lines: list[tuple[Content, ...]] = []
    for kind, (title, _) in KINDS.items():
        own = [row for row in rows if row["kind"] == kind]
        with_evidence, used = sum(bool(row["evidence"]) for row in own), sum(bool(row["used_by"]) for row in own)
        lines.append((title, Cell(integer(len(own)), "" if own else "bad"), integer(with_evidence), integer(used)))
    return Grid(heads, tuple(lines))


VIEW = View(
    TITLE,
    COLUMNS,
    labels={"kind": {kind: text for kind, (text, _) in KINDS.items()}, "course": COURSES, "lacking": LACKING},
    figures=FIGURES,
    located=True,
    whole=True,
    blocks=blocks,
)
