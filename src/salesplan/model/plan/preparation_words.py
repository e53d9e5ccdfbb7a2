"""Names that a plan's checklists, duties and trainings may use in either language (methods.md 6.7, 14)."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from salesplan.text import LANGUAGES, Text


@dataclass(frozen=True)
class Word:
    """A name with what people call it, and other words that mean the same."""

    label: Text
    words: tuple[str, ...] = ()


CATEGORIES: Mapping[str, Word] = MappingProxyType(
    {
        "main_product": Word(Text("主推产品", "main product"), ("主推產品", "主打产品")),
        "new_product": Word(Text("新品", "new product"), ("新产品", "新產品")),
        "price_policy": Word(Text("价格政策", "price policy"), ("價格政策", "价格")),
        "promotion": Word(Text("促销", "promotion"), ("促銷", "促销政策", "促销活动")),
        "lead_in": Word(Text("引流物品", "lead-in items"), ("引流",)),
        "ice_breaking": Word(Text("破冰物品", "ice-breaking items"), ("破冰",)),
        "display": Word(Text("展示性物品", "display items"), ("展示物品", "展示")),
        "aids": Word(Text("辅助物品", "sales aids"), ("輔助物品", "辅助")),
        "customer_information": Word(Text("客户信息", "customer information"), ("客戶信息", "客户资料")),
        "competitor_information": Word(
            Text("竞争对手信息", "competitor information"), ("競爭對手信息", "竞争信息", "竞品信息")
        ),
        "market_information": Word(Text("市场信息", "market information"), ("市場信息", "市场调研")),
        "goals_duties": Word(Text("目标与职责", "goals and duties"), ("目標與職責", "目标和职责")),
        "means": Word(Text("人财物", "people, material, money"), ("人財物", "资源", "資源")),
        "process": Word(Text("销售流程", "sales process"), ("銷售流程",)),
        "training": Word(Text("培训", "training"), ("培訓",)),
        "manuals": Word(Text("手册和演示资料", "manuals and demo material"), ("手冊和演示資料", "手册")),
        "proof": Word(Text("信任证明", "proof for trust"), ("信任證明", "证明材料")),
        "joint_activity": Word(Text("联合活动", "joint activity"), ("聯合活動",)),
        "ask_for_order": Word(Text("请客户下单", "asking for the order"), ("請客戶下單", "要订单", "成交请求")),
        "prospects": Word(Text("潜在客户", "prospects"), ("潛在客戶", "潜在客户管理")),
        "service": Word(Text("服务与回访", "service and return visits"), ("服務與回訪", "服务")),
        "meetings": Word(Text("会议与协作", "meetings and cooperation"), ("會議與協作", "会议")),
        "tracking": Word(Text("跟踪与改进", "tracking and improving"), ("跟蹤與改進", "跟踪与调整")),
        "rewards": Word(Text("考核与奖惩", "review and rewards"), ("考核與獎懲", "奖惩")),
        "culture": Word(Text("团队文化", "team culture"), ("團隊文化",)),
    }
)
"""Categories of a checklist, by the name that results use. A plan may have others of its own."""
TOPICS: Mapping[str, Word] = MappingProxyType(
    {
        "product": Word(Text("产品", "product"), ("產品", "产品知识")),
        "market": Word(Text("市场", "market"), ("市場",)),
        "selling": Word(Text("销售技巧", "selling skills"), ("銷售技巧",)),
        "communication": Word(Text("沟通", "communication"), ("溝通", "沟通技巧")),
        "negotiation": Word(Text("谈判", "negotiation"), ("談判", "谈判技巧")),
        "crm": Word(Text("CRM 使用", "using the CRM"), ("CRM",)),
        "service": Word(Text("客户服务", "customer service"), ("客戶服務", "服务")),
        "contract": Word(Text("合同", "contracts"), ("合約", "contract")),
        "collection": Word(Text("回款", "collection"), ("催款",)),
    }
)
"""Topics of training. A plan may have others of its own."""
TASKS: Mapping[str, Word] = MappingProxyType(
    {
        "plan": Word(Text("计划", "plan"), ("計劃",)),
        "allocation": Word(Text("任务分配", "allocation"), ("分配", "分解", "allocat", "assign")),
        "supervision": Word(Text("监督", "supervision"), ("監督", "督导", "督導", "检查", "檢查", "supervis")),
        "review": Word(Text("评估复盘", "review"), ("评估", "評估", "复盘", "復盤", "考核", "总结", "總結")),
        "prospecting": Word(
            Text("客户开发", "prospecting"), ("客戶開發", "开发客户", "開發客戶", "拓客", "获客", "prospect")
        ),
        "negotiation": Word(Text("谈判", "negotiation"), ("談判", "negotiat")),
        "contract": Word(Text("合同", "contract"), ("签约", "簽約", "合約")),
        "collection": Word(Text("回款", "collection"), ("收款", "催款", "催收", "collect payment", "payment")),
        "data": Word(Text("数据", "data"), ("數據", "资料", "資料")),
        "complaints": Word(Text("投诉", "complaints"), ("投訴", "客诉", "客訴", "complaint")),
    }
)
"""Tasks that every sales team must have given to somebody; a task of the plan is one whose name contains a word."""


def category_named(word: str) -> str:
    """The category that a word means: ``主推产品`` and ``Main product`` are main_product; any other stays as it is."""
    return _known("categories").get(_plain(word), word)


def topic_named(word: str) -> str:
    """The topic of training that a word means: ``谈判技巧`` is negotiation; any other stays as it is."""
    return _known("topics").get(_plain(word), word)


def tasks_in(task: str) -> set[str]:
    """The standing tasks that a task is about: ``合同与回款`` is both contract and collection."""
    plain = _plain(task)
    return {key for key, word in TASKS.items() if any(_plain(each) in plain for each in _names(key, word))}


def label_of(key: str, registry: Mapping[str, Word]) -> Text | str:
    """What people call a name of a registry; a name of the user's own is what he calls it."""
    return registry[key].label if key in registry else key


@cache
def _known(which: str) -> Mapping[str, str]:
    registry = CATEGORIES if which == "categories" else TOPICS
    return {_plain(name): key for key, word in registry.items() for name in _names(key, word)}


def _names(key: str, word: Word) -> tuple[str, ...]:
    return (key, *(word.label.in_(lang) for lang in LANGUAGES), *word.words)


def _plain(word: str) -> str:
    """A name without case, width and the choice between blanks, hyphens and underscores."""
    return " ".join(unicodedata.normalize("NFKC", word).lower().replace("_", " ").replace("-", " ").split())
