"""Traditional Chinese as a sales manager in Taiwan writes it: words of computing are not those of the trade."""

from __future__ import annotations

import pytest

from salesplan.model.plan.preparation_words import tasks_in
from texts import in_the_trade

TERMS = {
    "專案": "項目",
    "專案數": "項目數",
    "資金專案合計 {needed}": "資金項目合計 {needed}",
    "水務、環保專案在華北集中開工": "水務、環保專案在華北集中開工",
    "兩種演算法相差": "兩種算法相差",
    "factors: {質量: 3}": "factors: {品質: 3}",
    "高階、中端、低端": "高端、中端、低端",
    "水務企業的裝置科": "水務企業的設備科",
    "而是裝置或管道": "而是裝置或管道",
    "安裝除錯合格": "安裝調試合格",
    "三年質保": "三年保固",
    "故障當天響應": "故障當天回應",
    "沒有迴音": "沒有回音",
    "應收賬款賬齡表": "應收帳款帳齡表",
    "訂單隻有": "訂單只有",
}


@pytest.mark.parametrize("told", TERMS)
def test_terms_of_the_trade(told: str) -> None:
    assert in_the_trade(told) == TERMS[told]


def test_a_contract_is_understood_as_it_is_written() -> None:
    assert in_the_trade("合同簽訂") == "合約簽訂"
    assert tasks_in("合約簽訂") == {"contract"}
