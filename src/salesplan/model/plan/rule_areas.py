"""The areas of the rules, by the beginnings of their codes."""

from __future__ import annotations

from collections.abc import Mapping

from salesplan.text import Text

RULE_AREAS: Mapping[str, Text] = {
    "GOAL": Text("目标表", "list of goals"),
    "SMART": Text("目标 SMART+C", "goals, SMART+C"),
    "SWOT": Text("SWOT 分析", "SWOT"),
    "SIZE": Text("市场规模", "market size"),
    "RIVAL": Text("竞争对手", "competitors"),
    "SEG": Text("市场细分", "segments"),
    "POS": Text("定位", "position"),
    "VALUE": Text("价值主张", "value proposition"),
    "FAB": Text("特点、优势、好处", "features, advantages, benefits"),
    "PRICE": Text("定价", "price"),
    "PROMO": Text("促销", "promotion"),
    "CHAN": Text("渠道", "channels"),
    "INC": Text("激励", "incentives"),
    "MODE": Text("销售模式", "selling mode"),
    "PROC": Text("销售流程", "sales process"),
    "KPI": Text("指标", "indicators"),
    "BUDGET": Text("资源和预算", "resources and budget"),
    "PREP": Text("销售准备", "preparation"),
    "RACI": Text("职责分工", "duties"),
    "TRAIN": Text("培训", "training"),
    "BOOK": Text("岗位手册", "role playbooks"),
    "PAY": Text("提成方案", "commission plan"),
}
"""In the order of the planning process."""
