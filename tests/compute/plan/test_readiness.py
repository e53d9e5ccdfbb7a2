"""Readiness of checklists, worked by hand (methods.md 6.7)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesplan.compute.plan.execution.readiness import is_overdue, prepare, readiness
from salesplan.model.plan.preparation import ChecklistItem

DAY = date(2026, 7, 1)
YESTERDAY = DAY - timedelta(1)


def made(status: str = "todo", **more: Any) -> ChecklistItem:  # noqa: ANN401 - any field of an item
    return ChecklistItem.model_validate({"item": "x", "status": status, **more})


def due(day: date) -> str:
    return day.isoformat()


@pytest.mark.oracle("6.7-a")
def test_readiness() -> None:
    items = [*(made("done") for _ in range(5)), made("na"), made(mandatory="yes"), made("doing", due=due(YESTERDAY))]
    found = readiness(items, DAY)
    assert (len(items), found.items, found.counted, found.done) == (8, 8, 7, 5)
    assert found.share == Decimal("0.714286")
    assert (found.ready, found.mandatory, found.mandatory_open, found.overdue) == (False, 1, 1, 1)


@pytest.mark.parametrize(
    ("item", "late"),
    [
        (made(due=due(YESTERDAY)), True),
        (made("doing", due=due(YESTERDAY)), True),
        (made(due=due(DAY)), False),
        (made(due=due(DAY + timedelta(1))), False),
        (made("done", due=due(YESTERDAY)), False),
        (made("na", due=due(YESTERDAY)), False),
        (made(), False),
    ],
)
def test_overdue_is_before_the_day_and_not_done(item: ChecklistItem, *, late: bool) -> None:
    assert is_overdue(item, DAY) is late


@pytest.mark.parametrize(
    ("items", "ready"),
    [
        ([made("done", mandatory="yes")], True),
        ([made("done", mandatory="yes"), made()], True),
        ([made("done", mandatory="yes"), made("na", mandatory="yes")], True),
        ([made("done", mandatory="yes"), made("doing", mandatory="yes")], False),
        ([made("na", mandatory="yes"), made("done")], None),
        ([made("done")], None),
        ([], None),
    ],
)
def test_ready_when_everything_mandatory_is_done(items: list[ChecklistItem], *, ready: bool | None) -> None:
    assert readiness(items, DAY).ready is ready


@pytest.mark.parametrize("items", [[], [made("na")], [made("na", mandatory="yes"), made("na")]])
def test_without_anything_that_counts_there_is_no_share(items: list[ChecklistItem]) -> None:
    found = readiness(items, DAY)
    assert (found.share, found.counted, found.overdue) == (None, 0, 0)


CHECKLIST = {
    "主推产品": (
        made("done", item="资料", owner="张三", mandatory="yes"),
        made(item="样品", owner="李四", due=due(DAY - timedelta(10)), mandatory="yes"),
    ),
    "aids": (made(item="报价单", owner="张三", due=due(YESTERDAY)), made("na", item="计算器")),
    "main_product": (made(item="备货"),),
    "我们自己的": (),
}


def test_categories_by_any_of_their_names_are_one_and_keep_their_order() -> None:
    result = prepare(CHECKLIST, DAY)
    s = result.summary
    assert [(c.category, c.readiness.done, c.readiness.counted) for c in s.categories] == [
        ("main_product", 1, 3),
        ("aids", 0, 1),
        ("我们自己的", 0, 0),
    ]
    assert (s.whole.done, s.whole.counted, s.whole.items, s.whole.overdue) == (1, 4, 5, 2)
    assert [(row["key"], row["category"], row["overdue_days"]) for row in result.rows.records()] == [
        ("preparation.主推产品[0]", "main_product", None),
        ("preparation.主推产品[1]", "main_product", 10),
        ("preparation.aids[0]", "aids", 1),
        ("preparation.aids[1]", "aids", None),
        ("preparation.main_product[0]", "main_product", None),
    ]


def test_owners_with_something_open_those_most_overdue_first() -> None:
    owners = prepare(CHECKLIST, DAY).summary.owners
    assert [(o.owner, o.open, o.mandatory_open, o.overdue) for o in owners] == [
        ("李四", 1, 1, 1),
        ("张三", 1, 0, 1),
        (None, 1, 0, 0),
    ]


def test_of_owners_the_overdue_count_before_the_mandatory_and_these_before_the_many() -> None:
    late = due(YESTERDAY)
    items = (
        *(made(owner="many") for _ in range(3)),
        *(made(owner="must", mandatory="yes") for _ in range(2)),
        made(owner="late", due=late),
        made(owner="b"),
        made(owner="a"),
        made("done", owner="done", due=late),
    )
    assert [o.owner for o in prepare({"aids": items}, DAY).summary.owners] == ["late", "must", "many", "a", "b"]


@pytest.mark.parametrize(
    ("owner", "category", "items"),
    [
        ("张三", None, ["资料", "报价单"]),
        (None, "Main product", ["资料", "样品", "备货"]),
        ("张三", "aids", ["报价单"]),
        ("李四", "辅助物品", []),
    ],
)
def test_narrowed_to_an_owner_or_category(owner: str | None, category: str | None, items: list[str]) -> None:
    result = prepare(CHECKLIST, DAY, owner=owner, category=category)
    assert [row["item"] for row in result.rows.records()] == items
    assert result.summary.whole.items == len(items)
    assert [c for c in result.summary.categories if not c.readiness.items] == []


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["todo", "doing", "done", "na"]),
            st.booleans(),
            st.none() | st.dates(date(2026, 6, 1), date(2026, 8, 1)),
        )
    )
)
def test_the_parts_sum_to_the_whole(told: list[tuple[str, bool, date | None]]) -> None:
    items = tuple(
        made(status, mandatory="yes" if must else "no", **({"due": due(day)} if day else {}))
        for status, must, day in told
    )
    s = prepare({"aids": items[::2], "自己的": items[1::2]}, DAY).summary
    for figure in ("items", "counted", "done", "mandatory", "mandatory_open", "overdue"):
        assert sum(getattr(c.readiness, figure) for c in s.categories) == getattr(s.whole, figure)
    assert sum(o.overdue for o in s.owners) == s.whole.overdue
    assert s.whole.done <= s.whole.counted <= s.whole.items
