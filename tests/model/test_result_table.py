"""A page of a result's rows is the beginning of all of them in order."""

from __future__ import annotations

import narwhals as nw
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.model.table import ColumnSpec, Table

ORDER = (("class", False), ("amount", True), ("id", False))
ROWS = st.lists(
    st.tuples(st.sampled_from(["A", "B", None]), st.sampled_from([-1, 0, 3, None])), min_size=1, max_size=12
)


def table_of(rows: list[tuple[str | None, int | None]]) -> Table:
    classes, amounts = [row[0] for row in rows], [row[1] for row in rows]
    frame = pl.DataFrame(
        {"class": classes, "amount": amounts, "id": range(len(rows))},
        schema={"class": pl.String, "amount": pl.Int64, "id": pl.Int64},
    )
    return Table(
        (ColumnSpec("class", "code"), ColumnSpec("amount", "integer"), ColumnSpec("id", "integer")),
        nw.from_native(frame),
    )


@settings(max_examples=60)
@given(rows=ROWS, count=st.integers(1, 14))
def test_the_first_rows_are_those_of_the_whole_in_order(rows: list[tuple[str | None, int | None]], count: int) -> None:
    table = table_of(rows)
    assert list(table.top(count, ORDER).rows()) == list(table.top(None, ORDER).rows())[:count]


def test_missing_values_come_last_whatever_the_direction() -> None:
    table = table_of([("A", None), ("A", 0), (None, 3), ("A", 3)])
    assert [row[2] for row in table.top(3, ORDER).rows()] == [3, 1, 0]
    assert [row[2] for row in table.top(4, ORDER).rows()] == [3, 1, 0, 2]


def test_only_the_rows_that_meet_the_condition() -> None:
    table = table_of([("A", 3), ("B", 5), ("A", 1)])
    assert [row[2] for row in table.top(2, ORDER, nw.col("amount") > 1).rows()] == [0, 1]


def test_tuples_keep_their_own_order() -> None:
    table = Table((ColumnSpec("id", "integer"),), tuples=((2,), (1,)))
    assert list(table.top(1, (("id", False),)).rows()) == [(2,), (1,)]
