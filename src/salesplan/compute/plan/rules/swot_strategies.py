"""SWOT, what follows: strategies that pair the inside with the outside and lead to goals (TOWS, methods.md 6.1)."""

from __future__ import annotations

from collections.abc import Iterator

from salesplan.compute.plan.rule import Example, Facts, Hit, rule
from salesplan.compute.plan.rules.swot_items import ITEMS, KINDS
from salesplan.compute.plan.swot.swot_register import meant, used_ids, weight_of
from salesplan.model.near import Known
from salesplan.text import Text

_REGISTER = (
    "swot:\n  items: [{id: S1, kind: S}, {id: W1, kind: W}, {id: O1, kind: O}, {id: T1, kind: T}]\n  strategies:\n"
)
_GOOD = (
    f"goals:\n- id: G1\n{_REGISTER}  - {{id: SO1, kind: SO, text: 快交货抢更新, uses: [S1, O1], goals: [G1]}}\n"
    "  - {id: WT1, kind: WT, text: 做样板客户, uses: [W1, T1, O1], actions: [拍案例]}"
)
STRATEGIES = ("swot", "strategies")
_SHOWN = 12
"""Goals that are named."""


@rule(
    "SWOT-F08",
    "error",
    title=Text("策略 {id} 没写是 SO、WO、ST 还是 WT", "strategy {id} is of no kind"),
    why=Text(
        "不配对，就不知道用哪条内部条件去应对哪条外部变化。",
        "Only a pair says which of our own means meets what happens outside.",
    ),
    fix=Text("加上 kind: SO、WO、ST 或 WT", "add kind: SO, WO, ST or WT"),
    source="methods.md 6.1",
    example=Example(f"{_REGISTER}  - {{id: X1, uses: [S1, O1]}}  # <- SWOT-F08", _GOOD),
)
def is_a_pair(facts: Facts) -> Iterator[Hit]:
    """Every strategy is SO, WO, ST or WT."""
    for at, strategy in enumerate(facts.plan.swot.strategies):
        if strategy.kind is None:
            yield Hit((*STRATEGIES, at), {"id": strategy.id})


@rule(
    "SWOT-F09",
    "error",
    title=Text("{kind} 策略 {id} 没有用到{lacking}", "the {kind} strategy {id} rests on none of the {lacking}"),
    why=Text(
        "SO 要有优势和机会，ST 要有优势和威胁：缺一头就是空想。",
        "SO needs a strength and an opportunity, ST a strength and a threat: with one end it hangs in the air.",
    ),
    fix=Text("在 uses 里加上 {letters} 的编号；或改 kind", "add an id of {letters} to its uses, or change its kind"),
    source="methods.md 6.1",
    example=Example(
        f"{_REGISTER}  - {{id: SO1, kind: SO, uses: [S1, T1]}}  # <- SWOT-F09\n"
        f"  - {{id: WT1, kind: WT}}  # <- SWOT-F09",
        _GOOD,
    ),
)
def rests_on_both(facts: Facts) -> Iterator[Hit]:
    """A strategy quotes an item of each of its two kinds; nothing is said of one whose ids are unknown or kindless."""
    items = facts.plan.swot.items
    for at, strategy in enumerate(facts.plan.swot.strategies):
        kinds = [item.kind if item else None for _, _, item, _ in meant(strategy, items)]
        lacking = [kind for kind in KINDS if kind in (strategy.kind or "") and kind not in kinds]
        if lacking and None not in kinds:
            names = KINDS[lacking[0]]
            if len(lacking) > 1:
                names = Text("{one}和{other}", "{one} and {other}").format(one=names, other=KINDS[lacking[1]])
            told = {"id": strategy.id, "kind": strategy.kind, "lacking": names, "letters": ", ".join(lacking)}
            yield Hit((*STRATEGIES, at, "uses"), told, " ".join(strategy.uses))


@rule(
    "SWOT-F10",
    "error",
    title=Text("策略 {id} 用到的 {name} 不存在", "strategy {id} rests on {name}, which does not exist"),
    why=Text("引用落空，策略就没有根据。", "What it quotes is not there, so it rests on nothing."),
    fix=Text("{guess}现有：{known}", "{guess}there are {known}"),
    source="methods.md 6.1",
    example=Example(
        f"{_REGISTER}  - {{id: SO1, kind: SO, uses: [S1, O1, S9]}}  # <- SWOT-F10\n"
        "  - {id: SO2, kind: SO, uses: s1}  # <- SWOT-F10",
        _GOOD,
    ),
)
def quotes_what_there_is(facts: Facts) -> Iterator[Hit]:
    """Every id a strategy quotes is an item's."""
    items = facts.plan.swot.items
    known = ", ".join(item.id for item in items) or "–"
    for at, strategy in enumerate(facts.plan.swot.strategies):
        for place, name, item, near in meant(strategy, items):
            if item is None:
                told = {"id": strategy.id, "name": name, "guess": _guess(near), "known": known}
                yield Hit((*STRATEGIES, at, "uses", place), told, name)


