"""Records beside the plan: their names, their reading, and everything that is refused."""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesplan.errors import BadInput, CannotWrite
from salesplan.load.state import read_record, records_folder, records_of
from salesplan.load.state_files import safe_name
from salesplan.model.state import Leaf, Record
from salesplan.write.state import record_file, write_record

_OTHER = {"item": {"region": "华南"}, "original": None, "revised": Decimal("0.00")}


def record(as_of: str = "2026-06-15", **more: Any) -> Record:  # noqa: ANN401 - any field of a record
    leaf = Leaf(
        item={"region": "华东"},
        time={"quarter": "2026-Q1"},
        original=Decimal("100.10"),
        actual=Decimal(0),
        revised=Decimal("99999999999999.99"),
        over=False,
    )
    given_ = {
        "entry": "revenue",
        "name": "revenue",
        "year": 2026,
        "first": date(2026, 1, 1),
        "last": date(2026, 12, 31),
        "as_of": date.fromisoformat(as_of),
        "frozen_on": date(2026, 5, 31),
        "rule": "keep",
        "reason": "大客户推迟",
        "by": ("region", "quarter"),
        "total": Decimal(1200),
        "leaves": (leaf, leaf.model_copy(update=_OTHER)),
    }
    return Record.model_validate({**given_, **more})


def test_what_was_written_is_what_is_read(tmp_path: Path) -> None:
    file = write_record(tmp_path, record())
    assert file == tmp_path / ".salesplan" / "targets" / "revenue" / "2026-06-15.json"
    kept = read_record(file, "revenue")
    assert kept.record == record()
    assert (kept.input.table, kept.input.rows, len(kept.sha256)) == ("record", 2, 64)
    values = json.loads(file.read_text("utf-8"))
    assert values["schema"] == 1
    assert values["leaves"][0]["revised"] == "99999999999999.99"
    assert values["leaves"][1] == {
        "item": {"region": "华南"},
        "time": {"quarter": "2026-Q1"},
        "original": None,
        "actual": "0",
        "revised": "0",
        "over": False,
    }
    assert sorted(p.name for p in file.parent.iterdir()) == ["2026-06-15.json"]


def test_what_changed_later_leaves_out_what_is_over() -> None:
    one = record().leaves[0]
    leaves = (one.model_copy(update={"over": True}), one.model_copy(update={"revised": Decimal(90)}))
    assert record(leaves=leaves).later_change == Decimal("-10.10")
    assert record().later_change == Decimal("99999999999899.89")


def test_newest_first(tmp_path: Path) -> None:
    for day in ("2026-03-31", "2026-06-15", "2025-12-31"):
        first = date(int(day[:4]), 1, 1)
        write_record(tmp_path, record(day, first=first, last=date(first.year, 12, 31), year=first.year))
    days = [kept.record.as_of.isoformat() for kept in records_of(tmp_path, "revenue")]
    assert days == ["2026-06-15", "2026-03-31", "2025-12-31"]
    assert records_of(tmp_path, "other") == []


def test_the_same_day_replaces_its_record(tmp_path: Path) -> None:
    write_record(tmp_path, record())
    write_record(tmp_path, record(reason="second"))
    (kept,) = records_of(tmp_path, "revenue")
    assert kept.record.reason == "second"


