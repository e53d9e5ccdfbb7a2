"""How much a target may fall or grow against last year's sales, as limits of each member's year (methods.md 2.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from salesplan.compute.allocation import UNBOUNDED
from salesplan.compute.targets.grid.pins import Fixed, Range, read_path
from salesplan.compute.targets.grid.tree import Node, key_of
from salesplan.compute.targets.request import SplitRequest
from salesplan.compute.targets.weights.growth import sold_below
from salesplan.compute.targets.weights.history import History
from salesplan.errors import Problem
from salesplan.model.near import nearest
from salesplan.model.plan.levels import TIME_LEVELS, in_a_row, level_word, path_shown, paths_shown
from salesplan.model.table import scaled
from salesplan.text import Text

LEAST, MOST = "min_change", "max_change"


@dataclass
class GrowthLimits:
    """Puts ``min_change`` and ``max_change`` of a request beside what is fixed; ``problems`` forbid the split.

    ``last`` is the last full year, None where the orders have none. A path names one member (or, of an inner level, all
    of that name), a level every member of it; a path goes before a level. Members without sales above 0 last year have
    no limit. Amounts are in the smallest amounts, limits whole units inside the change.
    """

    request: SplitRequest
    items: Sequence[Node]
    unit: int
    scale: int
    last: History | None
    findings: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def put(self, fixed: Fixed) -> None:
        """Narrow what is fixed by the limits; the narrower of two counts."""
        if not self.request.least_change and not self.request.most_change:
            return
        if self.request.total < 0:
            self._say("SPLIT-change-sign", LEAST, _SIGN, _SIGN_FIX)
        elif self.last is None or not self.last.years:
            key = LEAST if self.request.least_change else MOST
            self.problems.append(Problem("SPLIT-no-orders", "error", _NO_YEAR, _NO_YEAR_FIX, self.request.place(key)))
        else:
            self._put(fixed, self.last)

    def _put(self, fixed: Fixed, last: History) -> None:
        least, most = self._by_node(LEAST, self.request.least_change), self._by_node(MOST, self.request.most_change)
        sold = self._sold(last)
        wanted = [self.items[at] for at in sorted({*least, *most})]
        new = [node.path for node in wanted if sold.get(node.index, 0) <= 0]
        if new:
            year = replace(self.request.year, number=last.years[0]).title
            what = _NEW.format(year=year, names=paths_shown(new))
            self._say("SPLIT-change-new", LEAST if least else MOST, what, _NEW_FIX)
        for node in wanted:
            if (before := sold.get(node.index, Decimal(0))) > 0:
                low = self._whole(before, least.get(node.index), up=True)
                high = self._whole(before, most.get(node.index), up=False)
                self._narrow(fixed, node, (max(low or 0, 0), UNBOUNDED if high is None else max(high, 0)))

    def _whole(self, before: Decimal, change: Decimal | None, *, up: bool) -> int | None:
        """Last year's sales with a change on them, in whole units inside the limit."""
        if change is None:
            return None
        units = Fraction(before.scaleb(self.scale)) * (1 + Fraction(change)) / self.unit
        return (ceil(units) if up else floor(units)) * self.unit

    def _narrow(self, fixed: Fixed, node: Node, limits: Range) -> None:
        spot = (node.index, 0)
        low, high = fixed.spots.get(spot, (0, UNBOUNDED))
        if low > limits[1] or high < limits[0]:
            self._clash(node, fixed.paths.get(spot), (low, high), limits)
        elif limits[0] > limits[1]:
            self._clash(node, None, (limits[0], UNBOUNDED), limits)
        elif spot not in fixed.pinned:
            fixed.spots[spot] = (max(low, limits[0]), min(high, limits[1]))
            fixed.grown.update({(spot, LEAST)} if limits[0] > low else ())
            fixed.grown.update({(spot, MOST)} if limits[1] < high else ())

    def _clash(self, node: Node, path: str | None, had: Range, limits: Range) -> None:
        """What was fixed by hand lies outside the change that is allowed, or no whole unit lies inside."""
        falls_short = had[1] < limits[0]
        key = LEAST if falls_short else MOST
        own, limit = (had[1], limits[0]) if falls_short else (had[0], limits[1])
        what = _BELOW if falls_short else _ABOVE
        filled = what.format(
            path=path_shown(node.path),
            own=self._money(own),
            limit=self._money(limit),
            gap=self._money(abs(limit - own)),
            key=key,
        )
        fix = Text("改 {key}，或改定的数", "change {key}, or what was fixed").format(key=key)
        place = self.request.place(key)
        self.problems.append(Problem("SPLIT-change-clash", "error", filled, fix, place, path or node.path))

    def _money(self, amount: int) -> str:
        return f"{scaled(amount, self.scale):,f}"

    def _by_node(self, key: str, wishes: Mapping[str, Decimal]) -> dict[int, Decimal]:
        """The change by the node's number: levels first, then paths over them."""
        found: dict[int, Decimal] = {}
        for named, change in sorted(wishes.items(), key=lambda wish: "=" in wish[0]):
            found.update((node.index, change) for node in self._nodes(key, named))
        return found

    def _nodes(self, key: str, named: str) -> Iterator[Node]:
        """The members that a level or a path names."""
        members = [level for level in self.request.by if level not in TIME_LEVELS]
        if "=" not in named:
            if named in members:
                yield from (node for node in self.items if node.level == named)
            else:
                self._unknown(key, named, named, members, _LEVEL)
            return
        names = read_path(named, self.request.by)
        if names is None or not names.keys() <= set(members):
            self._unknown(key, named, named, [f"{level}=..." for level in members], _PATH)
            return
        inner = next(level for level in reversed(members) if level in names)
        wanted = {level: key_of(name) for level, name in names.items()}
        found = [node for node in self.items if node.level == inner and _is_named(node, wanted)]
        if not found:
            valid = list(dict.fromkeys(node.name for node in self.items if node.level == inner))
            self._unknown(key, named, names[inner], valid, _NOBODY)
        yield from found

    def _sold(self, last: History) -> dict[int, Decimal]:
        """Last year's sales of every member that the orders know, by its number."""
        found: dict[int, Decimal] = {}
        for parent in self.items:
            sold = sold_below(parent, last)
            found.update((node.index, sold[key_of(node.name)]) for node in parent.children if key_of(node.name) in sold)
        return found

    def _say(self, code: str, key: str, what: Text, fix: Text) -> None:
        self.findings.append(Problem(code, "note", what, fix, self.request.place(key)))

    def _unknown(self, key: str, named: str, word: str, valid: Sequence[str], what: Text) -> None:
        near = nearest(word, valid)
        guess = Text("是不是 {near}？", "did you mean {near}? ").format(near=near) if near else Text("", "")
        fix = Text("{guess}可用：{valid}", "{guess}use one of: {valid}").format(guess=guess, valid=in_a_row(valid, 12))
        place = self.request.place(f"{key}.{named}")
        shown = what.format(named=level_word(named) if what is _LEVEL else named)
        self.problems.append(Problem("SPLIT-change-name", "error", shown, fix, place, word))


