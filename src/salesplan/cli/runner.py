"""Runs one command through Typer, and prints its help in the language of the user."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

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
    name = getattr(wrong, "option_name", None) or _parameter_name(wrong)
    near = ", ".join(getattr(wrong, "possibilities", None) or ())
    what = {
        "NoSuchOption": Text("命令 {path} 没有选项 {name}", "the command {path} has no option {name}"),
        "MissingParameter": Text("命令 {path} 缺少 {name}", "the command {path} needs {name}"),
        "BadOptionUsage": Text("选项 {name} 用法不对：{message}", "the option {name} is used wrongly: {message}"),
        "BadParameter": Text("{name} 的值不对：{message}", "the value of {name} is wrong: {message}"),
    }.get(type(wrong).__name__, Text("命令 {path}：{message}", "the command {path}: {message}"))
    fix = (
        Text("是不是 {near}?", "did you mean {near}?")
        if near
        else Text("输入 salesplan {path} --help 看用法", "type salesplan {path} --help to see how it is used")
    )
    values = {"path": path, "name": name, "message": getattr(wrong, "message", str(wrong)), "near": near}
    return Problem("USAGE-command-line", "error", what.format(**values), fix.format(**values))


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
    usage = Text("用法", "usage")
    lines = [f"{usage}: salesplan {path} {names}".rstrip() + " [OPTIONS]", "", str(command.help)]
    lines += _section(Text("参数", "Arguments"), arguments)
    lines += _section(Text("选项", "Options"), [p for p in parameters if p.is_option and p.group is None])
    for group in dict.fromkeys(p.group for p in parameters if p.is_option and p.group is not None):
        lines += _section(group, [p for p in parameters if p.is_option and p.group == group])
    return "\n".join(lines)


def _section(title: Text, parameters: Sequence[Parameter]) -> list[str]:
    if not parameters:
        return []
    lines = ["", f"{title}:"]
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
