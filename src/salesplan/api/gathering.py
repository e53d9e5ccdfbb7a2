"""Analyses put together on one page: each run once, and left out where its list is not there or cannot be used."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from salesplan.errors import BadInput, BadUsage, Place, Problem
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.api.setting import Setting
    from salesplan.model.result import Input, Result

PEOPLE = ("OWNERS-", "TEAM-")
"""Findings about people that stand on the page itself too."""
_OTHER_DAYS = re.compile(r"--(?:for|base) [\w.-]+(?: --base [\w.-]+)?")
UNUSABLE = "unusable"
"""What a part of the page lacks where its list is there and cannot be used."""


@dataclass
class Gathering:
    """What the analyses so far found wrong, what they read, and the lists that were lacking, by part of the page."""

    where: Setting
    lacking: dict[str, tuple[str, ...]] = field(default_factory=dict)
    findings: list[Problem] = field(default_factory=list)
    inputs: list[Input] = field(default_factory=list)
    unread: dict[str, set[tuple[str, str]]] = field(default_factory=dict)

    def results_of(
        self, part: str, analysis: Callable[[], Result[Any] | Sequence[Result[Any]]], alone: str = ""
    ) -> tuple[Result[Any], ...] | None:
        """The results of an analysis; None where it lacks its list or cannot use it, which is noted for the part.

        ``alone`` is the command that gives the analysis by itself, whose options a remedy may name.
        """
        from salesplan.model.result import Result

        try:
            found = analysis()
        except (BadUsage, BadInput) as refused:
            self.refused(part, refused, alone)
            return None
        results = (found,) if isinstance(found, Result) else tuple(found)
        for each in results:
            self._note(each.findings)
            self.inputs += [source for source in each.inputs if source.table != "plan" and source not in self.inputs]
        return results

    def refused(self, part: str, refused: BadUsage | BadInput, alone: str = "") -> None:
        """Note that a part lacks its list, or that the list could not be used."""
        tables = [p.value for p in refused.problems if p.code == "USAGE-no-list" and p.value]
        self.lack(part, *(tables or [UNUSABLE]))
        for problem in () if tables else [_as_note(each, alone) for each in refused.problems]:
            if problem not in self.findings:
                self.findings.append(problem)

    def lack(self, part: str, *what: str) -> None:
        """Note what a part lacks."""
        known = self.lacking.get(part, ())
        self.lacking[part] = (*known, *(each for each in what if each not in known))

    def _note(self, found: Iterable[Problem]) -> None:
        """What people must know of an analysis: cells that could not be read, by file, and names that are nobody's."""
        for problem in found:
            if problem.code.startswith("READ-") and problem.severity != "note" and problem.place.file:
                self.unread.setdefault(problem.place.file, set()).add((problem.code, repr(problem.place)))
            elif problem.code.startswith(PEOPLE) and problem not in self.findings:
                self.findings.append(problem)

    def left_out(self) -> Iterator[Problem]:
        """How much of each file was not read, once for all parts."""
        for file, places in sorted(self.unread.items()):
            what = Text("{n} 处读不懂，没有算进来", "{n} places could not be read and are left out")
            fix = Text("逐条看：salesplan inspect {file}", "to see each: salesplan inspect {file}").format(file=file)
            yield Problem("LISTS-unread", "warning", what.format(n=len(places)), fix, Place(file), file)


def _as_note(problem: Problem, alone: str) -> Problem:
    """What an analysis was refused for: the page goes on without it.

    Where a remedy is other days, which the page's own command does not take, it is to run the analysis by itself.
    """
    fix = problem.fix
    if alone and (found := _OTHER_DAYS.search(str(fix))) is not None:
        command = alone.partition(" --for ")[0] if "--for" in found[0] else alone
        told = Text(
            "补上更早的订单，或单独看：{command} {days}", "add earlier orders, or see by itself: {command} {days}"
        )
        fix = told.format(command=command, days=found[0])
    what = Text("{what}；用它的各项没有数据", "{what}; points that need it have no data").format(what=problem.what)
    return Problem("LISTS-no-data", "warning", what, fix, problem.place, problem.value)
