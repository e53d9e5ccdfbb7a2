"""The selling mode: long or short, to whom, by which route, and how well that route answers (methods.md 6.9)."""

from __future__ import annotations

from collections.abc import Iterator

from salesplan.compute.plan.rule import Example, Facts, Hit, rule
from salesplan.compute.strategy.key_words import missing_keys
from salesplan.text import Text

_HEAD = "strategy:\n  mode:\n    term: 长期\n    group: 水务公司设备科\n    route: 老客户转介绍\n"
_GOOD = f"{_HEAD}    routes:\n    - {{name: 转介绍, contacts: 60, replies: 27}}"
_FIELDS = ("term", "group", "route")


@rule(
    "MODE-F01",
    "error",
    title=Text("销售模式没有写{names}", "the selling mode does not say {names}"),
    why=Text(
        "短期还是长期、卖给谁、从哪里接触最容易，三样定了才知道怎么卖。",
        "Short or long, to whom, by which route: the way of selling follows from the three.",
    ),
    fix=Text(
        "写 term: short 或 long，group: 客户群，route: 最容易的接触方式",
        "write term: short or long, group: the customers, route: the easiest way to reach them",
    ),
    source="methods.md 6.9",
    example=Example(
        "strategy:\n  mode:  # <- MODE-F01\n    term: 长期\n    routes: [{name: 展会, contacts: 80, replies: 9}]", _GOOD
    ),
)
def says_how_we_sell(facts: Facts) -> Iterator[Hit]:
    """Term, group and route are given; a plan without a mode is not asked."""
    mode = facts.plan.strategy.mode
    missing = [key for key in _FIELDS if mode is not None and not getattr(mode, key)]
    if missing:
        yield Hit(("strategy", "mode", missing[0]), missing_keys(missing))


@rule(
    "MODE-W02",
    "warning",
    title=Text("选用的接触方式“{name}”没有回应数据", "the route “{name}” is chosen without figures on its response"),
    why=Text("没有联系数和回应数，选它只是习惯。", "Without contacts and replies it is chosen out of habit."),
    fix=Text(
        "写 contacts: 联系了多少、replies: 回应了多少；不用它就写 chosen: no",
        "write contacts: and replies: of the past, or chosen: no",
    ),
    source="methods.md 6.9",
    example=Example(
        f"{_HEAD}    routes:\n    - {{name: 转介绍, contacts: 60}}  # <- MODE-W02\n"
        "    - {name: 展会, contacts: 0, replies: 0}  # <- MODE-W02",
        f"{_GOOD}\n    - {{name: 电话, chosen: no}}",
    ),
)
def has_response(facts: Facts) -> Iterator[Hit]:
    """Every route that is chosen has contacts other than 0, and replies."""
    mode = facts.plan.strategy.mode
    for at, route in enumerate(mode.routes if mode else ()):
        if route.chosen and (not route.contacts or route.replies is None):
            yield Hit(("strategy", "mode", "routes", at), {"name": route.name})


@rule(
    "MODE-F03",
    "error",
    title=Text(
        "接触方式“{name}”的回应 {replies} 比联系 {contacts} 还多",
        "the route “{name}” has {replies} replies to {contacts} contacts",
    ),
    why=Text("回应率不会超过 100%。", "No more than everybody can reply."),
    fix=Text("改正 contacts 或 replies", "correct contacts or replies"),
    source="methods.md 6.9",
    example=Example(
        f"{_HEAD}    routes:\n    - {{name: 转介绍, contacts: 60, replies: 61}}  # <- MODE-F03",
        f"{_HEAD}    routes:\n    - {{name: 转介绍, contacts: 60, replies: 60}}",
    ),
)
def replies_within_contacts(facts: Facts) -> Iterator[Hit]:
    """No route has more replies than contacts."""
    mode = facts.plan.strategy.mode
    for at, route in enumerate(mode.routes if mode else ()):
        if route.contacts is not None and route.replies is not None and route.replies > route.contacts:
            words = {"name": route.name, "replies": f"{route.replies:,f}", "contacts": f"{route.contacts:,f}"}
            yield Hit(("strategy", "mode", "routes", at, "replies"), words, f"{route.replies:f}")


@rule(
    "MODE-W04",
    "warning",
    title=Text("销售模式没有选用任何接触方式", "the selling mode chooses no contact route"),
    why=Text("不比较各种接触方式的回应，就不知道先做哪个。", "Without comparing routes nobody knows where to start."),
    fix=Text(
        "写 routes:\n    - {{name: 转介绍, contacts: 60, replies: 27}}",
        "write routes:\n    - {{name: referral, contacts: 60, replies: 27}}",
    ),
    source="methods.md 6.9",
    example=Example(
        "strategy:\n  mode:  # <- MODE-W04\n    {term: 长期, group: 水务, route: 转介绍}",
        _GOOD,
    ),
)
def chooses_a_route(facts: Facts) -> Iterator[Hit]:
    """At least one route is listed and chosen."""
    mode = facts.plan.strategy.mode
    if mode is not None and not any(route.chosen for route in mode.routes):
        yield Hit(("strategy", "mode", "routes"))
