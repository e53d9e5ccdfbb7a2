"""A line of an order list, and what is sold: the product list."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from salesplan.model.field import Header, Row
from salesplan.model.tables.shared import (
    CITY,
    COUNTRY,
    CURRENCY,
    CUSTOMER_ID,
    CUSTOMER_NAME,
    PROVINCE,
    REGION,
    SALES_CHANNEL,
)
from salesplan.model.tables.units import PERCENT, PIECES, YUAN, YUAN_A_PIECE
from salesplan.text import Text


class Order(Row):
    """One order line, or a whole order where a row is an order. Returns have negative amounts."""

    order_id: Annotated[
        str | None,
        Header(
            "code",
            Text("订单编号", "Order ID"),
            "订单号|订单 ID|订单号码|订单单号|单据编号|单据号|单号|销售订单号|销货单号|出库单号|发货单号|"
            "销售单号|交易单号|"
            "订单流水号|cdlcode|FBillNo|Order No.|Order Number|Order #|Order Code|SO Number|SO No.|Sales Order|"
            "Sales Order No.|order_no",
            "合同编号|合同号|发票号|发票号码|编号|ID|Order|Invoice Number|Invoice No.|Invoice|Transaction ID|"
            "Contract No.",
        ),
    ] = None
    line: Annotated[
        str | None,
        Header(
            "code",
            Text("行号", "Order line"),
            "行 ID|项次|明细行号|订单行号|分录号|行项目|Line|Line No.|Line Number|Line Item|Row ID|irowno|FEntryID",
        ),
    ] = None
    customer_id: Annotated[str | None, CUSTOMER_ID] = None
    customer_name: Annotated[str | None, CUSTOMER_NAME] = None
    date: Annotated[
        dt.date | None,
        Header(
            "date",
            Text("订单日期", "Order date"),
            "下单日期|下单日|订单日|成交日|交易日|下单时间|订单时间|单据日期|销售日期|销货日期|成交日期|成交时间|交易日期|购买日期|"
            "order_time|Purchase Date|"
            "Sales Date|Sale Date|Date of Order|FDate|dDate",
            "签约日期|合同日期|签订日期|出库日期|开票日期|发票日期|日期|时间|创建时间|Date|Invoice Date|"
            "Posting Date|"
            "Transaction Date|Close Date|Closing Date|CloseDate|Datum",
        ),
    ] = None
    ship_date: Annotated[
        dt.date | None,
        Header(
            "date",
            Text("发货日期", "Ship date"),
            "交货日期|发货时间|出货日期|送货日期|交期|Shipping Date|Delivery Date|Shipped Date|Dispatch Date",
            "实际交付时间|预计交付时间|交付日期",
        ),
    ] = None
    product_id: Annotated[
        str | None,
        Header(
            "code",
            Text("产品编码", "Product ID"),
            "产品 ID|产品编号|产品代码|商品编码|商品编号|商品 ID|物料编码|物料号|存货编码|货号|料号|品号|SKU|"
            "Product Code|"
            "Product No.|Item Code|Item No.|Item Number|Part Number|cInvCode|FNumber",
            "料品|型号|规格型号|Model",
        ),
    ] = None
    product: Annotated[
        str | None,
        Header(
            "text",
            Text("产品名称", "Product"),
            "产品|商品|商品名称|品名|货品名称|货品|物料名称|存货名称|物料|项目产品|Product Name|Item|"
            "Item Name|cInvName|FName",
            "服务|服务名称|品项|Description|Article",
        ),
    ] = None
    category: Annotated[
        str | None,
        Header(
            "text",
            Text("类别", "Category"),
            "产品类别|产品分类|商品类别|商品分类|分类|产品线|产品大类|存货大类|存货分类|物料分类|大类|"
            "产品系列|Product Category|"
            "Product Line|Item Group|Product Group",
            "子类别|小类|品类|品牌|产品类型|系列|Sub-Category|Subcategory|Product Family|Quota component|Brand|Series",
        ),
    ] = None
    qty: Annotated[
        Decimal | None,
        Header(
            "number",
            Text("数量", "Quantity"),
            "销售数量|出库数量|订购数量|订货数量|销量|件数|购买数量|Qty|Order Quantity|Units|Units Sold|iQuantity|FQty",
            "主数量|实发数量",
            PIECES,
        ),
    ] = None
    price: Annotated[
        Decimal | None,
        Header(
            "amount",
            Text("单价", "Unit price"),
            "含税单价|无税单价|原币含税单价|销售单价|成交单价|成交价|售价|Price|Sales Price|Selling Price|UnitPrice",
            "价格|不含税单价|Rate",
            YUAN_A_PIECE,
        ),
    ] = None
    amount: Annotated[
        Decimal | None,
        Header(
            "amount",
            Text("金额", "Amount"),
            "价税合计|本币价税合计|原币价税合计|含税金额|订单金额|订单总额|订单总金额|销售额|销售金额|"
            "成交金额|成交额|业绩|营业额|"
            "实付金额|交易金额|本币合计|原币合计|Order Amount|Total Amount|Grand Total|Sales|Sales Amount|"
            "Order Total|"
            "Order Value|iNatSum|iSum|FAllAmount|Betrag|close_value",
            "合同金额|合同总金额|总金额|总额|总价|金额合计|应收金额|应付金额|实收金额|开票金额|产品总金额|"
            "小计金额|Total|Revenue|"
            "Total Price|Subtotal Amount|Contract Amount|Invoice Amount|Umsatz",
            YUAN,
        ),
    ] = None
    amount_net: Annotated[
        Decimal | None,
        Header(
            "amount",
            Text("不含税金额", "Net amount"),
            "无税金额|未税金额|去税金额|本币无税金额|原币无税金额|本币未税金额|原币未税金额|销售收入净额|"
            "Net Total|Net Sales|"
            "base_net_amount|iMoney|iNatMoney|Amount excl. Tax",
            "销售收入|主营业务收入",
            YUAN,
        ),
    ] = None
    currency: Annotated[str | None, CURRENCY] = None
    cost: Annotated[
        Decimal | None,
        Header(
            "amount",
            Text("成本", "Cost"),
            "销售成本|成本金额|成本额|总成本|Total Cost|Cost of Sales|COGS|Cost Amount",
            unit=YUAN,
        ),
    ] = None
    margin: Annotated[
        Decimal | None,
        Header(
            "amount",
            Text("毛利", "Margin"),
            "毛利额|利润|利润额|销售毛利|销售利润|Profit|Gross Profit|Gross Margin",
            "毛利率|利润率|Margin Rate|Profit Rate",
            YUAN,
        ),
    ] = None
    discount: Annotated[
        Decimal | None,
        Header(
            "share", Text("折扣", "Discount"), "折扣率|折让率|整单折扣|Discount Rate|Discount Percent", unit=PERCENT
        ),
    ] = None
    region: Annotated[str | None, REGION] = None
    province: Annotated[str | None, PROVINCE] = None
    city: Annotated[str | None, CITY] = None
    country: Annotated[str | None, COUNTRY] = None
    channel: Annotated[str | None, SALES_CHANNEL] = None
    rep: Annotated[
        str | None,
        Header(
            "text",
            Text("业务员", "Sales rep"),
            "业务人员|业务负责人|销售负责人|负责销售|所属销售|所属业务员|业务员姓名|业务代表|销售员|销售人员|销售代表|销售|负责人|负责人名字|负责人姓名|"
            "订单负责人|Salesperson|Rep|"
            "Sales Person|Sales Representative|sales_agent|Owner|Order Owner|cpersoncode|FEmpID|FSalerId",
            "归属人|所属人|客户经理|经手人|制单人|跟进人|填写人|员工名称|员工姓名|Account Manager|Assigned To|"
            "OwnerId|Owner ID",
        ),
    ] = None
    status: Annotated[
        str | None,
        Header(
            "text",
            Text("订单状态", "Order status"),
            "状态|单据状态|Status|Fulfillment Status",
            "审批状态|退回|Returned",
        ),
    ] = None


class Product(Row):
    """One product or service of the price list."""

    id: Annotated[
        str | None,
        Header(
            "code",
            Text("产品编码", "Product ID"),
            "产品 ID|产品编号|产品代码|商品编码|商品编号|物料编码|存货编码|货号|料号|品号|SKU|Product Code|"
            "Item Code|Item No.",
            "编号|编码|代码|ID|Code|No.",
        ),
    ] = None
    name: Annotated[
        str | None,
        Header(
            "text",
            Text("产品名称", "Product"),
            "产品|商品|商品名称|品名|货品名称|物料名称|存货名称|Product Name|Item|Item Name",
            "名称|Name|服务名称",
        ),
    ] = None
    category: Annotated[
        str | None,
        Header(
            "text",
            Text("类别", "Category"),
            "产品类别|产品分类|商品类别|商品分类|分类|产品线|产品大类|大类|存货大类|产品系列|Product Category|"
            "Product Line|Item Group",
            "子类别|小类|品类|品牌|产品类型|系列|Sub-Category|Product Family|Series|Brand",
        ),
    ] = None
    price: Annotated[
        Decimal | None,
        Header(
            "amount",
            Text("单价", "Unit price"),
            "价格|标准价格|标准价|目录价|售价|销售价|零售价|含税单价|Price|List Price|Sales Price|sales_price|"
            "Standard Price",
            unit=YUAN_A_PIECE,
        ),
        Field(ge=0),
    ] = None
    cost: Annotated[
        Decimal | None,
        Header("amount", Text("成本", "Cost"), "成本价|进价|采购价|单位成本|Unit Cost|Cost Price", unit=YUAN_A_PIECE),
        Field(ge=0),
    ] = None
