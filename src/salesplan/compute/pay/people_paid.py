"""What each person is paid in a period: what was earned, deferred, released, taken back, carried on and advanced."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from salesplan.compute.pay.ledger import Ledger
from salesplan.compute.pay.pay_lines import EARNING, KINDS, PayLine
from salesplan.compute.pay.standing import Accrual
from salesplan.compute.rounding import rounded
from salesplan.compute.team.staff import Staff
from salesplan.model.named_period import NamedPeriod
from salesplan.model.pay_record import PayKind
from salesplan.model.table import ColumnSpec, Kind, Table, Value

_COLUMNS: tuple[tuple[str, Kind], ...] = (
    ("person", "text"),
    ("team", "text"),
    ("month", "text"),
    ("rule", "text"),
    ("period", "text"),
    ("kind", "code"),
    ("order_id", "text"),
    ("date", "date"),
    ("customer", "text"),
    ("product", "text"),
    ("base", "amount"),
    ("credit", "share"),
    ("tier", "integer"),
    ("rate", "share"),
    ("collected", "share"),
    ("pay", "amount"),
    ("source_file", "text"),
    ("row", "integer"),
)


@dataclass(frozen=True)
class PersonPay:
    """One person's pay of a period. ``pay`` is what he gets: the sum of his lines, to the cent.

    ``earned`` is what the settlements bring; ``clawback`` (0 or less) returns of earlier sales, ``adjusted`` changes of
    recorded months; ``deferred`` (0 or less) what waits for its collection, ``released`` what waited. ``carried_in``
    (0 or less) is owed from before, ``carried_out`` what is owed on; ``advanced`` and ``recovered`` (0 or less) are
    draws, ``guaranteed`` what brings pay up to a guarantee. ``open_deferred`` and ``open_advance`` are what stays open
    at the end.
    """

    person: str
    team: str | None
    role: str | None
    earned: Decimal
    clawback: Decimal
    adjusted: Decimal
    deferred: Decimal
    released: Decimal
    carried_in: Decimal
    carried_out: Decimal
    guaranteed: Decimal
    advanced: Decimal
    recovered: Decimal
    pay: Decimal
    open_deferred: Decimal
    open_advance: Decimal
    accruals: tuple[Accrual, ...] = ()


def people_paid(done: Ledger, asked: NamedPeriod, staff: Staff) -> tuple[PersonPay, ...]:
    """Everybody for whom there is a rule or a line, in the order of the list of people."""
    by_person: dict[str, list[PayLine]] = defaultdict(list)
    for line in lines_within(done, asked):
        by_person[line.person].append(line)
    accruals: dict[str, list[Accrual]] = defaultdict(list)
    within = {month.name for month in done.months if month.span.first in asked.span}
    for each in (each for each in done.accruals if each.month in within):
        for name in [one.name for one in staff.listed if one.team == each.person] if each.is_team else [each.person]:
            accruals[name].append(each)
    deferred: dict[str, Decimal] = defaultdict(Decimal)
    for entry in done.books.entries.values():
        deferred[entry.person] += entry.deferred
    names = [one.name for one in staff.listed]
    names += sorted(by_person.keys() - set(names))
    paid = [name for name in names if by_person[name] or accruals[name]]
    return tuple(_person(name, by_person[name], accruals[name], deferred[name], done, staff) for name in paid)


def _person(
    name: str, lines: Sequence[PayLine], accruals: Sequence[Accrual], deferred: Decimal, done: Ledger, staff: Staff
) -> PersonPay:
    one = staff.of(name)
    return PersonPay(
        name,
        one.team if one else None,
        one.role if one else None,
        _sum(lines, EARNING),
        _sum(lines, ("clawback",)),
        _sum(lines, ("adjusted",)),
        _sum(lines, ("deferred",)),
        _sum(lines, ("released",)),
        _first(lines, "carried_in"),
        _last(lines, "carried"),
        _sum(lines, ("guarantee",)),
        _sum(lines, ("advance",)),
        _sum(lines, ("recovered",)),
        sum((line.pay for line in lines), Decimal(0)),
        deferred,
        done.books.advanced.get(name, Decimal(0)),
        tuple(accruals),
    )


def _sum(lines: Sequence[PayLine], kinds: Iterable[PayKind]) -> Decimal:
    wanted = frozenset(kinds)
    return sum((line.pay for line in lines if line.kind in wanted), Decimal(0))


def _first(lines: Sequence[PayLine], kind: PayKind) -> Decimal:
    """What was owed when the first month began; later months carry what earlier ones carried."""
    first = lines[0].month if lines else ""
    return _sum([line for line in lines if line.month == first], (kind,)) if lines else Decimal(0)


def _last(lines: Sequence[PayLine], kind: PayKind) -> Decimal:
    last = lines[-1].month if lines else ""
    return _sum([line for line in lines if line.month == last], (kind,)) if lines else Decimal(0)


def lines_within(done: Ledger, asked: NamedPeriod) -> list[PayLine]:
    """The lines paid in the months of a period."""
    months = [month.name for month in done.months if month.span.first in asked.span]
    return [line for month in months for line in done.lines[month]]


def statement_rows(lines: Iterable[PayLine], staff: Staff) -> Table:
    """The lines of all statements, person by person, month by month, in the order of a statement."""
    order = {one.name: at for at, one in enumerate(staff.listed)}
    ranked = sorted(
        lines,
        key=lambda line: (
            *(order.get(line.person, len(order)), line.person, line.month),
            *(not line.rule, line.rule, KINDS.index(line.kind)),
            *(str(line.date or ""), line.ref, line.product or "", line.row or 0, line.tier or 0, line.pay),
        ),
    )
    columns = tuple(ColumnSpec(key, kind) for key, kind in _COLUMNS)
    return Table(columns, tuples=tuple(_row(line, staff) for line in ranked))


def _row(line: PayLine, staff: Staff) -> tuple[Value, ...]:
    one, waits = staff.of(line.person), line.kind in ("deferred", "released")
    return (
        line.person,
        one.team if one else None,
        line.month,
        line.rule or None,
        line.period or None,
        line.kind,
        line.order,
        line.date,
        line.customer,
        line.product,
        line.base,
        None if waits else rounded(line.share),
        line.tier,
        rounded(line.rate),
        rounded(line.share) if waits else None,
        line.pay,
        line.file,
        line.row,
    )
