"""Prospects ranked: screening, order, tiers, what is missing, first contacts, who is a customer already."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_lists import made_list
from salesplan.compute.prospects.deal_state import BUILT_IN
from salesplan.compute.prospects.prospect_rows import with_names
from salesplan.compute.prospects.rank_page import prospects_ranked
from salesplan.compute.prospects.ranking import Ranking, ranking_of, tier_of
from salesplan.compute.prospects.screening import screened
from salesplan.model.plan.plan import Parameters, Plan
from salesplan.model.plan.prospects import ProspectTiers
from salesplan.model.records import Records

AS_OF = date(2026, 6, 30)
NO_CONTACTS = "PROSPECTS-no-contacts"


def parameters(**prospects: Any) -> Parameters:  # noqa: ANN401 - values as a plan writes them
    return Parameters.model_validate({"prospects": prospects})


def ranked(records: Records, told: Parameters | None = None, **beside: Records) -> Ranking:
    return ranking_of(records, BUILT_IN, told or Parameters(), AS_OF, **beside)


def order(ranking: Ranking) -> list[str | None]:
    return [row.prospect.deal.id for row in ranking.rows]


def test_expected_value_decides_then_man_then_age_then_id() -> None:
    """A and B are worth 50; of C, D, E, F, worth 40 each, C has the better MAN score, D is older than E and F."""
    records = made_list(
        "prospects",
        id=["F", "E", "D", "C", "B", "A"],
        amount=[80, 80, 80, 80, 100, 50],
        probability=["0.5", "0.5", "0.5", "0.5", "0.5", 1],
        purchasing_power=[None, None, None, 5, 1, 1],
        authority=[None, None, None, 5, 1, 1],
        need=[None, None, None, 5, 1, 1],
        created=[date(2026, 6, 2), date(2026, 6, 2), date(2026, 6, 1), None, date(2026, 6, 1), date(2026, 6, 1)],
    )
    found = ranked(records)
    assert order(found) == ["A", "B", "C", "D", "E", "F"]
    assert [row.rank for row in found.rows] == [1, 2, 3, 4, 5, 6]
    assert found.expected == 260


def test_what_can_be_no_probability_is_not_replaced_by_that_of_the_stage() -> None:
    """The cell in row 2 holds 150 %, the one in row 3 nothing: it has the usual probability of its stage."""
    records = made_list(
        "prospects", id=["A", "B"], amount=[100, 100], probability=[None, None], stage=["谈判", "谈判"]
    )  # fmt: skip
    found = ranked(replace(records, bad={"probability": frozenset({(0, 2)})}))
    assert [(row.prospect.deal.id, row.standing, row.prospect.expected) for row in found.rows] == [
        ("B", "ranked", 75), ("A", "no_value", None),
    ]  # fmt: skip
    assert "probability" in found.rows[1].missing
    assert [row.standing for row in ranked(replace(records, bad={"amount": frozenset({(0, 2)})})).rows] == [
        "ranked"
    ] * 2


def test_what_is_not_known_of_any_is_not_0() -> None:
    records = made_list("prospects", id=["A", "B"], amount=[None, 0], probability=[1, 1])
    summary = prospects_ranked(records, Plan(), AS_OF).summary
    assert (summary.expected, [tier.expected for tier in summary.tiers]) == (Decimal(0), [Decimal(0)] * 3)
    nobody = replace(records, frame=records.frame.head(1))
    summary = prospects_ranked(nobody, Plan(), AS_OF).summary
    assert (summary.expected, [tier.expected for tier in summary.tiers]) == (None, [None] * 3)
    assert [tier.share for tier in summary.tiers] == [None] * 3


def test_rows_about_nobody_are_left_out_and_counted() -> None:
    """Without id and names; a blank is none. One of them will do."""
    records = made_list(
        "deals",
        id=["D1", None, None, None, " "],
        name=[None, "二", None, None, None],
        customer_name=[None, None, "三", None, "\u3000"],
        amount=[1, 1, 1, 1, 1],
    )
    found = with_names(records)
    assert found.frame.get_column("_row").to_list() == [2, 3, 4]
    assert (found.inputs[0].rows, found.inputs[0].used, found.inputs[0].left_out) == (5, 3, {"missing": 2})
    assert len(with_names(made_list("deals", amount=[1, 2]))) == 0
    assert with_names(made_list("deals", id=["D1"])).inputs[0].left_out == {}


@pytest.mark.parametrize(
    ("place", "count", "tier"),
    [(1, 3, "H"), (2, 3, "M"), (3, 3, "L"), (2, 10, "H"), (3, 10, "M"), (5, 10, "M"), (6, 10, "L"), (1, 1, "H")],
)
def test_tiers_are_shares_of_the_ranked_rounded_up(place: int, count: int, tier: str) -> None:
    """20 % are high, 30 % mid: of three one each, of ten two and three."""
    assert tier_of(place, count, ProspectTiers()) == tier


def test_equal_prospects_are_in_one_tier() -> None:
    """Three alike but for the id: all high, though a fifth of three is one; another of less value is low."""
    records = made_list("prospects", id=["A", "B", "C", "D"], amount=[10, 10, 10, 1], probability=[1, 1, 1, 1])
    assert [row.tier for row in ranked(records).rows] == ["H", "H", "H", "L"]


@pytest.mark.parametrize(
    ("funds", "least", "verdict"),
    [("100", "100", "pass"), ("99.99", "100", "park"), (None, "100", "ask"), ("0", "0", "pass"), ("5", None, None)],
)
def test_screening(funds: str | None, least: str | None, verdict: str | None) -> None:
    """Funds of the least amount pass; missing funds are asked for, never parked; without a least nobody is."""
    given = None if funds is None else Decimal(funds)
    assert screened(given, None if least is None else Decimal(least)) == verdict


def test_parked_ones_have_no_rank_and_stand_last() -> None:
    records = made_list(
        "prospects", id=["P", "Q", "R"], amount=[900, 10, None], probability=[1, 1, 1], available_funds=[1, None, 50]
    )
    found = ranked(records, parameters(min_funds="50"))
    told = [(row.prospect.deal.id, row.standing, row.rank, row.screening) for row in found.rows]
    assert told == [("Q", "ranked", 1, "ask"), ("R", "no_value", None, "pass"), ("P", "parked", None, "park")]
    assert found.expected == 10


def test_closed_and_later_ones_are_left_out() -> None:
    """Won, lost, created tomorrow: none is ranked; created today is."""
    records = made_list(
        "prospects",
        id=["W", "L", "T", "O"],
        status=["赢单", "输单", None, None],
        created=[None, None, date(2026, 7, 1), AS_OF],
        amount=[1, 1, 1, 1],
        probability=[1, 1, 1, 1],
    )
    found = ranked(records)
    assert (order(found), found.closed, [each.deal.id for each in found.later]) == (["O"], 2, ["T"])


def test_a_stage_gives_the_probability_that_was_not_entered() -> None:
    records = made_list("prospects", id=["A", "B"], amount=[100, 100], stage=["方案报价", None])
    first, second = ranked(records).rows
    assert first.prospect.expected == 50
    assert (second.standing, second.prospect.missing) == ("no_value", ("probability", "next_step", "close_date"))


@pytest.mark.parametrize(
    ("called", "expected"),
    [
        (date(2026, 6, 10), ("in_time", 0)),
        (date(2026, 6, 11), ("in_time", 1)),
        (date(2026, 6, 12), ("late", 2)),
        (date(2026, 6, 9), ("overdue", None)),  # before he was created: that was something else
        (date(2026, 7, 1), ("overdue", None)),  # after the as-of
    ],
)
def test_first_contact_within_a_day(called: date, expected: tuple[str, int | None]) -> None:
    """24 hours are the next day; the other prospect shows that contacts are recorded."""
    records = made_list("prospects", id=["A", "Z"], created=[date(2026, 6, 10), date(2026, 6, 30)])
    activities = made_list("activities", customer_id=["A", "Z"], date=[called, AS_OF])
    touch = next(row.touch for row in ranked(records, activities=activities).rows if row.prospect.deal.id == "A")
    assert (touch.first, touch.first_days) == expected


@pytest.mark.parametrize(("created", "first"), [(date(2026, 6, 29), "waiting"), (date(2026, 6, 28), "overdue")])
def test_who_was_not_called_is_overdue_after_a_day(created: date, first: str) -> None:
    records = made_list("prospects", id=["A", "Z"], created=[created, AS_OF], last_contact=[None, AS_OF])
    touch = next(row.touch for row in ranked(records).rows if row.prospect.deal.id == "A")
    assert touch.first == first


def test_without_any_record_first_contacts_are_not_judged() -> None:
    """An activity of somebody else, or of one who is a customer already, says nothing about prospects."""
    records = made_list("prospects", id=["A", "B"], name=["甲", "乙"], created=[date(2026, 1, 1)] * 2)
    activities = made_list("activities", customer_name=["乙"], date=[AS_OF])
    customers = made_list("customers", id=["C1"], name=["乙"], owner=["李"])
    result = prospects_ranked(records, Plan(), AS_OF, activities, customers)
    assert result.summary.first_contacts["overdue"] == 0
    assert NO_CONTACTS in {problem.code for problem in result.findings}
    alone = prospects_ranked(records, Plan(), AS_OF, activities)
    assert alone.summary.first_contacts == {"in_time": 0, "late": 1, "overdue": 1, "waiting": 0, "unknown": 0}


def test_a_contact_by_id_wins_over_one_by_name() -> None:
    """Two prospects of one name: the activity with an id is only that one's."""
    records = made_list("prospects", id=["A", "B"], name=["甲", "甲"], product=["x", "y"], created=[AS_OF, AS_OF])
    activities = made_list("activities", customer_id=["a"], customer_name=["甲"], date=[date(2026, 6, 1)])
    rows = {row.prospect.deal.id: row.touch.last for row in ranked(records, activities=activities).rows}
    assert rows == {"A": date(2026, 6, 1), "B": date(2026, 6, 1)}
    other = made_list("activities", customer_id=["B", "A"], customer_name=["甲", "甲"], date=[AS_OF, date(2026, 6, 1)])
    rows = {row.prospect.deal.id: row.touch.last for row in ranked(records, activities=other).rows}
    assert rows == {"A": date(2026, 6, 1), "B": AS_OF}


