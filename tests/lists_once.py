"""Lists read once: a run of the program spends most of its time reading, and hundreds of tests read the same files."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from os.path import isfile
from pathlib import Path

from salesplan.load.lists import read_list
from salesplan.load.source import expand
from salesplan.model.reading import ReadOptions
from salesplan.model.records import Records
from salesplan.text import language

_KEPT: dict[str, Records] = {}
_MOST = 200


def read_once(
    typed: Sequence[str],
    options: ReadOptions,
    *,
    table: str | None = None,
    needed: Collection[str] = (),
    strict: bool = False,
) -> Records:
    """``read_list``, or what it gave for the same words, options and bytes before; a refusal is never kept."""
    told = (list(typed), options, table, sorted(needed), strict, language(), _stamps(typed))
    key = repr(told)
    if key not in _KEPT:
        found = read_list(typed, options, table=table, needed=needed, strict=strict)
        if len(_KEPT) >= _MOST:
            _KEPT.clear()
        _KEPT[key] = found
    return _KEPT[key]


def _stamps(typed: Sequence[str]) -> list[tuple[str, int]]:
    """The files behind the words with a hash of their bytes; none where they cannot be found: reading says why."""
    return [(file, hash(Path(file).read_bytes())) for file in expand(typed) if isfile(file)]  # noqa: PTH113 - a name too long is no file here
