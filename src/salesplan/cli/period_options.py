"""Options for the period that a command looks at, and for the people; their words are read in model.period_words."""

from __future__ import annotations

from typing import Annotated

from salesplan.cli.command import option
from salesplan.text import Text

ForPeriod = Annotated[
    str | None,
    option(
        "--for",
        metavar="2026-06|2026-Q2|2026",
        text=Text("哪个月、季度或年度（默认最近结束的月份）", "month, quarter or year (default: last full month)"),
    ),
]
ForDays = Annotated[
    str | None,
    option(
        "--for",
        metavar="PERIOD",
        text=Text(
            "看哪段时间：2026-06、2026-Q2、2026、ytd（今年以来）、起..止",
            "which days: 2026-06, 2026-Q2, 2026, ytd (the year so far), FROM..TO",
        ),
    ),
]
ForRest = Annotated[
    str | None,
    option(
        "--for",
        metavar="2026-07|2026-Q3|month|quarter|year",
        text=Text(
            "哪个期间（默认今年余下的日子，补上已落后的）",
            "which period (default: what is left of the year, with what is behind)",
        ),
    ),
]
ForMonth = Annotated[
    str | None,
    option(
        "--for",
        metavar="2026-06",
        text=Text("说哪个月（默认最近结束的月份）", "which month (default: the last full)"),
    ),
]
Persons = Annotated[
    list[str] | None,
    option("--person", metavar="NAME", text=Text("只看这个人（可重复）", "only this person (repeatable)")),
]
PersonPaid = Annotated[
    str | None,
    option("--person", metavar="NAME", text=Text("只看这个人的提成单，逐笔", "one person's statement, line by line")),
]
PersonMet = Annotated[str | None, option("--person", metavar="NAME", text=Text("和谁谈", "with whom"))]
