"""The market by year, and the rivals in it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from salesplan.model.field import Header, Row
from salesplan.model.tables.units import PERCENT, SHARE, YUAN
from salesplan.text import Text

_GROWTH = Header(
    "share", Text("增长率", "Growth"), "增速|同比增长|年增长率|市场增长率|Growth Rate|Growth (%)", unit=PERCENT
)


class MarketYear(Row):
    """The size of a market in one year."""

    year: Annotated[
        int | None, Header("count", Text("年份", "Year"), "年度|年|Fiscal Year"), Field(ge=1900, le=2200)
    ] = None
    size: Annotated[
        Decimal | None,
        Header(
            "amount",
            Text("市场规模", "Market size"),
            "市场容量|市场总量|行业规模|市场总额|Size|Market Volume|TAM|Total Addressable Market",
            unit=YUAN,
        ),
        Field(ge=0),
    ] = None
    growth: Annotated[Decimal | None, _GROWTH] = None


class Competitor(Row):
    """A rival, or ourselves: share, growth, profitability, price and the four P in words."""

    rival: Annotated[
        str | None,
        Header(
            "text",
            Text("竞争对手", "Competitor"),
            "竞品|竞品名称|对手|对手名称|竞争对手名称|竞争者|竞品公司|竞争公司|Rival|Competitor Name",
            "名称|公司|Name|品牌",
        ),
    ] = None
    directness: Annotated[
        str | None,
        Header("text", Text("直接/间接", "Direct or indirect"), "竞争类型|竞争关系|Competition Type", "类型|Type"),
    ] = None
    share: Annotated[
        Decimal | None,
        Header("share", Text("市场份额", "Market share"), "市场占有率|市占率|份额|占有率|Share", unit=SHARE),
        Field(ge=0, le=1),
    ] = None
    growth: Annotated[Decimal | None, _GROWTH] = None
    profitability: Annotated[
        Decimal | None,
        Header("share", Text("盈利能力", "Profitability"), "利润率|毛利率|净利率|Profit Margin|Margin", unit=PERCENT),
    ] = None
    price: Annotated[
        Decimal | None,
        Header("amount", Text("价格", "Price"), "单价|报价|售价|均价|List Price|Average Price", unit=YUAN),
        Field(ge=0),
    ] = None
    product_policy: Annotated[
        str | None,
        Header("text", Text("产品策略", "Product policy"), "主要产品|产品|产品特点|Products|Product Strategy"),
    ] = None
    price_policy: Annotated[
        str | None, Header("text", Text("价格策略", "Price policy"), "定价策略|价格政策|Pricing Strategy|Pricing")
    ] = None
    place_policy: Annotated[
        str | None,
        Header("text", Text("渠道策略", "Channel policy"), "渠道|销售渠道|渠道政策|Channels|Channel Strategy"),
    ] = None
    promotion_policy: Annotated[
        str | None, Header("text", Text("促销策略", "Promotion policy"), "促销|推广策略|促销政策|Promotion|Promotions")
    ] = None
    strengths: Annotated[str | None, Header("text", Text("优势", "Strengths"), "竞争优势|强项|Strength")] = None
    weaknesses: Annotated[str | None, Header("text", Text("劣势", "Weaknesses"), "弱点|弱项|不足|Weakness")] = None
    evidence_date: Annotated[
        dt.date | None,
        Header(
            "date",
            Text("信息日期", "Evidence date"),
            "证据日期|情报日期|资料日期|调研日期|Date of Evidence",
            "日期|Date",
        ),
    ] = None
