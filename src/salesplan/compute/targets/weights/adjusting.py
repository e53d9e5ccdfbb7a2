"""A target's total with the plan's factors on it, and what is worth saying about them (methods.md 2.6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from salesplan.compute.targets.request import line_of
from salesplan.compute.targets.weights.factors import Adjusted, Factor, adjusted, missing_kinds
from salesplan.errors import BadInput, Place, Problem
from salesplan.model.near import nearest
from salesplan.model.plan.goals import FactorEntry
from salesplan.model.plan.targets import FactorParameters, TargetEntry
from salesplan.text import Text

_HINT = Text(
    "内部看人员、能力、资源，外部看需求、竞争、政策，想想还有没有",
    "inside are people, skills and resources, outside demand, rivals and policy: think of one more",
)


@dataclass(frozen=True)
class Adjustment:
    """The total to split. ``bridge`` leads to it from the plan's total, factor by factor; None without factors."""

    total: Decimal
    bridge: Adjusted | None = None
    factors: tuple[Factor, ...] = ()
    findings: tuple[Problem, ...] = ()


def adjustment_of(
    entry: TargetEntry,
    entries: Iterable[TargetEntry],
    known: Sequence[FactorEntry],
    parameters: FactorParameters,
    unit: Decimal,
) -> Adjustment:
    """An entry's total, moved by the factors it names.

    An entry that is ``of`` another starts from that one's adjusted total; its own factors come on top. ``yes`` stands
    for every factor of the plan that has not moved the total before. BadInput for a factor that the plan does not have,
    and where no total is found.
    """
    line = line_of(entry, entries)
    base = total = line[-1].total or Decimal(0)
    steps: list[Decimal] = []
    factors: list[Factor] = []
    capped = False
    findings: list[Problem] = []
    for each in reversed(line):
        chosen = _chosen(each, known, factors)
        if chosen:
            cap = parameters.cap if parameters.hold else None
            moved = adjusted(total, chosen, unit, method=parameters.method, cap=cap)
            findings = _findings(each, chosen, moved, factors, parameters) if each is entry else []
            steps += moved.steps
            factors += chosen
            total, capped = moved.total, capped or moved.capped
    if entry.factors is True and not known:
        findings.append(_none(entry))
    if not factors:
        return Adjustment(total, findings=tuple(findings))
    share = total / base - 1 if base else Decimal(0)
    return Adjustment(total, Adjusted(base, tuple(steps), total, share, capped), tuple(factors), tuple(findings))


def _chosen(entry: TargetEntry, known: Sequence[FactorEntry], before: Sequence[Factor]) -> list[Factor]:
    """The factors an entry names; BadInput with every name that the plan does not have."""
    if isinstance(entry.factors, bool):
        used = {factor.name for factor in before}
        names = [factor.name for factor in known if entry.factors and factor.name not in used]
    else:
        names = list(dict.fromkeys(entry.factors))
    by_name = {factor.name: factor for factor in known}
    unknown = [_unknown(entry, name, list(by_name)) for name in names if name not in by_name]
    if unknown:
        raise BadInput(unknown)
    found = [by_name[name] for name in names]
    return [Factor(each.name, each.kind, each.effect, each.confidence, entry.id) for each in found]


def unused_factors(entries: Iterable[TargetEntry], known: Sequence[FactorEntry]) -> list[Problem]:
    """A note that names the plan's factors which move no target."""
    chosen = [entry.factors for entry in entries]
    if True in chosen:
        return []
    used = {name for names in chosen if not isinstance(names, bool) for name in names}
    unused = [factor.name for factor in known if factor.name not in used]
    if not unused:
        return []
    what = Text("这些因素没有用在任何目标上：{names}", "no target uses these factors: {names}")
    fix = Text("要用就在目标里写 factors: 是", "to use them, give a target factors: yes")
    filled = what.format(names=", ".join(unused))
    return [Problem("FACTOR-unused", "note", filled, fix, Place(key="factors"), str(len(unused)))]


