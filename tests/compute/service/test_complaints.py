"""Complaints: limits in hours and working days, what is late and what cannot be told, and all figures made of them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_lists import made_list
from salesplan.compute.service.cases import cases_of
from salesplan.compute.service.complaints import ComplaintLists, ComplaintRules, ComplaintSummary, complaints
from salesplan.compute.service.customers import Customers
from salesplan.compute.service.severity import severities
from salesplan.compute.service.sla import Clock, Verdict, verdicts, worked_day_after
from salesplan.compute.team.staff import Colleague, Staff
from salesplan.load.calendar import work_calendar
from salesplan.model.calendar import WorkCalendar
from salesplan.model.plan.service import ComplaintParameters, Service
from salesplan.model.records import Records
from salesplan.model.result import Result
from salesplan.model.window import parse_window

CHINA = work_calendar("CN", range(2025, 2028))
WEEKDAYS = WorkCalendar()
AS_OF = date(2026, 7, 31)
PARAMETERS = ComplaintParameters()
FIELDS = ("received_at", "responded_at", "feedback_at", "plan_at", "resolved_at", "followup_at")


def case_list(*rows: dict[str, Any]) -> Records:
    """A list of complaints; each has an id by its row unless it says one."""
    keys = list(dict.fromkeys(key for row in rows for key in row))
    columns = {key: [row.get(key) for row in rows] for key in keys}
    if "id" not in columns:
        columns["id"] = [f"T{at}" for at in range(1, len(rows) + 1)]
    return made_list("complaints", **columns)


def result_of(
    *rows: dict[str, Any], as_of: date = AS_OF, service: Service | None = None, orders: int | None = None
) -> Result[ComplaintSummary]:
    rules = ComplaintRules(PARAMETERS, service or Service(), CHINA)
    return complaints(ComplaintLists(case_list(*rows), orders=orders), rules, as_of, parse_window("all"))


def judged(row: dict[str, Any], as_of: date = AS_OF, calendar: WorkCalendar = CHINA) -> dict[str, Verdict]:
    """The verdicts of one complaint by step."""
    found = cases_of(case_list(row), Customers({}), severities(PARAMETERS.limits), as_of)
    (case,) = found.cases
    clock = Clock(as_of, calendar, PARAMETERS.follow_up_days)
    return {each.step: each for each in verdicts(case, PARAMETERS.limits.get(case.severity or ""), clock)}


RECEIVED = {"received_at": "2026-07-03T16:00:00", "severity": "一般"}


@pytest.mark.oracle("11.2-a")
def test_a_complaint_answered_and_solved_in_time() -> None:
    told = judged({**RECEIVED, "responded_at": "2026-07-04T10:00:00", "resolved_at": "2026-07-08T18:00:00"})
    assert told["respond"].state == "on_time"
    assert told["resolve"].state == "on_time"
    assert told["resolve"].due == datetime(2026, 7, 9)  # noqa: DTZ001 - lists know no zones
    late = judged({**RECEIVED, "responded_at": "2026-07-04T10:00:00", "resolved_at": "2026-07-09T09:00:00"})
    assert late["resolve"].state == "late"
    assert late["resolve"].over == 9
    result = result_of({**RECEIVED, "responded_at": "2026-07-04T10:00:00", "resolved_at": "2026-07-08"})
    line = next(line for line in result.summary.sla if line.step == "respond")
    assert (line.on_time, line.median_hours) == (1, Decimal("18.0"))


@pytest.mark.parametrize(
    ("severity", "field", "moment", "step", "state"),
    [
        ("一般", "responded_at", "2026-07-04T16:00:00", "respond", "on_time"),
        ("一般", "responded_at", "2026-07-04T16:00:01", "respond", "late"),
        ("重大", "responded_at", "2026-07-04T04:00:00", "respond", "on_time"),
        ("重大", "responded_at", "2026-07-04T04:00:01", "respond", "late"),
        ("紧急", "responded_at", "2026-07-03T18:00:00", "respond", "on_time"),
        ("紧急", "responded_at", "2026-07-03T18:00:01", "respond", "late"),
        ("重大", "feedback_at", "2026-07-07T23:59:59", "feedback", "on_time"),
        ("重大", "feedback_at", "2026-07-08T00:00:00", "feedback", "late"),
        ("重大", "resolved_at", "2026-07-10", "resolve", "on_time"),
        ("重大", "resolved_at", "2026-07-11", "resolve", "late"),
        ("紧急", "plan_at", "2026-07-04T16:00:00", "plan", "on_time"),
        ("紧急", "plan_at", "2026-07-04T16:00:01", "plan", "late"),
    ],
)
def test_the_limit_itself_is_in_time(severity: str, field: str, moment: str, step: str, state: str) -> None:
    assert judged({**RECEIVED, "severity": severity, field: moment})[step].state == state


def test_urgent_complaints_have_no_limit_to_solve_and_others_none_for_a_plan() -> None:
    assert set(judged({**RECEIVED, "severity": "紧急"})) == {"respond", "plan"}
    assert set(judged(RECEIVED)) == {"respond", "resolve"}
    assert set(judged({**RECEIVED, "severity": "重大"})) == {"respond", "feedback", "resolve"}


@pytest.mark.parametrize(
    ("as_of", "respond", "resolve"),
    [
        (date(2026, 7, 3), "open", "open"),
        (date(2026, 7, 4), "overdue", "open"),
        (date(2026, 7, 8), "overdue", "open"),
        (date(2026, 7, 9), "overdue", "overdue"),
    ],
)
def test_the_open_age_at_the_end_of_the_as_of_decides(as_of: date, respond: str, resolve: str) -> None:
    told = judged(RECEIVED, as_of)
    assert (told["respond"].state, told["resolve"].state) == (respond, resolve)


def test_hours_over_are_counted_from_the_limit() -> None:
    assert judged(RECEIVED, date(2026, 7, 4))["respond"].over == 8
    assert judged(RECEIVED, date(2026, 7, 9))["resolve"].over == 24
    assert judged(RECEIVED, date(2026, 7, 3))["respond"].over is None


def test_working_days_go_by_the_calendar() -> None:
    # 2026-02-14 (Saturday) is worked, the Spring Festival is 02-15 to 02-23
    assert worked_day_after(date(2026, 2, 13), 1, CHINA) == date(2026, 2, 14)
    assert worked_day_after(date(2026, 2, 13), 2, CHINA) == date(2026, 2, 24)
    assert worked_day_after(date(2026, 7, 3), 0, CHINA) == date(2026, 7, 3)
    assert worked_day_after(date(2026, 7, 3), 1, WEEKDAYS) == date(2026, 7, 6)


@pytest.mark.parametrize(
    ("received", "responded", "state"),
    [
        ("2026-07-03", "2026-07-03", "on_time"),  # at most 24 hours
        ("2026-07-03", "2026-07-04", "unsure"),  # 0 to 48
        ("2026-07-03", "2026-07-05", "unsure"),  # 24 to 72: 24 itself is in time
        ("2026-07-03", "2026-07-05T00:00:01", "late"),
        ("2026-07-03", "2026-07-06", "late"),
        ("2026-07-03T16:00:00", "2026-07-04", "unsure"),
        ("2026-07-03T16:00:00", "2026-07-05", "late"),
    ],
)
def test_a_day_without_a_time_is_late_only_where_that_is_sure(received: str, responded: str, state: str) -> None:
    row = {"received_at": received, "responded_at": responded, "severity": "一般"}
    assert judged(row)["respond"].state == state


@pytest.mark.parametrize(("resolved", "state"), [("2026-07-04T15:00:00", "on_time"), ("2026-07-06T15:00:00", "unsure")])
def test_a_missing_answer_was_given_when_it_was_solved_at_the_latest(resolved: str, state: str) -> None:
    assert judged({**RECEIVED, "resolved_at": resolved})["respond"].state == state


@pytest.mark.parametrize(
    ("followed", "as_of", "state"),
    [
        ("2026-07-15", AS_OF, "on_time"),
        ("2026-07-16", AS_OF, "late"),
        (None, date(2026, 7, 15), "open"),
        (None, date(2026, 7, 16), "overdue"),
    ],
)
def test_a_follow_up_is_due_seven_days_after_the_solution(followed: str | None, as_of: date, state: str) -> None:
    row = {**RECEIVED, "resolved_at": "2026-07-08T18:00:00", "followup_at": followed}
    assert judged(row, as_of)["follow_up"].state == state


def test_steps_after_the_as_of_are_not_known_yet() -> None:
    result = result_of({**RECEIVED, "responded_at": "2026-07-05T10:00:00"}, as_of=date(2026, 7, 4))
    assert result.summary.sla[0].overdue == 1
    assert [problem.code for problem in result.findings if "after" in problem.code] == ["COMPLAINTS-steps-after-as-of"]
    none = result_of(RECEIVED, as_of=date(2026, 7, 2))
    assert (none.summary.complaints, none.inputs[0].used, none.inputs[0].left_out) == (0, 0, {"after_as_of": 1})


@pytest.mark.parametrize(
    ("fields", "later"),
    [
        ({"responded_at": "2026-07-03T15:59:59"}, "responded_at"),
        ({"responded_at": "2026-07-02"}, "responded_at"),
        ({"responded_at": "2026-07-05T10:00:00", "resolved_at": "2026-07-05T09:00:00"}, "resolved_at"),
        ({"plan_at": "2026-07-06T10:00:00", "resolved_at": "2026-07-05T09:00:00"}, "resolved_at"),
        ({"resolved_at": "2026-07-06T10:00:00", "followup_at": "2026-07-05"}, "followup_at"),
    ],
)
def test_a_row_whose_times_run_backwards_is_left_out_and_named(fields: dict[str, str], later: str) -> None:
    result = result_of({**RECEIVED, "id": "C7", **fields}, {**RECEIVED, "id": "C8"})
    (problem,) = [each for each in result.findings if each.code == "COMPLAINTS-times"]
    assert problem.severity == "error"
    assert "C7" in str(problem.what)
    column = ["received_at", "severity", "id", *fields].index(later)
    assert problem.place.cell == f"{chr(65 + column)}2"
    assert (result.summary.complaints, result.summary.rejected, result.inputs[0].used) == (1, 1, 1)


@pytest.mark.parametrize("fields", [{"responded_at": "2026-07-03"}, {"responded_at": "2026-07-03T16:00:00"}])
def test_times_of_one_day_or_moment_do_not_run_backwards(fields: dict[str, str]) -> None:
    assert result_of({**RECEIVED, **fields}).summary.complaints == 1


def test_a_row_without_a_receipt_is_left_out_and_named() -> None:
    result = result_of({"received_at": None, "severity": "一般"}, RECEIVED)
    (problem,) = [each for each in result.findings if each.code == "COMPLAINTS-no-receipt"]
    assert problem.place.cell == "A2"
    assert result.inputs[0].left_out == {"missing": 1}


def test_rows_of_one_number_count_once_where_they_are_alike_and_all_where_they_differ() -> None:
    alike = result_of({**RECEIVED, "id": "A"}, {**RECEIVED, "id": "A"})
    assert alike.summary.complaints == 1
    assert [each.code for each in alike.findings if each.value == "A"] == ["COMPLAINTS-copy"]
    differ = result_of({**RECEIVED, "id": "A"}, {**RECEIVED, "id": "A", "severity": "重大"})
    assert differ.summary.complaints == 2
    assert [each.code for each in differ.findings if each.value == "A"] == ["COMPLAINTS-same-id"]


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("一般", "normal"),
        ("普通", "normal"),
        ("Normal", "normal"),
        ("严重", "major"),
        ("紧急", "urgent"),
        ("URGENT", "urgent"),
    ],
)
def test_words_for_the_severity(word: str, code: str) -> None:
    assert result_of({**RECEIVED, "severity": word}).rows.records().__next__()["severity"] == code


def test_an_unknown_severity_is_named_and_offered_and_has_no_limits() -> None:
    result = result_of(
        {**RECEIVED, "severity": "高"}, {**RECEIVED, "severity": "紧急的"}, {**RECEIVED, "severity": None}
    )
    told = {each.value: each for each in result.findings if each.code == "COMPLAINTS-severity"}
    assert "words: [高]" in told["高"].fix.in_("zh")
    assert "是“紧急”吗" in told["紧急的"].fix.in_("zh")
    assert told["高"].place.cell == "B2"
    assert [each.code for each in result.findings if "no-severity" in each.code] == ["COMPLAINTS-no-severity"]
    assert (result.summary.no_severity, result.summary.sla) == (3, ())


def test_the_plan_changes_limits_and_adds_its_own() -> None:
    told = ComplaintParameters.model_validate(
        {"sla": {"一般": {"respond_hours": "8", "words": "普通件"}, "VIP": {"respond_hours": "1"}}}
    ).limits
    assert told["normal"].respond_hours == 8
    assert told["normal"].resolve_days == 3
    assert told["major"].respond_hours == 12
    assert told["VIP"].respond_hours == 1
    moved = ComplaintParameters.model_validate({"sla": {"normal": {"words": "严重"}}}).limits
    assert severities(moved)["严重"] == "normal"
    words = severities(told)
    assert (words["普通件"], words["一般"], words["vip"]) == ("normal", "normal", "VIP")


def test_figures() -> None:
    rows: list[dict[str, Any]] = [
        {**RECEIVED, "kind": "质量", "channel": "电话", "owner": "李工", "reopened": True, "cause": "密封",
         "improvement": "换供应商", "improved_at": date(2026, 7, 20), "informed": "质量部"},
        {**RECEIVED, "kind": "质量", "channel": "邮件", "owner": "李工", "reopened": False, "cause": "密封",
         "improvement": "换供应商"},
        {**RECEIVED, "kind": "质量", "owner": "何", "cause": "运输", "responded_at": "2026-07-03T17:00:00",
         "resolved_at": "2026-07-06", "followup_at": "2026-07-07"},
        {**RECEIVED, "kind": "交货", "owner": None},
        {**RECEIVED, "kind": "咨询", "responded_at": "2026-07-04T16:00:00"},
        {**RECEIVED, "kind": "咨询"},
    ]  # fmt: skip
    s = result_of(*rows, orders=200).summary
    assert (s.complaints, s.open, s.late_open, s.per_100_orders) == (4, 3, 3, Decimal("2.00"))
    assert (s.reopened, s.reopened_known, s.reopened_share) == (1, 2, Decimal("0.5"))
    assert [(k.kind, k.complaints, k.share, k.cumulative) for k in s.kinds] == [
        ("质量", 3, Decimal("0.75"), Decimal("0.75")),
        ("交货", 1, Decimal("0.25"), Decimal(1)),
    ]
    i = s.improvement
    assert (i.with_cause, i.with_improvement, i.done) == (3, 2, 1)
    assert i.share == Decimal("0.333333")
    assert [(o.owner, o.complaints, o.open, o.overdue) for o in s.owners] == [
        ("李工", 2, 2, 2), ("何", 1, 0, 0), (None, 1, 1, 1),
    ]  # fmt: skip
    assert (s.phone, s.mail, s.not_informed) == (True, True, 3)
    assert [(each.name, each.complaints) for each in s.departments] == [("质量部", 1)]
    q = s.questions
    assert (q.questions, q.answered, q.within, q.judged, q.median_hours) == (2, 1, 1, 2, Decimal("24.0"))
    assert q.share == Decimal("0.5")
    assert s.by_month == (("2026-07", 4),)


def test_no_orders_is_no_rate() -> None:
    assert result_of(RECEIVED, orders=0).summary.per_100_orders is None
    assert result_of(RECEIVED).summary.per_100_orders is None


def test_the_backlog_by_age() -> None:
    days = ("2026-07-31", "2026-07-28", "2026-07-27", "2026-07-01", "2026-06-30")
    s = result_of(*({"received_at": f"{day}T10:00:00", "severity": "一般"} for day in days)).summary
    assert [(b.first, b.last, b.open, b.overdue) for b in s.backlog] == [
        (0, 3, 2, 1), (4, 7, 1, 1), (8, 14, 0, 0), (15, 30, 1, 1), (31, None, 1, 1),
    ]  # fmt: skip


def test_late_ones_come_first_by_hours_and_missing_follow_ups_behind_them() -> None:
    result = result_of(
        {"id": "new", "received_at": "2026-07-31T15:00:00", "severity": "一般"},
        {"id": "call", "received_at": "2026-06-01T10:00:00", "responded_at": "2026-06-01T11:00:00",
         "resolved_at": "2026-06-02T10:00:00", "severity": "一般"},
        {"id": "little", "received_at": "2026-07-30T10:00:00", "severity": "一般"},
        {"id": "much", "received_at": "2026-07-20T10:00:00", "severity": "一般"},
        {"id": "done", "received_at": "2026-07-20T10:00:00", "responded_at": "2026-07-20T11:00:00",
         "resolved_at": "2026-07-21T10:00:00", "followup_at": "2026-07-22", "severity": "一般"},
    )  # fmt: skip
    rows = [(row["id"], row["state"], row["late_step"], row["hours_over"]) for row in result.rows.records()]
    assert rows == [
        ("much", "overdue", "respond", Decimal("254.0")),
        ("little", "overdue", "respond", Decimal("14.0")),
        ("call", "overdue", "follow_up", Decimal("1248.0")),
        ("new", "open", None, None),
        ("done", "done", None, None),
    ]


@pytest.mark.parametrize(
    ("channels", "codes"),
    [
        (("400 热线", "Support E-mail"), []),
        (("微信", "邮箱"), ["电话"]),
        (("电话",), ["邮箱"]),
        (("微信",), ["电话", "邮箱"]),
    ],
)
def test_a_phone_and_a_mail_are_wanted(channels: tuple[str, ...], codes: list[str]) -> None:
    result = result_of(RECEIVED, service=Service(channels=channels))
    told = [each.what.in_("zh") for each in result.findings if each.code == "COMPLAINTS-channels"]
    assert [word in what for word, what in zip(codes, told, strict=True)] == [True] * len(codes)


def test_the_plan_says_what_is_a_question() -> None:
    asked = Service(questions=("求助",))
    rows = ({**RECEIVED, "kind": "求助"}, {**RECEIVED, "kind": "咨询"})
    s = result_of(*rows, service=asked).summary
    assert (s.complaints, s.questions.questions) == (1, 1)


def test_shares_below_the_target_are_told() -> None:
    result = result_of(RECEIVED)
    below = [each.what.in_("en") for each in result.findings if each.code == "COMPLAINTS-below-target"]
    assert below == [
        "0.0% were answered in time, the target is 90%",
        "0.0% were solved in time, the target is 90%",
    ]


_TIMES = st.one_of(
    st.none(),
    st.dates(date(2026, 6, 1), date(2026, 7, 31)).map(str),
    st.datetimes(datetime(2026, 6, 1), datetime(2026, 7, 31)).map(lambda t: t.isoformat(timespec="seconds")),  # noqa: DTZ001 - lists know no zones
)


@settings(max_examples=40)
@given(st.lists(st.fixed_dictionaries(dict.fromkeys(FIELDS, _TIMES)), min_size=1, max_size=6), st.randoms())
def test_every_row_is_somewhere_and_their_order_does_not_matter(rows: list[dict[str, Any]], chance: Random) -> None:
    numbered = [{"id": f"T{at}", "severity": "重大", **row} for at, row in enumerate(rows)]
    one = result_of(*numbered)
    mixed = list(numbered)
    chance.shuffle(mixed)
    other = result_of(*mixed)
    assert one.summary == other.summary
    ids = [row["id"] for row in one.rows.records()]
    assert ids == [row["id"] for row in other.rows.records()]
    source = one.inputs[0]
    assert source.used + sum(source.left_out.values()) == len(rows)
    for line in one.summary.sla:
        assert line.judged == line.on_time + line.late + line.overdue


def test_what_was_done_on_the_as_of_was_done() -> None:
    told = judged({**RECEIVED, "responded_at": "2026-07-04T10:00:00"}, date(2026, 7, 4))
    assert told["respond"].state == "on_time"


def test_rows_without_a_number_are_nobodys_copy() -> None:
    assert result_of({**RECEIVED, "id": None}, {**RECEIVED, "id": None}).summary.complaints == 2


def test_types_of_equal_counts_have_each_their_own_share_up_to_there() -> None:
    s = result_of(*({**RECEIVED, "kind": kind} for kind in ("质量", "质量", "安装", "态度"))).summary
    assert [(line.kind, line.cumulative) for line in s.kinds] == [
        ("质量", Decimal("0.5")), ("安装", Decimal("0.75")), ("态度", Decimal(1)),
    ]  # fmt: skip


def test_the_median_of_two_lies_between_them() -> None:
    times = ("2026-07-03T17:00:00", "2026-07-03T18:30:00")
    (line, *_) = result_of(*({**RECEIVED, "responded_at": time} for time in times)).summary.sla
    assert (line.step, line.severity, line.median_hours) == ("respond", None, Decimal("1.8"))


def test_a_handler_by_number_and_by_name_is_one() -> None:
    rules, staff = ComplaintRules(PARAMETERS, Service(), CHINA), Staff((Colleague("张三", "S01"),))
    given = case_list(*({**RECEIVED, "owner": name} for name in ("S01", "张三", "售后李工")))
    s = complaints(ComplaintLists(given, staff=staff), rules, AS_OF, parse_window("all")).summary
    assert [(line.owner, line.complaints) for line in s.owners] == [("张三", 2), ("售后李工", 1)]


@pytest.mark.parametrize(("as_of", "told"), [(date(2026, 7, 16), False), (date(2026, 7, 17), True)])
def test_a_list_that_ends_ten_working_days_before_the_as_of_is_told(as_of: date, told: bool) -> None:  # noqa: FBT001 - cases
    result = result_of({**RECEIVED, "received_at": "2026-07-03T16:00:00"}, as_of=as_of)
    assert ("COMPLAINTS-old" in [each.code for each in result.findings]) is told
