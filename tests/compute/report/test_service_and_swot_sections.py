"""Service and the SWOT in the report: who waits, what of, which promises; the register with its scores."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from made_sections import complained, found_of, rows_of
from salesplan.compute.plan.swot.swot_show import swot_show
from salesplan.compute.report import service, swot
from salesplan.compute.report.rows import only_row
from salesplan.compute.report.section import Section
from salesplan.model.plan.plan import Plan

DONE = {"responded_at": "2026-06-02T10:00:00", "resolved_at": "2026-06-03T10:00:00"}
FOLLOWED = {**DONE, "followup_at": "2026-06-04T10:00:00"}
CASES: tuple[dict[str, Any], ...] = (
    {"kind": "late", "received_at": "2026-06-01T10:00:00", "severity": "一般"},
    {"kind": "late", "received_at": "2026-06-01T10:00:00", "severity": "一般", **FOLLOWED},
    {"kind": "late", "received_at": "2026-06-01T10:00:00", "severity": "一般", **DONE},
    {"kind": "broken", "received_at": "2026-06-01T10:00:00", "severity": "一般", **FOLLOWED},
    {"received_at": "2026-06-30T09:00:00", "severity": "一般", "responded_at": "2026-06-30T10:00:00"},
)


def test_complaints_by_type_who_waits_and_promises() -> None:
    made = service.section(found_of(complaints=complained(*CASES)))
    facts = only_row(made.table("service"))
    keys = ("complaints", "open", "late_open", "overdue", "calls", "csat")
    assert [facts[key] for key in keys] == [5, 2, 1, 1, 1, None]
    types = rows_of(made, "complaint_types")
    assert [(row["kind"], row["complaints"]) for row in types] == [("late", 3), ("broken", 1), (None, 1)]
    assert [row["state"] for row in rows_of(made, "complaints")] == ["overdue", "overdue", "open"]
    respond = rows_of(made, "promises")[0]
    assert [respond[key] for key in ("step", "judged", "on_time", "overdue")] == ["respond", 5, 4, 1]


def test_steps_that_are_not_due_yet_are_no_promises() -> None:
    made = service.section(found_of(complaints=complained({"received_at": "2026-06-30T23:00:00", "severity": "一般"})))
    assert made.table("promises") is None
    assert [row["state"] for row in rows_of(made, "complaints")] == ["open"]


def test_complaints_without_types_have_no_types() -> None:
    case = {key: value for key, value in CASES[0].items() if key != "kind"}
    made = service.section(found_of(complaints=complained(case)))
    assert made.table("complaint_types") is None
    assert len(rows_of(made, "complaints")) == 1


def test_without_complaints_there_is_nothing_but_what_is_lacking() -> None:
    assert not service.section(found_of(lacking={"service": ("complaints",)})).tables
    assert not service.section(found_of(complaints=complained())).tables


def register(*items: dict[str, Any], **more: Any) -> Section:  # noqa: ANN401 - the plan's values
    plan = Plan.model_validate({"swot": {"items": list(items), **more}, "goals": [{"id": "G1", "name": "Sales"}]})
    return swot.section(found_of(swot=swot_show(plan)))


def item(id_: str, weight: str | None = None, rating: int | None = None) -> dict[str, Any]:
    told = {"id": id_, "kind": id_[0], "text": f"about {id_}", "weight": weight, "rating": rating}
    return {key: value for key, value in told.items() if value is not None}


WHOLE = (item("S1", "0.6", 4), item("W1", "0.4", 1), item("O1", "1", 3))


def test_the_register_its_scores_and_its_strategies() -> None:
    strategy = {"id": "SO1", "kind": "SO", "text": "go", "uses": ["S1", "O1"], "goals": ["G1"], "owner": "Ann"}
    made = register(*WHOLE, strategies=[strategy])
    items = rows_of(made, "swot")
    assert [(row["id"], row["used_by"], row["unused"]) for row in items] == [
        ("S1", ("SO1",), False),
        ("W1", (), True),
        ("O1", ("SO1",), False),
    ]
    inside, outside = rows_of(made, "swot_scores")
    assert (inside["score"], outside["score"], inside["cell"]) == (Decimal("2.80"), Decimal(3), "II")
    (drawn,) = rows_of(made, "strategies")
    assert (drawn["uses"], drawn["goals"], drawn["owner"]) == (("S1", "O1"), ("G1 Sales",), "Ann")


def test_a_register_without_weights_has_no_scores_and_says_why() -> None:
    made = register(item("S1"), item("O1", "1", 3))
    inside, outside = rows_of(made, "swot_scores")
    assert (inside["score"], inside["lacking"], inside["cell"]) == (None, "incomplete", None)
    assert outside["score"] == 3
    assert made.table("strategies") is None


def test_without_a_register_there_is_no_section() -> None:
    assert not register().tables
    assert not swot.section(found_of(lacking={"swot": ("swot",)})).tables
