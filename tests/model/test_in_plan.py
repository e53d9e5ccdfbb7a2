"""What a remedy says to write into the plan reads back as what it means."""

from __future__ import annotations

import pytest
import yaml

from salesplan.model.in_plan import in_plan, yaml_text


def test_a_line_under_its_keys_and_the_whole_where_they_are_not_there() -> None:
    told = in_plan(("parameters", "prospects"), "min_funds: 1万")
    assert told.in_("zh") == (
        "在 plan.yaml 的 parameters → prospects 下加一行 min_funds: 1万"
        "（没有就照此写上 parameters: {prospects: {min_funds: 1万}}）"
    )
    assert told.in_("en") == (
        "add the line min_funds: 1万 in plan.yaml under parameters → prospects "
        "(where there is none: parameters: {prospects: {min_funds: 1万}})"
    )


def test_an_item_stands_in_a_list() -> None:
    told = in_plan(("crm", "profiles", "own", "columns"), "- {header: 级别}").in_("zh")
    whole = told.partition("照此写上 ")[2].removesuffix("）")
    assert yaml.safe_load(whole) == {"crm": {"profiles": {"own": {"columns": [{"header": "级别"}]}}}}


@pytest.mark.parametrize("word", ["张三", "it's", "{x}", "12", "a: b", " x", "[", "#", "-"])
def test_any_word_stands_in_the_plan_as_it_is(word: str) -> None:
    told = in_plan(("a", "b"), f"{yaml_text(word)}: {yaml_text(word)}").in_("zh")
    assert yaml.safe_load(told.partition("照此写上 ")[2].removesuffix("）")) == {"a": {"b": {word: word}}}
