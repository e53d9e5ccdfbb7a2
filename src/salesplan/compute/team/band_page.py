"""The team in bands: who is at the top, in the middle, at the bottom; what to do, what is proposed (methods.md 9.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from salesplan.compute.rounding import half_up
from salesplan.compute.team.bands import BANDS, Band, size_of
from salesplan.compute.team.review import PersonSheet, Reviewed, ranks_of
from salesplan.errors import Place, Problem
from salesplan.model.plan.plan import Plan
from salesplan.model.table import ColumnSpec, Kind, Table, Value
from salesplan.text import Text

Action = Literal["lead", "join", "improve", "out"]
"""What is done: the top lead teams and mentor; the middle join a team led by the top; the bottom get a plan to improve,
and after some periods at the bottom it is proposed to a person to decide whether they go on in this work."""
ACTIONS: Mapping[Band, Action] = {"top": "lead", "middle": "join", "bottom": "improve"}
COLUMNS: Mapping[str, Kind] = {
    "rank": "integer",
    "person": "text",
    "team": "text",
    "role": "text",
    "score": "score",
    "grade": "code",
    "band": "code",
    "last_band": "code",
    "bottom_periods": "integer",
    "action": "code",
    "gap": "code",
    "next_step": "text",
    "exemplar": "flag",
    "proposal": "text",
    "decided_by": "text",
    "checked_by": "text",
}


@dataclass(frozen=True)
class BandGroup:
    """The people of one band and their mean, lowest and highest score."""

    band: Band
    people: tuple[str, ...]
    mean: Decimal
    lowest: Decimal
    highest: Decimal


@dataclass(frozen=True)
class Proposal:
    """What is proposed for one person and why. The tool never applies it: two people decide and sign."""

    person: str
    reason: Text


@dataclass(frozen=True)
class BandSummary:
    """The bands of a period. ``size`` is how many people top and bottom have by the share; 0 where there are no bands.

    ``before`` is the period that the bands are compared with, None where scores do not compare.
    """

    period: str
    before: str | None
    people: int
    scored: int
    size: int
    out_after: int
    groups: tuple[BandGroup, ...]
    exemplars: tuple[str, ...]
    proposals: tuple[Proposal, ...]
    sheets: tuple[PersonSheet, ...]


def band_summary(done: Reviewed, plan: Plan) -> BandSummary:
    """The groups, the exemplars and the proposals of a review."""
    sheets, settings = done.summary.sheets, plan.parameters.bands
    scored = [each for each in sheets if each.score is not None]
    return BandSummary(
        done.summary.period,
        done.summary.before,
        len(sheets),
        len(scored),
        size_of(len(scored), settings.share) if len(scored) >= settings.min_people else 0,
        settings.out_after,
        tuple(_groups(scored)),
        tuple(each.person for each in sheets if each.exemplar),
        tuple(Proposal(each.person, _reason(each)) for each in sheets if _is_out(each, settings.out_after)),
        sheets,
    )


def _groups(scored: list[PersonSheet]) -> Iterator[BandGroup]:
    for band in BANDS:
        own = [each for each in scored if each.band == band]
        scores = [each.score for each in own if each.score is not None]
        if scores:
            mean = half_up(sum(map(Fraction, scores), Fraction(0)) / len(scores), 2)
            yield BandGroup(band, tuple(each.person for each in own), mean, min(scores), max(scores))


def _is_out(sheet: PersonSheet, out_after: int) -> bool:
    return sheet.band == "bottom" and sheet.bottom >= out_after


def _reason(sheet: PersonSheet) -> Text:
    told = Text(
        "连续 {n} 期在后段，本期 {score} 分（{grade}）",
        "at the bottom {n} periods in a row, now {score} points ({grade})",
    )
    return told.format(n=sheet.bottom, score=sheet.score, grade=sheet.grade)


def band_rows(done: Reviewed, plan: Plan) -> Table:
    """A row a person, by rank; the last two columns are for the signatures of a proposal."""
    before = ranks_of(done.earlier[0], plan) if done.earlier else {}
    last = {name: each.band for name, each in before.items()}
    rows = [_row(sheet, last.get(sheet.key), plan) for sheet in done.summary.sheets]
    columns = tuple(ColumnSpec(key, kind) for key, kind in COLUMNS.items())
    return Table(columns, tuples=[tuple(row[key] for key in COLUMNS) for row in rows])


def action_of(sheet: PersonSheet, out_after: int) -> Action | None:
    """What is done for a person; None where there are no bands."""
    if sheet.band is None:
        return None
    return "out" if _is_out(sheet, out_after) else ACTIONS[sheet.band]


def _row(sheet: PersonSheet, last: Band | None, plan: Plan) -> dict[str, Value]:
    out_after = plan.parameters.bands.out_after
    is_out = _is_out(sheet, out_after)
    return {
        "rank": sheet.rank,
        "person": sheet.person,
        "team": sheet.team,
        "role": sheet.role,
        "score": sheet.score,
        "grade": sheet.grade,
        "band": sheet.band,
        "last_band": last,
        "bottom_periods": sheet.bottom,
        "action": action_of(sheet, out_after),
        "gap": sheet.gap,
        "next_step": sheet.next_step,
        "exemplar": sheet.exemplar,
        "proposal": PROPOSED.format(reason=_reason(sheet)) if is_out else None,
        "decided_by": "" if is_out else None,
        "checked_by": "" if is_out else None,
    }


PROPOSED = Text(
    "建议：谈话后决定改进、调岗或淘汰；原因：{reason}；两人签字，先核对劳动法",
    "proposal: talk, then decide: improve, transfer or leave; reason: {reason}; two sign, check labour law first",
)
"""What a proposal says; the tool never applies it."""


def band_findings(summary: BandSummary, plan: Plan) -> Iterator[Problem]:
    """Too few people for bands; scores that do not compare with the period before; proposals."""
    least = plan.parameters.bands.min_people
    if summary.people and summary.scored < least:
        what = Text("有得分的只有 {n} 人，不到 {least} 人，不分组", "only {n} people have a score; bands take {least}")
        fix = Text("人少就逐个看：salesplan team review", "look at each by himself: salesplan team review")
        place = Place(key="parameters.bands.min_people")
        yield Problem("BANDS-few-people", "warning", what.format(n=summary.scored, least=least), fix, place)
    elif summary.scored and summary.before is None:
        what = Text(
            "上一期没有可比的得分，不知道谁连续在后段",
            "scores of the period before do not compare: nobody's row is known",
        )
        fix = Text("放进上一期的目标和名单", "add the targets and lists of the period before")
        yield Problem("BANDS-no-period-before", "note", what, fix)
    for one in summary.proposals:
        what = Text("{who}：{reason}，只是建议，由人决定", "{who}: {reason}; a proposal only, a person decides")
        fix = Text(
            "谈话、两人签字，执行前核对劳动法和合同；没有自动执行任何处罚",
            "talk, have two sign, check labour law and contract first; nothing was applied",
        )
        yield Problem("BANDS-proposal", "warning", what.format(who=one.person, reason=one.reason), fix)
