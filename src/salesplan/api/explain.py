"""Where a number comes from: a topic such as ``targets`` and what of it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from salesplan.api.plan_places import with_places
from salesplan.api.scenarios import the_one
from salesplan.api.setting import Setting, setting, with_plan
from salesplan.api.targets import DEFAULT_LEVELS, NO_WISH, SplitWish, decomposed, entries_of
from salesplan.errors import BadUsage, Problem
from salesplan.model.near import nearest
from salesplan.model.result import Result
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.compute.targets.explain import ExplainSummary
    from salesplan.compute.targets.grid.address import Found
    from salesplan.compute.targets.split import Decomposed


@dataclass(frozen=True)
class Asked:
    """What is to be explained: an address within a topic, the plan's entry it belongs to, wishes over the entry."""

    address: str = ""
    entry: str | None = None
    wish: SplitWish = NO_WISH


@dataclass(frozen=True)
class Topic:
    """Something that can be explained: what its address looks like, and who explains it."""

    example: str
    explain: Callable[[Asked, Setting], Result[Any]]


def is_topic(word: str) -> bool:
    """Whether a word names something that ``explain`` has numbers of."""
    return word in TOPICS or word in _NAMES


@with_places
def explain(topic: str, asked: Asked, where: Setting | None = None) -> Result[Any]:
    """The chain that made a number. BadUsage with the topics and codes there are when it is none of them."""
    from salesplan.api.explain_rule import nothing_to_explain

    found = TOPICS.get(topic) or TOPICS.get(_NAMES.get(topic, ""))
    if found is None:
        raise BadUsage(nothing_to_explain(topic))
    where = where or setting()
    return with_plan(found.explain(asked, where), where)


def explain_targets(asked: Asked, where: Setting) -> Result[ExplainSummary]:
    """The chain that made one target of the plan, or of a total given by the wish."""
    from salesplan.compute.targets.explain import explain as explain_target

    made, (item, time) = _one(asked, _candidates(asked, the_one(asked.wish, where)))
    return explain_target(made, item, time, where.as_of)


def _candidates(asked: Asked, where: Setting) -> list[Decomposed]:
    """The splits that have all the levels of the address: that of the wish, of one entry, else of every entry."""
    from salesplan.compute.targets.grid.address import levels_in

    levels = set(levels_in(asked.address))
    if asked.entry is not None or asked.wish.total is not None or asked.wish.by:
        return decomposed(asked.entry, asked.wish, where)
    entries = entries_of(None, where, "explain targets")
    fitting = [entry for entry in entries if levels <= {*(entry.by or DEFAULT_LEVELS)}]
    return [made for entry in fitting or entries for made in decomposed(entry.id, asked.wish, where)]


def _one(asked: Asked, splits: list[Decomposed]) -> tuple[Decomposed, Found]:
    """The one target that the address means. BadUsage with what to type instead when there is none, or several."""
    from salesplan.compute.targets.grid.address import parts_of, targets_at

    hits: list[tuple[Decomposed, Found]] = []
    for made in splits:
        parts = parts_of(asked.address, made.request.by)
        if parts is not None:
            hits += [(made, found) for found in targets_at(parts, made.targets)]
    if not hits:
        raise BadUsage(_nothing(asked, min(splits, key=lambda made: _strangeness(asked, made))))
    if len(hits) > 1:
        raise BadUsage(_several(asked, hits, many=len(splits) > 1))
    return hits[0]


def _strangeness(asked: Asked, made: Decomposed) -> tuple[int, int, int]:
    """How little a split has to do with the address: levels it does not have, nor any like them, names unknown."""
    from salesplan.compute.targets.grid.address import level_offered, levels_in, parts_of, unknown

    parts = parts_of(asked.address, made.request.by) or []
    strange = [level for level in levels_in(asked.address) if level not in made.request.by]
    unlike = [level for level in strange if level_offered(level, made.request.by) is None]
    return len(strange), len(unlike), len(unknown(parts, made.targets))


def _nothing(asked: Asked, made: Decomposed) -> list[Problem]:
    """Why the address names nothing in a split, with the nearest names."""
    from salesplan.compute.targets.grid.address import offered, parts_of, unknown

    parts = parts_of(asked.address, made.request.by)
    if parts is None:
        return [_unreadable(asked, made)]
    strange = unknown(parts, made.targets)
    what = Text("没有“{name}”", "there is no “{name}”")
    if strange:
        return [
            Problem("USAGE-address", "error", what.format(name=part.name), offered(part, made.targets), value=part.name)
            for part in strange
        ]
    what = Text("“{address}”合在一起没有这样的目标", "no target is all of “{address}”").format(address=asked.address)
    fix = Text(
        "少写一层看看：salesplan explain targets {address}", "leave out a level: salesplan explain targets {address}"
    ).format(address=asked.address.rpartition("/")[0] or asked.address)
    return [Problem("USAGE-address", "error", what, fix, value=asked.address)]


def _unreadable(asked: Asked, made: Decomposed) -> Problem:
    """A level that the split does not have, or something that is no address."""
    from salesplan.compute.targets.grid.address import address_of, level_offered, levels_in

    by, targets = made.request.by, made.targets
    example = address_of(targets.items[-1], targets.times[-1], by)
    fix = Text("这次的层级是 {by}；写成 {example}", "its levels are {by}: write it as {example}").format(
        by=", ".join(by), example=example
    )
    strange = [level for level in levels_in(asked.address) if level not in by]
    what = Text("看不懂“{address}”", "“{address}” cannot be read").format(address=asked.address)
    if strange:
        near = level_offered(strange[0], by)
        guess = Text("，是不是 {near}？", ": did you mean {near}?").format(near=near) if near else Text("", "")
        what = Text("这次不按“{level}”分{guess}", "this split has no level “{level}”{guess}")
        what = what.format(level=strange[0], guess=guess)
    return Problem("USAGE-address", "error", what, fix, value=asked.address)


def _several(asked: Asked, hits: list[tuple[Decomposed, Found]], *, many: bool) -> Problem:
    """The targets that the address may mean, each with the line to type."""
    from salesplan.compute.targets.grid.address import SHOWN, address_of

    lines = [
        f"salesplan explain targets {address_of(*found, made.request.by)}".rstrip()
        + (f" --entry {made.request.id}" if many else "")
        for made, found in hits
    ]
    what = Text("“{address}”可以指 {n} 个目标", "“{address}” may be any of {n} targets")
    if not asked.address:
        what = Text("没说是哪条目标，计划里有 {n} 条", "which target? the plan has {n}{address}")
    fix = Text("选一行：\n{lines}", "choose a line:\n{lines}").format(lines="\n".join(lines[:SHOWN]))
    return Problem("USAGE-address", "error", what.format(address=asked.address, n=len(hits)), fix, value=asked.address)


def topics_like(word: str) -> list[str]:
    """The topics that a mistyped word may mean."""
    near = nearest(word, [*TOPICS, *_NAMES])
    return [near] if near else []


def topics_to_type() -> list[str]:
    """A line to type for each topic."""
    return [f"salesplan explain {name} {each.example}" for name, each in TOPICS.items()]


TOPICS: Mapping[str, Topic] = {"targets": Topic("region=华东/month=2026-03", explain_targets)}
"""What can be explained, by the word people type."""
_NAMES = {"目标": "targets", "目標": "targets", "target": "targets"}
