"""One prospect in several rows: repeated rows count once, two claims go to the earliest evidence."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from made_lists import made_list
from salesplan.compute.prospects.deal_state import BUILT_IN
from salesplan.compute.prospects.rank_page import prospects_ranked
from salesplan.compute.prospects.ranking import Ranking, ranking_of
from salesplan.model.plan.plan import Parameters, Plan
from salesplan.model.records import Records

AS_OF = date(2026, 6, 30)
JUNE_1, JUNE_2 = date(2026, 6, 1), date(2026, 6, 2)


def ranked(records: Records, conflict: str = "earliest", activities: Records | None = None) -> Ranking:
    told = Parameters.model_validate({"prospects": {"conflict": conflict}})
    return ranking_of(records, BUILT_IN, told, AS_OF, activities)


def two(**columns: Any) -> Records:  # noqa: ANN401 - any cells
    """甲 in two rows, of 李 and of 王."""
    given = {"id": ["A", "B"], "name": ["甲", "甲 "], "owner": ["李", "王"], "amount": [10, 20], "probability": [1, 1]}
    return made_list("prospects", **{**given, **columns})


def standings(ranking: Ranking) -> list[tuple[str | None, str]]:
    return [(row.prospect.deal.id, row.standing) for row in ranking.rows]


def test_who_created_it_first_wins() -> None:
    found = ranked(two(created=[JUNE_2, JUNE_1]))
    assert standings(found) == [("B", "ranked"), ("A", "claimed")]
    (claim,) = found.claims
    assert (claim.owners, claim.winner, claim.evidence, claim.since) == (("李", "王"), "王", "created", JUNE_1)
    assert found.expected == 20


def test_without_a_day_the_first_contact_is_evidence() -> None:
    """李 created it on 2 June, 王 called on 1 June."""
    activities = made_list("activities", customer_name=["甲"], rep=["王"], date=[JUNE_1])
    (claim,) = ranked(two(created=[JUNE_2, None]), activities=activities).claims
    assert (claim.winner, claim.evidence, claim.since) == ("王", "contact", JUNE_1)


def test_the_plan_may_put_contacts_first() -> None:
    """李 created it first and called last."""
    activities = made_list("activities", customer_name=["甲", "甲"], rep=["王", "李"], date=[JUNE_1, JUNE_2])
    records = two(created=[date(2026, 5, 1), JUNE_2])
    assert ranked(records, "earliest", activities).claims[0].winner == "李"
    assert ranked(records, "contact", activities).claims[0].winner == "王"


@pytest.mark.parametrize(
    ("conflict", "created"), [("none", [JUNE_2, JUNE_1]), ("earliest", [JUNE_1] * 2), ("earliest", [None] * 2)]
)
def test_nobody_wins_without_a_rule_or_on_equal_evidence(conflict: str, created: list[date | None]) -> None:
    found = ranked(two(created=created), conflict)
    assert [claim.winner for claim in found.claims] == [None]
    assert [row.standing for row in found.rows] == ["ranked", "claimed"]


def test_another_product_is_another_deal() -> None:
    """Both rows keep their value; the claim is told, and of both rows it is said whose the prospect is."""
    result = prospects_ranked(two(created=[JUNE_2, JUNE_1], product=["泵", "阀"]), Plan(), AS_OF)
    assert [(row["standing"], row["belongs_to"]) for row in result.rows.records()] == [("ranked", "王")] * 2
    assert [problem.code for problem in result.findings].count("PROSPECTS-conflict") == 1


def test_an_owner_marked_as_gone_is_the_same_person() -> None:
    assert not ranked(two(owner=["李", "李（已离职）"])).claims


@pytest.mark.parametrize(
    ("columns", "kept"),
    [
        ({"created": [JUNE_2, JUNE_1]}, "B"),  # the older
        ({"created": [JUNE_1, JUNE_2], "last_contact": [JUNE_1, JUNE_2]}, "B"),  # the latest contact, before the older
        ({"created": [JUNE_1, JUNE_2], "last_contact": [JUNE_2, None]}, "A"),  # any contact
        ({"created": [JUNE_1, JUNE_2], "amount": [None, 5]}, "B"),  # the one with an amount
        ({"id": ["A", "A"], "name": ["甲", "甲"], "amount": [10, 20], "created": [JUNE_1, JUNE_1]}, "A"),  # one id
        ({"stage": ["接洽", None]}, "A"),  # a stage that only one says
        ({"created": [JUNE_1, JUNE_1]}, "A"),  # by id
        ({"created": [JUNE_1, JUNE_2], "owner": [None, "李"]}, "B"),  # one with an owner
        ({"created": [None, JUNE_2]}, "B"),  # a known day
    ],
)
def test_of_repeated_rows_one_counts(columns: dict[str, Any], kept: str) -> None:
    found = ranked(two(**{"owner": ["李", "李"], "amount": [10, 10], **columns}))
    assert [row.prospect.deal.id for row in found.rows] == [kept]
    assert len(found.repeated) == 1
    assert not found.claims


@pytest.mark.parametrize("columns", [{"amount": [10, 20]}, {"amount": [10, 10], "stage": ["接洽", "谈判"]}])
def test_other_amounts_or_stages_are_two_prospects_of_one_company(columns: dict[str, Any]) -> None:
    """Both count, and both rows are shown with what they say."""
    result = prospects_ranked(two(owner=["李", "李"], last_contact=[JUNE_1, None], **columns), Plan(), AS_OF)
    assert [row["standing"] for row in result.rows.records()] == ["ranked", "ranked"]
    (told,) = [problem for problem in result.findings if problem.code.startswith(("PROSPECTS-sev", "PROSPECTS-rep"))]
    assert told.code == "PROSPECTS-several"
    assert str(told.what).startswith("甲 有 2 条线索，各算一条：A（第 ")
    assert "、2026-06-01 联系）、B（" in str(told.what)


def test_of_a_repeated_row_both_rows_are_shown_and_nobody_is_told_to_delete_one() -> None:
    records = two(id=["A", "A"], owner=["李", "李"], last_contact=[JUNE_1, JUNE_2])
    (told,) = [p for p in prospects_ranked(records, Plan(), AS_OF).findings if p.code == "PROSPECTS-repeated"]
    assert "算 A（第 3 行、20、2026-06-02 联系），不算 A（第 2 行、10、2026-06-01 联系）" in str(told.what)
    assert "删" not in str(told.fix)


def test_deals_are_the_same_by_id_and_name_only() -> None:
    """A customer may have many deals of many people; the same row twice counts once."""
    deals = made_list(
        "deals",
        id=["D1", "D2", "D1", None, None],
        name=["泵", "泵", "泵", "泵", "泵"],
        customer_name=["甲"] * 5,
        owner=["李", "王", "李", "赵", "钱"],
        amount=[1] * 5,
        probability=[1] * 5,
    )
    found = ranked(deals)
    assert (len(found.rows), len(found.repeated), found.claims) == (4, 1, ())
