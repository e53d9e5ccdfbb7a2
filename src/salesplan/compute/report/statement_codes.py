"""The problems and chances that the report knows, by the codes that proposals in a plan name."""

from __future__ import annotations

from collections.abc import Mapping

from salesplan.text import Text

PROBLEMS: Mapping[str, Text] = {
    "behind_total": Text("全年目标完不成", "The year's target will be missed"),
    "behind_region": Text("区域落后", "A region is behind"),
    "behind_person": Text("个人落后", "A person is behind"),
    "goal_behind": Text("目标落后", "A goal is behind"),
    "sales_fall": Text("销售额下降", "Sales fall"),
    "product_fall": Text("产品下滑", "A product sells less"),
    "price_fall": Text("价格下降", "Prices fall"),
    "lost_customers": Text("客户流失", "Customers lost"),
    "asleep_customers": Text("客户快流失", "Customers about to be lost"),
    "concentration": Text("过于依赖大客户", "Sales rest on few customers"),
    "overdue_deals": Text("商机过期未定", "Deals past their close date"),
    "thin_pipeline": Text("商机不够", "Too few deals"),
    "underserved": Text("重点客户跑得少", "Key customers get too little time"),
    "late_complaints": Text("投诉超时", "Complaints past their limit"),
    "low_collection": Text("回款偏低", "Too little is collected"),
    "team_bottom": Text("连续垫底", "At the bottom again"),
}
"""Problems, the most general first: of equal stakes that is their order."""
CHANCES: Mapping[str, Text] = {
    "buy_more": Text("客户多买", "Customers who buy more"),
    "new_customers": Text("新客户", "New customers"),
    "product_rise": Text("产品上升", "A product sells more"),
    "big_deals": Text("快定的商机", "Deals to be decided"),
    "best_practice": Text("可学的做法", "An example to follow"),
}
"""Chances in the same way."""
ANSWERED: Mapping[str, Text] = {**PROBLEMS, **CHANCES}
"""What a proposal may be about: what people write under ``problem:`` in report.proposals."""
EVIDENCE: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("result", "behind_total"), ("attainment", "months", "quarters", "targets", "pace")),
    **dict.fromkeys(("behind_region", "behind_person", "standing", "commitments"), ("targets", "attainment")),
    **dict.fromkeys(("goal_behind", "goals_red"), ("goals_other", "goals")),
    "sold": ("attainment", "causes", "months"),
    "buy_more": ("bridge",),
    **dict.fromkeys(("cause", "price_fall", "sales_fall"), ("causes", "bridge")),
    **dict.fromkeys(("product_fall", "product_rise"), ("contributors", "causes")),
    **dict.fromkeys(("lost_customers", "customers", "new_customers"), ("states",)),
    "asleep_customers": ("losing", "states"),
    "concentration": ("top_customers", "pareto_classes"),
    **dict.fromkeys(("overdue_deals", "big_deals"), ("deals", "pipeline")),
    **dict.fromkeys(("thin_pipeline", "pipeline"), ("pipeline", "deals")),
    "underserved": ("coverage", "hour_moves"),
    "late_complaints": ("complaints", "promises"),
    **dict.fromkeys(("low_collection", "team_bottom", "best_practice", "people"), ("ranking",)),
}
"""Which tables of the report may show it, the best first."""


def code_group(code: str) -> str:
    """The code under which a statement has its evidence: causes are told apart by what they are."""
    return "cause" if code.startswith("cause_") else code
