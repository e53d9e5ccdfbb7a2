"""Of what a figure in a goal's sentence speaks: of the goal's metric, or of something else (methods.md 1.3, S6)."""

from __future__ import annotations

import re

from salesplan.compute.plan.goals.goal_facts import metric_of
from salesplan.compute.plan.goals.statement import Figure
from salesplan.model.plan.goals import Goal

_PARTS = re.compile(r"(?:其中|包括|\b(?:of which|including|of them))[^。;；]*$", re.IGNORECASE)
_SHARE_OF = re.compile(r"(?:占|佔|每|人均|平均|各|share of|\bper\b|\beach\b)[^，,。;；]*$", re.IGNORECASE)
_RATE = re.compile(r"[一-龥]{1,6}率|[一-龥]{1,4}(?:占比|佔比)")
_NOUNS = (
    *("费用", "費用", "成本", "支出", "预算", "預算", "投入", "库存", "庫存", "应收", "應收", "奖金", "獎金", "提成"),
    *("人数", "人數", "人员", "人員", "团队", "團隊", "老客户", "老客戶", "新客户", "新客戶", "大客户", "大客戶"),
    *("客户", "客戶", "订单", "訂單", "拜访", "拜訪", "单价", "單價", "价格", "價格", "复购", "復購", "投诉", "投訴"),
    *("costs", "cost", "expenses", "ratio", "rate", "budget", "stock", "staff", "customers", "visits", "price"),
)
"""Things that a sentence may speak of besides the metrics."""
_COUNTERS = re.compile(
    r"家|个|個|件|单|單|台|人|名|套|次|户|戶|笔|筆|条|條|天|位|customers?\b|orders?\b|people\b|visits?\b|units?\b"
)
_MONEY = re.compile(r"元|块|塊|人民[币幣]|yuan\b|rmb\b|cny\b|usd\b|dollars?\b")
_STEM = re.compile(r"[数數额額量]$")
_POINTS = re.compile(r"[个個]?百分[点點]|percentage|pp\b", re.IGNORECASE)


class Subject:
    """What a goal's own metric is called, and what else its sentence can speak of."""

    def __init__(self, goal: Goal) -> None:
        metric = metric_of(goal)
        own = {goal.metric or "", *(metric.words.split() if metric else ())}
        if metric is not None:
            own |= {metric.label.zh, metric.label.en}
        own |= {_STEM.sub("", word) for word in own}
        self.own = {word.lower() for word in own if len(word) > 1}
        measures = goal.measures.all.values() if metric is not None else ()  # of an unknown one any may be meant
        others = {word for each in measures for word in (each.label.zh, each.label.en, *each.words.split())}
        words = sorted(self.own | {word.lower() for word in (*others, *_NOUNS)}, key=lambda word: (-len(word), word))
        self.nouns = re.compile("|".join(rf"\b{re.escape(w)}\b" if w.isascii() else re.escape(w) for w in words))
        self.unit = (goal.unit or "").lower()
        kind = metric.unit if metric is not None and not self.unit else None
        self.is_money = kind == "money" or bool(_MONEY.search(self.unit))
        self.is_count = kind in ("customers", "orders", "number")

    def is_meant_by(self, told: Figure) -> bool:
        """Whether the noun nearest before a figure, in its clause, is the goal's metric, or there is none."""
        if _PARTS.search(told.earlier) or _SHARE_OF.search(told.before):
            return False
        before = told.before.lower()
        nouns = [found for form in (self.nouns, _RATE) for found in form.finditer(before)]
        nearest = max(nouns, key=lambda found: (found.end(), -found.start()), default=None)
        return nearest is None or any(nearest[0].endswith(word) for word in self.own)

    def is_counted_as(self, told: Figure) -> bool:
        """Whether the word behind an amount is no unit of something else: 30家 is no money, 30万元 no customers."""
        after = told.after.lower()
        if self.unit and after.startswith(self.unit):
            return True
        if self.is_money:
            return _COUNTERS.match(after) is None
        return not self.is_count or _MONEY.match(after) is None


def is_in_points(told: Figure) -> bool:
    """Whether an amount is told in percentage points."""
    return _POINTS.match(told.after) is not None
