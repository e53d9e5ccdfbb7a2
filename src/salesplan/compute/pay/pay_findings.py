"""What is wrong with a commission plan or worth knowing about a payment: twice paid, nobody's, no quota, not over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Literal

from salesplan.compute.naming import names_of
from salesplan.compute.pay.ledger import Ledger
from salesplan.compute.pay.payees import Credits, is_meant, twice_paid
from salesplan.compute.pay.sales import Sale
from salesplan.compute.pay.standing import Accrual
from salesplan.compute.rounding import half_up
from salesplan.compute.team.staff import Staff, in_two_teams
from salesplan.errors import Place, Problem
from salesplan.model.named_period import NamedPeriod
from salesplan.model.near import nearest, plain_name
from salesplan.model.period import Period
from salesplan.model.plan.commission import Commission, CommissionRule
from salesplan.text import Text

Why = Literal["no_rep", "unknown", "shared"]
_RULES = "commission.rules"


@dataclass(frozen=True)
class Unpaid:
    """Order lines of the period that nobody is paid for: nobody named, nobody known, or shared without shares.

    ``reps`` is what stands in the column of reps, ``first_row`` the first of the rows.
    """

    why: Why
    rows: int
    amount: Decimal
    reps: tuple[str, ...] = ()
    first_row: int | None = None


def unpaid_of(sales: Sequence[Sale], credits_: Credits) -> tuple[tuple[Unpaid, ...], Counter[str]]:
    """The order lines that nobody is paid for, and the unknown names among them with their rows."""
    rows: Counter[Why] = Counter()
    amounts: dict[Why, Decimal] = {}
    found: dict[Why, list[Sale]] = {}
    names: Counter[str] = Counter()
    for sale in sales:
        shares = credits_.shares(sale)
        if shares:
            continue
        why: Why = "no_rep" if shares is not None else "unknown"
        if why == "unknown" and sale.rep:
            if credits_.names_known(sale.rep):
                why = "shared"
            else:
                names[sale.rep] += 1
        found.setdefault(why, []).append(sale)
        rows[why] += 1
        amounts[why] = amounts.get(why, Decimal(0)) + (sale.amount or Decimal(0))
    order: tuple[Why, ...] = ("no_rep", "unknown", "shared")
    return tuple(
        Unpaid(why, rows[why], amounts[why], _reps(found[why]), min(sale.row for sale in found[why]))
        for why in order
        if rows[why]
    ), names


def _reps(sales: Sequence[Sale]) -> tuple[str, ...]:
    return tuple(sorted({sale.rep for sale in sales if sale.rep}))


def faults_of(plan: Commission, staff: Staff) -> list[Problem]:
    """What forbids to pay anybody: two rules for the same, a person in two teams where teams decide, no people."""
    by_place = [rule for rule in plan.rules if rule.who.roles or rule.who.teams or rule.who.regions or _by_team(rule)]
    found = [_twice(one, two, person, _shown(days)) for one, two, person, days in twice_paid(plan.rules, staff)]
    if by_place and not staff:
        found.append(_nobody(by_place[0]))
    if any(rule.who.teams or _by_team(rule) for rule in plan.rules):
        found += [_two_teams(name, teams) for name, teams in staff.in_two_teams]
    names = {name for each in plan.splits for name in each.shares}
    unknown = sorted(name for name in names if staff and staff.of(name) is None)
    return found + [_unknown_share(name, staff) for name in unknown]


def _by_team(rule: CommissionRule) -> bool:
    return rule.pooled or rule.sales == "team"


def _shown(days: Period) -> Text | str:
    """The days of an overlap; one without an end goes on."""
    return Text("{first} 起", "from {first} on").format(first=days.first) if days.last == days.last.max else str(days)


def _twice(one: CommissionRule, two: CommissionRule, person: str, days: Text | str) -> Problem:
    what = Text(
        "规则“{one}”和“{two}”（{days}）对同一笔业绩重复计提（如 {person}）",
        "the rules {one} and {two} pay the same sales twice ({days}), such as those of {person}",
    ).format(one=one.id, two=two.id, days=days, person=person)
    fix = Text(
        "旧规则写上 to: {day}（新规则开始的前一天）；或把 who、only 分开",
        "end the older one with to: {day} (the day before the newer one begins), or keep who or only apart",
    )
    older, newer = sorted((one, two), key=lambda rule: (rule.from_, rule.id))
    ends = newer.from_ - timedelta(days=1) if newer.from_ > older.from_ else older.from_
    return Problem("PAY-overlap", "error", what, fix.format(day=ends), Place(key=_RULES), f"{one.id}, {two.id}")


def _nobody(rule: CommissionRule) -> Problem:
    what = Text(
        "规则“{rule}”按职位、团队或区域找人，却没有销售人员名单",
        "the rule {rule} goes by position, team or region, but there is no list of sales people",
    ).format(rule=rule.id)
    fix = Text(
        "加 --reps 团队.xlsx，或在 plan.yaml 里写 sources: {reps: 团队.xlsx}",
        "add --reps team.xlsx, or put sources: {reps: team.xlsx} in plan.yaml",
    )
    return Problem("PAY-no-people", "error", what, fix, Place(key=_RULES), rule.id)


def _two_teams(name: str, teams: Sequence[str]) -> Problem:
    what = Text(
        "{name}在两个团队里：{teams}；按团队的提成会算两次",
        "{name} is in two teams, {teams}: team pay would count twice",
    ).format(name=name, teams=names_of(teams))
    fix = Text("在销售人员名单里只留一行", "keep one row in the list of sales people")
    return Problem("PAY-two-teams", "error", what, fix, Place(key=_RULES), name)


def _unknown_share(name: str, staff: Staff) -> Problem:
    near = nearest(name, [one.name for one in staff.listed])
    what = Text("分成里的“{name}”不在销售人员名单里", "{name} of the splits is not in the list of sales people")
    fix = (
        Text("是“{near}”吗？改成一致", "is it {near}? Write it alike")
        if near
        else Text("把他加进名单，或改正名字", "add the person to the list, or correct the name")
    )
    return Problem(
        "PAY-split-unknown",
        "error",
        what.format(name=name),
        fix.format(near=near) if near else fix,
        Place(key="commission.splits"),
        name,
    )


def missing_quotas(done: Ledger, asked: NamedPeriod) -> list[Problem]:
    """People who sold in the period and have no quota under a rule that needs one."""
    problems = []
    for rule, person, period in _of_year(done, asked):
        what = Text(
            "规则“{rule}”：{person}在 {period} 没有任务额", "the rule {rule} has no quota for {person} in {period}"
        ).format(rule=rule, person=person, period=period)
        fix = Text(
            "在这条规则里写 quota: {{amount: 10万, reps: {{{person}: 10万}}}}；没有任务额就写 quota: none、档位写金额",
            "put quota: {{amount: 100000, reps: {{{person}: 100000}}}} in this rule; without quotas write quota: none "
            "and tiers in amounts",
        ).format(person=person)
        problems.append(Problem("PAY-no-quota", "error", what, fix, Place(key=_RULES), person))
    return problems


def _of_year(done: Ledger, asked: NamedPeriod) -> list[tuple[str, str, str]]:
    """Who has no quota in the year of the period asked for."""
    spans = {month.name for month in done.months if month.span.first in asked.span} | {asked.name}
    return [each for each in done.missing if each[2] in spans or each[2].startswith(str(asked.year.number))]


def missing_before(done: Ledger, asked: NamedPeriod) -> list[Problem]:
    """That people had no quota in periods of earlier years that were not recorded: nothing is worked out for them."""
    now = set(_of_year(done, asked))
    before = [each for each in done.missing if each not in now]
    if not before:
        return []
    periods = sorted({period for _, _, period in before})
    what = Text(
        "{names} 在 {first} 到 {last} 有业绩、没有任务额，这些期间没有算提成",
        "{names} sold from {first} to {last} without a quota: no commission is worked out for these periods",
    ).format(names=names_of(sorted({name for _, name, _ in before})), first=periods[0], last=periods[-1])
    fix = Text(
        "那时的提成已经发过就不用管；要算就在规则的 quota 里写 amount 或 reps",
        "nothing to do if it was paid then; else write amount or reps into the quota of the rule",
    )
    return [Problem("PAY-no-quota-before", "warning", what, fix, Place(key=_RULES), periods[0])]


def pay_findings(
    plan: Commission, standing: Sequence[Accrual], staff: Staff, unpaid: Sequence[Unpaid], place: Place
) -> Iterator[Problem]:
    """What is worth knowing about a payment."""
    yield from (_unpaid(each, place) for each in unpaid if each.why != "unknown")
    yield from _quota_zero(standing)
    yield from _meant_for_nobody(plan, staff)
    if not any(rule.who.teams or _by_team(rule) for rule in plan.rules):
        yield from in_two_teams(staff, Place(key=_RULES))


def _unpaid(each: Unpaid, place: Place) -> Problem:
    if each.why == "no_rep":
        what = Text(
            "{rows} 行订单没有业务员，合计 {amount}：没有给任何人计提",
            "{rows} order lines without a rep, {amount} together: nobody is paid for them",
        )
        fix = Text("在订单里补上业务员", "fill in the rep in the orders")
        code = "PAY-no-rep"
    else:
        what = Text(
            "{rows} 行订单写了几个人而没写比例，合计 {amount}：没有给任何人计提",
            "{rows} order lines name several people without shares, {amount} together: nobody is paid for them",
        )
        fix = Text(
            "写成 张三60%、李四40%；要平分就在 plan.yaml 写 parameters: {pace: {shared: even}}",
            "write Ann 60%, Ben 40%; to share evenly put parameters: {pace: {shared: even}} in plan.yaml",
        )
        code = "PAY-shared"
    return Problem(code, "warning", what.format(rows=f"{each.rows:,}", amount=f"{each.amount:,}"), fix, place)


def _quota_zero(standing: Sequence[Accrual]) -> Iterator[Problem]:
    for each in standing:
        if each.quota == 0 and each.sold:
            what = Text(
                "{person}在 {period} 的任务额是 0：按基本提成率 {rate} 计提",
                "{person} has a quota of 0 in {period}: paid at the base rate, {rate}",
            ).format(person=each.person, period=each.period, rate=f"{rate_text(each.rate)}%")
            fix = Text("给他一个任务额；确实没有就不用管", "give a quota; where there is none this is as it should be")
            yield Problem("PAY-quota-zero", "warning", what, fix, Place(key=_RULES), each.person)


def rate_text(rate: Decimal) -> str:
    """A rate in percent as a number, without zeros at the end."""
    text = f"{half_up(rate * 100, 4):f}"
    return text.rstrip("0").rstrip(".")


def _meant_for_nobody(plan: Commission, staff: Staff) -> Iterator[Problem]:
    """Rules that fit nobody in the list of people, with what the list has instead."""
    for rule in plan.rules:
        if not staff or any(is_meant(rule.who, one) for one in staff.listed):
            continue
        told, known = _asked(rule, staff)
        near = nearest(told[0], known) if told else None
        what = Text("规则“{rule}”（{who}）没有一个人适用", "the rule {rule} ({who}) fits nobody").format(
            rule=rule.id, who=names_of(told)
        )
        meant = Text("是“{near}”吗？改成一致", "is it {near}? Write it alike").format(near=near)
        any_of = Text("who 写名单里有的：{known}", "put into who what the list has: {known}")
        fix = meant if near else any_of.format(known=names_of(known))
        yield Problem("PAY-for-nobody", "warning", what, fix, Place(key=_RULES), rule.id)


def unmatched(plan: Commission, sales: Sequence[Sale]) -> Iterator[Problem]:
    """Products, categories and customers that rules name and no order has, with the nearest that one has."""
    told = {
        "products": [name for sale in sales for name in (sale.product_id, sale.product) if name],
        "categories": [sale.category for sale in sales if sale.category],
        "customers": [name for sale in sales for name in (sale.customer_id, sale.customer) if name],
    }
    known = {kind: {plain_name(name): name for name in dict.fromkeys(names)} for kind, names in told.items()}
    for rule in plan.rules:
        for part in (rule.only, rule.exclude, *rule.rates):
            for kind, names in known.items():
                for name in getattr(part, kind, ()):
                    if plain_name(name) not in names and sales:
                        yield _unmatched(rule, name, names.values())


def _unmatched(rule: CommissionRule, name: str, known: Iterable[str]) -> Problem:
    near = nearest(name, list(known))
    what = Text(
        "规则“{rule}”里的“{name}”，订单里没有：这一条不起作用",
        "{name} of the rule {rule} is in no order: it does nothing",
    ).format(rule=rule.id, name=name)
    meant = Text("是“{near}”吗？改成一致", "is it {near}? Write it alike").format(near=near)
    check = Text("按订单里的叫法写", "write it as the orders do")
    return Problem("PAY-unmatched", "warning", what, meant if near else check, Place(key=_RULES), name)


def _asked(rule: CommissionRule, staff: Staff) -> tuple[list[str], list[str]]:
    """What the first condition that nobody meets asks for, and what the list has."""
    kinds = (
        (rule.who.reps, [one.name for one in staff.listed]),
        (rule.who.roles, [one.role for one in staff.listed if one.role]),
        (rule.who.teams, [one.team for one in staff.listed if one.team]),
        (rule.who.regions, [one.region for one in staff.listed if one.region]),
    )
    for asked, known in kinds:
        if asked and not {plain_name(name) for name in asked} & {plain_name(name) for name in known}:
            return list(asked), list(dict.fromkeys(known))
    return [name for asked, _ in kinds for name in asked], []
