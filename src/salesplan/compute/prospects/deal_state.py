"""Whether a deal is open, won or lost, read from its stage and status as CRMs and people write them.

What counts is, best first: the plan's own words (``parameters.value``), the usual words of the status, those of the
stage; a bare "closed" says lost, unless the other column says won. Everything else is open, a stage that nobody knows
included: such stages are named with the known one that is nearest (``unknown_stages``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import narwhals as nw

from salesplan.compute.near_keys import UnknownName, unknown_names
from salesplan.model.near import plain_name
from salesplan.model.plan.prospects import ValueParameters
from salesplan.model.plan.strategy import Stage
from salesplan.model.records import Records

State = Literal["open", "won", "lost"]
STATES: tuple[State, ...] = ("open", "won", "lost")
STATE = "state"
"""The column that ``with_state`` adds."""
_WON = (
    "win",
    *("赢单", "赢得", "中标", "签单", "成交", "已成交", "已签约", "已签单", "已签合同", "已中标", "已转订单", "转订单"),
    *("贏單", "贏得", "中標", "簽單", "已簽約", "已簽單", "已簽合同", "已中標", "已轉訂單", "轉訂單"),
)
_LOST = (
    *("loss", "lose", "dead", "invalid", "rejected"),
    *("输单", "丢单", "败单", "失单", "流单", "跑单", "死单", "流失", "失败", "失标", "落标", "未中标", "未成交"),
    *("作废", "无效", "放弃", "取消", "终止", "已输", "已失败"),
    *("輸單", "丟單", "敗單", "失單", "流單", "跑單", "死單", "失敗", "失標", "落標", "未中標", "作廢", "無效", "放棄"),
    *("終止", "已輸"),
)
_CLOSED = ("关闭", "已关闭", "結案", "结案", "已结案", "已結案", "關閉", "已關閉", "closed", "close")
"""Words that say a deal is over, and not how: it brought nothing, so it counts as lost."""
_SURE: tuple[tuple[State, tuple[str, ...]], ...] = (
    ("won", ("赢单", "贏單")),
    ("lost", ("输单", "輸單", "丢单", "丟單", "败单", "敗單")),
)
"""Chinese words that decide wherever they stand in a text."""
_WON_WORDS = frozenset(("won", "closedwon", "dealwon", "gewonnen"))
_LOST_WORDS = frozenset(
    ("lost", "closedlost", "deallost", "disqualified", "unqualified", "abandoned", "cancelled", "canceled", "verloren")
)
_EXACT: dict[str, State | Literal["closed"]] = {
    **dict.fromkeys(_CLOSED, "closed"),
    **dict.fromkeys(_WON, "won"),
    **dict.fromkeys(_LOST, "lost"),
}
_NOT_YET = re.compile(
    r"未|待|预|預|拟|擬|即将|即將|可能|有望|争取|爭取|防|\b(?:not|unlikely|likely|expected|to be|almost)\b"
)
_MARKS = re.compile(r"[\W\d_]+")


@dataclass(frozen=True)
class DealWords:
    """The plan's own words: which say won and lost, and the open stages in their order (plain names)."""

    won: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()
    stages: tuple[str, ...] = ()
    open: frozenset[str] = frozenset()
    """Stages that are open whatever their words say: those the plan lists by hand."""


BUILT_IN = DealWords()
"""No words of a plan's own."""


def deal_words(value: ValueParameters, process: Sequence[Stage] = ()) -> DealWords:
    """The words of the plan: ``stage_names`` are the open stages in their order, else the stages of its process."""
    stages = value.stage_names or tuple(
        stage.name for stage in process if state_of(stage.name, None, BUILT_IN) == "open"
    )
    return DealWords(
        frozenset(map(plain_name, value.won)),
        frozenset(map(plain_name, value.lost)),
        stages,
        frozenset(map(plain_name, value.stage_names)),
    )


def state_of(stage: str | None, status: str | None, words: DealWords = BUILT_IN) -> State:
    """Open, won or lost. The plan's words come first, then the status, then the stage; a bare "closed" comes last."""
    given = [text for text in (status, stage) if text and text.strip()]
    for text in given:
        if own := _own(plain_name(text), words):
            return own
    said = [_said(text) for text in given if plain_name(text) not in words.open]
    return next((state for state in said if state in ("won", "lost")), "lost" if "closed" in said else "open")


def with_state(deals: Records, words: DealWords = BUILT_IN) -> nw.DataFrame[Any]:
    """The deals with a column ``state``: open, won or lost."""
    frame = deals.frame
    texts = [frame.get_column(key).to_list() if deals.has(key) else [None] * len(frame) for key in ("stage", "status")]
    known = {pair: state_of(pair[0], pair[1], words) for pair in sorted(set(zip(*texts, strict=True)), key=repr)}
    states = [known[pair] for pair in zip(*texts, strict=True)]
    return frame.with_columns(nw.new_series(STATE, states, nw.String(), backend=frame.implementation))


def unknown_stages(stages: Iterable[tuple[str | None, State]], words: DealWords) -> tuple[UnknownName, ...]:
    """The stages of open deals that are none of the plan's, most rows first; none where the plan names no stages."""
    used: dict[str, int] = {}
    for stage, state in stages:
        if stage and state == "open":
            used[stage] = used.get(stage, 0) + 1
    return unknown_names(used, words.stages) if words.stages else ()


def _own(name: str, words: DealWords) -> State | None:
    """What the plan says about a word; None for one that it does not name."""
    return "won" if name in words.won else "lost" if name in words.lost else None


def _said(text: str) -> State | Literal["closed"] | None:
    """What the usual words say; numbering, percentages and marks around them make no difference (``6-赢单 100%``)."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    bare = _MARKS.sub("", plain)
    if bare in _EXACT:
        return _EXACT[bare]
    if _NOT_YET.search(plain):
        return None
    for state, sure in _SURE:
        if any(word in bare for word in sure):
            return state
    tokens = set(_MARKS.split(plain))
    return "lost" if tokens & _LOST_WORDS else "won" if tokens & _WON_WORDS else None
