"""The files that the example company's plan includes, by their names."""

from __future__ import annotations

from collections.abc import Mapping

from salesplan.text import Text
from salesplan.write.start.example_parts import goals, market, preparation, strategy, swot

PARTS: Mapping[str, Text] = {
    "goals.yaml": goals.PART,
    "swot.yaml": swot.PART,
    "market.yaml": market.PART,
    "strategy.yaml": strategy.PART,
    "preparation.yaml": preparation.PART,
}
