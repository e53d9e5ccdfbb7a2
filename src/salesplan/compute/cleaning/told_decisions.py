"""The rows that came back from a review as decisions: which word was ticked, and about whom."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from salesplan.compute.cleaning.decisions import Decision, Side
from salesplan.compute.cleaning.review_columns import DIFFERENT, KEEP, MERGE, OTHER_WORDS
from salesplan.errors import BadInput, Place, Problem
from salesplan.text import Text

Line = tuple[int, Mapping[str, str]]
"""A row of the file: its number, and its cells by column."""


def decisions_of(file: str, rows: Iterable[Line]) -> list[Decision]:
    """The decisions of a file. Rows without one are for later.

    The first row of a group is compared with nothing: what it says it says of the other row where there is but one,
    else that it stays, or is one of those that are merged below. BadInput with every cell that is no decision, and
    every decision in the first row of a group that cannot be about any other row.
    """
    groups: dict[str, list[Line]] = {}
    for number, cells in rows:
        groups.setdefault(cells.get("group") or f"#{number}", []).append((number, cells))
    found: list[Decision] = []
    faults: list[Problem] = []
    for lines in groups.values():
        unknown = [(number, cells["decision"]) for number, cells in lines if _said(cells) == ""]
        faults += [_no_word(file, number, word) for number, word in unknown]
        told = [_decision(line) for line in lines if _said(line[1]) and _is_pair(line[1])]
        first = next((line for line in lines if _said(line[1]) and not _is_pair(line[1])), None)
        if first is not None:
            meant = _of_first(first, [line for line in lines if _is_pair(line[1])], told)
            faults += [] if meant else [_no_pair(file, first[0], first[1]["decision"])]
            told = meant or told
        found += told
    if faults:
        raise BadInput(faults)
    return sorted(found, key=lambda each: each.line)


def _of_first(first: Line, others: Sequence[Line], told: Sequence[Decision]) -> list[Decision]:
    """The decisions of a group in view of what its first row says; none where that is about no other row."""
    number, cells = first
    said, keep = _said(cells), _side(cells, "") if "mark" in cells else None
    if len(others) == 1 and not told:
        return [replace(_decision(others[0], said), line=number, keep=keep if said == KEEP else None)]
    if said == DIFFERENT or all(each.decision == DIFFERENT for each in told):
        return []
    return [replace(each, keep=keep) if said == KEEP and each.decision == MERGE else each for each in told]


def _decision(line: Line, said: str | None = None) -> Decision:
    """The decision of a row that is compared with another one; to keep it is to merge them."""
    number, cells = line
    meant = said or _said(cells) or ""
    one = _side(cells, "")
    keep = one if said is None and meant == KEEP else None
    return Decision(one, _side(cells, "with_"), MERGE if meant == KEEP else meant, number, keep)


def _is_pair(cells: Mapping[str, str]) -> bool:
    return "mark" in cells and "with_mark" in cells


def _said(cells: Mapping[str, str]) -> str | None:
    """The decision in a row; None where there is none, "" for a word that is none."""
    word = cells.get("decision")
    return (_meant(word) or "") if word else None


def _meant(word: str) -> str | None:
    plain = unicodedata.normalize("NFKC", word).strip().lower()
    return next((decision for decision, words in OTHER_WORDS.items() if plain in words), None)


def _side(cells: Mapping[str, str], which: str) -> Side:
    row = cells.get(f"{which}row", "")
    number = row.removesuffix(".0")
    return Side(
        cells.get(f"{which}id"),
        cells.get(f"{which}name"),
        int(number) if number.isdigit() else None,
        cells[f"{which}mark"],
    )


def _no_word(file: str, number: int, word: str) -> Problem:
    what = Text("第 {row} 行的决定“{word}”看不懂", "row {row}: “{word}” is no decision")
    fix = Text(
        "写 合并、不是 或 保留，没想好就留空", "write merge, different or keep, or leave the cell empty for later"
    )
    return Problem("DECISIONS-word", "error", what.format(row=number, word=word), fix, Place(file, line=number), word)


def _no_pair(file: str, number: int, word: str) -> Problem:
    what = Text("第 {row} 行没有可比的另一家，填了“{word}”", "row {row} says “{word}” and is compared with nobody")
    fix = Text(
        "在它下面各行里填：那些行说的是要不要并到这一家",
        "decide in the rows below it: they say whether to merge into this one",
    )
    return Problem("DECISIONS-first", "error", what.format(row=number, word=word), fix, Place(file, line=number), word)
