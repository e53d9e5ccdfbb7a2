"""Failures on stderr: sentences for people, one JSON object for machines."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence

from salesplan.errors import SalesplanError

SHOWN = 20


def complain(failure: SalesplanError, argv: Sequence[str]) -> None:
    """Say what went wrong: every problem as JSON with ``--format json``, else the first 20 and their number."""
    from salesplan.present.problems import problem_lines, problem_record

    if wants_json(argv):
        record = {
            "schema": 1,
            "error": failure.exit_code.name.lower(),
            "exit_code": int(failure.exit_code),
            "problems": [problem_record(p) for p in failure.problems],
        }
        print(json.dumps(record, ensure_ascii=False, indent=1), file=sys.stderr)  # noqa: T201 - the message
        return
    shown = len(failure.problems) if "--all-problems" in argv else SHOWN
    for line in problem_lines(failure.problems, shown):
        print(line, file=sys.stderr)  # noqa: T201 - the message


def wants_json(argv: Sequence[str]) -> bool:
    """Whether JSON is asked for; looked up by hand, as the command line itself may be at fault."""
    asked = os.environ.get("SALESPLAN_FORMAT", "")
    for i, word in enumerate(argv):
        if word in ("--format", "-f") and i + 1 < len(argv):
            asked = argv[i + 1]
        elif word.startswith(("--format=", "-f")) and not word.startswith("--force"):
            asked = word.partition("=")[2] if "=" in word else word[2:]
    return asked in ("json", "jsonl")
