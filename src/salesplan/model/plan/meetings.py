"""Meetings: how long each is, and when the minutes are due (methods.md 10.3)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from salesplan.model.plan.types import PlanModel, doc

Minutes = Annotated[int, Field(ge=1, le=600)]


class MeetingMinutes(PlanModel):
    """How long each meeting is."""

    morning: Minutes = doc("晨会", "morning meeting", default=15)
    weekly: Minutes = doc("周会", "weekly meeting", default=60)
    monthly: Minutes = doc("月会", "monthly meeting", default=120)
    one_to_one: Minutes = doc("一对一", "one-to-one", default=30)


class MeetingParameters(PlanModel):
    """How long meetings are, and when their minutes are ready."""

    minutes: MeetingMinutes = doc("各会议多少分钟", "minutes of each meeting", default=MeetingMinutes())
    minutes_due: Annotated[int, Field(ge=0, le=30)] = doc(
        "纪要几个工作日内出", "working days within which the minutes are ready", default=2
    )
