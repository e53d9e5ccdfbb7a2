"""The report's page as PDF: printed by a Chromium that is there, the same bytes for the same page."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from salesplan.errors import CannotWrite, Problem
from salesplan.text import Text

VARIABLE = "SALESPLAN_CHROMIUM"
"""The environment variable that names the browser's program."""
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge")
MAC = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
WINDOWS = (r"Google\Chrome\Application\chrome.exe", r"Microsoft\Edge\Application\msedge.exe")
FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
"""Where Windows keeps programs."""
SECONDS = 120
"""How long the browser may take; it takes about two."""
OPTIONS = (
    *("--headless", "--disable-gpu", "--no-first-run", "--no-default-browser-check", "--disable-extensions"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"),
    *("--disable-breakpad", "--disable-features=OptimizationHints,MediaRouter", "--password-store=basic"),
    *("--host-resolver-rules=MAP * ~NOTFOUND", "--no-pdf-header-footer"),
    "--disable-pdf-tagging",  # tags are three times the size, and numbered anew each time
)
"""A browser of its own that asks nobody anything."""
_DATE = re.compile(rb"\((D:)\d{14}([+-]\d\d'\d\d'|Z)?\)")
_ID = re.compile(rb"(/ID\s*\[\s*)<([0-9A-Fa-f]*)>(\s*)<([0-9A-Fa-f]*)>")


def pdf_of(pieces: Iterable[str], as_of: date) -> bytes:
    """The page on A4. Its dates are the as-of date and its id comes of the page, not of the clock.

    Raises CannotWrite where no browser is there (REPORT-no-browser), it made no PDF (REPORT-browser-failed), or the
    page that it prints can be put nowhere (REPORT-no-room).
    """
    page = "".join(pieces).encode()
    browser = browser_found()
    try:
        with TemporaryDirectory(prefix="salesplan-", dir=_room(), ignore_cleanup_errors=True) as name:
            folder = Path(name)
            (folder / "report.html").write_bytes(page)
            made = _printed(browser, folder)
    except OSError as fault:
        raise CannotWrite(_no_room(fault)) from fault
    return _fixed(made, as_of, sha256(page).hexdigest().encode())


def browser_found() -> str:
    """The program of a Chromium, Chrome or Edge; raises CannotWrite (REPORT-no-browser) where there is none."""
    if named := os.environ.get(VARIABLE):
        if found := shutil.which(named):
            return found
        raise CannotWrite(_no_browser(named))
    for name in NAMES:
        if found := shutil.which(name):
            return found
    for path in _usual_places():
        if path.is_file():
            return str(path)
    raise CannotWrite(_no_browser(None))


def _usual_places() -> Iterator[Path]:
    yield from map(Path, MAC)
    for variable in FOLDERS:
        if folder := os.environ.get(variable):
            yield from (Path(folder) / program for program in WINDOWS)


def _room() -> Path | None:
    """Where the page is put: a Chromium that came as a snap sees nothing but its own folder."""
    try:
        own = Path.home() / "snap" / "chromium" / "common"
    except RuntimeError:  # a user whom the system has no home for
        return None
    return own if own.is_dir() else None


def _printed(browser: str, folder: Path) -> bytes:
    out = folder / "report.pdf"
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    words = (
        *(browser, *OPTIONS, *(("--no-sandbox",) if root else ())),
        *(f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={out}", (folder / "report.html").as_uri()),
    )
    try:
        done = subprocess.run(  # noqa: S603 - the words are ours but for the browser, which the user chose
            words, capture_output=True, timeout=SECONDS, check=False, cwd=folder
        )
    except subprocess.TimeoutExpired:
        raise CannotWrite(_failed(browser, f"{SECONDS} s")) from None
    except OSError as fault:
        raise CannotWrite(_failed(browser, str(fault))) from None
    if not out.is_file() or not (made := out.read_bytes()).startswith(b"%PDF-"):
        raise CannotWrite(_failed(browser, _last_words(done)))
    return made


def _last_words(done: subprocess.CompletedProcess[bytes]) -> str:
    """What the browser said last, without the folder that is gone by now."""
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[-1][-200:] if lines else f"exit {done.returncode}"


def _fixed(pdf: bytes, as_of: date, digest: bytes) -> bytes:
    """The same document with a date and an id that do not change from run to run; no byte moves."""

    def dated(found: re.Match[bytes]) -> bytes:
        zone = b"+00'00'" if found[2] and len(found[2]) > 1 else found[2] or b""
        return b"(D:" + as_of.strftime("%Y%m%d").encode() + b"000000" + zone + b")"

    def named(found: re.Match[bytes]) -> bytes:
        ids = [(digest * 2)[: len(found[at])].upper() for at in (2, 4)]
        return found[1] + b"<" + ids[0] + b">" + found[3] + b"<" + ids[1] + b">"

    return _ID.sub(named, _DATE.sub(dated, pdf))


def _no_browser(named: str | None) -> Problem:
    what = Text("没有找到能生成 PDF 的浏览器", "no browser is there that could make the PDF")
    fix = Text(
        "装上 Chrome、Edge 或 Chromium（Debian/Ubuntu：apt install chromium），或把程序路径写进环境变量 {variable}；"
        "也可以用 -o report.html 写网页，再用浏览器打印成 PDF",
        "install Chrome, Edge or Chromium (Debian/Ubuntu: apt install chromium), or put the path of its program into "
        "the environment variable {variable}; or write the page with -o report.html and print that",
    )
    return Problem("REPORT-no-browser", "error", what, fix.format(variable=VARIABLE), value=named)


def _no_room(fault: OSError) -> Problem:
    what = Text("生成 PDF 要用的临时文件写不进去", "the page to be printed could not be put into a temporary folder")
    fix = Text(
        "腾出磁盘空间，或把环境变量 TMPDIR（Windows 是 TEMP）设成能写的文件夹；也可以用 -o report.html 写网页再打印",
        "free some space, or set the environment variable TMPDIR (TEMP on Windows) to a folder that can be written to; "
        "or write the page with -o report.html and print that",
    )
    return Problem("REPORT-no-room", "error", what, fix, value=fault.strerror or str(fault))


def _failed(browser: str, words: str) -> Problem:
    what = Text("浏览器 {browser} 没有生成 PDF", "the browser {browser} made no PDF").format(browser=browser)
    fix = Text(
        "用 -o report.html 写网页，再用浏览器打印成 PDF；或用环境变量 {variable} 换一个浏览器",
        "write the page with -o report.html and print that; or name another browser in the environment variable "
        "{variable}",
    )
    return Problem("REPORT-browser-failed", "error", what, fix.format(variable=VARIABLE), value=words)
