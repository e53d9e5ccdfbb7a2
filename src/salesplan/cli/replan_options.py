"""The options of ``targets replan``: by which rule, from which plan, why, and whether it is kept."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, cast

from salesplan.api.replan import ReplanWish
from salesplan.cli.command import option
from salesplan.cli.convert import choice
from salesplan.cli.split_options import year_given
from salesplan.errors import BadUsage, Problem
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.model.state import Rule


@dataclass(frozen=True)
class ReplanOptions:
    """How targets are planned anew."""

    GROUP: ClassVar[Text] = Text("滚动调整", "Re-planning")

    rule: Annotated[
        str | None,
        option(
            "--rule",
            metavar="RULE",
            text=Text(
                "规则：roll_forward 滚动（默认）、next_only 下一期补齐、within_quarter 本季内补齐、keep 不变、"
                "floor_original 只增不减；可写中文",
                "roll_forward (default), next_only, within_quarter, keep or floor_original",
            ),
        ),
    ] = None
    base: Annotated[
        str | None,
        option(
            "--from",
            metavar="original|last|plan",
            text=Text(
                "按哪一版的比例调：original 冻结的原目标（默认）、last 上次调整后的、plan 计划现在的",
                "whose proportions: original (the frozen plan, default), last (as last recorded), plan (as it is now)",
            ),
        ),
    ] = None
    orders: Annotated[
        list[str] | None,
        option("--orders", metavar="FILE", text=Text("订单（不给则用计划里的）", "orders (default: the plan's)")),
    ] = None
    zero_ok: Annotated[
        list[str] | None,
        option(
            "--zero-ok",
            metavar="MONTH",
            text=Text("这个月确实没有销售，如 2026-02（可重复）", "nothing was sold in this month (repeatable)"),
        ),
    ] = None
    year: Annotated[
        int | None,
        option(
            "--year", metavar="YEAR", text=Text("哪一年（财年按结束年命名）", "which year (a fiscal year by its end)")
        ),
    ] = None
    record: Annotated[
        bool,
        option(
            "--record",
            text=Text(
                "记下来：原目标冻结，连同新目标、原因写进计划旁的 .salesplan",
                "keep it: the frozen and the new targets and the reason, in .salesplan beside the plan",
            ),
        ),
    ] = False
    reason: Annotated[
        str | None, option("--reason", metavar="TEXT", text=Text("为什么调整（--record 必填）", "why (with --record)"))
    ] = None
    decided_by: Annotated[str | None, option("--decided-by", metavar="NAME", text=Text("谁决定的", "who decided"))] = (
        None
    )
    log: Annotated[
        bool, option("--log", text=Text("只看调整记录，不调整", "only show what was recorded, newest first"))
    ] = False


_RULES = {
    "roll_forward": "滚动 滚动调整 滾動 滾動調整 向后滚动 顺延 順延",
    "next_only": "下一期 下期 下一期补齐 下一期補齊 只调下期 只調下期",
    "within_quarter": "季度内 季度內 本季 本季内 本季內 当季 當季 季内补齐 季內補齊 本季内补齐 本季內補齊",
    "keep": "不变 不變 保持 保持不变 保持不變 不调 不調",
    "floor_original": "只增不减 只增不減 不低于原目标 不低於原目標 保底",
}
_RULE_OF = {word: rule for rule, words in _RULES.items() for word in words.split()}


def replan_wish(entry: str | None, options: ReplanOptions, as_of: str | None = None) -> ReplanWish:
    """The options as values. BadUsage for a rule that is none, and for a record without a reason."""
    reason = (options.reason or "").strip()
    if options.record and options.log:
        raise BadUsage(_one_of_both())
    if options.record and not reason:
        raise BadUsage(_no_reason(entry, options, as_of))
    return ReplanWish(
        rule=rule_named(options.rule),
        base=cast("Literal['original', 'last', 'plan']", choice("--from", options.base, _BASES) or "original"),
        reason=reason,
        decided_by=(options.decided_by or "").strip(),
        sold_nothing=tuple(month.strip() for month in options.zero_ok or ()),
        orders=tuple(options.orders or ()),
        year=year_given(options.year),
        record=options.record,
    )


_BASES = ("original", "last", "plan")


def rule_named(word: str | None) -> Rule | None:
    """The rule that a word means, in English or Chinese; BadUsage for any other."""
    if word is None:
        return None
    plain = unicodedata.normalize("NFKC", word).strip()
    named = _RULE_OF.get(plain, plain.lower().replace("-", "_"))
    return cast("Rule", choice("--rule", named if named in _RULES else word, tuple(_RULES)))


def _one_of_both() -> Problem:
    what = Text("--log 只看记录，--record 要写记录", "--log only shows what was recorded, --record adds to it")
    return Problem("USAGE-log", "error", what, Text("两个选项留一个", "leave one of them out"))


def _no_reason(entry: str | None, options: ReplanOptions, as_of: str | None) -> Problem:
    what = Text("记录调整要写明原因", "a re-plan is recorded with its reason")
    typed = _typed(entry, options, as_of)
    fix = Text(
        "写成：salesplan targets replan {typed}--record --reason 大客户订单推迟 --decided-by 张三",
        'type: salesplan targets replan {typed}--record --reason "large order postponed" --decided-by Smith',
    )
    return Problem("USAGE-no-reason", "error", what, fix.format(typed=typed))


def _typed(entry: str | None, options: ReplanOptions, as_of: str | None) -> str:
    """What was typed already, to be typed again."""
    from salesplan.load.command_words import typed

    given = [("--rule", options.rule), ("--from", options.base), ("--as-of", as_of)]
    given += [("--orders", file) for file in options.orders or ()]
    given += [("--zero-ok", month) for month in options.zero_ok or ()]
    words = [entry] if entry else []
    words += [word for name, value in given if value for word in (name, value)]
    return "".join(f"{typed(word)} " for word in words)
