"""Writes our columns into the user's own text list (csv, tsv, txt) and keeps every other byte as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from salesplan.text import Lang, Text
from salesplan.write.atomic import changed_meanwhile, sha256_of_open, write_atomic
from salesplan.write.backup import backed_up
from salesplan.write.lock import locked
from salesplan.write.open_marks import refuse_open, warn_open
from salesplan.write.patch.text_body import TextBody, open_text, unsupported
from salesplan.write.patch.text_patch import TextPatch, placed_in_text
from salesplan.write.patch.text_survey import moved_values, survey_text
from salesplan.write.update import NewColumn, RowKeys, Update, UpdateOptions


def update_text_columns(
    path: Path,
    header_row: int,
    columns: Sequence[NewColumn],
    options: UpdateOptions,
    *,
    encoding: str,
    keys: RowKeys | None = None,
    lang: Lang = "zh",
    decimal: str = ".",
) -> Update:
    """Write our columns into a text list of the user, in place, with a backup of the file before.

    Encoding, byte order mark, separator, line ends and quoting stay, and so does every byte of every other field. Our
    columns that are there are found by their headers in any language; new ones follow the last used column. Values are
    in quotes only where they must be, or where the file quotes every field (or every text). ``header_row`` counts
    records as a spreadsheet shows them (Input.header_rows); the rows of ``columns`` and ``keys`` are lines of the file,
    as results have them: the line on which a record starts, a ``sep=`` line counted too. ``encoding`` is the name that
    the reader reported. ``decimal`` is the decimal mark of the numbers that are written.

    Refused with CannotWrite: a row that is no longer the one that was read (WRITE-changed), a word that the encoding
    does not have (WRITE-encoding), one of our columns there twice, a file that could not be written back as it is
    (WRITE-unsupported), a read-only file and one that is open elsewhere. When every cell already says its value nothing
    is written and no backup made.
    """

    def patch() -> TextPatch:
        body = open_text(path, encoding)
        if options.expected_sha256 not in (None, body.sha256):
            raise changed_meanwhile(path)
        found = survey_text(body, header_row, keys)
        by_row_now = moved_values(body, found, columns, keys, as_read=options.expected_sha256 is not None)
        return TextPatch(body, found, placed_in_text(body, found, by_row_now, lang), decimal)

    if options.dry_run:
        told = warn_open(path, options.moment, ignore=options.ignore_open)
        return replace(_update(patch(), options), warnings=told)
    refuse_open(path, options.moment, ignore=options.ignore_open)
    with locked(path, options.lock_wait):
        return _update(patch(), options)


def _update(patch: TextPatch, options: UpdateOptions) -> Update:
    body, pieces = patch.body, list(patch.pieces())
    update = Update(patch.changed, patch.first.told(patch.places), tuple(patch.places), sha256=body.sha256)
    if not update.changed:
        return update
    if not body.reads_alike(pieces):
        what = Text("写入后分隔符会被认错", "its separator would be taken for another one afterwards")
        raise unsupported(body.at(1), what)
    return update if options.dry_run else _write(body, pieces, update, options)


def _write(body: TextBody, pieces: list[bytes], update: Update, options: UpdateOptions) -> Update:
    """Put the new file in place, with a backup just before."""
    sha256 = ""

    def produce(file: BinaryIO) -> None:
        nonlocal sha256
        body.write(file, pieces)
        sha256 = sha256_of_open(file)

    written = write_atomic(
        body.path,
        produce,
        expected_sha256=body.sha256,
        backup=backed_up(body.path, options.moment, options.keep) if options.backup else None,
        ignore_open=options.ignore_open,
        moment=options.moment,
    )
    return replace(update, backup=written.backup, warnings=written.warnings, sha256=sha256)
