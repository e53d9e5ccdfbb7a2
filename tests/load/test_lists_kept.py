from __future__ import annotations

from pathlib import Path

import pytest

from salesplan.load import lists
from salesplan.load.lists import lists_kept, read_list
from salesplan.load.opening import open_file
from salesplan.model.reading import ExtraColumn, ReadOptions

AS_IT_IS = ReadOptions()


def customers(folder: Path, *names: str) -> list[str]:
    file = folder / "customers.csv"
    file.write_text("客户编号,客户名称\n" + "".join(f"C{n},{name}\n" for n, name in enumerate(names)), "utf-8")
    return [str(file)]


def names_of(files: list[str], table: str | None = "customers", options: ReadOptions = AS_IT_IS) -> list[str]:
    return read_list(files, options, table=table).frame.get_column("name").to_list()


def test_inside_a_list_is_read_once_and_outside_anew(tmp_path: Path) -> None:
    with lists_kept():
        files = customers(tmp_path, "甲")
        assert names_of(files) == ["甲"]
        customers(tmp_path, "乙")
        assert names_of(files) == ["甲"]
        assert names_of(files, options=ReadOptions(sheets=(), encoding="utf-8")) == ["乙"]  # asked for otherwise
    assert names_of(files) == ["乙"]
    with lists_kept():
        assert names_of(files) == ["乙"]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were opened, in order."""
    names: list[str] = []

    def counted(file: str, options: ReadOptions, table: str | None) -> object:
        names.append(file)
        return open_file(file, options, table)

    monkeypatch.setattr(lists, "open_file", counted)
    return names


def orders(folder: Path, *rows: str) -> list[str]:
    file = folder / "orders.csv"
    file.write_text("订单编号,日期,客户编号,金额,颜色\n" + "".join(f"{row}\n" for row in rows), "utf-8")
    return [str(file)]


def test_a_sound_list_is_read_once_whatever_is_needed_of_it(tmp_path: Path, opened: list[str]) -> None:
    with lists_kept():
        files = orders(tmp_path, "1,2026-01-01,C1,10,红")
        first = read_list(files, AS_IT_IS, table="orders", needed=("amount",))
        assert read_list(files, AS_IT_IS, table="orders", needed=("date", "amount")) is first
    assert len(opened) == 1


def test_a_list_with_a_bad_cell_is_read_anew_where_other_fields_are_needed(tmp_path: Path, opened: list[str]) -> None:
    with lists_kept():
        files = orders(tmp_path, "1,2026-01-01,C1,很多,红", "2,2026-01-02,C1,10,红")
        by_date, by_amount = (
            read_list(files, AS_IT_IS, table="orders", needed=(needed,)) for needed in ("date", "amount")
        )
        assert (len(by_date), len(by_amount)) == (2, 1)
        assert read_list(files, AS_IT_IS, table="orders", needed=("amount",)) is by_amount
    assert len(opened) == 2


def test_a_list_with_more_columns_serves_those_who_want_fewer(tmp_path: Path, opened: list[str]) -> None:
    coloured = ReadOptions(also=(ExtraColumn("颜色", "text"),))
    with lists_kept():
        files = orders(tmp_path, "1,2026-01-01,C1,10,红")
        more = read_list(files, coloured, table="orders")
        assert read_list(files, AS_IT_IS, table="orders") is more
        assert "text:颜色" in more.frame.columns
    with lists_kept():
        assert read_list(files, AS_IT_IS, table="orders") is not read_list(files, coloured, table="orders")
    assert len(opened) == 3
