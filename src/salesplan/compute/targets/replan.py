"""What is left of the year's targets, planned anew over the days left, beside the plan as it was (methods.md 2.7)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from salesplan.compute.targets.actuals.actuals import Actuals
from salesplan.compute.targets.grid.outcome import Due
from salesplan.compute.targets.grid.time_levels import time_parts
from salesplan.compute.targets.replans import replan_findings as told
from salesplan.compute.targets.replans.replan_grids import Columns, Leaves, Scene
from salesplan.compute.targets.replans.replan_outcome import Logged, Outcome, ReplanSummary
from salesplan.compute.targets.replans.spots import names_of
from salesplan.compute.targets.split import Decomposed
from salesplan.compute.targets.weights.total_scale import CODE as TOTAL_SCALE
from salesplan.errors import BadInput, Problem
from salesplan.model.plan.targets import ReplanParameters
from salesplan.model.result import Input, Origin, Parameter, Result
from salesplan.model.state import Base, Leaf, ReadFile, Record, Rule, frozen_among, replans_since

COMMAND = "targets replan"


@dataclass(frozen=True)
class ReplanTerms:
    """How to plan anew, and why. ``rule`` None is the plan's; ``sold_nothing`` names months that truly had no sales.

    ``recording``: the re-plan is to be kept, so that it stands in the change log already.
    """

    rule: Rule | None = None
    base: Base = "original"
    reason: str = ""
    decided_by: str = ""
    sold_nothing: tuple[str, ...] = ()
    recording: bool = False
    parameters: ReplanParameters = field(default_factory=ReplanParameters)

    @property
    def chosen(self) -> Rule:
        """The rule that applies."""
        return self.rule or self.parameters.rule


@dataclass(frozen=True)
class Replan:
    """A re-plan: its result, and the record that would be kept of it."""

    result: Result[ReplanSummary]
    record: Record


def replan_targets(
    made: Decomposed,
    actuals: Actuals,
    terms: ReplanTerms,
    *,
    as_of: date,
    records: Sequence[Record] = (),
    order_days: Collection[date],
) -> Replan:
    """The targets of a split planned anew from what has come in up to ``as_of``.

    ``records`` are those of earlier re-plans and of frozen targets, newest first. What the year has to bring are the
    targets frozen last, else those frozen by its oldest re-plan; ``terms.base`` says whose targets are the weights.
    Leaves are planned anew, parents are their sums. ``order_days`` are the days on which there was any order, counted
    or not. BadInput where a month that is over has no order at all, or where members are not those of the record.
    """
    ours = [r for r in records if r.first == made.request.year.period.first]
    columns = Columns.of(made.targets.times, made.request.year, as_of, made.calendar)
    scene = Scene(made.targets, columns, _scale(made, actuals, ours))
    held = frozen_among(ours, as_of)
    earlier = replans_since(held, ours, as_of)
    problems = [
        *told.missing_actuals(made, order_days, terms.sold_nothing, as_of),
        *told.wrong_members(made.request.id, scene, held, earlier, terms.base),
    ]
    if problems:
        raise BadInput(problems)
    outcome = _outcome(made, scene, actuals, terms, held, earlier)
    record = _record(made, outcome, terms, as_of, held.frozen_on if held else as_of)
    kept = _with(record, ours) if terms.recording else ours
    summary = replace(
        _summary(made, outcome, terms, actuals),
        frozen_on=held.frozen_on if held else None,
        last_on=earlier[0].as_of if earlier else None,
        log=tuple(map(Logged.of, kept)),
    )
    findings = [problem for problem in made.findings if problem.code == TOTAL_SCALE]
    findings += told.findings(made.request.id, outcome, summary, scene.planned())
    parameters = _parameters(made, terms)
    result = Result(COMMAND, as_of, summary, outcome.table(), parameters, tuple(findings), made.inputs)
    return Replan(result, record)


def with_files(done: Replan, inputs: Sequence[Input], findings: Sequence[Problem] = ()) -> Replan:
    """The re-plan with the files its figures came from, in the result and in the record."""
    files = tuple(ReadFile(table=i.table, file=i.file, sha256=i.sha256) for i in inputs if i.table != "record")
    files = tuple(dict.fromkeys(files))
    result = replace(done.result, inputs=tuple(inputs), findings=(*findings, *done.result.findings))
    return Replan(result, done.record.model_copy(update={"inputs": files}))


def with_revised(made: Decomposed, record: Record) -> tuple[Decomposed, list[str]]:
    """The split with the revised targets of a record in place of its own; and the targets that only one of both has.

    A member that the record does not know keeps its own targets; one that it has in parts gets their sum. Parents are
    summed anew. Periods that were over go on being judged by what was asked of them at first.
    """
    scale = max(made.targets.scale, *(_places(a) for f in record.leaves for a in (f.revised, f.original or 0)), 0)
    targets = made.targets
    year = made.request.year
    columns = Columns.of(targets.times, year, record.as_of, made.calendar)
    scene = Scene(targets, columns, scale)
    rows = {**scene.planned().rows, **scene.recorded(record, "revised").rows}
    cells = Leaves(rows).grid(targets.items, targets.times, columns)
    asked = Leaves({**rows, **scene.recorded(record, "asked").rows}).grid(targets.items, targets.times, columns)
    due = None if record.frozen else Due(asked, record.as_of)
    gone, new = scene.uncovered(record)
    return replace(made, targets=replace(targets, cells=cells, scale=scale, due=due)), [*gone, *new]


def months_of(made: Decomposed) -> list[str]:
    """The names of the months of a split's year."""
    return [name for name, _ in time_parts("month", made.request.year.period, made.request.year)]


