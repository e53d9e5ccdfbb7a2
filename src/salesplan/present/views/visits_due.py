"""How the due list looks: how many are late and how late, then each person's list, then how well the plan is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from salesplan.compute.visits.due import Compliance, DueSummary
from salesplan.model.result import Result
from salesplan.model.table import Value
from salesplan.present.blocks import Bar, Blank, Block, Cell, Content, Grid, Head, Line, Screen
from salesplan.present.numbers import day, decimal, integer, percent
from salesplan.present.sections import list_blocks, more_lines, page_end, plan_heading
from salesplan.present.view import View
from salesplan.present.views import visit_words as words
from salesplan.present.words import MORE_CUSTOMERS, MORE_PEOPLE, called, listed
from salesplan.text import Text

Row = dict[str, Value]
SHOWN, PEOPLE = 5, 10
"""Customers of each person, and people, that are shown unless all are asked for."""
KEPT = 20
"""People in the table of how the plan is kept unless all are asked for."""
_NONE_LATE = Text("没有一家逾期", "none overdue")
NO_TIER = Text("无价值等级", "no tier")


def blocks(result: Result[DueSummary], screen: Screen) -> Iterator[Block]:
    """The page."""
    s = result.summary
    yield plan_heading(VIEW.title, result)
    told = Text("{n} 家客户，到 {until} 为止到期的", "customers: {n}; those due up to {until}")
    yield Line(told.format(n=integer(s.all.customers), until=s.until), "dim")
    yield from list_blocks(result, screen)
    yield Blank()
    yield from _conclusion(s)
    yield from _lists(result, screen)
    yield Blank()
    reps = s.reps if screen.all_rows else s.reps[:KEPT]
    yield _kept(Text("业务员", "Sales rep"), reps, s.all)
    yield from more_lines(len(s.reps) - len(reps), MORE_PEOPLE)
    if len(s.tiers) > 1:
        yield Blank()
        yield _kept(Text("价值等级", "Value tier"), s.tiers, None)
    yield from page_end(result, screen)


def _conclusion(s: DueSummary) -> Iterator[Line]:
    """How many are due and late, and how well the plan is kept."""
    if not s.all.due:
        yield Line(Text("没有到期要联系的客户", "nobody is due to be contacted"), "good")
    else:
        late = Text(
            "{n} 家已逾期（平均 {days} 天，最久 {most} 天）", "overdue {n} ({days} days on average, {most} at most)"
        ).format(n=integer(s.all.overdue), days=decimal(s.all.average_overdue, 1), most=integer(s.longest_overdue))
        told = Text(
            "{due} 家到期，{today} 家今天就该联系：{late}", "customers due: {due}; by today: {today}: {late}"
        ).format(due=integer(s.all.due), today=integer(s.today), late=late if s.all.overdue else _NONE_LATE)
        yield Line(told, "strong" if s.all.overdue else "", wrap=True)
    if s.all.compliance is not None:
        told = Text(
            "按时联系率 {share}：{asked} 家要联系的客户里 {kept} 家还在间隔内，{past} 家过了间隔或从没联系过",
            "contacted in time: {share}; within their interval: {kept} of {asked}; past it or never contacted: {past}",
        ).format(
            share=percent(s.all.compliance),
            asked=integer(s.all.asked),
            kept=integer(s.all.kept),
            past=integer(s.all.asked - s.all.kept),
        )
        yield Line(told, wrap=True)
        if s.all.asked - s.all.kept != s.all.overdue:
            told = Text(
                "（逾期从该联系的日子第二天算起，您定了日子的按您的，所以是 {n} 家）",
                "(overdue counts from the day after the due day, which is your own date where you gave one: {n})",
            )
            yield Line(told.format(n=integer(s.all.overdue)), "dim", wrap=True)
    if s.all.never:
        told = Text("{n} 家从没联系过", "never contacted: {n}").format(n=integer(s.all.never))
        yield Line(told, "warn")
    yield from _beside_classify(s)


def _beside_classify(s: DueSummary) -> Iterator[Line]:
    """Why days differ from the next contact of ``classify``, and whom it has due within the list besides."""
    if s.sooner:
        told = Text(
            "{n} 家比 classify 的“下次联系”早：价值等级的间隔更短",
            "earlier than the next contact of classify, by the shorter interval of their value tier: {n}",
        )
        yield Line(told.format(n=integer(s.sooner)), "dim", wrap=True)
    if s.later:
        told = Text(
            "{n} 家比 classify 的“下次联系”晚：没评等级（U），按价值等级排",
            "later than the next contact of classify, not rated (U) and so by their value tier: {n}",
        ).format(n=integer(s.later))
        if s.waiting:
            also = Text("{told}；其中 classify 已到期的：{names}", "{told}; of these due in classify: {names}")
            told = also.format(told=told, names=listed(s.waiting, len(s.waiting)))
        yield Line(told, "dim", wrap=True)


def _lists(result: Result[DueSummary], screen: Screen) -> Iterator[Block]:
    """The list of each person, the one with the most overdue first; then of nobody."""
    lists: defaultdict[str | None, list[Row]] = defaultdict(list)
    for row in result.rows.records():
        lists[None if row["rep"] is None else str(row["rep"])].append(row)
    order = [each.name for each in result.summary.reps if lists.get(each.name)]
    order += [None] if lists.get(None) else []
    people = order if screen.all_rows else order[:PEOPLE]
    for rep in people:
        own = lists[rep]
        shown = own if screen.all_rows else own[:SHOWN]
        yield Blank()
        yield Line(_title(rep, own), "strong")
        yield _list(shown)
        yield from more_lines(len(own) - len(shown), MORE_CUSTOMERS)
    yield from more_lines(len(order) - len(people), MORE_PEOPLE)


def _title(rep: str | None, rows: Sequence[Row]) -> Text:
    name = words.NOBODY if rep is None else rep or words.MINE
    late = sum(bool(row["overdue_days"]) for row in rows)
    told = Text("{name}：{n} 家到期，{late} 家逾期", "{name}: {n} due, {late} overdue")
    return told.format(name=name, n=integer(len(rows)), late=integer(late))


def _list(rows: Sequence[Row]) -> Grid:
    heads = (
        Head(Text("客户", "Customer"), shrink=True),
        Head(Text("等级/价值", "Class/tier")),
        Head(Text("该联系", "Due")),
        Head(Text("逾期天", "Days late"), "right"),
        Head(Text("为什么", "Why"), shrink=True),
        Head(Text("做什么", "What to do"), shrink=True),
    )
    return Grid(heads, tuple(_row(row) for row in rows))


def _row(row: Row) -> tuple[Content, ...]:
    late = row["overdue_days"]
    return (
        called(row["id"], row["name"]),
        words.letters(row),
        day(words.as_date(row["due"])),
        Cell(str(late), "bad") if late else "",
        words.because(row),
        words.PURPOSES[str(row["purpose"])],
    )


def _kept(title: Text, groups: Sequence[Compliance], whole: Compliance | None) -> Grid:
    """How well the plan of contacts is kept, by person or tier."""
    heads = (
        Head(title, shrink=True),
        Head(Text("客户", "Customers"), "right"),
        Head(Text("按时", "In time"), "right"),
        Head(""),
        Head(Text("到期", "Due"), "right"),
        Head(Text("逾期", "Overdue"), "right"),
        Head(Text("平均逾期天", "Days late"), "right"),
        Head(Text("从没联系", "Never"), "right"),
        Head(Text("太多", "Too many"), "right"),
    )
    rows = tuple(_group(each) for each in groups)
    last = () if whole is None else (_group(whole, words.EVERYBODY),)
    return Grid(heads, (*rows, *last), total=whole is not None)


def _group(each: Compliance, name: Text | None = None) -> tuple[Content, ...]:
    own = words.MINE if each.name == "" else each.name or NO_TIER
    return (
        name or own,
        integer(each.customers),
        percent(each.compliance, 0),
        Bar(each.compliance, width=10),
        integer(each.due),
        Cell(integer(each.overdue), "bad") if each.overdue else "0",
        decimal(each.average_overdue, 1),
        integer(each.never),
        integer(each.over_contacted),
    )


VIEW = View(
    title=Text("到期联系", "Contacts due"),
    columns={
        **words.COLUMNS,
        "due": Text("该联系的日子", "Due"),
        "next_action": Text("下一步", "Next action"),
        "contacts": Text("近期联系次数", "Contacts lately"),
        "over_contacted": Text("联系太多", "Contacted too often"),
    },
    labels=words.LABELS,
    figures={
        "until": Text("到哪天为止", "Up to"),
        "today": Text("今天就该联系的", "Due by today"),
        "absent": Text("没人负责的", "With nobody"),
        "sooner": Text("比 classify 早的", "Earlier than in classify"),
        "later": Text("比 classify 晚的", "Later than in classify"),
        "waiting": Text("classify 已到期、这里还没到的", "Due in classify, not yet here"),
        "longest_overdue": Text("最久逾期天数", "Longest overdue, days"),
        "all": Text("全部", "All"),
        "reps": Text("业务员", "Sales people"),
        "tiers": Text("价值等级", "Value tiers"),
        "name": Text("名称", "Name"),
        "customers": Text("客户数", "Customers"),
        "asked": Text("要联系的", "To be contacted"),
        "kept": Text("还在间隔内的", "Within the interval"),
        "compliance": Text("按时联系率", "Contacted in time"),
        "due": Text("到期的", "Due"),
        "overdue": Text("逾期的", "Overdue"),
        "average_overdue": Text("平均逾期天数", "Average days overdue"),
        "never": Text("从没联系过的", "Never contacted"),
        "over_contacted": Text("联系太多的", "Contacted too often"),
    },
    letters=frozenset({"class", "tier"}),
    whole=True,
    blocks=blocks,
)
