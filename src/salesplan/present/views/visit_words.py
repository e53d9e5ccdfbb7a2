"""The words that planned visits and due lists share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from salesplan.model.table import Value
from salesplan.present.blocks import Style
from salesplan.present.lights import LIGHT_STYLES, LIGHT_WORDS
from salesplan.present.views.classify_words import CLASSES, LIFECYCLES, NEXT_ACTIONS, TIERS
from salesplan.text import Text

LIGHTS: dict[str, tuple[Text, Style]] = {light: (word, LIGHT_STYLES[light]) for light, word in LIGHT_WORDS.items()}
WHYS: dict[str, Text] = {
    "stated": Text("您定的日子", "your own date"),
    "after_order": Text("成交后跟进", "after the order"),
    "after_contact": Text("到了间隔", "interval over"),
    "never_contacted": Text("从没联系过", "never contacted"),
    "after_visit": Text("上次拜访之后", "after the visit before"),
}
PURPOSES: dict[str, Text] = {
    "usage": Text("问使用情况", "how it is used"),
    "need_change": Text("问需求变化", "change of need"),
    "satisfaction": Text("问满意度", "satisfaction"),
    "new_product": Text("介绍新品", "new product"),
    "win_back": Text("挽回：问为什么不买了", "win back: why no more orders"),
}
DECIDES: dict[str, Text] = {
    "class": Text("客户等级", "class"),
    "tier": Text("价值等级", "value tier"),
    "both": Text("两者一样", "both alike"),
}
_UNRATED = Text("没评等级，按 B", "not rated, like B")
ABSENT: dict[str, Text] = {
    "no_owner": Text("没有负责人", "no owner"),
    "unknown": Text("人员名单里没有", "not in the team"),
    "left": Text("已离职", "left"),
}
LABELS: Mapping[str, Mapping[str, Text]] = {
    "class": CLASSES,
    "tier": TIERS,
    "lifecycle": LIFECYCLES,
    "interval_from": DECIDES,
    "why": WHYS,
    "purpose": PURPOSES,
    "absent": ABSENT,
    "next_action": NEXT_ACTIONS,
}
COLUMNS: dict[str, Text] = {
    "rep": Text("业务员", "Sales rep"),
    "id": Text("客户编号", "Customer ID"),
    "name": Text("客户名称", "Customer"),
    "region": Text("区域", "Region"),
    "class": Text("客户等级", "Class"),
    "tier": Text("价值等级", "Tier"),
    "lifecycle": Text("生命周期", "Life cycle"),
    "interval": Text("间隔天数", "Interval, days"),
    "interval_from": Text("间隔由什么定", "Interval decided by"),
    "last_contact": Text("最近联系", "Last contact"),
    "city": Text("城市", "City"),
    "contact": Text("联系人", "Contact"),
    "mobile": Text("手机", "Mobile"),
    "due": Text("该去的日子", "Due"),
    "why": Text("为什么", "Why"),
    "purpose": Text("目的", "Purpose"),
    "overdue_days": Text("逾期天数", "Days overdue"),
    "owner": Text("名单上的负责人", "Owner in the list"),
    "absent": Text("为什么没人去", "Why nobody goes"),
}
EVERYBODY, NOBODY = Text("合计", "Total"), Text("没人去", "nobody")
MINE = Text("我", "me")
"""The one person of a list without owners."""


def letters(row: Mapping[str, Value]) -> str:
    """Class and tier: ``A/B``; ``A/–`` without a tier."""
    return f"{row['class']}/{row['tier'] or '–'}"


def because(row: Mapping[str, Value]) -> Text:
    """Why a customer is due: ``每 14 天（价值等级）``, ``成交后跟进``."""
    why = str(row["why"])
    if why in ("after_contact", "after_visit"):
        told = Text("每 {n} 天（{by}）", "every {n} days ({by})")
        by = str(row["interval_from"])
        unrated = row["class"] == "U" and by == "class"
        return told.format(n=row["interval"], by=_UNRATED if unrated else DECIDES[by])
    return WHYS[why]


def as_date(value: Value) -> date:
    """A cell of a column of dates in which every row has one."""
    assert isinstance(value, date)  # noqa: S101 - tells mypy
    return value
