"""The figures of complaints: what came in time, what is open and how old, which types, causes, people, channels."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import narwhals as nw

from salesplan.compute.customers.concentration import concentration, histogram_of, with_pareto
from salesplan.compute.rounding import half_up, share_of
from salesplan.compute.service.cases import Case
from salesplan.compute.service.figures import spellings
from salesplan.compute.service.sla import JUDGED, STEPS, Step, Verdict, hours_between
from salesplan.model.moment import Moment
from salesplan.model.near import plain_name
from salesplan.model.plan.customers import ParetoParameters

HOUR = 3600
"""Seconds of an hour."""
DONE: Mapping[Step, str] = {
    "respond": "responded",
    "feedback": "feedback",
    "plan": "plan",
    "resolve": "resolved",
    "follow_up": "followed_up",
}
"""The time of a complaint at which each step was done."""
Judged = Sequence[tuple[Case, tuple[Verdict, ...]]]
PHONE = ("电话", "热线", "400", "95", "phone", "hotline", "call", "tel")
MAIL = ("邮件", "邮箱", "mail")
"""What the name of a channel has in it that is a phone, or a mail."""


@dataclass(frozen=True)
class SlaLine:
    """One step, of one severity or (None) of all: how many were judged, and how many of them came in time.

    ``judged`` = on time + late + overdue; ``open`` are still within their limit, ``unsure`` lack a time that it takes
    to tell. ``share`` is on time of judged, None where none is. ``median_hours`` are clock hours from receipt
    (follow-up: from the solution) of those whose both times are known.
    """

    step: Step
    severity: str | None
    judged: int
    on_time: int
    late: int
    overdue: int
    open: int
    unsure: int
    share: Decimal | None
    median_hours: Decimal | None


@dataclass(frozen=True)
class AgeBand:
    """Open complaints of an age in days, from ``first`` to ``last`` (None: and more), and how many are past a limit."""

    first: int
    last: int | None
    open: int
    overdue: int


@dataclass(frozen=True)
class KindLine:
    """Complaints of one type, its share, the share of all down to it, and its 80/20 class."""

    kind: str | None
    complaints: int
    share: Decimal | None
    cumulative: Decimal | None
    pareto: str | None


@dataclass(frozen=True)
class OwnerLine:
    """The complaints of one person: how many, how many open, past a limit, and answered and solved in time."""

    owner: str | None
    complaints: int
    open: int
    overdue: int
    respond: Decimal | None
    resolve: Decimal | None
    median_hours: Decimal | None


@dataclass(frozen=True)
class Counted:
    """How many complaints have one word (a channel, a department)."""

    name: str
    complaints: int


@dataclass(frozen=True)
class Improvement:
    """From cause to improvement: complaints with a cause, those of them with an improvement, those of these done.

    ``done`` is None where the list does not say when an improvement was done.
    """

    complaints: int
    with_cause: int
    with_improvement: int
    done: int | None
    share: Decimal | None


@dataclass(frozen=True)
class Questions:
    """Questions of customers: answered, median hours to the answer, the share answered within the limit.

    ``share`` is of those answered or past the limit; None without any.
    """

    questions: int
    answered: int
    median_hours: Decimal | None
    within: int
    judged: int
    share: Decimal | None


@dataclass
class _Told:
    """The verdicts on one step so far: how many of each state, and the seconds it took."""

    states: Counter[str] = field(default_factory=Counter)
    seconds: list[int] = field(default_factory=list)


def sla_lines(judged: Judged, severities: Iterable[str]) -> tuple[SlaLine, ...]:
    """A line a step for all complaints, then one for each severity that has any."""
    told = _told(judged)
    wanted = [(severity, step) for severity in (None, *severities) for step in STEPS]
    return tuple(_line(step, severity, told[step, severity]) for severity, step in wanted if (step, severity) in told)


def _told(judged: Judged) -> dict[tuple[Step, str | None], _Told]:
    """The verdicts by step and severity, and (None) of all severities, in one go."""
    found: defaultdict[tuple[Step, str | None], _Told] = defaultdict(_Told)
    for case, several in judged:
        for each in several:
            seconds = _seconds_of(case, each.step)
            for severity in (None, case.severity) if case.severity else (None,):
                one = found[each.step, severity]
                one.states[each.state] += 1
                if seconds is not None:
                    one.seconds.append(seconds)
    return found


def _line(step: Step, severity: str | None, told: _Told) -> SlaLine:
    states = told.states
    count = sum(states[state] for state in JUDGED)
    share = share_of(states["on_time"], count) if count else None
    counts = (states["on_time"], states["late"], states["overdue"], states["open"], states["unsure"])
    return SlaLine(step, severity, count, *counts, share, middle(told.seconds))


def hours_of(case: Case, step: Step) -> Fraction | None:
    """Clock hours that a step took: from receipt, or for the follow-up from the solution; None where a time lacks."""
    seconds = _seconds_of(case, step)
    return None if seconds is None else Fraction(seconds, HOUR)


def _seconds_of(case: Case, step: Step) -> int | None:
    done: Moment | None = getattr(case, DONE[step])
    start = case.resolved if step == "follow_up" else case.received
    if done is None or start is None or done.time is None or start.time is None:
        return None
    return (done.earliest - start.earliest) // timedelta(seconds=1)


def middle(seconds: Iterable[int]) -> Decimal | None:
    """The median of times in hours, to one decimal; None of none."""
    ordered = sorted(seconds)
    if not ordered:
        return None
    below, above = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    return half_up(Fraction(below + above, 2 * HOUR), 1)


def backlog(judged: Judged, as_of: date, ages: Sequence[int]) -> tuple[AgeBand, ...]:
    """The open complaints by age in days since receipt."""
    opened = [((as_of - case.received.day).days, told) for case, told in judged if case.is_open]
    edges = [-1, *sorted(set(ages))]
    bands = [(first + 1, last) for first, last in pairwise(edges)]
    found = []
    for first, last in (*bands, (edges[-1] + 1, None)):
        own = [told for age, told in opened if age >= first and (last is None or age <= last)]
        found.append(AgeBand(first, last, len(own), sum(any(each.is_late for each in told) for told in own)))
    return tuple(found)


def kind_lines(cases: Sequence[Case], backend: object) -> tuple[KindLine, ...]:
    """The types by how many complaints they have (80/20); those without a type stand last, in no class."""
    spelled = spellings(case.kind for case in cases)
    counts = Counter(spelled[plain_name(case.kind)] for case in cases if case.kind)
    blank = sum(case.kind is None for case in cases)
    found: list[KindLine] = []
    if counts:
        data = {"kind": list(counts), "amount": list(counts.values()), "no_amount_reason": [None] * len(counts)}
        schema = {"kind": nw.String(), "amount": nw.Int64(), "no_amount_reason": nw.String()}
        frame = nw.from_dict(data, schema=schema, backend=backend)  # type: ignore[arg-type] # that of the list
        amounts, settings = histogram_of(frame, "amount"), ParetoParameters()
        classed = with_pareto(frame, concentration(amounts, settings), amounts, settings)
        rows = classed.sort("amount", "kind", descending=[True, False])
        up_to, known = 0, sum(counts.values())
        for name, count, letter in rows.select("kind", "amount", "pareto").iter_rows():
            up_to += count
            found.append(KindLine(name, count, share_of(count, known), share_of(up_to, known), letter))
    return (*found, KindLine(None, blank, None, None, None)) if blank else tuple(found)


def owner_lines(judged: Judged) -> tuple[OwnerLine, ...]:
    """Who handles complaints, most past a limit first, then most complaints, then by name; nobody last."""
    spelled = spellings(case.owner for case, _ in judged)
    owned: defaultdict[str | None, list[tuple[Case, tuple[Verdict, ...]]]] = defaultdict(list)
    for case, told in judged:
        owned[spelled[plain_name(case.owner)] if case.owner else None].append((case, told))
    lines = [_owner_line(name, own) for name, own in owned.items()]
    return tuple(sorted(lines, key=lambda one: (one.owner is None, -one.overdue, -one.complaints, one.owner or "")))


def _owner_line(name: str | None, own: Judged) -> OwnerLine:
    by_step = _told(own)
    respond, resolve = (_line(step, None, by_step.get((step, None), _Told())) for step in ("respond", "resolve"))
    late = sum(any(each.state == "overdue" for each in told) for _, told in own)
    opened = sum(case.is_open for case, _ in own)
    return OwnerLine(name, len(own), opened, late, respond.share, resolve.share, respond.median_hours)


def counted(names: Iterable[str | None]) -> tuple[Counted, ...]:
    """How often each name stands, most first, then by name."""
    given = [name for name in names if name]
    spelled = spellings(given)
    counts = Counter(spelled[plain_name(name)] for name in given)
    return tuple(Counted(name, count) for name, count in sorted(counts.items(), key=lambda each: (-each[1], each[0])))


def improvement_of(cases: Sequence[Case], *, dated: bool) -> Improvement:
    """How far complaints led to improvements. ``dated``: the list says when an improvement was done."""
    caused = [case for case in cases if case.cause]
    improved = [case for case in caused if case.improvement]
    done = sum(case.improved_at is not None for case in improved) if dated else None
    reached = done if done is not None else len(improved)
    share = share_of(reached, len(caused)) if caused else None
    return Improvement(len(cases), len(caused), len(improved), done, share)


def has_channel(names: Iterable[str], kinds: Sequence[str]) -> bool:
    """Whether a channel of this kind is among them."""
    return any(kind in plain_name(name) for name in names for kind in kinds)


def questions_of(cases: Sequence[Case], limit: Decimal, now: Moment) -> Questions:
    """How soon questions are answered; one that is open counts once it is past the limit."""
    took = {case: _seconds_of(case, "respond") for case in cases if case.responded}
    hours = [each for each in took.values() if each is not None]
    within = sum(each <= limit * HOUR for each in hours)
    waiting = [case for case in cases if not case.responded]
    past = sum(hours_between(case.received.latest, now.latest) > limit for case in waiting)
    judged = len(hours) + past
    share = share_of(within, judged) if judged else None
    return Questions(len(cases), len(took), middle(hours), within, judged, share)
