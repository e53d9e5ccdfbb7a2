"""The company's own days: worked or not."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from salesplan.model.field import Header, Row
from salesplan.text import Text


class CalendarDay(Row):
    """One day that differs from the weekday's rule: a holiday, a make-up day, a company day off."""

    date: Annotated[
        dt.date | None, Header("date", Text("日期", "Date"), "日历日期|节假日日期|放假日期|Day|Calendar Date")
    ]
    is_workday: Annotated[
        bool | None,
        Header(
            "flag",
            Text("是否工作日", "Is workday"),
            "是否上班|工作日|上班|Workday|Working Day|Is Working Day",
        ),
    ]
    name: Annotated[
        str | None,
        Header(
            "text", Text("节假日名称", "Day name"), "节日|节假日|假期名称|Holiday|Holiday Name", "名称|Name|备注|说明"
        ),
    ] = None
