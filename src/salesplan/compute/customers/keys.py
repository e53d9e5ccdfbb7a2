"""By what a customer is known: his id, else his name written plainly (NFKC, trimmed, one blank)."""

from __future__ import annotations

import unicodedata
from typing import Any

import narwhals as nw

Frame = nw.DataFrame[Any]
_ALREADY_PLAIN = r"^[!-~\x{4e00}-\x{9fff}]+(?: [!-~\x{4e00}-\x{9fff}]+)*$"


def plain_text(text: str) -> str | None:
    """The text in NFKC, trimmed, each run of blanks as one; None when nothing is left."""
    return " ".join(unicodedata.normalize("NFKC", text).split()) or None


def plain(frame: Frame, column: str) -> nw.Expr:
    """``column`` written plainly.

    The frame is asked which texts are not plain already (other than printable ASCII and common Chinese characters with
    single blanks); only those, usually none, pass through Python.
    """
    odd = frame.filter(~nw.col(column).str.contains(_ALREADY_PLAIN)).get_column(column).unique().to_list()
    if not odd:
        return nw.col(column)
    return nw.col(column).replace_strict(
        odd, [plain_text(text) for text in odd], default=nw.col(column), return_dtype=nw.String()
    )


def key(frame: Frame, columns: tuple[str, ...]) -> nw.Expr:
    """The first of ``columns`` that holds something, written plainly; null when none does."""
    given = [plain(frame, column) for column in columns if column in frame.columns]
    return nw.coalesce(*given) if given else nw.lit(None, dtype=nw.String())
