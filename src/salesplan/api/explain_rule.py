"""What a code means: a rule of the plan, a problem of input, or all that begin alike."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from salesplan.errors import BadUsage, Problem
from salesplan.model.explained import Explained, ExplainedSummary
from salesplan.model.result import Result
from salesplan.model.table import ColumnSpec, Table, Value
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.compute.plan.rule import Rule

COMMAND = "explain rule"
COLUMNS = (
    ColumnSpec("code", "text"),
    ColumnSpec("severity", "code"),
    *(ColumnSpec(key, "code") for key in ("title", "why", "fix")),
    *(ColumnSpec(key, "text") for key in ("source", "bad", "good")),
)


def explain_rule(code: str) -> Result[ExplainedSummary]:
    """A code, or all that begin so, in any case; no plan is read. BadUsage with the nearest where there is none."""
    found = tuple(map(_with_example, codes_named(code)))
    if not found:
        raise BadUsage(nothing_to_explain(code))
    rows = tuple(row for one in found for row in _rows(one))
    return Result(COMMAND, None, ExplainedSummary(code, found), Table(COLUMNS, tuples=rows))


def nothing_to_explain(code: str) -> Problem:
    """Neither a code nor a topic: the nearest of both, and what may be asked."""
    from salesplan.api.explain import topics_like, topics_to_type
    from salesplan.model.near import near_names

    near = [*topics_like(code), *(all_codes()[plain].code for plain in near_names(plain_code(code), all_codes()))]
    guess = Text("是不是 {near}？", "did you mean {near}? ").format(near=", ".join(near)) if near else Text("", "")
    lines = "\n".join((*topics_to_type(), "salesplan explain SMART-S5", "salesplan explain SWOT"))
    return Problem(
        "USAGE-topic",
        "error",
        Text("不知道怎么解释“{topic}”", "“{topic}” is nothing that can be explained").format(topic=code),
        Text("{guess}可以：\n{lines}", "{guess}there is:\n{lines}").format(guess=guess, lines=lines),
        value=code,
    )


def codes_named(code: str) -> tuple[Explained, ...]:
    """The code of that name, else all of that area, else all that begin so; width, case and joints do not matter."""
    wanted, known = plain_code(code), all_codes()
    if not wanted or wanted in known:
        return (known[wanted],) if wanted else ()
    area = tuple(one for plain, one in known.items() if plain.startswith(f"{wanted}-"))
    return area or tuple(one for plain, one in known.items() if plain.startswith(wanted))


def plain_code(code: str) -> str:
    """``smart_s5`` and ``ＳＭＡＲＴ S5`` as ``SMART-S5``."""
    words = unicodedata.normalize("NFKC", code).upper().replace("_", "-").replace("-", " ").split()
    return "-".join(words)


@cache
def all_codes() -> Mapping[str, Explained]:
    """Every code there is in capitals: the rules of the plan, then the problems of input and usage."""
    from salesplan.compute.plan.catalogue import catalogue
    from salesplan.load.problem_codes import problem_codes

    rules = {code: _of_rule(one) for code, one in catalogue().items()}
    return {code.upper(): one for code, one in {**problem_codes(), **rules}.items()}


def _of_rule(one: Rule) -> Explained:
    from salesplan.model.slots import with_slots

    title, fix = (with_slots(text, formatted=True) for text in (one.title, one.fix))
    return Explained(
        one.code,
        (one.severity,),
        ((title, fix),),
        one.why,
        one.source,
        bad=one.example.bad.strip("\n"),
        good=one.example.good.strip("\n"),
        needs=one.needs,
    )


def _with_example(one: Explained) -> Explained:
    """A rule with what it says about its own example."""
    from salesplan.api.rule_examples import example_found, severities_of
    from salesplan.compute.plan.catalogue import catalogue

    if not one.is_rule:
        return one
    rule = catalogue()[one.code]
    found = example_found(rule)
    return replace(one, found=found, severities=severities_of(rule, found))


def _rows(one: Explained) -> list[tuple[Value, ...]]:
    """A row a cause, in English as in all JSON; what is not known of it is empty."""
    severity = one.severities[0] if len(one.severities) == 1 else None
    rest = (one.source or None, one.bad or None, one.good or None)
    return [
        (one.code, severity, _english(what), _english(one.why), _english(fix), *rest)
        for what, fix in one.causes or ((None, None),)
    ]


def _english(text: Text | None) -> str | None:
    return text.in_("en") if text else None
