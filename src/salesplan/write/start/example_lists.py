"""The smaller lists of the example company, each with its headers, rows and looks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from salesplan.text import Text
from salesplan.write.start.example_data import PRODUCTS, REGIONS, REPS, STAGES, Customer, OrderLine
from salesplan.write.start.example_money import LISTED_FROM, balances, payments
from salesplan.write.start.example_prospects import fair_rows, prospects
from salesplan.write.start.example_service import SEVERITIES, answers, complaints
from salesplan.write.start.example_work import KINDS, PURPOSES, THEM, US, contacts, hours, redemptions

Cell = str | int | float | date | datetime | None
Row = list[Cell]
YES, NO = Text("是", "yes"), Text("否", "no")


@dataclass(frozen=True)
class MadeList:
    """A list to be made: the letters of its columns of dates, amounts and times, and the widths of wide columns."""

    title: Text
    headers: tuple[Text, ...]
    rows: Sequence[Row]
    dates: str = ""
    amounts: str = ""
    times: str = ""
    widths: Mapping[str, int] = field(default_factory=dict)


def lists_of(everyone: Sequence[Customer], lines: Sequence[OrderLine]) -> dict[str, MadeList]:
    """The lists by the names of their files."""
    return {
        **_money(lines),
        "survey.xlsx": _survey(everyone),
        "complaints.xlsx": _complaints(everyone),
        "activities.xlsx": _activities(everyone),
        "team.xlsx": _team(),
        "products.xlsx": _products(),
        "prospects.xlsx": _prospects(everyone),
        "time.xlsx": _time(),
        "points.xlsx": _points(everyone),
        "fair.xlsx": _fair(everyone),
    }


def _activities(everyone: Sequence[Customer]) -> MadeList:
    headers = (
        *(Text("跟进日期", "Activity Date"), Text("客户编号", "Customer ID"), Text("客户名称", "Customer Name")),
        *(Text("业务员", "Rep"), Text("跟进方式", "Activity Type"), Text("时长（分钟）", "Minutes")),
        *(Text("目的", "Purpose"), Text("是否计划", "Planned"), Text("发起方", "Started By")),
        *(Text("是否回应", "Answered"), Text("结果", "Outcome"), Text("下一步", "Next Step")),
        Text("下一步日期", "Next Date"),
    )
    rows: list[Row] = [
        [
            *(c.day, c.customer.id, str(c.customer.name), str(REPS[c.customer.rep][1]), str(KINDS[c.kind][0])),
            *(c.minutes, str(PURPOSES[c.purpose]), str(YES if c.planned else NO), str(THEM if c.by_customer else US)),
            *(str(YES if c.answered else NO), _said(c.outcome), _said(c.step), c.next),
        ]
        for c in contacts(everyone)
    ]
    return MadeList(Text("跟进记录", "Activities"), headers, rows, dates="AM", widths={"C": 28})


def _team() -> MadeList:
    headers = (
        *(Text("员工编号", "Rep ID"), Text("姓名", "Name"), Text("团队", "Team"), Text("职位", "Role")),
        *(Text("汇报对象", "Leader"), Text("能力评分", "Skill"), Text("入职日期", "Hired")),
        *(Text("每日工时", "Hours per Day"), Text("每日联系数", "Contacts per Day")),
    )
    heads = {region: next(rep for rep in REPS if rep[2] == region) for region in REGIONS}
    director, manager, seller = Text("陈总", "Director Chen"), Text("大区经理", "Region manager"), Text("业务员", "Rep")
    rows: list[Row] = []
    for at, rep in enumerate(REPS):
        leads = heads[rep[2]] is rep
        role, leader = (manager, director) if leads else (seller, heads[rep[2]][1])
        skill, hired = max(1, min(5, rep[3] - 4)), date(2018 + at, 3, 1)
        hours_a_day = 5 if rep[0] == "R07" else 8
        row: Row = [rep[0], str(rep[1]), str(REGIONS[rep[2]][0]), str(role), str(leader), skill, hired]
        rows.append([*row, hours_a_day, 3 if leads else 4])
    return MadeList(Text("团队", "Team"), headers, rows, dates="G")


def _products() -> MadeList:
    headers = (
        *(Text("产品编码", "Product ID"), Text("产品名称", "Product Name"), Text("类别", "Category")),
        *(Text("单价", "Unit Price"), Text("成本", "Cost")),
    )
    rows: list[Row] = [[code, str(name), str(kind), price, price * 62 // 100] for code, name, kind, price in PRODUCTS]
    return MadeList(Text("产品", "Products"), headers, rows, amounts="DE", widths={"B": 18})


def _prospects(everyone: Sequence[Customer]) -> MadeList:
    headers = (
        *(Text("线索编号", "Lead ID"), Text("线索名称", "Lead Name"), Text("大区", "Region"), Text("负责人", "Owner")),
        *(Text("销售阶段", "Stage"), Text("意向产品", "Product"), Text("预计金额（元）", "Amount (CNY)")),
        *(Text("赢率", "Probability"), Text("可用资金", "Available Funds"), Text("购买能力", "Purchasing Power")),
        *(Text("决策能力", "Authority"), Text("需求度", "Need"), Text("线索来源", "Lead Source")),
        *(Text("创建日期", "Created"), Text("最近跟进", "Last Contact"), Text("预计成交日期", "Close Date")),
        Text("下一步", "Next Step"),
    )
    rows: list[Row] = [
        [
            *(p.id, str(p.name), str(REGIONS[p.region][0]), None if p.rep is None else str(REPS[p.rep][1])),
            *(str(STAGES[p.stage][0]), str(PRODUCTS[p.product][1]), p.amount),
            *(None if p.probability is None else f"{p.probability}%", p.funds, *p.man, str(p.source)),
            *(p.created, p.contacted, p.closes, _said(p.step)),
        ]
        for p in prospects(everyone)
    ]
    return MadeList(Text("潜在客户", "Prospects"), headers, rows, dates="NOP", amounts="GI", widths={"B": 30})


def _time() -> MadeList:
    headers = (Text("业务员", "Rep"), Text("日期", "Date"), Text("客户等级", "Customer Tier"), Text("工时", "Hours"))
    rows: list[Row] = [[str(REPS[rep][1]), day, tier, spent] for rep, day, tier, spent in hours()]
    return MadeList(Text("工时", "Time"), headers, rows, dates="B")


def _points(everyone: Sequence[Customer]) -> MadeList:
    headers = (
        *(Text("兑换日期", "Redeemed on"), Text("客户编号", "Customer ID"), Text("客户名称", "Customer Name")),
        *(Text("兑换积分", "Points redeemed"), Text("兑换内容", "Reward")),
    )
    rows: list[Row] = [[day, c.id, str(c.name), used, str(reward)] for c, day, used, reward in redemptions(everyone)]
    return MadeList(Text("积分兑换", "Points"), headers, rows, dates="A", widths={"C": 28, "E": 16})


def _money(lines: Sequence[OrderLine]) -> dict[str, MadeList]:
    """Payments of the last year, and what was owed at the end of the last months."""
    paid = payments(lines)
    listed = [one for one in paid if one.day >= LISTED_FROM]
    paid_headers = (
        *(Text("回款编号", "Payment No."), Text("回款日期", "Payment Date"), Text("客户编号", "Customer ID")),
        *(Text("客户名称", "Customer Name"), Text("订单编号", "Order No."), Text("回款金额", "Payment Amount")),
    )
    paid_rows: list[Row] = [
        [f"HK{n:05d}", one.day, one.customer.id, str(one.customer.name), one.order, float(one.amount)]
        for n, one in enumerate(listed, start=1)
    ]
    owed_headers = (
        *(Text("月份", "Month"), Text("客户编号", "Customer ID"), Text("客户名称", "Customer Name")),
        *(Text("期初应收", "Opening Balance"), Text("期末应收", "Closing Balance")),
    )
    owed_rows: list[Row] = [
        [one.month, one.customer.id, str(one.customer.name), float(one.opening), float(one.closing)]
        for one in balances(lines, paid)
    ]
    return {
        "payments.xlsx": MadeList(
            Text("回款", "Payments"), paid_headers, paid_rows, dates="B", amounts="F", widths={"D": 28, "E": 16}
        ),
        "receivables.xlsx": MadeList(
            Text("应收", "Receivables"), owed_headers, owed_rows, amounts="DE", widths={"C": 28}
        ),
    }


def _survey(everyone: Sequence[Customer]) -> MadeList:
    headers = (
        *(Text("调查日期", "Survey Date"), Text("客户编号", "Customer ID"), Text("客户名称", "Customer Name")),
        *(Text("触点", "Touchpoint"), Text("评价项", "Item"), Text("评分", "Score"), Text("推荐意愿", "NPS")),
        *(Text("评语", "Comment"), Text("主题", "Theme"), Text("业务员", "Rep"), Text("产品", "Product")),
    )
    rows: list[Row] = [
        [
            *(one.day, one.customer.id, str(one.customer.name), str(one.touchpoint), str(one.item), one.score),
            *(one.nps, _said(one.comment), _said(one.theme), str(REPS[one.customer.rep][1])),
            str(PRODUCTS[one.product][1]),
        ]
        for one in answers(everyone)
    ]
    return MadeList(Text("满意度调查", "Survey"), headers, rows, dates="A", widths={"C": 28, "E": 16, "H": 24, "K": 16})


def _complaints(everyone: Sequence[Customer]) -> MadeList:
    headers = (
        *(Text("投诉编号", "Complaint ID"), Text("受理时间", "Received At"), Text("投诉渠道", "Complaint Channel")),
        *(Text("客户编号", "Customer ID"), Text("客户名称", "Customer Name"), Text("投诉类型", "Complaint Type")),
        *(Text("严重程度", "Severity"), Text("处理人", "Handled By"), Text("响应时间", "Responded At")),
        *(Text("首次反馈时间", "First Feedback At"), Text("方案时间", "Plan Given At")),
        *(Text("解决时间", "Resolved At"), Text("回访时间", "Follow-up Date"), Text("回访结果", "Follow-up Result")),
        *(Text("是否重开", "Reopened"), Text("投诉原因", "Cause"), Text("改进措施", "Improvement")),
        *(Text("改进完成日期", "Improved On"), Text("通知部门", "Department Informed")),
    )
    rows: list[Row] = [
        [
            *(one.id, one.received, str(one.channel), one.customer.id, str(one.customer.name)),
            *(str(one.words[0]), str(SEVERITIES[one.severity]), str(one.handler), one.responded, one.feedback),
            *(one.planned, one.resolved, one.followed, _said(one.result), str(YES if one.reopened else NO)),
            *(_said(one.words[1] if one.known_cause else None), _said(one.words[2] if one.known_cause else None)),
            *(one.improved if one.known_cause else None, str(one.department)),
        ]
        for one in complaints(everyone)
    ]
    widths = dict.fromkeys("BIJKLM", 17) | {"E": 28, "P": 18, "Q": 18}
    return MadeList(Text("投诉", "Complaints"), headers, rows, dates="R", times="BIJKLM", widths=widths)


def _said(words: Text | None) -> str | None:
    return None if words is None else str(words)


def _fair(everyone: Sequence[Customer]) -> MadeList:
    headers = (
        *(Text("序号", "No"), Text("公司名称", "Company"), Text("联系人", "Contact"), Text("联系电话", "Phone")),
        *(Text("邮箱", "Email"), Text("城市", "City"), Text("关注产品", "Interests"), Text("洽谈日期", "Talked On")),
        Text("预算", "Budget"),
    )
    return MadeList(
        Text("展会登记", "Fair"),
        headers,
        [list(row) for row in fair_rows(everyone)],
        widths={"B": 30, "D": 20, "E": 22},
    )
