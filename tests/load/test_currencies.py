"""Orders that name their currency in a column: never added as if they were all the plan's."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from salesplan.load.lists import read_list
from salesplan.model.reading import ReadOptions
from salesplan.model.records import Records

HEADER = "订单号,客户名称,下单日期,币种,金额\n"


def read(folder: Path, rows: list[tuple[str, str]], **rates: str) -> Records:
    lines = [f"S{n},甲,2026-01-0{n},{currency},{amount}" for n, (currency, amount) in enumerate(rows, 1)]
    file = folder / "orders.csv"
    file.write_text(HEADER + "\n".join(lines) + "\n", "utf-8")
    options = ReadOptions(rates={code: Decimal(rate) for code, rate in rates.items()})
    return read_list([str(file)], options, table="orders")


def amounts(found: Records) -> list[Decimal | None]:
    scale = found.scales["amount"]
    return [None if v is None else Decimal(v).scaleb(-scale) for v in found.frame["amount"].to_list()]


@pytest.mark.parametrize("word", ["CNY", "cny", "人民币", "RMB", "¥", ""])
def test_the_plans_own_currency_and_no_word_are_taken_as_they_stand(word: str, tmp_path: Path) -> None:
    found = read(tmp_path, [(word, "100.5"), ("CNY", "1")])
    assert amounts(found) == [Decimal("100.5"), 1]
    assert not [p for p in found.findings if p.code == "READ-currency"]


@pytest.mark.parametrize("word", ["USD", "美元", "HK$", "XYZ"])
def test_another_currency_without_a_rate_is_a_bad_cell(word: str, tmp_path: Path) -> None:
    found = read(tmp_path, [("CNY", "100"), (word, "100")])
    assert amounts(found) == [100, None]
    (problem,) = [p for p in found.findings if p.code == "READ-currency"]
    assert problem.place.line == 3
    assert "None" not in problem.what.in_("en") + problem.fix.in_("en")


def test_a_rate_converts_exactly_and_half_up_at_six_places(tmp_path: Path) -> None:
    found = read(tmp_path, [("CNY", "100"), ("USD", "100.01"), ("USD", "-0.1")], USD="7.123455")
    assert amounts(found) == [100, Decimal("712.416735"), Decimal("-0.712346")]
    assert [p.code for p in found.findings if p.code == "READ-converted"] == ["READ-converted"]


@pytest.mark.parametrize(("amount", "fits"), [("92233720368.547758", True), ("92233720368.547759", False)])
def test_what_a_rate_makes_too_large_is_a_bad_cell_and_never_just_gone(
    amount: str, fits: object, tmp_path: Path
) -> None:
    """2^63 - 1 millionths are 9,223,372,036,854.775807: at a rate of 100 the first fits, a millionth more does not."""
    found = read(tmp_path, [("CNY", "5"), ("USD", amount)], USD="100")
    assert (amounts(found)[1] is not None) == fits
    assert amounts(found)[0] == 5
    assert [p.place.line for p in found.findings if "USD" in (p.value or "")] == ([] if fits else [3])
