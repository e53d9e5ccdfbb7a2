"""What a person did is the same number in every command, however the lists write him (a small messy company)."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from salesplan.api.activity_kpi import KpiWish, activity_kpi
from salesplan.api.commission import commission_compute
from salesplan.api.meetings import MeetingWish, meeting
from salesplan.api.pay_lists import PayWish
from salesplan.api.sales import SalesWish, sales_bridge, sales_pivot
from salesplan.api.setting import Setting, setting
from salesplan.api.team_review import ReviewWish, team_review
from salesplan.api.track import targets_track
from salesplan.errors import BadUsage

AS_OF = date(2026, 6, 30)
PLAN = """
version: 1
name: t
currency: CNY
unit: 1
year: {start: 2026-01-01}
sources: {customers: customers.csv, orders: orders.csv, deals: deals.csv, activities: activities.csv, reps: reps.csv}
parameters:
  pace: {shared: SHARED}
  review: {weights: {sales: 60, collection: 0, new_customers: 20, csat: 0, conversion: 20}, conversion: CONVERSION}
targets:
  - {id: t, metric: revenue, total: 40000, by: [rep, month]}
commission:
  rules:
    - {id: r, from: 2026-01-01, measure: revenue, tiers: [{from: 0, rate: 1%}], quota: {amount: 1000}}
    - {id: n, from: 2026-01-01, measure: new_customers, tiers: [{from: 0, each: 100}]}
