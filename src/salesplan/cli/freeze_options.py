"""``targets split --record``: the targets frozen as they are handed out, so that tracking goes by them later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from salesplan.cli.command import option
from salesplan.errors import BadUsage, Problem
from salesplan.text import Text

if TYPE_CHECKING:
    from pathlib import Path

    from salesplan.api import Setting, SplitWish
    from salesplan.cli.options import Output
    from salesplan.model.result import Result
    from salesplan.model.state import Record


@dataclass(frozen=True)
class FreezeOptions:
    """Freezing the targets."""

    GROUP: ClassVar[Text] = Text("定稿", "Freezing")

    record: Annotated[
        bool,
        option(
            "--record",
            text=Text(
                "定稿：把这些目标记进计划旁的 .salesplan，以后 track、replan 都按它",
                "freeze these targets in .salesplan beside the plan: track and replan then go by them",
            ),
        ),
    ] = False
    reason: Annotated[
        str | None,
        option("--reason", metavar="TEXT", text=Text("为什么重新定稿（第二次起必填）", "why (from the second on)")),
    ] = None
    decided_by: Annotated[str | None, option("--decided-by", metavar="NAME", text=Text("谁定的", "who decided"))] = None

    def check(self, entry: str | None, wish: SplitWish) -> None:
        """BadUsage where what is split is no target of the plan as it stands, or a reason has nothing to be kept."""
        if not self.record and (self.reason or self.decided_by):
            what = Text("--reason、--decided-by 要和 --record 一起用", "--reason and --decided-by go with --record")
            raise BadUsage(Problem("USAGE-freeze", "error", what, Text("加上 --record", "add --record")))
        if self.record and (wish.scenarios or (wish.total is not None and entry is None)):
            what = Text("--record 定稿的是计划里的目标", "--record freezes targets of the plan")
            fix = Text(
                "情景先用 --write 写进计划；总额写进计划的 targets",
                "put a scenario into the plan with --write first, and a total under its targets",
            )
            raise BadUsage(Problem("USAGE-freeze", "error", what, fix))


def frozen_records(
    entry: str | None, wish: SplitWish, options: FreezeOptions, where: Setting
) -> Sequence[tuple[Path, Record]]:
    """The records to be written, each with the plan's folder; none unless asked for. What is wrong is raised."""
    options.check(entry, wish)
    if not options.record:
        return ()
    from salesplan.api.freezing import targets_freeze
    from salesplan.cli.replan_record import plan_folder

    folder = plan_folder(where)
    reason, decided_by = (options.reason or "").strip(), (options.decided_by or "").strip()
    found = targets_freeze(entry, wish, where, reason=reason, decided_by=decided_by)
    return [(folder, record) for record in found]


def keep(records: Sequence[tuple[Path, Record]], output: Output) -> None:
    """Write the records beside the plan and say where they are."""
    from salesplan.cli.say import say
    from salesplan.write.state import write_record

    for folder, record in records:
        file = write_record(folder, record)
        if not output.quiet:
            say(Text("已定稿：{file}", "frozen: {file}").format(file=file))


def freeze(
    entry: str | None,
    wish: SplitWish,
    options: FreezeOptions,
    where: Setting,
    output: Output,
    results: Sequence[Result[Any]],
) -> None:
    """Freeze what was split, once everything else that could fail was tried."""
    from salesplan.cli.lists_held import refuse_before_writing

    records = frozen_records(entry, wish, options, where)
    if records:
        refuse_before_writing(results, output)
        keep(records, output)
