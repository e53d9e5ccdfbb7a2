"""Top-down targets beside what was committed from below, and the figures both can agree on (methods.md 2.5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from salesplan.compute.targets.agreeing.agreement import Agreed, agree, midpoint, scaled_down
from salesplan.compute.targets.agreeing.promises import (
    SHOWN,
    Blank,
    Listing,
    Part,
    Promise,
    Promises,
    listed_names,
)
from salesplan.compute.targets.grid.outcome import weight_shown
from salesplan.compute.targets.split import Decomposed
from salesplan.errors import BadInput, Place, Problem
from salesplan.model.period import FiscalYear
from salesplan.model.result import Parameter, Result
from salesplan.model.table import ColumnSpec, Kind, Table, Value, scaled
from salesplan.text import Text

Mode = Literal["headroom", "scale", "midpoint"]
Missing = Literal["refuse", "top-down"]
MODES: tuple[Mode, ...] = ("headroom", "scale", "midpoint")
_FIGURES: tuple[tuple[str, Kind], ...] = (
    ("top_down", "amount"),
    ("committed", "amount"),
    ("ceiling", "amount"),
    ("headroom", "amount"),
    ("added", "amount"),
    ("agreed", "amount"),
    ("against_top_down", "share"),
    ("against_committed", "share"),
)


@dataclass(frozen=True)
class Rule:
    """How both views are brought together.

    ``headroom``: a gap goes to those with room below their ceilings, a surplus of commitments stands as stretch;
    ``scale`` cuts such a surplus to the total; ``midpoint`` takes ``weight`` of the top-down target and the rest of the
    commitment. ``missing``: where nobody committed, refuse, or take the top-down target in its place. ``level`` is the
    level (or member and period) whose commitments count; empty where all are at one.
    """

    mode: Mode = "headroom"
    weight: Decimal = Decimal("0.5")
    missing: Missing = "refuse"
    level: tuple[str, ...] = ()
    given: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ReconcileSummary:
    """What came of it.

    ``gap`` is the total less what was committed (below 0: more was committed than asked for). ``headroom`` is the room
    below the ceilings that are known; None when none is. ``unplaced`` is the part of the gap that nobody has room for,
    ``stretch`` what stands above the total. ``agreed`` + ``unplaced`` - ``stretch`` is the total. ``signed`` counts
    the parts that somebody agreed to, ``missing`` those without a commitment that took their top-down target.
    """

    id: str
    name: str
    year: FiscalYear
    unit: Decimal
    mode: Mode
    level: tuple[str, ...]
    total: Decimal
    committed: Decimal
    gap: Decimal
    headroom: Decimal | None
    agreed: Decimal
    unplaced: Decimal
    stretch: Decimal
    parts: int
    signed: int
    missing: int


def reconcile(
    made: Decomposed, promises: Sequence[Promise], rule: Rule, as_of: date, listing: Listing | None = None
) -> tuple[Result[ReconcileSummary], list[Part]]:
    """One row a target that was committed to, and the parts that the rows are about.

    Amounts are exact: rows sum to the summary's figures. Only what is added, cut or put in between is rounded, to
    whole units; commitments stand as they are. ``listing`` is the list they come from, if not the plan. BadInput with
    every commitment that cannot be used.
    """
    read = Promises(made, rule.level, listing)
    parts = read.read(promises)
    if made.request.total < 0:
        read.problems.append(_negative(made))
    blank = read.blank() if rule.missing == "refuse" else {}
    if not read.problems:
        read.problems += _missing(made, [part for part in parts if part.address not in blank], rule, listing, blank)
    read.problems += _blank(blank)
    if read.problems:
        raise BadInput(read.problems)
    found, scale = _agreed(made, parts, rule)
    figures = [_figures(part, scaled(amount, scale)) for part, amount in zip(parts, found.parts, strict=True)]
    by = tuple(level for level in made.targets.by if level in parts[0].names)
    summary = _summary(made, rule, read, parts, figures, found, scale)
    findings = [*made.findings, *read.findings, *_findings(parts, figures, summary, made, listing)]
    rows = [_row(part, by, own) for part, own in zip(parts, figures, strict=True)]
    table = Table(_columns(by), tuples=rows)
    result = Result("targets reconcile", as_of, summary, table, _parameters(rule), tuple(findings), made.inputs)
    return result, parts


def _agreed(made: Decomposed, parts: Sequence[Part], rule: Rule) -> tuple[Agreed, int]:
    """The agreed amounts in the smallest amounts, and their decimals."""
    promises = [_promise(part) for part in parts]
    given = [made.request.total, made.request.unit, *(p.amount for p in promises), *(part.top_down for part in parts)]
    given += [p.ceiling for p in promises if p.ceiling is not None]
    scale = max(0, *(-int(amount.normalize().as_tuple().exponent) for amount in given))
    total, unit = (int(amount.scaleb(scale)) for amount in given[:2])
    committed = [int(p.amount.scaleb(scale)) for p in promises]
    # Nobody said how far he could go: then nobody is asked for more.
    ceilings = [int((p.amount if p.ceiling is None else p.ceiling).scaleb(scale)) for p in promises]
    if rule.mode == "midpoint":
        top_down = [int(part.top_down.scaleb(scale)) for part in parts]
        return midpoint(total, top_down, committed, Fraction(rule.weight), unit), scale
    if rule.mode == "scale" and sum(committed) > total:
        return scaled_down(total, committed, unit), scale
    return agree(total, committed, ceilings, unit), scale


def _promise(part: Part) -> Promise:
    """The commitment; where there is none, the top-down target in its place, with nothing to be added."""
    return part.promise or Promise(part.address, part.top_down)


def _figures(part: Part, agreed: Decimal) -> dict[str, Decimal | None]:
    promise = _promise(part)
    room = None if promise.ceiling is None else max(promise.ceiling - promise.amount, Decimal(0))
    return {
        "top_down": part.top_down,
        "committed": promise.amount,
        "ceiling": promise.ceiling,
        "headroom": room,
        "added": agreed - promise.amount,
        "agreed": agreed,
        "against_top_down": _change(agreed, part.top_down),
        "against_committed": _change(agreed, promise.amount),
    }


def _change(new: Decimal, old: Decimal) -> Decimal | None:
    """By which share an amount is above (or below) another; None above nothing."""
    return weight_shown(Fraction(new) / Fraction(old) - 1) if old else None


def _columns(by: tuple[str, ...]) -> tuple[ColumnSpec, ...]:
    kinds: list[tuple[str, Kind]] = [("path", "text"), *((level, "text") for level in by), ("source", "code")]
    kinds += [*_FIGURES, ("by", "text"), ("agreed_by", "list"), ("agreed_on", "date"), ("pinned", "flag")]
    return tuple(ColumnSpec(key, kind) for key, kind in kinds)


def _row(part: Part, by: tuple[str, ...], own: dict[str, Decimal | None]) -> tuple[Value, ...]:
    promise = _promise(part)
    source = "top_down" if part.promise is None else "committed"
    names = (part.names[level] for level in by)
    figures = (own[key] for key, _ in _FIGURES)
    signed = (promise.by, promise.agreed_by, promise.agreed_on, part.pinned)
    return (part.address, *names, source, *figures, *signed)


def _summary(
    made: Decomposed,
    rule: Rule,
    read: Promises,
    parts: Sequence[Part],
    figures: Sequence[dict[str, Decimal | None]],
    found: Agreed,
    scale: int,
) -> ReconcileSummary:
    request = made.request
    committed = _sum(own["committed"] for own in figures)
    room = [own["headroom"] for own in figures if own["headroom"] is not None]
    return ReconcileSummary(
        id=request.id,
        name=request.name,
        year=request.year,
        unit=request.unit,
        mode=rule.mode,
        level=tuple(level for level in read.levels or () if level != "total"),
        total=request.total,
        committed=committed,
        gap=request.total - committed,
        headroom=_sum(room) if room else None,
        agreed=_sum(own["agreed"] for own in figures),
        unplaced=scaled(found.unplaced, scale),
        stretch=scaled(found.stretch, scale),
        parts=len(parts),
        signed=sum(bool(part.promise and part.promise.agreed_by) for part in parts),
        missing=sum(part.promise is None for part in parts),
    )


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((amount for amount in amounts if amount is not None), Decimal(0))


def _parameters(rule: Rule) -> tuple[Parameter, ...]:
    chosen: dict[str, object] = {"mode": rule.mode}
    chosen |= {"lambda": rule.weight} if rule.mode == "midpoint" else {}
    chosen |= {"missing": rule.missing} | ({"level": ",".join(rule.level)} if rule.level else {})
    return tuple(Parameter(key, value, "option" if key in rule.given else "default") for key, value in chosen.items())


def _findings(
    parts: Sequence[Part],
    figures: Sequence[dict[str, Decimal | None]],
    s: ReconcileSummary,
    made: Decomposed,
    listing: Listing | None,
) -> Iterable[Problem]:
    place = place_of(made, listing)
    if s.unplaced:
        fix = Text(
            "提高上限、降低总额，或另找来源；不会硬压给谁",
            "raise ceilings, lower the total or find other sources; nobody is forced",
        )
        yield Problem("RECONCILE-unplaced", "warning", _UNPLACED.format(amount=f"{s.unplaced:,f}"), fix, place)
    open_ended = [p.address for p in parts if p.promise is not None and p.promise.ceiling is None]
    if s.unplaced and open_ended:
        fix = Text("写上 ceiling（最多能到多少），才会给他加数", "give a ceiling, and more can be asked of them")
        if listing:
            fix = Text("在“上限”一列填上最多能到多少，才会给他加数", "fill in a ceiling, and more can be asked of them")
        yield Problem("RECONCILE-no-ceiling", "warning", _OPEN.format(names=listed_names(open_ended)), fix, place)
    above = [p.address for p, own in zip(parts, figures, strict=True) if _is_above(own) and s.mode == "midpoint"]
    if above:
        fix = Text("用 --mode headroom 就不会超过上限", "--mode headroom stays below ceilings")
        yield Problem("RECONCILE-above-ceiling", "warning", _ABOVE.format(names=listed_names(above)), fix, place)
    pinned = [part.address for part in parts if part.pinned]
    if pinned:
        fix = Text("要按原来的自上而下再对一次，先去掉这些 pins", "take these pins out to start from the split again")
        pins = Place(key=f"targets.{made.request.id}.pins")
        yield Problem("RECONCILE-pinned", "note", _PINNED.format(names=listed_names(pinned)), fix, pins)


def _is_above(own: dict[str, Decimal | None]) -> bool:
    agreed, ceiling = own["agreed"], own["ceiling"]
    return agreed is not None and ceiling is not None and agreed > ceiling


def place_of(made: Decomposed, listing: Listing | None) -> Place:
    """Where the commitments stand: the list, else the plan's entry."""
    return listing.place if listing else Place(key=f"targets.{made.request.id}.commitments")


