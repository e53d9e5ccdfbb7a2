from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from salesplan.errors import BadInput, CannotWrite
from salesplan.load.class_records import class_record_file, newest_before, read_classes
from salesplan.model.class_record import ClassRecord
from salesplan.write.class_records import write_classes


def record(day: str, list_name: str = "customers") -> ClassRecord:
    return ClassRecord(
        list_name=list_name,
        as_of=date.fromisoformat(day),
        window="365",
        by_name=False,
        scale=2,
        keys=("C1", "乙公司"),
        classes=("A", "U"),
        tiers=("B", None),
        amounts=(12345, None),
    )


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    file = write_classes(tmp_path, record("2026-03-31"))
    assert file == tmp_path / ".salesplan" / "classes" / "customers" / "2026-03-31.json"
    assert read_classes(file, "customers").record == record("2026-03-31")


@pytest.mark.parametrize(
    ("as_of", "found"),
    [("2026-03-31", "2025-12-31"), ("2026-04-01", "2026-03-31"), ("2026-12-31", "2026-06-30"), ("2025-12-31", None)],
)
def test_the_newest_record_from_before_a_day_counts(tmp_path: Path, as_of: str, found: str | None) -> None:
    for day in ("2025-12-31", "2026-03-31", "2026-06-30"):
        write_classes(tmp_path, record(day))
    write_classes(tmp_path, record("2026-06-29", "another list"))
    kept = newest_before(tmp_path, "customers", date.fromisoformat(as_of))
    assert (None if kept is None else str(kept.record.as_of)) == found


def test_the_same_day_replaces_its_record_and_the_same_record_is_not_written_again(tmp_path: Path) -> None:
    file = write_classes(tmp_path, record("2026-03-31"))
    first = file.stat().st_mtime_ns
    write_classes(tmp_path, record("2026-03-31"))
    assert file.stat().st_mtime_ns == first
    other = record("2026-03-31").model_copy(update={"classes": ("B", "U")})
    write_classes(tmp_path, other)
    assert read_classes(file, "customers").record == other
    assert len(list(file.parent.glob("*.json"))) == 1


def spoiled(values: dict[str, Any], key: str, value: object) -> bytes:
    return json.dumps({**values, key: value}).encode()


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("kind", "salesplan targets replan", "STATE-foreign"),
        ("schema", 2, "STATE-newer"),
        ("keys", ["C1"], "STATE-damaged"),
        ("keys", ["C1", "C1"], "STATE-damaged"),
        ("amounts", [1.5, None], "STATE-damaged"),
        ("scale", 7, "STATE-damaged"),
        ("list_name", "orders", "STATE-damaged"),
        ("as_of", "2026-03-30", "STATE-damaged"),
    ],
)
def test_a_record_that_is_wrong_is_refused_and_never_written_over(
    tmp_path: Path, key: str, value: object, code: str
) -> None:
    file = write_classes(tmp_path, record("2026-03-31"))
    file.write_bytes(spoiled(json.loads(file.read_bytes()), key, value))
    before = file.read_bytes()
    with pytest.raises(BadInput) as refused:
        newest_before(tmp_path, "customers", date(2026, 6, 30))
    assert [p.code for p in refused.value.problems] == [code]
    with pytest.raises(CannotWrite):
        write_classes(tmp_path, record("2026-03-31"))
    assert file.read_bytes() == before


def test_another_list_has_another_folder(tmp_path: Path) -> None:
    one, other = (class_record_file(tmp_path, name, date(2026, 3, 31)) for name in ("customers", "客户/..\\x"))
    assert one.parent != other.parent
    assert other.parent.parent == one.parent.parent
