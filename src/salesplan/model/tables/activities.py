"""A contact with a customer: call, visit, demo, quote, meeting."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from salesplan.model.field import Header, Row
from salesplan.model.tables.shared import CUSTOMER_ID, CUSTOMER_NAME, REP
from salesplan.model.tables.units import MINUTES
from salesplan.text import Text


class Activity(Row):
    """One contact, planned or held.

    A bare 下次跟进 is a customer's next contact (customers.next_contact); an activity list's own date of the next step
    is named as such.
    """

    id: Annotated[
        str | None,
        Header(
            "code",
            Text("跟进编号", "Activity ID"),
            "活动编号|拜访编号|记录编号|Activity No.|Task ID|Event ID",
            "编号|ID|No.|Record ID",
        ),
    ] = None
    customer_id: Annotated[str | None, CUSTOMER_ID] = None
    customer_name: Annotated[str | None, CUSTOMER_NAME] = None
    rep: Annotated[str | None, REP] = None
    date: Annotated[
        dt.date | None,
        Header(
            "date",
            Text("跟进日期", "Activity date"),
            "跟进时间|拜访日期|拜访时间|活动日期|活动时间|联系日期|联系时间|沟通日期|沟通时间|回访日期|"
            "回访时间|Visit Date|Call Date|"
            "Contact Date|Meeting Date|ActivityDate",
            "日期|时间|创建时间|Date|Due Date",
        ),
    ] = None
    kind: Annotated[
        str | None,
        Header(
            "text",
            Text("跟进方式", "Activity type"),
            "拜访方式|联系方式类型|沟通方式|活动类型|跟进类型|回访方式|拜访类型|Activity Kind|Contact Method|"
            "Call Type|Event Type",
            "方式|类型|Type",
        ),
    ] = None
    minutes: Annotated[
        Decimal | None,
        Header(
            "number",
            Text("时长（分钟）", "Minutes"),
            "时长|通话时长|拜访时长|沟通时长|持续时间|Duration|Duration (minutes)|Call Duration",
            unit=MINUTES,
        ),
        Field(ge=0),
    ] = None
    purpose: Annotated[
        str | None,
        Header(
            "text",
            Text("目的", "Purpose"),
            "拜访目的|跟进目的|回访目的|沟通目的|Call Purpose|Visit Purpose|Subject",
            "主题",
        ),
    ] = None
    outcome: Annotated[
        str | None,
        Header(
            "text",
            Text("结果", "Outcome"),
            "跟进结果|拜访结果|沟通结果|回访结果|跟进内容|拜访内容|沟通内容|跟进记录|Result|Call Result|"
            "Call Outcome|Notes",
            "备注|反馈|内容|Description",
        ),
    ] = None
    next_step: Annotated[
        str | None,
        Header(
            "text", Text("下一步", "Next step"), "下一步计划|下一步行动|后续计划|下步计划|跟进计划|NextStep|Next Action"
        ),
    ] = None
    next_date: Annotated[
        dt.date | None,
        Header(
            "date",
            Text("下一步日期", "Next date"),
            "下一步时间|下次行动日期|计划下次跟进|下次跟进计划日期|Next Step Date|Next Activity Date|Next Action Date",
        ),
    ] = None
    planned: Annotated[
        bool | None, Header("flag", Text("是否计划", "Planned"), "是否计划内|计划内|计划|是否预约|Is Planned|Scheduled")
    ] = None
    started_by: Annotated[
        str | None,
        Header("text", Text("发起方", "Started by"), "发起人|主动方|联系方向|Initiated By|Direction|Call Direction"),
    ] = None
    answered: Annotated[
        bool | None, Header("flag", Text("是否回应", "Answered"), "是否接通|是否回复|已回复|接通|Responded|Connected")
    ] = None
