"""What the blocks of a meeting rest on: other analyses, each run once, and left out where its list is not there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from salesplan.errors import BadInput, BadUsage, Problem
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.api.setting import Setting
    from salesplan.compute.meetings.points import Known, Row
    from salesplan.compute.team.staff import Staff
    from salesplan.model.records import Records
    from salesplan.model.result import Input, Result


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

    def refused(self, block: str, refused: BadUsage | BadInput) -> None:
        """Note that a block lacks its list, or that the list could not be used."""
        tables = [p.value for p in refused.problems if p.code == "USAGE-no-list" and p.value]
        self.lacking[block] = (*self.lacking.get(block, ()), *(tables or [refused.problems[0].code]))
        if not tables:
            self.findings += [_as_note(problem) for problem in refused.problems]


def _as_note(problem: Problem) -> Problem:
    """What an analysis was refused for: a meeting goes on without it."""
    what = Text("{what}；这一项没有数据", "{what}; this point has no data").format(what=problem.what)
    return Problem("MEETINGS-no-data", "note", what, problem.fix, problem.place, problem.value)
