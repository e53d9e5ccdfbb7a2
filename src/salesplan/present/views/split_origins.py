"""Where a split's total and weights come from: the bridge of factors, the parts of a blend."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from salesplan.compute.targets.grid.outcome import BridgeStep, SplitSummary
from salesplan.compute.targets.replans.freezing import MOVING
from salesplan.model.plan.levels import BASES
from salesplan.present.blocks import Blank, Block, Content, Grid, Head, Heading, Line
from salesplan.present.numbers import exact, percent
from salesplan.present.words import listed
from salesplan.text import Text

KINDS = {"internal": Text("内部", "internal"), "external": Text("外部", "external")}
"""What the kinds of factors are called."""
FIGURES = {
    "trailing": Text("滚动 12 个月", "Trailing twelve months"),
    "blended": Text("混合的构成", "Parts of the blend"),
    "base": Text("调整前的总额", "Total before factors"),
    "bridge": Text("因素调整", "Factors"),
    "kind": Text("类别", "Kind"),
    "effect": Text("影响", "Effect"),
    "confidence": Text("把握", "Confidence"),
    "step": Text("金额", "Amount"),
    "at": Text("用在目标", "At target"),
    "history": Text("历史销售", "History"),
    "potential": Text("市场潜力", "Potential"),
    "capacity": Text("产能", "Capacity"),
}
"""What the figures of this part of the summary are called."""


FREEZES = Text(
    "这些目标会随订单变：下发时加 --record 定稿",
    "These targets move with the orders: --record freezes what is handed out",
)
"""Said where targets rest on orders and were not frozen."""


def moves_with_orders(s: SplitSummary) -> bool:
    """Whether a target of the plan, as it stands, rests on orders, so that more of them make it another one."""
    return bool(s.name and not s.scenario and MOVING.intersection(s.basis.values()))


def basis_shown(level: str, basis: str, s: SplitSummary) -> str:
    """``混合（历史销售 71.4%、产能 28.6%）``; any other basis by its word."""
    word = BASES.get(basis, Text("{basis}", "{basis}").format(basis=basis))
    parts = [f"{BASES[part]} {percent(share)}" for part, share in s.blended.get(level, {}).items()]
    if not parts:
        return str(word)
    return str(Text("{word}（{parts}）", "{word} ({parts})").format(word=word, parts=listed(parts)))


def bridge_blocks(s: SplitSummary) -> Iterator[Block]:
    """How the plan's total became the one that was split, factor by factor; one line where another target did that."""
    if s.base is None or not s.bridge:
        return
    if not any(step.at == s.id for step in s.bridge):
        yield Line(_adjusted_above(s, s.base))
        return
    yield Blank()
    yield Heading(Text("总额怎么来的", "How the total came about"))
    heads = (
        Head(Text("因素", "Factor")),
        Head(Text("类别", "Kind")),
        Head(Text("影响", "Effect"), "right"),
        Head(Text("把握", "Confidence"), "right"),
        Head(Text("影响 × 把握", "Effect x confidence"), "right"),
        Head(Text("金额", "Amount"), "right"),
    )
    first: tuple[Content, ...] = (Text("计划总额", "Planned total"), "", "", "", "", exact(s.base))
    last: tuple[Content, ...] = (Text("调整后", "Adjusted"), "", "", "", _whole_change(s, s.base), exact(s.total))
    yield Grid(heads, (first, *map(_step, s.bridge), last), total=True)


def _step(step: BridgeStep) -> tuple[Content, ...]:
    effect, sure = signed_percent(step.effect), percent(step.confidence, 0)
    expected = signed_percent(step.effect * step.confidence)
    return (step.name, KINDS[step.kind], effect, sure, expected, signed(step.step))


def _whole_change(s: SplitSummary, base: Decimal) -> str:
    return f"{s.total / base - 1:+.1%}" if base else ""


def _adjusted_above(s: SplitSummary, base: Decimal) -> Text:
    names = list(dict.fromkeys(step.at for step in s.bridge))
    return Text(
        "总额来自 {ids}：{base} 按因素调整为 {total}（{change}）",
        "The total comes from {ids}: {base} with its factors is {total} ({change})",
    ).format(ids=", ".join(names), base=exact(base), total=exact(s.total), change=_whole_change(s, base))


def signed(amount: Decimal) -> str:
    """``+1,260,000``, ``-560,000``, ``0``."""
    return ("+" if amount > 0 else "") + exact(amount)


def signed_percent(share: Decimal) -> str:
    """``+4.5%``, ``-2%``: a share as it was given, to its last digit."""
    return f"{(share * 100).normalize():+f}%"
