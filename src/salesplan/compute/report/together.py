"""What several people are to do against one problem in the same way, as one proposal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from salesplan.compute.naming import names_of
from salesplan.compute.report.statement import Statement
from salesplan.text import Text

EACH: Mapping[str, Text] = {
    "win_back": Text("{owner} {n} 家", "{owner} {n}"),
    "wake": Text("{owner} {n} 家", "{owner} {n}"),
    "decide_deals": Text("{owner} {n} 个", "{owner} {n}"),
    "answer": Text("{owner} {n} 件", "{owner} {n}"),
}
"""Proposals that say the same of everybody, and how many of what are his."""


def together(tasks: Sequence[Statement]) -> Iterator[Statement]:
    """The proposals against one problem: those of one kind as one, with how many each of the owners has to see to."""
    for code in dict.fromkeys(each.code for each in tasks):
        same = [each for each in tasks if each.code == code]
        if code in EACH and len(same) > 1:
            yield _one(same)
        else:
            yield from same


def _one(tasks: Sequence[Statement]) -> Statement:
    words = EACH[tasks[0].code]
    amounts = [each.amount for each in tasks if each.amount is not None]
    return replace(
        tasks[0],
        owner=names_of([each.owner or "" for each in tasks], shown=None),
        names=names_of([words.format(owner=each.owner, n=each.count) for each in tasks], shown=None),
        count=sum(each.count or 0 for each in tasks),
        amount=sum(amounts, Decimal(0)) if amounts else None,
    )
