"""Planned visits as events of a calendar: whom, why, where and whom to call."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from salesplan.compute.visits.plan_figures import VisitsSummary
from salesplan.model.result import Result
from salesplan.model.table import Value
from salesplan.present.events import CalendarEvent, CalendarPage, prefix_of
from salesplan.present.numbers import day
from salesplan.present.views import visit_words as words
from salesplan.present.words import called
from salesplan.text import Text

Row = dict[str, Value]


def events_named(title: Text) -> Callable[[Result[VisitsSummary]], CalendarPage]:
    """How a plan of visits becomes a calendar, named after the plan and the title."""
    return lambda result: _events(result, title)


def _events(result: Result[VisitsSummary], title: Text) -> CalendarPage:
    """The visits as events, then those called off."""
    planned = [_event(row) for row in result.rows.records() if row["status"] == "planned"]
    off = [
        CalendarEvent(
            *(v.uid, v.day, v.title.removeprefix(prefix_of(v.rep)), v.text),
            sequence=v.sequence,
            stamp=v.stamp,
            notes=_notes(v.due, v.mark, v.rep),
            owner=v.rep,
            cancelled=True,
        )
        for v in result.summary.called_off
    ]
    name = " ".join(part for part in (result.plan, str(title)) if part)
    return CalendarPage(name, tuple(sorted((*planned, *off), key=lambda each: (each.day, each.uid))))


def _event(row: Row) -> CalendarEvent:
    title = Text("拜访 {name}：{purpose}", "Visit {name}: {purpose}")
    rep = str(row["rep"] or "")
    facts = (
        (Text("客户", "Customer"), called(row["id"], row["name"])),
        (Text("联系人", "Contact"), row["contact"]),
        (Text("手机", "Mobile"), row["mobile"]),
        (Text("业务员", "Sales rep"), rep),
        (Text("客户等级/价值等级", "Class/tier"), words.letters(row)),
        (Text("为什么", "Why"), words.because(row)),
        (Text("该去的日子", "Due"), day(words.as_date(row["due"]))),
    )
    lines = (
        str(Text("{key}：{value}", "{key}: {value}").format(key=key, value=value)) for key, value in facts if value
    )
    return CalendarEvent(
        str(row["uid"]),
        words.as_date(row["date"]),
        str(title.format(name=row["name"] or row["id"] or "", purpose=words.PURPOSES[str(row["purpose"])])),
        "\n".join(lines),
        str(row["city"] or ""),
        sequence=int(str(row["sequence"])),
        stamp=words.as_date(row["stamp"]),
        notes=_notes(words.as_date(row["due"]), str(row["mark"]), rep),
        owner=rep,
    )


def _notes(due: date, mark: str, rep: str) -> tuple[tuple[str, str], ...]:
    """What the next plan knows the event again by."""
    return (("DUE", f"{due:%Y%m%d}"), ("MARK", mark), ("REP", rep))
