"""The words for the codes of ``prospects value``."""

from __future__ import annotations

from collections.abc import Mapping

from salesplan.text import Text

VIEW_WORDS: Mapping[str, Mapping[str, Text]] = {
    "timing": {
        "in": Text("在期间内", "in the period"),
        "overdue": Text("日期已过", "overdue"),
        "no_date": Text("没有日期", "no date"),
        "before": Text("期间之前", "before it"),
        "later": Text("期间之后", "after it"),
    },
    "probability_source": {
        "entered": Text("填写", "entered"),
        "stage_history": Text("本阶段历史", "stage history"),
        "product_history": Text("产品历史", "product history"),
        "history": Text("历史", "history"),
        "stage_default": Text("阶段默认", "stage default"),
    },
    "probabilities": {
        "entered": Text("填写", "entered"),
        "stage_history": Text("本阶段历史", "stage history"),
        "product_history": Text("产品历史", "product history"),
        "history": Text("历史", "history"),
        "stage_default": Text("阶段默认", "stage default"),
    },
}
