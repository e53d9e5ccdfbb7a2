"""The table of traditional characters covers every header name, as OpenCC has it."""

from __future__ import annotations

import opencc
import pytest

from salesplan.load.headers import titles_of
from salesplan.load.script import TO_SIMPLIFIED, is_traditional
from salesplan.model.tables import TABLES, other_names, table_fields


def test_every_traditional_form_of_a_header_name_turns_simplified() -> None:
    titles = [t for key in TABLES for spec in table_fields(key).values() for t, _ in titles_of(spec.header)]
    titles += [other_names.ROW_NUMBER, other_names.DERIVED, other_names.EXTRA]
    wanted = set("".join(titles))
    to_simplified = opencc.OpenCC("t2s")
    for code in range(0x4E00, 0xA000):
        character = chr(code)
        simple = to_simplified.convert(character)
        if simple != character and simple in wanted:
            assert TO_SIMPLIFIED.get(code) == ord(simple), f"{character} is {simple}"


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (["客戶編號", "客戶名稱", "金額"], True),
        (["客户编号", "客户名称", "金额"], False),
        (["客户全稱", "所屬區域", "客户编号", "业务员", "备注"], False),
        (["客戶編號", "业务员"], False),
        (["城市"], False),
    ],
    ids=["all traditional", "all simplified", "two strays", "as many", "the same in both"],
)
def test_the_greater_part_of_the_titles_decides(titles: list[str], expected: object) -> None:
    assert is_traditional(titles) == expected
