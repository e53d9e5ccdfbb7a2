"""What a target is called on its page."""

from __future__ import annotations

import pytest

from salesplan.present.views.target_words import target_name


@pytest.mark.parametrize(
    ("entry", "metric", "zh", "en"),
    [
        ("revenue", "revenue", "销售额", "revenue"),
        ("公司", "revenue", "公司 销售额", "公司 revenue"),
        ("毛利", "gross_profit", "毛利", "毛利 gross profit"),
        ("毛利", "毛利", "毛利", "gross profit"),
        ("銷售額", "revenue", "销售额", "銷售額 revenue"),
        ("gross profit", "gross_profit", "gross profit 毛利", "gross profit"),
        ("gross_profit", "gross_profit", "毛利", "gross profit"),
        ("回款", "回款", "回款", "回款"),
    ],
)
def test_an_entry_is_called_by_its_id_and_metric_unless_they_are_one(entry: str, metric: str, zh: str, en: str) -> None:
    name = target_name(entry, metric)
    assert (name.in_("zh"), name.in_("en")) == (zh, en)
