"""What was committed from below, and which target each commitment is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from salesplan.compute.targets.grid.address import (
    Found,
    address_of,
    level_offered,
    levels_in,
    offered,
    parts_of,
    targets_at,
    unknown,
)
from salesplan.compute.targets.grid.address import Part as Name
from salesplan.compute.targets.grid.outcome import Targets
from salesplan.compute.targets.grid.tree import Node, key_of
from salesplan.compute.targets.split import Decomposed
from salesplan.errors import Place, Problem
from salesplan.model.plan.levels import TIME_LEVELS, level_word, path_shown, paths_shown
from salesplan.text import Text

SHOWN = 10
"""How many members are named in one sentence."""


@dataclass(frozen=True)
class Promise:
    """An amount that somebody commits to for one target, how far he could go at most, and who agreed to the result.

    ``ceiling`` is None where nobody said. ``number`` is its position in the plan's list; None for one of a file, where
    ``spots`` has the cells of its levels and of its ceiling.
    """

    path: str
    amount: Decimal
    ceiling: Decimal | None = None
    by: str | None = None
    agreed_by: tuple[str, ...] = ()
    agreed_on: date | None = None
    place: Place = field(default_factory=Place)
    number: int | None = None
    spots: Mapping[str, Place] = field(default_factory=dict)


@dataclass(frozen=True)
class Blank:
    """A row of a list that says who is to commit, without an amount: ``place`` is its empty cell."""

    path: str
    place: Place
    spots: Mapping[str, Place]


@dataclass(frozen=True)
class Listing:
    """The list of commitments that is taken in place of the plan's."""

    place: Place
    blanks: tuple[Blank, ...] = ()


@dataclass(frozen=True)
class Part:
    """A target that was, or should have been, committed to. A week that was cut in two is one part with both spots."""

    address: str
    names: Mapping[str, str]
    top_down: Decimal
    pinned: bool
    promise: Promise | None = None


class Finder:
    """Finds the targets that paths name, members by an index, since there may be many of both."""

    def __init__(self, targets: Targets) -> None:
        self.targets = targets
        self._members: dict[tuple[str, str], list[Node]] = {}
        for node in targets.items[1:]:
            self._members.setdefault((node.level, key_of(node.name)), []).append(node)

    def at(self, parts: Sequence[Name]) -> list[Found]:
        """Every target that has all the names, and whose own member and period are among them."""
        by = self.targets.by
        items = sorted((p for p in parts if p.level not in TIME_LEVELS), key=lambda p: by.index(p.level or by[0]))
        if not items or any(part.level is None for part in parts):
            return targets_at(parts, self.targets)
        wanted = {(part.level, part.name) for part in items}
        inner = self._members.get((items[-1].level or "", items[-1].name), [])
        members = [node for node in inner if wanted <= {(n.level, key_of(n.name)) for n in node.line()}]
        times = [time for _, time in targets_at([part for part in parts if part not in items], self.targets)]
        return [(item, time) for item in members for time in times]

    def address(self, path: str) -> str | None:
        """The address of the one target that a path names; None when it names none or several."""
        parts = parts_of(path, self.targets.by)
        found = {address_of(*at, self.targets.by) for at in self.at(parts)} if parts else set()
        return found.pop() if len(found) == 1 else None


