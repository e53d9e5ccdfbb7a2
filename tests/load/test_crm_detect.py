"""Which system a file is from: its titles, where its stars stand, and no guess where two know as much."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from salesplan.load.crm_detect import Fit, certain, fits, title_key, titles_of_file
from salesplan.load.crm_profiles import profiles_of
from salesplan.model.reading import ReadOptions

PROFILES = profiles_of({})


def _of(*titles: str) -> tuple[str, str] | None:
    found = certain(fits(titles, PROFILES))
    return found.same if found else None


@pytest.mark.parametrize(
    ("titles", "wanted"),
    [
        (("*客户名称", "手机", "备注", "客户来源"), ("wukong", "customers")),
        (("客户名称*", "手机", "备注", "客户来源"), ("fxiaoke", "customers")),
        (("客户名称", "手机", "备注", "客户来源"), None),
        (("Record Id", "Account Name", "Account Owner", "Rating", "Territories"), ("zoho", "customers")),
        (("Account Name", "Account Owner", "Rating", "Billing City"), None),
        (("Record ID", "Deal Name", "Pipeline", "Deal Stage", "Close Date"), ("hubspot", "deals")),
        (("单据编号", "客户", "物料编码", "价税合计"), ("kingdee", "orders")),
        (("姓名", "年龄"), None),
    ],
)
def test_titles_say_which_system_or_nothing(titles: tuple[str, ...], wanted: tuple[str, str] | None) -> None:
    assert _of(*titles) == wanted


def test_the_best_must_know_most_titles_and_lead_by_a_tenth() -> None:
    best, next_best = (
        Fit("a", "deals", Fraction(6, 10), Fraction(7, 10)),
        Fit("b", "deals", Fraction(1), Fraction(6, 10)),
    )
    assert certain([best, next_best]) == best
    assert certain([best, Fit("b", "deals", Fraction(1), Fraction(61, 100))]) is None
    assert certain([Fit("a", "deals", Fraction(59, 100), Fraction(2))]) is None
    assert certain([]) is None


def test_stars_wishes_units_and_case_make_no_difference() -> None:
    assert {title_key(each) for each in ("*客户名称", "客户名称（必填）", "客户名称*", " 客户 名称")} == {"客户名称"}
    assert title_key("Probability (%)") == title_key("PROBABILITY")


def test_the_row_with_most_known_titles_is_the_header_also_with_few_rows_under_it(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("客户名称要填,说明\n*客户名称,网址,备注\n甲,,\n", "utf-8")
    found = titles_of_file(str(file), ReadOptions(), frozenset(map(title_key, ("客户名称", "网址", "备注"))))
    assert (found.names, found.at, found.row) == (("*客户名称", "网址", "备注"), (0, 1, 2), 2)
    told = titles_of_file(str(file), ReadOptions(header_row=2), frozenset())
    assert told.row == 2
