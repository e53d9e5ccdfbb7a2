"""Only a header with our suffix and one of our names, in any of three languages, is ours."""

from __future__ import annotations

import pytest

from salesplan.text import LANGUAGES
from salesplan.write.columns import OUR_COLUMNS, recognised


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("客户分级 (salesplan)", "class"),
        ("客户分级(salesplan)", "class"),
        ("客户分级(SalesPlan)", "class"),
        ("客户\n分级 (salesplan)", "class"),
        ("客戶分級 (salesplan)", "class"),
        ("Class (salesplan)", "class"),
        ("class (Salesplan)", "class"),
        ("MAN分 (salesplan)", "man_score"),
        ("下次聯絡 (salesplan)", "next_contact"),
        ("下次聯繫 (salesplan)", "next_contact"),
        ("客户分级", None),
        ("等级 (salesplan)", None),
        ("客户等级 (salesplan)", None),
        ("客户分级 (salesplan) 2", None),
        ("(salesplan)", None),
        ("", None),
    ],
)
def test_a_header_is_ours_or_the_users(header: str, key: str | None) -> None:
    found = recognised(header)
    assert (found[0] if found else None) == key


def test_every_header_we_write_is_recognised_and_keeps_its_language() -> None:
    for column in OUR_COLUMNS:
        for lang in LANGUAGES:
            found = recognised(column.header(lang))
            assert found is not None
            assert found[0] == column.key
            assert OUR_COLUMNS[[c.key for c in OUR_COLUMNS].index(found[0])].header(found[1]) == column.header(lang)


def test_order_is_that_of_the_design() -> None:
    order = [
        "客户分级",
        "MAN 分",
        "MAN 组合",
        "二八分类",
        "RFM 类型",
        "价值等级",
        "生命周期",
        "下一步",
        "下次联系",
        "截止日期",
    ]
    assert [column.title.zh for column in OUR_COLUMNS] == order
