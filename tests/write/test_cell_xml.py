"""A value becomes a cell and a cell a value without loss."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import Enum, IntEnum
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesplan.write.patch.cell_xml import (
    MAX_TEXT,
    CellValue,
    Stored,
    cell_rest,
    column_letters,
    column_number,
    read_cell,
    same,
    split_address,
    stored,
)
from salesplan.write.patch.sheet_patch import CELL


def read_back(value: Stored, prefix: bytes = b"") -> Stored:
    xml = b'<%sc r="A1%s' % (prefix, cell_rest(prefix, value, 0))
    match = CELL.fullmatch(xml)
    assert match is not None
    return read_cell(match[1], match[2] or b"", lambda _: "")


@pytest.mark.parametrize(("letters", "number"), [("A", 1), ("Z", 26), ("AA", 27), ("XFD", 16384)])
def test_columns_by_hand(letters: str, number: int) -> None:
    assert column_number(letters) == number
    assert column_letters(number) == letters


@pytest.mark.parametrize(("address", "place"), [("A1", (1, 1)), ("$L$12", (12, 12)), ("XFD1048576", (1048576, 16384))])
def test_addresses_by_hand(address: str, place: tuple[int, int]) -> None:
    assert split_address(address) == place


@pytest.mark.parametrize("address", ["", "A", "1", "A0", "XFE1", "A1048577", "a1", "A1:B2", "A1 "])
def test_no_address(address: str) -> None:
    with pytest.raises(ValueError, match="no cell address"):
        split_address(address)


@pytest.mark.parametrize(
    ("value", "date1904", "held"),
    [
        (date(2026, 11, 21), False, 46347),
        (date(2026, 11, 21), True, 46347 - 1462),
        (date(1900, 3, 1), False, 61),
        (date(1904, 1, 1), True, 0),
        (datetime(2026, 11, 21, 12), False, Decimal("46347.5")),  # noqa: DTZ001 - cells know no time zone
        ("", False, None),
        (True, False, True),
        (Decimal("12.50"), False, Decimal("12.50")),
    ],
)
def test_stored_by_hand(value: CellValue, date1904: bool, held: Stored) -> None:  # noqa: FBT001 - a table of figures
    assert stored(value, date1904=date1904) == held


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), Decimal("NaN"), "x" * (MAX_TEXT + 1), date(1900, 2, 28), date(1899, 1, 1)]
)
def test_what_no_cell_can_hold(value: CellValue) -> None:
    with pytest.raises(ValueError, match="cannot hold"):
        stored(value, date1904=False)


class Word(str, Enum):  # noqa: UP042 - its text is not its value, which is the point
    """A text that says of itself that it is Word.A."""

    A = "甲"


class Rank(IntEnum):
    """A number that says of itself that it is Rank.FIRST."""

    FIRST = 1


class Amount(float):
    """Numbers of other libraries show themselves their own way."""

    def __repr__(self) -> str:
        return f"Amount({float(self)})"


@pytest.mark.parametrize(("value", "xml"), [(Word.A, "甲"), (Rank.FIRST, "<v>1</v>"), (Amount(1.5), "<v>1.5</v>")])
def test_values_of_other_kinds_become_plain(value: CellValue, xml: str) -> None:
    held = stored(value, date1904=False)
    assert type(held) in (str, int, float)
    assert xml in cell_rest(b"", held, 0).decode()


def test_an_object_is_no_value_of_a_cell() -> None:
    with pytest.raises(ValueError, match="cannot hold"):
        stored(cast("CellValue", complex(1)), date1904=False)


def test_longest_text_fits() -> None:
    assert stored("x" * MAX_TEXT, date1904=False) == "x" * MAX_TEXT


@pytest.mark.parametrize(
    ("value", "xml"),
    [
        (1, b'"><v>1</v></c>'),
        (Decimal("12.50"), b'"><v>12.5</v></c>'),
        (Decimal("1E+3"), b'"><v>1000</v></c>'),
        (Decimal("-0.10"), b'"><v>-0.1</v></c>'),
        (True, b'" t="b"><v>1</v></c>'),
        (None, b'"/>'),
        ("=1+1", b'" t="inlineStr"><is><t>=1+1</t></is></c>'),
        ("a<&", b'" t="inlineStr"><is><t>a&lt;&amp;</t></is></c>'),
        (" a", b'" t="inlineStr"><is><t xml:space="preserve"> a</t></is></c>'),
        ("a  b", b'" t="inlineStr"><is><t xml:space="preserve">a  b</t></is></c>'),
        ("a\nb", b'" t="inlineStr"><is><t xml:space="preserve">a\nb</t></is></c>'),
        ("a\x07\rb", b'" t="inlineStr"><is><t>a_x0007__x000D_b</t></is></c>'),
        ("_x0041_", b'" t="inlineStr"><is><t>_x005F_x0041_</t></is></c>'),
    ],
)
def test_cells_by_hand(value: Stored, xml: bytes) -> None:
    assert cell_rest(b"", value, 0) == xml


def test_style_and_prefix() -> None:
    assert cell_rest(b"x:", 5, 3) == b'" s="3"><x:v>5</x:v></x:c>'


@given(st.text(max_size=40), st.sampled_from([b"", b"x:"]))
def test_any_text_reads_back(text: str, prefix: bytes) -> None:
    if any("\ud800" <= c <= "\udfff" for c in text):
        return
    assert read_back(text or None, prefix) == (text or None)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9))
def test_any_amount_reads_back_exactly(amount: Decimal) -> None:
    assert read_back(amount) == amount


@pytest.mark.parametrize(
    ("xml", "value"),
    [
        (b'<c r="A1" t="s"><v>7</v></c>', "shared 7"),
        (b'<c r="A1" t="str"><f>B1</f><v>x</v></c>', "x"),
        (b'<c r="A1" t="e"><v>#N/A</v></c>', "#N/A"),
        (b'<c r="A1"/>', None),
        (b'<c r="A1"></c>', None),
        (b'<c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r><rPh sb="0" eb="1"><t>z</t></rPh></is></c>', "ab"),
        (b'<c r="A1" t="n"><v>1.5E3</v></c>', Decimal(1500)),
    ],
)
def test_cells_of_others(xml: bytes, value: Stored) -> None:
    match = CELL.fullmatch(xml)
    assert match is not None
    assert read_cell(match[1], match[2] or b"", lambda i: f"shared {i}") == value


@pytest.mark.parametrize(
    ("old", "new", "equal"),
    [
        (Decimal("12.5"), 12.5, True),
        (Decimal("0.1"), 0.1, True),
        (Decimal("0.30000000000000004"), Decimal("0.3"), True),
        (Decimal("0.3"), Decimal("0.30000000000001"), False),
        (Decimal("0.0"), 0.0, True),
        (Decimal("536870912.2300665"), 536870912.2300665, True),
        (Decimal(0), Decimal("-0.00"), True),
        (Decimal(1), True, False),
        ("1", 1, False),
        (None, 0, False),
        (None, None, True),
        ("A", "A", True),
        ("A", "a", False),
    ],
)
def test_same_by_hand(old: Stored, new: Stored, equal: bool) -> None:  # noqa: FBT001 - a table of figures
    assert same(old, new) is equal
