"""Checks the values of a plan file against the model; every mistake keeps its line and the nearest right key."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from salesplan.load.plan.forms import form
from salesplan.load.plan.kept import Kept, droppable, without
from salesplan.load.plan.keys import allowed, field_at, fields_at, hint, in_brackets, meaning, meant
from salesplan.load.plan.places import PlanText
from salesplan.load.plan.reader import quoted
from salesplan.load.plan.sentences import SENTENCES
from salesplan.load.plan.syntax import WIDE_COLON, wide_colons
from salesplan.model.plan.paths import Path
from salesplan.text import Text

M = TypeVar("M", bound=BaseModel)
ALL_KEPT = Kept()
_NEW = ("missing", "extra_forbidden")
_FORMS = ("model_type", "dict_type", "mapping_type")
_STEP = re.compile(r"[.\[]")


def checked(plan: PlanText, model: type[M]) -> M | None:
    """The plan as the model, or None with every problem reported, in the order of the file."""
    try:
        return model.model_validate(plan.values)
    except ValidationError as bad:
        for error in _errors(bad):
            _report(plan, model, error)
        tidy(plan)
        return None


def mended(plan: PlanText, model: type[M], doubtful: Iterable[Path] = ()) -> tuple[M, Kept] | None:
    """The plan less what the model refuses, every problem of it reported; None where nothing is left to leave out.

    Left out are the key whose value is refused, and the whole part that lacks a key it must have. ``doubtful`` parts
    are left out from the start, without another problem.
    """
    left_out = {droppable(plan, path) for path in doubtful}
    while True:
        values, kept = without(plan, left_out)
        try:
            return model.model_validate(values), replace(kept, meanings=_meanings(model, left_out))
        except ValidationError as bad:
            refused = {path for error in _errors(bad) for path in _refused(plan, model, error, kept)}
        if () in refused:
            return None
        left_out |= refused


def _meanings(model: type[BaseModel], paths: Iterable[Path]) -> dict[Path, str]:
    """What the keys at these paths are called in Chinese, as far as that is known."""
    called = {path: meaning(field_at(model, path)).in_("zh") for path in paths}
    return {path: name for path, name in called.items() if len(name) > 1}


def _errors(bad: ValidationError) -> list[dict[str, Any]]:
    return bad.errors(include_url=False)  # type: ignore[return-value] # pydantic's own TypedDict


def _refused(plan: PlanText, model: type[BaseModel], error: dict[str, Any], kept: Kept) -> Iterator[Path]:
    """Report a problem and say what to leave out for it: more, without another word, where that was not enough.

    Beside a mistyped key, the one that is meant counts as left out.
    """
    path = _path_in_plan(error["loc"], plan, new=error["type"] in _NEW, kept=kept)
    if path not in kept.left_out:
        _report(plan, model, error, kept)
    if error["type"] == "extra_forbidden":
        key = (*path[:-1], meant(str(path[-1]), fields_at(model, path[:-1])) or "")
        yield from [key] if key not in plan.keys else []
    if error["type"] == "missing" or path in kept.left_out:
        path = path[:-1]
    path = droppable(plan, path)
    while path and path in kept.left_out:
        path = droppable(plan, path[:-1])
    yield path


def tidy(plan: PlanText) -> None:
    """The problems of a file in its order.

    Of two forms that a value may have, it fits the one meant: a problem inside the value says more than one about it,
    and how it is written says more than which words it may be.
    """
    outer = {key[: cut.start()] for p in plan.problems for key in [p.place.key or ""] for cut in _STEP.finditer(key)}
    forms = {(p.place.line, p.place.key) for p in plan.problems if p.code == "PLAN-form"}
    plan.problems[:] = [
        p
        for p in plan.problems
        if (p.place.key or "") not in outer and not (p.code == "PLAN-choice" and (p.place.line, p.place.key) in forms)
    ]
    plan.problems.sort(key=lambda p: (p.place.line or 0, p.place.column or 0))


def _report(plan: PlanText, model: type[BaseModel], error: dict[str, Any], kept: Kept = ALL_KEPT) -> None:
    path = _path_in_plan(error["loc"], plan, new=error["type"] in _NEW, kept=kept)
    name = path[-1] if path else ""
    if error["type"] == "extra_forbidden":
        plan.report(
            "extra_forbidden",
            plan.keys.get(path) or plan.nearest(path),
            path,
            name=name,
            hint=hint(str(name), fields_at(model, path[:-1])),
        )
        return
    spot = plan.nearest(path) if error["type"] == "missing" else plan.spots.get(path) or plan.nearest(path)
    kind = _sentence_key(error["type"], error["input"])
    if kind == "wide-colon":
        for colon in [*wide_colons(plan, spot)] or [spot]:
            plan.report(kind, colon, path)
        return
    fix = form(model, path, error["input"]) if kind in _FORMS else None
    plan.report(kind, spot, path, fix, **_words(model, path, error))


def _words(model: type[BaseModel], path: Path, error: dict[str, Any]) -> dict[str, object]:
    """What fills the sentence of an error: the key and what it means, what stands there, and what may."""
    info = field_at(model, path)
    key = path[-1] if path and error["type"] == "missing" else None
    name = key or next((part for part in reversed(path) if isinstance(part, str)), "")
    words = {"name": name, "label": in_brackets(info), "range": allowed(info), **_bounds(error)}
    if isinstance(words.get("expected"), str):
        words["expected"] = _choices(str(words["expected"]))
    return {**words, "value": quoted(error["input"]), "english": error["msg"]}


def _bounds(error: dict[str, Any]) -> dict[str, object]:
    """What pydantic tells of an error; a bound that it tells as ``Decimal('0.5')`` is 0.5."""
    told = error.get("ctx", {})
    return {key: _NUMBER.sub(r"\1", each) if isinstance(each, str) else each for key, each in told.items()}


_NUMBER = re.compile(r"Decimal\('([^']*)'\)")


def _choices(english: str) -> Text:
    """The words one may choose from, which pydantic lists in English."""
    chinese = english.replace(" or ", "、").replace(", ", "、").replace("'", "")
    return Text("{chinese}", "{english}").format(chinese=chinese, english=english)


def _sentence_key(kind: str, value: object) -> str:
    if value is None:
        return "empty-value"
    if kind in {"model_type", "dict_type"} and isinstance(value, str) and WIDE_COLON.match(value):
        return "wide-colon"
    return kind if kind in SENTENCES else "other"


def _path_in_plan(loc: tuple[str | int, ...], plan: PlanText, *, new: bool, kept: Kept) -> Path:
    """Pydantic's location less the union and validator labels that are no keys of the plan, as the file has it.

    ``new``: the last part is a key that the plan lacks, or has and should not.
    """
    path: Path = ()
    for i, part in enumerate(loc):
        step = kept.step(path, part)
        if step in plan.spots or (new and i == len(loc) - 1):
            path = step
    return path
