"""What is said of rows that are no longer what they were when the list was read; nothing is written then."""

from __future__ import annotations

from collections.abc import Sequence

from salesplan.errors import Place, Problem
from salesplan.text import Text

NAMED = 20
"""How many changed rows a refusal names."""
AGAIN = Text(
    "再运行一次，就按现在的行计算；还是不行就用 -o 写成新文件",
    "run the command again: it will use the rows as they are now; if that does not help, write a new file with -o",
)


def first_named(problems: Sequence[Problem], place: Place) -> list[Problem]:
    """The problems as they are told: the first 20, then how many more there are."""
    named = list(problems[:NAMED])
    return [*named, more(place, len(problems) - NAMED)] if len(problems) > NAMED else named


def changed(place: Place, row: int, key: str, now: str | None) -> Problem:
    """A row whose key is another one by now."""
    what = Text(
        "第 {row} 行读取时是“{key}”，现在是“{now}”，没有写入",
        'row {row} was "{key}" when it was read and is "{now}" now; nothing was written',
    )
    return Problem("WRITE-changed", "error", what.format(row=row, key=key, now=now or ""), AGAIN, place, key)


def gone(place: Place, row: int) -> Problem:
    """A row that is no longer there, of a list whose keys nobody knows."""
    what = Text(
        "读取时有第 {row} 行，现在没有了，没有写入",
        "row {row} was there when it was read and is gone; nothing was written",
    )
    return Problem("WRITE-changed", "error", what.format(row=row), AGAIN, place)


def missing(place: Place, row: int, key: str) -> Problem:
    """A key that is no longer in the list, or no longer where one of several rows with it was."""
    what = Text(
        "“{key}”读取时在第 {row} 行，现在不在了，没有写入",
        '"{key}" was in row {row} when it was read and is no longer there; nothing was written',
    )
    return Problem("WRITE-key-missing", "error", what.format(row=row, key=key), AGAIN, place, key)


def doubled(place: Place, row: int, key: str, now: Sequence[int]) -> Problem:
    """A key that was there once and by now is there several times."""
    what = Text(
        "“{key}”读取时只在第 {row} 行，现在第 {rows} 行都是它，没有写入",
        '"{key}" was only in row {row} when it was read and is in rows {rows} now; nothing was written',
    )
    rows = ", ".join(map(str, now[:NAMED])) + (" ..." if len(now) > NAMED else "")
    return Problem("WRITE-key-doubled", "error", what.format(row=row, key=key, rows=rows), AGAIN, place, key)


def keyless(place: Place, row: int) -> Problem:
    """A row with neither id nor name among rows that have moved."""
    what = Text(
        "第 {row} 行读取时没有编号也没有名称，别的行移动过，认不出它了，没有写入",
        "row {row} had neither id nor name when it was read, and rows have moved since: it cannot be told which one "
        "it is now; nothing was written",
    )
    return Problem("WRITE-changed", "error", what.format(row=row), AGAIN, place)


def header_lost(place: Place, row: int, header: str) -> Problem:
    """The header of the key's column is no longer there, so that nobody knows where the list begins."""
    what = Text(
        "读取时第 {row} 行的表头“{header}”，现在找不到了，没有写入",
        'the header "{header}" was in row {row} when it was read and cannot be found now; nothing was written',
    )
    return Problem("WRITE-changed", "error", what.format(row=row, header=header), AGAIN, place, header)


def more(place: Place, count: int) -> Problem:
    """How many rows are not named."""
    what = Text("还有 {count} 行也变了", "{count} more rows have changed")
    return Problem("WRITE-changed", "error", what.format(count=count), AGAIN, place)
