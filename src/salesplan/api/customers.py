"""Customers graded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from salesplan.api.class_migration import compared
from salesplan.api.grade_choice import AS_CLASSIFIED, NO_CHOICE, Choice
from salesplan.api.orders import amount_column, complete, read_orders, two_orders, with_repeated
from salesplan.api.plan_lists import list_given
from salesplan.api.setting import Setting, setting, with_plan
from salesplan.api.shared_work import once
from salesplan.errors import BadInput, BadUsage, Place, Problem
from salesplan.model.reading import AS_IT_IS, ReadOptions
from salesplan.model.result import Parameter, Result
from salesplan.model.tables import TABLES
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.compute.customers.classify import Graded
    from salesplan.compute.customers.summary import ClassifySummary
    from salesplan.model.records import Records

OF_WORTH = frozenset(
    ("id", "name", "orders", "last_order", "customer_id", "customer_name", "order_id", "date", "amount"),
)
"""The fields of customers and orders that tell what customers are worth: all that is used where no class is shown."""
OF_CLASS = frozenset(("last_contact", "next_contact", "purchasing_power", "authority", "need"))
"""The fields that class and next contact need besides."""
NEEDED = OF_WORTH | OF_CLASS
"""The fields of customers and orders that classify uses: a bad cell in one of them leaves its row out, or stops."""


def classify(
    files: Sequence[str] = (),
    orders: Sequence[str] = (),
    window: str = "365",
    reading: ReadOptions = AS_IT_IS,
    where: Setting | None = None,
) -> Result[ClassifySummary]:
    """Customers graded: MAN, A to D, 80/20, RFM, life cycle, next action and next contact.

    ``files`` are customers or orders, told apart by content; without any the plan's lists are used. ``orders`` are
    orders beside a customer list, else those of the plan. Where the plan has an earlier record, the moves since it are
    told.
    """
    where = where or setting(lists=files)
    return compared(grade(files, orders, window, reading, where, AS_CLASSIFIED), files, window, where).result


def grade(
    files: Sequence[str] = (),
    orders: Sequence[str] = (),
    window: str = "365",
    reading: ReadOptions = AS_IT_IS,
    where: Setting | None = None,
    choice: Choice = NO_CHOICE,
) -> Graded:
    """The same, with what it takes to hand the customers out in parts (compute/customers/parts.py).

    ``choice`` are parameters told on the command line, the files of contacts, and whether class and next contact are
    wanted; contacts are read where they are, or where the value is made of them.
    """
    at = where or setting(lists=files)
    wishes = ("grade", *map(list, (files, orders)), window, reading, at.as_of, at.today, choice)
    return once(wishes, lambda: _graded(files, orders, window, reading, at, choice))


def _graded(
    files: Sequence[str], orders: Sequence[str], window: str, reading: ReadOptions, where: Setting, choice: Choice
) -> Graded:
    customers, ordered = _lists(files, orders, reading, where, NEEDED if choice.beside else OF_WORTH)
    if customers is not None and not choice.beside:
        customers = replace(customers, findings=tuple(_about_used(customers)))
    return grade_read(customers, ordered, window, reading, where, choice)


def grade_read(
    customers: Records | None,
    ordered: Records | None,
    window: str,
    reading: ReadOptions,
    where: Setting,
    choice: Choice = NO_CHOICE,
) -> Graded:
    """The same of a list of customers and of orders that have been read."""
    from salesplan.compute.customers.classify import grade as grade_of
    from salesplan.compute.prospects.deal_state import deal_words
    from salesplan.model.window import parse_window

    span = parse_window(window)
    parameters = choice.parameters(where.plan.parameters)
    graded = grade_of(
        customers,
        ordered,
        as_of=where.as_of,
        window=span,
        parameters=parameters,
        calendar=where.calendar({where.as_of.year - 1, where.as_of.year, where.as_of.year + 1}),
        origins={**where.origins(), **({"window": "option"} if window != "365" else {}), **choice.origins()},
        amount=amount_column(ordered, where),
        activities=_contacts(choice, where, reading) if choice.beside or parameters.rfm.model == "fmi" else None,
        deals=list_given("deals", (), where) if choice.beside else None,
        words=deal_words(where.plan.parameters.value, where.plan.strategy.process),
    )
    result = graded.result
    if ordered is not None and ordered.has("amount") and ordered.has("amount_net"):
        tax = Parameter("tax", where.plan.tax, where.origins().get("tax", "default"))
        result = replace(result, parameters=(tax, *result.parameters))
    return replace(graded, result=with_plan(result, where))


def _about_used(customers: Records) -> Iterator[Problem]:
    """What was found in the list, without bad cells of the columns that class and next contact alone need."""
    unused = {
        (source.file, source.sheet, told)
        for source in customers.inputs
        for column in source.columns
        if column.field in OF_CLASS
        for told in (column.column, column.header)
    }
    for problem in customers.findings:
        place = problem.place
        column = (place.cell or "").rstrip("0123456789") or place.key or ""
        if problem.severity == "error" or (place.file, place.sheet, column) not in unused:
            yield problem


def _contacts(choice: Choice, where: Setting, reading: ReadOptions) -> Records | None:
    from salesplan.compute.customers.links import CONTACT_FIELDS

    beside = ReadOptions(on_error=reading.on_error)
    return list_given("activities", choice.activities, where, beside, needed=CONTACT_FIELDS)


def _lists(
    files: Sequence[str], orders: Sequence[str], reading: ReadOptions, where: Setting, needed: frozenset[str]
) -> tuple[Records | None, Records | None]:
    """The customers and the orders: of the files given, else of the plan; ``needed`` are the fields that are used."""
    from salesplan.load.lists import read_list

    sources = where.plan.sources
    customers: Records | None = None
    if files or not sources.customers:
        if not files and not sources.orders:
            raise BadUsage(_nothing_to_grade())
        source = "orders" if not files else None
        given = list(files) or where.files("orders")
        first = read_list(given, where.reading(reading, source or _known_source(given, where)), needed=needed)
        if first.table == "orders":
            if orders:
                raise two_orders(first, orders, where.reading(ReadOptions()))
            return None, complete(with_repeated(first), by_option=True)
        if first.table != "customers":
            raise BadInput(_other_list(first))
        customers = first
    else:
        customers = read_list(
            where.files("customers"), where.reading(reading, "customers"), table="customers", needed=needed
        )
    return with_orders(customers, orders, reading, where)


def with_orders(
    customers: Records, orders: Sequence[str], reading: ReadOptions, where: Setting
) -> tuple[Records, Records | None]:
    """The customers and the orders beside them: of the files given, else the plan's; None where there are none."""
    beside = list(orders) or where.files("orders")
    if not beside:
        return customers, None
    own = ReadOptions(on_error=reading.on_error)
    ordered = read_orders(beside, where.reading(own, "orders"), needed=NEEDED)
    return side_by_side(customers, complete(ordered, by_option=False))


