"""Rules of the market at their limits, beside the examples that they carry."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from salesplan.compute.plan.catalogue import chosen
from salesplan.compute.plan.rule import Facts, check
from salesplan.errors import Problem
from salesplan.model.plan.plan import Plan

AS_OF = date(2026, 6, 30)


def found(area: str, **told: Any) -> list[Problem]:  # noqa: ANN401 - any part of a plan
    plan = Plan.model_validate(told)
    return [problem for _, problem in check(Facts(plan, AS_OF), chosen((area,))).found]


def codes(area: str, **told: Any) -> list[str]:  # noqa: ANN401 - any part of a plan
    return [problem.code for problem in found(area, **told)]


def test_a_plan_without_a_market_is_not_told_of_one() -> None:
    assert codes("SIZE") == []
    assert codes("RIVAL") == []
    assert codes("SIZE", market={"size": {}}) == []
    assert codes("RIVAL", market={"us": {}, "competitors": []}) == []


@pytest.mark.parametrize(
    ("sizes", "keys"),
    [
        ({"tam": 3, "som": 4}, ["som"]),
        ({"tam": 3, "sam": 4, "som": 5}, ["sam", "som"]),
        ({"sam": 3, "som": 3}, []),
        ({"som": 3}, []),
    ],
)
def test_sizes_narrow_down(sizes: dict[str, int], keys: list[str]) -> None:
    problems = found("SIZE-F01", market={"size": sizes})
    assert [problem.place.key for problem in problems] == [f"market.size.{key}" for key in keys]


@pytest.mark.parametrize(("spend", "limit", "told"), [(70, "0.3", 0), (69, "0.3", 1), (69, "0.31", 0)])
def test_the_gap_at_its_limit(spend: int, limit: str, told: int) -> None:
    size = {
        "top_down": {"population": 100, "need": 1, "purchases": 1, "price": 1},
        "bottom_up": [{"segment": "a", "customers": 1, "buying": 1, "spend": spend}],
    }
    assert len(found("SIZE-W02", market={"size": size}, parameters={"market": {"size_gap": limit}})) == told


def test_sources_of_single_numbers() -> None:
    size = {"tam": 5, "som": 4, "ours": 1, "sources": {"tam": "a", "som": "b"}}
    (problem,) = found("SIZE-W04", market={"size": size})
    assert problem.what.in_("zh") == "没写数据来源：我们的销售额"
    assert problem.what.in_("en") == "no source is given for our sales"
    assert codes("SIZE-W04", market={"size": {**size, "source": "c"}}) == []


def test_which_number_is_missing() -> None:
    (problem,) = found("SIZE-W05", market={"size": {"top_down": {"need": "30%", "price": 5}}})
    assert problem.what.in_("zh") == "自上而下缺总数、一年购买次数，算不出来"
    (problem,) = found("SIZE-W06", market={"size": {"bottom_up": [{"segment": "a", "customers": 5}]}})
    assert problem.what.in_("en") == "segment a lacks share that buys, spend a year: no market from below"


@pytest.mark.parametrize(
    ("size", "keys"),
    [
        ({"tam": 5, "ours": 5}, []),
        ({"tam": 5, "ours": 6}, ["ours"]),
        ({"ours": 6}, []),
        ({"years": [{"year": 2025, "size": 5, "ours": 5}]}, []),
        ({"years": [{"year": 2025, "size": 5}, {"year": 2024, "size": 5, "ours": 6}]}, ["years[1].ours"]),
    ],
)
def test_a_share_of_100_percent_is_the_most(size: dict[str, Any], keys: list[str]) -> None:
    problems = found("SIZE-F03", market={"size": size})
    assert [problem.place.key for problem in problems] == [f"market.size.{key}" for key in keys]


@pytest.mark.parametrize(
    ("kinds", "told"),
    [
        (("direct",), ["indirect"]),
        (("indirect",), ["direct"]),
        (("direct", "indirect"), []),
        (("direct", None), []),
        ((), []),
    ],
)
def test_both_kinds_of_rivals(kinds: tuple[str | None, ...], told: list[str]) -> None:
    competitors = [{"name": str(at), **({"kind": kind} if kind else {})} for at, kind in enumerate(kinds)]
    problems = found("RIVAL-W01", market={"competitors": competitors})
    assert [problem.fix.in_("en").rpartition(" ")[2] for problem in problems] == told


def test_which_p_is_missing() -> None:
    (problem,) = found("RIVAL-W03", market={"competitors": [{"name": "A", "prices": "low", "channels": ""}]})
    assert problem.what.in_("zh") == "A的 4P 缺产品、促销、渠道"
    assert problem.fix.in_("en") == "write products, promotion, channels"


@pytest.mark.parametrize(
    ("day", "days", "told"),
    [
        ("2026-06-30", 1, ""),
        ("2026-06-29", 1, ""),
        ("2026-06-28", 1, "the evidence is of 2026-06-28, 2 days old"),
        ("2026-07-01", 180, "the evidence is of 2026-07-01, after the as-of"),
        (None, 180, "the day of the evidence is not given"),
    ],
)
def test_age_of_evidence(day: str | None, days: int, told: str) -> None:
    rival = {"name": "A", **({"evidence_on": day} if day else {})}
    problems = found("RIVAL-W04", market={"competitors": [rival]}, parameters={"rivals": {"evidence_days": days}})
    assert [problem.what.in_("en") for problem in problems] == [f"A: {told}"] * bool(told)


@pytest.mark.parametrize(
    ("items", "hint"),
    [
        ([], "first write opportunities (O) and threats (T) in swot.items"),
        (
            [{"id": "T1", "kind": "T"}, {"id": "S1", "kind": "S"}, {"id": "O1", "kind": "O"}],
            "write the id of an opportunity or threat: T1, O1",
        ),
    ],
)
def test_what_to_write_for_a_swot_item_that_is_not_there(items: list[dict[str, str]], hint: str) -> None:
    rival = {"name": "A", "swot": ["T9"]}
    (problem,) = found("RIVAL-F06", swot={"items": items}, market={"competitors": [rival]})
    assert problem.fix.in_("en") == hint
    assert problem.value == "T9"


@pytest.mark.parametrize(("shares", "told"), [((60, 40), 0), ((60, 41), 1), ((101,), 0)])
def test_shares_of_all(shares: tuple[int, ...], told: int) -> None:
    ours, *theirs = shares
    competitors = [{"name": str(at), "share": f"{share}%"} for at, share in enumerate(theirs)]
    assert len(found("RIVAL-F08", market={"us": {"share": f"{min(ours, 100)}%"}, "competitors": competitors})) == told


@pytest.mark.parametrize(("weight", "told"), [("0.501", 0), ("0.499", 0), ("0.502", 1), ("0.498", 1)])
def test_weights_that_make_1_or_nearly(weight: str, told: int) -> None:
    assert len(found("RIVAL-F10", market={"factors": {"a": "0.5", "b": weight}})) == told
    assert len(found("RIVAL-W14", parameters={"rivals": {"weights": ["0.5", weight, 0]}})) == told


def test_a_factor_that_is_mistyped() -> None:
    market = {"factors": {"quality": 1}, "us": {"factors": {"qualty": 3, "zzz": 1}}}
    mistyped, unknown = found("RIVAL-F11", market=market)
    assert mistyped.fix.in_("en").startswith("did you mean quality? ")
    assert mistyped.place.key == "market.us.factors.qualty"
    assert unknown.fix.in_("en").startswith("give it a weight")


def test_a_feature_that_only_we_have_says_what_customers_gain() -> None:
    rival = {"name": "A", "kind": "direct", "features": {"{x}": "no"}}
    market: dict[str, Any] = {"us": {"features": {"{x}": "yes"}}, "competitors": [rival]}
    (problem,) = found("RIVAL-F13", market=market)
    assert "{x}" in problem.fix.in_("zh")
    assert codes("RIVAL-F13", market={**market, "fab": [{"feature": "{x}"}]}) == []
    assert codes("RIVAL-F13", market={**market, "competitors": []}) == []
    assert codes("RIVAL-F13", market={**market, "competitors": [{**rival, "kind": "indirect"}]}) == []
