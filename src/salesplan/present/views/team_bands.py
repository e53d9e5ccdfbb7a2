"""How bands look: who is at the top, in the middle, at the bottom, what to do, what is proposed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from salesplan.compute.team.band_page import BandSummary
from salesplan.compute.team.review import PersonSheet
from salesplan.model.result import Result
from salesplan.present.blocks import Bar, Blank, Block, Cell, Content, Grid, Head, Line, Screen, Style
from salesplan.present.numbers import NOTHING, decimal
from salesplan.present.sections import list_blocks, page_end, plan_heading
from salesplan.present.view import View
from salesplan.present.views import review_words as words
from salesplan.present.words import listed
from salesplan.text import Text

_STYLES: dict[str, Style] = {"top": "good", "middle": "", "bottom": "warn"}
_FULL = Decimal(120)
_SIGNED = Text(
    "  决定 ____________　签字一 ____________　签字二 ____________　劳动法已核对 ____",
    "  decided ____________   signed ____________   and ____________   labour law checked ____",
)


def blocks(result: Result[BandSummary], screen: Screen) -> Iterator[Block]:
    """The page: the bands in words, a row a person, the proposals with room for two signatures."""
    s = result.summary
    yield plan_heading(VIEW.title, result)
    yield from _conclusion(s)
    yield Blank()
    yield from list_blocks(result, screen)
    if s.sheets:
        yield Blank()
        yield Grid(_heads(), tuple(map(_row, s.sheets)))
    yield from _to_improve(s)
    yield from _proposals(s)
    yield from page_end(result, screen)


def _conclusion(s: BandSummary) -> Iterator[Block]:
    if not s.groups:
        told = Text("{period} 不分组：有得分的 {n} 人", "{period}: no bands, {n} people have a score")
        yield Line(told.format(period=s.period, n=s.scored), "warn")
    for group in s.groups:
        told = Text("{band} {n} 人（平均 {mean} 分）：{names}", "{band}, {n} people (mean {mean}): {names}").format(
            band=words.BAND_WORDS[group.band],
            n=len(group.people),
            mean=decimal(group.mean, 1),
            names=listed(group.people),
        )
        yield Line(told, _STYLES[group.band], wrap=True)
        yield Line(Text("  {action}", "  {action}").format(action=words.ACTION_WORDS[_usual(group.band)]), "dim")
    if s.exemplars:
        told = Text("优秀员工建议：{names}", "proposed as exemplars: {names}")
        yield Line(told.format(names=listed(s.exemplars)), "good")


def _usual(band: str) -> str:
    return {"top": "lead", "middle": "join", "bottom": "improve"}[band]


def _heads() -> tuple[Head, ...]:
    return (
        Head(words.RANK, "right"),
        Head(words.PERSON, shrink=True),
        Head(words.TEAM, shrink=True),
        Head(words.SCORE, "right"),
        Head(""),
        Head(words.GRADE),
        Head(words.BAND),
        Head(Text("上期", "Last"), "right"),
        Head(Text("连续后段", "At bottom"), "right"),
        Head(Text("最大差距", "Largest gap"), shrink=True),
    )


def _row(each: PersonSheet) -> tuple[Content, ...]:
    return (
        str(each.rank) if each.rank is not None else NOTHING,
        each.person,
        each.team or "",
        decimal(each.score, 1),
        Bar(each.score / _FULL if each.score is not None else None, 12),
        each.grade or NOTHING,
        Cell(words.BAND_WORDS[each.band], _STYLES[each.band]) if each.band else NOTHING,
        decimal(each.last_score, 1),
        str(Text("{n} 期", "{n}").format(n=each.bottom)) if each.bottom else "",
        words.INDICATOR_WORDS[each.gap] if each.gap else "",
    )


def _to_improve(s: BandSummary) -> Iterator[Block]:
    """What each of the bottom has to close, and how."""
    bottom = [each for each in s.sheets if each.band == "bottom" and each.gap]
    if not bottom:
        return
    yield Blank()
    yield Line(Text("后段各人的改进计划从这里开始：", "Plans to improve begin with:"))
    for each in bottom:
        told = Text("  {name}：{cause}。{step}", "  {name}: {cause}. {step}")
        yield Line(told.format(name=each.person, cause=each.cause_told, step=each.next_step), wrap=True)


def _proposals(s: BandSummary) -> Iterator[Block]:
    """What a person is to decide; the tool applies nothing."""
    if not s.proposals:
        return
    yield Blank()
    told = Text(
        "要由人决定的（只是建议，本工具不执行任何处罚）：", "To be decided by people (proposals; nothing is applied):"
    )
    yield Line(told, "warn")
    for each in s.proposals:
        yield Line(Text("{name}：{reason}", "{name}: {reason}").format(name=each.person, reason=each.reason))
        yield Line(_SIGNED)


VIEW = View(
    title=Text("前段、中间、后段", "Top, middle, bottom"),
    columns={
        "rank": words.RANK,
        "person": words.PERSON,
        "team": words.TEAM,
        "role": words.ROLE,
        "score": words.SCORE,
        "grade": words.GRADE,
        "band": words.BAND,
        "last_band": Text("上期分组", "Last band"),
        "bottom_periods": Text("连续几期在后段", "Periods at the bottom"),
        "action": Text("怎么做", "What to do"),
        "gap": words.GAP,
        "next_step": words.NEXT,
        "exemplar": words.EXEMPLAR,
        "proposal": Text("建议（由人决定）", "Proposal (people decide)"),
        "decided_by": Text("签字一", "Signed by"),
        "checked_by": Text("签字二", "Second signature"),
    },
    labels={
        "band": words.BAND_WORDS,
        "last_band": words.BAND_WORDS,
        "action": words.ACTION_WORDS,
        "gap": words.INDICATOR_WORDS,
    },
    figures={
        "period": Text("期间", "Period"),
        "before": Text("上一期", "Period before"),
        "people": Text("人数", "People"),
        "scored": Text("有得分的人", "People with a score"),
        "size": Text("前后各几人", "People at each end"),
        "out_after": Text("连续几期在后段才建议", "Periods at the bottom before a proposal"),
        "groups": Text("各组", "Bands"),
        "exemplars": Text("优秀员工建议", "Exemplars proposed"),
        "proposals": Text("要由人决定的", "To be decided"),
        "sheets": Text("各人", "People"),
    },
    letters=frozenset(("grade",)),
    whole=True,
    blocks=blocks,
)
