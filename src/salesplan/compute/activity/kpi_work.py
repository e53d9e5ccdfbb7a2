"""The lists of an indicator board made ready: whose each row is, what counts as a good contact, which lines count."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import narwhals as nw

from salesplan.compute.activity.kpi_group import TargetGroup
from salesplan.compute.activity.kpi_people import PERSON, with_people
from salesplan.compute.activity.kpi_tallies import Work
from salesplan.compute.coverage.contact_kinds import contact_kind
from salesplan.compute.customers.classify import Graded
from salesplan.compute.customers.first_orders import first_orders, with_taker
from salesplan.compute.customers.keys import key, plain_text
from salesplan.compute.customers.lines import Lines
from salesplan.compute.customers.links import with_customer_key
from salesplan.compute.customers.worth.basis import own_lines
from salesplan.compute.prospects.deal_sound import counted_deals
from salesplan.compute.prospects.deal_state import DealWords
from salesplan.compute.targets.actuals.credit import Shared
from salesplan.compute.team.captured import Conversion
from salesplan.compute.team.rep_cells import everyone_of, person_of, shares_of
from salesplan.compute.team.staff import Staff
from salesplan.model.near import plain_name
from salesplan.model.records import Records

Frame = nw.DataFrame[Any]
RECORDED: tuple[str, ...] = ("purpose", "outcome", "next_step")
"""What a quality contact has on record, besides a customer of the target group."""
PRODUCT = ("product_id", "product", "category")


@dataclass(frozen=True)
class Sources:
    """The lists beside the graded customers, the team, which product penetration is about, whose an order of two is."""

    deals: Records | None = None
    words: DealWords = field(default_factory=DealWords)
    staff: Staff = field(default_factory=Staff)
    product: str | None = None
    reps: Records | None = None
    shared: Shared = "refuse"
    conversion: Conversion = "cohort"


@dataclass(frozen=True)
class Ready:
    """The work made ready, and how far the lists reach.

    ``recorded`` are the columns by which quality is judged, of those asked for; empty where the list has none.
    ``begin`` is the first day of contacts and of orders. ``nameless`` are the lists that name nobody in any row
    (activities, orders, first_orders, deals): what each person did is not known.
    """

    work: Work
    recorded: tuple[str, ...]
    begin: dict[str, date]
    nameless: frozenset[str] = frozenset()


def ready(graded: Graded, group: TargetGroup, sources: Sources) -> Ready:
    """Everything made ready to be counted in any stretch of days."""
    staff = sources.staff
    target = _mapped(group.frame, "owner", PERSON, lambda owner: person_of(owner, staff))
    work = Work(target.select("key", PERSON), staff=staff, as_of=graded.as_of, conversion=sources.conversion)
    begin: dict[str, date] = {}
    recorded: tuple[str, ...] = ()
    if graded.contacts is not None and graded.activities is not None:
        recorded = tuple(each for each in RECORDED if graded.activities.has(each))
        work = replace(work, contacts=_contacts(_made(graded.activities, graded), work.target, recorded, staff))
        begin |= _begin("activities", graded.contacts.frame.get_column("date").min())
    lines = own_lines(graded, PRODUCT)
    if lines is not None:
        lines = replace(lines, frame=_with_product_lines(lines.frame))
        work = _with_orders(work, lines, sources, graded.population.frame)
        begin |= _begin("orders", lines.first_day)
    if sources.deals is not None:
        work = replace(work, deals=counted_deals(sources.deals, sources.words))
    return Ready(work, recorded, begin, frozenset(_nameless(work, graded)))


def _nameless(work: Work, graded: Graded) -> Iterator[str]:
    """The lists with rows of which none says whose it is."""
    contacts = None if graded.contacts is None else graded.contacts.frame
    if contacts is not None and _names_nobody(contacts, "rep"):
        yield "activities"
    if work.lines is not None and _names_nobody(work.lines.frame, "owner"):
        yield "orders"
    if work.first is not None and _names_nobody(work.first, PERSON):
        yield "first_orders"
    if work.deals and not any(deal.owner for deal in work.deals):
        yield "deals"


def _names_nobody(frame: Frame, column: str) -> bool:
    return len(frame) > 0 and (column not in frame.columns or bool(frame.get_column(column).is_null().all()))


def _begin(name: str, day: date | None) -> dict[str, date]:
    return {} if day is None else {name: day}


def _series(name: str, values: Sequence[str | None], like: Frame) -> nw.Series[Any]:
    return nw.new_series(name, values, nw.String(), backend=like.implementation)


def _mapped(frame: Frame, column: str, name: str, of: Callable[[str | None], str | None]) -> Frame:
    """The frame with ``name``: what a text column means, each text looked at once."""
    texts = frame.get_column(column).to_list()
    known = {text: of(text) for text in set(texts)}
    return frame.with_columns(_series(name, [known[text] for text in texts], frame))


def _made(activities: Records, graded: Graded) -> Frame:
    """All contacts up to the as-of with the key of the customer: one without a known customer was made all the same."""
    rows = with_customer_key(activities, graded.population)
    return rows.filter(~nw.col("date").is_null(), nw.col("date") <= graded.as_of)


def _contacts(frame: Frame, target: Frame, recorded: Sequence[str], staff: Staff) -> Frame:
    """The contacts with kind and quality, once for everybody and once a person.

    ``quality`` is null where the list has none of the columns that tell it. ``mine``: the customer is of the target
    group, and of this person (of anybody for everybody).
    """
    for column, kind in (("kind", nw.String()), ("rep", nw.String()), *((c, nw.Boolean()) for c in _FLAGS)):
        if column not in frame.columns:
            frame = frame.with_columns(nw.lit(None, dtype=kind).alias(column))
    frame = _mapped(frame, "kind", "kind", contact_kind)
    whose = target.rename({PERSON: "whose"}).with_columns(target=nw.lit(value=True))
    frame = frame.join(whose, left_on="customer_key", right_on="key", how="left")
    is_target = nw.col("target").fill_null(value=False)
    told = [~nw.col(column).is_null() & (nw.col(column).str.strip_chars() != "") for column in recorded]
    quality = nw.all_horizontal(is_target, *told, ignore_nulls=True) if told else nw.lit(None, dtype=nw.Boolean())
    frame = frame.with_columns(quality=quality, target=is_target)
    frame = with_people(frame, "rep", everyone_of(frame.get_column("rep").unique().to_list(), staff))
    mine = nw.col("target") & ((nw.col(PERSON) == "") | (nw.col(PERSON) == nw.col("whose"))).fill_null(value=False)
    columns = ("date", "kind", *_FLAGS, "quality", "target", "customer_key", PERSON)
    return frame.with_columns(mine=mine).select(*columns, "mine")


_FLAGS = ("planned", "answered")


def _with_product_lines(lines: Frame) -> Frame:
    """``line``: the category of an order line, else its product; null where neither is told."""
    return lines.with_columns(line=key(lines, ("category", "product", "product_id")))


def _products(lines: Frame) -> tuple[str, ...]:
    """Every id, name and category of what was sold."""
    told = {text for column in PRODUCT for text in lines.get_column(column).unique().to_list() if text}
    return tuple(sorted(told))


def _with_orders(work: Work, lines: Lines, sources: Sources, owners: Frame) -> Work:
    shares = shares_of(lines.frame.get_column("owner").unique().to_list(), sources.staff, sources.shared)
    people = with_people(lines.frame, "owner", shares)
    bought = lines.frame if sources.product is None else _of_product(lines.frame, sources.product)
    first = with_taker(first_orders(lines), owners, sources.staff, sources.shared)
    return replace(work, lines=lines, by_person=people, bought=bought, first=first, shares=shares)


def _of_product(lines: Frame, product: str) -> Frame:
    """The lines of a product, by id, name or category."""
    wanted = plain_name(product)
    meant = [text for text in _products(lines) if plain_name(text) == wanted]
    return lines.filter(nw.any_horizontal(*(nw.col(c).is_in(meant) for c in PRODUCT), ignore_nulls=True))


def products_of(graded: Graded) -> tuple[str, ...]:
    """Every id, name and category of what the graded customers bought."""
    lines = own_lines(graded, PRODUCT)
    return () if lines is None else _products(lines.frame)


def is_product(product: str, products: Sequence[str]) -> bool:
    """Whether something of this id, name or category was ever sold."""
    return plain_name(product) in {plain_name(each) for each in products} and plain_text(product) is not None
