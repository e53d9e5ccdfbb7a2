"""How `explain targets` looks: step under step as arithmetic with its reasons, then those beside the target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from salesplan.compute.targets.explain import ExplainSummary, Sibling
from salesplan.compute.targets.explaining.explain_facts import Fact
from salesplan.model.plan.levels import BASES, LEVELS
from salesplan.model.result import Result
from salesplan.model.table import Value
from salesplan.present.blocks import Blank, Block, Cell, Content, Grid, Head, Heading, Line, Screen
from salesplan.present.numbers import decimal, exact, percent
from salesplan.present.sections import input_blocks, parameter_line, problem_blocks
from salesplan.present.view import View
from salesplan.present.views.explain_words import FACTS, REASONS, REASONS_TOLD, RULES
from salesplan.present.views.target_words import bases_shown, target_name
from salesplan.present.words import listed
from salesplan.text import Text

Row = dict[str, Value]
WHOLE = Text("总额", "the total")
SIBLINGS = 20
"""How many siblings are listed unless all are wanted; the target is always among them."""
FEWEST = 2
"""Beside one alone there is nothing to compare."""
LISTED_FACTS = 6
_BY_PEOPLE = ("by_presence", "sum_of_parts")
IF_THERE = Text("人人全年在岗会是：{sum}", "with everybody there all year: {sum}")
WITH_OTHERS = Text("{name} {whole} = 它 {own} + 同级其余 {rest}", "{name} {whole} = its {own} + {rest} of the others")
WITH_PERIODS = Text(
    "{name} {whole} = 它 {own} + 其余各期 {rest}", "{name} {whole} = its {own} + {rest} of its other periods"
)
_DAYS = frozenset(("workdays", "days_off", "make_up_days"))
_SHARES = frozenset(("season_share", "blend_share"))


def blocks(result: Result[ExplainSummary], screen: Screen) -> Iterator[Block]:
    """The page."""
    s = result.summary
    yield Heading(_title(s))
    yield Line(_about(s), "dim", wrap=True)
    yield from input_blocks(result.inputs, screen)
    for row in result.rows.records():
        yield Blank()
        yield from _step(row, s)
    for siblings, told in ((s.members, BESIDE_MEMBERS), (s.periods, BESIDE_PERIODS)):
        if len(siblings) >= FEWEST:
            yield Blank()
            yield Line(told.format(rest=_rest(s, siblings)))
            yield _beside(siblings, screen)
    yield Blank()
    yield Line(_proof(s, len(result.rows)), "good" if s.proved else "bad", wrap=True)
    yield from problem_blocks(result.findings, screen)
    if screen.verbose:
        yield parameter_line(result)


BESIDE_MEMBERS = Text("同级比一比（{rest}）", "Beside it ({rest})")
BESIDE_PERIODS = Text("各期比一比（{rest}）", "Its periods compared ({rest})")
PROVED = Text("✓ 每一步都按上面的数重新算过，结果一致", "✓ every step was worked out again from these figures")
PROVED_IN_PART = Text(
    "✓ 第 {steps} 步按上面的数重新算过，结果一致；第 {fitted} 步是一起凑平的，没有单独的算式，只核对了合计",
    "✓ worked out again from these figures: steps {steps}; fitted together, checked by their sums only: {fitted}",
)
NOT_PROVED = Text("✗ 有一步重新算对不上，请报告此错误", "✗ a step does not come out again: please report this")


def _proof(s: ExplainSummary, steps: int) -> Text:
    """Which steps were worked out again, and which can only be checked by their sums."""
    if not s.proved:
        return NOT_PROVED
    again = [str(step) for step in range(1, steps + 1) if step not in s.by_sums]
    return PROVED_IN_PART.format(steps=listed(again), fitted=listed([*map(str, s.by_sums)])) if s.by_sums else PROVED


def _title(s: ExplainSummary) -> Text:
    told = Text("目标由来   {name}   {path}   {target}", "Where it comes from   {name}   {path}   {target}")
    if not s.name:
        told = Text("目标由来   {path}   {target}", "Where it comes from   {path}   {target}")
    return told.format(name=target_name(s.id, s.name), path=_shown(s.address), target=exact(s.target))


def _about(s: ExplainSummary) -> str:
    parts = [Text("总额 {total}", "total {total}").format(total=exact(s.total))]
    if s.address and s.share is not None:
        parts.append(Text("占 {share}", "{share} of it").format(share=percent(s.share)))
    parts.append(Text("单位 {unit}", "unit {unit}").format(unit=exact(s.unit)))
    parts.append(bases_shown(s.basis, weeks=s.year.weeks is not None))
    return " · ".join(map(str, parts))


def _rest(s: ExplainSummary, siblings: Sequence[Sibling]) -> Text:
    """What the siblings have in common: the address without the part in which they differ."""
    own = next((sibling.name for sibling in siblings if sibling.this), "")
    kept = [piece for piece in s.address.split("/") if piece.partition("=")[2] != own]
    return _shown("/".join(kept))


def _shown(address: object) -> Text:
    """``华东 · 2026-Q1``; the total has words of its own."""
    if not address:
        return WHOLE
    names = [piece.partition("=")[2] or piece for piece in str(address).split("/")]
    return Text("{names}", "{names}").format(names=" · ".join(names))


def _step(row: Row, s: ExplainSummary) -> Iterator[Block]:
    """A step: what came out, how, and why it is not the fair value."""
    facts = [fact for fact in s.facts if fact.step == row["step"]]
    name = str(_shown(row["path"]))
    star = "*" if row["pinned"] else ""
    yield Line(f"{row['step']}  {name} = {star}{_money(row['target'])}", "strong")
    if row["amount"] is not None:
        fair = IF_THERE.format(sum=_sum(row, facts)) if row["reason"] in _BY_PEOPLE else _sum(row, facts)
        yield Line(f"   {fair}", wrap=True)
    else:
        if s.base is not None:
            yield Line(Text("   调整前 {base}", "   before {base}").format(base=exact(s.base)))
        for moved in s.bridge:
            told = Text("{name}：{effect} × 把握 {sure} → {amount}", "{name}: {effect} x confidence {sure} -> {amount}")
            effect, sure = percent(moved.effect), percent(moved.confidence, 0)
            yield Line(
                Text("   {told}", "   {told}").format(
                    told=told.format(name=moved.name, effect=effect, sure=sure, amount=_signed(moved.amount))
                )
            )
    yield Line(f"   {_reason(row, s)}", "dim", wrap=True)
    if row["step"] in s.by_sums:
        yield Line(f"   {_sums(row, facts)}", "dim", wrap=True)
    for told in _facts(facts):
        yield Line(f"   {told}", "dim", wrap=True)


def _sum(row: Row, facts: Sequence[Fact]) -> str:
    """``30,000,000（总额）× 0.18 ÷ 1（季节指数）= 5,459,812.35``."""
    if row["rule"] == "crossed":
        parts = {fact.source: fact for fact in facts if fact.source in ("row", "column", "whole")}
        figures = {key: f"{exact(fact.value)}" for key, fact in parts.items()}
        names = {f"{key}_name": _shown(fact.name) for key, fact in parts.items()}
        told = Text(
            "{row}（{row_name}）× {column}（{column_name}）÷ {whole}（{whole_name}）= {fair}",
            "{row} ({row_name}) x {column} ({column_name}) / {whole} ({whole_name}) = {fair}",
        )
        return str(told.format(**figures, **names, fair=_fair(row)))
    held = Text(" − {held}", " - {held}").format(held=_money(row["held"])) if row["held"] else Text("", "")
    values = {"amount": _money(row["amount"]), "held": held, "of": _shown(row["amount_of"]), "basis": _basis(row)}
    if row["fair"] is None:
        told = Text("{amount}（{of}）按{basis}分", "{amount} ({of}) by {basis}")
        return str(told.format(**values))
    if not row["weights"]:
        told = Text(
            "{amount}（{of}）{held}，权重都是 0，平均分 = {fair}", "{amount} ({of}){held}, all weights 0: even = {fair}"
        )
        return str(told.format(**values, fair=_fair(row)))
    if row["held"]:
        values["amount"] = f"({values['amount']}{held})"
    told = Text(
        "{amount}（{of}）× {weight} ÷ {weights}（{basis}，{share}）= {fair}",
        "{amount} ({of}) x {weight} / {weights} ({basis}, {share}) = {fair}",
    )
    share = row["share"] if isinstance(row["share"], Decimal) else None
    weight, weights = _weight(row["weight"]), _weight(row["weights"])
    return str(told.format(**values, weight=weight, weights=weights, share=percent(share), fair=_fair(row)))


def _sums(row: Row, facts: Sequence[Fact]) -> Text:
    """What a target that was fitted together with others makes with them."""
    if row["rule"] != "crossed":
        return _with_rest(
            WITH_PERIODS if row["rule"] == "period" else WITH_OTHERS, row["amount_of"], row["amount"], row
        )
    across = {fact.source: fact for fact in facts}
    others = _with_rest(WITH_OTHERS, across["column"].name, across["column"].value, row)
    periods = _with_rest(WITH_PERIODS, across["row"].name, across["row"].value, row)
    return Text("{others}；{periods}", "{others}; {periods}").format(others=others, periods=periods)


def _with_rest(told: Text, name: Value, whole: Value, row: Row) -> Text:
    """``116,000 = its 35,400 + 80,600 of the others``."""
    own = row["target"]
    if not isinstance(own, Decimal) or not isinstance(whole, Decimal):
        raise TypeError("a step without amounts")
    return told.format(name=_shown(name), whole=exact(whole), own=exact(own), rest=exact(whole - own))


def _basis(row: Row) -> Text | str:
    return BASES.get(str(row["basis"]), str(row["basis"]))


def _reason(row: Row, s: ExplainSummary) -> Text:
    """Why the target is what it is, beside the fair value."""
    off = row["moved"] if row["moved"] is not None else row["rounding"]
    told = REASONS_TOLD[str(row["reason"])]
    by = Text("", "")
    if isinstance(off, Decimal) and off:
        by = Text("（{off}）", " ({off})").format(off=_signed(off))
    return told.format(by=by, rank=row["rank"], left=row["units_left"], unit=exact(s.unit))


def _facts(facts: Sequence[Fact]) -> Iterator[Text]:
    """What is behind a step, one line a kind."""
    kinds = dict.fromkeys(fact.source for fact in facts if fact.source in FACTS)
    for kind in kinds:
        mine = [fact for fact in facts if fact.source == kind]
        told = [f"{_fact_name(fact)}{_value(fact)}" for fact in mine]
        yield FACTS[kind].format(told=listed(told, LISTED_FACTS))


def _fact_name(fact: Fact) -> str:
    if fact.source in _DAYS:
        return ""
    name = str(_shown(fact.name)) if "=" in fact.name and "." not in fact.name else fact.name
    if fact.source == "blend_share":
        name = str(BASES.get(name, name))
    if not name:
        return ""
    return name + (" " if fact.value is not None else "")


def _value(fact: Fact) -> str:
    if fact.value is None:
        return ""
    if fact.source in _SHARES:
        return percent(fact.value)
    return _weight(fact.value)


def _beside(siblings: Sequence[Sibling], screen: Screen) -> Grid:
    """The siblings with what they weigh and get; of many those around the one explained."""
    at = next(i for i, sibling in enumerate(siblings) if sibling.this)
    start = 0 if screen.all_rows else max(min(at - SIBLINGS // 2, len(siblings) - SIBLINGS), 0)
    shown = siblings if screen.all_rows else siblings[start : start + SIBLINGS]
    weights = sum((sibling.weight or Decimal(0) for sibling in siblings), Decimal(0))
    total = sum((sibling.target for sibling in siblings), Decimal(0))
    lines = [_sibling_row(sibling, weights, total) for sibling in shown]
    if len(shown) < len(siblings):
        more = Text("……共 {n} 个", "... {n} in all").format(n=len(siblings))
        lines.append((more, "", "", "", ""))
    lines.append((LEVELS["total"], _weight(weights), "", exact(total), ""))
    heads = (
        Head(Text("名称", "Name")),
        Head(Text("权重", "Weight"), "right"),
        Head(Text("权重占比", "Of weights"), "right"),
        Head(Text("目标", "Target"), "right"),
        Head(Text("占比", "Share"), "right"),
    )
    return Grid(heads, tuple(lines), total=True)


def _sibling_row(sibling: Sibling, weights: Decimal, total: Decimal) -> tuple[Content, ...]:
    weight = sibling.weight or Decimal(0)
    figures = (
        f"→ {sibling.name}" if sibling.this else f"  {sibling.name}",
        _weight(weight),
        percent(weight / weights) if weights else "",
        ("*" if sibling.pinned else "") + exact(sibling.target),
        percent(sibling.target / total) if total else "",
    )
    return tuple(Cell(text, "strong") for text in figures) if sibling.this else figures


def _money(value: Value) -> str:
    return exact(value) if isinstance(value, Decimal) else ""


def _fair(row: Row) -> str:
    """The fair value to the cent: the digits behind it are in the JSON."""
    return decimal(row["fair"], 2) if isinstance(row["fair"], Decimal) else ""


def _weight(value: Value) -> str:
    """A weight as it was given, one without an end to four decimals."""
    if not isinstance(value, Decimal):
        return ""
    plain = value.normalize()
    digits = max(0, -int(plain.as_tuple().exponent))
    return exact(plain) if digits <= 4 else decimal(value, 4)  # noqa: PLR2004 - enough to read


def _signed(value: Decimal) -> str:
    """``+12.35``, to the cent."""
    return ("+" if value > 0 else "") + decimal(value, 2).removesuffix(".00")


VIEW = View(
    title=Text("目标由来", "Where a target comes from"),
    columns={
        "step": Text("步", "Step"),
        "rule": Text("怎么分", "How"),
        "path": Text("哪个目标", "Target of"),
        "amount_of": Text("从哪个数分", "Taken from"),
        "amount": Text("分的数", "Amount"),
        "held": Text("先留给定死的", "Held first"),
        "basis": Text("依据", "Basis"),
        "weight": Text("权重", "Weight"),
        "weights": Text("权重合计", "Sum of weights"),
        "share": Text("占比", "Share"),
        "fair": Text("应得", "Fair value"),
        "target": Text("目标", "Target"),
        "rounding": Text("取整差", "Rounding"),
        "moved": Text("因定死或上下限的差", "Moved by pins and limits"),
        "reason": Text("为什么", "Reason"),
        "rank": Text("零头排第几", "Rank of its fraction"),
        "units_left": Text("剩下的单位", "Units left over"),
        "low": Text("至少", "At least"),
        "high": Text("至多", "At most"),
        "pinned": Text("定死", "Pinned"),
    },
    labels={"rule": RULES, "reason": REASONS, "basis": {**BASES, "crossed": RULES["crossed"]}},
    figures={
        "topic": Text("解释什么", "Topic"),
        "id": Text("编号", "ID"),
        "name": Text("指标", "Metric"),
        "address": Text("哪个目标", "Address"),
        "target": Text("目标", "Target"),
        "total": Text("总额", "Total"),
        "unit": Text("最小单位", "Smallest amount"),
        "year": Text("年度", "Year"),
        "share": Text("占总额", "Share of the total"),
        "pinned": Text("定死", "Pinned"),
        "proved": Text("每步重算一致", "Every step comes out again"),
        "by_sums": Text("只核对合计的步", "Steps checked by their sums only"),
        "basis": Text("依据", "Basis"),
        "season_years": Text("季节取自", "Years of the season"),
        "history_years": Text("历史取自", "Years of the history"),
        "facts": Text("各步的来由", "What the steps rest on"),
        "members": Text("同级成员", "Members beside it"),
        "periods": Text("同级各期", "Periods beside it"),
        "base": Text("调整前的总额", "Total before factors"),
        "bridge": Text("因素", "Factors"),
    },
    blocks=blocks,
)
