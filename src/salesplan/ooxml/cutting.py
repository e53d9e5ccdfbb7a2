"""Cuts the cells out of sheet XML that is written the usual way, some thousand rows at a time, by string kernels.

It never guesses: a piece that does not match, a comment, an entity it does not know raise UnusualForm, and the whole
sheet is read element by element instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import polars as pl

from salesplan.ooxml.cells import LETTERS, Gathered
from salesplan.ooxml.kinds import EMPTY_TEXT, TEXT_RESULT
from salesplan.ooxml.limits import MB, ROWS
from salesplan.ooxml.markup import only_elements, plain, whole
from salesplan.ooxml.resolve import RAW_SCHEMA
from salesplan.ooxml.strings import UnusualForm, as_text, unescape

LONGEST_ROW = 64 * MB
"""Bytes read ahead for the end of one row, or for the first; past it the XML counts as unusual."""


def cut(pieces: Iterator[bytes], sheet: Gathered) -> None:
    """Read a sheet part into ``sheet``. Raises UnusualForm for XML of another form."""
    ahead = _Ahead(pieces)
    opening = ahead.until(re.compile(rb"<(?:(\w+):)?sheetData(?:\s[^<>]*|/)?>"))
    head, prefix = opening.string[: opening.start()], opening[1] + b":" if opening[1] else b""
    if not plain(head):
        raise UnusualForm
    for tag in _tags(head, prefix + b"col"):
        sheet.add_columns(tag)
    ahead.drop(opening.end())
    if not opening[0].endswith(b"/>"):
        for rows in ahead.rows(prefix):
            _cut_rows(rows, prefix, sheet)
    for tag in ahead.tags_to_the_end(prefix + b"mergeCell"):
        sheet.add_merged(tag.get("ref", ""))


class _Ahead:
    """The XML of a part, read ahead only as far as it is asked for."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.pieces = pieces
        self.xml = b""

    def more(self) -> None:
        """Read another piece behind what is there. An end comes too early wherever this is called."""
        piece = next(self.pieces, None)
        if piece is None or len(self.xml) > LONGEST_ROW:
            raise UnusualForm
        self.xml += piece

    def drop(self, count: int) -> None:
        """Forget the first ``count`` bytes."""
        self.xml = self.xml[count:]

    def until(self, pattern: re.Pattern[bytes]) -> re.Match[bytes]:
        """The first match."""
        while (found := pattern.search(self.xml)) is None:
            self.more()
        return found

    def rows(self, prefix: bytes) -> Iterator[bytes]:
        """Whole rows, as many as came with a piece, up to the end of the cells."""
        close, row_end = b"</" + prefix + b"sheetData", b"</" + prefix + b"row>"
        while (end := self.xml.find(close)) < 0:
            last = self.xml.rfind(row_end)
            if last > 0:
                yield self.xml[:last]
                self.drop(last)
            self.more()
        yield self.xml[:end]
        self.drop(end)

    def tags_to_the_end(self, name: bytes) -> Iterator[dict[str, str]]:
        """The tags of one name in all the rest. Reads the part to its end, where its checksum stands."""
        rest = self.xml
        while True:
            if not only_elements(rest):
                raise UnusualForm
            yield from _tags(rest, name)
            piece = next(self.pieces, None)
            if piece is None:
                return
            # A tag may be cut in two: keep it for the next piece.
            start = rest.rfind(b"<")
            rest = (rest[start:] if start > rest.rfind(b">") else b"") + piece


