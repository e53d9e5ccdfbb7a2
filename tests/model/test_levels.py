"""Paths as people read them: names alone, spaced in Chinese and with commas in English."""

from __future__ import annotations

import pytest

from salesplan.model.plan.levels import in_a_row, path_shown, paths_shown


@pytest.mark.parametrize(
    ("path", "zh", "en"),
    [
        ("region=华东/rep=张三", "华东 张三", "华东, 张三"),
        ("区域＝East/rep=Ann", "East Ann", "East, Ann"),
        ("region=东北", "东北", "东北"),
        ("product=泵/阀/quarter=2026-Q1", "泵/阀 2026-Q1", "泵/阀, 2026-Q1"),
        ("华东/张三", "华东 张三", "华东, 张三"),
        ("region={x}", "{x}", "{x}"),
        ("", "合计", "the total"),
    ],
)
def test_a_path_is_shown_by_its_names(path: str, zh: str, en: str) -> None:
    assert (path_shown(path).in_("zh"), path_shown(path).in_("en")) == (zh, en)


def test_names_in_a_row_say_how_many_there_are() -> None:
    paths = ["region=东/rep=甲", "region=西/rep=乙", "region=南/rep=丙"]
    assert paths_shown(paths).in_("zh") == "东 甲、西 乙、南 丙"
    assert paths_shown(paths).in_("en") == "东, 甲; 西, 乙; 南, 丙"
    assert paths_shown(paths, 2).in_("zh") == "东 甲、西 乙 等 3 个"
    assert paths_shown(paths, 2).in_("en") == "东, 甲; 西, 乙 and 1 more"
    assert in_a_row(["A", "B"]).in_("en") == "A, B"
    assert in_a_row(["A"], 1).in_("zh") == "A"
