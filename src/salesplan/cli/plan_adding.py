"""Changes the plan after asking: shows what is to be written, asks on a terminal, writes with a backup."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, ClassVar

import typer

from salesplan.api import Setting
from salesplan.cli.command import option
from salesplan.cli.options import Backups, DryRun, LockWait
from salesplan.cli.plan_writing import backups_told, lines_of, options_of
from salesplan.cli.say import say
from salesplan.errors import BadUsage, Problem
from salesplan.text import LANGUAGES, Text, language_named, set_language

if TYPE_CHECKING:
    from salesplan.model.plan.edit import PlanEdit, PlanItem
    from salesplan.write.plan_update import PlanUpdate


@dataclass(frozen=True)
class Adding:
    """Adding to the plan."""

    GROUP: ClassVar[Text] = Text("写进计划", "Writing into the plan")

    yes: Annotated[
        bool,
        option(
            "--yes", "-y", text=Text("不再问，直接写（不在终端里时要加）", "do not ask (needed without a terminal)")
        ),
    ] = False
    dry_run: DryRun = False
    lock_wait: LockWait = 10
    backups: Backups = 5


Language = Annotated[
    str | None,
    option(
        "--lang",
        metavar="zh|zh-Hant|en",
        env="SALESPLAN_LANG",
        text=Text("用哪种语言（默认计划的语言）", "in which language (default: the plan's)"),
    ),
]
Quiet = Annotated[bool, option("--quiet", "-q", text=Text("不显示提示信息", "say nothing that is not asked"))]


def speak_as_plan(where: Setting, lang: str | None) -> None:
    """Settle the language: the option or environment, else the plan's, else Chinese."""
    from salesplan.cli.convert import choice

    if lang and language_named(lang) is None:
        choice("--lang", lang, LANGUAGES)
    set_language(language_named(lang or "") or where.plan.language or "zh")


def is_terminal() -> bool:
    """Whether somebody sits there who can answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def put_after_asking(
    changes: Sequence[PlanEdit | PlanItem], where: Setting, adding: Adding, *, quiet: bool = False
) -> None:
    """Make the changes that were shown and agreed to; every other character of the plan stays.

    BadUsage where nobody can be asked and nobody said yes; CannotWrite when the plan is no longer as this run read it.
    A no writes nothing.
    """
    from salesplan.present.problems import problem_lines
    from salesplan.write.plan_update import update_plan

    if where.loaded is None:
        return
    options = options_of(where, adding)
    shown = update_plan(where.loaded.file, changes, replace(options, dry_run=True))
    asking = not (adding.yes or adding.dry_run)
    if asking and not is_terminal():
        raise BadUsage(_nobody_to_ask(shown))
    if not quiet or asking:
        for line in lines_of(shown):
            say(line)
    if adding.dry_run:
        say(Text("这是试运行，什么都没写", "a dry run: nothing was written"))
        return
    if asking and not typer.confirm(str(Text("写进计划吗？", "Write this into the plan?")), default=True, err=True):
        say(Text("没有写", "nothing was written"))
        return
    done = update_plan(where.loaded.file, changes, options)
    for note in () if quiet else backups_told(done):
        say(note)
    for line in problem_lines(done.warnings):
        say(line)


def _nobody_to_ask(shown: PlanUpdate) -> Problem:
    lines = "; ".join(line.text.strip() for line in shown.lines if line.mark == "+")
    what = Text(
        "这里不是终端，没法问要不要写：{lines}", "this is no terminal, nobody can be asked whether to write: {lines}"
    )
    fix = Text("要写就加 --yes；只看看加 --dry-run", "add --yes to write it, or --dry-run to only see it")
    return Problem("USAGE-no-terminal", "error", what.format(lines=lines), fix)