@dataclass
class Promises:
    """Finds the targets that commitments are about; ``problems`` lists every commitment that cannot be used."""

    made: Decomposed
    level: tuple[str, ...] = ()
    listing: Listing | None = None
    problems: list[Problem] = field(default_factory=list)
    findings: list[Problem] = field(default_factory=list)
    found: dict[str, Promise] = field(default_factory=dict)
    levels: tuple[str, str] | None = None

    def __post_init__(self) -> None:
        self.finder = Finder(self.made.targets)

    def read(self, promises: Sequence[Promise]) -> list[Part]:
        """Every target of the one level that commitments are about, in the order of the split, with its commitment."""
        placed = [(each, at) for each in promises if (at := self.target_of(each)) is not None]
        kinds = Counter(_levels(at) for _, at in placed)
        wanted = [kind for kind in kinds if set(kind) - {"total"} == set(self.level)] if self.level else list(kinds)
        if len(wanted) != 1:
            self._no_one_level([(each.path, each.place, _levels(at)) for each, at in placed], kinds)
            return []
        self.levels = wanted[0]
        self._note_left_out(sum(kinds.values()) - kinds[self.levels])
        for promise, at in placed:
            if _levels(at) == self.levels:
                self._take(promise, address_of(*at, self.made.targets.by))
        return list(self._parts())

    def blank(self) -> dict[str, Blank]:
        """The rows of the list that have no amount though their target needs one, by its address."""
        placed = [(each, self.target_of(each)) for each in (self.listing.blanks if self.listing else ()) if each.path]
        wanted = [(each, at) for each, at in placed if at is not None and self.levels in (None, _levels(at))]
        addressed = {address_of(*at, self.made.targets.by): each for each, at in wanted}
        return {address: each for address, each in addressed.items() if address not in self.found}

    def target_of(self, promise: Promise | Blank) -> Found | None:
        """The target that a commitment names; None, and a problem, when it names none or several."""
        targets = self.made.targets
        parts = parts_of(promise.path, targets.by)
        if not parts:
            self._unreadable(promise)
            return None
        found = self.finder.at(parts)
        addresses = dict.fromkeys(address_of(*at, targets.by) for at in found)
        if len(addresses) == 1:
            return found[0]
        if found:
            first = next(iter(addresses))
            fix = Text("写全路径，如 {first}", "write the whole path, such as {first}").format(first=first)
            if self.listing:
                fix = Text("上级那一列也填上，如 {first}", "fill in the level above, too, such as {first}")
                fix = fix.format(first=path_shown(first))
            self._problem("RECONCILE-several", promise, _SEVERAL.format(n=len(addresses)), fix, parts[-1].level)
        else:
            stranger = next(iter(unknown(parts, targets)), parts[-1])
            self._problem("RECONCILE-unknown", promise, _UNKNOWN, offered(stranger, targets), stranger.level)
        return None

    def _unreadable(self, promise: Promise | Blank) -> None:
        by = self.made.targets.by
        if self.listing:
            columns = Text("{zh}", "{en}").format(
                zh="、".join(level_word(level).in_("zh") for level in by), en=", ".join(by)
            )
            fix = Text("这次只按这些列分：{by}；填其中一列或几列", "this split has {by}: fill in some of these columns")
            what = _OTHER_LEVEL if promise.path else _NOBODY
            strange = next((level for level in levels_in(promise.path) if level not in by), None)
            self._problem("RECONCILE-path", promise, what, fix.format(by=columns), strange)
            return
        word = promise.path.partition("=")[0].strip()
        near = level_offered(word, by) if word else None
        example = "/".join(f"{level}=..." for level in by)
        fix = Text("层级只有 {by}，写成 {example} 或其中一段", "the levels are {by}: write {example}, or a part of it")
        if near is not None and near != word:
            fix = Text("层级“{word}”是不是 {near}？只有 {by}", "is the level {word} {near}? there are {by}")
        words = {"by": ", ".join(by), "example": example, "word": word, "near": near}
        self._problem("RECONCILE-path", promise, _UNREADABLE, fix.format(**words))

    def _take(self, promise: Promise, address: str) -> None:
        """Note a commitment, the second of one target and impossible amounts as problems."""
        if address in self.found:
            level = address.rpartition("/")[2].partition("=")[0]
            first = self.found[address]
            fix = Text("留一条；另一条在 {place}", "keep one; the other stands at {place}")
            fix = fix.format(place=str(first.spots.get(level, first.place)))
            self._problem("RECONCILE-twice", promise, _TWICE, fix, level)
        if promise.amount < 0 or (promise.ceiling is not None and promise.ceiling < 0):
            fix = Text("承诺和上限写 0 或更大的数", "a commitment and its ceiling are 0 or more")
            what = Text("“{path}”的承诺或上限小于 0", "{path}: the commitment or its ceiling is below 0")
            self._problem("RECONCILE-negative", promise, what, fix, "" if promise.amount < 0 else "ceiling")
        if promise.ceiling is not None and promise.ceiling < promise.amount:
            what = _LOW_CEILING.format(
                path=path_shown(address), ceiling=f"{promise.ceiling:,f}", amount=f"{promise.amount:,f}"
            )
            fix = Text("核对上限；承诺照旧，不再给他加数", "check the ceiling; the commitment stands, nothing is added")
            place = promise.spots.get("ceiling", promise.place)
            self.findings.append(Problem("RECONCILE-ceiling", "warning", what, fix, place))
        self.found.setdefault(address, promise)

    def _parts(self) -> Iterable[Part]:
        targets, (member, period) = self.made.targets, self.levels or ("total", "total")
        cells: dict[str, list[Found]] = {}
        for item in (node for node in targets.items if node.level == member):
            for time in (node for node in targets.times if node.level == period):
                cells.setdefault(address_of(item, time, targets.by), []).append((item, time))
        for address, spots in cells.items():
            names = {node.level: node.name for at in spots for top in at for node in top.line() if node.parent}
            amount = sum((targets.amount((item.index, time.index)) for item, time in spots), Decimal(0))
            pinned = all((item.index, time.index) in targets.pinned for item, time in spots)
            yield Part(address, names, amount, pinned, self.found.get(address))

    def _no_one_level(
        self, placed: Sequence[tuple[str, Place, tuple[str, str]]], kinds: Mapping[tuple[str, str], int]
    ) -> None:
        """The commitments stand at several levels, or none at the one asked for."""
        if not placed:
            return
        counts = ", ".join(f"{_joined(kind)} {n}" for kind, n in kinds.items())
        if self.level:
            what = Text(
                "在 {level} 这一层没有承诺，只有：{counts}", "nothing is committed at {level}, only at: {counts}"
            )
            fix = Text("改成 --level {first}", "make it --level {first}")
            place = Place(key="--level")
        else:
            what = Text("承诺不在同一层：{counts}", "the commitments are at several levels: {counts}")
            fix = Text("写明对哪一层，如 --level {first}", "say which level, such as --level {first}")
            usual = max(kinds, key=lambda kind: kinds[kind])
            place = next(place for _, place, kind in placed if kind != usual)
        words = {"level": ",".join(self.level), "counts": counts, "first": _joined(next(iter(kinds)))}
        self.problems.append(Problem("RECONCILE-levels", "error", what.format(**words), fix.format(**words), place))

    def _note_left_out(self, count: int) -> None:
        if count:
            what = Text("{n} 条承诺在别的层级，没有用", "{n} commitments are at other levels and were not used")
            fix = Text("要对那一层就换 --level", "take another --level to reconcile those")
            self.findings.append(Problem("RECONCILE-left-out", "note", what.format(n=count), fix))

    def _problem(self, code: str, promise: Promise | Blank, what: Text, fix: Text, spot: str | None = None) -> None:
        """Note a problem at the cell of a list that ``spot``, a level or the ceiling, stands in; else at the amount."""
        shown = promise.path if what is _UNREADABLE else path_shown(promise.path)
        place = promise.spots.get(spot or "", promise.place)
        self.problems.append(Problem(code, "error", what.format(path=shown), fix, place, promise.path))


def listed_names(addresses: Sequence[str]) -> Text:
    """The first members by name, and how many there are."""
    return paths_shown(addresses, SHOWN)


def _levels(at: Found) -> tuple[str, str]:
    return at[0].level, at[1].level


def _joined(levels: tuple[str, str]) -> str:
    return ",".join(level for level in levels if level != "total")


_UNREADABLE = Text("看不懂承诺的路径“{path}”", "the path {path} of a commitment cannot be read")
_OTHER_LEVEL = Text("“{path}”里有这次不分的层级", "{path} has a level that this split has not")
_TWICE = Text("“{path}”承诺了两次", "{path} is committed twice")
_NOBODY = Text("这条承诺没写是哪一项的", "this commitment does not say what it is for")
_UNKNOWN = Text("承诺的“{path}”不在这次的分解里", "this split has no {path}, which is committed")
_SEVERAL = Text("“{path}”指到 {n} 个目标", "{path} means {n} targets")
_LOW_CEILING = Text(
    "“{path}”的上限 {ceiling} 低于承诺 {amount}", "{path}: the ceiling {ceiling} is below the commitment {amount}"
)
