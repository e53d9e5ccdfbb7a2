"""Checks the values of a plan file against the model; every mistake keeps its line and the nearest right key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from salesplan.errors import Problem
from salesplan.load.plan.places import Path, PlanText
from salesplan.load.plan.reader import WIDE_COLON, quoted
from salesplan.load.plan.sentences import SENTENCES
from salesplan.model.near import nearest
from salesplan.text import Text

M = TypeVar("M", bound=BaseModel)


def checked(plan: PlanText, model: type[M]) -> M | None:
    """The plan as the model, or None with every problem reported, in the order of the file."""
    try:
        return model.model_validate(plan.values)
    except ValidationError as bad:
        for error in bad.errors(include_url=False):
            _report(plan, model, error)  # type: ignore[arg-type] # pydantic's own TypedDict
        plan.problems[:] = [p for p in plan.problems if not any(_says_more(other, p) for other in plan.problems)]
        plan.problems.sort(key=lambda p: (p.place.line or 0, p.place.column or 0))
        return None


def _says_more(other: Problem, problem: Problem) -> bool:
    """Whether another problem lies inside the refused value: of two forms a value may have, it fits the one meant."""
    return (other.place.key or "").startswith((f"{problem.place.key}.", f"{problem.place.key}["))


def _report(plan: PlanText, model: type[BaseModel], error: dict[str, Any]) -> None:
    path = _path_in_plan(error["loc"], plan, new=error["type"] in ("missing", "extra_forbidden"))
    name = path[-1] if path else ""
    if error["type"] == "extra_forbidden":
        plan.report(
            "extra_forbidden", plan.keys.get(path) or plan.nearest(path), path, name=name, hint=_hint(model, path)
        )
        return
    spot = plan.nearest(path) if error["type"] == "missing" else plan.spots.get(path) or plan.nearest(path)
    words = {"name": name, **error.get("ctx", {}), "value": quoted(error["input"]), "english": error["msg"]}
    plan.report(_sentence_key(error["type"], error["input"]), spot, path, **words)


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


def _path_in_plan(loc: tuple[str | int, ...], plan: PlanText, *, new: bool) -> Path:
    """Pydantic's location less the union and validator labels that are no keys of the plan.

    ``new``: the last part is a key that the plan lacks, or has and should not.
    """
    path: Path = ()
    for i, part in enumerate(loc):
        if (*path, part) in plan.spots or (new and i == len(loc) - 1):
            path = (*path, part)
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
