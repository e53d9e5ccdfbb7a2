"""Prospects: ranked, handed out, followed up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from salesplan.api.plan_lists import list_given, no_list
from salesplan.api.setting import Setting, setting, with_plan
from salesplan.errors import BadInput, BadUsage, Place, Problem
from salesplan.model.reading import AS_IT_IS, ReadOptions
from salesplan.model.result import Result
from salesplan.model.tables import TABLES
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.compute.prospects.assign import AssignChoice
    from salesplan.compute.prospects.assign_page import AssignSummary
    from salesplan.compute.prospects.rank_page import RankSummary
    from salesplan.compute.prospects.stale_page import StaleSummary
    from salesplan.model.records import Records

KINDS = ("prospects", "deals")
"""The lists that are ranked and handed out."""


@dataclass(frozen=True)
class ProspectLists:
    """The lists given: prospects or deals, and those beside them; each is the plan's where it is not given."""

    files: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    customers: tuple[str, ...] = ()
    reps: tuple[str, ...] = ()


PLAN_LISTS = ProspectLists()


def prospects_rank(
    lists: ProspectLists = PLAN_LISTS, reading: ReadOptions = AS_IT_IS, where: Setting | None = None
) -> Result[RankSummary]:
    """Open prospects (or deals) by expected value, in tiers, with what is missing and who claims whom."""
    from salesplan.compute.prospects.rank_page import prospects_ranked

    where = where or setting(lists=lists.files)
    records = prospects_given(lists.files, where, reading, command="prospects rank")
    beside = (list_given(table, given, where) for table, given in _beside(lists))
    return with_plan(prospects_ranked(records, where.plan, where.as_of, *beside), where)


def prospects_assign(
    lists: ProspectLists = PLAN_LISTS,
    choice: AssignChoice | None = None,
    reading: ReadOptions = AS_IT_IS,
    where: Setting | None = None,
) -> Result[AssignSummary]:
    """Prospects without an owner (and others that ``choice`` asks for) given to people by tier, skill and capacity.

    BadUsage without prospects or people, and for the best sum without scipy.
    """
    from salesplan.compute.prospects.assign import BY_RULE
    from salesplan.compute.prospects.assign_page import prospects_assigned

    where = where or setting(lists=lists.files)
    records = prospects_given(lists.files, where, reading, command="prospects assign")
    reps = list_given("reps", lists.reps, where)
    if reps is None:
        raise BadUsage(_no_people())
    activities, customers = (list_given(table, given, where) for table, given in _beside(lists)[:2])
    result = prospects_assigned(records, reps, where.plan, where.as_of, choice or BY_RULE, activities, customers)
    return with_plan(result, where)


def prospects_stale(
    lists: ProspectLists = PLAN_LISTS, reading: ReadOptions = AS_IT_IS, where: Setting | None = None
) -> Result[StaleSummary]:
    """Open prospects and deals that nobody sees to, the worst first; without files both lists of the plan."""
    from salesplan.compute.prospects.stale_page import prospects_stale

    where = where or setting(lists=lists.files)
    sources = [where.files(kind) for kind in KINDS if where.files(kind)] if not lists.files else []
    given = [tuple(each) for each in sources] or [lists.files]
    found = [prospects_given(files, where, reading, command="prospects stale") for files in given]
    beside = (list_given(table, files, where) for table, files in _beside(lists))
    return with_plan(prospects_stale(found, where.plan, where.as_of, *beside), where)


def prospects_given(files: Sequence[str], where: Setting, reading: ReadOptions, *, command: str) -> Records:
    """The prospects or deals of the files given, told apart by content; else the plan's, prospects first.

    BadUsage where there is none, BadInput for a list of something else.
    """
    from salesplan.load.lists import read_list

    named = list(files)
    source = _source_of(named, where) if named else next((kind for kind in KINDS if where.files(kind)), None)
    if not named and source is None:
        raise BadUsage(no_list("prospects", command))
    given = named or where.files(str(source))
    table = reading.table or source
    records = read_list(given, where.reading(reading, table if table in KINDS else None), table=table)
    if records.table not in KINDS:
        raise BadInput(_other_list(records))
    return records


def _beside(lists: ProspectLists) -> Sequence[tuple[str, tuple[str, ...]]]:
    return (("activities", lists.activities), ("customers", lists.customers), ("reps", lists.reps))


def _source_of(files: Sequence[str], where: Setting) -> str | None:
    """The source of the plan that these files are, so that its columns and sheets apply to them."""
    wanted = {Path(file).resolve() for file in files}
    return next((kind for kind in KINDS if wanted & {Path(file).resolve() for file in where.files(kind)}), None)


def _other_list(found: Records) -> Problem:
    source = found.inputs[0]
    what = Text(
        "这份名单像是“{table}”，要的是潜在客户或商机", "this list looks like {table}; prospects or deals are needed"
    )
    fix = Text(
        "换一份名单；若确是潜在客户，加 --table prospects",
        "name another list; if these are prospects, add --table prospects",
    )
    told = what.format(table=TABLES[found.table].label)
    return Problem("PROSPECTS-other-list", "error", told, fix, Place(file=source.file, sheet=source.sheet))


def _no_people() -> Problem:
    what = Text("没有销售人员名单，不知道分给谁", "there is no list of sales people to hand them out to")
    fix = Text(
        "加 --reps 团队.xlsx（姓名、能力评分、跟进上限）；或在 plan.yaml 里写 sources: {reps: 团队.xlsx}",
        "add --reps team.xlsx (name, skill, capacity); or put sources: {reps: team.xlsx} in plan.yaml",
    )
    return Problem("USAGE-no-list", "error", what, fix, value="reps")
