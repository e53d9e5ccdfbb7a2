"""Channels: that target customers are reached, and that each channel earns its cost (methods.md 6.6)."""

from __future__ import annotations

from collections.abc import Iterator

from salesplan.compute.plan.rule import Example, Facts, Hit, rule
from salesplan.compute.strategy.channels import contribution, segment_title, uncovered, unknown_segments
from salesplan.compute.strategy.key_words import missing_keys
from salesplan.model.figures import figure
from salesplan.model.near import Known, repeated
from salesplan.text import Text

_SEGMENTS = "market:\n  segments:\n  - {id: A, name: 水务}\n"
_FIGURES = ("coverage", "sales", "margin", "cost")
"""What is known of a channel that can be judged."""


@rule(
    "CHAN-W01",
    "warning",
    title=Text("没有渠道覆盖细分市场“{segment}”", "no channel reaches the segment “{segment}”"),
    why=Text("选了的客户没人去卖，目标就落空。", "Customers whom no channel reaches buy elsewhere."),
    fix=Text(
        "在 strategy.channels 某个渠道的 segments 里加上 {id}，或从 market.segments 删掉它",
        "add {id} to the segments of one of strategy.channels, or take it out of market.segments",
    ),
    source="methods.md 6.6",
    example=Example(
        f"{_SEGMENTS}  - {{id: B, name: 食品}}  # <- CHAN-W01\n"
        "strategy:\n  channels:\n  - {name: 直销, segments: 水务}",
        f"{_SEGMENTS}  - {{id: B, name: 食品}}\nstrategy:\n  channels:\n  - {{name: 直销, segments: [水务, B]}}",
    ),
)
def reaches_every_segment(facts: Facts) -> Iterator[Hit]:
    """Every segment of the market is named by a channel, by its id or name; a plan without channels is not judged."""
    segments, channels = facts.plan.market.segments, facts.plan.strategy.channels
    for at in uncovered(segments, channels) if channels else ():
        yield Hit(("market", "segments", at), {"segment": segment_title(segments[at]), "id": segments[at].id})


@rule(
    "CHAN-W02",
    "warning",
    title=Text("渠道“{name}”贡献是负的：{contribution}", "the channel “{name}” loses money: {contribution}"),
    why=Text("毛利不够付渠道自己的费用，卖得再多也亏。", "Its gross profit does not pay for its own cost."),
    fix=Text("降费用、提毛利，或收掉这个渠道", "lower its cost, raise its margin, or give it up"),
    source="methods.md 6.6",
    example=Example(
        "strategy:\n  channels:\n  - {name: 电商, sales: 100万, margin: 20%, cost: 200001}  # <- CHAN-W02",
        "strategy:\n  channels:\n  - {name: 电商, sales: 100万, margin: 20%, cost: 20万}",
    ),
)
def earns_its_cost(facts: Facts) -> Iterator[Hit]:
    """Sales times margin less cost is 0 or more."""
    for at, channel in enumerate(facts.plan.strategy.channels):
        brought = contribution(channel)
        if brought is not None and brought < 0:
            words = {"name": channel.name, "contribution": figure(brought)}
            yield Hit(("strategy", "channels", at, "cost"), words, f"{channel.cost:f}")


@rule(
    "CHAN-F03",
    "error",
    title=Text(
        "渠道“{name}”覆盖的“{segment}”不在 market.segments 里",
        "the channel “{name}” reaches “{segment}”, which is not in market.segments",
    ),
    why=Text("名字对不上，就不知道谁被覆盖了。", "With an unknown name nobody knows who is reached."),
    fix=Text("{hint}", "{hint}"),
    source="methods.md 6.6",
    example=Example(
        f"{_SEGMENTS}strategy:\n  channels:\n  - {{name: 直销, segments: [A, 水物]}}  # <- CHAN-F03",
        f"{_SEGMENTS}strategy:\n  channels:\n  - {{name: 直销, segments: [水务]}}",
    ),
)
def names_known_segments(facts: Facts) -> Iterator[Hit]:
    """The segments of a channel are those of the market; a market without segments is not asked."""
    segments = facts.plan.market.segments
    known = [name for segment in segments for name in (segment.id, segment.name) if name]
    names = Known(known, alike=0.4)
    for at, channel in enumerate(facts.plan.strategy.channels if segments else ()):
        for name in unknown_segments(channel, segments):
            near = names.nearest(name)
            hint = Text("是不是“{near}”？", "did you mean “{near}”?").format(near=near)
            listed = Text("可写：{known}", "write one of {known}").format(known=", ".join(known[:12]))
            words = {"name": channel.name, "segment": name, "hint": hint if near else listed}
            yield Hit(("strategy", "channels", at, "segments"), words, name)


@rule(
    "CHAN-W04",
    "warning",
    title=Text("渠道“{name}”缺{names}", "the channel “{name}” lacks {names}"),
    why=Text(
        "没有覆盖、销售额、毛利率和费用，比不出哪个渠道值得投。",
        "Without reach, sales, margin and cost nobody can tell which channel is worth the money.",
    ),
    fix=Text("补上 {keys}", "add {keys}"),
    source="methods.md 6.6",
    example=Example(
        "strategy:\n  channels:\n  - {name: 电商, sales: 100万}  # <- CHAN-W04",
        "strategy:\n  channels:\n  - {name: 电商, coverage: 30%, sales: 100万, margin: 20%, cost: 0}",
    ),
)
def has_figures(facts: Facts) -> Iterator[Hit]:
    """Every channel has its reach, sales, margin and cost."""
    for at, channel in enumerate(facts.plan.strategy.channels):
        missing = [key for key in _FIGURES if getattr(channel, key) is None]
        if missing:
            yield Hit(("strategy", "channels", at), {"name": channel.name, **missing_keys(missing)})


@rule(
    "CHAN-W05",
    "warning",
    title=Text("渠道“{name}”写了两次", "the channel “{name}” stands there twice"),
    why=Text("重复的渠道会让销售额和费用算两遍。", "Its sales and cost would count twice."),
    fix=Text("合并成一条，或换个名字", "make it one, or give it another name"),
    source="methods.md 6.6",
    example=Example(
        "strategy:\n  channels:\n  - {name: 直销}\n  - {name: 直销}  # <- CHAN-W05",
        "strategy:\n  channels:\n  - {name: 直销}\n  - {name: 经销}",
    ),
)
def stands_once(facts: Facts) -> Iterator[Hit]:
    """No channel stands there twice."""
    channels = facts.plan.strategy.channels
    for at in repeated([channel.name for channel in channels]):
        yield Hit(("strategy", "channels", at, "name"), {"name": channels[at].name}, channels[at].name)