def factors_left_out(entry: TargetEntry, entries: Iterable[TargetEntry]) -> list[Problem]:
    """A note that a total typed over an entry is split as it is, where the plan's total would have been adjusted."""
    known = {each.id: each for each in entries}
    each: TargetEntry | None = entry
    seen: set[str] = set()
    while each is not None and not each.factors and each.id not in seen:
        seen.add(each.id)
        each = known.get(each.of or "")
    if each is None or not each.factors:
        return []
    what = Text("--total 给的数照原样分，不按因素调整", "the total typed is split as it is, without factors")
    fix = Text(
        "要按因素调整就去掉 --total，改计划里的 total", "to have them, leave --total and change the plan's total"
    )
    return [Problem("FACTOR-left-out", "note", what, fix, Place(key="--total"))]


def _findings(
    entry: TargetEntry,
    chosen: Sequence[Factor],
    moved: Adjusted,
    before: Sequence[Factor],
    parameters: FactorParameters,
) -> list[Problem]:
    found = [_beyond(entry, moved, parameters)] if abs(moved.share) > parameters.cap else []
    twice = [factor.name for factor in chosen if factor.name in {other.name for other in before}]
    if twice:
        what = Text("这些因素在上级目标里已经算过一次：{names}", "these factors moved the target above before: {names}")
        fix = Text("不是有意的就在这条目标里去掉", "drop them from this target unless this is meant")
        found.append(_problem("FACTOR-twice", entry, what.format(names=", ".join(twice)), fix))
    found += [_one_kind(entry, kind) for kind in missing_kinds([*before, *chosen])]
    return found


def _problem(code: str, entry: TargetEntry, what: Text, fix: Text, value: str | None = None) -> Problem:
    return Problem(code, "warning", what, fix, Place(key=f"targets.{entry.id}.factors"), value)


def _beyond(entry: TargetEntry, moved: Adjusted, parameters: FactorParameters) -> Problem:
    what = Text("因素合计 {share}，超过 {cap}", "the factors come to {share}, more than {cap}")
    if parameters.hold:
        what = Text("因素合计 {share}，压到 {cap}", "the factors come to {share} and are held at {cap}")
    fix = Text(
        "核对影响和把握；要压到上限写 parameters.factors.hold: 是",
        "check effects and confidence; parameters.factors.hold: yes holds them at the limit",
    )
    filled = what.format(share=f"{moved.share:+.1%}", cap=f"{parameters.cap:.0%}")
    return _problem("FACTOR-cap", entry, filled, fix, f"{moved.share:f}")


def _one_kind(entry: TargetEntry, missing: str) -> Problem:
    lacking = {
        "internal": Text("只有外部因素，没有内部因素", "all factors are external, none is internal"),
        "external": Text("只有内部因素，没有外部因素", "all factors are internal, none is external"),
    }
    return _problem("FACTOR-kinds", entry, lacking[missing], _HINT, missing)


def _none(entry: TargetEntry) -> Problem:
    what = Text("计划里没有写因素，总额没有调整", "the plan has no factors: the total is not adjusted")
    fix = Text("在计划里写 factors，或去掉这一项", "put factors into the plan, or drop this")
    return _problem("FACTOR-none", entry, what, fix)


def _unknown(entry: TargetEntry, name: str, valid: Sequence[str]) -> Problem:
    near = nearest(name, valid)
    guess = Text("是不是 {near}？", "did you mean {near}? ").format(near=near) if near else Text("", "")
    what = Text("计划里没有因素“{name}”", "the plan has no factor {name}").format(name=name)
    fix = Text("{guess}可用：{valid}", "{guess}use one of: {valid}")
    if not valid:
        fix = Text("在计划里写 factors", "put it under factors in the plan")
    place = Place(key=f"targets.{entry.id}.factors")
    return Problem("FACTOR-name", "error", what, fix.format(guess=guess, valid=", ".join(valid)), place, name)
