"""``commission compute --record``: everything that could fail is tried first, then the months are written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from salesplan.api.commission import pay_records
from salesplan.cli.lists_held import refuse_before_writing
from salesplan.cli.replan_record import plan_folder
from salesplan.cli.say import say
from salesplan.model.result import Result
from salesplan.text import Text
from salesplan.write.pay_records import write_pay_record

if TYPE_CHECKING:
    from salesplan.api import Setting
    from salesplan.api.pay_lists import PayLists
    from salesplan.cli.options import Output
    from salesplan.compute.pay.ledger import Ledger


def recorded(result: Result[Any], lists: PayLists, done: Ledger, where: Setting, output: Output) -> Result[Any]:
    """Write the months beside the plan, the oldest first; the result then names their files."""
    folder = plan_folder(where)
    records = pay_records(lists, done, where)
    refuse_before_writing([result], output)
    written = [write_pay_record(folder, record) for record in records]
    files = tuple(str(file) for file in written if file is not None)
    if not output.quiet:
        for file in files:
            say(Text("已记录：{file}", "recorded: {file}").format(file=file))
        if not files:
            say(Text("之前已经记录过，没有改动", "it was recorded before; nothing was changed"))
    return replace(result, summary=replace(result.summary, recorded=files))
