"""How prospects handed out look: who gets whom, what each person has then, and what falls back to the pool."""

from __future__ import annotations

from collections.abc import Iterator

from salesplan.compute.prospects.assign_page import AssignSummary, PersonLoad
from salesplan.model.result import Result
from salesplan.model.table import Value
from salesplan.present.blocks import Blank, Block, Cell, Content, Grid, Head, Line, Screen, Style
from salesplan.present.numbers import NOTHING, as_count, as_decimal, decimal, integer, whole_amount
from salesplan.present.sections import (
    more_lines,
    page_end,
    page_start,
)
from salesplan.present.view import View
from salesplan.present.views.prospect_words import COLUMNS, TIERS
from salesplan.present.words import MORE_DEALS, called, listed
from salesplan.text import Text

SHOWN = 40
"""Prospects that are shown unless all are asked for."""
NAMED = 6
STEPS: dict[str, Text] = {
    "assign": Text("分给", "goes to"),
    "nobody_free": Text("没人能接", "nobody has room"),
    "release": Text("放掉", "let go"),
    "reclaim": Text("收回公海", "back to the pool"),
    "warn": Text("快被收回", "soon back to the pool"),
    "customer": Text("已是客户，不分", "a customer already"),
}
WHYS: dict[str, Text] = {
    "new": Text("没有负责人", "has no owner"),
    "owner_left": Text("负责人已离职", "owner has left"),
    "idle": Text("太久没跟进", "not seen to for long"),
    "overload": Text("负责人超上限", "owner has too many"),
    "idle_soon": Text("快到收回期限", "nearly idle"),
    "customer": Text("已经是客户", "is a customer"),
}
FITS: dict[str, Text] = {
    "fits": Text("对口", "fits"),
    "below": Text("能力偏低", "skill below"),
    "above": Text("能力偏高", "skill above"),
}
_WHO = (
    Head(Text("潜在客户", "Prospect"), shrink=True),
    Head(Text("等级", "Tier")),
    Head(Text("期望价值", "Expected"), "right"),
    Head(Text("现负责人", "Owner now"), shrink=True),
)
_HEADS = (
    *_WHO,
    Head(Text("给谁", "To"), shrink=True),
    Head(Text("能力", "Skill"), "right"),
    Head(Text("对口", "Fit")),
    Head(Text("原因", "Why"), shrink=True),
)
_OTHER_HEADS = (
    *_WHO,
    Head(Text("怎么办", "What"), shrink=True),
    Head(Text("闲置天数", "Idle days"), "right"),
    Head(Text("下一步", "Next step"), shrink=True),
)
_FIT_TONES: dict[str, Style] = {"fits": "good", "below": "warn", "above": "dim"}


def blocks(result: Result[AssignSummary], screen: Screen) -> Iterator[Block]:
    """The page."""
    s = result.summary
    screen = screen.fitting((s.worth,))
    yield from page_start(VIEW.title, result, screen)
    yield from _conclusion(s, screen)
    if len(result.rows):
        yield Blank()
        yield from _handed(result, screen)
    yield Blank()
    yield _people(s)
    yield from page_end(result, screen)


def _conclusion(s: AssignSummary, screen: Screen) -> Iterator[Block]:
    """How many were given out, and what is left to do."""
    if not s.to_place:
        yield Line(Text("没有要分的潜在客户", "there are no prospects to hand out"), "strong")
    else:
        told = Text(
            "要分 {n} 个，分出 {placed} 个；期望价值 × 对口程度 = {worth}",
            "{n} to hand out, {placed} handed out; expected value x skill fit = {worth}",
        )
        words = {"n": integer(s.to_place), "placed": integer(s.placed), "worth": whole_amount(s.worth, screen.unit)}
        yield Line(told.format(**words), "strong")
    if s.by_rule is not None and s.different is not None:
        told = Text(
            "比按规则分多 {more}（规则 {rule}），{n} 个给了不同的人",
            "{more} more than by rule ({rule}), {n} go to somebody else",
        )
        more, rule = whole_amount(s.worth - s.by_rule, screen.unit), whole_amount(s.by_rule, screen.unit)
        yield Line(told.format(more=more, rule=rule, n=integer(s.different)))
    counts = (
        (s.nobody_free, Text("{n} 个没人能接", "nobody has room: {n}")),
        (s.over, Text("超上限 {n} 个", "more than people may have: {n}")),
        (s.idle, Text("{n} 个该收回公海", "back to the pool: {n}")),
        (s.soon, Text("{n} 个快被收回", "soon: {n}")),
    )
    left = [str(text.format(n=integer(n))) for n, text in counts if n]
    if left:
        yield Line(listed(left), "warn")


def _handed(result: Result[AssignSummary], screen: Screen) -> Iterator[Block]:
    """Who gets whom; what falls back or is let go of stands below."""
    given: list[dict[str, Value]] = []
    other: list[dict[str, Value]] = []
    for row in result.rows.records():
        (given if row["step"] in ("assign", "nobody_free") else other).append(row)
    if given:
        yield from _cut(Grid(_HEADS, tuple(_line(row, screen) for row in given)), screen)
    if other:
        if given:
            yield Blank()
        yield from _cut(Grid(_OTHER_HEADS, tuple(_other(row, screen) for row in other)), screen)


