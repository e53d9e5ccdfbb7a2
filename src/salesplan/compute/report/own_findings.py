"""What is wrong with proposals and decisions that the plan gives: days past, nobody known, nobody to decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from salesplan.compute.naming import names_of
from salesplan.compute.report.found import Found
from salesplan.compute.report.statement import Statement
from salesplan.compute.report.tracked import main_of, member_rows, tracked
from salesplan.errors import Place, Problem
from salesplan.model.named_period import NamedPeriod
from salesplan.model.near import near_names, plain_name
from salesplan.text import Text

_SHOWN = 10
_PEOPLE = ("behind_person", "team_bottom", "best_practice")
_PRODUCTS = ("product_fall", "product_rise")


def own_findings(statements: Sequence[Statement], found: Found) -> Iterator[Problem]:
    """The findings of each, in the order of the report."""
    for each in statements:
        if each.origin != "plan" or each.place is None:
            continue
        if each.due is not None and each.due < found.asked:
            yield _past(each)
        if each.part == "decision":
            yield from _undecided(each)
        elif each.about is not None:
            yield from _nobody(each, found)


def _past(each: Statement) -> Problem:
    told = {"text": each.text, "due": each.due}
    if each.part == "decision":
        what = Text("要定的事“{text}”的日期 {due} 已经过了", "the day of the decision “{text}”, {due}, is past")
    else:
        what = Text("建议“{text}”的日期 {due} 已经过了", "the day of the proposal “{text}”, {due}, is past")
    fix = Text("做完了就删掉这条，没做完就改 due:", "remove it where it is done, else write a new day under due:")
    return _problem(f"REPORT-{each.part}-past", what.format(**told), fix, f"{each.place}.due")


def _undecided(each: Statement) -> Iterator[Problem]:
    if each.owner is None:
        what = Text("要定的事“{text}”没写谁来定", "nobody is named to decide “{text}”")
        fix = Text("在这条里加 owner: 姓名", "add owner: NAME to it")
        yield _problem("REPORT-decision-owner", what.format(text=each.text), fix, f"{each.place}.owner")
    if each.due is None:
        what = Text("要定的事“{text}”没写什么时候前定", "“{text}” has no day by which it is to be decided")
        fix = Text("在这条里加 due: 日期，如 2026-07-31", "add due: DAY to it, such as 2026-07-31")
        yield _problem("REPORT-decision-due", what.format(text=each.text), fix, f"{each.place}.due")


def _nobody(each: Statement, found: Found) -> Iterator[Problem]:
    """A region, person or product that the report does not know, where it knows any."""
    known, about = _known(each.answers or "", found), each.about or ""
    if not known or plain_name(about) in {plain_name(name) for name in known}:
        return
    what = Text("建议针对的“{about}”，汇报里没有", "the proposal is about “{about}”, whom the report does not know")
    near = next(iter(near_names(about, known, 1, alike=0.4)), None)
    fix = Text("是 {near} 吗？改成 about: {near}", "is it {near}? Write about: {near}").format(near=near)
    if near is None:
        fix = Text("改成其中一个：{known}", "write one of these: {known}").format(known=names_of(known, _SHOWN))
    yield _problem("REPORT-about-unknown", what.format(about=about), fix, f"{each.place}.about", about)


def _known(code: str, found: Found) -> list[str]:
    """The names that a problem of a kind may be about, each once."""
    names: list[str] = []
    if code == "behind_region":
        names = _members("region", found)
    elif code in _PEOPLE:
        names = [*_members("rep", found), *(row["person"] for row in found.rows("review"))]
    elif code in _PRODUCTS:
        names = [row["product"] for row in found.rows("pvm") if row.get("product")]
    return list(dict.fromkeys(names))


def _members(level: str, found: Found) -> list[str]:
    rows = member_rows(main_of(tracked(found)), NamedPeriod("year", found.period.year))
    return [path[-1][1] for path in rows if path[-1][0] == level]


def _problem(code: str, what: Text, fix: Text, key: str, value: str | None = None) -> Problem:
    return Problem(code, "warning", what, fix, Place(key=key), value)
