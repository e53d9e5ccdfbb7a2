"""The command that checks the plan."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, ClassVar

from salesplan.cli.command import command, option
from salesplan.cli.options import LocatedOutput, Planning
from salesplan.text import Text

PART_OF = "start"
ORDER = 2


@dataclass(frozen=True)
class Choosing:
    """Which rules a plan is checked by."""

    GROUP: ClassVar[Text] = Text("查哪些规则", "Which rules")

    select: Annotated[
        list[str],
        option(
            "--select",
            metavar="CODE,...",
            text=Text(
                "只查这些规则，写代码或开头，如 SMART,SWOT-F（可重复；默认：计划里的 checks.select，否则全部）",
                "check these rules only, by code or its beginning, such as SMART,SWOT-F (repeatable; default: "
                "checks.select of the plan, else all)",
            ),
        ),
    ] = field(default_factory=list)
    ignore: Annotated[
        list[str],
        option(
            "--ignore",
            metavar="CODE,...",
            text=Text(
                "不查这些规则，写法相同；计划里 checks.ignore 的也不查",
                "leave these rules out, written likewise; those under checks.ignore of the plan are left out, too",
            ),
        ),
    ] = field(default_factory=list)


@command(
    "check",
    Text("检查计划：哪里含糊、缺漏、矛盾、够不着，怎么改", "check the plan: what is vague, missing or contradictory"),
)
def check(choosing: Choosing, planning: Planning, output: LocatedOutput) -> None:
    """Show every finding at its line, with what to do about it; leave with 1 where one is an error."""
    from salesplan.api.plan_check import plan_check
    from salesplan.cli.convert import mended_setting_of, words
    from salesplan.cli.deliver import deliver

    where = mended_setting_of(planning)
    deliver(plan_check(words(choosing.select), words(choosing.ignore), where), output)