def side_by_side(customers: Records, orders: Records) -> tuple[Records, Records]:
    """Both lists; of one workbook they come without the notes that either left the sheet of the other unread."""
    from salesplan.load.notes import NOTHING_TO_DO

    both = {each.file for each in customers.inputs} & {each.file for each in orders.inputs}
    unread = [p for p in (*customers.findings, *orders.findings) if p.code == "READ-other-sheets"]
    told = [p for p in unread if p.place.file in both and (p in customers.findings or p.fix == NOTHING_TO_DO)]
    listed, ordered = (
        replace(each, findings=tuple(p for p in each.findings if p not in told)) for each in (customers, orders)
    )
    return listed, ordered


def _other_list(found: Records) -> Problem:
    """The list is about something else than customers or orders."""
    source = found.inputs[0]
    label = TABLES[found.table].label if found.table in TABLES else Text("别的", "something else")
    return Problem(
        "CLASSIFY-other-list",
        "error",
        Text(
            "这份名单像是“{table}”，分级要的是客户或订单",
            "this list looks like {table}; grading needs customers or orders",
        ).format(table=label),
        Text(
            "换一份名单；若确是客户名单，加 --table customers",
            "name another list; if these are customers, add --table customers",
        ),
        Place(file=source.file, sheet=source.sheet),
    )


def _known_source(files: Sequence[str], where: Setting) -> str | None:
    """The source of the plan that these files are, so that its columns and sheets apply to them."""
    wanted = {Path(file).resolve() for file in files}
    for name in ("customers", "orders"):
        if wanted & {Path(file).resolve() for file in where.files(name)}:
            return name
    return None


def _nothing_to_grade() -> Problem:
    return Problem(
        "USAGE-no-list",
        "error",
        Text("没有给名单，计划里也没有", "no list is given, and the plan names none"),
        Text(
            "写上文件：salesplan classify 客户.xlsx；或在 plan.yaml 里写 sources: {customers: 客户.xlsx}",
            "type salesplan classify customers.xlsx; or put sources: {customers: customers.xlsx} in plan.yaml",
        ),
    )
