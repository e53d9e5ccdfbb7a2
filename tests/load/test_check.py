"""Bounds of fields: whole columns and the pydantic row model give the same verdict."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import Field, ValidationError

from salesplan.load.check import BOUNDS, bounds_of, breaches, verdicts
from salesplan.model.field import FieldSpec, Row
from salesplan.model.table import scaled
from salesplan.model.tables import TABLES, table_fields

SCALED = ("amount", "number", "share", "score")
PLACES = 2


class _Edges(Row):
    """One field for each kind of bound."""

    at_least: Annotated[Decimal | None, Field(ge=1)] = None
    above: Annotated[Decimal | None, Field(gt=1)] = None
    at_most: Annotated[Decimal | None, Field(le=5)] = None
    below: Annotated[Decimal | None, Field(lt=5)] = None
    text: Annotated[str | None, Field(min_length=2, max_length=3)] = None
    nested: Annotated[int, Field(ge=7)] | None = None


@pytest.mark.parametrize(
    ("key", "value", "fails"),
    [
        ("at_least", 99, True),
        ("at_least", 100, False),
        ("above", 100, True),
        ("above", 101, False),
        ("at_most", 500, False),
        ("at_most", 501, True),
        ("below", 499, False),
        ("below", 500, True),
        ("text", "a", True),
        ("text", "ab", False),
        ("text", "abc", False),
        ("text", "abcd", True),
        ("nested", 6, True),
        ("nested", 7, False),
    ],
)
def test_each_bound_at_its_edge(key: str, value: int | str, fails: bool) -> None:  # noqa: FBT001 - a hand table
    """Figures stand in hundredths: 100 is 1."""
    scales = dict.fromkeys(("at_least", "above", "at_most", "below"), 2)
    found = breaches(_Edges, pl.DataFrame({key: [value, None]}), scales)
    assert [(breach.at, breach.key) for breach in found] == ([(0, key)] if fails else [])


def test_a_bound_between_two_units_is_compared_exactly() -> None:
    class Half(Row):
        share: Annotated[Decimal | None, Field(ge=Decimal("0.5"))] = None

    assert [b.at for b in breaches(Half, pl.DataFrame({"share": [0, 1]}), {"share": 0})] == [0]


def test_the_message_names_the_bound() -> None:
    (breach,) = breaches(_Edges, pl.DataFrame({"at_most": [501]}), {"at_most": 2})
    assert breach.what.in_("en") == "must not be above 5"
    assert breach.what.in_("zh") == "不能大于 5"


def test_every_bound_of_every_list_has_words() -> None:
    """No row model has a kind of bound, or a rule over several fields, that columns are not checked for."""
    for table in TABLES.values():
        decorators = table.model.__pydantic_decorators__
        assert not decorators.model_validators
        assert not decorators.field_validators
        limits = [bound for bounds in bounds_of(table.model).values() for bound in bounds]
        assert all(type(bound).__name__ in ("Ge", "Le", "Gt", "Lt", "MinLen", "MaxLen") for bound in limits)
    assert len(BOUNDS) == 6


def _values(spec: FieldSpec) -> st.SearchStrategy[object]:
    kind = spec.header.kind
    if kind in SCALED:
        return st.none() | st.integers(-200, 1200)
    if kind == "count":
        return st.none() | st.integers(-5, 2500)
    return st.none() | st.sampled_from(["", "x", "A", "2026-01"])


@settings(max_examples=60)
@given(st.data())
def test_columns_and_row_models_agree(data: st.DataObject) -> None:
    """For any list and any figures: the columns fail exactly where the row model fails."""
    table = data.draw(st.sampled_from([key for key in TABLES if bounds_of(TABLES[key].model)]))
    fields = {key: spec for key, spec in table_fields(table).items() if spec.header.kind not in ("date", "flag")}
    rows = data.draw(
        st.lists(st.fixed_dictionaries({k: _values(s) for k, s in fields.items()}), min_size=1, max_size=6)
    )
    scales = {key: PLACES for key, spec in fields.items() if spec.header.kind in SCALED}
    dtypes = {k: pl.Int64 if k in scales or s.header.kind == "count" else pl.String for k, s in fields.items()}
    model = TABLES[table].model
    found = {(breach.at, breach.key) for breach in breaches(model, pl.DataFrame(rows, schema=dtypes), scales)}
    wanted = set()
    for at, row in enumerate(rows):
        values = {k: scaled(v, PLACES) if k in scales and isinstance(v, int) else v for k, v in row.items()}
        try:
            model.model_validate({key: value for key, value in values.items() if value is not None})
        except ValidationError as bad:
            wanted |= {(at, str(error["loc"][0])) for error in bad.errors() if error["type"] != "missing"}
        assert {key for _, key in wanted if _ == at} == set(verdicts(model, row, scales))
    assert found == wanted
