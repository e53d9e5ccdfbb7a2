from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from made_lists import made_list
from reviewed_team import AS_OF, JUNE, MAY, SECOND, lines, lists, population, review_of, staff, tracked
from salesplan.compute.prospects.deal_rows import deals_of
from salesplan.compute.team.captured import Captured, captured_by_person
from salesplan.compute.team.indicators_answers import answers_by_owner
from salesplan.compute.team.indicators_customers import Deliveries, Gained, gained_by_person, orders_by_rep
from salesplan.compute.team.indicators_money import owed_by_owner, owners_of, paid_by_owner, sold_by_owner
from salesplan.compute.team.indicators_targets import levels_for
from salesplan.model.period import FiscalYear

TEAM = staff("甲", "乙", team=["东", "西"])
PEOPLE = population(C1="甲", C2="甲", C3="乙", C4="外人")
OWNERS = owners_of(PEOPLE, TEAM)
SPAN = JUNE.span


def receivables(**columns: Any) -> Any:  # noqa: ANN401 - a list of any columns
    return made_list("receivables", **columns)


def test_sales_count_for_the_owner_of_the_customer() -> None:
    sold = lines(
        ("C1", "2026-06-01", 100, "乙"),
        ("C2", "2026-06-30", 50, "甲"),
        ("C2", "2026-06-12", -20, "甲"),
        ("C1", "2026-05-31", 7, "甲"),
        ("C3", "2026-06-15", 30, None),
        ("C4", "2026-06-15", 999, "甲"),
    )
    assert sold_by_owner(sold, OWNERS, SPAN) == {"甲": Decimal(130), "乙": Decimal(30)}
    assert orders_by_rep(sold, OWNERS, SPAN) == {
        "乙": Deliveries(1, 1, Decimal(100)),
        "甲": Deliveries(2, 2, Decimal(1029)),
    }


def test_receivables_at_both_ends_of_a_quarter_of_months() -> None:
    given = receivables(
        period=["2026-04", "2026-05", "2026-06", "2026-04", "2026-06", "2026-06"],
        customer_id=["C1", "C1", "C1", "C3", "C2", "C9"],
        opening=[200, 250, 260, 40, 1, 5],
        closing=[250, 260, 300, 50, 90, 5],
    )
    found = owed_by_owner(given, PEOPLE, OWNERS, SECOND.span, FiscalYear(2026))
    assert found.why is None
    assert dict(found.opening) == {"甲": Decimal(200), "乙": Decimal(40)}
    assert dict(found.closing) == {"甲": Decimal(390)}
    assert dict(found.debtors) == {"甲": (("公司C1", Decimal(300)), ("公司C2", Decimal(90)))}


def test_the_period_itself_goes_before_its_months() -> None:
    given = receivables(
        period=["2026-Q2", "2026-04", "2026-06"], customer_id=["C1"] * 3, opening=[9, 1, 1], closing=[8, 1, 1]
    )
    found = owed_by_owner(given, PEOPLE, OWNERS, SECOND.span, FiscalYear(2026))
    assert (dict(found.opening), dict(found.closing)) == ({"甲": Decimal(9)}, {"甲": Decimal(8)})


def test_of_periods_with_the_same_end_the_shortest_counts() -> None:
    names = ["2026-Q1", "2026-01", "2026-Q4", "2026-12"]
    given = receivables(period=names, customer_id=["C1"] * 4, opening=[9, 1, 1, 1], closing=[1, 1, 8, 2])
    year = FiscalYear(2026)
    found = owed_by_owner(given, PEOPLE, OWNERS, year.period, year)
    assert (dict(found.opening), dict(found.closing)) == ({"甲": Decimal(1)}, {"甲": Decimal(2)})


