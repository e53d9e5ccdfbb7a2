from __future__ import annotations

from pathlib import Path

from salesplan.load.lists import lists_kept, read_list
from salesplan.model.reading import ReadOptions

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
