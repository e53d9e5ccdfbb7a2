"""The words of `classify`: classes, cells, types, reasons, actions, and the titles of its columns."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from salesplan.model.table import Value
from salesplan.text import Text

REFERENCE = Decimal("0.8")
"""The 80 of 80/20, a reference value and no threshold (methods.md 12.6)."""
WEAKER = Text("没有 80/20 那么集中", "weaker than 80/20")
STRONGER = Text("达到或超过 80/20", "80/20 or stronger")

CLASSES: dict[str, Text] = {
    "A": Text("A 最近成交", "A traded lately"),
    "B": Text("B 有望成交", "B may trade"),
    "C": Text("C 有潜力", "C has potential"),
    "D": Text("D 暂无机会", "D no chance now"),
    "E": Text("E 没有需求", "E no need"),
    "U": Text("U 未评", "U not rated"),
}
CLASS_ACTION: dict[str, Text] = {
    "A": Text("回访，个性化服务", "return visit, personal service"),
    "B": Text("定期推送产品信息", "regular product information"),
    "C": Text("给优惠或试用", "offer or trial"),
    "D": Text("跟踪需求变化", "watch for a change of need"),
    "E": Text("一年问候一次", "a greeting once a year"),
    "U": Text("先做 MAN 评估", "rate MAN first"),
}
NEXT_ACTIONS: dict[str, Text] = {
    "visit": CLASS_ACTION["A"],
    "inform": CLASS_ACTION["B"],
    "offer": CLASS_ACTION["C"],
    "watch": CLASS_ACTION["D"],
    "rest": CLASS_ACTION["E"],
    "qualify": CLASS_ACTION["U"],
    "inform_win_back": Text("推送信息并挽回", "inform and win back"),
    "offer_win_back": Text("用优惠挽回", "win back with an offer"),
    "watch_win_back": Text("跟踪需求，伺机挽回", "watch and win back"),
    "rest_win_back": Text("一年问候一次，伺机挽回", "a yearly greeting, win back"),
    "qualify_win_back": Text("做 MAN 评估并挽回", "rate MAN and win back"),
}
CLASS_REASONS: dict[str, Text] = {
    "order_within_days": Text("最近成交", "ordered lately"),
    "man_cell": Text("按 MAN 组合", "by MAN cell"),
    "man_cell_provisional": Text("按 MAN 组合，暂定", "by MAN cell, provisional"),
    "nothing_known": Text("近期没有成交，也没有 MAN 资料", "no order lately, no MAN data"),
    "deal_imminent": Text("商机快成交", "a deal closes soon"),
    "open_deal": Text("有商机在谈", "an open deal"),
    "deal_closes": Text("按商机成交时间", "by when the deal closes"),
    "latent_need": Text("有需求，还没有商机", "a need, no deal yet"),
    "no_need": Text("没有需求", "no need"),
}
REASON_SENTENCES: dict[str, Text] = {
    "order_within_days": Text("{days} 天前成交", "order {days} days ago"),
    "man_cell": Text("组合 {cell}", "cell {cell}"),
    "man_cell_provisional": Text("组合 {cell}（暂定）", "cell {cell} (provisional)"),
    "nothing_known": Text("{days} 天内没有成交，也没有 MAN 资料", "no order in {days} days, no MAN data"),
    "deal_imminent": Text("商机 {days} 天后成交", "deal closes in {days} days"),
    "open_deal": Text("商机 {days} 天后成交", "deal closes in {days} days"),
    "deal_closes": Text("商机 {days} 天后成交", "deal closes in {days} days"),
    "latent_need": Text("有需求，还没有商机", "a need, no deal yet"),
    "no_need": Text("没有需求", "no need"),
}
"""The reason with its figure, for a page."""
NOTHING_AT_ALL = Text("没有成交日期，也没有 MAN 资料", "no order date, no MAN data")
"""Nothing is known of a customer, not even whether he ordered."""
CELLS: dict[str, Text] = {
    "MAN": Text("MAN 理想对象，现在就争取订单", "MAN ideal: go for the order now"),
    "MAn": Text("MAn 优先发展，激发需求", "MAn priority: create the need"),
    "MaN": Text("MaN 可接触，找到决策人", "MaN reachable: find the decider"),
    "mAN": Text("mAN 可发展，核实信用、给付款方案", "mAN developable: check credit, offer terms"),
    "Man": Text("Man 长期培养", "Man cultivate"),
    "mAn": Text("mAn 长期培养，讲清价值", "mAn cultivate: explain the value"),
    "maN": Text("maN 长期培养，发展成内线", "maN cultivate: win an advocate"),
    "man": Text("man 非客户，停止接触", "man no customer: stop"),
}
GROUPED_CELLS: dict[str, Text] = {
    **CELLS,
    "man": Text("man 非客户；资料齐全的才停止接触", "man no customer: stop where nothing is missing"),
}
"""The cells as groups that count customers of whom a factor is missing, too."""
INCOMPLETE = Text("资料不全（暂定）", "incomplete (provisional)")
RFM_TYPES: dict[str, Text] = {
    "important_value": Text("重要价值", "important, valuable"),
    "important_develop": Text("重要发展", "important, to develop"),
    "important_keep": Text("重要保持", "important, to keep"),
    "important_win_back": Text("重要挽留", "important, to win back"),
    "general_value": Text("一般价值", "general, valuable"),
    "general_develop": Text("一般发展", "general, to develop"),
    "general_keep": Text("一般保持", "general, to keep"),
    "general_win_back": Text("一般挽留", "general, to win back"),
}
LIFECYCLES: dict[str, Text] = {
    "potential": Text("潜在", "potential"),
    "new": Text("新客", "new"),
    "active": Text("现有", "active"),
    "at_risk": Text("沉睡", "at risk"),
    "churned": Text("流失", "churned"),
}
PARETO: dict[str, Text] = {
    "A": Text("A", "A"),
    "B": Text("B", "B"),
    "C": Text("C", "C"),
    "negative": Text("净额为负", "negative"),
}
PARETO_REASONS: dict[str, Text] = {
    "no_order_in_window": Text("期间内没有订单", "no order in the window"),
    "no_amount": Text("没有金额", "no amount"),
    "no_positive_amount": Text("没有正的金额", "no amount above 0"),
    "zero_left_out": Text("金额为 0，不参与", "amount 0, left out"),
}
NEXT_CONTACT_REASONS: dict[str, Text] = {
    "after_order": Text("成交后跟进", "after the order"),
    "after_contact": Text("按间隔再联系", "interval after the last contact"),
    "never_contacted": Text("从未联系过", "never contacted"),
}
SOURCES: dict[str, Text] = {
    "list": Text("名单", "list"),
    "orders": Text("只在订单里", "orders only"),
    "list_left_out": Text("名单里的行有坏单元格", "row of the list has a bad cell"),
}
TIERS: dict[str, Text] = {
    "A": Text("A 高价值", "A high"),
    "B": Text("B 较高", "B good"),
    "C": Text("C 一般", "C fair"),
    "D": Text("D 较低", "D low"),
}
MAN_MISSING: dict[str, Text] = {
    "M": Text("缺购买能力", "purchasing power unknown"),
    "A": Text("缺决策能力", "authority unknown"),
    "N": Text("缺需求度", "need unknown"),
    "MA": Text("缺购买能力、决策能力", "purchasing power and authority unknown"),
    "MN": Text("缺购买能力、需求度", "purchasing power and need unknown"),
    "AN": Text("缺决策能力、需求度", "authority and need unknown"),
}
MOVES: dict[str, Text] = {
    "up": Text("升级", "moved up"),
    "down": Text("降级", "moved down"),
    "rated": Text("刚评上", "rated now"),
    "unrated": Text("不再有评级", "no longer rated"),
    "new": Text("新出现", "not known then"),
    "same": Text("没变", "as before"),
}
"""How a customer moved since the earlier grading."""
LABELS: Mapping[str, Mapping[str, Text]] = {
    "class": CLASSES,
    "class_before": CLASSES,
    "class_move": MOVES,
    "class_reason": CLASS_REASONS,
    "man_cell": CELLS,
    "man_missing": MAN_MISSING,
    "pareto": PARETO,
    "pareto_reason": PARETO_REASONS,
    "rfm_type": RFM_TYPES,
    "tier": TIERS,
    "lifecycle": LIFECYCLES,
    "next_action": NEXT_ACTIONS,
    "next_contact_reason": NEXT_CONTACT_REASONS,
    "source": SOURCES,
    "by_class": CLASSES,
    "by_cell": GROUPED_CELLS,
    "by_cell_provisional": {cell: Text("{cell}（暂定）", "{cell} (provisional)").format(cell=cell) for cell in CELLS},
    "by_pareto": PARETO,
    "by_rfm_type": RFM_TYPES,
    "by_tier": TIERS,
    "by_lifecycle": LIFECYCLES,
}
COLUMNS: dict[str, Text] = {
    "row": Text("行号", "Row"),
    "source_file": Text("文件", "File"),
    "source_sheet": Text("工作表", "Sheet"),
    "id": Text("客户编号", "Customer ID"),
    "name": Text("客户名称", "Customer"),
    "owner": Text("负责人", "Owner"),
    "region": Text("区域", "Region"),
    "source": Text("出处", "Known from"),
    "purchasing_power": Text("购买能力", "Purchasing power"),
    "authority": Text("决策能力", "Authority"),
    "need": Text("需求度", "Need"),
    "man_score": Text("MAN 分", "MAN score"),
    "man_cell": Text("MAN 组合", "MAN cell"),
    "man_missing": Text("MAN 缺项", "MAN unknown"),
    "man_provisional": Text("MAN 暂定", "MAN provisional"),
    "class": Text("客户分级", "Class"),
    "class_reason": Text("分级原因", "Reason"),
    "class_reason_value": Text("原因数值", "Reason value"),
    "class_before": Text("上次分级", "Class then"),
    "class_move": Text("变化", "Move"),
    "amount_before": Text("上次金额", "Amount then"),
    "deal_days": Text("商机几天后成交", "Deal closes in days"),
    "deal_value": Text("商机期望金额", "Expected value of deals"),
    "amount": Text("金额", "Amount"),
    "amount_stated": Text("名单所写金额", "Amount stated"),
    "share": Text("占比", "Share"),
    "cumulative_share": Text("累计占比", "Cumulative share"),
    "pareto": Text("二八分类", "Pareto class"),
    "pareto_reason": Text("无二八分类的原因", "Why no Pareto class"),
    "last_order": Text("最近订单", "Last order"),
    "recency_days": Text("距今天数", "Days since"),
    "orders": Text("订单数", "Orders"),
    "interactions": Text("联系次数", "Contacts"),
    "recency_score": Text("R 分", "R score"),
    "frequency_score": Text("F 分", "F score"),
    "monetary_score": Text("M 分", "M score"),
    "interactions_score": Text("I 分", "I score"),
    "rfm_type": Text("RFM 类型", "RFM type"),
    "value": Text("价值分", "Value"),
    "tier": Text("价值等级", "Value tier"),
    "lifecycle": Text("生命周期", "Life cycle"),
    "next_action": Text("下一步", "Next step"),
    "next_contact": Text("下次联系", "Next contact"),
    "next_contact_reason": Text("联系日依据", "Why that day"),
    "next_contact_stated": Text("自填的下次联系", "Next contact stated"),
    "overdue_days": Text("逾期天数", "Days overdue"),
}
FIGURES: dict[str, Text] = {
    "customers": Text("客户数", "Customers"),
    "share": Text("占比", "Share"),
    "customers_with_order": Text("期间内有订单的客户", "Customers with an order in the window"),
    "customers_without_order": Text("期间内没有订单的客户", "Customers without an order in the window"),
    "net_total": Text("净额合计", "Net total"),
    "base_total": Text("正数金额合计（占比的基数）", "Sum of amounts above 0, the base of shares"),
    "pareto_customers": Text("参与二八分类的客户", "Customers in the 80/20 classes"),
    "negative_customers": Text("净额为负的客户", "Customers with a negative net amount"),
    "negative_total": Text("负净额合计", "Sum of negative net amounts"),
    "top20_customers": Text("前 20% 是几家", "Customers in the top 20 %"),
    "top20_share": Text("前 20% 占比", "Share of the top 20 %"),
    "customers_for_80": Text("达到 80% 要几家", "Customers needed for 80 %"),
    "customers_for_80_share": Text("这些家占客户数", "Their share of customers"),
    "reached_share": Text("这些家实际占比", "Share they reach"),
    "gini": Text("基尼系数", "Gini coefficient"),
    "hhi": Text("HHI", "HHI"),
    "cr1": Text("最大一家占比", "Share of the largest"),
    "cr5": Text("前五家占比", "Share of the top five"),
    "cr10": Text("前十家占比", "Share of the top ten"),
    "pareto_cuts": Text("二八分类从多少金额起", "Amounts from which 80/20 classes begin"),
    "rfm_customers": Text("参与 RFM 的客户", "Customers with RFM scores"),
    "rfm_cuts": Text("RFM 各分从多少起", "Values from which RFM points are given"),
    "rfm_splits": Text("RFM 类型的分界", "Splits of the RFM types"),
    "rfm_quartiles": Text("RFM 四分位数", "Quartiles of RFM"),
    "orders": Text("订单数", "Orders"),
    "order_numbers": Text("订单号个数", "Order numbers"),
    "shared_order_numbers": Text("几个客户共用的订单号", "Order numbers shared by customers"),
    "later_orders": Text("截止日期之后的订单行", "Order lines after the as-of"),
    "unknown_customers": Text("只在订单里的客户", "Customers known from orders only"),
    "unknown_customer_orders": Text("这些客户的订单", "Their orders"),
    "window": Text("期间", "Window"),
    "first": Text("从", "From"),
    "last": Text("到", "To"),
    "first_order": Text("最早的订单", "Oldest order"),
    "last_order": Text("最近的订单", "Newest order"),
    "due_today": Text("该联系（到今天，含逾期）", "Due up to today, overdue included"),
    "due_this_week": Text("到本周日该联系（含逾期）", "Due up to this Sunday, overdue included"),
    "overdue": Text("逾期", "Overdue"),
    "by_class": Text("客户分级", "Class"),
    "by_cell": Text("MAN 组合（含资料不全的）", "MAN cell, incomplete ones included"),
    "by_cell_provisional": Text("其中资料不全的", "of these incomplete"),
    "by_pareto": Text("二八分类", "80/20 class"),
    "by_rfm_type": Text("RFM 类型", "RFM type"),
    "by_tier": Text("价值等级", "Value tier"),
    "by_lifecycle": Text("生命周期", "Life cycle"),
    "migration": Text("与上次记录相比", "Against the earlier record"),
    "since": Text("上次记录", "Earlier record"),
    "moves": Text("变化", "Moves"),
    "flows": Text("从哪级到哪级", "From class to class"),
    "gone": Text("不在了", "No longer there"),
    "amount_before": Text("上次金额", "Amount then"),
    "recency": Text("最近（天）", "Recency (days)"),
    "frequency": Text("频率（单）", "Frequency (orders)"),
    "monetary": Text("金额", "Amount"),
    "interactions": Text("联系（次）", "Contacts"),
}


def reason(r: Mapping[str, Value]) -> Text:
    """Why a customer has its class: ``42 天前成交``, ``组合 MaN``."""
    if r["class_reason"] == "nothing_known" and r["class_reason_value"] is None:
        return NOTHING_AT_ALL
    text = REASON_SENTENCES[str(r["class_reason"])]
    return text.format(days=r["class_reason_value"], cell=r.get("man_cell"))
