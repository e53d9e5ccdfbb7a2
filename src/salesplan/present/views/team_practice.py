"""How best practice looks: what closing the gap brings, who learns what from whom, the gaps, register and roles."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from salesplan.compute.team.practice import Gap, Pairing
from salesplan.compute.team.practice_page import PersonLine, PracticeSummary
from salesplan.compute.team.practice_register import PARTS, Adopted, RoleTarget
from salesplan.model.result import Result
from salesplan.present.blocks import Bar, Blank, Block, Cell, Content, Grid, Head, Heading, Line, Listing, Screen, Style
from salesplan.present.numbers import NOTHING, bar, decimal, integer, percent, whole_amount
from salesplan.present.sections import page_end, page_start
from salesplan.present.view import View
from salesplan.present.words import listed
from salesplan.text import Text

BANDS = {
    "top": Text("前", "top"),
    "middle": Text("中间", "middle"),
    "bottom": Text("后", "bottom"),
}
STYLES: dict[str, Style] = {"top": "good", "bottom": "warn"}
METRICS = {
    "sales": Text("销售额", "sales"),
    "relations": Text("客户关系", "relations"),
    "served": Text("服务的客户", "customers served"),
    "per_customer": Text("每家客户买多少", "sales a customer"),
    "contacts": Text("联系次数", "contacts"),
}
POST = Text("全职的几成", "Part of a full-time post")
MONEY = ("sales", "per_customer")
REASONS = {
    "no_bands": Text("没有分组", "no bands"),
    "no_middle": Text("没有中间的人", "nobody in the middle"),
    "middle_zero": Text("中间的人是 0", "the middle has none"),
}
HOW = Text(
    "duties:\n  practices:\n    - {practice: 试用后当场要订单, owner: 张三, evidence: 多签一成, adopted_by: [张三]}",
    "duties:\n  practices:\n    - {practice: ask for the order, owner: Li, evidence: wins up, adopted_by: [Li]}",
)
COLUMNS = {
    "name": Text("人员", "Person"),
    "team": Text("团队", "Team"),
    "role": Text("职位", "Role"),
    "band": Text("分组", "Band"),
    "metric": Text("比什么", "Measure"),
    "value": Text("数值", "Value"),
    "top_mean": Text("前 25% 平均", "Mean of the top"),
    "of_top": Text("达到前 25% 的几成", "Share of the top"),
    "behind": Text("差多少", "Behind by"),
    "gain": Text("补上能多多少", "Gain"),
    "partner": Text("跟谁学", "Learns from"),
    "learns": Text("先学这一项", "To learn first"),
}
FIGURES = {
    "period": Text("期间", "period"),
    "role": Text("职位", "role"),
    "people": Text("人员", "people"),
    "banded": Text("分了组", "in bands"),
    "close": Text("补上几成差距", "share of the gap closed"),
    "gain": Text("销售额能多多少", "gain in sales"),
    "gaps": Text("差距", "gaps"),
    "pairings": Text("谁跟谁学", "who learns from whom"),
    "practices": Text("好做法登记", "register of practices"),
    "roles": Text("各职位的目标", "targets of roles"),
    **METRICS,
    "new": Text("其中新", "new"),
    "existing": Text("其中老", "existing"),
    "middle_mean": Text("中间平均", "mean of the middle"),
    "bottom_mean": Text("后 25% 平均", "mean of the bottom"),
    "gap": Text("前与中间差", "gap"),
    "ratio": Text("前是中间的几倍", "top over middle"),
    "reference": Text("文章说多（参考）", "the article's (reference)"),
    "reason": Text("算不出的原因", "why there is none"),
    "own": Text("自己", "own"),
    "partner_value": Text("那人的数", "the partner's"),
    "practice": Text("做法", "practice"),
    "owner": Text("谁负责推广", "owner"),
    "evidence": Text("凭什么有效", "evidence"),
    "adopted": Text("几人在用", "adopted"),
    "share": Text("占比", "share"),
    "open": Text("还没用的", "not yet"),
    "duties": Text("职责", "duties"),
    "target": Text("目标", "target"),
    "cross_sell_target": Text("交叉销售目标", "cross-sell target"),
    "cross_sell": Text("每家买几类产品", "product lines a customer"),
    "customers": Text("客户", "customers"),
    "post": POST,
    "lacking": Text("手册缺", "lacking"),
    "first": Text("第一天", "first day"),
    "last": Text("最后一天", "last day"),
}


def blocks(result: Result[PracticeSummary], screen: Screen) -> Iterator[Block]:
    """The page."""
    s = result.summary
    yield from page_start(VIEW.title, result, screen)
    yield from _conclusion(s, screen)
    yield from _pairings(s, screen)
    yield from _gaps(s, screen)
    yield from _people(s, screen)
    yield from _register(s)
    yield from _roles(s)
    yield from page_end(result, screen)


def _conclusion(s: PracticeSummary, screen: Screen) -> Iterator[Block]:
    """That roles are mixed; what closing the gap brings; without bands that there are none."""
    if s.mixed:
        told = Text(
            "{roles}混在一起比；只比一个职位：--role {role}",
            "{roles} are compared with each other; for one role: --role {role}",
        )
        yield Line(told.format(roles=listed(s.mixed), role=s.mixed[-1]), "warn", wrap=True)
    if not s.people:
        yield Line(Text("没有人可比", "there is nobody to compare"), "warn")
        return
    middle = sum(each.band == "middle" for each in s.people)
    if not s.banded or not middle or s.gain is None:
        told = Text(
            "{period}：{n} 个人，分不出前中后，只列各人的数", "{period}: {n} people, no top and middle to compare"
        )
        yield Line(told.format(period=s.period, n=integer(len(s.people))), "warn")
        return
    sales = next(gap for gap in s.gaps if gap.metric == "sales")
    words = {"period": s.period, "n": integer(middle), "gain": whole_amount(s.gain, screen.unit)}
    told = Text(
        "{period}：中间 {n} 人补上差距的 {close}，销售额多 {gain}（销售额前 25% 比中间多 {gap}）",
        "{period}: closing {close} of the gap, the {n} of the middle sell {gain} more"
        " (the top 25 % by sales sell {gap} more)",
    )
    yield Line(told.format(**words, close=percent(s.close, 0), gap=percent(sales.gap)), "strong")


def _pairings(s: PracticeSummary, screen: Screen) -> Iterator[Block]:
    """Who learns what from whom, the largest gain first."""
    if not s.pairings:
        return
    heads = (
        Head(Text("谁", "Who"), shrink=True),
        Head(Text("先学什么", "What to learn")),
        Head(Text("自己", "Own"), "right"),
        Head(Text("前 25% 平均", "Top mean"), "right"),
        Head(Text("差", "Behind"), "right"),
        Head(Text("跟谁学", "From whom"), shrink=True),
        Head(Text("销售额能多", "Sales gain"), "right"),
    )
    yield Blank()
    yield Grid(heads, tuple(_pairing(pair, screen) for pair in s.pairings))


def _pairing(pair: Pairing, screen: Screen) -> tuple[Content, ...]:
    return (
        pair.name,
        METRICS[pair.metric],
        _figure(pair.metric, pair.own, screen),
        _figure(pair.metric, pair.top_mean, screen),
        percent(pair.behind, 0),
        Text("{name}（{value}）", "{name} ({value})").format(
            name=pair.partner, value=_figure(pair.metric, pair.partner_value, screen)
        ),
        whole_amount(pair.gain, screen.unit),
    )


def _figure(metric: str, value: Decimal | None, screen: Screen) -> str:
    if value is None:
        return NOTHING
    return whole_amount(value, screen.unit) if metric in MONEY else decimal(value, 0 if value % 1 == 0 else 1)


def _gaps(s: PracticeSummary, screen: Screen) -> Iterator[Block]:
    """Each measure: top, middle, bottom, the gap as a bar, and what the article reports beside it."""
    if not s.gaps or not s.banded:
        return
    widest = max((gap.gap for gap in s.gaps if gap.gap is not None), default=Decimal(0))
    heads = (
        Head(Text("比什么", "Measure")),
        Head(Text("销售额前 25%", "Top 25 % by sales"), "right"),
        Head(Text("中间", "Middle"), "right"),
        Head(Text("销售额后 25%", "Bottom 25 % by sales"), "right"),
        Head(Text("前与中间差", "Gap"), "right"),
        Head(""),
        Head(Text("文章说（参考）", "Article (reference)"), "right"),
        Head(Text("补上能多", "Gain"), "right"),
    )
    yield Blank()
    yield Grid(heads, tuple(_gap(gap, widest, screen) for gap in s.gaps))


def _gap(gap: Gap, widest: Decimal, screen: Screen) -> tuple[Content, ...]:
    told: Content = percent(gap.gap) if gap.reason is None else Cell(REASONS[gap.reason], "dim")
    share = gap.gap / widest if gap.gap is not None and widest > 0 else None
    return (
        METRICS[gap.metric],
        _figure(gap.metric, gap.top_mean, screen),
        _figure(gap.metric, gap.middle_mean, screen),
        _figure(gap.metric, gap.bottom_mean, screen),
        told,
        Bar(share, width=12),
        Cell(NOTHING if gap.reference is None else _reference(gap), "dim"),
        _figure(gap.metric, gap.gain, screen),
    )


def _reference(gap: Gap) -> str:
    """``40%`` for sales, ``2 times`` for the others, as the article says it."""
    if gap.reference is None or gap.metric == "sales":
        return percent(gap.reference, 0)
    times = gap.reference + 1
    return str(Text("{n} 倍", "{n} times").format(n=decimal(times, 0 if times % 1 == 0 else 1)))


def _people(s: PracticeSummary, screen: Screen) -> Iterator[Block]:
    if not s.people:
        return
    part = any(each.post != 1 for each in s.people)
    most = max((each.sales for each in s.people if each.sales is not None), default=Decimal(0))
    heads = (
        Head(Text("人员", "Person"), shrink=True),
        Head(Text("团队", "Team"), shrink=True),
        Head(Text("职位", "Role"), shrink=True),
        Head(Text("分组", "Band")),
        Head(Text("销售额", "Sales"), "right"),
        Head(""),
        Head(Text("客户关系", "Relations"), "right"),
        Head(Text("服务的客户", "Served"), "right"),
        Head(Text("其中新", "New"), "right"),
        Head(Text("联系", "Contacts"), "right"),
        *((Head(POST, "right"),) if part else ()),
    )
    yield Blank()
    yield Grid(heads, tuple(_person(each, most, screen, part=part) for each in s.people))
    if part:
        told = Text(
            "各人的数照实；分组、差距和补上能多多少按全职折算",
            "figures of people are as they are; bands, gaps and gains are of full-time posts",
        )
        yield Line(told, "dim")


def _person(each: PersonLine, most: Decimal, screen: Screen, *, part: bool) -> tuple[Content, ...]:
    band: Content = Cell(BANDS[each.band], STYLES.get(each.band, "")) if each.band else NOTHING
    share = each.sales / most if each.sales is not None and most > 0 else None
    counts = (integer(value) for value in (each.relations, each.served, each.new, each.contacts))
    sales = whole_amount(each.sales, screen.unit)
    post = (percent(each.post, 0),) if part else ()
    return each.name, each.team or "", each.role or "", band, sales, Bar(share, width=12), *counts, *post


def _register(s: PracticeSummary) -> Iterator[Block]:
    """The register: who does each practice, and who not yet."""
    yield Blank()
    yield Heading(Text("好做法登记", "Best practices"))
    if not s.practices:
        yield Line(
            Text("还没有登记。把前 25% 的做法写进计划：", "none yet. Put what the top does into the plan:"), "dim"
        )
        yield Listing(str(HOW))
        return
    for each in s.practices:
        yield from _practice(each)


def _practice(each: Adopted) -> Iterator[Block]:
    """A practice with how many do it and why, then who does not yet."""
    missing = Text("没写", "not said")
    told = Text(
        "{bar} {n}/{all} 人在用  {practice}（{owner}推广）", "{bar} {n} of {all}  {practice} (spread by {owner})"
    )
    words = {"bar": bar(each.share, 8, track=True), "n": each.adopted, "all": each.people, "practice": each.practice}
    yield Line(told.format(**words, owner=each.owner or missing))
    why = Text("  凭什么：{why}；还没用：{open}", "  evidence: {why}; not yet: {open}")
    yield Line(why.format(why=each.evidence or missing, open=listed(each.open, 8) or NOTHING), "dim", wrap=True)


def _roles(s: PracticeSummary) -> Iterator[Block]:
    """Each role with its targets; cross-sell against its target."""
    if not any(role.duties or role.target or role.cross_sell_target for role in s.roles):
        return
    heads = (
        Head(Text("职位", "Role"), shrink=True),
        Head(Text("人数", "People"), "right"),
        Head(Text("目标", "Target"), shrink=True),
        Head(Text("每家买几类产品", "Lines a customer"), "right"),
        Head(Text("目标", "Target"), "right"),
        Head(Text("手册缺", "Playbook lacks"), shrink=True),
    )
    yield Blank()
    yield Grid(heads, tuple(_role(each) for each in s.roles))


def _role(each: RoleTarget) -> tuple[Content, ...]:
    short = (
        each.cross_sell is not None and each.cross_sell_target is not None and each.cross_sell < each.cross_sell_target
    )
    now = decimal(each.cross_sell, 2)
    lacking = listed([str(PARTS[name]) for name in each.lacking])
    return (
        each.role,
        integer(each.people),
        each.target or NOTHING,
        Cell(now, "warn") if short else now,
        decimal(each.cross_sell_target, 1),
        Cell(lacking, "bad") if lacking else "",
    )


VIEW = View(
    title=Text("好做法（按销售额分组）", "Best practice (bands by sales)"),
    columns=COLUMNS,
    labels={"band": BANDS, "metric": METRICS, "reason": REASONS},
    figures=FIGURES,
    whole=True,
    blocks=blocks,
)
