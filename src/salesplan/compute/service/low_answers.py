"""Customers who are to be called back: detractors and low scores, with what they said and until when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from salesplan.compute.customers.links import LinkedRows
from salesplan.compute.rounding import half_up
from salesplan.compute.service.answers import Answer, Questionnaire
from salesplan.compute.service.satisfaction import is_detractor
from salesplan.compute.service.satisfaction import is_low as is_low_score
from salesplan.compute.service.sla import worked_day_after
from salesplan.model.calendar import WorkCalendar
from salesplan.model.result import Input
from salesplan.model.table import ColumnSpec, Kind, Table

Why = Literal["both", "overall", "detractor", "item"]
"""Low overall and a detractor, one of them, or only low on a single item."""
Status = Literal["overdue", "due", "contacted", "undated"]
STATUSES: tuple[Status, ...] = ("overdue", "due", "contacted", "undated")
_COLUMNS: Mapping[str, Kind] = {
    "status": "code",
    "due": "date",
    "overdue_days": "integer",
    "why": "code",
    "customer": "text",
    "owner": "text",
    "tier": "text",
    "score": "score",
    "nps": "score",
    "low_items": "text",
    "theme": "text",
    "comment": "text",
    "touchpoint": "text",
    "product": "text",
    "rep": "text",
    "date": "date",
    "contacted": "date",
    "row": "integer",
    "source_file": "text",
    "source_sheet": "text",
}
_ALWAYS = frozenset(("status", "why", "due", "overdue_days", "customer", "owner", "score", "nps", "date", "row"))


@dataclass(frozen=True)
class LowAnswer:
    """One questionnaire with a score of 1 or 2, or a recommendation of 0 to 6.

    ``score`` is the lowest about all together, ``low_items`` the items of 1 and 2. ``contacted`` is the first contact
    after the answer; ``due`` the last day for it, None where the answer has no day.
    """

    first: Answer
    score: Decimal | None
    nps: Decimal | None
    low_items: tuple[tuple[str, Decimal], ...]
    comment: str | None
    theme: str | None
    due: date | None
    contacted: date | None
    status: Status
    overdue_days: int | None

    @property
    def why(self) -> Why:
        """What asks for the call."""
        overall, detracts = is_low_score(self.score), is_detractor(self.nps)
        return "both" if overall and detracts else "overall" if overall else "detractor" if detracts else "item"

    @property
    def owner(self) -> str | None:
        """Who calls: the customer's owner, else who served him."""
        return self.first.customer.owner or self.first.rep


def low_answers(
    questionnaires: Iterable[Questionnaire],
    contacts: Mapping[str, Sequence[date]],
    calendar: WorkCalendar,
    days: int,
    as_of: date,
) -> tuple[LowAnswer, ...]:
    """Those not called back first, the worst and newest of them first."""
    low = (each for each in questionnaires if is_low(each))
    found = [_low(each, contacts, calendar, days, as_of) for each in low]
    return tuple(sorted(found, key=_order))


def is_low(each: Questionnaire) -> bool:
    """Whether somebody should call this customer."""
    return any(is_low_score(answer.score) or is_detractor(answer.nps) for answer in each.answers)


def contacts_by_customer(contacts: LinkedRows | None) -> dict[str, list[date]]:
    """The days of contact by the key of the customer, in order."""
    if contacts is None:
        return {}
    found: dict[str, list[date]] = {}
    for key, day in contacts.frame.select("customer_key", "date").iter_rows():
        if key is not None and day is not None:
            found.setdefault(key, []).append(day)
    return {key: sorted(days) for key, days in found.items()}


def _low(
    each: Questionnaire, contacts: Mapping[str, Sequence[date]], calendar: WorkCalendar, days: int, as_of: date
) -> LowAnswer:
    first = each.first
    asked = first.date
    due = worked_day_after(asked, days, calendar) if asked else None
    since = (day for day in contacts.get(first.customer.key or "", ()) if asked and day > asked)
    contacted = next(since, None)
    late = (as_of - due).days if due and contacted is None and due < as_of else None
    status: Status = "contacted" if contacted else "undated" if due is None else "overdue" if late else "due"
    scores = [answer.score for answer in each.overall if answer.score is not None]
    likely = [answer.nps for answer in each.answers if answer.nps is not None]
    items = {a.item: a.score for a in each.items if a.item and a.score is not None and is_low_score(a.score)}
    return LowAnswer(
        first,
        min(scores, default=None),
        min(likely, default=None),
        tuple(sorted(items.items(), key=lambda item: (item[1], item[0]))),
        _said(answer.comment for answer in each.answers),
        _said(answer.theme for answer in each.answers),
        due,
        contacted,
        status,
        late,
    )


def _said(words: Iterable[str | None]) -> str | None:
    return "；".join(dict.fromkeys(word for word in words if word)) or None


def _order(low: LowAnswer) -> tuple[Any, ...]:
    worst = min([2 * (low.score if low.score is not None else 5), *([low.nps] if low.nps is not None else [])])
    day = low.first.date.toordinal() if low.first.date else 0
    return (low.status == "contacted", worst, -day, low.first.customer.name or "", low.first.source, low.first.row)


def rows_of(low: Sequence[LowAnswer], inputs: Sequence[Input]) -> Table:
    """One row a customer to call; columns that nobody has a value in are left out."""
    rows = [_row(each, inputs[each.first.source]) for each in low]
    empty = {key for key in _COLUMNS if key not in _ALWAYS and all(row[key] is None for row in rows)}
    empty |= set() if len(inputs) > 1 else {"source_file", "source_sheet"}
    kept = [key for key in _COLUMNS if key not in empty]
    columns = tuple(ColumnSpec(key, _COLUMNS[key]) for key in kept)
    return Table(columns, tuples=[tuple(row[key] for key in kept) for row in rows])


def _row(low: LowAnswer, source: Input) -> dict[str, Any]:
    first = low.first
    items = "；".join(f"{item} {half_up(score, 1).normalize():f}" for item, score in low.low_items)
    return {
        **{key: getattr(low, key) for key in ("status", "due", "overdue_days", "why", "owner", "score", "nps")},
        **{key: getattr(first, key) for key in ("touchpoint", "product", "rep", "date", "row")},
        **{key: getattr(low, key) for key in ("theme", "comment", "contacted")},
        "customer": first.customer.name,
        "tier": first.customer.tier,
        "low_items": items or None,
        "source_file": source.file,
        "source_sheet": source.sheet,
    }
