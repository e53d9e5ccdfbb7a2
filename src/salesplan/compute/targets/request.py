"""What is asked of a split: the total, the levels, the basis of each, and what was fixed by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from salesplan.compute.targets.weights.factors import Adjusted, Factor
from salesplan.errors import BadInput, BadUsage, Place, Problem, SalesplanError
from salesplan.model.period import FiscalYear
from salesplan.model.plan.targets import FactorParameters, SeasonParameters, SplitParameters, TargetEntry
from salesplan.model.plan.team import Team
from salesplan.model.result import Origin
from salesplan.text import Text

_OPTIONS = {"pins": "--pin"}
"""Keys of an entry whose option has another name."""


@dataclass(frozen=True)
class SplitRequest:
    """One total to split.

    ``by`` names the levels, outermost first. ``basis`` maps a level, or ``*`` for all it fits, to a basis; ``weights``
    a level to its members' weights; ``members`` a level to the names it must have. ``pins``, ``least`` and ``most`` map
    a path such as ``region=华东/quarter=2026-Q1`` to an amount; ``least_change`` and ``most_change`` map a level or a
    path to the change on last year's sales that a target must and may have. ``potential`` is market potential in money
    by level and member; ``team`` the people, who come and go. ``bridge`` leads from the plan's total to ``total`` where
    ``factors`` adjusted it as ``adjusting`` says. ``hedge`` is the margin that a level's targets are handed out with.
    ``amount`` is the orders' field that counts (``amount`` or ``amount_net``). ``source``
    says where the wishes came from: wrong usage or bad input. ``typed`` holds the keys of an entry that were typed as
    options over it, such as ``by`` or ``pins.region=华东``. ``findings`` are worth knowing about the request itself.
    """

    id: str
    total: Decimal
    by: tuple[str, ...]
    year: FiscalYear
    name: str = ""
    unit: Decimal = Decimal(1)
    unit_remainder: bool = False
    basis: Mapping[str, str] = field(default_factory=dict)
    weights: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pins: Mapping[str, Decimal] = field(default_factory=dict)
    least: Mapping[str, Decimal] = field(default_factory=dict)
    most: Mapping[str, Decimal] = field(default_factory=dict)
    least_change: Mapping[str, Decimal] = field(default_factory=dict)
    most_change: Mapping[str, Decimal] = field(default_factory=dict)
    potential: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)
    team: Team = field(default_factory=Team)
    bridge: Adjusted | None = None
    factors: tuple[Factor, ...] = ()
    adjusting: FactorParameters | None = None
    hedge: Mapping[str, Decimal] = field(default_factory=dict)
    hedge_compound: bool = False
    amount: str = "amount"
    season: SeasonParameters = field(default_factory=SeasonParameters)
    split: SplitParameters = field(default_factory=SplitParameters)
    source: Origin = "plan"
    typed: frozenset[str] = frozenset()
    findings: tuple[Problem, ...] = ()

    def place(self, key: str) -> Place:
        """Where a part of the wishes stands: in the plan's entry, or in the option of the same name."""
        whole = key.partition(".")[0]
        if self.source == "option" or not self.typed.isdisjoint((whole, key)):
            return Place(key=_OPTIONS.get(whole, f"--{whole}"))
        return Place(key=f"targets.{self.id}.{key}")

    def refusal(self, problems: Iterable[Problem]) -> SalesplanError:
        """Every reason why the split cannot be done, as one error: wrong usage where an option has a part in it."""
        found = list(problems)
        options = any(each.place is not None and (each.place.key or "").startswith("--") for each in found)
        return BadUsage(found) if options or self.source == "option" else BadInput(found)


def request_of(
    entry: TargetEntry,
    total: Decimal,
    year: FiscalYear,
    *,
    unit: Decimal = Decimal(1),
    season: SeasonParameters | None = None,
    split: SplitParameters | None = None,
    amount: str = "amount",
    team: Team | None = None,
) -> SplitRequest:
    """The request that a plan entry makes; ``total`` is its own or that of the entry it is ``of``."""
    return SplitRequest(
        id=entry.id,
        name=entry.metric,
        total=total,
        by=entry.by,
        year=year,
        unit=unit,
        basis=entry.basis,
        weights=entry.weights_by_level(),
        pins=entry.pins,
        least=entry.min,
        most=entry.max,
        least_change=entry.min_change,
        most_change=entry.max_change,
        potential=entry.potential,
        hedge=entry.hedge,
        hedge_compound=entry.hedge_compound,
        amount=amount,
        season=season or SeasonParameters(),
        split=split or SplitParameters(),
        team=team or Team(),
    )


def total_of(entry: TargetEntry, entries: Iterable[TargetEntry]) -> Decimal:
    """The entry's own total, or that of the entry it is ``of``, at any distance. BadInput when there is none."""
    return line_of(entry, entries)[-1].total or Decimal(0)


def line_of(entry: TargetEntry, entries: Iterable[TargetEntry]) -> list[TargetEntry]:
    """The entry, the one it is ``of``, and so on to the one that has a total. BadInput when there is none."""
    known = {other.id: other for other in entries}
    line = [entry]
    while line[-1].total is None:
        of = line[-1].of
        if of is None or of not in known or of in [each.id for each in line]:
            raise BadInput(_no_total(entry.id, of, sorted(known)))
        line.append(known[of])
    return line


def _no_total(start: str, missing: str | None, known: list[str]) -> Problem:
    return Problem(
        "SPLIT-of",
        "error",
        Text("键 of 没有通向一个总额", "the key of does not lead to a total"),
        Text("写 total，或把 of 改成其中一个：{known}", "give a total, or one of these ids: {known}").format(
            known=", ".join(other for other in known if other != start)
        ),
        Place(key=f"targets.{start}.of"),
        missing,
    )
