"""What the example company's report says besides the figures: from whom to whom, proposals, decisions wanted."""

from __future__ import annotations

from salesplan.text import Text

PART = Text(
    """\
# 汇报：谁写给谁，对问题的建议，请领导定的事。图和数字由 salesplan report 从名单里来
report:
  author: 陈总
  reader: 李总
  proposals:                      # problem 是汇报里问题的代码；谁、什么时候前、花多少、带来多少
    - problem: behind_region
      about: 西南
      text: 补一名业务员，先跑设备更新名单上的客户
      owner: 罗文杰
      due: 2026-09-30
      cost: 8万
      effect: 40万
    - problem: behind_region
      about: 华东
      text: 快流失的六家大客户由林晓燕陪陈志明一起拜访
      owner: 陈志明
      due: 2026-08-15
      effect: 40万
    - problem: behind_person
      about: 陈志明
      text: 每周和林晓燕同跑一天，下半年的大单两人一起谈
      owner: 林晓燕
      due: 2026-09-30
    - problem: goal_behind
      about: 满意度
      text: 常用规格备两周库存，晚一天提前打电话
      owner: 刘敏
      due: 2026-08-31
    - problem: price_fall
      text: 不再单独降价，报价单先报“现货加保养”套餐
      owner: 林晓燕
      due: 2026-07-15
      effect: 5万
    - problem: underserved
      about: A
      text: 每人每周留两天只跑 A 级客户，C 级改用电话
      owner: 黄丽华
      due: 2026-07-10
  decisions:
    - {text: 变频器要不要备三个月安全库存, owner: 李总, due: 2026-07-15, cost: 12万}
""",
    """\
# The report upward: from whom to whom, proposals, decisions wanted. Figures and charts come from the lists
report:
  author: Director Chen
  reader: Ms Li
  proposals:                      # problem is the code of a problem of the report; who, by when, cost and effect
    - problem: behind_region
      about: Southwest
      text: hire one rep, who begins with the customers on the list of old pumps
      owner: Luo Wenjie
      due: 2026-09-30
      cost: 80000
      effect: 400000
    - problem: behind_region
      about: East
      text: Lin Xiaoyan goes along to the six large customers about to be lost
      owner: Chen Zhiming
      due: 2026-08-15
      effect: 400000
    - problem: behind_person
      about: Chen Zhiming
      text: a day a week together with Lin Xiaoyan, large deals of the second half together
      owner: Lin Xiaoyan
      due: 2026-09-30
    - problem: goal_behind
      about: Customer satisfaction
      text: two weeks of stock for common sizes; call a day ahead when late
      owner: Liu Min
      due: 2026-08-31
    - problem: price_fall
      text: no more single price cuts; offers begin with stock and maintenance as one package
      owner: Lin Xiaoyan
      due: 2026-07-15
      effect: 50000
    - problem: underserved
      about: A
      text: two days a week for A customers only; C customers by phone
      owner: Huang Lihua
      due: 2026-07-10
  decisions:
    - {text: three months of stock of inverters or not, owner: Ms Li, due: 2026-07-15, cost: 120000}
""",
)
