"""In which language a list is, with and without columns of ours in it."""

from __future__ import annotations

import pytest

from salesplan.load.inputs import list_language

ENGLISH = ["Customer", "Amount"]


@pytest.mark.parametrize(
    ("ours", "others", "language"),
    [
        ([], ENGLISH, "en"),
        ([], [*ENGLISH, "备注"], "zh"),
        ([], ["客戶名稱", "金額"], "zh-Hant"),
        (["Class", "MAN score"], [*ENGLISH, "备注"], "en"),
        (["Class", "MAN score", "价值等级"], ENGLISH, "en"),
        (["Class", "价值等级"], ENGLISH, "en"),
        (["Class", "价值等级"], ["客户名称"], "zh"),
        (["客户分级", "MAN 分", "Value tier"], ENGLISH, "zh"),
        (["下一步"], ["客戶名稱", "電話"], "zh-Hant"),
        (["客戶分級"], ENGLISH, "zh-Hant"),
    ],
)
def test_most_of_our_columns_decide_then_the_list(ours: list[str], others: list[str], language: str) -> None:
    assert list_language(ours, others) == language
