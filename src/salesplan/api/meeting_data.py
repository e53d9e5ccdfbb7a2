"""What the blocks of a meeting rest on: other analyses, each run once, and left out where its list is not there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from salesplan.errors import BadInput, BadUsage, Place, Problem
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.api.setting import Setting
    from salesplan.compute.meetings.points import Known, Row
    from salesplan.compute.team.staff import Staff
    from salesplan.model.records import Records
    from salesplan.model.result import Input, Result


PEOPLE = ("OWNERS-", "TEAM-")
"""Findings about people that stand on the agenda's page too."""
UNUSABLE = "unusable"
"""What a block lacks where its list is there and cannot be used."""


@dataclass
class Gathered:
    """The analyses that have run so far, what they found wrong, and the lists that were lacking, by block."""

    where: Setting
    staff: Staff
    rows: dict[str, Sequence[Row]] = field(default_factory=dict)
    summaries: dict[str, Any] = field(default_factory=dict)
    lacking: dict[str, tuple[str, ...]] = field(default_factory=dict)
    findings: list[Problem] = field(default_factory=list)
    inputs: list[Input] = field(default_factory=list)
    unread: dict[str, set[tuple[str, str]]] = field(default_factory=dict)

    def as_seen_on(self, day: date) -> Gathered:
        """The same for analyses of an earlier day: what they find is gathered here."""
        return replace(self, where=replace(self.where, as_of=min(day, self.where.as_of)))

    def called(self, person: str | None) -> str | None:
        """A person as the team calls him, whether by number, name, width or case; others as they are written."""
        found = self.staff.of(person)
        return person if found is None else found.name

    @property
    def known(self) -> Known:
        """What the analyses found."""
        from salesplan.compute.meetings.points import Known

        return Known(self.rows, self.summaries)

    def run(self, name: str, block: str, analysis: Callable[[], Result[Any] | Sequence[Result[Any]]]) -> None:
        """Run an analysis for a block; where it lacks its list, or cannot use it, the block stays empty and says so."""
        from salesplan.compute.meetings.points import rows_of
        from salesplan.model.result import Result

        try:
            found = analysis()
        except (BadUsage, BadInput) as refused:
            self.refused(block, refused)
            return
        results = [found] if isinstance(found, Result) else [*found]
        self.rows[name] = [self._with_names(row) for each in results for row in rows_of(each.rows)]
        self.summaries[name] = results[0].summary if results else None
        for each in results:
            self._note(each.findings)
            self.inputs += [source for source in each.inputs if source.table != "plan" and source not in self.inputs]

    def _with_names(self, row: Mapping[str, Any]) -> Row:
        return {**row, **{key: self.called(row[key]) for key in ("rep", "owner", "person") if key in row}}

    def list(self, table: str, block: str, *, needed: bool = True) -> Records | None:
        """One of the plan's lists for a block; None where the plan has none or it cannot be used, which is told."""
        from salesplan.api.plan_lists import list_given, no_list

        try:
            found = list_given(table, (), self.where)
        except BadInput as refused:
            self.refused(block, refused)
            return None
        if found is None and needed:
            self.refused(block, BadUsage(no_list(table, "")))
        return found

    def _note(self, found: Iterable[Problem]) -> None:
        """What people must know of an analysis: cells that could not be read, by file, and names that are nobody's."""
        for problem in found:
            if problem.code.startswith("READ-") and problem.severity != "note" and problem.place.file:
                self.unread.setdefault(problem.place.file, set()).add((problem.code, repr(problem.place)))
            elif problem.code.startswith(PEOPLE) and problem not in self.findings:
                self.findings.append(problem)

    def left_out(self) -> Iterator[Problem]:
        """How much of each file was not read, once for all blocks."""
        for file, places in sorted(self.unread.items()):
            what = Text("{file}：{n} 处读不懂，没有算进来", "{file}: {n} places could not be read and are left out")
            fix = Text("逐条看：salesplan inspect {file}", "to see each: salesplan inspect {file}").format(file=file)
            told = what.format(file=file, n=len(places))
            yield Problem("MEETINGS-unread", "warning", told, fix, Place(file), file)

    def refused(self, block: str, refused: BadUsage | BadInput) -> None:
        """Note that a block lacks its list, or that the list could not be used."""
        tables = [p.value for p in refused.problems if p.code == "USAGE-no-list" and p.value]
        self.lacking[block] = (*self.lacking.get(block, ()), *(tables or [UNUSABLE]))
        for problem in () if tables else map(_as_note, refused.problems):
            if problem not in self.findings:
                self.findings.append(problem)


def _as_note(problem: Problem) -> Problem:
    """What an analysis was refused for: a meeting goes on without it."""
    what = Text("{what}；用它的各项没有数据", "{what}; points that need it have no data").format(what=problem.what)
    return Problem("MEETINGS-no-data", "warning", what, problem.fix, problem.place, problem.value)
