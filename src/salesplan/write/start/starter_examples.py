"""Worked examples of the large parts of a plan, which stand as comments in the plan to begin with."""

from __future__ import annotations

from salesplan.text import Text

EXAMPLES = {
    "commission": Text(
        """\
commission:
  rules:
    - id: 业务员
      from: 2026-01-01                # 订单按它那天有效的规则算；改规则就给旧的写上 to，再加一条新的
      who: {roles: [业务员]}          # 或 teams、regions、reps；不写就是所有人
      measure: revenue                # revenue 销售额、gross_profit 毛利、collections 回款额、units、new_customers …
      quota: 10万                     # 每人每期；用分到人的目标：{targets: 目标编号}；不设：none
      period: month                   # month、quarter、year；年初至今累计算档：cumulative: yes
      mode: marginal                  # marginal 超额累进，whole 全额累进
      tiers: [{from: 0, to: 100%, rate: 5%}, {from: 100%, to: 120%, rate: 8%}, {from: 120%, rate: 10%}]
      threshold: 60%                  # 起提线
      cap: 5万                        # 每期封顶
      gate: collected                 # 回款多少发多少，其余以后回款时发
      rates: [{categories: [配件], rate: 3%}]
      exclude: {products: [样品]}
  splits: [{customer: 华东电力, shares: {张三: 60%, 李四: 40%}}]
  draws: [{who: {reps: [王五]}, amount: 3000, from: 2026-01-01, to: 2026-06-30}]
  budget: 100万                       # 全年提成预算
""",
        """\
commission:
  rules:
    - id: sales people
      from: 2026-01-01                # an order is paid under the rule of its date; to change one, end it with to
      who: {roles: [Sales]}           # or teams, regions, reps; without it: everybody
      measure: revenue                # revenue, gross_profit, collections, units, new_customers ...
      quota: 100000                   # per person and period; the persons' targets: {targets: id}; or none
      period: month                   # month, quarter, year; tiers by the year to date: cumulative: yes
      mode: marginal                  # marginal: each band at its rate; whole: everything at one rate
      tiers: [{from: 0, to: 100%, rate: 5%}, {from: 100%, to: 120%, rate: 8%}, {from: 120%, rate: 10%}]
      threshold: 60%                  # below it nothing is paid
      cap: 50000                      # most of a period
      gate: collected                 # paid as far as collected, the rest when it is
      rates: [{categories: [Parts], rate: 3%}]
      exclude: {products: [Samples]}
  splits: [{customer: East Power, shares: {Ann: 60%, Ben: 40%}}]
  draws: [{who: {reps: [Cid]}, amount: 3000, from: 2026-01-01, to: 2026-06-30}]
  budget: 1000000                     # commission of a year
""",
    ),
    "metrics": Text(
        """\
metrics:
  样品数:                           # 常用的都有了：销售额、毛利率、拜访数 …；没有的这样声明
    unit: 次                        # 百分比写 "%"
    better: up                      # up 越高越好，down 越低越好
    additive: yes                   # 各人各月加起来是总数
    feeds: [赢单数, 销售额]         # 带动哪些指标
    words: [送样数]                 # 别的叫法
""",
        """\
metrics:
  samples:                          # revenue, gross margin, visits ... are known; others are declared like this
    unit: times                     # "%" for a percentage
    better: up                      # up or down
    additive: yes                   # people and months sum to the whole
    feeds: [deals won, revenue]     # measures it moves
    words: [samples sent]           # other names
""",
    ),
    "goals": Text(
        """\
goals:
  - id: G1
    name: 全年销售额
    statement: 在2026年内将销售额从1000万提高到1200万
    metric: revenue                 # revenue 销售额、new_customers 新客户数、collection_rate 回款率 …
    direction: increase             # increase 提高、decrease 降低、reach 达到、keep 保持
    unit: 元
    baseline: {value: 1000万, start: 2025-01-01, end: 2025-12-31, source: 2025 年订单}
    target: {value: 1200万}         # 或 {change_pct: +20%}
    scope: all                      # 全部，或 {region: 华东}
    owner: 张三
    start: 2026-01-01
    end: 2026-12-31
    review: weekly                  # 多久看一次：daily、weekly、monthly
    milestones: [{date: 2026-06-30, value: 540万}, {date: 2026-12-31, value: 1200万}]
    # parent: G0                    # 上级目标的编号；分目标的合计要等于上级
    strategy_tag: 老客户深耕
    dimension: 业绩
    data_source: 订单
    justification: 新增一名业务员，老客户复购上升
    resources: [业务员一名]
    agreed_by: [张三, 李总]
    agreed_on: 2025-12-20
""",
        """\
goals:
  - id: G1
    name: revenue of the year
    statement: raise revenue from 10000000 to 12000000 in 2026
    metric: revenue                 # revenue, new_customers, collection_rate ...
    direction: increase             # increase, decrease, reach or keep
    unit: yuan
    baseline: {value: 10000000, start: 2025-01-01, end: 2025-12-31, source: orders of 2025}
    target: {value: 12000000}       # or {change_pct: +20%}
    scope: all                      # all, or {region: East}
    owner: Ann
    start: 2026-01-01
    end: 2026-12-31
    review: weekly                  # how often it is looked at: daily, weekly, monthly
    milestones: [{date: 2026-06-30, value: 5400000}, {date: 2026-12-31, value: 12000000}]
    # parent: G0                    # id of the goal above; the parts sum to the whole
    strategy_tag: more from customers we have
    dimension: result
    data_source: orders
    justification: one more rep and more repeat orders
    resources: [one rep]
    agreed_by: [Ann, Director Li]
    agreed_on: 2025-12-20
""",
    ),
    "swot": Text(
        """\
swot:
  normalise: no                     # yes：权重合计不是 1 时按比例折算
  items:                            # 优势加劣势的权重合计 1，机会加威胁合计 1；评分 1 到 4；每类写 3 到 10 条
    - {id: S1, kind: S, text: 常用型号当天发货, weight: 0.6, rating: 4, evidence: 2025 年发货记录}
    - {id: W1, kind: W, text: 西南没有人, weight: 0.4, rating: 1, evidence: 客户名单, owner: 张三}
    - {id: O1, kind: O, text: 客户更新设备, weight: 0.7, rating: 3, evidence: 行业协会年报}
    - {id: T1, kind: T, text: 对手降价, weight: 0.3, rating: 2, evidence: 丢单记录}
  strategies:                       # 用哪几条、落到哪个目标或行动
    - {id: SO1, kind: SO, text: 主动推更新方案, uses: [S1, O1], goals: [G1], actions: [列出老客户的设备年限]}
    - {id: WT1, kind: WT, text: 西南先找经销商, uses: [W1, T1], actions: [三月底前签一家], owner: 张三}
""",
        """\
swot:
  normalise: no                     # yes: scale weights that do not sum to 1
  items:                            # weights of S and W make 1, those of O and T too; rating 1 to 4; 3 to 10 of each
    - {id: S1, kind: S, text: common models leave the same day, weight: 0.6, rating: 4, evidence: shipments of 2025}
    - {id: W1, kind: W, text: nobody in the Southwest, weight: 0.4, rating: 1, evidence: customer list, owner: Ann}
    - {id: O1, kind: O, text: customers renew machines, weight: 0.7, rating: 3, evidence: report of the trade}
    - {id: T1, kind: T, text: rivals cut prices, weight: 0.3, rating: 2, evidence: deals lost}
  strategies:                       # which items they rest on, which goals or actions they lead to
    - {id: SO1, kind: SO, text: offer renewals, uses: [S1, O1], goals: [G1], actions: [list the age of machines]}
    - {id: WT1, kind: WT, text: a dealer for the Southwest, uses: [W1, T1], actions: [sign one by March], owner: Ann}
""",
    ),
    "market": Text(
        """\
market:
  size:                             # 金额都是一年的
    top_down: {population: 2万, need: 50%, purchases: 2, price: 1.5万}
    bottom_up: [{segment: 机械, customers: 3000, buying: 40%, spend: 20万}]
    tam: 3亿
    sam: 2亿
    som: 2000万
    ours: 1000万
    years: [{year: 2024, size: 2.8亿, ours: 900万}, {year: 2025, size: 3亿, ours: 1000万}]
    source: 行业协会年报
  us: {share: 3%, growth: 10%, profitability: 12%, price: 6800, factors: {质量: 4, 价格: 3}}
  factors: {质量: 0.6, 价格: 0.4}   # 关键成功因素的权重
  competitors:
    - {name: 甲公司, kind: direct, share: 8%, growth: 5%, profitability: 10%, price: 6300, factors: {质量: 3, 价格: 4},
       products: 离心泵, prices: 低 7%, promotion: 年底返利, channels: 经销商,
       strengths: 价格低, weaknesses: 售后慢, evidence_on: 2026-05-15, swot: [T1]}
  segments:                         # 客户算进第一个条件都满足的分组；五项打分 1 到 5
    - {id: big, name: 大客户, when: {amount: ">=500000"}, size: 4, growth: 3, profit: 4, fit: 5, access: 3}
  targets: 1                        # 选几个目标市场
  position: {declared: mid, price: 6800, market_price: 6500}
  value: {segment: 机械厂, need: 不停机, product: 离心泵, benefit: 当天到货,
          unlike: 甲公司, difference: 现货, proof: 发货记录}
  fab: [{feature: 现货, advantage: 当天发货, benefit: 不停机}]
""",
        """\
market:
  size:                             # amounts are a year's
    top_down: {population: 20000, need: 50%, purchases: 2, price: 15000}
    bottom_up: [{segment: machinery, customers: 3000, buying: 40%, spend: 200000}]
    tam: 300000000
    sam: 200000000
    som: 20000000
    ours: 10000000
    years: [{year: 2024, size: 280000000, ours: 9000000}, {year: 2025, size: 300000000, ours: 10000000}]
    source: report of the trade
  us: {share: 3%, growth: 10%, profitability: 12%, price: 6800, factors: {quality: 4, price: 3}}
  factors: {quality: 0.6, price: 0.4}      # weights of what decides success
  competitors:
    - {name: Rival A, kind: direct, share: 8%, growth: 5%, profitability: 10%, price: 6300,
       factors: {quality: 3, price: 4}, products: pumps, prices: 7% lower, promotion: year-end bonus, channels: dealers,
       strengths: low prices, weaknesses: slow service, evidence_on: 2026-05-15, swot: [T1]}
  segments:                         # a customer belongs to the first whose rules all hold; five scores from 1 to 5
    - {id: big, name: large customers, when: {amount: ">=500000"}, size: 4, growth: 3, profit: 4, fit: 5, access: 3}
  targets: 1                        # how many segments are targeted
  position: {declared: mid, price: 6800, market_price: 6500}
  value: {segment: machine makers, need: no standstill, product: centrifugal pumps, benefit: delivery the same day,
          unlike: Rival A, difference: stock, proof: shipments of 2025}
  fab: [{feature: stock, advantage: leaves the same day, benefit: no standstill}]
""",
    ),
    "strategy": Text(
        """\
strategy:
  tags: [老客户深耕, 开发新客户]    # 目标的 strategy_tag 用这些名字
  prices: [{product: 离心泵, price: 6800, cost: 4500, min_margin: 20%, value: 8000, rival: 6300, demand: 询价记录}]
  promotions:
    - {name: 秋季折扣, kind: discount, margin: 35%, discount: 5%, expected_uplift: 20%, target_class: B 类客户,
       start: 2026-09-01, end: 2026-09-30, budget: 5万, owner: 张三}
  channels: [{name: 直销, kind: 直销, segments: [big], coverage: 60%, sales: 800万, cost: 60万, margin: 30%}]
  incentives: [{name: 销售提成, kind: 提成, metric: revenue, roles: [业务员]}]
  mode: {term: long, group: 机械厂, route: 转介绍, routes: [{name: 转介绍, contacts: 40, replies: 18}]}
  process:                          # 各阶段、做到什么算过、最多几天
    - {name: 初步接洽, exit: [见到负责人], max_days: 14}
    - {name: 方案报价, exit: [收到书面回复], max_days: 21}
  triggers: [{when: 报价后三天没回复, then: 打电话, within_days: 3, owner: 业务员}]
  indicators:                       # 过程、结果都要有，权重合计 100%
    - {name: 拜访数, kind: activity, metric: visits, goals: [G1], weight: 30%, roles: [业务员]}
    - {name: 销售额, kind: outcome, metric: revenue, goals: [G1], weight: 70%, roles: [业务员]}
  budget:
    total: 80万
    sales_target: 1200万            # 不写就取 targets 里销售额的总额
    lines: [{name: 差旅, kind: money, needed: 30万, available: 30万, initiative: 开发新客户, expected: 200万}]
""",
        """\
strategy:
  tags: [more from customers we have, new customers]      # goals name them as strategy_tag
  prices: [{product: pump, price: 6800, cost: 4500, min_margin: 20%, value: 8000, rival: 6300, demand: enquiries}]
  promotions:
    - {name: autumn, kind: discount, margin: 35%, discount: 5%, expected_uplift: 20%, target_class: B customers,
       start: 2026-09-01, end: 2026-09-30, budget: 50000, owner: Ann}
  channels: [{name: direct, kind: direct, segments: [big], coverage: 60%, sales: 8000000, cost: 600000, margin: 30%}]
  incentives: [{name: commission, kind: commission, metric: revenue, roles: [rep]}]
  mode: {term: long, group: machine makers, route: referral, routes: [{name: referral, contacts: 40, replies: 18}]}
  process:                          # stages, what must be met to leave them, days at most
    - {name: first contact, exit: [met the one in charge], max_days: 14}
    - {name: proposal, exit: [answer in writing], max_days: 21}
  triggers: [{when: no answer three days after a quotation, then: call, within_days: 3, owner: rep}]
  indicators:                       # of activity and of outcome, weights make 100%
    - {name: visits, kind: activity, metric: visits, goals: [G1], weight: 30%, roles: [rep]}
    - {name: revenue, kind: outcome, metric: revenue, goals: [G1], weight: 70%, roles: [rep]}
  budget:
    total: 800000
    sales_target: 12000000          # else the revenue total under targets
    lines:
      - {name: travel, kind: money, needed: 300000, available: 300000, initiative: new customers, expected: 2000000}
""",
    ),
    "duties": Text(
        """\
duties:
  raci:                             # A 负责到底（只能一个）、R 执行、C 事先商量、I 事后告知
    - {task: 计划、任务分配、监督、评估, A: 李总, R: 张三, I: 业务员}
    - {task: 客户开发、谈判、合同、回款, A: 张三, R: 业务员, I: 李总}
    - {task: 数据、投诉, A: 张三, R: 业务员, C: 李总}
  training:
    topics: [产品, 谈判]            # 人人要学
    roles: {业务员: [回款]}         # 某职位另外要学
    done: [{person: 张三, topic: 产品, date: 2026-03-10, score: 90}, {person: 张三, topic: 谈判, date: 2026-04-10}]
    effects: [{topic: 谈判, indicator: 转化率, before: 20%, after: 23%}]
    attained: {转化率: 86%, 回款率: 95%}       # 各指标完成目标的多少：最弱的决定建议学什么
  playbooks:
    - {role: 业务员, duties: [开发客户], steps: [先约后访], indicators: [拜访数], levers: [付款方式],
       target: 一年 300 万, cross_sell: 2}    # 平均每家客户买几类产品
  practices: [{practice: 试用后当天要订单, owner: 张三, evidence: 多签一成, adopted_by: [张三]}]   # 好做法
""",
        """\
duties:
  raci:                             # A answers for it (one only), R does it, C is asked before, I is told after
    - {task: "plan, allocation, supervision, review", A: Director Li, R: Ann, I: rep}
    - {task: "prospecting, negotiation, contract, collection", A: Ann, R: rep, I: Director Li}
    - {task: "data, complaints", A: Ann, R: rep, C: Director Li}
  training:
    topics: [product, negotiation]  # required of everybody
    roles: {rep: [collection]}      # required of a role besides
    done:
      - {person: Ann, topic: product, date: 2026-03-10, score: 90}
      - {person: Ann, topic: negotiation, date: 2026-04-10}
    effects: [{topic: negotiation, indicator: conversion, before: 20%, after: 23%}]
    attained: {conversion: 86%, collection_rate: 95%}      # of their targets: the weakest tells what to train
  playbooks:
    - {role: rep, duties: [win customers], steps: [call before you visit], indicators: [visits], levers: [terms],
       target: 3 million a year, cross_sell: 2}    # product lines a customer
  practices: [{practice: ask for the order after the trial, owner: Ann, evidence: more signed, adopted_by: [Ann]}]
""",
    ),
    "report": Text(
        """\
report:
  author: 李经理
  reader: 王总
  proposals:                        # 报告里的每个问题写一条：谁、什么时候前、花多少、带来多少
    - {problem: behind_region, about: 西南, text: 九月底前招到一名业务员, owner: 张三, due: 2026-09-30,
       cost: 8万, effect: 40万}
  decisions:                        # 请领导定的事
    - {text: 批准西南招一名业务员, owner: 王总, due: 2026-07-15, cost: 8万}
""",
        """\
report:
  author: Lee
  reader: Ms Wang
  proposals:                        # one for each problem of the report: who, by when, what it costs and brings
    - {problem: behind_region, about: West, text: hire a rep by the end of September, owner: Ann, due: 2026-09-30,
       cost: 80000, effect: 400000}
  decisions:                        # what the reader is asked to decide
    - {text: approve a rep for the West, owner: Ms Wang, due: 2026-07-15, cost: 80000}
""",
    ),
    "checks": Text(
        """\
checks:
  select: [SMART, SWOT]             # 只查这些规则；不写就全查
  ignore: [SMART-S5]                # 不查这些
""",
        """\
checks:
  select: [SMART, SWOT]             # rules to check; all without it
  ignore: [SMART-S5]                # rules not to check
""",
    ),
}
"""By the key of the part. A line begins where it would stand in the plan."""
