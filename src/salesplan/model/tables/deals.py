"""A deal in the pipeline, and a prospect that is not a customer yet."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from salesplan.model.field import Header, Row
from salesplan.model.tables.shared import (
    AUTHORITY,
    CURRENCY,
    CUSTOMER_ID,
    CUSTOMER_NAME,
    NEED,
    PURCHASING_POWER,
    REGION,
)
from salesplan.model.tables.units import SHARE, YUAN
from salesplan.text import Text


class Deal(Row):
    """One deal. ``amount`` is the whole deal, not yet weighted; ``probability`` stands between 0 and 1."""

    id: Annotated[
        str | None,
        Header(
            "code",
            Text("商机编号", "Deal ID"),
            "商机 ID|商机编码|项目编号|机会编号|机会代号|Opportunity ID|opportunity_id|Opportunity Number|"
            "Deal No.|Potential ID",
            "Record ID|编号|ID|No.",
        ),
    ] = None
    name: Annotated[
        str | None,
        Header(
            "text",
            Text("商机名称", "Deal name"),
            "商机|商机主题|机会名称|销售机会|销售机会名称|Opportunity Name|Opportunity|Potential Name|Deal",
            "项目名称|项目|名称|Name|Title|Subject",
        ),
    ] = None
    customer_id: Annotated[str | None, CUSTOMER_ID] = None
    customer_name: Annotated[str | None, CUSTOMER_NAME] = None
    owner: Annotated[
        str | None,
        Header(
            "text",
            Text("负责人", "Owner"),
            "负责人名字|负责人姓名|商机负责人|业务负责人|销售负责人|负责销售|所属销售|所属业务员|"
            "业务员|业务人员|销售员|销售人员|销售代表|Deal Owner|"
            "Opportunity Owner|Lead Owner|"
            "Salesperson|Sales Rep|Rep|sales_agent",
            "归属人|所属人|客户经理|跟进人|线索负责人|Assigned To|OwnerId|Owner ID",
        ),
    ] = None
    stage: Annotated[
        str | None,
        Header(
            "text",
            Text("销售阶段", "Stage"),
            "商机阶段|阶段|阶段名称|推进阶段|机会阶段|Deal Stage|StageName|Sales Stage|Stage Name|"
            "Opportunity Stage|deal_stage",
            "Forecast Category|ForecastCategory|Pipeline",
        ),
    ] = None
    status: Annotated[
        str | None,
        Header(
            "text",
            Text("商机状态", "Deal status"),
            "状态|结束状态|输赢|赢单状态|Status|Deal Stage Status|Opportunity Status|sales_status",
            "成交状态|跟进状态",
        ),
    ] = None
    amount: Annotated[
        Decimal | None,
        Header(
            "amount",
            Text("商机金额", "Deal amount"),
            "商机总金额|预计成交金额|预计金额|预计签约金额|预计销售金额|预估金额|总金额|Amount|"
            "Opportunity Amount|Deal Value|"
            "close_value|Deal Size",
            "意向金额|金额|产品总金额|成交金额|Value|Total Opportunity Amount|报价金额",
            YUAN,
        ),
    ] = None
    currency: Annotated[str | None, CURRENCY] = None
    probability: Annotated[
        Decimal | None,
        Header(
            "share",
            Text("赢率", "Probability"),
            "成交概率|可能性|成交可能性|赢单率|赢单概率|成单率|概率|成功率|成功概率|成交率|把握|"
            "Success Rate|Chance|Deal probability|Win Probability|"
            "Probability (%)|Win Rate",
            unit=SHARE,
        ),
        Field(ge=0, le=1),
    ] = None
    close_date: Annotated[
        dt.date | None,
        Header(
            "date",
            Text("预计成交日期", "Close date"),
            "预计成交|预计签约|预计签单|预计下单|预计结单|预计成交日|预计签约日|预计签单日|预计下单日|预计结单日期|"
            "预计成交时间|预计签约日期|预计签单日期|预计下单日期|预计关闭日期|"
            "Closing Date|CloseDate|"
            "Expected Close Date|Expected Closing|Estimated Close Date|close_date",
            "成交日期|签约日期|结单日期",
        ),
    ] = None
    created: Annotated[
        dt.date | None,
        Header(
            "date",
            Text("创建日期", "Created"),
            "创建时间|商机创建时间|立项日期|录入日期|Create Date|Created Date|CreatedDate|Created Time|Created On",
            "engage_date|Engage Date|跟进日期|Start Date",
        ),
    ] = None
    stage_since: Annotated[
        dt.date | None,
        Header(
            "date",
            Text("进入阶段日期", "Stage since"),
            "进入阶段时间|进入当前阶段日期|进入当前阶段时间|阶段更新时间|阶段更新日期|阶段变更时间|阶段变更日期|"
            "最近阶段变更时间|Stage Change Date|Last Stage Change Date|Date Entered Stage|Stage Entered|"
            "Stage Modified Time",
        ),
    ] = None
    product: Annotated[
        str | None,
        Header(
            "text",
            Text("产品名称", "Product"),
            "产品|商品|商品名称|意向产品|产品需求|Product Name|Item",
            "产品线|产品类别|Product Family|Solution",
        ),
    ] = None
    source: Annotated[
        str | None,
        Header(
            "text",
            Text("商机来源", "Source"),
            "来源|线索来源|客户来源|Lead Source|LeadSource|Deal Source|Original Source",
            "来源明细|Campaign Source",
        ),
    ] = None
    next_step: Annotated[
        str | None,
        Header("text", Text("下一步", "Next step"), "下一步计划|下一步行动|后续计划|下步计划|NextStep|Next Action"),
    ] = None
    lost_reason: Annotated[
        str | None,
        Header(
            "text",
            Text("输单原因", "Lost reason"),
            "丢单原因|失败原因|流失原因|败单原因|Loss Reason|Closed Lost Reason|Reason Lost|Reason For Loss",
        ),
    ] = None


class Prospect(Deal):
    """A possible customer: a deal's fields, the funds at hand, the MAN values, contacts, and who gave him back when."""

    id: Annotated[
        str | None,
        Header(
            "code",
            Text("线索编号", "Prospect ID"),
            "线索 ID|潜客编号|潜在客户编号|Lead ID|Lead No.|Lead Number",
            "Record ID|编号|ID|No.",
        ),
    ] = None
    name: Annotated[
        str | None,
        Header(
            "text",
            Text("线索名称", "Prospect name"),
            "线索|潜在客户|潜在客户名称|潜客名称|意向客户|意向客户名称|准客户|准客户名称|Lead Name|Lead|Prospect",
            "名称|姓名|Name|Full Name",
        ),
    ] = None
    available_funds: Annotated[
        Decimal | None,
        Header(
            "amount",
            Text("可用资金", "Available funds"),
            "可支配资金|预算金额|客户预算|采购预算|项目预算|Budget|Budget Amount",
            unit=YUAN,
        ),
        Field(ge=0),
    ] = None
    purchasing_power: Annotated[Decimal | None, PURCHASING_POWER, Field(ge=1, le=5)] = None
    authority: Annotated[Decimal | None, AUTHORITY, Field(ge=1, le=5)] = None
    need: Annotated[Decimal | None, NEED, Field(ge=1, le=5)] = None
    contact: Annotated[
        str | None,
        Header("text", Text("联系人", "Contact"), "联系人姓名|线索联系人|Contact Name|Contact Person", "对接人"),
    ] = None
    phone: Annotated[
        str | None,
        Header(
            "phone",
            Text("电话", "Phone"),
            "联系电话|电话号码|Phone Number|Telephone",
            "手机|手机号|手机号码|Mobile|联系方式",
        ),
    ] = None
    region: Annotated[str | None, REGION] = None
    last_contact: Annotated[
        dt.date | None,
        Header(
            "date",
            Text("最近跟进日期", "Last contact"),
            "最近跟进|最近跟进日|最近跟进时间|最后跟进|最后跟进日|最后跟进日期|最后跟进时间|最近联系|最近联系日|"
            "最后联系|"
            "最后联系日|最后联系日期|最后联系时间|最近拜访|上次跟进|上次跟进时间|上次联系|上次联系日期|上次联系时间|"
            "最近联系日期|最近联系时间|最近拜访日期|上次跟进日期|"
            "Last Activity Date|Last Contacted|Last Contact Date|last_followed_time",
            "最近活动时间",
        ),
    ] = None
    next_contact: Annotated[
        dt.date | None,
        Header(
            "date",
            Text("下次跟进日期", "Next contact"),
            "下次跟进|下次跟进日|下次联系|下次联系日|下次拜访|下次跟进时间|下次联系日期|下次联系时间|下次拜访日期|"
            "下一步日期|Next Contact Date|Next Step Date|"
            "Next Activity Date|Follow Up Date|next_followed_time",
            "预计联系日",
        ),
    ] = None
    previous_owner: Annotated[
        str | None,
        Header("text", Text("原负责人", "Previous owner"), "前负责人|上一任负责人|退回人|Former Owner|Returned By"),
    ] = None
    returned: Annotated[
        dt.date | None,
        Header(
            "date",
            Text("退回日期", "Returned"),
            "退回时间|退回/收回时间|收回时间|收回日期|Returned On|Return Date",
        ),
    ] = None
