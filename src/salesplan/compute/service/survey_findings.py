"""What is wrong or worth knowing in the answers of a survey: each sentence with what to do about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from salesplan.compute.fixes import LATER_AS_OF
from salesplan.compute.rounding import percent_text
from salesplan.compute.service.survey_figures import GroupLine
from salesplan.compute.team.staff import Staff, unknown_owner
from salesplan.errors import Place, Problem
from salesplan.model.records import Records
from salesplan.model.result import place_of
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.compute.service.survey import SurveySummary


def place(records: Records) -> Place:
    """Where the list stands."""
    return place_of(records.inputs)


def of_answers(s: SurveySummary, records: Records, as_of: date) -> Iterator[Problem]:
    """Rows that do not count, too few answers, what is below its target."""
    yield from _rows(s, records, as_of)
    yield from _response(s, records)
    if not s.figures.answers and not s.figures.nps_answers:
        what = Text("{first} 到 {last} 没有一份答卷", "nobody answered between {first} and {last}")
        fix = Text("换一段时间，如 --window all", "choose other days, such as --window all")
        told = what.format(first=s.period.first, last=s.period.last)
        yield Problem("SURVEY-no-answers", "warning", told, fix, place(records))
    elif s.figures.answers < s.min_answers and s.figures.answers:
        what = Text(
            "只有 {n} 份答卷，少于 {least} 份不显示满意度", "only {n} answers: below {least} no figure is shown"
        )
        fix = Text(
            "多收几份，或在计划里改 parameters.survey.min_answers", "collect more, or change min_answers in the plan"
        )
        told = what.format(n=s.figures.answers, least=s.min_answers)
        yield Problem("SURVEY-few", "warning", told, fix, place(records))
    if s.figures.csat is not None and s.figures.csat < s.target:
        what = Text("满意度 {value}，低于目标 {target}", "satisfaction is {value}, the target is {target}")
        told = what.format(value=percent_text(s.figures.csat), target=percent_text(s.target, 0))
        yield Problem("SURVEY-below-target", "warning", told, _LOOK, place(records))
    yield from (_below(line, records) for line in s.groups if line.by == "touchpoint" and _is_below(line, s))


_LOOK = Text(
    "先回访最前面名单里的客户，再看哪个环节、哪一项拉低了", "call the customers at the top first, then see what is low"
)


def _is_below(line: GroupLine, s: SurveySummary) -> bool:
    """Whether a touchpoint misses a target of its own, which the figure of all does not tell."""
    return line.figures.csat is not None and line.target != s.target and line.figures.csat < line.target


def _below(line: GroupLine, records: Records) -> Problem:
    what = Text("{name} 的满意度 {value}，低于目标 {target}", "{name}: satisfaction is {value}, the target is {target}")
    told = what.format(name=line.name, value=percent_text(line.figures.csat or 0), target=percent_text(line.target, 0))
    return Problem("SURVEY-below-target", "warning", told, _LOOK, place(records), line.name)


def _rows(s: SurveySummary, records: Records, as_of: date) -> Iterator[Problem]:
    if s.undated:
        what = Text("{n} 行没有调查日期：计入合计，不在各月里", "{n} rows have no day: they count, but in no month")
        fix = Text("补上调查日期", "fill in the day of the survey")
        yield Problem("SURVEY-no-date", "note", what.format(n=f"{s.undated:,}"), fix, place(records))
    if s.later:
        what = Text("{as_of} 之后的 {n} 行未计入", "{n} rows after {as_of} are left out")
        told = what.format(n=f"{s.later:,}", as_of=as_of)
        yield Problem("SURVEY-after-as-of", "note", told, LATER_AS_OF, place(records))


def _response(s: SurveySummary, records: Records) -> Iterator[Problem]:
    response = s.response
    if response.sent is not None and response.sent < response.answered:
        what = Text(
            "计划写发出 {sent} 份，名单里却有 {answered} 份答卷，算不出回收率",
            "the plan says {sent} were sent, the list has {answered} answers: there is no response rate",
        )
        fix = Text(
            "改 plan.yaml 里的 service: {survey: {sent: …}}", "correct service: {survey: {sent: ...}} in plan.yaml"
        )
        told = what.format(sent=f"{response.sent:,}", answered=f"{response.answered:,}")
        yield Problem("SURVEY-sent", "warning", told, fix, Place(key="service.survey.sent"), str(response.sent))

    share, least = response.share, s.response_target
    if share is not None and share < least:
        what = Text(
            "回收率 {share}，低于 {least}：答的人未必代表全部客户",
            "{share} answered, below {least}: they may not stand for all",
        )
        fix = Text("催一催没答的；问卷短一点，换电话问", "remind those who did not; ask less, or ask by phone")
        told = what.format(share=percent_text(share), least=percent_text(least, 0))
        yield Problem("SURVEY-response", "warning", told, fix, place(records))


def of_reps(staff: Staff, used: Mapping[str, int], records: Records) -> Iterator[Problem]:
    """People of the survey who are nobody in the team."""
    yield from (unknown_owner(one, place(records)) for one in staff.unknown(used))
