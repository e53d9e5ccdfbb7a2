"""Failures on stderr: sentences for people, one JSON object or annotations for machines."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence

from salesplan.errors import BadInput, Problem, SalesplanError
from salesplan.text import Text

SHOWN = 20


def complain(failure: SalesplanError, argv: Sequence[str]) -> None:
    """Say what went wrong: every problem in the form of machines where that is asked for, else the first 20."""
    from salesplan.present.problems import problem_lines, problem_record

    problems = (*failure.problems, *_way_on(failure, argv))
    form = form_asked(argv)
    if form == "github":
        from salesplan.present.annotations import render_annotations

        print("".join(render_annotations(problems)), end="", file=sys.stderr)  # noqa: T201 - the message
        return
    if form in ("json", "jsonl"):
        record = {
            "schema": 1,
            "error": failure.exit_code.name.lower(),
            "exit_code": int(failure.exit_code),
            "problems": [problem_record(p) for p in problems],
        }
        print(json.dumps(record, ensure_ascii=False, indent=1), file=sys.stderr)  # noqa: T201 - the message
        return
    if isinstance(failure, BadInput):
        _put_sarif(failure.problems, argv)
    shown = len(problems) if "--all-problems" in argv else SHOWN
    for line in problem_lines(problems, shown):
        print(line, file=sys.stderr)  # noqa: T201 - the message


def _put_sarif(problems: Sequence[Problem], argv: Sequence[str]) -> None:
    """What could not be read as SARIF, where a check was to give that: the step that uploads it finds a log.

    A file that may not be written is said on stderr; what could not be read stays the failure.
    """
    file = _value_of(("--output", "-o"), argv)
    if form_asked(argv) != "sarif" and (form_asked(argv) or not file.lower().endswith(".sarif")):
        return
    from salesplan.cli.deliver import print_all
    from salesplan.present.sarif import sarif_log

    if not _is_located(argv):
        return
    log = sarif_log([problems])
    try:
        if file:
            _write_log(log, file, {problem.place.file for problem in problems if problem.place.file}, argv)
        else:
            print_all([log])
    except SalesplanError as refused:
        complain(refused, ())


def _is_located(argv: Sequence[str]) -> bool:
    """Whether the command has findings at lines of files, as the checks of the plan have."""
    from salesplan.cli._index import COMMANDS
    from salesplan.present.view import view_of

    words = [word for word in argv if not word.startswith("-")]
    named = [" ".join(words[at : at + size]) for at in range(len(words)) for size in (2, 1)]
    path = next((path for path in named if path in COMMANDS), "")
    try:
        return bool(path) and view_of(path).located
    except ImportError:  # a command that shows no result
        return False


def _write_log(log: str, file: str, inputs: set[str], argv: Sequence[str]) -> None:
    from pathlib import Path

    from salesplan.write.text_output import guard_output, write_text_file

    guard_output(Path(file), inputs, force="--force" in argv)
    write_text_file(Path(file), [log])


def _way_on(failure: SalesplanError, argv: Sequence[str]) -> tuple[Problem, ...]:
    """Bad cells stop a command that writes; whoever wants to go on without their rows is told the option.

    Not who gave it already, nor where something else than bad cells stands in the way: leaving rows out mends neither.
    """
    stopped = isinstance(failure, BadInput) and all(map(_is_bad_cell, failure.problems))
    decided = any(word.partition("=")[0] == "--on-error" for word in argv)
    splits = any(word.partition("=")[0] == "--split-by" for word in argv)
    if not stopped or decided or not (splits or "--write" in argv):
        return ()
    what = Text(
        "要写回，所以遇到坏单元格就停下了，什么都没写", "bad cells stop a command that writes; nothing was written"
    )
    if splits:
        what = Text("要分发，所以遇到坏单元格就停下了，什么都没写", "bad cells stop a hand-out; nothing was written")
    fix = Text(
        "改好后再运行；或加 --on-error skip 跳过这些行",
        "correct them and run again; or add --on-error skip to leave their rows out",
    )
    return (Problem("READ-stopped", "note", what, fix),)


def _is_bad_cell(problem: Problem) -> bool:
    """Whether a problem is about what stands in a cell of a row, not about which column is which."""
    in_cell = problem.place.cell or (problem.place.line and problem.place.key)  # of a text list: line and title
    return bool(in_cell) and problem.code.startswith("READ-") and problem.code != "READ-ambiguous"


def form_asked(argv: Sequence[str]) -> str:
    """The form asked for, empty without one; looked up by hand, as the command line itself may be at fault."""
    return _value_of(("--format", "-f"), argv) or os.environ.get("SALESPLAN_FORMAT", "")


def _value_of(names: tuple[str, str], argv: Sequence[str]) -> str:
    """What an option is given by its long or short name, the last time that it stands there; empty without it."""
    long, short = names
    asked = ""
    for i, word in enumerate(argv):
        if word in names and i + 1 < len(argv):
            asked = argv[i + 1]
        elif word.startswith(f"{long}=") or (word.startswith(short) and len(word) > len(short)):
            asked = word.partition("=")[2] if "=" in word else word[len(short) :]
    return asked
