"""The options of ``targets split``: what is split, over which levels, by what, and what is fixed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic_core import PydanticCustomError

from salesplan.api import SplitWish
from salesplan.cli.command import option
from salesplan.errors import BadUsage, Problem
from salesplan.model.plan.levels import TIME_LEVELS, basis_named, level_named, path_named
from salesplan.model.plan.types import amount_of
from salesplan.text import Text


@dataclass(frozen=True)
class SplitOptions:
    """What is split and how. Everything can also stand in the plan, under ``targets``."""

    GROUP: ClassVar[Text] = Text("分解", "Splitting")

    total: Annotated[
        str | None, option("--total", metavar="AMOUNT", text=Text("总额，如 1200万", "the total, such as 12000000"))
    ] = None
    by: Annotated[
        str | None,
        option(
            "--by",
            metavar="A,B,C",
            text=Text(
                "层级，从外到内：quarter、month、week、region、channel、product、team、rep …，也可写中文：区域，季度",
                "levels, outermost first: quarter, month, week, region, channel, product, team, rep ...",
            ),
        ),
    ] = None
    basis: Annotated[
        str | None,
        option(
            "--basis",
            metavar="LEVEL=BASIS,...",
            text=Text(
                "按什么分。时间：seasonal 季节、workdays 工作日；成员：history 历史、trailing 滚动 12 个月、"
                "growth 自身增长、potential 潜力、capacity 产能、blend 混合；"
                "都可：even 平均、weights 权重、manual 手工。可每层一个，如 quarter=seasonal,region=history",
                "by what. Time: seasonal, workdays; members: history, trailing (12 months), growth, potential, "
                "capacity, blend; both: even, weights, manual. Or one a level: quarter=seasonal,region=history",
            ),
        ),
    ] = None
    weights: Annotated[
        list[str] | None,
        option(
            "--weights",
            metavar="LEVEL:NAME=W,...",
            text=Text("权重，如 region:华东=5,华南=3（可重复）", "weights, such as region:East=5,South=3 (repeatable)"),
        ),
    ] = None
    pin: Annotated[
        list[str] | None,
        option(
            "--pin",
            metavar="PATH=AMOUNT",
            text=Text(
                "定死的数，如 region=华东/quarter=2026-Q1=280万（可重复）",
                "a fixed amount, such as region=East/quarter=2026-Q1=2800000 (repeatable)",
            ),
        ),
    ] = None
    unit: Annotated[
        str | None, option("--unit", metavar="AMOUNT", text=Text("最小单位，如 100", "smallest amount, such as 100"))
    ] = None
    unit_remainder: Annotated[
        bool,
        option(
            "--unit-remainder",
            text=Text("总额不是单位整数倍时，零头给第一个", "an odd remainder goes to the first child"),
        ),
    ] = False
    year: Annotated[
        int | None,
        option(
            "--year", metavar="YEAR", text=Text("哪一年（财年按结束年命名）", "which year (a fiscal year by its end)")
        ),
    ] = None
    orders: Annotated[
        list[str] | None,
        option(
            "--orders",
            metavar="FILE",
            text=Text("历史订单（history、seasonal 用）", "past orders, for history and seasonal"),
        ),
    ] = None
    scenario: Annotated[
        str | None,
        option(
            "--scenario",
            metavar="A,B,C",
            text=Text(
                "计划里的情景，几个就并排比较，如 base,high,low；base 是计划本身",
                "scenarios of the plan, several side by side, such as base,high,low; base is the plan as it stands",
            ),
        ),
    ] = None


SheetPer = Annotated[
    str | None,
    option(
        "--sheet-per",
        metavar="LEVEL",
        text=Text(
            "下发用的工作簿：每个 rep / team / region 一张表，配 -o targets.xlsx；-o targets/ 则每人一份",
            "a workbook to hand out, a sheet for each rep, team or region: -o targets.xlsx; with -o targets/ one each",
        ),
    ),
]
Layout = Annotated[
    str | None,
    option(
        "--layout",
        metavar="tree|cross",
        text=Text(
            "页面怎么排：tree 逐层，cross 两层交叉（默认：排得下就交叉）",
            "the page: tree, level by level, or cross, two levels crossed (default: crossed where it fits)",
        ),
    ),
]

_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_WEIGHTS = Text("写成 region:华东=5,华南=3", "write it as region:East=5,South=3")
_PLAIN = str.maketrans({"\uff0c": ",", "\uff1d": "=", "\uff1a": ":", "\uff05": "%"})


def split_wish(options: SplitOptions) -> SplitWish:
    """The options as values: amounts exact, levels and weights taken apart, Chinese names of levels understood."""
    by = tuple(level_named(level) for level in _parts(options.by, "、"))
    return SplitWish(
        total=_amount("--total", options.total),
        by=by,
        basis=_basis(options.basis),
        weights=_weights(options.weights or (), by),
        pins=_pins(options.pin or ()),
        unit=_amount("--unit", options.unit),
        unit_remainder=options.unit_remainder,
        year=year_given(options.year),
        orders=tuple(options.orders or ()),
        scenarios=_scenarios(options),
    )


def _scenarios(options: SplitOptions) -> tuple[str, ...]:
    """The scenarios by name, none of them twice; they say what the total is, so that ``--total`` may not."""
    if options.scenario is None:
        return ()
    names = _parts(options.scenario, "、")
    if not names:
        raise _wrong("--scenario", options.scenario, Text("写成 base,high,low", "write it as base,high,low"))
    if options.total is not None:
        what = Text("--scenario 和 --total 不能一起用", "--scenario and --total do not go together")
        fix = Text("总额由情景定：去掉 --total", "the scenario says what the total is: leave out --total")
        raise _refused(what, fix, options.total)
    for at, name in enumerate(names):
        if name in names[:at]:
            raise _twice("--scenario", options.scenario, name)
    return tuple(names)


def _parts(text: str | None, *separators: str) -> list[str]:
    plain = (text or "").translate(_PLAIN)
    for separator in separators:
        plain = plain.replace(separator, ",")
    return [part.strip() for part in plain.split(",") if part.strip()]


def year_given(year: int | None) -> int | None:
    """The year after ``--year``; BadUsage for one outside 1900 to 2200."""
    if year is None or _FIRST_YEAR <= year <= _LAST_YEAR:
        return year
    fix = Text("写四位数的年份，如 2026", "write the year in four digits, such as 2026")
    what = Text("--year 要在 {first} 到 {last} 之间，不是 {year}", "--year is between {first} and {last}, not {year}")
    raise _refused(what.format(first=_FIRST_YEAR, last=_LAST_YEAR, year=year), fix, str(year))


def _amount(name: str, text: str | None) -> Decimal | None:
    if text is None:
        return None
    try:
        return amount_of(text)
    except PydanticCustomError:
        raise _wrong(name, text, Text("写成 1200万 或 12000000", "write it as 12000000 or 1200万")) from None


def _basis(text: str | None) -> dict[str, str]:
    """``seasonal`` for every level it fits, or ``quarter=seasonal,region=history``."""
    pairs = [part.rpartition("=") for part in _parts(text, "、")]
    levels = [level_named(level) or "*" for level, _, _ in pairs]
    if len(set(levels)) < len(levels):
        fix = Text(
            "一层只写一个，如 quarter=seasonal,region=history", "one a level, such as quarter=seasonal,region=history"
        )
        raise _wrong("--basis", text or "", fix)
    return {level: basis_named(basis) for level, (_, _, basis) in zip(levels, pairs, strict=True)}


def _weights(texts: Iterable[str], by: tuple[str, ...]) -> dict[str, dict[str, Decimal]]:
    """Weights by level; ``region:华东=60%,华南=40%`` are the same as 60 and 40."""
    found: dict[str, dict[str, Decimal]] = {}
    signs: dict[str, set[bool]] = {}
    for text in texts:
        level, parts = _of_level(text, by)
        given = found.setdefault(level, {})
        for name, weight in _named_weights(text, parts):
            if any(_same(name, other) for other in given):
                raise _twice("--weights", text, name)
            given[name] = _weight(text, weight)
            signs.setdefault(level, set()).add(weight.endswith("%"))
        if len(signs[level]) > 1:
            what = Text("权重“{text}”有的带 %，有的不带", "of the weights “{text}” some are in %, some are not")
            fix = Text("要么都带 %，要么都不带", "give all of them in %, or none")
            raise _refused(what.format(text=text), fix, text)
    return found


def _of_level(text: str, by: tuple[str, ...]) -> tuple[str, list[str]]:
    """The level that the weights are of, and ``name=weight`` for each."""
    plain = text.translate(_PLAIN)
    level, sign, rest = plain.partition(":")
    if sign and level.strip() and "=" not in level and _parts(rest):
        return level_named(level), _parts(rest)
    if sign or "=" not in plain:
        raise _wrong("--weights", text, _WEIGHTS)
    inner = next((level for level in reversed(by) if level not in TIME_LEVELS), "region")
    fix = Text("前面写上层级：--weights {level}:{text}", "put the level before it: --weights {level}:{text}")
    what = Text("--weights “{text}” 没说是哪一层的权重", "--weights “{text}” does not say which level it is for")
    raise BadUsage(
        Problem(
            "USAGE-no-level",
            "error",
            what.format(text=text),
            fix.format(level=inner, text=plain.strip(": ")),
            value=text,
        )
    )


def _named_weights(text: str, parts: list[str]) -> Iterator[tuple[str, str]]:
    for part in parts:
        name, equals, weight = part.rpartition("=")
        if not equals or not name.strip():
            raise _wrong("--weights", text, _WEIGHTS)
        yield name.strip(), weight.strip()


def _weight(text: str, weight: str) -> Decimal:
    value = _amount("--weights", weight.removesuffix("%"))
    if value is None or value < 0:
        what = Text("--weights “{text}”里有小于 0 的权重", "--weights “{text}” has a weight below 0")
        raise _refused(what.format(text=text), Text("权重是 0 或更大的数", "a weight is 0 or more"), text)
    return value


def _pins(texts: Iterable[str]) -> dict[str, Decimal]:
    """Amounts by path; the same path twice is refused."""
    found: dict[str, Decimal] = {}
    for text in texts:
        path, amount = _pin(text)
        if path in found:
            raise _twice("--pin", text, path)
        found[path] = amount
    return found


def _pin(text: str) -> tuple[str, Decimal]:
    path, sign, amount = text.replace("\uff1d", "=").rpartition("=")
    if not sign or "=" not in path:
        raise _wrong("--pin", text, Text("写成 quarter=2026-Q1=280万", "write it as quarter=2026-Q1=2800000"))
    return path_named(path).strip(), _amount("--pin", amount) or Decimal(0)


def _same(one: str, other: str) -> bool:
    """Whether two names are one: blanks around and width make no difference."""
    return unicodedata.normalize("NFKC", one).strip() == unicodedata.normalize("NFKC", other).strip()


def _twice(name: str, text: str, member: str) -> BadUsage:
    what = Text("{name} 里“{member}”写了两次", "{name} names “{member}” twice").format(name=name, member=member)
    return BadUsage(Problem("USAGE-twice", "error", what, Text("留一个", "keep one of them"), value=text))


def _wrong(name: str, text: str, fix: Text) -> BadUsage:
    what = Text("{name} 的值“{text}”看不懂", "{name}: “{text}” cannot be read").format(name=name, text=text)
    return _refused(what, fix, text)


def _refused(what: Text, fix: Text, text: str) -> BadUsage:
    return BadUsage(Problem("USAGE-value", "error", what, fix, value=text))
