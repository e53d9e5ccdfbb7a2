"""How scenarios look side by side: one row a target, one column a scenario, with the difference from the first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from salesplan.compute.targets.scenarios import BASE, Column, ScenariosSummary
from salesplan.model.plan.levels import BASES, LEVELS
from salesplan.model.result import Result
from salesplan.model.table import Value
from salesplan.present.blocks import Blank, Block, Cell, Content, Grid, Head, Heading, Line, Screen
from salesplan.present.numbers import day, exact
from salesplan.present.sections import input_blocks, parameter_line, problem_blocks
from salesplan.present.view import View
from salesplan.present.views.target_words import (
    bases_shown,
    change_shown,
    indented,
    signed_amount,
    target_amount,
    target_name,
    width_needed,
)
from salesplan.text import Text

Row = dict[str, Value]
DIFFERENCE = Text("差额", "Difference")
CHANGE = Text("增减", "Change")


def blocks(result: Result[ScenariosSummary], screen: Screen) -> Iterator[Block]:
    """The page: what is compared, a row a target, the totals, what each scenario says of itself."""
    s = result.summary
    by = tuple(s.basis)
    nodes = list(_by_node(result, len(s.scenarios)))
    yield Heading(_title(s))
    how = bases_shown(s.basis, weeks=s.year.weeks is not None)
    yield Line(f"{day(s.first)}..{day(s.last)} · {how}", "dim")
    yield from input_blocks(result.inputs, screen)
    yield Blank()
    tables = (_table(nodes, by, s, screen, extras) for extras in (2, 1, 0))
    yield next((table for table in tables if width_needed(table) <= screen.width), _table(nodes, by, s, screen, 0))
    yield Line(_proof(s), "good" if all(column.exact for column in s.scenarios) else "bad")
    yield from (Line(_told(column, s, screen)) for column in s.scenarios[1:])
    yield from problem_blocks(result.findings, screen)
    if screen.verbose:
        yield parameter_line(result)


def _title(s: ScenariosSummary) -> Text:
    told = Text("情景比较   {name}   单位 {unit}   {year}", "Scenarios   {name}   unit {unit}   {year}")
    return told.format(name=target_name(s.id, s.name), unit=exact(s.unit), year=s.year.title)


def _by_node(result: Result[ScenariosSummary], count: int) -> Iterator[list[Row]]:
    """The rows of each node together, one a scenario; the total's come last."""
    rows = list(result.rows.records())
    groups = [rows[at : at + count] for at in range(0, len(rows), count)]
    yield from (*groups[1:], groups[0])


def _table(nodes: Sequence[list[Row]], by: tuple[str, ...], s: ScenariosSummary, screen: Screen, extras: int) -> Grid:
    """A column a scenario; behind each but the first ``extras`` columns, the difference and the change."""
    heads = [Head(Text("层级", "Level"))]
    for at, column in enumerate(s.scenarios):
        heads.append(Head(heading(column), "right"))
        heads += [Head(DIFFERENCE, "right"), Head(CHANGE, "right")][: extras if at else 0]
    return Grid(tuple(heads), tuple(_line(group, by, screen, extras) for group in nodes), total=True)


def heading(column: Column) -> Text | str:
    """The scenario's name, else its id; the plan as it stands is called that."""
    if column.id == BASE and not column.name:
        return Text("计划 base", "base")
    return f"{column.name} {column.id}".strip() if column.name != column.id else column.id


def _line(group: Sequence[Row], by: tuple[str, ...], screen: Screen, extras: int) -> tuple[Content, ...]:
    level = str(group[0]["level"])
    line: list[Content] = [
        indented(level, str(group[0].get(level)), by),
    ]
    for at, row in enumerate(group):
        line.append(target_amount(row["target"], screen))
        behind: list[Content] = [_signed(row["difference"], screen), change_shown(row["change"])]
        line += behind[: extras if at else 0]
    return tuple(line)


def _signed(value: Value, screen: Screen) -> Cell:
    """A difference with its sign, nothing where there is none."""
    if not isinstance(value, Decimal) or value == 0:
        return Cell("0", "dim")
    return Cell(signed_amount(value, screen), "good" if value > 0 else "bad")


def _proof(s: ScenariosSummary) -> Text:
    if all(column.exact for column in s.scenarios):
        return Text("✓ 每个情景逐层加总都等于总额", "✓ every level adds up in every scenario")
    return Text("✗ 有一层加总不等于上级，请报告此错误", "✗ a level does not add up: please report this")


def _told(column: Column, s: ScenariosSummary, screen: Screen) -> str:
    """``乐观 high：比计划 base 多 3,000,000（+10.0%）；大客户签约``."""
    if column.difference == 0:
        told = Text("{name}：总额和 {first} 一样", "{name}: the same total as {first}")
    elif column.difference > 0:
        told = Text("{name}：总额比 {first} 多 {by}{share}", "{name}: total {by} above {first}{share}")
    else:
        told = Text("{name}：总额比 {first} 少 {by}{share}", "{name}: total {by} below {first}{share}")
    change = Text("（{change}）", " ({change})").format(change=change_shown(column.change))
    line = told.format(
        name=heading(column),
        first=heading(s.scenarios[0]),
        by=target_amount(abs(column.difference), screen),
        share=change if column.change else "",
    )
    return f"{line}" + (f" · {column.note}" if column.note else "")


VIEW = View(
    title=Text("情景比较", "Scenarios"),
    columns={
        **LEVELS,
        "level": Text("层级", "Level"),
        "scenario": Text("情景", "Scenario"),
        "target": Text("目标", "Target"),
        "difference": DIFFERENCE,
        "change": CHANGE,
    },
    labels={"level": LEVELS, "basis": BASES},
    figures={
        "id": Text("编号", "ID"),
        "name": Text("指标", "Metric"),
        "unit": Text("最小单位", "Smallest amount"),
        "year": Text("年度", "Year"),
        "first": Text("从", "From"),
        "last": Text("到", "To"),
        "basis": Text("依据", "Basis"),
        "scenarios": Text("情景", "Scenarios"),
    },
    blocks=blocks,
)