def _guess(near: str | None) -> Text:
    return Text("是不是 {near}？", "did you mean {near}? ").format(near=near) if near else Text("", "")


@rule(
    "SWOT-F11",
    "error",
    title=Text("策略 {id} 落到的目标 {name} 不存在", "strategy {id} leads to goal {name}, which does not exist"),
    why=Text("目标不在计划里，这条策略没人负责、没法检查。", "A goal that is not in the plan is nobody's to reach."),
    fix=Text("{guess}目标写在 goals: 里，现有：{known}", "{guess}goals stand under goals:, there are {known}"),
    source="methods.md 6.1",
    example=Example(
        f"goals: [{{id: G1}}]\n{_REGISTER}  - {{id: SO1, kind: SO, goals: [G1, G2]}}  # <- SWOT-F11", _GOOD
    ),
)
def leads_to_a_known_goal(facts: Facts) -> Iterator[Hit]:
    """Every goal a strategy names is one of the plan's."""
    known = Known((goal.id for goal in facts.plan.goals), alike=0.5)
    for at, strategy in enumerate(facts.plan.swot.strategies):
        for place, name in enumerate(strategy.goals):
            if name not in known:
                guess, ids = _guess(known.nearest(name)), ", ".join(known.names[:_SHOWN]) or "–"
                told = {"id": strategy.id, "name": name, "guess": guess, "known": ids}
                yield Hit((*STRATEGIES, at, "goals", place), told, name)


@rule(
    "SWOT-W15",
    "warning",
    title=Text("{id} 权重 {weight}，却没有策略用到它", "{id} weighs {weight}, and no strategy rests on it"),
    why=Text("分析说它重要，计划却没有应对。", "It was found to matter, and nothing follows from it."),
    fix=Text(
        "写一条用到 {id} 的策略；多重才算重要见 parameters.swot.used_weight",
        "write a strategy that uses {id}; what weighs enough is parameters.swot.used_weight",
    ),
    source="methods.md 6.1",
    example=Example(
        "swot:\n  items:\n  - {id: S1, kind: S, weight: 0.15}  # <- SWOT-W15\n  - {id: S2, kind: S, weight: 0.1499}\n"
        "  - {id: O1, kind: O, weight: 0.3}\n  strategies: [{id: SO1, uses: [O1]}]",
        "swot:\n  items:\n  - {id: S1, kind: S, weight: 0.15}\n  strategies: [{id: SO1, uses: [S1]}]",
    ),
)
def heavy_items_are_used(facts: Facts) -> Iterator[Hit]:
    """An item of ``swot.used_weight`` or more is quoted by a strategy."""
    swot, least = facts.plan.swot, facts.plan.parameters.swot.used_weight
    used = used_ids(swot)
    for at, item in enumerate(swot.items):
        weight = weight_of(item, swot)
        if weight is not None and weight >= least and item.id not in used:
            yield Hit((*ITEMS, at), {"id": item.id, "weight": f"{weight:.2f}"}, item.id)


@rule(
    "SWOT-W16",
    "warning",
    title=Text("策略 {id} 没有落到目标或行动", "strategy {id} leads to no goal and no action"),
    why=Text(
        "没有目标和行动的策略，年底不会有人记得。", "A strategy without goals or actions is forgotten by year's end."
    ),
    fix=Text("加上 goals: [目标编号] 或 actions: [做什么]", "add goals: [an id] or actions: [what is done]"),
    source="methods.md 6.1",
    example=Example(f"{_REGISTER}  - {{id: SO1, kind: SO, uses: [S1, O1]}}  # <- SWOT-W16", _GOOD),
)
def leads_somewhere(facts: Facts) -> Iterator[Hit]:
    """Every strategy names a goal or an action."""
    for at, strategy in enumerate(facts.plan.swot.strategies):
        if not strategy.goals and not strategy.actions:
            yield Hit((*STRATEGIES, at), {"id": strategy.id})
