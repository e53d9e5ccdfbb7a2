"""Words that several views share: the kinds of fields, the reasons rows are left out, where a parameter came from."""

from __future__ import annotations

from salesplan.text import Text

KINDS: dict[str, Text] = {
    "text": Text("文字", "text"),
    "code": Text("编码", "code"),
    "phone": Text("电话", "phone"),
    "amount": Text("金额", "amount"),
    "number": Text("数值", "number"),
    "count": Text("个数", "count"),
    "share": Text("比率", "rate"),
    "date": Text("日期", "date"),
    "moment": Text("日期时间", "date and time"),
    "flag": Text("是否", "yes/no"),
    "score": Text("评分", "score"),
    "grade": Text("等级", "grade"),
    "period": Text("期间", "period"),
}

SKIPPED: dict[str, Text] = {
    "title": Text("标题行", "title"),
    "blank": Text("空行", "blank"),
    "note": Text("备注行", "note"),
    "signature": Text("签字行", "signature"),
    "instructions": Text("说明行", "instructions"),
    "rules": Text("填写规则行", "rules for filling in"),
    "subtotal": Text("小计行", "subtotal"),
    "total": Text("合计行", "total"),
    "page-total": Text("本页合计行", "page total"),
    "total-unlabelled": Text("没写“合计”的合计行", "total without a label"),
    "header-repeated": Text("重复的表头", "header repeated"),
    "amount-in-words": Text("大写金额行", "amount in words"),
    "bad": Text("有坏单元格的行", "rows with bad cells"),
    "after_as_of": Text("截止日期之后的行", "rows after the as-of date"),
    "earlier": Text("更早的行", "earlier rows"),
    "no_customer": Text("没有客户的行", "rows without a customer"),
    "no_date": Text("没有日期的行", "rows without a date"),
    "no_amount": Text("没有金额的行", "rows without an amount"),
    "backwards": Text("时间顺序不对的行", "rows with times in the wrong order"),
    "repeated": Text("重复的行", "rows that stand twice"),
    "missing": Text("缺必要值的行", "rows without a needed value"),
}

ORIGINS: dict[str, Text] = {
    "default": Text("默认", "default"),
    "plan": Text("计划", "plan"),
    "option": Text("选项", "option"),
    "environment": Text("环境变量", "environment"),
}

SEVERITIES: dict[str, Text] = {
    "error": Text("错误", "error"),
    "warning": Text("提醒", "warning"),
    "note": Text("说明", "note"),
}

MORE_CUSTOMERS, MORE_DEALS, MORE_PEOPLE = Text("家", "more"), Text("个", "more"), Text("人", "more people")
"""What the rows count that a page leaves out, as the Chinese counts them."""

LIST_SEPARATOR = Text("、", ", ")
"""What stands between the items of an enumeration."""


def called(id_: object, name: object) -> str:
    """``C0012 北京宏图水务有限公司``; one of the two where the other is missing or the same."""
    return " ".join(str(each) for each in dict.fromkeys((id_, name)) if each)


def listed(items: list[str] | tuple[str, ...], limit: int = 12) -> str:
    """Items in a row; beyond ``limit`` only how many more there are."""
    shown = str(LIST_SEPARATOR).join(items[:limit])
    if len(items) <= limit:
        return shown
    return str(Text("{shown} 等 {n} 个", "{shown} and {n} more").format(shown=shown, n=_more(len(items), limit)))


def _more(count: int, limit: int) -> Text:
    return Text("{all}", "{rest}").format(all=count, rest=count - limit)
