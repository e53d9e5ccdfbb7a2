"""The two trees of a split with every node's weight: periods, and members such as regions, products, people."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.targets.grid.tree import Node
from salesplan.compute.targets.people.carrying import Carrying
from salesplan.compute.targets.people.people import PLACES, People, deciding, people_of
from salesplan.compute.targets.people.seating import Seats
from salesplan.compute.targets.request import SplitRequest
from salesplan.compute.targets.weights.bases import GIVEN, SALES, TIME_BASES, asks_for_season, basis_for, wants_season
from salesplan.compute.targets.weights.basis_problems import (
    NOTHING_TOLD,
    blend_missing,
    blend_parts,
    no_blend,
    no_orders,
    part_blend,
)
from salesplan.compute.targets.weights.history import History, no_full_year
from salesplan.compute.targets.weights.member_weights import MemberWeights
from salesplan.compute.targets.weights.period_weights import PeriodWeights, period_shares
from salesplan.compute.targets.weights.season import Season, season_of
from salesplan.compute.targets.weights.sources import Sources, sources_of
from salesplan.compute.targets.weights.weight_notes import WeightNotes
from salesplan.errors import Problem
from salesplan.model.calendar import WorkCalendar
from salesplan.model.plan.levels import TIME_LEVELS
from salesplan.model.records import Records


@dataclass
class Weighing:
    """Makes the trees of one request; ``findings`` are worth knowing, ``problems`` forbid the split.

    ``blended`` are, by level, the parts of a blend that are known there, with the proportions they count in;
    ``periods`` the innermost periods with their shares of the year, in a split with people.
    """

    request: SplitRequest
    calendar: WorkCalendar
    season: Season | None = None
    sources: Sources | None = None
    findings: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    basis: dict[str, str] = field(default_factory=dict)
    blended: dict[str, dict[str, Decimal]] = field(default_factory=dict)
    periods: list[tuple[Node, Fraction]] = field(default_factory=list)

    @property
    def history(self) -> History | None:
        """Sales of past years by member; None when the orders know no level of the request."""
        return self.sources.history if self.sources else None

    @property
    def people(self) -> People | None:
        """The plan's people where they say who has targets when."""
        return deciding(self.request, self.sources.people if self.sources else None)

    def read(self, orders: Records | None, as_of: date, customers: Records | None = None) -> None:
        """Take from the lists what the levels need: the season, the sales of members, the customers' potential."""
        request = self.request
        known = orders is not None and orders.has("date") and orders.has(request.amount)
        if orders is not None and known and wants_season(request):
            self.season, notes = season_of(orders, request.amount, request.year, as_of, self.calendar, request.season)
            self.findings += notes
        bases = {*request.basis.values()}
        self.sources, notes = sources_of(request, orders, customers, self._people(), as_of, bases)
        self.findings += notes
        able = self._able(self.sources)
        self.basis = {level: basis_for(level, request, self.season, self.history, able) for level in request.by}
        self.basis |= {level: self._by_people(level) for level in self._unasked()}
        if self.season is None and not known and asks_for_season(request):
            self.problems.append(no_orders(request, "seasonal", self.history, as_of))
        self._check_bases(as_of)
        if self.history is not None and not self.history.years and "even" in self.basis.values():
            self.findings.append(no_full_year(request, self.history))

    def _people(self) -> People | None:
        """The people, their days weighed as the split weighs its periods; all days alike in a split without periods."""
        request = self.request
        times = [level for level in request.by if level in TIME_LEVELS]
        if not request.team.members or not times:
            return people_of(request, self.calendar)
        basis = {level: basis_for(level, request, self.season, None, request.by) for level in times}
        weights = PeriodWeights(request, self.calendar, self.season, basis, WeightNotes(request, [], []))
        root = weights.tree()
        self.periods = period_shares(root)
        return people_of(request, self.calendar, weights.parts(root))

    def _unasked(self) -> list[str]:
        """Teams, regions and channels that are split evenly for want of anything else."""
        request = self.request
        asked = {level for level in request.by if request.basis.get(level, request.basis.get("*")) == "even"}
        told = self.people.levels if self.people else ()
        return [
            level
            for level in request.by
            if level in PLACES and level in told and self.basis[level] == "even" and level not in asked
        ]

    def _by_people(self, level: str) -> str:
        """They go by what their people sold, else by how many people they have."""
        return "history" if self.sources and self.sources.known("history", level) else "capacity"

    def _able(self, sources: Sources) -> tuple[str, ...]:
        """The levels that the basis for all can be used at; every level of members where that is none of them."""
        request, general = self.request, self.request.basis.get("*", "")
        members = tuple(level for level in request.by if level not in TIME_LEVELS)
        if general == "blend":
            known = tuple(level for level in members if blend_parts(request, sources, level))
        else:
            known = tuple(level for level in members if sources.known(general, level))
        return tuple(request.by) if general in TIME_BASES or not known else known

    def _check_bases(self, as_of: date) -> None:
        """Every level needs what its basis goes by."""
        request, sources = self.request, self.sources or Sources(self.request)
        lacking: set[str] = set()
        for level, basis in self.basis.items():
            if basis in GIVEN:
                self._notes().odd_sum(level, request.weights[level])
            if level in TIME_LEVELS or basis in ("even", *GIVEN):
                continue
            if basis == "blend":
                self.blended[level] = blend_parts(request, sources, level)
                self._note_blend(level)
            elif not sources.known(basis, level):
                lacking.add(basis)
                if basis in ("potential", "capacity"):
                    self.problems.append(NOTHING_TOLD[basis](request, level))
        self.problems += [no_orders(request, basis, self.history, as_of) for basis in SALES if basis in lacking]

    def _note_blend(self, level: str) -> None:
        """Say which parts of a blend are missing; without any there is nothing to blend."""
        parts = self.blended[level]
        if not parts:
            self.problems.append(no_blend(self.request, level))
        elif missing := blend_missing(self.request, parts):
            self.findings.append(part_blend(self.request, level, parts, missing))

    def times(self) -> Node:
        """The year with its periods, weighted."""
        return PeriodWeights(self.request, self.calendar, self.season, self.basis, self._notes()).tree()

    def items(self) -> Node:
        """The company with its members, level below level, weighted."""
        seats = Seats(self.request, self.people, self._notes())
        sources = self.sources or Sources(self.request)
        carrying = Carrying(self.people, self.periods)
        return MemberWeights(self.request, sources, self.basis, self._notes(), seats, carrying).tree()

    def _notes(self) -> WeightNotes:
        return WeightNotes(self.request, self.findings, self.problems)
