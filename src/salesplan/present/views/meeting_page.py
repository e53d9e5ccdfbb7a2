"""How an agenda looks: what rolls on, block by block, what is lacking; the same for every kind of meeting."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from salesplan.compute.meetings.meeting import BlockTold, MeetingSummary
from salesplan.compute.meetings.points import rows_of
from salesplan.model.result import Result
from salesplan.model.tables import TABLES
from salesplan.present.blocks import Align, Blank, Block, Cell, Grid, Head, Heading, Line, Screen
from salesplan.present.lights import style_of
from salesplan.present.numbers import NOTHING, day, decimal, integer, percent, whole_amount
from salesplan.present.sections import page_end, plan_heading
from salesplan.present.view import View
from salesplan.present.views import review_words
from salesplan.present.views.meeting_words import CAUSE_WORDS, COLUMNS, FIGURES, LABELS, LESSONS, SENTENCES
from salesplan.present.views.team_practice import METRICS
from salesplan.present.words import listed
from salesplan.text import Text

GRIDS: dict[str, tuple[str, ...]] = {
    "contacted": ("contacts", "wanted"),
    "contacted_week": ("contacts", "wanted"),
    "see_today": ("due", "overdue", "names"),
    "see_next_week": ("visits", "overdue", "names"),
    "week_of": ("amount", "landing"),
    "ranked": ("score", "grade", "band"),
}
"""Points that people are compared by: a table instead of sentences, with these columns after the name."""
HEADS: dict[str, Text] = {
    "person": Text("谁", "Who"),
    "contacts": Text("联系（次）", "Contacts"),
    "due": Text("该联系（家）", "Due"),
    "visits": Text("拜访（家）", "Visits"),
    "wanted": Text("要求", "Wanted"),
    "overdue": Text("其中逾期", "Overdue"),
    "names": Text("先找", "First"),
    "amount": Text("上周", "Last week"),
    "landing": Text("全年预计达成", "Year lands at"),
    "score": Text("得分", "Score"),
    "grade": Text("等级", "Grade"),
    "band": Text("分组", "Band"),
}
ALIGN: dict[str, Align] = {"names": "left", "grade": "left", "band": "left"}
SHARES = frozenset(("collection", "csat", "conversion"))


def page(view: View, result: Result[MeetingSummary], screen: Screen) -> Iterator[Block]:
    """The page: what rolls on, then block by block, then what there is to know."""
    s = result.summary
    yield plan_heading(view.title, result)
    yield Line(_frame(s), "dim", wrap=True)
    rows = rows_of(result.rows)
    yield from _carried([row for row in rows if row["block"] == "carried"], s, screen)
    for block in s.agenda:
        yield Blank()
        title = Text("{title}（{minutes} 分钟）", "{title} ({minutes} min)")
        yield Heading(title.format(title=block.title, minutes=block.minutes))
        yield from _block(block, [row for row in rows if row["block"] == block.code], screen, s.person)
    yield Blank()
    yield from _after(s)
    yield from page_end(result, screen)


def _frame(s: MeetingSummary) -> Text:
    """What days the meeting looks at, how long it is, whether such meetings are held."""
    told = Text("{n} 分钟 · 看 {days}", "{n} minutes · looks at {days}").format(
        n=s.minutes_long, days=day(s.first) if s.first == s.last else f"{day(s.first)} – {day(s.last)}"
    )
    if s.person is not None:
        told = Text("{who} · {told}", "{who} · {told}").format(who=s.person, told=told)
    if s.planned:
        held = Text("{told} · 自 {since} 起开了 {held}/{planned} 次", "{told} · held {held} of {planned} since {since}")
        told = held.format(told=told, held=s.held, planned=s.planned, since=day(s.since))
    return told


def _carried(rows: list[Mapping[str, Any]], s: MeetingSummary, screen: Screen) -> Iterator[Block]:
    if rows:
        yield Blank()
        title = Text("以前定的，还没做完：{n} 件，逾期 {late} 件", "Agreed before and open: {n}, {late} overdue")
        yield Heading(title.format(n=s.open_actions, late=s.overdue_actions))
        yield from (_line(row, screen) for row in rows)


def _block(block: BlockTold, rows: list[Mapping[str, Any]], screen: Screen, person: str | None) -> Iterator[Block]:
    told = [row for row in rows if not (row["code"] == "no_change" and block.lacking)]
    for code, group in groupby(told, key=lambda row: row["code"]):
        if code in GRIDS:
            yield _grid(code, list(group), screen)
        else:
            yield from (_line(row, screen, person) for row in group)
    if block.lacking:
        yield Line(_lacks(block.lacking), "dim", wrap=True)


def _lacks(lacking: Sequence[str]) -> Text:
    """The lists that a block lacks, or that those it has cannot be used."""
    names = [str(TABLES[each].label) for each in dict.fromkeys(lacking) if each in TABLES]
    if not names:
        return Text("  没有数据：名单用不了，见下面", "  no data: a list cannot be used, see below")
    return Text("  没有数据：计划里还没有 {names}", "  no data: the plan has no {names} yet").format(
        names=listed(names)
    )


def _grid(code: str, rows: list[Mapping[str, Any]], screen: Screen) -> Grid:
    """People under each other: a column for each part of the sentence."""
    keys = GRIDS[code]
    heads = (
        Head(HEADS["person"], shrink=True),
        *(Head(HEADS[key], ALIGN.get(key, "right"), key in ALIGN) for key in keys),
    )
    return Grid(heads, tuple((_name(row), *(_cell(row, key, screen) for key in keys)) for row in rows))


def _name(row: Mapping[str, Any]) -> Cell:
    return Cell(row["person"] or Text("没人负责", "nobody"), style_of(row["light"]))


def _cell(row: Mapping[str, Any], key: str, screen: Screen) -> Text | str:
    told: dict[str, Callable[[], Text | str]] = {
        **dict.fromkeys(("contacts", "due", "visits"), lambda: integer(row["count"])),
        "wanted": lambda: integer(row["of"]),
        "overdue": lambda: integer(row["of"]) if row["of"] else "",
        "names": lambda: row["names"] or "",
        "amount": lambda: whole_amount(row["amount"], screen.unit),
        "landing": lambda: percent(row["rate"]),
        "score": lambda: decimal(row["score"], 1),
        "grade": lambda: row["note"] or NOTHING,
        "band": lambda: review_words.BAND_WORDS.get(row["about"] or "", ""),
    }
    return told[key]()


def _after(s: MeetingSummary) -> Iterator[Block]:
    told = Text("纪要 {due} 前发出", "minutes are due by {due}").format(due=day(s.minutes_due))
    if s.next_day is not None:
        told = Text("{told} · 下一次 {day}", "{told} · next: {day}").format(told=told, day=day(s.next_day))
    yield Line(told, "dim")
    if s.minutes is None:
        typed = f"salesplan meeting {s.meeting}" + (f" --person {s.person}" if s.person else "") + " --minutes"
        yield Line(Text("写一份待填的纪要：{typed}", "minutes to be filled in: {typed}").format(typed=typed), "dim")


def _line(row: Mapping[str, Any], screen: Screen, person: str | None = None) -> Line:
    """A point as a sentence; in a talk with ``person`` his own name does not stand before each."""
    told = str(SENTENCES[row["code"]].format(**_values(row, screen)))
    if person is not None:
        told = told.removeprefix(f"{person}：").removeprefix(f"{person}: ")
    return Line(Text("  {told}", "  {told}").format(told=told), style_of(row["light"]), wrap=True)


def _values(row: Mapping[str, Any], screen: Screen) -> dict[str, Text | str]:
    """What fills a point's sentence."""
    return {
        "who": row["person"] or Text("没人负责", "nobody"),
        "about": about(row["code"], row["about"]),
        "count": integer(row["count"]),
        "of": integer(row["of"]),
        "amount": whole_amount(row["amount"], screen.unit),
        "target": whole_amount(row["target"], screen.unit),
        "rate": percent(row["rate"], 0 if row["code"].startswith("key_deal") else 1),
        "score": _score(row),
        "on": day(row["on"]),
        "days": integer(row["days"]),
        "names": row["names"] or NOTHING,
        "note": row["note"] or NOTHING,
        "signed": _signed(row["amount"], screen),
        "signed_rate": _plus(row["rate"]),
        "more": _more(row["rate"]),
        **_parts(row, screen),
    }


