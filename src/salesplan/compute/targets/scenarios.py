"""The same plan under other totals and other factors, and how far the targets then differ from each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.targets.grid.outcome import SplitSummary
from salesplan.compute.targets.request import total_of
from salesplan.compute.targets.split import Decomposed, split_result
from salesplan.compute.targets.versions.difference import NodeKey, amounts_by_node, level_of, relative
from salesplan.errors import BadInput, BadUsage, Place, Problem, SalesplanError
from salesplan.model.near import nearest
from salesplan.model.period import FiscalYear
from salesplan.model.plan.goals import FactorEntry
from salesplan.model.plan.plan import Plan
from salesplan.model.plan.scenarios import Change, Scenario
from salesplan.model.plan.targets import TargetEntry
from salesplan.model.result import Parameter, Result
from salesplan.model.table import ColumnSpec, Kind, Table, Value
from salesplan.text import Text

BASE = "base"
"""The plan as it stands."""
LARGE = Decimal("0.5")
"""A change above this share of the plan's total is asked about: ``110%`` adds 110 %, it is not 110 % of the plan."""
_BASE_WORDS = frozenset({BASE, "plan", "计划", "計劃"})


@dataclass(frozen=True)
class Assumed:
    """A plan as it would be under one scenario. ``findings`` say which totals were rounded to the unit."""

    scenario: Scenario
    plan: Plan
    findings: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Column:
    """One scenario of a comparison: its total, and how far it is from the first.

    ``change`` is None where the first total is 0 or below. ``exact`` as in a split: added up again.
    """

    id: str
    name: str
    note: str
    total: Decimal
    difference: Decimal
    change: Decimal | None
    exact: bool


@dataclass(frozen=True)
class ScenariosSummary:
    """One target under several scenarios; all of them are measured against the first."""

    id: str
    name: str
    unit: Decimal
    year: FiscalYear
    first: date
    last: date
    basis: Mapping[str, str]
    scenarios: tuple[Column, ...]


def assumed(plan: Plan, words: Sequence[str], *, unit: Decimal | None = None) -> list[Assumed]:
    """The plan under each of the scenarios named; ``base`` is the plan as it stands, declared or not.

    BadUsage with the nearest names for scenarios the plan does not know; BadInput for totals and factors of a scenario
    that are not in the plan, all of them at once. ``unit`` is what a changed total is rounded to, else the plan's.
    """
    found = [scenario_named(plan, word) for word in words]
    if unknown := [_unknown(plan, word) for word, scenario in zip(words, found, strict=True) if scenario is None]:
        raise BadUsage(unknown)
    chosen = list({scenario.id: scenario for scenario in found if scenario is not None}.values())
    if problems := [problem for scenario in chosen for problem in _misnamed(plan, scenario)]:
        raise BadInput(problems)
    return [_under(plan, scenario, plan.unit if unit is None else unit) for scenario in chosen]


def scenario_named(plan: Plan, word: str) -> Scenario | None:
    """The scenario with this id, else with this name; ``base`` and ``计划`` are always there."""
    for scenario in plan.scenarios:
        if scenario.id == word:
            return scenario
    named = [scenario for scenario in plan.scenarios if scenario.name == word]
    if len(named) == 1:
        return named[0]
    if word not in _BASE_WORDS:
        return None
    return next((scenario for scenario in plan.scenarios if scenario.id == BASE), Scenario(id=BASE))


def _unknown(plan: Plan, word: str) -> Problem:
    ids = list(dict.fromkeys((BASE, *(scenario.id for scenario in plan.scenarios))))
    what = Text("计划里没有情景“{word}”", "the plan has no scenario “{word}”").format(word=word)
    return Problem("USAGE-no-scenario", "error", what, _choose(word, ids), Place(key="--scenario"), word)


def _choose(word: str, known: Sequence[str]) -> Text:
    """The nearest of the names, if any is near, and all of them."""
    listed = ", ".join(known)
    if near := nearest(word, known):
        return Text("是不是 {near}？可选：{known}", "did you mean {near}? There are {known}").format(
            near=near, known=listed
        )
    if not known:
        return Text("先在计划里写上，或从情景里删掉", "put it into the plan first, or take it out of the scenario")
    return Text("可选：{known}", "choose one of {known}").format(known=listed)


