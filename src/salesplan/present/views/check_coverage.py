"""How complete a plan is, as a picture of progress: stage by stage, in the order in which one plans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from salesplan.compute.plan.coverage import CoverageSummary, StageCoverage
from salesplan.compute.plan.plan_parts import PARTS
from salesplan.model.result import Result
from salesplan.model.table import Value
from salesplan.present.blocks import Bar, Blank, Block, Cell, Content, Grid, Head, Line, Screen
from salesplan.present.numbers import percent
from salesplan.present.sections import plan_heading, problem_blocks
from salesplan.present.view import View
from salesplan.present.words import listed
from salesplan.text import Text

Row = dict[str, Value]
STAGES: dict[str, Text] = {
    "analysis": Text("一、分析市场", "1 Analyse the market"),
    "goals": Text("二、定目标", "2 Set goals"),
    "strategy": Text("三、定策略", "3 Choose how to sell"),
    "preparation": Text("四、做准备", "4 Get ready"),
    "execution": Text("五、执行", "5 Sell"),
    "evaluation": Text("六、检查和调整", "6 Look at results and adjust"),
}
STATES = {
    "complete": Text("齐全", "complete"),
    "partly": Text("不全", "partly"),
    "missing": Text("没有", "missing"),
}
_MARKS = {"complete": Cell("✓", "good"), "partly": Cell("◐", "warn"), "missing": Cell("✗", "bad")}
_NAMES = {part.id: part.name for part in PARTS}
_THINGS = {need.key: need.name for part in PARTS for need in part.needs}
_BAR = 10


def blocks(result: Result[CoverageSummary], screen: Screen) -> Iterator[Block]:
    """The page: how complete the plan is, a table with a row for each part below its stage, what to do next."""
    s = result.summary
    rows = list(result.rows.records())
    yield plan_heading(VIEW.title, result)
    told = Text("{share}，{complete}/{parts} 个部分齐全", "{share}: {complete} of {parts} parts are complete")
    yield Line(told.format(share=percent(s.share, 0), complete=s.complete, parts=s.parts), "strong")
    yield Blank()
    heads = (
        Head(""),
        Head(Text("部分", "Part")),
        Head(Text("进度", "Progress")),
        Head(""),
        Head(_MISSING, shrink=True),
    )
    table = [line for stage in s.stages for line in _stage(stage, rows)]
    yield Grid((*heads, Head(_COMMAND)), tuple(table))
    yield Blank()
    yield Line(_next(s, rows), "good" if s.next is None else "")
    yield from problem_blocks(result.findings, screen)


def _stage(stage: StageCoverage, rows: Sequence[Row]) -> Iterator[tuple[Content, ...]]:
    """A stage and below it its parts."""
    done = Decimal(stage.have) / Decimal(stage.of)
    count = Cell(f"{stage.have}/{stage.of}", "good" if stage.have == stage.of else "strong")
    yield "", Cell(STAGES[stage.stage], "strong"), Bar(done, _BAR, track=True), count, "", ""
    yield from (_part(row) for row in rows if row["stage"] == stage.stage)


def _part(row: Row) -> tuple[Content, ...]:
    lacking = row["missing"] if isinstance(row["missing"], tuple) else ()
    names = listed([str(_THINGS[key]) for key in lacking])
    count = f"{row['have']}/{row['of']}"
    command = Cell(str(row["command"]), "dim")
    return (
        _MARKS[str(row["state"])],
        Text("  {name}", "  {name}").format(name=_NAMES[str(row["part"])]),
        "",
        count,
        names,
        command,
    )


def _next(s: CoverageSummary, rows: Sequence[Row]) -> Text:
    """Where to go on: the first part in the order of planning that is not complete, and what to write."""
    row = next((row for row in rows if row["part"] == s.next), None)
    if row is None:
        return Text(
            "各部分都齐全；再用 salesplan check 查内容", "all parts are there; salesplan check looks at what they say"
        )
    lacking = row["missing"] if isinstance(row["missing"], tuple) else ()
    keys = list(dict.fromkeys(key.partition("[]")[0] for key in lacking))
    told = Text(
        "先补“{part}”，还缺{things}：写在 {keys} 下，写法见 salesplan init 生成的 plan.yaml",
        "go on with “{part}”: {things}, under {keys}; the plan.yaml of salesplan init shows how",
    )
    names = listed([str(_THINGS[key]) for key in lacking])
    return told.format(part=_NAMES[str(row["part"])], things=names, keys=listed(keys))


_MISSING, _COMMAND = Text("还缺", "Missing"), Text("命令", "Command")
VIEW = View(
    title=Text("计划完整度", "How complete the plan is"),
    columns={
        "stage": Text("阶段", "Stage"),
        "part": Text("部分", "Part"),
        "state": Text("状态", "State"),
        "have": Text("已有", "There"),
        "of": Text("应有", "Of"),
        "missing": _MISSING,
        "command": _COMMAND,
    },
    labels={"stage": STAGES, "part": _NAMES, "state": STATES, "missing": _THINGS},
    figures={
        "have": Text("已有", "There"),
        "of": Text("应有", "Of"),
        "share": Text("完整度", "Complete"),
        "complete": Text("齐全的部分", "Complete parts"),
        "parts": Text("部分", "Parts"),
        "next": Text("先补哪部分", "Next part"),
    },
    whole=True,
    blocks=blocks,
)