def _parts(row: Mapping[str, Any], screen: Screen) -> dict[str, Text | str]:
    """Parts of sentences that stand only where there is something to say."""
    wanted = Text("，要 {n} 次", ", {n} wanted").format(n=integer(row["of"])) if row["of"] is not None else ""
    overdue = Text("（{n} 家已逾期）", " ({n} overdue)").format(n=integer(row["of"])) if row["of"] else ""
    late = Text("，逾期 {n} 天", ", {n} days late").format(n=integer(row["days"])) if row["days"] else ""
    reached = (
        Text("，完成 {rate}", ", {rate} reached").format(rate=percent(row["rate"])) if row["rate"] is not None else ""
    )
    if row["code"] == "figure" and _score(row) == percent(row["rate"]):
        reached = ""
    landing = Text("，全年预计达成 {rate}", ", the year lands at {rate}") if row["rate"] is not None else Text("", "")
    versus = Text("（再前一周 {before}）", " (the week before: {before})")
    if row["block"] == "yesterday":
        versus = Text("（前一天 {before}）", " (the day before: {before})")
    band = review_words.BAND_WORDS.get(row["about"] or "")
    return {
        "wanted": wanted,
        "overdue": overdue,
        "late": late,
        "reached": reached,
        "landing": landing.format(rate=percent(row["rate"])),
        "versus": versus.format(before=whole_amount(row["target"], screen.unit)) if row["target"] is not None else "",
        "band": Text("　{band}", "   {band}").format(band=band) if band else "",
    }


