from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from salesplan.compute.rounding import half_up, root
from salesplan.compute.service.answers import Answer
from salesplan.compute.service.satisfaction import Answered, counted_of, csat, csat_mean, is_overall, nps, shown
from salesplan.model.plan.service import SurveyParameters

SCORES = (5, 5, 4, 4, 4, 3, 3, 2, 5, 4)
RECOMMEND = (10, 9, 9, 8, 7, 7, 6, 5, 10, 3)


@pytest.mark.oracle("9.1-d")
def test_satisfaction_both_ways() -> None:
    assert csat(SCORES).value == Fraction(7, 10)
    assert csat_mean(SCORES).value == Fraction(78, 100)


@pytest.mark.oracle("9.1-e")
def test_recommendation_and_its_margin() -> None:
    found = nps(RECOMMEND)
    assert found.value == Fraction(1, 10)
    assert found.margin is not None
    assert half_up(found.margin * 100, 1) == Decimal("51.5")


@pytest.mark.parametrize(
    ("score", "value"), [(10, 1), (9, 1), (Decimal("8.9"), 0), (7, 0), (Decimal("6.1"), 0), (6, -1), (0, -1)]
)
def test_who_recommends(score: Decimal | int, value: int) -> None:
    assert nps([score]).value == value


@pytest.mark.parametrize(("score", "value"), [(5, 1), (4, 1), (Decimal("3.9"), 0), (1, 0)])
def test_who_is_satisfied(score: Decimal | int, value: int) -> None:
    assert csat([score]).value == value


def test_margin_of_satisfaction() -> None:
    found = csat(SCORES).margin
    assert found is not None
    assert half_up(found, 6) == Decimal("0.284031")  # 1.96 * sqrt(.7 * .3 / 10)


def test_without_answers_there_is_no_figure() -> None:
    assert csat([]) == csat_mean([]) == nps([]) == Answered(0, None, None)


@pytest.mark.parametrize(
    ("answers", "value", "margin"), [(4, False, False), (5, True, True), (29, True, True), (30, True, False)]
)
def test_few_answers_are_hidden_and_some_have_a_margin(answers: int, value: bool, margin: bool) -> None:  # noqa: FBT001 - cases
    found = shown(csat([4] * answers), SurveyParameters())
    assert (found.answers, found.value is not None, found.margin is not None) == (answers, value, margin)


@pytest.mark.parametrize(
    ("item", "whole"),
    [
        ("总体", True),
        ("总体评价打分", True),
        (" OVERALL score", True),
        ("客户满意度", True),
        ("綜合評分", True),
        (None, True),
        ("交货", False),
        ("综合布线", False),
        ("交货满意度", False),
    ],
)
def test_which_items_are_about_the_whole(item: str | None, whole: bool) -> None:  # noqa: FBT001 - cases
    assert is_overall(item) is whole


def test_satisfaction_is_made_of_answers_about_the_whole_where_any_has_a_score() -> None:
    whole, part, blank = (
        Answer(0, 2, item="总体", score=Decimal(5)),
        Answer(0, 3, item="交货", score=Decimal(1)),
        Answer(0, 4),
    )
    assert counted_of([whole, part, blank]) == [whole]
    assert counted_of([part, blank]) == [part, blank]
    assert counted_of([]) == []


@pytest.mark.parametrize(
    ("square", "value"),
    [(Fraction(9, 4), Fraction(3, 2)), (Fraction(0), Fraction(0)), (Fraction(2), Fraction(1414213562373, 10**12))],
)
def test_a_root_is_cut_off_behind_twelve_decimals(square: Fraction, value: Fraction) -> None:
    assert root(square) == value
