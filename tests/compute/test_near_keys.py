from __future__ import annotations

import pytest

from salesplan.compute.near_keys import UnknownName, unknown_names


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("GTXPro", "GTX Pro"),
        ("gtx-pro", "GTX Pro"),
        ("GTX Por", "GTX Pro"),
        ("空气压缩机", None),
    ],
)
def test_an_unknown_name_is_offered_the_one_it_may_mean(name: str, near: str | None) -> None:
    assert unknown_names({name: 3}, ["MG Special", "GTX Pro", "GTK 500"]) == (UnknownName(name, 3, near),)


@pytest.mark.parametrize("name", ["GTX Pro", "gtx pro", "ＧＴＸ　Ｐｒｏ", " GTX  Pro "])
def test_width_case_and_runs_of_blanks_make_no_other_name(name: str) -> None:
    assert unknown_names({name: 1}, ["GTX Pro"]) == ()


def test_most_rows_come_first_and_then_the_name() -> None:
    found = unknown_names({"b": 1, "c": 5, "a": 1}, [])
    assert [(each.name, each.rows) for each in found] == [("c", 5), ("a", 1), ("b", 1)]


def test_another_number_is_another_name_and_another_case_is_not() -> None:
    assert [each.near for each in unknown_names({"C0301": 1, "C-0001": 2}, ["C0300", "C0001"])] == ["C0001", None]
