"""The rules of the plan, applied: to the whole plan, or to the part that a command is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from salesplan.api.plan_facts import gathered
from salesplan.api.setting import Setting
from salesplan.errors import RANK, BadUsage, Place, Problem
from salesplan.model.result import Input
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.load.plan.ignores import Ignore
    from salesplan.load.plan.loader import LoadedPlan
    from salesplan.load.plan.places import PlanText
    from salesplan.model.plan.paths import Path
    from salesplan.model.records import Records


@dataclass(frozen=True)
class RuleRun:
    """What the rules found in the plan, by file and line, and what became of the others.

    ``silenced`` counts by code what comments in the plan ask not to be told; ``idle`` are the comments that silenced
    nothing. ``not_applied`` names the rules that lack a list, with the list; ``inputs`` are the lists that were read,
    ``lists`` their records.
    """

    findings: tuple[Problem, ...]
    applied: tuple[str, ...] = ()
    not_applied: tuple[tuple[str, str], ...] = ()
    silenced: Mapping[str, int] = field(default_factory=dict)
    idle: tuple[tuple[PlanText, Ignore], ...] = ()
    inputs: tuple[Input, ...] = ()
    waiting: int = 0
    lists: Mapping[str, Records] = field(default_factory=dict)


def need_plan(where: Setting, command: str) -> LoadedPlan:
    """The plan; BadUsage where a command that is about the plan has none."""
    if where.loaded is not None:
        return where.loaded
    what = Text("{command} 要看计划，这里没有 plan.yaml", "{command} looks at the plan, and there is no plan.yaml here")
    fix = Text("用 -p 指定计划；还没有就运行 salesplan init", "name the plan with -p, or make one: salesplan init")
    raise BadUsage(Problem("USAGE-no-plan", "error", what.format(command=command), fix, Place(file="plan.yaml")))


def rule_findings(where: Setting, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> tuple[Problem, ...]:
    """What the rules chosen by the beginnings of their codes find in the plan, with file and line, in its order.

    Left out is what the plan's ``checks.ignore`` or a comment in it silences. A list that a rule needs and that cannot
    be read is a finding, too.
    """
    return rule_run(where, select, ignore).findings


def rule_run(
    where: Setting,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    lists: Mapping[str, Records] | None = None,
) -> RuleRun:
    """The same with what was silenced and what could not be checked. ``lists``: those that were read already."""
    from salesplan.compute.plan.catalogue import chosen
    from salesplan.compute.plan.rule import check

    loaded = need_plan(where, "check")
    rules = chosen(select, [*ignore, *(code for code in loaded.plan.checks.ignore if code)])
    found = gathered(where, loaded, rules, lists)
    checked = check(found.facts(), rules)
    sieve = Sieve.of(loaded)
    there = [(path, problem) for path, problem in checked.found if not _waits(path, problem, loaded)]
    told = [
        _placed(problem, path, loaded)
        for path, problem in there
        if not sieve.holds_back(loaded.kept.in_file(path), problem.code)
    ]
    return RuleRun(
        findings=in_order([*told, *found.findings], loaded),
        applied=checked.applied,
        not_applied=checked.not_applied,
        silenced=dict(sieve.silenced),
        idle=tuple(sieve.idle()),
        inputs=found.inputs,
        waiting=len(checked.found) - len(there),
        lists=found.lists,
    )


_LISTED = re.compile(r"\[[^\]]*\]")
"""What a remedy shows as an example of a value, which names no key: ``agreed_by: [owner, leader]``."""


def _waits(path: Path, problem: Problem, loaded: LoadedPlan) -> bool:
    """Whether a finding may come only from what was left out of the plan because it could not be read."""
    kept = loaded.kept
    if not kept.left_out:
        return False
    fix = _LISTED.sub("", problem.fix.in_("en"))
    words = f"{problem.what.in_('en')} {problem.what.in_('zh')} {fix}"
    return kept.hides(kept.in_file(path), problem.value, words)


def _placed(problem: Problem, path: Path, loaded: LoadedPlan) -> Problem:
    return replace(problem, place=loaded.place_of(path))


def in_order(problems: Iterable[Problem], loaded: LoadedPlan) -> tuple[Problem, ...]:
    """Problems by file, the plan's own before those it includes, then by line; of one line the worst first."""
    files = {part.file: at for at, part in enumerate(loaded.parts)}

    def position(problem: Problem) -> tuple[int, int, int, int, str]:
        file, line, column = files.get(problem.place.file or "", -1), problem.place.line or 0, problem.place.column or 0
        return file, line, RANK[problem.severity], column, problem.code

    return tuple(sorted(problems, key=position))


@dataclass
class Sieve:
    """The comments of a plan that silence rules, by the part they stand at, and what each of them held back."""

    at: dict[Path, list[tuple[PlanText, Ignore]]] = field(default_factory=dict)
    adrift: list[tuple[PlanText, Ignore]] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    silenced: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, loaded: LoadedPlan) -> Sieve:
        """The comments of the plan and the files it includes; ``adrift`` are those after which nothing stands."""
        from salesplan.load.plan.ignores import ignores

        sieve = cls()
        for part in loaded.parts:
            for comment in ignores(part):
                place = sieve.adrift if comment.path is None else sieve.at.setdefault(comment.path, [])
                place.append((part, comment))
        return sieve

    def holds_back(self, path: Path, code: str) -> bool:
        """Whether a comment silences a code at a place; each that does counts as used, the finding once."""
        covering = [
            comment
            for length in range(len(path) + 1)
            for _, comment in self.at.get(path[:length], ())
            if comment.covers(path, code)
        ]
        if covering:
            self.used.update(map(id, covering))
            self.silenced[code] += 1
        return bool(covering)

    def idle(self) -> Iterator[tuple[PlanText, Ignore]]:
        """The comments that held nothing back, in no order."""
        for part, comment in (*(pair for pairs in self.at.values() for pair in pairs), *self.adrift):
            if id(comment) not in self.used:
                yield part, comment
