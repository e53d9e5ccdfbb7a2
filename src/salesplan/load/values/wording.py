"""The sentences of notes: what was decided while reading a column."""

from __future__ import annotations

from salesplan.text import Text

Wording = tuple[str, Text]
"""The code of a note and its sentence; {count} is the number of cells."""

ROUNDED: Wording = (
    "READ-rounded",
    Text(
        "{count} 个单元格的小数超过 6 位，已四舍五入到 6 位",
        "{count} cells had more than 6 decimals and were rounded half up to 6",
    ),
)
CONVERTED: Wording = (
    "READ-converted",
    Text(
        "{count} 个单元格是其他货币，已按计划的汇率换算",
        "{count} cells in another currency were converted at the plan's rates",
    ),
)
COLUMN_IN_CURRENCY: Wording = (
    "READ-converted",
    Text(
        "整列单位是 {code}，已按 1 {code} = {rate} {currency} 换算",
        "The whole column is in {code}, converted at 1 {code} = {rate} {currency}",
    ),
)
SHOWN_CURRENCY: Wording = (
    "READ-shown-currency",
    Text(
        "{count} 个单元格的数字格式显示 {code} 符号，已按 {currency} 读取",
        "{count} cells are formatted with a {code} sign; they were read as {currency}",
    ),
)
DECIMAL_COMMA: Wording = (
    "READ-decimal-comma",
    Text(
        "这一列用逗号作小数点，{count} 个单元格按此读取",
        "This column writes decimals with a comma: {count} cells were read so",
    ),
)
DAY_FIRST: Wording = (
    "READ-date-order",
    Text(
        "{count} 个日期按“日/月/年”读取：这一列有的日期只能这样读",
        "{count} dates were read day first, because other dates of the column fit only that",
    ),
)
MONTH_FIRST: Wording = (
    "READ-date-order",
    Text(
        "{count} 个日期按“月/日/年”读取：这一列有的日期只能这样读",
        "{count} dates were read month first, because other dates of the column fit only that",
    ),
)
TIME_ZONE: Wording = (
    "READ-time-zone",
    Text(
        "{count} 个时间写了时区，按写的钟点读取，没有换算",
        "{count} times name a time zone; they were read as written, not converted",
    ),
)
DATE_ORDER_GIVEN: Wording = (
    "READ-date-order",
    Text("{count} 个日期按指定的次序 {order} 读取", "{count} dates were read in the order given, {order}"),
)
EMPTY_DAY: Wording = (
    "READ-empty-day",
    Text(
        "{count} 个日期是 1900-01-01 之类，多半是空日期",
        "{count} dates are 1900-01-01 or the like, most often an empty date",
    ),
)
FAR_DAY: Wording = (
    "READ-far-day",
    Text("{count} 个日期在 30 年以后", "{count} dates are more than 30 years ahead"),
)
SCALED: Wording = (
    "READ-scaled",
    Text(
        "{count} 个评分按计划的分制换算为 1-5",
        "{count} scores were converted to 1 to 5 from the scale given in the plan",
    ),
)
