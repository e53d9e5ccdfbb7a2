"""The files of customers: how complete, valid and fresh they are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from salesplan.api.cleaning import cleaning_of
from salesplan.api.customers import grade_read, with_orders
from salesplan.api.plan_lists import list_given, no_list
from salesplan.api.setting import Setting, setting, with_plan
from salesplan.errors import BadUsage
from salesplan.model.reading import AS_IT_IS, ReadOptions
from salesplan.model.result import Result

if TYPE_CHECKING:
    from salesplan.compute.customers.care.profile_page import ProfileSummary


@dataclass(frozen=True)
class ProfileWish:
    """What the caller wants: the lists if not the plan's, and which days' orders say what a customer is worth."""

    files: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    window: str = "365"


PLAN_LISTS = ProfileWish()


def customers_profile(
    wish: ProfileWish = PLAN_LISTS, reading: ReadOptions = AS_IT_IS, where: Setting | None = None
) -> Result[ProfileSummary]:
    """The files of the customers: what each lacks, the most valuable ones to complete first, fields and owners.

    Amounts are those of ``classify``: of the orders in the window, else of the list. One row a customer; a cell that
    cannot be read is empty and leaves no customer out. BadUsage without a list; BadInput where it is no list of
    customers.
    """
    from salesplan.compute.customers.care.profile_page import profile
    from salesplan.load.whole_lists import read_whole

    where = where or setting(lists=wish.files)
    files = list(wish.files) or where.files("customers")
    if not files:
        raise BadUsage(no_list("customers", "customers profile"))
    strict = bool(wish.files) and reading.table is None
    whole = read_whole(files, where.reading(reading, "customers"), table="customers", strict=strict)
    customers, orders = with_orders(whole.records, wish.orders, reading, where)
    whole = replace(whole, records=customers)
    graded = grade_read(customers, orders, wish.window, reading, where)
    activities = list_given("activities", wish.activities, where)
    found = profile(whole, graded, activities, where.plan.parameters.profile, cleaning_of(where), where.as_of)
    ordered = () if graded.lines is None else graded.lines.inputs
    beside = () if activities is None else activities.inputs
    others = {source.file for source in ordered}
    told = [p for p in graded.result.findings if p.place.file in others and p not in whole.findings]
    more = () if activities is None else activities.findings
    result = replace(
        found,
        findings=(*whole.findings, *told, *more, *found.findings),
        inputs=(*whole.records.inputs, *ordered, *beside),
        parameters=(*(p for p in graded.result.parameters if p.name == "window"), *found.parameters),
    )
    return with_plan(result, where)
