"""Words of the page of `targets replan`."""

from __future__ import annotations

from salesplan.model.plan.levels import LEVELS
from salesplan.text import Text

RULES: dict[str, Text] = {
    "roll_forward": Text(
        "滚动（余额按原目标分到以后各期）", "roll forward (what is left goes by the original targets)"
    ),
    "next_only": Text("下一期补齐全部差额", "the next period makes up the whole gap"),
    "within_quarter": Text("差额在本季内补齐", "made up within the quarter"),
    "keep": Text("目标不变，只看差额", "targets kept, the gap only shown"),
    "floor_original": Text("只增不减（不低于原目标）", "never below the original targets"),
}
"""What each rule does."""
SHORT_RULES: dict[str, Text] = {
    "roll_forward": Text("滚动", "roll forward"),
    "next_only": Text("下一期补齐", "next only"),
    "within_quarter": Text("本季内补齐", "within quarter"),
    "keep": Text("不变", "keep"),
    "frozen": Text("定稿", "frozen"),
    "floor_original": Text("只增不减", "floor original"),
}
"""The rules by name."""
STATUS: dict[str, Text] = {
    "closed": Text("已过", "over"),
    "open": Text("进行中", "under way"),
    "future": Text("未到", "to come"),
}
"""How far a period is."""
BASES: dict[str, Text] = {
    "original": Text("冻结的原目标", "the frozen plan"),
    "last": Text("上次调整后的目标", "the last revised targets"),
    "plan": Text("计划现在的目标", "the plan as it is now"),
}
"""Whose targets were planned anew."""
COLUMNS: dict[str, Text] = {
    **LEVELS,
    "level": Text("层级", "Level"),
    "status": Text("进度", "Status"),
    "original": Text("原目标", "Original"),
    "last": Text("上次调整", "Last revised"),
    "actual": Text("已完成", "Actual"),
    "revised": Text("新目标", "New target"),
    "change": Text("增减", "Change"),
    "uplift": Text("要达到原计划的倍数", "Times the plan"),
    "reached": Text("全年已完成", "Year complete"),
    "entry": Text("编号", "ID"),
    "as_of": Text("截至", "As of"),
    "decided_by": Text("决定人", "Decided by"),
    "rule": Text("规则", "Rule"),
    "base": Text("依据", "From"),
    "total": Text("全年目标", "Year's target"),
    "gap": Text("缺口", "Gap"),
    "later_change": Text("以后各期增减", "Change of later targets"),
    "reason": Text("原因", "Reason"),
}
"""The titles of the rows of a re-plan and of the change log."""
FIGURES: dict[str, Text] = {
    "id": Text("编号", "ID"),
    "name": Text("指标", "Metric"),
    "year": Text("年度", "Year"),
    "first": Text("从", "From"),
    "last": Text("到", "To"),
    "rule": Text("规则", "Rule"),
    "base": Text("按哪一版的比例", "Whose proportions"),
    "unit": Text("最小单位", "Smallest amount"),
    "total": Text("全年目标", "Year's target"),
    "actual": Text("已完成", "Actual"),
    "remaining": Text("还剩", "Remaining"),
    "revised": Text("新目标合计（含已完成）", "New targets, with what is in"),
    "gap": Text("缺口（负数为多出）", "Gap (negative: beyond)"),
    "uplift": Text("余下是原计划的几倍", "What is left over its plan"),
    "limit": Text("超过几倍提醒", "Warned above"),
    "reached": Text("全年已完成", "Year complete"),
    "over": Text("全年已过完", "Year over"),
    "not_assigned": Text("没有归到成员的订单", "Orders of no member"),
    "frozen_on": Text("原目标冻结于", "Plan frozen on"),
    "last_on": Text("上次调整", "Last re-plan"),
    "periods": Text("各期", "Periods"),
    "log": Text("调整记录", "Change log"),
    "reason": Text("原因", "Reason"),
    "decided_by": Text("决定人", "Decided by"),
    "recorded": Text("记录文件", "Record"),
    "pins": Text("写进计划的定死的数", "Pins for the plan"),
    "records": Text("记录数", "Records"),
    "entries": Text("目标数", "Targets"),
}
"""The titles of the summaries."""
