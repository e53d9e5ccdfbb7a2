"""Runs one command through Typer, and prints its help in the language of the user."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

import typer
from typer.main import get_command

from salesplan.cli._index import COMMANDS
from salesplan.cli.command import REQUIRED, Command, Parameter, commands_of, parameters_of, typer_function
from salesplan.errors import BadUsage, ExitCode, Problem
from salesplan.text import Text

USAGE: type[Exception] = typer.BadParameter.__mro__[1]
"""Typer's class of all usage errors; it has no public name of its own."""


def load_command(path: str) -> Command:
    """The command of that path, its module imported."""
    module = import_module(COMMANDS[path][1])
    return next(c for c in commands_of(module) if c.path == path)


def run_command(path: str, arguments: Sequence[str]) -> int:
    """Parse and run; a command's exit code is what it raises as typer.Exit, else 0."""
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command(name=path)(typer_function(load_command(path)))
    try:
        code = get_command(app).main(args=list(arguments), prog_name=f"salesplan {path}", standalone_mode=False)
    except typer.Exit as stop:
        return stop.exit_code
    except typer.Abort as stop:
        raise KeyboardInterrupt from stop
    except USAGE as wrong:
        raise BadUsage(_usage_problem(path, wrong)) from wrong
    return code if isinstance(code, int) else ExitCode.DONE


def _usage_problem(path: str, wrong: Exception) -> Problem:
    """Typer's usage error as one of our sentences, with the option named and the nearest known one."""
    near = ", ".join(getattr(wrong, "possibilities", None) or ())
    fix = (
        Text("是不是 {near}？", "did you mean {near}?")
        if near
        else Text("输入 salesplan {path} --help 看用法", "type salesplan {path} --help to see how it is used")
    )
    return Problem("USAGE-command-line", "error", _wrong(path, wrong), fix.format(near=near, path=path))


def _wrong(path: str, wrong: Exception) -> Text:
    """What is wrong with the command line; Typer's own words only for what it never said so far."""
    name = getattr(wrong, "option_name", None) or _parameter_name(wrong)
    message = str(getattr(wrong, "message", wrong))
    kind = type(wrong).__name__
    if kind == "BadParameter":
        return _bad_value(name, wrong)
    if extra := _EXTRA.search(message):
        return _too_many(path, extra[1])
    if kind == "BadOptionUsage":
        takes_none = "does not take" in message
        what = Text("{name} 后面不要值", "{name} takes no value") if takes_none else _NO_VALUE
        return what.format(name=name)
    return {
        "NoSuchOption": Text("命令 {path} 没有选项 {name}", "the command {path} has no option {name}"),
        "MissingParameter": Text("命令 {path} 缺少 {name}", "the command {path} needs {name}"),
    }.get(kind, Text("命令 {path}：{message}", "the command {path}: {message}")).format(
        path=path, name=name, message=message
    )


_EXTRA = re.compile(r"unexpected extra argument\S* \((.*)\)")
"""How Typer names the words it has no place for."""
_NO_VALUE = Text("{name} 后面要有值", "{name} needs a value after it")
_KINDS = {
    "int": Text("{name} 的值“{value}”不是整数", "{name}: “{value}” is not a whole number"),
    "float": Text("{name} 的值“{value}”不是数字", "{name}: “{value}” is not a number"),
}


def _bad_value(name: str, wrong: Exception) -> Text:
    """A value of the wrong kind: what it should have been is known from the error behind Typer's."""
    first: Mapping[str, Any] = next(iter(getattr(wrong.__cause__, "errors", list)()), {})
    what = _KINDS.get(
        str(first.get("type", "")).split("_")[0], Text("{name} 的值“{value}”不对", "{name}: “{value}” is wrong")
    )
    return what.format(name=name, value=first.get("input", ""))


def _too_many(path: str, extra: str) -> Text:
    taken = [_metavar(p).strip("[]") for p in parameters_of(load_command(path).function) if not p.is_option]
    what = {
        "FILE": Text(
            "{path} 一次只看一个文件；多出来的：{extra}", "{path} takes one file at a time; too many: {extra}"
        ),
        "FOLDER": Text("{path} 只要一个文件夹；多出来的：{extra}", "{path} takes one folder; too many: {extra}"),
    }.get(" ".join(taken), Text("{path} 用不上这些：{extra}", "{path} has no use for these: {extra}"))
    return what.format(path=path, extra=extra)


def _parameter_name(wrong: Exception) -> str:
    parameter = getattr(wrong, "param", None)
    if parameter is None:
        return ""
    is_argument = type(parameter).__name__.endswith("Argument")
    return str(parameter.metavar if is_argument else parameter.opts[0])


def show_help(path: str) -> int:
    """Print the help of one command."""
    print(help_text(path))  # noqa: T201 - the answer
    return ExitCode.DONE


def help_text(path: str) -> str:
    """What the command does, its arguments, its own options, then the shared ones by what they are about."""
    command = load_command(path)
    parameters = parameters_of(command.function)
    arguments = [p for p in parameters if not p.is_option]
    names = " ".join(_metavar(p) for p in arguments)
    usage = Text("用法：salesplan {path}", "usage: salesplan {path}").format(path=f"{path} {names}".rstrip())
    lines = [f"{usage} [OPTIONS]", "", str(command.help)]
    lines += _section(Text("参数", "Arguments"), arguments)
    lines += _section(Text("选项", "Options"), [p for p in parameters if p.is_option and p.group is None])
    for group in dict.fromkeys(p.group for p in parameters if p.is_option and p.group is not None):
        lines += _section(group, [p for p in parameters if p.is_option and p.group == group])
    return "\n".join(lines)


def _section(title: Text, parameters: Sequence[Parameter]) -> list[str]:
    if not parameters:
        return []
    lines = ["", str(Text("{title}：", "{title}:").format(title=title))]
    for p in parameters:
        env = getattr(p.info, "envvar", None)
        lines += [f"  {_spelling(p)}", f"        {p.help}" + (f" [{env}]" if env else "")]
    return lines


def _spelling(p: Parameter) -> str:
    if not p.is_option:
        return _metavar(p)
    # Typer keeps the first name of an annotated option where a plain call has its default.
    first = (p.info.default,) if isinstance(p.info.default, str) else ()
    names = ", ".join((*first, *(p.info.param_decls or ())))
    return f"{names} {p.info.metavar}" if p.info.metavar else names


def _metavar(p: Parameter) -> str:
    name = p.info.metavar or p.name.upper()
    return name if p.default is REQUIRED else f"[{name}]"