def _misnamed(plan: Plan, scenario: Scenario) -> Iterator[Problem]:
    """Totals and factors of a scenario that the plan does not have, or that hang on another entry's total."""
    entries = {entry.id: entry for entry in plan.targets}
    for entry in scenario.totals:
        place = Place(key=f"scenarios.{scenario.id}.totals.{entry}")
        if entry not in entries:
            what = Text("计划里没有编号为“{entry}”的目标", "the plan has no target “{entry}”").format(entry=entry)
            yield Problem("SCENARIO-no-entry", "error", what, _choose(entry, list(entries)), place, entry)
        elif (above := entries[entry].of) is not None:
            what = Text("{entry} 的总额是 {above} 的", "{entry} has the total of {above}")
            fix = Text("在情景里改 {above}，{entry} 会跟着变", "change {above} in the scenario, {entry} follows")
            words = {"entry": entry, "above": above}
            yield Problem("SCENARIO-of", "error", what.format(**words), fix.format(**words), place, entry)
    known = [factor.name for factor in plan.factors]
    for name in scenario.factors:
        if name not in known:
            what = Text("计划里没有因素“{name}”", "the plan has no factor “{name}”").format(name=name)
            place = Place(key=f"scenarios.{scenario.id}.factors.{name}")
            yield Problem("SCENARIO-no-factor", "error", what, _choose(name, known), place, name)


def _under(plan: Plan, scenario: Scenario, unit: Decimal) -> Assumed:
    """The plan with the scenario's totals and factors in it."""
    findings: list[Problem] = []
    entries: list[TargetEntry] = []
    for entry in plan.targets:
        told = scenario.totals.get(entry.id)
        if told is None:
            entries.append(entry)
            continue
        total = told
        if isinstance(told, Change):
            total, exact = changed_total(total_of(entry, plan.targets), told.by, unit)
            findings += [] if exact else [_rounded(scenario, entry.id, unit, total)]
            findings += [_large(scenario, entry.id, told.by, total)] if told.by > LARGE else []
        entries.append(entry.model_copy(update={"total": total}))
    factors = tuple(_assumed_factor(factor, scenario) for factor in plan.factors)
    return Assumed(scenario, plan.model_copy(update={"targets": tuple(entries), "factors": factors}), tuple(findings))


def changed_total(total: Decimal, by: Decimal, unit: Decimal) -> tuple[Decimal, bool]:
    """A total changed by a share, rounded half up to the unit (away from 0), and whether it needed no rounding."""
    exact = Fraction(total) * (1 + Fraction(by)) / Fraction(unit)
    units = int(abs(exact) + Fraction(1, 2)) * (-1 if exact < 0 else 1)
    return units * unit, units == exact


def _rounded(scenario: Scenario, entry: str, unit: Decimal, total: Decimal) -> Problem:
    what = Text(
        "情景 {scenario} 的总额按单位 {unit} 四舍五入为 {total}",
        "the total of scenario {scenario} is rounded half up to the unit {unit}: {total}",
    ).format(scenario=scenario.id, unit=f"{unit:f}", total=f"{total:,f}")
    fix = Text("要别的数就在情景里直接写总额", "write the total itself into the scenario to have another")
    return Problem("SCENARIO-rounded", "note", what, fix, Place(key=f"scenarios.{scenario.id}.totals.{entry}"))


def _large(scenario: Scenario, entry: str, by: Decimal, total: Decimal) -> Problem:
    what = Text(
        "情景 {scenario} 在计划上再加 {by}，总额成了 {total}",
        "scenario {scenario} adds {by} to the plan, which makes {total}",
    ).format(scenario=scenario.id, by=f"{(by * 100).normalize():f}%", total=f"{total:,f}")
    fix = Text("想要计划的 110% 就写 +10%", "for 110 % of the plan write +10%")
    return Problem("SCENARIO-large", "warning", what, fix, Place(key=f"scenarios.{scenario.id}.totals.{entry}"))


