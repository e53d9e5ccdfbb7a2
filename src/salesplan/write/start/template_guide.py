"""What the comment on a template's header says: whether to fill it, what kind of value, its unit, bounds, choices."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from annotated_types import Ge, Le

from salesplan.load.check import bounds_of
from salesplan.model.field import FieldKind, FieldSpec
from salesplan.model.tables import TABLES, table_fields
from salesplan.text import Text
from salesplan.write.start.template_lists import Template

KINDS: dict[FieldKind, Text] = {
    "text": Text("填文字。", "Text."),
    "code": Text("填编号：按文字存，开头的 0 会保留。", "A code. It is kept as text, so zeros at its start stay."),
    "phone": Text("填电话号码。", "A phone number."),
    "amount": Text("填金额，如 12000 或 1.2万。", "An amount, such as 12000."),
    "number": Text("填数字。", "A number."),
    "count": Text("填整数。", "A whole number."),
    "share": Text("填百分比，如 30%。", "A percentage, such as 30%."),
    "date": Text("填日期，如 2026-06-30。", "A date, such as 2026-06-30."),
    "moment": Text("填日期和时间，如 2026-06-30 16:00。", "A date and time, such as 2026-06-30 16:00."),
    "flag": Text("填是或否。", "Yes or no."),
    "score": Text("填评分。", "A score."),
    "grade": Text("填您自己的级别。", "Your own level."),
    "period": Text("填期间，如 2026-06。", "A period, such as 2026-06."),
}
MEANINGS = {
    "purchasing_power": Text(
        "客户买得起吗？1 很难，3 够用，5 很宽裕。", "Can they afford it? 1 hardly, 3 enough, 5 easily."
    ),
    "authority": Text("联系人能拍板吗？1 不能，3 能影响，5 说了算。", "Do they decide? 1 no, 3 in part, 5 alone."),
    "need": Text("有多需要？1 没需求，3 有兴趣，5 急需。", "How much do they need it? 1 not, 3 some, 5 urgently."),
    "qty": Text("退货填负数。", "Returns are negative."),
    "grade": Text("只作对照，系统分级另算。", "For comparison only: salesplan works out its own classes."),
}
"""What needs a word beyond its kind."""
MUST = Text("必填。", "Must be filled.")
ONE_OF = Text("必填：{labels}至少填一项。", "Fill at least one of: {labels}.")
MAY = Text("没有可不填，空白不会当成 0。", "Leave it blank if you have none: blank is not 0.")
UNIT = Text("单位：{unit}。", "Unit: {unit}.")
BETWEEN = Text("{low} 到 {high} 之间。", "From {low} to {high}.")
AT_LEAST = Text("不小于 {low}。", "{low} or more.")
CHOICES = Text("可选：{choices}。", "Choose from: {choices}.")
YES, NO = Text("是", "yes"), Text("否", "no")


def guide_of(template: Template, spec: FieldSpec) -> str:
    """The comment on a header, one sentence a line, in the language of now."""
    return "\n".join(str(sentence) for sentence in _sentences(template, spec))


def choices_of(table: str, spec: FieldSpec) -> tuple[str, ...]:
    """The values of a field's drop-down: whole scores between its bounds, yes and no, A to D; none for other kinds."""
    kind = spec.header.kind
    if kind == "flag":
        return str(YES), str(NO)
    if kind == "grade":
        return tuple("ABCD")
    low, high = _bounds(table, spec.key)
    return tuple(map(str, range(int(low), int(high) + 1))) if kind == "score" and None not in (low, high) else ()


def _sentences(template: Template, spec: FieldSpec) -> Iterator[Text]:
    yield _wanted(template, spec)
    yield KINDS[spec.header.kind]
    if spec.key in MEANINGS:
        yield MEANINGS[spec.key]
    if spec.header.unit:
        yield UNIT.format(unit=spec.header.unit)
    low, high = _bounds(template.table, spec.key)
    # a share from 0 to 1 is shown by its unit, 0-100%
    if low is not None and spec.header.kind != "share":
        yield AT_LEAST.format(low=low) if high is None else BETWEEN.format(low=low, high=high)
    if choices := choices_of(template.table, spec):
        yield CHOICES.format(choices=", ".join(choices))


def _wanted(template: Template, spec: FieldSpec) -> Text:
    """Whether the field must be filled, by itself or as one of several."""
    group = next((group for group in TABLES[template.table].required_any if spec.key in group), ())
    if group:
        fields = table_fields(template.table)
        return ONE_OF.format(labels=" / ".join(str(fields[key].header.label) for key in group))
    return MUST if spec.key in template.starred else MAY


def _bounds(table: str, field: str) -> tuple[Any, Any]:
    """The least and the greatest value that the row model allows; None where it sets no such bound."""
    bounds = bounds_of(TABLES[table].model).get(field, ())
    low = next((bound.ge for bound in bounds if isinstance(bound, Ge)), None)
    return low, next((bound.le for bound in bounds if isinstance(bound, Le)), None)
