"""The pages of docs/rules: one for each area, made of the rules, and the index with the map of methods.md."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import groupby

from method_rows import ROWS, MethodRow
from salesplan.api.rule_examples import example_found, severities_of
from salesplan.compute.plan.catalogue import catalogue
from salesplan.compute.plan.rule import Rule
from salesplan.model.explained import Found
from salesplan.model.plan.rule_areas import RULE_AREAS
from salesplan.model.slots import with_slots
from salesplan.present.problems import sentence
from salesplan.present.words import SEVERITIES
from salesplan.text import Lang, Text

OWN = "–"
"""Where a row of the map has no section: the rule is salesplan's own."""


def rule_pages() -> dict[str, str]:
    """The text of every page by its name under docs."""
    pages = {f"rules/{area.lower()}.md": area_page(area, rules) for area, rules in by_area().items()}
    return {"rules/index.md": index_page(), **pages}


def by_area() -> dict[str, list[Rule]]:
    """The rules of each area, areas in the order of planning."""
    order = [*RULE_AREAS]
    rules = sorted(catalogue().values(), key=lambda one: (order.index(one.area), one.code))
    return {area: list(group) for area, group in groupby(rules, key=lambda one: one.area)}


def area_page(area: str, rules: list[Rule]) -> str:
    """One area: its rules one under the other."""
    name = RULE_AREAS[area]
    head = [f"# {area}：{name.zh} / {_capital(name.en)}", "", "[所有规则 / all rules](index.md)", ""]
    return "\n".join([*head, *(line for one in rules for line in _rule_lines(one))]).rstrip("\n") + "\n"


def _rule_lines(one: Rule) -> Iterator[str]:
    severities = [SEVERITIES[each] for each in severities_of(one, said_of_example(one.code))]
    severity = f"{'、'.join(each.zh for each in severities)} / {', '.join(each.en for each in severities)}"
    title, why, fix = (with_slots(one.title, formatted=True), one.why, with_slots(one.fix, formatted=True))
    yield from (f"## {one.code}", "")
    yield from (f"**{_plain(title, 'zh')}**", "", f"**{_plain(title, 'en')}**", "")
    needs = f" · 要有名单 / needs: {', '.join(one.needs)}" if one.needs else ""
    yield from (f"{severity} · {one.source}{needs}", "")
    yield from (f"* 为什么：{_plain(why, 'zh')}", f"* 怎么办：{_plain(fix, 'zh')}")
    yield from (f"* Why: {_plain(why, 'en')}", f"* What to do: {_plain(fix, 'en')}", "")
    yield from ("这样会报 / found here:", "", "```yaml", one.example.bad.strip("\n"), "```", "")
    for found in said_of_example(one.code):
        yield f"* 第 {found.line} 行 / line {found.line}：{_plain(found.what, 'zh')} / {_plain(found.what, 'en')}"
    yield from ("", "这样就好 / nothing to find:", "", "```yaml", one.example.good.strip("\n"), "```", "")


def _plain(text: Text, lang: Lang) -> str:
    """A sentence on one line in which nothing is mark-up."""
    said = sentence(text, lang).replace("\n", " ")
    return "".join(f"\\{sign}" if sign in "*_[]`#<>|" else sign for sign in said)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def index_page() -> str:
    """The areas with their rules, then what methods.md asks for, row by row, with the code that says it."""
    lines = [
        "# 规则 / Rules",
        "",
        "`salesplan check` 按这些规则检查计划；`salesplan explain 代码` 说明其中一条。代码发布后不会变。",
        "",
        "输入和用法的问题代码在[另一页](../errors.md)。",
        "",
        "`salesplan check` holds the plan against these rules; `salesplan explain CODE` tells of one. Codes",
        "never change once released. Codes of input and usage stand on [another page](../errors.md).",
        "",
    ]
    for area, rules in by_area().items():
        name = RULE_AREAS[area]
        lines += [f"## [{area}]({area.lower()}.md)：{name.zh} / {_capital(name.en)}", ""]
        lines += [f"* {_link(one.code)}：{_short(one, 'zh')} / {_short(one, 'en')}" for one in rules]
        lines.append("")
    return "\n".join([*lines, *_map_lines()]) + "\n"


def _short(one: Rule, lang: Lang) -> str:
    """What a rule says about the first line of its example, for that is easier to read than its slots."""
    said = next((found.what for found in said_of_example(one.code)), with_slots(one.title, formatted=True))
    return _plain(said, lang)


@cache
def said_of_example(code: str) -> tuple[Found, ...]:
    """What a rule says about its bad example."""
    return example_found(catalogue()[code])


def _map_lines() -> Iterator[str]:
    yield from ("## 方法与代码 / Methods and codes", "")
    yield from ("methods.md 各节要查的，由哪个代码来说。级别是那里写的。", "")
    yield from ("What the sections of methods.md have checked, and the code that says it. The severity is theirs.", "")
    yield "| 节 / section | 级别 / severity | 查什么 | what is checked | 代码 / code |"
    yield "| --- | --- | --- | --- | --- |"
    for row in (*ROWS, *own_rows()):
        codes = ", ".join(map(_link, row.codes))
        yield f"| {row.section} | {row.severity} | {row.zh} | {row.en} | {codes} |"


def own_rows() -> list[MethodRow]:
    """Rules that methods.md does not ask for, in its manner."""
    named = {code for row in ROWS for code in row.codes}
    words = {"error": "FAIL", "warning": "WARN", "note": "NA"}
    return [
        MethodRow(OWN, words[one.severity], _short(one, "zh"), _short(one, "en"), (one.code,))
        for rules in by_area().values()
        for one in rules
        if one.code not in named
    ]


def _link(code: str) -> str:
    one = catalogue().get(code)
    return f"[{code}]({one.area.lower()}.md#{code.lower()})" if one else f"`{code}`"
