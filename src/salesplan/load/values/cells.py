"""A column of cells before and after reading, and the steps that every kind of value shares."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

import polars as pl

from salesplan.load.grid import ERROR, NUMBER, TEXT, TRUTH, UNSOLVED
from salesplan.load.values.words import ERROR_TEXTS
from salesplan.model.reading import ReadOptions
from salesplan.model.table import scaled
from salesplan.ooxml.kinds import LONG_TEXT, LOST_TEXT
from salesplan.text import Text

NAMED_CELLS = 50
"""A note names at most this many positions; its count is of all cells."""
_LONGEST_EXPONENT = 30
_LOST = {LOST_TEXT: "damaged-text", LONG_TEXT: "long-text"}
"""Error values that the scanner puts where a file lost a text, and the reason to give."""


@dataclass(frozen=True)
class CellColumn:
    """One column of a list, one entry a data row.

    ``texts`` String, null = empty; ``kinds`` UInt8, the kinds of load/grid.py, null = empty; ``styles`` Int32, the
    index of the cell's number format.
    """

    texts: pl.Series
    kinds: pl.Series
    styles: pl.Series

    @classmethod
    def of(cls, cells: Iterable[str | tuple[str, int] | tuple[str, int, int] | None]) -> CellColumn:
        """A column from a few cells: a text, or (text, kind), or (text, kind, style); None is an empty one."""
        full = [(None, None, None) if c is None else (c, TEXT, 0) if isinstance(c, str) else (*c, 0)[:3] for c in cells]
        columns = tuple(zip(*full, strict=True)) or ((), (), ())
        kinds = (pl.String(), pl.UInt8(), pl.Int32())
        return cls(*(pl.Series(values, dtype=kind) for values, kind in zip(columns, kinds, strict=True)))


@dataclass(frozen=True)
class Context:
    """What a column is read with: the user's wishes, the unit of its header or sheet, the workbook's formats.

    ``field`` is the key of the field, e.g. ``need``: words, scales and units are declared by it.
    """

    options: ReadOptions = field(default_factory=ReadOptions)
    unit: str | None = None
    formats: tuple[str, ...] = ()
    date1904: bool = False
    field: str = ""

    @property
    def stated_unit(self) -> str | None:
        """The unit the user named for this field, else the one in its header."""
        return self.options.units.get(self.field) or self.unit


@dataclass(frozen=True)
class Note:
    """Something decided while reading that the reader of the figures should know. Never a fault.

    ``count`` is the number of cells concerned, ``at`` the positions of the first of them.
    """

    code: str
    text: Text
    count: int
    at: tuple[int, ...] = ()


@dataclass(frozen=True)
class ReadColumn:
    """A column as typed values, and the cells that are none.

    ``values`` has one entry a row, null = missing or bad. Amounts are in the plan's currency (not in 万元), shares in
    parts of 1, both as whole numbers of 10^-``scale``; ``power`` says what the column's own unit is worth: 4 for 万元,
    -2 for %. ``bad``: at UInt32, text String (as people see the cell), reason String (a key of ``reasons.REASONS``).
    """

    values: pl.Series
    scale: int
    bad: pl.DataFrame
    notes: tuple[Note, ...] = ()
    power: int = 0

    def own_sum(self) -> Decimal | None:
        """The sum in the column's own unit (558.63 in 万元), exact; None where there is nothing to add."""
        if not self.values.dtype.is_integer() or self.values.null_count() == len(self.values):
            return None
        return scaled(int(self.values.cast(pl.Int128).sum()), self.scale + self.power)


class Answer(NamedTuple):
    """What one text means: a value, or the reason why it has none, or neither when it says that nothing is there.

    ``mark`` names what had to be decided on the way ("rounded", "order" ...), which is counted in a note.
    """

    value: Any = None
    reason: str | None = None
    mark: str | None = None


MISSING = Answer()


_BAD = {"at": pl.UInt32, "text": pl.String, "reason": pl.String}
NO_BAD = pl.DataFrame(schema=_BAD)
"""A column without bad cells."""


def bad_frame(at: pl.Series, texts: pl.Series, reasons: pl.Series) -> pl.DataFrame:
    """The bad cells of a column: position, text as people see it, reason."""
    return pl.DataFrame({"at": at, "text": texts, "reason": reasons}, schema=_BAD)


def together(*parts: pl.DataFrame) -> pl.DataFrame:
    """Bad cells from several steps in the order of the rows."""
    return pl.concat(parts).sort("at")


def shown(text: str, kind: int) -> str:
    """A cell as people see it: TRUE instead of 1, the digits of a number instead of its exponent."""
    if kind == TRUTH:
        return {"1": "TRUE", "0": "FALSE"}.get(text, text.upper())
    if kind != NUMBER or "e" not in text.lower():
        return text
    try:
        number = Decimal(text)
    except ArithmeticError:
        return text
    return format(number, "f") if abs(number.adjusted()) <= _LONGEST_EXPONENT else text


@dataclass(frozen=True)
class Sifted:
    """A column without the cells that cannot be read whatever they say; ``texts`` is null there."""

    texts: pl.Series
    bad: pl.DataFrame


