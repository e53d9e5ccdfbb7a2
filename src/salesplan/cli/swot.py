"""Commands about the SWOT register of the plan."""

from __future__ import annotations

from salesplan.cli.command import command
from salesplan.cli.options import LocatedOutput, Output, Planning
from salesplan.cli.plan_adding import Adding, Language, Quiet
from salesplan.cli.swot_asking import ItemOptions
from salesplan.text import Text

AREA = Text("SWOT 分析", "SWOT")
ORDER = 6


@command(
    "swot show", Text("SWOT 四格图、IFE/EFE、IE 矩阵和策略", "the SWOT as a picture: four fields, IFE/EFE, strategies")
)
def show(planning: Planning, output: Output) -> None:
    """Draw the register and what follows from it."""
    from salesplan.api.swot import swot_show
    from salesplan.cli.convert import setting_of
    from salesplan.cli.deliver import deliver

    deliver(swot_show(setting_of(planning, [])), output)


@command(
    "swot check",
    Text("检查 SWOT：四格、权重、评分、依据、策略", "check the SWOT: fields, weights, ratings, evidence, strategies"),
)
def check(planning: Planning, output: LocatedOutput) -> None:
    """Say what the rules find in the register."""
    from salesplan.api.swot import swot_check
    from salesplan.cli.convert import setting_of
    from salesplan.cli.deliver import deliver

    deliver(swot_check(setting_of(planning, [])), output)


@command(
    "swot add",
    Text("加一条优势、劣势、机会或威胁，写进计划", "add a strength, weakness, opportunity or threat to the plan"),
)
def add(item: ItemOptions, adding: Adding, planning: Planning, lang: Language = None, *, quiet: Quiet = False) -> None:
    """Ask for the item on a terminal, or take it from the options; show the lines, then write them."""
    from salesplan.api.swot import swot_item
    from salesplan.cli.convert import setting_of
    from salesplan.cli.plan_adding import put_after_asking, speak_as_plan
    from salesplan.cli.swot_asking import tell_sum, words_for

    where = setting_of(planning, [])
    speak_as_plan(where, lang)
    words = words_for(item, where, adding)
    new = swot_item(words, where)
    if not quiet:
        tell_sum(words, where.plan)
    put_after_asking([new], where, adding, quiet=quiet)
