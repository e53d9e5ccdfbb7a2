"""The plan to begin with: every key of the plan model with its meaning beside it and its default in place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from pydantic.fields import FieldInfo

from salesplan.model.plan.plan import Plan, Source
from salesplan.model.plan.targets import TargetEntry
from salesplan.model.plan.types import PlanModel
from salesplan.text import Text, language
from salesplan.write.start.starter_examples import EXAMPLES

HEAD = Text(
    """\
## 销售计划：改好存盘，再跑命令就按它算。
## 行首有单个 # 的是可选项：删掉 # 就生效（它上一级行首有 # 的也要删）。
## 金额可写 1200万；日期写 2026-06-30；冒号用半角，后面空一格；缩进用空格。
## 删掉的键用默认值；每次输出都写明用了哪些参数。
""",
    """\
## The sales plan. Change it, save it, and run a command: it counts from then on.
## A line that begins with a single # is optional: delete the # to use it (and that of the key it belongs to).
## Amounts may be written 12000000; days as 2026-06-30; a blank follows each colon; indent with blanks.
## A key you delete has its default; every output says which parameters it used.
""",
)
PARTS = {
    "sources": Text(
        "名单在哪里：表头按内容识别，不用改名单", "Where the lists are; headers are recognised as they are"
    ),
    "parameters": Text("规则里的数：下面都是默认值，可改", "The numbers of the rules: these are the defaults"),
    "crm": Text("与 CRM 交换文件：自己系统的列名", "Files for a CRM: the titles of your own system"),
    "team": Text(
        "人员：入职、离职、调岗、待招，按人分目标时用", "People: who joins, leaves, moves; for targets by rep"
    ),
    "targets": Text("目标分解：把 1200万 换成自己的数", "Targets: put your own figure in place of 12000000"),
    "metrics": Text("自己的指标，目标和考核里用", "Measures of your own, for goals and indicators"),
    "goals": Text(
        "目标（SMART+C）：删掉各行的 # 再改成自己的；检查：salesplan check",
        "Goals (SMART+C): delete the # of its lines, then make them yours; to check them: salesplan check",
    ),
    "swot": Text("SWOT 分析；看图：salesplan swot show", "SWOT; to see it: salesplan swot show"),
    "market": Text(
        "市场、竞争对手、细分、定位；命令：salesplan market …",
        "The market, rivals, segments, position; commands: salesplan market ...",
    ),
    "strategy": Text(
        "价格、促销、渠道、激励、流程、指标、预算；检查：salesplan strategy check",
        "Prices, promotions, channels, incentives, process, indicators, budget; to check: salesplan strategy check",
    ),
    "preparation": Text(
        "销售准备的清单（preparation）在 checklist.yaml；看进度：salesplan prepare",
        "The checklists (preparation) stand in checklist.yaml; to see where you are: salesplan prepare",
    ),
    "duties": Text(
        "职责、培训、岗位手册；命令：salesplan team raci、salesplan team training",
        "Duties, training, playbooks; commands: salesplan team raci, salesplan team training",
    ),
    "commission": Text(
        "提成：规则、共享的订单、预支；算：salesplan commission compute",
        "Commission: rules, shared orders, advances; to compute it: salesplan commission compute",
    ),
    "service": Text(
        "服务：调查、投诉渠道、客户反映的主题；命令：salesplan service survey",
        "Service: the survey, channels for complaints, what customers say; command: salesplan service survey",
    ),
    "factors": Text("影响目标的因素：按影响乘把握调整总额", "What moves the totals: effect times confidence"),
    "scenarios": Text("情景：同一目标的几种可能", "Scenarios: other totals for the same targets"),
    "checks": Text("查哪些规则", "Which rules are checked"),
    "meetings": Text(
        "会议：议程和纪要；命令：salesplan meeting weekly",
        "Meetings: agenda and minutes; command: salesplan meeting weekly",
    ),
    "report": Text(
        "汇报：谁写给谁、建议、请领导定的事；命令：salesplan report",
        "Report upward: from whom to whom, proposals, decisions wanted; command: salesplan report",
    ),
}
"""What is said above a part of the plan."""
CHOSEN = {
    "include": Text("[checklist.yaml]", "[checklist.yaml]"),
    "name": Text("我的销售计划", "My sales plan"),
    "sources.customers": Text("templates/customers.xlsx", "templates/customers.xlsx"),
    "targets.id": Text("revenue", "revenue"),
    "targets.total": Text("1200万", "12000000"),
    "targets.by": Text("[quarter, month]", "[quarter, month]"),
}
"""What the plan says where the model has no default."""
SHOWN = {
    "numbers.decimal": Text('"."', '"."'),
    "numbers.date_order": Text("ymd", "ymd"),
    "rates": Text("{USD: 7.1}", "{USD: 7.1}"),
    "calendar.file": Text("calendar.csv", "calendar.csv"),
    "calendar.workweek": Text("[1, 2, 3, 4, 5]", "[1, 2, 3, 4, 5]"),
    "year.start": Text("2026-01-01", "2026-01-01"),
    "year.weeks": Text("4-4-5", "4-4-5"),
    "sources.orders.file": Text("templates/orders.xlsx", "templates/orders.xlsx"),
    "sources.orders.sheet": Text("订单", "Orders"),
    "sources.orders.columns": Text("{amount: 含税金额, date: C}", "{amount: Gross amount, date: C}"),
    "sources.orders.units": Text("{amount: 万}", "{amount: 万}"),
    "sources.orders.header_row": Text("1", "1"),
    "sources.orders.encoding": Text("gb18030", "gb18030"),
    "sources.deals": Text("templates/deals.xlsx", "templates/deals.xlsx"),
    "sources.products": Text("products.xlsx", "products.xlsx"),
    "sources.reps": Text("templates/reps.xlsx", "templates/reps.xlsx"),
    "sources.activities": Text("templates/activities.xlsx", "templates/activities.xlsx"),
    "sources.payments": Text("payments/*.xlsx", "payments/*.xlsx"),
    "sources.prospects": Text("templates/prospects.xlsx", "templates/prospects.xlsx"),
    "sources.time": Text("time.xlsx", "time.xlsx"),
    "sources.points": Text("points.xlsx", "points.xlsx"),
    "sources.receivables": Text("receivables.xlsx", "receivables.xlsx"),
    "sources.survey": Text("survey.xlsx", "survey.xlsx"),
    "sources.complaints": Text("complaints.xlsx", "complaints.xlsx"),
    "crm.profiles": Text(
        "{ours: {base: zoho, objects: {deals: {columns: [{header: 项目编号, field: id}]}}}}",
        "{ours: {base: zoho, objects: {deals: {columns: [{header: Project No, field: id}]}}}}",
    ),
    "parameters.review.targets.new_customers": Text("2", "2"),
    "parameters.review.targets.conversion": Text("20%", "20%"),
    "meetings.invited": Text("[张三, 李四]", "[Ann, Ben]"),
    "meetings.agenda.morning": Text("{tip: 0}", "{tip: 0}"),
    "meetings.agenda.weekly": Text("{result: 20, market: 0}", "{result: 20, market: 0}"),
    "meetings.agenda.monthly": Text("{decisions: 20}", "{decisions: 20}"),
    "meetings.agenda.one_to_one": Text("{deals: 10}", "{deals: 10}"),
    "parameters.loyalty.tiers": Text("{金: 50万, 银: 10万, 铜: 0}", "{gold: 500000, silver: 100000, bronze: 0}"),
    "parameters.clean.placeholders": Text("[暂无电话]", "[none yet]"),
    "parameters.clean.regions": Text("[前海, 滨海新区]", "[Silicon Valley]"),
    "parameters.coverage.tiers": Text("{重点: A, 一般: C}", "{key: A, other: C}"),
    "parameters.prospects.min_funds": Text("5万", "50000"),
    "parameters.prospects.protected": Text("[L001, 张三]", "[L001, Ann]"),
    "parameters.value.stage_names": Text("[初步接洽, 方案报价, 商务谈判]", "[First contact, Proposal, Negotiation]"),
    "parameters.value.won": Text("[已签]", "[signed]"),
    "parameters.value.lost": Text("[没戏]", "[no hope]"),
    "parameters.value.net_new": Text("200万", "2000000"),
    "parameters.value.product_names": Text("{离心泵A型: 离心泵}", "{Pump type A: Pump}"),
    "parameters.funnel.rates.meeting": Text("20%", "20%"),
    "parameters.funnel.rates.quote": Text("50%", "50%"),
    "parameters.funnel.rates.win": Text("40%", "40%"),
    "parameters.funnel.cycle_days": Text("45", "45"),
    "parameters.man.words": Text("{很强: 5, 一般: 3}", "{very strong: 5, fair: 3}"),
    "parameters.man.scales": Text("{need: [0, 10]}", "{need: [0, 10]}"),
    "parameters.rfm.cuts": Text(
        "{recency: [30, 90], frequency: [2, 6], monetary: [1万, 10万]}",
        "{recency: [30, 90], frequency: [2, 6], monetary: [10000, 100000]}",
    ),
    "parameters.complaints.sla": Text(
        "{一般: {words: [普通], respond_hours: 8, resolve_days: 2}}",
        "{normal: {words: [ordinary], respond_hours: 8, resolve_days: 2}}",
    ),
    "service.survey.sent": Text("120", "120"),
    "service.survey.targets": Text("{售后: 85%}", "{after-sales: 85%}"),
    "service.channels": Text("[400 电话, 邮件]", "[hotline, e-mail]"),
    "service.questions": Text("[咨询]", "[question]"),
    "service.themes": Text(
        "[{theme: 交货慢, decision: 加一班车, owner: 张三, due: 2026-08-31}]",
        "[{theme: slow delivery, decision: one more van, owner: Ann, due: 2026-08-31}]",
    ),
    "parameters.smart.vague": Text("[赋能, 深耕]", "[leverage, empower]"),
    "parameters.season.exclude": Text("[2025-02]", "[2025-02]"),
    "factors": Text(
        "[{name: 行业需求, kind: external, effect: +8%, confidence: 0.75}]",
        "[{name: demand, kind: external, effect: +8%, confidence: 0.75}]",
    ),
    "scenarios": Text(
        "[{id: high, totals: {revenue: +10%}}, {id: low, totals: {revenue: -10%}}]",
        "[{id: high, totals: {revenue: +10%}}, {id: low, totals: {revenue: -10%}}]",
    ),
    "team.members": Text(
        "[{name: 张三, team: 一组}, {name: 待招1, team: 一组, joined: 2026-04-01, vacancy: 是}]",
        "[{name: Ann, team: North}, {name: vacancy 1, team: North, joined: 2026-04-01, vacancy: yes}]",
    ),
    "team.selling": Text(
        "{calls_per_day: 6, conversion: [20%, 40%], order: 10万}",
        "{calls_per_day: 6, conversion: [20%, 40%], order: 100000}",
    ),
    "targets.basis": Text("{quarter: even, month: workdays}", "{quarter: even, month: workdays}"),
    "targets.weights": Text("{quarter: {2026-Q1: 2, 2026-Q2: 3}}", "{quarter: {2026-Q1: 2, 2026-Q2: 3}}"),
    "targets.pins": Text("{quarter=2026-Q1: 300万}", "{quarter=2026-Q1: 3000000}"),
    "targets.min": Text("{quarter=2026-Q2: 200万}", "{quarter=2026-Q2: 2000000}"),
    "targets.max": Text("{quarter=2026-Q3: 400万}", "{quarter=2026-Q3: 4000000}"),
    "targets.min_change": Text("{region: -10%}", "{region: -10%}"),
    "targets.max_change": Text("{region: 40%}", "{region: 40%}"),
    "targets.potential": Text("{region: {华东: 5亿, 华南: 3亿}}", "{region: {East: 500000000, South: 300000000}}"),
    "targets.hedge": Text("{team: 5%, rep: 8%}", "{team: 5%, rep: 8%}"),
    "targets.commitments": Text(
        "[{path: quarter=2026-Q1, amount: 280万, ceiling: 320万, by: 张三}]",
        "[{path: quarter=2026-Q1, amount: 2800000, ceiling: 3200000, by: Ann}]",
    ),
}
"""The example that stands as a comment where the model has no default."""
AGAIN = Text(
    """\
