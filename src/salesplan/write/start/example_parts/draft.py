"""A first draft with mistakes, to try ``salesplan check`` and ``check --fix`` on."""

from __future__ import annotations

from salesplan.text import Text

PART = Text(
    """\
# 一份初稿，里面有毛病。试试：
#   salesplan check -p draft.yaml          哪里不对，怎么改
#   salesplan check -p draft.yaml --fix    能确定的替您改好，先给看再写
version: 1
goals:
  - id: G1
    statement: 尽快提高销售额
    metric: revenue
  - id: G2
    statement: 提高华南销售额            # 下面写得清楚，话没说清楚
    metric: revenue
    direction: increase
    baseline: {value: 730万, source: 2025 年订单}
    target: {value: 790万}
    scope: {region: 华南}
    owner: 黄丽华
    start: 2026-01-01
    end: 2026-12-31
    milestones: [{date: 2026-06-30, value: 350万}, {date: 2026-12-31, value: 780万}]
    parent: G9
swot:
  items:
    - {id: S1, kind: 优势, text: 交货快, weight: 0.6, rating: 2}
strategy:
  prices:
    - {product: 球阀, price: 520, cost: 560}
preparation:
  引流物品: []
""",
    """\
# A first draft, with mistakes in it. Try:
#   salesplan check -p draft.yaml          what is wrong and what to write
#   salesplan check -p draft.yaml --fix    corrects what is certain, after showing it
version: 1
goals:
  - id: G1
    statement: improve revenue as soon as possible
    metric: revenue
  - id: G2
    statement: improve revenue in the South     # the fields are clear, the sentence is not
    metric: revenue
    direction: increase
    baseline: {value: 7300000, source: orders of 2025}
    target: {value: 7900000}
    scope: {region: South}
    owner: Huang Lihua
    start: 2026-01-01
    end: 2026-12-31
    milestones: [{date: 2026-06-30, value: 3500000}, {date: 2026-12-31, value: 7800000}]
    parent: G9
swot:
  items:
    - {id: S1, kind: strength, text: quick delivery, weight: 0.6, rating: 2}
strategy:
  prices:
    - {product: ball valve, price: 520, cost: 560}
preparation:
  lead_in: []
""",
)
