"""Wishes as they are typed and as the plan holds them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from salesplan.compute.targets.grid.pins import read_path
from salesplan.compute.targets.request import request_of, total_of
from salesplan.errors import BadInput
from salesplan.model.period import FiscalYear
from salesplan.model.plan.targets import TargetEntry

ENTRY = {
    "id": "revenue",
    "total": "1200万",
    "by": ["quarter", "month"],
    "basis": "seasonal",
    "pins": {"quarter=2026-Q1": "280万"},
    "min": {"quarter=2026-Q2": "1,000"},
}


def test_a_slash_in_a_name_stays_in_the_name() -> None:
    levels = ("region", "rep")
    assert read_path("region=A/B/rep=C", levels) == {"region": "A/B", "rep": "C"}
    assert read_path("region=A=B", levels) == {"region": "A=B"}
    assert read_path("region=", levels) is None
    assert read_path("B/region=A", levels) is None
    assert read_path("rep=1/rep=2", levels) is None


def test_an_entry_of_the_plan_becomes_a_request() -> None:
    entry = TargetEntry.model_validate(ENTRY)
    request = request_of(entry, total_of(entry, [entry]), FiscalYear(2026), unit=Decimal(100))
    assert request.total == 12_000_000
    assert request.by == ("quarter", "month")
    assert request.basis == {"*": "seasonal"}
    assert request.pins == {"quarter=2026-Q1": 2_800_000}
    assert request.least == {"quarter=2026-Q2": 1000}
    assert request.place("by").key == "targets.revenue.by"
    typed = replace(request, source="option")
    assert [typed.place(key).key for key in ("by", "pins.region=A", "weights.region")] == ["--by", "--pin", "--weights"]


def test_levels_may_be_typed_as_text_and_flat_weights_go_to_the_innermost() -> None:
    entry = TargetEntry.model_validate(
        {"id": "r", "of": "revenue", "by": "quarter,region", "weights": {"东": "60%", "西": "0.4"}}
    )
    assert entry.by == ("quarter", "region")
    assert entry.weights_by_level() == {"region": {"东": Decimal("0.6"), "西": Decimal("0.4")}}
    nested = TargetEntry.model_validate({"id": "r", "total": "1", "by": "region", "weights": {"region": {"东": "3"}}})
    assert nested.weights_by_level() == {"region": {"东": 3}}


def test_levels_and_bases_may_be_named_in_chinese() -> None:
    entry = TargetEntry.model_validate(
        {
            "id": "r",
            "total": "1",
            "by": "區域、季度，周",
            "basis": {"季度": "季節", "大区": "权重"},
            "weights": {"区域": {"月": "3"}},
            "pins": {"大区=月/季度=Q1": "1"},
            "min": {"区域=月": "1"},
        }
    )
    assert entry.by == ("region", "quarter", "week")
    assert entry.basis == {"quarter": "seasonal", "region": "weights"}
    assert entry.weights_by_level() == {"region": {"月": 3}}
    assert entry.pins == {"region=月/quarter=Q1": 1}
    assert entry.min == {"region=月": 1}
    twice = TargetEntry.model_validate({"id": "r", "total": "1", "by": "region", "basis": {"区域": "x", "region": "y"}})
    assert twice.basis == {"区域": "x", "region": "y"}
    both = TargetEntry.model_validate({"id": "r", "total": "1", "by": "region", "basis": {"区域": "x", "大区": "y"}})
    assert both.basis == {"region": "x", "大区": "y"}


@pytest.mark.parametrize("bad", [{"id": "x"}, {"id": "x", "total": "1", "of": "y"}, {"id": "", "total": "1"}])
def test_an_entry_has_an_id_and_one_total(bad: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="validation error"):
        TargetEntry.model_validate(bad)


def test_a_total_is_found_through_other_entries_but_never_in_a_circle() -> None:
    first = TargetEntry.model_validate(ENTRY)
    second = TargetEntry.model_validate({"id": "b", "of": "revenue"})
    third = TargetEntry.model_validate({"id": "c", "of": "b"})
    assert total_of(third, [first, second, third]) == 12_000_000
    loop = TargetEntry.model_validate({"id": "b", "of": "c"})
    for entries in ([loop, third], [third]):
        with pytest.raises(BadInput) as raised:
            total_of(third, entries)
        assert raised.value.problems[0].code == "SPLIT-of"
