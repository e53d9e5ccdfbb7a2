"""RIVAL: who else is in the market, what is known of them and how fresh, and what follows from it (methods.md 6.2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from salesplan.compute.market.rival_words import FOUR_P, listed
from salesplan.compute.plan.rule import Example, Facts, Hit, rule
from salesplan.compute.rounding import percent_text
from salesplan.model.near import repeated
from salesplan.model.plan.market import Competitor, Firm
from salesplan.model.plan.paths import Path
from salesplan.text import Text

AT = ("market", "competitors")
_DIRECT = "name: 恒力, kind: 直接"
_INDIRECT = "name: 工采, kind: 间接"
_FULL = "products: 泵, prices: 低, promotion: 返利, channels: 经销"


def numbered(facts: Facts) -> Iterator[tuple[Path, Competitor]]:
    """The rivals with their places."""
    for at, rival in enumerate(facts.plan.market.competitors):
        yield (*AT, at), rival


def firms(facts: Facts) -> Iterator[tuple[Path, Text | str, Firm]]:
    """Ourselves and the rivals, with their places and names."""
    yield ("market", "us"), Text("我们", "we"), facts.plan.market.us
    yield from ((path, rival.name, rival) for path, rival in numbered(facts))


@rule(
    "RIVAL-W01",
    "warning",
    title=Text("竞争对手里没有{kind}的", "no {kind} rival is named"),
    why=Text(
        "只盯着卖同样东西的，会漏掉用别的办法满足客户的；反过来也一样。",
        "Those who sell the same take customers, and so do those who meet the need in another way.",
    ),
    fix=Text("补上一家，写 kind: {word}", "add one with kind: {word}"),
    source="methods.md 6.2",
    example=Example(
        f"market:\n  competitors:  # <- RIVAL-W01\n  - {{{_DIRECT}}}",
        f"market:\n  competitors:\n  - {{{_DIRECT}}}\n  - {{{_INDIRECT}}}",
    ),
)
def both_kinds(facts: Facts) -> Iterator[Hit]:
    """There is at least one direct and at least one indirect rival; where some have no kind, that is told of them."""
    kinds = [rival.kind for rival in facts.plan.market.competitors]
    if not kinds or None in kinds:
        return
    words = {"direct": (Text("直接", "direct"), "direct"), "indirect": (Text("间接", "indirect"), "indirect")}
    for kind, (name, word) in words.items():
        if kind not in kinds:
            yield Hit(AT, {"kind": name, "word": word})


@rule(
    "RIVAL-W02",
    "warning",
    title=Text("没写{name}是直接还是间接的对手", "{name}: direct or indirect is not given"),
    why=Text("和谁比特点、和谁比价格，要看是不是直接对手。", "Features and prices are compared with direct rivals."),
    fix=Text("写 kind: direct（直接）或 indirect（间接）", "write kind: direct or indirect"),
    source="methods.md 6.2",
    example=Example(
        f"market:\n  competitors:\n  - {{{_DIRECT}}}\n  - {{name: 工采}}  # <- RIVAL-W02",
        f"market:\n  competitors:\n  - {{{_DIRECT}}}\n  - {{{_INDIRECT}}}",
    ),
)
def has_kind(facts: Facts) -> Iterator[Hit]:
    """Each rival is direct or indirect."""
    for path, rival in numbered(facts):
        if rival.kind is None:
            yield Hit(path, {"name": rival.name}, rival.name)


@rule(
    "RIVAL-W03",
    "warning",
    title=Text("{name}的 4P 缺{names}", "{name}: {names} not known"),
    why=Text(
        "产品、价格、促销、渠道缺一项，就不知道他靠什么赢。",
        "Products, prices, promotion and channels tell together how he wins.",
    ),
    fix=Text("补上 {keys}", "write {keys}"),
    source="methods.md 6.2",
    example=Example(
        "market:\n  competitors:\n  - {name: 恒力, products: 泵, prices: 低}  # <- RIVAL-W03",
        f"market:\n  competitors:\n  - {{name: 恒力, {_FULL}}}",
    ),
)
def has_four_p(facts: Facts) -> Iterator[Hit]:
    """Products, prices, promotion and channels of each rival are told."""
    for path, rival in numbered(facts):
        missing = [name for name in FOUR_P if not getattr(rival, name)]
        if missing:
            words = {"name": rival.name, "names": listed(FOUR_P, missing), "keys": ", ".join(missing)}
            yield Hit(path, words, rival.name)


@rule(
    "RIVAL-W04",
    "warning",
    title=Text("{name}的信息{told}", "{name}: {told}"),
    why=Text("对手在变，旧信息会让人判断错。", "Rivals change: what was true once misleads."),
    fix=Text(
        "重新打听，写 evidence_on: 打听到的那天；有效期 {days} 天在 parameters.rivals.evidence_days",
        "ask again and write the day as evidence_on; it is good for {days} days (parameters.rivals.evidence_days)",
    ),
    source="methods.md 6.2",
    example=Example(
        "market:\n  competitors:\n  - {name: 恒力, evidence_on: 2026-01-01}\n"
        "  - {name: 联科, evidence_on: 2025-12-31}  # <- RIVAL-W04\n"
        "  - {name: 工采, evidence_on: 2026-07-01}  # <- RIVAL-W04\n  - {name: 欧泰}  # <- RIVAL-W04",
        "market:\n  competitors:\n  - {name: 恒力, evidence_on: 2026-01-01}\n  - {name: 联科, evidence_on: 2026-06-30}",
    ),
)
def is_fresh(facts: Facts) -> Iterator[Hit]:
    """What is known of a rival has a day, at most ``evidence_days`` before the as-of and not after it."""
    days = facts.plan.parameters.rivals.evidence_days
    for path, rival in numbered(facts):
        age = None if rival.evidence_on is None else (facts.as_of - rival.evidence_on).days
        if age is not None and 0 <= age <= days:
            continue
        words = {"name": rival.name, "told": _aged(rival, age), "days": days}
        value = None if rival.evidence_on is None else rival.evidence_on.isoformat()
        yield Hit((*path, "evidence_on"), words, value)


def _aged(rival: Competitor, age: int | None) -> Text:
    if age is None:
        return Text("没写是哪天的", "the day of the evidence is not given")
    if age < 0:
        told = Text("日期 {day} 在截止日期之后", "the evidence is of {day}, after the as-of")
        return told.format(day=rival.evidence_on)
    told = Text("是 {day} 的，已经 {age} 天", "the evidence is of {day}, {age} days old")
    return told.format(day=rival.evidence_on, age=age)


@rule(
    "RIVAL-W05",
    "warning",
    title=Text("{name}没有引出任何机会或威胁", "{name} leads to no opportunity or threat"),
    why=Text(
        "分析对手是为了找到机会、防住威胁；没有下文就白分析了。",
        "Rivals are studied to find opportunities and threats: without one the study leads nowhere.",
    ),
    fix=Text("写 swot: [O1] 或 [T1]，编号在 swot.items 里", "write swot: [O1] or [T1], ids of swot.items"),
    source="methods.md 6.2",
    example=Example(
        "swot:\n  items: [{id: T1, kind: T}]\nmarket:\n  competitors:\n  - {name: 恒力}  # <- RIVAL-W05",
        "swot:\n  items: [{id: T1, kind: T}]\nmarket:\n  competitors:\n  - {name: 恒力, swot: T1}",
    ),
)
def leads_somewhere(facts: Facts) -> Iterator[Hit]:
    """Each rival makes at least one opportunity or threat."""
    for path, rival in numbered(facts):
        if not rival.swot:
            yield Hit(path, {"name": rival.name}, rival.name)


@rule(
    "RIVAL-F06",
    "error",
    title=Text("{name}写的 {id} {told}", "{name}: {id} {told}"),
    why=Text(
        "对手带来的是外部的机会或威胁；编号对不上，策略就接不上。",
        "What a rival makes is an opportunity or a threat; an id that names none leads to no strategy.",
    ),
    fix=Text("{hint}", "{hint}"),
    source="methods.md 6.2",
    example=Example(
        "swot:\n  items: [{id: T1, kind: T}, {id: S1, kind: S}]\nmarket:\n  competitors:\n"
        "  - {name: 恒力, swot: [T1, T9]}  # <- RIVAL-F06\n  - {name: 联科, swot: [S1]}  # <- RIVAL-F06",
        "swot:\n  items: [{id: T1, kind: T}, {id: O1, kind: O}]\nmarket:\n  competitors:\n"
        "  - {name: 恒力, swot: [T1, O1]}",
    ),
)
def swot_exists(facts: Facts) -> Iterator[Hit]:
    """The ids under ``swot`` are opportunities or threats of the register."""
    kinds = {item.id: item.kind for item in facts.plan.swot.items}
    outside = [item.id for item in facts.plan.swot.items if item.kind in ("O", "T")]
    for path, rival in numbered(facts):
        for id_ in rival.swot:
            if kinds.get(id_) in ("O", "T"):
                continue
            told = Text("在 SWOT 里没有", "is not in the SWOT register")
            if id_ in kinds:
                told = Text("不是机会也不是威胁", "is neither an opportunity nor a threat")
            yield Hit((*path, "swot"), {"name": rival.name, "id": id_, "told": told, "hint": _choose(outside)}, id_)


def _choose(known: Sequence[str]) -> Text:
    if not known:
        return Text(
            "先在 swot.items 里写机会（O）和威胁（T）", "first write opportunities (O) and threats (T) in swot.items"
        )
    return Text("写机会或威胁的编号：{known}", "write the id of an opportunity or threat: {known}").format(
        known=", ".join(known)
    )


@rule(
    "RIVAL-F07",
    "error",
    title=Text("有两家竞争对手都叫“{name}”", "two rivals are called {name}"),
    why=Text("一家写两次，份额和强弱都算两遍。", "A rival that stands twice counts twice."),
    fix=Text("合成一家，或把名称分清楚", "make one of both, or tell them apart by their names"),
    source="methods.md 6.2",
    example=Example(
        "market:\n  competitors:\n  - {name: 恒力}\n  - {name: 恒力}  # <- RIVAL-F07",
        "market:\n  competitors:\n  - {name: 恒力}\n  - {name: 恒力华南}",
    ),
)
def named_once(facts: Facts) -> Iterator[Hit]:
    """Each rival stands once; capitals make no difference."""
    names = [rival.name for rival in facts.plan.market.competitors]
    for at in repeated(names):
        yield Hit((*AT, at, "name"), {"name": names[at]}, names[at])


@rule(
    "RIVAL-F08",
    "error",
    title=Text("各家份额合计 {sum}，超过 100%", "the shares sum to {sum}, more than 100 %"),
    why=Text(
        "份额加起来最多是整个市场：有的算多了，或者不是同一个市场的。",
        "Shares make the whole market at most: some are too large or of another market.",
    ),
    fix=Text("用同一个市场、同一年的份额", "take all shares from one market and one year"),
    source="methods.md 6.2",
    example=Example(
        "market:\n  us: {share: 30%}\n  competitors:  # <- RIVAL-F08\n  - {name: 恒力, share: 45%}\n"
        "  - {name: 联科, share: 26%}",
        "market:\n  us: {share: 30%}\n  competitors:\n  - {name: 恒力, share: 45%}\n  - {name: 联科, share: 25%}",
    ),
)
def shares_fit(facts: Facts) -> Iterator[Hit]:
    """Our share and the rivals' together are 100 % at most."""
    shares = [firm.share for _, _, firm in firms(facts) if firm.share is not None]
    together = sum(shares, Decimal(0))
    if together > 1 and facts.plan.market.competitors:
        yield Hit(AT, {"sum": percent_text(together)}, f"{together:f}")
