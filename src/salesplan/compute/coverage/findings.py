"""What to know about coverage before hours are moved: tiers that get too much, accounts in the wrong hands, gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal

from salesplan.compute.coverage.coverage import CoverageSummary, TierFigures
from salesplan.compute.coverage.hours import Spent
from salesplan.compute.coverage.skill_match import SkillMatch
from salesplan.compute.customers.link_findings import is_shared, of_counts
from salesplan.compute.fixes import LATER_AS_OF
from salesplan.compute.naming import names_of
from salesplan.compute.near_keys import UnknownName, unknown_names
from salesplan.compute.prospects.people import People
from salesplan.compute.rounding import percent_text
from salesplan.compute.team.staff import owner_key, unknown_owner
from salesplan.errors import Place, Problem
from salesplan.model.figures import figure
from salesplan.model.in_plan import in_plan, yaml_text
from salesplan.text import Text

GRADES = {"tier": Text("{tier} 级（价值等级）", "tier {tier}"), "class": Text("{tier} 级（客户等级）", "class {tier}")}
UNRATED = Text("没有等级的客户", "no tier")


def of_tiers(summary: CoverageSummary) -> Iterator[Problem]:
    """Tiers that get too much or too little time, and what cannot be compared."""
    if summary.hours == 0:
        what = Text(
            "没有工时，也没有跟进记录：看不出时间花在哪里", "no hours and no contacts: nobody knows where time goes"
        )
        fix = Text(
            "给工时表（--time）或跟进记录（--activities），或写进 plan.yaml 的 sources",
            "give hours (--time) or activities (--activities), or name them under sources in plan.yaml",
        )
        yield Problem("COVERAGE-no-hours", "warning", what, fix)
    elif summary.misallocation is None:
        what = Text(
            "客户都没有潜力，也没有销售额：没有可比的", "no customer has potential or revenue: nothing to compare with"
        )
        fix = Text("在客户名单里填潜力金额，或给订单", "fill in potential in the customer list, or give orders")
        yield Problem("COVERAGE-no-potential", "warning", what, fix)
    for tier in summary.tiers:
        if tier.verdict in ("over_served", "under_served"):
            yield _served(tier, summary)
    if summary.by_revenue and summary.customers:
        what = Text(
            "{n} 家客户没有潜力金额，用销售额代替", "{n} customers have no potential: their revenue stands for it"
        )
        fix = Text("在客户名单里补上潜力金额", "fill in potential in the customer list")
        yield Problem("COVERAGE-by-revenue", "note", what.format(n=f"{summary.by_revenue:,}"), fix)
    yield from _of_letters(summary)


def _of_letters(summary: CoverageSummary) -> Iterator[Problem]:
    """What the letters of the time list are taken for, and whom it cannot speak of."""
    if not summary.people_with_tiers:
        return
    other = "class" if summary.grading == "tier" else "tier"
    what = {
        "tier": Text(
            "工时表里的等级当作价值等级（RFM）", "the tiers of the time list are taken for value tiers (by RFM)"
        ),
        "class": Text(
            "工时表里的等级当作客户等级（同 classify）",
            "the tiers of the time list are taken for classes of classify",
        ),
    }
    fix = {
        "class": Text(
            "若填的是 classify 的客户等级，在 plan.yaml 的 parameters → coverage 下写 grading: class",
            "if they are the classes of classify, set grading: class under parameters → coverage in plan.yaml",
        ),
        "tier": Text(
            "若填的是价值等级，在 plan.yaml 的 parameters → coverage 下写 grading: tier",
            "if they are value tiers, set grading: tier under parameters → coverage in plan.yaml",
        ),
    }
    yield Problem("COVERAGE-grading", "note", what[summary.grading], fix[other], value=summary.grading)
    if any(each.hours is None for each in summary.tiers):
        told = Text(
            "工时表只写等级：{n} 家没有等级的客户花了多少时间看不出来，没有参加比较",
            "the time list names tiers only: what {n} customers without a tier get is not known, they are not compared",
        ).format(n=f"{sum(each.customers for each in summary.tiers if each.hours is None):,}")
        name_them = Text("要一起比，工时表里写客户编号", "to compare them, put customer ids into the time list")
        yield Problem("COVERAGE-tiers-only", "note", told, name_them)


def _served(tier: TierFigures, summary: CoverageSummary) -> Problem:
    name = UNRATED if tier.tier is None else GRADES[summary.grading].format(tier=tier.tier)
    words = {
        "tier": name,
        "time": percent_text(tier.time_share or 0),
        "worth": percent_text(tier.potential_share or 0),
        "hours": figure(abs(tier.hours_to_shift or Decimal(0)).quantize(Decimal("0.1"))),
        "days": summary.hours_window or "",
    }
    if tier.verdict == "over_served":
        what = Text(
            "{tier}占用 {time} 的时间，只有 {worth} 的潜力：服务过度",
            "{tier}: {time} of the time for {worth} of the potential, over-served",
        )
        fix = Text(
            "少花约 {hours} 小时（{days} 这段时间），改用电话、线上",
            "spend about {hours} hours less (of {days}); call or write instead of visiting",
        )
    else:
        what = Text(
            "{tier}有 {worth} 的潜力，只得到 {time} 的时间：服务不足",
            "{tier}: {worth} of the potential, only {time} of the time, under-served",
        )
        fix = Text("再多花约 {hours} 小时（{days} 这段时间）", "spend about {hours} hours more (in {days})")
    return Problem("COVERAGE-tier", "warning", what.format(**words), fix.format(**words), value=tier.tier)


def of_skill(match: SkillMatch | None, *, with_team: bool) -> Iterator[Problem]:
    """High tiers in hands that are not the best, the worst accounts by name."""
    if match is None:
        if with_team:
            what = Text(
                "销售人员名单里没有能力评分，看不出能手有没有用在大客户上",
                "the team list has no skill: who serves whom cannot be judged",
            )
            fix = Text("补上能力评分（1-5）", "fill in skill, 1 to 5")
            yield Problem("COVERAGE-no-skill", "note", what, fix)
        return
    if match.mismatches:
        yield _mismatched(match)
    yield from _top_on_low(match)


def _mismatched(match: SkillMatch) -> Problem:
    """All accounts in the wrong hands at once: whose they are, and who could take them in each region."""
    whose = Counter(one.owner or "" for one in match.mismatches)
    most = sorted(whose.items(), key=lambda each: (-each[1], each[0]))
    what = Text(
        "{n} 家大客户不由能手（能力前三分之一）负责：{whose}",
        "{n} large accounts are not served by the best (top third of skill): {whose}",
    ).format(n=f"{match.mismatched:,}", whose=names_of(f"{name} {rows}" for name, rows in most))
    better = {one.region: one.better for one in match.mismatches if one.better}
    local = Text("{region}（{names}）", "{region} ({names})")
    by_region = [
        local.format(region=region, names=names_of(better[region], None)) for region in sorted(better, key=str)
    ]
    fix = Text("换由能手负责，或由他们陪访：{names}", "hand them to the best, or have one of them come along: {names}")
    return Problem(
        "COVERAGE-skill",
        "warning",
        what,
        fix.format(names=names_of(by_region or match.top, None)),
        value=str(match.mismatched),
    )


def _top_on_low(match: SkillMatch) -> Iterator[Problem]:
    """The best people who spend hours on low tiers, together."""
    busy = [(top.name, top.low_hours) for top in match.top_people if top.low_hours]
    if not busy:
        return
    what = Text(
        "能手有 {hours} 小时花在低等级客户上：{names}", "the best spend {hours} hours on low tiers: {names}"
    ).format(
        hours=figure(sum((hours for _, hours in busy), Decimal(0)).quantize(Decimal("0.1"))),
        names=", ".join(f"{name} {figure(hours.quantize(Decimal('0.1')))}" for name, hours in busy),
    )
    fix = Text("把这些客户交给别人，或改用电话、线上", "hand these customers over, or serve them by phone")
    yield Problem("COVERAGE-top-on-low", "warning", what, fix, value=", ".join(name for name, _ in busy))


def of_time(spent: Spent | None, place: Place) -> Iterator[Problem]:
    """Hours that count for nobody, and why."""
    if spent is None:
        return
    if spent.basis == "contacts":
        yield from of_counts(spent.unknown, spent.later, spent.bare, spent.as_of, place)
    else:
        yield from _of_hours(spent, place)
    if spent.estimated:
        what = Text(
            "{n} 次联系没有时长，按每种方式的标准时长算",
            "{n} contacts without minutes count as long as their kind usually takes",
        )
        fix = Text("补上时长，或改 parameters.coverage.minutes", "fill in minutes, or set parameters.coverage.minutes")
        yield Problem("COVERAGE-usual-minutes", "note", what.format(n=f"{spent.estimated:,}"), fix, place)


def _of_hours(spent: Spent, place: Place) -> Iterator[Problem]:
    """Rows of the time list that do not count."""
    for one in spent.unknown:
        what = Text(
            "{name}（{rows} 行）不在客户里，工时没有计入",
            "{name} ({rows} rows) is no customer; these hours do not count",
        )
        fix = _whose(one)
        told = what.format(name=one.name, rows=f"{one.rows:,}")
        yield Problem("COVERAGE-unknown-customer", "warning", told, fix, place, one.name)
    for one in spent.strange:
        what = Text("“{name}”（{rows} 行）不是 A、B、C、D 等级", "{name} ({rows} rows) is none of the tiers A, B, C, D")
        fix = in_plan(("parameters", "coverage", "tiers"), f"{yaml_text(one.name)}: A")
        yield Problem(
            "COVERAGE-unknown-tier", "warning", what.format(name=one.name, rows=f"{one.rows:,}"), fix, place, one.name
        )
    if spent.later:
        what = Text("{n} 行在截止日期之后，没有计入", "{n} rows after the as-of are left out").format(
            n=f"{spent.later:,}"
        )
        yield Problem("COVERAGE-after-as-of", "note", what, LATER_AS_OF, place)
    if spent.bare:
        what = Text(
            "{n} 行没有日期，或没有客户和等级，没有计入",
            "{n} rows without a day, or without customer and tier, are left out",
        )
        yield Problem(
            "COVERAGE-bare", "note", what.format(n=f"{spent.bare:,}"), Text("补上这些格", "fill these cells"), place
        )


def _whose(one: UnknownName) -> Text:
    if is_shared(one):
        return Text("叫这个名字的客户不止一家：补上客户编号", "several customers have this name: fill in the id")
    near = Text("是“{near}”吗？改成一致；否则加进客户名单", "is it {near}? Make them agree; else add the customer")
    return near.format(near=one.near) if one.near else Text("加进客户名单", "add the customer to the list")


def of_owners(team: People, used: Mapping[str, int]) -> Iterator[Problem]:
    """Owners who are nobody in the team, and customers of people who have left."""
    known = {owner_key(word) for word in team.known}
    strange = {owner: rows for owner, rows in used.items() if owner_key(owner) not in known}
    unknown = unknown_names(strange, [each.name for each in team.everyone])
    yield from (unknown_owner(one, Place()) for one in unknown)
    for owner, rows in sorted(used.items()):
        person = next(iter(team.of(owner)), None)
        if person is not None and person.left is not None and not person.here:
            what = Text("{name}已离职，名下还有 {n} 家客户", "{name} has left and still owns {n} customers")
            fix = Text(
                "用 salesplan coverage --balance 看交给谁", "run salesplan coverage --balance to see who takes them"
            )
            yield Problem("COVERAGE-owner-left", "warning", what.format(name=person.name, n=rows), fix, value=owner)
