"""Titles as names: what is taken off, what is kept, which units scale."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesplan.load.names import is_unit, key_of, normalise, simplified, unit_power


@pytest.mark.parametrize(
    ("title", "shown", "key", "unit"),
    [
        ("编号 ", "编号", "编号", None),
        ("*客户名称（必填）", "客户名称", "客户名称", None),
        ("客户名称（选填）", "客户名称", "客户名称", None),
        ("联系\n电话", "联系电话", "联系电话", None),
        ("　负责人", "负责人", "负责人", None),
        ("年销售额(万元)", "年销售额", "年销售额", "万元"),
        ("年销售额\n万元", "年销售额", "年销售额", "万元"),
        ("金额/万元", "金额", "金额", "万元"),
        ("金额：元", "金额", "金额", "元"),
        ("金额（单位：千元）", "金额", "金额", "千元"),
        ("单价(元/台)", "单价", "单价", "元/台"),
        ("Amount (k RMB)", "Amount", "amount", "k RMB"),
        ("Amount (NT$)", "Amount", "amount", "NT$"),
        ("Probability (%)", "Probability", "probability", "%"),
        ("需求度(1-5)", "需求度", "需求度", "1-5"),
        ("业务员*", "业务员", "业务员", None),
        ("省/自治区", "省/自治区", "省自治区", None),
        ("bank_ids/bank", "bank_ids/bank", "bankidsbank", None),
        ("Order No.", "Order No.", "orderno", None),
        ("Order #", "Order #", "orderno", None),
        ("客戶編號", "客戶編號", "客户编号", None),
        ("客户 ID", "客户 ID", "客户id", None),
        ("BILLINGCITY", "BILLINGCITY", "billingcity", None),
        ("billing_city", "billing_city", "billingcity", None),
        ("电话(手机)", "电话(手机)", "电话手机", None),
        ("\ufeffＩＤ", "ID", "id", None),
        ("", "", "", None),
    ],
)
def test_a_title_is_taken_apart(title: str, shown: str, key: str, unit: str | None) -> None:
    name = normalise(title)
    assert (name.title, name.key, name.unit) == (shown, key, unit)


@pytest.mark.parametrize("title", ["*客户", "客户*", "客户（必填）", "Name (required)", "★客户"])
def test_a_star_means_must_be_filled(title: str) -> None:
    assert normalise(title).starred


@pytest.mark.parametrize("title", ["客户", "客户（选填）", "客户（非必填）"])
def test_without_a_star_it_may_be_empty(title: str) -> None:
    assert not normalise(title).starred


def test_our_own_column_is_known_by_its_ending() -> None:
    assert normalise("客户分级 (salesplan)").ours
    assert normalise("Class (salesplan)").title == "Class"
    assert not normalise("salesplan").ours


@pytest.mark.parametrize(
    ("unit", "power"),
    [
        ("元", 0), ("千元", 3), ("万元", 4), ("十万元", 5), ("百万元", 6), ("千万元", 7), ("亿元", 8), ("万", 4),
        ("亿", 8), ("k RMB", 3), ("RMB", 0), ("CNY", 0), ("kCNY", 3), ("k", 3), ("￥", 0), ("人民币", 0), ("萬元", 4),
        ("元/台", 0),        ("million", 6), ("RMB million", 6),
        ("%", None), ("台", None), ("USD", None), ("万美元", None), ("", None),
    ],
)  # fmt: skip
def test_money_units_scale_and_others_do_not(unit: str, power: int | None) -> None:
    assert unit_power(unit) == power


def test_a_bracket_that_is_no_unit_belongs_to_the_name() -> None:
    assert is_unit("台")
    assert not is_unit("含税")
    assert not is_unit("2025")


@given(st.text(max_size=20))
def test_a_key_is_its_own_key(text: str) -> None:
    assert key_of(key_of(text)) == key_of(text)
    assert normalise(text).key == normalise(simplified(text)).key
