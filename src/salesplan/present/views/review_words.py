"""Words that the pages of reviews and bands share."""

from __future__ import annotations

from salesplan.text import Text

INDICATOR_WORDS: dict[str, Text] = {
    "sales": Text("销售完成率", "Attainment"),
    "collection": Text("回款率", "Collection"),
    "new_customers": Text("新客户", "New customers"),
    "csat": Text("满意度", "CSAT"),
    "conversion": Text("转化率", "Conversion"),
}
GRADE_WORDS: dict[str, Text] = {grade: Text("{g}", "{g}").format(g=grade) for grade in ("S", "A", "B", "C", "D")}
BAND_WORDS: dict[str, Text] = {
    "top": Text("前段", "top"),
    "middle": Text("中间", "middle"),
    "bottom": Text("后段", "bottom"),
}
ACTION_WORDS: dict[str, Text] = {
    "lead": Text("少管，带团队、带新人", "little management; leads teams, mentors"),
    "join": Text(
        "进前段的人带的团队；指标、目标、客户分级讲清楚", "joins a team led by the top; clear KPIs, targets, tiers"
    ),
    "improve": Text("改进计划：定目标、定期限、每周看", "plan to improve: target, date, looked at weekly"),
    "out": Text(
        "连续在后段：由人决定改进、调岗或淘汰", "at the bottom again: a person decides to improve, transfer or leave"
    ),
}
WHY_WORDS: dict[str, Text] = {
    "no_targets": Text("没有目标", "no target"),
    "other_year": Text("不是计划的年度", "another year than the plan's"),
    "target_zero": Text("目标是 0", "target 0"),
    "no_receivables": Text("没有应收清单", "no receivables"),
    "no_receivables_of_period": Text("没有这期的应收", "no receivables of the period"),
    "no_payments": Text("没有回款清单", "no payments"),
    "no_sales": Text("没有销售", "no sales"),
    "no_history": Text("没有更早的订单", "no earlier orders"),
    "no_new_target": Text("没有目标", "no target"),
    "no_survey": Text("没有调查", "no survey"),
    "few_answers": Text("答卷太少", "too few answers"),
    "no_deals": Text("没有商机名单", "no deals"),
    "no_created": Text("商机没有创建日期", "deals have no creation date"),
    "none_captured": Text("没有新增商机", "none captured"),
    "few_deals": Text("新增商机太少", "too few deals"),
    "none_decided": Text("都还没结果", "all still open"),
    "no_conversion_target": Text("没有目标", "no target"),
}
REVIEWED = Text("{period} 考核 {n} 人：{grades}，平均 {mean} 分", "{period}, {n} people: {grades}; mean {mean} points")
SCORE, GRADE, BAND = Text("得分", "Score"), Text("等级", "Grade"), Text("分组", "Band")
PERSON, TEAM, ROLE = Text("姓名", "Person"), Text("团队", "Team"), Text("职位", "Role")
RANK, LAST = Text("名次", "Rank"), Text("上期得分", "Last score")
GAP, NEXT, EXEMPLAR = Text("差距", "Gap"), Text("下一步", "Next step"), Text("优秀员工", "Exemplar")
SIGN = Text(
    "谈话日期 ____________　本人签字 ____________　主管签字 ____________",
    "Date ____________   signed ____________   leader ____________",
)
