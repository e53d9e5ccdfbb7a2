"""The chain behind a target: by hand for each rule and rounding, and recomputed on any split."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.compute.targets.explain import ExplainSummary, explain
from salesplan.compute.targets.grid.address import parts_of, targets_at
from salesplan.compute.targets.request import SplitRequest
from salesplan.compute.targets.split import Decomposed, decompose
from salesplan.compute.targets.weights.factors import Factor, adjusted
from salesplan.errors import SalesplanError
from salesplan.load.calendar import work_calendar
from salesplan.model.period import FiscalYear
from salesplan.model.plan.team import Member, Team
from salesplan.model.records import Records
from salesplan.model.result import Result

CALENDAR = work_calendar("CN", range(2024, 2028))
AS_OF = date(2026, 3, 1)


def weights(**levels: Mapping[str, int | str]) -> dict[str, dict[str, Decimal]]:
    return {level: {name: Decimal(weight) for name, weight in given.items()} for level, given in levels.items()}


def made(total: int | str, by: str, orders: Records | None = None, **more: Any) -> Decomposed:  # noqa: ANN401 - any field of a request
    for key in ("pins", "least", "most"):
        more[key] = {path: Decimal(amount) for path, amount in more.get(key, {}).items()}
    more["unit"] = Decimal(more.get("unit", 1))
    request = SplitRequest("T", Decimal(total), tuple(by.split(",")), FiscalYear(2026), **more)
    return decompose(request, history=orders, calendar=CALENDAR, as_of=AS_OF)


def told(split: Decomposed, address: str) -> Result[ExplainSummary]:
    parts = parts_of(address, split.request.by)
    assert parts is not None
    (found,) = targets_at(parts, split.targets)
    return explain(split, *found, AS_OF)


def rows(split: Decomposed, address: str) -> list[dict[str, Any]]:
    return list(told(split, address).rows.records())


def facts(result: Result[ExplainSummary], step: int) -> dict[tuple[str, str], Decimal | None]:
    return {(fact.source, fact.name): fact.value for fact in result.summary.facts if fact.step == step}


def orders(lines: list[tuple[str, str, int]]) -> Records:
    frame = pl.DataFrame(
        {"date": [date.fromisoformat(d) for d, _, _ in lines], "region": [r for _, r, _ in lines]}
        | {"amount": [a for _, _, a in lines]}
    )
    return Records("orders", nw.from_native(frame, eager_only=True), {"amount": 0})


def test_units_left_over_by_hand() -> None:
    """10 over 4:3:3:1 is 3.64, 2.73, 2.73, 0.91; 3+2+2+0 leaves 3: to D, then B and C, which tie; A gets none."""
    split = made(10, "region", weights=weights(region={"A": 4, "B": 3, "C": 3, "D": 1}))
    by_name = {name: rows(split, f"region={name}")[1] for name in "ABCD"}
    assert {name: int(row["target"]) for name, row in by_name.items()} == {"A": 3, "B": 3, "C": 3, "D": 1}
    assert {name: (row["rank"], row["units_left"], row["reason"]) for name, row in by_name.items()} == {
        "A": (4, 3, "rounded_down"),
        "B": (2, 3, "extra_unit"),
        "C": (3, 3, "extra_unit"),
        "D": (1, 3, "extra_unit"),
    }
    row = by_name["A"]
    assert (row["amount"], row["weight"], row["weights"], row["basis"]) == (10, 4, 11, "weights")
    assert row["fair"] == Decimal("3.63636363636364")
    assert row["rounding"] == Decimal("-0.636363636363636")
    assert row["share"] == Decimal("0.363636363636364")
    assert facts(told(split, "region=A"), 2) == {("weight_at", "targets.T.weights.region"): 4}


@pytest.mark.parametrize(
    ("total", "by_weight", "reasons"),
    [
        (3, {"A": 1, "B": 1}, {"A": "tie_won", "B": "tie_lost"}),
        (4, {"A": 1, "B": 1}, {"A": "exact", "B": "exact"}),
        (4, {"A": 1, "B": 1, "C": 1}, {"A": "tie_won", "B": "tie_lost", "C": "tie_lost"}),
        (3, {"A": 0, "B": 0}, {"A": "tie_won", "B": "tie_lost"}),
        (5, {"A": 2, "B": 0}, {"A": "exact", "B": "exact"}),
    ],
)
def test_who_gets_a_unit_left_over(total: int, by_weight: dict[str, int], reasons: dict[str, str]) -> None:
    split = made(total, "region", weights=weights(region=by_weight))
    assert {name: rows(split, f"region={name}")[1]["reason"] for name in by_weight} == reasons


def test_what_is_less_than_a_unit_has_a_reason() -> None:
    split = made(250, "region", unit=100, unit_remainder=True, weights=weights(region={"A": 3, "B": 1}))
    first, second = (rows(split, f"region={name}")[1] for name in "AB")
    assert (first["target"], first["reason"]) == (250, "odd_part")
    assert (second["target"], second["reason"]) == (0, "tie_lost")


def test_pins_limits_and_what_is_carried_up() -> None:
    """A is fixed at 700 of 1000, B has at least 200: C keeps 100, its fair share of what is left."""
    split = made(
        1000,
        "region,quarter",
        basis={"quarter": "even"},
        weights=weights(region={"A": 1, "B": 1, "C": 2}),
        pins={"region=A": 700},
        least={"region=B/quarter=Q1": 200},
    )
    pinned, held, free = (rows(split, f"region={name}")[1] for name in "ABC")
    assert (pinned["target"], pinned["reason"], pinned["pinned"], pinned["fair"]) == (700, "pinned", True, None)
    assert (held["target"], held["reason"], held["low"], held["fair"]) == (200, "carried_up", 200, None)
    assert (free["target"], free["held"], free["weights"], free["fair"]) == (100, 900, 2, 100)
    assert facts(told(split, "region=A"), 2)["pin", "region=A"] == 700
    assert facts(told(split, "region=B"), 2)["limit_below", "region=B/quarter=Q1"] is None
    assert facts(told(split, "region=C"), 2)["held", "A"] == 700
    assert facts(told(split, "region=C"), 1)["pin_below", "region=A"] == 700


@pytest.mark.parametrize(("limit", "amount", "reason"), [("least", 80, "at_least"), ("most", 20, "at_most")])
def test_a_limit_that_binds(limit: str, amount: int, reason: str) -> None:
    bounds: dict[str, Any] = {limit: {"region=A": amount}}
    split = made(100, "region", weights=weights(region={"A": 1, "B": 1}), **bounds)
    row = rows(split, "region=A")[1]
    assert (row["target"], row["reason"]) == (amount, reason)
    assert facts(told(split, "region=A"), 2)[reason, "region=A"] == amount


def test_a_crossed_target_by_hand() -> None:
    """100 over A:B = 2:1 is 67 and 33, over even quarters 25 each: A in Q1 is 67 x 25 / 100 = 16.75."""
    split = made(100, "region,quarter", basis={"quarter": "even"}, weights=weights(region={"A": 2, "B": 1}))
    steps = rows(split, "quarter=Q1/region=A")
    assert [row["rule"] for row in steps] == ["total", "period", "member", "crossed"]
    last = steps[-1]
    assert (last["amount"], last["weight"], last["weights"], last["fair"]) == (67, 25, 100, Decimal("16.75"))
    assert last["amount_of"] == "region=A"
    assert (last["target"], last["reason"]) in [(17, "crossed_up"), (16, "crossed_down")]
    margins = facts(told(split, "quarter=Q1/region=A"), 4)
    assert margins["row", "region=A"] == 67
    assert margins["column", "quarter=2026-Q1"] == 25
    assert margins["whole", ""] == 100


def test_a_pin_moves_its_neighbours() -> None:
    split = made(
        1000,
        "region,quarter",
        basis={"quarter": "even"},
        weights=weights(region={"A": 1, "B": 1}),
        pins={"region=A/quarter=Q1": 200},
    )
    pinned, moved = rows(split, "A/Q1")[-1], rows(split, "B/Q1")[-1]
    assert (pinned["reason"], pinned["fair"], pinned["moved"], pinned["rounding"]) == ("pinned", 125, 75, None)
    assert (moved["reason"], moved["moved"]) == ("moved", -75)
    assert facts(told(split, "B/Q1"), 4)["held", "region=A/quarter=2026-Q1"] == 200


def test_one_unit_off_is_no_rounding() -> None:
    """Of 125 each, A is fixed at 126 in Q1, so that B has 124: a unit less than its fair value, not a rounding."""
    even = {"quarter": "even", "region": "even"}
    split = made(1000, "region,quarter", basis=even, members={"region": ("A", "B")}, pins={"region=A/quarter=Q1": 126})
    row = rows(split, "B/Q1")[-1]
    assert (row["target"], row["reason"], row["moved"]) == (124, "moved", -1)


def test_a_pin_in_another_period_is_not_carried_up() -> None:
    split = made(
        1000,
        "region,quarter",
        basis={"quarter": "even"},
        weights=weights(region={"A": 1, "B": 1}),
        pins={"region=A/quarter=Q1": 200},
    )
    assert ("pin_below", "region=A/quarter=Q1") in facts(told(split, "quarter=Q1"), 2)
    assert ("pin_below", "region=A/quarter=Q1") not in facts(told(split, "quarter=Q2"), 2)


def test_a_chain_that_does_not_come_out_again_says_so() -> None:
    split = made(100, "region", weights=weights(region={"A": 2, "B": 1}))
    assert told(split, "region=A").summary.proved
    split.grid.cells[1][0] += 1
    assert not told(split, "region=A").summary.proved


def test_a_blend_shows_its_parts() -> None:
    """History 300 and potential 700 in proportions 0.5 : 0.3, of which capacity has no part."""
    past = orders([("2025-01-05", "东", 300), ("2025-12-05", "西", 100)])
    potential = {"region": {"东": Decimal(700), "西": Decimal(300)}}
    found = facts(told(made(100, "region", past, basis={"region": "blend"}, potential=potential), "region=东"), 2)
    assert found["history", "2025"] == 300
    assert found["potential", ""] == 700
    assert (found["blend_share", "history"], found["blend_share", "potential"]) == (Decimal("0.625"), Decimal("0.375"))


def test_the_season_and_the_history_behind_a_weight() -> None:
    past = orders([(f"2025-{month:02}-10", "东" if month % 2 else "西", 100 * month) for month in range(1, 13)])
    result = told(made(7800, "region,month", past), "month=3/region=东")
    assert facts(result, 2)["season_share", "2025"] == Decimal("0.0384615384615385")
    assert facts(result, 2)["season_index", "2026-03"] == Decimal("0.461538461538462")
    assert facts(result, 3)["history", "2025"] == 3600
    assert result.summary.season_years == result.summary.history_years == (2025,)


def test_working_days_name_the_days_off() -> None:
    """October 2026 in China: 22 weekdays, of which five are off; one Saturday is worked."""
    found = facts(told(made(1000, "month"), "month=10"), 2)
    assert found["workdays", "2026-10"] == 18
    assert found["days_off", "2026-10"] == 5
    assert found["make_up_days", "2026-10"] == 1


def test_factors_stand_at_the_top() -> None:
    factor = Factor("需求", "external", Decimal("0.1"), Decimal("0.5"))
    bridge = adjusted(Decimal(1000), [factor], Decimal(1))
    result = told(made(1050, "quarter", basis={"*": "even"}, bridge=bridge, factors=(factor,)), "")
    assert [row["rule"] for row in result.rows.records()] == ["factors"]
    assert result.summary.base == 1000
    assert [(moved.name, int(moved.amount)) for moved in result.summary.bridge] == [("需求", 50)]


def test_people_who_come_and_go_are_the_reason() -> None:
    team = Team(members=(Member(name="甲", team="一"), Member(name="乙", team="一", left=date(2026, 6, 30))))
    split = made(1000, "rep,quarter", basis={"rep": "even", "quarter": "even"}, team=team)
    result = told(split, "rep=乙/quarter=Q2")
    last = list(result.rows.records())[-1]
    assert last["reason"] == "by_presence"
    assert result.summary.proved
    assert result.summary.by_sums == (4,)
    assert told(split, "rep=乙/quarter=Q4").summary.target == 0
    assert facts(told(split, "rep=乙/quarter=Q4"), 4)["presence", "2026-Q4"] == 0
    assert ("carried", "2026") in facts(told(split, "rep=甲"), 2)
    alone = made(1000, "rep", basis={"rep": "even"}, team=team)
    assert ("carried", "2026") not in facts(told(alone, "rep=甲"), 2)
    months = made(1000, "rep,quarter,month", basis={"rep": "even", "quarter": "even", "month": "even"}, team=team)
    assert [row["reason"] for row in rows(months, "rep=甲/month=3")[-2:]] == ["sum_of_parts", "by_presence"]


def test_half_a_year_each_is_proved_although_sums_give_way() -> None:
    """One is there until June, the other from July on: each has half of the year, and nothing of the other half."""
    members = (
        Member(name="甲", team="一", left=date(2026, 6, 30), ramp=False),
        Member(name="乙", team="一", joined=date(2026, 7, 1), ramp=False),
    )
    basis = {"rep": "even", "quarter": "workdays"}
    split = made(1001, "rep,quarter", basis=basis, team=Team(members=members))
    for item in split.targets.items:
        for time in split.targets.times:
            assert explain(split, item, time, AS_OF).summary.proved
    gone = rows(split, "rep=甲/quarter=Q4")[-1]
    assert (gone["target"], gone["reason"]) == (0, "by_presence")


def test_products_below_regions_keep_their_sum() -> None:
    past = pl.DataFrame(
        {
            "date": [date(2025, 1, 5)] * 4 + [date(2025, 12, 5)],
            "region": ["东", "东", "西", "西", "西"],
            "product": ["泵", "阀", "泵", "阀", "阀"],
            "amount": [1, 2, 2, 2, 1],
        }
    )
    split = made(100, "region,product", Records("orders", nw.from_native(past, eager_only=True), {"amount": 0}))
    result = told(split, "product=泵/region=东")
    last = list(result.rows.records())[-1]
    assert last["rule"] == "kept_sums"
    assert last["reason"] in ("crossed_up", "crossed_down", "exact")
    both = sum(told(split, f"product=泵/region={name}").summary.target for name in "东西")
    assert facts(result, 3)["kept_sum", "product=泵"] == both


def test_a_negative_total_has_negative_steps() -> None:
    row = rows(made(-10, "region", weights=weights(region={"A": 2, "B": 1})), "region=A")[1]
    assert (row["amount"], row["target"], row["fair"]) == (-10, -7, Decimal("-6.66666666666667"))
    assert row["rounding"] == Decimal("-0.333333333333333")


names = st.lists(st.sampled_from("甲乙丙丁戊"), min_size=1, max_size=4, unique=True)


@settings(max_examples=60)
@given(
    total=st.integers(0, 50_000),
    regions=st.dictionaries(st.sampled_from("甲乙丙丁"), st.integers(0, 50), min_size=1),
    inner=st.dictionaries(st.sampled_from("子丑寅"), st.integers(0, 9), min_size=1),
    by=st.permutations(["quarter", "month", "region", "product"]),
    pin=st.tuples(st.integers(0, 3), st.integers(0, 20)),
)
def test_walking_the_chain_gives_every_target_again(
    total: int, regions: dict[str, int], inner: dict[str, int], by: list[str], pin: tuple[int, int]
) -> None:
    """Each step is worked out anew from its own row: amount less held, times weight over weights, and its rounding."""
    times = [level for level in by if level in ("quarter", "month")]
    levels = [level if level not in times else ("quarter", "month")[times.index(level)] for level in by]
    at, amount = pin
    pins = {f"region={list(regions)[at]}": amount} if at < len(regions) else {}
    try:
        split = made(
            total, ",".join(levels), weights=weights(region=regions, product=inner), pins=pins, basis={"*": "even"}
        )
    except SalesplanError:
        return
    targets = split.targets
    for item in targets.items[:: max(len(targets.items) // 6, 1)]:
        for time in targets.times[::5]:
            result = explain(split, item, time, AS_OF)
            assert result.summary.proved
            assert result.summary.target == targets.amount((item.index, time.index))
            known: dict[str, Decimal] = {}
            for row in result.rows.records():
                _walk(row, known, total)
            assert known[str(result.summary.address)] == result.summary.target


def _walk(row: dict[str, Any], known: dict[str, Decimal], total: int) -> None:
    """One step from what earlier steps made; adds its target."""
    target = row["target"]
    if row["rule"] == "total":
        assert target == total
    else:
        assert row["amount"] == known[str(row["amount_of"])]
        if row["fair"] is not None and row["weights"]:
            rest = Fraction(row["amount"]) - Fraction(row["held"] or 0)
            fair = rest * Fraction(row["weight"]) / Fraction(row["weights"])
            assert abs(fair - Fraction(row["fair"])) < Fraction(1, 10**6)
        if row["rank"] is not None:
            fair = Fraction(row["fair"])
            assert target == fair.__floor__() + (row["rank"] <= row["units_left"])
        elif row["rule"] == "crossed" and row["rounding"] is not None:
            assert abs(Fraction(target) - Fraction(row["fair"])) < 1
    known[str(row["path"])] = target
