"""How a part of the plan is written, with what somebody put in place of it."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from salesplan.load.plan.keys import fields_at, hint
from salesplan.model.plan.paths import Path
from salesplan.text import Text

_MOST = 60
_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`][^:#,\[\]{}\"']*")
_IDS = {"goals": "G1", "items": "S1", "strategies": "ST1", "targets": "revenue", "segments": "SEG1"}
_WORDS = ("statement", "text", "name")
_KEY = re.compile(r"(\w+)[:：](\S.*)")


def form(model: type[BaseModel], path: Path, value: object) -> Text | None:
    """What to write in place of a word where keys belong; None where there is nothing better than saying so."""
    fields = fields_at(model, path)
    if not isinstance(value, str) or not fields or len(value) > _MOST:
        return None
    if (tight := _KEY.fullmatch(value)) and tight[1] in fields:
        return _write(f"{tight[1]}: {tight[2]}")
    if path and isinstance(path[-1], int):
        return _item(path, value, fields)
    key = next((key for key, info in fields.items() if _takes(info, value)), None)
    if key is not None:
        return _write(f"{path[-1]}: {{{key}: {_yaml(value)}}}")
    return hint("", fields)


def _item(path: Path, value: str, fields: dict[str, FieldInfo]) -> Text | None:
    """An item of a list as it is to be written: the word is its sentence or its name."""
    needed = [key for key, info in fields.items() if info.is_required()]
    name = next((key for key in (*_WORDS, *needed) if key in fields and key != "id"), None)
    if name is None:
        return None
    owner = str(path[-2]) if len(path) > 1 else ""
    parts = [f"id: {_IDS.get(owner, owner[:1].upper() + '1')}"] if "id" in needed else []
    return _write(f"- {{{', '.join([*parts, f'{name}: {_yaml(value)}'])}}}")


def _write(line: str) -> Text:
    return Text("写成 {line}", "write {line}").format(line=line)


def _yaml(value: str) -> str:
    return value if _PLAIN.fullmatch(value) else "'" + value.replace("'", "''") + "'"


def _takes(info: FieldInfo, value: str) -> bool:
    """Whether a value may stand for a key."""
    try:
        TypeAdapter(_typed(info)).validate_python(value)
    except ValidationError:
        return False
    return True


def _typed(info: FieldInfo) -> Any:  # noqa: ANN401 - any annotation
    return Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