#  - id: regions                 # 同一总额，再按大区和季度分
#    of: revenue                 # {of}
#    by: [region, quarter]
""",
    """\
#  - id: regions                 # the same total, split over regions and quarters
#    of: revenue                 # {of}
#    by: [region, quarter]
""",
)
LATE = ("factors", "team", "targets", "scenarios", "checks", "parameters")
"""The parts that stand last, in this order; the others stand as in the model."""
MEANING_AT = 33
"""The column that the meanings begin in."""


def starter_plan() -> str:
    """The plan's text in the language of now. A default stands as it is, an optional key as a comment."""
    keys = sorted(Plan.model_fields.items(), key=lambda one: LATE.index(one[0]) if one[0] in LATE else -1)
    return str(HEAD) + "".join(f"{line}\n" for name, info in keys for line in _key(name, info, name, ""))


def _lines(model: type[PlanModel], path: str, indent: str) -> Iterator[str]:
    """Every key of a part of the plan, in the model's order."""
    for name, info in model.model_fields.items():
        key = info.alias or name
        yield from _key(key, info, f"{path}{key}", indent)


def _key(key: str, info: FieldInfo, path: str, indent: str) -> Iterator[str]:
    if path in PARTS:
        yield from ("", f"## {PARTS[path]}")
    if path == "targets":
        yield f"{key}:"
        yield from _target()
        yield from str(AGAIN.format(of=_meaning(TargetEntry.model_fields["of"]))).splitlines()
    elif path in EXAMPLES:
        yield from (f"#{line}" for line in str(EXAMPLES[path]).splitlines())
    elif path == "sources.orders":
        yield from _optional(_block(key, info, Source, path, indent))
    elif isinstance(info.default, PlanModel):
        block = list(_block(key, info, type(info.default), path, indent))
        yield from block if any(not line.startswith("#") for line in block[1:]) else _optional(block)
    elif path not in ("targets.of", "preparation"):
        yield _line(key, info, path, indent)


