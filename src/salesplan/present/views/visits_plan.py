"""How a plan of visits looks: what does not fit first, then each person's load, then the days person by person."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from salesplan.compute.visits.plan_figures import RepLoad, VisitsSummary
from salesplan.model.result import Result
from salesplan.model.table import Value
from salesplan.present.blocks import Bar, Blank, Block, Cell, Content, Grid, Head, Line, Screen
from salesplan.present.numbers import day, decimal, integer, percent
from salesplan.present.safe import cut, shown
from salesplan.present.sections import list_blocks, more_lines, parameter_line, plan_heading, problem_blocks
from salesplan.present.view import View
from salesplan.present.views import visit_words as words
from salesplan.present.views.visit_events import events_named
from salesplan.present.words import MORE_CUSTOMERS, MORE_PEOPLE, called, listed
from salesplan.text import Text

Row = dict[str, Value]
SHOWN, PEOPLE = 10, 10
"""Customers of a list, and people whose days are shown, unless all are asked for."""
LOADS = 20
"""People in the table of loads unless all are asked for."""
NAME = 16
"""Columns for a customer in a calendar cell: eight Chinese characters."""
LATE = "!"
_BARE = re.compile(r"(?:股份|责任)?有限(?:责任)?公司|股份公司")
"""What a name can do without in a calendar cell."""
WEEKDAYS = (
    *(Text("周一", "Mon"), Text("周二", "Tue"), Text("周三", "Wed"), Text("周四", "Thu"), Text("周五", "Fri")),
    *(Text("周六", "Sat"), Text("周日", "Sun")),
)
STATUSES: dict[str, Text] = {
    "planned": Text("已排", "planned"),
    "overflow": Text("排不下", "does not fit"),
    "absent": Text("没人去", "nobody goes"),
}


def blocks(result: Result[VisitsSummary], screen: Screen) -> Iterator[Block]:
    """The page."""
    s = result.summary
    rows = list(result.rows.records())
    yield plan_heading(VIEW.title, result)
    told = Text("{first}..{last}，{days} 个工作日，{n} 家客户", "{first}..{last}; working days: {days}; customers: {n}")
    yield Line(told.format(first=s.first, last=s.last, days=s.workdays, n=integer(s.customers)), "dim")
    yield from list_blocks(result, screen)
    yield Blank()
    yield from _conclusion(s)
    yield from _changed(result)
    yield from _roads(s)
    yield Blank()
    yield from _loads(s, screen)
    yield from _calendars(s, [row for row in rows if row["status"] == "planned"], screen)
    yield from _rest(rows, screen)
    yield from problem_blocks(result.findings, screen)
    if not screen.quiet:
        yield Blank()
        yield Line(
            Text("写成日历：salesplan visits plan -o visits.ics", "as a calendar: salesplan visits plan -o visits.ics"),
            "dim",
        )
        yield parameter_line(result)


def _conclusion(s: VisitsSummary) -> Iterator[Line]:
    """What fits, who is too full, what changed since the earlier plan."""
    if not s.visits and not s.overflow:
        yield Line(Text("这段时间没有要去的客户", "nobody is to be visited in these days"), "good")
        return
    told = Text("排了 {n} 次拜访", "visits planned: {n}").format(n=integer(s.visits))
    late = Text("{told}；{late} 家已逾期，先去", "{told}; overdue, to go first: {late}")
    yield Line(late.format(told=told, late=integer(s.overdue)) if s.overdue else told, "strong")
    full = [each for each in s.reps if each.overflow]
    if full:
        names = listed([_short(each) for each in full], 5)
        told = Text("{n} 家排不下：{names}", "customers that do not fit: {n} ({names})")
        yield Line(told.format(n=integer(s.overflow), names=names), "bad", wrap=True)
    elif s.moved:
        told = Text("{n} 次因当天排满后移，全部排得下", "all fit; moved on from a full day: {n}")
        yield Line(told.format(n=integer(s.moved)), "good")
    else:
        yield Line(Text("全部排得下，没有一次后移", "all fit, none had to be moved"), "good")


def _changed(result: Result[VisitsSummary]) -> Iterator[Line]:
    """By which calendars it was planned, and what changed since; nothing without one."""
    s = result.summary
    if s.held is None:
        return
    told = {each.name: each.value for each in result.parameters}
    files = told.get("keep")
    names = listed([str(each) for each in files] if isinstance(files, (tuple, list)) else [], 5)
    by = Text("按上次的日历排：{files}（要重新排就加 --afresh）", "by the last calendar: {files} (--afresh plans anew)")
    if told.get("afresh"):
        by = Text("重新排，接着用上次的日历编号：{files}", "planned afresh; events keep their names in {files}")
    yield Line(by.format(files=names), wrap=True)
    held = Text("{held} 次留在上次的日子，取消 {off} 次", "stay where they were: {held}; called off: {off}")
    yield Line(held.format(held=integer(s.held), off=sum(not each.before for each in s.called_off)))


def _short(load: RepLoad) -> str:
    """``王芳 12 家（全年每天要 4.5 次，能去 3.0 次）``; the number alone of those who can do a year's visits."""
    told = Text("{rep} {n} 家", "{rep} {n}")
    if load.light == "red":
        told = Text(
            "{rep} {n} 家（全年每天要 {need} 次，能去 {able} 次）",
            "{rep} {n} (a year asks for {need} a day, not {able})",
        )
    figures = {"need": decimal(load.load, 1), "able": decimal(load.per_day, 1)}
    return str(told.format(rep=shown(_person(load.rep)), n=load.overflow, **figures))