def _cut(grid: Grid, screen: Screen) -> Iterator[Block]:
    """The first rows of a table, and how many more there are."""
    shown = grid.rows if screen.all_rows else grid.rows[:SHOWN]
    yield Grid(grid.heads, shown)
    yield from more_lines(len(grid.rows) - len(shown), MORE_DEALS)


def _line(row: dict[str, Value], screen: Screen) -> tuple[Content, ...]:
    fit, skill = row["fit"], as_decimal(row["skill"])
    return (
        called(row["id"], row["name"]),
        str(row["tier"] or ""),
        whole_amount(as_decimal(row["expected"]), screen.unit),
        str(row["owner"] or NOTHING),
        str(row["to"]) if row["to"] else Cell(STEPS["nobody_free"], "bad"),
        "" if skill is None else decimal(skill, 0 if skill == skill.to_integral_value() else 1),
        Cell(FITS[str(fit)], _FIT_TONES[str(fit)]) if fit else "",
        WHYS[str(row["why"])],
    )


def _other(row: dict[str, Value], screen: Screen) -> tuple[Content, ...]:
    idle = row["idle_days"]
    return (
        called(row["id"], row["name"]),
        str(row["tier"] or ""),
        whole_amount(as_decimal(row["expected"]), screen.unit),
        str(row["owner"] or NOTHING),
        Cell(STEPS[str(row["step"])], "dim" if row["step"] == "customer" else "warn"),
        integer(as_count(idle)),
        str(row["next_step"] or ""),
    )


def _people(s: AssignSummary) -> Grid:
    """The queue of each person."""
    heads = (
        Head(Text("销售", "Person"), shrink=True),
        Head(Text("能力", "Skill"), "right"),
        Head(Text("上限", "Capacity"), "right"),
        Head(Text("原有", "Before"), "right"),
        Head(Text("新分", "New"), "right"),
        Head(Text("之后", "After"), "right"),
        Head(Text("新分到的", "What is new"), shrink=True),
    )
    return Grid(heads, tuple(_queue(person) for person in s.people))


def _queue(person: PersonLoad) -> tuple[Content, ...]:
    skill = "?" if person.skill is None else f"{decimal(person.skill, 0)} {TIERS[person.band]}"
    return (
        f"{person.name}{_absence(person)}",
        skill,
        integer(person.capacity),
        integer(person.before),
        Cell(integer(person.given), "good" if person.given else ""),
        Cell(integer(person.after), "warn" if person.over else ""),
        listed(person.names, NAMED),
    )


def _absence(person: PersonLoad) -> Text | str:
    """Why somebody is given nothing."""
    if not person.here:
        return Text("（不在岗）", " (not here)")
    if person.left is not None:
        return Text("（将离职）", " (leaving)")
    return ""


VIEW = View(
    title=Text("潜在客户分配", "Prospects handed out"),
    columns={
        **COLUMNS,
        "step": Text("怎么办", "What"),
        "why": Text("原因", "Why"),
        "owner": Text("现负责人", "Owner now"),
        "to": Text("给谁", "To"),
        "to_id": Text("给谁的编号", "To, ID"),
        "skill": Text("能力", "Skill"),
        "fit": Text("对口", "Fit"),
        "idle_days": Text("闲置天数", "Idle days"),
    },
    labels={"step": STEPS, "why": WHYS, "fit": FITS, "fits": FITS, "tier": TIERS, "band": TIERS},
    letters=frozenset(("tier",)),
    figures={
        "to_place": Text("要分的", "To hand out"),
        "placed": Text("分出的", "Handed out"),
        "nobody_free": Text("没人能接的", "Nobody has room for"),
        "moves": Text("换了负责人的", "Taken from somebody"),
        "fits": Text("对口", "Fit"),
        "worth": Text("期望价值 × 对口程度", "Expected value x skill fit"),
        "by_rule": Text("按规则分", "By rule"),
        "different": Text("与按规则分不同的", "Other than by rule"),
        "over": Text("超上限的", "More than people may have"),
        "idle": Text("该收回公海的", "Back to the pool"),
        "soon": Text("快被收回的", "Soon back to the pool"),
        "customers": Text("已经是客户的", "Customers already"),
        "people": Text("各人", "People"),
        "name": Text("姓名", "Name"),
        "id": Text("编号", "ID"),
        "skill": Text("能力", "Skill"),
        "band": Text("能力档", "Band of skill"),
        "here": Text("在岗", "Here"),
        "left": Text("最后工作日", "Last day"),
        "share": Text("投入比例", "Part of full time"),
        "capacity": Text("上限", "Capacity"),
        "before": Text("原有", "Before"),
        "given": Text("新分", "New"),
        "after": Text("之后", "After"),
        "names": Text("新分到的", "What is new"),
    },
    blocks=blocks,
)
