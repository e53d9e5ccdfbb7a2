"""Columns wanted besides the fields: found by field, title or another name, read as the kind that is wanted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeAlias

import pytest

from salesplan.load.lists import read_list
from salesplan.model.field import FieldKind
from salesplan.model.reading import ExtraColumn, ReadOptions
from salesplan.model.records import Records

Read: TypeAlias = Callable[..., Records]
TEXT = (
    "客户编号,客户名称,大区,年龄(岁),年收入(万元),有孩子,登记,折扣,需求度\n"
    "1,甲,华东,35,10.0001,是,2026-01-05,8%,强\n2,乙,华南,约40,15,有,2026/3/1,0.1,3\n3,丙,华东,,,,,,\n"
)


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def _read(name: str, kind: FieldKind, text: str = TEXT, *, strict: bool = False) -> Records:
        file = tmp_path / "list.csv"
        file.write_text(text, "utf-8")
        return read_list([str(file)], ReadOptions(also=(ExtraColumn(name, kind, strict),)), table="customers")

    return _read


@pytest.mark.parametrize(
    ("name", "kind", "values", "scale"),
    [
        ("年收入", "number", [100001, 150000, None], 0),
        ("年收入(万元)", "number", [100001, 150000, None], 0),
        ("有孩子", "flag", [True, True, None], None),
        ("登记", "date", [date(2026, 1, 5), date(2026, 3, 1), None], None),
        ("折扣", "share", [8, 10, None], 2),
        ("区域", "text", ["华东", "华南", "华东"], None),
        ("大区", "text", ["华东", "华南", "华东"], None),
        ("region", "text", ["华东", "华南", "华东"], None),
        ("年龄（岁）", "number", [35, None, None], 0),
        ("年龄(岁)", "text", ["35", "约40", None], None),
    ],
)
def test_columns(read: Read, name: str, kind: FieldKind, values: list[object], scale: int | None) -> None:
    records = read(name, kind)
    column = f"{kind}:{name}"
    assert records.frame[column].to_list() == values
    assert records.scales.get(column) == scale


def test_a_column_that_is_not_there(read: Read) -> None:
    assert not read("身高", "number").has("number:身高")


def test_figures_of_a_field_are_those_of_the_list(read: Read) -> None:
    """Words of MAN are points; what is no point is told once, as the field's."""
    records = read("need", "number", strict=True)
    assert records.frame["number:need"].to_list() == records.frame["need"].to_list()
    assert records.scales.get("number:need", 0) == records.scales.get("need", 0)


def test_only_who_asks_strictly_hears_of_cells_of_another_kind(read: Read) -> None:
    assert read("年龄(岁)", "number").findings == ()
    (told,) = read("年龄(岁)", "number", strict=True).findings
    assert (told.severity, told.value, told.place.line) == ("warning", "约40", 3)


def test_other_columns_are_not_told_of(read: Read) -> None:
    text = "客户编号,客户名称,需求度,行业\n1,甲,9,水务\n"
    assert read("行业", "text", text).findings == ()
    assert [problem.value for problem in read("need", "number", text, strict=True).findings] == ["9"]


def test_the_filled_one_of_two_columns_with_a_title(read: Read) -> None:
    text = "客户编号,客户名称,爱好,爱好\n1,甲,,钓鱼\n"
    assert read("爱好", "text", text).frame["text:爱好"].to_list() == ["钓鱼"]


def test_a_column_that_one_file_lacks(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("客户编号,客户名称,年龄\n1,甲,30.5\n", "utf-8")
    (tmp_path / "b.csv").write_text("客户编号,客户名称\n2,乙\n", "utf-8")
    (tmp_path / "c.csv").write_text("客户编号,客户名称,年龄\n3,丙,40\n", "utf-8")
    wish = ReadOptions(also=(ExtraColumn("年龄", "number"),))
    records = read_list([str(tmp_path / "*.csv")], wish, table="customers")
    assert (records.frame["number:年龄"].to_list(), records.scales["number:年龄"]) == ([305, None, 400], 1)