def _roads(s: VisitsSummary) -> Iterator[Line]:
    """That distances play no part, and how many days have several cities."""
    if not s.visits:
        return
    told = Text("没有考虑路程", "distances play no part")
    if s.cities:
        many = Text(
            "没有考虑路程：有 {n} 天，一个人要跑几个城市",
            "distances play no part; days of a person with several cities: {n}",
        )
        told = many.format(n=integer(s.cities))
    yield Line(told, "dim")


def _person(rep: object) -> str:
    return str(rep or words.MINE)


def _loads(s: VisitsSummary, screen: Screen) -> Iterator[Block]:
    """Each person, the fullest first: visits against room in these days, and what a year asks for."""
    heads = (
        Head(Text("业务员", "Sales rep"), shrink=True),
        Head(Text("客户", "Customers"), "right"),
        Head(Text("该去几次", "Visits due"), "right"),
        Head(Text("能去几次", "Room"), "right"),
        Head(Text("用满", "Use"), "right"),
        Head(""),
        Head(Text("排不下", "Left"), "right"),
        Head(Text("全年每天要", "A day, year"), "right"),
        Head(Text("每天能去", "Can do"), "right"),
        Head(Text("灯", "Light")),
    )
    full = sum(each.light == "red" for each in s.reps)
    total = (
        *(words.EVERYBODY, integer(sum(each.customers for each in s.reps)), integer(s.visits + s.overflow)),
        *(integer(sum(each.room for each in s.reps)), "", "", integer(s.overflow) if s.overflow else ""),
        *(decimal(s.load, 1), "", Cell(Text("{n} 红", "{n} red").format(n=full), "bad") if full else ""),
    )
    shown = s.reps if screen.all_rows else s.reps[:LOADS]
    yield Grid(heads, (*(_load(each) for each in shown), total), total=True)
    yield from more_lines(len(s.reps) - len(shown), MORE_PEOPLE)


def _load(each: RepLoad) -> tuple[Content, ...]:
    return (
        _person(each.rep),
        integer(each.customers),
        integer(each.visits + each.overflow),
        integer(each.room),
        percent(each.use, 0),
        Bar(each.use, width=8),
        Cell(integer(each.overflow), "bad") if each.overflow else "",
        decimal(each.load, 1),
        decimal(each.per_day, 1),
        _light(each.light),
    )


