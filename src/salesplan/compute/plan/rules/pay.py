"""The commission plan: that it pays for what the company wants, and that its ladder has no traps (methods.md 9.5)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from salesplan.compute.pay.ladder import Ladder, ladder_of
from salesplan.compute.pay.limits import attained, money, rate_text, title_of
from salesplan.compute.pay.shape import NOMINAL, Jump, capped_from, falling, jumps, quota_of_plan
from salesplan.compute.pay.split_test import PARTS, split_fails
from salesplan.compute.plan.rule import Example, Facts, Hit, rule
from salesplan.compute.rounding import percent_text
from salesplan.errors import Severity
from salesplan.model.figures import figure
from salesplan.model.plan.commission import CommissionRule
from salesplan.text import Text

_LADDER = "[{from: 0, to: 100%, rate: 5%}, {from: 100%, rate: 8%}]"
_GOOD = f"commission:\n  rules:\n  - {{id: 提成, from: 2026-01-01, measure: revenue, quota: 10万, tiers: {_LADDER}}}"


def _rule(ladder: str, more: str = "") -> str:
    return f"  - {{id: 提成, from: 2026-01-01, quota: 10万, {more}tiers: {ladder}}}"


@rule(
    "PAY-F1",
    "error",
    title=Text(
        "规则“{name}”按订单笔数提成，老客户拆单就能多拿",
        "the rule “{name}” pays for the number of orders: splitting those of existing customers earns more",
    ),
    why=Text(
        "奖笔数，业务员就去凑笔数：老客户一张单拆成几张，金额一分没多。",
        "When orders are counted people make more of them: one of an existing customer becomes several.",
    ),
    fix=Text(
        "改成 measure: revenue（销售额）、gross_profit（毛利）、collections（回款）或 new_customers（新客户）",
        "write measure: revenue, gross_profit, collections or new_customers",
    ),
    source="methods.md 9.5",
    example=Example(
        "commission:\n  rules:\n  - id: 笔数奖\n    from: 2026-01-01\n"
        "    measure: 订单数  # <- PAY-F1\n    tiers: [{from: 0, each: 50}]",
        _GOOD,
    ),
)
def pays_for_no_count_of_orders(facts: Facts) -> Iterator[Hit]:
    """No rule counts orders: revenue, profit, collections, units and new customers cannot be had by splitting."""
    for at, one in enumerate(facts.plan.commission.rules):
        if one.measure == "orders":
            yield Hit(("commission", "rules", at, "measure"), {"name": title_of(one)}, one.measure)


@rule(
    "PAY-F2",
    "error",
    title=Text(
        "规则“{name}”：一张 {size} 的订单提 {one}，拆成 {parts} 张各 {part} 的提 {many}",
        "the rule “{name}” pays {one} for one order of {size}, and {many} for {parts} orders of {part}",
    ),
    why=Text(
        "同样的销售额，怎么开单不该影响提成；否则业务员在开单上动脑筋，不在客户上。",
        "The same sales must pay the same however they are written, or people work on orders instead of customers.",
    ),
    fix=Text(
        "按金额（revenue、gross_profit、collections）计提，不按笔数，不按单给奖金",
        "pay for amounts (revenue, gross_profit, collections), not by the order",
    ),
    source="methods.md 9.5",
    example=Example(
        "commission:\n  rules:\n  - {id: 笔数奖, from: 2026-01-01, measure: 订单数, "
        "tiers: [{from: 0, each: 50}]}  # <- PAY-F2",
        _GOOD,
    ),
)
def splitting_changes_nothing(facts: Facts) -> Iterator[Hit]:
    """One order pays what its parts pay, at every tier limit and every rate; only a warning where parts pay less."""
    for at, one in enumerate(facts.plan.commission.rules):
        case = split_fails(one)
        if case is not None:
            words = {
                "name": title_of(one),
                "size": figure(case.size),
                "part": figure(case.size / PARTS),
                "parts": PARTS,
                "one": figure(case.one),
                "many": figure(case.many),
            }
            severity: Severity | None = "warning" if case.many < case.one else None
            yield Hit(("commission", "rules", at), words, figure(case.many - case.one), severity)


@rule(
    "PAY-F3",
    "error",
    title=Text(
        "没有一条规则奖励老客户多买或者开发新客户",
        "no rule rewards more sales to existing customers, nor a new customer",
    ),
    why=Text(
        "多卖一块钱、多开发一家客户都拿不到更多，提成就带不动增长。",
        "When neither one yuan more nor one customer more pays, commission brings no growth.",
    ),
    fix=Text(
        "至少一条规则按 revenue、gross_profit、collections 计提并且 100% 以上还有提成率，或按 new_customers 计提",
        "have a rule for revenue, gross_profit or collections with a rate above 100%, or one for new_customers",
    ),
    source="methods.md 9.5",
    example=Example(
        "commission:\n  rules:  # <- PAY-F3\n  - {id: 笔数奖, from: 2026-01-01, measure: 订单数, "
        "tiers: [{from: 0, each: 50}]}\n"
        "  - {id: 保本, from: 2026-01-01, quota: 10万, tiers: [{from: 0, to: 100%, rate: 5%}, {from: 100%, rate: 0}]}",
        "commission:\n  rules:\n  - {id: 新客, from: 2026-01-01, measure: 新客户数, tiers: [{from: 0, each: 800}]}",
    ),
)
def rewards_growth(facts: Facts) -> Iterator[Hit]:
    """Some rule pays more for more money or units beyond the quota, or for one customer more."""
    rules = facts.plan.commission.rules
    if rules and not any(map(_grows, rules)):
        yield Hit(("commission", "rules"))


def _grows(one: CommissionRule) -> bool:
    """Whether what is sold half again above the quota pays more than the quota itself (or any at all without one)."""
    if one.measure == "orders":
        return False
    ladder, quota = ladder_of(one), quota_of_plan(one) or NOMINAL
    start = quota if ladder.relative else Fraction(0)
    return ladder.paid(start * Fraction(3, 2) + 1, quota).earned > ladder.paid(start, quota).earned


@rule(
    "PAY-W12",
    "warning",
    title=Text(
        "规则“{name}”全额累进：{quota}卖到 {limit} 那一刻，提成从 {below} 跳到 {above}（{share}）",
        "the rule “{name}” pays whole tiers: {quota}at {limit} pay jumps from {below} to {above} ({share})",
    ),
    why=Text(
        "差一块钱差几千块提成，业务员会把订单攒到一个月，或者求客户提前下单。",
        "Where one yuan decides about thousands, orders are held back or pulled forward.",
    ),
    fix=Text(
        "改成 mode: marginal（超额累进），或让相邻两档的提成率差得少一些（parameters.pay.cliff）",
        "write mode: marginal, or bring the rates of the two tiers closer (parameters.pay.cliff)",
    ),
    source="methods.md 9.5",
    example=Example(
        "commission:\n  rules:\n  - id: 提成\n    from: 2026-01-01\n    quota: 10万\n    mode: 全额累进\n"
        f"    tiers: {_LADDER}  # <- PAY-W12",
        "commission:\n  rules:\n"
        + _rule("[{from: 0, to: 100%, rate: 5%}, {from: 100%, rate: 6%}]", "mode: 全额累进, "),
    ),
)
def has_no_cliff(facts: Facts) -> Iterator[Hit]:
    """At no limit of whole tiers does pay rise by more than ``pay.cliff`` of what it is just below."""
    most = Fraction(facts.plan.parameters.pay.cliff)
    for at, one, ladder, quota in _ladders(facts):
        for jump in jumps(ladder, quota):
            if jump.share is not None and jump.share > most:
                words = {**_jump_words(one, jump, quota), "share": f"+{percent_text(jump.share)}"}
                yield Hit(("commission", "rules", at, "tiers"), words, attained(jump.limit, ladder))


@rule(
    "PAY-F08",
    "error",
    title=Text(
        "规则“{name}”{quota}卖到 {limit}，提成反而从 {below} 降到 {above}",
        "the rule “{name}”: {quota}at {limit} pay falls from {below} to {above}",
    ),
    why=Text("多卖反而少拿，没有人会越过这一档。", "Who sells more is paid less, so nobody passes this limit."),
    fix=Text("上一档的提成率不要低于下一档", "give the tier above a rate no lower than the one below"),
    source="methods.md 9.5",
    example=Example(
        "commission:\n  rules:\n  - id: 提成\n    from: 2026-01-01\n    quota: 10万\n    mode: 全额累进\n"
        "    tiers: [{from: 0, to: 100%, rate: 8%}, {from: 100%, rate: 5%}]  # <- PAY-F08",
        _GOOD,
    ),
)
def never_pays_less_for_more(facts: Facts) -> Iterator[Hit]:
    """At no limit of whole tiers does pay fall."""
    for at, one, ladder, quota in _ladders(facts):
        for jump in jumps(ladder, quota):
            if jump.above < jump.below:
                yield Hit(
                    ("commission", "rules", at, "tiers"), _jump_words(one, jump, quota), attained(jump.limit, ladder)
                )


@rule(
    "PAY-W09",
    "warning",
    title=Text(
        "规则“{name}”越往上提成率越低：{limit} 以下 {before}，以上 {rate}",
        "the rule “{name}” pays less further up: {before} below {limit}, {rate} above",
    ),
    why=Text("卖得越多每块钱拿得越少，冲高没有动力。", "The more is sold the less each yuan pays: no reason to go on."),
    fix=Text("把 {limit} 以上的提成率写成不低于 {before}", "give the tier from {limit} on a rate of {before} or more"),
    source="methods.md 9.5",
    example=Example(
        "commission:\n  rules:\n  - id: 提成\n    from: 2026-01-01\n    quota: 10万\n"
        "    tiers: [{from: 0, to: 100%, rate: 8%}, {from: 100%, rate: 5%}]  # <- PAY-W09",
        _GOOD,
    ),
)
def rates_do_not_fall(facts: Facts) -> Iterator[Hit]:
    """No marginal tier has a lower rate than the one below it; of whole tiers PAY-F08 speaks."""
    for at, one, ladder, _ in _ladders(facts):
        for limit, before, rate in falling(ladder) if ladder.mode == "marginal" else ():
            words = {
                "name": title_of(one),
                "limit": attained(limit, ladder),
                "before": rate_text(before, one),
                "rate": rate_text(rate, one),
            }
            yield Hit(("commission", "rules", at, "tiers"), words, str(rate_text(rate, one)))


@rule(
    "PAY-W10",
    "warning",
    title=Text(
        "规则“{name}”封顶 {cap}：任务额 {quota} 的人卖到 {limit} 就到顶，再卖没有提成",
        "the rule “{name}” has a cap of {cap}: at a quota of {quota} it is reached at {limit}, and no more is paid",
    ),
    why=Text(
        "到顶以后多卖一分不拿，业务员会把订单留到下个月。",
        "Beyond the cap nothing more is paid, so orders wait for the next period.",
    ),
    fix=Text("把 cap 提高到 {needed} 以上，或者去掉", "raise the cap to {needed} or more, or leave it out"),
    source="methods.md 9.5",
    example=Example(
        "commission:\n  rules:\n  - id: 提成\n    from: 2026-01-01\n    quota: 10万\n    cap: 5500  # <- PAY-W10\n"
        f"    tiers: {_LADDER}",
        "commission:\n  rules:\n" + _rule(_LADDER, "cap: 1万, "),
    ),
)
def cap_leaves_room(facts: Facts) -> Iterator[Hit]:
    """A cap is not reached before the attainment of ``pay.cap``; looked at where the plan itself writes the quota."""
    least = Fraction(facts.plan.parameters.pay.cap)
    for at, one, ladder, _ in _ladders(facts):
        quota = quota_of_plan(one)
        full = capped_from(ladder, quota) if quota and ladder.relative else None
        if quota and full is not None and full / quota < least:
            words = {
                "name": title_of(one),
                "cap": money(ladder.cap),
                "quota": money(quota),
                "limit": percent_text(full / quota),
                "needed": money(ladder.paid(least * quota, quota).before_cap),
            }
            yield Hit(("commission", "rules", at, "cap"), words, money(ladder.cap))


def _ladders(facts: Facts) -> Iterator[tuple[int, CommissionRule, Ladder, Fraction]]:
    """Each rule with its place, its ladder, and the quota it is looked at by."""
    for at, one in enumerate(facts.plan.commission.rules):
        yield at, one, ladder_of(one), quota_of_plan(one) or NOMINAL


def _jump_words(one: CommissionRule, jump: Jump, quota: Fraction) -> dict[str, object]:
    ladder = ladder_of(one)
    told = Text("任务额 {quota} 的人", "with a quota of {quota}, ").format(quota=money(quota))
    if quota_of_plan(one) is None:
        told = Text("按任务额 {quota} 算，", "for each {quota} of quota, ").format(quota=money(quota))
    return {
        "name": title_of(one),
        "quota": told if ladder.relative else Text("", ""),
        "limit": attained(jump.limit, ladder),
        "below": money(jump.below),
        "above": money(jump.above),
    }
