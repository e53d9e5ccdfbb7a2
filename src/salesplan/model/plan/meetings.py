"""Meetings: how long each is, what stands on it, and when the minutes are due (methods.md 10.3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from salesplan.model.plan.types import Names, PlanModel, doc

Length = Annotated[int, Field(ge=1, le=600)]
BlockLengths = Mapping[str, Annotated[int, Field(ge=0, le=600)]]


class MeetingMinutes(PlanModel):
    """How long each meeting is."""

    morning: Length = doc("晨会", "morning meeting", default=15)
    weekly: Length = doc("周会", "weekly meeting", default=60)
    monthly: Length = doc("月会", "monthly meeting", default=120)
    one_to_one: Length = doc("一对一", "one-to-one", default=30)


class MeetingParameters(PlanModel):
    """How long meetings are, and when their minutes are ready."""

    minutes: MeetingMinutes = doc("各会议多少分钟", "minutes of each meeting", default=MeetingMinutes())
    minutes_due: Annotated[int, Field(ge=0, le=30)] = doc(
        "纪要几个工作日内出", "working days within which the minutes are ready", default=2
    )


class AgendaLengths(PlanModel):
    """Minutes of blocks where they are to differ; 0 leaves a block out. The other blocks share the rest."""

    morning: BlockLengths = doc("晨会的议程", "blocks of the morning meeting", default_factory=dict)
    weekly: BlockLengths = doc("周会的议程", "blocks of the weekly meeting", default_factory=dict)
    monthly: BlockLengths = doc("月会的议程", "blocks of the monthly meeting", default_factory=dict)
    one_to_one: BlockLengths = doc("一对一的议程", "blocks of the one-to-one", default_factory=dict)


class Meetings(PlanModel):
    """Where minutes lie, who is invited, and what stands on the agenda."""

    folder: str = doc("纪要放在哪个文件夹", "folder of the minutes", default="meetings", pattern=r"^[^\x00-\x1f]+$")
    invited: Names = doc("谁参加；不写就是在岗的全部销售人员", "who is invited; else all sales people", default=())
    agenda: AgendaLengths = doc("议程各项多少分钟", "minutes of the agenda's blocks", default=AgendaLengths())
