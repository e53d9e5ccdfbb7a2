"""Pages opened in Chromium: what they asked for, what they complained of, what is in them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)
WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
Exact = dict[str, str | None]
Browser = Any
Page = Any
"""Of playwright, which is installed by make browser alone."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser of the machine."""
    with import_module("playwright.sync_api").sync_playwright() as player:
        browser = player.chromium.launch(executable_path=shutil.which("chromium"), args=list(ARGUMENTS))
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, file: Path, size: dict[str, int] = WIDE, **more: Any) -> Iterator[Page]:  # noqa: ANN401 - of playwright
    """The page in a window of its own. At the end it has asked for itself alone, and nothing was complained of."""
    context = browser.new_context(viewport=size, **more)
    page = context.new_page()
    asked: list[str] = []
    told: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda fault: told.append(str(fault)))
    page.goto(file.as_uri())
    yield page
    assert asked == [file.as_uri()]
    assert told == []
    context.close()


def texts(page: Page, what: str) -> list[str]:
    """The words of all elements that fit."""
    found: list[str] = page.locator(what).all_inner_texts()
    return [" ".join(each.split()) for each in found]


def figures(page: Page, table: str) -> tuple[list[Exact], list[Exact]]:
    """The exact figures of a table's rows, and of its total, by column: what data-value holds."""
    rows, totals = page.evaluate(
        """(name) => {
          const table = document.getElementById("t-" + name).querySelector("table");
          const heads = [...table.tHead.rows[0].cells];
          const figures = (row) => Object.fromEntries([...row.cells]
            .map((cell, at) => [heads[at], cell.dataset.value ?? null])
            .filter(([head]) => head.classList.contains("n"))
            .map(([head, value]) => [head.dataset.key, value]));
          return [[...table.tBodies[0].rows].map(figures), [...(table.tFoot?.rows ?? [])].map(figures)];
        }""",
        table,
    )
    return rows, totals
