"""How a command is declared: a function, its path and help; shared options come in bundles, spread out for Typer."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from copy import copy
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from typing import Annotated, Any, cast, get_args, get_origin, get_type_hints

import typer
from typer.models import ArgumentInfo, OptionInfo, ParameterInfo

from salesplan.text import Text

Function = Callable[..., None]
REQUIRED = inspect.Parameter.empty
"""The default of a parameter that must be given."""


@dataclass(frozen=True)
class Command:
    """A command as declared: ``path`` is what people type, ``usage`` the arguments they give it."""

    path: str
    help: Text
    function: Function


@dataclass(frozen=True)
class Parameter:
    """One argument or option of a command, for help and for Typer. ``group`` is the title of its bundle."""

    name: str
    annotation: Any
    default: Any
    info: ParameterInfo
    group: Text | None

    @property
    def help(self) -> Text:
        """What the parameter does."""
        return cast("Text", self.info.help)

    @property
    def is_option(self) -> bool:
        """Whether it is an option (``--name``) rather than an argument."""
        return isinstance(self.info, OptionInfo)


def command(path: str, help_text: Text) -> Callable[[Function], Function]:
    """Mark a public function of a cli module as the command people type as ``path``."""

    def mark(function: Function) -> Function:
        function.command = Command(path, help_text, function)  # type: ignore[attr-defined] # read back by commands_of
        return function

    return mark


def commands_of(module: object) -> list[Command]:
    """The commands that a cli module declares, in the order they stand in it."""
    found = (getattr(value, "command", None) for value in vars(module).values() if inspect.isfunction(value))
    return [c for c in found if isinstance(c, Command) and c.function.__module__ == getattr(module, "__name__", "")]


def option(*names: str, text: Text, metavar: str | None = None, env: str | None = None) -> Any:  # noqa: ANN401 - as typer.Option
    """An option; ``text`` says what it does in both languages."""
    return typer.Option(*names, help=cast("str", text), metavar=metavar, envvar=env, show_default=False)


def argument(metavar: str, text: Text) -> Any:  # noqa: ANN401 - as typer.Argument
    """A positional argument."""
    return typer.Argument(metavar=metavar, help=cast("str", text), show_default=False)


def parameters_of(function: Function) -> list[Parameter]:
    """Every argument and option of a command, the bundles spread out in the order they stand."""
    hints = get_type_hints(function, include_extras=True)
    found: list[Parameter] = []
    for name, parameter in inspect.signature(function).parameters.items():
        hint = hints[name]
        if is_dataclass(hint):
            found += _spread(cast("type[Any]", hint))
        else:
            found.append(_parameter(name, hint, parameter.default, None))
    return found


def _spread(bundle: type[Any]) -> list[Parameter]:
    hints = get_type_hints(bundle, include_extras=True)
    group: Text | None = getattr(bundle, "GROUP", None)
    return [_parameter(f.name, hints[f.name], _default(f), group) for f in fields(bundle)]


def _default(f: Field[Any]) -> Any:  # noqa: ANN401 - any default
    return f.default_factory() if f.default_factory is not MISSING else REQUIRED if f.default is MISSING else f.default


def _parameter(name: str, hint: Any, default: Any, group: Text | None) -> Parameter:  # noqa: ANN401 - any annotation
    if get_origin(hint) is not Annotated:
        raise TypeError(f"{name}: an argument or option is declared with Annotated[...]")
    annotation, *extras = get_args(hint)
    info = next(e for e in extras if isinstance(e, OptionInfo | ArgumentInfo))
    return Parameter(name, annotation, default, info, group)


def typer_function(command_: Command) -> Function:
    """The command with its bundles spread out as plain parameters, the way Typer reads a function."""
    parameters = parameters_of(command_.function)

    hints = get_type_hints(command_.function, include_extras=True)

    def call(**values: Any) -> None:  # noqa: ANN401 - whatever Typer parsed
        command_.function(**{n: _argument(n, hints[n], values) for n in hints if n != "return"})

    call.__name__ = command_.function.__name__
    call.__signature__ = inspect.Signature(  # type: ignore[attr-defined] # inspect.signature reads it back
        [_as_typer(p) for p in parameters]
    )
    call.__annotations__ = {p.name: _annotated(p) for p in parameters}
    return call


def _argument(name: str, hint: Any, values: dict[str, Any]) -> Any:  # noqa: ANN401 - any parameter
    """The value of a parameter, or a bundle built from its parts."""
    if not is_dataclass(hint):
        return values[name]
    bundle = cast("type[Any]", hint)
    return bundle(**{f.name: values[f.name] for f in fields(bundle)})


def _said(info: ParameterInfo) -> ParameterInfo:
    """A copy of the option with its help in the language of now."""
    said = copy(info)
    said.help = str(info.help)
    return said


def _as_typer(p: Parameter) -> inspect.Parameter:
    return inspect.Parameter(p.name, inspect.Parameter.KEYWORD_ONLY, default=p.default, annotation=_annotated(p))


def _annotated(p: Parameter) -> Any:  # noqa: ANN401 - a type made at run time
    return Annotated.__class_getitem__((p.annotation, _said(p.info)))  # type: ignore[attr-defined] # subscripted by hand
