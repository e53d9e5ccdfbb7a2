"""What each channel brings and costs, and which target customers no channel reaches (methods.md 6.6)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from salesplan.model.near import plain_name
from salesplan.model.plan.market import Segment
from salesplan.model.plan.strategy import Channel


def contribution(channel: Channel) -> Decimal | None:
    """Sales times margin less cost, in money a year; None where one of them is not known."""
    if channel.sales is None or channel.margin is None or channel.cost is None:
        return None
    return channel.sales * channel.margin - channel.cost


def cost_ratio(channel: Channel) -> Fraction | None:
    """Cost over sales; None where one is not known or sales are 0."""
    if not channel.sales or channel.cost is None:
        return None
    return Fraction(channel.cost) / Fraction(channel.sales)


def uncovered(segments: Sequence[Segment], channels: Sequence[Channel]) -> list[int]:
    """The positions of the segments that no channel names, by id or name."""
    reached = {plain_name(name) for channel in channels for name in channel.segments}
    return [at for at, segment in enumerate(segments) if reached.isdisjoint(_names(segment))]


def unknown_segments(channel: Channel, segments: Sequence[Segment]) -> list[str]:
    """The segments that a channel names and the market does not have."""
    known = set().union(*map(_names, segments))
    return [name for name in channel.segments if plain_name(name) not in known]


def segment_title(segment: Segment) -> str:
    """What a segment is called: its name, else its id."""
    return segment.name or segment.id


def _names(segment: Segment) -> set[str]:
    return {plain_name(segment.id), *([plain_name(segment.name)] if segment.name else [])}
