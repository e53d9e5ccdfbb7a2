"""What stands on the agenda of a monthly meeting and of a talk with one person (methods.md 10.3)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from salesplan.compute.meetings.points import Known, Point, Row
from salesplan.compute.meetings.shared import FEW, gap_of, key_deals, stuck, to_see
from salesplan.compute.naming import names_of
from salesplan.compute.team.review import PersonSheet

CAUSES = ("price", "volume", "mix", "new", "lost", "returned", "no_quantity")
"""The parts of price, volume and mix that the month's change is made of."""
INDICATORS = ("sales", "collection", "new_customers", "csat", "conversion")


def monthly(known: Known) -> Iterator[Point]:
    """Attainment and its causes, ranking, customers, best practice, the rest of the year, rewards, decisions."""
    yield from _attainment(known)
    yield from _causes(known)
    yield from _ranking(known)
    yield from _customers(known)
    yield from _practice(known)
    yield from _rest(known)
    yield from _rewards(known)
    yield from _proposals(known)


def talk(known: Known, person: str) -> Iterator[Point]:
    """One person: own figures, the three biggest deals, what is stuck or overdue."""
    review = known.summary("review")
    for sheet in review.sheets if review is not None else ():
        if sheet.person == person:
            yield from _figures(sheet)
    yield from key_deals(known, "deals", FEW, person)
    yield from stuck(known, "blockers", FEW, person)
    mine = [row for row in known.of("due") if row["rep"] == person and (row["overdue_days"] or 0) > 0]
    yield from to_see(mine, "blockers", "overdue_customers")


def _attainment(known: Known) -> Iterator[Point]:
    """The month against its target, and the year so far."""
    for row in known.of("month"):
        yield _reached("month", row)
    year = next((row for row in known.of("track") if row.get("level") == "total"), None)
    if year is not None:
        yield Point(
            "attainment", "year", amount=year["actual"], target=year["expected"], rate=year["pace"], light=year["light"]
        )


def _reached(code: str, row: Row) -> Point:
    return Point(
        "attainment",
        code,
        amount=row["actual"],
        target=row["target"],
        rate=row["attainment"],
        light=row["light"],
    )


def _causes(known: Known) -> Iterator[Point]:
    """What the change against the year before is made of, the largest part first."""
    pvm = known.summary("pvm")
    if pvm is None or pvm.change is None:
        return
    yield Point("attainment", "change", amount=pvm.now, target=pvm.base, rate=pvm.change_rate)
    parts = {cause: getattr(pvm, cause) for cause in CAUSES if getattr(pvm, cause)}
    for cause, amount in sorted(parts.items(), key=lambda each: (-abs(each[1]), each[0])):
        yield Point("attainment", "cause", about=cause, amount=amount)


def _ranking(known: Known) -> Iterator[Point]:
    review = known.summary("review")
    for sheet in review.sheets if review is not None else ():
        yield Point(
            "ranking", "ranked", sheet.person, sheet.band, count=sheet.rank, score=sheet.score, note=sheet.grade
        )


def _customers(known: Known) -> Iterator[Point]:
    """Who ordered for the first time or came back, who fell asleep or was lost; complaints open or past their time."""
    review = known.summary("review")
    if review is not None:
        for code, field in (("customers_new", "new_customers"), ("customers_won_back", "won_back")):
            count = sum(row[field] or 0 for row in known.of("review"))
            yield Point("customers", code, count=count, light="green" if count else None)
    for state in ("at_risk", "churned"):
        rows = [row for row in known.of("states") if row["lifecycle"] == state != row["lifecycle_before"]]
        rows = [row for row in rows if row["lifecycle_before"] is not None]
        rows.sort(key=lambda row: (-(row["year_amount"] or 0), str(row["id"])))
        if rows:
            names = names_of([row["name"] or row["id"] for row in rows], FEW)
            worth = sum((row["year_amount"] or Decimal(0) for row in rows), Decimal(0))
            yield Point("customers", f"customers_{state}", count=len(rows), amount=worth, light="amber", names=names)
    told = known.summary("complaints")
    if told is not None:
        light = "red" if told.late_open else "amber" if told.open else "green"
        yield Point("customers", "complaints", count=told.open, of=told.late_open, light=light)


def _practice(known: Known) -> Iterator[Point]:
    """How far the best are ahead in each measure, and who could learn from whom."""
    practice = known.summary("practice")
    for gap in practice.gaps if practice is not None else ():
        if gap.gap is not None:
            yield Point("practice", "practice_gap", about=gap.metric, rate=gap.gap)
    learn = [row for row in known.of("practice") if row["learns"] and row["partner"]]
    for row in learn[:FEW]:
        yield Point("practice", "learns", row["name"], row["metric"], note=row["partner"])


def _rest(known: Known) -> Iterator[Point]:
    """What is left of the year's target, and what each working day must bring."""
    year = next((row for row in known.of("track") if row.get("level") == "total"), None)
    if year is None or year["required_per_day"] is None:
        return
    left = max(-year["gap"], Decimal(0)) if year["gap"] is not None else None
    yield Point("replan", "rest", amount=left, target=year["required_per_day"], light=year["light"])
    behind = [row for row in known.of("track") if row.get("level") == "rep" and row["light"] == "red"]
    for row in behind[:FEW]:
        yield Point("replan", "rest_of", row["rep"], amount=row["gap"], target=row["required_per_day"], light="red")


def _rewards(known: Known) -> Iterator[Point]:
    for row in known.of("bands"):
        if row["exemplar"]:
            yield Point("rewards", "exemplar", row["person"], score=row["score"], light="green")
    pay = known.summary("pay")
    if pay is not None:
        yield Point("rewards", "pay", count=len(pay.people), amount=pay.pay)


def _proposals(known: Known) -> Iterator[Point]:
    for row in known.of("bands"):
        if row["proposal"]:
            yield Point(
                "decisions", "proposal", row["person"], row["proposal"], count=row["bottom_periods"], light="amber"
            )
    yield Point("decisions", "ask_decisions")


def _figures(sheet: PersonSheet) -> Iterator[Point]:
    """The lines of a person's review with what was reached of what was wanted."""
    yield Point("figures", "score", sheet.person, count=sheet.rank, score=sheet.score, note=sheet.grade)
    for line in sheet.indicators:
        yield Point(
            "figures",
            "figure_money" if line.name == "sales" else "figure",
            sheet.person,
            line.name,
            amount=line.actual if line.name == "sales" else None,
            target=line.target if line.name == "sales" else None,
            score=line.actual if line.name != "sales" else None,
            rate=line.attainment,
        )
    if sheet.gap is not None:
        yield gap_of(sheet, "figures")
