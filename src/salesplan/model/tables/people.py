"""The sales people, and the hours they spend."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from salesplan.model.field import Header, Row
from salesplan.model.tables.shared import CUSTOMER_ID, REGION, REP
from salesplan.model.tables.units import FIVE, HOURS, SHARE, TIMES
from salesplan.text import Text


class Rep(Row):
    """One sales person. ``share`` is the part of full time that goes into selling."""

    id: Annotated[
        str | None,
        Header(
            "code",
            Text("员工编号", "Rep ID"),
            "工号|员工工号|员工代号|员工号|业务员编号|业务员编码|人员编号|人员编码|Employee ID|Employee No.|"
            "Employee Number|Staff No.",
            "编号|ID|No.|User ID|用户编号",
        ),
    ] = None
    name: Annotated[
        str | None,
        Header(
            "text",
            Text("员工姓名", "Rep name"),
            "姓名|员工|员工名称|业务员|业务员姓名|业务人员|销售员|销售人员|销售代表|Name|Sales Rep|"
            "Salesperson|Employee Name|"
            "Full Name|Rep|sales_agent",
            "名称|用户名|地区经理|区域经理|User",
        ),
    ] = None
    team: Annotated[
        str | None,
        Header(
            "text",
            Text("团队", "Team"),
            "部门|所属部门|所属团队|销售团队|小组|组别|销售部门|负责人部门|负责人主属部门|归属部门|Sales Team|"
            "Department|Group|"
            "FSaleDeptId",
            "事业部|部门代号|Division|Business Unit",
        ),
    ] = None
    role: Annotated[
        str | None,
        Header("text", Text("职位", "Role"), "职务|岗位|职级|Title|Job Title|Position|Job Role", "角色"),
    ] = None
    leader: Annotated[
        str | None,
        Header(
            "text",
            Text("汇报对象", "Leader"),
            "上级|直属上级|直接上级|主管|直属主管|部门主管|团队负责人|Manager|Reports To|Supervisor|"
            "Sales Manager|Team Leader",
            "经理|销售经理",
        ),
    ] = None
    skill: Annotated[
        Decimal | None,
        Header(
            "score", Text("能力评分", "Skill"), "能力|能力等级|技能评分|技能等级|Skill Level|Skill Score", unit=FIVE
        ),
        Field(ge=1, le=5),
    ] = None
    hired: Annotated[
        dt.date | None,
        Header(
            "date",
            Text("入职日期", "Hired"),
            "入职时间|到岗日期|到职日期|Hire Date|Date of Joining|Start Date|date_of_joining|Joined",
        ),
    ] = None
    left: Annotated[
        dt.date | None,
        Header(
            "date",
            Text("离职日期", "Left"),
            "离职时间|停用时间|停用日期|End Date|Leaving Date|Termination Date|stop_time",
        ),
    ] = None
    share: Annotated[
        Decimal | None,
        Header("share", Text("投入比例", "Share of time"), "工时占比|销售时间占比|在岗比例|FTE|Time Share", unit=SHARE),
        Field(ge=0, le=1),
    ] = None
    hours_per_day: Annotated[
        Decimal | None,
        Header("number", Text("每日工时", "Hours per day"), "日工时|每天工时|每日小时数|Daily Hours", unit=HOURS),
        Field(ge=0, le=24),
    ] = None
    contacts_per_day: Annotated[
        Decimal | None,
        Header(
            "number",
            Text("每日联系数", "Contacts per day"),
            "每日拜访数|日拜访量|日联系量|每天拜访数|Visits per Day|Calls per Day|Daily Contacts",
            unit=TIMES,
        ),
        Field(ge=0),
    ] = None
    region: Annotated[str | None, REGION] = None
    capacity: Annotated[
        int | None,
        Header(
            "count",
            Text("跟进上限", "Capacity"),
            "上限|线索上限|客户上限|最多跟进数|最多线索数|保有量上限|最多客户数|Max Prospects|Max Leads|Lead Limit|"
            "Retention Limit",
        ),
        Field(ge=0),
    ] = None


class TimeEntry(Row):
    """Hours of one rep on one day, for a customer or a tier of customers."""

    rep: Annotated[str | None, REP] = None
    date: Annotated[
        dt.date | None, Header("date", Text("日期", "Date"), "工时日期|工作日期|登记日期|Work Date|Entry Date")
    ] = None
    customer_id: Annotated[str | None, CUSTOMER_ID] = None
    tier: Annotated[
        str | None, Header("grade", Text("价值等级", "Tier"), "客户级别|客户等级|级别|等级|Customer Tier")
    ] = None
    hours: Annotated[
        Decimal | None,
        Header(
            "number", Text("工时", "Hours"), "工时数|时长|小时数|用时|耗时|投入工时|Hours Spent|Time Spent", unit=HOURS
        ),
        Field(ge=0, le=24),
    ] = None