"""
ORDERS = (
    ("2026-01-05", "C1", 1000, "张三"),
    ("2026-01-06", "C3", 500, "李四"),
    ("2026-01-07", "C5", 300, "王五（离职）"),
    ("2026-03-12", "C4", 400, "李四"),
    ("2026-06-05", "C1", 1000, "张三"),
    ("2026-06-07", "C5", 300, "王五（离职）"),
    ("2026-06-10", "C1", 700, "S01"),
    ("2026-06-11", "C3", 1000, "S01、李四"),
    ("2026-06-12", "C6", 400, "李四"),
    ("2026-06-12", "C4", 400, "李四"),
    ("2026-06-15", "C2", 900, "S01"),
    ("2026-06-15", "C2", 100, "李四"),
)
DEALS = (
    ("P1", "C2", "S01", "赢单", "2026-06-03", "2026-06-20"),
    ("P1", "C2", "S01", "赢单", "2026-06-03", "2026-06-20"),
    ("P2", "C2", "张三", "赢单", "2026-04-03", "2026-06-20"),
    ("P3", "C1", "张三", "报价", "2026-06-01", ""),
)
OWNERS = {"C1": "张三", "C2": "S01", "C3": "李四", "C4": "李四", "C5": "王五（离职）", "C6": "赵六"}


def written(path: Path, titles: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([titles, *rows])


@pytest.fixture
def messy(tmp_path: Path) -> Path:
    people = [("S01", "张三"), ("S02", "李四"), ("S03", "王五"), ("S04", "赵六")]
    written(tmp_path / "reps.csv", ["工号", "姓名"], people)
    written(
        tmp_path / "customers.csv", ["客户编号", "客户名称", "负责人"], [(c, f"{c}公司", o) for c, o in OWNERS.items()]
    )
    lines = [(f"D{at:02}", *line) for at, line in enumerate(ORDERS)]
    written(tmp_path / "orders.csv", ["订单号", "日期", "客户编号", "金额", "业务员"], lines)
    written(tmp_path / "deals.csv", ["商机编号", "客户编号", "负责人", "阶段", "创建日期", "成交日期"], DEALS)
    contacts = [("2026-06-24", "C1", "S01"), ("2026-06-25", "C1", "张三、李四"), ("2026-06-25", "", "张三")]
    written(tmp_path / "activities.csv", ["日期", "客户编号", "业务员"], contacts)
    return tmp_path


def where_of(folder: Path, shared: str = "refuse", conversion: str = "cohort") -> Setting:
    text = PLAN.replace("SHARED", shared).replace("CONVERSION", conversion)
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    return setting(str(folder / "plan.yaml"), as_of=AS_OF)


def indicators(where: Setting, name: str) -> dict[str, Decimal | None]:
    rows = activity_kpi(KpiWish(window="1m"), where=where).rows.records()
    return {str(row["rep"]): row["value"] for row in rows if row["indicator"] == name and row["rep"]}  # type: ignore[misc] # an amount


def reviews(where: Setting, column: str) -> dict[str, Any]:
    return {str(r["person"]): r[column] for r in team_review(ReviewWish("2026-06"), where).rows.records()}


def paid(where: Setting, rule: str) -> dict[str, Decimal]:
    people = commission_compute(PayWish(period="2026-06"), where).summary.people
    return {one.person: each.sold for one in people for each in one.accruals if each.rule == rule}


@pytest.mark.parametrize(
    ("shared", "sales"),
    [
        ("refuse", {"张三": 2600, "李四": 900, "王五": 300, "赵六": 0}),
        ("even", {"张三": 3100, "李四": 1400, "王五": 300, "赵六": 0}),
    ],
)
def test_sales_of_a_person(messy: Path, shared: str, sales: dict[str, int]) -> None:
    where = where_of(messy, shared)
    tracked = targets_track("t", where=where)[0].rows.records()
    months = {str(r["rep"]): r["actual"] for r in tracked if r["month"] == "2026-06" and r["rep"]}
    pivot = sales_pivot(("rep",), wish=SalesWish(span="2026-06"), where=where)
    sold = {str(row["rep"]): row["amount"] for row in pivot.rows.records()}
    together = {} if shared == "even" else {"张三、李四": 1000}
    assert indicators(where, "sales") == sales
    assert reviews(where, "sales_actual") == reviews(where, "sold") == sales
    assert paid(where, "r") == months == sales
    assert sold == {**{name: amount for name, amount in sales.items() if amount}, **together}
    assert ("TEAM-shared" in [p.code for p in pivot.findings]) is (shared == "refuse")


def test_new_customers_of_a_person(messy: Path) -> None:
    """C2 is who sold first on his first day; C4 bought in March; C6 is his seller's, not his owner's."""
    where = where_of(messy)
    new = {"张三": 1, "李四": 1, "王五": 0, "赵六": 0}
    assert indicators(where, "new_customers") == reviews(where, "new_customers") == paid(where, "n") == new


@pytest.mark.parametrize("conversion", ["cohort", "period"])
def test_conversion_of_a_person_with_copied_deals(messy: Path, conversion: str) -> None:
    where = where_of(messy, conversion=conversion)
    found = activity_kpi(KpiWish(window="1m"), where=where).rows.records()
    row = next(r for r in found if r["rep"] == "张三" and r["indicator"] == "conversion")
    review = next(r for r in team_review(ReviewWish("2026-06"), where).rows.records() if r["person"] == "张三")
    hits = review["bought"] if conversion == "cohort" else review["wins"]
    assert (hits, review["captured"], row["cases"]) == (1 if conversion == "cohort" else 2, 2, 2)
    assert row["value"] == Decimal(str(hits)) / 2


def test_people_of_orders_and_customers_whom_the_team_does_not_know_are_told(messy: Path) -> None:
    """A misspelt seller and a misspelt owner, each with his list and whom he may mean."""
    for name, right, wrong in (("orders.csv", "张三", "张叁"), ("customers.csv", "赵六", "赵陆")):
        text = (messy / name).read_text(encoding="utf-8")
        (messy / name).write_text(text.replace(right, wrong), encoding="utf-8")
    where, wish = where_of(messy), SalesWish(span="2026-06", base="2026-01")
    for result in (sales_bridge(None, wish, where=where), sales_pivot(("customer",), wish=wish, where=where)):
        told = [(p.value, p.place.file) for p in result.findings if p.code == "OWNERS-unknown" and p.place]
        assert [(name, Path(str(file)).name) for name, file in told] == [
            ("张叁", "orders.csv"),
            ("赵陆", "customers.csv"),
        ]


def test_nobody_is_asked_for_in_one_way(messy: Path) -> None:
    where = where_of(messy)
    asked = (
        lambda: team_review(ReviewWish("2026-06", ("张三丰",)), where),
        lambda: commission_compute(PayWish(period="2026-06", person="张三丰"), where),
        lambda: meeting("one-to-one", MeetingWish(person="张三丰"), where),
    )
    for ask in asked:
        with pytest.raises(BadUsage) as refused:
            ask()
        (problem,) = refused.value.problems
        assert (problem.code, problem.value, problem.fix.in_("zh")) == (
            "USAGE-person",
            "张三丰",
            "是“张三”吗？写 --person 张三",
        )


def test_a_person_is_asked_for_by_his_number(messy: Path) -> None:
    where = where_of(messy)
    assert [one.person for one in team_review(ReviewWish("2026-06", ("s01",)), where).summary.sheets] == ["张三"]
    paid_to = commission_compute(PayWish(period="2026-06", person="S01"), where).summary.people
    assert [one.person for one in paid_to] == ["张三"]
