"""How `explain CODE` looks: one rule with its reason and examples, or the codes that begin alike with their titles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from salesplan.model.explained import Explained, ExplainedSummary
from salesplan.model.plan.rule_areas import RULE_AREAS
from salesplan.model.result import Result
from salesplan.present.blocks import Blank, Block, Grid, Head, Heading, Line, Listing, Screen
from salesplan.present.problems import sentence
from salesplan.present.sections import more_lines
from salesplan.present.view import View
from salesplan.present.words import SEVERITIES, listed
from salesplan.text import Text, language

UNKNOWN = Text("说明随情况而定，写在出现它的那一行", "what it says depends on the case, and stands where it occurs")
CAUSES = 8
"""How many causes of one code are shown unless all are asked for."""
WHY, TO_DO = Text("为什么", "Why"), Text("怎么办", "What to do")
TITLE = Text("代码说明", "What a code means")


def blocks(result: Result[ExplainedSummary], screen: Screen) -> Iterator[Block]:
    """The page."""
    one = result.summary.one
    if one is None:
        yield from _several(result.summary)
    else:
        yield from _rule(one) if one.is_rule else _problem(one, screen)


def _several(s: ExplainedSummary) -> Iterator[Block]:
    """A table of codes with their first titles, and how to ask for one."""
    areas = list(dict.fromkeys(one.code.partition("-")[0] for one in s.codes))
    names = [str(RULE_AREAS.get(area, area)) for area in areas]
    counted = Text("{n} 个代码", "{n} codes").format(n=len(s.codes))
    yield Heading(f"{TITLE}   {listed(names, 4)}   {counted}")
    yield Blank()
    rows = tuple((one.code, severity_of(one), _title(one)) for one in s.codes)
    yield Grid((Head(Text("代码", "Code")), Head(Text("级别", "Severity")), Head(_FOR_EXAMPLE, shrink=True)), rows)
    yield Blank()
    yield Line(
        Text("看其中一个：salesplan explain {code}", "more of one: salesplan explain {code}").format(
            code=s.codes[0].code
        ),
        "dim",
    )


def _rule(one: Explained) -> Iterator[Block]:
    (title, fix), *_ = one.causes
    yield Heading(f"{one.code}   {_said(title)}")
    yield Line(_about(one), "dim")
    yield Blank()
    yield _told(WHY, one.why)
    yield _told(TO_DO, fix)
    yield Blank()
    yield Line(Text("这样会报（标了 # <- 的行）：", "found here, on the lines marked # <-:"))
    yield Listing(one.bad)
    yield from _found(one)
    yield Blank()
    yield Line(Text("这样就好：", "nothing to find here:"))
    yield Listing(one.good)
    yield Blank()
    yield from _silencing(one.code)


def _found(one: Explained) -> Iterator[Block]:
    """The sentences about the example, each with its remedy unless that is the same as before."""
    if not one.found:
        return
    yield Blank()
    yield Line(Text("报的是：", "what is said:"))
    last = ""
    for found in one.found:
        how = f" {SEVERITIES[found.severity]}" if len(one.severities) > 1 else ""
        told = Text("  第 {n} 行{how}：{what}", "  line {n}{how}: {what}")
        yield Line(told.format(n=found.line, how=how, what=_said(found.what)))
        if _said(found.fix) != last:
            yield Line(f"    → {_said(found.fix)}".replace("\n", "\n      "))
        last = _said(found.fix)


def _about(one: Explained) -> str:
    """``错误 · 目标 SMART+C · methods.md 1.3``."""
    area = RULE_AREAS.get(one.code.partition("-")[0])
    needs = (
        Text("要有名单：{names}", "needs lists: {names}").format(names=listed(list(one.needs))) if one.needs else None
    )
    return " · ".join(str(part) for part in (severity_of(one), area, one.source, needs) if part)


def _silencing(code: str) -> Iterator[Block]:
    """The three ways of not being told."""
    yield Line(Text("确实不适用，可以不看它：", "where it does not apply, it can be silenced:"))
    ways = (
        (Text("就这一处，写在那一行后面", "here only, after the line"), f"# salesplan: ignore={code} {_REASON}"),
        (Text("整份计划，写在计划里", "in the whole plan, written there"), f"checks: {{ignore: [{code}]}}"),
        (Text("只这一次", "this once"), f"salesplan check --ignore {code}"),
    )
    for when, how in ways:
        yield Line(Text("  {when}：{how}", "  {when}: {how}").format(when=when, how=how))


_REASON = Text("原因", "reason")
_SAYS = Text("说什么", "What it says")
_FOR_EXAMPLE = Text("说什么，举个例子", "What it says, for example")


def _problem(one: Explained, screen: Screen) -> Iterator[Block]:
    """A code of input or usage: each cause with its remedy."""
    yield Heading(f"{one.code}   {severity_of(one)}".rstrip())
    shown = one.causes if screen.all_rows else one.causes[:CAUSES]
    for what, fix in shown or ((UNKNOWN, None),):
        yield Blank()
        yield Line(_said(what) or str(UNKNOWN), wrap=True)
        if fix is not None and _said(fix).strip("… "):
            yield Line(f"  → {_said(fix)}")
    if len(shown) < len(one.causes):
        yield Blank()
        yield from more_lines(len(one.causes) - len(shown), Text("种情况", "more cases"))


def severity_of(one: Explained) -> str:
    """``错误``; ``提醒、说明`` where it depends; nothing where it is not known."""
    return listed([str(SEVERITIES[severity]) for severity in one.severities])


def _title(one: Explained) -> str:
    """The first thing a code says, on one line; of a rule what it says about its example."""
    whats = [*(found.what for found in one.found), *(what for what, _ in one.causes)]
    said = next((_said(what) for what in whats if what is not None), "")
    return said.replace("\n", " ") or str(UNKNOWN)


def _told(label: Text, text: Text | None) -> Line:
    return Line(Text("{label}：{said}", "{label}: {said}").format(label=label, said=_said(text)), wrap=True)


def _said(text: Text | None) -> str:
    return sentence(text, language()) if text else ""


def _words(result: Result[ExplainedSummary]) -> Mapping[str, Mapping[str, Text]]:
    """The sentences of these codes, by their English."""
    pairs = [cause for one in result.summary.codes for cause in one.causes]
    return {
        "title": {what.in_("en"): what for what, _ in pairs if what},
        "why": {one.why.in_("en"): one.why for one in result.summary.codes if one.why},
        "fix": {fix.in_("en"): fix for _, fix in pairs if fix},
    }


VIEW = View(
    title=TITLE,
    columns={
        "code": Text("代码", "Code"),
        "severity": Text("级别", "Severity"),
        "title": _SAYS,
        "why": WHY,
        "fix": TO_DO,
        "source": Text("依据", "Source"),
        "bad": Text("会报的例子", "Bad example"),
        "good": Text("好的例子", "Good example"),
    },
    labels={"severity": SEVERITIES},
    figures={"asked": Text("问的是", "Asked for"), "codes": Text("代码", "Codes")},
    words_of=_words,
    blocks=blocks,
)
