"""What was fixed by hand: paths such as ``region=华东/quarter=2026-Q1`` and the nodes they name (methods.md 2.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from salesplan.compute.allocation import UNBOUNDED, split
from salesplan.compute.targets.grid.time_levels import is_named
from salesplan.compute.targets.grid.tree import Node, key_of
from salesplan.compute.targets.request import SplitRequest
from salesplan.errors import Problem
from salesplan.model.plan.levels import TIME_LEVELS
from salesplan.text import Text

Spot = tuple[int, int]
"""A target: the number of its member node and of its period node."""
Range = tuple[int, int]
"""Lowest and highest amount, both included; a pin has both the same."""

_SHOWN = 3


@dataclass(frozen=True)
class Fixed:
    """What was fixed, in the smallest amounts.

    ``spots`` are single targets; ``sums`` the sum over all outer members of a level's member, by level and name.
    ``pinned`` are the spots that have exactly their amount; ``paths`` says how each spot was written. ``grown`` are the
    spots that a limit on growth narrows, with the key (``min_change`` or ``max_change``) that does.
    """

    spots: dict[Spot, Range] = field(default_factory=dict)
    sums: dict[tuple[str, str], Range] = field(default_factory=dict)
    pinned: set[Spot] = field(default_factory=set)
    paths: dict[Spot, str] = field(default_factory=dict)
    grown: set[tuple[Spot, str]] = field(default_factory=set)


def read_path(text: str, levels: Sequence[str]) -> dict[str, str] | None:
    """The names by level in ``region=华东/quarter=2026-Q1``; None when it is not such a path.

    A ``/`` belongs to the name before it unless a level and ``=`` follow it.
    """
    parts: list[str] = []
    for piece in text.split("/"):
        if parts and piece.partition("=")[0].strip() not in levels:
            parts[-1] += "/" + piece
        else:
            parts.append(piece)
    pairs = [part.partition("=") for part in parts]
    found = {level.strip(): name.strip() for level, _, name in pairs}
    whole = all(mark and level.strip() in levels and name.strip() for level, mark, name in pairs)
    return found if whole and len(found) == len(parts) else None


@dataclass
class Pinning:
    """Finds the targets that pins and limits name; ``problems`` lists every one that cannot be."""

    request: SplitRequest
    items: Sequence[Node]
    times: Sequence[Node]
    scale: int
    unit: int
    sign: int = 1
    fixed: Fixed = field(default_factory=Fixed)
    problems: list[Problem] = field(default_factory=list)
    _members: dict[tuple[str, str], list[Node]] = field(default_factory=dict)

    def read(self) -> Fixed:
        """All pins and limits of the request, a total below 0 turned round."""
        request = self.request
        for path, amount in sorted(request.pins.items()):
            self._take("pins", path, amount, exact=True)
        for path in sorted({*request.least, *request.most}):
            low, high = request.least.get(path), request.most.get(path)
            if self.sign < 0:
                low, high = high, low
            self._limit(path, low, high)
        return self.fixed

    def _minor(self, amount: Decimal) -> int:
        return int(amount.scaleb(self.scale)) * self.sign

    def _take(self, key: str, path: str, amount: Decimal, *, exact: bool) -> None:
        """One pin."""
        value = self._minor(amount)
        if value < 0:
            self._problem("SPLIT-pin-sign", key, path, _SIGN, _SIGN_FIX, f"{amount:f}")
        elif not self.request.unit_remainder and amount % self.request.unit:
            low = amount // self.request.unit * self.request.unit
            fix = Text("改成 {low} 或 {high}", "make it {low} or {high}").format(
                low=f"{low:f}", high=f"{low + self.request.unit:f}"
            )
            self._problem("SPLIT-pin-unit", key, path, _UNIT.format(unit=f"{self.request.unit:f}"), fix, f"{amount:f}")
        else:
            self._place(key, path, (value, value), exact=exact)

    def _limit(self, path: str, low: Decimal | None, high: Decimal | None) -> None:
        """One pair of limits, inside which targets are whole units; an empty range shows when they are carried up."""
        key = "min" if high is None else "max"
        bottom = 0 if low is None else max(self._minor(low), 0)
        top = UNBOUNDED if high is None else self._minor(high)
        if top < 0 and high is not None:
            key = "max" if self.sign > 0 else "min"
            self._problem("SPLIT-pin-sign", key, path, _LIMIT_SIGN, _SIGN_FIX, f"{high:f}")
            return
        if not self.request.unit_remainder:
            bottom = -(-bottom // self.unit) * self.unit
            top = top if top >= UNBOUNDED else top // self.unit * self.unit
        self._place(key, path, (bottom, top), exact=False)

    def _place(self, key: str, path: str, limits: Range, *, exact: bool) -> None:
        """Find what the path names and put the limits there."""
        names = read_path(path, self.request.by)
        if names is None:
            fix = Text("按这次的层级写成 {example}", "write it with the levels of this split, like {example}")
            example = "/".join(f"{level}=..." for level in self.request.by)
            at = "by" if "by" in self.request.typed else key
            self._problem("SPLIT-pin-path", at, path, _PATH, fix.format(example=example))
            return
        times = self._named(key, path, self.times, {k: v for k, v in names.items() if k in TIME_LEVELS})
        items = self._named(key, path, self.items, {k: v for k, v in names.items() if k not in TIME_LEVELS})
        if not times or not items:
            return
        if len(items) == 1:
            self._put(key, path, items[0], times, limits, exact=exact)
        elif len(names) == 1:
            self._put_sum(key, path, items[0], limits)
        else:
            self._problem("SPLIT-pin-open", key, path, _OPEN, _open_fix(items, times))

    def _named(self, key: str, path: str, nodes: Sequence[Node], names: Mapping[str, str]) -> list[Node]:
        """The nodes of the innermost level named whose outer nodes have the outer names; the root without names."""
        if not names:
            return [nodes[0]]
        inner = [level for level in self.request.by if level in names][-1]
        wanted = {level: key_of(name) for level, name in names.items()}
        found = [node for node in self._called(nodes, inner, wanted[inner]) if _matches(node, wanted)]
        if not found:
            valid = list(dict.fromkeys(node.name for node in nodes if node.level == inner))
            fix = Text("可用：{valid}", "use one of: {valid}").format(valid=", ".join(valid[:30]))
            self._problem("SPLIT-pin-name", key, path, _NOTHING, fix)
        return found

    def _called(self, nodes: Sequence[Node], level: str, name: str) -> list[Node]:
        """The nodes of a level that have a name; members from an index, since there may be many."""
        if nodes is self.times:
            return [node for node in nodes if node.level == level and is_named(node, name)]
        if not self._members:
            for node in nodes:
                self._members.setdefault((node.level, key_of(node.name)), []).append(node)
        return self._members.get((level, name), [])

    def _put(self, key: str, path: str, item: Node, times: list[Node], limits: Range, *, exact: bool) -> None:
        """Limit one target; of a week cut in two, both parts by their working days."""
        days = [node.weight for node in times]
        low = split(limits[0], days, self.unit)
        high = [UNBOUNDED] * len(times) if limits[1] >= UNBOUNDED else split(limits[1], days, self.unit)
        for node, bottom, top in zip(times, low, high, strict=True):
            spot = (item.index, node.index)
            if spot in self.fixed.spots and exact == (spot in self.fixed.pinned):
                self._problem("SPLIT-pin-twice", key, path, _TWICE, _TWICE_FIX, self.fixed.paths[spot])
                continue
            had = self.fixed.spots.get(spot, (0, UNBOUNDED))
            self.fixed.spots[spot] = (max(bottom, had[0]), min(top, had[1]))
            self.fixed.paths[spot] = path
            if exact:
                self.fixed.pinned.add(spot)

    def _put_sum(self, key: str, path: str, item: Node, limits: Range) -> None:
        """Limit the sum over all outer members."""
        name = (item.level, key_of(item.name))
        if name in self.fixed.sums:
            self._problem("SPLIT-pin-twice", key, path, _TWICE, _TWICE_FIX)
        self.fixed.sums[name] = limits

    def _problem(self, code: str, key: str, path: str, what: Text, fix: Text, value: str | None = None) -> None:
        place = self.request.place(f"{key}.{path}")
        self.problems.append(Problem(code, "error", what.format(path=path), fix, place, value or path))


def _open_fix(items: Sequence[Node], times: Sequence[Node]) -> Text:
    """The targets that an open path names, to be fixed one by one."""
    period = "/".join(node.path for node in times[:1] if node.path)
    paths = ["/".join(filter(None, (node.path, period))) for node in items[:_SHOWN]]
    fix = Text("逐个定：{paths}", "fix them one by one: {paths}")
    return fix.format(paths=", ".join([*paths, *(["..."] if len(items) > _SHOWN else [])]))


def _matches(node: Node, wanted: Mapping[str, str]) -> bool:
    """Whether a node and the nodes above it have the names wanted of their levels."""
    line = {above.level: above for above in node.line()}
    return all(is_named(line[level], name) or key_of(line[level].name) == name for level, name in wanted.items())


_SIGN = Text("“{path}”定的数和总额正负相反", "the pin {path} has the opposite sign of the total")
_LIMIT_SIGN = Text(
    "“{path}”的限额使它和总额正负相反", "the limit of {path} would give it the opposite sign of the total"
)
_SIGN_FIX = Text("改成同号的数", "give it the sign of the total")
_UNIT = Text("“{path}”定的数不是 {unit} 的整数倍", "the pin {path} is no multiple of {unit}")
_PATH = Text("看不懂路径“{path}”", "the path {path} cannot be read")
_OPEN = Text(
    "“{path}”指到好几个数，只有最外面全部不写时才能定它们的合计",
    "{path} names several targets; their sum can be fixed only when no other level is named",
)
_NOTHING = Text("“{path}”指不到任何一项", "{path} names nothing in this split")
_TWICE = Text("“{path}”这个数定了两次", "the target {path} is fixed twice")
_TWICE_FIX = Text("留一条", "keep one of them")
