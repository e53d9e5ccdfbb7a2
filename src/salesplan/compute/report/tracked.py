"""The tracked targets of the reported year: which rows of them say how a period, a region or a person stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, get_args

from salesplan.compute.report.found import Found
from salesplan.compute.rounding import half_up, ratio, rounded
from salesplan.compute.targets.actuals.pace import light_of
from salesplan.compute.targets.track import TrackSummary
from salesplan.model.named_period import MONTHS_OF, Kind, NamedPeriod, holding
from salesplan.model.period import FiscalYear
from salesplan.model.plan.levels import TIME_LEVELS
from salesplan.model.plan.metrics import metric_named

Figures = Mapping[str, Any]
"""A row of a tracked target, or of a list: what it says by column."""
Path = tuple[tuple[str, str], ...]
FIGURES = ("target", "actual", "attainment", "expected", "pace", "gap", "required_per_day", "landing", "light")
"""What a row of tracked targets says, by column."""
REVENUE = "revenue"
Lights = tuple[Decimal, Decimal]


@dataclass(frozen=True)
class Tracked:
    """One tracked target of the reported year. ``root`` is the id of the total that it splits."""

    summary: TrackSummary
    rows: tuple[Figures, ...]
    root: str

    @property
    def metric(self) -> str:
        """What it measures, by its name in the plan."""
        return metric_named(self.summary.name) or self.summary.name

    @property
    def total(self) -> Figures:
        """The row of the whole year."""
        return self.rows[0]

    def path(self, row: Figures) -> Path:
        """The periods and members of a row, outermost first."""
        return tuple((level, row[level]) for level in self.summary.by if row[level] is not None)


def tracked(found: Found, year: FiscalYear | None = None) -> Sequence[Tracked]:
    """The tracked targets of the reported year, or of another one, in the order of the plan; worked out once.

    Targets of one measure and one amount split the same total, whether the plan says so or gives it again.
    """
    key = ("tracked", year or found.period.year)
    if key not in found.kept:
        found.kept[key] = _tracked(found, year or found.period.year)
    kept: Sequence[Tracked] = found.kept[key]
    return kept


def _tracked(found: Found, year: FiscalYear) -> list[Tracked]:
    above = {entry.id: entry.of for entry in found.plan.targets}
    own = [result for result in found.all("track") if result.summary.year == year]
    same: dict[tuple[str, Decimal], str] = {}
    for result in own:
        same.setdefault((result.summary.name, result.summary.target), _root(result.summary.id, above))
    return [
        Tracked(result.summary, tuple(result.rows.records()), same[result.summary.name, result.summary.target])
        for result in own
    ]


def of_money(targets: Iterable[Tracked]) -> list[Tracked]:
    """Those of revenue, the ones that split the plan's first total before others."""
    money = [each for each in targets if each.metric == REVENUE]
    roots = list(dict.fromkeys(each.root for each in money))
    return sorted(money, key=lambda each: roots.index(each.root))


def main_of(targets: Iterable[Tracked]) -> list[Tracked]:
    """Those of the plan's first total of revenue; none where it has none."""
    money = of_money(targets)
    return [each for each in money if each.root == money[0].root]


def _root(target: str, above: Mapping[str, str | None]) -> str:
    seen = {target}
    while (outer := above.get(target)) is not None and outer not in seen:
        target = outer
        seen.add(target)
    return target


def members_of(path: Path) -> Path:
    """The regions, people ... of a path, without its periods."""
    return tuple(step for step in path if step[0] not in TIME_LEVELS)


def times_of(path: Path) -> Path:
    """The periods of a path."""
    return tuple(step for step in path if step[0] in TIME_LEVELS)


def current_names(found: Found) -> frozenset[str]:
    """The names of the month, quarter and year in which the day lies."""
    return frozenset(holding(kind, found.day, found.period.year).name for kind in get_args(Kind))


def whole_row(targets: Sequence[Tracked], period: NamedPeriod, lights: Lights) -> Figures | None:
    """How the whole of a total stands in a period; a quarter is that of its months where the plan splits by these.

    None where the plan gives the period no target.
    """
    if not targets or targets[0].summary.year != period.year:
        return None
    if period.kind == "year":
        return targets[0].total
    found = next(_whole(targets, period.kind, period.name), None)
    if found is not None or period.kind == "month":
        return found
    months = (NamedPeriod("month", period.year, period.index * MONTHS_OF["quarter"] + at) for at in range(3))
    parts = [next(_whole(targets, "month", month.name), None) for month in months]
    known = [part for part in parts if part is not None]
    return together(known, period.name, lights) if len(known) == len(parts) else None


def _whole(targets: Iterable[Tracked], level: str, name: str) -> Iterator[Figures]:
    for each in targets:
        for row in each.rows:
            path = each.path(row)
            if path and path[-1] == (level, name) and not members_of(path):
                yield row


def together(parts: Sequence[Figures], name: str, lights: Lights) -> Figures:
    """Several periods as one: their sums, and what follows from these."""
    sums = {key: _sum(part[key] for part in parts) for key in ("target", "actual", "expected")}
    target, actual, expected = sums["target"] or Decimal(0), sums["actual"], sums["expected"]
    pace = Fraction(actual) / Fraction(expected) if actual is not None and expected else None
    ended = {part["status"] for part in parts} == {"closed"}
    landing = None if pace is None else pace * Fraction(target)
    return {
        "level": "quarter",
        "quarter": name,
        **sums,
        "attainment": ratio(actual, target),
        "pace": rounded(pace),
        "gap": None if actual is None else actual - target,
        "required_per_day": None,
        "landing": None if landing is None else half_up(landing, 2),
        "light": None if pace is None or not any(part["light"] for part in parts) else light_of(pace, lights),
        "status": "closed" if ended else "future" if actual is None else "open",
    }


def _sum(values: Iterable[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None


def member_rows(targets: Iterable[Tracked], period: NamedPeriod) -> dict[Path, Figures]:
    """How each region, person ... stands in a period, by their path; the first target of the plan that says so."""
    rows: dict[Path, Figures] = {}
    for each in targets:
        for row in each.rows:
            path = each.path(row)
            times, members = times_of(path), members_of(path)
            inside = times[-1] == (period.kind, period.name) if times else period.kind == "year"
            if members and inside:
                rows.setdefault(members, row)
    return rows


def member_name(path: Path, rows: Mapping[Path, Figures]) -> str:
    """A member's name; with the members above where another one has the same."""
    same = [each for each in rows if each[-1] == path[-1]]
    return path[-1][1] if len(same) == 1 else " ".join(name for _, name in path)
