"""The codes that problems can have, collected from the source into problem_codes.json; ``--check`` only compares.

``salesplan explain`` and docs/errors.md say from it what a code means.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import salesplan
from generated import write_or_check
from salesplan.text import Text

PACKAGE = Path(salesplan.__path__[0])
RULES = PACKAGE / "compute" / "plan" / "rules"
TARGET = PACKAGE / "problem_codes.json"
CODE = re.compile(r"[A-Z]{2,}-(?:[a-z]+[a-z-]*|[FWN]\d+)")
SEVERITIES = ("error", "warning", "note")

Cause = tuple[Text | None, Text | None]
Names = dict[str, list[Text | str]]
"""What a name in the source may stand for: Texts and codes given to it, or returned by the function of that name; of a
function also the severities of the problems it makes."""


@dataclass
class Known:
    """What the source tells of a code: its causes (what is said, what to do about it) and how severe it is."""

    causes: list[Cause] = field(default_factory=list)
    severities: set[str] = field(default_factory=set)


def table() -> str:
    """The text of problem_codes.json: severities, and of each cause both sentences in Chinese and English."""
    told = {
        code: {
            "severity": [each for each in SEVERITIES if each in known.severities],
            "causes": [[_pair(what), _pair(fix)] for what, fix in known.causes],
        }
        for code, known in sorted(codes().items())
    }
    return json.dumps(told, ensure_ascii=False, indent=0) + "\n"


def _pair(text: Text | None) -> list[str] | None:
    return [text.zh, text.en] if text else None


def codes() -> dict[str, Known]:
    """Codes in the source, each with what is told of it; the rules of the plan have pages of their own."""
    trees = {file: ast.parse(file.read_text("utf-8")) for file in sorted(PACKAGE.rglob("*.py"))}
    everywhere: Names = {}
    for tree in trees.values():
        everywhere |= _module_names(tree, {})
    found: dict[str, Known] = {}
    for file, tree in trees.items():
        prefix = "PLAN-" if file.name.endswith("sentences.py") else ""
        for code, cause, severities in _causes(tree, everywhere | _module_names(tree, everywhere), set(), prefix):
            known = found.setdefault(code, Known())
            known.severities |= {"error"} if prefix else severities
            if cause != (None, None) and cause not in known.causes:
                known.causes.append(cause)
    ruled = "".join(file.read_text("utf-8") for file in RULES.rglob("*.py"))
    return {code: known for code, known in found.items() if not (code[-1].isdigit() and f'"{code}"' in ruled)}


def _module_names(tree: ast.Module, names: Names) -> Names:
    """What the names of a module stand for: its constants, and its functions that return a Text."""
    found = _given(tree.body, names)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            inside = [*ast.walk(node)]
            own = names | found | _given(inside, names | found)
            returned = [each.value for each in inside if isinstance(each, ast.Return) and each.value is not None]
            found[node.name] = [text for value in returned for text in _texts_in(value, own)]
            found[node.name] += sorted({w for each in inside if _is_problem(each) for w in _severities(each, own)})
    return found


def _given(nodes: Sequence[ast.AST], names: Names) -> Names:
    """What is given to names by the assignments among some nodes."""
    found: Names = {}
    for node in nodes:
        if isinstance(node, ast.Assign):
            for target, value in (pair for each in node.targets for pair in _unpacked(each, node.value)):
                found.setdefault(target, []).extend(_meant(value, names | found))
    return found


def _unpacked(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    """The names of an assignment with their values; ``what, fix = ...`` is two."""
    if isinstance(target, ast.Name):
        yield target.id, value
    elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for name, part in zip(target.elts, value.elts, strict=True):
            yield from _unpacked(name, part)


def _causes(node: ast.AST, names: Names, spent: set[str], prefix: str) -> Iterator[tuple[str, Cause, set[str]]]:
    """Every code under a node with what stands beside it and its severities, in the order of the source.

    A name means what it was last given in its own function; given anew after a code, it forgets what it was before.
    """
    if isinstance(node, ast.FunctionDef):
        names, spent = dict(names), set(names)
    elif isinstance(node, ast.Assign):
        for target, value in (pair for each in node.targets for pair in _unpacked(each, node.value)):
            names[target] = [*([] if target in spent else names.get(target, [])), *_meant(value, names)]
            spent.discard(target)
        if isinstance(node.targets[0], ast.Tuple) and isinstance(node.value, ast.Tuple):
            return  # ``code, fix = ...``: what stands beside it is not yet known
    parts = _parts_of(node)
    found = next(filter(None, (list(_codes_in(part, names, prefix)) for part in parts)), [])
    if found:
        texts = [list(_texts_in(part, names)) for part in parts]
        # a Problem's own places for what and fix; a helper takes them in the same order, anywhere
        whats, fixes = (*(texts[2:4] if _is_problem(node) else filter(None, texts)), [], [])[:2]
        for at in range(max(len(found), len(whats), len(fixes))):
            what, fix = (each[min(at, len(each) - 1)] if each else None for each in (whats, fixes))
            yield found[min(at, len(found) - 1)], (what, fix), _severities(node, names)
        spent.update(names)
    for child in ast.iter_child_nodes(node):
        yield from _causes(child, names, spent, prefix)


def _is_problem(node: ast.AST) -> bool:
    return getattr(getattr(node, "func", None), "id", "") == "Problem"


def _severities(node: ast.AST, names: Names) -> set[str]:
    """How severe a problem is: the word beside its code, either of a choice, else as the function called makes them."""
    parts = _parts_of(node)
    words = [(each.body, each.orelse) if isinstance(each, ast.IfExp) else (each,) for each in parts]
    written = {w.value for each in words for w in each if isinstance(w, ast.Constant) and w.value in SEVERITIES}
    called = names.get(getattr(getattr(node, "func", None), "id", ""), [])
    return written or {w for w in called if isinstance(w, str) and w in SEVERITIES}


def _parts_of(node: ast.AST) -> list[Any]:
    """The parts of a call or a tuple of one code with its words, keywords included."""
    if isinstance(node, ast.Call):
        return [*node.args, *(k.value for k in node.keywords)]
    return list(node.elts) if isinstance(node, ast.Tuple) else []


def _meant(value: ast.expr, names: Names) -> list[Text | str]:
    return [*_texts_in(value, names), *_codes_in(value, names, "")]


def _codes_in(part: ast.AST, names: Names, prefix: str) -> Iterator[str]:
    """The codes an argument may be: one written there, or behind a name."""
    if isinstance(part, ast.Name) and not prefix:
        yield from (each for each in names.get(part.id, []) if isinstance(each, str) and each not in SEVERITIES)
    elif isinstance(part, ast.Constant) and isinstance(part.value, str):
        fits = re.fullmatch(r"[a-z]+(-[a-z]+)*", part.value) if prefix else CODE.fullmatch(part.value)
        yield from [prefix + part.value] if fits else []


def _texts_in(part: ast.AST, names: Names) -> Iterator[Text]:
    """The Texts an argument may be: one written there, behind a name, from a function, of both branches of a choice."""
    if (text := _text(part)) is not None:
        yield text
    elif isinstance(part, ast.Name):
        yield from (meant for meant in names.get(part.id, []) if isinstance(meant, Text))
    elif isinstance(part, ast.IfExp):
        yield from (*_texts_in(part.body, names), *_texts_in(part.orelse, names))
    elif isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute) and part.func.attr == "format":
        yield from _texts_in(part.func.value, names)
    elif isinstance(part, ast.Call) and isinstance(part.func, ast.Name):
        yield from (meant for meant in names.get(part.func.id, []) if isinstance(meant, Text))


def _text(node: ast.AST) -> Text | None:
    """The Text that a literal ``Text(...)`` stands for."""
    if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Text"):
        return None
    literals = [a.value for a in node.args if isinstance(a, ast.Constant)]
    return Text(str(literals[0]), str(literals[1])) if len(literals) > 1 else None  # texts: copied from literals


def main() -> int:
    """Write the table of codes, or say that it is out of date."""
    return write_or_check(TARGET, table())


if __name__ == "__main__":
    raise SystemExit(main())
