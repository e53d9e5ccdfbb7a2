"""What the blocks of a meeting rest on: other analyses, by the rows and figures that points are made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from salesplan.api.gathering import Gathering
from salesplan.errors import BadInput, BadUsage

if TYPE_CHECKING:
    from salesplan.compute.meetings.points import Known, Row
    from salesplan.compute.team.staff import Staff
    from salesplan.model.records import Records
    from salesplan.model.result import Result


@dataclass
class Gathered(Gathering):
    """The analyses that have run so far: their rows and figures by the names that points know them by."""

    staff: Staff = field(kw_only=True)
    rows: dict[str, Sequence[Row]] = field(default_factory=dict)
    summaries: dict[str, Any] = field(default_factory=dict)

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

        results = self.results_of(block, analysis)
        if results is None:
            return
        self.rows[name] = [self._with_names(row) for each in results for row in rows_of(each.rows)]
        self.summaries[name] = results[0].summary if results else None

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
