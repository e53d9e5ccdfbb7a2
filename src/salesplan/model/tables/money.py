"""Money that came in, and money still owed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated

from salesplan.model.field import Header, Row
from salesplan.model.tables.shared import CURRENCY, CUSTOMER_ID, CUSTOMER_NAME
from salesplan.model.tables.units import YUAN
from salesplan.text import Text


class Payment(Row):
    """One payment received from a customer; a refund is negative."""

    id: Annotated[
        str | None,
        Header(
            "code",
            Text("回款编号", "Payment ID"),
            "收款编号|收款单号|回款单号|收款单编号|收款流水号|Payment No.|Payment Number|Receipt No.|Receipt Number",
            "编号|ID|流水号",
        ),
    ] = None
    customer_id: Annotated[str | None, CUSTOMER_ID] = None
    customer_name: Annotated[str | None, CUSTOMER_NAME] = None
    order_id: Annotated[
        str | None,
        Header(
            "code",
            Text("订单编号", "Order ID"),
            "订单号|订单 ID|销售订单号|订单单号|Order No.|Order Number|SO Number",
            "合同编号|合同号|Invoice Number|Invoice No.|发票号",
        ),
    ] = None
    date: Annotated[
        dt.date | None,
        Header(
            "date",
            Text("回款日期", "Payment date"),
            "收款日期|到账日期|回款时间|收款时间|到账时间|付款日期|Receipt Date|Date Paid|Paid On",
            "日期|创建时间|Date|Posting Date",
        ),
    ] = None
    amount: Annotated[
        Decimal | None,
        Header(
            "amount",
            Text("回款金额", "Amount paid"),
            "已回款金额|收款金额|实收款|实际回款金额|回款额|收款额|Payment Amount|Paid Amount|Amount Received",
            "到账金额|实收金额|金额|Amount",
            YUAN,
        ),
    ] = None
    currency: Annotated[str | None, CURRENCY] = None


class Receivable(Row):
    """What a customer owed at the start and at the end of a period."""

    customer_id: Annotated[str | None, CUSTOMER_ID] = None
    customer_name: Annotated[str | None, CUSTOMER_NAME] = None
    period: Annotated[
        str | None, Header("period", Text("期间", "Period"), "月份|会计期间|账期月份|Month|Fiscal Period", "截止月份")
    ] = None
    opening: Annotated[
        Decimal | None,
        Header(
            "amount",
            Text("期初应收", "Opening receivables"),
            "期初余额|应收期初|期初应收余额|年初余额|Opening Balance|Opening",
            unit=YUAN,
        ),
    ] = None
    closing: Annotated[
        Decimal | None,
        Header(
            "amount",
            Text("期末应收", "Closing receivables"),
            "期末余额|应收期末|期末应收余额|应收余额|待回款金额|未回款金额|欠款金额|Closing Balance|Closing|"
            "Outstanding|"
            "Outstanding Amount|Balance Due",
            "应收金额|应收账款|余额|receivable_amount|Receivable",
            YUAN,
        ),
    ] = None
