"""What is told of rivals: the four P, the measures of strength, in rules and on the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from salesplan.model.plan.levels import in_a_row
from salesplan.text import Text

FOUR_P: dict[str, Text] = {
    "products": Text("产品", "products"),
    "prices": Text("价格", "prices"),
    "promotion": Text("促销", "promotion"),
    "channels": Text("渠道", "channels"),
}
"""The four P of a rival, by their keys."""
MEASURE_NAMES: dict[str, Text] = {
    "share": Text("份额", "share"),
    "growth": Text("增长率", "growth"),
    "profitability": Text("利润率", "margin"),
}
"""What strength is measured by."""


def listed(words: Mapping[str, Text], keys: Sequence[str]) -> Text:
    """The words for some keys in a row."""
    return in_a_row([words[key] for key in keys])
