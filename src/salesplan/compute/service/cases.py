"""Complaints one by one, as they stand on the as-of: whose, what, how severe, and when each step was done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from typing import Any

from salesplan.compute.service.customers import NOBODY, Customer, Customers
from salesplan.compute.team.staff import NO_TEAM, Staff
from salesplan.model.moment import Moment, moment_of
from salesplan.model.near import plain_name
from salesplan.model.records import ROW, SOURCE, Records

TIMES: Mapping[str, str] = {
    "received": "received_at",
    "responded": "responded_at",
    "feedback": "feedback_at",
    "plan": "plan_at",
    "resolved": "resolved_at",
    "followed_up": "followup_at",
}
"""The times of a complaint by the field of the list that holds them."""
ORDER = (("received", "responded", "feedback", "resolved", "followed_up"), ("received", "plan", "resolved"))
"""The times that stand in ascending order."""
LATER: Mapping[str, tuple[str, ...]] = {
    "respond": ("feedback", "plan", "resolved"),
    "feedback": ("resolved",),
    "plan": ("resolved",),
    "resolve": (),
    "follow_up": (),
}
"""The times that show that a step was done by then, even where its own time is missing."""
QUESTIONS = frozenset(("咨询", "问询", "客户咨询", "产品咨询", "question", "inquiry", "enquiry"))
_TEXTS = (
    *("id", "channel", "kind", "text", "owner", "followup_result", "reopened", "cause", "improvement"),
    *("improved_at", "informed"),
)


@dataclass(frozen=True)
class Case:
    """One complaint. A time after the as-of is not known yet; None is not known. ``severity`` is a code of the limits.

    ``severity_word`` is what the list calls it; ``source`` and ``row`` say where it stands.
    """

    source: int
    row: int
    received: Moment
    id: str | None = None
    customer: Customer = NOBODY
    channel: str | None = None
    kind: str | None = None
    severity: str | None = None
    severity_word: str | None = None
    text: str | None = None
    owner: str | None = None
    responded: Moment | None = None
    feedback: Moment | None = None
    plan: Moment | None = None
    resolved: Moment | None = None
    followed_up: Moment | None = None
    followup_result: str | None = None
    reopened: bool | None = None
    cause: str | None = None
    improvement: str | None = None
    improved_at: date | None = None
    informed: str | None = None

    def after(self, step: str) -> Moment | None:
        """The earliest later time by which a step without a time of its own was done; None where there is none."""
        later = [moment for name in LATER[step] if (moment := getattr(self, name)) is not None]
        return min(later, key=lambda moment: moment.latest, default=None)

    @property
    def name(self) -> str:
        """Its number, else whose it is, else where it stands."""
        return self.id or self.customer.name or f"#{self.row}"

    @property
    def is_open(self) -> bool:
        """Whether it is not solved."""
        return self.resolved is None


@dataclass(frozen=True)
class Backwards:
    """A complaint one of whose times lies before the one that comes first; the names of both times."""

    case: Case
    earlier: str
    later: str


@dataclass(frozen=True)
class Cases:
    """The rows of a list of complaints: those that count, and those that do not, with why.

    ``copies`` are rows that are the same as an earlier one in all, counted once; ``same_id`` are different rows of one
    number, which all count. ``later`` were received after the as-of, ``undated`` have no time of receipt. ``ahead``
    have a step after the as-of, which counts as not done.
    """

    cases: tuple[Case, ...]
    backwards: tuple[Backwards, ...] = ()
    copies: tuple[tuple[Case, ...], ...] = ()
    same_id: tuple[tuple[Case, ...], ...] = ()
    later: tuple[tuple[int, int], ...] = ()
    undated: tuple[tuple[int, int], ...] = ()
    ahead: int = 0

    @property
    def left_out(self) -> Iterator[tuple[int, str]]:
        """The rows that do not count: where they stand, and why."""
        yield from ((source, "after_as_of") for source, _ in self.later)
        yield from ((source, "missing") for source, _ in self.undated)
        yield from ((each.case.source, "backwards") for each in self.backwards)
        yield from ((case.source, "repeated") for several in self.copies for case in several[1:])


def cases_of(
    records: Records, customers: Customers, severities: Mapping[str, str], as_of: date, staff: Staff = NO_TEAM
) -> Cases:
    """The complaints of a list, by source and row. ``severities``: what a word for the severity means.

    Who handles one goes by his name in the team, where he is of it.
    """
    rows = _rows(records)
    undated = tuple((row[SOURCE], row[ROW]) for row in rows if row["received_at"] is None)
    given = [_case(row, customers, severities, staff) for row in rows if row["received_at"] is not None]
    known = [case for case in given if case.received.day <= as_of]
    backwards = tuple(found for case in known if (found := _backwards(case)))
    wrong = {(each.case.source, each.case.row) for each in backwards}
    sound, copies, same_id = _once([case for case in known if (case.source, case.row) not in wrong])
    told = [_as_of(case, as_of) for case in sound]
    later = tuple((case.source, case.row) for case in given if case.received.day > as_of)
    ahead = sum(one != two for one, two in zip(told, sound, strict=True))
    return Cases(tuple(told), backwards, copies, same_id, later, undated, ahead)


def _rows(records: Records) -> list[dict[str, Any]]:
    length = len(records)
    keys = (SOURCE, ROW, "severity", *TIMES.values(), *_TEXTS)
    columns: list[Sequence[Any]] = [
        records.frame.get_column(key).to_list() if key in records.frame.columns else [None] * length for key in keys
    ]
    rows = [dict(zip(keys, values, strict=True)) for values in zip(*columns, strict=True)]
    return sorted(rows, key=lambda row: (row[SOURCE], row[ROW]))


def _case(row: Mapping[str, Any], customers: Customers, severities: Mapping[str, str], staff: Staff) -> Case:
    word = row["severity"]
    times = {name: moment_of(row[field]) for name, field in TIMES.items()}
    return Case(
        row[SOURCE],
        row[ROW],
        customer=customers.of.get((row[SOURCE], row[ROW]), NOBODY),
        severity=severities.get(plain_name(word)) if word else None,
        severity_word=word,
        **times,  # type: ignore[arg-type] # the time of receipt is there
        **{key: row[key] for key in _TEXTS} | {"owner": staff.called(row["owner"])},
    )


def _backwards(case: Case) -> Backwards | None:
    """The first pair of times that stand in the wrong order for sure."""
    for names in ORDER:
        known = [(name, moment) for name in names if (moment := getattr(case, name)) is not None]
        for (first, one), (second, two) in combinations(known, 2):
            if two.is_before(one):
                return Backwards(case, first, second)
    return None


def _once(cases: Sequence[Case]) -> tuple[list[Case], tuple[tuple[Case, ...], ...], tuple[tuple[Case, ...], ...]]:
    """The complaints, a copy once; the copies; the different rows that have one number."""
    rows: dict[Case | tuple[int, int], list[Case]] = {}
    often = Counter(case.id for case in cases)
    for case in cases:
        alike = case.id and often[case.id] > 1
        rows.setdefault(replace(case, source=0, row=0) if alike else (case.source, case.row), []).append(case)
    kept = [same[0] for same in rows.values()]
    numbers: dict[str, list[Case]] = {}
    for case in kept:
        numbers.setdefault(case.id or "", []).append(case)
    copies = tuple(tuple(same) for same in rows.values() if len(same) > 1)
    return kept, copies, tuple(tuple(same) for number, same in numbers.items() if number and len(same) > 1)


def _as_of(case: Case, as_of: date) -> Case:
    """A complaint as it stood on the as-of."""
    moments = {name: getattr(case, name) for name in TIMES if name != "received"}
    gone: dict[str, Any] = {name: None for name, moment in moments.items() if moment and moment.day > as_of}
    if case.improved_at and case.improved_at > as_of:
        gone["improved_at"] = None
    return replace(case, **gone) if gone else case


def is_question(case: Case, words: Sequence[str]) -> bool:
    """Whether it is a question rather than a complaint: by the plan's words, else by the usual ones."""
    known = {plain_name(word) for word in words} or QUESTIONS
    return case.kind is not None and plain_name(case.kind) in known
