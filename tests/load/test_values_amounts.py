"""Amounts, quantities, counts and shares: every form people type, exact, or bad with the right reason."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.load.grid import DATE, ERROR, NUMBER, TEXT, TRUTH, UNSOLVED
from salesplan.load.values.cells import CellColumn, Context, ReadColumn
from salesplan.load.values.column import read_column
from salesplan.load.values.figures import LIMIT
from salesplan.load.values.units import currency_in, unit_of
from salesplan.model.field import FieldKind
from salesplan.model.reading import ReadOptions

Cell = str | tuple[str, int] | tuple[str, int, int] | None


def read(kind: FieldKind, *cells: Cell, context: Context | None = None) -> ReadColumn:
    return read_column(kind, CellColumn.of(cells), context or Context())


def one(kind: FieldKind, cell: Cell, context: Context | None = None) -> Decimal | str | None:
    """The value of a column of one cell, or its reason."""
    column = read(kind, cell, context=context)
    if len(column.bad):
        return str(column.bad["reason"][0])
    value = column.values[0]
    return None if value is None else Decimal(value).scaleb(-column.scale)


# The cells of messy/05_text_numbers.xlsx, 应收金额（元）.
AMOUNTS = [
    ("2,468.75", "2468.75"),
    ("¥3,600", "3600"),
    ("￥1,024.00元", "1024"),
    ("25万", "250000"),
    ("0.8亿", "80000000"),
    ("3.06 万元", "30600"),
    ("(987.65)", "-987.65"),
    ("（1,000）", "-1000"),
    ("−250", "-250"),
    ("-3,210.10", "-3210.10"),
    ("５６７８．９", "5678.9"),
    ("\u300076.20 ", "76.20"),
    ("1\u00a0500", "1500"),
    ("RMB 500", "500"),
    ("CNY88.5", "88.5"),
    ("1.2E+3", "1200"),
    ("+45", "45"),
    ("00980", "980"),
]
MORE_AMOUNTS = [
    ("(-5)", "-5"),
    ("500-", "-500"),
    ("-¥5", "-5"),
    ("¥-5", "-5"),
    ("1'234.5", "1234.5"),
    ("12 345 678", "12345678"),
    (".5", "0.5"),
    ("5.", "5"),
    ("人民币500元整", "500"),
    ("2W", "20000"),
    ("3k", "3000"),
    ("1e2", "100"),
    ("1.2千万", "12000000"),
    ("1200w", "12000000"),
    ("1200W", "12000000"),
]
BAD_AMOUNTS = [
    ("10,00.5", "comma-place"),
    ("约300", "estimate"),
    ("2O26", "letter"),
    ("三百", "words"),
    ("100元/台", "piece"),
    ("1.234.567", "two-points"),
    ("¥", "sign-alone"),
]


def test_a_column_of_amounts_as_text_is_exact() -> None:
    cells = [text for text, _ in (*AMOUNTS, *BAD_AMOUNTS)]
    column = read("amount", *cells, "暂无", "——", None, ("1234.5", NUMBER), ("0", NUMBER))
    values = [None if v is None else Decimal(v).scaleb(-column.scale) for v in column.values]
    assert column.scale == 2
    assert values[: len(AMOUNTS)] == [Decimal(want) for _, want in AMOUNTS]
    assert values[len(AMOUNTS) :] == [None] * (len(BAD_AMOUNTS) + 3) + [Decimal("1234.5"), Decimal(0)]
    assert column.own_sum() == Decimal("80293548.10")
    start = len(AMOUNTS)
    assert column.bad.rows() == [(start + i, text, reason) for i, (text, reason) in enumerate(BAD_AMOUNTS)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("待定", "number"),
        ("4台", "measure"),
        ("十", "words"),
        ("人民币叁佰元整", "words"),
        ("300左右", "estimate"),
        ("300+", "estimate"),
        (">300", "estimate"),
        ("10-20万", "range"),
        ("12%", "percent"),
        ("85折", "discount"),
        ("是", "truth"),
        ("TRUE", "truth"),
        ("2026-01-05", "day"),
        ("########", "hashes"),
        ("#N/A", "error-value"),
        ("=A1*2", "formula-text"),
        ("1,23,456", "comma-place"),
        ("(100", "number"),
        ("NT$12,000", "currency"),
        ("US$5", "currency"),
        ("$5", "currency"),
        ("5美元", "currency"),
        ("3万美元", "currency"),
        ("€1,5", "currency"),
        ("1e999", "too-large"),
        ("500A", "measure"),
        ("3月", "measure"),
        ("100元/月", "piece"),
        ("0 500", "number"),
    ],
)
def test_a_text_that_is_no_amount_has_its_reason(text: str, reason: str) -> None:
    assert one("amount", text) == reason


@pytest.mark.parametrize(("text", "want"), MORE_AMOUNTS)
def test_further_forms_of_amounts(text: str, want: str) -> None:
    assert one("amount", text, Context(options=ReadOptions(decimal="."))) == Decimal(want)


@pytest.mark.parametrize("text", ["无", "-", "——", "暂无", "/", "N/A", "n/a", "NULL", "nan", "　", ""])
def test_marks_for_nothing_are_missing_and_no_fault(text: str) -> None:
    column = read("amount", text)
    assert column.values.to_list() == [None]
    assert column.bad.is_empty()


def test_kinds_that_hold_no_number_are_refused() -> None:
    cells: list[Cell] = [
        ("#N/A", ERROR),
        ("=C6*0.5", UNSOLVED),
        ("1", TRUTH),
        ("46102", DATE),
        ("abc", NUMBER),
        ("1e999", NUMBER),
        ("1,260", TEXT),
    ]
    column = read("amount", *cells)
    assert column.bad.rows() == [
        (0, "#N/A", "error-value"),
        (1, "=C6*0.5", "formula"),
        (2, "TRUE", "truth"),
        (3, "46102", "day"),
        (4, "abc", "damaged-number"),
        (5, "1e999", "too-large"),
    ]
    assert column.values.to_list() == [None] * 6 + [1260]


@pytest.mark.parametrize(
    ("unit", "power"),
    [
        ("元", 0),
        ("千元", 3),
        ("K RMB", 3),
        ("k RMB", 3),
        ("RMB'000", 3),
        ("万元", 4),
        ("萬元", 4),
        ("万元/年", 4),
        ("人民币万元", 4),
        ("百万元", 6),
        ("千万", 7),
        ("亿", 8),
        ("%", -2),
        ("‰", -3),
        ("万件", 4),
    ],
)
def test_units_scale(unit: str, power: int) -> None:
    found = unit_of(unit)
    assert found is not None
    assert found.power == power
    assert found.currency is None


@pytest.mark.parametrize("unit", ["台", "kg", "千克", "吨", "人"])
def test_an_unknown_unit_is_none(unit: str) -> None:
    assert unit_of(unit) is None


def test_a_column_in_ten_thousands_is_in_yuan_and_its_own_sum_is_not() -> None:
    column = read("amount", ("120.5", NUMBER), ("-3.2", NUMBER), ("0.00001", NUMBER), context=Context(unit="万元"))
    assert column.values.to_list() == [12050000, -320000, 1]
    assert (column.scale, column.power) == (1, 4)
    assert column.own_sum() == Decimal("117.30001")


def test_a_unit_in_the_cell_replaces_that_of_the_header() -> None:
    column = read("amount", "1.2", "25万", "3,600元", "¥5万", "￥5元", context=Context(unit="万元"))
    assert column.values.to_list() == [12000, 250000, 3600, 50000, 5]


@pytest.mark.parametrize("text", ["¥1,200,000", "￥5", "RMB 500", "500 CNY", "-¥3.5"])
def test_a_bare_sign_in_a_column_that_scales_is_not_guessed(text: str) -> None:
    assert one("amount", text, Context(unit="万元")) == "which-unit"
    assert one("amount", text, Context(unit="元")) == one("amount", text)


def test_a_sign_of_another_currency_is_refused_for_the_currency_first() -> None:
    rated = ReadOptions(rates={"USD": Decimal(7)})
    assert one("amount", "US$5", Context(unit="万元")) == "currency"
    assert one("amount", "US$5", Context(unit="万元", options=rated)) == "which-unit"
    assert one("amount", "5美元", Context(unit="万元", options=rated)) == 35


def test_the_users_unit_replaces_that_of_the_header() -> None:
    context = Context(unit="万元", field="amount", options=ReadOptions(units={"amount": "千元"}))
    assert read("amount", "2", context=context).values.to_list() == [2000]


def test_the_unit_of_1904_workbook() -> None:
    cells: list[Cell] = [("1.5", NUMBER), ("2.25", NUMBER), ("-0.75", NUMBER), ("10", NUMBER)]
    column = read("amount", *cells, context=Context(unit="k RMB"))
    assert column.values.to_list() == [1500, 2250, -750, 10000]
    assert column.own_sum() == Decimal("13.00")


def test_another_currency_is_converted_only_at_a_given_rate() -> None:
    context = Context(options=ReadOptions(rates={"USD": Decimal("7.1234567")}))
    column = read("amount", "US$2", "3万美元", "NT$1", context=context)
    assert column.values.to_list() == [14246913, 213703701000, None]
    assert column.scale == 6
    assert column.bad.rows() == [(2, "NT$1", "currency")]
    assert [(n.code, n.count, n.at) for n in column.notes] == [("READ-converted", 2, (0, 1))]


def test_a_header_in_another_currency_concerns_every_cell() -> None:
    cells: list[Cell] = [("1", NUMBER), "2"]
    assert read("amount", *cells, context=Context(unit="万美元")).bad["reason"].to_list() == ["currency", "currency"]
    rates = ReadOptions(rates={"USD": Decimal(7)})
    assert read("amount", *cells, context=Context(unit="万美元", options=rates)).values.to_list() == [70000, 140000]


def test_dollars_are_the_plans_own_where_it_is_in_dollars() -> None:
    context = Context(options=ReadOptions(currency="TWD"))
    assert one("amount", "NT$12,000", context) == 12000
    assert one("amount", "$12", context) == 12
    assert one("amount", "¥12", context) == "currency"
    assert currency_in("NT$12,000") == "TWD"
    assert currency_in("¥12") is None


def test_a_format_with_another_sign_is_noted() -> None:
    column = read("amount", ("5", NUMBER, 1), ("6", NUMBER, 0), context=Context(formats=("General", "[$€-407]#,##0")))
    assert column.values.to_list() == [5, 6]
    assert [(n.code, n.at) for n in column.notes] == [("READ-shown-currency", (0,))]


# Fifteen digits, six places, the largest Int64.
@pytest.mark.parametrize(
    ("cell", "want"),
    [
        (("0.30000000000000004", NUMBER), "0.3"),
        (("-9.071999999999989", NUMBER), "-9.072"),
        (("123456789012.345", NUMBER), "123456789012.345"),
        (("123456789.1234567", NUMBER), "123456789.123457"),
        (("999999999999.9996", NUMBER), "1000000000000"),
        (("1.5E-6", NUMBER), "0.000002"),
        (("4.9E-7", NUMBER), "0"),
        (("1.2345E+5", NUMBER), "123450"),
        ("0.0000005", "0.000001"),
        ("-0.0000005", "-0.000001"),
        ("0.0000004999", "0"),
        ("123456789012.123456", "123456789012.123456"),
        ("9223372036854.775807", "9223372036854.775807"),
        ("-9223372036854.775807", "-9223372036854.775807"),
        ("9223372036854.775808", "too-large"),
        ("922337203.6854775807万", "9223372036854.775807"),
        ("922337203.6854775808万", "too-large"),
    ],
)
def test_numbers_at_the_limits(cell: Cell, want: str) -> None:
    got = one("amount", cell)
    assert got == (want if want == "too-large" else Decimal(want))


def test_more_than_six_decimals_are_counted_in_a_note() -> None:
    column = read("amount", "0.1234567", ("0.30000000000000004", NUMBER), ("0.333333333333333", NUMBER), "1.5")
    assert column.values.to_list() == [123457, 300000, 333333, 1500000]
    assert [(n.code, n.count, n.at) for n in column.notes] == [("READ-rounded", 2, (0, 2))]
    assert "2 个单元格" in column.notes[0].text.in_("zh")


def test_the_sum_of_a_large_column_does_not_wrap_round() -> None:
    column = read("amount", *["9223372036854.775807"] * 3)
    assert column.own_sum() == Decimal("27670116110564.327421")


# 15_semicolon.csv
def test_a_decimal_comma_is_decided_by_the_column_and_noted() -> None:
    column = read("amount", "1.234,50", "-99,95", "2.000")
    assert column.values.to_list() == [123450, -9995, 200000]
    assert [(n.code, n.count) for n in column.notes] == [("READ-decimal-comma", 3)]


def test_one_cell_with_a_point_contradicts_the_comma() -> None:
    column = read("amount", "1.234,50", "2.5", "1,234", "0,125")
    assert column.values.to_list() == [None, 25, 12340, None]
    assert column.bad.rows() == [(0, "1.234,50", "comma-place"), (3, "0,125", "comma-place")]


def test_the_option_says_more_than_the_column() -> None:
    comma = Context(options=ReadOptions(decimal=","))
    point = Context(options=ReadOptions(decimal="."))
    assert read("amount", "2.000", "2,5", context=comma).values.to_list() == [20000, 25]
    assert read("amount", "2.000", "2,5", context=point).values.to_list() == [2, None]


def test_number_cells_are_digits_of_the_file_in_a_comma_column_too() -> None:
    column = read("amount", "99,95", ("2.125", NUMBER))
    assert column.values.to_list() == [99950, 2125]


# 05, 数量
def test_quantities_as_text() -> None:
    column = read("number", "12", "1,200", "７", "3.0", "4台", "-1", "十", "6 ")
    assert column.values.to_list() == [12, 1200, 7, 3, None, -1, None, 6]
    assert column.bad.rows() == [(4, "4台", "measure"), (6, "十", "words")]
    assert column.own_sum() == 1227


def test_counts_are_whole() -> None:
    column = read("count", "3", "3.0", "2.5", ("7", NUMBER))
    assert column.values.to_list() == [3, 3, None, 7]
    assert column.scale == 0
    assert column.bad.rows() == [(2, "2.5", "not-whole")]


# 05, 折扣率
def test_shares_as_text() -> None:
    column = read("share", "12.5%", "５％", "0.3", "85折", "120%", "九折")
    assert column.values.to_list() == [125, 50, 300, None, 1200, None]
    assert column.scale == 3
    assert column.bad.rows() == [(3, "85折", "discount"), (5, "九折", "discount-words")]
    assert column.own_sum() == Decimal("1.675")


def test_a_percent_header_divides_once() -> None:
    context = Context(unit="%", formats=("General", "0.0%"))
    column = read("share", ("12.5", NUMBER), ("0.125", NUMBER, 1), "12.5%", "12.5", context=context)
    assert column.values.to_list() == [125] * 4
    assert column.own_sum() == 50


def test_a_probability_above_one_needs_a_percent_sign() -> None:
    column = read("share", "75", "75%", "0.75", "1", "1.01", context=Context(field="probability"))
    assert column.values.to_list() == [None, 75, 75, 100, None]
    assert column.bad.rows() == [(0, "75", "probability"), (4, "1.01", "probability")]
    percent = Context(field="probability", unit="%")
    assert read("share", "75", context=percent).values.to_list() == [75]


def test_an_empty_column_has_no_sum() -> None:
    column = read("amount", None, None)
    assert column.values.dtype == pl.Int64
    assert (column.scale, column.own_sum()) == (0, None)
    assert len(read("amount").values) == 0


_TIMES = {"": 0, "千": 3, "万": 4, "百万": 6, "亿": 8}


@st.composite
def odd_forms(draw: st.DrawFn) -> tuple[str, Decimal]:
    """A number as someone may type it, and what it is."""
    whole, places = draw(st.integers(0, 10**9)), draw(st.integers(0, 8))
    fraction = "".join(draw(st.lists(st.sampled_from("0123456789"), min_size=places, max_size=places)))
    times = draw(st.sampled_from(sorted(_TIMES)))
    digits = f"{whole:,}" if draw(st.booleans()) else str(whole)
    text = f"{digits}.{fraction}" if fraction else digits
    number = Decimal(f"{whole}.{fraction or 0}").scaleb(_TIMES[times])
    style = draw(
        st.sampled_from(["{}{}", "¥{}{}", "{}{}元", "-{}{}", "({}{})", "（{}{}元）", "RMB {} {}", " {} {}元 "])
    )
    text = style.format(text, times)
    if draw(st.booleans()):
        text = text.translate({**{ord("0") + d: 0xFF10 + d for d in range(10)}, ord(","): "，", ord("."): "．"})
    return text, -number if style[0] in "-(（" else number


@settings(max_examples=100, deadline=None)
@given(odd_forms())
def test_any_odd_form_is_its_decimal_half_up_at_six_places(form: tuple[str, Decimal]) -> None:
    text, number = form
    want = number.quantize(Decimal("0.000001"), ROUND_HALF_UP) if abs(number) < 10**13 else number
    context = Context(options=ReadOptions(decimal="."))
    got = one("amount", text, context)
    assert got == ("too-large" if abs(number.scaleb(6).to_integral_value(ROUND_HALF_UP)) > LIMIT else want)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.decimals(-(10**8), 10**8, places=2), min_size=1, max_size=30), st.booleans())
def test_a_column_adds_up_whatever_its_cells_look_like(numbers: list[Decimal], stored: bool) -> None:  # noqa: FBT001 - hypothesis gives it
    cells: list[Cell] = [(f"{n:f}", NUMBER) if stored else f"{n:,f}" for n in numbers]
    assert read("amount", *cells).own_sum() == sum(numbers)
