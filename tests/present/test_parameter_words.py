from __future__ import annotations

from datetime import date

import pytest

from salesplan.model.plan.plan import Parameters
from salesplan.model.result import Parameter, Result
from salesplan.model.table import Table
from salesplan.present.parameter_words import explanation, meaning
from salesplan.present.sections import parameter_line


@pytest.mark.parametrize(
    ("name", "zh", "en"),
    [
        ("parameters.prospects.stale_days", "多少天没有跟进算停滞", "days without activity until it is stale"),
        ("parameters.class.a_days", "几天以内有成交算 A 级", "An order this many days ago or less makes class A"),
        ("calendar.country", "国家或地区的法定节假日", "Whose public holidays"),
        ("parameters.follow_up.A.every", "之后每隔几天", "Days between contacts after that"),
    ],
)
def test_a_key_of_the_plan_has_its_words(name: str, zh: str, en: str) -> None:
    found = explanation(name)
    assert found is not None
    assert (found.in_("zh"), found.in_("en")) == (zh, en)


@pytest.mark.parametrize("name", ["window", "parameters.nothing", "parameters.rfm.tiers.more", "weeks"])
def test_what_the_plan_does_not_know_has_none(name: str) -> None:
    assert meaning(name) is None


def test_explanations_are_left_out() -> None:
    assert meaning("parameters.lifecycle.limits") == "沉睡、流失的界限"


def test_every_parameter_has_words() -> None:
    assert all(meaning(f"parameters.{info.alias or name}") for name, info in Parameters.model_fields.items())


def test_a_page_says_them_and_by_key_where_all_is_wanted() -> None:
    told = (
        Parameter("window", "365"),
        Parameter("parameters.prospects.stale_days", 30, "plan"),
        Parameter("weeks", 4, "option"),
    )
    result = Result("classify", date(2026, 6, 30), None, Table(()), told)
    line = str(parameter_line(result).text)
    assert line == "用到的参数：最近 365 天的订单 · 多少天没有跟进算停滞 30 (计划) · weeks 4 (选项)"
    by_key = str(parameter_line(result, by_key=True).text)
    assert by_key == "用到的参数：window 365 · prospects.stale_days 30 (计划) · weeks 4 (选项)"
