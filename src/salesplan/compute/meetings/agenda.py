"""The blocks of each meeting's agenda, and the minutes each has (methods.md 10.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from salesplan.compute.allocation import split
from salesplan.compute.meetings.schedule import Kind
from salesplan.text import Text


@dataclass(frozen=True)
class Block:
    """A part of an agenda: what is talked about, and for how many minutes."""

    code: str
    title: Text
    minutes: int


BLOCKS: dict[Kind, tuple[Block, ...]] = {
    "morning": (
        Block("yesterday", Text("昨天做到没有", "Yesterday against the need"), 5),
        Block("today", Text("今天找谁、做什么", "Today's contacts and goals"), 5),
        Block("help", Text("要谁帮忙", "Help needed"), 3),
        Block("tip", Text("一个好消息或小窍门", "One success or tip"), 2),
    ),
    "weekly": (
        Block("result", Text("上周业绩", "Last week's result"), 15),
        Block("gaps", Text("差在哪里", "Reasons for the gaps"), 15),
        Block("deals", Text("重点商机、到期和逾期", "Key deals, due and overdue"), 10),
        Block("market", Text("市场和对手", "Market and competitors"), 5),
        Block("success", Text("成功案例", "A success"), 5),
        Block("tasks", Text("今天起七天的任务", "Tasks of the next seven days"), 10),
    ),
    "monthly": (
        Block("attainment", Text("目标完成和原因", "Attainment and its causes"), 25),
        Block("ranking", Text("排名和分组", "Ranking and bands"), 20),
        Block("customers", Text("客户：新增、流失、投诉", "Customers: new, lost, complaints"), 20),
        Block("practice", Text("最佳实践", "Best practice"), 15),
        Block("replan", Text("余下目标怎么调", "Re-planning the rest"), 25),
        Block("rewards", Text("奖励", "Rewards"), 5),
        Block("decisions", Text("要定的事", "Decisions"), 10),
    ),
    "one-to-one": (
        Block("figures", Text("本人的数字", "Own figures"), 10),
        Block("deals", Text("三个最大的商机", "The three biggest deals"), 8),
        Block("blockers", Text("卡在哪里", "Blockers"), 6),
        Block("actions", Text("约定的行动", "Agreed actions"), 6),
    ),
}
"""The blocks of each meeting in their order; their minutes are its length by default."""


def agenda(kind: Kind, length: int, own: Mapping[str, int]) -> tuple[Block, ...]:
    """The blocks of a meeting of this length in minutes.

    ``own`` gives blocks minutes of their own (0 leaves one out); the others share what is left by largest remainder, in
    the proportion of the defaults. A ValueError where those given are longer than the meeting.
    """
    blocks = BLOCKS[kind]
    rest = length - sum(own.values())
    others = {block.code: block.minutes for block in blocks if block.code not in own}
    if rest < 0 or (rest and not others):
        raise ValueError(f"blocks of {sum(own.values())} minutes in a meeting of {length}")
    shares = split(rest, [*others.values()]) if others else []
    given = {**dict(zip(others, shares, strict=True)), **own}
    return tuple(Block(b.code, b.title, given[b.code]) for b in blocks if given[b.code])
