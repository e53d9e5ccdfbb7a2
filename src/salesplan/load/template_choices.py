"""The drop-down lists of a template: what its columns take."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from salesplan.load.opening import open_file
from salesplan.model.reading import ReadOptions
from salesplan.ooxml import markup
from salesplan.ooxml.cells import position
from salesplan.ooxml.package import inflate, open_package

_RANGE = re.compile(r"(?:'?(?P<sheet>[^'!]+)'?!)?\$?(?P<first>[A-Za-z]+\$?\d+):\$?(?P<last>[A-Za-z]+\$?\d+)")


@dataclass
class _Rules(markup.Handler):
    """The list rules of a sheet: their cells and what they say."""

    found: list[tuple[str, str]] = field(default_factory=list)
    cells: str = ""
    said: str = ""
    inside: bool = False
    reading: str = ""

    def start(self, name: str, attributes: markup.Attributes) -> None:
        """A rule begins, or a part of one."""
        if name == "dataValidation" and attributes.get("type") == "list":
            self.inside, self.cells, self.said = True, attributes.get("sqref", ""), ""
        elif self.inside and name in ("formula1", "sqref"):
            self.reading = name

    def end(self, name: str) -> None:
        """A rule is complete."""
        if name == self.reading:
            self.reading = ""
        if name == "dataValidation" and self.inside:
            self.found.append((self.cells.strip(), self.said.strip()))
            self.inside = False

    def text(self, text: str) -> None:
        """What a rule says."""
        if self.reading == "formula1":
            self.said += text
        elif self.reading == "sqref":
            self.cells += text


def choices_of(file: str, sheet: str) -> dict[int, tuple[str, ...]]:
    """What the columns of a sheet offer, by column from 0: lists written out, or in a range of the workbook."""
    package = open_package(Path(file), file)
    part = next((each.part for each in package.sheets if each.name == sheet), None)
    if part is None:
        return {}
    rules = _Rules()
    markup.read(inflate(package, part), rules, markup.Source(file, part, sheet))
    found: dict[int, tuple[str, ...]] = {}
    for cells, said in rules.found:
        offered = _offered(said, file, sheet)
        for area in cells.split():
            at = position(area.partition(":")[0].replace("$", ""))
            if at is not None and offered:
                found.setdefault(at[1], offered)
    return found


def _offered(said: str, file: str, sheet: str) -> tuple[str, ...]:
    """The values of a rule; none where it is worked out by a formula or a name."""
    if said.startswith('"') and said.endswith('"'):
        return tuple(value for each in said[1:-1].replace('""', '"').split(",") if (value := each.strip()))
    named = _RANGE.fullmatch(said)
    if named is None:
        return ()
    first, last = (position(named[key].replace("$", "")) for key in ("first", "last"))
    if first is None or last is None:
        return ()
    grid = open_file(file, ReadOptions(sheets=(named["sheet"] or sheet,))).sheets[0].grid
    cells = grid.cells.filter(
        pl.col("row").is_between(first[0], last[0]) & pl.col("column").is_between(first[1], last[1])
    )
    return tuple(value for each in cells["text"].to_list() if (value := each.strip()))
