"""Names in a sentence: all of a few, the first of many."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import reduce

from salesplan.text import Text

SHOWN = 5
"""So many names stand in a sentence; the sentence itself counts all."""
_BREAKS = re.compile(r"[\r\n\v\f\x85\u2028\u2029]+")
"""What would break the line of a sentence."""


def names_of(items: Iterable[Text | str], shown: int | None = SHOWN) -> Text:
    """``A、B、C``, and ``A、B、C、D、E 等`` where there are more than are shown (None: all are); empty for none."""
    found = list(items)
    first = [_named(each) for each in found[:shown]]
    if not first:
        return Text("", "")
    told = reduce(lambda one, two: Text("{one}、{two}", "{one}, {two}").format(one=one, two=two), first)
    return told if len(first) == len(found) else Text("{names} 等", "{names} ...").format(names=told)


def _named(item: Text | str) -> Text:
    return item if isinstance(item, Text) else Text("{name}", "{name}").format(name=_BREAKS.sub(" ", item))
