"""SWOT, the register: every kind of item, its words and evidence, weights and ratings that add up (methods.md 6.1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from salesplan.compute.plan.rule import Example, Facts, Hit, rule
from salesplan.compute.plan.swot.evaluation import Kind
from salesplan.compute.plan.swot.swot_register import RATINGS, SIDES, next_id, side_of
from salesplan.model.figures import plain
from salesplan.text import Text

KINDS: dict[Kind, Text] = {
    "S": Text("优势", "strengths"),
    "W": Text("劣势", "weaknesses"),
    "O": Text("机会", "opportunities"),
    "T": Text("威胁", "threats"),
}
"""The four fields."""
SIDE_NAMES = {
    "SW": Text("优势加劣势（S+W）", "strengths and weaknesses (S+W)"),
    "OT": Text("机会加威胁（O+T）", "opportunities and threats (O+T)"),
}
"""The inside and the outside."""
_FULL = (
    "swot:\n  items:\n  - {id: S1, kind: S, text: 交货快, weight: 0.6, rating: 4, evidence: 订单}\n"
    "  - {id: W1, kind: W, text: 品牌弱, weight: 0.4, rating: 1, evidence: 问卷}\n"
    "  - {id: O1, kind: O, text: 设备更新, weight: 0.7, rating: 3, evidence: 协会年报}\n"
    "  - {id: T1, kind: T, text: 对手降价, weight: 0.3, rating: 2, evidence: 丢单记录}\n"
)
ITEMS = ("swot", "items")


@rule(
    "SWOT-F01",
    "error",
    title=Text("SWOT 里没有{kind}（{letter}）", "the SWOT has no {kind} ({letter})"),
    why=Text(
        "四格空了一格，多半是没想，不是没有：只看优势会冒进，不看威胁会措手不及。",
        "An empty field mostly means that nobody looked: without threats a plan is blind, without strengths timid.",
    ),
    fix=Text(
        "至少写一条：salesplan swot add --kind {letter}",
        "write at least one: salesplan swot add --kind {letter}",
    ),
    source="methods.md 6.1",
    example=Example(
        "swot:\n  items:  # <- SWOT-F01\n  - {id: S1, kind: S}\n  - {id: W1, kind: W}\n  - {id: O1, kind: O}", _FULL
    ),
)
def every_kind(facts: Facts) -> Iterator[Hit]:
    """Each kind has an item; an item without a kind may be of any."""
    items = facts.plan.swot.items
    counts = Counter(item.kind for item in items)
    if "swot" in facts.plan.model_fields_set and not counts[None]:
        yield from (Hit(ITEMS, {"kind": KINDS[kind], "letter": kind}) for kind in KINDS if not counts[kind])


@rule(
    "SWOT-F02",
    "error",
    title=Text("{id} 没写是优势、劣势、机会还是威胁", "{id} is of no kind"),
    why=Text("不知道放哪一格，就算不进分数，也没有策略可用。", "It stands in no field and counts in no score."),
    fix=Text("加上 kind: S、W、O 或 T", "add kind: S, W, O or T"),
    source="methods.md 6.1",
    example=Example("swot:\n  items:\n  - {id: X1, text: 交货快}  # <- SWOT-F02", _FULL),
)
def has_a_kind(facts: Facts) -> Iterator[Hit]:
    """Every item is S, W, O or T."""
    for at, item in enumerate(facts.plan.swot.items):
        if item.kind is None:
            yield Hit((*ITEMS, at, "kind"), {"id": item.id})


@rule(
    "SWOT-F03",
    "error",
    title=Text("{id} 没有内容", "{id} says nothing"),
    why=Text("只有编号，别人看不懂，也没法核对。", "An id alone tells nobody what is meant."),
    fix=Text("加上 text: 一句话说清是什么", "add text: what it is, in one sentence"),
    source="methods.md 6.1",
    example=Example(
        "swot:\n  items:\n  - {id: S1, kind: S, text: ''}  # <- SWOT-F03\n  strategies:\n"
        "  - {id: SO1, kind: SO}  # <- SWOT-F03",
        _FULL,
    ),
)
def says_something(facts: Facts) -> Iterator[Hit]:
    """Every item and every strategy has words."""
    swot = facts.plan.swot
    for at, item in enumerate(swot.items):
        if not item.text:
            yield Hit((*ITEMS, at, "text"), {"id": item.id})
    for at, strategy in enumerate(swot.strategies):
        if not strategy.text:
            yield Hit(("swot", "strategies", at, "text"), {"id": strategy.id})


@rule(
    "SWOT-F04",
    "error",
    title=Text("{side}的权重合计是 {total}，不是 1", "the weights of {side} sum to {total}, not 1"),
    why=Text(
        "合计不是 1，得分就不在 1 到 4 之间，没法和平均 2.5 比。",
        "Otherwise the score does not lie between 1 and 4 and cannot be held against the average of 2.5.",
    ),
    fix=Text(
        "{change}；或写 normalise: 是，按比例折算",
        "{change}; or write normalise: yes to scale them",
    ),
    source="methods.md 6.1",
    example=Example(
        "swot:\n  items:  # <- SWOT-F04\n  - {id: S1, kind: S, weight: 0.6}\n  - {id: W1, kind: W, weight: 0.3}\n"
        "  - {id: O1, kind: O, weight: 0.7}\n  - {id: T1, kind: T, weight: 0.3005}",
        _FULL,
    ),
)
def weights_make_one(facts: Facts) -> Iterator[Hit]:
    """The weights of a side sum to 1 within ``swot.tolerance``, unless they are to be scaled.

    Nothing is said of a side that lacks a weight and is not above 1, or while an item has no kind.
    """
    swot, tolerance = facts.plan.swot, facts.plan.parameters.swot.tolerance
    if swot.normalise or any(item.kind is None for item in swot.items):
        return
    for kinds in SIDES:
        own = [item for item in swot.items if item.kind and item.kind in kinds]
        total = side_of(swot, kinds, tolerance).weights
        is_short = total < 1 and any(item.weight is None for item in own)
        if total and not is_short and abs(total - 1) > tolerance:
            told = {"side": SIDE_NAMES[kinds], "total": plain(total), "change": _change(1 - total)}
            yield Hit(ITEMS, told, plain(total))


def _change(by: Decimal) -> Text:
    told = Text("一共再加 {by}", "add {by} in all") if by > 0 else Text("一共减去 {by}", "take off {by} in all")
    return told.format(by=plain(abs(by)))


@rule(
    "SWOT-F05",
    "error",
    title=Text("{side}的权重合计是 0", "the weights of {side} sum to 0"),
    why=Text("没有一条有分量，得分算不出来。", "Nothing counts, so there is no score."),
    fix=Text("给每条写权重，合计 1", "give the items weights that sum to 1"),
    source="methods.md 6.1",
    example=Example("swot:\n  items:  # <- SWOT-F05\n  - {id: S1, kind: S, weight: 0}", _FULL),
)
def weights_are_not_nothing(facts: Facts) -> Iterator[Hit]:
    """The weights of a side do not sum to 0, scaled or not."""
    swot = facts.plan.swot
    for kinds in SIDES:
        weights = [item.weight for item in swot.items if item.kind and item.kind in kinds]
        if weights and None not in weights and not any(weights):
            yield Hit(ITEMS, {"side": SIDE_NAMES[kinds]})


@rule(
    "SWOT-F06",
    "error",
    title=Text("{id} 是{kind}，评分不能是 {rating}", "{id} is one of the {kind}: its rating cannot be {rating}"),
    why=Text(
        "优势评 3 或 4，劣势评 1 或 2：评反了，内部得分就是反的。",
        "Strengths rate 3 or 4, weaknesses 1 or 2; the other way round the score says the opposite.",
    ),
    fix=Text("写 {allowed}，或改 kind", "write {allowed}, or change its kind"),
    source="methods.md 6.1",
    example=Example(
        "swot:\n  items:\n  - {id: S1, kind: S, rating: 2}  # <- SWOT-F06\n"
        "  - {id: W1, kind: W, rating: 3}  # <- SWOT-F06",
        _FULL,
    ),
)
def rating_fits(facts: Facts) -> Iterator[Hit]:
    """Strengths rate 3 or 4, weaknesses 1 or 2; opportunities and threats 1 to 4."""
    for at, item in enumerate(facts.plan.swot.items):
        if item.kind is None or item.rating is None or item.rating in RATINGS[item.kind]:
            continue
        allowed = Text("{least} 或 {most}", "{least} or {most}").format(
            least=min(RATINGS[item.kind]), most=max(RATINGS[item.kind])
        )
        told = {"id": item.id, "kind": KINDS[item.kind], "rating": item.rating, "allowed": allowed}
        yield Hit((*ITEMS, at, "rating"), told, str(item.rating))


@rule(
    "SWOT-F07",
    "error",
    title=Text("编号 {id} 用了两次", "the id {id} is used twice"),
    why=Text("策略引用它时，不知道指哪一条。", "A strategy that quotes it could mean either."),
    fix=Text("换一个编号，如 {free}", "give one of them another id, such as {free}"),
    source="methods.md 6.1",
    example=Example(
        "swot:\n  items:\n  - {id: S1, kind: S}\n  - {id: S1, kind: S}  # <- SWOT-F07\n  strategies:\n"
        "  - {id: SO1}\n  - {id: SO1}  # <- SWOT-F07",
        _FULL,
    ),
)
def own_ids(facts: Facts) -> Iterator[Hit]:
    """No two items and no two strategies have the same id."""
    for part in ("items", "strategies"):
        ids = [one.id for one in getattr(facts.plan.swot, part)]
        seen: set[str] = set()
        for at, name in enumerate(ids):
            if name in seen:
                yield Hit(("swot", part, at, "id"), {"id": name, "free": next_id(name, ids)}, name)
            seen.add(name)


@rule(
    "SWOT-W12",
    "warning",
    title=Text("{kind}有 {n} 条，建议 {least} 到 {most} 条", "{kind}: {n}; {least} to {most} are recommended"),
    why=Text(
        "太少多半没想全，太多就分不清主次。",
        "Too few mostly means that not all was thought of; too many hide what matters.",
    ),
    fix=Text(
        "补几条或合并几条；界限在 parameters.swot.items", "add or merge some; the bounds are parameters.swot.items"
    ),
    source="methods.md 6.1",
    example=Example(
        "parameters: {swot: {items: [1, 2]}}\nswot:\n  items:  # <- SWOT-W12\n  - {id: S1, kind: S}\n"
        "  - {id: S2, kind: S}\n  - {id: S3, kind: S}",
        "parameters: {swot: {items: [1, 2]}}\n" + _FULL,
    ),
)
def enough_and_not_too_many(facts: Facts) -> Iterator[Hit]:
    """Each kind that there is has as many items as ``swot.items`` says; an item without a kind may be of any."""
    least, most = facts.plan.parameters.swot.items
    counts = Counter(item.kind for item in facts.plan.swot.items)
    for kind, name in KINDS.items():
        n = counts[kind]
        if n and (n + counts[None] < least or n > most):
            yield Hit(ITEMS, {"kind": name, "n": n, "least": least, "most": most}, str(n))


@rule(
    "SWOT-W13",
    "warning",
    title=Text("{id} 没有依据", "{id} has no evidence"),
    why=Text("没有数据支持的优势，可能只是愿望。", "A strength without evidence may be a wish."),
    fix=Text("加上 evidence: 数据、报告或客户的话", "add evidence: a figure, a report, what a customer said"),
    source="methods.md 6.1",
    example=Example("swot:\n  items:\n  - {id: S1, kind: S, text: 交货快}  # <- SWOT-W13", _FULL),
)
def has_evidence(facts: Facts) -> Iterator[Hit]:
    """Every item says what it rests on."""
    for at, item in enumerate(facts.plan.swot.items):
        if not item.evidence:
            yield Hit((*ITEMS, at, "evidence"), {"id": item.id})


@rule(
    "SWOT-W14",
    "warning",
    title=Text("{id} 没有{what}", "{id} has no {what}"),
    why=Text(
        "缺一条，这一边的得分就算不出来，也分不清轻重。",
        "With one of them missing the side has no score, and nobody sees what weighs most.",
    ),
    fix=Text("加上 {keys}", "add {keys}"),
    source="methods.md 6.1",
    example=Example(
        "swot:\n  items:\n  - {id: S1, kind: S, weight: 0.5}  # <- SWOT-W14\n"
        "  - {id: S2, kind: S, rating: 3}  # <- SWOT-W14",
        _FULL,
    ),
)
def is_weighed(facts: Facts) -> Iterator[Hit]:
    """Every item has a weight and a rating."""
    for at, item in enumerate(facts.plan.swot.items):
        parts = ((Text("权重", "weight"), "weight", item.weight), (Text("评分", "rating"), "rating", item.rating))
        lacking = [(name, key) for name, key, value in parts if value is None]
        if lacking:
            both = Text("权重和评分", "weight and no rating")
            what = both if len(lacking) > 1 else lacking[0][0]
            yield Hit((*ITEMS, at), {"id": item.id, "what": what, "keys": ", ".join(f"{key}: …" for _, key in lacking)})
