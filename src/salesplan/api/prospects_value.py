"""What next month's deals are worth."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from salesplan.api.orders import ORDER_FIELDS, amount_column, complete, read_orders
from salesplan.api.plan_lists import list_given, no_list
from salesplan.api.setting import Setting, setting, with_plan
from salesplan.errors import BadInput, BadUsage, Place, Problem
from salesplan.model.named_period import Kind, holding
from salesplan.model.period_words import A_MONTH, named_period
from salesplan.model.reading import AS_IT_IS, ReadOptions
from salesplan.model.result import Input, Result
from salesplan.model.tables import TABLES
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.compute.prospects.calibration import EarlierEstimate
    from salesplan.compute.prospects.net_new import NetNewBridge
    from salesplan.compute.prospects.prospects_value import ValueSummary
    from salesplan.model.estimates import EstimateRecord
    from salesplan.model.period import FiscalYear, Period
    from salesplan.model.records import Records

_KINDS = ("deals", "prospects")
_SPANS: dict[str, Kind] = {"month": "month", "quarter": "quarter"}


@dataclass(frozen=True)
class ValueWish:
    """What the caller wants: the lists if not the plan's, which period, and the window of closed deals.

    ``span`` is month or quarter, of which ``month`` says which (default: the next one), or a period of its own.
    """

    files: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    reps: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    month: str | None = None
    span: str = "month"
    window: str = "365"


def prospects_value(
    wish: ValueWish | None = None, reading: ReadOptions = AS_IT_IS, where: Setting | None = None
) -> Result[ValueSummary]:
    """The open deals of the next month (or quarter) valued, with bias of earlier estimates; what was closed.

    BadUsage without a list, for a month that is over, or one that is none; BadInput for a list that is no deals.
    """
    from salesplan.compute.prospects.deal_state import deal_words
    from salesplan.compute.prospects.prospects_value import ValueLists, value
    from salesplan.compute.team.staff import staff_of
    from salesplan.model.window import parse_window

    wish = wish or ValueWish()
    where = where or setting(lists=wish.files)
    period, window = _period(wish, where.as_of, where.year(None)), parse_window(wish.window)
    deals = _deals(wish, reading, where)
    beside = ReadOptions(on_error=reading.on_error)
    products = list_given("products", wish.products, where, beside)
    reps = list_given("reps", wish.reps, where, beside)
    net_new, orders = _net_new(wish, where)
    earlier, kept = _earlier(where)
    plan = where.plan
    result = value(
        ValueLists(deals, staff_of(reps, plan.team), products, earlier, net_new),
        as_of=where.as_of,
        period=period,
        window=window,
        parameters=plan.parameters.value,
        words=deal_words(plan.parameters.value, plan.strategy.process),
    )
    lists = [each for each in (products, reps, orders) if each is not None]
    result = replace(
        result,
        inputs=(*result.inputs, *(source for each in lists for source in each.inputs), *kept),
        findings=(*result.findings, *(problem for each in lists for problem in each.findings)),
    )
    return with_plan(result, where)


def estimate_record(result: Result[ValueSummary], where: Setting) -> EstimateRecord:
    """The estimate as it is kept beside the plan, all together first, then by leader; parts without a value are not.

    BadUsage where deals have been decided since the as-of: what was expected of them then is not known any more.
    """
    from salesplan.model.estimates import EstimatePart, EstimateRecord
    from salesplan.model.state import ReadFile

    s = result.summary
    if s.decided_since.deals:
        raise BadUsage(_too_late(s.decided_since.deals, where.as_of))
    estimates = [(None, s.estimate), *((part.name, part.estimate) for part in s.by_leader if part.name is not None)]
    read = [source for source in result.inputs if source.table != "record"]
    return EstimateRecord(
        plan=Path(where.loaded.file).name if where.loaded else "",
        as_of=where.as_of,
        first=s.period.first,
        last=s.period.last,
        inputs=tuple(ReadFile(table=i.table, file=i.file, sha256=i.sha256) for i in read),
        parts=tuple(
            EstimatePart(leader=leader, deals=e.deals, weighted=e.weighted, best=e.best, commit=e.commit)
            for leader, e in estimates
            if e.weighted is not None and e.best is not None and e.commit is not None
        ),
    )


def _too_late(deals: int, as_of: date) -> Problem:
    what = Text(
        "{n} 个商机在 {day} 之后已经结束：名单里看不出当时的预估，不能补记",
        "{n} deals were decided after {day}: the list does not say what was expected then, so nothing is recorded",
    ).format(n=f"{deals:,}", day=as_of)
    fix = Text(
        "用那天导出的名单；或把 --as-of 改成名单的日期",
        "use the list of that day; or give the list's own day as --as-of",
    )
    return Problem("PROSPECTS-record-too-late", "error", what, fix, value=str(deals))


def _deals(wish: ValueWish, reading: ReadOptions, where: Setting) -> Records:
    """The deals or prospects given, else the plan's deals, else its prospects."""
    from salesplan.load.lists import read_list

    if not wish.files:
        found = next((each for kind in _KINDS if (each := list_given(kind, (), where, reading))), None)
        if found is None:
            raise BadUsage(no_list("deals", "prospects value"))
        return found
    found = read_list(list(wish.files), where.reading(reading, _source(wish, where)))
    if found.table not in _KINDS:
        raise BadInput(_other_list(found))
    return found


