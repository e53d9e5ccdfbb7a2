"""What people type after an option, as the values the program works with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import cast

from salesplan.api import Setting
from salesplan.cli.options import Planning, Reading
from salesplan.errors import BadUsage, Problem
from salesplan.model.reading import DateOrder, OnError, ReadOptions
from salesplan.text import Text

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 12, 31)
"""Days outside are typing mistakes; next contacts and calendars have room around them."""


def read_options(reading: Reading, *, writing: bool = False) -> ReadOptions:
    """The reading options as load takes them. Bad cells stop the command when it writes, unless told otherwise."""
    if reading.header_row is not None and reading.header_row < 1:
        what = Text("--header-row 从 1 数起，不是 {n}", "--header-row counts from 1, not {n}").format(
            n=reading.header_row
        )
        fix = Text("写表头所在的行号", "give the number of the row that the header stands in")
        raise BadUsage(Problem("USAGE-header-row", "error", what, fix))
    chosen = choice("--on-error", reading.on_error, ("stop", "skip"))
    return ReadOptions(
        sheets=tuple(reading.sheet),
        table=reading.table,
        header_row=reading.header_row,
        columns=pairs("--column", reading.column),
        encoding=reading.encoding,
        date_order=cast("DateOrder | None", choice("--date-order", reading.date_order, ("ymd", "dmy", "mdy"))),
        decimal=choice("--decimal", reading.decimal, (".", ",")),
        units=pairs("--unit-of", reading.unit_of),
        on_error=cast("OnError", chosen or ("stop" if writing else "skip")),
    )


def pairs(option: str, words: Iterable[str]) -> dict[str, str]:
    """``KEY=VALUE`` words as a mapping; the last one wins."""
    found: dict[str, str] = {}
    for word in words:
        key, sign, value = word.partition("=")
        if not sign or not key.strip() or not value.strip():
            raise BadUsage(
                Problem(
                    "USAGE-pair",
                    "error",
                    Text(
                        "{option} {word} 不是 “名称=值” 的形式", "{option} {word} is not of the form NAME=VALUE"
                    ).format(option=option, word=word),
                    Text("例如 {option} amount=C", "for example {option} amount=C").format(option=option),
                )
            )
        found[key.strip()] = value.strip()
    return found


def choice(option: str, value: str | None, allowed: Sequence[str]) -> str | None:
    """The value when it is one of those allowed; None stays None."""
    if value is None or value in allowed:
        return value
    raise BadUsage(
        Problem(
            "USAGE-choice",
            "error",
            Text("{option} 没有 “{value}” 这个值", "{option} cannot be “{value}”").format(option=option, value=value),
            Text("可选：{allowed}", "choose one of {allowed}").format(allowed=", ".join(allowed)),
            value=value,
        )
    )


def seconds(option: str, value: float) -> float:
    """A length of time in seconds: 0 or more."""
    if value >= 0:  # which nan is not
        return value
    what = Text("{option} 是等几秒，不能是 {value}", "{option} is a number of seconds, not {value}")
    fix = Text("写 0 或更大的数，例如 {option} 30", "write 0 or more, for example {option} 30")
    raise BadUsage(
        Problem("USAGE-seconds", "error", what.format(option=option, value=value), fix.format(option=option))
    )


def at_least_one(option: str, value: int) -> int:
    """How many of something: 1 or more."""
    if value >= 1:
        return value
    what = Text("{option} 至少是 1，不能是 {value}", "{option} is at least 1, not {value}")
    fix = Text("写 1 或更大的整数，例如 {option} 5", "write a whole number of 1 or more, for example {option} 5")
    raise BadUsage(Problem("USAGE-count", "error", what.format(option=option, value=value), fix.format(option=option)))


def day(option: str, text: str | None) -> date | None:
    """A day such as 2026-11-21 or 2026年11月21日."""
    if text is None:
        return None
    from pydantic_core import PydanticCustomError

    from salesplan.model.plan.types import day_of

    try:
        found = day_of(text)
    except PydanticCustomError:
        found = date.min
    if not FIRST_DAY <= found <= LAST_DAY:
        raise BadUsage(
            Problem(
                "USAGE-date",
                "error",
                Text("{option} 的值 “{text}” 不是日期", "{option}: “{text}” is not a day").format(
                    option=option, text=text
                ),
                Text("写成 2026-11-21 这样", "write it as 2026-11-21"),
                value=text,
            )
        )
    return found


def setting_of(planning: Planning, lists: Sequence[str]) -> Setting:
    """The plan and the day that the options ask for."""
    from salesplan import api

    as_of = day("--as-of", planning.as_of)
    return api.setting(planning.plan, use_plan=not planning.no_plan, lists=lists, as_of=as_of)


def mended_setting_of(planning: Planning) -> Setting:
    """The same for a check of the plan: what is wrong in it is found instead of refused."""
    from salesplan.api.setting import mended_setting

    as_of = day("--as-of", planning.as_of)
    return mended_setting(planning.plan, use_plan=not planning.no_plan, as_of=as_of)


def once(option: str, given: Sequence[str] | None) -> str | None:
    """The one value of an option; None where it is not given, BadUsage where it is given more than once."""
    if given is None or len(given) < 2:  # noqa: PLR2004 - more than one
        return given[0] if given else None
    what = Text("{option} 写了 {n} 次，只能看一个", "{option} is given {n} times and may be given once")
    fix = Text("只留一个：{option} {first}", "keep one of them: {option} {first}").format(option=option, first=given[0])
    raise BadUsage(Problem("USAGE-twice", "error", what.format(option=option, n=len(given)), fix, value=given[1]))


def words(given: Iterable[str]) -> list[str]:
    """The words of an option that takes several at once, with commas between them."""
    return [word.strip() for each in given for word in each.replace("，", ",").split(",") if word.strip()]
