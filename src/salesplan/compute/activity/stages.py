"""The sales process stage by stage: how many come on, how long they stay, who is stuck (methods.md 7.4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate, pairwise
from statistics import median
from typing import Literal

from salesplan.compute.activity.stage_moves import Course, courses_of
from salesplan.compute.prospects.deal_rows import Deal
from salesplan.compute.prospects.deal_state import DealWords, deal_words, state_of
from salesplan.compute.prospects.probability import stage_places
from salesplan.compute.rounding import half_up, share_of
from salesplan.compute.strategy.stages import max_days
from salesplan.model.plan.plan import Plan
from salesplan.model.plan.strategy import Stage
from salesplan.model.records import Records
from salesplan.text import Text

USUAL: tuple[Text, ...] = (
    Text("接洽", "contact"),
    Text("需求分析", "need"),
    Text("产品推荐", "recommendation"),
    Text("谈判", "negotiation"),
    Text("签约", "contract"),
)
"""The stages of a plan that names none."""
WON = Text("赢单", "won")
"""The end of a process that has no stage of signing."""
_SIGNED = 4
"""The position of signing among the usual stages."""
Known = Literal["since", "age", "none"]


@dataclass(frozen=True)
class StageFigures:
    """One stage. ``reached`` counts the deals that came at least as far, won ones as far as signing.

    ``conversion`` is the share of them that reached the next stage; None for the last and where none came so far.
    ``open`` are in it now; ``median_days`` is the median of how long they are (by ``StagesSummary.days``), over
    ``cases`` of them. ``stuck`` counts those that are in it longer than ``max_days`` allows.
    """

    stage: Text | str
    reached: int
    conversion: Decimal | None
    open: int
    cases: int
    median_days: Decimal | None
    max_days: int | None
    stuck: int
    exit: tuple[str, ...] = ()


@dataclass(frozen=True)
class StuckDeal:
    """An open deal that is longer in its stage than allowed; ``over`` are the days beyond ``limit``."""

    id: str | None
    name: str | None
    customer: str | None
    owner: str | None
    stage: str
    days: int
    limit: int
    over: int
    amount: Decimal | None


@dataclass(frozen=True)
class Move:
    """A deal that went past stages without being in them, or back; ``stages`` are those left out, or from and to."""

    id: str | None
    name: str | None
    owner: str | None
    stages: tuple[str, ...]


@dataclass(frozen=True)
class StageCounts:
    """The deals as a whole. ``signed_share`` is signed over first stage.

    ``days``: since when a deal is in its stage is told by the list (``since``), or only since when there is a deal
    (``age``: the limit is then that of all stages up to its own), or by nothing. ``lost_unplaced`` are lost deals that
    do not say in which stage, ``unplaced`` open ones in a stage nobody knows: neither is in any stage.
    """

    deals: int
    open: int
    won: int
    lost: int
    signed_share: Decimal | None
    days: Known
    lost_unplaced: int
    unplaced: int


@dataclass(frozen=True)
class StagesSummary(StageCounts):
    """The process with its stages.

    ``skipped`` and ``backward`` are None where the list shows each deal once, where it stands now.
    """

    stages: tuple[StageFigures, ...]
    stuck: tuple[StuckDeal, ...]
    skipped: tuple[Move, ...] | None
    backward: tuple[Move, ...] | None

    @property
    def counts(self) -> StageCounts:
        """The figures alone."""
        return StageCounts(**{each.name: getattr(self, each.name) for each in fields(StageCounts)})


def conversions(reached: Sequence[int]) -> tuple[Decimal | None, ...]:
    """The share of each stage that reached the next one; None where none came so far."""
    return tuple(share_of(after, before) if before else None for before, after in pairwise(reached))


def stages_of(deals: Records, plan: Plan, as_of: date) -> StagesSummary:
    """The deals of a list by the stages of the plan's process, else by the usual ones; deals of after the as-of aside.

    A deal that stands in several rows with different stages and days has been in all of them: its course is known.
    """
    words = deal_words(plan.parameters.value, plan.strategy.process)
    courses = courses_of(deals, words, as_of)
    names, signing = _names(plan, words)
    places = _places(courses, names, words)
    furthest = [_furthest(course, places, signing) for course in courses]
    last = max((at for at in furthest if at is not None), default=signing)
    names = names[: max(last, signing) + 1]
    limits = [_limit(name, at, plan) for at, name in enumerate(names)]
    days = _known(courses)
    stays = [_stay(course, places, days, limits, as_of) for course in courses]
    stuck = _stuck(stays)
    return StagesSummary(
        deals=len(courses),
        **{state: sum(c.deal.state == state for c in courses) for state in ("open", "won", "lost")},
        signed_share=_overall(furthest, signing),
        days=days,
        stages=_figures(names, furthest, stays, limits, plan.strategy.process),
        stuck=stuck,
        skipped=_moves(courses, places, names, backward=False),
        backward=_moves(courses, places, names, backward=True),
        lost_unplaced=_without(courses, furthest, "lost"),
        unplaced=_without(courses, furthest, "open"),
    )


def _names(plan: Plan, words: DealWords) -> tuple[list[Text | str], int]:
    """The stages in their order and the position of signing; a process without it ends with won deals."""
    own = [stage.name for stage in plan.strategy.process] or list(words.stages)
    if not own:
        return list(USUAL), _SIGNED
    usual = stage_places([Deal(0, 0, "open", stage=name) for name in own], ())
    signs = [at for at, name in enumerate(own) if usual.get(name) == _SIGNED or state_of(name, None) == "won"]
    return ([*own], signs[0]) if signs else ([*own, WON], len(own))


def _places(courses: Sequence[Course], names: Sequence[Text | str], words: DealWords) -> dict[str, int]:
    """The position of each stage that deals name; words that say how a deal ended are no stage."""
    own = [name for name in names if isinstance(name, str)]
    seen = [Deal(0, 0, "open", stage=stage) for course in courses for stage in course.stages]
    found = stage_places(seen, own)
    return {stage: at for stage, at in found.items() if state_of(stage, None, words) == "open"}


def _furthest(course: Course, places: Mapping[str, int], signing: int) -> int | None:
    """The furthest stage that a deal reached; a won one was signed."""
    seen = [places[stage] for stage in course.stages if stage in places]
    return max([*seen, *([signing] if course.deal.state == "won" else [])], default=None)


def _limit(name: Text | str, at: int, plan: Plan) -> int | None:
    """The days a stage may last: those of the plan's process, else those of its position."""
    process = plan.strategy.process
    stage = process[at] if at < len(process) else Stage(name="-")
    return None if name is WON else max_days(stage, at, plan.parameters.process.max_days)


