"""The commission plan of the example company."""

from __future__ import annotations

from salesplan.text import Text

PART = Text(
    """\
commission:                    # 提成；算：salesplan commission compute
  rules:
    - id: 业务员-上半年         # 月结，超额累进；回款多少发多少
      from: 2026-01-01
      to: 2026-05-31            # 年中改规则：旧规则写上截止日，再加一条新的，以前的不重算
      who: {roles: [业务员]}
      measure: revenue          # 销售额
      quota: {amount: 25万, reps: {孙雅婷: 15万}}   # 每人每月；孙雅婷六成时间跑业务
      tiers: [{from: 0, to: 100%, rate: 1%}, {from: 100%, to: 120%, rate: 1.5%}, {from: 120%, rate: 2%}]
      gate: collected           # 其余等回款到账再发
      exclude: {categories: [服务]}   # 服务类不提成
    - id: 业务员-六月起         # 提高起点，加封顶
      from: 2026-06-01
      who: {roles: [业务员]}
      measure: revenue
      quota: {amount: 30万, reps: {孙雅婷: 18万}}
      tiers: [{from: 0, to: 100%, rate: 1%}, {from: 100%, to: 120%, rate: 1.8%}, {from: 120%, rate: 2.5%}]
      threshold: 50%            # 不到一半不提
      cap: 1万                  # 每月封顶
      gate: collected
      rates: [{categories: [服务], rate: 3%}]       # 服务类改为固定 3%
    - id: 大区经理              # 季结，按全大区业绩和计划里的季度目标，全额累进
      from: 2026-01-01
      who: {roles: [大区经理]}
      sales: team
      period: quarter
      quota: {targets: regions}
      mode: whole
      tiers: [{from: 0, to: 80%, rate: 0.2%}, {from: 80%, to: 100%, rate: 0.25%}, {from: 100%, rate: 0.3%}]
    - id: 新客户奖              # 每开发一家新客户
      from: 2026-01-01
      measure: new_customers
      tiers: [{from: 0, each: 500}]
    - id: 团队奖                # 大区季度超额，按各人业绩分
      from: 2026-04-01
      sales: team
      period: quarter
      quota: {targets: regions}
      tiers: [{from: 0, to: 100%, rate: 0}, {from: 100%, rate: 0.5%}]
      share_out: sales
  draws:
    - {who: {reps: [孙雅婷]}, amount: 1500, from: 2026-01-01, to: 2026-06-30}   # 每月预支，以后从提成里还
  budget: 26万                  # 全年提成预算
""",
    """\
commission:                    # commission; to compute it: salesplan commission compute
  rules:
    - id: sales-to-may          # monthly, each band at its rate; paid as far as collected
      from: 2026-01-01
      to: 2026-05-31            # a change in mid-year: end the old rule, add a new one; the past is not recomputed
      who: {roles: [Rep]}
      measure: revenue
      quota: {amount: 250000, reps: {Sun Yating: 150000}}   # per person and month
      tiers: [{from: 0, to: 100%, rate: 1%}, {from: 100%, to: 120%, rate: 1.5%}, {from: 120%, rate: 2%}]
      gate: collected           # the rest is paid when it comes in
      exclude: {categories: [Services]}   # services pay nothing
    - id: sales-from-june       # higher tiers, a threshold and a cap
      from: 2026-06-01
      who: {roles: [Rep]}
      measure: revenue
      quota: {amount: 300000, reps: {Sun Yating: 180000}}
      tiers: [{from: 0, to: 100%, rate: 1%}, {from: 100%, to: 120%, rate: 1.8%}, {from: 120%, rate: 2.5%}]
      threshold: 50%            # below it nothing is paid
      cap: 10000                # most of a month
      gate: collected
      rates: [{categories: [Services], rate: 3%}]       # services at 3 % flat
    - id: managers              # by quarter, on all sales of the region, everything at one rate
      from: 2026-01-01
      who: {roles: [Region manager]}
      sales: team
      period: quarter
      quota: {targets: regions}
      mode: whole
      tiers: [{from: 0, to: 80%, rate: 0.2%}, {from: 80%, to: 100%, rate: 0.25%}, {from: 100%, rate: 0.3%}]
    - id: new-customers         # for each new customer
      from: 2026-01-01
      measure: new_customers
      tiers: [{from: 0, each: 500}]
    - id: team-bonus            # a region beyond its quarter's target, shared by what each one sold
      from: 2026-04-01
      sales: team
      period: quarter
      quota: {targets: regions}
      tiers: [{from: 0, to: 100%, rate: 0}, {from: 100%, rate: 0.5%}]
      share_out: sales
  draws:
    - {who: {reps: [Sun Yating]}, amount: 1500, from: 2026-01-01, to: 2026-06-30}   # advances, given back later
  budget: 260000                # commission of a year
""",
)
