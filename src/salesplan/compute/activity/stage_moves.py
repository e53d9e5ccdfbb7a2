"""The stages that each deal of a list has been in, where the list tells more than where it stands now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from salesplan.compute.prospects.deal_rows import Deal, deals_of
from salesplan.compute.prospects.deal_state import DealWords
from salesplan.model.near import plain_name
from salesplan.model.records import Records


@dataclass(frozen=True)
class Course:
    """A deal as it stands now, the ``stages`` it has been in, oldest first, and ``since`` when it is in the last."""

    deal: Deal
    stages: tuple[str, ...]
    since: date | None = None
    is_course: bool = False


def courses_of(deals: Records, words: DealWords, as_of: date) -> list[Course]:
    """The deals that there were on the as-of, each once.

    Rows of one id that differ in stage and in the day of it (``stage_since``, else ``created``) are its course; the
    newest says where it stands. Other rows of one id are deals of their own, but for those that say the same.
    """
    days = deals.frame.get_column("stage_since").to_list() if deals.has("stage_since") else [None] * len(deals)
    found: dict[object, list[tuple[Deal, date | None]]] = {}
    for at, (deal, since) in enumerate(zip(deals_of(deals, words), days, strict=True)):
        if not any(day is not None and day > as_of for day in (deal.created, since)):
            found.setdefault(plain_name(deal.id) if deal.id else at, []).append((deal, since))
    return [course for rows in found.values() for course in _courses(rows)]


def _courses(rows: Sequence[tuple[Deal, date | None]]) -> list[Course]:
    dated = [(since or deal.created, deal) for deal, since in rows]
    if len({day for day, _ in dated if day}) == len(rows) > 1 and len({deal.stage for _, deal in dated}) > 1:
        in_order = sorted(dated, key=lambda each: each[0] or date.min)
        stages = tuple(deal.stage for _, deal in in_order if deal.stage)
        return [Course(in_order[-1][1], stages, in_order[-1][0], is_course=True)]
    alone = {(deal.stage, deal.state, deal.amount, deal.created, since): (deal, since) for deal, since in rows}
    return [Course(deal, (deal.stage,) if deal.stage else (), since) for deal, since in alone.values()]
