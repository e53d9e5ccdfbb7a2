"""The plan and the calendar of the example company, commented so that one can learn from them."""

from __future__ import annotations

from salesplan.text import Text

PLAN = Text(
    """\
# 示例机电有限公司的销售计划。改一改，再跑一遍命令看看有什么不同。
# 金额可写 1200万；日期写 2026-06-30；每个键的说明：salesplan schema
version: 1
name: 示例机电 2026
currency: CNY
unit: 100                 # 目标的最小单位：100 元
language: zh
calendar:
  country: CN             # 法定节假日和调休
  file: calendar.csv      # 公司自己的放假和加班
year:
  start: 2026-01-01
# 计划的其他部分
include: [goals.yaml, swot.yaml, market.yaml, strategy.yaml, preparation.yaml, commission.yaml, service.yaml,
  report.yaml]

sources:                  # 名单在哪里；表头按内容识别，不用改名单
  customers: customers.xlsx
  orders: orders/*.xlsx   # 多个文件合并成一份
  deals: deals.xlsx       # 商机，用来估预计达成
  activities: activities.xlsx   # 跟进记录
  reps: team.xlsx         # 销售人员：能力、上级、每天能跑几家
  products: products.xlsx
  prospects: prospects.xlsx     # 潜在客户
  time: time.xlsx         # 工时花在哪一级客户上
  points: points.xlsx     # 客户兑换的积分
  payments: payments.xlsx       # 回款
  receivables: receivables.xlsx # 应收
  survey: survey.xlsx           # 满意度调查
  complaints: complaints.xlsx   # 投诉

parameters:
  man:
    weights: [0.3, 0.3, 0.4]   # 购买能力、决策能力、需求度
    # words: {很强: 5}         # 名单里的用词算几分（试着打开这一行）
  pareto:
    cuts: [80, 95]
  follow_up: {A: {after: [1, 7, 30], every: 30}, B: 14, C: 30, D: 90}
  prospects: {region: 是}      # 潜在客户优先分给同一区域的人
  review:                      # 考核；销售目标取分到人的目标，满意度目标取 survey.target（80%）
    weights: {sales: 50, collection: 20, new_customers: 0, csat: 20, conversion: 10}   # 今年不考核新客户；合计 100
    targets: {conversion: 20%}
  funnel: {rates: {quote: 30%}}   # 会面走到报价的比例：跟进记录里记得不全，按经理估的

factors:                       # 内外部因素：影响 × 把握
  - {name: 行业需求, kind: external, effect: +6%, confidence: 0.75}
  - {name: 竞争降价, kind: external, effect: -4%, confidence: 0.5}
  - {name: 新增业务员, kind: internal, effect: +5%, confidence: 0.9}

team:                          # 人员变动会算进按人的目标
  members:
    - {name: 陈志明, role: 大区经理, region: 华东}
    - {name: 林晓燕, role: 业务员, region: 华东}
    - {name: 周建国, role: 业务员, region: 华东, left: 2026-09-30}                  # 九月底离职
    - {name: 待招1, role: 业务员, region: 华东, joined: 2026-09-01, vacancy: 是}    # 待招，九月到岗，按爬坡算
    - {name: 黄丽华, role: 大区经理, region: 华南}
    - {name: 吴海涛, role: 业务员, region: 华南}
    - {name: 郑国强, role: 大区经理, region: 华北}
    - {name: 孙雅婷, role: 业务员, region: 华北, share: 0.6}                        # 六成时间跑业务
    - {name: 罗文杰, role: 大区经理, region: 西南}

targets:
  - id: revenue                # 全年目标：先按因素调整，再按季节分到季度、月份
    metric: revenue
    total: 2800万
    factors: 是
    by: [quarter, month]
    basis: seasonal
  - id: regions                # 同一总额，大区与季度交叉，行、列都精确
    of: revenue
    by: [region, quarter]
    basis: {region: history, quarter: seasonal}
    pins: {region=西南/quarter=2026-Q1: 60万}
    commitments:               # 各大区自己报的数和上限
      - {path: region=华东, amount: 1150万, ceiling: 1300万, by: 陈志明}
      - {path: region=华南, amount: 800万, ceiling: 850万, by: 黄丽华}
      - {path: region=华北, amount: 780万, ceiling: 900万, by: 郑国强, agreed_by: 陈总, agreed_on: 2025-12-20}
      - {path: region=西南, amount: 130万, ceiling: 160万, by: 罗文杰}
  - id: people                 # 分到人：谁在岗、在岗几天都算
    of: revenue
    by: [region, rep, quarter]
    basis: {region: history, rep: blend, quarter: seasonal}

crm:                           # 和 CRM 交换文件：负责人的邮箱、阶段的叫法
  profiles:
    zoho:
      owners: {陈志明: chen@shili.example, 林晓燕: lin@shili.example, 周建国: zhou@shili.example,
               黄丽华: huang@shili.example, 吴海涛: wu@shili.example, 郑国强: zheng@shili.example,
               孙雅婷: sun@shili.example, 罗文杰: luo@shili.example}
      objects:
        deals:
          columns:
            - header: Stage    # 系统里的: 我们的
              options: {Qualification: 接洽, Needs Analysis: 需求分析, Value Proposition: 产品推荐,
                        Negotiation/Review: 谈判, Closed Won: 赢单, Closed Lost: 输单}

scenarios:
  - {id: base, name: 计划}
  - {id: high, name: 乐观, totals: {revenue: +10%}}
  - {id: low, name: 保守, totals: {revenue: -10%}}
""",
    """\
# The sales plan of Example Machines Ltd. Change something and run the commands again.
# Amounts may be written 12000000; days as 2026-06-30; what each key means: salesplan schema
version: 1
name: Example Machines 2026
currency: CNY
unit: 100                 # smallest amount of a target: 100 yuan
language: en
calendar:
  country: CN             # public holidays and make-up days
  file: calendar.csv      # the company's own days
year:
  start: 2026-01-01
# the other parts of the plan
include: [goals.yaml, swot.yaml, market.yaml, strategy.yaml, preparation.yaml, commission.yaml, service.yaml,
  report.yaml]

sources:                  # where the lists are; headers are recognised as they are
  customers: customers.xlsx
  orders: orders/*.xlsx   # several files are read as one list
  deals: deals.xlsx       # open deals, for the landing
  activities: activities.xlsx   # contacts with customers
  reps: team.xlsx         # people: skill, leader, contacts a day
  products: products.xlsx
  prospects: prospects.xlsx     # possible customers
  time: time.xlsx         # hours by tier of customers
  points: points.xlsx     # points that customers redeemed
  payments: payments.xlsx       # money that came in
  receivables: receivables.xlsx # money still owed
  survey: survey.xlsx           # answers to surveys
  complaints: complaints.xlsx   # complaints

parameters:
  man:
    weights: [0.3, 0.3, 0.4]   # purchasing power, authority, need
    # words: {very strong: 5}  # what a word in your list counts (try it)
  pareto:
    cuts: [80, 95]
  follow_up: {A: {after: [1, 7, 30], every: 30}, B: 14, C: 30, D: 90}
  prospects: {region: yes}     # possible customers go to people of their region first
  review:                      # how people are reviewed
    weights: {sales: 50, collection: 20, new_customers: 0, csat: 20, conversion: 10}   # 100 together
    targets: {conversion: 20%}
  funnel: {rates: {quote: 30%}}   # meetings that lead to a quote: estimated, activities leave many out

factors:                       # what moves the total: effect times confidence
  - {name: demand, kind: external, effect: +6%, confidence: 0.75}
  - {name: rivals cut prices, kind: external, effect: -4%, confidence: 0.5}
  - {name: one more rep, kind: internal, effect: +5%, confidence: 0.9}

team:                          # who comes and goes counts in targets by rep
  members:
    - {name: Chen Zhiming, role: region manager, region: East}
    - {name: Lin Xiaoyan, role: rep, region: East}
    - {name: Zhou Jianguo, role: rep, region: East, left: 2026-09-30}                 # leaves at the end of September
    - {name: vacancy 1, role: rep, region: East, joined: 2026-09-01, vacancy: yes}    # to be filled in September
    - {name: Huang Lihua, role: region manager, region: South}
    - {name: Wu Haitao, role: rep, region: South}
    - {name: Zheng Guoqiang, role: region manager, region: North}
    - {name: Sun Yating, role: rep, region: North, share: 0.6}                        # sells six hours of ten
    - {name: Luo Wenjie, role: region manager, region: Southwest}

targets:
  - id: revenue                # the year, adjusted by the factors, by season over quarters and months
    metric: revenue
    total: 28000000
    factors: yes
    by: [quarter, month]
    basis: seasonal
  - id: regions                # the same total, regions crossed with quarters, rows and columns exact
    of: revenue
    by: [region, quarter]
    basis: {region: history, quarter: seasonal}
    pins: {region=Southwest/quarter=2026-Q1: 600000}
    commitments:               # what the regions committed to, and the most they can do
      - {path: region=East, amount: 11500000, ceiling: 13000000, by: Chen Zhiming}
      - {path: region=South, amount: 8000000, ceiling: 8500000, by: Huang Lihua}
      - {path: region=North, amount: 7800000, ceiling: 9000000, by: Zheng Guoqiang,
         agreed_by: Director Chen, agreed_on: 2025-12-20}
      - {path: region=Southwest, amount: 1300000, ceiling: 1600000, by: Luo Wenjie}
  - id: people                 # down to people: who is there, and for how many days
    of: revenue
    by: [region, rep, quarter]
    basis: {region: history, rep: blend, quarter: seasonal}

crm:                           # files for a CRM: e-mails of owners, names of stages
  profiles:
    zoho:
      owners: {Chen Zhiming: chen@machines.example, Lin Xiaoyan: lin@machines.example,
               Zhou Jianguo: zhou@machines.example, Huang Lihua: huang@machines.example,
               Wu Haitao: wu@machines.example, Zheng Guoqiang: zheng@machines.example,
               Sun Yating: sun@machines.example, Luo Wenjie: luo@machines.example}
      objects:
        deals:
          columns:
            - header: Stage    # theirs: ours
              options: {Qualification: Contact, Needs Analysis: Need, Value Proposition: Recommendation,
                        Negotiation/Review: Negotiation, Closed Won: Won, Closed Lost: Lost}

scenarios:
  - {id: base, name: as planned}
  - {id: high, name: hopeful, totals: {revenue: +10%}}
  - {id: low, name: careful, totals: {revenue: -10%}}
""",
)
CALENDAR = "date,is_workday,name\n2026-02-13,0,年会 company day\n2026-12-31,0,盘点 stocktaking\n"
