"""How a CRM or an ERP writes and reads its files: per system a profile, per kind of record its columns.

The profiles that come with salesplan are data files (crm/*.yaml); users add theirs, or change one, in the plan.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from salesplan.model.plan.types import Flag, Names, PlanModel, doc
from salesplan.model.tables import table_fields
from salesplan.text import Text

CrmObject = Literal["customers", "contacts", "prospects", "deals", "orders"]
OBJECTS: tuple[CrmObject, ...] = get_args(CrmObject)
"""The kinds of records that are exchanged, in the order in which a CRM must get them."""
OBJECT_LABELS: dict[str, Text] = {
    "customers": Text("客户", "customers"),
    "contacts": Text("联系人", "contacts"),
    "prospects": Text("线索", "leads"),
    "deals": Text("商机", "deals"),
    "orders": Text("订单", "orders"),
}
FileFormat = Literal["csv", "xlsx"]
ColumnKind = Literal["text", "code", "phone", "email", "amount", "number", "count", "share", "date", "flag"]
REASON = "crm_reason"
"""Our column with what the system said when it refused a record."""


def table_of(crm_object: str) -> str:
    """The list of ours that a kind of record stands in: a contact is one of the customer's fields."""
    return "customers" if crm_object == "contacts" else crm_object


def _as_mapping(value: object) -> object:
    """A list of options is each of them under its own name."""
    return {each: each for each in value} if isinstance(value, list | tuple) else value


def _pattern(form: str) -> str:
    """A form of ids is a regular expression."""
    try:
        re.compile(form)
    except re.error:
        raise PydanticCustomError("crm_pattern", "no pattern", {"form": form}) from None
    return form


def _date_form(form: str) -> str:
    """A form of dates has each of yyyy, MM and dd once, and no other letters."""
    if any(form.count(part) != 1 for part in ("yyyy", "MM", "dd")) or any(
        letter.isalpha() for letter in form.replace("yyyy", "").replace("MM", "").replace("dd", "")
    ):
        raise PydanticCustomError("crm_date_form", "no form of dates", {"form": form})
    return form


Options = Annotated[Mapping[str, str], BeforeValidator(_as_mapping)]
DateForm = Annotated[str, AfterValidator(_date_form)]


class CrmColumn(PlanModel):
    """One column of the system: its titles, our field, what it takes. Without a field it is kept under its title."""

    header: str = doc("系统里的列名", "the column's title in the system", min_length=1)
    zh: str | None = doc("中文界面的列名", "its title on the Chinese site", default=None)
    also: Names = doc("读的时候也认的列名", "other titles it is known by when read", default=())
    field: str | None = doc("对应我们的哪个字段", "our field", default=None)
    kind: ColumnKind | None = doc("内容的类型（不写按字段）", "kind of value (default: the field's)", default=None)
    required: Flag = doc("必填", "must be filled", default=False)
    length: int | None = doc("最多几个字", "most characters", default=None, ge=1)
    options: Options = doc(
        "选项：系统的值: 我们的值（几个用 | 隔开）",
        "options: the system's value: ours (several with | between)",
        default_factory=dict,
    )
    form: Annotated[str, AfterValidator(_pattern)] | None = doc(
        "系统自己的编号长什么样（正则）；不像的编号不写",
        "form of the system's own ids, a regular expression",
        default=None,
    )
    open: Flag = doc("也接受选项以外的值", "takes other values than its options", default=False)
    percent: Flag = doc("概率写成 0–100", "shares are written 0 to 100", default=False)
    read_only: Flag = doc("系统自己算的，只读不写", "kept by the system: read, never sent", default=False)
    lines: Flag = doc("可以换行", "may hold line breaks", default=False)

    @property
    def titles(self) -> tuple[str, ...]:
        """Every title it is known by."""
        return (self.header, *((self.zh,) if self.zh else ()), *self.also)


class CrmRecords(PlanModel):
    """One kind of record: what the system calls it, its columns in order, by what the system tells records apart."""

    name: str | None = doc("系统里的叫法", "what the system calls them", default=None)
    key: Names = doc("系统按哪些字段查重", "fields by which the system finds duplicates", default=())
    columns: tuple[CrmColumn, ...] = doc("各列", "its columns", default=())


def _fields_known(entry: CrmRecords | None, crm_object: str) -> list[InitErrorDetails]:
    known = table_fields(table_of(crm_object))
    expected = Text("{zh}", "{en}").format(zh="、".join(known), en=", ".join(known))
    error = PydanticCustomError("choice", "no field", {"expected": expected})
    return [
        InitErrorDetails(type=error, loc=(crm_object, "columns", at, "field"), input=column.field)
        for at, column in enumerate(entry.columns if entry else ())
        if column.field is not None and column.field not in known
    ]


