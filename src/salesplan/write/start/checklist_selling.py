"""The default checklist, first half: what we sell, at what price, what we take along, what we know (methods.md 6.7)."""

from __future__ import annotations

from salesplan.text import Text
from salesplan.write.start.checklist_entry import Sections, advice, item

SELLING: Sections = {
    "main_product": (
        advice(
            Text(
                "先想清卖什么、给谁、怎么接触到他，再去跑客户",
                "settle what you sell, to whom and how to reach him before you set out",
            ),
            "S4:4-12",
        ),
        item(
            Text("主推产品的特点、优点、给客户的好处各写一句", "a sentence each on features, advantages and benefits"),
            *("S1:35-40", "S4:13-35"),
            must=True,
        ),
        item(Text("竞品没有的那一点，说得出、有证据", "the one thing that rivals lack, with its proof"), "S4:13-35"),
        item(Text("货源、交期、售后跟得上", "stock, delivery and service can keep up"), "S1:35-40"),
    ),
    "new_product": (
        item(Text("新品卖给谁、替代哪一款", "whom the new product is for and what it replaces"), "S1:35-40"),
        item(Text("新品的样品和试用安排", "samples and trials of the new product"), "S1:35-40"),
    ),
    "price_policy": (
        item(Text("价格表和最低价", "price list and lowest prices"), "S0:142-150", "S1:35-40", must=True),
        item(Text("谁能让价、让多少、找谁批", "who may lower a price, how far, who approves"), "S0:142-150"),
        item(Text("付款方式和账期", "terms of payment"), "S0:142-150"),
    ),
    "promotion": (
        item(Text("促销的对象、力度、起止、预算", "for whom, how much, from when to when, at what cost"), "S0:142-150"),
        item(Text("要多卖多少才不亏，算过", "how much more must be sold for it to pay, worked out"), "S0:142-150"),
        item(
            Text("老客户、会员的优惠和积分规则", "what loyal customers get, and the rules of points"),
            *("S0:286-292", "S3:59-77"),
        ),
    ),
    "lead_in": (
        item(Text("传单、小样、优惠券、二维码", "leaflets, small samples, coupons, a QR code"), "S1:41-42"),
        item(Text("引来的人怎么登记、谁跟进", "how those who come are recorded and who follows up"), "S1:41-42"),
    ),
    "ice_breaking": (
        item(Text("名片、小礼品", "cards and small gifts"), "S1:41-42"),
        item(Text("对客户有用的行业消息，开场能聊", "news of the trade to begin a talk with"), "S1:41-42"),
    ),
    "display": (
        item(Text("样品、宣传册", "samples and brochures"), "S1:41-42"),
        item(Text("演示道具、案例册", "things to demonstrate with, an album of cases"), "S1:41-42"),
    ),
    "aids": (
        item(Text("报价单、合同、订单模板", "templates of quotation, contract and order"), "S1:41-42", must=True),
        item(Text("给客户算账的表：省多少、多久回本", "a sheet that shows savings and payback"), "S1:41-42"),
    ),
    "customer_information": (
        advice(
            Text(
                "精力有限：把时间留给重点客户，忠诚、成交、反馈都从这里来",
                "time is short: loyalty, orders and feedback come from the customers you give it to",
            ),
            "S1:7-11",
        ),
        item(
            Text("重点客户的背景、需求、谁拍板", "background, need and decision makers of key customers"),
            *("S1:43-45", "S0:158-164"),
            must=True,
        ),
        item(Text("客户说过的意见、没解决的问题", "what customers said and what is still unsolved"), "S1:43-45"),
        item(
            Text("客户档案填哪些栏、谁更新、多久一次", "what a customer file holds, who updates it and when"),
            *("S0:158-164", "S3:59-77"),
        ),
        item(
            Text("客户分级的标准，人人认同", "criteria for grading customers that all agree on"), "S1:12-16", "S1:26-32"
        ),
    ),
    "competitor_information": (
        item(
            Text("主要对手的产品、价格、促销、渠道", "products, prices, promotion and channels of the main rivals"),
            *("S0:30-38", "S1:43-45"),
        ),
        item(Text("对手的强项、弱项、我们的机会", "their strong and weak points, and our chances"), "S0:30-38"),
        item(
            Text("客户问“为什么不买他家的”怎么答", "what to say when asked why not to buy from them"),
            *("S0:30-38", "S0:136-140"),
        ),
    ),
    "market_information": (
        item(
            Text("目标客户是谁、要什么、分几群", "who the target customers are, what they need, which groups"),
            "S0:18-28",
        ),
        item(Text("客户调查：问卷或访谈做过一轮", "a survey of customers by questionnaire or interview"), "S0:18-28"),
        item(
            Text("行业消息、政策、趋势，记下来每月看", "news, policy and trends of the trade, looked at monthly"),
            "S0:40-46",
        ),
        item(Text("SWOT 四类都写了，每条有依据", "all four kinds of SWOT, each line with evidence"), "S0:48-58"),
        item(
            Text("由 SWOT 得出策略，每条落到目标或行动", "strategies from it that lead to goals or actions"), "S0:60-68"
        ),
    ),
    "proof": (
        item(Text("资质、检测报告", "certificates and test reports"), "S4:13-35"),
        item(Text("客户证明、案例的前后数据", "letters of customers, figures before and after"), "S4:13-35"),
    ),
    "manuals": (
        item(
            Text("销售手册：常见问题和标准答法", "a sales manual with common questions and answers"),
            *("S0:178-196", "S4:74-75"),
        ),
        item(Text("演示稿，十五分钟讲得完", "a presentation that takes fifteen minutes"), "S0:178-196"),
        item(Text("买了这个还会要什么（交叉销售表）", "what goes with what (cross-selling)"), "S4:46-49"),
        item(Text("业绩最好的人怎么做，写成做法", "how the best do it, written down"), "S4:46-49"),
    ),
    "joint_activity": (
        item(Text("试用、联合测试的安排", "trials and joint tests"), "S4:13-35"),
        item(Text("和经销商、技术人员一起拜访", "visits together with dealers and technicians"), "S4:13-35"),
    ),
    "ask_for_order": (
        item(Text("各阶段请客户下单的那句话", "the sentence that asks for the order at each stage"), "S4:13-35"),
        item(
            Text("嫌贵、再考虑、要比较：各一句回应", "an answer each to too dear, later, and compare first"), "S4:13-35"
        ),
    ),
}
"""Entries by category."""
