"""Who a goal's people are, how many days they have, what they can sell and decide (methods.md 1.3, 2.4)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.plan.goals.goal_facts import days_of_goal, scope_of
from salesplan.compute.plan.rule import Facts
from salesplan.compute.targets.grid.tree import key_of
from salesplan.compute.targets.people.people import People
from salesplan.compute.working_days import workdays
from salesplan.model.calendar import WorkCalendar
from salesplan.model.period import Period
from salesplan.model.plan.goals import Goal
from salesplan.model.plan.metrics import Measures
from salesplan.model.plan.preparation import Playbook
from salesplan.model.plan.team import Member

LONGEST = 3660
"""Working days are counted in spans of up to ten years; nobody plans people for longer."""
_LEVELS = {"team", "region", "channel", "rep"}


@dataclass
class Staff:
    """The team over the days of goals; what was counted for one span of days serves the next goal."""

    facts: Facts
    _people: dict[Period, People] = field(default_factory=dict)
    _worked: dict[Period, int] = field(default_factory=dict)

    def capacity(self, goal: Goal) -> Fraction | None:
        """What the people in the goal's scope can sell in its days, in money; orders for a goal of orders.

        None where the plan does not say what one person sells, nobody of the team belongs to the scope, or the goal is
        about something that people's selling does not tell (a product, a share, a score).
        """
        window, scope, metric = days_of_goal(goal), scope_of(goal), goal.measure
        selling = self.facts.plan.team.selling
        if selling is None or scope is None or window is None or not is_countable(window):
            return None
        if metric not in ("revenue", "orders") or not {level for level, _ in scope} <= _LEVELS:
            return None
        people = self._over(window)
        if not {level for level, _ in scope} <= set(people.levels):
            return None
        seats = people.seats_at(dict(scope)) if scope else people.seats
        if not seats:
            return None
        able = sum(map(people.days, seats), Fraction(0)) * people.rate
        return able if metric == "revenue" else able / Fraction(selling.order)

    def hours(self, who: str, period: Period) -> Fraction | None:
        """The hours of a person in a period: working days times hours a day, at his part of full time.

        None for a period whose days are not counted.
        """
        if not is_countable(period):
            return None
        member = member_named(who, self.facts)
        share = member.share if member else Decimal(1)
        return Fraction(self._days(period)) * Fraction(self.facts.plan.parameters.smart.hours_per_day) * Fraction(share)

    def _over(self, window: Period) -> People:
        if window not in self._people:
            plan = self.facts.plan
            self._people[window] = People(plan.team, window, self._calendar(window), plan.parameters.split)
        return self._people[window]

    def _days(self, period: Period) -> int:
        if period not in self._worked:
            self._worked[period] = workdays(period, self._calendar(period))
        return self._worked[period]

    def _calendar(self, period: Period) -> WorkCalendar:
        """The plan's working days; Monday to Friday where nobody offers them."""
        if self.facts.calendar is None:
            return WorkCalendar()
        return self.facts.calendar(range(period.first.year, period.last.year + 1))


def is_countable(period: Period) -> bool:
    """Whether working days of a period are counted: up to ten years, and not up to the end of time."""
    return period.days <= LONGEST and period.last < date.max


def member_named(who: str, facts: Facts) -> Member | None:
    """The member of the team with a name; None for anybody else."""
    return facts.members.get(key_of(who))


def playbook_of(goal: Goal, facts: Facts) -> Playbook | None:
    """The playbook of the role of the goal's owner; None where he has no role or it has no playbook."""
    member = member_named(goal.owner or "", facts)
    if member is None or not member.role:
        return None
    books = facts.plan.duties.playbooks
    return next((book for book in books if key_of(book.role) == key_of(member.role)), None)


def is_duty(measure: str, book: Playbook, measures: Measures) -> bool:
    """Whether a role does something about a measure: its playbook names it by any of its names."""
    metric = measures.all.get(measure)
    names = {measure, *(metric.words.split() if metric else ()), *((metric.label.en,) if metric else ())}
    told = [words.lower() for words in (*book.indicators, *book.duties)]
    return any(measures.named(words) == measure for words in told) or any(
        name.lower() in words for name in names for words in told
    )