class CrmObjects(PlanModel):
    """The kinds of records that a system exchanges."""

    customers: CrmRecords | None = doc("客户", "customers (accounts, companies)", default=None)
    contacts: CrmRecords | None = doc("联系人", "contacts", default=None)
    prospects: CrmRecords | None = doc("线索", "leads", default=None)
    deals: CrmRecords | None = doc("商机", "deals (opportunities)", default=None)
    orders: CrmRecords | None = doc("订单", "orders", default=None)

    @model_validator(mode="after")
    def _with_known_fields(self) -> CrmObjects:
        wrong = [problem for each in OBJECTS for problem in _fields_known(getattr(self, each), each)]
        if wrong:
            raise ValidationError.from_exception_data("plan", wrong)
        return self

    def given(self) -> dict[str, CrmRecords]:
        """Those that the system has, in the order of import."""
        found: dict[str, CrmRecords | None] = {each: getattr(self, each) for each in OBJECTS}
        return {each: records for each, records in found.items() if records is not None}


class CrmProfile(PlanModel):
    """One system: what its files look like and what it takes."""

    name: str = doc("系统的名称", "the system's name", default="")
    also: Names = doc("别的叫法", "other names for it", default=())
    base: str | None = doc("以哪个系统的写法为底", "the profile that this one changes", default=None)
    format: FileFormat = doc("写成 csv 还是 xlsx", "format of the files written", default="csv")
    mark: Flag = doc("CSV 开头加 UTF-8 标记", "whether a CSV begins with the UTF-8 mark", default=False)
    dates: DateForm = doc("日期怎么写", "how dates are written", default="yyyy-MM-dd")
    yes: str = doc("“是”怎么写", "how yes is written", default="1")
    no: str = doc("“否”怎么写", "how no is written", default="0")
    replace: Mapping[str, str] = doc("不能用的字符换成什么", "characters that are replaced", default_factory=dict)
    blanks: Literal["leave", "wipe"] = doc(
        "空单元格：leave 系统不动原值，wipe 会清空", "what an empty cell does to a field", default="wipe"
    )
    owner: Literal["name", "email", "id"] = doc("负责人写什么", "how owners are named", default="name")
    owners: Mapping[str, str] = doc("负责人：系统里怎么写", "our owner: the system's", default_factory=dict)
    max_rows: int | None = doc("系统每个文件最多几行", "most rows of one file", default=None, ge=1)
    stars: Literal["before", "after", "none"] = doc("必填列的星号在哪", "where a star marks", default="none")
    above: str | None = doc("表头上面一行的说明", "the line above the header", default=None)
    template: Flag = doc("先下载模板再导出", "an export needs the system's own template", default=False)
    heading: Literal["header", "zh"] = doc("写哪种列名", "which titles are written", default="header")
    refused: str | None = doc("错误文件里写原因的列", "the column with the reasons of refused rows", default=None)
    exports: Flag = doc("是否能写给它", "whether files are written for it", default=True)
    send_read_only: Flag = doc("只读列也写出去（系统会忽略）", "read-only columns are written too", default=False)
    source: str | None = doc("依据", "where this is from", default=None)
    objects: CrmObjects = doc("各类记录", "its kinds of records", default=CrmObjects())


CrmProfiles = Annotated[Mapping[Annotated[str, Field(min_length=1)], CrmProfile], Field()]
"""Profiles by the word that ``--from`` and ``--to`` take."""


def merged(base: CrmProfile, over: CrmProfile) -> CrmProfile:
    """A profile with what another one says in its place; columns go by their titles, options by their keys."""
    changes = {key: getattr(over, key) for key in over.model_fields_set - {"objects", "owners", "replace", "base"}}
    changes |= {"owners": {**base.owners, **over.owners}, "replace": {**base.replace, **over.replace}}
    objects: dict[str, Any] = {
        each: _merged_records(getattr(base.objects, each), getattr(over.objects, each))
        for each in OBJECTS
        if getattr(over.objects, each) is not None
    }
    return base.model_copy(update={**changes, "objects": base.objects.model_copy(update=objects)})


def _merged_records(base: CrmRecords | None, over: CrmRecords) -> CrmRecords:
    if base is None:
        return over
    changes = {key: getattr(over, key) for key in over.model_fields_set - {"columns"}}
    columns = list(base.columns)
    for column in over.columns:
        at = next((i for i, each in enumerate(columns) if {*each.titles} & {*column.titles}), None)
        if at is None:
            columns.append(column)
            continue
        told = {key: getattr(column, key) for key in column.model_fields_set}
        told |= {"options": {**columns[at].options, **column.options}} if column.options else {}
        columns[at] = columns[at].model_copy(update=told)
    return base.model_copy(update={**changes, "columns": tuple(columns)})


def kind_of(column: CrmColumn, crm_object: str) -> str:
    """What a column holds: as it says itself, else as its field declares, else text."""
    fields = table_fields(table_of(crm_object))
    if column.kind is not None:
        return column.kind
    return fields[column.field].header.kind if column.field in fields else "text"