def _broken(text: str, **changes: Any) -> bytes:  # noqa: ANN401
    values = json.loads(text)
    return json.dumps({**values, **changes}, ensure_ascii=False).encode()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda text: text.encode()[:-40], "STATE-damaged"),
        (lambda _: b"", "STATE-damaged"),
        (lambda _: b"\xff\xfe\x00", "STATE-damaged"),
        (lambda _: b"[1, 2]", "STATE-foreign"),
        (lambda _: b'{"kind": "another program"}', "STATE-foreign"),
        (lambda text: _broken(text, schema=2), "STATE-newer"),
        (lambda text: _broken(text, schema="1"), "STATE-damaged"),
        (lambda text: _broken(text, total=1200), "STATE-damaged"),
        (lambda text: _broken(text, total=1200.5), "STATE-damaged"),
        (lambda text: _broken(text, total="NaN"), "STATE-damaged"),
        (lambda text: _broken(text, total="1e400000"), "STATE-damaged"),
        (lambda text: _broken(text, total="1" + 24 * "0"), "STATE-damaged"),
        (lambda text: _broken(text, total="1e-25"), "STATE-damaged"),
        (lambda text: _broken(text, total="0e999"), "STATE-damaged"),
        (lambda text: _broken(text, rule="mine"), "STATE-damaged"),
        (lambda text: _broken(text, year=10**400), "STATE-damaged"),
        (lambda text: _broken(text, leaves=[]), "STATE-damaged"),
        (lambda text: _broken(text, first="2027-01-01"), "STATE-damaged"),
        (lambda _: b"[" * 100_000, "STATE-damaged"),
        (lambda text: _broken(text, extra=1), "STATE-damaged"),
        (lambda text: _broken(text, entry="regions"), "STATE-misplaced"),
        (lambda text: _broken(text, as_of="2026-06-14"), "STATE-misplaced"),
    ],
)
def test_a_record_that_cannot_be_trusted_is_named_and_never_overwritten(
    tmp_path: Path,
    change: Callable[[str], bytes],
    code: str,
) -> None:
    file = write_record(tmp_path, record())
    good = write_record(tmp_path, record("2026-03-31"))
    file.write_bytes(change(file.read_text("utf-8")))
    before = file.read_bytes()
    with pytest.raises(BadInput) as raised:
        records_of(tmp_path, "revenue")
    (problem,) = raised.value.problems
    assert (problem.code, problem.place.file) == (code, str(file))
    with pytest.raises(CannotWrite) as refused:
        write_record(tmp_path, record())
    assert refused.value.problems[0].code == code
    assert file.read_bytes() == before
    assert good.exists()


def test_every_bad_record_is_named_at_once_and_other_files_are_left_alone(tmp_path: Path) -> None:
    folder = write_record(tmp_path, record()).parent
    (folder / "2026-03-31.json").write_text("{", "utf-8")
    (folder / "2026-04-30.json").mkdir()
    (folder / "notes.json").write_text("mine", "utf-8")
    (folder / "2026-06-15 (copy).json").write_text("mine", "utf-8")
    with pytest.raises(BadInput) as raised:
        records_of(tmp_path, "revenue")
    assert [Path(p.place.file or "").name for p in raised.value.problems] == ["2026-04-30.json", "2026-03-31.json"]


@pytest.mark.parametrize("step", ["sync", "replace"])
def test_a_write_that_fails_leaves_the_old_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    file = write_record(tmp_path, record())
    before = file.read_bytes()

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    if step == "sync":
        monkeypatch.setattr(os, "fsync", refuse)
    else:
        monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(CannotWrite):
        write_record(tmp_path, record(reason="second"))
    monkeypatch.undo()
    assert file.read_bytes() == before
    assert [p.name for p in file.parent.iterdir()] == ["2026-06-15.json"]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / ".salesplan").write_text("a file of the user's", "utf-8")
    with pytest.raises(CannotWrite):
        write_record(tmp_path, record())


@pytest.mark.parametrize(
    ("entry", "name"),
    [("revenue", "revenue"), ("华东-2026", "华东-2026"), ("a.b_c", "a.b_c")],
)
def test_plain_ids_are_folders_as_they_are(entry: str, name: str) -> None:
    assert safe_name(entry) == name


@pytest.mark.parametrize(
    "entry",
    [
        "..",
        ".",
        "a/b",
        "a\\b",
        "Revenue",
        "con",
        "nul.x",
        "a b",
        "x.",
        "",
        "a:b",
        "é" * 200,
        "*",
        "~",
        "com1",
        "-",
        "\n",
    ],
)
def test_ids_that_some_system_would_not_take_get_a_hash(entry: str, tmp_path: Path) -> None:
    name = safe_name(entry)
    assert "~" in name
    assert not set(name) & set('/\\:*?"<>| \n')
    assert len(name.encode()) <= 80
    assert records_folder(tmp_path, entry).parent == tmp_path / ".salesplan" / "targets"


