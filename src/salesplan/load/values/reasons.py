"""Why a cell has no value, and what to do about it: one sentence for each cause."""

from __future__ import annotations

from dataclasses import dataclass

from salesplan.load.values.units import currency_in
from salesplan.text import Text


@dataclass(frozen=True)
class Reason:
    """A cause why a cell cannot be read.

    ``code`` is the stable code of the problem. The sentences may name {value} (the cell as people see it), {field},
    {currency} (the plan's) and {code} (the currency found); fill them with ``explained``.
    """

    code: str
    what: Text
    fix: Text


_PLAIN_NUMBER = Text("改成一个数字，如 1234.5", "Write one plain number, such as 1234.5")
_FULL_DAY = Text("写成年-月-日，如 2026-01-31", "Write year, month and day, such as 2026-01-31")
_AS_TEXT = Text(
    "把这一列设为文本格式，再从原系统重新录入或导出完整的号码",
    "Format the column as text, then enter or export the full number again from where it came",
)
_EXACT = Text("改成确切的数字", "Write the exact number")

REASONS: dict[str, Reason] = {
    "error-value": Reason(
        "READ-error-cell",
        Text("是公式错误值 {value}", "is the error value {value}"),
        Text("修正这个公式，或清空单元格", "Correct the formula, or empty the cell"),
    ),
    "formula": Reason(
        "READ-formula",
        Text("是公式，但文件里没有保存计算结果", "is a formula without a stored result"),
        Text(
            "用 Excel 或 WPS 打开这个文件，保存后再读", "Open the workbook in Excel or WPS, save it, and read it again"
        ),
    ),
    "formula-text": Reason(
        "READ-formula",
        Text("“{value}”是没有计算的公式文字", "“{value}” is a formula written as text, without a result"),
        Text("改成算出的数字", "Write the number that it gives"),
    ),
    "damaged-number": Reason(
        "READ-damaged",
        Text(
            "按数字保存，内容“{value}”却不是数字，文件可能已损坏",
            "is stored as a number but holds “{value}”; the file may be damaged",
        ),
        Text("用 Excel 打开文件，改好这个单元格后保存", "Open the file in Excel, correct this cell and save"),
    ),
    "damaged-text": Reason(
        "READ-damaged",
        Text(
            "指向文件里不存在的文字（{value}），文件可能已损坏",
            "points to a text that is not in the file ({value}); the file may be damaged",
        ),
        Text("用 Excel 打开文件，重新填写这个单元格后保存", "Open the file in Excel, fill in this cell again and save"),
    ),
    "long-text": Reason(
        "READ-damaged",
        Text(
            "文字超过单元格能容纳的 32767 个字（{value}）",
            "is a text longer than the 32,767 characters of a cell ({value})",
        ),
        Text("核对这个文件的来源，缩短这个单元格的内容", "Check where the file came from, and shorten this cell"),
    ),
    "truth": Reason(
        "READ-number",
        Text("数字列里出现了是非值 {value}", "is the truth value {value} in a column of numbers"),
        _PLAIN_NUMBER,
    ),
    "day": Reason(
        "READ-number",
        Text("应是数字，却是日期（{value}）", "is a day ({value}) where a number must be"),
        Text("改成数字，并把单元格格式改为“数值”", "Write a number, and set the cell's format to Number"),
    ),
    "number": Reason("READ-number", Text("“{value}”不是数字", "“{value}” is not a number"), _PLAIN_NUMBER),
    "too-large": Reason(
        "READ-number",
        Text(
            "{value} 超出可读范围（约 9.2 万亿）",
            "{value} is past the largest number that can be read (about 9.2 trillion)",
        ),
        Text("核对这个数字和它的单位", "Check the number and its unit"),
    ),
    "comma-place": Reason(
        "READ-number",
        Text("“{value}”的逗号不在千位上", "“{value}” has a comma where no thousands end"),
        Text(
            "去掉逗号，或改正数字；小数点写作逗号的文件请用 --decimal ,",
            "Take the comma out or correct the number; for decimal commas use --decimal ,",
        ),
    ),
    "two-points": Reason(
        "READ-number",
        Text("“{value}”有不止一个小数点", "“{value}” has more than one decimal point"),
        Text(
            "只留一个小数点；用点分隔千位的文件请用 --decimal ,",
            "Keep one decimal point; where points part thousands use --decimal ,",
        ),
    ),
    "estimate": Reason(
        "READ-number", Text("“{value}”是估计，不是确数", "“{value}” is an estimate, not a number"), _EXACT
    ),
    "range": Reason(
        "READ-number", Text("“{value}”是一个范围，不是一个数", "“{value}” is a range, not one number"), _EXACT
    ),
    "letter": Reason(
        "READ-number",
        Text("“{value}”的数字里混有字母（如 O、l）", "“{value}” has a letter among its digits, such as O for 0"),
        Text("把字母改成数字 0 或 1", "Replace the letter by the digit it stands for"),
    ),
    "words": Reason(
        "READ-number",
        Text("“{value}”是用文字写的数", "“{value}” is a number in words"),
        Text("改用阿拉伯数字", "Write it in digits"),
    ),
    "words-number": Reason(
        "READ-number",
        Text("“{value}”是用文字写的数", "“{value}” is a number in words"),
        Text("若是 {number}，写 {guess}", "If it is {number}, write {guess}"),
    ),
    "which-unit": Reason(
        "READ-unit",
        Text(
            "这一列单位是{unit}，“{value}”是 {small} {unit}还是 {number} {unit}？",
            "the column is in {unit}: is “{value}” {small} {unit} or {number} {unit}?",
        ),
        Text("写成 {small}，或 {whole}", "Write {small}, or {whole}"),
    ),
    "piece": Reason(
        "READ-number",
        Text("“{value}”是单价，不是金额", "“{value}” is a price by the piece, not an amount"),
        Text("填总金额；单价放到单价列", "Enter the whole amount; a price belongs in the price column"),
    ),
    "sign-alone": Reason(
        "READ-number",
        Text("只有货币符号“{value}”，没有数字", "is a currency sign “{value}” without a number"),
        Text("补上金额，或清空单元格", "Add the amount, or empty the cell"),
    ),
    "measure": Reason(
        "READ-number",
        Text("“{value}”的数字后面带有量词或文字", "“{value}” has a measure word or other text after the number"),
        Text(
            "只留数字；单位写在表头，如 数量（台）",
            "Keep the number alone; the unit belongs in the header, as in Quantity (pcs)",
        ),
    ),
    "percent": Reason(
        "READ-number",
        Text("“{value}”是百分比，这一列是数量或金额", "“{value}” is a percentage in a column of amounts"),
        _PLAIN_NUMBER,
    ),
    "discount": Reason(
        "READ-share",
        Text(
            "“{value}”是几折的写法，不是百分比",
            "“{value}” is a discount written the other way round (85折 is 15% off), not a percentage",
        ),
        Text(
            "写成百分比：85折若指折扣率写 15%，若指成交价比例写 85%",
            "Write a percentage: 15% for the discount, or 85% for the price paid",
        ),
    ),
    "discount-words": Reason(
        "READ-share",
        Text("“{value}”是用文字写的折扣", "“{value}” is a discount in words"),
        Text(
            "写成百分比：九折若指折扣率写 10%，若指成交价比例写 90%",
            "Write a percentage: 10% for the discount, or 90% for the price paid",
        ),
    ),
    "probability": Reason(
        "READ-share",
        Text("概率 {value} 大于 1，又没有 %", "is a probability above 1 without a % sign ({value})"),
        Text(
            "写成 75% 或 0.75；整列都是百分数时在表头后面加 (%)，如 赢率(%)",
            "Write 75% or 0.75; for a whole column in percent put (%) after its header",
        ),
    ),
    "hashes": Reason(
        "READ-number",
        Text(
            "只有井号：导出时列宽不够，数字没有保存下来",
            "is only hash signs: the column was too narrow when it was exported, and the number is lost",
        ),
        Text("在原表里把列拉宽，再导出一次", "Widen the column in the original and export it again"),
    ),
    "currency": Reason(
        "READ-currency",
        Text(
            "“{value}”是另一种货币（{code}），计划用的是 {currency}",
            "“{value}” is in another currency ({code}) than the plan ({currency})",
        ),
        Text(
            "在 plan.yaml 里写明汇率：rates: {{{code}: 1 {code} 合多少 {currency}}}，或换成 {currency} 填写",
            "Give its rate in plan.yaml: rates: {{{code}: worth in {currency}}}, or write the amount in {currency}",
        ),
    ),
    "not-whole": Reason(
        "READ-count",
        Text("{value} 不是整数", "{value} is not a whole number"),
        Text("改成整数，如 3", "Write a whole number, such as 3"),
    ),
    "month": Reason("READ-date", Text("“{value}”是月份，不是某一天", "“{value}” is a month, not a day"), _FULL_DAY),
    "quarter": Reason("READ-date", Text("“{value}”是季度，不是某一天", "“{value}” is a quarter, not a day"), _FULL_DAY),
    "week": Reason("READ-date", Text("“{value}”是第几周，不是某一天", "“{value}” is a week, not a day"), _FULL_DAY),
    "year": Reason("READ-date", Text("“{value}”是年份，不是某一天", "“{value}” is a year, not a day"), _FULL_DAY),
    "no-year": Reason("READ-date", Text("“{value}”没有年份", "“{value}” has no year"), _FULL_DAY),
    "no-year-guess": Reason(
        "READ-date",
        Text("“{value}”没有年份", "“{value}” has no year"),
        Text("若是 {year} 年，写 {guess}", "If it is {year}, write {guess}"),
    ),
    "short-year": Reason(
        "READ-date",
        Text("“{value}”的年份不足四位，看不出哪个是年", "“{value}” has no four-digit year, so the year cannot be told"),
        Text(
            "写四位年份，如 2026-01-31，或用 --date-order 说明次序",
            "Write four digits, such as 2026-01-31, or give --date-order",
        ),
    ),
    "day-order": Reason(
        "READ-date",
        Text("“{value}”分不清月在前还是日在前", "“{value}”: month first or day first cannot be told"),
        Text(
            "写成 2026-01-31 的形式，或用 --date-order dmy（日在前）或 mdy（月在前）",
            "Write it like 2026-01-31, or give --date-order dmy (day first) or mdy (month first)",
        ),
    ),
    "no-month": Reason(
        "READ-date", Text("“{value}”里没有这个月份", "“{value}” has a month outside 1 to 12"), _FULL_DAY
    ),
    "no-leap": Reason(
        "READ-date",
        Text("“{value}”不存在：那年不是闰年", "“{value}” does not exist: that year is no leap year"),
        _FULL_DAY,
    ),
    "no-day": Reason("READ-date", Text("“{value}”没有这一天", "“{value}”: there is no such day"), _FULL_DAY),
    "too-old": Reason("READ-date", Text("“{value}”早于 1900 年", "“{value}” is before 1900"), _FULL_DAY),
    "zero-date": Reason(
        "READ-date",
        Text("“{value}”不是日期", "“{value}” is no date"),
        Text("填上日期，或清空单元格", "Enter the day, or empty the cell"),
    ),
    "word": Reason("READ-date", Text("“{value}”是文字，不是日期", "“{value}” is a word, not a date"), _FULL_DAY),
    "date-words": Reason("READ-date", Text("“{value}”是用汉字写的日期", "“{value}” is a date in words"), _FULL_DAY),
    "time": Reason("READ-date", Text("“{value}”只有时间，没有日期", "“{value}” is a time without a day"), _FULL_DAY),
    "clock": Reason(
        "READ-date",
        Text("“{value}”里的时间不是一天里的钟点", "“{value}”: its time is no time of a day"),
        Text("写成 2026-01-31 16:00 的形式", "Write it like 2026-01-31 16:00"),
    ),
    "serial-below": Reason(
        "READ-date", Text("日期序号 {value} 小于 0", "is a serial number of a day below 0 ({value})"), _FULL_DAY
    ),
    "serial-past": Reason(
        "READ-date",
        Text("日期序号 {value} 超过了 9999-12-31", "is a serial number past 9999-12-31 ({value})"),
        _FULL_DAY,
    ),
    "no-serial": Reason(
        "READ-date",
        Text("数字 {value} 不是日期", "the number {value} is no date"),
        Text(
            "写成 2026-01-31 的形式，或把单元格设为日期格式", "Write it like 2026-01-31, or give the cell a date format"
        ),
    ),
    "date-truth": Reason(
        "READ-date", Text("日期列里出现了是非值 {value}", "is the truth value {value} in a column of dates"), _FULL_DAY
    ),
    "date": Reason("READ-date", Text("“{value}”不是日期", "“{value}” is not a date"), _FULL_DAY),
    "code-digits": Reason(
        "READ-code",
        Text(
            "16 位以上的号码按数字保存，末几位已丢失（{value}）",
            "is a code of 16 or more digits kept as a number: its last digits are lost ({value})",
        ),
        _AS_TEXT,
    ),
    "code-scientific": Reason(
        "READ-code",
        Text(
            "号码变成了科学计数法“{value}”，数字已丢失",
            "is a code in scientific notation, its digits are lost: “{value}”",
        ),
        _AS_TEXT,
    ),
    "phone-scientific": Reason(
        "READ-code",
        Text(
            "电话号码变成了科学计数法“{value}”，数字已丢失",
            "is a phone number in scientific notation, its digits are lost: “{value}”",
        ),
        _AS_TEXT,
    ),
    "code-day": Reason(
        "READ-code",
        Text(
            "编码被表格软件改成了日期（{value}）", "is a code that the spreadsheet program turned into a day ({value})"
        ),
        Text(
            "把这一列设为文本格式，再重新填写编码，如 1-2",
            "Format the column as text and enter the code again, such as 1-2",
        ),
    ),
    "grade": Reason(
        "READ-grade",
        Text("“{value}”不是 A、B、C、D 中的一级", "“{value}” is no level A to D"),
        Text("改成 A、B、C 或 D，或清空单元格", "Write A, B, C or D, or empty the cell"),
    ),
    "scale": Reason(
        "READ-scale",
        Text("“{value}”不是 1-5，也不在词表里", "“{value}” is neither 1 to 5 nor a word of the table"),
        Text(
            "改成 1-5，或在 plan.yaml 的 parameters → man → words 下加一行 {word}: 4"
            "（没有就照此写上 parameters: {{man: {{words: {{{word}: 4}}}}}}）",
            "Write 1 to 5, or add the line {word}: 4 in plan.yaml under parameters → man → words "
            "(where there is none: parameters: {{man: {{words: {{{word}: 4}}}}}})",
        ),
    ),
    "scale-number": Reason(
        "READ-scale",
        Text("{value} 不在 1-5 之内", "{value} is outside 1 to 5"),
        Text(
            "改成 1-5；若是别的分制，在 plan.yaml 的 parameters → man → scales 下加一行 {field}: {ends}"
            "（没有就照此写上 parameters: {{man: {{scales: {{{field}: {ends}}}}}}}）",
            "Write 1 to 5, or add the line {field}: {ends} in plan.yaml under parameters → man → scales "
            "(where there is none: parameters: {{man: {{scales: {{{field}: {ends}}}}}}})",
        ),
    ),
    "scale-range": Reason(
        "READ-scale",
        Text("{value} 超出了计划里写明的分制", "{value} is outside the scale given in the plan"),
        Text(
            "改正这个数，或改正 plan.yaml 里 parameters: {{man: {{scales: ...}}}} 的两端",
            "Correct the number, or the ends of the scale in plan.yaml under parameters: {{man: {{scales: ...}}}}",
        ),
    ),
    "flag": Reason(
        "READ-flag",
        Text("“{value}”不是“是”或“否”", "“{value}” is neither yes nor no"),
        Text("写 是/否、yes/no 或 1/0", "Write yes or no, or 1 or 0"),
    ),
    "period": Reason(
        "READ-period",
        Text("“{value}”看不出是哪个月、季度或年", "“{value}” is no month, quarter or year"),
        Text("写成 2026-01、2026-Q1 或 2026", "Write it like 2026-01, 2026-Q1 or 2026"),
    ),
}
"""Every cause by its key, as ``ReadColumn.bad`` names it."""


def explained(
    reason: str, value: str, field: str, currency: str = "CNY", code: str | None = None, **more: str
) -> Reason:
    """The reason with its sentences filled in for one cell.

    ``field`` is the key of its field; ``code`` the currency of the header, where the cell's own text names none;
    ``more`` what the sentences of some reasons name beside (values/hints.py).
    """
    found = REASONS[reason]
    other = (currency_in(value, currency) or code or "?") if found.code == "READ-currency" else ""
    filled = {"value": value, "field": field, "currency": currency, "code": other, **more}
    return Reason(found.code, found.what.format(**filled), found.fix.format(**filled))
