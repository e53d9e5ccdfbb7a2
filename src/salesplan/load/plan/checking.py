"""Checks the values of a plan file against the model; every mistake keeps its line and the nearest right key."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from salesplan.load.plan.kept import Kept, droppable, without
from salesplan.load.plan.places import PlanText
from salesplan.load.plan.reader import WIDE_COLON, quoted
from salesplan.load.plan.sentences import SENTENCES
from salesplan.model.near import nearest
from salesplan.model.plan.paths import Path
from salesplan.text import Text

M = TypeVar("M", bound=BaseModel)
ALL_KEPT = Kept()
_NEW = ("missing", "extra_forbidden")
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
            return model.model_validate(values), kept
        except ValidationError as bad:
            refused = {path for error in _errors(bad) for path in _refused(plan, model, error, kept)}
        if () in refused:
            return None
        left_out |= refused


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
        meant = (*path[:-1], nearest(str(path[-1]), keys_at(model, path[:-1])) or "")
        yield from [meant] if meant not in plan.keys else []
    if error["type"] == "missing" or path in kept.left_out:
        path = path[:-1]
    path = droppable(plan, path)
    while path and path in kept.left_out:
        path = droppable(plan, path[:-1])
    yield path


def tidy(plan: PlanText) -> None:
    """The problems of a file in its order.

    Of two forms that a value may have, it fits the one meant: a problem inside the value says more than one about it.
    """
    outer = {key[: cut.start()] for p in plan.problems for key in [p.place.key or ""] for cut in _STEP.finditer(key)}
    plan.problems[:] = [p for p in plan.problems if (p.place.key or "") not in outer]
    plan.problems.sort(key=lambda p: (p.place.line or 0, p.place.column or 0))


def _report(plan: PlanText, model: type[BaseModel], error: dict[str, Any], kept: Kept = ALL_KEPT) -> None:
    path = _path_in_plan(error["loc"], plan, new=error["type"] in _NEW, kept=kept)
    name = path[-1] if path else ""
    if error["type"] == "extra_forbidden":
        plan.report(
            "extra_forbidden", plan.keys.get(path) or plan.nearest(path), path, name=name, hint=_hint(model, path)
        )
        return
    spot = plan.nearest(path) if error["type"] == "missing" else plan.spots.get(path) or plan.nearest(path)
    words = {"name": name, **error.get("ctx", {}), "value": quoted(error["input"]), "english": error["msg"]}
    if isinstance(words.get("expected"), str):
        words["expected"] = _choices(str(words["expected"]))
    plan.report(_sentence_key(error["type"], error["input"]), spot, path, **words)


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


def _hint(model: type[BaseModel], path: Path) -> Text:
    """The nearest known key, else all keys that may stand there."""
    known = keys_at(model, path[:-1])
    near = nearest(str(path[-1]), known)
    if near:
        return Text("是不是 {near}?", "did you mean {near}?").format(near=near)
    return Text("这里可以写：{known}", "keys here: {known}").format(known=", ".join(known))


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


def keys_at(model: type[BaseModel], path: Path) -> list[str]:
    """The keys allowed at ``path``, as they are written in the plan."""
    models = [model]
    for name in (part for part in path if isinstance(part, str)):
        annotations = [info.annotation for m in models for key, info in _keys(m) if key == name]
        models = [found for annotation in annotations for found in _models_in(annotation)]
    return [key for found in models for key, _ in _keys(found)]


def _keys(model: type[BaseModel]) -> Iterator[tuple[str, Any]]:
    for name, info in model.model_fields.items():
        yield info.alias or name, info


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401 - any annotation
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _models_in(inner)
