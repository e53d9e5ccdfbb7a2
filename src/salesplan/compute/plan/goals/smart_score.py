"""The matrix of goals and letters: what each check says of each goal, and the scores that follow (methods.md 1.3)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from salesplan.compute.plan.goals.proposal import proposal
from salesplan.compute.plan.goals.smart_applies import APPLIES, Ground
from salesplan.compute.plan.rule import Facts
from salesplan.errors import Problem
from salesplan.model.plan.goals import Goal
from salesplan.model.result import Result
from salesplan.model.table import ColumnSpec, Table, Value
from salesplan.text import Text

Status = Literal["PASS", "WARN", "FAIL", "NA"]
Letter = Literal["S", "M", "A", "R", "T", "C"]
LETTERS: tuple[Letter, ...] = ("S", "M", "A", "R", "T", "C")
COLUMNS = (
    ColumnSpec("goal", "text"),
    ColumnSpec("name", "text"),
    ColumnSpec("letter", "code"),
    ColumnSpec("code", "text"),
    ColumnSpec("status", "code"),
    ColumnSpec("line", "integer"),
    ColumnSpec("value", "text"),
    ColumnSpec("message", "text"),
    ColumnSpec("fix", "text"),
)
_GOAL = re.compile(r"goals\[(\d+)\]")
_RANK: dict[Status, int] = {"NA": 0, "PASS": 1, "WARN": 2, "FAIL": 3}


@dataclass(frozen=True)
class Judged:
    """What one check says of a goal; ``problem`` is its finding."""

    code: str
    status: Status
    problem: Problem | None = None

    @property
    def letter(self) -> Letter:
        """``S`` of ``SMART-S5``."""
        return self.code[6]  # type: ignore[return-value] # every code of SMART+C has its letter there


@dataclass(frozen=True)
class GoalScore:
    """One goal: the worst status of each letter, letters passed of those judged, share of checks passed.

    A letter passes without a FAIL; one whose checks all are NA is not judged. ``plus`` counts C as well. ``passed``
    counts the checks that are PASS among those that are not NA. ``proposal`` is the sentence that its fields make, None
    where none is needed: the statement is there and its checks pass.
    """

    id: str
    name: str
    letters: Mapping[Letter, Status]
    smart: tuple[int, int]
    plus: tuple[int, int]
    passed: int
    judged: int
    proposal: Text | None = None
    missing: tuple[str, ...] = ()

    @property
    def share(self) -> Fraction | None:
        """Checks passed of those judged; None where none was."""
        return Fraction(self.passed, self.judged) if self.judged else None


@dataclass(frozen=True)
class GoalsSummary:
    """All goals: how many pass every letter judged, the checks passed, the findings by severity."""

    goals: tuple[GoalScore, ...]
    sound: int
    passed: int
    judged: int
    errors: int
    warnings: int
    c: tuple[str, ...]


def goals_report(
    facts: Facts, findings: Sequence[Problem], applied: Iterable[str], as_of: date
) -> Result[GoalsSummary]:
    """The matrix of a plan's goals from what the rules found: a row for each goal and check.

    A finding belongs to the goal whose key it names. A rule that was not applied (left out by the plan, or for lack of
    a list) is NA.
    """
    ground, told = Ground(facts), _by_goal(findings)
    codes = [code for code in APPLIES if code in set(applied)]
    scores, rows = [], list[tuple[Value, ...]]()
    for at, goal in enumerate(facts.plan.goals):
        judged = [_judged(code, goal, told.get((at, code)), ground) for code in codes]
        scores.append(_score(goal, judged, facts))
        rows += [_row(goal, each) for each in judged]
    summary = GoalsSummary(
        goals=tuple(scores),
        sound=sum(score.plus[0] == score.plus[1] for score in scores),
        passed=sum(score.passed for score in scores),
        judged=sum(score.judged for score in scores),
        errors=sum(problem.severity == "error" for problem in findings),
        warnings=sum(problem.severity == "warning" for problem in findings),
        c=facts.plan.parameters.smart.c,
    )
    return Result("goals check", as_of, summary, Table(COLUMNS, tuples=rows), findings=tuple(findings))


def goal_at(problem: Problem) -> int | None:
    """The position of the goal that a finding is about; None for one about something else."""
    found = _GOAL.match(problem.place.key or "")
    return int(found[1]) if found else None


def _by_goal(findings: Sequence[Problem]) -> dict[tuple[int, str], Problem]:
    """The findings by goal and code; of several the worst, and the first of those."""
    told: dict[tuple[int, str], Problem] = {}
    for problem in findings:
        at = goal_at(problem)
        if at is None:
            continue
        other = told.get((at, problem.code))
        if other is None or (other.severity != "error" and problem.severity == "error"):
            told[at, problem.code] = problem
    return told


def _judged(code: str, goal: Goal, problem: Problem | None, ground: Ground) -> Judged:
    if problem is not None:
        return Judged(code, "FAIL" if problem.severity == "error" else "WARN", problem)
    return Judged(code, "PASS" if APPLIES[code](ground, goal) else "NA")


def _score(goal: Goal, judged: Sequence[Judged], facts: Facts) -> GoalScore:
    letters: dict[Letter, Status] = dict.fromkeys(LETTERS, "NA")
    for each in judged:
        letters[each.letter] = max(letters[each.letter], each.status, key=_RANK.__getitem__)
    statuses = [each.status for each in judged if each.status != "NA"]
    said = {each.code: each.status for each in judged}
    made = proposal(goal, facts)
    is_said = goal.statement and {said.get("SMART-S5"), said.get("SMART-S6")} <= {"PASS", "NA", None}
    is_needed = not is_said or any(status == "FAIL" for status in letters.values())
    return GoalScore(
        id=goal.id,
        name=goal.name,
        letters=letters,
        smart=_passed([letters[letter] for letter in LETTERS if letter != "C"]),
        plus=_passed([letters[letter] for letter in LETTERS]),
        passed=statuses.count("PASS"),
        judged=len(statuses),
        proposal=made.sentence if is_needed else None,
        missing=made.missing if is_needed else (),
    )


def _passed(letters: Sequence[Status]) -> tuple[int, int]:
    """Letters without a FAIL, of those judged."""
    judged = [status for status in letters if status != "NA"]
    return sum(status != "FAIL" for status in judged), len(judged)


def _row(goal: Goal, each: Judged) -> tuple[Value, ...]:
    found = each.problem
    told: tuple[Value, ...] = (None, None, None, None)
    if found is not None:
        told = (found.place.line, found.value, found.what, found.fix)
    return (goal.id, goal.name or None, each.letter, each.code, each.status, *told)
