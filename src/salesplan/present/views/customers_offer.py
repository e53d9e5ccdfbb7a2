"""How offers look: what is due to be bought again and since when, then the next product for each customer and why."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from salesplan.compute.customers.worth.offer import EVERYBODY, OfferSummary
from salesplan.model.result import Result
from salesplan.model.table import Value
from salesplan.present.blocks import Blank, Block, Cell, Content, Grid, Head, Line, Screen
from salesplan.present.numbers import as_decimal, integer, percent, whole_amount
from salesplan.present.sections import list_blocks, more_lines, page_end, plan_heading
from salesplan.present.view import View
from salesplan.present.words import MORE_CUSTOMERS, called, listed
from salesplan.text import Text

SHOWN = 15
"""Rows of each table unless all are asked for."""
PRODUCTS, CUSTOMERS = 3, 2
"""Names in a cell."""
TITLE = Text("该复购的和下一个推荐", "Reorders due and next offers")
KINDS: dict[str, Text] = {
    "reorder": Text("复购", "reorder"),
    "offer": Text("推荐", "offer"),
    "none": Text("没有推荐", "no offer"),
}
STATUSES: dict[str, Text] = {
    "due": Text("到期", "due"),
    "soon": Text("快到了", "soon"),
    "later": Text("还早", "later"),
    "lost": Text("很久没买", "long ago"),
    "unknown": Text("说不准", "not known"),
}
GAP_FROM: dict[str, Text] = {"own": Text("自己的", "own"), "product": Text("产品的", "product's")}
NO_OFFER: dict[str, Text] = {
    "no_segment": Text("不知道是哪一类客户", "his segment is not known"),
    "few_like": Text("同类客户买得太少", "too few like customers bought anything"),
    "has_all": Text("同类客户常买的他都买过", "he has all that like customers buy"),
}
LIKE: dict[str, Text] = {
    "segment": Text("同一细分", "in his segment"),
    "industry": Text("同行业", "in his industry"),
    "all": Text("全部客户", "of all customers"),
}
Row = dict[str, Value]


def blocks(result: Result[OfferSummary], screen: Screen) -> Iterator[Block]:
    """The page."""
    s = result.summary
    yield plan_heading(TITLE, result)
    yield from list_blocks(result, screen)
    yield Blank()
    yield from _conclusion(s, screen)
    yield from _tables(result, screen)
    yield from _without(s)
    yield from page_end(result, screen)


def _conclusion(s: OfferSummary, screen: Screen) -> Iterator[Block]:
    if s.calls.fresh:
        told = Text(
            "★ 这周先打 {who} 家的电话：刚到复购的日子（过期不超过 {days} 天），按往常约 {worth}",
            "★ call {who} customers this week: just due to reorder ({days} days late at most), about {worth}",
        )
        words = {"who": integer(s.calls.fresh), "days": s.fresh_days}
        yield Line(told.format(**words, worth=whole_amount(s.calls.worth, screen.unit)), "strong")
    if s.calls.older:
        told = Text(
            "过期更久的还有 {who} 家，按往常约 {worth}：随后联系",
            "{who} more are due for longer, usually worth {worth}: contact them next",
        )
        worth = whole_amount(s.due_worth - s.calls.worth, screen.unit)
        yield Line(told.format(who=integer(s.calls.older), worth=worth))
    if not s.due:
        yield Line(Text("现在没有到期的复购", "no reorder is due now"))
    if s.soon:
        told = Text(
            "{n} 个产品 {days} 天内到期（约 {worth}）", "{n} products are due within {days} days (about {worth})"
        )
        yield Line(told.format(n=integer(s.soon), days=s.fresh_days, worth=whole_amount(s.soon_worth, screen.unit)))
    if s.products:
        told = Text("{n} 家有可推荐的新产品，共 {all} 家客户", "{n} of {all} customers can be offered a new product")
        yield Line(told.format(n=integer(s.offers), all=integer(s.customers)))


def _tables(result: Result[OfferSummary], screen: Screen) -> Iterator[Block]:
    count = None if screen.all_rows else SHOWN
    s = result.summary
    if len(s.calls_by_owner) > 1:
        yield Blank()
        yield _by_owner(s, screen)
    due = _by_customer(result.rows.records(0, s.due))
    fresh = [rows for rows in due if _days(rows[0]) <= s.fresh_days]
    yield from _call_list(Text("刚到期：这周联系", "Just due: contact this week"), fresh, screen)
    if not fresh or screen.all_rows:
        older = [rows for rows in due if _days(rows[0]) > s.fresh_days]
        yield from _call_list(Text("过期更久：随后联系", "Due for longer: contact next"), older, screen)
    soon = list(result.rows.records(s.due, s.soon if count is None else min(s.soon, count)))
    if not due or screen.all_rows:
        yield from _reorders(Text("快到期", "Due soon"), soon, s.soon, screen)
    start = s.due + s.soon
    offers = list(result.rows.records(start, s.offers))
    if not offers:
        return
    groups: dict[tuple[Value, Value], list[Row]] = {}
    for row in offers:
        groups.setdefault((row["segment"], row["product"]), []).append(row)
    shown = list(groups.values())[:count]
    yield Blank()
    yield Line(Text("下一个产品：同类客户都在买", "Next product: what like customers buy"), "good")
    yield Grid(_OFFER_HEADS, tuple(_offer(rows, s.segment_by, screen) for rows in shown))
    yield from more_lines(len(groups) - len(shown), _ROWS)


_ROWS = Text("条", "more")
_CALL_HEADS = (
    Head(Text("客户", "Customer"), shrink=True),
    Head(Text("负责人", "Owner"), shrink=True),
    Head(Text("到期的产品", "Products due"), shrink=True),
    Head(Text("最近的该买日", "Latest due on")),
    Head(Text("过期", "Late"), "right"),
    Head(Text("往常约", "Usually"), "right"),
)
_REORDER_HEADS = (
    Head(Text("客户", "Customer"), shrink=True),
    Head(Text("负责人", "Owner"), shrink=True),
    Head(Text("产品", "Product"), shrink=True),
    Head(Text("间隔", "Every"), "right"),
    Head(Text("该买日", "Due on")),
    Head(Text("过期", "Late"), "right"),
    Head(Text("往常一次", "Usually"), "right"),
)
_OFFER_HEADS = (
    Head(Text("推荐", "Offer"), shrink=True),
    Head(Text("理由", "Why")),
    Head(Text("户均", "Each spends"), "right"),
    Head(Text("还没买", "Without it"), "right"),
    Head(Text("客户", "Customers"), shrink=True),
)


def _by_owner(s: OfferSummary, screen: Screen) -> Grid:
    """Whose calls they are: most of this week first."""
    heads = (
        Head(Text("负责人", "Owner"), shrink=True),
        Head(Text("这周打", "This week"), "right"),
        Head(Text("往常约", "Usually"), "right"),
        Head(Text("过期更久", "Due longer"), "right"),
    )
    ranked = sorted(s.calls_by_owner.items(), key=lambda each: (-each[1].fresh, -each[1].older, each[0]))
    return Grid(
        heads,
        tuple((owner, integer(c.fresh), whole_amount(c.worth, screen.unit), integer(c.older)) for owner, c in ranked),
    )


def _by_customer(rows: Iterator[Row]) -> list[list[Row]]:
    """The rows of each customer, the one that is overdue least first; those whose products are worth most first."""
    found: dict[tuple[Value, Value], list[Row]] = {}
    for row in rows:
        found.setdefault((row["id"], row["name"]), []).append(row)
    held = [sorted(each, key=lambda row: (_days(row), str(row["product"]))) for each in found.values()]
    return sorted(held, key=lambda each: (-_worth(each), _who(each[0])))


def _call_list(title: Text, calls: list[list[Row]], screen: Screen) -> Iterator[Block]:
    """The customers who are worth most, by owner; a row a customer."""
    shown = sorted(calls if screen.all_rows else calls[:SHOWN], key=lambda rows: _who(rows[0])[1])
    if not shown:
        return
    yield Blank()
    yield Line(title, "good")
    yield Grid(_CALL_HEADS, tuple(_call(rows, screen) for rows in shown))
    yield from more_lines(len(calls) - len(shown), MORE_CUSTOMERS)


def _call(rows: list[Row], screen: Screen) -> tuple[Content, ...]:
    late = Text("{n} 天", "{n} d").format(n=integer(max(_days(rows[0]), 0)))
    products = [str(row["product"]) for row in rows if row["product"]]
    named = listed(products, len(products) if screen.whole else PRODUCTS)
    return (*_who(rows[0]), named, str(rows[0]["due"]), str(late), whole_amount(_worth(rows), screen.unit))


def _days(row: Row) -> int:
    return row["overdue_days"] if isinstance(row["overdue_days"], int) else 0


def _worth(rows: list[Row]) -> Decimal:
    return sum((as_decimal(row["worth"]) or Decimal(0) for row in rows), Decimal(0))


def _reorders(title: Text, rows: list[Row], whole: int, screen: Screen) -> Iterator[Block]:
    if not rows:
        return
    yield Blank()
    yield Line(title, "good")
    yield Grid(_REORDER_HEADS, tuple(_reorder(row, screen) for row in rows))
    yield from more_lines(whole - len(rows), _ROWS)


def _who(row: Row) -> tuple[str, str]:
    return called(row["id"], row["name"]), str(row["owner"] or "")


def _reorder(row: Row, screen: Screen) -> tuple[Content, ...]:
    days = _days(row)
    late = Text("{n} 天", "{n} d").format(n=integer(max(days, 0)))
    own = Text("{n} 天", "{n} d") if row["gap_from"] == "own" else Text("{n} 天*", "{n} d*")
    return (
        *_who(row),
        str(row["product"] or ""),
        str(own.format(n=row["gap_days"])),
        str(row["due"]),
        Cell(str(late), "bad" if days > 0 else ""),
        whole_amount(as_decimal(row["worth"]), screen.unit),
    )


def _offer(rows: list[Row], by: str, screen: Screen) -> tuple[Content, ...]:
    """One product for the customers of one kind who lack it."""
    row = rows[0]
    why = Text("{like} {buyers} 家里 {n} 家买了（{share}）", "{n} of {buyers} {like} ({share})")
    share = percent(as_decimal(row["support"]))
    of = Text("（{segment}）", " ({segment})").format(segment=row["segment"]) if by != EVERYBODY else ""
    told = why.format(like=f"{LIKE[by]}{of}", buyers=row["buyers"], n=row["supporters"], share=share)
    who = listed([_who(each)[0] for each in rows], len(rows) if screen.whole else CUSTOMERS)
    worth = whole_amount(as_decimal(row["worth"]), screen.unit)
    return (str(row["product"]), str(told), worth, integer(len(rows)), who)


def _without(s: OfferSummary) -> Iterator[Block]:
    """Why customers get no offer, what a star at a gap means, and what is no reorder any more."""
    reasons = [(NO_OFFER[reason], n) for reason, n in s.without_offer.items() if n]
    if reasons:
        yield Blank()
        heads = (Head(Text("没有推荐的原因", "Why no offer")), Head(Text("客户数", "Customers"), "right"))
        yield Grid(heads, tuple((reason, integer(n)) for reason, n in reasons))
    yield Blank()
    told = Text(
        "间隔是客户自己的，带 * 的是该产品的中位间隔；{lost} 个很久没买，不算复购；{unknown} 个数据不够，说不准",
        "gaps are his own, with * the product's median; {lost} bought too long ago to be a reorder; of {unknown} too "
        "little is known",
    )
    yield Line(
        told.format(lost=integer(s.by_status["lost"]), unknown=integer(s.by_status["unknown"])), "dim", wrap=True
    )


VIEW = View(
    title=TITLE,
    columns={
        "kind": Text("类别", "Kind"),
        "id": Text("客户编号", "Customer ID"),
        "name": Text("客户名称", "Customer name"),
        "owner": Text("负责人", "Owner"),
        "segment": Text("同类", "Segment"),
        "product_id": Text("产品编码", "Product ID"),
        "product": Text("产品", "Product"),
        "worth": Text("往常一次或户均金额", "Usual amount"),
        "status": Text("复购状态", "Reorder"),
        "due": Text("该买日", "Due on"),
        "overdue_days": Text("过期天数", "Days overdue"),
        "last_bought": Text("上次购买", "Last bought"),
        "times": Text("下单日数", "Order days"),
        "gap_days": Text("间隔天数", "Gap, days"),
        "gap_from": Text("谁的间隔", "Whose gap"),
        "supporters": Text("买过的同类客户", "Like customers who bought it"),
        "buyers": Text("同类客户数", "Like customers"),
        "support": Text("占比", "Support"),
        "reason": Text("没有推荐的原因", "Why no offer"),
    },
    labels={
        "kind": KINDS,
        "status": STATUSES,
        "gap_from": GAP_FROM,
        "reason": NO_OFFER,
        "segment_by": LIKE,
        "by_status": STATUSES,
        "without_offer": NO_OFFER,
    },
    figures={
        "customers": Text("客户数", "Customers"),
        "products": Text("产品数", "Products"),
        "segment_by": Text("和谁比", "Compared with"),
        "due": Text("到期的复购", "Reorders due"),
        "due_customers": Text("该复购的客户", "Customers due"),
        "due_worth": Text("到期复购的金额", "Worth of reorders due"),
        "fresh_days": Text("刚到期：过期不超过几天", "Just due: days late at most"),
        "calls": Text("该打的电话", "Calls to make"),
        "calls_by_owner": Text("各负责人该打的电话", "Calls by owner"),
        "fresh": Text("刚到期的客户", "Customers just due"),
        "older": Text("过期更久的客户", "Customers due longer"),
        "worth": Text("按往常约", "Usually worth"),
        "soon": Text("快到期的复购", "Reorders soon"),
        "soon_worth": Text("快到期的金额", "Worth of those soon"),
        "by_status": Text("复购状态", "Reorders by status"),
        "offers": Text("可推荐的客户", "Customers with an offer"),
        "without_offer": Text("没有推荐的客户", "Customers without an offer"),
        "first_order": Text("最早的订单", "First order"),
        "lines_without_product": Text("没有产品的订单行", "Order rows without a product"),
    },
    whole=True,
    blocks=blocks,
)
