"""``--write`` and ``--dry-run`` for results that go into the plan itself: values in their places, all else as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, ClassVar

from salesplan.api import Setting
from salesplan.cli.command import option
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.errors import Problem
    from salesplan.model.plan.edit import PlanEdit
    from salesplan.write.plan_update import PlanUpdate


@dataclass(frozen=True)
class PlanWriting:
    """Writing results into the plan."""

    GROUP: ClassVar[Text] = Text("写进计划", "Writing into the plan")

    write: Annotated[
        bool,
        option(
            "--write",
            text=Text(
                "把结果写进计划文件，注释和顺序原样保留（先备份）",
                "write the result into the plan; comments and order stay as they are (with a backup)",
            ),
        ),
    ] = False
    dry_run: Annotated[
        bool, option("--dry-run", text=Text("只说会写什么，不写", "say what would be written, write nothing"))
    ] = False
    lock_wait: Annotated[
        float,
        option(
            "--lock-wait",
            metavar="SECONDS",
            text=Text(
                "另一个 salesplan 正在写时最多等几秒（默认 10）", "how long to wait for another salesplan (default: 10)"
            ),
        ),
    ] = 10
    backups: Annotated[
        int,
        option(
            "--backups",
            metavar="N",
            text=Text("保留几份带日期的备份（默认 5）", "how many dated backups are kept (default: 5)"),
        ),
    ] = 5

    @property
    def asked(self) -> bool:
        """Whether anything is to be written, or said to be."""
        return self.write or self.dry_run


def put_into_plan(
    edits: Sequence[PlanEdit],
    where: Setting,
    writing: PlanWriting,
    *,
    quiet: bool = False,
    warnings: Sequence[Problem] = (),
) -> None:
    """Put the values into the plan in use and say which line has what now; with ``--dry-run`` only say so.

    CannotWrite when the plan is no longer as this run read it, or a value cannot be changed alone.
    """
    from salesplan.cli.convert import at_least_one, seconds
    from salesplan.cli.say import say
    from salesplan.present.problems import problem_lines
    from salesplan.write.plan_update import PlanOptions, hashes_of, update_plan

    if where.loaded is None:
        return
    options = PlanOptions(
        moment=datetime.now().astimezone(),
        expected=hashes_of(where.loaded.inputs),
        keep=at_least_one("--backups", writing.backups),
        lock_wait=seconds("--lock-wait", writing.lock_wait),
        dry_run=writing.dry_run or not writing.write,
    )
    done = update_plan(where.loaded.file, edits, options)
    if not quiet:
        for line in _told(done, where.loaded.file, writing):
            say(line)
    for line in problem_lines([*done.warnings, *warnings]):
        say(line)


def _told(done: PlanUpdate, file: str, writing: PlanWriting) -> Iterator[Text | str]:
    """The values that change, one a line; what became of each file, or the lines that would go and come."""
    if not done.changes:
        yield Text("{file} 里已经是这些数，没有要写的", "{file} has these values already: nothing to write").format(
            file=file
        )
        return
    for change in done.changes:
        line = f"{change.place.file}:{change.place.line}"
        old = change.old if change.old is not None else Text("（没写）", "(not given)")
        yield f"{line}  {change.place.key}: {old} → {change.new}"
    if done.written:
        told = Text(
            "已写进计划，原来的留在 {kept}；撤销：salesplan undo {file}",
            "written into the plan; as it was: {kept}; to take it back: salesplan undo {file}",
        )
        yield from (told.format(kept=kept, file=file) for file, kept in done.backups.items())
        return
    yield from (f"  {line.mark} {line.file}:{line.line}  {line.text}" for line in done.lines)
    if writing.write:
        yield Text(
            "这是试运行，什么都没写；去掉 --dry-run 就写入",
            "a dry run: nothing was written; leave out --dry-run to write",
        )
    else:
        yield Text(
            "这是试运行，什么都没写；把 --dry-run 换成 --write 就写入",
            "a dry run: nothing was written; put --write in place of --dry-run to write",
        )
