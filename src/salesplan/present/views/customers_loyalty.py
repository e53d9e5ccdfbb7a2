"""How tiers and points look: points about to expire, who is close to the next tier, who will go down."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from salesplan.compute.customers.worth.loyalty import LoyaltySummary, TierGroup
from salesplan.model.result import Result
from salesplan.model.table import Value
from salesplan.present.blocks import Bar, Blank, Block, Content, Grid, Head, Line, Screen
from salesplan.present.numbers import amount, as_decimal, day, integer, percent, whole_amount
from salesplan.present.sections import list_blocks, more_lines, page_end, plan_heading
from salesplan.present.view import View
from salesplan.present.words import MORE_CUSTOMERS, called, listed
from salesplan.text import Text

SHOWN = 8
"""Customers of each table unless all are asked for."""
LOTS = 40
TITLE = Text("会员等级和积分", "Loyalty tiers and points")
TIERS: dict[str, Text] = {
    "gold": Text("金", "gold"),
    "silver": Text("银", "silver"),
    "bronze": Text("铜", "bronze"),
}
REFUSALS: dict[str, Text] = {
    "balance": Text("积分不够", "too few points"),
    "unknown_customer": Text("客户不在名单里", "customer not known"),
    "no_date": Text("没有日期", "no day"),
    "no_points": Text("没有积分数", "no points"),
}
NO_TIER = Text("没有等级", "no tier")
Row = Mapping[str, Value]
_CUSTOMER = Head(Text("客户", "Customer"), shrink=True)
_OWNER = Head(Text("负责人", "Owner"), shrink=True)
_TIER = Head(Text("等级", "Tier"))


def blocks(result: Result[LoyaltySummary], screen: Screen) -> Iterator[Block]:
    """The page."""
    s = result.summary
    yield plan_heading(TITLE, result)
    yield from list_blocks(result, screen)
    yield Blank()
    yield from _conclusion(s, screen)
    yield Blank()
    yield _by_tier(s, screen)
    yield from _above_share(result)
    if "order" in result.rows.keys:
        yield from _lots(result, screen)
    else:
        yield from _customers(result, screen)
    yield from page_end(result, screen)


def _conclusion(s: LoyaltySummary, screen: Screen) -> Iterator[Block]:
    """Points about to expire first, then what all points are worth."""
    if not s.customers:
        yield Line(Text("近 12 个月没有客户下单，没有人有等级", "nobody ordered in the last 12 months"), "warn")
    if s.expiring_30:
        told = Text(
            "30 天内有 {n} 分过期（{who} 家客户），提醒他们来兑换；90 天内共 {later} 分",
            "{n} points of {who} customers expire within 30 days: remind them; {later} within 90 days",
        )
        words = {"n": integer(s.expiring_30), "who": integer(s.expiring_30_customers)}
        yield Line(told.format(**words, later=integer(s.expiring_90)), "strong")
    told = Text(
        "{near} 家快升级，{down} 家到 {review} 会降级",
        "{near} are close to the next tier, {down} will go down on {review}",
    )
    yield Line(told.format(near=integer(s.near), down=integer(s.goes_down), review=day(s.next_review)), "strong")
    told = Text(
        "积分：发出 {earned}，兑换 {redeemed}，退货扣回 {taken}，过期 {expired}，结余 {balance}；值 {worth}",
        "points: {earned} earned, {redeemed} redeemed, {taken} taken back, {expired} expired, {balance} left, "
        "worth {worth}",
    )
    counts = {"earned": s.earned, "redeemed": s.redeemed, "taken": s.reversed, "expired": s.expired}
    shown = {name: integer(count) for name, count in {**counts, "balance": s.balance}.items()}
    yield Line(told.format(**shown, worth=amount(s.liability, screen.unit)), wrap=True)


def _by_tier(s: LoyaltySummary, screen: Screen) -> Grid:
    heads = (
        _TIER,
        Head(Text("12 个月满", "From"), "right"),
        Head(Text("客户数", "Customers"), "right"),
        Head(Text("占比", "Share"), "right"),
        Head(""),
        Head(Text("金额", "Amount"), "right"),
        Head(Text("积分结余", "Points left"), "right"),
    )
    rows = [_tier_row(name, group, screen) for name, group in s.by_tier.items()]
    if s.untiered:
        rows.append((NO_TIER, "", integer(s.untiered), "", Bar(None, width=12), "", integer(s.untiered_points)))
    return Grid(heads, tuple(rows))


def _above_share(result: Result[LoyaltySummary]) -> Iterator[Block]:
    """Why more customers hold a tier than its share: tiers go up at once and down at the review only."""
    s = result.summary
    shares = {p.name.rsplit(".", 1)[-1]: p.value for p in result.parameters if ".loyalty.shares." in p.name}
    more = [
        str(told.format(tier=TIERS.get(name, name), rule=percent(limit, 0), now=percent(group.share)))
        for name, group in s.by_tier.items()
        if isinstance(limit := shares.get(name), Decimal) and group.share is not None and group.share > limit
        for told in (Text("{tier} {rule} → {now}", "{tier} {rule} → {now}"),)
    ]
    if more and s.goes_down:
        why = Text(
            "现在的占比高于规则（{more}）：升级随时升，降级只在 {review} 评审时降",
            "more hold a tier than the rule gives ({more}): tiers go up at once, and down on {review} only",
        )
        yield Line(why.format(more=listed(more), review=day(s.next_review)), "dim", wrap=True)


def _tier_row(name: str, group: TierGroup, screen: Screen) -> tuple[Content, ...]:
    return (
        TIERS.get(name, name),
        whole_amount(group.least, screen.unit),
        integer(group.customers),
        percent(group.share),
        Bar(group.share, width=12),
        whole_amount(group.amount, screen.unit),
        integer(group.points),
    )


def _customers(result: Result[LoyaltySummary], screen: Screen) -> Iterator[Block]:
    """Three lists of whom to talk to; with every row wanted, they are whole and the customers as they are follow."""
    rows = list(result.rows.records())
    most = None if screen.all_rows else SHOWN
    expiring = sorted((r for r in rows if _int(r, "expiring_30")), key=lambda r: -_int(r, "expiring_30"))
    yield from _short(
        Text("积分快过期（30 天内）", "Points expiring within 30 days"), _POINTS, expiring, _expiring, most
    )
    near = sorted((r for r in rows if r["near"]), key=lambda r: as_decimal(r["gap"]) or Decimal(0))
    yield from _short(
        Text("差一点就升级：推一把", "Close to the next tier: give them a push"), _NEAR, near, _near(screen), most
    )
    down = [r for r in rows if r["goes_down"]]
    told = Text("到 {day} 会降级：先去拜访", "Will go down on {day}: visit them first")
    yield from _short(told.format(day=day(result.summary.next_review)), _DOWN, down, _down(screen), most)
    if screen.all_rows:
        yield Blank()
        yield Line(Text("全部客户", "All customers"), "strong")
        yield Grid(_ALL_HEADS, tuple(_every(row, screen) for row in rows))


_POINTS = (_CUSTOMER, _OWNER, _TIER, Head(Text("快过期", "Expiring"), "right"), Head(Text("最早", "First on")))
_NEAR = (
    _CUSTOMER,
    _OWNER,
    _TIER,
    Head(Text("下一级", "Next")),
    Head(Text("12 个月金额", "12 months"), "right"),
    Head(Text("还差", "Gap"), "right"),
)
_DOWN = (
    _CUSTOMER,
    _OWNER,
    Head(Text("现在", "Now")),
    Head(Text("降到", "Down to")),
    Head(Text("12 个月金额", "12 months"), "right"),
)
_ALL_HEADS = (
    _CUSTOMER,
    _OWNER,
    _TIER,
    Head(Text("12 个月金额", "12 months"), "right"),
    Head(Text("还差", "Gap"), "right"),
    Head(Text("积分结余", "Points left"), "right"),
    Head(Text("90 天内过期", "Expiring, 90 d"), "right"),
)


def _short(
    title: Text,
    heads: tuple[Head, ...],
    rows: Sequence[Row],
    shown: Callable[[Row], tuple[Content, ...]],
    most: int | None,
) -> Iterator[Block]:
    if not rows:
        return
    yield Blank()
    yield Line(title, "good")
    yield Grid(heads, tuple(shown(row) for row in rows[:most]))
    yield from more_lines(len(rows) - len(rows[:most]), MORE_CUSTOMERS)


def _who(row: Row) -> tuple[str, str]:
    return called(row["id"], row["name"]), str(row["owner"] or "")


def _tier(value: Value) -> Text | str:
    return TIERS.get(str(value), str(value)) if value is not None else ""


def _int(row: Row, key: str) -> int:
    value = row[key]
    return value if isinstance(value, int) else 0


def _expiring(row: Row) -> tuple[Content, ...]:
    return (*_who(row), _tier(row["tier"]), integer(_int(row, "expiring_30")), str(row["next_expiry"] or ""))


def _near(screen: Screen) -> Callable[[Row], tuple[Content, ...]]:
    def shown(row: Row) -> tuple[Content, ...]:
        figures = (whole_amount(as_decimal(row[key]), screen.unit) for key in ("amount", "gap"))
        return (*_who(row), _tier(row["tier"]), _tier(row["next_tier"]), *figures)

    return shown


def _down(screen: Screen) -> Callable[[Row], tuple[Content, ...]]:
    def shown(row: Row) -> tuple[Content, ...]:
        lower = _tier(row["tier_by_amount"]) or NO_TIER
        return (*_who(row), _tier(row["tier"]), lower, whole_amount(as_decimal(row["amount"]), screen.unit))

    return shown


def _every(row: Row, screen: Screen) -> tuple[Content, ...]:
    figures = (whole_amount(as_decimal(row[key]), screen.unit) for key in ("amount", "gap"))
    points = (integer(_int(row, key)) for key in ("balance", "expiring_90"))
    return (*_who(row), _tier(row["tier"]), *figures, *points)


def _lots(result: Result[LoyaltySummary], screen: Screen) -> Iterator[Block]:
    """The lots of points, by customer and day."""
    heads = (
        _CUSTOMER,
        Head(Text("订单", "Order"), shrink=True),
        Head(Text("日期", "Day")),
        _TIER,
        Head(Text("得分", "Earned"), "right"),
        Head(Text("兑换", "Used"), "right"),
        Head(Text("扣回", "Back"), "right"),
        Head(Text("过期", "Expired"), "right"),
        Head(Text("剩余", "Left"), "right"),
        Head(Text("有效到", "Until")),
    )
    rows = list(result.rows.records(0, None if screen.all_rows else LOTS))
    yield Blank()
    yield Grid(heads, tuple(_lot(row) for row in rows))
    yield from more_lines(len(result.rows) - len(rows), Text("笔", "more"))


def _lot(row: Row) -> tuple[Content, ...]:
    points = (integer(_int(row, key)) for key in ("earned", "redeemed", "reversed", "expired", "left"))
    return (
        _who(row)[0],
        str(row["order"] or ""),
        str(row["date"]),
        _tier(row["tier"]),
        *points,
        str(row["expires"]),
    )


VIEW = View(
    title=TITLE,
    columns={
        "row": Text("行号", "Row"),
        "id": Text("客户编号", "Customer ID"),
        "name": Text("客户名称", "Customer name"),
        "owner": Text("负责人", "Owner"),
        "tier": Text("等级", "Tier"),
        "tier_by_amount": Text("按现在金额的等级", "Tier by amount now"),
        "goes_down": Text("下次评审会降级", "Goes down at the review"),
        "amount": Text("近 12 个月金额", "Amount of 12 months"),
        "next_tier": Text("下一级", "Next tier"),
        "gap": Text("还差金额", "Gap"),
        "near": Text("快升级", "Close to it"),
        "earned": Text("得分", "Earned"),
        "redeemed": Text("已兑换", "Redeemed"),
        "reversed": Text("退货扣回", "Taken back"),
        "expired": Text("过期", "Expired"),
        "balance": Text("积分结余", "Balance"),
        "expiring_30": Text("30 天内过期", "Expiring in 30 days"),
        "expiring_90": Text("90 天内过期", "Expiring in 90 days"),
        "next_expiry": Text("最早过期日", "Next expiry"),
        "order": Text("订单编号", "Order ID"),
        "date": Text("得分日期", "Earned on"),
        "net": Text("净额", "Net amount"),
        "left": Text("剩余", "Left"),
        "expires": Text("有效到", "Valid until"),
    },
    labels={"tier": TIERS, "tier_by_amount": TIERS, "next_tier": TIERS, "by_tier": TIERS, "reason": REFUSALS},
    figures={
        "customers": Text("有等级的客户", "Customers with a tier"),
        "by_tier": Text("按等级", "By tier"),
        "share": Text("占比", "Share"),
        "amount": Text("金额", "Amount"),
        "points": Text("积分", "Points"),
        "least": Text("门槛", "From"),
        "untiered": Text("有积分、没有等级的客户", "Customers with points and no tier"),
        "untiered_points": Text("没有等级的积分", "Points without a tier"),
        "by_share": Text("按比例定级", "Tiers by share"),
        "last_review": Text("上次评审", "Last review"),
        "next_review": Text("下次评审", "Next review"),
        "near": Text("快升级", "Close to the next tier"),
        "goes_down": Text("会降级", "Will go down"),
        "earned": Text("发出积分", "Points earned"),
        "redeemed": Text("已兑换", "Redeemed"),
        "reversed": Text("退货扣回", "Taken back"),
        "expired": Text("过期", "Expired"),
        "balance": Text("结余", "Balance"),
        "outstanding": Text("未兑换的积分", "Points outstanding"),
        "liability": Text("积分负债", "Liability"),
        "expiring_30": Text("30 天内过期", "Expiring in 30 days"),
        "expiring_30_customers": Text("30 天内有积分过期的客户", "Customers with points expiring in 30 days"),
        "expiring_90": Text("90 天内过期", "Expiring in 90 days"),
        "negative": Text("积分为负的客户", "Customers below 0"),
        "copies": Text("重复的订单行", "Copied order rows"),
        "refused": Text("没有算的兑换", "Redemptions refused"),
        "customer": Text("客户", "Customer"),
        "day": Text("日期", "Day"),
        "available": Text("当时的积分", "Points there were"),
        "reason": Text("原因", "Reason"),
        "row": Text("行号", "Row"),
        "later_redemptions": Text("截止日期之后的兑换", "Redemptions after the as-of"),
        "first_order": Text("最早的订单", "First order"),
    },
    whole=True,
    blocks=blocks,
)
