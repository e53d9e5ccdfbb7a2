"""How a cleaned list looks: what was brought to one form, what a person must look at, and how good the list is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from salesplan.compute.cleaning.change_log import RuleCount
from salesplan.compute.cleaning.clean import CleanSummary, SameRows
from salesplan.compute.cleaning.quality import Quality
from salesplan.compute.cleaning.same_keys import PEOPLE
from salesplan.model.result import Result
from salesplan.model.tables import TABLES
from salesplan.present.blocks import Bar, Blank, Block, Cell, Content, Grid, Head, Line, Screen
from salesplan.present.numbers import integer, percent
from salesplan.present.safe import cut
from salesplan.present.sections import page_start, parameter_line, problem_blocks
from salesplan.present.view import View
from salesplan.present.words import listed
from salesplan.text import Text

SHOWN = 10
"""Groups of the same record that are shown unless all are asked for."""
LONGEST = 28
"""Columns of a value that is quoted as an example."""
RULES: dict[str, Text] = {
    "placeholder": Text("占位当空", "stand-ins emptied"),
    "phone": Text("电话写法", "phones"),
    "email": Text("邮箱写法", "e-mails"),
    "date": Text("日期写法", "dates"),
    "date_as_text": Text("文本改日期", "texts to dates"),
    "amount": Text("金额写法", "amounts"),
    "number_as_text": Text("文本改数字", "texts to numbers"),
    "width": Text("全角改半角", "full width"),
    "brackets": Text("括号统一", "brackets"),
    "blanks": Text("多余空格", "blanks"),
    "code": Text("编号写法", "codes"),
    "hidden": Text("看不见的控制符", "hidden signs"),
}
FAULTS: dict[str, Text] = {
    "unreadable": Text("读不懂", "unreadable"),
    "bounds": Text("超出范围", "out of bounds"),
    "future": Text("日期在今天之后", "date in the future"),
    "phone": Text("电话不对", "no phone number"),
    "phone_area": Text("座机缺区号", "no area code"),
    "phone_several": Text("一格几个电话", "several phones"),
    "email": Text("邮箱不对", "no e-mail address"),
    "email_typo": Text("邮箱后缀像打错", "mistyped e-mail"),
    "email_several": Text("一格几个邮箱", "several e-mails"),
    "credit_code": Text("信用代码校验不对", "credit code fails"),
}
KEYS: dict[str, Text] = {
    "credit_code": Text("信用代码", "credit code"),
    "phone": Text("电话", "phone"),
    "email": Text("邮箱", "e-mail"),
    "order_id": Text("订单编号", "order id"),
    "line": Text("行号", "line"),
    "row": Text("整行", "whole row"),
}
STATES: dict[str, Text] = {"changed": Text("已改", "changed"), "left": Text("没有动", "left")}


def blocks(result: Result[CleanSummary], screen: Screen) -> Iterator[Block]:
    """The page."""
    s = result.summary
    yield from page_start(VIEW.title, result, screen)
    yield from _conclusion(s)
    yield Blank()
    yield _quality(s.quality, s.table)
    yield from _rules(s)
    yield from _left(s)
    yield from _same(s, screen)
    yield from problem_blocks(result.findings, screen)
    if not screen.quiet:
        yield from _next(result, screen)
        yield Blank()
        yield parameter_line(result)


def _conclusion(s: CleanSummary) -> Iterator[Block]:
    if not s.changed_cells:
        yield Line(Text("写法都已统一，没有要改的", "Every cell is in its one form already"), "good")
    else:
        told = Text(
            "{rows} 行里改 {cells} 格（{changed} 行）{emptied}",
            "{rows} rows: {cells} cells in {changed} of them brought to one form{emptied}",
        ).format(
            rows=integer(s.rows), cells=integer(s.changed_cells), changed=integer(s.changed_rows), emptied=_emptied(s)
        )
        yield Line(told, "strong")
    if s.left_cells:
        told = Text("{n} 格拿不准，没有动，要人看", "{n} cells cannot be decided by rule: they stay, and need a person")
        yield Line(told.format(n=integer(s.left_cells)), "warn")
    if s.repeated:
        told = Text("{n} 行是重复的（{groups} 组）", "{n} rows repeat another record ({groups} groups)")
        yield Line(told.format(n=integer(s.repeated), groups=integer(s.groups)), "warn")


def _emptied(s: CleanSummary) -> Text | str:
    if not s.emptied:
        return ""
    return Text("，其中 {n} 格占位（无、- 等）当空", ", {n} of them stand-ins such as n/a, now empty").format(
        n=integer(s.emptied)
    )


def _timely(table: str) -> Text:
    if table in PEOPLE:
        return Text("按更新、跟进、下单的日期", "by the days of update, contact and order")
    return Text("看最新一行的日期", "by the day of the newest row")


def _quality(q: Quality, table: str) -> Grid:
    """The five shares as bars with what they come from, their mean last."""
    heads = (
        Head(Text("数据质量", "Quality")),
        Head("", "right"),
        Head(""),
        Head(Text("怎么来的", "What it comes from"), shrink=True),
    )
    rows: list[tuple[Content, ...]] = [
        _measure(
            Text("完整", "complete"),
            q.completeness,
            Text("{cells} 格里空 {n} 格", "{n} of {cells} cells empty").format(
                n=integer(q.empty_cells), cells=integer(q.cells)
            ),
        ),
        _measure(Text("有效", "valid"), q.validity, _valid(q), good=q.gate),
        _measure(
            Text("唯一", "unique"),
            q.uniqueness,
            Text("{n} 行重复", "{n} rows repeat another").format(n=integer(q.repeated_rows)),
        ),
        _measure(
            Text("一致", "consistent"),
            q.consistency,
            Text(
                "{checked} 行可核对，{n} 行矛盾", "{n} of {checked} rows that can be checked contradict themselves"
            ).format(n=integer(q.contradicting_rows), checked=integer(q.checked_rows)),
        ),
        _measure(Text("及时", "timely"), q.timeliness, _timely(table)),
        (
            Text("得分", "score"),
            Cell(percent(q.score), "strong"),
            Bar(q.score, width=12, track=True),
            Text("能算的各项平均", "mean of those that are known"),
        ),
    ]
    return Grid(heads, tuple(rows), total=True)


def _valid(q: Quality) -> Text:
    told = Text("{n} 行有错，{gate}", "{n} rows have a wrong cell, {gate}")
    passed = Text("过了门槛", "the limit is met")
    failed = Text("没到门槛", "below the limit")
    return told.format(n=integer(q.invalid_rows), gate=passed if q.gate else failed)


def _measure(name: Text, share: Decimal | None, why: Text | str, *, good: bool = True) -> tuple[Content, ...]:
    if share is None:
        return (name, "–", "", Cell(Text("名单里没有可算的列", "the list has no columns to tell by"), "dim"))
    return (name, Cell(percent(share), "" if good else "bad"), Bar(share, width=12, track=True), why)


def _rules(s: CleanSummary) -> Iterator[Block]:
    if not s.rules:
        return
    yield Blank()
    heads = (
        Head(Text("统一写法", "Brought to one form")),
        Head(Text("格数", "Cells"), "right"),
        Head(Text("在哪", "Where")),
        Head(Text("原来", "Before"), shrink=True),
        Head(Text("改成", "After"), shrink=True),
    )
    yield Grid(heads, tuple(_rule(each) for each in s.rules))


def _rule(each: RuleCount) -> tuple[Content, ...]:
    new = _quoted(each.new) if each.new is not None else Cell(Text("（空）", "(empty)"), "dim")
    return (RULES[each.rule], integer(each.cells), _where(each), _quoted(each.old), new)


def _left(s: CleanSummary) -> Iterator[Block]:
    if not s.left:
        return
    yield Blank()
    heads = (
        Head(Text("没有动，要人看", "Left: needs a person")),
        Head(Text("格数", "Cells"), "right"),
        Head(Text("在哪", "Where")),
        Head(Text("内容", "Value"), shrink=True),
    )
    yield Grid(heads, tuple((FAULTS[e.rule], integer(e.cells), _where(e), _quoted(e.old)) for e in s.left))


def _where(each: RuleCount) -> str:
    """``D7 联系电话``; in a text file the line."""
    return f"{each.column}{each.row} {each.header}" if each.sheet else f"{each.row} {each.header}"


def _quoted(value: str) -> str:
    """A value in quotes, so that blanks at its ends are seen."""
    return f"“{cut(' '.join(value.splitlines()) if chr(10) in value else value, LONGEST)}”"


def _same(s: CleanSummary, screen: Screen) -> Iterator[Block]:
    if not s.same:
        return
    yield Blank()
    shown: Sequence[SameRows] = s.same if screen.all_rows else s.same[:SHOWN]
    heads = (
        Head(Text("同一条记录", "The same record"), shrink=True),
        Head(Text("行", "Rows")),
        Head(Text("相同的", "By")),
    )
    yield Grid(
        heads,
        tuple(
            (
                listed(list(dict.fromkeys(each.names)), 3),
                ", ".join(each.rows),
                listed([str(KEYS.get(k, k)) for k in each.by]),
            )
            for each in shown
        ),
    )
    if len(shown) < s.groups:
        more = Text("还有 {n} 组，加 --all 列出更多", "{n} more groups; --all shows more")
        yield Line(more.format(n=integer(s.groups - len(shown))), "dim")


def _next(result: Result[CleanSummary], screen: Screen) -> Iterator[Block]:
    """What to type next."""
    file = next((source.file for source in result.inputs if source.table != "plan"), "")
    told = f'"{file}"' if " " in file else file
    if not screen.written and result.summary.changed_cells:
        yield Blank()
        write = Text(
            "写出干净的名单（原名单不动）：salesplan customers clean {file} -o {name}.xlsx",
            "Write the clean list (yours is not touched): salesplan customers clean {file} -o {name}.xlsx",
        )
        yield Line(write.format(file=told, name=Text("干净", "clean")), "dim")
    if result.summary.table in PEOPLE and result.summary.repeated:
        fuzzy = Text(
            "名称相近的也找出来：salesplan customers duplicates {file}",
            "Find names that look alike, too: salesplan customers duplicates {file}",
        )
        yield Line(fuzzy.format(file=told), "dim")


_MEASURES = {
    "rows": Text("行数", "Rows"),
    "cells": Text("格数", "Cells"),
    "empty_cells": Text("空格子", "Empty cells"),
    "invalid_rows": Text("有错的行", "Rows with a wrong cell"),
    "repeated_rows": Text("重复的行", "Rows that repeat another"),
    "checked_rows": Text("可核对的行", "Rows that can be checked"),
    "contradicting_rows": Text("矛盾的行", "Rows that contradict themselves"),
    "completeness": Text("完整", "Completeness"),
    "validity": Text("有效", "Validity"),
    "uniqueness": Text("唯一", "Uniqueness"),
    "consistency": Text("一致", "Consistency"),
    "timeliness": Text("及时", "Timeliness"),
    "score": Text("质量得分", "Quality score"),
    "gate": Text("有效行过门槛", "Enough valid rows"),
}

VIEW = View(
    title=Text("名单清洗", "List cleaned"),
    columns={
        "state": Text("处理", "State"),
        "file": Text("文件", "File"),
        "sheet": Text("工作表", "Sheet"),
        "row": Text("行", "Row"),
        "column": Text("列", "Column"),
        "header": Text("表头", "Header"),
        "field": Text("字段", "Field"),
        "old": Text("原值", "Old"),
        "new": Text("新值", "New"),
        "rule": Text("规则或原因", "Rule or reason"),
    },
    labels={
        "state": STATES,
        "rule": {**RULES, **FAULTS, "phone": Text("电话", "phone"), "email": Text("邮箱", "e-mail")},
        "table": {key: spec.label for key, spec in TABLES.items()},
        "by": KEYS,
    },
    figures={
        "table": Text("名单", "List"),
        "changed_cells": Text("改动的格子", "Changed cells"),
        "changed_rows": Text("改动的行", "Changed rows"),
        "emptied": Text("占位当空", "Stand-ins emptied"),
        "left_cells": Text("没有动的格子", "Cells left"),
        "rules": Text("做了什么", "What was done"),
        "left": Text("没有动的", "What was left"),
        "rule": Text("规则或原因", "Rule or reason"),
        "quality": Text("数据质量", "Quality"),
        "groups": Text("重复的组", "Groups of the same record"),
        "repeated": Text("重复的行", "Rows that repeat another"),
        "same": Text("同一条记录", "The same record"),
        "names": Text("客户", "Who"),
        "by": Text("相同的", "By"),
        "far": Text("离群的数", "Outliers"),
        "field": Text("字段", "Field"),
        "median": Text("中位数", "Median"),
        "furthest": Text("最远的", "Furthest"),
        **_MEASURES,
    },
    blocks=blocks,
)
