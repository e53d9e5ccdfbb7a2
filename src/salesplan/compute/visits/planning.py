"""The plan of visits: who is visited when, by whom and what about, and what does not fit (methods.md 5.4, 11.3)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import narwhals as nw

from salesplan.compute.customers.classes import CLASSES
from salesplan.compute.customers.rfm import TIERS
from salesplan.compute.rounding import rounded
from salesplan.compute.visits.crew import Crew, Member
from salesplan.compute.visits.intervals import DETAILS
from salesplan.compute.visits.keep import Names, by_stem, from_now, held_of, stem_of
from salesplan.compute.visits.plan_figures import COLUMNS, SAYS, CalledOff, PlanWish, RepLoad, VisitsSummary
from salesplan.compute.visits.purposes import purpose_of
from salesplan.compute.visits.scheduling import Client, Visit, rooms, schedule
from salesplan.compute.visits.year_load import light_of, load_of, visits_a_year
from salesplan.compute.working_days import days_of, workdays
from salesplan.model.calendar import WorkCalendar
from salesplan.model.earlier_visit import EarlierVisit
from salesplan.model.period import Period
from salesplan.model.plan.customers import AfterOrder
from salesplan.model.plan.visits import VisitParameters
from salesplan.model.table import Table, Value

Frame = nw.DataFrame[Any]
SEVERITY: tuple[str | None, ...] = ("red", "amber", "green", None)


@dataclass(frozen=True)
class Rules:
    """What decides besides the customers: steps after an order, the numbers of visits, the days worked."""

    after_order: AfterOrder
    visits: VisitParameters
    calendar: WorkCalendar

    def next_due(self, client: Client, day: date) -> date:
        """When a customer is due again after a visit on ``day``, on a working day."""
        return self.calendar.next_workday(client.again(day))


@dataclass(frozen=True)
class Planned:
    """The rows and the summary of a plan."""

    rows: Table
    summary: VisitsSummary


def visit_plan(people: Frame, crew: Crew, rules: Rules, wish: PlanWish) -> Planned:
    """The visits of ``people`` (with their due days: intervals.with_due) from the first to the last day.

    Planning always starts at the as-of, so that a plan of later days is the tail of one that begins earlier. Each
    person's visits are scheduled by ``schedule``; customers of absent owners that come due in time are listed.
    """
    return _Planning(people, crew, rules, wish).plan()


class _Planning:
    """One run: the customers by owner, the visits as they are scheduled, the rows and figures."""

    def __init__(self, people: Frame, crew: Crew, rules: Rules, wish: PlanWish) -> None:
        self.people, self.crew, self.rules, self.wish = people, crew, rules, wish
        self.start = min(rules.calendar.next_workday(wish.as_of), wish.last)
        worked = rules.calendar.is_workday
        self.days = [day for day in days_of(Period(self.start, wish.last)) if worked(day)]
        self.before = workdays(Period(date(self.start.year, 1, 1), self.start), rules.calendar) - worked(self.start)
        self.earlier = by_stem(wish.earlier or ())
        self.names = Names(wish.plan, wish.as_of, self.earlier)
        self.goes_on: dict[str, Sequence[EarlierVisit]] = {}
        self.facts: dict[str, Mapping[str, Any]] = {}
        self.made: dict[str, list[Visit]] = {}
        self.left: dict[str, list[Visit]] = {}
        self.left_behind: dict[str, list[Visit]] = {}
        self.gone: list[Visit] = []

    def plan(self) -> Planned:
        """Schedule everybody's visits, then tell them."""
        clients = self._clients()
        held = {} if self.wish.afresh else {key: held_of(visits) for key, visits in self.goes_on.items()}
        for member in self.crew.members:
            own = clients.get(("", member.name), ())
            made, left = schedule(own, self._room(member), self.wish.last, self.rules.next_due, held)
            leaves = member.left is not None and member.left < self.wish.last
            self.made[member.name], self.left[member.name] = made, [] if leaves else left
            if leaves and left:
                self.left_behind[member.name] = left
        gone = (client for owner in self.crew.absent for client in clients.get((owner, ""), ()))
        alone = [Visit(client, 1, client.due) for client in gone]
        alone += [visit for left in self.left_behind.values() for visit in left]
        self.gone = sorted(alone, key=lambda visit: visit.order)
        return Planned(Table(COLUMNS, tuples=self._rows()), self._summary())

    def _clients(self) -> dict[tuple[str, str], list[Client]]:
        """The customers that come due in time, by absent owner or else by the person who visits them."""
        soon = self.people.filter(nw.col("due") <= nw.lit(self.wish.last)).sort("key")
        found: defaultdict[tuple[str, str], list[Client]] = defaultdict(list)
        for row in soon.iter_rows(named=True):
            self.facts[row["key"]] = row
            owner = row["owner"] or ""
            rep = self.crew.of.get(owner)
            found[(owner, "") if rep is None else ("", rep)].append(self._client(row, rep))
            told = self.earlier.get(stem_of(self.wish.plan, row["key"]))
            if told:
                self.goes_on[row["key"]] = from_now(told, row["due"], self.start)
        return found

    def _client(self, row: Mapping[str, Any], rep: str | None) -> Client:
        steps: tuple[date, ...] = ()
        if row["class"] == "A" and row["a_last"] is not None and row["class_days"] is not None:
            steps = tuple(row["a_last"] + timedelta(days=n) for n in self.rules.after_order.after)
        tier = TIERS.index(row["tier"]) if row["tier"] in TIERS else len(TIERS)
        worth = row["value"] if row["value"] is not None else -1
        return Client(
            row["key"],
            (CLASSES.index(row["class"]), tier, -worth),
            row["due"],
            fixed=row["why"] == "stated" and row["due"] >= self.start and self._works(rep, row["due"]),
            class_days=row["class_days"],
            tier_days=row["tier_days"],
            steps=steps,
            never=row["why"] == "never_contacted",
            city=row.get("city") or "",
            apart=self.rules.visits.apart,
        )

    def _works(self, rep: str | None, day: date) -> bool:
        return rep is None or self.crew.member(rep).works(day)

    def _room(self, member: Member) -> dict[date, int]:
        return rooms((day for day in self.days if member.works(day)), member.per_day, self.before)

    def _rows(self) -> list[tuple[Value, ...]]:
        """The visits by day and person, then the overflow and those without a person, the most important first."""
        planned = [(visit, rep) for rep in self.made for visit in self._inside(rep)]
        planned.sort(key=lambda each: (each[0].day or self.wish.last, each[1], each[0].order))
        over = sorted(((v, rep) for rep, visits in self.left.items() for v in visits), key=lambda each: each[0].order)
        return [
            *(self._row("planned", visit, rep) for visit, rep in planned),
            *(self._row("overflow", visit, rep) for visit, rep in over),
            *(self._row("absent", visit, None) for visit in self.gone),
        ]

    def _row(self, status: str, visit: Visit, rep: str | None) -> tuple[Value, ...]:
        facts = self.facts[visit.client.key]
        again = "after_order" if visit.by_order else "after_visit"
        owner, why = facts["owner"] or "", again if visit.number > 1 else facts["why"]
        goes_on = self.goes_on.get(visit.client.key, ())
        name = self.names.name(visit.client.key, visit.number, goes_on) if status == "planned" else None
        told = {
            **{key: facts[key] for key in ("id", "name", "region", "class", "tier", "lifecycle", "interval")},
            **{key: facts[key] for key in ("interval_from", "last_contact")},
            **{key: facts.get(key) for key in DETAILS},
            "status": status,
            "date": visit.day,
            "rep": rep or None,
            "due": visit.due,
            "why": why,
            "reason": "after_contact" if why == "after_visit" else why,
            "purpose": purpose_of(facts["class"], facts["lifecycle"], why, name.number if name else 1),
            "overdue_days": max((self.wish.as_of - visit.due).days, 0),
            "moved_from": self._moved_from(visit),
            "visit": visit.number,
            "held": visit.held if self.wish.earlier is not None else None,
            "owner": facts["owner"],
            "absent": self.crew.absent.get(owner, "left") if status == "absent" else None,
        }
        if name is not None:
            event = self.names.revision(name, (told[key] for key in SAYS))
            told |= {"uid": name.uid, "mark": event.mark, "sequence": event.sequence, "stamp": event.stamp}
        return tuple(told.get(column.key) for column in COLUMNS)

    def _moved_from(self, visit: Visit) -> date | None:
        """The day that was full; None where the visit stands on its own."""
        if visit.day is None:
            return None
        wanted = max(visit.due, self.start)
        return wanted if visit.day > wanted else None

    def _inside(self, rep: str) -> list[Visit]:
        """A person's visits on the days asked for; those before belong to an earlier plan."""
        return [visit for visit in self.made[rep] if visit.day is not None and visit.day >= self.wish.first]

    def _summary(self) -> VisitsSummary:
        wish = self.wish
        year = workdays(Period(date(wish.as_of.year, 1, 1), date(wish.as_of.year, 12, 31)), self.rules.calendar)
        intervals = self._intervals()
        loads = sorted((self._load(m, intervals.get(m.name, {}), year) for m in self.crew.members), key=_severity)
        total = sum(each.visits_a_year for each in loads)
        able = sum((member.per_day for member in self.crew.members), Fraction(0))
        inside = [visit for rep in self.made for visit in self._inside(rep)]
        mine = self.people.filter(nw.col("owner").fill_null("").is_in(list(self.crew.of)))
        return VisitsSummary(
            first=wish.first,
            last=wish.last,
            workdays=sum(day >= wish.first for day in self.days),
            year_workdays=year,
            customers=len(self.people),
            visits=len(inside),
            overflow=sum(map(len, self.left.values())),
            absent=len(self.gone),
            moved=sum(self._moved_from(visit) is not None for visit in inside),
            overdue=len(mine.filter(nw.col("overdue_days") > 0)),
            never=len(mine.filter(nw.col("why") == "never_contacted")),
            over_full=sum(map(self._over_full, self.crew.members)),
            visits_a_year=total,
            load=load_of(total, sum(member.per_day > 0 for member in self.crew.members), year),
            light=light_of(total, able, year, self.rules.visits.full_at),
            reps=tuple(loads),
            held=None if wish.earlier is None else sum(visit.held for visit in inside),
            called_off=tuple(self._called_off()),
            leaving=tuple(sorted(self.left_behind)),
            left_behind=sum(map(len, self.left_behind.values())),
            days=tuple(day for day in self.days if day >= wish.first),
            cities=self._cities(),
        )

    def _cities(self) -> int | None:
        """On how many days somebody has visits in several cities; None where no customer's city is known."""
        if "city" not in self.people.columns or not len(self.people.filter(~nw.col("city").is_null())):
            return None
        found: defaultdict[tuple[str, date | None], set[str]] = defaultdict(set)
        for rep in self.made:
            for visit in self._inside(rep):
                found[(rep, visit.day)].update({visit.client.city} - {""})
        return sum(len(cities) > 1 for cities in found.values())

    def _intervals(self) -> dict[str, dict[int, int]]:
        """Of each person's customers, how many have which interval."""
        found: defaultdict[str, defaultdict[int, int]] = defaultdict(lambda: defaultdict(int))
        counted = self.people.group_by("owner", "interval").agg(n=nw.len())
        for owner, interval, count in counted.select("owner", "interval", "n").iter_rows():
            rep = self.crew.of.get(owner or "")
            if rep is not None:
                found[rep][interval] += count
        return {rep: dict(counts) for rep, counts in found.items()}

    def _load(self, member: Member, intervals: Mapping[int, int], year: int) -> RepLoad:
        room = {day: fits for day, fits in self._room(member).items() if day >= self.wish.first}
        visits, left, able = len(self._inside(member.name)), len(self.left[member.name]), sum(room.values())
        a_year = visits_a_year(intervals)
        light = light_of(a_year, member.per_day, year, self.rules.visits.full_at)
        return RepLoad(
            rep=member.name,
            customers=sum(intervals.values()),
            visits=visits,
            room=able,
            use=rounded(Fraction(visits + left, able)) if able else None,
            overflow=left,
            missing_per_day=rounded(Fraction(left, len(room))) if room else None,
            visits_a_year=a_year,
            load=load_of(a_year, 1, year),
            per_day=rounded(member.per_day),
            light="amber" if light == "green" and left else light,
        )

    def _over_full(self, member: Member) -> int:
        """Days of a person that hold more visits than fit: only the user's own dates can do that."""
        room = self._room(member)
        counts = Counter(visit.day for visit in self._inside(member.name))
        return sum(day is not None and count > room.get(day, 0) for day, count in counts.items())

    def _called_off(self) -> list[CalledOff]:
        """The visits of the earlier plan in these days that this plan does not have, and those called off before."""
        wish = self.wish
        gone = (v for visits in self.earlier.values() for v in visits if v.uid not in self.names.used)
        mine = (v for v in gone if not wish.reps or v.rep in wish.reps)
        inside = (v for v in mine if wish.first <= v.day <= wish.last or (v.cancelled and v.day >= wish.as_of))
        told = ((v, self.names.called_off(v)) for v in sorted(inside, key=lambda v: (v.day, v.uid)))
        return [
            CalledOff(v.uid, v.day, v.rep, v.title, off.sequence, off.stamp, v.due, off.mark, v.text, v.cancelled)
            for v, off in told
        ]


def _severity(load: RepLoad) -> tuple[int, Fraction, str]:
    """Red before amber before green, in each those with the most left over first, then the fuller."""
    able = load.per_day or Fraction(0)
    full = Fraction(load.load or 0) / Fraction(able) if able else Fraction(0)
    return (SEVERITY.index(load.light), -full, load.rep)