def test_the_next_step_of_the_last_contact_counts_until_something_was_held() -> None:
    records = made_list("prospects", id=["A", "B", "C"], created=[date(2026, 5, 1)] * 3)
    activities = made_list(
        "activities",
        customer_id=["A", "B", "B", "C"],
        date=[date(2026, 6, 1), date(2026, 6, 1), date(2026, 6, 20), date(2026, 6, 1)],
        next_step=["报价", "报价", None, "报价"],
        next_date=[date(2026, 6, 29), date(2026, 6, 10), None, AS_OF],
    )
    touches = {row.prospect.deal.id: row.touch for row in ranked(records, activities=activities).rows}
    assert [(touches[i].next_step, touches[i].overdue) for i in ("A", "B", "C")] == [
        ("报价", 1),
        (None, None),
        ("报价", None),
    ]


def test_a_contact_on_the_agreed_day_keeps_the_promise() -> None:
    records = made_list("prospects", id=["A"], created=[date(2026, 5, 1)])
    days, agreed = [date(2026, 6, 1), date(2026, 6, 10)], [date(2026, 6, 10), None]
    activities = made_list("activities", customer_id=["A", "A"], date=days, next_date=agreed, next_step=["报价", None])
    (row,) = ranked(records, activities=activities).rows
    assert (row.touch.next_date, row.touch.overdue, row.touch.next_step) == (None, None, None)


