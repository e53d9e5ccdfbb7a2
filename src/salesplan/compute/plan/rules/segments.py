"""Segments: each by its own id, with rules that can be read and that the customer list can answer (methods.md 6.4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import reduce

import narwhals as nw

from salesplan.compute.customers.population import of_list
from salesplan.compute.market.segment_places import with_segments
from salesplan.compute.market.segment_rules import columns_wanted, condition_of
from salesplan.compute.market.segments import scores_of
from salesplan.compute.plan.rule import Example, Facts, Hit, rule
from salesplan.compute.rounding import percent_text
from salesplan.model.near import nearest
from salesplan.model.records import ROW, SOURCE, Records
from salesplan.model.tables import table_fields
from salesplan.text import Text

HOW = Text(
    "写成 35..55（两头都算）、'>10万'、'>=3'、'<2026-07-01'（要加引号）、一个值、几个值 [华东, 华南]，或 是/否",
    "write 35..55 (both ends belong), '>100000', '>=3', '<2026-07-01' (in quotes), a value, several [East, South], "
    "or yes/no",
)
"""How a condition is written."""
MEASURES: dict[str, Text] = {
    "size": Text("规模", "size"),
    "growth": Text("增长", "growth"),
    "profit": Text("利润", "profit"),
    "fit": Text("匹配", "fit"),
    "access": Text("可达", "access"),
}
_LISTED = 12
_LIST = {"customers.csv": "客户编号,客户名称,区域,年龄\n1,甲,华东,35\n2,乙,华南,40\n3,丙,华东,55\n"}
_HEAD = "sources: {customers: customers.csv}\nmarket:\n  segments:\n"
_FEW = "parameters: {segments: {min_size: 1}}\n"


@rule(
    "SEG-F01",
    "error",
    title=Text(
        "细分市场 {id}：客户名单里没有“{field}”这一列", "segment {id}: the customer list has no column “{field}”"
    ),
    why=Text(
        "名单里没有的列，没有一家客户能对得上。", "By a column that the list does not have no customer can be sorted."
    ),
    fix=Text(
        "{guess}改成名单里的表头：{listed}；或在名单里加上这一列",
        "{guess}write a header of the list: {listed}; or add the column to it",
    ),
    source="methods.md 6.4",
    example=Example(
        f"{_HEAD}  - id: S1\n    when: {{年令: 35..55}}  # <- SEG-F01",
        f"{_HEAD}  - id: S1\n    when: {{年龄: 35..55}}",
        _LIST,
    ),
    needs=("customers",),
)
def known_fields(facts: Facts) -> Iterator[Hit]:
    """Each rule is about a column of the customer list."""
    records = facts.lists["customers"]
    unknown = unknown_fields(facts)
    headers = list(dict.fromkeys(c.header for source in records.inputs for c in source.columns if c.header))
    for at, segment in enumerate(facts.plan.market.segments):
        for field in segment.when:
            if field in unknown:
                told = {"id": segment.id, "field": field, "guess": _guess(field, headers, records), "listed": headers}
                told["listed"] = "、".join(headers[:_LISTED]) + (" …" if len(headers) > _LISTED else "")
                yield Hit(("market", "segments", at, "when", field), told, field)


def unknown_fields(facts: Facts) -> frozenset[str]:
    """The fields of rules that no column of the customer list answers."""
    records = facts.lists["customers"]
    wanted = {wish.name: False for wish in columns_wanted(facts.plan.market.segments)}
    for wish in columns_wanted(facts.plan.market.segments):
        wanted[wish.name] |= records.has(wish.column)
    return frozenset(name for name, is_there in wanted.items() if not is_there)


def _guess(field: str, headers: Sequence[str], records: Records) -> Text:
    """The header most like the field, or the one that stands for it."""
    keys = {c.field: c.header for source in records.inputs for c in source.columns if c.field and c.header}
    labels = {spec.header.label.zh: key for key, spec in table_fields("customers").items()}
    known = {**dict.fromkeys(headers, ""), **keys, **{label: keys[key] for label, key in labels.items() if key in keys}}
    near = nearest(field, known, alike=0.4)
    if near is None:
        return Text("", "")
    return Text("是不是“{near}”？", "did you mean “{near}”? ").format(near=known[near] or near)


@rule(
    "SEG-F02",
    "error",
    title=Text(
        "细分市场 {id}：看不懂条件 {field}: {value}", "segment {id}: the condition {field}: {value} cannot be read"
    ),
    why=Text(
        "看不懂的条件谁也不符合，客户会被分到后面的细分市场去。",
        "A condition that cannot be read holds for nobody: its customers would go to a later segment.",
    ),
    fix=HOW,
    source="methods.md 6.4",
    example=Example(
        "market:\n  segments:\n  - id: S1\n    when:\n      年龄: 55..35  # <- SEG-F02\n"
        "      年收入: '>十来万'  # <- SEG-F02\n      建档: '<2026-02-30'  # <- SEG-F02",
        "market:\n  segments:\n  - id: S1\n    when:\n      年龄: 35..55\n      年收入: '>10万'\n"
        "      建档: '<2026-02-28'\n      区域: [华东, 华南]",
    ),
)
def readable_conditions(facts: Facts) -> Iterator[Hit]:
    """Each condition is a range, a comparison, a value."""
    for at, segment in enumerate(facts.plan.market.segments):
        for field, told in segment.when.items():
            for value in told:
                if condition_of(value) is None:
                    words = {"id": segment.id, "field": field, "value": value}
                    yield Hit(("market", "segments", at, "when", field), words, value)


@rule(
    "SEG-F03",
    "error",
    title=Text("有 {count} 个细分市场都叫 {id}", "{count} segments are called {id}"),
    why=Text("编号重复，数就不知道算在谁头上。", "With one id for two, nobody knows whose figures they are."),
    fix=Text("给其中一个换个编号", "give one of them another id"),
    source="methods.md 6.4",
    example=Example(
        "market:\n  segments:\n  - {id: S1, when: {区域: 华东}}\n  - {id: S1, when: {区域: 华南}}  # <- SEG-F03",
        "market:\n  segments:\n  - {id: S1, when: {区域: 华东}}\n  - {id: S2, when: {区域: 华南}}",
    ),
)
def own_ids(facts: Facts) -> Iterator[Hit]:
    """Each segment has an id of its own; told at every one after the first."""
    segments = facts.plan.market.segments
    counts = Counter(segment.id for segment in segments)
    seen: set[str] = set()
    for at, segment in enumerate(segments):
        if segment.id in seen:
            yield Hit(("market", "segments", at, "id"), {"id": segment.id, "count": counts[segment.id]}, segment.id)
        seen.add(segment.id)


@rule(
    "SEG-F04",
    "error",
    title=Text("细分市场 {id} 没有写条件", "segment {id} has no rules"),
    why=Text(
        "没有条件就没有客户：其余的客户会自动归入“未分类”。",
        "Without a rule nobody belongs to it; customers who fit no segment are counted as unmatched by themselves.",
    ),
    fix=Text(
        "写上 when: {{字段: 条件}}，如 when: {{区域: 华东}}",
        "write when: {{field: condition}}, such as when: {{region: East}}",
    ),
    source="methods.md 6.4",
    example=Example(
        "market:\n  segments:\n  - {id: S1, name: 华东客户}  # <- SEG-F04\n"
        "  - {id: S2, when: {区域: []}}  # <- SEG-F04",
        "market:\n  segments:\n  - {id: S1, name: 华东客户, when: {区域: 华东}}",
    ),
)
def has_rules(facts: Facts) -> Iterator[Hit]:
    """Each segment has a rule, and each rule a condition."""
    for at, segment in enumerate(facts.plan.market.segments):
        if not segment.when:
            yield Hit(("market", "segments", at, "when"), {"id": segment.id})
        for field, told in segment.when.items():
            if not told:
                yield Hit(("market", "segments", at, "when", field), {"id": segment.id})


@rule(
    "SEG-W05",
    "warning",
    title=Text(
        "{unmatched} 家客户不属于任何细分市场，占 {share}，超过 {limit}{told}",
        "customers without a segment: {unmatched}, {share} of all, more than {limit}{told}",
    ),
    why=Text(
        "漏掉的客户多，说明条件没覆盖到，或者名单里缺数据。",
        "Where many are left out, the rules do not cover the market or the list lacks data.",
    ),
    fix=Text(
        "补一个细分市场、放宽条件，或把名单里空着的填上；看名单：salesplan market segments --customers",
        "add a segment, widen a rule, or fill in the list; see them: salesplan market segments --customers",
    ),
    source="methods.md 6.4",
    example=Example(
        f"{_FEW}{_HEAD}  - {{id: S1, when: {{年龄: 36..55}}}}".replace("segments:\n", "segments:  # <- SEG-W05\n"),
        f"{_FEW}{_HEAD}  - {{id: S1, when: {{年龄: 35..55}}}}",
        _LIST,
    ),
    needs=("customers",),
)
def few_unmatched(facts: Facts) -> Iterator[Hit]:
    """Not more than ``parameters.segments.unmatched`` of the customers are without a segment."""
    counts, limit = _counts(facts), facts.plan.parameters.segments.unmatched
    total = sum(counts.values())
    left, missing = counts.get("no_rule", 0) + counts.get("missing", 0), counts.get("missing", 0)
    if total and left > limit * total:
        told = Text("；其中 {n} 家缺数据", "; {n} of them lack data").format(n=missing) if missing else Text("", "")
        words = {"unmatched": left, "share": percent_text(Fraction(left, total)), "limit": f"{limit:.0%}", "told": told}
        yield Hit(("market", "segments"), words, str(left))


@rule(
    "SEG-W06",
    "warning",
    title=Text(
        "细分市场 {id} 只有 {n} 家客户，不到 {least} 家", "customers of segment {id}: only {n}, fewer than {least}"
    ),
    why=Text(
        "太小的细分市场不值得单独定策略，也看不出规律。",
        "A segment of a few customers is not worth a strategy of its own, and says nothing.",
    ),
    fix=Text("和相近的合并，或放宽条件", "merge it with one like it, or widen its rules"),
    source="methods.md 6.4",
    example=Example(
        f"{_FEW.replace('1', '2')}{_HEAD}  - {{id: S1, when: {{区域: 华东}}}}\n"
        "  - {id: S2, when: {区域: 华南}}  # <- SEG-W06",
        f"{_FEW.replace('1', '2')}{_HEAD}  - {{id: S1, when: {{区域: [华东, 华南]}}}}",
        _LIST,
    ),
    needs=("customers",),
)
def large_enough(facts: Facts) -> Iterator[Hit]:
    """Each segment has at least ``parameters.segments.min_size`` customers, those an earlier one took not counted."""
    counts, least = _counts(facts), facts.plan.parameters.segments.min_size
    for at, segment in enumerate(facts.plan.market.segments):
        if counts and segment.when and counts.get(at, 0) < least:
            yield Hit(("market", "segments", at), {"id": segment.id, "n": counts.get(at, 0), "least": least})


def _counts(facts: Facts) -> dict[int | str, int]:
    """Customers by the position of their segment, those without one by the reason; none where rules are at fault."""
    segments, records = facts.plan.market.segments, facts.lists["customers"]
    if not segments or unknown_fields(facts) or any(True for _ in readable_conditions(facts)):
        return {}
    people = of_list(records, facts.as_of, facts.plan.parameters.class_.a_days).frame
    once = people.filter(nw.col("counts")).select(SOURCE, ROW)
    placed = with_segments(records, segments).join(once, on=[SOURCE, ROW], how="inner")
    found = placed.group_by("place", "reason").agg(customers=nw.len()).select("place", "reason", "customers")
    return {reason if place is None else place: customers for place, reason, customers in found.iter_rows()}


@rule(
    "SEG-N07",
    "note",
    title=Text("细分市场 {id} 没有打分：{missing}", "segment {id} has no score for {missing}"),
    why=Text(
        "缺的几项不参加加权，和打满五项的细分市场不好比。",
        "What is missing drops out of the weighting: it is hard to compare with segments that have all five.",
    ),
    fix=Text("各打 1 到 5 分", "give each a score from 1 to 5"),
    source="methods.md 6.4",
    example=Example(
        "market:\n  segments:\n  - {id: S1, when: {区域: 华东}, size: 4, growth: 3}  # <- SEG-N07",
        "market:\n  segments:\n  - {id: S1, when: {区域: 华东}, size: 4, growth: 3, profit: 4, fit: 5, access: 2}\n"
        "parameters: {segments: {min_size: 1}}",
    ),
)
def scored(facts: Facts) -> Iterator[Hit]:
    """Each segment has a score for every measure that weighs anything."""
    weights = facts.plan.parameters.segments.weights.model_dump()
    for at, segment in enumerate(facts.plan.market.segments):
        missing = [MEASURES[name] for name, weight in weights.items() if weight and name not in scores_of(segment)]
        if missing:
            yield Hit(("market", "segments", at), {"id": segment.id, "missing": _listed(missing)})


def _listed(words: Sequence[Text]) -> Text:
    """The words in a row."""
    return reduce(lambda before, word: Text("{a}、{b}", "{a}, {b}").format(a=before, b=word), words)