def _places(amount: Decimal | int) -> int:
    return max(0, -int(Decimal(amount).normalize().as_tuple().exponent))


def _scale(made: Decomposed, actuals: Actuals, records: Sequence[Record]) -> int:
    """The decimals of the finest amount that occurs."""
    amounts = [a for r in records for leaf in r.leaves for a in (leaf.original, leaf.revised) if a is not None]
    return max(made.targets.scale, actuals.scale, *(_places(amount) for amount in amounts), 0)


def _outcome(
    made: Decomposed,
    scene: Scene,
    actuals: Actuals,
    terms: ReplanTerms,
    held: Record | None,
    earlier: Sequence[Record],
) -> Outcome:
    frozen = scene.recorded(held, "original") if held else scene.planned()
    last = scene.recorded(earlier[0], "revised") if earlier else Leaves({})
    planned = scene.planned() if terms.base == "plan" else frozen
    weights = last if terms.base == "last" else planned
    actual = scene.brought(actuals)
    unit = int(made.request.unit.scaleb(scene.scale))
    revised, handed = scene.replanned(weights, planned, actual, terms.chosen, max(unit, 1))
    return Outcome(scene, planned, frozen, last, actual, revised, handed, max(unit, 1))


def _record(made: Decomposed, outcome: Outcome, terms: ReplanTerms, as_of: date, frozen_on: date) -> Record:
    request, scene = made.request, outcome.scene
    span = request.year.period
    return Record(
        entry=request.id,
        name=request.name,
        year=request.year.number,
        first=span.first,
        last=span.last,
        as_of=as_of,
        frozen_on=frozen_on,
        rule=terms.chosen,
        base=terms.base,
        reason=terms.reason,
        decided_by=terms.decided_by,
        by=request.by,
        total=scene.money(outcome.sums()[0]),
        leaves=tuple(_leaves(outcome)),
    )


def _leaves(outcome: Outcome) -> list[Leaf]:
    scene, found = outcome.scene, []
    for node in scene.leaves:
        frozen = outcome.frozen.rows.get(node.index)
        for j, time in enumerate(scene.columns.times):
            found.append(
                Leaf(
                    item=names_of(node),
                    time=names_of(time),
                    original=None if frozen is None else scene.money(frozen[j]),
                    actual=scene.money(outcome.actual.rows[node.index][j]),
                    revised=scene.money(outcome.revised.rows[node.index][j]),
                    over=not scene.columns.left[j],
                )
            )
    return found


def _with(record: Record, ours: Sequence[Record]) -> list[Record]:
    """The records as they are once this one is among them, newest first."""
    return sorted(
        [record, *(r for r in ours if r.frozen or r.as_of != record.as_of)], key=lambda r: r.as_of, reverse=True
    )


def _summary(made: Decomposed, outcome: Outcome, terms: ReplanTerms, actuals: Actuals) -> ReplanSummary:
    request, scene, span = made.request, outcome.scene, made.request.year.period
    total, actual, revised = outcome.sums()
    uplift = outcome.uplift_in_all()
    return ReplanSummary(
        id=request.id,
        name=request.name,
        year=request.year,
        first=span.first,
        last=span.last,
        rule=terms.chosen,
        base=terms.base,
        unit=request.unit,
        total=scene.money(total),
        actual=scene.money(actual),
        remaining=scene.money(total - actual),
        revised=scene.money(revised),
        gap=scene.money(total - revised),
        uplift=uplift,
        limit=terms.parameters.uplift,
        reached=0 < total <= actual,
        over=not any(scene.columns.left),
        not_assigned=actuals.of_no_target,
        frozen_on=None,
        last_on=None,
        periods=outcome.periods(),
        reason=terms.reason,
        decided_by=terms.decided_by,
        pins=outcome.pins(),
    )


def _parameters(made: Decomposed, terms: ReplanTerms) -> tuple[Parameter, ...]:
    """The choices that decided the new targets."""

    def given(key: str) -> Origin:
        return "plan" if key in terms.parameters.model_fields_set else "default"

    rule: Origin = "option" if terms.rule is not None else given("rule")
    return (
        Parameter("year", made.request.year.number, made.request.source),
        Parameter("unit", made.request.unit, made.request.source),
        Parameter("parameters.replan.rule", terms.chosen, rule),
        Parameter("parameters.replan.uplift", terms.parameters.uplift, given("uplift")),
        Parameter("from", terms.base, "default" if terms.base == "original" else "option"),
    )
