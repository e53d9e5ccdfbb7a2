"""The target group: whom the work is meant for, by class, value tier or segment (methods.md 7.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import narwhals as nw

from salesplan.compute.customers.classify import Graded
from salesplan.compute.customers.worth.basis import people
from salesplan.compute.market.segment_places import with_segments
from salesplan.model.near import plain_name
from salesplan.model.plan.market import Segment
from salesplan.model.records import ROW, SOURCE

Frame = nw.DataFrame[Any]
By = Literal["segment", "class", "tier", "all"]


@dataclass(frozen=True)
class GroupWish:
    """By what customers belong to the group, and which values; ``chosen`` says who chose it."""

    by: By
    values: tuple[str, ...] = ()
    chosen: Literal["option", "plan", "default"] = "default"
    places: tuple[int, ...] = ()


@dataclass(frozen=True)
class TargetGroup:
    """The group: its wish, and one row a customer with ``key``, ``owner`` and what tells him."""

    wish: GroupWish
    frame: Frame

    def __len__(self) -> int:
        return len(self.frame)


def target_group(graded: Graded, wish: GroupWish, segments: Sequence[Segment] = ()) -> TargetGroup:
    """The customers of the group, each once, in the order of the list; customers only orders know have no segment."""
    frame = people(graded, "potential", "wallet")
    for column, kind in (("class", nw.String()), ("tier", nw.String()), ("amount", nw.Int64())):
        if column not in frame.columns:
            frame = frame.with_columns(nw.lit(None, dtype=kind).alias(column))
    if wish.by == "segment":
        frame = _of_segments(frame, graded, wish, segments)
    elif wish.by != "all":
        frame = frame.filter(nw.col(wish.by).is_in(list(wish.values)))
    return TargetGroup(wish, frame)


def _of_segments(frame: Frame, graded: Graded, wish: GroupWish, segments: Sequence[Segment]) -> Frame:
    if graded.customers is None:
        return frame.head(0)
    placed = with_segments(graded.customers, segments).filter(nw.col("place").is_in(list(wish.places)))
    return frame.join(placed.select(SOURCE, ROW), on=[SOURCE, ROW], how="semi")


def group_named(word: str, segments: Sequence[Segment]) -> GroupWish | None:
    """The group that a word means: ``A,B`` classes, ``tier=A`` value tiers, ids or names of segments, ``all``.

    None for anything else; a word of several parts is of one kind.
    """
    by, sign, rest = word.replace("，", ",").replace("、", ",").partition("=")
    values = [each.strip() for each in (rest if sign else by).split(",") if each.strip()]
    kind = _BY.get(by.strip().lower(), "") if sign else ""
    if not sign and word.strip().lower() in ("all", "全部"):
        return GroupWish("all", chosen="option")
    letters = tuple(each.upper() for each in values)
    if kind in ("class", "tier") or (not sign and values and all(each in _LETTERS for each in letters)):
        known = _LETTERS if kind != "tier" else _LETTERS[:4]
        valid = bool(letters) and all(each in known for each in letters)
        return GroupWish("tier" if kind == "tier" else "class", letters, "option") if valid else None
    if sign and kind != "segment":
        return None
    return _segments_named(values, segments)


_LETTERS = (*"ABCDE",)
_BY = {
    **dict.fromkeys(("class", "分级", "级别", "客户分级"), "class"),
    **dict.fromkeys(("tier", "等级", "价值等级"), "tier"),
    **dict.fromkeys(("segment", "细分市场", "市场"), "segment"),
}


def _segments_named(values: Sequence[str], segments: Sequence[Segment]) -> GroupWish | None:
    places: list[int] = []
    for value in values:
        wanted = plain_name(value)
        at = next((i for i, s in enumerate(segments) if wanted in (plain_name(s.id), plain_name(s.name or ""))), None)
        if at is None:
            return None
        places.append(at)
    names = tuple(f"{segments[at].id} {segments[at].name}".strip() for at in places)
    return GroupWish("segment", names, "option", tuple(places)) if places else None
