"""Points that customers have used: what they redeemed, and when."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from salesplan.model.field import Header, Row
from salesplan.model.tables.shared import CUSTOMER_ID, CUSTOMER_NAME
from salesplan.model.tables.units import POINTS
from salesplan.text import Text


class PointsUsed(Row):
    """One redemption of loyalty points by a customer."""

    id: Annotated[
        str | None,
        Header(
            "code",
            Text("兑换编号", "Redemption ID"),
            "兑换单号|兑换流水号|Redemption No.|Redemption Number",
            "编号|ID|流水号|单号",
        ),
    ] = None
    customer_id: Annotated[str | None, CUSTOMER_ID] = None
    customer_name: Annotated[str | None, CUSTOMER_NAME] = None
    date: Annotated[
        dt.date | None,
        Header(
            "date",
            Text("兑换日期", "Redeemed on"),
            "兑换时间|积分使用日期|使用日期|核销日期|Redemption Date|Date Redeemed",
            "日期|时间|Date",
        ),
    ] = None
    points: Annotated[
        int | None,
        Header(
            "count",
            Text("兑换积分", "Points redeemed"),
            "使用积分|扣减积分|消耗积分|核销积分|积分使用|Redeemed Points|Points Used|Points Spent",
            "积分|积分数|Points",
            POINTS,
        ),
        Field(ge=0),
    ] = None
    reward: Annotated[
        str | None,
        Header("text", Text("兑换内容", "Reward"), "兑换礼品|礼品|奖品|兑换物品|Gift|Redeemed For", "备注|Note"),
    ] = None
