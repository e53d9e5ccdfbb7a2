"""The keys that may stand at a place of the plan, what they mean, and which of them a wrong key was meant to be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, get_args, get_origin

from annotated_types import Ge, Gt, Le, Lt
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from salesplan.model.near import nearest
from salesplan.model.plan.paths import Path
from salesplan.text import Text

_HEAD = re.compile(r"[，；：。（(、]|，?如 ")
_LATIN = re.compile(r"[A-Za-z0-9_\s]*")
_CORRECT = Text("改正这个值", "correct the value")
USUAL: Mapping[str, tuple[str, ...]] = {
    "名称": ("name", "item", "task", "role", "product"),
    "名字": ("name", "item", "task", "role", "product"),
    "姓名": ("name", "person"),
    "标题": ("name", "item", "text"),
    "编号": ("id",),
    "序号": ("id",),
    "类型": ("kind",),
    "类别": ("kind",),
    "种类": ("kind",),
    "状态": ("status",),
    "进度": ("status",),
    "负责人": ("owner",),
    "责任人": ("owner",),
    "负责": ("owner",),
    "内容": ("text", "statement", "item", "note"),
    "描述": ("statement", "text", "note"),
    "说明": ("note", "text", "statement"),
    "备注": ("note",),
    "目标值": ("target", "value"),
    "目标": ("goals", "target"),
    "基线": ("baseline",),
    "数值": ("value",),
    "值": ("value",),
    "金额": ("value", "total", "amount"),
    "总额": ("total",),
    "总预算": ("total",),
    "开始": ("start",),
    "开始日期": ("start",),
    "起始日期": ("start",),
    "结束": ("end",),
    "结束日期": ("end",),
    "截止": ("end", "due"),
    "截止日期": ("end", "due"),
    "期限": ("due", "end"),
    "日期": ("date", "due", "on", "end"),
    "范围": ("scope",),
    "权重": ("weight",),
    "评分": ("rating",),
    "分数": ("rating", "score"),
    "依据": ("evidence",),
    "来源": ("source",),
    "数据来源": ("data_source", "source"),
    "单位": ("unit",),
    "指标": ("metric", "indicators", "name"),
    "里程碑": ("milestones",),
    "上级": ("parent", "leader"),
    "上级目标": ("parent",),
    "事项": ("item",),
    "任务": ("task",),
    "必须": ("mandatory",),
    "价格": ("price",),
    "成本": ("cost",),
    "产品": ("product", "products"),
    "客户": ("customers",),
    "人员": ("members",),
    "成员": ("members",),
    "竞争对手": ("competitors",),
    "对手": ("competitors",),
    "预算": ("budget",),
    "折扣": ("discount",),
    "毛利率": ("margin",),
    "渠道": ("channels", "channel"),
    "检查清单": ("preparation",),
    "销售准备": ("preparation",),
    "准备": ("preparation",),
    "目标分解": ("targets",),
    "层级": ("by",),
    "文件": ("file",),
    "工作表": ("sheet",),
}
"""What people call keys in Chinese where the plan's own word for them is another; the first that may stand there."""


def fields_at(model: type[BaseModel], path: Path) -> dict[str, FieldInfo]:
    """The keys allowed at ``path``, as they are written in the plan, with what is known of them."""
    there: list[Any] = [model]
    for name in (part for part in path if isinstance(part, str)):
        there = [inner for part in there for one in _containers(part) for inner in _step(one, name)]
    models = [one for part in there for one in _containers(part) if isinstance(one, type)]
    return {key: info for found in models for key, info in _keys(found)}


def keys_at(model: type[BaseModel], path: Path) -> list[str]:
    """The keys allowed at ``path``, as they are written in the plan."""
    return list(fields_at(model, path))


def field_at(model: type[BaseModel], path: Path) -> FieldInfo | None:
    """What is known of the key that the value at a path is given for; None for one that the user names himself."""
    while path and not isinstance(path[-1], str):
        path = path[:-1]
    return fields_at(model, path[:-1]).get(str(path[-1])) if path else None


