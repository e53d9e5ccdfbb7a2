"""What to know about a list of prospects before it is used: who stands twice, who is claimed twice, who is unknown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction

from salesplan.compute.fixes import LATER_AS_OF
from salesplan.compute.naming import names_of
from salesplan.compute.prospects.claims import Claim
from salesplan.compute.prospects.deal_state import DealWords, unknown_stages
from salesplan.compute.prospects.people import People
from salesplan.compute.prospects.prospect_rows import Prospect, as_amount
from salesplan.compute.prospects.ranking import Ranked, Ranking
from salesplan.compute.prospects.value_findings import of_stages
from salesplan.compute.prospects.valuing import ValuedDeal
from salesplan.compute.team.staff import staff_of, unknown_owner
from salesplan.errors import Place, Problem
from salesplan.model.in_plan import in_plan
from salesplan.model.near import plain_name
from salesplan.model.records import Records
from salesplan.model.result import place_of
from salesplan.text import Text

EVIDENCE: dict[str, Text] = {
    "created": Text("{day} 创建", "created {day}"),
    "contact": Text("{day} 首次联系", "first contact {day}"),
}


def label(prospect: Prospect) -> str:
    """``L004 宁波天成水务设备厂``: id and name as far as there are."""
    name = prospect.name if prospect.name != prospect.deal.id else None
    return " ".join(each for each in (prospect.deal.id, name) if each)


def of_list(ranking: Ranking, records: Records, words: DealWords, reps: Records | None) -> Iterator[Problem]:
    """What every command about prospects says of its list; owners are looked up where there is a list of people."""
    rows = [row.prospect for row in ranking.rows]
    if ranking.later:
        what = Text(
            "{n} 个在截止日期之后才创建，未计入：{names}", "created after the as-of and left out: {n} ({names})"
        )
        fix = Text("看看创建日期有没有写错；{later}", "Check the day of creation. {later}").format(later=LATER_AS_OF)
        told = what.format(n=len(ranking.later), names=names_of(map(label, ranking.later)))
        yield Problem("PROSPECTS-after-as-of", "note", told, fix, ranking.later[0].place)
    yield from (_repeated(*pair) for pair in ranking.repeated)
    yield from _same_ids(rows)
    yield from _several([row.prospect for row in ranking.rows if row.worked])
    yield from (_conflict(claim) for claim in ranking.claims)
    valued = [ValuedDeal(each.deal, each.chance, "") for each in rows]
    yield from of_stages(unknown_stages(((each.deal.stage, "open") for each in rows), words), valued, records)
    if reps is not None:
        used = Counter(each.deal.owner for each in rows if each.deal.owner)
        for one in staff_of(reps).unknown(used):
            yield unknown_owner(one, next(each.place for each in rows if each.deal.owner == one.name))


def of_ranking(ranking: Ranking, *, screened: bool) -> Iterator[Problem]:
    """What the ranking could not use, and who is a customer already."""
    nobody = [row.prospect for row in ranking.rows if row.standing == "no_value"]
    if nobody:
        what = Text(
            "{n} 个没有金额或赢率，算不出期望价值，排在最后：{names}",
            "without amount or probability, so without expected value, and last: {n} ({names})",
        )
        fix = Text("补上金额、赢率（或销售阶段）", "Fill in amount and probability (or the stage)")
        told = what.format(n=len(nobody), names=names_of(map(label, nobody)))
        yield Problem("PROSPECTS-no-value", "warning", told, fix, nobody[0].place)
    if not screened:
        what = Text("没有设可用资金下限，没有筛掉任何人", "no least funds are set: nobody is parked")
        fix = Text("要筛就{write}", "To screen, {write}").format(
            write=in_plan(("parameters", "prospects"), "min_funds: 10000")
        )
        yield Problem("PROSPECTS-not-screened", "note", what, fix, Place(key="parameters.prospects.min_funds"))
    yield from (_customer(row) for row in ranking.rows if row.customer is not None)


def of_activities(activities: Records | None) -> Iterator[Problem]:
    """Contacts that could not be read; how the list was read needs no telling where it stands beside another."""
    yield from (
        problem for problem in (() if activities is None else activities.findings) if problem.severity != "note"
    )


def of_contacts(ranking: Ranking) -> Iterator[Problem]:
    """A note where nothing tells of contacts with these prospects."""
    if ranking.rows and not ranking.contacts.recorded:
        what = Text(
            "没有这些人的跟进记录：首次联系判断不了，闲置天数从创建日算起",
            "no contact with any of them is recorded: first contacts cannot be judged, idle days count from creation",
        )
        fix = Text(
            "用 --activities 给跟进记录（客户编号写线索编号，或客户名称相同），或在名单里加“最近跟进日期”一列",
            "give contacts with --activities (with their ids or names), or add a column Last contact to the list",
        )
        yield Problem("PROSPECTS-no-contacts", "note", what, fix, ranking.rows[0].prospect.place)


def of_people(people: People, reps: Records) -> Iterator[Problem]:
    """People who stand twice, or have the name of another."""
    place = place_of(reps.inputs)
    for name in people.again:
        what = Text(
            "“{name}”在销售人员名单里有两行，只算一行", "{name} stands twice in the list of people, counts once"
        )
        fix = Text("删掉一行；若是两个人，写上不同的员工编号", "Delete one row; give two people different ids")
        yield Problem("PROSPECTS-person-twice", "warning", what.format(name=name), fix, place, name)
    for name in people.namesakes:
        what = Text(
            "有两个人叫“{name}”，只写姓名分不清，名下的两边都算",
            "two people are called {name}: what is in that name counts for both",
        )
        fix = Text("负责人一列改写员工编号", "Write ids into the column of owners")
        yield Problem("PROSPECTS-same-name", "warning", what.format(name=name), fix, place, name)


def _same_ids(prospects: Iterable[Prospect]) -> Iterator[Problem]:
    """Different prospects under one id."""
    by_id: dict[str, list[Prospect]] = {}
    for each in prospects:
        if each.deal.id:
            by_id.setdefault(each.deal.id, []).append(each)
    for id_, rows in sorted(by_id.items()):
        if len({row.name for row in rows}) > 1:
            what = Text("编号 {id} 有 {n} 个不同的名称：{names}", "id {id} stands for {n} names: {names}")
            told = what.format(id=id_, n=len(rows), names=names_of(row.name or "–" for row in rows))
            fix = Text("给每家不同的编号", "Give each an id of his own")
            yield Problem("PROSPECTS-same-id", "warning", told, fix, rows[1].place, id_)


def _repeated(row: Prospect, counted: Prospect) -> Problem:
    """A row that is left out, beside the one that counts: which of them is right is for people to say."""
    what = Text(
        "{name} 有两行，只算一行：算 {counted}，不算 {row}", "{name} stands twice and counts once: {counted}, not {row}"
    )
    told = what.format(name=row.name or row.key, counted=_row_told(counted), row=_row_told(row))
    if row.deal.id and row.deal.id == counted.deal.id:
        fix = Text(
            "核对哪一行对，合成一行；是两笔生意就用不同的编号",
            "Check which is right and make them one row; two deals need ids of their own",
        )
    else:
        fix = Text(
            "核对两行，合成一行；是两笔生意就写明各自的产品或金额",
            "Check both and make them one row; of two deals say product or amount",
        )
    return Problem("PROSPECTS-repeated", "warning", told, fix, row.place, row.key)


def _several(rows: Iterable[Prospect]) -> Iterator[Problem]:
    """Prospects of one company and one person, not each for a product of its own: each counts, and is shown."""
    found: dict[tuple[str, str | None], list[Prospect]] = {}
    for each in rows:
        if each.table == "prospects" and each.customer:
            found.setdefault((plain_name(each.customer), each.deal.owner), []).append(each)
    what = Text("{name} 有 {n} 条线索，各算一条：{rows}", "{name} has {n} prospects, and each counts: {rows}")
    fix = Text("是同一笔生意就合成一行", "If it is one deal, make them one row")
    for several in found.values():
        products = {plain_name(each.deal.product) for each in several if each.deal.product}
        if len(products) < len(several) and len(several) > 1:
            ordered = sorted(several, key=lambda each: (each.deal.source, each.deal.row))
            told = what.format(
                name=ordered[0].customer, n=len(ordered), rows=names_of((_row_told(each) for each in ordered), None)
            )
            yield Problem("PROSPECTS-several", "warning", told, fix, ordered[1].place, ordered[0].customer)


def _row_told(prospect: Prospect) -> Text:
    """``L024（第 25 行，54,600，谈判，2026-06-30 联系）``: what stands in a row, as far as it says it."""
    deal = prospect.deal
    amount = None if deal.amount is None else as_amount(Fraction(deal.amount))
    last = prospect.more.last_contact
    parts = [
        Text("第 {row} 行", "row {row}").format(row=deal.row),
        _NO_AMOUNT if amount is None else f"{amount:,}",
        deal.stage,
        Text("{day} 联系", "contact {day}").format(day=last) if last else None,
    ]
    told = Text("{id}（{parts}）", "{id} ({parts})")
    return told.format(id=deal.id or "", parts=names_of((each for each in parts if each), None))


_NO_AMOUNT = Text("没有金额", "no amount")


def _conflict(claim: Claim) -> Problem:
    owners, place = names_of(claim.owners, None), claim.rows[0].place
    if claim.winner is None or claim.evidence is None:
        what = Text("撞单：{name} 有 {owners} 在跟，没有判定归谁", "{name} is claimed by {owners}; undecided")
        fix = Text("由主管定归谁，改好负责人", "Let the leader decide, and correct the owner")
        told = what.format(name=claim.name, owners=owners)
    else:
        what = Text(
            "撞单：{name} 有 {owners} 在跟，{winner} 在先（{evidence}）",
            "{name} is claimed by {owners}; {winner} was first ({evidence})",
        )
        proof = EVIDENCE[claim.evidence].format(day=claim.since)
        told = what.format(name=claim.name, owners=owners, winner=claim.winner, evidence=proof)
        fix = Text("归 {winner}，其他人交接后改好负责人", "It is {winner}'s: hand over, and correct the owner")
        fix = fix.format(winner=claim.winner)
    return Problem("PROSPECTS-conflict", "warning", told, fix, place, claim.name)


def _customer(row: Ranked) -> Problem:
    name = label(row.prospect)
    if row.customer:
        what = Text("{name} 已经是客户，负责人 {owner}", "{name} is a customer already, of {owner}")
        told = what.format(name=name, owner=row.customer)
    else:
        told = Text("{name} 已经是客户", "{name} is a customer already").format(name=name)
    fix = Text("并到客户名下跟进，从潜在客户里删掉", "Follow up as a customer, and take the row out of the prospects")
    return Problem("PROSPECTS-is-customer", "warning", told, fix, row.prospect.place, row.prospect.key)
