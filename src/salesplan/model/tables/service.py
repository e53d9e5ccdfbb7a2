"""What customers say: survey answers and complaints."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from salesplan.model.field import Header, Row
from salesplan.model.tables.shared import CUSTOMER_ID, CUSTOMER_NAME
from salesplan.model.tables.units import FIVE, TEN
from salesplan.text import Text


class SurveyAnswer(Row):
    """One answer to a survey: a score of 1 to 5, how likely they are to recommend us from 0 to 10, and words."""

    customer_id: Annotated[str | None, CUSTOMER_ID] = None
    customer_name: Annotated[str | None, CUSTOMER_NAME] = None
    date: Annotated[
        dt.date | None,
        Header(
            "date",
            Text("调查日期", "Survey date"),
            "答卷日期|提交时间|填写日期|答卷时间|评价日期|Response Date",
            "日期|Date",
        ),
    ] = None
    touchpoint: Annotated[
        str | None,
        Header("text", Text("触点", "Touchpoint"), "环节|服务环节|售前/售中/售后|服务阶段|接触点|Touch Point", "阶段"),
    ] = None
    item: Annotated[
        str | None, Header("text", Text("评价项", "Item"), "评价项目|题目|问题|调查项目|Question|Survey Item")
    ] = None
    score: Annotated[
        Decimal | None,
        Header("score", Text("评分", "Score"), "得分|分数|满意度|满意度评分|评价分数|Survey Score|CSAT", unit=FIVE),
        Field(ge=1, le=5),
    ] = None
    nps: Annotated[
        Decimal | None,
        Header("score", Text("推荐意愿", "NPS"), "推荐度|推荐分|NPS 评分|推荐可能性|Likelihood to Recommend", unit=TEN),
        Field(ge=0, le=10),
    ] = None
    comment: Annotated[
        str | None,
        Header("text", Text("评语", "Comment"), "评价内容|意见|建议|意见建议|客户评价|Comments", "备注|Note"),
    ] = None
    theme: Annotated[str | None, Header("text", Text("主题", "Theme"), "反馈主题|意见主题|标签|Topic|Tag")] = None
    rep: Annotated[
        str | None,
        Header("text", Text("销售代表", "Rep"), "被评价人|服务人员|Sales Rep", "销售人员|业务员|负责人|Owner"),
    ] = None
    product: Annotated[
        str | None, Header("text", Text("产品", "Product"), "产品名称|评价产品|Product Name", "商品|商品名称")
    ] = None


class Complaint(Row):
    """One complaint from receipt to follow-up. The days stand in their order."""

    id: Annotated[
        str | None,
        Header(
            "code",
            Text("投诉编号", "Complaint ID"),
            "投诉单号|工单号|工单编号|Ticket ID|Ticket No.|Case Number",
            "编号|ID",
        ),
    ] = None
    received_at: Annotated[
        str | None,
        Header(
            "moment",
            Text("受理时间", "Received at"),
            "投诉时间|投诉日期|受理日期|接诉时间|收到时间|收到日期|接收时间|登记时间|来电时间|收到投诉时间|"
            "Complaint Date|Opened",
            "日期|创建时间",
        ),
    ] = None
    channel: Annotated[
        str | None,
        Header("text", Text("投诉渠道", "Complaint channel"), "投诉来源|受理渠道|Case Origin", "渠道|来源|Channel"),
    ] = None
    customer_id: Annotated[str | None, CUSTOMER_ID] = None
    customer_name: Annotated[str | None, CUSTOMER_NAME] = None
    kind: Annotated[
        str | None,
        Header("text", Text("投诉类型", "Complaint type"), "投诉类别|投诉分类|问题类型|Case Type", "类型|类别|Type"),
    ] = None
    severity: Annotated[
        str | None, Header("text", Text("严重程度", "Severity"), "紧急程度|投诉等级|优先级|投诉级别|Priority|Urgency")
    ] = None
    text: Annotated[
        str | None,
        Header(
            "text",
            Text("投诉内容", "Complaint"),
            "投诉描述|问题描述|投诉事项|Complaint Text|Case Description",
            "内容|描述|Description",
        ),
    ] = None
    owner: Annotated[
        str | None, Header("text", Text("处理人", "Handled by"), "受理人|责任人|投诉负责人|Case Owner", "负责人|Owner")
    ] = None
    responded_at: Annotated[
        str | None,
        Header(
            "moment",
            Text("响应时间", "Responded at"),
            "首次响应时间|回复时间|首次回复时间|答复时间|首次答复时间|响应日期|回应时间|First Response",
        ),
    ] = None
    feedback_at: Annotated[
        str | None,
        Header("moment", Text("首次反馈时间", "First feedback at"), "反馈时间|首次反馈|进展反馈时间|First Feedback"),
    ] = None
    plan_at: Annotated[
        str | None,
        Header("moment", Text("方案时间", "Plan given at"), "处理方案时间|方案提交时间|Solution Proposed"),
    ] = None
    resolved_at: Annotated[
        str | None,
        Header(
            "moment",
            Text("解决时间", "Resolved at"),
            "办结时间|处理完成时间|解决日期|完成时间|关闭时间|Closed At|Date Closed",
        ),
    ] = None
    followup_at: Annotated[
        str | None, Header("moment", Text("投诉回访时间", "Followed up at"), "回访时间|回访日期|Follow-up Date")
    ] = None
    followup_result: Annotated[
        str | None, Header("text", Text("回访结果", "Follow-up result"), "投诉回访结果|回访情况|Follow-up Outcome")
    ] = None
    reopened: Annotated[
        bool | None, Header("flag", Text("是否重开", "Reopened"), "重复投诉|是否重复投诉|再次投诉|Is Reopened")
    ] = None
    cause: Annotated[
        str | None, Header("text", Text("投诉原因", "Cause"), "原因|原因分析|根本原因|Root Cause|Case Reason")
    ] = None
    improvement: Annotated[
        str | None, Header("text", Text("改进措施", "Improvement"), "整改措施|改善措施|处理措施|Corrective Action")
    ] = None
    improved_at: Annotated[
        dt.date | None,
        Header("date", Text("改进完成日期", "Improved on"), "整改完成日期|改进完成时间|整改完成时间|Improvement Done"),
    ] = None
    informed: Annotated[
        str | None, Header("text", Text("通知部门", "Department informed"), "责任部门|抄送部门|Informed Department")
    ] = None