def meaning(info: FieldInfo | None) -> Text:
    """What a key means, in a word or two; nothing where that is not known."""
    extra = info.json_schema_extra if info else None
    if not info or not isinstance(extra, dict) or not info.description:
        return Text("", "")
    return Text("{zh}", "{en}").format(zh=_head(str(extra.get("x-zh", ""))), en=info.description)


def in_brackets(info: FieldInfo | None) -> Text:
    """The whole meaning of a key in brackets, to stand after it."""
    extra = info.json_schema_extra if info else None
    if not info or not isinstance(extra, dict) or not info.description:
        return Text("", "")
    return Text("（{zh}）", " ({en})").format(zh=extra.get("x-zh", ""), en=info.description)


def meant(word: str, known: Mapping[str, FieldInfo]) -> str | None:
    """The key that a wrong one was meant to be: the nearest in spelling, or the one that its Chinese word means."""
    if near := nearest(word, known):
        return near
    if _LATIN.fullmatch(word):
        return None
    heads = {key: meaning(info).in_("zh") for key, info in known.items()}
    same = next((key for key, head in heads.items() if head == word), None)
    usual = next((key for key in USUAL.get(word, ()) if key in known), None)
    alike = [key for key, head in heads.items() if len(word) > 1 and word in head]
    return same or usual or (alike[0] if len(alike) == 1 else None)


def hint(word: str, known: Mapping[str, FieldInfo]) -> Text:
    """What to write instead of an unknown key: the one that was meant, else those that may stand there."""
    if key := meant(word, known):
        said = Text("是不是 {key}（{zh}）？", "did you mean {key}?") if _zh(known[key]) else None
        return (said or Text("是不是 {key}？", "did you mean {key}?")).format(key=key, zh=_zh(known[key]))
    if not known:
        return Text("删掉它", "delete it")
    listed = [f"{key}（{_zh(info)}）" if _zh(info) else key for key, info in known.items()]
    return Text("这里可以写：{zh}", "keys here: {en}").format(zh="、".join(listed), en=", ".join(known))


def allowed(info: FieldInfo | None) -> Text:
    """The numbers that a value may be, as what to write."""
    bounds = list(_bounds(info)) if info else []
    low = next((one.ge for one in bounds if isinstance(one, Ge)), None)
    high = next((one.le for one in bounds if isinstance(one, Le)), None)
    if low is None or high is None or any(isinstance(one, Gt | Lt) for one in bounds):
        return _CORRECT
    return Text("写 {low} 到 {high} 的数", "write a number from {low} to {high}").format(
        low=Decimal(str(low)), high=Decimal(str(high))
    )


def _bounds(part: Any) -> Iterator[Any]:  # noqa: ANN401 - a field, an annotation, or a limit
    for inner in (*getattr(part, "metadata", ()), *getattr(part, "__metadata__", ())):
        yield inner
        yield from _bounds(inner)
    yield from (one for inner in get_args(getattr(part, "annotation", part)) for one in _bounds(inner))


def _zh(info: FieldInfo) -> str:
    return meaning(info).in_("zh")


def _head(zh: str) -> str:
    """``开始日期，如 2026-01-01`` is called ``开始日期``."""
    return _HEAD.split(zh, maxsplit=1)[0].strip()


def _containers(annotation: Any) -> Iterator[Any]:  # noqa: ANN401 - any annotation
    """The models and mappings that an annotation allows, in lists too."""
    origin = get_origin(annotation)
    kind = origin if isinstance(origin, type) else annotation
    if isinstance(kind, type) and issubclass(kind, BaseModel | Mapping):
        yield annotation
    else:
        for inner in get_args(annotation):
            yield from _containers(inner)


def _step(container: Any, name: str) -> Iterator[Any]:  # noqa: ANN401 - a model or a mapping
    """The annotations of what stands under a key."""
    if isinstance(container, type):
        yield from (info.annotation for key, info in _keys(container) if key == name)
    else:
        yield get_args(container)[1]


def _keys(model: type[BaseModel]) -> Iterator[tuple[str, FieldInfo]]:
    for name, info in model.model_fields.items():
        yield info.alias or name, info