def _missing(
    made: Decomposed, parts: Sequence[Part], rule: Rule, listing: Listing | None, blank: Mapping[str, Blank]
) -> list[Problem]:
    """The members that nobody committed for, as one problem; those whose amount is ``blank`` have their own."""
    silent = [part.address for part in parts if part.promise is None]
    if (parts or blank) and (not silent or rule.missing == "top-down"):
        return []
    place = place_of(made, listing)
    if not parts:
        what = Text("没有承诺可对", "nothing is committed")
        return [Problem("RECONCILE-none", "error", what, _first_lines(made, listing), place)]
    what = Text("{n} 个没有承诺：{names}", "{n} have not committed: {names}")
    fix = Text(
        "补上：\n{lines}\n或用 --missing top-down 先按下达的数算",
        "add them:\n{lines}\nor take their top-down targets for now with --missing top-down",
    )
    if listing:
        fix = Text(
            "在名单里各补一行承诺额，或用 --missing top-down 先按下达的数算",
            "add a row for each to the list, or take their top-down targets for now with --missing top-down",
        )
    lines = "\n".join(f"  - {{path: {address}, amount: ...}}" for address in silent[:SHOWN])
    told = what.format(n=len(silent), names=listed_names(silent))
    return [Problem("RECONCILE-missing", "error", told, fix.format(lines=lines), place)]