def _known(courses: Sequence[Course]) -> Known:
    open_ones = [course for course in courses if course.deal.state == "open"]
    if any(course.since for course in open_ones):
        return "since"
    return "age" if any(course.deal.created for course in open_ones) else "none"


@dataclass(frozen=True)
class _Stay:
    """An open deal in its stage: the days of it, and the days that are allowed."""

    course: Course
    at: int
    days: int | None
    limit: int | None

    @property
    def over(self) -> int:
        """The days beyond what is allowed; 0 where either is not known."""
        return max(self.days - self.limit, 0) if self.days is not None and self.limit is not None else 0


def _stay(
    course: Course, places: Mapping[str, int], days: Known, limits: Sequence[int | None], as_of: date
) -> _Stay | None:
    deal = course.deal
    at = places.get(deal.stage or "")
    if deal.state != "open" or at is None:
        return None
    begun = course.since if days == "since" else deal.created
    told = None if begun is None or begun > as_of else (as_of - begun).days
    allowed = limits[at : at + 1] if days == "since" else limits[: at + 1]
    known = [limit for limit in allowed if limit is not None]
    return _Stay(course, at, told, sum(known) if len(known) == len(allowed) else None)


def _stuck(stays: Sequence[_Stay | None]) -> tuple[StuckDeal, ...]:
    """The deals that are too long in their stage, the longest beyond it first."""
    found = [_stuck_deal(stay) for stay in stays if stay is not None and stay.over]
    return tuple(sorted(found, key=lambda d: (-d.over, -(d.amount or 0), d.id or "", d.name or "", d.owner or "")))


def _stuck_deal(stay: _Stay) -> StuckDeal:
    deal = stay.course.deal
    whose = (deal.id, deal.name, deal.customer, deal.owner, deal.stage or "")
    return StuckDeal(*whose, stay.days or 0, stay.limit or 0, stay.over, deal.amount)


def _figures(
    names: Sequence[Text | str],
    furthest: Sequence[int | None],
    stays: Sequence[_Stay | None],
    limits: Sequence[int | None],
    process: Sequence[Stage],
) -> tuple[StageFigures, ...]:
    reached = _reached(furthest, len(names))
    rates = (*conversions(reached), None)
    leave = [*(stage.exit for stage in process[: len(names)]), *([()] * (len(names) - len(process)))]
    held = [[stay for stay in stays if stay is not None and stay.at == at] for at in range(len(names))]
    return tuple(
        _figure(name, (reached[at], rates[at]), held[at], limits[at], leave[at]) for at, name in enumerate(names)
    )


def _figure(
    name: Text | str,
    reached: tuple[int, Decimal | None],
    stays: Sequence[_Stay],
    limit: int | None,
    leave: tuple[str, ...],
) -> StageFigures:
    days = [Fraction(stay.days) for stay in stays if stay.days is not None]
    middle = half_up(median(days), 1) if days else None
    return StageFigures(name, *reached, len(stays), len(days), middle, limit, sum(s.over > 0 for s in stays), leave)


def _reached(furthest: Sequence[int | None], stages: int) -> list[int]:
    """How many deals came at least as far as each stage."""
    ends = [sum(at == stage for at in furthest) for stage in range(stages)]
    return list(accumulate(reversed(ends)))[::-1]


def _overall(furthest: Sequence[int | None], signing: int) -> Decimal | None:
    placed = [at for at in furthest if at is not None]
    return share_of(sum(at >= signing for at in placed), len(placed)) if placed else None


def _without(courses: Sequence[Course], furthest: Sequence[int | None], state: str) -> int:
    return sum(course.deal.state == state and at is None for course, at in zip(courses, furthest, strict=True))


def _moves(
    courses: Sequence[Course], places: Mapping[str, int], names: Sequence[Text | str], *, backward: bool
) -> tuple[Move, ...] | None:
    """The deals that went back, or past stages; None where no deal shows its course."""
    told = [course for course in courses if course.is_course]
    if not told:
        return None
    found = ((c.deal, tuple(_back(c, places) if backward else _past(c, places, names))) for c in told)
    return tuple(Move(deal.id, deal.name, deal.owner, stages) for deal, stages in found if stages)


def _back(course: Course, places: Mapping[str, int]) -> Iterator[str]:
    """From and to of each step back."""
    for before, after in pairwise(stage for stage in course.stages if stage in places):
        if places[after] < places[before]:
            yield from (before, after)


def _past(course: Course, places: Mapping[str, int], names: Sequence[Text | str]) -> Iterator[str]:
    """The stages below its furthest that a deal never was in, from the first it was seen in."""
    seen = [places[stage] for stage in course.stages if stage in places]
    for at in range(min(seen, default=0), max(seen, default=0)):
        if at not in seen:
            yield str(names[at])