def test_a_prospect_who_is_a_customer_is_named_with_the_owner() -> None:
    """By name in any width and case; without an owner he is said all the same."""
    records = made_list("prospects", id=["A", "B", "C"], name=["ＡＣＭＥ", "乙", "丙"])
    customers = made_list("customers", id=["C1", "C2"], name=["Acme", "乙"], owner=["李", None])
    result = prospects_ranked(records, Plan(), AS_OF, None, customers)
    assert [row["customer_of"] for row in result.rows.records()] == ["李", "", None]
    told = [problem.what.in_("zh") for problem in result.findings if problem.code == "PROSPECTS-is-customer"]
    assert told == ["A ＡＣＭＥ 已经是客户，负责人 李", "B 乙 已经是客户"]


def test_deals_of_customers_are_no_such_finding() -> None:
    deals = made_list("deals", id=["D1"], name=["乙 阀门"], customer_name=["乙"], amount=[1], probability=[1])
    customers = made_list("customers", id=["C2"], name=["乙"])
    assert prospects_ranked(deals, Plan(), AS_OF, None, customers).summary.customers == 0


def test_an_owner_who_is_nobody_is_offered_the_nearest() -> None:
    records = made_list(
        "prospects", id=["A", "B"], owner=["Ann Le", "王伟（已离职）"], amount=[1, 1], probability=[1, 1]
    )
    reps = made_list("reps", name=["Ann Lee", "王伟"])
    result = prospects_ranked(records, Plan(), AS_OF, reps=reps)
    told = [problem for problem in result.findings if problem.code == "OWNERS-unknown"]
    assert [problem.value for problem in told] == ["Ann Le"]
    assert "Ann Lee" in told[0].fix.in_("en")