def _source(wish: ValueWish, where: Setting) -> str:
    """The list of the plan that these files are, so that its columns apply to them; deals where they are none."""
    wanted = {Path(file).resolve() for file in wish.files}
    own = (kind for kind in _KINDS if wanted & {Path(file).resolve() for file in where.files(kind)})
    return next(own, "deals")


def _other_list(found: Records) -> Problem:
    source = found.inputs[0]
    label = TABLES[found.table].label if found.table in TABLES else Text("别的", "something else")
    what = Text("这份名单像是“{table}”，这里要的是商机", "this list looks like {table}; deals are needed here")
    fix = Text("换一份名单；若确是商机，加 --table deals", "name another list; if these are deals, add --table deals")
    return Problem(
        "PROSPECTS-other-list", "error", what.format(table=label), fix, Place(file=source.file, sheet=source.sheet)
    )


def _period(wish: ValueWish, as_of: date, year: FiscalYear) -> Period:
    """The period that is asked for; BadUsage for none, and for one that is over.

    ``span`` month or quarter is the next one, or the one that ``month`` lies in; another word is a period itself.
    """
    span = _SPANS.get(wish.span.strip().lower())
    if span is None and wish.month is None:
        found = named_period(wish.span, as_of, year, kinds=tuple(_SPANS.values()))
    elif span is None:
        fix = Text("同时有 --month 时，写 --for month 或 --for quarter", "beside --month type --for month or quarter")
        what = Text("--for 看不懂“{word}”", "--for: {word} is no period").format(word=wish.span)
        raise BadUsage(Problem("USAGE-for", "error", what, fix, value=wish.span))
    elif wish.month is None:
        found = holding(span, as_of, year).after
    else:
        month = named_period(wish.month, as_of, year, option="--month", kinds=A_MONTH)
        found = holding(span, month.span.first, year)
    if found.span.last < as_of:
        raise BadUsage(_over(found.name, as_of))
    return found.span


def _over(word: str, as_of: date) -> Problem:
    what = Text("{word} 在截止日期 {day} 前已经过完", "{word} is over on the as-of {day}").format(word=word, day=as_of)
    fix = Text(
        "写一个还没过完的期间；过去的预估只有当时加 --record 记下的才知道",
        "name a period that is not over; an estimate of the past is known only where it was kept with --record",
    )
    return Problem("USAGE-for", "error", what, fix, value=word)


def _net_new(wish: ValueWish, where: Setting) -> tuple[NetNewBridge | None, Records | None]:
    """The bridge of the year so far where orders are known, and these orders."""
    from salesplan.compute.customers.lines import lines_of
    from salesplan.compute.customers.population import keys_by
    from salesplan.compute.prospects.net_new import bridge_of

    files = list(wish.orders) or where.files("orders")
    if not files:
        return None, None
    orders = complete(read_orders(files, where.reading(ReadOptions(), "orders"), needed=ORDER_FIELDS), by_option=False)
    lines = lines_of(orders, where.as_of, amount_column(orders, where), keys_by(None, orders)[1])
    bridge = bridge_of(lines, where.as_of, where.plan.parameters.value.net_new, where.year(None))
    return bridge, replace(orders, inputs=lines.inputs)


def _earlier(where: Setting) -> tuple[tuple[EarlierEstimate, ...], tuple[Input, ...]]:
    """The estimates kept beside the plan that were made before the as-of."""
    from salesplan.compute.prospects.calibration import EarlierEstimate
    from salesplan.load.estimates import estimates_of
    from salesplan.model.period import Period

    if where.loaded is None:
        return (), ()
    everything = estimates_of(where.loaded.folder, Path(where.loaded.file).name)
    kept = [each for each in everything if each.record.as_of < where.as_of]
    found = (
        EarlierEstimate(one.as_of, Period(one.first, one.last), part.leader, part.weighted)
        for one in (each.record for each in kept)
        for part in one.parts
    )
    return tuple(found), tuple(each.input for each in kept)