def _assumed_factor(factor: FactorEntry, scenario: Scenario) -> FactorEntry:
    told = scenario.factors.get(factor.name)
    if told is None:
        return factor
    given = {"effect": told.effect, "confidence": told.confidence}
    return factor.model_copy(update={key: value for key, value in given.items() if value is not None})


def refused(failures: Mapping[str, SalesplanError], chosen: int) -> SalesplanError:
    """The problems of all scenarios as one error, each with its scenario named; what all have in common stands once."""
    common = _in_all([failure.problems for failure in failures.values()]) if len(failures) == chosen > 1 else ()
    own = [
        replace(p, what=Text("情景 {id}：{what}", "scenario {id}: {what}").format(id=scenario, what=p.what))
        for scenario, failure in failures.items()
        for p in failure.problems
        if p not in common
    ]
    usage = all(isinstance(failure, BadUsage) for failure in failures.values())
    return (BadUsage if usage else BadInput)([*common, *own])


def _in_all(groups: Sequence[Sequence[Problem]]) -> tuple[Problem, ...]:
    """The problems that every group has, in the order of the first."""
    others = [set(group) for group in groups[1:]]
    return tuple(p for p in dict.fromkeys(groups[0]) if all(p in other for other in others))


def under_one(assumption: Assumed, made: Decomposed, as_of: date) -> Result[SplitSummary]:
    """An ordinary split, with the scenario it rests on named in it."""
    result = split_result(made, as_of)
    scenario = assumption.scenario
    return replace(
        result,
        summary=replace(result.summary, scenario=scenario.id),
        parameters=(Parameter("scenario", scenario.id, "option"), *result.parameters),
        findings=(*assumption.findings, *result.findings),
    )


def side_by_side(made: Sequence[tuple[Assumed, Decomposed]], as_of: date) -> Result[ScenariosSummary]:
    """One target under several scenarios: a row for each node and scenario, with its difference from the first."""
    splits = [split_result(each, as_of) for _, each in made]
    amounts = [amounts_by_node(each.targets) for _, each in made]
    first = splits[0].summary
    columns = tuple(
        Column(
            assumption.scenario.id,
            assumption.scenario.name,
            assumption.scenario.note,
            split.summary.total,
            split.summary.total - first.total,
            relative(first.total, split.summary.total - first.total),
            split.summary.exact,
        )
        for (assumption, _), split in zip(made, splits, strict=True)
    )
    by = made[0][1].targets.by
    kinds: list[tuple[str, Kind]] = [*((level, "text") for level in by), ("level", "code"), ("scenario", "text")]
    kinds += [("target", "amount"), ("difference", "amount"), ("change", "share")]
    rows = tuple(_rows([column.id for column in columns], amounts, by))
    summary = ScenariosSummary(
        first.id, first.name, first.unit, first.year, first.first, first.last, first.basis, columns
    )
    return Result(
        "targets scenarios",
        as_of,
        summary,
        Table(tuple(ColumnSpec(key, kind) for key, kind in kinds), tuples=rows),
        (Parameter("scenario", tuple(column.id for column in columns), "option"), *splits[0].parameters),
        tuple(_findings(made)),
        made[0][1].inputs,
    )


def _rows(
    ids: Sequence[str], amounts: Sequence[Mapping[NodeKey, Decimal]], by: tuple[str, ...]
) -> Iterator[tuple[Value, ...]]:
    """Node by node, of each the scenarios in their order. A node that a scenario lacks counts as 0 in differences."""
    for key in dict.fromkeys(key for each in amounts for key in each):
        before = amounts[0].get(key)
        for scenario, each in zip(ids, amounts, strict=True):
            target = each.get(key)
            difference = (target or Decimal(0)) - (before or Decimal(0))
            yield (*key, level_of(key, by), scenario, target, difference, relative(before, difference))


def _findings(made: Sequence[tuple[Assumed, Decomposed]]) -> Iterator[Problem]:
    """What is worth knowing: once where it is the same under every scenario, else with the scenario named."""
    common = _in_all([each.findings for _, each in made])
    for assumption, each in made:
        yield from assumption.findings
        for problem in each.findings:
            if problem not in common:
                told = Text("情景 {id}：{what}", "scenario {id}: {what}")
                yield replace(problem, what=told.format(id=assumption.scenario.id, what=problem.what))
    yield from common