@pytest.mark.parametrize(
    ("columns", "why"),
    [
        ({"period": ["2026-04", "2026-05"], "customer_id": ["C1"] * 2, "opening": [1, 1], "closing": [1, 1]}, "period"),
        ({"period": ["2026"], "customer_id": ["C1"], "opening": [1], "closing": [1]}, "period"),
        ({"period": ["06"], "customer_id": ["C1"], "opening": [1], "closing": [1]}, "period"),
        ({"customer_id": ["C1"], "opening": [1], "closing": [1]}, "period"),
        ({"period": ["2026-Q2"], "customer_id": ["C1"], "closing": [1]}, "period"),
    ],
)
def test_receivables_of_other_periods_are_not_known(columns: dict[str, Any], why: str) -> None:
    found = owed_by_owner(receivables(**columns), PEOPLE, OWNERS, SECOND.span, FiscalYear(2026))
    assert found.why == f"no_receivables_of_{why}"
    assert owed_by_owner(None, PEOPLE, OWNERS, SECOND.span, FiscalYear(2026)).why == "no_receivables"


def test_payments_of_the_period() -> None:
    given = made_list(
        "payments",
        customer_id=["C1", "C1", "C2", "C3", "C4"],
        date=[date(2026, 6, 1), date(2026, 5, 31), date(2026, 6, 30), date(2026, 7, 1), date(2026, 6, 3)],
        amount=[100, 7, -30, 5, 9],
    )
    assert paid_by_owner(given, PEOPLE, OWNERS, SPAN) == {"甲": Decimal(70)}
    assert paid_by_owner(None, PEOPLE, OWNERS, SPAN) is None


def test_new_customers_and_those_won_back() -> None:
    sold = lines(
        ("C1", "2026-06-01", 10, "乙"),  # first ever: new, for the rep who sold
        ("C1", "2026-06-20", 10, "甲"),
        ("C2", "2025-12-03", 10, "甲"),  # 180 days before: not long enough to be back
        ("C2", "2026-06-01", 10, "甲"),
        ("C3", "2025-12-02", 10, "乙"),  # 181 days: won back, for the owner as nobody is named
        ("C3", "2026-06-01", 10, None),
        ("C4", "2026-06-10", -5, "甲"),  # a return is no order
    )
    assert gained_by_person(sold, OWNERS, SPAN, 180) == {"乙": Gained(new=1, won_back=1)}


def test_without_earlier_orders_nobody_is_new() -> None:
    assert gained_by_person(lines(("C1", "2026-06-01", 10, "甲")), OWNERS, SPAN, 180) is None
    assert gained_by_person(lines(("C1", "2026-05-31", 10, "甲")), OWNERS, SPAN, 180) == {}


def test_answers_of_the_customers_of_a_person() -> None:
    given = made_list(
        "survey",
        customer_id=["C1", "C1", "C2", "C2", "C3", "C1", "C4"],
        date=[date(2026, 6, 1)] * 3 + [date(2026, 6, 30), date(2026, 6, 5), date(2026, 5, 31), date(2026, 6, 5)],
        item=["总体", "交货", "总体", "总体", "总体", "总体", "总体"],
        score=[5, 1, 2, 3, 4, 1, 1],
        nps=[9, None, 6, 7, None, 0, 0],
        theme=[None, "交货", "价格", None, None, "质量", "质量"],
    )
    found = answers_by_owner(given, PEOPLE, OWNERS, SPAN)
    assert found["甲"].scores == (Decimal(2), Decimal(3), Decimal(5))
    assert found["甲"].nps == (Decimal(6), Decimal(7), Decimal(9))
    assert (found["甲"].theme, found["甲"].unhappy) == ("交货", ("公司C1", "公司C2"))
    assert found["乙"].scores == (Decimal(4),)
    assert set(found) == {"甲", "乙"}


