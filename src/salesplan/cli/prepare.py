"""The command that says whether everything is ready to sell."""

from __future__ import annotations

from typing import Annotated

from salesplan.cli.command import command, option
from salesplan.cli.options import Output, Planning
from salesplan.text import Text

AREA = Text("准备与团队", "Preparation and team")
ORDER = 8

Owner = Annotated[str | None, option("--owner", metavar="NAME", text=Text("只看谁负责的事项", "items of this owner"))]
Category = Annotated[
    str | None,
    option(
        "--category",
        metavar="NAME",
        text=Text("只看哪一类，如 主推产品、aids", "items of this category, such as aids or 主推产品"),
    ),
]


@command(
    "prepare", Text("销售准备好了没有：各类进度、必须事项、逾期", "ready to sell: progress, what is mandatory, overdue")
)
def prepare(planning: Planning, output: Output, owner: Owner = None, category: Category = None) -> None:
    """Show READY or not, the categories, what is overdue and whose it is."""
    from salesplan.api.preparation import prepare as prepare_of
    from salesplan.cli.convert import setting_of
    from salesplan.cli.deliver import deliver

    deliver(prepare_of(owner, category, setting_of(planning, [])), output)
