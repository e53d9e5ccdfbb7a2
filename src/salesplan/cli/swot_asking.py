"""The item that is to be added to the SWOT: from the options, or asked for step by step on a terminal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, ClassVar

import typer

from salesplan.api import Setting
from salesplan.cli.command import option
from salesplan.cli.plan_adding import Adding, is_terminal
from salesplan.cli.say import say
from salesplan.errors import BadUsage, Problem
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.compute.plan.swot.swot_add import ItemWords
    from salesplan.model.plan.plan import Plan


@dataclass(frozen=True)
class ItemOptions:
    """One line of the register."""

    GROUP: ClassVar[Text] = Text("这一条", "The item")

    kind: Annotated[
        str | None,
        option(
            "--kind",
            metavar="S|W|O|T",
            text=Text("S 优势、W 劣势、O 机会、T 威胁", "S strength, W weakness, O opportunity, T threat"),
        ),
    ] = None
    text: Annotated[
        str | None, option("--text", metavar="TEXT", text=Text("内容，一句话", "what it is, in one sentence"))
    ] = None
    weight: Annotated[
        str | None,
        option(
            "--weight",
            metavar="SHARE",
            text=Text(
                "权重，如 0.15；S 加 W 合计 1，O 加 T 合计 1", "weight, such as 0.15; S and W make 1, O and T make 1"
            ),
        ),
    ] = None
    rating: Annotated[
        str | None,
        option(
            "--rating",
            metavar="1-4",
            text=Text("评分：优势 3-4，劣势 1-2，机会和威胁 1-4", "rating: strengths 3-4, weaknesses 1-2, O and T 1-4"),
        ),
    ] = None
    evidence: Annotated[
        str | None,
        option("--evidence", metavar="TEXT", text=Text("依据：数据、报告、客户的话", "a figure, a report, a quote")),
    ] = None
    owner: Annotated[str | None, option("--owner", metavar="NAME", text=Text("负责人", "who looks after it"))] = None
    id: Annotated[
        str | None,
        option("--id", metavar="ID", text=Text("编号（默认接着排，如 S4）", "its id (default: the next one)")),
    ] = None


LABELS = {
    "kind": Text("类别：S 优势、W 劣势、O 机会、T 威胁", "Kind: S strength, W weakness, O opportunity, T threat"),
    "text": Text("内容，一句话", "What it is, in one sentence"),
    "weight": Text(
        "权重，0 到 1（{side} 现在合计 {weights}，还差 {rest}；可不填）",
        "Weight, 0 to 1 ({side} make {weights} now, {rest} is left; may be blank)",
    ),
    "rating": Text("评分，{allowed}（可不填）", "Rating, {allowed} (may be blank)"),
    "evidence": Text("依据：数据、报告、客户的话（可不填）", "Evidence: a figure, a report, a quote (may be blank)"),
    "owner": Text("负责人（可不填）", "Owner (may be blank)"),
    "id": Text("编号", "ID"),
}


def words_for(options: ItemOptions, where: Setting, adding: Adding) -> ItemWords:
    """The item of the options; what they leave open is asked for on a terminal, unless ``--yes`` says not to.

    BadUsage in a pipe where kind or text is missing, with the line to type.
    """
    from salesplan.api.plan_rules import need_plan
    from salesplan.compute.plan.swot.swot_add import FIELDS, ItemWords

    plan = need_plan(where, "swot add").plan
    words = ItemWords(**{field: getattr(options, field) for field in FIELDS})
    if is_terminal() and not adding.yes:
        return asked(words, plan)
    if not words.given("kind") or not words.given("text"):
        raise BadUsage(_to_type())
    return words


def asked(words: ItemWords, plan: Plan) -> ItemWords:
    """Ask for every field that is open, again where the answer cannot be used."""
    from salesplan.compute.plan.swot.swot_add import FIELDS, fault, free_id

    for field in FIELDS:
        if getattr(words, field) is not None:
            continue
        default = free_id(words, plan) if field == "id" else ""
        answered = words
        while True:
            label = str(_label(field, words, plan))
            answer = typer.prompt(label, default=default, show_default=bool(default), err=True)
            answered = replace(words, **{field: str(answer)})
            problem = fault(field, answered, plan)
            if problem is None:
                break
            say(Text("{what}；{fix}", "{what}; {fix}").format(what=problem.what, fix=problem.fix))
        words = answered
    return words


def _label(field: str, words: ItemWords, plan: Plan) -> Text:
    from salesplan.compute.plan.swot.swot_add import choices, kind_of, side_sum
    from salesplan.compute.plan.swot.swot_register import RATINGS
    from salesplan.model.figures import plain

    if field == "weight":
        side = side_sum(words, plan)
        return LABELS[field].format(side="+".join(side.kinds), weights=plain(side.weights), rest=plain(side.rest))
    if field == "rating":
        return LABELS[field].format(allowed=choices(RATINGS[kind_of(words) or "O"]))
    return LABELS[field]


def _to_type() -> Problem:
    what = Text("这里不是终端，没法一步步问", "this is no terminal, so nothing can be asked step by step")
    fix = Text(
        "写在命令里：salesplan swot add --kind S --text 两天到货 --weight 0.2 --rating 4 --evidence 发货记录 --yes",
        'say it all: salesplan swot add --kind S --text "two days" --weight 0.2 --rating 4 --evidence shipments --yes',
    )
    return Problem("USAGE-no-terminal", "error", what, fix)


def tell_sum(words: ItemWords, plan: Plan) -> None:
    """Where the weights of the item's side then do not make 1, say so; of a register without weights nothing."""
    from salesplan.compute.plan.swot.swot_add import side_sum
    from salesplan.model.figures import plain

    side = side_sum(words, plan)
    if side.weights and abs(side.rest) > plan.parameters.swot.tolerance and not plan.swot.normalise:
        told = Text(
            "加上这一条，{side} 的权重合计 {weights}，不是 1：改一改别的条目",
            "with it the weights of {side} make {weights}, not 1: change those of other items",
        )
        say(told.format(side="+".join(side.kinds), weights=plain(side.weights)))