@given(st.text(max_size=30), st.text(max_size=30))
def test_two_ids_never_share_a_folder(one: str, other: str) -> None:
    same = safe_name(one).lower() == safe_name(other).lower()
    # One letter may be written as one character or as two: a file system may not tell these apart.
    assert same <= (unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other))


def test_a_record_of_an_id_with_strange_signs_is_found_again(tmp_path: Path) -> None:
    write_record(tmp_path, record(entry="../华东 2026"))
    assert [kept.record.entry for kept in records_of(tmp_path, "../华东 2026")] == ["../华东 2026"]
    assert record_file(tmp_path, record(entry="../华东 2026")).resolve().is_relative_to(tmp_path.resolve())


HALF = {"original": "600", "actual": "0", "revised": "600", "over": False}
EAST, SOUTH = {"item": {"region": "华东"}, **HALF}, {"item": {"region": "华南"}, **HALF}


def _leaves(*changes: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"time": {"quarter": "2026-Q1"}, **each} for each in changes]


@pytest.mark.parametrize(
    ("leaves", "more", "told"),
    [
        ([EAST, SOUTH], {"total": "1201"}, "total is 1,201, but the original targets are 1,200 together"),
        ([EAST, EAST], {}, "region=华东/quarter=2026-Q1 stands there twice"),
        ([EAST, {**EAST, "item": {"region": "华东 "}}], {}, "region=华东 /quarter=2026-Q1 stands there twice"),
        ([EAST, {**SOUTH, "item": {}}], {}, "quarter=2026-Q1 stands there beside its own parts"),
        ([EAST, {**SOUTH, "over": True}], {}, "region=华南/quarter=2026-Q1 is over, yet its new target 600"),
        ([EAST, {**SOUTH, "actual": None}], {}, "region=华南/quarter=2026-Q1 has no actual"),
        ([EAST, SOUTH], {"rule": "frozen"}, "region=华东/quarter=2026-Q1 was frozen, yet"),
        ([EAST, {**SOUTH, "item": {"rep": "甲"}}], {}, "the levels of rep=甲/quarter=2026-Q1 are not those of by"),
        ([EAST, {**SOUTH, "time": {}, "item": {"quarter": "x"}}], {}, "the levels of quarter=x are not those of by"),
    ],
)
def test_a_record_that_contradicts_itself_is_refused(
    tmp_path: Path, leaves: list[dict[str, Any]], more: dict[str, Any], told: str
) -> None:
    file = write_record(tmp_path, record())
    file.write_bytes(_broken(file.read_text("utf-8"), leaves=_leaves(EAST, SOUTH)))
    assert read_record(file, "revenue").record.total == 1200
    file.write_bytes(_broken(file.read_text("utf-8"), leaves=_leaves(*leaves), **more))
    before = file.read_bytes()
    with pytest.raises(BadInput) as raised:
        read_record(file, "revenue")
    assert told in raised.value.problems[0].what.in_("en")
    with pytest.raises(CannotWrite):
        write_record(tmp_path, record())
    assert file.read_bytes() == before


def test_a_total_of_the_plan_as_it_was_then_is_not_that_of_the_frozen_targets(tmp_path: Path) -> None:
    file = write_record(tmp_path, record())
    file.write_bytes(_broken(file.read_text("utf-8"), leaves=_leaves(EAST, SOUTH), total="1300", base="plan"))
    assert read_record(file, "revenue").record.total == 1300


def test_a_file_too_large_for_a_record_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write_record(tmp_path, record())
    monkeypatch.setattr("salesplan.load.state_files._MOST_BYTES", file.stat().st_size)
    assert read_record(file, "revenue").record == record()
    monkeypatch.setattr("salesplan.load.state_files._MOST_BYTES", file.stat().st_size - 1)
    with pytest.raises(BadInput) as raised:
        read_record(file, "revenue")
    assert "too large" in raised.value.problems[0].what.in_("en")
