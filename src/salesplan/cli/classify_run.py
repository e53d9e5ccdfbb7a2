"""One run of ``classify``: grade, compare with the record, write back or hand out, keep the record, print."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from salesplan.api import Setting
from salesplan.api.class_migration import OurTitles, changed_by_hand, compared, record_of
from salesplan.api.customers import grade
from salesplan.api.grade_choice import AS_CLASSIFIED
from salesplan.cli.customers import ClassifyOptions
from salesplan.cli.deliver import deliver
from salesplan.cli.options import Output, Writing
from salesplan.cli.replan_record import plan_folder
from salesplan.cli.say import say
from salesplan.model.reading import ReadOptions
from salesplan.text import Text
from salesplan.write.columns import headers_of

if TYPE_CHECKING:
    from salesplan.compute.customers.classify import Graded


@dataclass(frozen=True)
class ClassifyRun:
    """What was asked for, and how it is done."""

    files: tuple[str, ...]
    options: ClassifyOptions
    reading: ReadOptions
    where: Setting
    writing: Writing
    output: Output
    rejects: str | None

    def go(self) -> None:
        """Grade and print; write, hand out and keep what is asked for."""
        if self.options.record:
            plan_folder(self.where)
        if self.writing.write or self.writing.dry_run or self.options.split_by is not None:
            from salesplan.cli.lists_held import lists_held, write_and_deliver

            held = lists_held(self.files, self.where, self.writing)
            asked = (self.writing, self.output, self.rejects)
            write_and_deliver(self.to_write, held, asked, self.options.split_by, self.keep)
            return
        graded = self.graded()
        if self.options.record:
            from salesplan.cli.lists_held import refuse_before_writing

            refuse_before_writing((graded.result,), self.output, self.rejects)
            self.keep(graded)
        deliver(graded.result, self.output, self.rejects)

    def graded(self) -> Graded:
        """The customers graded, with the moves since the earlier record."""
        options = self.options
        found = grade(self.files, options.orders or (), options.window, self.reading, self.where, AS_CLASSIFIED)
        return compared(found, self.files, options.window, self.where)

    def to_write(self) -> Graded:
        """The same for a list that is to be written: cells of ours that were changed by hand are among the findings."""
        found = self.graded()
        if self.options.split_by is not None:
            return found
        titles: OurTitles = {"text": headers_of("class"), "date": headers_of("as_of")}
        edits = changed_by_hand(found, self.files, self.reading, self.where, titles)
        return replace(found, result=replace(found.result, findings=(*found.result.findings, *edits)))

    def keep(self, graded: Graded) -> None:
        """Write the record beside the plan: when asked for, and whenever the list is written and there is a plan."""
        writes = self.writing.write and not self.writing.dry_run and self.where.loaded is not None
        if not self.options.record and not writes:
            return
        from salesplan.write.class_records import write_classes

        record = record_of(graded, self.files, self.options.window, self.where)
        file = write_classes(plan_folder(self.where), record)
        if not self.output.quiet:
            say(Text("已记下这次的分级：{file}", "classes recorded: {file}").format(file=file))