def test_findings_of_the_list() -> None:
    """No value, two names under one id, nothing screened."""
    records = made_list("prospects", id=["A", "A"], name=["甲", "乙"], amount=[None, 5], probability=[1, 1])
    codes = [problem.code for problem in prospects_ranked(records, Plan(), AS_OF).findings]
    assert codes == ["PROSPECTS-same-id", "PROSPECTS-no-value", "PROSPECTS-not-screened", NO_CONTACTS]


def test_summary_counts_tiers_and_missing_fields() -> None:
    records = made_list(
        "prospects",
        id=["A", "B", "C", "D"],
        amount=[100, 60, 10, None],
        probability=[1, 1, 1, 1],
        contact=["李", None, None, None],
        phone=[None, "1", None, None],
        next_step=["打电话", None, None, None],
        close_date=[AS_OF, AS_OF, AS_OF, None],
    )
    s = prospects_ranked(records, Plan(), AS_OF).summary
    assert [(part.tier, part.prospects, part.expected) for part in s.tiers] == [
        ("H", 1, Decimal(100)), ("M", 1, Decimal(60)), ("L", 1, Decimal(10)),
    ]  # fmt: skip
    assert s.tiers[0].share == Decimal("0.588235")
    assert s.missing == {"amount": 1, "contact": 2, "next_step": 3, "close_date": 1}
    assert (s.open, s.expected, s.standings["no_value"]) == (4, Decimal(170), 1)


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["甲", "乙", "丙", "丁"]),
        st.sampled_from([None, "李", "王", "赵"]),
        st.sampled_from([None, 10, 20]),
        st.sampled_from([None, date(2026, 6, 1), date(2026, 6, 2)]),
        st.sampled_from([None, "阀", "泵"]),
    ),
    min_size=1,
    max_size=7,
)


def made(rows: list[tuple[Any, ...]]) -> Records:
    names, owners, amounts, days, products = zip(*rows, strict=True)
    return made_list(
        "prospects",
        name=names,
        owner=owners,
        amount=amounts,
        created=days,
        product=products,
        probability=[1] * len(rows),
    )


@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(rows: list[tuple[Any, ...]], random: Any) -> None:  # noqa: ANN401 - hypothesis' own
    shuffled = list(rows)
    random.shuffle(shuffled)
    one, other = (prospects_ranked(made(each), Plan(), AS_OF) for each in (rows, shuffled))
    assert (list(one.rows.rows()), one.summary) == (list(other.rows.rows()), other.summary)


@given(ROWS)
def test_every_row_is_ranked_or_accounted_for(rows: list[tuple[Any, ...]]) -> None:
    s = prospects_ranked(made(rows), Plan(), AS_OF).summary
    assert s.open + s.repeated + s.closed + s.later == len(rows)
    assert sum(s.standings.values()) == s.open
    assert sum(part.prospects for part in s.tiers) == s.standings["ranked"]
    assert sum(part.expected or 0 for part in s.tiers) == (s.expected or 0)
