"""The files of customers: completeness by weights, freshness, validity, whom to ask first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import ValidationError

from salesplan.api.profile import ProfileWish, customers_profile
from salesplan.api.setting import setting
from salesplan.compute.customers.care.profile_page import ProfileSummary
from salesplan.model.plan.profile import ProfileWeights
from salesplan.model.result import Result

AS_OF = date(2026, 6, 30)
Profiled = Callable[..., Result[ProfileSummary]]
NO_OPTIONAL = dict.fromkeys(
    (
        *("occupation", "region", "needs", "preferences", "background", "decision_role", "purchase_history"),
        *("feedback", "interests", "social_accounts", "interaction_log"),
    ),
    0,
)


@pytest.fixture
def profiled(tmp_path: Path) -> Profiled:
    """The files of a list given as the text of a CSV, with orders, contacts and a plan where they are given."""

    def call(text: str, orders: str = "", activities: str = "", plan: str = "") -> Result[ProfileSummary]:
        names = {"customers.csv": text, "orders.csv": orders, "activities.csv": activities, "plan.yaml": plan}
        for name, content in names.items():
            if content:
                (tmp_path / name).write_text(content, "utf-8")
        wish = ProfileWish(
            (str(tmp_path / "customers.csv"),),
            (str(tmp_path / "orders.csv"),) if orders else (),
            (str(tmp_path / "activities.csv"),) if activities else (),
        )
        where = setting(str(tmp_path / "plan.yaml") if plan else None, use_plan=bool(plan), as_of=AS_OF)
        return customers_profile(wish, where=where)

    return call


def _column(result: Result[ProfileSummary], key: str) -> list[object]:
    return [row[key] for row in result.rows.records()]


@pytest.mark.oracle("5.5-a")
def test_ten_of_thirteen(profiled: Profiled) -> None:
    """Three required fields and seven others weigh 13; three and four of them filled weigh 10: below the target."""
    left = dict.fromkeys(("social_accounts", "interests", "interaction_log", "purchase_history"), 0)
    weights = ", ".join(f"{key}: {weight}" for key, weight in left.items())
    result = profiled(
        "客户名称,联系人,电话,行业,区域,客户需求,客户偏好,客户背景,决策链角色,客户反馈\n"
        "甲,李,13922120000,机械,华东,泵,国产,,,\n",
        plan=f"parameters: {{profile: {{weights: {{{weights}}}}}}}\n",
    )
    assert _column(result, "completeness") == [Decimal("0.769231")]
    assert _column(result, "below_target") == [True]
    assert _column(result, "missing") == ["background decision_role feedback"]


@pytest.mark.parametrize(
    ("cells", "share"),
    [
        ("甲,李,13922120000,", "1.000000"),
        ("甲,李,,a@b.com", "1.000000"),
        ("甲,李,,", "0.666667"),
        ("甲,李,13800000000,-", "0.666667"),
        ("甲,无,13922120000,", "0.666667"),
        ("甲,未知,n/a,无", "0.333333"),
    ],
)
def test_required_fields_and_placeholders(profiled: Profiled, cells: str, share: str) -> None:
    """Any of phone and e-mail will do; a placeholder is nothing."""
    weights = ", ".join(f"{key}: 0" for key in NO_OPTIONAL)
    plan = f"parameters: {{profile: {{weights: {{{weights}}}}}}}\n"
    result = profiled(f"客户名称,联系人,电话,邮箱\n{cells}\n", plan=plan)
    assert _column(result, "completeness") == [Decimal(share)]


@pytest.mark.parametrize(("filled", "below"), [(4, False), (3, True)])
def test_the_target_itself_is_reached(profiled: Profiled, filled: int, below: bool) -> None:  # noqa: FBT001 - a case
    """Name and four fields of one each: 4 of 5 are 80 %, 3 of 5 are not."""
    kept = {"name": 1, "needs": 1, "preferences": 1, "background": 1, "interests": 1, "contact": 0, "reach": 0}
    weights = ", ".join(f"{key}: {weight}" for key, weight in (NO_OPTIONAL | kept).items())
    values = ["甲", *["x" if at < filled - 1 else "" for at in range(4)]]
    result = profiled(
        f"客户名称,客户需求,客户偏好,客户背景,兴趣爱好\n{','.join(values)}\n",
        plan=f"parameters: {{profile: {{weights: {{{weights}}}}}}}\n",
    )
    assert _column(result, "below_target") == [below]
    assert result.summary.below_target == int(below)


def test_orders_and_contacts_fill_two_fields(profiled: Profiled) -> None:
    """Also of a customer whose orders lie before the window; contacts after the as-of are not known yet."""
    result = profiled(
        "客户编号,客户名称\nC1,甲\nC2,乙\nC3,丙\n",
        orders="订单编号,客户编号,下单日期,金额\nS1,C1,2026-06-01,100\nS2,C2,2020-01-01,100\n",
        activities="客户编号,跟进日期,跟进方式\nC1,2026-06-30,电话\nC3,2026-07-01,电话\n",
    )
    rows = {row["id"]: row for row in result.rows.records()}
    assert [rows[key]["has_purchase_history"] for key in ("C1", "C2", "C3")] == [True, True, False]
    assert [rows[key]["has_interaction_log"] for key in ("C1", "C2", "C3")] == [True, False, False]
    assert rows["C1"]["amount"] == 100
    assert "purchase_history" not in result.summary.missing_columns


def test_the_most_valuable_incomplete_files_come_first(profiled: Profiled) -> None:
    """Those of which something can be asked before those that lack columns only; then by amount; complete ones last."""
    kept = {"name": 1, "contact": 1, "needs": 1, "reach": 0}
    weights = ", ".join(f"{key}: {weight}" for key, weight in (NO_OPTIONAL | kept).items())
    plan = f"parameters: {{profile: {{target: 60%, weights: {{{weights}}}}}}}\n"
    result = profiled("客户名称,联系人,年销售额\n甲,,10\n乙,李,900\n丙,,30\n丁,,\n", plan=plan)
    assert _column(result, "name") == ["丙", "甲", "丁", "乙"]
    plan = plan.replace("60%", "100%")
    result = profiled("客户名称,联系人,年销售额\n甲,,10\n乙,李,900\n丙,,30\n丁,,\n", plan=plan)
    assert _column(result, "name") == ["丙", "甲", "丁", "乙"]
    assert result.summary.reachable == Decimal("0.666667")
    assert (result.summary.value_below, result.summary.value_total) == (Decimal(940), Decimal(940))


def test_freshness_says_by_which_day(profiled: Profiled) -> None:
    """365 days are fresh, 366 are not; the newest day tells, of equal days the day of update; no later day does."""
    result = profiled(
        "客户编号,客户名称,更新日期,最近跟进日期\n"
        "C1,甲,2025-06-30,\nC2,乙,2025-06-29,2026-06-01\nC3,丙,2026-06-30,2026-06-30\nC4,丁,,\nC5,戊,2026-07-01,\n"
        "C6,己,2025-06-29,2026-07-01\n"
    )
    rows = {row["id"]: (row["fresh_by"], row["fresh"], row["age_days"]) for row in result.rows.records()}
    assert rows == {
        "C1": ("updated", True, 365),
        "C2": ("last_contact", True, 29),
        "C3": ("updated", True, 0),
        "C4": (None, None, None),
        "C5": (None, None, None),
        "C6": ("updated", False, 366),
    }
    s = result.summary
    assert (s.fresh, s.dated, s.fresh_share) == (3, 4, Decimal("0.500000"))
    assert s.fresh_by == {"updated": 3, "last_contact": 1}


def test_contacts_tell_the_age_and_orders_do_not(profiled: Profiled) -> None:
    result = profiled(
        "客户编号,客户名称\nC1,甲\nC2,乙\n",
        orders="订单编号,客户编号,下单日期,金额\nS1,C1,2026-06-01,100\nS2,C2,2026-06-02,100\n",
        activities="客户编号,跟进日期,跟进方式\nC1,2026-05-01,电话\nC1,2026-04-01,电话\nC1,2026-07-01,电话\n",
    )
    rows = {row["id"]: (row["fresh_by"], row["fresh_date"]) for row in result.rows.records()}
    assert rows == {"C1": ("activity", date(2026, 5, 1)), "C2": (None, None)}


def test_columns_that_are_not_there_are_told_once(profiled: Profiled) -> None:
    result = profiled("客户名称,联系人,电话\n甲,李,13922120000\n乙,王,\n")
    told = [p for p in result.findings if p.code == "PROFILE-no-column"]
    assert len(told) == 1
    assert "needs: 0, preferences: 0" in str(told[0].fix)
    assert result.summary.reachable == Decimal("0.352941")
    assert [each.field for each in result.summary.fields if each.known] == ["name", "contact", "reach"]


def test_validity_with_examples(profiled: Profiled) -> None:
    result = profiled(
        "客户名称,电话,手机,邮箱,创建日期\n甲,62345678,13922120000,a@b,2026-02-30\n乙,,1,c@d.com,2026-02-03\n丙,-,,,\n"
    )
    found = {each.kind: (each.cells, each.wrong, each.share, each.examples) for each in result.summary.validity}
    assert found == {
        "phone": (3, 2, Decimal("0.333333"), ("2 电话 62345678", "3 手机 1")),
        "email": (2, 1, Decimal("0.500000"), ("2 邮箱 a@b",)),
        "date": (2, 1, Decimal("0.500000"), ("2 创建日期 2026-02-30",)),
    }


def test_owners_the_least_complete_first(profiled: Profiled) -> None:
    result = profiled("客户名称,联系人,负责人\n甲,李,周\n乙,,周\n丙,,吴\n丁,,\n")
    found = [(each.owner, each.customers, each.below_target) for each in result.summary.owners]
    assert found == [("吴", 1, 1), ("周", 2, 2), (None, 1, 1)]
    assert result.summary.owners[1].completeness == Decimal("0.176471")


def test_a_customer_in_two_rows_has_one_file(profiled: Profiled) -> None:
    result = profiled("客户编号,客户名称,联系人,电话\nC1,甲,李,\nC1,甲,,13922120000\nC2,乙,,\n")
    assert result.summary.customers == 2
    rows = {row["id"]: row for row in result.rows.records()}
    assert (rows["C1"]["has_contact"], rows["C1"]["has_reach"]) == (True, True)


def test_weights_are_those_of_known_fields_and_not_all_zero() -> None:
    assert sum(ProfileWeights().counted().values()) == 17
    assert next(iter(ProfileWeights(name=Decimal(0)).counted())) == "contact"
    with pytest.raises(ValidationError):
        ProfileWeights.model_validate({"hat": 1})
    with pytest.raises(ValidationError):
        ProfileWeights.model_validate({"name": -1})
    with pytest.raises(ValidationError):
        ProfileWeights.model_validate({**NO_OPTIONAL, "name": 0, "contact": 0, "reach": 0})


def test_the_order_of_rows_does_not_matter(profiled: Profiled) -> None:
    """The same customers in another order have the same figures, and the same place among the first."""
    head, rows = "客户编号,客户名称,联系人,年销售额\n", ["C1,甲,李,10\n", "C2,乙,,30\n", "C3,丙,,20\n"]
    one, other = (profiled(head + "".join(order)) for order in (rows, rows[::-1]))
    assert one.summary == other.summary
    assert _column(one, "id") == _column(other, "id")


def test_a_bad_cell_elsewhere_costs_a_customer_neither_orders_nor_contacts(profiled: Profiled) -> None:
    """A rating that cannot be read is empty; all else of its row counts, and both rows of C3 are one file."""
    result = profiled(
        "客户编号,客户名称,联系人,需求度\nC1,甲,李,3\nC2,乙,,很强\nC3,丙,王,3\nC3,丙,,很强\n",
        orders="订单编号,客户编号,下单日期,金额\nS1,C1,2026-06-01,100\nS2,C2,2026-06-02,1000000\n",
        activities="客户编号,跟进日期,跟进方式\nC2,2026-05-01,电话\n",
    )
    assert result.summary.customers == 3
    assert result.summary.value_total == 1_000_100
    assert _column(result, "id") == ["C2", "C1", "C3"]
    two = next(row for row in result.rows.records() if row["id"] == "C2")
    assert (two["amount"], two["has_purchase_history"], two["has_interaction_log"]) == (1_000_000, True, True)
    assert (two["fresh_by"], two["tier"]) != (None, None)
    assert any("很强" in str(p.value) for p in result.findings)


def test_a_bad_cell_in_a_list_without_orders_costs_nothing_else(profiled: Profiled) -> None:
    result = profiled("客户编号,客户名称,年销售额,需求度\nC1,甲,100,3\nC2,乙,900,很强\n")
    assert [(row["id"], row["amount"]) for row in result.rows.records()] == [("C2", 900), ("C1", 100)]


@pytest.mark.parametrize("reverse", [False, True])
def test_of_two_rows_of_a_customer_the_one_that_totals_count_is_shown(profiled: Profiled, reverse: bool) -> None:  # noqa: FBT001 - a case
    rows = ["C1,甲,10,周\n", "C1,甲,900,吴\n", "C1,甲,900,郑\n"]
    result = profiled("客户编号,客户名称,年销售额,负责人\n" + "".join(rows[::-1] if reverse else rows))
    assert [(row["amount"], row["owner"]) for row in result.rows.records()] == [(900, "吴")]
    assert result.summary.value_total == 900


def test_equal_files_stand_by_their_ids(profiled: Profiled) -> None:
    head, rows = "客户编号,客户名称,年销售额\n", ["C2,甲,10\n", "C3,甲,10\n", "C1,甲,10\n"]
    for order in (rows, rows[::-1]):
        assert _column(profiled(head + "".join(order)), "id") == ["C1", "C2", "C3"]


def test_fields_that_another_list_or_a_column_of_orders_fills_are_known(profiled: Profiled) -> None:
    def missing(text: str, **lists: str) -> set[str]:
        return {"purchase_history", "interaction_log"} & {*profiled(text, **lists).summary.missing_columns}

    names = "客户编号,客户名称\nC1,甲\n"
    orders, contacts = (
        "订单编号,客户编号,下单日期,金额\nS1,C1,2026-06-01,1\n",
        "客户编号,跟进日期,跟进方式\nC1,2026-06-01,电话\n",
    )
    assert missing(names) == {"purchase_history", "interaction_log"}
    assert missing(names, orders=orders) == {"interaction_log"}
    assert missing("客户编号,客户名称,最近下单日期\nC1,甲,2026-06-01\n") == {"interaction_log"}
    assert missing("客户编号,客户名称,订单数\nC1,甲,2\n") == {"interaction_log"}
    assert missing(names, activities=contacts) == {"purchase_history"}
