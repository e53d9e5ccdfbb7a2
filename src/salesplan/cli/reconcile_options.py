"""The options of ``targets reconcile``: whose commitments, how both views are brought together, what is written."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, ClassVar, cast

from salesplan.cli.command import option
from salesplan.cli.options import Output
from salesplan.cli.plan_writing import PlanWriting
from salesplan.errors import BadUsage, Problem
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.api.reconcile import Reconciled, ReconcileWish
    from salesplan.compute.targets.reconcile import Rule


@dataclass(frozen=True)
class ReconcileOptions:
    """Whose commitments count and how a gap is closed."""

    GROUP: ClassVar[Text] = Text("对齐", "Reconciling")

    commitments: Annotated[
        list[str] | None,
        option(
            "--commitments",
            metavar="FILE",
            text=Text(
                "承诺的名单（Excel、CSV），代替计划里的 commitments", "a list of commitments in place of the plan's"
            ),
        ),
    ] = None
    level: Annotated[
        str | None,
        option(
            "--level",
            metavar="LEVEL",
            text=Text("对哪一层，如 region 或 region,quarter", "which level, such as region or region,quarter"),
        ),
    ] = None
    mode: Annotated[
        str | None,
        option(
            "--mode",
            metavar="headroom|scale|midpoint",
            text=Text(
                "headroom 缺口按余量分（默认）；scale 报多了按比例压到总额；midpoint 取两边之间",
                "headroom: a gap by room below ceilings (default); scale: cut a surplus; midpoint: between both",
            ),
        ),
    ] = None
    weight: Annotated[
        str | None,
        option(
            "--lambda",
            metavar="SHARE",
            text=Text(
                "midpoint 里自上而下占多少（默认 0.5）", "weight of the top-down target in midpoint (default: 0.5)"
            ),
        ),
    ] = None
    missing: Annotated[
        str | None,
        option(
            "--missing",
            metavar="refuse|top-down",
            text=Text(
                "没有承诺的：拒绝（默认），或先按下达的数算",
                "without a commitment: refuse (default), or take the top-down target",
            ),
        ),
    ] = None
    orders: Annotated[
        list[str] | None,
        option("--orders", metavar="FILE", text=Text("历史订单（history、seasonal 用）", "past orders, for history")),
    ] = None
    year: Annotated[int | None, option("--year", metavar="YEAR", text=Text("哪一年", "which year"))] = None


@dataclass(frozen=True)
class AgreeingOptions:
    """What of it goes back into the plan: the agreed figures as pins, or who agreed."""

    GROUP: ClassVar[Text] = Text("商定与认可", "What was agreed")

    partial: Annotated[
        bool,
        option(
            "--partial",
            text=Text(
                "商定合计不等于总额也写，总额一起改成商定合计",
                "write though the agreed sum is not the total, which becomes that sum",
            ),
        ),
    ] = False
    agreed_by: Annotated[
        str | None,
        option(
            "--agreed-by",
            metavar="NAME",
            text=Text(
                "谁认可了：和 --write 一起，把名字和日期记在计划的承诺上（这时不写 pins）",
                "who agreed: with --write, name and date go to the plan's commitments (and no pins)",
            ),
        ),
    ] = None
    path: Annotated[
        list[str] | None,
        option(
            "--path",
            metavar="PATH",
            text=Text("只认可这几条，如 region=华东（可重复）", "only these, such as region=East (repeatable)"),
        ),
    ] = None


def reconcile_wish(options: ReconcileOptions, agreeing: AgreeingOptions, *, writing: bool) -> ReconcileWish:
    """The options as values; BadUsage where they cannot go together. ``writing``: or only said to be written."""
    from salesplan.api.reconcile import ReconcileWish

    _refuse_signing(options, agreeing, writing=writing)
    return ReconcileWish(
        commitments=tuple(options.commitments or ()),
        rule=_rule(options),
        agreed_by=agreeing.agreed_by,
        paths=tuple(agreeing.path or ()),
        orders=tuple(options.orders or ()),
        year=options.year,
    )


def _refuse_signing(options: ReconcileOptions, agreeing: AgreeingOptions, *, writing: bool) -> None:
    """Signing needs a name, the plan's own commitments, and to be written."""
    if agreeing.path and agreeing.agreed_by is None:
        fix = Text("加上 --agreed-by 姓名", "add --agreed-by NAME")
        raise _refused(Text("--path 只和 --agreed-by 一起用", "--path goes with --agreed-by"), fix)
    if agreeing.agreed_by is not None and not agreeing.agreed_by.strip():
        fix = Text("写上姓名，如 --agreed-by 王总", "give a name, such as --agreed-by Wang")
        raise _refused(Text("--agreed-by 没写姓名", "--agreed-by has no name"), fix)
    if agreeing.agreed_by is not None and options.commitments:
        fix = Text("在名单里填“认可人”“认可日期”两列", "fill the columns Agreed by and Agreed on of the list")
        raise _refused(
            Text("名单里的承诺不能用 --agreed-by 认可", "commitments of a list are not signed with --agreed-by"), fix
        )
    if agreeing.agreed_by is not None and not writing:
        fix = Text("加上 --write（或先用 --dry-run 看看）", "add --write (or --dry-run, to look first)")
        raise _refused(Text("--agreed-by 要写进计划才算数", "--agreed-by counts once it is in the plan"), fix)


