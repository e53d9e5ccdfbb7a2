"""Tiers and points of the customers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from salesplan.api.customers import grade
from salesplan.api.plan_lists import list_given, need_customers_or_orders
from salesplan.api.setting import Setting, setting, with_plan
from salesplan.model.reading import AS_IT_IS, ReadOptions
from salesplan.model.result import Result

if TYPE_CHECKING:
    from salesplan.compute.customers.worth.loyalty import LoyaltySummary

POINT_FIELDS = frozenset(("customer_id", "customer_name", "date", "points"))
TWELVE_MONTHS = "12m"


@dataclass(frozen=True)
class LoyaltyWish:
    """What the caller wants: the lists if not the plan's, customers or lots of points as rows."""

    files: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    ledger: bool = False


PLAN_LISTS = LoyaltyWish()


def customers_loyalty(
    wish: LoyaltyWish = PLAN_LISTS, reading: ReadOptions = AS_IT_IS, where: Setting | None = None
) -> Result[LoyaltySummary]:
    """Each customer's tier by his last twelve months, the gap to the next one, and his points (methods.md 5.3).

    ``points`` are redemptions; with ``ledger`` the rows are lots of points. BadInput without orders.
    """
    from salesplan.compute.customers.worth.loyalty import loyalty_result

    where = where or setting(lists=wish.files)
    need_customers_or_orders(wish.files, where, "customers loyalty")
    graded = grade(wish.files, wish.orders, TWELVE_MONTHS, reading, where)
    own = ReadOptions(on_error=reading.on_error)
    redemptions = list_given("points", wish.points, where, own, needed=POINT_FIELDS)
    result = loyalty_result(graded, redemptions, where.plan.parameters.loyalty, ledger=wish.ledger)
    return with_plan(result, where)
