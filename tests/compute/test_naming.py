"""Names in a sentence."""

from __future__ import annotations

import pytest

from salesplan.compute.naming import names_of
from salesplan.text import Text


@pytest.mark.parametrize(
    ("items", "zh", "en"),
    [
        ([], "", ""),
        (["甲"], "甲", "甲"),
        (["甲", "{x}"], "甲、{x}", "甲, {x}"),
        (["1", "2", "3", "4", "5"], "1、2、3、4、5", "1, 2, 3, 4, 5"),
        (["1", "2", "3", "4", "5", "6"], "1、2、3、4、5 等", "1, 2, 3, 4, 5 ..."),
        (["王\r\n芳", "a\u2028b"], "王 芳、a b", "王 芳, a b"),
        ([Text("电话", "phone"), "甲"], "电话、甲", "phone, 甲"),
    ],
)
def test_the_first_five_are_named(items: list[Text | str], zh: str, en: str) -> None:
    told = names_of(items)
    assert (told.in_("zh"), told.in_("en")) == (zh, en)


def test_as_many_are_named_as_are_asked_for() -> None:
    assert names_of(["a", "b"], 1).in_("en") == "a ..."
    assert names_of(iter("abcdefg"), None).in_("zh") == "a、b、c、d、e、f、g"
