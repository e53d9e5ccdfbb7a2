"""The charts that a report may have, by the section that they stand in, for those who ask for one by its name."""

from __future__ import annotations

from collections.abc import Mapping

from salesplan.text import LANGUAGES, Text

CHARTS: Mapping[str, tuple[str, ...]] = {
    "results": ("attainment", "attainment_to_date", "targets"),
    "pace": ("pace",),
    "customers": ("pareto", "classes", "rfm"),
    "pipeline": ("pipeline",),
    "coverage": ("coverage",),
    "team": ("ranking",),
    "commission": ("commission",),
    "service": ("complaints",),
    "causes": ("causes", "bridge"),
}
"""The names of the charts of each section."""
TITLES: Mapping[str, Text] = {
    "attainment": Text("本期完成率", "Reached in the period"),
    "attainment_to_date": Text("年累计完成率", "Reached in the year to date"),
    "targets": Text("各月实际和目标", "Month by month"),
    "pace": Text("累计实际和目标", "Actual and target, summed"),
    "pareto": Text("客户集中度（帕累托、二八曲线）", "Concentration (Pareto, the 80/20 curve)"),
    "classes": Text("客户分布", "Customers by class and value tier"),
    "rfm": Text("最近 × 频率", "Recency by frequency"),
    "pipeline": Text("销售漏斗", "Pipeline by stage"),
    "coverage": Text("时间花在哪，潜力在哪", "Where the time goes, where the potential is"),
    "ranking": Text("考核得分", "Scores of the review"),
    "commission": Text("提成", "Commission"),
    "complaints": Text("投诉类型", "What complaints are about"),
    "causes": Text("价格、数量、结构的影响", "What price, volume and mix did"),
    "bridge": Text("客户带来的变动", "What customers did"),
}
"""What each chart is called, without its period."""


def meant(name: str) -> str:
    """The chart that people mean by a name or by a part of its title in any language; the name itself else."""
    wanted = name.strip().casefold()
    if wanted in TITLES or not wanted:
        return wanted
    titles = {code: [title.in_(lang).casefold() for lang in LANGUAGES] for code, title in TITLES.items()}
    whole = [code for code, told in titles.items() if wanted in told]
    found = whole or [code for code, told in titles.items() if any(wanted in each for each in told)]
    return found[0] if len(found) == 1 else name
