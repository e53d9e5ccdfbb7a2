"""The command that checks the plan."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, ClassVar

from salesplan.cli.command import command, option
from salesplan.cli.options import LocatedOutput, Planning
from salesplan.cli.plan_adding import Adding, speak_as_plan
from salesplan.cli.plan_fixing import fix_plan, refuse_alone
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


Fix = Annotated[
    bool,
    option(
        "--fix",
        text=Text(
            "把能确定的改进计划：先给看，再问，注释和顺序不动",
            "correct what is certain in the plan: shown first, then asked; comments and order stay",
        ),
    ),
]
Coverage = Annotated[
    bool,
    option(
        "--coverage",
        text=Text("完整的销售计划有哪些部分，这份还缺哪些", "which parts of a complete sales plan this one has"),
    ),
]


@command(
    "check",
    Text("检查计划：哪里含糊、缺漏、矛盾、够不着，怎么改", "check the plan: what is vague, missing or contradictory"),
)
def check(
    choosing: Choosing,
    adding: Adding,
    planning: Planning,
    output: LocatedOutput,
    *,
    fix: Fix = False,
    coverage: Coverage = False,
) -> None:
    """Show every finding at its line, with what to do about it; leave with 1 where one is an error."""
    from salesplan.api.plan_check import plan_check
    from salesplan.api.plan_coverage import plan_coverage
    from salesplan.cli.convert import mended_setting_of, words
    from salesplan.cli.deliver import deliver

    where, select, ignore = mended_setting_of(planning), words(choosing.select), words(choosing.ignore)
    if coverage:
        deliver(plan_coverage(where), output)
        return
    if fix:
        speak_as_plan(where, output.lang)
        fix_plan(where, adding, select, ignore, quiet=output.quiet)
        where = mended_setting_of(planning)
    else:
        refuse_alone(adding)
    deliver(plan_check(select, ignore, where), output)