def _is_named(node: Node, wanted: Mapping[str, str]) -> bool:
    line = {above.level: key_of(above.name) for above in node.line()}
    return all(line.get(level) == name for level, name in wanted.items())


def held_at_limits(
    request: SplitRequest, fixed: Fixed, items: Sequence[Node], cell: Callable[[int], int]
) -> list[Problem]:
    """A note that names the targets which a limit on growth decides; ``cell`` is a member's year by its number."""
    found: list[Problem] = []
    for key, end in ((LEAST, 0), (MOST, 1)):
        held = [
            items[spot[0]].path
            for spot, by in sorted(fixed.grown)
            if by == key and cell(spot[0]) == fixed.spots[spot][end]
        ]
        if held:
            what = Text("这些目标停在 {key} 上：{names}", "these targets are held by {key}: {names}")
            fix = Text("要放开就改 {key}", "to free them, change {key}").format(key=key)
            filled = what.format(key=key, names=paths_shown(held))
            found.append(Problem("SPLIT-change-held", "note", filled, fix, request.place(key), str(len(held))))
    return found


_SIGN = Text("总额是负数，不看比上年的增减", "the total is below 0: limits on growth do not apply")
_SIGN_FIX = Text("用 min、max 写金额", "give amounts with min and max")
_NO_YEAR = Text("没有完整年度的订单，不能限制增减", "there are no orders of a full year to limit growth against")
_NO_YEAR_FIX = Text("补上整年的订单，或改用 min、max", "add orders of a full year, or use min and max")
_NEW = Text("{year}没有销售，不限增减：{names}", "no sales in {year}, so no limit on growth: {names}")
_NEW_FIX = Text("要限就用 min、max 写金额", "give them amounts with min and max")
_LEVEL = Text("这次不按{named}分成员", "this split has no members by {named}")
_PATH = Text("看不懂路径“{named}”；增减只看全年，不写时间", "the path {named} cannot be read; growth is that of a year")
_NOBODY = Text("“{named}”指不到任何一项", "{named} names nothing in this split")
_BELOW = Text(
    "{path}最多 {own}，比 {key} 要的 {limit} 少 {gap}", "{path} is {own} at most, {gap} less than {key} asks: {limit}"
)
_ABOVE = Text(
    "{path}至少 {own}，比 {key} 许的 {limit} 多 {gap}",
    "{path} is {own} at least, {gap} more than {key} allows: {limit}",
)
