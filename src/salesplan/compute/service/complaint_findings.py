"""What is wrong or worth knowing in a list of complaints: each sentence with what to do about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from salesplan.compute.fixes import LATER_AS_OF
from salesplan.compute.naming import names_of
from salesplan.compute.near_keys import unknown_names
from salesplan.compute.rounding import percent_text
from salesplan.compute.service.cases import TIMES, Backwards, Case, Cases
from salesplan.compute.service.customers import Customers, cell_place, of_unknown
from salesplan.compute.working_days import estimated_years, of_estimate, workdays
from salesplan.errors import Place, Problem
from salesplan.model.calendar import WorkCalendar
from salesplan.model.period import Period
from salesplan.model.plan.service import Limits, Service
from salesplan.model.records import Records
from salesplan.model.result import place_of
from salesplan.model.tables import table_fields
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.compute.service.complaints import ComplaintSummary


STALE = 10
"""Working days without an entry from which a list is said to end early."""


def of_rows(cases: Cases, records: Records, as_of: date) -> Iterator[Problem]:
    """Rows that do not count, or that count and should be looked at."""
    if not len(records):
        what = Text("投诉名单里没有数据行", "the list of complaints has no rows")
        fix = Text(
            "确实没有投诉就不用管；否则核对文件和工作表", "nothing to do if there are none; else check the sheet"
        )
        yield Problem("COMPLAINTS-empty", "warning", what, fix, place_of(records.inputs))
    yield from (_backwards(each, records) for each in cases.backwards)
    for source, row in cases.undated:
        what = Text("没有受理时间，这一行没有计入", "has no time of receipt and is left out")
        fix = Text("补上受理时间，如 2026-07-03 16:00", "fill in when it was received, such as 2026-07-03 16:00")
        place = cell_place(records.inputs, source, row, "received_at")
        yield Problem("COMPLAINTS-no-receipt", "warning", what, fix, place)
    for several in cases.copies:
        yield _copy(several, records)
    for several in cases.same_id:
        yield _same_id(several, records)
    if cases.later:
        what = Text("{as_of} 之后受理的 {n} 件未计入", "{n} complaints received after {as_of} are left out")
        told = what.format(n=f"{len(cases.later):,}", as_of=as_of)
        yield Problem("COMPLAINTS-after-as-of", "note", told, LATER_AS_OF, place_of(records.inputs))
    if cases.ahead:
        what = Text(
            "{n} 件有 {as_of} 之后才发生的处理时间，按还没做算",
            "{n} complaints have steps after {as_of}: these count as not done",
        )
        told = what.format(n=f"{cases.ahead:,}", as_of=as_of)
        yield Problem("COMPLAINTS-steps-after-as-of", "note", told, LATER_AS_OF, place_of(records.inputs))


def _backwards(each: Backwards, records: Records) -> Problem:
    """Times that stand in the wrong order: the row is left out."""
    case, fields = each.case, table_fields("complaints")
    what = Text(
        "{name} 的{later} {second} 早于{earlier} {first}，这一行没有计入",
        "{name}: {later} {second} lies before {earlier} {first}; the row is left out",
    ).format(
        name=case.name,
        later=fields[TIMES[each.later]].header.label,
        second=str(getattr(case, each.later)),
        earlier=fields[TIMES[each.earlier]].header.label,
        first=str(getattr(case, each.earlier)),
    )
    fix = Text("核对这两个时间，改正后再算", "check both times, correct them, and run it again")
    place = cell_place(records.inputs, case.source, case.row, TIMES[each.later])
    return Problem("COMPLAINTS-times", "error", what, fix, place, str(getattr(case, each.later)))


def _copy(several: Sequence[Case], records: Records) -> Problem:
    """Rows of one number that are the same in all: they count once."""
    what = Text(
        "{id} 有 {n} 行内容完全一样（第 {rows} 行），只算一次", "{id} stands {n} times alike (rows {rows}), counts once"
    )
    fix = Text("删掉多余的行", "delete the rows too many")
    return Problem(
        "COMPLAINTS-copy", "warning", what.format(**_told(several)), fix, _second(several, records), several[0].id
    )


def _same_id(several: Sequence[Case], records: Records) -> Problem:
    """Different rows of one number: they all count."""
    what = Text(
        "编号 {id} 有 {n} 行，内容不同（第 {rows} 行），都算了", "id {id} has {n} different rows ({rows}); all count"
    )
    fix = Text("是同一件就合成一行，不是就改编号", "make them one row if it is one complaint, else give each its id")
    return Problem(
        "COMPLAINTS-same-id", "warning", what.format(**_told(several)), fix, _second(several, records), several[0].id
    )


def _told(several: Sequence[Case]) -> dict[str, object]:
    rows = names_of([str(case.row) for case in several], None)
    return {"id": several[0].id or "", "n": len(several), "rows": rows}


def _second(several: Sequence[Case], records: Records) -> Place:
    return cell_place(records.inputs, several[1].source, several[1].row, "id")


def of_severities(cases: Sequence[Case], limits: Mapping[str, Limits], records: Records) -> Iterator[Problem]:
    """Words for the severity that the limits do not know, and complaints without one."""
    place = place_of(records.inputs)
    strange = [case for case in cases if case.severity is None and case.severity_word]
    known = [word for code, each in limits.items() for word in (code, *each.words)]
    first = {case.severity_word: case for case in reversed(strange)}
    for one in unknown_names(Counter(case.severity_word for case in strange if case.severity_word), known):
        what = Text(
            "不认识严重程度“{name}”（{rows} 件），看不出时限",
            "the severity {name} ({rows} complaints) is not known: there are no limits to go by",
        ).format(name=one.name, rows=f"{one.rows:,}")
        case = first[one.name]
        at = cell_place(records.inputs, case.source, case.row, "severity")
        yield Problem("COMPLAINTS-severity", "warning", what, _severity_fix(one.name, one.near), at, one.name)
    bare = sum(case.severity_word is None for case in cases)
    if bare:
        what = Text("{n} 件没有写严重程度，看不出时限", "{n} complaints have no severity: there are no limits to go by")
        fix = Text("补上严重程度：一般、重大或紧急", "fill in the severity: normal, major or urgent")
        yield Problem("COMPLAINTS-no-severity", "warning", what.format(n=f"{bare:,}"), fix, place)


def _severity_fix(name: str, near: str | None) -> Text:
    """What to write: the near word, or the plan's line that makes the word known."""
    line = Text(
        "在 plan.yaml 的 parameters → complaints 下写 sla: {{一般: {{words: [{name}]}}}}（或 重大、紧急）",
        "in plan.yaml under parameters, complaints, write sla: {{normal: {{words: [{name}]}}}} (or major, urgent)",
    ).format(name=name)
    if near is None:
        return line
    return Text("是“{near}”吗？改成一致；否则{line}", "is it {near}? Make them agree; else {line}").format(
        near=near, line=line
    )


