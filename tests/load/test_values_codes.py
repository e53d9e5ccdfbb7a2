"""Codes, phones and texts as people see them; levels, scores, marks and periods."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.load.grid import DATE, ERROR, NUMBER, TRUTH, UNSOLVED
from salesplan.load.values.cells import CellColumn, Context, ReadColumn
from salesplan.load.values.column import read_column
from salesplan.load.values.reasons import REASONS, explained
from salesplan.load.values.scores import MAN_WORDS
from salesplan.model.field import FieldKind
from salesplan.model.reading import ReadOptions

Cell = str | tuple[str, int] | tuple[str, int, int] | None
FORMATS = ("General", "00000", '"C"000', "0", "\\K-00")


def read(kind: FieldKind, *cells: Cell, context: Context | None = None) -> ReadColumn:
    return read_column(kind, CellColumn.of(cells), context or Context(formats=FORMATS))


def outcome(column: ReadColumn) -> list[object]:
    """For each cell its value, the reason why it is bad in brackets, or None when it is missing."""
    reasons = dict(column.bad.select("at", "reason").iter_rows())
    return [f"<{reasons[i]}>" if i in reasons else value for i, value in enumerate(column.values)]


# messy/10_codes_duplicates.xlsx
def test_codes_are_what_people_see() -> None:
    cells: list[Cell] = ["00042", ("42", NUMBER, 1), ("7", NUMBER, 1), "7", " 00108 ", "A-9", ("123456", NUMBER, 1)]
    assert outcome(read("code", *cells)) == ["00042", "00042", "00007", "7", "00108", "A-9", "123456"]


def test_a_tab_that_guards_a_name_from_running_as_a_formula_stays() -> None:
    assert outcome(read("text", "\t=1+1", "\r=1+1 ", " =1+1", "\t甲")) == ["\t=1+1", "\r=1+1", "=1+1", "甲"]


def test_a_code_of_sixteen_digits_kept_as_a_number_is_lost() -> None:
    tax: list[Cell] = ["91440101000000042X", "440682000000007", ("1.234567890123457E+17", NUMBER), None]
    column = read("code", *tax)
    assert outcome(column) == ["91440101000000042X", "440682000000007", "<code-digits>", None]
    assert column.bad["text"].to_list() == ["123456789012345700"]


@pytest.mark.parametrize(
    ("cell", "want"),
    [
        (("999999999999999", NUMBER), "999999999999999"),
        (("1000000000000000", NUMBER), "<code-digits>"),
        (("1.0", NUMBER), "1"),
        (("12.5", NUMBER), "12.5"),
        (("1.3800138E10", NUMBER), "13800138000"),
        (("42", NUMBER, 2), "C042"),
        (("7", NUMBER, 4), "K-07"),
        (("7", NUMBER, 3), "7"),
        (("7", NUMBER, 99), "7"),
        (("-7", NUMBER, 1), "-7"),
        (("46102", DATE), "<code-day>"),
        (("1", TRUTH), "TRUE"),
        (("#REF!", ERROR), "<error-value>"),
        (("=A1", UNSOLVED), "<formula>"),
        (("#STRING!999", ERROR), "<damaged-text>"),
        (("#LENGTH!40000", ERROR), "<long-text>"),
        ("1.23457E+17", "<code-scientific>"),
        ("3E10", "3E10"),
        ("#N/A", "<error-value>"),
        ("无", None),
        ("N/A", None),
        ("NA", "NA"),
        ("\u200b0012\u00a0", "0012"),
        ('="00123"', "00123"),
        ("a  b", "a  b"),
    ],
)
def test_one_code(cell: Cell, want: str | None) -> None:
    assert outcome(read("code", cell)) == [want]


def test_phones() -> None:
    cells: list[Cell] = [("13800138000", NUMBER), "1.38E+10", "13712345678.0", "0571-88001234", "+86 139-2212-0000"]
    want = ["13800138000", "<phone-scientific>", "13712345678", "0571-88001234", "+86 139-2212-0000"]
    assert outcome(read("phone", *cells)) == want


def test_texts_stay_as_they_are_inside() -> None:
    cells: list[Cell] = [
        " 名\u200b称 ",
        "第一行\n第二行",
        ("3", NUMBER),
        ("46082", DATE),
        "#REF!",
        "Ａ公司",
        "无锡太湖",
        "无",
    ]
    want = ["名\u200b称", "第一行\n第二行", "3", "2026-03-01", "<error-value>", "Ａ公司", "无锡太湖", None]
    assert outcome(read("text", *cells)) == want


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=8))
def test_a_text_only_loses_what_is_around_it(text: str) -> None:
    value = read("text", text).values[0]
    assert value is None or value in text


# messy/10, 等级
def test_levels_become_letters_when_the_column_is_of_letters() -> None:
    column = read("grade", "A", "a", "Ｂ", "B级", "C", "待评", "D", "A（重点客户）", "B类客户", "-")
    assert outcome(column) == ["A", "A", "B", "B", "C", "<grade>", "D", "A", "B", None]


@pytest.mark.parametrize(
    "levels",
    [
        ["重要", "普通", "一般"],
        ["1", "2", "6"],
        ["S", "A", "B", "C"],
        ["A", "待评", "重要", "B"],
        ["VIP", "A"],
        ["A+", "A", "B"],
        ["AAA", "A", "B"],
    ],
)
def test_other_levels_stay_as_they_are(levels: list[str]) -> None:
    assert outcome(read("grade", *levels)) == levels


def test_levels_that_are_numbers_are_texts() -> None:
    assert outcome(read("grade", ("1", NUMBER), ("6", NUMBER))) == ["1", "6"]


def score(field: str, *cells: Cell, options: ReadOptions | None = None) -> list[object]:
    column = read("score", *cells, context=Context(field=field, options=options or ReadOptions()))
    return [float(Decimal(v).scaleb(-column.scale)) if isinstance(v, int) else v for v in outcome(column)]


def test_scores_are_one_to_five() -> None:
    cells: list[Cell] = [("1", NUMBER), "5", "4.5", "3分", "★★★☆☆", "0.99", "5.01", "很强", "-", ("1", TRUTH)]
    assert score("need", *cells) == [
        1.0, 5.0, 4.5, 3.0, 3.0, "<scale-number>", "<scale-number>", "<scale>", None, "<scale>",
    ]  # fmt: skip


def test_words_of_the_man_factors() -> None:
    assert score("need", "高", "中", "低", "有", "无", "ＨＩＧＨ") == [5, 3, 1, 3, 1, 5]
    assert score("authority", "决策人", "影响者", "使用者", "决策者", "否") == [5, 3, 2, 5, 2]
    assert score("authority", "決策人", "影響者") == [5, 3]
    assert score("purchasing_power", "强", "弱", "有", "无") == [5, 1, 4, 1]
    assert score("csat", "高") == ["<scale>"]


def test_every_word_is_worth_one_to_five() -> None:
    assert {value for words in MAN_WORDS.values() for value in words.values()} == {1, 2, 3, 4, 5}


def test_the_plans_words_come_first() -> None:
    assert score("need", "很强", "高", options=ReadOptions(words={"很强": 5, "高": 4})) == [5, 4]


def test_another_scale_is_stretched_onto_one_to_five() -> None:
    percent = ReadOptions(scales={"need": (Decimal(0), Decimal(100))})
    assert score("need", "0", "100", "50", "33", "101", "-1", "高", options=percent) == [
        1, 5, 3, 2.32, "<scale-range>", "<scale-range>", 5,
    ]  # fmt: skip
    turned = ReadOptions(scales={"need": (Decimal(10), Decimal(1))})
    assert score("need", "10", "1", "7", options=turned) == [1, 5, 2.333333]
    assert score("need", "8", options=ReadOptions(scales={"authority": (Decimal(0), Decimal(10))})) == [
        "<scale-number>"
    ]


def test_flags() -> None:
    cells: list[Cell] = [
        "是",
        "否",
        "Y",
        "no",
        "√",
        "×",
        "TRUE",
        ("1", TRUTH),
        ("0", NUMBER),
        "无",
        "有",
        "也许",
        "-",
        None,
    ]
    assert outcome(read("flag", *cells)) == [
        True, False, True, False, True, False, True, True, False, False, True, "<flag>", None, None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "want"),
    [
        ("1月", "01"),
        ("十二月", "12"),
        ("Jan", "01"),
        (("3", NUMBER), "03"),
        ("2026-01", "2026-01"),
        ("2026年1月", "2026-01"),
        ("2026.1", "2026-01"),
        ("202601", "2026-01"),
        (("202601", NUMBER), "2026-01"),
        ("01/2026", "2026-01"),
        ("Jan 2026", "2026-01"),
        ("Jan-26", "2026-01"),
        ("2026年1月31日", "2026-01"),
        (("46023", DATE), "2026-01"),
        ("2026Q1", "2026-Q1"),
        ("Q1 2026", "2026-Q1"),
        ("2026年第一季度", "2026-Q1"),
        ("一季度", "Q1"),
        ("2026年上半年", "2026-H1"),
        ("H2", "H2"),
        ("2026-W05", "2026-W05"),
        ("2026", "2026"),
        ("2026年度", "2026"),
        ("13月", "<period>"),
        ("0月", "<period>"),
        ("2026-13", "<period>"),
        ("坏", "<period>"),
        (("1", TRUTH), "<period>"),
        ("-", None),
    ],
)
def test_periods_have_one_spelling(cell: Cell, want: str | None) -> None:
    assert outcome(read("period", cell)) == [want]


NAMED = ("word", "ends", "guess", "year", "unit", "small", "number", "whole")


@pytest.mark.parametrize("reason", sorted(REASONS))
def test_every_reason_speaks_of_the_cell_in_both_languages(reason: str) -> None:
    found = explained(reason, "NT${5}", "need", **dict.fromkeys(NAMED, "x{y}"))
    for text in (found.what, found.fix):
        assert text.in_("zh")
        assert text.in_("en")
        assert "{value}" not in text.in_("en")
    assert found.code.startswith("READ-")


def test_the_fix_is_a_line_to_paste() -> None:
    fix = explained("scale", "很强", "need", word="很强").fix.in_("zh")
    assert "words 下加一行 很强: 4（" in fix
    assert "{man: {words: {很强: 4}}}" in fix
    fix = explained("scale-number", "80", "need", ends="[0, 100]").fix.in_("en")
    assert "add the line need: [0, 100] in" in fix
    assert "{man: {scales: {need: [0, 100]}}}" in fix
    assert "rates: {TWD:" in explained("currency", "NT$12,000", "amount").fix.in_("zh")
    assert "(USD)" in explained("currency", "5", "amount", code="USD").what.in_("en")
