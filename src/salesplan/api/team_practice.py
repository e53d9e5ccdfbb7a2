"""What the best do that the middle does not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from salesplan.api.activity_kpi import KpiWish, board_of
from salesplan.api.setting import Setting, setting, with_plan
from salesplan.errors import BadUsage, Problem
from salesplan.model.near import nearest, plain_name
from salesplan.model.reading import AS_IT_IS, ReadOptions
from salesplan.model.result import Result
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.compute.activity.kpi import Board
    from salesplan.compute.team.practice_page import PracticeSummary

YEAR = "12m"
"""The stretch of days that is looked at unless told otherwise."""


@dataclass(frozen=True)
class TeamPracticeWish:
    """The lists if not the plan's, which days, the share of the gap to close, and of which role the people are."""

    files: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    deals: tuple[str, ...] = ()
    reps: tuple[str, ...] = ()
    window: str = YEAR
    close: str = "0.5"
    role: str | None = None


PLAN_LISTS = TeamPracticeWish()


def team_practice(
    wish: TeamPracticeWish = PLAN_LISTS, reading: ReadOptions = AS_IT_IS, where: Setting | None = None
) -> Result[PracticeSummary]:
    """Top against middle, what closing a share of the gap brings, who learns from whom, the register of practices.

    BadUsage without customers or orders, for a share that is not above 0 and at most 1, and for a role nobody has.
    """
    from salesplan.compute.team.practice_page import PracticeWish, practice

    where = where or setting(lists=wish.files)
    close = _share(wish.close)
    lists = KpiWish(wish.files, wish.orders, wish.activities, wish.deals, wish.reps, wish.window, "all")
    board = board_of(lists, reading, where, "team practice")
    _need_role(wish.role, board)
    board = replace(board, origin="option" if wish.window != YEAR else "default")
    return with_plan(practice(board, PracticeWish(close, wish.role)), where)


def _share(word: str) -> Decimal:
    """``0.5`` and ``50%``."""
    from pydantic_core import PydanticCustomError

    from salesplan.model.plan.types import share_of

    try:
        share = share_of(word)
    except PydanticCustomError:
        share = Decimal(-1)
    if 0 < share <= 1:
        return share
    what = Text(
        "--close 是补上差距的几成，大于 0、不超过 100%，不能是“{word}”",
        "--close is the share of the gap to close, above 0 and at most 100 %, not {word}",
    )
    fix = Text("写成 --close 50%", "type --close 50%")
    raise BadUsage(Problem("USAGE-close", "error", what.format(word=word), fix, value=word))


def _need_role(role: str | None, board: Board) -> None:
    if role is None:
        return
    roles = sorted({one.role for one in board.sources.staff.there(board.graded.as_of) if one.role})
    if plain_name(role) in {plain_name(each) for each in roles}:
        return
    what = Text("没有人的职位是“{role}”", "nobody has the role {role}").format(role=role)
    near = nearest(role, roles)
    fix = Text("是“{near}”吗？有：{roles}", "{near} perhaps? There are: {roles}")
    known = Text("有：{roles}", "there are: {roles}")
    none = Text("名单里没有职位这一列，去掉 --role", "the list has no roles: leave --role out")
    told = (fix if near else known).format(near=near, roles=", ".join(roles)) if roles else none
    raise BadUsage(Problem("USAGE-role", "error", what, told, value=role))
