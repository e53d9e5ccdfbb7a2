"""What to offer the customers next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from salesplan.api.customers import grade
from salesplan.api.plan_lists import need_customers_or_orders
from salesplan.api.setting import Setting, setting, with_plan
from salesplan.model.reading import AS_IT_IS, ReadOptions
from salesplan.model.result import Result

if TYPE_CHECKING:
    from salesplan.compute.customers.worth.offer import OfferSummary


def customers_offer(
    files: Sequence[str] = (),
    orders: Sequence[str] = (),
    window: str = "365",
    reading: ReadOptions = AS_IT_IS,
    where: Setting | None = None,
) -> Result[OfferSummary]:
    """What is due to be bought again, and the next product for each customer (methods.md 5.6).

    ``window``: whose purchases support an offer. BadInput without orders.
    """
    from salesplan.compute.customers.worth.offer import offer_result

    where = where or setting(lists=files)
    need_customers_or_orders(files, where, "customers offer")
    graded = grade(files, orders, window, reading, where)
    return with_plan(offer_result(graded, where.plan.parameters.offer), where)