def _light(light: str | None) -> Content:
    return Cell(*words.LIGHTS[light]) if light else ""


def _calendars(s: VisitsSummary, rows: Sequence[Row], screen: Screen) -> Iterator[Block]:
    """The days of each person, week by week; the first week alone unless all is asked for."""
    if not rows:
        return
    weeks = _weeks(s.days)
    shown = weeks if screen.all_rows else weeks[:1]
    people = [each.rep for each in s.reps if each.visits]
    some = people if screen.all_rows else people[:PEOPLE]
    cells: defaultdict[tuple[str, date], list[Row]] = defaultdict(list)
    for row in rows:
        cells[(str(row["rep"] or ""), words.as_date(row["date"]))].append(row)
    own = {words.as_date(row["date"]) for row in rows} - set(s.days)
    yield Blank()
    told = Text("日程（{mark} 已逾期）", "Days ({mark} overdue)").format(mark=LATE)
    yield Line(told, "strong")
    for rep in some:
        for week in shown:
            days = _with_own(week, own)
            if any(cells[(rep, each)] for each in days):
                yield _week(rep, days, cells)
    yield from _more(len(weeks) - len(shown), len(people) - len(some))


def _more(weeks: int, people: int) -> Iterator[Line]:
    """How many weeks and people are left out; nothing where none is."""
    counts = (
        (weeks, Text("{n} 周", "{n} more week") if weeks == 1 else Text("{n} 周", "{n} more weeks")),
        (people, Text("{n} 人", "{n} more person") if people == 1 else Text("{n} 人", "{n} more people")),
    )
    if told := [str(text.format(n=integer(n))) for n, text in counts if n]:
        more = Text("还有 {what}，加 --all 全部列出", "{what}; --all lists every one")
        yield Line(more.format(what=listed(told)), "dim")


def _weeks(days: Sequence[date]) -> list[list[date]]:
    """The worked days by week, Monday to Sunday."""
    found: defaultdict[date, list[date]] = defaultdict(list)
    for each in days:
        found[each - timedelta(days=each.weekday())].append(each)
    return [found[monday] for monday in sorted(found)]


def _with_own(week: Sequence[date], own: set[date]) -> list[date]:
    """A week's days with those not worked on which the user's own dates lie."""
    monday = week[0] - timedelta(days=week[0].weekday())
    return sorted({*week, *(each for each in own if monday <= each < monday + timedelta(days=7))})


def _week(rep: str, days: Sequence[date], cells: dict[tuple[str, date], list[Row]]) -> Grid:
    lines = max(len(cells[(rep, each)]) for each in days)
    heads = [Head(cut(_person(rep), 8))]
    heads += [Head(f"{each:%m-%d} {WEEKDAYS[each.weekday()]}") for each in days]
    body = []
    for at in range(lines):
        columns = (cells[(rep, each)] for each in days)
        body.append(("", *(_cell(column[at]) if at < len(column) else "" for column in columns)))
    return Grid(tuple(heads), tuple(body))


def _cell(row: Row) -> Content:
    """A customer in a day: red and marked when overdue."""
    name = _BARE.sub("", str(row["name"] or "")) or str(row["name"] or row["id"] or "")
    if row["overdue_days"]:
        return Cell(cut(LATE + name, NAME), "bad")
    return cut(name, NAME)


def _rest(rows: Sequence[Row], screen: Screen) -> Iterator[Block]:
    """What does not fit, and whom nobody visits, the most important first."""
    for status, title in (
        ("overflow", Text("排不下的 {n} 家，重要的在前", "The {n} that do not fit, the most important first")),
        ("absent", Text("没人去的 {n} 家", "The {n} whom nobody visits")),
    ):
        own = [row for row in rows if row["status"] == status]
        if not own:
            continue
        shown = own if screen.all_rows else own[:SHOWN]
        yield Blank()
        yield Line(title.format(n=integer(len(own))), "strong")
        yield _waiting(shown, is_absent=status == "absent")
        yield from more_lines(len(own) - len(shown), MORE_CUSTOMERS)


