"""Answers of a survey in words, points and stars; likelihood to recommend from 0 to 10."""

from __future__ import annotations

from pathlib import Path

import pytest

from salesplan.load.lists import read_list
from salesplan.load.values.cells import CellColumn, Context
from salesplan.load.values.column import read_column
from salesplan.model.reading import ReadOptions


@pytest.mark.parametrize(
    ("text", "score"),
    [
        *(("非常满意", 5), ("很满意", 5), ("满意", 4), ("比较满意", 4), ("一般", 3), ("不满意", 2), ("很不满意", 1)),
        *(("Very satisfied", 5), ("neutral", 3), ("dissatisfied", 2), ("4分", 4), ("★★★", 3), ("５", 5)),
    ],
)
def test_an_answer_in_words(text: str, score: int) -> None:
    read = read_column("score", CellColumn.of([text]), Context(field="score"))
    assert (read.values.to_list(), read.scale) == ([score], 0)


@pytest.mark.parametrize(("text", "score"), [("0", 0), ("10", 10), ("7分", 7), ("11", 11)])
def test_who_would_recommend_us_says_so_from_0_to_10(text: str, score: int) -> None:
    read = read_column("score", CellColumn.of([text]), Context(field="nps"))
    assert (read.values.to_list(), read.scale) == ([score], 0)


def test_the_words_of_a_survey_are_those_of_no_other_score() -> None:
    assert read_column("score", CellColumn.of(["满意"]), Context(field="need")).bad["reason"].to_list() == ["scale"]


def test_scores_outside_their_bounds_are_named_with_their_cell(tmp_path: Path) -> None:
    file = tmp_path / "s.csv"
    file.write_text("客户,评分,推荐意愿\n甲,6,10\n乙,5,11\n丙,0,0\n", "utf-8")
    records = read_list([str(file)], ReadOptions(), table="survey")
    told = [(problem.place.line, problem.value) for problem in records.findings if problem.severity != "note"]
    assert told == [(2, "6"), (3, "11"), (4, "0")]
    assert records.frame.get_column("score").to_list() == [None, 5, None]
    assert records.bad["score"] == {(0, 2), (0, 4)}
