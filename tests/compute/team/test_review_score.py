from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from salesplan.compute.team.indicators import INDICATORS, Indicator
from salesplan.compute.team.review_score import Scored, grade_of, scored
from salesplan.model.plan.review import ReviewGrades, ReviewParameters, ReviewWeights


def score(*reached: str | None, parameters: ReviewParameters | None = None) -> Scored:
    """The score of attainments in the order of the indicators."""
    found = [
        Indicator(name, attainment=None if each is None else Fraction(each))
        for name, each in zip(INDICATORS, reached, strict=True)
    ]
    return scored(found, parameters or ReviewParameters())


@pytest.mark.oracle("9.2-a")
def test_weighted_score_and_grade() -> None:
    found = score("1.10", "0.90", "1.50", "0.95", "0.80")
    assert [found.points[name] for name in INDICATORS] == [44, 18, 18, Fraction("14.25"), 8]
    assert (found.score, found.grade, found.known) == (Fraction("102.25"), "A", Decimal(100))


def test_not_known_weights_are_scaled_up() -> None:
    found = score("1.00", None, None, None, "0.50")
    assert (found.score, found.known) == (Fraction(90), Decimal(50))
    assert set(found.points) == {"sales", "conversion"}


def test_nothing_known_gives_no_grade() -> None:
    assert score(None, None, None, None, None) == Scored(None, None, Decimal(0), {})


def test_only_indicators_without_weight_give_no_grade() -> None:
    weights = ReviewWeights(sales=100, collection=0, new_customers=0, csat=0, conversion=0)
    found = score(None, "1", None, None, None, parameters=ReviewParameters(weights=weights))
    assert (found.score, found.grade) == (None, None)


@pytest.mark.parametrize(("reached", "points"), [("-3", 0), ("0", 0), ("1.19", 119), ("1.20", 120), ("9", 120)])
def test_an_attainment_counts_between_nothing_and_the_cap(reached: str, points: int) -> None:
    assert score(reached, None, None, None, None).score == points


@pytest.mark.parametrize(
    ("value", "grade"),
    [
        ("110", "S"),
        ("109.999", "A"),
        ("100", "A"),
        ("99.999", "B"),
        ("80", "B"),
        ("79.999", "C"),
        ("60", "C"),
        ("59.999", "D"),
        ("0", "D"),
    ],
)
def test_grades_from_their_scores_on(value: str, grade: str) -> None:
    assert grade_of(Fraction(value), ReviewGrades()) == grade


@settings(max_examples=50)
@given(st.lists(st.one_of(st.none(), st.integers(-100, 300)), min_size=5, max_size=5))
def test_a_score_lies_between_the_worst_and_the_best_indicator(reached: Sequence[int | None]) -> None:
    found = score(*(None if each is None else f"{each}/100" for each in reached))
    known = [min(max(each, 0), 120) for each in reached if each is not None]
    assert (found.score is None) == (not known)
    if found.score is not None:
        assert min(known) <= found.score <= max(known)


@pytest.mark.parametrize(("sales", "fits"), [(40, True), (Decimal("40.01"), False), (39, False)])
def test_weights_are_a_hundred_together(sales: Decimal, fits: bool) -> None:  # noqa: FBT001 - cases
    if fits:
        assert ReviewWeights(sales=sales).sales == sales
        return
    with pytest.raises(ValidationError, match="not 100") as refused:
        ReviewWeights(sales=sales)
    assert refused.value.errors()[0]["type"] == "review_weights"


@pytest.mark.parametrize(("a", "fits"), [(Decimal("109.99"), True), (110, False), (80, False)])
def test_grades_go_down(a: Decimal, fits: bool) -> None:  # noqa: FBT001 - cases
    if fits:
        assert ReviewGrades(A=a) is not None
        return
    with pytest.raises(ValidationError, match="not descending"):
        ReviewGrades(A=a)
