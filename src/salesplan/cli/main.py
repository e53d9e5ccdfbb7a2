"""The ``salesplan`` program: finds the command, runs it, and turns every failure into a sentence and an exit code."""

from __future__ import annotations

import gc
import io
import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType
from typing import NoReturn

from salesplan.cli._index import AREAS, COMMANDS
from salesplan.errors import BadUsage, ExitCode, Problem, ReaderGone, SalesplanError
from salesplan.text import Lang, Text, language_named, set_language

YOUNG_OBJECTS = 200_000
"""New objects before Python looks for dead cycles: starting makes nearly as many and no cycles; lists are elsewhere."""
MOST_THREADS = 2
"""Threads of the frame engine; more make no list that fits a workbook faster (100,000 rows), and each costs CPU."""
HELP = frozenset({"--help", "-h"})
BUG = Text(
    "salesplan 内部错误：{error}。请报告（设 SALESPLAN_DEBUG=1 可看详情）",
    "internal error in salesplan: {error}. Please report it (details: SALESPLAN_DEBUG=1)",
)
USAGE = Text(
    "用法：salesplan 命令 [参数] …   每个命令都有 --help", "usage: salesplan COMMAND [OPTIONS] ... (each has --help)"
)


class Messages(io.TextIOWrapper):
    """stderr. What cannot be said there (a full disk, nobody who reads) changes nothing about what is done."""

    def write(self, text: str, /) -> int:
        """Write a message; from the first that fails on they go nowhere."""
        try:
            return super().write(text)
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), self.fileno())
            return len(text)


class Terminated(BaseException):
    """The process was asked to end (SIGTERM)."""


def main() -> NoReturn:
    """Run the command line of this process, and leave with the documented exit code."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started us (>&-): there is nobody to tell
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123 - no pathlib for start-up
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    sys.stderr = Messages(sys.stderr.buffer, "utf-8", "backslashreplace", "\n", line_buffering=True)
    signal.signal(signal.SIGTERM, _terminate)
    gc.set_threshold(YOUNG_OBJECTS)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # no other package has a say in our models
    os.environ.setdefault("POLARS_MAX_THREADS", str(min(MOST_THREADS, os.cpu_count() or 1)))
    try:
        code = _flushed(run(sys.argv[1:]))
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # everything is done: there is nothing left to interrupt
    except KeyboardInterrupt:  # it came after the last thing that was done
        code = ExitCode.INTERRUPTED
    sys.exit(code)


def _flushed(code: int) -> int:
    """The exit code after stdout has taken what is left to be said."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        return _reader_gone()
    except OSError as full:
        print(full, file=sys.stderr)  # noqa: T201 - the message
        _reader_gone()
        return code or ExitCode.WRITE
    return code


def run(argv: Sequence[str]) -> int:
    """Run one command line and return its exit code."""
    try:
        return _dispatch(list(argv))
    except SalesplanError as failure:
        from salesplan.cli.complain import complain

        complain(failure, argv)
        return failure.exit_code
    except (BrokenPipeError, ReaderGone):
        return _reader_gone()
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except Terminated:
        return ExitCode.TERMINATED
    except Exception as bug:
        if os.environ.get("SALESPLAN_DEBUG"):
            raise
        print(BUG.format(error=repr(bug)), file=sys.stderr)  # noqa: T201 - the message
        return ExitCode.BUG


def _dispatch(argv: list[str]) -> int:
    set_language(_language(argv))
    front, rest = _front_options(argv)
    path = _command_path(rest)
    if path in COMMANDS:
        from salesplan.cli import runner

        after = front + rest[len(path.split()) :]
        return runner.show_help(path) if HELP & set(after) else runner.run_command(path, after)
    if "--version" in front and not rest:
        from salesplan import __version__

        print(f"salesplan {__version__}")  # noqa: T201 - the answer
    elif not rest or rest[0] in HELP or (path and all(word in HELP for word in rest[1:])):
        print(overview(path) if rest else welcome())  # noqa: T201 - the answer
    else:
        raise BadUsage(_unknown(" ".join(rest[:2]) if path else rest[0]))
    return ExitCode.DONE


