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
    *("成单", "已成单", "贏單", "贏得", "中標", "簽單", "已簽約", "已簽單", "已簽合同", "已中標", "已轉訂單", "轉訂單"),
    *("成單", "已成單", "won", "closedwon", "dealwon", "gewonnen"),
)
_LOST = (
    *("loss", "lose", "dead", "invalid", "rejected"),
    *("输单", "丢单", "败单", "失单", "流单", "跑单", "死单", "流失", "失败", "失标", "落标", "未中标", "未成交"),
    *("战败", "已战败", "作废", "无效", "放弃", "取消", "终止", "已输", "已失败"),
    *("輸單", "丟單", "敗單", "失單", "流單", "跑單", "死單", "失敗", "失標", "落標", "未中標", "作廢", "無效", "放棄"),
    *("戰敗", "已戰敗", "終止", "已輸", "lost", "closedlost", "deallost", "disqualified", "unqualified", "abandoned"),
    *("cancelled", "canceled", "verloren"),
)
_CLOSED = ("关闭", "已关闭", "結案", "结案", "已结案", "已結案", "關閉", "已關閉", "closed", "close")
"""Words that say a deal is over, and not how: it brought nothing, so it counts as lost."""
_EXACT: dict[str, State | Literal["closed"]] = {
    **dict.fromkeys(_CLOSED, "closed"),
    **dict.fromkeys(_WON, "won"),
    **dict.fromkeys(_LOST, "lost"),
}
_WORD = r"(?<![^\W\d_])(?:{})(?![^\W\d_])"
_LOST_SAID = re.compile(
    "输单|輸單|丢单|丟單|败单|敗單|战败|戰敗|"
    + _WORD.format("lost|closedlost|deallost|disqualified|unqualified|abandoned|cancell?ed|verloren")
)
_WON_SAID = re.compile("赢单|贏單|" + _WORD.format("won|closedwon|dealwon|gewonnen"))
"""Words that decide wherever they stand in a text, where nothing around them takes it back."""
_NOT_YET = re.compile(
    r"未|待|预|預|拟|擬|即将|即將|可能|有望|争取|爭取|防|\b(?:not|never|cannot|unlikely|likely|expected|to be|almost|"
    r"pending|awaiting|subject to|probably|probable|potential|maybe|provisional|at risk|risk of)\b|\bno\b(?!\W*\d)"
)
_NEGATED = re.compile(r"[没沒非不无無]\w{0,2}$")
"""A Chinese negation right before the word that decides."""
_STILL = re.compile(r"^\s*(?:的?(?:风险|風險|预警|預警)|(?:contact|touch|track|risk)\b)|挽回|win[ -]?back")
"""What follows a word for lost where the deal is not: its risk, the work to win it back, a contact that was lost."""
_AFTERWARDS = re.compile(
    r"[待未](?:付款?|收款|回款|到账|到帳|发货|發貨|交付|交货|交貨|开票|開票|结算|結算|验收|驗收|安装|安裝|实施|實施)|"
    r"\b(?:pending|awaiting|not yet) (?:payment|paid|delivery|delivered|shipment|shipped|invoiced?|installation)\b"
)
"""What is open of a deal that is won: money, goods; that says nothing about the outcome."""
_CONTRACTED = (("won't", "will not"), ("wont ", "will not "), ("can't", "cannot"), ("n't", " not"))
_MARKS = re.compile(r"[\W\d_]+")
_BRACKET = re.compile(r"[(\[{【〔「<]")


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
    """What the usual words say; numbering, percentages and marks around them make no difference (``6-赢单 100%``).

    Negations and words for not yet win (``没有赢单``, ``Won (pending signature)``); what follows a word for lost is the
    reason (``Lost, not interested``), and does not.
    """
    plain = _AFTERWARDS.sub("", _spelled_out(unicodedata.normalize("NFKC", text).casefold()))
    bare = _MARKS.sub("", plain)
    if bare in _EXACT:
        return _EXACT[bare]
    if found := _LOST_SAID.search(plain):
        before, after = plain[: found.start()], plain[found.end() :]
        return None if _denied(before) or _STILL.search(after) else "lost"
    won = _WON_SAID.search(plain)
    if won and not _denied(plain[: won.start()]) and not _NOT_YET.search(plain):
        return "won"
    return None if won else _before_brackets(plain)


def _spelled_out(plain: str) -> str:
    """``will not`` for ``won't``: the apostrophe would leave a word for won."""
    plain = plain.replace("\u2019", "'").replace("\u02bc", "'")
    for short, whole in _CONTRACTED:
        plain = plain.replace(short, whole)
    return plain


def _denied(before: str) -> bool:
    """Whether what stands before the word that decides takes it back."""
    return bool(_NOT_YET.search(before) or _NEGATED.search(before))


def _before_brackets(plain: str) -> State | Literal["closed"] | None:
    """What an exact word says that brackets follow: ``Closed (no decision)``."""
    bracket = _BRACKET.search(plain)
    said = _EXACT.get(_MARKS.sub("", plain[: bracket.start()])) if bracket else None
    return None if said == "won" and _NOT_YET.search(plain) else said
