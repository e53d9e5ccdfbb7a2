"""The visits of an earlier plan, known again: each keeps its name in people's calendars, and its day where it can."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from salesplan.compute.visits.scheduling import Held
from salesplan.model.earlier_visit import EarlierVisit

_UID = re.compile(r"([0-9a-f]{24})-(\d{1,6})@salesplan")
_FIRST_DAY = date(2020, 1, 1)
"""The day from which revisions count: any day before all plans."""


@dataclass(frozen=True)
class Name:
    """The lasting name of a visit's event: ``number`` counts the customer's events, ``before`` is the earlier one."""

    uid: str
    number: int
    before: EarlierVisit | None = None


@dataclass(frozen=True)
class Revision:
    """The mark of what an event says, its revision and that one's day."""

    mark: str
    sequence: int
    stamp: date


def stem_of(plan: str, key: str) -> str:
    """The part of the name of an event that stays with a customer of a plan."""
    return hashlib.sha256(f"{plan}\0{key}".encode()).hexdigest()[:24]


def by_stem(earlier: Iterable[EarlierVisit]) -> dict[str, list[EarlierVisit]]:
    """The visits of an earlier plan by customer, in the order of their days; those of no plan of ours are left out."""
    found: defaultdict[str, list[EarlierVisit]] = defaultdict(list)
    for visit in earlier:
        if told := _UID.fullmatch(visit.uid):
            found[told[1]].append(visit)
    return {stem: sorted(visits, key=lambda v: (v.day, v.uid)) for stem, visits in found.items()}


def from_now(visits: Iterable[EarlierVisit], due: date, first: date) -> Sequence[EarlierVisit]:
    """Those of a customer that this plan goes on with: from the one that is still due, else from the first day on.

    A visit that was missed is still due as it was, so the event that stood for it moves instead of a new one coming.
    Events called off come last: they are taken up again before an event of a new name comes.
    """
    told = list(visits)
    live, off = [v for v in told if not v.cancelled], [v for v in told if v.cancelled and v.day >= first]
    at = next((n for n, visit in enumerate(live) if visit.due == due), None)
    return (*(live[at:] if at is not None else (visit for visit in live if visit.day >= first)), *off)


def held_of(visits: Iterable[EarlierVisit]) -> list[Held]:
    """The days that the earlier plan gave them; those called off hold none."""
    return [Held(visit.day, visit.due) for visit in visits if not visit.cancelled]


class Names:
    """The events of a new plan: of each visit the earlier event it goes on with, else one of a new name.

    Names are the customer's stem and a number: without an earlier plan the number of the visit in this one, so that the
    same visit of a plan made anew has the same name, on whatever day it falls.
    """

    def __init__(self, plan: str, as_of: date, earlier: Mapping[str, Sequence[EarlierVisit]]) -> None:
        self._plan, self._as_of, self._earlier = plan, as_of, earlier
        self._told = max((as_of - _FIRST_DAY).days, 0)
        self.used: set[str] = set()

    def name(self, key: str, number: int, goes_on: Sequence[EarlierVisit]) -> Name:
        """The event of a customer's first, second ... visit of this plan."""
        if number <= len(goes_on):
            before = goes_on[number - 1]
            self.used.add(before.uid)
            return Name(before.uid, _number(before.uid), before)
        stem = stem_of(self._plan, key)
        told = max((_number(visit.uid) for visit in self._earlier.get(stem, ())), default=0)
        fresh = told + number - len(goes_on)
        return Name(f"{stem}-{fresh}@salesplan", fresh)

    def revision(self, name: Name, says: Iterable[object]) -> Revision:
        """The earlier revision as long as the event says the same, else a higher one of the as-of.

        A first revision is the number of days since 2020, so that it rises from plan to plan without an earlier file.
        An event taken up again is a higher revision than the one that called it off, whatever it says.
        """
        mark = hashlib.sha256("\0".join(map(str, says)).encode()).hexdigest()[:16]
        if name.before is None:
            return Revision(mark, self._told, self._as_of)
        if name.before.mark == mark and not name.before.cancelled:
            return Revision(mark, name.before.sequence, name.before.stamp)
        return Revision(mark, self._after(name.before), self._as_of)

    def called_off(self, visit: EarlierVisit) -> Revision:
        """The revision that calls an event off; of one that was called off before it is that one."""
        if visit.cancelled:
            return Revision(visit.mark, visit.sequence, visit.stamp)
        return Revision(visit.mark, self._after(visit), self._as_of)

    def _after(self, before: EarlierVisit) -> int:
        """A revision higher than the earlier one."""
        return max(before.sequence + 1, self._told)


def _number(uid: str) -> int:
    """The number in the name of an event of ours."""
    return int(uid.partition("@")[0].rpartition("-")[2])
