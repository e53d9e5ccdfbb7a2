from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from salesplan.errors import BadUsage
from salesplan.model.plan.customers import RfmCuts, RfmParameters
from salesplan.model.score_choice import parse_scores

CUTS = RfmCuts.model_validate({"recency": ["30"], "frequency": ["2"], "monetary": ["9"]})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("fifths", {"scores": "fifths"}),
        (" Quartiles ", {"scores": "quartiles"}),
        ("percentiles", {"scores": "percentiles"}),
        ("20,40,60,80", {"scores": "percentiles", "percentiles": (20, 40, 60, 80)}),
        ("１０，５０", {"scores": "percentiles", "percentiles": (10, 50)}),
        ("10/50.5", {"scores": "percentiles", "percentiles": (10, Decimal("50.5"))}),
        ("75", {"scores": "percentiles", "percentiles": (75,)}),
    ],
)
def test_ways_of_scoring(text: str, expected: dict[str, Any]) -> None:
    assert parse_scores(text, RfmParameters()) == expected


def test_limits_typed_out() -> None:
    told = parse_scores("R:30/90 f=2/5 M：1万/10万", RfmParameters())
    assert told["scores"] == "fixed"
    assert (told["cuts"].recency, told["cuts"].frequency) == ((30, 90), (2, 5))
    assert (told["cuts"].monetary, told["cuts"].interactions) == ((10000, 100000), (1, 2, 4, 8))


def test_limits_of_the_plan_stay_where_none_are_typed() -> None:
    plan = RfmParameters(cuts=CUTS)
    assert parse_scores("fixed", plan) == {"scores": "fixed"}
    told = parse_scores("F:3/6", plan)
    assert (told["cuts"].recency, told["cuts"].frequency, told["cuts"].monetary) == ((30,), (3, 6), (9,))


@pytest.mark.parametrize(
    "text",
    ["", "fixed", "sixths", "80,20", "20,20", "0,50", "10,20,30,40,50", "101", "R:30", "R:90/30 F:2 M:5", "R:a F:2 M:5",
     "R:30 F:2 M:5 <script>", "=1+1", "{x}", "R:30/90 F:2/5 M:", "X:1"],
)  # fmt: skip
def test_what_is_no_way_of_scoring_is_refused(text: str) -> None:
    with pytest.raises(BadUsage) as refused:
        parse_scores(text, RfmParameters())
    assert [problem.code for problem in refused.value.problems] == ["USAGE-scores"]
    for problem in refused.value.problems:
        assert str(problem.what)
        assert "R:30" in str(problem.fix)
