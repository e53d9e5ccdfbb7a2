"""What the reader is asked to decide: what the plan says, what costs money, what was not agreed (methods.md 12.5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from salesplan.compute.naming import names_of
from salesplan.compute.report.evidence import Evidence
from salesplan.compute.report.found import Found
from salesplan.compute.report.lapsed import NAMED
from salesplan.compute.report.statement import Statement
from salesplan.compute.report.tracked import tracked
from salesplan.model.near import plain_name
from salesplan.model.plan.levels import LEVELS
from salesplan.model.plan.targets import TargetEntry
from salesplan.text import Text


def decisions(found: Found, proposals: Sequence[Statement], evidence: Evidence) -> list[Statement]:
    """Those of the plan, then each proposal that costs something, then targets that nobody agreed to."""
    planned = list(_planned(found))
    asked = {plain_name(str(each.text)) for each in planned}
    costly = [each for each in proposals if each.cost and plain_name(str(each.text)) not in asked]
    reader = found.plan.report.reader
    return [*planned, *(_approve(each, reader) for each in costly), *_commitments(found, evidence)]


def _planned(found: Found) -> Iterator[Statement]:
    for at, each in enumerate(found.plan.report.decisions):
        place = f"report.decisions.{at}"
        told = {"text": each.text, "owner": each.owner, "due": each.due, "cost": each.cost}
        yield Statement("decision", "asked", origin="plan", place=place, **told)  # type: ignore[arg-type] # its fields


def _approve(proposal: Statement, reader: str | None) -> Statement:
    """A proposal that costs money: the reader is to approve it."""
    return Statement(
        *("decision", "approve"),
        about=proposal.about,
        text=proposal.text,
        evidence=proposal.evidence,
        answers=proposal.answers,
        origin=proposal.origin,
        owner=reader,
        cost=proposal.cost,
        effect=proposal.effect,
    )


def _called(entry: TargetEntry) -> Text:
    """A target as people call it: by what it is split, not by its id."""
    if not entry.by:
        return Text("全年目标", "target of the year")
    levels = names_of([LEVELS.get(level, level) for level in entry.by], shown=None)
    return Text("按{levels}分的目标", "targets by {levels}").format(levels=levels)


def _commitments(found: Found, evidence: Evidence) -> Iterator[Statement]:
    """Commitments of this year's targets that nobody has agreed to yet."""
    current = {each.summary.id for each in tracked(found)}
    for entry in found.plan.targets:
        if entry.id not in current or (table := evidence.of("commitments")) is None:
            continue
        waiting = [each for each in entry.commitments if not each.agreed_by]
        if waiting:
            names = names_of([each.by or each.path for each in waiting], NAMED)
            count, of = len(waiting), len(entry.commitments)
            yield Statement(
                "decision",
                "commitments",
                about=entry.id,
                text=_called(entry),
                count=count,
                of=of,
                names=names,
                evidence=table,
                origin="rule",
            )
