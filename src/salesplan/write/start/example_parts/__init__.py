"""The files beside the example company's plan, by their names: those it includes, a draft, minutes."""

from __future__ import annotations

from collections.abc import Mapping

from salesplan.text import Text
from salesplan.write.start.example_parts import (
    commission,
    draft,
    goals,
    market,
    minutes,
    preparation,
    report,
    service,
    strategy,
    swot,
)

PARTS: Mapping[str, Text] = {
    "goals.yaml": goals.PART,
    "swot.yaml": swot.PART,
    "market.yaml": market.PART,
    "strategy.yaml": strategy.PART,
    "preparation.yaml": preparation.PART,
    "commission.yaml": commission.PART,
    "service.yaml": service.PART,
    "report.yaml": report.PART,
    "draft.yaml": draft.PART,
    "meetings/2026-06-22-weekly.yaml": minutes.PART,
}
