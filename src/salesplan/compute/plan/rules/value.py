"""The value proposition: seven slots filled, each feature a benefit, in lines short enough to say (methods.md 6.5)."""

from __future__ import annotations

from collections.abc import Iterator

from salesplan.compute.market.promise import empty_slots, length_of
from salesplan.compute.plan.rule import Example, Facts, Hit, rule
from salesplan.text import Text

SLOT_NAMES: dict[str, Text] = {
    "segment": Text("给谁", "for whom"),
    "need": Text("他们要什么", "what they need"),
    "product": Text("我们的产品", "our product"),
    "benefit": Text("好处", "what it brings them"),
    "unlike": Text("不像谁", "unlike whom"),
    "difference": Text("不同在哪里", "what is different"),
    "proof": Text("凭什么信", "what proves it"),
}
"""What the slots are called."""
PARTS: dict[str, Text] = {
    "feature": Text("特点", "feature"),
    "advantage": Text("优点", "advantage"),
    "benefit": Text("好处", "benefit"),
}
"""What the parts of a FAB row are called."""
_FULL = (
    "market:\n  value:\n    segment: 水务和环保厂\n    need: 泵坏了当天修好\n    product: 示例离心泵\n"
    "    benefit: 停产不过夜\n    unlike: 网上买的泵\n    difference: 工程师当天到场\n"
    "    proof: 2025 年 312 次报修，平均 6 小时到场"
)


@rule(
    "VALUE-F01",
    "error",
    title=Text("价值主张没写“{slot}”（{key}）", "the value proposition does not say {slot} ({key})"),
    why=Text(
        "七格缺一格，这句话就说不服人：没有对象是广告，没有凭据是吹牛。",
        "Each slot answers a question that a customer asks: without proof it is a boast, without a need it is noise.",
    ),
    fix=Text("在 market.value 里写上 {key}: …", "write {key}: ... under market.value"),
    source="methods.md 6.5",
    example=Example(
        "market:\n  value:\n    segment: 水务和环保厂\n    need:   # <- VALUE-F01\n    product: 示例离心泵\n"
        "    benefit: 停产不过夜\n    unlike: 网上买的泵\n"
        "    difference: 工程师当天到场\n    proof: ''   # <- VALUE-F01",
        _FULL,
    ),
)
def every_slot(facts: Facts) -> Iterator[Hit]:
    """Each of the seven slots is filled."""
    value = facts.plan.market.value
    if value is not None:
        yield from (Hit(("market", "value", key), {"slot": SLOT_NAMES[key], "key": key}) for key in empty_slots(value))


@rule(
    "FAB-F01",
    "error",
    title=Text("特点“{feature}”没说给客户什么好处", "the feature “{feature}” says no benefit to the customer"),
    why=Text(
        "客户买的是好处，不是特点；说不出好处的特点，销售员也用不上。",
        "Customers buy benefits, not features; one without a benefit helps no sales talk.",
    ),
    fix=Text("写上 benefit: 客户省了什么、多了什么", "write benefit: what the customer saves or gains"),
    source="methods.md 6.5",
    example=Example(
        "market:\n  fab:\n  - {feature: 三年质保, advantage: 同行一年}  # <- FAB-F01",
        "market:\n  fab:\n  - {feature: 三年质保, advantage: 同行一年, benefit: 三年不用备修理费}",
    ),
)
def has_benefit(facts: Facts) -> Iterator[Hit]:
    """Each feature has a benefit."""
    for at, row in enumerate(facts.plan.market.fab):
        if not row.benefit:
            yield Hit(("market", "fab", at, "benefit"), {"feature": row.feature}, row.feature)


@rule(
    "FAB-W02",
    "warning",
    title=Text(
        "“{feature}”的{part}有 {n} 个字，超过 {most} 个",
        "the {part} of “{feature}” is {n} characters long, more than {most}",
    ),
    why=Text(
        "说给客户听的话要短、要明白：一口气说不完的，客户记不住。",
        "What is said to a customer is short and plain; nobody remembers a long line.",
    ),
    fix=Text(
        "删到 {most} 个字以内（两个半角字符算一个字）", "cut it to {most} characters (two narrow ones count as one)"
    ),
    source="methods.md 6.5",
    example=Example(
        "parameters: {position: {length: 10}}\nmarket:\n  fab:\n  - feature: 三年质保\n"
        "    benefit: 三年之内不用准备任何修理费用  # <- FAB-W02",
        "parameters: {position: {length: 10}}\nmarket:\n  fab:\n  - {feature: 三年质保, benefit: 三年不用备修理费用}",
    ),
)
def short_lines(facts: Facts) -> Iterator[Hit]:
    """Feature, advantage and benefit have at most ``parameters.position.length`` characters each."""
    most = facts.plan.parameters.position.length
    for at, row in enumerate(facts.plan.market.fab):
        for key, part in PARTS.items():
            n = length_of(getattr(row, key) or "")
            if n > most:
                words = {"feature": row.feature, "part": part, "n": n, "most": most}
                yield Hit(("market", "fab", at, key), words, getattr(row, key))
