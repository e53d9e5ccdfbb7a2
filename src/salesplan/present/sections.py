"""Parts of a page that every view ends with: the problems, the parameters used, the columns used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from salesplan.errors import Problem, Severity
from salesplan.model.result import Input, Parameter, Result
from salesplan.present.blocks import Blank, Block, Heading, Line, Screen, Style
from salesplan.present.numbers import day, integer
from salesplan.present.parameter_words import SENTENCES, meaning
from salesplan.present.problems import problem_lines
from salesplan.present.words import ORIGINS, SKIPPED, listed
from salesplan.text import Text

MANY = 3
"""So many lists of one kind stand in one line."""
TITLES: dict[Severity, tuple[Text, Style]] = {
    "error": (Text("有问题的地方（{n}）", "Problems ({n})"), "bad"),
    "warning": (Text("请留意（{n}）", "Warnings ({n})"), "warn"),
    "note": (Text("说明（{n}）", "Notes ({n})"), "dim"),
}


def plan_heading(title: Text | str, result: Result[Any]) -> Heading:
    """``策略检查   示例机电 2026   截至 2026-06-30``: what a page is about, of which plan, as of when."""
    told: Text | str = title
    for part in (result.plan, Text("截至 {day}", "as of {day}").format(day=day(result.as_of)) if result.as_of else ""):
        if part:
            told = Text("{told}   {part}", "{told}   {part}").format(told=told, part=part)
    return Heading(told)


def page_start(title: Text, result: Result[Any], screen: Screen) -> Iterator[Block]:
    """What a page that rests on lists begins with: its heading, the lists, an empty line."""
    yield plan_heading(title, result)
    yield from list_blocks(result, screen)
    yield Blank()


def page_end(result: Result[Any], screen: Screen) -> Iterator[Block]:
    """What a page ends with: the problems and, unless quiet, the numbers that decided."""
    yield from problem_blocks(result.findings, screen)
    if not screen.quiet:
        yield Blank()
        yield parameter_line(result, by_key=screen.verbose)


def problem_blocks(findings: Sequence[Problem], screen: Screen) -> Iterator[Block]:
    """Errors, warnings and (unless quiet) notes under their titles, the first of each and how many more there are."""
    for severity, (title, style) in TITLES.items():
        group = [p for p in findings if p.severity == severity]
        if group and not (screen.quiet and severity == "note"):
            yield Blank()
            yield Line(title.format(n=len(group)), style)
            for line in problem_lines(group, screen.problems_shown):
                yield Line(f"  {line}", "dim" if severity == "note" else "")


def more_lines(count: int, what: Text) -> Iterator[Line]:
    """How many rows a table leaves out, with how to see them; nothing where it shows all.

    ``what`` counts them: a measure word in Chinese, in English ``more`` with or without a noun.
    """
    if count > 0:
        told = Text("还有 {n} {what}，加 --all 全部列出", "{n} {what}; --all lists every one")
        yield Line(told.format(n=integer(count), what=what), "dim")


def input_line(source: Input) -> str:
    """What was read: ``customers.xlsx › 客户:312 行,用 309(合计行 1、有坏单元格的行 2)``."""
    name = source.file + (f" › {source.sheet}" if source.sheet else "")
    left = listed([f"{SKIPPED.get(reason, reason)} {n}" for reason, n in source.left_out.items() if n])
    told = Text("{name}：{rows} 行，用 {used}", "{name}: {rows} rows, {used} used").format(
        name=name, rows=f"{source.rows:,}", used=f"{source.used:,}"
    )
    return f"{told}" + (str(Text("（未计入：{left}）", " (left out: {left})").format(left=left)) if left else "")


def input_blocks(inputs: Sequence[Input], screen: Screen) -> Iterator[Block]:
    """The plan's files in a line, a line a list, many of one kind in one; with its columns where more is wanted."""
    plans = [source.file for source in inputs if source.table == "plan"]
    if plans:
        yield Line(Text("计划：{files}", "plan: {files}").format(files=listed(plans)), "dim", wrap=True)
    others = [source for source in inputs if source.table != "plan"]
    for _, group in groupby(others, key=lambda source: source.table):
        sources = list(group)
        if len(sources) >= MANY and not screen.verbose:
            yield Line(_together(sources), "dim")
            continue
        for source in sources:
            yield Line(input_line(source), "dim")
            if screen.verbose:
                used = [f"{c.field} ← {c.header} ({c.column})" for c in source.columns if c.field]
                yield Line("  " + listed(used, 40), "dim")


def _together(sources: Sequence[Input]) -> str:
    """Several files or sheets of one kind as one: the first and the last by name, the rows of all."""
    left: Counter[str] = Counter()
    for source in sources:
        left.update(source.left_out)
    whole = replace(
        sources[0], sheet=None, rows=sum(s.rows for s in sources), used=sum(s.used for s in sources), left_out=left
    )
    name = Text("{first} 到 {last}（{n} 份）", "{first} to {last} ({n})")
    ends = [f"{s.file} › {s.sheet}" if s.sheet and sources[0].file == sources[-1].file else s.file for s in sources]
    return input_line(replace(whole, file=str(name.format(first=ends[0], last=ends[-1], n=len(sources)))))


def list_blocks(result: Result[Any], screen: Screen) -> Iterator[Block]:
    """The lists that a page about the plan rests on; the plan itself is not named."""
    yield from input_blocks([source for source in result.inputs if source.table != "plan"], screen)


def parameter_line(result: Result[Any], *, by_key: bool = False) -> Line:
    """The numbers that decided, in words or by their keys, with where they came from unless it is the default."""
    parts = [
        (f"{p.name.removeprefix('parameters.')} {_value(p.value)}" if by_key else _said(p))
        + ("" if p.source == "default" else f" ({ORIGINS[p.source]})")
        for p in result.parameters
    ]
    told = Text("用到的参数：{parts}", "parameters used: {parts}").format(parts=" · ".join(parts))
    return Line(told, "dim", wrap=True)


def _said(parameter: Parameter) -> str:
    """A parameter as people say it: its sentence, else its meaning and value, else its key and value."""
    if sentence := SENTENCES.get(parameter.name):
        return str(sentence(parameter.value))
    named = meaning(parameter.name) or parameter.name.removeprefix("parameters.")
    return f"{named} {_value(parameter.value)}"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return str(Text("是", "yes") if value else Text("否", "no"))
    if isinstance(value, tuple | list):
        return "/".join(map(_value, value))
    if isinstance(value, dict):
        return " ".join(f"{k} {_value(v)}" for k, v in value.items())
    return str(value)
