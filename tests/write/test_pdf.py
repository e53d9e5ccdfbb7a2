"""The page as PDF: which browser makes it, what it is told, the same bytes for the same page, refusals."""

from __future__ import annotations

import json
import os
import sys
from datetime import date
from pathlib import Path

import pytest

from salesplan.errors import CannotWrite
from salesplan.write import pdf
from salesplan.write.pdf import VARIABLE, browser_found, pdf_of

JUNE = date(2026, 6, 30)
MADE = (
    "%PDF-1.4 /CreationDate (D:20261122170000+08'00') /ModDate (D:20261122170001Z) /ID [<0AF1> <33>] /ID (node00000085)"
)


def program(file: Path, body: str) -> Path:
    """A browser that does so much."""
    file.write_text(f"#!{sys.executable}\nimport json, pathlib, sys\n{body}\n", "utf-8")
    file.chmod(0o755)
    return file


def printing(folder: Path, text: str = MADE) -> Path:
    """A browser that prints this, and writes down its words and the page beside itself."""
    return program(
        folder / "browser",
        "out = next(w.partition('=')[2] for w in sys.argv if w.startswith('--print-to-pdf='))\n"
        "page = pathlib.Path(out).with_name('report.html').read_text('utf-8')\n"
        "pathlib.Path(sys.argv[0] + '.json').write_text(json.dumps([sys.argv[1:], page]))\n"
        f"pathlib.Path(out).write_text({text!r})",
    )


@pytest.fixture(autouse=True)
def _nothing_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr(pdf, "MAC", ())
    for name in pdf.FOLDERS:
        monkeypatch.delenv(name, raising=False)


def problem(page: str = "x") -> tuple[str, str | None]:
    with pytest.raises(CannotWrite) as raised:
        pdf_of([page], JUNE)
    (found,) = raised.value.problems
    return found.code, found.value


def test_without_a_browser_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert problem() == ("REPORT-no-browser", None)
    monkeypatch.setenv(VARIABLE, str(tmp_path / "gone"))
    assert problem() == ("REPORT-no-browser", str(tmp_path / "gone"))


def test_the_browser_named_goes_before_those_of_the_path_and_these_before_usual_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edge = tmp_path / "Microsoft" / "Edge"
    usual = tmp_path / pdf.WINDOWS[1]
    edge.mkdir(parents=True)
    program(usual, "")
    monkeypatch.setenv("PROGRAMFILES", str(tmp_path))
    assert browser_found() == str(usual)
    on_path = program(tmp_path / "msedge", "")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert browser_found() == str(on_path)
    named = program(tmp_path / "mine", "")
    monkeypatch.setenv(VARIABLE, str(named))
    assert browser_found() == str(named)


def test_dates_and_ids_are_those_of_the_page_and_no_byte_moves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(printing(tmp_path)))
    made = pdf_of(["<p>", "页</p>"], JUNE).decode()
    assert made.startswith("%PDF-1.4 /CreationDate (D:20260630000000+00'00') /ModDate (D:20260630000000Z) /ID [<")
    assert made.endswith("/ID (node00000085)")
    assert len(made) == len(MADE)
    assert pdf_of(["<p>页</p>"], JUNE).decode() == made
    assert pdf_of(["<p>别的</p>"], JUNE).decode() != made


@pytest.mark.parametrize(("user", "sandboxed"), [(0, False), (1000, True)])
def test_the_browser_has_a_room_of_its_own_and_a_sandbox_unless_root(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, user: int, *, sandboxed: bool
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: user)
    browser = printing(tmp_path)
    monkeypatch.setenv(VARIABLE, str(browser))
    pdf_of(["<p>页</p>"], JUNE)
    words, page = json.loads(Path(f"{browser}.json").read_text("utf-8"))
    assert page == "<p>页</p>"
    assert ("--no-sandbox" not in words) is sandboxed
    assert "--host-resolver-rules=MAP * ~NOTFOUND" in words
    assert "--no-pdf-header-footer" in words
    profile = next(word.partition("=")[2] for word in words if word.startswith("--user-data-dir="))
    assert not Path(profile).parent.exists()


def test_a_browser_that_came_as_a_snap_gets_the_page_where_it_may_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "snap" / "chromium" / "common"
    own.mkdir(parents=True)
    browser = printing(tmp_path)
    monkeypatch.setenv(VARIABLE, str(browser))
    pdf_of(["x"], JUNE)
    words = json.loads(Path(f"{browser}.json").read_text("utf-8"))[0]
    assert words[-1].startswith(own.as_uri())


def test_a_user_without_a_home_gets_his_pdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", nowhere)
    monkeypatch.setenv(VARIABLE, str(printing(tmp_path)))
    assert pdf_of(["x"], JUNE).startswith(b"%PDF-")


def test_a_page_that_can_be_put_nowhere_is_refused_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(printing(tmp_path)))
    monkeypatch.setattr(pdf, "_room", lambda: tmp_path / "gone")
    assert problem() == ("REPORT-no-room", "No such file or directory")


def test_a_browser_that_makes_no_pdf_is_quoted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failing = program(tmp_path / "failing", "print('a', file=sys.stderr); print('no room', file=sys.stderr)")
    monkeypatch.setenv(VARIABLE, str(failing))
    assert problem() == ("REPORT-browser-failed", "no room")
    monkeypatch.setenv(VARIABLE, str(program(tmp_path / "mute", "sys.exit(7)")))
    assert problem() == ("REPORT-browser-failed", "exit 7")
    monkeypatch.setenv(VARIABLE, str(printing(tmp_path, "<html>")))
    assert problem()[0] == "REPORT-browser-failed"


def test_a_browser_that_hangs_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "SECONDS", 0.5)
    monkeypatch.setenv(VARIABLE, str(program(tmp_path / "hanging", "import time; time.sleep(60)")))
    assert problem() == ("REPORT-browser-failed", "0.5 s")


@pytest.mark.browser
def test_chromium_prints_a4_with_the_same_bytes_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.defpath)
    page = '<!doctype html><meta charset="utf-8"><style>@page{size:A4}</style><title>汇报</title><p>华东 550.4万</p>'
    made = pdf_of([page], JUNE)
    assert made.startswith(b"%PDF-")
    assert b"/MediaBox [0 0 594.95996 841.91998]" in made
    assert b"(D:20260630000000+00'00')" in made
    assert pdf_of([page], JUNE) == made