def _first_lines(made: Decomposed, listing: Listing | None) -> Text:
    """What to write where there is no commitment at all."""
    if listing:
        return Text("在名单的“承诺额”一列填上各人的承诺", "fill in the column of commitments in the list")
    fix = Text("在这条目标下写上各人的承诺：\n{lines}", "write them under this target:\n{lines}")
    example = made.targets.items[1:] or made.targets.times[1:]
    lines = "\n".join(f"  - {{path: {node.path}, amount: ..., ceiling: ..., by: ...}}" for node in example[:2])
    return fix.format(lines=f"commitments:\n{lines}")


def _blank(blank: Mapping[str, Blank]) -> list[Problem]:
    """The empty cells of a list, each on its own; as one where they are many."""
    what = Text("“{names}”的承诺额是空的（空白不等于 0）", "no commitment of {names} is filled in (blank is not 0)")
    fix = Text(
        "填上承诺额（承诺 0 就写 0），或用 --missing top-down 先按下达的数算",
        "fill it in (0 for none), or take the top-down target for now with --missing top-down",
    )
    groups = [[address] for address in blank] if len(blank) <= SHOWN else [list(blank)]
    return [
        Problem("RECONCILE-missing", "error", what.format(names=listed_names(group)), fix, blank[group[0]].place)
        for group in groups
    ]


def _negative(made: Decomposed) -> Problem:
    what = Text("总额小于 0，没有承诺可对", "the total is below 0: there is nothing to commit to")
    fix = Text("承诺只和 0 以上的总额对", "commitments go with totals of 0 or more")
    return Problem("RECONCILE-total", "error", what, fix, made.request.place("total"))


_UNPLACED = Text("还有 {amount} 没人接得下", "{amount} of the gap is more than anybody has room for")
_OPEN = Text("没写上限，没有加数：{names}", "no ceiling is given, so nothing was added: {names}")
_ABOVE = Text("商定的数超过了上限：{names}", "agreed above the ceiling: {names}")
_PINNED = Text(
    "这些“下达”的数是定死的（pins），可能就是上次商定的：{names}",
    "these top-down targets are pinned, maybe by an earlier agreement: {names}",
)