def _block(key: str, info: FieldInfo, model: type[PlanModel], path: str, indent: str) -> Iterator[str]:
    """A key with keys below it."""
    yield f"{indent}{key}:" if path in PARTS else _beside(f"{indent}{key}:", _meaning(info))
    yield from _lines(model, f"{path}.", f"{indent}  ")


def _optional(lines: Iterable[str]) -> Iterator[str]:
    """The same lines as comments, the meanings where they were."""
    return (line if line.startswith("#") else "#" + line.replace("  # ", " # ", 1) for line in lines)


def _line(key: str, info: FieldInfo, path: str, indent: str) -> str:
    """``key: value   # meaning``; a comment when the value is only an example."""
    value = str(language()) if path == "language" else str(CHOSEN.get(path) or _written(info.default))
    if value:
        return _beside(f"{indent}{key}: {value}", _meaning(info))
    return _beside(f"#{indent}{key}: {SHOWN[path]}", _meaning(info))


def _target() -> Iterator[str]:
    """The first target: its keys are an item of a list."""
    first, *rest = _lines(TargetEntry, "targets.", "    ")
    yield from (f"  - {first[4:]}", *rest)


def _beside(text: str, meaning: str) -> str:
    width = sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
    return f"{text}{' ' * max(MEANING_AT - width, 2)}# {meaning}" if meaning else text


def _meaning(info: FieldInfo) -> str:
    """What a key means, as its ``doc`` says."""
    extra = info.json_schema_extra
    zh, en = str(extra.get("x-zh", "")) if isinstance(extra, dict) else "", info.description or ""
    return str(Text(zh, en))


def _written(value: Any) -> str:  # noqa: ANN401 - any default of the model
    """A default as one writes it in the plan; nothing for what is not given by default."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, PlanModel):
        return _written({name: getattr(value, name) for name in type(value).model_fields})
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_written(each)}" for key, each in value.items()) + "}"
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_written, value)) + "]" if value else ""
    return str(value) if isinstance(value, str | int | Decimal) else ""
