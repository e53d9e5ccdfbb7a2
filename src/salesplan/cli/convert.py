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


def read_options(reading: Reading, *, writing: bool = False) -> ReadOptions:
    """The reading options as load takes them. Bad cells stop the command when it writes, unless told otherwise."""
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


def day(option: str, text: str | None) -> date | None:
    """A day such as 2026-11-21 or 2026年11月21日."""
    if text is None:
        return None
    from pydantic_core import PydanticCustomError

    from salesplan.model.plan.types import day_of

    try:
        return day_of(text)
    except PydanticCustomError:
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
        ) from None


def setting_of(planning: Planning, lists: Sequence[str]) -> Setting:
    """The plan and the day that the options ask for."""
    from salesplan import api

    as_of = day("--as-of", planning.as_of)
    return api.setting(planning.plan, use_plan=not planning.no_plan, lists=lists, as_of=as_of)
