from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesplan.compute.cleaning.company_name import company_name
from salesplan.compute.cleaning.places import leading_place, place_of, unlike


@pytest.mark.oracle("12.2-a")
def test_a_region_in_front_is_left_out_only_where_it_is_in_the_list() -> None:
    """广州市海珠区 is a place of China; 甲乙城 is one only when the plan says so."""
    assert company_name("广州市海珠区甲乙科技有限公司").core == company_name("甲乙科技").core == "甲乙科技"
    assert company_name("丙丁岛甲乙科技有限公司").core != company_name("甲乙科技").core
    assert company_name("丙丁岛甲乙科技有限公司", frozenset(("丙丁岛",))).core == "甲乙科技"


@pytest.mark.parametrize(
    ("name", "core", "city", "branch"),
    [
        ("甲乙（上海）科技有限公司", "甲乙科技", "上海市", ""),
        ("甲乙科技有限公司(上海)", "甲乙科技", "上海市", ""),
        ("甲乙（中国）科技", "甲乙科技", "", ""),
        ("江苏省苏州市吴中区甲乙科技集团有限公司", "甲乙科技", "苏州市", ""),
        ("上海市上海市甲乙科技", "甲乙科技", "上海市", ""),
        ("甲乙科技有限公司上海分公司", "甲乙科技", "", "上海市/上海市 分公司"),
        ("甲乙科技(上海)分公司", "甲乙科技", "", "上海市/上海市 分公司"),
        ("甲乙科技华东分公司", "甲乙科技", "", "华东 分公司"),
        ("甲乙第二分公司", "甲乙", "", "2 分公司"),
        ("甲乙二分公司", "甲乙", "", "2 分公司"),
        ("甲乙科技有限公司（老客户）", "甲乙科技", "", ""),
        ("甲乙科技有限公司-停用", "甲乙科技", "", ""),
        ("無錫甲乙電子有限公司", "甲乙电子", "无锡市", ""),
        ("甲乙３Ｄ科技", "甲乙3d科技", "", ""),
        ("A-甲乙科技有限公可", "甲乙科技", "", ""),
        ("Huarui Machinery Co., Ltd.", "huaruimachinery", "", ""),
        ("HUARUI MACHINERY COMPANY LIMITED（老客户）", "huaruimachinery", "", ""),
        ("001 甲乙科技有限公司", "甲乙科技", "", ""),
        ("2024-甲乙科技有限公司", "甲乙科技", "", ""),
        ("NO.8 甲乙科技", "甲乙科技", "", ""),
        ("客户：甲乙科技有限公司", "甲乙科技", "", ""),
        ("甲乙科技有限公司#2", "甲乙科技", "", ""),
        ("甲乙科技有限公司/张三", "甲乙科技", "", ""),
        ("甲乙科技有限公司-采购部王工", "甲乙科技", "", ""),
        ("甲乙科技有限公司  13912340000", "甲乙科技", "", ""),
        ("甲乙科技股份有公司", "甲乙科技", "", ""),
        ("甲乙科技有限公司-江阴", "甲乙科技江阴", "", ""),
        ("360安全科技", "360安全科技", "", ""),
        ("北京大学", "北京大学", "", ""),
        ("上海机床厂", "上海机床厂", "", ""),
        ("甲乙第一中学", "甲乙第1中学", "", ""),
        ("甲乙汽车零部件", "甲乙汽车零部件", "", ""),
    ],
)
def test_names_taken_apart(name: str, core: str, city: str, branch: str) -> None:
    found = company_name(name)
    assert (found.core, found.place.city, found.branch) == (core, city, branch)


@pytest.mark.parametrize("name", ["", "甲", "有限公司", "散客", "无", "（中国）", "{x}", "Ltd", "。。。", "个人"])
def test_names_that_say_nothing(name: str) -> None:
    assert company_name(name).core in ("", "ltd")


def test_places() -> None:
    assert place_of("苏州") == place_of("苏州市") == place_of("江苏苏州")
    assert leading_place("鼓楼区甲乙") == ((("", "", "鼓楼区")), "甲乙")  # six cities have a district of this name
    assert leading_place("海珠甲乙")[1] == "海珠甲乙"  # a bare district is a place only behind its city
    assert leading_place("广州海珠甲乙")[1] == "甲乙"
    assert unlike(place_of("苏州"), place_of("无锡"))
    assert not unlike(place_of("苏州"), place_of("江苏"))


@given(st.text(max_size=30))
def test_any_text_is_taken_apart_without_a_failure(text: str) -> None:
    found = company_name(text)
    assert found.core == "" or len(found.core) >= 2


@given(st.text(alphabet="上海苏州甲乙丙科技贸易有限公司分（）第一二店 ", max_size=16))
def test_case_width_and_blanks_make_no_difference(text: str) -> None:
    assert company_name(f" {text}　") == company_name(text)
