"""Text tables: separator, quotes, ragged and blank records, lines."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.errors import BadInput, Problem
from salesplan.load.encoding import Decoded
from salesplan.load.grid import TEXT, Grid
from salesplan.load.textfile import Layout, layout_of, text_grid
from salesplan.ooxml import limits


def read(text: str) -> Grid:
    return text_grid(Decoded(text, "utf-8"), "a.csv")


def cells(text: str) -> dict[tuple[int, int], str]:
    grid = read(text)
    return {(row, column): value for row, column, value in grid.cells.select("row", "column", "text").rows()}


def refused(text: str) -> Problem:
    with pytest.raises(BadInput) as caught:
        read(text)
    [problem] = caught.value.problems
    return problem


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("a,b\n1,2\n", ","),
        ("a\tb\n1,5\t2,5\n", "\t"),
        ("a;b\n1,5;2\n3,25;4\n", ";"),
        ("a|b\n1|2\n", "|"),
        ("客户名称\n甲公司\n", ","),
        ('名称,备注\n甲,"x;y;z"\n乙,"x;y;z"\n', ","),
        ("column1,column2!some,column3\n1,2!x,3\n", ","),
        ("销售报表\n\n客户;金额;地区\n甲;1,5;x\n乙;2,5;y\n", ";"),
        ("a\tb\tc\nx;1\ty\tz\n", "\t"),
    ],
)
def test_the_most_even_cut_names_the_separator(text: str, separator: str) -> None:
    assert layout_of(text).separator == separator


def test_the_separator_that_excel_writes_down_is_taken_and_is_no_record() -> None:
    assert layout_of("sep=;\r\na,b;c\r\n") == Layout(";", quoted=True, skipped=1)
    grid = read('sep=;\r\na;b\r\n"1\n2";3\r\n4;5\r\n')
    assert grid.cells.row(0) == (1, 0, 0, TEXT, "a")
    assert grid.lines == (2, 3, 5)


def test_a_grid_says_how_it_was_cut() -> None:
    grid = text_grid(Decoded("a\tb\n1\t2\n", "gb18030", sure=False), "list.txt")
    assert (grid.file, grid.sheet, grid.format, grid.separator) == ("list.txt", None, "csv", "tab")
    assert (grid.encoding, grid.encoding_sure, grid.lines) == ("gb18030", False, None)
    assert grid.cells.columns == ["row", "column", "style", "kind", "text"]
    assert grid.formats == ("General",)


def test_records_keep_their_own_width() -> None:
    assert cells("a,b,c\n1\n\n2,3,4,5\n") == {
        (1, 0): "a", (1, 1): "b", (1, 2): "c", (2, 0): "1", (4, 0): "2", (4, 1): "3", (4, 2): "4", (4, 3): "5",
    }  # fmt: skip


def test_blanks_only_count_as_empty_and_other_blanks_stay() -> None:
    assert cells("a,b\n \u3000\t, 甲 \n") == {(1, 0): "a", (1, 1): "b", (2, 1): " 甲 "}


def test_records_over_several_lines_know_where_they_start() -> None:
    text = '名称,备注\n甲,"一\n二"\n乙,三\n"丙","四\r\n\r\n"\n'
    assert read(text).lines == (1, 2, 4, 5)
    assert cells(text)[2, 1] == "一\n二"
    assert cells(text)[4, 1] == "四\r\n\r\n"


def test_doubled_quotes_are_one() -> None:
    assert cells('a,b\n"""The Best"" Account",bla')[2, 0] == '"The Best" Account'


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end(end: str) -> None:
    assert cells(f"a,b{end}1,2{end}")[2, 1] == "2"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('a,b\n"甲,1\n乙,2\n', 2),
        ('a,b\n"x\ny",1\n"甲,1\n', 4),
        ('a,b\n丙,3\n"甲,1\n"乙",2\n', 3),
        ('a,b\n"' + "甲" * 200_000, 2),
        ('sep=,\na,b\n"甲,1\n', 3),
    ],
)
def test_a_quote_without_a_partner_names_its_line(text: str, line: int) -> None:
    problem = refused(text)
    assert (problem.code, problem.place.line) == ("READ-damaged", line)
    assert problem.value is not None
    assert 0 < len(problem.value) <= 40


def test_quotes_are_plain_text_where_no_cell_is_held_in_a_pair_and_all_lines_agree() -> None:
    assert cells('a\tb\n"大"号螺丝\t3\n5" 管\t4\n')[2, 0] == '"大"号螺丝'
    assert refused('a\tb\n"大"号螺丝\t3\n"管"\t4\n').place.line == 2
    assert refused('a\tb\n"大"号螺丝\t3\t4\n').place.line == 2
    assert refused('名称\n"大"号螺丝\n').place.line == 2


@pytest.mark.parametrize("text", [" ", "\n\n\n", ",,,\n,,,\n", "sep=;\n"])
def test_nothing_but_blanks_is_empty(text: str) -> None:
    assert refused(text).code == "READ-empty"


def test_a_flood_of_blank_records_is_survived() -> None:
    grid = read("a,b\n1,2\n" + ",\n" * 200_000 + "3,4\n")
    assert grid.cells["row"].to_list() == [1, 1, 2, 2, 200_003, 200_003]


@pytest.mark.parametrize(("limit", "fits"), [(4, True), (3, False)])
def test_more_cells_than_the_limit_are_refused(limit: int, fits: bool, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001 - a row of the table
    monkeypatch.setattr(limits, "CELLS", limit)
    if fits:
        assert read("a,b\n1,2\n").cells.height == 4
    else:
        assert refused("a,b\n1,2\n").code == "READ-too-large"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(st.text('ab"甲，,;|\t\n 1', max_size=6), min_size=2, max_size=4),
        min_size=1,
        max_size=8,
    ).map(lambda rows: [[f"x{cell}x" for cell in row[:2]] for row in rows]),
    st.sampled_from(",;|\t"),
)
def test_what_a_writer_quotes_comes_back(rows: list[list[str]], separator: str) -> None:
    file = io.StringIO()
    csv.writer(file, delimiter=separator, quoting=csv.QUOTE_ALL).writerows(rows)
    found = cells(f"sep={separator}\n" + file.getvalue())
    assert found == {(row, column): text for row, texts in enumerate(rows, 1) for column, text in enumerate(texts)}
