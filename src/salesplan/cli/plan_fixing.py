"""``check --fix``: writes the corrections that are certain into the plan, after showing them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from salesplan.api import Setting
from salesplan.cli.plan_adding import Adding, put_after_asking
from salesplan.cli.say import say
from salesplan.errors import BadUsage, Problem
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.api.plan_fix import Fix


def fix_plan(
    where: Setting, adding: Adding, select: Sequence[str], ignore: Sequence[str], *, quiet: bool = False
) -> None:
    """Show every certain correction with its reason and its lines, then write them, as ``put_after_asking`` does.

    What is written is shown even where nothing else is said.
    """
    from salesplan.api.plan_fix import plan_fixes

    fixes = plan_fixes(where, select, ignore)
    if not fixes:
        if not quiet:
            say(Text("没有可以直接改的：下面的要您来定", "nothing can be corrected for certain: what follows is yours"))
        return
    _tell(fixes)
    put_after_asking([fix.edit for fix in fixes], where, adding)


def _tell(fixes: Sequence[Fix]) -> None:
    say(Text("可以直接改 {n} 处：", "{n} corrections that are certain:").format(n=len(fixes)))
    for fix in fixes:
        told = Text("  {place} {code}：{why}", "  {place} {code}: {why}")
        say(told.format(place=fix.place, code=fix.code, why=fix.why))


def refuse_alone(adding: Adding) -> None:
    """BadUsage for options of writing without ``--fix``: nothing would be written."""
    if adding.yes or adding.dry_run:
        what = Text("没有 --fix，就没有要写的", "without --fix there is nothing to write")
        fix = Text("加上 --fix，或去掉 {option}", "add --fix, or leave {option} out")
        option = "--yes" if adding.yes else "--dry-run"
        raise BadUsage(Problem("USAGE-fix", "error", what, fix.format(option=option)))
