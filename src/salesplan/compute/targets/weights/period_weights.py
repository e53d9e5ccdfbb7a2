"""The tree of periods with every period's weight: by season, by working days, evenly, as given (methods.md 2.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from salesplan.compute.allocation import Weight
from salesplan.compute.targets.grid.time_levels import is_named, time_tree
from salesplan.compute.targets.grid.tree import Node, key_of
from salesplan.compute.targets.request import SplitRequest
from salesplan.compute.targets.weights.bases import GIVEN
from salesplan.compute.targets.weights.season import Season
from salesplan.compute.targets.weights.weight_notes import WeightNotes
from salesplan.compute.working_days import is_estimated, of_estimate, workdays
from salesplan.model.calendar import WorkCalendar
from salesplan.model.period import Period
from salesplan.model.plan.levels import TIME_LEVELS


@dataclass(frozen=True)
class PeriodWeights:
    """Weighs the periods of one request; ``basis`` is that of each level."""

    request: SplitRequest
    calendar: WorkCalendar
    season: Season | None
    basis: Mapping[str, str]
    notes: WeightNotes

    def tree(self) -> Node:
        """The year with its periods, weighted."""
        request = self.request
        levels = tuple(level for level in request.by if level in TIME_LEVELS)
        root = time_tree(levels, request.year)
        bottom = [root]
        for level in levels:
            basis = self.basis[level]
            counts = basis == "workdays" or (basis == "seasonal" and self._season_counts_days(level))
            for node in bottom:
                self._weigh(node, basis)
                for child in node.children:
                    if counts or node.workdays is not None:
                        days = child.period or request.year.period
                        child.workdays = workdays(days, self.calendar)
                        child.estimated = is_estimated([days], self.calendar)
                self.notes.zero(node)
            bottom = [child for node in bottom for child in node.children]
        self._check_names(levels, root)
        if any(node.estimated for node in bottom):
            self.notes.findings.append(of_estimate(self.request.year.period, self.calendar, self.request.place("year")))
        return root

    def parts(self, root: Node) -> list[tuple[Period, Fraction]]:
        """The year cut into the innermost periods, by the season into their months, each with its share of the year."""
        found: list[tuple[Period, Fraction]] = []
        for node, share in period_shares(root):
            period = node.period or self.request.year.period
            if node.basis != "seasonal" or self.season is None:
                found.append((period, share))
                continue
            months = [common for month in self.request.year.months if (common := period.common(month)) is not None]
            weights = [self._seasonal(month, self.season) for month in months]
            together = sum(weights, Fraction(0)) or len(weights)
            found += [
                (month, share * (weight if any(weights) else 1) / together)
                for month, weight in zip(months, weights, strict=True)
            ]
        return found

    def _season_counts_days(self, level: str) -> bool:
        settings = self.request.season
        return settings.method == "daily_rate" or settings.merge_spring or level == "week"

    def _weigh(self, node: Node, basis: str) -> None:
        for child in node.children:
            child.basis = basis
            child.weight = self._weight(child, basis)

    def _weight(self, node: Node, basis: str) -> Weight:
        period = node.period or self.request.year.period
        if basis == "even":
            return 1
        if basis in GIVEN:
            given = self.request.weights[node.level]
            return next((weight for name, weight in given.items() if is_named(node, key_of(name))), 0)
        if basis == "seasonal" and self.season is not None:
            return self._seasonal(period, self.season)
        return workdays(period, self.calendar)

    def _seasonal(self, period: Period, season: Season) -> Fraction:
        """The season's weights of the months in a period; of a month that is cut, the part of its working days."""
        together = Fraction(0)
        for month, weight in zip(self.request.year.months, season.weights, strict=True):
            common = period.common(month)
            if common == month:
                together += weight
            elif common is not None and (days := workdays(month, self.calendar)):
                together += weight * workdays(common, self.calendar) / days
        return together

    def _check_names(self, levels: tuple[str, ...], root: Node) -> None:
        """Weights for periods that the level does not have are a mistake, periods without a weight a warning."""
        nodes = [root]
        for level in levels:
            nodes = [child for node in nodes for child in node.children]
            if self.basis[level] in GIVEN:
                given = {key_of(name): name for name in self.request.weights[level]}
                named = {key for key in given if any(is_named(node, key) for node in nodes)}
                valid = [node.name for node in nodes]
                for key in sorted(given.keys() - named):
                    self.notes.unknown(level, given[key], valid)
                bare = [node.name for node in nodes if not any(is_named(node, key) for key in given)]
                self.notes.unweighted(level, bare)


def period_shares(root: Node) -> list[tuple[Node, Fraction]]:
    """The innermost periods with their shares of the year; siblings that all weigh 0 have the same."""
    shares = [(root, Fraction(1))]
    while any(node.children for node, _ in shares):
        below: list[tuple[Node, Fraction]] = []
        for node, share in shares:
            together = sum((Fraction(child.weight) for child in node.children), Fraction(0))
            below += [
                (child, share * (Fraction(child.weight) / together if together else Fraction(1, len(node.children))))
                for child in node.children
            ]
        shares = below
    return shares
