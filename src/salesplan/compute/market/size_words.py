"""What the numbers of a market are called, in rules, on the page and in JSON."""

from __future__ import annotations

from salesplan.text import Text

NAMES: dict[str, Text] = {
    "population": Text("总数", "population"),
    "need": Text("有需求的比例", "share that needs it"),
    "purchases": Text("一年购买次数", "purchases a year"),
    "price": Text("一次的价格", "price"),
    "customers": Text("客户数", "customers"),
    "buying": Text("购买的比例", "share that buys"),
    "spend": Text("每家一年花费", "spend a year"),
    "tam": Text("总市场 TAM", "TAM"),
    "sam": Text("可服务市场 SAM", "SAM"),
    "som": Text("可获得市场 SOM", "SOM"),
    "ours": Text("我们的销售额", "our sales"),
    "from_above": Text("自上而下", "from above"),
    "from_below": Text("自下而上", "from below"),
    "top_down": Text("自上而下", "from above"),
    "bottom_up": Text("自下而上", "from below"),
    "years": Text("各年的规模", "size by year"),
    "year": Text("最近一年", "the last year"),
}
"""What the numbers of a market are called in sentences, by their keys."""
