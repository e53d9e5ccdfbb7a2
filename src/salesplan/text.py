"""Every sentence people read, in simplified Chinese, traditional Chinese and English.

Chinese and English are written by hand; traditional Chinese is derived from the simplified text into
``zh_hant.json`` (tools/texts.py), which is read only when that language is asked for.
"""

from __future__ import annotations

import json
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal, get_args

Lang = Literal["zh", "zh-Hant", "en"]
LANGUAGES: tuple[Lang, ...] = get_args(Lang)
_current: ContextVar[Lang] = ContextVar("language", default="zh")


@dataclass(frozen=True)
class Text:
    """One label or sentence, Chinese first. A missing language is a type error.

    Both are literals in the source; what varies stands in braces and is given with ``format``. In a sentence that is
    never formatted a brace is a brace; in one that is, even with no values, it is doubled.
    """

    zh: str
    en: str
    values: tuple[tuple[str, object], ...] | None = None

    def format(self, **values: object) -> Text:
        """The same sentence with its braces filled; a Text among the values speaks the same language."""
        return replace(self, values=(*(self.values or ()), *values.items()))

    def in_(self, lang: Lang) -> str:
        """The sentence in one language."""
        template = self.en if lang == "en" else self.zh if lang == "zh" else traditional(self.zh)
        if self.values is None:
            return template
        return template.format(**{k: v.in_(lang) if isinstance(v, Text) else v for k, v in self.values})

    def __str__(self) -> str:
        return self.in_(language())


def language() -> Lang:
    """The language that output, help and messages are written in."""
    return _current.get()


def set_language(lang: Lang) -> None:
    """Choose the language of everything said from now on."""
    _current.set(lang)


def language_named(name: str) -> Lang | None:
    """The language a setting such as ``zh-TW``, ``zh_CN.UTF-8`` or ``EN`` means; None for any other."""
    plain = name.split(".", maxsplit=1)[0].replace("_", "-").lower()
    if plain in ("zh-hant", "zh-tw", "zh-hk", "zh-mo", "zht"):
        return "zh-Hant"
    return {"zh": "zh", "en": "en"}.get(plain.split("-")[0])  # type: ignore[return-value] # the two values are languages


@cache
def _derived() -> dict[str, str]:
    texts: dict[str, str] = json.loads((Path(__file__).parent / "zh_hant.json").read_text("utf-8"))
    return texts


def traditional(zh: str) -> str:
    """The traditional form of one of our own texts; a text that is not in the derived file stays as it is."""
    return _derived().get(zh, zh)