def test_an_answer_is_of_who_served_and_is_read_as_the_survey_reads_it() -> None:
    given = made_list(
        "survey",
        customer_id=["C1", "C1", "C2", "C9"],
        date=[date(2026, 6, 1)] * 4,
        item=["总体评价打分", "交付", "总体评价打分", "总体评价打分"],
        score=[5, 1, 4, 3],
        rep=["乙", "乙", "外人", "n2"],
    )
    found = answers_by_owner(given, PEOPLE, owners_of(PEOPLE, staff("甲", "乙", id=["N1", "N2"])), SPAN)
    assert {key: each.scores for key, each in found.items()} == {"n2": (Decimal(3), Decimal(5))}
    assert found["n2"].unhappy == ("公司C1",)


def test_prospects_captured_and_what_became_of_them() -> None:
    day = date(2026, 6, 1)
    given = made_list(
        "deals",
        id=[f"D{at}" for at in range(7)],
        owner=["甲", "甲", "甲", "甲", "甲", "乙", "外人"],
        stage=["赢单", "输单", "谈判", "赢单", "赢单", "赢单", "赢单"],
        created=[day, AS_OF, day, day, date(2026, 5, 31), date(2026, 5, 31), day],
        close_date=[AS_OF, AS_OF, None, date(2026, 7, 1), day, date(2026, 5, 31), day],
    )
    found = captured_by_person(deals_of(given), TEAM, SPAN, AS_OF)
    assert found["甲"] == Captured(captured=4, bought=1, lost=1, wins=2)
    assert found["甲"].open == 2
    assert found["乙"] == Captured()
    assert set(found) == {"甲", "乙"}


@pytest.mark.parametrize(
    ("by", "levels"),
    [
        (("region", "rep", "quarter"), ("region", "rep", "quarter", "month")),
        (("rep", "week"), ("rep", "month", "week")),
        (("month", "rep"), ("month", "rep")),
    ],
)
def test_the_level_of_the_period_is_put_before_finer_ones(by: tuple[str, ...], levels: tuple[str, ...]) -> None:
    assert levels_for(by, JUNE) == levels


SALES = {
    "revenue": tracked(
        ("甲", "2026-06", Decimal(100), Decimal(120), Decimal(100)),
        ("乙", "2026-06", Decimal(0), Decimal(5), None),
        ("待招1", "2026-06", Decimal(7), Decimal(0), None),
        ("甲", "2026-05", Decimal(80), Decimal(40), Decimal(80)),
    )
}
SOLD = lines(("C1", "2026-06-10", 120, "甲"), ("C3", "2026-01-05", 5, "乙"))


def test_attainment_goes_by_the_target_of_the_period() -> None:
    found = review_of(lists(TEAM, PEOPLE, SOLD, targets=SALES))
    first, second = found.people
    assert first.indicator("sales").attainment == Fraction(6, 5)
    assert (second.indicator("sales").attainment, second.indicator("sales").why) == (None, "target_zero")
    may = review_of(lists(TEAM, PEOPLE, SOLD, targets=SALES), MAY)
    assert may.people[0].indicator("sales").attainment == Fraction(1, 2)
    assert may.people[1].indicator("sales").why == "no_targets"


def test_of_a_period_under_way_only_what_is_due_counts() -> None:
    targets = {"revenue": tracked(("甲", "2026-06", Decimal(100), Decimal(30), Decimal(40)))}
    found = review_of(lists(TEAM, PEOPLE, SOLD, targets=targets), as_of=date(2026, 6, 12))
    assert found.people[0].indicator("sales").attainment == Fraction(3, 4)


def test_what_is_not_known_says_why() -> None:
    found = review_of(lists(TEAM, PEOPLE, SOLD)).people[0]
    assert {each.name: each.why for each in found.indicators} == {
        "sales": "no_targets",
        "collection": "no_receivables",
        "new_customers": "no_new_target",
        "csat": "no_survey",
        "conversion": "no_deals",
    }
    assert (found.scored.score, found.scored.grade) == (None, None)


