"""The working days of a country from the ``holidays`` library, with the company's own days from calendar.csv on top."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from pydantic_core import PydanticCustomError

from salesplan.errors import BadInput, Place, Problem
from salesplan.model.calendar import MONDAY_TO_FRIDAY, WorkCalendar
from salesplan.model.plan.types import day_of, flag_of
from salesplan.text import Text

if TYPE_CHECKING:
    from holidays import HolidayBase

_HEADERS = {"date", "日期"}
_MOST_BYTES = 1 << 20
_FIX = Text(
    "每行写成 2026-02-14,1,补班：日期，1 上班或 0 休息，名称可省",
    "write each line as 2026-02-14,1,make-up day: the date, 1 worked or 0 off, a name if you like",
)


def work_calendar(
    country: str,
    years: Iterable[int],
    *,
    workweek: frozenset[int] = MONDAY_TO_FRIDAY,
    own_days: Mapping[date, bool] | None = None,
) -> WorkCalendar:
    """The working days of ``country`` (``CN``, ``HK``, ``TW`` ...) in these years, ``own_days`` winning over them.

    A year of CN is official when the library holds the State Council's notice for it; no country's years after the last
    such notice are, because the library computes days off it has not been told of (methods.md 2.2). The working week is
    ours, never the library's: in Hong Kong that would be Monday to Saturday. An unknown country is BadInput.
    """
    wanted = sorted(set(years))
    known = _holidays_of(country)(years=wanted)
    special = {day: False for day in known if day.year in wanted}
    special |= {day: True for day in known.weekend_workdays if day.year in wanted}
    chinese = known if country == "CN" else _holidays_of("CN")()
    announced = set(chinese.special_public_holidays)
    official = announced & set(wanted) if country == "CN" else {year for year in wanted if year <= max(announced)}
    return WorkCalendar(workweek, MappingProxyType({**special, **(own_days or {})}), frozenset(official))


@cache
def _holidays_of(country: str) -> type[HolidayBase]:
    """The library's class of a country, from its module alone; an unknown country is BadInput.

    The library itself would import the modules of all countries, which takes longer than reading most lists.
    """
    from holidays import list_supported_countries
    from holidays.registry import COUNTRIES

    name = next((name for name, (_, *codes) in COUNTRIES.items() if country in codes), None)
    package = find_spec("holidays.countries")
    if name is None or package is None:
        raise BadInput(_unknown_country(country, sorted(list_supported_countries())))
    spec = PathFinder.find_spec(f"holidays.countries.{name}", package.submodule_search_locations)
    if spec is None or spec.loader is None:
        raise ImportError(f"holidays.countries.{name}")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return cast("type[HolidayBase]", getattr(module, COUNTRIES[name][0]))


def _unknown_country(country: str, known: list[str]) -> Problem:
    return Problem(
        "CALENDAR-country",
        "error",
        Text("没有“{country}”的节假日", "no public holidays are known for {country}").format(country=country),
        Text(
            "在 plan.yaml 的 calendar.country 里写 CN、HK、TW 或：{known}",
            "set calendar.country in plan.yaml to CN, HK, TW or one of: {known}",
        ).format(known=", ".join(known)),
        Place(key="calendar.country"),
        country,
    )


def load_calendar_file(file: Path) -> dict[date, bool]:
    """The company's own days: lines ``date,is_workday,name``, a title line allowed. BadInput names every bad line."""
    found: dict[date, bool] = {}
    problems: list[Problem] = []
    for number, fields in _lines(file):
        try:
            day, worked = day_of(fields[0]), flag_of(fields[1])
        except (PydanticCustomError, IndexError):
            problems.append(_bad_line(file, number, fields))
            continue
        if found.setdefault(day, worked) != worked:
            problems.append(_twice(file, number, fields))
    if problems:
        raise BadInput(problems)
    return found


def _lines(file: Path) -> list[tuple[int, list[str]]]:
    """The lines that hold something, with their numbers, less the title line."""
    reader = csv.reader(_text_of(file).splitlines())
    lines = [(reader.line_num, [field.strip() for field in fields]) for fields in reader]
    return [(n, fields) for n, fields in lines if any(fields) and not (n == 1 and fields[0].lower() in _HEADERS)]


def _text_of(file: Path) -> str:
    """The file's text: UTF-8, else GB18030, as Chinese Excel saves it."""
    try:
        with file.open("rb") as stream:
            content = stream.read(_MOST_BYTES + 1)
    except OSError as error:
        raise BadInput(_unreadable(file, _REASONS.get(type(error), Text("", "")))) from None
    if len(content) > _MOST_BYTES or b"\0" in content:
        raise BadInput(_unreadable(file, Text("", "")))
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput(_unreadable(file, Text("", "")))


_REASONS: dict[type[OSError], Text] = {
    FileNotFoundError: Text("：没有这个文件", ": there is no such file"),
    IsADirectoryError: Text("：这是文件夹", ": it is a folder"),
    PermissionError: Text("：没有权限", ": it may not be opened"),
}


def _unreadable(file: Path, reason: Text) -> Problem:
    return Problem(
        "CALENDAR-file",
        "error",
        Text("日历文件读不了{reason}", "the calendar file cannot be read{reason}").format(reason=reason),
        Text(
            "检查 plan.yaml 的 calendar.file：要一个 UTF-8 文本文件，1 MB 以内",
            "check calendar.file in plan.yaml: a UTF-8 text file of at most 1 MB is needed",
        ),
        Place(str(file)),
    )


def _bad_line(file: Path, number: int, fields: list[str]) -> Problem:
    what = Text("这一行不是日期加 1 或 0", "this line is not a date and a 1 or 0")
    return Problem("CALENDAR-line", "error", what, _FIX, Place(str(file), line=number), ",".join(fields))


def _twice(file: Path, number: int, fields: list[str]) -> Problem:
    what = Text("这一天前面已写过，结果相反", "this day stands in an earlier line that says the opposite")
    fix = Text("两行留一行", "keep one of the two lines")
    return Problem("CALENDAR-twice", "error", what, fix, Place(str(file), line=number), ",".join(fields))
