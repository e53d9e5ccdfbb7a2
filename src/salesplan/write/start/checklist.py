"""The checklist that a plan begins with: everything a sales plan needs besides its figures, to be pruned."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from salesplan.model.plan.preparation_words import CATEGORIES
from salesplan.text import Text, language
from salesplan.write.start.checklist_entry import Entry, Sections
from salesplan.write.start.checklist_running import RUNNING
from salesplan.write.start.checklist_selling import SELLING

CHECKLIST: Sections = {**SELLING, **RUNNING}
"""Entries by category, in the order in which they are written."""
HEAD = Text(
    """\
# 销售准备清单：用不上的删掉，缺的补上；类别名可改，也可以自己加。
# 做完了把 todo 改成 done，正在做写 doing，用不上写 na（不算在内）。
# 写上负责人和期限：- {status: todo, item: 价格表, owner: 张三, due: 2026-03-31}
# mandatory: yes 是缺了就不能开卖的；这些都完成才算准备好。
# 看进度：salesplan prepare
""",
    """\
# Preparation to sell: delete what you do not need, add what is missing; categories may be renamed and added.
# Change todo to done once it is done, to doing while you are at it, to na if you do not need it (not counted).
# Say who does it by when: - {status: todo, item: price list, owner: Ann, due: 2026-03-31}
# mandatory: yes is what selling cannot start without: you are ready when all of that is done.
# To see where you stand: salesplan prepare
""",
)
_PLAIN = re.compile(r"[^,:{}\[\]#&*!|>%@`?\"']+")
"""A text that needs no quotes between braces."""


def starter_checklist() -> str:
    """The text of checklist.yaml in the language of now; nothing in it is done."""
    return str(HEAD) + "".join(f"{line}\n" for line in ("preparation:", *_lines()))


def _lines() -> Iterator[str]:
    for category, entries in CHECKLIST.items():
        yield f"  {_name(category)}:"
        yield from map(_line, sorted(entries, key=lambda entry: not entry.advice))


def _name(category: str) -> str:
    """A category as one writes it: by its Chinese name, in English by its key."""
    return category if language() == "en" else str(CATEGORIES[category].label)


def _line(entry: Entry) -> str:
    if entry.advice:
        return f"    # {entry.text}"
    text = str(entry.text)
    told = text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
    return f"    - {{status: todo, item: {told}{', mandatory: yes' if entry.mandatory else ''}}}"