def test_further_reasons() -> None:
    deals = tuple(deals_of(made_list("deals", id=["D1"], owner=["甲"], stage=["谈判"])))
    owed = receivables(period=["2026-06"], customer_id=["C1"], opening=[20], closing=[30])
    survey = made_list("survey", customer_id=["C1"] * 4, date=[AS_OF] * 4, score=[5] * 4)
    given = lists(TEAM, PEOPLE, SOLD, deals=deals, receivables=owed, survey=survey)
    first, second = review_of(given).people
    assert first.indicator("conversion").why == "no_created"
    assert first.indicator("collection").actual == Fraction(110, 120)
    assert second.indicator("collection").why == "no_sales"
    assert (first.indicator("csat").why, first.satisfied.answers) == ("few_answers", 4)
    dated = review_of(lists(TEAM, PEOPLE, SOLD, deals=deals, dated=True)).people[0]
    assert dated.indicator("conversion").why == "none_captured"
    by_payments = review_of(given, review={"collection": "payments"}).people[0]
    assert by_payments.indicator("collection").why == "no_payments"
    other = review_of(lists(TEAM, PEOPLE, SOLD, year=FiscalYear(2025))).people[0]
    assert other.indicator("sales").why == "other_year"


def test_the_other_ways_of_collection_conversion_and_satisfaction() -> None:
    owed = receivables(period=["2026-06"], customer_id=["C1"], opening=[80], closing=[100])
    paid = made_list("payments", customer_id=["C1"], date=[AS_OF], amount=[100])
    survey = made_list("survey", customer_id=["C1"] * 5, date=[AS_OF] * 5, score=[5, 4, 3, 2, 1])
    day = date(2026, 6, 2)
    deals = tuple(
        deals_of(
            made_list(
                "deals",
                id=["D1", "D2"],
                owner=["甲", "甲"],
                stage=["赢单", "赢单"],
                created=[date(2026, 5, 1), day],
                close_date=[day, date(2026, 7, 2)],
            )
        )
    )
    given = lists(TEAM, PEOPLE, SOLD, receivables=owed, payments=paid, survey=survey, deals=deals, dated=True)
    usual = review_of(given, review={"min_deals": 1}).people[0]
    ways = {"collection": "payments", "conversion": "period", "csat": "mean", "min_deals": 1}
    other = review_of(given, review=ways).people[0]
    assert [usual.indicator(name).actual for name in ("collection", "conversion", "csat")] == [
        Fraction(100, 120),
        None,
        Fraction(2, 5),
    ]
    assert [other.indicator(name).actual for name in ("collection", "conversion", "csat")] == [
        Fraction(100, 200),
        Fraction(1),
        Fraction(3, 5),
    ]


def test_who_joins_or_leaves_has_his_part_of_the_target() -> None:
    """June 2026 has 21 working days, 11 of them up to the 15th; the 19th is a day off."""
    team = staff(
        *("早", "晚", "走", "没来", "走了", "半职"),
        hired=[None, date(2026, 6, 16), None, date(2026, 7, 1), None, None],
        left=[None, None, date(2026, 6, 15), None, date(2026, 5, 31), None],
        share=[None, None, None, None, None, "0.5"],
    )
    sold = lines(("C1", "2026-01-05", 5, None))
    found = review_of(lists(team, PEOPLE, sold), review={"targets": {"new_customers": "2"}})
    aims = {one.person.name: one.indicator("new_customers").target for one in found.people}
    assert set(aims) == {"早", "晚", "走", "半职"}
    assert aims["早"] == 2
    assert aims["晚"] == Fraction(2 * 10, 21)
    assert aims["走"] == Fraction(2 * 11, 21)
    assert aims["半职"] == 1


def test_a_quarter_asks_for_three_months_of_new_customers() -> None:
    sold = lines(("C1", "2026-01-05", 5, None), ("C2", "2026-05-05", 5, "甲"))
    found = review_of(lists(TEAM, PEOPLE, sold), SECOND, review={"targets": {"new_customers": "2"}})
    assert found.people[0].indicator("new_customers").attainment == Fraction(1, 6)
