"""The two trees of a split with every node's weight: periods, and members such as regions, products, people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.allocation import Weight
from salesplan.compute.targets.bases import GIVEN, asks_for_season, basis_for, wants_season
from salesplan.compute.targets.history import History, history_of, no_full_year, text_fields
from salesplan.compute.targets.request import SplitRequest
from salesplan.compute.targets.season import Season, season_of
from salesplan.compute.targets.time_levels import is_named, time_tree
from salesplan.compute.targets.tree import Node, key_of
from salesplan.compute.working_days import estimated_years, is_estimated, workdays
from salesplan.errors import Problem
from salesplan.model.calendar import WorkCalendar
from salesplan.model.period import Period
from salesplan.model.plan.levels import TIME_LEVELS, basis_word, level_word
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

    # Periods

    def times(self) -> Node:
        """The year with its periods, weighted."""
        request = self.request
        levels = tuple(level for level in request.by if level in TIME_LEVELS)
        root = time_tree(levels, request.year)
        bottom = [root]
        for level in levels:
            basis = self.basis[level]
            counts = basis == "workdays" or (basis == "seasonal" and self._season_counts_days(level))
            for node in bottom:
                self._weigh_periods(node, basis)
                for child in node.children:
                    if counts or node.workdays is not None:
                        days = child.period or request.year.period
                        child.workdays = workdays(days, self.calendar)
                        child.estimated = is_estimated([days], self.calendar)
                self._note_zero(node)
            bottom = [child for node in bottom for child in node.children]
        self._check_period_weights(levels, root)
        if any(node.estimated for node in bottom):
            self.findings.append(self._estimated())
        return root

    def _season_counts_days(self, level: str) -> bool:
        settings = self.request.season
        return settings.method == "daily_rate" or settings.merge_spring or level == "week"

    def _weigh_periods(self, node: Node, basis: str) -> None:
        for child in node.children:
            child.basis = basis
            child.weight = self._period_weight(child, basis)

    def _period_weight(self, node: Node, basis: str) -> Weight:
        period = node.period or self.request.year.period
        if basis == "even":
            return 1
        if basis in GIVEN:
            given = self.request.weights[node.level]
            return next((weight for name, weight in given.items() if is_named(node, key_of(name))), 0)
        if basis == "seasonal" and self.season is not None:
            return self._seasonal_weight(period, self.season)
        return workdays(period, self.calendar)

    def _seasonal_weight(self, period: Period, season: Season) -> Fraction:
        """The season's weights of the months in a period; of a month that is cut, the part of its working days."""
        together = Fraction(0)
        for month, weight in zip(self.request.year.months, season.weights, strict=True):
            common = period.common(month)
            if common == month:
                together += weight
            elif common is not None and (days := workdays(month, self.calendar)):
                together += weight * workdays(common, self.calendar) / days
        return together

    def _check_period_weights(self, levels: tuple[str, ...], root: Node) -> None:
        """Weights for periods that the level does not have are a mistake, periods without a weight a warning."""
        nodes = [root]
        for level in levels:
            nodes = [child for node in nodes for child in node.children]
            if self.basis[level] in GIVEN:
                given = {key_of(name): name for name in self.request.weights[level]}
                named = {key for key in given if any(is_named(node, key) for node in nodes)}
                valid = [node.name for node in nodes]
                self.problems += [self._unknown_member(level, given[key], valid) for key in given.keys() - named]
                self._note_unweighted(
                    level, [node.name for node in nodes if not any(is_named(node, key) for key in given)]
                )

    # Members

    def items(self) -> Node:
        """The company with its members, level below level, weighted."""
        root = Node("total", "")
        bottom = [root]
        for level in (level for level in self.request.by if level not in TIME_LEVELS):
            if self.basis[level] in GIVEN:
                self._check_members(level)
            for node in bottom:
                outer = {above.level: above.name for above in node.line() if above.parent is not None}
                weights = self._member_weights(level, outer)
                names = sorted(weights, key=key_of)
                node.add([Node(level, name, weights[name], self.basis[level]) for name in names])
                self._note_zero(node)
            bottom = [child for node in bottom for child in node.children]
            if not bottom:
                self.problems.append(self._no_members(level))
                break
        return root

    def _member_weights(self, level: str, outer: Mapping[str, str]) -> dict[str, Weight]:
        """The members of a level below given outer members, with their weights."""
        basis, fixed = self.basis[level], self.request.members.get(level)
        if basis in GIVEN:
            given = {key_of(name): weight for name, weight in self.request.weights[level].items()}
            return {name: given.get(key_of(name), Decimal(0)) for name in fixed or self.request.weights[level]}
        sold = self._sold(level, outer)
        names = fixed or tuple(self.request.weights.get(level, ())) or tuple(sold)
        if basis == "even":
            return dict.fromkeys(names, 1)
        self._note_negative(level, [name for name in names if sold.get(key_of(name), 0) < 0])
        return {name: max(sold.get(key_of(name), Decimal(0)), Decimal(0)) for name in names}

    def _sold(self, level: str, outer: Mapping[str, str]) -> dict[str, Decimal]:
        """Sales of the members below the outer ones; of all members where the outer ones have no sales of their own."""
        if self.history is None or level not in self.history.levels:
            return {}
        known = {name: value for name, value in outer.items() if name in self.history.levels}
        own = self.history.below(level, known)
        return own or self.history.below(level, {})

    # What is worth saying

    def _warn(self, code: str, key: str, what: Text, fix: Text, value: str | None = None) -> None:
        found = Problem(code, "warning", what, fix, self.request.place(key), value)
        if found not in self.findings:
            self.findings.append(found)

    def _note_zero(self, node: Node) -> None:
        if node.children and not any(child.weight for child in node.children):
            self._warn(
                "SPLIT-zero-weights",
                f"weights.{node.children[0].level}",
                Text("{path}下面的权重全是 0，平均分", "all weights below {path} are 0: split evenly").format(
                    path=node.path or Text("总额", "the total")
                ),
                Text("给 weights，或换一个依据", "give weights, or choose another basis"),
                node.path,
            )

    def _note_negative(self, level: str, names: list[str]) -> None:
        if names:
            self._warn(
                "SPLIT-negative-history",
                f"basis.{level}",
                Text("这些成员净额为负，权重按 0 算：{names}", "these net to less than 0 and weigh 0: {names}").format(
                    names=", ".join(names)
                ),
                Text("看看退货是否记对，或给 weights", "check their returns, or give weights"),
            )

    def _note_unweighted(self, level: str, names: list[str]) -> None:
        if names:
            self._warn(
                "SPLIT-unweighted",
                f"weights.{level}",
                Text("没有权重，分到 0：{names}", "without a weight, so 0: {names}").format(names=", ".join(names)),
                Text("补上它们的权重", "give them weights"),
            )

    def _estimated(self) -> Problem:
        return Problem(
            "CALENDAR-estimated",
            "warning",
            Text(
                "{year} 年的放假安排还没有公布，工作日是估算", "the days off of {year} are not official yet: estimated"
            ).format(year=", ".join(map(str, estimated_years(self.request.year.period, self.calendar)))),
            Text(
                "公布后更新 holidays 库，或在 calendar.csv 里写", "update holidays once they are, or use calendar.csv"
            ),
            self.request.place("year"),
        )

    def _check_members(self, level: str) -> None:
        fixed = self.request.members.get(level)
        if fixed is None:
            return
        known = {key_of(name) for name in fixed}
        given = {key_of(name) for name in self.request.weights[level]}
        strange = [name for name in self.request.weights[level] if key_of(name) not in known]
        self.problems += [self._unknown_member(level, name, fixed) for name in strange]
        self._note_unweighted(level, [name for name in fixed if key_of(name) not in given])

    def _unknown_member(self, level: str, name: str, valid: tuple[str, ...] | list[str]) -> Problem:
        what = Text("{level}里没有“{name}”", "{level} has no {name}").format(level=level_word(level), name=name)
        fix = Text("可用：{valid}", "use one of: {valid}").format(valid=", ".join(valid))
        return Problem("SPLIT-member", "error", what, fix, self.request.place(f"weights.{level}"), name)

    def _no_members(self, level: str) -> Problem:
        what = Text("不知道{level}有哪些成员", "it is not known what {level} consists of")
        fix = Text(
            "给这一层写 weights，或提供有这一列的订单", "give the level weights, or orders that have this column"
        )
        place = self.request.place(f"weights.{level}")
        return Problem("SPLIT-no-members", "error", what.format(level=level_word(level)), fix, place, level)
