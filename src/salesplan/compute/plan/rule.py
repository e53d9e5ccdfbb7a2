"""A rule of the plan: what it looks for, why, what to do about it, and an example of each kind.

A rule is a generator that yields where the plan breaks it. Its decorator holds what people read about it; its two
examples are its tests and its documentation at once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar, cast

from salesplan.compute.targets.grid.tree import key_of
from salesplan.errors import Place, Problem, Severity
from salesplan.model.calendar import WorkCalendar
from salesplan.model.plan.paths import Path, dotted
from salesplan.model.plan.plan import Plan
from salesplan.model.plan.team import Member
from salesplan.model.records import Records
from salesplan.text import Text

Made = TypeVar("Made")


@dataclass(frozen=True)
class Facts:
    """What rules look at: the plan, the day, and the lists that could be read, by their name under ``sources``.

    ``calendar`` gives the working days of the years it is asked for; None where nobody offers them.
    """

    plan: Plan
    as_of: date
    lists: Mapping[str, Records] = field(default_factory=dict)
    calendar: Callable[[Collection[int]], WorkCalendar] | None = None
    _made: dict[object, object] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, make: Callable[[Facts], Made]) -> Made:
        """What ``make`` makes of these facts, made once for all rules that ask for it: ``facts.once(Past)``."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast("Made", self._made[make])

    @cached_property
    def members(self) -> Mapping[str, Member]:
        """The people of the team by their names as they compare (``grid.tree.key_of``)."""
        return {key_of(member.name): member for member in self.plan.team.members}


@dataclass(frozen=True)
class Hit:
    """A place where the plan breaks a rule; ``words`` fill its title and fix, ``value`` is what stands there."""

    path: Path
    words: Mapping[str, object] = field(default_factory=dict)
    value: str | None = None
    severity: Severity | None = None


Find = Callable[[Facts], Iterator[Hit]]


@dataclass(frozen=True)
class Example:
    """Two plans in YAML: one that breaks the rule on each line that ends in ``# <- CODE``, one that does not.

    ``lists`` are the lists that both name under ``sources``, as CSV by file name.
    """

    bad: str
    good: str
    lists: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Rule:
    """One rule. ``needs`` names the lists without which it cannot be applied, ``uses`` those it looks at if there."""

    code: str
    severity: Severity
    title: Text
    why: Text
    fix: Text
    source: str
    example: Example
    needs: tuple[str, ...]
    find: Find
    uses: tuple[str, ...] = ()

    @property
    def area(self) -> str:
        """``SMART`` of ``SMART-S5``."""
        return self.code.partition("-")[0]


RULES: dict[str, Rule] = {}
"""Every rule by its code; importing a module of rules puts them here."""


def rule(  # noqa: PLR0913 - a rule is declared in one place, each part by its name
    code: str,
    severity: Severity,
    *,
    title: Text,
    why: Text,
    fix: Text,
    source: str,
    example: Example,
    needs: tuple[str, ...] = (),
    uses: tuple[str, ...] = (),
) -> Callable[[Find], Find]:
    """Register the decorated generator as the rule ``code``; a code that occurs twice is a ValueError."""

    def register(find: Find) -> Find:
        if code in RULES:
            raise ValueError(f"two rules are called {code}")
        RULES[code] = Rule(code, severity, title, why, fix, source, example, needs, find, uses)
        return find

    return register


@dataclass(frozen=True)
class Checked:
    """What the rules found, and those that could not be applied, with the list that was lacking."""

    found: tuple[tuple[Path, Problem], ...]
    not_applied: tuple[tuple[str, str], ...]
    applied: tuple[str, ...]


def check(facts: Facts, rules: Sequence[Rule]) -> Checked:
    """Every rule on the plan; one whose list is not there is not applied and named."""
    found: list[tuple[Path, Problem]] = []
    lacking: list[tuple[str, str]] = []
    applied: list[str] = []
    for one in rules:
        missing = next((name for name in one.needs if name not in facts.lists), None)
        if missing is not None:
            lacking.append((one.code, missing))
            continue
        applied.append(one.code)
        found += [(hit.path, _problem(one, hit)) for hit in one.find(facts)]
    return Checked(tuple(found), tuple(lacking), tuple(applied))


def _problem(one: Rule, hit: Hit) -> Problem:
    what, fix = one.title.format(**hit.words), one.fix.format(**hit.words)
    return Problem(one.code, hit.severity or one.severity, what, fix, Place(key=dotted(hit.path) or None), hit.value)
