"""The lists that a command works with: those given, else those that the plan names."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from salesplan.errors import BadInput, BadUsage, Place, Problem
from salesplan.model.reading import AS_IT_IS, ReadOptions
from salesplan.model.tables import TABLES, table_fields
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.api.setting import Setting
    from salesplan.compute.prospects.deal_rows import Deal
    from salesplan.compute.prospects.deal_state import DealWords
    from salesplan.model.records import Records


def list_given(
    table: str,
    files: Sequence[str],
    where: Setting,
    reading: ReadOptions = AS_IT_IS,
    *,
    needed: Collection[str] = (),
) -> Records | None:
    """The list of this kind: of the files given, else the plan's; None where there is none.

    ``reading`` are the options of the command line for this list; a list that stands beside the main one has none. A
    file given whose titles speak of another list is refused.
    """
    from salesplan.load.lists import read_list

    named = list(files) or where.files(table)
    if not named:
        return None
    told = where.reading(reading, table)
    return read_list(named, told, table=table, needed=needed, strict=bool(files) and reading.table is None)


def deals_given(
    files: Sequence[str], where: Setting, reading: ReadOptions = AS_IT_IS
) -> tuple[tuple[Deal, ...] | None, Records | None]:
    """The deals that count, copies taken out, read with the plan's words of state; and their list. None without any."""
    found = list_given("deals", files, where, reading)
    return (None, None) if found is None else (deals_in(found, where), found)


def deals_in(deals: Records, where: Setting) -> tuple[Deal, ...]:
    """The same of a list that was read before."""
    from salesplan.compute.prospects.deal_sound import counted_deals

    return counted_deals(deals, words_of_deals(where))


def words_of_deals(where: Setting) -> DealWords:
    """The plan's words for the states and stages of deals."""
    from salesplan.compute.prospects.deal_state import deal_words

    return deal_words(where.plan.parameters.value, where.plan.strategy.process)


def need_list(
    table: str,
    files: Sequence[str],
    where: Setting,
    reading: ReadOptions = AS_IT_IS,
    *,
    needed: Collection[str] = (),
    command: str,
) -> Records:
    """The same; BadUsage with what to type where there is none. ``command`` is typed before the file."""
    found = list_given(table, files, where, reading, needed=needed)
    if found is None:
        raise BadUsage(no_list(table, command))
    return found


def need_column(records: Records, keys: Sequence[str], *, by_option: bool = False) -> None:
    """BadInput where the list has a column for none of these fields: what it lacks is not 0.

    ``by_option``: whether ``--column`` speaks of this list; of one beside the main list only the plan does.
    """
    if any(records.has(key) for key in keys):
        return
    source, key = records.inputs[0], keys[0]
    headers = [f"{column.header} ({column.column})" for column in source.columns if column.header]
    what = Text(
        "没有认出“{label}”这一列；有这些列：{headers}", "no column is recognised as {label}; the columns are: {headers}"
    ).format(label=table_fields(records.table)[key].header.label, headers=", ".join(headers))
    fix = Text(
        "把表头改成“{label}”，或在 plan.yaml 里写明：sources: {{{table}: {{file: 文件, columns: {{{key}: 表头}}}}}}",
        "Call it {label}, or say in plan.yaml: sources: {{{table}: {{file: FILE, columns: {{{key}: TITLE}}}}}}",
    ).format(label=table_fields(records.table)[key].header.label, table=records.table, key=key)
    if by_option:
        fix = Text("写明是哪一列：--column {key}=表头", "Say which column it is: --column {key}=TITLE").format(key=key)
    place = Place(file=source.file, sheet=source.sheet)
    raise BadInput(Problem("LISTS-no-column", "error", what, fix, place, key))


def need_customers_or_orders(files: Sequence[str], where: Setting, command: str) -> None:
    """BadUsage with what to type where neither a file is given nor the plan names customers or orders."""
    if not (files or where.files("customers") or where.files("orders")):
        raise BadUsage(no_list("customers", command))


def no_list(table: str, command: str) -> Problem:
    """What to do for a command whose list is neither given nor in the plan."""
    what = Text("没有给“{label}”名单，计划里也没有写", "no list of {label} is given, and the plan names none")
    fix = Text(
        "写上文件：salesplan {command} 文件.xlsx；或在 plan.yaml 里写 sources: {{{table}: 文件.xlsx}}",
        "type salesplan {command} FILE.xlsx; or put sources: {{{table}: FILE.xlsx}} in plan.yaml",
    )
    label = TABLES[table].label
    return Problem(
        "USAGE-no-list", "error", what.format(label=label), fix.format(command=command, table=table), value=table
    )
