"""Writes cli/_index.py, which help is printed from, out of the cli modules; ``--check`` only compares."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import salesplan.cli
from generated import write_or_check
from salesplan.cli.command import commands_of

TARGET = Path(salesplan.cli.__path__[0]) / "_index.py"
HEAD = '''"""The commands by area with their one-line help, written by tools/index.py: help imports none."""

from __future__ import annotations

'''


def index() -> str:
    """The text of cli/_index.py: AREAS name -> (zh, en), COMMANDS path -> (area, module, zh, en), ordered.

    A module is an area, or, with PART_OF and the same ORDER, another one's.
    """
    areas: list[str] = []
    commands: list[str] = []
    modules = [
        import_module(f"salesplan.cli.{m.name}") for m in iter_modules(salesplan.cli.__path__) if m.name[0] != "_"
    ]
    with_commands = [m for m in modules if hasattr(m, "AREA") or hasattr(m, "PART_OF")]
    for module in sorted(with_commands, key=lambda m: (m.ORDER, hasattr(m, "PART_OF"))):
        name = getattr(module, "PART_OF", module.__name__.rpartition(".")[2])
        if hasattr(module, "AREA"):
            areas.append(f"    {_quote(name)}: ({_quote(module.AREA.zh)}, {_quote(module.AREA.en)}),\n")
        for c in commands_of(module):
            values = ", ".join(map(_quote, (name, module.__name__, c.help.zh, c.help.en)))
            commands.append(f"    {_quote(c.path)}: ({values}),\n")
    return (
        f"{HEAD}AREAS: dict[str, tuple[str, str]] = {{\n{''.join(areas)}}}\n"
        f"COMMANDS: dict[str, tuple[str, str, str, str]] = {{\n{''.join(commands)}}}\n"
    )


def _quote(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def main() -> int:
    """Write the index, or say that it is out of date."""
    return write_or_check(TARGET, index())


if __name__ == "__main__":
    raise SystemExit(main())
