"""Budget and means: enough of everything, and no more spent than there is (methods.md 6.8)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from salesplan.compute.plan.rule import Example, Facts, Hit, rule
from salesplan.compute.strategy.key_words import missing_keys
from salesplan.compute.strategy.means import line_means, means_by_kind, money_needed, over_total
from salesplan.model.figures import figure
from salesplan.model.near import Known, plain_name
from salesplan.model.plan.plan import Plan
from salesplan.model.plan.strategy import BudgetLine
from salesplan.text import Text

_GOOD = (
    "strategy:\n  tags: [深耕]\n  budget:\n    total: 12万\n    lines:\n"
    "    - {name: 展会, kind: 财, needed: 7万, available: 7万, initiative: 深耕}\n"
    "    - {name: 拜访, kind: money, needed: 5万}\n"
    "    - {name: 样机, kind: 物, needed: 3, available: 3}"
)
_KINDS = {
    "people": Text("人力", "people"),
    "material": Text("物料", "material"),
    "money": Text("资金", "money"),
}


def _lines(facts: Facts) -> Sequence[BudgetLine]:
    budget = facts.plan.strategy.budget
    return budget.lines if budget else ()


@rule(
    "BUDGET-F01",
    "error",
    title=Text(
        "“{name}”需要 {needed}，只有 {available}，缺 {short}",
        "“{name}” needs {needed} and has {available}: {short} short",
    ),
    why=Text("缺人缺物缺钱的计划做不完。", "A plan without the means for it is not carried out."),
    fix=Text("补足，或缩小要做的事", "find the rest, or plan for less"),
    source="methods.md 6.8",
    example=Example(
        "strategy:\n  budget:\n    lines:\n    - {name: 业务员, kind: 人, needed: 10, available: 9}  # <- BUDGET-F01",
        "strategy:\n  budget:\n    lines:\n    - {name: 业务员, kind: 人, needed: 10, available: 10}",
    ),
)
def has_the_means(facts: Facts) -> Iterator[Hit]:
    """No line needs more than there is."""
    for at, line in enumerate(_lines(facts)):
        means = line_means(line)
        if means is not None and means.short:
            words = {
                "name": line.name,
                "needed": figure(means.needed),
                "available": figure(means.available),
                "short": figure(means.short),
            }
            yield Hit(("strategy", "budget", "lines", at, "available"), words, f"{means.available:f}")


@rule(
    "BUDGET-F02",
    "error",
    title=Text(
        "{kind}合计需要 {needed}，只有 {available}，缺 {short}",
        "{kind}: {needed} needed together, {available} there, {short} short",
    ),
    why=Text("一项的富余补不了另一项的缺口。", "What is left over in one line does not make up for the others."),
    fix=Text("补足 {short}，或减少几项", "find {short} more, or give lines up"),
    source="methods.md 6.8",
    example=Example(
        "strategy:\n  budget:\n    lines:  # <- BUDGET-F02\n"
        "    - {name: 业务员, kind: 人, needed: 10, available: 8}\n"
        "    - {name: 内勤, kind: 人, needed: 2, available: 3}",
        "strategy:\n  budget:\n    lines:\n"
        "    - {name: 业务员, kind: 人, needed: 10, available: 9}\n"
        "    - {name: 内勤, kind: 人, needed: 2, available: 3}",
    ),
)
def has_the_means_by_kind(facts: Facts) -> Iterator[Hit]:
    """Of people, material and money as much is there as is needed; a single line of a kind speaks for itself."""
    lines = _lines(facts)
    for means in means_by_kind(lines):
        several = sum(line.kind == means.kind and line_means(line) is not None for line in lines) > 1
        if means.short and several:
            words = {
                "kind": _KINDS[means.kind],
                "needed": figure(means.needed),
                "available": figure(means.available),
                "short": figure(means.short),
            }
            yield Hit(("strategy", "budget", "lines"), words, f"{means.available:f}")


@rule(
    "BUDGET-F03",
    "error",
    title=Text(
        "资金项目合计 {needed}，比总预算 {total} 多 {over}",
        "the money lines need {needed}, {over} over the total budget of {total}",
    ),
    why=Text("各项都批了，钱不够付。", "When every line is approved the money runs out."),
    fix=Text("砍掉 {over}，或把 total 提到 {needed}", "cut {over}, or raise total to {needed}"),
    source="methods.md 6.8",
    example=Example(
        "strategy:\n  budget:\n    total: 12万  # <- BUDGET-F03\n    sales_target: 200万\n    lines:\n"
        "    - {name: 展会, kind: 财, needed: 7万}\n    - {name: 拜访, kind: 财, needed: 6万}",
        _GOOD,
    ),
)
def keeps_to_the_total(facts: Facts) -> Iterator[Hit]:
    """The money lines together need no more than the total."""
    budget = facts.plan.strategy.budget
    over = over_total(budget) if budget else None
    if budget is not None and over is not None and budget.total is not None:
        words = {
            "needed": figure(budget.total + over),
            "over": figure(over),
            "total": figure(budget.total),
        }
        yield Hit(("strategy", "budget", "total"), words, f"{budget.total:f}")


@rule(
    "BUDGET-W04",
    "warning",
    title=Text("预算没有总额", "the budget has no total"),
    why=Text("没有总额，费用率和超支都算不出来。", "Without a total nobody sees an overrun or what selling costs."),
    fix=Text("写 total: {needed}", "write total: {needed}"),
    source="methods.md 6.8",
    example=Example(
        "strategy:\n  budget:  # <- BUDGET-W04\n    lines:\n    - {name: 展会, kind: 财, needed: 7万}", _GOOD
    ),
)
def has_a_total(facts: Facts) -> Iterator[Hit]:
    """A budget has a total."""
    budget = facts.plan.strategy.budget
    if budget is not None and budget.total is None:
        needed = money_needed(budget.lines)
        shown = figure(needed) if needed is not None else "120000"
        yield Hit(("strategy", "budget", "total"), {"needed": shown.replace(",", "")})


@rule(
    "BUDGET-F05",
    "error",
    title=Text(
        "“{name}”用于“{initiative}”，计划里没有这项策略",
        "“{name}” serves “{initiative}”, which is no strategy of the plan",
    ),
    why=Text("钱花到了没有的策略上，看不出值不值。", "Money for a strategy that is not there cannot be judged."),
    fix=Text("{hint}", "{hint}"),
    source="methods.md 6.8",
    example=Example(
        "strategy:\n  tags: [深耕]\n  budget:\n    total: 1\n    lines:\n"
        "    - {name: 展会, initiative: 深更}  # <- BUDGET-F05\n"
        "    - {name: 广告, initiative: 电商}  # <- BUDGET-F05",
        _GOOD,
    ),
)
def serves_a_strategy(facts: Facts) -> Iterator[Hit]:
    """The initiative of a line is one of strategy.tags or of swot.strategies; a plan with neither is not asked."""
    names = _strategies(facts.plan)
    known, offered = {plain_name(name) for name in names}, Known(names, alike=0.4)
    for at, line in enumerate(_lines(facts) if known else ()):
        if line.initiative and plain_name(line.initiative) not in known:
            near = offered.nearest(line.initiative)
            meant = Text("是不是“{near}”？", "did you mean “{near}”?").format(near=near)
            listed = Text("可写：{known}；或加到 strategy.tags", "write one of {known}, or add it to strategy.tags")
            hint = meant if near else listed.format(known=", ".join(names[:12]))
            words = {"name": line.name, "initiative": line.initiative, "hint": hint}
            yield Hit(("strategy", "budget", "lines", at, "initiative"), words, line.initiative)


def _strategies(plan: Plan) -> list[str]:
    """What a line may serve: the tags, and the strategies drawn from SWOT by id."""
    return [*plan.strategy.tags, *(strategy.id for strategy in plan.swot.strategies)]


@rule(
    "BUDGET-W06",
    "warning",
    title=Text("“{name}”没有写{names}", "“{name}” does not say {names}"),
    why=Text("不知道要多少、有多少，就看不出缺口。", "Without need and stock nobody sees what is lacking."),
    fix=Text("补上 {keys}", "add {keys}"),
    source="methods.md 6.8",
    example=Example(
        "strategy:\n  budget:\n    total: 1\n    lines:\n    - {name: 样机, kind: 物, needed: 3}  # <- BUDGET-W06\n"
        "    - {name: 展会, needed: 7万, available: 7万}  # <- BUDGET-W06\n"
        "    - {name: 广告, kind: 财}  # <- BUDGET-W06",
        _GOOD,
    ),
)
def has_figures(facts: Facts) -> Iterator[Hit]:
    """Every line has a kind, a need, and, unless it is money out of the total, what there is."""
    for at, line in enumerate(_lines(facts)):
        wanted = ("kind", "needed") if line.kind == "money" else ("kind", "needed", "available")
        missing = [key for key in wanted if getattr(line, key) is None]
        if missing:
            yield Hit(("strategy", "budget", "lines", at), {"name": line.name, **missing_keys(missing)})
