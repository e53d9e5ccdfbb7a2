"""Ourselves among our rivals, as the plan tells them (methods.md 6.2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesplan.compute.market.rivals import RivalsSummary, only_ours, rivals
from salesplan.model.plan.market import Market, RivalParameters
from salesplan.model.result import Result

AS_OF = date(2026, 6, 30)
US: dict[str, Any] = {"share": "20%", "growth": "10%", "profitability": "8%"}
A: dict[str, Any] = {"name": "A", "kind": "direct", "share": "35%", "growth": "5%", "profitability": "12%"}
B: dict[str, Any] = {"name": "B", "kind": "indirect", "share": "10%", "growth": "20%", "profitability": "5%"}


def compared(us: dict[str, Any], competitors: Sequence[dict[str, Any]], **more: Any) -> Result[RivalsSummary]:  # noqa: ANN401 - any part of a market
    market = Market.model_validate({"us": us, "competitors": list(competitors), **more})
    return rivals(market, "p", as_of=AS_OF, parameters=RivalParameters())


def rows_of(result: Result[RivalsSummary], part: str) -> list[dict[str, Any]]:
    return [row for row in result.rows.records() if row["part"] == part]


@pytest.mark.oracle("6.2-a")
def test_strength_and_relative_share() -> None:
    result = compared(US, [A, B])
    firms, s = rows_of(result, "firm"), result.summary
    assert [(row["firm"], row["class"]) for row in firms] == [("A", "strong"), (None, "medium"), ("B", "weak")]
    assert [row["strength"] for row in firms] == [Decimal(70), Decimal("38.571429"), Decimal(30)]
    assert (s.strength, s.strength_class, s.rank, s.ranked) == (Decimal("38.571429"), "medium", 2, 3)
    assert (s.relative_share, s.largest, s.largest_share) == (Decimal("0.571429"), "A", Decimal("0.35"))
    assert (s.hhi, s.known_share) == (Decimal(1725), Decimal("0.65"))
    assert (s.rivals, s.direct, s.indirect) == (2, 1, 1)


def test_a_measure_that_is_missing_is_named() -> None:
    result = compared({"share": "20%"}, [A, {"name": "C"}])
    assert {row["firm"]: row["missing"] for row in rows_of(result, "firm")} == {
        "A": (),
        None: ("growth", "profitability"),
        "C": ("share", "growth", "profitability"),
    }
    assert rows_of(result, "firm")[-1]["strength"] is None
    assert result.summary.ranked == 2


def test_parameters_decide() -> None:
    market = Market.model_validate({"us": US, "competitors": [A, B]})
    told = RivalParameters.model_validate({"weights": [0, 1, 0], "bands": [33, 1], "evidence_days": 5})
    result = rivals(market, "p", as_of=AS_OF, parameters=told)
    assert [row["class"] for row in rows_of(result, "firm")] == ["strong", "strong", "weak"]
    assert [row["firm"] for row in rows_of(result, "firm")] == ["B", None, "A"]
    assert [each.name for each in result.parameters] == [
        "parameters.rivals.weights",
        "parameters.rivals.bands",
        "parameters.rivals.evidence_days",
    ]


def test_equal_firms_share_a_place_and_stand_as_in_the_plan() -> None:
    result = compared(US, [{**US, "name": "Z"}, {**US, "name": "Y"}])
    assert [row["firm"] for row in rows_of(result, "firm")] == [None, "Z", "Y"]
    assert [row["strength"] for row in rows_of(result, "firm")] == [50, 50, 50]
    assert result.summary.rank == 1


def test_no_rivals() -> None:
    s = compared(US, []).summary
    assert (s.rivals, s.relative_share, s.largest, s.only_us) == (0, None, None, ())
    s = compared({}, []).summary
    assert (s.strength, s.rank, s.ranked, s.hhi, s.known_share) == (None, None, 0, None, None)


def test_rivals_without_a_share() -> None:
    s = compared(US, [{**A, "share": "0%"}]).summary
    assert (s.relative_share, s.largest, s.largest_share) == (None, "A", Decimal(0))
    s = compared({}, [A]).summary
    assert (s.relative_share, s.our_share) == (None, None)


@pytest.mark.parametrize(
    ("day", "age", "fresh"),
    [
        ("2026-06-30", 0, 1),
        ("2026-01-01", 180, 1),
        ("2025-12-31", 181, 0),
        ("2026-07-01", -1, 0),
        (None, None, 0),
    ],
)
def test_age_of_evidence(day: str | None, age: int | None, fresh: int) -> None:
    result = compared(US, [{**A, "evidence_on": day} if day else A])
    assert rows_of(result, "firm")[0]["age"] == age
    assert result.summary.fresh == fresh


def test_four_p() -> None:
    told = {**B, "products": "pumps", "prices": "low", "promotion": "", "weaknesses": "slow", "swot": ["T1"]}
    (row,) = (row for row in rows_of(compared(US, [told]), "firm") if row["kind"] != "us")
    assert (row["four_p"], row["products"], row["weaknesses"], row["swot"]) == (2, "pumps", "slow", ("T1",))


@pytest.mark.parametrize(
    ("kind", "has", "only"),
    [
        ("direct", "no", ["x"]),
        ("direct", "yes", []),
        ("direct", "unknown", []),
        ("direct", None, []),
        ("indirect", "yes", []),
        (None, "no", ["x"]),
        (None, "yes", []),
    ],
)
def test_what_only_we_have(kind: str | None, has: str | None, only: list[str]) -> None:
    rival: dict[str, Any] = {"name": "A", "features": {"x": has} if has else {}}
    market = Market.model_validate(
        {"us": {"features": {"x": "有"}}, "competitors": [rival | ({"kind": kind} if kind else {})]}
    )
    assert only_ours(market) == only


def test_an_indirect_rival_takes_nothing_from_what_only_we_have() -> None:
    direct = {**A, "features": {"x": "无", "y": "有"}}
    result = compared({"features": {"x": "有", "y": "没有"}}, [direct, {**B, "features": {"x": "有", "z": "有"}}])
    assert (result.summary.only_us, result.summary.not_us) == (("x",), ("y",))


def test_features_of_all_with_what_customers_gain() -> None:
    direct = {**A, "features": {"x": "no", "z": "unknown"}}
    result = compared({"features": {"x": "yes"}}, [direct], fab=[{"feature": "x", "benefit": "less waiting"}])
    found = [
        (row["name"], row["firm"], row["has"], row["only_us"], row["benefit"]) for row in rows_of(result, "feature")
    ]
    assert found == [
        ("x", None, True, True, "less waiting"),
        ("x", "A", False, None, None),
        ("z", None, None, False, None),
        ("z", "A", None, None, None),
    ]


def test_success_factors() -> None:
    told = {**A, "factors": {"quality": 4}}
    result = compared({**US, "factors": {"quality": 3, "service": 1}}, [told], factors={"quality": 0.6, "service": 0.4})
    assert {row["firm"]: row["score"] for row in rows_of(result, "firm")} == {"A": Decimal(4), None: Decimal("2.2")}
    found = [(row["name"], row["firm"], row["weight"], row["rating"]) for row in rows_of(result, "factor")]
    assert found == [
        ("quality", None, Decimal("0.6"), 3),
        ("quality", "A", Decimal("0.6"), 4),
        ("service", None, Decimal("0.4"), 1),
        ("service", "A", Decimal("0.4"), None),
    ]


SHARES = st.one_of(st.none(), st.integers(0, 100).map(lambda n: f"{n}%"))


@given(st.lists(st.fixed_dictionaries({"share": SHARES, "growth": SHARES, "profitability": SHARES}), max_size=5))
def test_strength_lies_between_0_and_100_and_the_strongest_stand_first(firms: list[dict[str, str | None]]) -> None:
    told = [{k: v for k, v in firm.items() if v} | {"name": str(at)} for at, firm in enumerate(firms)]
    result = compared(US, told)
    found = [row["strength"] for row in rows_of(result, "firm")]
    known = [each for each in found if each is not None]
    assert all(0 <= each <= 100 for each in known)
    assert found == sorted(known, reverse=True) + [None] * (len(found) - len(known))
    rank = result.summary.rank
    assert rank is not None
    assert known[rank - 1] == result.summary.strength
