"""Targets frozen when they are handed out, the records beside the plan, and targets tracked as they were frozen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from salesplan.api.plan_places import with_places
from salesplan.api.setting import Setting, setting
from salesplan.api.targets import NO_WISH, SplitWish, decomposed, entries_of
from salesplan.errors import BadInput, BadUsage, Place, Problem
from salesplan.model.plan.levels import TIME_LEVELS
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.compute.targets.split import Decomposed
    from salesplan.load.state import Kept
    from salesplan.model.state import Record


@with_places
def targets_freeze(
    entry: str | None = None,
    wish: SplitWish = NO_WISH,
    where: Setting | None = None,
    *,
    reason: str = "",
    decided_by: str = "",
) -> tuple[Record, ...]:
    """The plan's targets (or one entry's) as they are now, as records to be kept: what ``track`` then goes by.

    Nothing is written: write.state.write_record does. A target without a level of time is frozen by month. BadUsage
    where targets of the same year were frozen before and no reason is given.
    """
    where = where or setting()
    found, problems = [], []
    for target in entries_of(entry, where):
        by = wish.by or target.by
        timed = not by or any(level in TIME_LEVELS for level in by)
        for made in decomposed(target.id, wish if timed else replace(wish, by=(*by, "month")), where):
            before = kept_frozen(made, where)
            if before is not None and not reason:
                problems.append(_frozen_before(made, before.record))
            found.append(_record(made, where, reason, decided_by))
    if problems:
        raise BadUsage(problems)
    return tuple(found)


def _record(made: Decomposed, where: Setting, reason: str, decided_by: str) -> Record:
    from salesplan.compute.targets.replans.freezing import frozen_record

    inputs = (*(where.loaded.inputs if where.loaded else ()), *made.inputs)
    record = frozen_record(made, where.as_of, inputs, reason=reason, decided_by=decided_by)
    return with_plan_name(record, where)


def with_plan_name(record: Record, where: Setting) -> Record:
    """The record with the name of the plan's file, and the hash of what it is now."""
    if where.loaded is None:
        return record
    told = next((each.sha256 for each in where.loaded.inputs if each.file == where.loaded.file), "")
    return record.model_copy(update={"plan": _plan_name(where), "plan_sha256": told})


def _plan_name(where: Setting) -> str:
    return PurePath(where.loaded.file).name if where.loaded else ""


def _frozen_before(made: Decomposed, record: Record) -> Problem:
    what = Text(
        "{year} 年的 {id} 在 {day} 已经定稿过，再定稿要写明原因",
        "{id} was frozen for {year} on {day}: to freeze it again, say why",
    ).format(year=record.year, id=made.request.id, day=record.as_of)
    fix = Text(
        "加 --reason 原因；以前的定稿留作历史，以后按新的定稿", "add --reason WHY; the earlier one is kept as history"
    )
    return Problem("USAGE-frozen-before", "error", what, fix)


def kept_records(entry: str, where: Setting) -> list[Kept]:
    """The records of an entry of this very plan, newest first; none without a plan.

    Those of another plan file in the same folder are left out (``other_plans`` tells of them).
    """
    name = _plan_name(where)
    return [each for each in _all_kept(entry, where) if each.record.plan_name in ("", name)]


def other_plans(entry: str, where: Setting) -> list[Problem]:
    """That records of another plan file with an entry of the same id were left out."""
    name = _plan_name(where)
    others = [each for each in _all_kept(entry, where) if each.record.plan_name not in ("", name)]
    if not others:
        return []
    what = Text(
        "有 {n} 条记录是另一个计划 {plan} 的，没有用", "{n} records are of another plan, {plan}, and were not used"
    )
    plans = ", ".join(dict.fromkeys(each.record.plan_name for each in others))
    fix = Text(
        "两个计划的目标用不同的编号就不会混；计划只是改了名，就把记录里的 plan 改成 {name}",
        "give their targets different ids; if this plan was only renamed, set plan in the records to {name}",
    )
    place = Place(others[0].file)
    return [Problem("STATE-other-plan", "note", what.format(n=len(others), plan=plans), fix.format(name=name), place)]


def _all_kept(entry: str, where: Setting) -> list[Kept]:
    from salesplan.load.state import records_of

    return records_of(where.loaded.folder, entry) if where.loaded else []


def kept_of_year(made: Decomposed, where: Setting) -> list[Kept]:
    """The records of the split's year, newest first."""
    first = made.request.year.period.first
    return [each for each in kept_records(made.request.id, where) if each.record.first == first]


def kept_frozen(made: Decomposed, where: Setting) -> Kept | None:
    """The frozen targets that hold for the split's year; None where none were frozen by themselves."""
    from salesplan.model.state import frozen_among

    kept = [each for each in kept_of_year(made, where) if each.record.frozen]
    held = frozen_among([each.record for each in kept], where.as_of)
    return next((each for each in kept if each.record is held), None)


def against_frozen(made: Decomposed, where: Setting) -> tuple[Decomposed, Kept | None, list[Problem]]:
    """A split with its targets as they were frozen; the record, and how far today's targets are from it.

    Without frozen targets the split as it is.
    """
    from salesplan.compute.targets.replan import with_revised
    from salesplan.compute.targets.replans.freezing import frozen_note, members_differ

    others = other_plans(made.request.id, where)
    kept = kept_frozen(made, where)
    if kept is None:
        return made, None, others
    found, lost = with_revised(made, kept.record)
    problems = [members_differ(made, kept.record, lost)] if lost else []
    return found, kept, [*problems, frozen_note(found, made, kept.record), *others]


def as_warnings(bad: BadInput) -> list[Problem]:
    """What is wrong with records, for those whose figures do not rest on them."""
    return [replace(problem, severity="warning") for problem in bad.problems]


def frozen_before(made: Decomposed, where: Setting) -> list[Problem]:
    """That targets of this year were frozen, for who looks at what the plan gives now; damaged records as warnings."""
    try:
        kept = kept_frozen(made, where)
    except BadInput as bad:
        return as_warnings(bad)
    if kept is None:
        return []
    what = Text(
        "{day} 定稿过；targets track、replan 按定稿的算，这里是今天算的",
        "frozen on {day}: targets track and replan go by that, this is what the plan gives now",
    ).format(day=kept.record.as_of)
    fix = Text("要按今天的重新定稿：加 --record --reason 原因", "to freeze these anew: add --record --reason WHY")
    return [Problem("SPLIT-frozen", "note", what, fix, Place(key=f"targets.{made.request.id}"))]