def of_customers(customers: Customers, records: Records) -> Iterator[Problem]:
    """Customers whom neither list nor orders know."""
    yield from of_unknown(customers, place_of(records.inputs))


def of_summary(summary: ComplaintSummary, records: Records, service: Service) -> Iterator[Problem]:
    """Shares below the target, channels that are missing, times that are missing."""
    place = place_of(records.inputs)
    for line in summary.sla:
        if line.severity is None and line.share is not None and line.share < summary.target:
            what = _BELOW[line.step].format(share=percent_text(line.share), target=percent_text(summary.target, 0))
            fix = Text("看最前面的超时清单，逐件定人定时间", "go through the late list at the top: who, until when")
            yield Problem("COMPLAINTS-below-target", "warning", what, fix, place)
    for there, what in ((summary.phone, _NO_PHONE), (summary.mail, _NO_MAIL)):
        if not there and (summary.complaints or service.channels):
            fix = Text(
                "至少开一个电话、一个邮箱，在 plan.yaml 里写 service: {channels: [400 电话, 邮件]}",
                "have a phone and a mail at least, and write service: {channels: [hotline, e-mail]} in plan.yaml",
            )
            yield Problem("COMPLAINTS-channels", "warning", what, fix, place)
    unsure = sum(line.unsure for line in summary.sla if line.severity is None)
    if unsure:
        what = Text(
            "{n} 个步骤缺时间，或只有日期没有钟点，看不出是否按时，没有算进按时率",
            "{n} steps lack a time, or have a day without a time: whether they came in time is open, and not counted",
        )
        fix = Text("登记时写到分钟，如 2026-07-03 16:00", "note times to the minute, such as 2026-07-03 16:00")
        yield Problem("COMPLAINTS-no-time", "note", what.format(n=f"{unsure:,}"), fix, place)


_BELOW: Mapping[str, Text] = {
    "respond": Text("响应按时率 {share}，低于目标 {target}", "{share} were answered in time, the target is {target}"),
    "feedback": Text(
        "首次反馈按时率 {share}，低于目标 {target}", "{share} had a first feedback in time, the target is {target}"
    ),
    "plan": Text("方案按时率 {share}，低于目标 {target}", "{share} had a plan in time, the target is {target}"),
    "resolve": Text("解决按时率 {share}，低于目标 {target}", "{share} were solved in time, the target is {target}"),
    "follow_up": Text(
        "回访按时率 {share}，低于目标 {target}", "{share} were followed up in time, the target is {target}"
    ),
}
_NO_PHONE = Text("投诉渠道里没有电话", "no channel for complaints is a phone")
_NO_MAIL = Text("投诉渠道里没有邮箱", "no channel for complaints is a mail")


def of_end(cases: Sequence[Case], as_of: date, calendar: WorkCalendar, records: Records) -> Iterator[Problem]:
    """That the list stops days before the as-of: what was done since is not known, and looks late."""
    days = [moment.day for case in cases for name in TIMES if (moment := getattr(case, name)) is not None]
    newest = max(days, default=as_of)
    missing = workdays(Period(newest + timedelta(days=1), as_of), calendar) if newest < as_of else 0
    if missing >= STALE:
        what = Text(
            "投诉登记只到 {newest}，到 {as_of} 有 {days} 个工作日没有任何登记，超时会显得更多更久",
            "the list of complaints ends on {newest}: {days} working days up to {as_of} without an entry look late",
        ).format(newest=newest, as_of=as_of, days=missing)
        fix = Text("补上后来的登记，或写 --as-of {newest}", "add what came later, or give --as-of {newest}")
        told = fix.format(newest=newest)
        yield Problem("COMPLAINTS-old", "warning", what, told, place_of(records.inputs), str(newest))


def of_calendar(cases: Sequence[Case], as_of: date, calendar: WorkCalendar, records: Records) -> Iterator[Problem]:
    """Working days that are estimates."""
    period = Period(min((case.received.day for case in cases), default=as_of), as_of)
    if estimated_years(period, calendar):
        yield of_estimate(period, calendar, place_of(records.inputs))
