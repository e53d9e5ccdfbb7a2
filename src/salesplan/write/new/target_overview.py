"""The overview of a target workbook: members down, periods across.

Figures are taken from the members' sheets. Those show what is handed out: with a margin the targets without it stand
here alone, beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from salesplan.model.plan.levels import LEVELS
from salesplan.model.target_sheets import TargetSheets
from salesplan.text import Text
from salesplan.write.new.live_cells import Live, LiveSheet, address, listed_cells, sheet_reference
from salesplan.write.new.target_page import (
    ACTUAL_SHORT,
    ATTAINED,
    ATTAINED_OF_TARGET,
    FIRST,
    HANDED_OUT,
    TOTAL,
    Columns,
    attained,
    dress_row,
    finish,
    heading,
    link,
    summed_if_any,
)

WHO_AGREED = Text("认可", "Agreed by")


def fill_overview(made: LiveSheet, sheets: TargetSheets, names: Sequence[str]) -> None:
    """A line a member with a link to its sheet, sums down and across. ``names`` are those of the sheets."""
    across = sheets.top if len(sheets.periods) > 1 else ()
    levels = [*sheets.outer, sheets.level]
    has_margin = bool(sheets.members and sheets.members[0].handed_out)
    heads = [str(LEVELS.get(level, level)) for level in levels]
    heads += [*(sheets.periods[at].name for at in across), str(TOTAL), *([str(HANDED_OUT)] if has_margin else [])]
    heads += [str(ACTUAL_SHORT), str(ATTAINED_OF_TARGET if has_margin else ATTAINED), str(WHO_AGREED)]
    heading(made, sheets, "", heads)
    for number, name in enumerate(names):
        _fill_member(made, sheets, number, name, across, len(levels))
    _fill_sums(made, sheets, across, len(levels), has_margin=has_margin)
    finish(made, sheets, heads, FIRST + len(names), len(levels))


def _fill_member(
    made: LiveSheet, sheets: TargetSheets, number: int, name: str, across: Sequence[int], levels: int
) -> None:
    """One member: what its own sheet says, and the targets that it does not say."""
    member, row = sheets.members[number], FIRST + number
    columns = Columns(len(member.columns))
    sheet, year = sheet_reference(name), len(sheets.periods) - 1
    for column, outer in enumerate(member.outer, 1):
        made.put(row, column, outer)
    link(made, row, levels, member.name, name)
    column = levels
    for at in across:
        column += 1
        on_sheet = Live(f"{sheet}!{address(FIRST + at, columns.total)}", member.totals[at])
        made.put(row, column, member.totals[at] if member.handed_out else on_sheet)
    column += 1
    own = f"{sheet}!{address(FIRST + year, columns.total)}"
    whole = Live(f"SUM({address(row, levels + 1)}:{address(row, column - 1)})" if across else own, member.totals[year])
    made.put(row, column, member.totals[year] if member.handed_out and not across else whole)
    total = column
    if member.handed_out:
        column += 1
        made.put(row, column, Live(own, member.handed_out[year]))
    actual = f"{sheet}!{address(FIRST + year, columns.actual)}"
    made.put(row, column + 1, Live(f'IF(ISNUMBER({actual}),{actual},"")', None))
    made.put(row, column + 2, attained(row, column + 1, total))
    made.put(row, column + 3, " ".join(member.agreed))
    dress_row(made, sheets, row, range(1, column + 4), is_sum=False, percent=column + 2)


def _fill_sums(made: LiveSheet, sheets: TargetSheets, across: Sequence[int], levels: int, *, has_margin: bool) -> None:
    """The sums over all members."""
    members, last = sheets.members, FIRST + len(sheets.members)
    rows, year = range(FIRST, last), len(sheets.periods) - 1
    made.put(last, 1, str(TOTAL))
    sums = [sum((member.totals[at] for member in members), Decimal(0)) for at in (*across, year)]
    if has_margin:
        sums.append(sum((member.handed_out[year] for member in members), Decimal(0)))
    for column, amount in enumerate(sums, levels + 1):
        made.put(last, column, Live(f"SUM({listed_cells(list(rows), column)})", amount))
    actual = levels + len(sums) + 1
    made.put(last, actual, summed_if_any(listed_cells(list(rows), actual)))
    made.put(last, actual + 1, attained(last, actual, levels + len(across) + 1))
    dress_row(made, sheets, last, range(1, actual + 3), is_sum=True, percent=actual + 1)
