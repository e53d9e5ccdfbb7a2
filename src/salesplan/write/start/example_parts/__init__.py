"""The files beside the example company's plan, by their names: those it includes, and a draft to try checks on."""

from __future__ import annotations

from collections.abc import Mapping

from salesplan.text import Text
from salesplan.write.start.example_parts import draft, goals, market, preparation, strategy, swot

PARTS: Mapping[str, Text] = {
    "goals.yaml": goals.PART,
    "swot.yaml": swot.PART,
    "market.yaml": market.PART,
    "strategy.yaml": strategy.PART,
    "preparation.yaml": preparation.PART,
    "draft.yaml": draft.PART,
}
