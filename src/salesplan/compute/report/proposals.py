"""What is proposed: by the plan, by meetings, by the strategies of the SWOT, and by the analyses themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from salesplan.compute.plan.swot.swot_show import SwotSummary
from salesplan.compute.report.found import Found
from salesplan.compute.report.point import Point
from salesplan.compute.report.statement import Statement
from salesplan.compute.report.statement_codes import ANSWERED
from salesplan.compute.report.together import together
from salesplan.model.near import plain_name
from salesplan.model.plan.goals import Goal
from salesplan.model.plan.metrics import metric_named

_ORIGINS = ("plan", "minutes", "swot", "rule", None)
_SHORT = 2
"""A name of fewer characters says nothing in a sentence."""


def proposals(found: Found, points: Sequence[Point]) -> list[Statement]:
    """Everything that is proposed: by the plan, meetings, strategies, then by rule; the same is proposed once.

    Each in the order of what it answers; what rules propose by its money, ``report.rule_proposals`` at most.
    """
    told = [*_planned(found), *_agreed(found, points)]
    open_ = [point for point in points if not any(answers(each, point.said) for each in told)]
    told += _strategies(found, open_)
    told += _ruled(found, points)
    kept = list({_key(each): each for each in reversed(told)}.values())[::-1]
    spots = {(point.said.code, plain_name(point.said.about or "")): at for at, point in enumerate(points)}
    codes = {point.said.code: at for at, point in reversed(list(enumerate(points)))}
    shown = {point.said.code: point.said.evidence for point in points}
    ordered = sorted(kept, key=lambda each: (_ORIGINS.index(each.origin), *_place(each, spots, codes)))
    return [_with_evidence(each, shown) for each in ordered]


def _ruled(found: Found, points: Sequence[Point]) -> list[Statement]:
    """What rules propose, the most money first: its own, or what is at stake."""
    told = [(each, point.stake) for point in points for each in together(point.tasks)]
    ordered = sorted(
        told, key=lambda each: -((each[0].amount if each[0].amount is not None else each[1]) or Decimal(0))
    )
    return [each for each, _ in ordered][: found.plan.parameters.report.rule_proposals]


def answers(proposal: Statement, problem: Statement) -> bool:
    """Whether a proposal is against a problem: of its code, and about the same where it says about what.

    What a rule proposes counts only where its owner and its day are known.
    """
    if proposal.answers != problem.code:
        return False
    if proposal.origin == "rule" and (proposal.owner is None or proposal.due is None):
        return False
    return proposal.about is None or plain_name(proposal.about) == plain_name(problem.about or "")


def _planned(found: Found) -> Iterator[Statement]:
    for at, each in enumerate(found.plan.report.proposals):
        yield Statement(
            *("proposal", "planned"),
            about=each.about,
            text=each.text,
            answers=each.problem,
            origin="plan",
            owner=each.owner,
            due=each.due,
            cost=each.cost,
            effect=each.effect,
            place=f"report.proposals.{at}",
        )


def _agreed(found: Found, points: Sequence[Point]) -> Iterator[Statement]:
    """Actions that meetings agreed on and that are open; one that names whom a problem is about answers it."""
    for each in found.agreed:
        action = each.action
        point = next((one for one in points if _names(action.what, one.said.about)), None)
        yield Statement(
            *("proposal", "agreed"),
            about=point.said.about if point else None,
            text=action.what,
            answers=point.said.code if point else None,
            origin="minutes",
            owner=action.owner,
            due=action.due,
            on=each.since,
            light="red" if each.overdue(found.asked) else None,
        )


def _strategies(found: Found, points: Sequence[Point]) -> Iterator[Statement]:
    """Strategies that somebody owns and that lead to a goal of sales for the region or product of a problem.

    They are due when the goal is. A problem that the plan or a meeting answers itself needs none.
    """
    told: SwotSummary | None = found.summary("swot")
    goals = {goal.id: goal for goal in found.plan.goals}
    for drawn in told.strategies if told else ():
        linked = [goals[link.id] for link in drawn.goals if link.id in goals]
        pair = next(((goal, point) for goal in linked for point in points if _is_about(goal, point.said)), None)
        if pair is None or drawn.owner is None:
            continue
        goal, point = pair
        yield Statement(
            *("proposal", "strategy"),
            about=point.said.about,
            text=drawn.text,
            answers=point.said.code,
            origin="swot",
            owner=drawn.owner,
            due=goal.end,
        )


def _is_about(goal: Goal, problem: Statement) -> bool:
    """Whether a goal is of the sales that a problem lacks: those of its region or product, or all of them."""
    if problem.code == "goal_behind":
        return plain_name(goal.name or goal.statement or goal.id) == plain_name(problem.about or "")
    if metric_named(goal.metric or "") != "revenue":
        return False
    if problem.code == "behind_total":
        return goal.scope == "all" or (goal.scope is None and goal.parent is None)
    scope = goal.scope if isinstance(goal.scope, dict) else {}
    level = {"behind_region": "region", "product_fall": "product"}.get(problem.code)
    about = scope.get(level) if level else None
    return about is not None and plain_name(about) == plain_name(problem.about or "")


def _names(sentence: str, about: str | None) -> bool:
    return about is not None and len(about) >= _SHORT and plain_name(about) in plain_name(sentence)


def _key(each: Statement) -> tuple[str, str]:
    """What is the same proposal: the same sentence, by the same person."""
    return (plain_name(str(each.text)) if each.text else repr(each), str(each.owner))


def _place(each: Statement, spots: dict[tuple[str, str], int], codes: dict[str, int]) -> tuple[int, int]:
    """After the problems in their order; what answers none of them comes last, in the order it was told.

    What a rule proposes has its own order already.
    """
    if each.origin == "rule":
        return (0, 0)
    if each.answers is None or each.answers not in ANSWERED:
        return (1, 0)
    at = spots.get((each.answers, plain_name(each.about or "")), codes.get(each.answers))
    return (1, 0) if at is None else (0, at)


def _with_evidence(each: Statement, shown: dict[str, str | None]) -> Statement:
    return replace(each, evidence=shown.get(each.answers or "", each.evidence))
