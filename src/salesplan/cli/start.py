"""Commands to begin with: an example company, a plan of one's own, how a list is read, and taking a change back."""

from __future__ import annotations

from typing import Annotated

from salesplan.cli.command import argument, command, option
from salesplan.cli.options import ListFile, Output, Planning, Reading
from salesplan.text import Text

AREA = Text("开始", "Start")
ORDER = 1

Language = Annotated[
    str | None,
    option("--lang", metavar="zh|zh-Hant|en", env="SALESPLAN_LANG", text=Text("用哪种语言", "in which language")),
]
Force = Annotated[
    bool,
    option(
        "--force", text=Text("换掉已有文件（先留一份 .bak）", "replace files that are there (each is kept as .bak)")
    ),
]


@command("demo", Text("生成一家示例公司，边看边学", "write an example company to learn from"))
def demo(
    folder: Annotated[str, argument("FOLDER", Text("写到哪个文件夹", "the folder to write it to"))] = "salesplan-demo",
    *,
    force: Force = False,
    lang: Language = None,
) -> None:
    """Write the example company and say what to type next."""
    from salesplan.cli.say import keeper, say_written
    from salesplan.write.start.example import NEXT_STEPS, write_example

    say_written(write_example(folder, force=force, before=keeper()), NEXT_STEPS.format(folder=folder))


@command("init", Text("生成带说明的计划和名单模板", "write a commented plan and templates for the lists"))
def init(
    folder: Annotated[str, argument("FOLDER", Text("写到哪个文件夹", "the folder to write them to"))] = ".",
    *,
    force: Force = False,
    lang: Language = None,
) -> None:
    """Write plan.yaml and the template workbooks in the language asked for."""
    from salesplan.cli.say import keeper, say_written
    from salesplan.write.start.templates import NEXT_STEPS, write_starter

    say_written(write_starter(folder, force=force, before=keeper()), NEXT_STEPS.format(folder=folder))


@command(
    "inspect",
    Text(
        "看看名单是怎么被读懂的：表头、列、单位、合计、问题", "show how a list is read: header, columns, sums, problems"
    ),
)
def inspect(file: ListFile, reading: Reading, planning: Planning, output: Output) -> None:
    """Say how a list was read, and nothing else."""
    from salesplan import api
    from salesplan.cli.convert import read_options, setting_of
    from salesplan.cli.deliver import deliver

    deliver(api.inspect(file, read_options(reading), setting_of(planning, [file])), output, reading.rejects)


@command("schema", Text("输出计划文件的 JSON Schema，供编辑器提示用", "print the JSON Schema of the plan, for editors"))
def schema(lang: Language = None) -> None:
    """Print the JSON Schema that editors check and complete plan.yaml with."""
    import json

    from salesplan.cli.deliver import print_all
    from salesplan.model.plan.plan import editor_schema
    from salesplan.text import language

    found = editor_schema("en" if language() == "en" else "zh")
    print_all([json.dumps(found, ensure_ascii=False, indent=2), "\n"])


@command("undo", Text("撤销对名单或计划的最近一次写回", "take back the last change made to a list or the plan"))
def undo(
    file: Annotated[
        str,
        argument(
            "FILE",
            Text("写过的文件：工作簿、文本名单或 plan.yaml", "what was written to: a workbook, a text list, plan.yaml"),
        ),
    ],
    lang: Language = None,
) -> None:
    """Put the newest backup of a file in its place."""
    from datetime import datetime
    from pathlib import Path

    from salesplan.cli.say import say_undone
    from salesplan.write.backup import undo as undo_of

    say_undone(undo_of(Path(file), datetime.now().astimezone()))
