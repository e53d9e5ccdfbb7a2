"""The people who carry the targets: when they come and go, where they belong, what they can sell (methods.md 2.4)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from salesplan.model.plan.types import AtMostAll, Day, Flag, Money, PlanModel, Share, doc, each_once


class Move(PlanModel):
    """A change of place: from ``on`` on the person belongs to the team, region or channel named."""

    on: Day = doc("从哪一天起", "from which day on")
    team: str | None = doc("调到哪个团队", "to which team", default=None)
    region: str | None = doc("调到哪个区域", "to which region", default=None)
    channel: str | None = doc("调到哪个渠道", "to which channel", default=None)


def _not_before_joining(day: date | None, info: ValidationInfo) -> date | None:
    """The last day worked, or the last of probation: not before the first day."""
    joined = info.data.get("joined")
    if day is not None and joined is not None and day < joined:
        raise PydanticCustomError(
            f"{info.field_name}_before_joined",
            "{day} is before {joined}",
            {"day": day.isoformat(), "joined": joined.isoformat()},
        )
    return day


def _planned(vacancy: bool, info: ValidationInfo) -> bool:  # noqa: FBT001 - a value, not a switch
    """A vacancy has the day on which it is to be filled: without it, it would count as filled all year."""
    if vacancy and info.data.get("joined", date.min) is None:
        raise PydanticCustomError("vacancy_without_joined", "a vacancy has no day")
    return vacancy


def _moves_in_order(moves: tuple[Move, ...], info: ValidationInfo) -> tuple[Move, ...]:
    """Moves in the order of their days, one a day, all while the person is there."""
    for earlier, later in pairwise(move.on for move in moves):
        if later <= earlier:
            days = {"later": later.isoformat(), "earlier": earlier.isoformat()}
            raise PydanticCustomError("moves_order", "{later} stands after {earlier}", days)
    joined, left = info.data.get("joined"), info.data.get("left")
    for on in (move.on for move in moves):
        if joined is not None and on < joined:
            raise PydanticCustomError(
                "move_before_joined", "{on} is before {joined}", {"on": on.isoformat(), "joined": joined.isoformat()}
            )
        if left is not None and on > left:
            raise PydanticCustomError(
                "move_after_left", "{on} is after {left}", {"on": on.isoformat(), "left": left.isoformat()}
            )
    return moves


class Member(PlanModel):
    """A person, or a vacancy (待招), which must have the day on which it is to be filled as ``joined``.

    ``joined`` and ``left`` are the first and the last day worked, both included; neither ``left`` nor
    ``probation_until`` is before ``joined``. ``moves`` stand in the order of their days, while the person is there.
    """

    name: str = doc("姓名，或待招岗位的名称", "the person's name, or that of the vacancy", min_length=1)
    team: str | None = doc("团队", "team", default=None)
    region: str | None = doc("区域", "region", default=None)
    channel: str | None = doc("渠道", "channel", default=None)
    role: str | None = doc("职位", "role", default=None)
    leader: str | None = doc("上级", "whom the person reports to", default=None)
    joined: Day | None = doc("入职日期（待招：计划到岗日）", "first day (of a vacancy: planned)", default=None)
    left: Annotated[Day | None, AfterValidator(_not_before_joining)] = doc(
        "最后工作日", "last day worked", default=None
    )
    share: Annotated[AtMostAll, Field(gt=0)] = doc("投入比例，1 为全职", "part of full time", default=Decimal(1))
    vacancy: Annotated[Flag, AfterValidator(_planned)] = doc(
        "是不是待招岗位", "whether this seat is still to be filled", default=False
    )
    ramp: Flag = doc("新人是否按爬坡比例算", "whether a newcomer grows into the job", default=True)
    probation_until: Annotated[Day | None, AfterValidator(_not_before_joining)] = doc(
        "试用期最后一天", "last day of probation", default=None
    )
    moves: Annotated[tuple[Move, ...], AfterValidator(_moves_in_order)] = doc(
        "调岗记录", "changes of place", default=()
    )

    @property
    def places(self) -> tuple[tuple[str, str | None], ...]:
        """The levels a person can belong to, with where he belongs at first."""
        return (("team", self.team), ("region", self.region), ("channel", self.channel))


class Selling(PlanModel):
    """What one person sells on a working day: calls, the rates from call to order, the average order."""

    calls_per_day: Annotated[Decimal, Field(gt=0)] = doc("每个工作日拜访（联系）数", "calls a working day")
    conversion: tuple[Share, ...] = doc("从拜访到订单的各级转化率", "rates from call to order", min_length=1)
    order: Annotated[Money, Field(gt=0)] = doc("平均每单金额", "average order")


class Team(PlanModel):
    """The sales people."""

    members: Annotated[tuple[Member, ...], each_once("name", "same_name")] = doc("人员", "members", default=())
    selling: Selling | None = doc("人均产能", "what one person can sell", default=None)