def _rule(options: ReconcileOptions) -> Rule:
    from salesplan.cli.convert import choice
    from salesplan.compute.targets.reconcile import MODES, Missing, Mode, Rule
    from salesplan.model.plan.levels import level_named

    mode = cast("Mode", choice("--mode", options.mode, MODES) or "headroom")
    missing = cast("Missing", choice("--missing", options.missing, ("refuse", "top-down")) or "refuse")
    parts = (options.level or "").replace("，", ",").replace("、", ",").replace("/", ",").split(",")
    told = {"mode": options.mode, "missing": options.missing, "lambda": options.weight, "level": options.level}
    if options.weight is not None and mode != "midpoint":
        fix = Text("加上 --mode midpoint", "add --mode midpoint")
        raise _refused(Text("--lambda 只和 --mode midpoint 一起用", "--lambda goes with --mode midpoint"), fix)
    return Rule(
        mode=mode,
        weight=_weight(options.weight),
        missing=missing,
        level=tuple(level_named(part) for part in parts if part.strip()),
        given=frozenset(key for key, value in told.items() if value is not None),
    )


def _weight(text: str | None) -> Decimal:
    """A share of 0 to 1, such as 0.5 or 50%."""
    from pydantic_core import PydanticCustomError

    from salesplan.model.plan.types import share_of

    try:
        found = share_of("0.5" if text is None else text)
    except PydanticCustomError:
        found = Decimal(-1)
    if 0 <= found <= 1:
        return found
    what = Text("--lambda 要在 0 到 1 之间，不是 {text}", "--lambda is between 0 and 1, not {text}")
    raise _refused(what.format(text=text), Text("写成 0.5 或 50%", "write it as 0.5 or 50%"))


def write_agreed(found: Reconciled, agreeing: AgreeingOptions, writing: PlanWriting, output: Output) -> None:
    """Put the sign-offs, else the agreed figures, into the plan, and say so."""
    from salesplan.api.agreed import agreed_pins, sign_offs
    from salesplan.cli.lists_held import refuse_before_writing
    from salesplan.cli.plan_writing import put_into_plan

    refuse_before_writing((found.result,), output)
    signs = agreeing.agreed_by is not None
    edits = sign_offs(found) if signs else agreed_pins(found, partial=agreeing.partial)
    put_into_plan(edits, found.where, writing, quiet=output.quiet)


def _refused(what: Text, fix: Text) -> BadUsage:
    return BadUsage(Problem("USAGE-reconcile", "error", what, fix))
