"""The two trees of a split with every node's weight: periods, and members such as regions, products, people."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from salesplan.compute.targets.bases import asks_for_season, basis_for, wants_season
from salesplan.compute.targets.history import History, history_of, no_full_year, text_fields
from salesplan.compute.targets.member_weights import MemberWeights
from salesplan.compute.targets.period_weights import PeriodWeights
from salesplan.compute.targets.request import SplitRequest
from salesplan.compute.targets.season import Season, season_of
from salesplan.compute.targets.tree import Node
from salesplan.compute.targets.weight_notes import WeightNotes
from salesplan.errors import Problem
from salesplan.model.calendar import WorkCalendar
from salesplan.model.plan.levels import TIME_LEVELS, basis_word
from salesplan.model.records import Records
from salesplan.text import Text


@dataclass
class Weighing:
    """Makes the trees of one request; ``findings`` are worth knowing, ``problems`` forbid the split."""

    request: SplitRequest
    calendar: WorkCalendar
    season: Season | None = None
    history: History | None = None
    findings: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    basis: dict[str, str] = field(default_factory=dict)

    def read(self, orders: Records | None, as_of: date) -> None:
        """Take from the orders what the levels need: the season, the sales of members."""
        request = self.request
        known = orders is not None and orders.has("date") and orders.has(request.amount)
        levels = tuple(level for level in request.by if level in text_fields(orders) and level not in TIME_LEVELS)
        if orders is not None and known and wants_season(request):
            self.season, notes = season_of(orders, request.amount, request.year, as_of, self.calendar, request.season)
            self.findings += notes
        if orders is not None and known and levels:
            self.history, notes = history_of(orders, request, levels, as_of)
            self.findings += notes
        self.basis = {level: basis_for(level, request, self.season, self.history) for level in request.by}
        if self.season is None and not known and asks_for_season(request):
            self._no_orders("seasonal")
        if (self.history is None or not self.history.years) and "history" in self.basis.values():
            self._no_orders("history")
        elif self.history is not None and not self.history.years and "even" in self.basis.values():
            self.findings.append(no_full_year(request, self.history))

    def _no_orders(self, basis: str) -> None:
        what = Text(
            "没有完整年度的订单{span}，不能按{basis}分", "there are no orders of a full year for {basis}{span}"
        ).format(basis=basis_word(basis), span=Text("", ""))
        if self.history is not None:
            span = Text("（订单从 {first} 到 {last}）", " (orders run from {first} to {last})")
            what = what.format(span=span.format(first=self.history.span.first, last=self.history.span.last))
        fix = Text(
            "用 --orders 或 sources.orders 给整年的订单，或换一个依据",
            "give orders of a full year with --orders or sources.orders, or choose another basis",
        )
        self.problems.append(Problem("SPLIT-no-orders", "error", what, fix, self.request.place("basis"), basis))

    def times(self) -> Node:
        """The year with its periods, weighted."""
        return PeriodWeights(self.request, self.calendar, self.season, self.basis, self._notes()).tree()

    def items(self) -> Node:
        """The company with its members, level below level, weighted."""
        return MemberWeights(self.request, self.history, self.basis, self._notes()).tree()

    def _notes(self) -> WeightNotes:
        return WeightNotes(self.request, self.findings, self.problems)
