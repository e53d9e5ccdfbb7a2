"""The commission plan and its people: everyone has a rule, nobody two for the same, none too many (methods.md 9.5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction

from salesplan.compute.naming import names_of
from salesplan.compute.pay.ladder import ladder_of
from salesplan.compute.pay.limits import title_of
from salesplan.compute.pay.payees import is_meant, twice_paid
from salesplan.compute.pay.shape import quota_of_plan
from salesplan.compute.plan.rule import Example, Facts, Hit, rule
from salesplan.compute.rounding import percent_text
from salesplan.compute.team.staff import Staff, staff_of
from salesplan.model.plan.commission import CommissionRule, PayPeriod
from salesplan.model.plan.metrics import measure_shown
from salesplan.text import Text

_TEAM = "team:\n  members:\n  - {name: 李敏, role: 业务员}\n"
_TIERS = "tiers: [{from: 0, rate: 5%}]"
_GOOD = f"{_TEAM}commission:\n  rules:\n  - {{id: 提成, from: 2026-01-01, who: {{roles: 业务员}}, {_TIERS}}}"
_TIMES: dict[PayPeriod, int] = {"month": 12, "quarter": 4, "year": 1}
"""How often a year a rule settles."""


@rule(
    "PAY-F4",
    "warning",
    title=Text("{who}的提成不够简单：{told}", "commission of {who} is not simple: {told}"),
    why=Text(
        "指标一多，谁也说不清多做一件事值多少钱；占得太少的指标没人理。",
        "With many measures nobody knows what one thing more is worth; one of little weight is not minded.",
    ),
    fix=Text(
        "一个人最多 {most} 项，每项至少占 {least}（parameters.pay.measures）：合并、去掉，或放到考核里",
        "at most {most} a person, each at least {least} (parameters.pay.measures): merge or drop some",
    ),
    source="methods.md 9.5",
    example=Example(
        f"{_TEAM}commission:\n  rules:  # <- PAY-F4\n  - {{id: A, from: 2026-01-01, {_TIERS}}}\n"
        f"  - {{id: B, from: 2026-01-01, measure: 毛利, {_TIERS}}}\n"
        f"  - {{id: C, from: 2026-01-01, measure: collections, {_TIERS}}}\n"
        "  - {id: D, from: 2026-01-01, measure: 新客户数, tiers: [{from: 0, each: 500}]}",
        _GOOD,
    ),
    uses=("reps",),
)
def is_simple(facts: Facts) -> Iterator[Hit]:
    """Nobody is paid for more than ``pay.measures.most`` things at once, nor for one of little weight at quota.

    Weights are told where the plan writes the quotas of all of a person's rules.
    """
    told = facts.plan.parameters.pay.measures
    limits = {"most": told.most, "least": percent_text(told.least)}
    for who, rules in _groups(facts):
        measures = dict.fromkeys(each.measure for each in rules)
        if len(measures) > told.most:
            many = Text("同时有 {n} 项：{names}", "{n} measures at once: {names}")
            shown = names_of([measure_shown(measure) for measure in measures], None)
            yield Hit(
                ("commission", "rules"), {"who": who, "told": many.format(n=len(measures), names=shown), **limits}
            )
        for measure, share in _weights(rules).items():
            if share < Fraction(told.least):
                light = Text("{name}只占 {share}", "{name} weighs {share} only")
                words = light.format(name=measure_shown(measure), share=percent_text(share))
                yield Hit(("commission", "rules"), {"who": who, "told": words, **limits})


def _groups(facts: Facts) -> Iterator[tuple[Text, Sequence[CommissionRule]]]:
    """The different sets of rules that people are under at once, as of the day or later, with who is under each."""
    people: dict[tuple[int, ...], list[str]] = {}
    rules = facts.plan.commission.rules
    for day in sorted({max(one.from_, facts.as_of) for one in rules if not _over(one, facts.as_of)}):
        now = [at for at, one in enumerate(rules) if one.from_ <= day and (one.to is None or day <= one.to)]
        for person in _staff(facts).there(day):
            his = tuple(at for at in now if is_meant(rules[at].who, person))
            names = people.setdefault(his, [])
            names += [person.name] if person.name not in names else []
    for his, names in people.items():
        yield names_of(names, 3), [rules[at] for at in his]


def _weights(rules: Sequence[CommissionRule]) -> dict[str, Fraction]:
    """Each measure's part of a year's pay at quota; nothing where a quota is not written, or all is one measure."""
    sums: dict[str, Fraction] = {}
    for one in rules:
        quota = quota_of_plan(one)
        if quota is None:
            return {}
        sums[one.measure] = sums.get(one.measure, Fraction(0)) + (
            ladder_of(one).paid(quota, quota).earned * _TIMES[one.period]
        )
    whole = sum(sums.values(), Fraction(0))
    return {measure: part / whole for measure, part in sums.items()} if whole and len(sums) > 1 else {}


@rule(
    "PAY-W11",
    "warning",
    title=Text(
        "规则“{name}”执行到 {end}，接它的“{next}”从 {start} 才开始，中间 {days} 天没有提成",
        "the rule “{name}” ends on {end} and “{next}” begins on {start}: on {days} days between nothing is paid",
    ),
    why=Text(
        "那几天的订单一分提成也没有，业务员会拖到新规则开始。",
        "Orders of these days pay nothing, so they wait for the new rule.",
    ),
    fix=Text("把 to 写成 {wanted}", "write to: {wanted}"),
    source="methods.md 9.5",
    example=Example(
        "commission:\n  rules:\n  - id: 上半年\n    from: 2026-01-01\n    to: 2026-06-29  # <- PAY-W11\n"
        f"    {_TIERS}\n  - {{id: 下半年, from: 2026-07-01, {_TIERS}}}",
        f"commission:\n  rules:\n  - {{id: 上半年, from: 2026-01-01, to: 2026-06-30, {_TIERS}}}\n"
        f"  - {{id: 下半年, from: 2026-07-01, {_TIERS}}}",
    ),
)
def leaves_no_hole(facts: Facts) -> Iterator[Hit]:
    """Of the rules for the same people and the same measure the next begins the day after one ends."""
    rules = facts.plan.commission.rules
    for at, one in enumerate(rules):
        alike = [each for each in rules if each is not one and _same_kind(one, each)]
        end = one.to
        later = [each for each in alike if end is not None and each.from_ > end]
        if end is None or not later or any(_holds(each, end + timedelta(days=1)) for each in alike):
            continue
        first = min(later, key=lambda each: each.from_)
        words = {
            "name": title_of(one),
            "end": end,
            "next": title_of(first),
            "start": first.from_,
            "days": (first.from_ - end).days - 1,
            "wanted": first.from_ - timedelta(days=1),
        }
        yield Hit(("commission", "rules", at, "to"), words, str(end))


@rule(
    "PAY-F07",
    "error",
    title=Text(
        "“{one}”和“{two}”在 {first} 到 {last} 都给{who}按{measure}提成，同一笔销售付两次",
        "from {first} to {last} both “{one}” and “{two}” pay {who} for {measure}: the same sales are paid twice",
    ),
    why=Text("同一笔销售付两次提成，多半是改规则时忘了给旧的写上 to。", "Most often the old rule was not ended."),
    fix=Text(
        "给旧的规则写上 to: {end}，或用 who、only 把两条分开",
        "end the old rule with to: {end}, or part the two by who or only",
    ),
    source="methods.md 9.5",
    example=Example(
        f"{_TEAM}commission:\n  rules:\n  - {{id: 去年, from: 2025-01-01, {_TIERS}}}\n"
        f"  - {{id: 今年, from: 2026-01-01, {_TIERS}}}  # <- PAY-F07",
        f"{_TEAM}commission:\n  rules:\n  - {{id: 去年, from: 2025-01-01, to: 2025-12-31, {_TIERS}}}\n"
        f"  - {{id: 今年, from: 2026-01-01, {_TIERS}}}",
    ),
    uses=("reps",),
)
def pays_nothing_twice(facts: Facts) -> Iterator[Hit]:
    """No two rules pay one person for the same sales on the same days; told at the later one."""
    rules = facts.plan.commission.rules
    for pair in twice_paid(rules, _staff(facts)):
        (old, new), days = sorted(pair[:2], key=lambda each: each.from_), pair[3]
        words = {
            "one": title_of(old),
            "two": title_of(new),
            "who": pair[2],
            "measure": measure_shown(new.measure),
            "first": days.first,
            "last": days.last if days.last != date.max else Text("以后", "ever after"),
            "end": new.from_ - timedelta(days=1),
        }
        yield Hit(("commission", "rules", rules.index(new)), words, new.id)


@rule(
    "PAY-N13",
    "note",
    title=Text("{n} 人没有提成规则：{names}", "no commission rule is for {names} ({n} in all)"),
    why=Text(
        "不写规则的人没有提成；要是漏了，月底才发现就晚了。",
        "Whom no rule is for gets no commission; if forgotten, the end of the month is late to notice.",
    ),
    fix=Text(
        "漏了就把他们写进一条规则的 who；本来没有提成就不用管",
        "if forgotten, put them under who of a rule; else let it be",
    ),
    source="methods.md 9.5",
    example=Example(
        "team:\n  members:\n  - {name: 李敏, role: 业务员}\n  - {name: 王强, role: 经理}\n"
        f"commission:\n  rules:  # <- PAY-N13\n  - {{id: 提成, from: 2026-01-01, who: {{roles: 业务员}}, {_TIERS}}}",
        _GOOD,
    ),
    uses=("reps",),
)
def everybody_has_a_rule(facts: Facts) -> Iterator[Hit]:
    """Everybody who is there on the day is meant by a rule that is not over."""
    rules = [one for one in facts.plan.commission.rules if not _over(one, facts.as_of)]
    without = [
        person.name
        for person in _staff(facts).there(facts.as_of)
        if not any(is_meant(one.who, person) for one in rules)
    ]
    if rules and without:
        yield Hit(("commission", "rules"), {"n": len(without), "names": names_of(without)}, str(len(without)))


def _staff(facts: Facts) -> Staff:
    """The people of the list, else of the plan, made once for all rules."""
    return facts.once(_read_staff)


def _read_staff(facts: Facts) -> Staff:
    return staff_of(facts.lists.get("reps"), facts.plan.team)


def _over(one: CommissionRule, as_of: date) -> bool:
    return one.to is not None and one.to < as_of


def _holds(one: CommissionRule, day: date) -> bool:
    return one.from_ <= day and not _over(one, day)


def _same_kind(one: CommissionRule, two: CommissionRule) -> bool:
    kinds = ((each.who, each.measure, each.sales, each.pooled, each.only) for each in (one, two))
    return next(kinds) == next(kinds)
