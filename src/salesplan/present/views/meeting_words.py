"""The sentences of a meeting's points and the words for its columns and codes: the same for every kind of meeting."""

from __future__ import annotations

from salesplan.compute.meetings.agenda import BLOCKS
from salesplan.present.lights import LIGHT_WORDS
from salesplan.text import Text

SENTENCES: dict[str, Text] = {
    "no_change": Text("没有", "nothing"),
    "action": Text("{who}：{about}（{on} 前{late}）", "{who}: {about} (by {on}{late})"),
    "action_no_day": Text("{who}：{about}（没写什么时候前）", "{who}: {about} (without a day)"),
    "contacted": Text("{who}：联系 {count} 次{wanted}", "{who}: {count} contacts{wanted}"),
    "contacted_week": Text("{who}：上周联系 {count} 次{wanted}", "{who}: {count} contacts last week{wanted}"),
    "wanted_by": Text(
        "要求：每人每天 {score} 次（salesplan activity funnel），不超过本人能做的",
        "wanted: {score} a person and day (salesplan activity funnel), no more than one can make",
    ),
    "sold": Text("销售 {amount}{versus}", "sold {amount}{versus}"),
    "sold_nothing": Text("没有订单", "no orders"),
    "see_today": Text("{who}：{count} 家{overdue}：{names}", "{who}: {count} customers{overdue}: {names}"),
    "see_next_week": Text("{who}：拜访 {count} 家{overdue}：{names}", "{who}: {count} visits{overdue}: {names}"),
    "overdue_customers": Text("{count} 家该联系没联系：{names}", "{count} customers overdue: {names}"),
    "stuck": Text("{who}：{about}（{amount}）{days} 天没人管", "{who}: {about} ({amount}), {days} days untouched"),
    "key_deal": Text(
        "{who}：{about}，{amount}，赢率 {rate}，预计 {on}", "{who}: {about}, {amount}, {rate} likely, expected {on}"
    ),
    "key_deal_late": Text(
        "{who}：{about}，{amount}，过了预计日 {days} 天", "{who}: {about}, {amount}, {days} days past its day"
    ),
    "won": Text("{who} 拿下 {about}，{amount}（{on}）", "{who} won {about}, {amount} ({on})"),
    "big_sale": Text("这几天最大的一家：{about} {amount}（{who}）", "largest of these days: {about} {amount} ({who})"),
    "week_of": Text("{who}：上周 {amount}{landing}", "{who}: {amount} last week{landing}"),
    "gap": Text("{who}：{about}差得最多。{names}；下一步：{note}", "{who}: {about} costs most. {names}; next: {note}"),
    "ask_market": Text(
        "对手降价、出新品了吗？谁听到了什么？", "Did a rival cut prices or launch something? Who heard what?"
    ),
    "month": Text("本月 {amount}，目标 {target}，完成 {rate}", "the month: {amount} of {target}, {rate}"),
    "year": Text(
        "今年到现在 {amount}，按进度应有 {target}（{rate}）",
        "the year so far: {amount} of {target} due by now ({rate})",
    ),
    "change": Text("和去年同期 {target} 比：{signed_rate}", "against {target} a year before: {signed_rate}"),
    "cause": Text("其中{about} {signed}", "of this {about} {signed}"),
    "ranked": Text("{count}. {who} {score} 分 {note}{band}", "{count}. {who} {score} {note}{band}"),
    "customers_new": Text("第一次下单的客户 {count} 家", "first orders: {count} customers"),
    "customers_won_back": Text("回头的客户 {count} 家", "came back: {count} customers"),
    "customers_at_risk": Text(
        "快睡着的 {count} 家，一年买 {amount}：{names}", "falling asleep: {count}, {amount} a year: {names}"
    ),
    "customers_churned": Text("流失的 {count} 家，一年买 {amount}：{names}", "lost: {count}, {amount} a year: {names}"),
    "complaints": Text("没解决的投诉 {count} 件，超时 {of} 件", "open complaints: {count}, {of} past their time"),
    "practice_gap": Text(
        "{about}：近一年卖得最多的人比中间的人{more}", "{about}: those who sold most in a year are {more} the middle"
    ),
    "learns": Text("{who}可以向{note}学：{about}", "{who} can learn from {note}: {about}"),
    "rest": Text("全年还差 {amount}，每个工作日要 {target}", "{amount} to go this year, {target} each working day"),
    "rest_of": Text("{who}落后，每个工作日要 {target}", "{who} is behind: {target} each working day"),
    "exemplar": Text("建议评为优秀：{who}（{score} 分）", "proposed as exemplar: {who} ({score})"),
    "pay": Text("{count} 人提成共 {amount}", "commission of {count} people: {amount}"),
    "proposal": Text(
        "{who}：连续 {count} 期在后段，建议谈话（人来决定）",
        "{who}: {count} periods at the bottom, a talk is proposed (people decide)",
    ),
    "ask_decisions": Text("今天要定什么？谁做、什么时候前？", "What is to be decided today? Who does it, by when?"),
    "score": Text("总分 {score}，等级 {note}，第 {count} 名", "score {score}, grade {note}, rank {count}"),
    "figure": Text("{about} {score}{reached}", "{about} {score}{reached}"),
    "figure_money": Text("{about} {amount}，目标 {target}{reached}", "{about} {amount} of {target}{reached}"),
}
CAUSE_WORDS: dict[str, Text] = {
    "price": Text("价格", "price"),
    "volume": Text("数量", "volume"),
    "mix": Text("产品组合", "mix"),
    "new": Text("去年同期没卖的产品", "products not sold a year ago"),
    "lost": Text("本月没卖的产品", "products not sold this month"),
    "returned": Text("退货", "returns"),
    "no_quantity": Text("没有数量的", "without quantity"),
}
LESSONS: dict[str, Text] = {
    "relations": Text("怎么维持客户关系", "keeping relations"),
    "served": Text("怎么照顾更多客户", "serving more customers"),
    "per_customer": Text("怎么把单家客户做大", "selling more to each customer"),
    "contacts": Text("怎么安排联系", "making contacts"),
}
COLUMNS = {
    "minutes": Text("分钟", "Minutes"),
    "block": Text("议程", "Agenda"),
    "code": Text("内容", "Point"),
    "person": Text("谁", "Who"),
    "about": Text("什么", "What"),
    "count": Text("数量", "Count"),
    "of": Text("其中／要求", "Of"),
    "amount": Text("金额", "Amount"),
    "target": Text("对比", "Against"),
    "rate": Text("比率", "Rate"),
    "score": Text("得分", "Score"),
    "on": Text("日期", "Date"),
    "days": Text("天数", "Days"),
    "light": Text("灯", "Light"),
    "names": Text("名单", "Names"),
    "note": Text("说明", "Note"),
}
FIGURES = {
    "meeting": Text("会议", "Meeting"),
    "day": Text("日期", "Day"),
    "person": Text("和谁", "With"),
    "first": Text("从", "From"),
    "last": Text("到", "To"),
    "minutes_long": Text("分钟", "Minutes"),
    "open_actions": Text("没做完的行动", "Open actions"),
    "overdue_actions": Text("逾期的行动", "Overdue actions"),
    "vague_actions": Text("没人或没日期的行动", "Actions without owner or day"),
    "planned": Text("今年应开", "Planned this year"),
    "held": Text("今年开了", "Held this year"),
    "cadence": Text("开会率", "Held share"),
    "since": Text("从哪天起算", "Counted since"),
    "next_day": Text("下一次", "Next"),
    "minutes_due": Text("纪要期限", "Minutes due"),
    "minutes": Text("纪要文件", "Minutes file"),
}
BLOCK_WORDS = {
    "carried": Text("以前定的", "Agreed before"),
    **{block.code: block.title for kind in BLOCKS.values() for block in kind},
}
CODE_WORDS: dict[str, Text] = {
    "no_change": Text("没有", "nothing"),
    "action": Text("行动", "action"),
    "action_no_day": Text("行动（没写日期）", "action without a day"),
    "contacted": Text("昨天联系", "contacts yesterday"),
    "contacted_week": Text("上周联系", "contacts last week"),
    "wanted_by": Text("联系要求", "contacts wanted"),
    "sold": Text("销售", "sold"),
    "sold_nothing": Text("没有订单", "no orders"),
    "see_today": Text("今天该联系", "to see today"),
    "see_next_week": Text("七天内拜访", "visits in seven days"),
    "overdue_customers": Text("逾期没联系", "customers overdue"),
    "stuck": Text("没人管的商机", "deal nobody sees to"),
    "key_deal": Text("重点商机", "key deal"),
    "key_deal_late": Text("过了预计日的商机", "deal past its day"),
    "won": Text("赢单", "won"),
    "big_sale": Text("最大的一笔", "largest sale"),
    "week_of": Text("上周业绩", "last week"),
    "gap": Text("最大差距", "largest gap"),
    "ask_market": Text("问市场", "ask about the market"),
    "month": Text("本月", "the month"),
    "year": Text("今年到现在", "the year so far"),
    "change": Text("和去年同期比", "against a year before"),
    "cause": Text("变化原因", "part of the change"),
    "ranked": Text("排名", "ranking"),
    "customers_new": Text("第一次下单", "first orders"),
    "customers_won_back": Text("回头的客户", "came back"),
    "customers_at_risk": Text("快睡着的客户", "falling asleep"),
    "customers_churned": Text("流失的客户", "lost"),
    "complaints": Text("投诉", "complaints"),
    "practice_gap": Text("最好和中间的差", "the best and the middle"),
    "learns": Text("谁向谁学", "who learns from whom"),
    "rest": Text("余下的目标", "rest of the year"),
    "rest_of": Text("落后的人", "behind"),
    "exemplar": Text("优秀建议", "exemplar"),
    "pay": Text("提成", "commission"),
    "proposal": Text("谈话建议", "talk proposed"),
    "ask_decisions": Text("问决定", "ask for decisions"),
    "score": Text("总分", "score"),
    "figure": Text("指标", "figure"),
    "figure_money": Text("销售", "sales"),
}
LABELS: dict[str, dict[str, Text]] = {
    "block": BLOCK_WORDS,
    "code": CODE_WORDS,
    "meeting": {
        "morning": Text("晨会", "Morning meeting"),
        "weekly": Text("周会", "Weekly meeting"),
        "monthly": Text("月会", "Monthly meeting"),
        "one-to-one": Text("一对一", "One-to-one"),
    },
    "light": LIGHT_WORDS,
}
