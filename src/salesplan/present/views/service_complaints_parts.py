"""Parts of the page of complaints: promises kept, the backlog, types, causes, people, channels, questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from salesplan.compute.service.complaint_figures import AgeBand, KindLine, OwnerLine, SlaLine
from salesplan.compute.service.complaints import ComplaintSummary
from salesplan.present.blocks import Bar, Blank, Block, Cell, Content, Grid, Head, Line, Screen
from salesplan.present.numbers import decimal, integer, percent
from salesplan.present.sections import more_lines
from salesplan.present.sparks import spark
from salesplan.present.views.service_complaints_words import LABELS
from salesplan.present.words import listed
from salesplan.text import Text

SHOWN = 10
"""Types and people that are shown unless all are asked for."""
MORE_LINES = Text("行", "more")
_NONE = Text("（没写）", "(not given)")


def sla_blocks(s: ComplaintSummary) -> Iterator[Block]:
    """The share of each step that came in time, all severities together and each."""
    if not s.sla:
        return
    yield Blank()
    yield Line(Text("按时率（目标 {target}）：", "In time (target {target}):").format(target=percent(s.target, 0)))
    heads = (
        Head(Text("步骤", "Step")),
        Head(Text("严重程度", "Severity")),
        Head(Text("按时率", "In time"), "right"),
        Head(""),
        Head(Text("按时/应做", "In time / due"), "right"),
        Head(Text("超时没做", "Overdue"), "right"),
        Head(Text("没到时限", "Open"), "right"),
        Head(Text("说不清", "Unclear"), "right"),
        Head(Text("中位小时", "Median hours"), "right"),
    )
    yield Grid(heads, tuple(_sla_row(line, s.target) for line in s.sla))


def _sla_row(line: SlaLine, target: Decimal) -> tuple[Content, ...]:
    severity = line.severity or ""
    return (
        LABELS["step"][line.step],
        LABELS["severity"].get(severity, severity) if severity else Cell(Text("全部", "All"), "strong"),
        Cell(percent(line.share), "bad" if line.share is not None and line.share < target else ""),
        Bar(line.share, 12, track=line.share is not None),
        f"{integer(line.on_time)}/{integer(line.judged)}",
        integer(line.overdue) if line.overdue else "",
        integer(line.open) if line.open else "",
        integer(line.unsure) if line.unsure else "",
        decimal(line.median_hours, 1),
    )


def backlog_blocks(s: ComplaintSummary) -> Iterator[Block]:
    """What is not solved, by age."""
    if not s.open:
        return
    yield Blank()
    heads = (
        Head(Text("没解决的，已经", "Not solved for")),
        Head(Text("件数", "Complaints"), "right"),
        Head(""),
        Head(Text("其中超时", "Past a limit"), "right"),
    )
    yield Grid(heads, tuple(_band_row(band, s.open) for band in s.backlog))


def _band_row(band: AgeBand, total: int) -> tuple[Content, ...]:
    if band.last is None:
        name = Text("{first} 天以上", "{first} days and more").format(first=band.first)
    else:
        name = Text("{first}–{last} 天", "{first} to {last} days").format(first=band.first, last=band.last)
    return name, integer(band.open), Bar(Decimal(band.open) / total, 15), integer(band.overdue) if band.overdue else ""


def kind_blocks(s: ComplaintSummary, screen: Screen) -> Iterator[Block]:
    """What complaints are about, most first, with the share down to each type; how many came month by month."""
    if any(line.kind for line in s.kinds):
        shown = s.kinds if screen.all_rows else s.kinds[:SHOWN]
        yield Blank()
        yield from _vital(s)
        heads = (
            Head(Text("类型", "Type"), shrink=True),
            Head(Text("件数", "Complaints"), "right"),
            Head(""),
            Head(Text("占比", "Share"), "right"),
            Head(Text("累计", "Up to here"), "right"),
        )
        yield Grid(heads, tuple(_kind_row(line) for line in shown))
        yield from more_lines(len(s.kinds) - len(shown), MORE_LINES)
    if len(s.by_month) > 1 and s.complaints:
        most = max(s.by_month, key=lambda each: (each[1], each[0]))
        told = Text(
            "按月 {first} 到 {last}：{bars}（最多 {n} 件，{month}）",
            "By month, {first} to {last}: {bars} (most: {n} in {month})",
        ).format(
            first=s.by_month[0][0],
            last=s.by_month[-1][0],
            bars=spark([Decimal(count) for _, count in s.by_month]),
            n=integer(most[1]),
            month=most[0],
        )
        yield Line(told)


def _vital(s: ComplaintSummary) -> Iterator[Block]:
    """The few types that most complaints are of."""
    told = vital_told([(line.kind, line.pareto, line.cumulative) for line in s.kinds])
    if told is not None:
        yield Line(told)


def vital_told(kinds: Sequence[tuple[str | None, str | None, Decimal | None]]) -> Text | None:
    """The few types that most complaints are of, of types as name, 80/20 class and share up to here; None for all."""
    first = [each for each in kinds if each[1] == "A"]
    names = [kind for kind, _, _ in first if kind]
    if not names or len(names) == len(kinds):
        return None
    told = Text("{share} 的投诉是这 {n} 类：{names}", "{share} of complaints are of {n} types: {names}")
    return told.format(share=percent(first[-1][2], 0), n=integer(len(names)), names=listed(names))


def _kind_row(line: KindLine) -> tuple[Content, ...]:
    return (
        Cell(_NONE, "dim") if line.kind is None else line.kind,
        integer(line.complaints),
        Bar(line.share, 15),
        percent(line.share),
        percent(line.cumulative),
    )


def improvement_blocks(s: ComplaintSummary) -> Iterator[Block]:
    """From cause to improvement."""
    i = s.improvement
    if not i.complaints or not (i.with_cause or i.with_improvement):
        return
    yield Blank()
    told = Text(
        "原因到改进：{n} 件里 {cause} 件写了原因，{improved} 件有改进措施，",
        "From cause to improvement: of {n}, {cause} have a cause, {improved} an improvement, ",
    ).format(n=integer(i.complaints), cause=integer(i.with_cause), improved=integer(i.with_improvement))
    if i.done is None:
        rest = Text(
            "占 {share}；没有改进完成日期，看不出做完没有", "{share}; no day says whether these are done"
        ).format(share=percent(i.share))
    else:
        rest = Text("{done} 件做完，完成率 {share}", "{done} of them done: {share}").format(
            done=integer(i.done), share=percent(i.share)
        )
    yield Line(Text("{told}{rest}", "{told}{rest}").format(told=told, rest=rest))


def owner_blocks(s: ComplaintSummary, screen: Screen) -> Iterator[Block]:
    """Who handles them: those with most past a limit first."""
    if not any(line.owner for line in s.owners):
        return
    shown = s.owners if screen.all_rows else s.owners[:SHOWN]
    heads = (
        Head(Text("处理人", "Handled by"), shrink=True),
        Head(Text("投诉", "Complaints"), "right"),
        Head(Text("没解决", "Not solved"), "right"),
        Head(Text("有超时没做", "With overdue"), "right"),
        Head(Text("响应按时", "Answered in time"), "right"),
        Head(Text("解决按时", "Solved in time"), "right"),
        Head(Text("响应中位小时", "Median hours to answer"), "right"),
    )
    yield Blank()
    yield Grid(heads, tuple(_owner_row(line) for line in shown))
    yield from more_lines(len(s.owners) - len(shown), MORE_LINES)


def _owner_row(line: OwnerLine) -> tuple[Content, ...]:
    return (
        Cell(_NONE, "dim") if line.owner is None else line.owner,
        integer(line.complaints),
        integer(line.open) if line.open else "",
        Cell(integer(line.overdue), "bad") if line.overdue else "",
        percent(line.respond),
        percent(line.resolve),
        decimal(line.median_hours, 1),
    )


def channel_blocks(s: ComplaintSummary) -> Iterator[Block]:
    """How complaints come in, and which departments were told."""
    if s.channels:
        yield Blank()
        names = [f"{each.name} {integer(each.complaints)}" for each in s.channels]
        yield Line(Text("渠道：{names}", "Channels: {names}").format(names=listed(names)))
    if s.departments:
        names = [f"{each.name} {integer(each.complaints)}" for each in s.departments]
        told = Text("通知到的部门：{names}；没写通知谁的 {n} 件", "Departments informed: {names}; {n} tell of none")
        yield Line(told.format(names=listed(names), n=integer(s.not_informed)))


def question_blocks(s: ComplaintSummary) -> Iterator[Block]:
    """How soon questions are answered."""
    q = s.questions
    if not q.questions:
        return
    yield Blank()
    told = Text(
        "咨询 {n} 条（不算投诉），答复 {answered} 条，中位 {hours} 小时，时限内答复 {share}",
        "{n} questions (not complaints), {answered} answered, median {hours} hours, {share} within the limit",
    )
    yield Line(
        told.format(
            n=integer(q.questions),
            answered=integer(q.answered),
            hours=decimal(q.median_hours, 1),
            share=percent(q.share),
        )
    )
