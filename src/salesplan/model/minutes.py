"""The minutes of a meeting as they lie beside the plan: who came, what was decided, who does what by when."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator

from salesplan.model.plan.types import Day, Names, PlanModel, doc, one_of

Meeting = Annotated[
    Literal["morning", "weekly", "monthly", "one-to-one"],
    one_of(
        morning="晨会 晨會 早会 早會",
        weekly="周会 周會 週會 例会 例會",
        monthly="月会 月會",
        **{"one-to-one": "一对一 一對一 one_to_one 面谈 面談"},
    ),
]
MEETINGS: tuple[Literal["morning", "weekly", "monthly", "one-to-one"], ...] = (
    *("morning", "weekly", "monthly", "one-to-one"),
)
"""The kinds of meetings, the most frequent first."""
Status = Annotated[
    Literal["open", "done", "dropped"],
    one_of(
        open="未完成 进行中 進行中 待办 待辦 没做 沒做",
        done="完成 已完成 做了",
        dropped="取消 不做了 作废 作廢",
    ),
]


class Action(PlanModel):
    """Who does what by when. ``since`` is the day of the meeting in which it was agreed, where that was another one."""

    what: str = doc("做什么", "what is to be done", min_length=1)
    owner: str | None = doc("谁做", "who does it", default=None)
    due: Day | None = doc("什么时候前", "by when", default=None)
    status: Status = doc("open 未完成、done 完成、dropped 取消", "open, done or dropped", default="open")
    since: Day | None = doc("哪次会上定的", "day of the meeting in which it was agreed", default=None)


def _none_yet(value: object) -> object:
    """A key that is still to be filled in is an empty list."""
    return () if value is None else value


Filled = BeforeValidator(_none_yet)
"""Lists that people fill in after the meeting."""


class Minutes(PlanModel):
    """The minutes of one meeting. Nobody ``attended``: it was not held (yet)."""

    meeting: Meeting = doc("什么会", "which meeting")
    day: Day = doc("哪一天", "day of the meeting")
    person: str | None = doc("一对一：和谁", "one-to-one: with whom", default=None)
    attended: Annotated[Names, Filled] = doc("谁到了；没人就是没开", "who came; nobody: it was not held", default=())
    ready: Day | None = doc("纪要哪天发出", "day on which the minutes were sent", default=None)
    decisions: Annotated[Names, Filled] = doc("决定", "what was decided", default=())
    actions: Annotated[tuple[Action, ...], Filled] = doc("行动", "who does what by when", default=())

    @property
    def was_held(self) -> bool:
        """Whether anybody came."""
        return bool(self.attended)