def sift(cells: CellColumn, misfits: Mapping[int, str]) -> Sifted:
    """Take out error values, formulas without a stored result, and the kinds that this column cannot hold.

    ``misfits``: kind of cell -> reason. An error value that a text file holds as text (#N/A) is one too.
    """
    reasons = {ERROR: "error-value", UNSOLVED: "formula", **misfits}
    present = set(cells.kinds.unique().drop_nulls().to_list())
    errors = TEXT in present and TEXT not in misfits
    wrong = cells.texts.is_in(ERROR_TEXTS) & (cells.kinds == TEXT) if errors else None
    if not present & reasons.keys() and (wrong is None or not wrong.any()):
        return Sifted(cells.texts, NO_BAD)
    reason = pl.Series([reasons.get(k) for k in cells.kinds.to_list()], dtype=pl.String)
    if wrong is not None:
        reason = reason.zip_with(~wrong.fill_null(value=False), pl.repeat("error-value", len(reason), eager=True))
    out = (reason.is_not_null() & cells.texts.is_not_null()) | (cells.kinds == UNSOLVED).fill_null(value=False)
    return Sifted(_kept(cells.texts, ~out), _bad_at(cells, out.arg_true(), reason))


def _kept(texts: pl.Series, keep: pl.Series) -> pl.Series:
    return texts.zip_with(keep, pl.repeat(None, len(texts), dtype=pl.String, eager=True))


def _bad_at(cells: CellColumn, at: pl.Series, reasons: pl.Series) -> pl.DataFrame:
    pairs = zip(cells.texts.gather(at).fill_null(""), cells.kinds.gather(at), strict=True)
    texts = pl.Series([shown(text, kind) for text, kind in pairs], dtype=pl.String)
    causes = [_LOST.get(text.split("!")[0] + "!", r) for text, r in zip(texts, reasons.gather(at), strict=True)]
    return bad_frame(at, texts, pl.Series(causes, dtype=pl.String))


@dataclass(frozen=True)
class Odd:
    """The values after the odd cells were read too, the bad ones among them, and what was decided where."""

    values: pl.Series
    bad: pl.DataFrame
    marks: pl.DataFrame

    def notes(self, wording: Mapping[str, tuple[str, Text]]) -> tuple[Note, ...]:
        """A note for each kind of mark that occurs, worded by mark -> (code, sentence with {count})."""
        return tuple(n for mark, (code, text) in wording.items() if (n := _note(self.marks, mark, code, text)))


def _note(marks: pl.DataFrame, mark: str, code: str, text: Text) -> Note | None:
    at = marks.filter(pl.col("mark") == mark)["at"]
    return note_at(code, text, at) if len(at) else None


def note_at(code: str, text: Text, at: pl.Series) -> Note:
    """A note about the cells at these positions; {count} in the sentence is their number."""
    return Note(code, text.format(count=len(at)), len(at), tuple(at.head(NAMED_CELLS).to_list()))


def read_odd(
    values: pl.Series,
    texts: pl.Series,
    odd: pl.Series,
    read: Callable[[str], Answer],
    *,
    kind: int = TEXT,
    keys: pl.Series | None = None,
) -> Odd:
    """Read the cells where ``odd`` holds, each distinct text once, and put what they mean among ``values``.

    This is what keeps columns fast: plain cells never come here, and a text that occurs 10,000 times is read once.
    ``keys`` are the texts to read where these are shorter than the cells (a day without its time).
    """
    at = odd.fill_null(value=False).arg_true()
    if at.is_empty():
        return Odd(values, NO_BAD, _marks([], []))
    cells = pl.DataFrame({"at": at, "cell": texts.gather(at), "text": (texts if keys is None else keys).gather(at)})
    distinct = cells["text"].unique().to_list()
    answers = _answers(distinct, map(read, distinct), values.dtype)
    found = cells.join(answers, on="text", how="left", maintain_order="left")
    bad = found.filter(pl.col("reason").is_not_null())
    bad_texts = pl.Series([shown(t, kind) for t in bad["cell"]], dtype=pl.String)
    marks = found.filter(pl.col("mark").is_not_null()).select("at", "mark")
    return Odd(values.clone().scatter(at, found["value"]), bad_frame(bad["at"], bad_texts, bad["reason"]), marks)


def _answers(texts: list[str], answers: Iterable[Answer], dtype: pl.DataType) -> pl.DataFrame:
    values, reasons, marks = zip(*answers, strict=True)
    columns = {"text": texts, "value": values, "reason": reasons, "mark": marks}
    return pl.DataFrame(columns, schema={"text": pl.String, "value": dtype, "reason": pl.String, "mark": pl.String})


def _marks(at: list[int], marks: list[str]) -> pl.DataFrame:
    return pl.DataFrame({"at": at, "mark": marks}, schema={"at": pl.UInt32, "mark": pl.String})


def read_each(cells: CellColumn, misfits: Mapping[int, str], dtype: pl.DataType, read: Callable[[str], Answer]) -> Odd:
    """Read a column text by text: for kinds of values with few distinct texts (words, marks, flags, periods)."""
    sifted = sift(cells, misfits)
    empty = pl.repeat(None, len(cells.texts), dtype=dtype, eager=True)
    found = read_odd(empty, sifted.texts, sifted.texts.is_not_null(), read)
    return Odd(found.values, together(sifted.bad, found.bad), found.marks)
