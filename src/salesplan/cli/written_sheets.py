"""The sheets that a result is written back to: whose rows they hold, in which language, and which rows are left out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from salesplan.errors import BadUsage, Place, Problem
from salesplan.model.result import Input, Result
from salesplan.text import Lang, Text, language_named
from salesplan.write.patch.cell_xml import column_number
from salesplan.write.update import RowKeys


@dataclass(frozen=True)
class Sheet:
    """One sheet to be written to: what was read from it, its rows of the result, those left out for ``bad`` cells."""

    source: Input
    rows: tuple[dict[str, Any], ...]
    not_written: frozenset[int] = frozenset()
    bad: tuple[Problem, ...] = ()

    @property
    def lang(self) -> Lang:
        """The language of our columns that are there, else of the list's own header row; never the locale's."""
        return language_named(self.source.language or "") or "zh"

    @property
    def place(self) -> str:
        """File and sheet as messages name them."""
        return str(Place(self.source.file, self.source.sheet))

    @property
    def keys(self) -> RowKeys | None:
        """Whose each row is: by id where it has one, else by name; None for a list with neither column."""
        by_name = self._keys_in("name", {row["row"] for row in self.rows if row.get("id") is None})
        by_id = self._keys_in("id", {row["row"] for row in self.rows})
        if by_id is None:
            return self._keys_in("name", {row["row"] for row in self.rows})
        return replace(by_id, by="id", others=by_name)

    def _keys_in(self, field: str, rows: Collection[int]) -> RowKeys | None:
        """What the reader saw in the column of a field."""
        letters = next((c.column for c in self.source.columns if c.field == field), None)
        if letters is None:
            return None
        texts = {r["row"]: r[field] for r in self.rows if r["row"] in rows and r.get(field) is not None}
        return RowKeys(column_number(letters), texts)


def sheets_of(result: Result[Any]) -> Iterator[Sheet]:
    """The sheets the rows came from, each with its rows; rows known only from orders have no place in a list."""
    sources = [i for i in result.inputs if i.table == "customers"]
    if not sources or "row" not in result.rows.keys:
        raise BadUsage(
            Problem(
                "USAGE-no-customers",
                "error",
                Text("订单里没有客户名单可写", "there is no customer list among the orders to write to"),
                Text(
                    "给出客户名单：salesplan classify 客户.xlsx --orders 订单.xlsx --write；或用 -o 写成新文件",
                    "name the list: salesplan classify customers.xlsx --orders orders.xlsx --write; or use -o",
                ),
            )
        )
    rows = [r for r in result.rows.records() if r["row"] is not None]
    for source in sources:
        here = [r for r in rows if "source_file" not in r or _stands_in(r, source)]
        written = {r["row"] for r in here}
        bad = [(row, p) for p in result.findings if (row := _bad_row(p, source)) and row not in written]
        yield Sheet(source, tuple(here), frozenset(row for row, _ in bad), tuple(p for _, p in bad))


def _bad_row(problem: Problem, source: Input) -> int:
    """The row of a sheet in which a cell could not be read; 0 for what is no such problem."""
    place = problem.place
    if place is None or not problem.code.startswith("READ-") or problem.severity != "error":
        return 0
    if (place.file, place.sheet) != (source.file, source.sheet):
        return 0
    number = re.search(r"\d+", place.cell or "")
    return place.line or (int(number[0]) if number else 0)


def _stands_in(row: Mapping[str, Any], source: Input) -> bool:
    return bool(row["source_file"] == source.file and row["source_sheet"] == source.sheet)
