"""What customers are worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from salesplan.api.customers import grade
from salesplan.api.grade_choice import Choice
from salesplan.api.setting import Setting, setting
from salesplan.errors import BadUsage
from salesplan.model.reading import AS_IT_IS, ReadOptions
from salesplan.model.result import Result

if TYPE_CHECKING:
    from salesplan.compute.customers.worth.value import ValueSummary


@dataclass(frozen=True)
class ValueWish:
    """What the caller wants: the lists if not the plan's, and what is told over the plan's parameters.

    ``model`` is rfm, fm or fmi; ``scores`` as ``model.score_choice`` reads it; ``pareto`` is shares, computed or both.
    """

    files: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    window: str = "365"
    model: str | None = None
    scores: str | None = None
    pareto: str | None = None


PLAN_LISTS = ValueWish()


def customers_value(
    wish: ValueWish = PLAN_LISTS, reading: ReadOptions = AS_IT_IS, where: Setting | None = None
) -> Result[ValueSummary]:
    """Types, tiers and grades of the customers, most valuable first, and whom to contact now.

    BadUsage for fmi without activities; BadInput where nothing tells what the customers are worth.
    """
    from salesplan.compute.customers.worth.value import value

    where = where or setting(lists=wish.files)
    choice = Choice(_told(wish, where), wish.activities)
    if wish.model == "fmi" and not wish.activities and not where.files("activities"):
        from salesplan.api.plan_lists import no_list

        raise BadUsage(no_list("activities", "customers value --model fmi --activities"))
    graded = grade(wish.files, wish.orders, wish.window, reading, where, choice)
    return value(graded, both=wish.pareto == "both")


def _told(wish: ValueWish, where: Setting) -> dict[str, dict[str, Any]]:
    from salesplan.model.score_choice import parse_scores

    rfm: dict[str, Any] = {} if wish.scores is None else parse_scores(wish.scores, where.plan.parameters.rfm)
    rfm |= {} if wish.model is None else {"model": wish.model}
    pareto = {"method": wish.pareto} if wish.pareto in ("shares", "computed") else {}
    return {area: keys for area, keys in (("rfm", rfm), ("pareto", pareto)) if keys}