_TWO_LETTERS = 26 + 26 * 26
_ATTRIBUTE = re.compile(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def _tags(xml: bytes, name: bytes) -> Iterator[dict[str, str]]:
    """The attributes of the tags of one name."""
    if b"<" + name not in xml:
        return
    for tag in re.findall(rb"<" + name + rb"(\s[^<>]*)>", xml):
        if b"&" in tag:
            raise UnusualForm
        yield {key: double or single for key, double, single in _ATTRIBUTE.findall(tag.decode(errors="replace"))}


def _cut_rows(rows: bytes, prefix: bytes, sheet: Gathered) -> None:
    if not only_elements(rows):
        raise UnusualForm
    if b"hidden" in rows:
        for tag in _tags(rows, prefix + b"row"):
            number = whole(tag.get("r"))
            if number is None and "hidden" in tag:
                raise UnusualForm
            sheet.add_row(number or 0, tag)
    sheet.add(_cells(rows, prefix.decode()))


# Each byte decides how the pattern goes on, so that the engine can run it in one pass: twice as fast as the plain form.
_ATTRIBUTES = r'(?: (?:[a-z:]+="[^"<>]*")?)*'
_BETWEEN = r"(?:[ \n\t]|<(?:/%srow>|%srow[^<>]*>))*"
_CELL = (
    rf'^r="([A-Z]+)([0-9]+)"({_ATTRIBUTES})(?:/>|><(?:%sf{_ATTRIBUTES}(?:/><|>[^<]*</%sf><))?'
    rf"(?:%s(?:v|is><%st){_ATTRIBUTES}(?:/><|>([^<]*)</%s(?:v|t></%sis)><))?/%sc>){_BETWEEN}$"
)


def _cells(rows: bytes, prefix: str) -> pl.DataFrame:
    text = as_text(rows)
    pieces = text.str.split(f"<{prefix}c ").explode()
    before, pieces = pieces[0], pieces.slice(1)
    # A cell tag of another form (<c>) stays inside the piece before it, which then does not match.
    if not re.fullmatch(_BETWEEN.replace("%s", prefix), before):
        raise UnusualForm
    if pieces.is_empty():
        return pl.DataFrame(schema=RAW_SCHEMA)
    found = pieces.str.extract_groups(_CELL.replace("%s", prefix)).struct.unnest()
    found.columns = ["letters", "digits", "look", "raw"]
    if found["letters"].null_count():
        raise UnusualForm
    if b"&" in rows:
        found = found.with_columns(unescape(found["raw"]))
    cells = found.select(
        pl.col("digits").cast(pl.Int32, strict=False).alias("row"),
        _indexes(found["letters"]).alias("column"),
        "look",
        "raw",
        _unsolved(pieces, text, found["raw"], prefix).alias("unsolved"),
    )
    return _inside_the_sheet(_with_formulas(cells, pieces, prefix))


def _indexes(letters: pl.Series) -> pl.Series:
    """The columns by their names, null where there is none; one of the first 702, A to ZZ, is found twice as fast."""
    codes = letters.cast(_names(_TWO_LETTERS), strict=False)
    if codes.null_count():
        codes = letters.cast(_names(len(LETTERS)), strict=False)
    return codes.to_physical().cast(pl.Int32)


@cache
def _names(count: int) -> pl.Enum:
    """The names of the first columns as a type, whose codes are their indexes."""
    return pl.Enum(LETTERS[:count])


_EMPTY_TEXT = f"(?s)>[^<]*(?:{EMPTY_TEXT}|&quot;&quot;)"
"""In the text of an element: quotes among the attributes of a cell are no empty text."""


def _unsolved(pieces: pl.Series, text: pl.Series, raw: pl.Series, prefix: str) -> pl.Series:
    """Formulas with no ``v``, or with an empty one where that is no result (kinds.TEXT_RESULT, EMPTY_TEXT)."""
    formula, value = f"<{prefix}f", f"<{prefix}v"
    if not text.str.contains(formula, literal=True).any():
        return pl.repeat(value=False, n=len(pieces), dtype=pl.Boolean, eager=True)
    told = pieces.str.contains(TEXT_RESULT, literal=True) | pieces.str.contains(_EMPTY_TEXT)
    empty = (raw.fill_null("") == "") & ~told
    return pieces.str.contains(formula, literal=True) & (empty | ~pieces.str.contains(value, literal=True))


def _with_formulas(cells: pl.DataFrame, pieces: pl.Series, prefix: str) -> pl.DataFrame:
    """A formula without a result shows itself, ``=A2*2``, so that it can be named; null where it shares another's."""
    at = cells["unsolved"].arg_true()
    if at.is_empty():
        return cells
    formulas = unescape(pieces.gather(at).str.extract(rf"<{prefix}f(?: [^<>]*)?>([^<]+)</"))
    return cells.with_columns(cells["raw"].scatter(at, "=" + formulas))


def _inside_the_sheet(cells: pl.DataFrame) -> pl.DataFrame:
    """The cells as they are; an address that no sheet has is left to the slow way, which names it."""
    inside = pl.col("row").is_between(1, ROWS) & pl.col("column").is_not_null()
    if not cells.select(inside.fill_null(value=False).all()).item():
        raise UnusualForm
    return cells
