"""The whole plan checked: what is wrong with it, what is vague or missing in it, and what could not be checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from salesplan.api.plan_facts import absent
from salesplan.api.plan_rules import RuleRun, in_order, need_plan, rule_run
from salesplan.api.setting import Setting, mended_setting, with_plan
from salesplan.errors import BadUsage, Place, Problem, Severity
from salesplan.model.result import Parameter, Result
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.compute.plan.check_report import CheckSummary
    from salesplan.load.plan.loader import LoadedPlan


def plan_check(
    select: Sequence[str] = (), ignore: Sequence[str] = (), where: Setting | None = None
) -> Result[CheckSummary]:
    """Every rule on the plan, or those that ``select`` chooses by the beginnings of their codes, less ``ignore``.

    ``select`` stands in place of the plan's own ``checks.select``; both ignores count. What the model refuses is
    a finding and left out (``mended_setting``); the rules see the rest. BadUsage without a plan, and for a code that
    no rule has; BadInput for a plan that cannot be read at all.
    """
    from salesplan.compute.plan.check_report import check_report

    where = where or mended_setting()
    loaded = need_plan(where, "salesplan check")
    select, ignore = _asked(select, ignore)
    chosen, _ = rule_choice(loaded, select, ignore)
    run = rule_run(where, chosen, ignore)
    told = [*loaded.problems, *run.findings, *_about_silence(run), *_unknown_in_plan(loaded)]
    if not chosen:
        told += absent(where, loaded, run.findings)
        told += _empty(loaded, told)
    result = check_report(
        loaded.file,
        in_order(told, loaded),
        as_of=where.as_of,
        applied=run.applied,
        not_applied=run.not_applied,
        silenced=run.silenced,
        waiting=run.waiting,
    )
    parameters = tuple(_choice(loaded, name, asked) for name, asked in (("select", select), ("ignore", ignore)))
    used = tuple(each for each in parameters if each is not None)
    return with_plan(replace(result, parameters=used, inputs=run.inputs), where)


def rule_choice(
    loaded: LoadedPlan, select: Sequence[str], ignore: Sequence[str]
) -> tuple[Sequence[str], Sequence[str]]:
    """The codes to check and those to leave out: as asked, else as the plan's ``checks.select`` says.

    BadUsage for a code that no rule has.
    """
    select, ignore = _asked(select, ignore)
    return select or _plan_codes(loaded, "select"), ignore


def _choice(loaded: LoadedPlan, name: str, asked: Sequence[str]) -> Parameter | None:
    """What was selected or ignored, and by whom; None where nothing was."""
    told = tuple(asked) or tuple(_plan_codes(loaded, name))
    return Parameter(f"checks.{name}", told, "option" if asked else "plan") if told else None


def _asked(select: Sequence[str], ignore: Sequence[str]) -> tuple[list[str], list[str]]:
    """Codes or beginnings of codes; BadUsage with every one that no rule's code begins with, and those most like it."""
    from salesplan.compute.plan.catalogue import codes_like, unknown

    chosen, left_out = ([code.upper() for code in codes] for codes in (select, ignore))
    what = Text("{option} {code}：没有这个代码的规则", "{option} {code}: no rule has this code")
    fix = Text("可选：{near}", "such as {near}")
    refused = [
        Problem(
            "USAGE-rule",
            "error",
            what.format(option=option, code=code),
            fix.format(near=", ".join(codes_like(code))),
            value=code,
        )
        for option, codes in (("--select", chosen), ("--ignore", left_out))
        for code in unknown(codes)
    ]
    if refused:
        raise BadUsage(refused)
    return chosen, left_out


def _plan_codes(loaded: LoadedPlan, name: str) -> list[str]:
    """The codes under ``checks`` of the plan that rules have."""
    from salesplan.compute.plan.catalogue import unknown

    told: tuple[str, ...] = getattr(loaded.plan.checks, name)
    strange = unknown(told)
    return [code for code in told if code not in strange]


def _unknown_in_plan(loaded: LoadedPlan) -> Iterator[Problem]:
    """A warning for each code under ``checks`` that no rule has."""
    from salesplan.compute.plan.catalogue import unknown

    for name in ("select", "ignore"):
        told: tuple[str, ...] = getattr(loaded.plan.checks, name)
        strange = set(unknown(told))
        for at, code in enumerate(told):
            if code in strange:
                yield _no_such_rule(code, loaded.place_of(("checks", name, at)), "warning")


def _empty(loaded: LoadedPlan, told: Sequence[Problem]) -> Iterator[Problem]:
    """A warning for each key after which nothing stands, in lines of which nothing else is said."""
    from salesplan.load.plan.kept import empty_keys
    from salesplan.model.plan.paths import dotted

    known = {(problem.place.file, problem.place.line) for problem in told}
    what = Text("“{name}” 后面没有写值，等于没有写", "{name} has no value, as if it were not there")
    for part in loaded.parts:
        for path in empty_keys(part):
            spot = part.nearest(path)
            if (part.file, spot.line) not in known:
                place = Place(file=part.file, line=spot.line, column=spot.column, key=dotted(path))
                fix = Text("填上，或者删掉这个键", "fill it in or delete the key")
                yield Problem("CHECK-empty", "warning", what.format(name=path[-1]), fix, place)


def _about_silence(run: RuleRun) -> Iterator[Problem]:
    """A note for each comment that asks for silence in vain: of a code that no rule has, or where nothing is found.

    A comment about rules that were not applied is none of them.
    """
    from salesplan.compute.plan.catalogue import chosen, unknown
    from salesplan.model.plan.paths import dotted

    applied = frozenset(run.applied)
    for part, comment in run.idle:
        place = Place(file=part.file, line=comment.line, key=dotted(comment.path) or None if comment.path else None)
        strange = unknown(comment.codes)
        yield from (_no_such_rule(code, place, "note") for code in strange)
        if not strange and all(one.code in applied for one in chosen(comment.codes)):
            what = Text("这条注释没有压下任何发现：{codes}", "this comment silences nothing: {codes}")
            codes = ", ".join(comment.codes)
            yield Problem("CHECK-unused-ignore", "note", what.format(codes=codes), _DELETE, place, codes)


_DELETE = Text("删掉这条注释", "delete the comment")


def _no_such_rule(code: str, place: Place, severity: Severity) -> Problem:
    from salesplan.compute.plan.catalogue import codes_like

    what = Text("没有代码是“{code}”的规则", "no rule has the code {code}").format(code=code)
    fix = Text("是不是 {near}？", "did you mean {near}?").format(near=", ".join(codes_like(code)))
    return Problem("CHECK-unknown-code", severity, what, fix, place, code)
