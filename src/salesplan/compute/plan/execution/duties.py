"""Who does what: the RACI table by task and by person, and what the playbooks of the roles hold (methods.md 14)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from salesplan.compute.plan.execution.people import is_there, roles_of
from salesplan.model.plan.plan import Plan
from salesplan.model.plan.preparation import Duty
from salesplan.model.plan.preparation_words import TASKS, tasks_in
from salesplan.model.result import Result
from salesplan.model.table import ColumnSpec, Table

COLUMNS = (
    ColumnSpec("task", "text"),
    ColumnSpec("responsible", "list"),
    ColumnSpec("accountable", "list"),
    ColumnSpec("consulted", "list"),
    ColumnSpec("informed", "list"),
    ColumnSpec("complete", "flag"),
    ColumnSpec("key", "text"),
)
LETTERS = ("A", "R", "C", "I")
"""In the order in which several letters of one person stand."""


@dataclass(frozen=True)
class Load:
    """In how many tasks somebody has each letter."""

    name: str
    a: int
    r: int
    c: int
    i: int


@dataclass(frozen=True)
class BookStanding:
    """How much the playbook of a role says; ``people`` have the role on the as-of, ``written`` is False without one."""

    role: str
    people: int
    written: bool
    duties: int
    steps: int
    indicators: int
    levers: int

    @property
    def complete(self) -> bool:
        """Whether duties, steps and indicators are all there; what the role may decide is not asked for."""
        return bool(self.duties and self.steps and self.indicators)


@dataclass(frozen=True)
class RaciSummary:
    """The table in figures.

    ``complete`` tasks have exactly one who answers and at least one who does it. ``missing`` are the standing tasks
    of methods.md 14 that no task is about.
    """

    tasks: int
    complete: int
    missing: tuple[str, ...]
    people: tuple[Load, ...]
    playbooks: tuple[BookStanding, ...]


def letters_of(duty: Duty) -> dict[str, str]:
    """Everybody in a task with his letters: ``{Li: A/R, Wang: C}``; a name that stands twice is one."""
    found: dict[str, list[str]] = {}
    for letter in LETTERS:
        for name in dict.fromkeys(getattr(duty, letter)):
            found.setdefault(name, []).append(letter)
    return {name: "/".join(letters) for name, letters in found.items()}


def accountable(duty: Duty) -> list[str]:
    """Those who answer for a task; the same name twice is one."""
    return list(dict.fromkeys(duty.A))


def is_complete(duty: Duty) -> bool:
    """Whether a task has exactly one who answers for it and at least one who does it."""
    return len(accountable(duty)) == 1 and bool(duty.R)


def missing_tasks(plan: Plan) -> tuple[str, ...]:
    """The standing tasks that no task of the table is about, in their order."""
    covered = {key for duty in plan.duties.raci for key in tasks_in(duty.task)}
    return tuple(key for key in TASKS if key not in covered)


def raci(plan: Plan, as_of: date) -> Result[RaciSummary]:
    """The RACI table, a row a task, with everybody's letters counted and the playbooks of the roles."""
    duties = plan.duties.raci
    rows = [
        (d.task, tuple(d.R), tuple(d.A), tuple(d.C), tuple(d.I), is_complete(d), f"duties.raci[{at}]")
        for at, d in enumerate(duties)
    ]
    summary = RaciSummary(
        tasks=len(duties),
        complete=sum(map(is_complete, duties)),
        missing=missing_tasks(plan),
        people=tuple(_loads(plan)),
        playbooks=tuple(_books(plan, as_of)),
    )
    return Result("team raci", as_of, summary, Table(COLUMNS, tuples=rows))


def _loads(plan: Plan) -> Iterator[Load]:
    """Those in the table, in the order of the letters they have first, task by task."""
    told = [letters_of(duty) for duty in plan.duties.raci]
    for name in dict.fromkeys(name for letters in told for name in letters):
        own = [letters[name].split("/") for letters in told if name in letters]
        yield Load(name, *(sum(letter in each for each in own) for letter in LETTERS))


def _books(plan: Plan, as_of: date) -> Iterator[BookStanding]:
    """The roles of the team and those with a playbook; a role that stands twice is taken as it stands first."""
    books = {book.role: book for book in reversed(plan.duties.playbooks)}
    wanted = dict.fromkeys([*roles_of(plan), *(book.role for book in plan.duties.playbooks)])
    for role in wanted:
        book = books.get(role)
        people = sum(member.role == role and is_there(member, as_of) for member in plan.team.members)
        parts = (book.duties, book.steps, book.indicators, book.levers) if book else ((), (), (), ())
        yield BookStanding(role, people, book is not None, *map(len, parts))
