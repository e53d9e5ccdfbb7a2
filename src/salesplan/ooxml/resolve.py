"""Turns cells as the XML has them into kind and text: shared strings, number formats, formulas without a result."""

from __future__ import annotations

import re
from collections.abc import Collection

import polars as pl

from salesplan.ooxml.kinds import DATE, ERROR, ISO, LONG_TEXT, LOST_TEXT, NUMBER, TEXT, TRUTH, UNSOLVED
from salesplan.ooxml.limits import TEXT_CHARACTERS
from salesplan.ooxml.markup import whole
from salesplan.ooxml.strings import clean

SCHEMA = {"row": pl.Int32, "column": pl.Int32, "style": pl.Int32, "kind": pl.UInt8, "text": pl.String}
RAW_SCHEMA = {"row": pl.Int32, "column": pl.Int32, "look": pl.String, "raw": pl.String, "unsolved": pl.Boolean}
"""A cell as both ways of reading give it. ``look``: its attributes as XML, such as `` s="3" t="s"``. ``raw``: its
value, null where there is none. ``unsolved``: a formula without a result, which ``raw`` then holds as ``=A2*2``."""

_KINDS = {"s": TEXT, "str": TEXT, "inlineStr": TEXT, "b": TRUTH, "e": ERROR, "d": ISO, "n": NUMBER}
_LOOK_SCHEMA = {"style": pl.Int32, "kind": pl.UInt8, "shared": pl.Boolean, "own": pl.Boolean}


def resolve(raw: pl.DataFrame, strings: pl.Series, days: Collection[int]) -> pl.DataFrame:
    """The cells that hold something. ``strings``: the shared strings; ``days``: the styles that show days or times."""
    raw = raw.filter((pl.col("raw") != "") | pl.col("unsolved"))
    if raw.is_empty():
        return pl.DataFrame(schema=SCHEMA)
    cells = raw.hstack(_looks(raw["look"], days)).with_columns(pl.col("raw").str.strip_chars().alias("text"))
    cells = _with_own_texts(cells)
    cells = _with_shared_strings(cells, strings)
    cells = _without_long_texts(cells)
    kind = pl.when("unsolved").then(pl.lit(UNSOLVED, pl.UInt8)).otherwise("kind").alias("kind")
    cells = cells.select("row", "column", "style", kind, "text")
    return cells.filter(pl.col("text").is_null() | (pl.col("text") != ""))


def _looks(looks: pl.Series, days: Collection[int]) -> pl.DataFrame:
    """Style, kind and place of the text; sheets have few distinct attributes, so each is read once."""
    known = looks.unique().to_list()
    forms = pl.DataFrame([_look(look, days) for look in known], schema=_LOOK_SCHEMA, orient="row")
    codes = looks.cast(pl.Enum(known)).to_physical()
    return forms.select(pl.all().gather(codes))


_STYLE = re.compile(r' s="([^"]*)"')
_TYPE = re.compile(r' t="([^"]*)"')


def _look(look: str, days: Collection[int]) -> tuple[int, int, bool, bool]:
    style_found, type_found = _STYLE.search(look), _TYPE.search(look)
    style = whole(style_found[1]) or 0 if style_found else 0
    type_ = type_found[1] if type_found else "n"
    kind = _KINDS.get(type_, TEXT)
    if kind == NUMBER and style in days:
        kind = DATE
    return style, kind, type_ == "s", kind == TEXT and type_ != "s"


def _with_own_texts(cells: pl.DataFrame) -> pl.DataFrame:
    """Texts that stand in the cell itself keep their blanks and lose their escapes."""
    if not cells["own"].any():
        return cells
    return cells.with_columns(pl.when("own").then(clean(cells["raw"])).otherwise("text").alias("text"))


def _with_shared_strings(cells: pl.DataFrame, strings: pl.Series) -> pl.DataFrame:
    """Numbers of shared strings become the strings; a number that has none makes an ERROR cell that can be named."""
    if not cells["shared"].any():
        return cells
    index = cells.select(pl.when("shared").then("text").cast(pl.UInt32, strict=False)).to_series()
    known = index.to_frame("index").select(pl.when(pl.col("index") < len(strings)).then("index")).to_series()
    found = strings.gather(known) if len(strings) else pl.repeat(None, len(cells), dtype=pl.String, eager=True)
    lost = (pl.col("shared") & pl.col("found").is_null() & ~pl.col("unsolved")).alias("lost")
    cells = cells.with_columns(found.alias("found")).with_columns(lost)
    marked = pl.lit(LOST_TEXT) + pl.col("text")
    text = pl.when("lost").then(marked).when(pl.col("shared") & ~pl.col("unsolved")).then("found").otherwise("text")
    return cells.with_columns(text.alias("text"), _error_where("lost"))


def _without_long_texts(cells: pl.DataFrame) -> pl.DataFrame:
    """A text no cell can hold makes an ERROR cell; bytes are counted first, which is cheaper than characters."""
    length = cells["text"].str.len_bytes().max()
    if not isinstance(length, int) or length <= TEXT_CHARACTERS:
        return cells
    cells = cells.with_columns((pl.col("text").str.len_chars() > TEXT_CHARACTERS).fill_null(value=False).alias("long"))
    marked = pl.lit(LONG_TEXT) + pl.col("text").str.len_chars().cast(pl.String)
    return cells.with_columns(pl.when("long").then(marked).otherwise("text").alias("text"), _error_where("long"))


def _error_where(flag: str) -> pl.Expr:
    return pl.when(flag).then(pl.lit(ERROR, pl.UInt8)).otherwise("kind").alias("kind")
