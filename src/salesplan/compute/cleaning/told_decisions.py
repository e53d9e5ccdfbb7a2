"""The rows that came back from a review as decisions: which word was ticked, and about whom."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from salesplan.compute.cleaning.decisions import Decision, Side
from salesplan.compute.cleaning.review_columns import OTHER_WORDS
from salesplan.errors import BadInput, Place, Problem
from salesplan.text import Text


def decisions_of(file: str, rows: Iterable[tuple[int, Mapping[str, str]]]) -> list[Decision]:
    """The decisions of a file: row number and cells by column. Rows without one are for later.

    BadInput with every cell that is no decision, and every decision in a row that is compared with nothing.
    """
    found: list[Decision] = []
    faults: list[Problem] = []
    for number, cells in rows:
        word = cells.get("decision")
        if not word:
            continue
        decision = _meant(word)
        if decision is None:
            faults.append(_no_word(file, number, word))
        elif "mark" not in cells or "with_mark" not in cells:
            faults.append(_no_pair(file, number, word))
        else:
            found.append(Decision(_side(cells, ""), _side(cells, "with_"), decision, number))
    if faults:
        raise BadInput(faults)
    return found


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
    fix = Text("写 合并 或 不是，没想好就留空", "write merge or different, or leave the cell empty for later")
    return Problem("DECISIONS-word", "error", what.format(row=number, word=word), fix, Place(file, line=number), word)


def _no_pair(file: str, number: int, word: str) -> Problem:
    what = Text("第 {row} 行没有可比的另一家，填了“{word}”", "row {row} says “{word}” and is compared with nobody")
    fix = Text(
        "在它下面各行里填：那些行说的是要不要并到这一家",
        "decide in the rows below it: they say whether to merge into this one",
    )
    return Problem("DECISIONS-first", "error", what.format(row=number, word=word), fix, Place(file, line=number), word)
