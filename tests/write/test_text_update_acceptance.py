"""`classify --write` on text lists of other programs: every line is the old one with our fields behind it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from program import Run

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared"
DATA = SHARED / "data"
pytestmark = [pytest.mark.acceptance, pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is not here")]
LISTS = [p for p in sorted(DATA.rglob("*")) if p.suffix in (".csv", ".txt", ".tsv")]
WRITTEN = {"11_gb18030.csv", "12_big5.csv", "14_utf8_bom.csv", "16_quoted_newlines.csv", "13_utf16_tab.txt"}
"""Lists that must be written; of the others those that classify takes for customers."""
WIDE = ((b"\xff\xfe\0\0", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
LINE_END = re.compile("(\r\n|\n|\r)")


def copied(source: Path, folder: Path, name: str = "") -> Path:
    copy = folder / (name or source.name)
    shutil.copyfile(source, copy)  # without its mode: the data are read-only
    return copy


def test_every_text_list_keeps_all_it_had(
    tmp_path: Path, run: Run, record_property: Callable[[str, object], None]
) -> None:
    written = [source.name for source in LISTS if check(copied(source, tmp_path), run)]
    assert set(written) >= WRITTEN
    record_property("counts", f"{len(written)} of {len(LISTS)} text lists written and taken back")


def check(path: Path, run: Run) -> bool:
    """Write twice and take it back; False where classify refused the list, which then is untouched."""
    old = path.read_bytes()
    words = ("classify", str(path), "--table", "customers", "--as-of", "2026-06-30", "--on-error", "skip", "--write")
    done = run(*words)
    if done.code not in (0, 1):
        assert path.read_bytes() == old, path.name
        return False
    new = path.read_bytes()
    # by their marks; any encoding in which line ends are single bytes may be looked at as if it were Latin 1
    encoding = next((name for mark, name in WIDE if old.startswith(mark)), "latin-1")
    was, now = (LINE_END.split(data.decode(encoding)) for data in (old, new))
    assert len(was) == len(now), path.name
    assert all(line.startswith(before) for before, line in zip(was, now, strict=True)), path.name
    assert "(salesplan)" in new.decode(encoding)
    assert run(*words).code in (0, 1)
    assert path.read_bytes() == new, path.name
    assert run("undo", str(path)).code == 0
    assert path.read_bytes() == old, path.name
    return True


def test_a_text_list_with_the_name_of_a_workbook_stays_a_text_list(tmp_path: Path, run: Run) -> None:
    path = copied(DATA / "messy" / "11_gb18030.csv", tmp_path, "list.xlsx")
    assert check(path, run)


def test_a_web_page_with_the_name_of_a_workbook_is_refused(tmp_path: Path, run: Run) -> None:
    path = copied(DATA / "bad" / "html_as_xls.xls", tmp_path)
    done = run("classify", str(path), "--table", "customers", "--write")
    assert (done.code, "WRITE-format" in done.err) == (4, True)
