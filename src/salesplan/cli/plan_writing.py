"""``--write`` and ``--dry-run`` for results that go into the plan itself: values in their places, all else as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, ClassVar, Protocol

from salesplan.api import Setting
from salesplan.cli.command import option
from salesplan.cli.options import Backups, DryRun, LockWait
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.errors import Problem
    from salesplan.model.plan.edit import PlanEdit
    from salesplan.write.plan_update import PlanOptions, PlanUpdate


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
    dry_run: DryRun = False
    lock_wait: LockWait = 10
    backups: Backups = 5

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
    from salesplan.cli.say import say
    from salesplan.present.problems import problem_lines
    from salesplan.write.plan_update import update_plan

    if where.loaded is None:
        return
    options = replace(options_of(where, writing), dry_run=writing.dry_run or not writing.write)
    done = update_plan(where.loaded.file, edits, options)
    if not quiet:
        for line in _told(done, where.loaded.file, writing):
            say(line)
    for line in problem_lines([*done.warnings, *warnings]):
        say(line)


class Guarded(Protocol):
    """How long a command waits for the plan, and how many backups stay."""

    @property
    def lock_wait(self) -> float:
        """Seconds."""

    @property
    def backups(self) -> int:
        """Files."""


def options_of(where: Setting, guarded: Guarded) -> PlanOptions:
    """How the plan is changed: from the state in which this run read it, with so many backups."""
    from salesplan.cli.convert import at_least_one, seconds
    from salesplan.write.plan_update import PlanOptions, hashes_of

    return PlanOptions(
        moment=datetime.now().astimezone(),
        expected=hashes_of(where.loaded.inputs if where.loaded else ()),
        keep=at_least_one("--backups", guarded.backups),
        lock_wait=seconds("--lock-wait", guarded.lock_wait),
    )


def lines_of(changed: PlanUpdate) -> Iterator[str]:
    """The lines that go and come, with their numbers, harmless on a terminal."""
    from salesplan.present.safe import shown

    yield from (f"  {line.mark} {line.file}:{line.line}  {shown(line.text)}" for line in changed.lines)


def backups_told(done: PlanUpdate) -> Iterator[Text]:
    """Where each file is as it was, and how to take the change back."""
    told = Text(
        "已写进 {file}，原来的留在 {kept}；撤销：salesplan undo {file}",
        "written into {file}; as it was: {kept}; to take it back: salesplan undo {file}",
    )
    yield from (told.format(kept=kept, file=file) for file, kept in done.backups.items())


def _told(done: PlanUpdate, file: str, writing: PlanWriting) -> Iterator[Text | str]:
    """The values that change, one a line; what became of each file, or the lines that would go and come."""
    from salesplan.present.safe import shown

    if not done.changes:
        yield Text("{file} 里已经是这些数，没有要写的", "{file} has these values already: nothing to write").format(
            file=file
        )
        return
    for change in done.changes:
        old = change.old if change.old is not None else str(Text("（没写）", "(not given)"))
        yield shown(f"{change.place.file}:{change.place.line}  {change.place.key}: {old} → {change.new}")
    if done.written:
        yield from backups_told(done)
        return
    yield from lines_of(done)
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
