from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from salesplan.model.plan.customers import CELLS, ClassCells, CustomerParameters


def test_the_defaults_are_those_of_the_specification() -> None:
    parameters = CustomerParameters()
    assert parameters.man.weights == (Decimal("0.3"), Decimal("0.3"), Decimal("0.4"))
    assert (parameters.man.present_at, parameters.man.evidence_days) == (Decimal(3), 180)
    assert parameters.class_.a_days == 90
    assert parameters.orders.stale_days == 30
    assert (parameters.follow_up.A.after, parameters.follow_up.A.every) == ((1, 7, 30), 30)
    assert (parameters.follow_up.B, parameters.follow_up.C, parameters.follow_up.D) == (14, 30, 90)
    assert parameters.pareto.cuts == (Decimal(80), Decimal(95))
    assert (parameters.pareto.dependence.largest, parameters.pareto.dependence.top_five) == (
        Decimal("0.30"),
        Decimal("0.50"),
    )
    assert parameters.rfm.weights == (Decimal("0.1"), Decimal("0.3"), Decimal("0.6"))
    assert parameters.rfm.tiers == (Decimal(4), Decimal(3), Decimal(2))
    days = parameters.lifecycle.days
    assert (days.new, days.active, days.at_risk) == (90, 90, 180)


def test_values_are_read_from_the_text_of_the_plan() -> None:
    parameters = CustomerParameters.model_validate(
        {
            "class": {"a_days": "60"},
            "pareto": {"cuts": ["70%", "90"], "dependence": {"largest": "25%"}},
            "man": {"words": {"很强": "5"}, "scales": {"need": ["0", "100"]}},
            "follow_up": {"A": {"after": ["3"], "every": "10"}},
        }
    )
    assert parameters.class_.a_days == 60
    assert parameters.pareto.cuts == (Decimal(70), Decimal(90))
    assert parameters.pareto.dependence.largest == Decimal("0.25")
    assert parameters.man.words == {"很强": 5}
    assert parameters.man.scales == {"need": (Decimal(0), Decimal(100))}
    assert parameters.follow_up.A.after == (3,)


@pytest.mark.parametrize(
    "wrong",
    [
        {"class": {"cells": {"B": ["MAN"]}}},
        {"class": {"cells": {"D": ["man", "man"]}}},
        {"class": {"a_days": "0"}},
        {"pareto": {"cuts": ["95", "80"]}},
        {"pareto": {"cuts": ["0", "80"]}},
        {"pareto": {"cuts": ["80", "101"]}},
        {"man": {"present_at": "6"}},
        {"man": {"words": {"强": "6"}}},
        {"follow_up": {"A": {"after": ["7", "1"]}}},
        {"lifecycle": {"days": {"active": "180", "at_risk": "180"}}},
        {"lifecycle": {"day": {}}},
    ],
)
def test_what_makes_no_sense_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        CustomerParameters.model_validate(wrong)


def test_the_eight_cells() -> None:
    assert len(set(CELLS)) == 8
    cells = ClassCells()
    assert sorted(cells.B + cells.C + cells.D) == sorted(CELLS)


def test_every_key_is_described_in_both_languages() -> None:
    definitions = CustomerParameters.model_json_schema()["$defs"]
    for model in definitions.values():
        for key, field in model["properties"].items():
            assert field.get("description"), key
            assert field.get("x-zh"), key
