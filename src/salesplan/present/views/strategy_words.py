"""Words and pictures of the pages about the strategy."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from salesplan.model.plan.metrics import measure_shown
from salesplan.model.table import Value
from salesplan.present.blocks import Cell, Screen, Style
from salesplan.present.words import listed
from salesplan.text import Text

PARTS: dict[str, Text] = {
    "price": Text("定价", "Prices"),
    "promotion": Text("促销", "Promotions"),
    "channel": Text("渠道", "Channels"),
    "incentive": Text("激励", "Incentives"),
    "route": Text("接触方式", "Contact routes"),
    "stage": Text("销售流程", "Sales process"),
    "trigger": Text("流程规则", "Rules of the process"),
    "indicator": Text("考核指标", "Indicators"),
}
KINDS: dict[str, Text] = {
    "discount": Text("打折", "discount"),
    "gift": Text("赠品", "gift"),
    "spend_and_save": Text("满减", "money off"),
    "activity": Text("过程", "activity"),
    "outcome": Text("结果", "outcome"),
}
CASES: dict[str, Text] = {
    "any": Text("每一单", "any"),
    "below": Text("不到门槛", "below"),
    "threshold": Text("正好到门槛", "threshold"),
    "average": Text("平均一单", "average"),
}
VERDICTS: dict[str, Text] = {
    "inside": Text("合适", "inside"),
    "no_margin": Text("不高于成本", "no margin"),
    "below_floor": Text("低于底价", "below floor"),
    "above_ceiling": Text("高于上限", "above ceiling"),
    "pays": Text("划算", "pays"),
    "short": Text("不划算", "does not pay"),
    "loses": Text("卖一件亏一件", "loses on every unit"),
    "nothing": Text("不让利", "no discount"),
    "gain": Text("赚", "earns"),
    "loss": Text("亏", "loses"),
    "unknown": Text("算不出", "unknown"),
}
TERMS: dict[str, Text] = {"short": Text("短期", "short-term"), "long": Text("长期", "long-term")}
MEANS: dict[str, Text] = {
    "people": Text("人", "people"),
    "material": Text("物", "material"),
    "money": Text("财", "money"),
}
_STYLES: Mapping[str, Style] = {
    **dict.fromkeys(("inside", "pays", "gain"), "good"),
    **dict.fromkeys(("below_floor", "above_ceiling", "short"), "warn"),
    **dict.fromkeys(("no_margin", "loses", "loss"), "bad"),
    **dict.fromkeys(("nothing", "unknown"), "dim"),
}
LONGEST = 12
"""Names that stand in a row on a page."""
SCALE = 11
"""Characters between the floor and the ceiling of a price."""


def verdict_cell(value: Value) -> Cell:
    """A verdict in its words and colour; nothing where there is none."""
    word = str(value or "")
    return Cell(VERDICTS.get(word, word), _STYLES.get(word, ""))


def price_scale(price: Value, floor: Value, ceiling: Value) -> str:
    """Where a price lies between floor and ceiling: ``├───●────┤``; outside, it stands before or behind them."""
    if not (isinstance(price, Decimal) and isinstance(floor, Decimal) and isinstance(ceiling, Decimal)):
        return ""
    if ceiling < floor:
        return ""
    if price < floor:
        return f"● ├{'─' * SCALE}┤"
    if price > ceiling:
        return f"  ├{'─' * SCALE}┤ ●"
    at = int((price - floor) * (SCALE - 1) / (ceiling - floor)) if ceiling > floor else SCALE // 2
    return f"  ├{'─' * at}●{'─' * (SCALE - 1 - at)}┤"


def names(value: Value, screen: Screen) -> str:
    """A list of names in a row, all of them where nothing is to be cut; nothing where there is none."""
    return listed(value, len(value) if screen.whole else LONGEST) if isinstance(value, tuple) else ""


def metric_word(value: Value) -> str:
    """What a metric is called; nothing where there is none."""
    return str(measure_shown(value)) if isinstance(value, str) else ""
