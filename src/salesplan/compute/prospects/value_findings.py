"""What to know about a list of deals before its value is believed: overdue, without a day, unknown names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from salesplan.compute.fixes import LATER_AS_OF
from salesplan.compute.naming import names_of
from salesplan.compute.near_keys import UnknownName
from salesplan.compute.prospects.calibration import Calibrated
from salesplan.compute.prospects.closed import backwards, undated, worth_of
from salesplan.compute.prospects.deal_rows import Deal
from salesplan.compute.prospects.deal_sound import SoundDeals
from salesplan.compute.prospects.probability import stage_places
from salesplan.compute.prospects.valuing import ValuedDeal
from salesplan.compute.rounding import percent_text
from salesplan.compute.team.staff import Staff, owner_key, unknown_owner
from salesplan.errors import Place, Problem
from salesplan.model.figures import figure
from salesplan.model.in_plan import in_plan, yaml_text
from salesplan.model.records import Records
from salesplan.text import Text


def place_of(records: Records, key: str | None = None) -> Place:
    """The list, as a place of a finding."""
    source = records.inputs[0] if records.inputs else None
    return Place(file=source.file, sheet=source.sheet, key=key) if source else Place(key=key)


def of_open(valued: Sequence[ValuedDeal], records: Records, negative: Sequence[Deal] = ()) -> Iterator[Problem]:
    """Open deals that are in no estimate: close day past, no close day, no amount, no probability.

    Deals with a ``negative`` amount are told of apart (``of_sound``).
    """
    place = place_of(records)
    if late := [each.deal for each in valued if each.timing == "overdue"]:
        what = Text(
            "{n} 个商机的预计成交日期已过，还没结束（金额 {amount}），没有算进预估：{named}",
            "the close date of {n} open deals is past (amount {amount}); they are in no estimate: {named}",
        ).format(n=f"{len(late):,}", amount=_sum(late), named=_named(late))
        fix = Text("请负责人改日期，或改成赢单、输单", "have their owners set a new date, or won or lost")
        yield Problem("PROSPECTS-overdue-close", "warning", what, fix, place, str(len(late)))
    if dateless := [each.deal for each in valued if each.timing == "no_date"]:
        what = Text(
            "{n} 个进行中的商机没有预计成交日期（金额 {amount}），没有算进预估：{named}",
            "{n} open deals have no close date (amount {amount}); they are in no estimate: {named}",
        ).format(n=f"{len(dateless):,}", amount=_sum(dateless), named=_named(dateless))
        fix = Text("请负责人填上预计成交日期", "have their owners fill in the close date")
        yield Problem("PROSPECTS-no-close-date", "warning", what, fix, place, str(len(dateless)))
    told = {(deal.source, deal.row) for deal in negative}
    if blank := sum(v.deal.amount is None and (v.deal.source, v.deal.row) not in told for v in valued):
        what = Text(
            "{n} 个进行中的商机没有金额：只计个数，不计金额", "{n} open deals have no amount: counted, not valued"
        )
        fix = Text("补上金额；空着不等于 0", "fill in the amount; a blank is not 0")
        yield Problem("PROSPECTS-no-amount", "warning", what.format(n=f"{blank:,}"), fix, place, str(blank))
    if unsure := [each for each in valued if each.chance is None]:
        what = Text(
            "{n} 个进行中的商机没有赢率，阶段也认不出：只计个数，不计金额（{named}）",
            "{n} open deals have no probability and no stage that is known: counted, not valued ({named})",
        ).format(n=f"{len(unsure):,}", named=_named([each.deal for each in unsure]))
        yield Problem("PROSPECTS-no-probability", "warning", what, _stage_fix(unsure), place, str(len(unsure)))


def _stage_fix(deals: Iterable[ValuedDeal]) -> Text:
    """The stages as they stand, to be put into order in the plan."""
    stages = _in_order(deals)
    if not stages:
        return Text("补上赢率或销售阶段", "fill in the probability or the stage")
    return Text(
        "补上赢率；或按先后写明阶段：{write}", "fill in the probability; or name the stages in order: {write}"
    ).format(write=_stage_names(stages[:12]))


def _stage_names(stages: Sequence[str]) -> Text:
    return in_plan(("parameters", "value"), f"stage_names: [{', '.join(map(yaml_text, stages))}]")


def of_stages(unknown: Sequence[UnknownName], valued: Sequence[ValuedDeal], records: Records) -> Iterator[Problem]:
    """Stages of open deals that the plan does not know, each with the one that is meant perhaps.

    A note where every such deal has its own probability, so that nothing rests on the stage; else a warning.
    """
    if not unknown:
        return
    names = {one.name for one in unknown}
    rests = any(v.deal.stage in names and (v.chance is None or v.chance.source != "entered") for v in valued)
    told = [(_NEAR if one.near else _STRANGE).format(name=one.name, n=one.rows, near=one.near) for one in unknown]
    listed = str(Text("；", "; ")).join(map(str, told))
    what = Text("计划里没有这些销售阶段：{listed}", "stages that the plan does not have: {listed}").format(
        listed=listed
    )
    fix = Text(
        "写错的改名单；确是阶段就按先后写进计划：{write}；表示赢单、输单的词写进 value.won、value.lost",
        "correct the list, or put them into the plan in order: {write}; "
        "words for won and lost go under value.won and value.lost",
    ).format(write=_stage_names(_in_order(valued)))
    value = ", ".join(one.name for one in unknown)
    yield Problem("PROSPECTS-unknown-stage", "warning" if rests else "note", what, fix, place_of(records), value)


_NEAR = Text("{name}（{n} 个，是“{near}”吗？）", "{name} ({n} deals, is it {near}?)")
_STRANGE = Text("{name}（{n} 个）", "{name} ({n} deals)")


def _in_order(valued: Iterable[ValuedDeal]) -> list[str]:
    """The stages of the list, those of usual words in their order, the others after them by name."""
    deals = [each.deal for each in valued]
    places = stage_places(deals, ())
    return sorted(
        {deal.stage for deal in deals if deal.stage}, key=lambda stage: (places.get(stage, len(places)), stage)
    )


def of_owners(owners: Staff, deals: Sequence[Deal], records: Records, as_of: date) -> Iterator[Problem]:
    """Owners who are not in the team, people who left with open deals, and people without any deal."""
    used = Counter(deal.owner for deal in deals if deal.owner)
    yield from (unknown_owner(one, place_of(records)) for one in owners.unknown(used))
    known = owners.by_key
    gone = Counter(
        known[owner_key(deal.owner)].name
        for deal in deals
        if deal.owner
        and deal.state == "open"
        and owner_key(deal.owner) in known
        and known[owner_key(deal.owner)].is_gone(as_of)
    )
    for name, rows in sorted(gone.items()):
        what = Text("{name}已离职，还有 {n} 个进行中的商机", "{name} has left and still owns {n} open deals")
        fix = Text("把这些商机转给在职的人", "hand them over to someone who is there")
        yield Problem("PROSPECTS-owner-left", "warning", what.format(name=name, n=rows), fix, place_of(records), name)
    if owners and (idle := owners.without(used, as_of)):
        what = Text("{n} 个人名下没有商机：{names}", "{n} people have no deals: {names}").format(
            n=len(idle), names=", ".join(idle)
        )
        fix = Text("新来的就给他们分；名字写法不同就改成一致", "give them some, or make the names agree")
        yield Problem("PROSPECTS-no-deals", "note", what, fix, place_of(records), ", ".join(idle))


_PRODUCT_NAMES = ("parameters", "value", "product_names")


def of_products(unknown: Iterable[UnknownName], records: Records) -> Iterator[Problem]:
    """Products that the product list does not have: offered, never joined silently."""
    for one in unknown:
        what = Text(
            "商机里的产品“{name}”（{rows} 行）不在产品名单里", "{name} ({rows} rows) is not in the list of products"
        ).format(name=one.name, rows=f"{one.rows:,}")
        fix = Text(
            "是“{near}”吗？是就{write}，或改名单里的字", "Is it {near}? Then {write}, or correct the list"
        ).format(near=one.near, write=in_plan(_PRODUCT_NAMES, f"{yaml_text(one.name)}: {yaml_text(one.near or '')}"))
        alone = Text("把它加进产品名单，或改商机里的字", "add it to the product list, or correct the deals")
        yield Problem(
            "PROSPECTS-unknown-product", "warning", what, fix if one.near else alone, place_of(records), one.name
        )


def of_sound(sound: SoundDeals, records: Records) -> Iterator[Problem]:
    """Rows that repeat a deal, different rows of one id, amounts below 0."""
    place = place_of(records, "id")
    if sound.copies:
        rows = sum(len(same) - 1 for same in sound.copies)
        what = Text(
            "{n} 个商机在名单里重复（编号和内容都一样），多出的 {rows} 行没有计入：{named}",
            "{n} deals stand in the list more than once, the same in all; {rows} rows are not counted: {named}",
        ).format(n=f"{len(sound.copies):,}", rows=f"{rows:,}", named=names_of(map(_rows_of, sound.copies)))
        fix = Text("删掉重复的行", "delete the rows that repeat another")
        yield Problem("PROSPECTS-copies", "warning", what, fix, place, str(rows))
    if sound.same_id:
        what = Text(
            "{n} 个商机编号有几行内容不同，都算进去了：{named}",
            "{n} ids of deals have rows that differ; all of them are counted: {named}",
        ).format(n=f"{len(sound.same_id):,}", named=names_of(map(_rows_of, sound.same_id)))
        fix = Text(
            "是同一个商机就只留最新的一行；是不同的商机就各给一个编号",
            "keep the newest row where it is one deal; give each its own id where they are several",
        )
        yield Problem("PROSPECTS-same-id", "warning", what, fix, place, str(len(sound.same_id)))
    if sound.negative:
        what = Text(
            "{n} 个商机金额小于 0：只计个数，不计金额：{named}",
            "{n} deals have an amount below 0: counted, not valued: {named}",
        ).format(n=f"{len(sound.negative):,}", named=names_of(_rows_of([deal]) for deal in sound.negative))
        fix = Text("改成商机的金额；退款不是商机", "correct the amount; a refund is no deal")
        spot = place_of(records, "amount")
        yield Problem("PROSPECTS-negative-amount", "warning", what, fix, spot, str(len(sound.negative)))


def _rows_of(deals: Sequence[Deal]) -> Text:
    """What a deal is called and the rows it stands in."""
    rows = ", ".join(str(deal.row) for deal in deals)
    return Text("{deal}（第 {rows} 行）", "{deal} (rows {rows})").format(deal=_label(deals[0]), rows=rows)


def of_days(deals: Sequence[Deal], since: Sequence[Deal], later: int, records: Records) -> Iterator[Problem]:
    """Deals of after the as-of or decided since, closed ones without a day, deals that closed before they began."""
    if since:
        what = Text(
            "{n} 个商机截止日期之后才结束（金额 {amount}）：当时的赢率和预计日期名单里已经没有，没有算进预估：{named}",
            "{n} deals were decided after the as-of (amount {amount}): what was expected then is not in the list, "
            "so they are in no estimate: {named}",
        ).format(n=f"{len(since):,}", amount=_sum(since), named=_named(since))
        fix = Text(
            "这样的预估偏低：用当天的名单，或把 --as-of 改成名单的日期",
            "the estimate is too low: use the list of that day, or give the list's own day as --as-of",
        )
        yield Problem("PROSPECTS-decided-since", "warning", what, fix, place_of(records), str(len(since)))
    if blank := undated(deals):
        won = sum(deal.state == "won" for deal in blank)
        what = Text(
            "{won} 个赢单、{lost} 个输单没有成交日期，不在任何期间里（金额 {amount}）：{named}",
            "{won} won and {lost} lost deals have no close date and lie in no window (amount {amount}): {named}",
        ).format(won=f"{won:,}", lost=f"{len(blank) - won:,}", amount=_sum(blank), named=_named(blank))
        fix = Text("补上成交日期", "fill in the day they closed")
        yield Problem("PROSPECTS-closed-undated", "warning", what, fix, place_of(records), str(len(blank)))
    if later:
        what = Text(
            "{n} 个商机在截止日期之后才建立，没有计入",
            "{n} deals began after the as-of and are left out",
        )
        yield Problem(
            "PROSPECTS-after-as-of", "note", what.format(n=f"{later:,}"), LATER_AS_OF, place_of(records), str(later)
        )
    if wrong := backwards(deals):
        what = Text(
            "{n} 个商机的成交日期早于创建日期，不计入周期：{named}",
            "{n} deals closed before they were created; no cycle counts them: {named}",
        ).format(n=f"{len(wrong):,}", named=_named(wrong))
        yield Problem(
            "PROSPECTS-closed-before-created",
            "warning",
            what,
            Text("改其中一个日期", "correct one of the two days"),
            place_of(records),
            str(len(wrong)),
        )


def of_bias(judged: Iterable[Calibrated], limit: Decimal) -> Iterator[Problem]:
    """Leaders whose estimates were too high or too low by more than the limit."""
    for one in judged:
        if one.warn and one.bias is not None:
            who = Text("合计", "All together") if one.leader is None else one.leader
            high = Text("{who}的{span}预估比实际高 {bias}", "{who}: {span} were {bias} above what was won")
            low = Text("{who}的{span}预估比实际低 {bias}", "{who}: {span} were {bias} below what was won")
            told = {"who": who, "span": _ESTIMATES[one.span], "bias": percent_text(abs(one.bias))}
            what = (high if one.bias > 0 else low).format(**told)
            fix = Text(
                "和{who}逐单核对赢率，或按这个偏差打折看（提醒线 {limit}）",
                "go through the probabilities with {who}, or discount by this bias (limit {limit})",
            ).format(
                limit=percent_text(limit), who=Text("各位主管", "the leaders") if one.leader is None else one.leader
            )
            yield Problem("PROSPECTS-bias", "warning", what, fix, value=one.leader)


_ESTIMATES = {"month": Text("月度", "monthly estimates"), "quarter": Text("季度", "quarterly estimates")}


def _sum(deals: Sequence[Deal]) -> str:
    """What they come to; a dash where none of them has an amount."""
    worth = worth_of(deals)
    return "–" if worth is None else figure(worth)


def _named(deals: Sequence[Deal]) -> Text:
    """The largest few, by what they are called."""
    largest = sorted(deals, key=lambda d: (-(d.amount or 0), d.source, d.row))
    return names_of(map(_label, largest))


def _label(deal: Deal) -> str:
    return deal.id or deal.name or deal.customer or f"#{deal.row}"
