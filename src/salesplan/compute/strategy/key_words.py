"""What the keys of the strategy are called in a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from salesplan.model.plan.levels import in_a_row
from salesplan.text import Text

KEYS: Mapping[str, Text] = {
    "target_class": Text("面向哪些客户", "the customers it is for"),
    "start": Text("开始日期", "its first day"),
    "end": Text("结束日期", "its last day"),
    "budget": Text("预算", "its budget"),
    "owner": Text("负责人", "its owner"),
    "expected_uplift": Text("预计多卖多少", "the uplift expected"),
    "kind": Text("类型", "its kind"),
    "discount": Text("打折的幅度", "the discount"),
    "gift_cost": Text("赠品成本", "the cost of the gift"),
    "price": Text("原价", "the price"),
    "spend": Text("满多少", "the sum spent"),
    "save": Text("减多少", "the money off"),
    "basket": Text("平均一单多少", "the average basket"),
    "coverage": Text("覆盖多少客户", "its reach"),
    "sales": Text("销售额", "its sales"),
    "margin": Text("毛利率", "its margin"),
    "cost": Text("费用", "its cost"),
    "term": Text("短期还是长期", "short- or long-term"),
    "group": Text("客户群", "the customer group"),
    "route": Text("最容易的接触方式", "the easiest route"),
    "when": Text("什么时候", "when"),
    "then": Text("做什么", "what to do"),
    "within_days": Text("几天内", "within how many days"),
    "needed": Text("需要多少", "what is needed"),
    "available": Text("现有多少", "what there is"),
}
"""Every key that a rule may find missing."""


def key_names(keys: Sequence[str]) -> Text:
    """``开始日期、负责人`` for ``start`` and ``owner``."""
    return in_a_row([KEYS[key] for key in keys])


def missing_keys(keys: Sequence[str]) -> dict[str, object]:
    """The words of a rule about missing keys: ``names`` for its title, ``keys`` to type for its fix."""
    return {"names": key_names(keys), "keys": ", ".join(keys)}
