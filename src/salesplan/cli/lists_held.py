"""What ``--write`` needs around the reading and the printing: the lists held, and what was written told of."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from salesplan.api import Setting
from salesplan.cli.convert import at_least_one, choice, seconds
from salesplan.cli.deliver import SEVERITIES, deliver, form_of, speak
from salesplan.cli.files import guard_files
from salesplan.cli.options import Output, Writing
from salesplan.cli.write_back import write_back
from salesplan.cli.written_told import listed
from salesplan.compute.customers.classify import Graded
from salesplan.errors import Place, Problem, SalesplanError
from salesplan.load.source import matching
from salesplan.model.result import Result
from salesplan.present.numbers import unit_named
from salesplan.text import Text
from salesplan.write.atomic import sha256_of
from salesplan.write.lock import locked


@contextmanager
def lists_held(files: Sequence[str], where: Setting, writing: Writing) -> Iterator[None]:
    """Hold the lists that are to be written from before they are read, so that a second run reads what this one wrote.

    They are the files typed, else the plan's customers. A run that writes nothing holds none.
    """
    wait = seconds("--lock-wait", writing.lock_wait)
    at_least_one("--backups", writing.backups)
    with ExitStack() as held:
        if writing.write and not writing.dry_run:
            for path in _lists(files or where.files("customers")):
                held.enter_context(locked(path, wait))
        yield


def _lists(typed: Sequence[str]) -> list[Path]:
    """The files, each once, in an order that is the same for every run: two never wait for each other."""
    found: dict[str, Path] = {}
    for file in matching(typed):  # what is missing is for the reader to say
        found.setdefault(os.path.realpath(file), Path(file))
    # os.path, as Path.is_file raises for a name that is too long
    return [path for real, path in sorted(found.items()) if os.path.isfile(real)]  # noqa: PTH113 - see above


def write_and_deliver(
    graded: Callable[[], Graded],
    held: AbstractContextManager[None],
    asked: tuple[Writing, Output, str | None],
    split_by: str | None,
    keep: Callable[[Graded], None],
) -> None:
    """Read and grade with the lists held, then write what is asked for; the page is printed when they are free again.

    ``asked``: what to write, how to print, and the file for the bad cells. ``keep`` keeps the classes for later
    gradings, once the list is written.
    """
    writing, output, rejects = asked
    with held:
        found = graded()
        with telling_what_was_written(found.result):
            if split_by is not None:
                from salesplan.cli.hand_out import hand_out

                hand_out(found, split_by, output, writing, rejects)
                return
        refuse_before_writing((found.result,), output, rejects)
        write_back(found.result, writing, output)
        with telling_what_was_written(found.result):
            keep(found)
    with telling_what_was_written(found.result):
        deliver(found.result, output, rejects, written=True)


def refuse_before_writing(results: Sequence[Result[Any]], output: Output, rejects: str | None = None) -> None:
    """Raise for whatever of the output is wrong, while no list, plan or record has been written yet."""
    speak(results[0], output)
    form_of(results, output)
    choice("--fail-on", output.fail_on, SEVERITIES)
    unit_named(output.show_unit)
    guard_files(results, output, rejects)


@contextmanager
def telling_what_was_written(result: Result[Any]) -> Iterator[None]:
    """Whatever fails within, once lists have been written, says so too."""
    try:
        yield
    except SalesplanError as failed:
        lists = {i.file: i.sha256 for i in result.inputs if i.table == "customers"}
        written = [file for file, sha256 in lists.items() if _differs(file, sha256)]
        if not written:
            raise
        what = Text("名单已经写好：{files}", "the list has been written: {files}")
        fix = Text(
            "没有完成的只是上面这件事；看结果就不加 --write 再运行，要恢复名单：salesplan undo {file}",
            "only the above was not done; run again without --write to see the result, or take the list back: "
            "salesplan undo {file}",
        )
        told = Problem(
            "WRITE-done", "note", what.format(files=listed(written)), fix.format(file=written[0]), Place(written[0])
        )
        raise type(failed)((*failed.problems, told)) from failed


def _differs(file: str, sha256: str) -> bool:
    with suppress(OSError):
        return sha256_of(Path(file)) != sha256
    return False
