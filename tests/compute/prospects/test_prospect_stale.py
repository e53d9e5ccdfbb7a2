"""What nobody sees to: stale, forgotten, promised, never called; the worst first, and how much each owner has."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from made_lists import made_list
from salesplan.compute.prospects import stale_page
from salesplan.compute.prospects.stale_page import StaleSummary, prospects_stale
from salesplan.compute.team.staff import owner_key
from salesplan.model.plan.plan import Plan
from salesplan.model.records import Records
from salesplan.model.result import Result

AS_OF = date(2026, 6, 30)


def days_ago(days: int) -> date:
    return AS_OF - timedelta(days=days)


def stale(*lists: Records, activities: Records | None = None, **told: Any) -> Result[StaleSummary]:  # noqa: ANN401 - values of a plan
    plan = Plan.model_validate({"parameters": {"prospects": told}})
    return prospects_stale(lists, plan, AS_OF, activities)


def one(**columns: Any) -> Records:  # noqa: ANN401 - any cell
    """A deal of 李 worth 100, sure, with a next step, created today."""
    given = {"id": "D", "owner": "李", "amount": 100, "probability": 1, "next_step": "报价", "created": AS_OF}
    return made_list("deals", **{key: [value] for key, value in {**given, **columns}.items()})


def reasons(result: Result[StaleSummary]) -> list[str]:
    rows = list(result.rows.records())
    return [] if not rows else [key for key in ("first_contact", "next_overdue", "forgotten", "stale") if rows[0][key]]


@pytest.mark.parametrize(("days", "found"), [(30, []), (31, ["stale"])])
def test_stale_after_more_than_thirty_days(days: int, found: list[str]) -> None:
    assert reasons(stale(one(created=days_ago(days)))) == found


@pytest.mark.parametrize(
    ("columns", "found"),
    [
        ({"created": days_ago(14)}, ["forgotten"]),
        ({"created": days_ago(13)}, []),
        ({"created": days_ago(14), "next_step": "报价"}, []),
        ({"created": days_ago(14), "amount": 0}, []),
        ({"created": days_ago(14), "amount": None}, []),
        ({"created": days_ago(14), "status": "赢单"}, []),
        ({"created": None}, []),
    ],
)
def test_forgotten_from_fourteen_days_with_an_amount_and_no_next_step(
    columns: dict[str, Any], found: list[str]
) -> None:
    assert reasons(stale(one(**{"next_step": None, **columns}))) == found


@pytest.mark.parametrize(("next_date", "found"), [(days_ago(1), ["next_overdue"]), (AS_OF, [])])
def test_an_agreed_day_is_past_from_the_day_after(next_date: date, found: list[str]) -> None:
    activities = made_list(
        "activities", customer_id=["C"], date=[days_ago(9)], next_date=[next_date], next_step=["寄样本"]
    )
    result = stale(one(customer_id="C", next_step=None), activities=activities)
    assert reasons(result) == found
    if found:
        (row,) = result.rows.records()
        assert (row["action"], row["next_step"], row["days"]) == ("keep_promise", "寄样本", 9)


def test_first_contacts_are_those_of_prospects() -> None:
    """Two days without a call; a deal's customer is known already."""
    columns: dict[str, Any] = {"id": ["A", "Z"], "created": [days_ago(2), AS_OF], "next_step": ["x", "x"]}
    activities = made_list("activities", customer_id=["Z"], date=[AS_OF])
    assert reasons(stale(made_list("prospects", **columns), activities=activities)) == ["first_contact"]
    deals = made_list("deals", **columns, customer_id=["A", "Z"])
    assert reasons(stale(deals, activities=activities)) == []


def test_value_times_days_decides_then_days() -> None:
    """100 x 40 before 60 x 60 and 10 x 99; of unknown value 90 days before 80; and whose they are."""
    records = made_list(
        "prospects",
        id=["E", "D", "C", "B", "A"],
        owner=["王", None, "李", "王", "李"],
        amount=[None, None, 10, 60, 100],
        probability=[1, 1, 1, 1, 1],
        created=[days_ago(80), days_ago(90), days_ago(99), days_ago(60), days_ago(40)],
        next_step=[None, None, "x", "x", "x"],
    )
    result = stale(records)
    assert [(row["id"], row["weight"], row["action"]) for row in result.rows.records()] == [
        ("A", Decimal(4000), "follow_up"),
        ("B", Decimal(3600), "follow_up"),
        ("C", Decimal(990), "follow_up"),
        ("D", None, "assign"),
        ("E", None, "follow_up"),
    ]
    assert [(debt.owner, debt.listed, debt.expected, debt.longest, debt.worst) for debt in result.summary.owners] == [
        ("李", 2, Decimal(110), 99, "A"),
        ("王", 2, Decimal(60), 80, "B"),
        (None, 1, None, 90, "D"),
    ]
    assert (result.summary.open, result.summary.listed, result.summary.reasons["stale"]) == (5, 5, 5)


def test_prospects_and_deals_in_one_list_of_things_to_do() -> None:
    prospects = made_list("prospects", id=["L"], amount=[1], probability=[1], created=[days_ago(31)], next_step=["x"])
    result = stale(prospects, one(created=days_ago(31)))
    assert [(row["kind"], row["id"]) for row in result.rows.records()] == [("deals", "D"), ("prospects", "L")]


def test_what_is_not_known_of_any_is_not_0() -> None:
    assert stale(one(created=days_ago(31), amount=0)).summary.expected == 0
    unknown = stale(one(created=days_ago(31), amount=None)).summary
    assert (unknown.listed, unknown.expected, unknown.owners[0].expected) == (1, None, None)


def test_owners_are_counted_in_one_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each row is looked at a fixed number of times, however many owners there are."""
    asked: list[str] = []

    def counted(name: str) -> str:
        asked.append(name)
        return owner_key(name)

    monkeypatch.setattr(stale_page, "owner_key", counted)
    owners = [f"{n % 40}号" for n in range(200)]
    records = made_list("deals", id=[f"{n}" for n in range(200)], owner=owners, created=[days_ago(50)] * 200)
    found = stale(records).summary.owners
    assert {(debt.open, debt.listed) for debt in found} == {(5, 5)}
    assert len(asked) == 2 * len(owners)


def test_parked_ones_are_left_alone() -> None:
    records = made_list("prospects", id=["L"], available_funds=[1], created=[days_ago(99)])
    assert stale(records, min_funds="2").summary.open == 0


def test_the_days_are_the_plan_s() -> None:
    records = one(created=days_ago(5), next_step=None)
    assert reasons(stale(records, stale_days=4, forgotten_days=5)) == ["forgotten", "stale"]
