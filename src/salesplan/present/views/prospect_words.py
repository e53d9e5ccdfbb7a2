"""Words that the pages about prospects share."""

from __future__ import annotations

from collections.abc import Mapping

from salesplan.text import Text

TIERS: Mapping[str, Text] = {"H": Text("高", "high"), "M": Text("中", "mid"), "L": Text("低", "low")}
STANDINGS: Mapping[str, Text] = {
    "ranked": Text("已排名", "ranked"),
    "no_value": Text("缺金额或赢率", "no amount or probability"),
    "parked": Text("搁置（资金不足）", "parked: too little funds"),
    "claimed": Text("撞单（归别人）", "claimed: another was first"),
}
SCREENINGS: Mapping[str, Text] = {
    "pass": Text("够", "enough"),
    "ask": Text("要问", "ask"),
    "park": Text("不够", "too little"),
}
FIRST_CONTACTS: Mapping[str, Text] = {
    "in_time": Text("及时", "in time"),
    "late": Text("晚了", "late"),
    "overdue": Text("超时未联系", "overdue"),
    "waiting": Text("还在时限内", "still in time"),
    "unknown": Text("没有记录", "not recorded"),
}
CHANCES: Mapping[str, Text] = {
    "entered": Text("填写的", "entered"),
    "stage_history": Text("本阶段的历史", "history of the stage"),
    "product_history": Text("本产品的历史", "history of the product"),
    "history": Text("全部历史", "history of all"),
    "stage_default": Text("阶段默认值", "default of the stage"),
}
EVIDENCE: Mapping[str, Text] = {
    "created": Text("先创建", "created first"),
    "contact": Text("先联系", "first contact"),
}
COLUMNS: Mapping[str, Text] = {
    "rank": Text("名次", "Rank"),
    "tier": Text("等级", "Tier"),
    "standing": Text("情况", "Standing"),
    "id": Text("编号", "ID"),
    "name": Text("名称", "Name"),
    "owner": Text("负责人", "Owner"),
    "region": Text("区域", "Region"),
    "expected": Text("期望价值", "Expected value"),
    "amount": Text("金额", "Amount"),
    "probability": Text("赢率", "Probability"),
    "probability_from": Text("赢率来源", "Probability from"),
    "man_score": Text("MAN 得分", "MAN score"),
    "stage": Text("销售阶段", "Stage"),
    "available_funds": Text("可用资金", "Available funds"),
    "screening": Text("资金筛选", "Funds screened"),
    "missing": Text("还缺什么", "Missing"),
    "created": Text("创建日期", "Created"),
    "days": Text("创建几天", "Days since created"),
    "first_contact": Text("首次联系", "First contact"),
    "first_contact_days": Text("首次联系用了几天", "Days to the first contact"),
    "last_contact": Text("最近跟进", "Last contact"),
    "next_step": Text("下一步", "Next step"),
    "next_date": Text("下一步日期", "Next date"),
    "close_date": Text("预计成交日期", "Close date"),
    "belongs_to": Text("撞单归谁", "Claim goes to"),
    "customer_of": Text("已是谁的客户", "Customer of"),
}