def about(code: str, word: str | None) -> Text | str:
    """What a point is about, in words where it is a code: a cause, an indicator, a measure."""
    if word is None:
        return NOTHING
    if code == "cause":
        return CAUSE_WORDS.get(word, word)
    if code in ("gap", "figure", "figure_money"):
        return review_words.INDICATOR_WORDS.get(word, word)
    if code == "learns":
        return LESSONS.get(word, METRICS.get(word, word))
    return METRICS.get(word, word) if code == "practice_gap" else word


def _more(rate: Decimal | None) -> Text:
    """How far above or below."""
    above, below = Text("多 {rate}", "{rate} above"), Text("少 {rate}", "{rate} below")
    return (below if rate is not None and rate < 0 else above).format(rate=percent(abs(rate or Decimal(0))))


def _score(row: Mapping[str, Any]) -> str:
    if row["code"] == "figure" and row["about"] in SHARES:
        return percent(row["score"])
    return decimal(row["score"], 0 if row["code"] == "figure" else 1)


def _signed(amount: Decimal | None, screen: Screen) -> str:
    told = whole_amount(amount, screen.unit)
    return f"+{told}" if amount is not None and amount > 0 else told


def _plus(rate: Decimal | None) -> str:
    return f"+{percent(rate)}" if rate is not None and rate > 0 else percent(rate)


def view_of(title: Text) -> View:
    """The view of one kind of meeting."""

    def blocks(result: Result[MeetingSummary], screen: Screen) -> Iterator[Block]:
        return page(view, result, screen)

    view = View(title=title, columns=COLUMNS, labels=LABELS, figures=FIGURES, whole=True, blocks=blocks)
    return view