def _language(argv: Sequence[str]) -> Lang:
    """The language asked for here or in the environment; zh until the plan or the list says otherwise."""
    asked = os.environ.get("SALESPLAN_LANG", "")
    for i, word in enumerate(argv):
        if word == "--lang" and i + 1 < len(argv):
            asked = argv[i + 1]
        elif word.startswith("--lang="):
            asked = word.partition("=")[2]
    return language_named(asked) or "zh"


def _front_options(argv: list[str]) -> tuple[list[str], list[str]]:
    """Options typed before the command (``--lang en``, ``--version``), and the rest."""
    at = 0
    while at < len(argv) and argv[at].startswith("-") and argv[at] not in HELP:
        at += 2 if argv[at] == "--lang" else 1
    return argv[:at], argv[at:]


def _command_path(words: Sequence[str]) -> str:
    """The longest command or group of commands that the words begin with, such as ``targets split``; else empty."""
    groups = {path.split()[0] for path in COMMANDS}
    if " ".join(words[:2]) in COMMANDS:
        return " ".join(words[:2])
    return words[0] if words and (words[0] in COMMANDS or words[0] in groups) else ""


def overview(group: str = "") -> str:
    """The commands by area, or those of one group such as ``targets``."""
    lines = [str(USAGE)]
    width = max(len(path) for path in COMMANDS) + 2
    for area, (zh, en) in AREAS.items():
        paths = [p for p, entry in COMMANDS.items() if entry[0] == area and (not group or p.split()[0] == group)]
        if paths:
            lines += ["", str(Text(zh, en))]
            lines += [f"  {p:<{width}}{Text(COMMANDS[p][2], COMMANDS[p][3])}" for p in paths]
    return "\n".join(lines)


def welcome() -> str:
    """Where to start, for someone who typed the bare name of the program."""
    start = Text(
        "salesplan：一份 plan.yaml，您自己的 Excel 名单，一条命令。\n"
        "\n"
        "从这里开始：\n"
        "  salesplan demo                     生成一家示例公司，边看边学\n"
        "  salesplan inspect 客户.xlsx        看看您的名单是怎么被读懂的\n"
        "  salesplan classify 客户.xlsx       给客户分级，算出该先找谁\n"
        "  salesplan targets split --total 1200万 --by quarter,month\n"
        "                                     把年度目标分解到季度和月份，一分不差",
        "salesplan: one plan.yaml, your own Excel lists, one command.\n\n"
        "Start here:\n"
        "  salesplan demo                     writes an example company to learn from\n"
        "  salesplan inspect customers.xlsx   shows how your list is understood\n"
        "  salesplan classify customers.xlsx  grades your customers, says whom to see first\n"
        "  salesplan targets split --total 12000000 --by quarter,month\n"
        "                                     splits the year's target to the last unit",
    )
    return f"{start}\n\n{overview()}"


def _unknown(word: str) -> Problem:
    from salesplan.model.near import nearest

    names = {p.split()[-1]: p for p in COMMANDS} | {p: p for p in COMMANDS}
    near = nearest(word, names)
    return Problem(
        "USAGE-unknown-command",
        "error",
        Text("没有命令 “{word}”", "there is no command “{word}”").format(word=word),
        Text("是不是 “{near}”？", "did you mean “{near}”?").format(near=names[near])
        if near
        else Text("输入 salesplan 看全部命令", "type salesplan to see all commands"),
    )


def _terminate(_number: int, _frame: FrameType | None) -> None:
    raise Terminated


def _reader_gone() -> int:
    """The reader of stdout went away: say nothing more, and keep Python from trying to flush."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return ExitCode.READER_GONE