def _waiting(rows: Sequence[Row], *, is_absent: bool) -> Grid:
    who = Text("原因", "Reason") if is_absent else Text("业务员", "Sales rep")
    heads = (
        Head(Text("客户", "Customer"), shrink=True),
        Head(Text("等级/价值", "Class/tier")),
        Head(Text("该去", "Due")),
        Head(Text("逾期天", "Days late"), "right"),
        Head(Text("为什么", "Why"), shrink=True),
        Head(who, shrink=True),
    )
    return Grid(heads, tuple(_waiting_row(row, is_absent=is_absent) for row in rows))


def _waiting_row(row: Row, *, is_absent: bool) -> tuple[Content, ...]:
    late = row["overdue_days"]
    reason = (
        " ".join(str(part) for part in (row["owner"], words.ABSENT[str(row["absent"])]) if part) if is_absent else ""
    )
    return (
        called(row["id"], row["name"]),
        words.letters(row),
        day(words.as_date(row["due"])),
        Cell(str(late), "bad") if late else "",
        words.because(row),
        reason or _person(row["rep"]),
    )


TITLE = Text("拜访计划", "Visits planned")
VIEW = View(
    title=TITLE,
    columns={
        "status": Text("状态", "Status"),
        "date": Text("拜访日期", "Day"),
        **words.COLUMNS,
        "moved_from": Text("原定日子（已满）", "Moved from (full)"),
        "visit": Text("第几次", "Visit no."),
        "held": Text("与上次计划同一天", "As in the earlier plan"),
        "uid": Text("日历编号", "Calendar UID"),
        "mark": Text("内容标记", "Mark"),
        "sequence": Text("修订号", "Revision"),
        "stamp": Text("修订日", "Revised on"),
    },
    labels={
        **words.LABELS,
        "status": STATUSES,
        "light": {code: text for code, (text, _) in words.LIGHTS.items()},
    },
    figures={
        "first": Text("从", "From"),
        "last": Text("到", "To"),
        "workdays": Text("工作日", "Working days"),
        "year_workdays": Text("全年工作日", "Working days of the year"),
        "customers": Text("客户数", "Customers"),
        "visits": Text("排了几次", "Visits"),
        "overflow": Text("排不下的客户", "Customers that do not fit"),
        "absent": Text("没人去的客户", "Customers whom nobody visits"),
        "moved": Text("后移的次数", "Visits moved on"),
        "overdue": Text("已逾期的客户", "Overdue customers"),
        "never": Text("从没联系过的客户", "Never contacted"),
        "over_full": Text("自己定的日期超过能力的天数", "Days with too many of your own dates"),
        "visits_a_year": Text("全年要去几次", "Visits a year"),
        "load": Text("人均每天几次", "Visits per person and day"),
        "light": Text("灯", "Light"),
        "reps": Text("业务员", "Sales people"),
        "rep": Text("业务员", "Sales rep"),
        "room": Text("能去几次", "Room"),
        "use": Text("用满", "Use"),
        "missing_per_day": Text("每天还差几次", "Visits a day short"),
        "per_day": Text("每天能去几次", "Can do a day"),
        "held": Text("留在原来那天的次数", "Visits that stay where they were"),
        "called_off": Text("取消的", "Called off"),
        "before": Text("上次已经取消", "Called off before"),
        "uid": Text("日历编号", "Calendar UID"),
        "day": Text("日期", "Day"),
        "title": Text("内容", "Title"),
        "sequence": Text("修订号", "Revision"),
        "days": Text("工作日", "Worked days"),
        "cities": Text("一个人一天要跑几个城市的天数", "Days of a person with several cities"),
        "leaving": Text("期间内离职的", "Leaving in these days"),
        "left_behind": Text("他们离职后没人去的客户", "Their customers due after that"),
    },
    letters=frozenset({"class", "tier"}),
    inner=frozenset({"uid", "mark", "sequence", "stamp"}),
    whole=True,
    events=events_named(TITLE),
    blocks=blocks,
)
