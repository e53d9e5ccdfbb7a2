"""A target as somebody set it, with what came of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from salesplan.model.field import Header, Row
from salesplan.model.tables.shared import (
    CITY,
    COUNTRY,
    CUSTOMER_ID,
    CUSTOMER_NAME,
    PROVINCE,
    REGION,
    REP,
    SALES_CHANNEL,
)
from salesplan.model.tables.units import YUAN
from salesplan.text import Text


class Target(Row):
    """A target and a result for a period and any of region, channel, product, segment, team, rep, customer.

    A month above 目标 and 实际 in a header of two rows is the period; 完成率, 达成率 and 累计 are derived and not read.
    In a list of commitments the target is what was committed, the ceiling the most it could be.
    """

    period: Annotated[
        str | None,
        Header(
            "period",
            Text("月份", "Period"),
            "期间|周期|年月|所属月份|考核期|考核月份|Month|Fiscal Period",
            "年份|季度|年度|Year|Quarter",
        ),
    ] = None
    region: Annotated[str | None, REGION] = None
    province: Annotated[str | None, PROVINCE] = None
    city: Annotated[str | None, CITY] = None
    country: Annotated[str | None, COUNTRY] = None
    channel: Annotated[str | None, SALES_CHANNEL] = None
    product: Annotated[
        str | None,
        Header("text", Text("产品名称", "Product"), "产品|商品|商品名称|品名|Product Name|Item"),
    ] = None
    category: Annotated[
        str | None,
        Header(
            "text", Text("类别", "Category"), "产品类别|产品分类|产品线|大类|分类|品类|Product Line|Product Category"
        ),
    ] = None
    segment: Annotated[
        str | None,
        Header("text", Text("细分", "Segment"), "客户群|客群|细分市场|Market Segment", "客户类型|Customer Group"),
    ] = None
    team: Annotated[
        str | None,
        Header("text", Text("团队", "Team"), "部门|销售部门|所属部门|销售团队|小组|Sales Team|Department", "事业部"),
    ] = None
    rep: Annotated[str | None, REP] = None
    customer_id: Annotated[str | None, CUSTOMER_ID] = None
    customer_name: Annotated[str | None, CUSTOMER_NAME] = None
    target: Annotated[
        Decimal | None,
        Header(
            "amount",
            Text("目标", "Target"),
            "目标值|目标额|目标金额|目标销售额|指标|销售指标|月度销售指标|业绩指标|年度目标|月度目标|季度目标|"
            "销售目标|业绩目标|计划|"
            "计划额|承诺|承诺额|承诺金额|承诺目标|承诺数|Commitment|Committed|Commit Amount|Quota|Quota Amount|"
            "Target Amount|Sales Target|Goal|month_value",
            "任务|任务额|任务量|销售任务|预算|Budget|Plan",
            YUAN,
        ),
    ] = None
    actual: Annotated[
        Decimal | None,
        Header(
            "amount",
            Text("实际", "Actual"),
            "实际值|实际完成|实际销售额|实际完成额|实绩|完成|完成值|完成额|完成金额|已完成|实际业绩|Achieved|"
            "Actual Amount|"
            "Actual Sales|Attained Amount|achieve_value",
            "销售额|业绩|Sales|Result",
            YUAN,
        ),
    ] = None
    commission: Annotated[
        Decimal | None,
        Header("amount", Text("提成", "Commission"), "佣金|提成金额|佣金金额|奖金|Commission Amount|Bonus", unit=YUAN),
    ] = None
    ceiling: Annotated[
        Decimal | None,
        Header(
            "amount",
            Text("上限", "Ceiling"),
            "最高可达|最高可到|最多可达|承诺上限|目标上限|上限金额|Upper Limit|At Most",
            unit=YUAN,
        ),
    ] = None
    by: Annotated[str | None, Header("text", Text("承诺人", "Committed by"), "承诺者|填报人")] = None
    agreed_by: Annotated[
        str | None, Header("text", Text("认可人", "Agreed by"), "确认人|签字人|签字|Signed By|Signed Off By")
    ] = None
    agreed_on: Annotated[
        date | None, Header("date", Text("认可日期", "Agreed on"), "确认日期|签字日期|Signed On|Date Agreed")
    ] = None
