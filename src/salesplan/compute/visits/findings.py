"""What a user should know about visits: customers whom nobody visits, what does not fit, what does not count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import narwhals as nw

from salesplan.compute.naming import names_of
from salesplan.compute.near_keys import UnknownName
from salesplan.compute.visits.crew import ABSENT, ALONE, Crew
from salesplan.compute.visits.plan_figures import RepLoad, VisitsSummary
from salesplan.errors import Place, Problem
from salesplan.model.result import Input, place_of
from salesplan.text import Text

Frame = nw.DataFrame[Any]
Inputs = tuple[Input, ...]
_ONE = Text("这些客户", "these customers")
_FILL_OWNER = Text("在客户名单里填上负责人", "fill in their owners in the list of customers")
_HAND_OVER = Text(
    "把他们的客户分给别人：改客户名单的负责人", "give their customers to others: change the owner in the list"
)


def of_customers(people: Frame, crew: Crew, as_of: date, inputs: Inputs) -> Iterator[Problem]:
    """Customers with nobody, dates that lie in the future or were kept already."""
    place = place_of(inputs)
    yield from _of_owners(people, crew, place)
    if later := len(people.filter(nw.col("last_contact") > nw.lit(as_of))):
        what = Text(
            "{n} 家客户的最近跟进日期在 {as_of} 之后，按那一天起算",
            "customers with a last contact after {as_of}: {n}; their interval counts from that day",
        ).format(n=later, as_of=as_of)
        fix = Text("写错了就改；名单更新，就把 --as-of 改晚", "correct it, or give a later --as-of")
        yield Problem("VISITS-contact-after-as-of", "note", what, fix, place)
    if kept := len(people.filter(nw.col("kept"))):
        what = Text(
            "{n} 家客户的“下次跟进”不晚于最近一次联系，当作已经跟进过，按间隔重排",
            "customers with a next contact no later than the last one: {n}; taken as kept and planned anew",
        ).format(n=kept)
        fix = Text("约好新的日子就改“下次跟进日期”", "write the new day into the list once it is agreed")
        yield Problem("VISITS-next-contact-kept", "note", what, fix, place)


def _of_owners(people: Frame, crew: Crew, place: Place) -> Iterator[Problem]:
    """Owners that are missing, unknown or gone."""
    counts = people.group_by(nw.col("owner").fill_null("").alias("owner")).agg(n=nw.len())
    owned: dict[str, int] = dict(counts.select("owner", "n").iter_rows())
    if crew.without_team and [member.name for member in crew.members] == [ALONE]:
        what = Text("名单没有负责人，当作一个人的客户来排", "nobody owns a customer: planned as those of one person")
        yield Problem("VISITS-one-person", "note", what, _FILL_OWNER, place)
    by_why = {why: sorted(o for o, reason in crew.absent.items() if reason == why and owned.get(o)) for why in ABSENT}
    if by_why["no_owner"]:
        what = Text("{n} 家客户没有负责人，没人去", "customers without an owner, whom nobody visits: {n}")
        yield Problem("VISITS-no-owner", "warning", what.format(n=owned[""]), _FILL_OWNER, place)
    if crew.unknown:
        what = Text(
            "负责人 {names} 不在人员名单里，他们的 {n} 家客户没人去",
            "the team has no {names}; customers of theirs whom nobody visits: {n}",
        ).format(names=names_of(each.name for each in crew.unknown), n=sum(each.rows for each in crew.unknown))
        fix = _meant(crew.unknown, Text("改负责人，或把他加进人员名单", "correct the owner, or add him to the team"))
        yield Problem("VISITS-unknown-owner", "warning", what, fix, place, crew.unknown[0].name)
    if by_why["left"]:
        what = Text(
            "{names} 已经离职，{n} 家客户没人去", "{names} left; customers of theirs whom nobody visits: {n}"
        ).format(names=names_of(by_why["left"]), n=sum(owned[owner] for owner in by_why["left"]))
        yield Problem("VISITS-owner-left", "warning", what, _HAND_OVER, place, by_why["left"][0])


def of_plan(summary: VisitsSummary, inputs: Inputs) -> Iterator[Problem]:
    """People who can make no visit, what does not fit, days that hold too much."""
    place = place_of(inputs)
    idle = [each.rep for each in summary.reps if each.per_day == 0 and each.customers]
    if idle:
        what = Text("{names} 每天 0 次，客户没人去", "{names} can make 0 visits a day: their customers wait")
        fix = Text(
            "改人员名单的“每日联系数”，或 parameters.visits.per_day",
            "correct contacts per day in the list of sales people, or parameters.visits.per_day",
        )
        yield Problem("VISITS-no-capacity", "warning", what.format(names=names_of(idle)), fix, place)
    if full := [each for each in summary.reps if each.overflow]:
        yield _overflow(full, summary, place)
    if summary.leaving:
        what = Text(
            "{names} 在期间内离职，之后到期的 {n} 家客户没人去",
            "{names} will leave in these days; customers due after that, whom nobody visits: {n}",
        ).format(names=names_of(summary.leaving), n=summary.left_behind)
        yield Problem("VISITS-owner-leaving", "warning", what, _HAND_OVER, place, summary.leaving[0])
    if summary.over_full:
        what = Text(
            "{n} 天里您自己定的日期超过了当天能去的次数（不上班的日子算 0 次），照您定的排",
            "days with more of your own dates than fit (none on a day off): {n}; they stay as you set them",
        ).format(n=summary.over_full)
        fix = Text("改客户名单里的“下次跟进日期”", "change some of the next contacts in the list of customers")
        yield Problem("VISITS-over-capacity", "warning", what, fix, place)


def _overflow(full: list[RepLoad], summary: VisitsSummary, place: Place) -> Problem:
    what = Text(
        "{n} 家客户在 {last} 之前排不下（{names}）",
        "customers that do not fit before {last}: {n} ({names})",
    ).format(
        n=summary.overflow, last=summary.last, names=names_of(f"{each.rep} {each.overflow}".strip() for each in full)
    )
    return Problem("VISITS-overflow", "warning", what, _way_out(full), place, full[0].rep)


def _way_out(full: list[RepLoad]) -> Text:
    """What to do about visits that do not fit: more weeks help only those who can do what a year asks for."""
    short = [each for each in full if each.light == "red"]
    less = Text(
        "加人、把客户分给有空的人，或放宽 visits.interval_days",
        "add people, give customers to those with room, or lengthen visits.interval_days",
    )
    if not short:
        fix = Text("把 --weeks 改长就排得完，或{less}", "give more --weeks, which will do; or {less}")
        return fix.format(less=less)
    fix = Text("{less}；{names} 全年也去不完，加长 --weeks 没有用", "{less}; for {names} no more --weeks will do")
    return fix.format(less=less, names=names_of(each.rep for each in short if each.rep) if _named(short) else _ONE)


def _named(loads: list[RepLoad]) -> bool:
    return any(each.rep for each in loads)


def of_over_contact(names: Sequence[str], times: object, inputs: Inputs) -> Iterator[Problem]:
    """Customers who were contacted far more often than planned, those with the most contacts first."""
    if not names:
        return
    what = Text(
        "{n} 家客户联系得太多，超过计划的 {times} 倍（{names}）",
        "customers contacted more than {times} times as often as planned: {n} ({names})",
    ).format(n=len(names), times=times, names=names_of(names))
    fix = Text("把时间分给逾期的客户", "give the time to those who are overdue")
    yield Problem("VISITS-over-contact", "warning", what, fix, place_of(inputs), names[0])


def _meant(unknown: Iterable[UnknownName], otherwise: Text) -> Text:
    """The known names that may be meant, else what to do."""
    near = [f"{each.name} → {each.near}" for each in unknown if each.near]
    if not near:
        return otherwise
    return Text("是不是写错了：{near}？{otherwise}", "perhaps meant: {near}; {otherwise}").format(
        near=names_of(near), otherwise=otherwise
    )
