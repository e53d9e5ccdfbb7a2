"""Whether a deal is open, won or lost, by the words of real CRMs and of the plan."""

from __future__ import annotations

from decimal import Decimal

import pytest

from made_lists import made_list
from salesplan.compute.near_keys import UnknownName
from salesplan.compute.prospects.deal_state import BUILT_IN, STATE, DealWords, deal_words, state_of, unknown_stages
from salesplan.compute.prospects.deal_state import with_state as states
from salesplan.model.plan.prospects import ValueParameters
from salesplan.model.plan.strategy import Stage


@pytest.mark.parametrize(
    "stage",
    ["赢单", "6-赢单 100%", "赢单（100%）", "贏單", "成交", "已成交", "Won", "Closed Won", "closedwon", "ClosedWon",
     "Closed - Won", "阶段5：赢单", "赢单关闭", "Ｗｏｎ", "签单", "Win", "成单", "已成单", "已成單", "已成交(待付款)",
     "已成交（未回款）", "Won (pending payment)", "已成交（10万）", "赢单，不开票", "Won back", "No. 6 Won"],
)  # fmt: skip
def test_won(stage: str) -> None:
    assert state_of(stage, None) == "won"


@pytest.mark.parametrize(
    "stage",
    ["输单", "丢单", "輸單", "无效", "無效", "0-输单 0%", "Closed Lost", "closedlost", "Lost",
     "Closed-Lost to Competition", "流失", "作废", "未成交", "未中标", "Disqualified", "已关闭", "Closed", "关闭",
     "战败", "戰敗", "战败-价格", "Closed (no decision)", "Lost (not interested)", "Closed Lost, not interested",
     "输单（未立项）", "Won or lost: lost", "关闭（待确认）"],
)  # fmt: skip
def test_lost(stage: str) -> None:
    assert state_of(stage, None) == "lost"


@pytest.mark.parametrize(
    "stage",
    ["谈判", "签约", "预计赢单", "可能成交", "待成交", "未赢单", "Negotiation", "Likely won", "Wonder Works", "进行中",
     "有效", "Prospecting", "Engaging", "防丢单", "", "  ", "100%", "<script>", "{x}", "Won't close", "won’t buy",
     "Wont close", "没有赢单", "非赢单", "不会赢单", "没有输单", "Not lost", "Isn't won", "Won (pending signature)",
     "已成交（待确认）", "输单风险", "输单的风险", "输单挽回中", "战败挽回", "Lost contact", "Lost touch",
     "At risk: lost", "Cannot be won", "待付款", "未成单", "Never won"],
)  # fmt: skip
def test_open(stage: str) -> None:
    assert state_of(stage, None) == "open"


def test_the_status_decides_before_the_stage_and_a_bare_closed_comes_last() -> None:
    assert state_of("谈判", "赢单") == "won"
    assert state_of("Closed Won", "Closed") == "won"
    assert state_of("谈判", "已关闭") == "lost"
    assert state_of("赢单", "输单") == "lost"
    assert state_of("赢单", "进行中") == "won"
    assert state_of(None, None) == "open"


def test_words_of_the_plan_come_first() -> None:
    words = deal_words(ValueParameters(won=("已下单",), lost=("搁置",), stage_names=("接洽", "成交")))
    assert words == DealWords(frozenset({"已下单"}), frozenset({"搁置"}), ("接洽", "成交"), frozenset({"接洽", "成交"}))
    assert [state_of(s, None, words) for s in ("已下单", "搁置", "成交", "赢单")] == ["won", "lost", "open", "won"]
    assert state_of("搁置", "赢单", words) == "lost"


def test_stages_of_the_process_are_known_but_those_that_close_a_deal() -> None:
    process = tuple(Stage(name=name) for name in ("接洽", "谈判", "成交"))
    assert deal_words(ValueParameters(), process).stages == ("接洽", "谈判")
    assert deal_words(ValueParameters(stage_names=("A",)), process).stages == ("A",)


def test_a_list_gets_a_column_with_the_state_of_each_deal() -> None:
    deals = made_list("deals", stage=["谈判", "谈判", None], status=["输单", None, "赢单"], amount=[Decimal(1)] * 3)
    assert states(deals).get_column(STATE).to_list() == ["lost", "open", "won"]
    assert states(made_list("deals", amount=[1])).get_column(STATE).to_list() == ["open"]


def test_unknown_stages_are_counted_and_the_nearest_offered() -> None:
    words = DealWords(stages=("接洽", "商务谈判"))
    found = unknown_stages(
        [("商务谈叛", "open"), ("接洽", "open"), ("商务谈叛", "open"), ("x", "won"), (None, "open")], words
    )
    assert found == (UnknownName("商务谈叛", 2, "商务谈判"),)
    assert unknown_stages([("x", "open")], BUILT_IN) == ()
