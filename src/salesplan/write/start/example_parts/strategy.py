"""How the example company sells."""

from __future__ import annotations

from salesplan.text import Text

PART = Text(
    """\
# 策略：怎么卖。看结果：salesplan strategy check，预算：salesplan strategy budget
strategy:
  tags: [老客户深耕, 新客户开发, 服务增值, 渠道拓展]   # 策略名称，目标和预算用它来归类

  prices:                      # 定价看三样：成本、需求、竞争；价格要在底价和上限之间
    - product: 离心泵          # 底价 = 4480 ×（1 + 25%）= 5600；上限 = 7800 和 6300 × 1.2 里小的
      price: 6800
      cost: 4480
      min_margin: 25%          # 在成本上至少加多少
      value: 7800              # 对客户值多少：一年少停机两次
      rival: 6300              # 最强的对手：恒力泵阀
      demand: 上半年询价 212 次，成交 41%
    - {product: 计量泵, price: 12500, cost: 8600, min_margin: 25%, value: 1.5万, rival: 12200, demand: 制药客户指定}
    - {product: 球阀, price: 860, cost: 560, min_margin: 20%, value: 950, rival: 820, demand: 每月稳定出货 150 件}
    - {product: 调节阀, price: 4350, cost: 2900, min_margin: 25%, value: 5200, rival: 4300, demand: 水务改造招标 9 个}
    - {product: 变频器, price: 5600, cost: 4000, min_margin: 20%, value: 6200, rival: 5300, demand: 节能补贴到 2027 年}
    - {product: 减速机, price: 3900, cost: 2750, min_margin: 20%, value: 4300, rival: 3700, demand: 老设备更换}
    - {product: 密封件套装, price: 320, cost: 150, min_margin: 50%, value: 380, rival: 350, demand: 每台泵一年一套}
    - {product: 保养服务, price: 1800, cost: 1100, min_margin: 30%, value: 2600, rival: 1900, demand: 续签率 83%}

  promotions:                  # 促销先算账：多卖多少才保本，预计能不能卖到
    - name: 五月备件满减
      kind: 满减               # 打折、赠品、满减
      spend: 3000              # 满 3000
      save: 300                # 减 300
      basket: 4500             # 平均一单 4500，实际让利 6.7%
      margin: 46%              # 促销前的毛利率
      expected_uplift: 20%     # 预计多卖多少
      target_class: B、C 级客户
      start: 2026-05-06
      end: 2026-06-15
      budget: 3万
      owner: 吴海涛
      result: 多卖 24%，让利 2.1 万；C 级客户买得多，B 级没有变化
    - name: 变频器九五折
      kind: 打折
      discount: 5%
      margin: 28%
      expected_uplift: 30%
      target_class: 一年没买的 C 级客户
      start: 2026-07-01
      end: 2026-12-31
      budget: 6万
      owner: 林晓燕
    - name: 买离心泵送密封件
      kind: 赠品
      gift_cost: 150           # 赠品成本，不是售价
      price: 6800
      margin: 34%
      expected_uplift: 12%
      target_class: A、B 级客户
      start: 2026-07-15
      end: 2026-12-31
      budget: 4万
      owner: 黄丽华

  channels:                    # 贡献 = 销售额 × 毛利率 - 费用；每个细分市场都要有渠道
    - {name: 直销, kind: 自己的业务员, segments: [水务环保, 化工制药, 转介绍来的老关系],
       coverage: 42%, sales: 1950万, margin: 34%, cost: 282万}
    - {name: 经销, kind: 代理商 26 家, segments: [机械电子, 沿海食品纺织],
       coverage: 30%, sales: 800万, margin: 26%, cost: 84万}
    - {name: 电商, kind: 线上平台, segments: [机械电子, 沿海食品纺织],
       coverage: 18%, sales: 246万, margin: 30%, cost: 42万}

  incentives:                  # 奖什么就得到什么：目标里的指标最好都有
    - {name: 销售提成, kind: 提成, metric: revenue, roles: [业务员]}
    - {name: 毛利奖, kind: 季度奖金, metric: gross_profit, roles: [大区经理]}
    - {name: 新客户奖, kind: 每家 800 元, metric: new_customers, roles: [业务员]}
    - {name: 回款奖, kind: 提成按回款发, metric: collection_rate, roles: [业务员, 大区经理]}
    - {name: 服务之星, kind: 表彰, metric: csat, roles: [售后工程师]}

  mode:                        # 销售模式：短期还是长期、卖给谁、从哪里接触最容易
    term: 长期
    group: 水务、化工、制药企业的设备科
    route: 老客户转介绍
    routes:                    # 过去一年联系了多少、回应了多少
      - {name: 转介绍, contacts: 60, replies: 27}
      - {name: 官网询价, contacts: 90, replies: 31}
      - {name: 行业展会, contacts: 180, replies: 36}
      - {name: 电话开发, contacts: 420, replies: 21, chosen: 否}   # 回应太少，今年不做

  process:                     # 条件都满足才进入下一阶段；前五个阶段的天数取 parameters.process.max_days
    - {name: 接洽, exit: [见到设备负责人, 知道用什么设备]}
    - {name: 需求分析, exit: [工况参数齐全, 预算和时间已知]}
    - {name: 产品推荐, exit: [选型报告已交, 客户认可方案]}
    - {name: 谈判, exit: [价格和账期谈定, 合同已送审]}
    - {name: 签约, exit: [合同盖章, 预付款到账]}
    - {name: 订单处理, exit: [货已签收, 安装调试合格], max_days: 45}
    - {name: 售后, exit: [一个月后回访, 满意度已登记], max_days: 30}
  triggers:                    # 流程规则：什么时候，做什么，几天内，谁
    - {when: 官网有询价, then: 电话确认工况, within_days: 0, owner: 内勤}
    - {when: 报价满 5 天没有回音, then: 电话跟进, within_days: 1, owner: 业务员}
    - {when: 超过最多天数还没进入下一阶段, then: 和大区经理商量放不放, within_days: 3, owner: 业务员}
    - {when: 安装调试合格, then: 满意度回访, within_days: 30, owner: 售后工程师}

  indicators:                  # 考核指标：过程看做了什么，结果看得到什么；每个对应目标，权重合计 100%
    - {name: 有效拜访, kind: 过程, goals: [G1, G2], weight: 15%, roles: [业务员]}
    - {name: 报价 24 小时内发出, kind: 过程, goals: [G1, G3], weight: 10%, roles: [业务员]}
    - {name: 新客户首访, kind: 过程, goals: [G3], weight: 10%, roles: [业务员]}
    - {name: 销售额, kind: 结果, metric: revenue, weight: 30%, roles: [业务员, 大区经理]}   # 和目标的指标相同就算对应
    - {name: 毛利, kind: 结果, metric: gross_profit, weight: 10%, roles: [大区经理]}
    - {name: 回款率, kind: 结果, metric: collection_rate, weight: 15%, roles: [业务员, 大区经理]}
    - {name: 满意度, kind: 结果, metric: csat, weight: 10%, roles: [业务员]}

  budget:                      # 预算和资源：需要多少，有多少；资金项目合计不超过总预算
    total: 420万
    # sales_target: 2800万     # 不写就取 targets 里销售额的总额（含因素）
    lines:
      - {name: 业务员, kind: 人, needed: 9, available: 9, initiative: 老客户深耕, owner: 陈总}   # 含 9 月到岗的 1 人
      - {name: 售前工程师, kind: 人, needed: 2, available: 2, initiative: 新客户开发, owner: 陈总}
      - {name: 试用样机, kind: 物, needed: 12, available: 14, initiative: 新客户开发, owner: 吴海涛}
      - {name: 拜访和驻点, kind: 财, needed: 150万, initiative: 老客户深耕, expected: 1500万, owner: 陈志明}
      - {name: 展会和试用, kind: 财, needed: 62万, initiative: 新客户开发, expected: 420万, owner: 吴海涛}
      - {name: 服务站, kind: 财, needed: 70万, initiative: 服务增值, expected: 280万, owner: 郑国强}
      - {name: 经销商返利和培训, kind: 财, needed: 84万, initiative: 渠道拓展, expected: 600万, owner: 罗文杰}
      - {name: 电商推广, kind: 财, needed: 42万, initiative: 渠道拓展, expected: 196万, owner: 孙雅婷}
""",
    """\
# How we sell. See: salesplan strategy check, and for the budget: salesplan strategy budget
strategy:
  tags: [Old customers, New customers, Service, Channels]   # strategies that goals and money belong to

  prices:                      # a price rests on cost, demand and rivals, and lies between floor and ceiling
    - product: Centrifugal pump   # floor 4480 x (1 + 25%) = 5600; ceiling the lesser of 7800 and 6300 x 1.2
      price: 6800
      cost: 4480
      min_margin: 25%          # least margin on the cost
      value: 7800              # worth to the customer: two stops less a year
      rival: 6300              # the strongest rival
      demand: 212 enquiries in half a year, 41% won
    - {product: Metering pump, price: 12500, cost: 8600, min_margin: 25%, value: 15000, rival: 12200,
       demand: pharma firms ask for it}
    - {product: Ball valve, price: 860, cost: 560, min_margin: 20%, value: 950, rival: 820, demand: 150 a month}
    - {product: Control valve, price: 4350, cost: 2900, min_margin: 25%, value: 5200, rival: 4300,
       demand: nine tenders of water works}
    - {product: Inverter, price: 5600, cost: 4000, min_margin: 20%, value: 6200, rival: 5300,
       demand: energy subsidies until 2027}
    - {product: Gearbox, price: 3900, cost: 2750, min_margin: 20%, value: 4300, rival: 3700,
       demand: old machines are replaced}
    - {product: Seal kit, price: 320, cost: 150, min_margin: 50%, value: 380, rival: 350, demand: one a pump a year}
    - {product: Maintenance, price: 1800, cost: 1100, min_margin: 30%, value: 2600, rival: 1900, demand: 83% renew}

  promotions:                  # first the sum: how much more must be sold to break even, and will it be
    - name: Parts in May
      kind: spend_and_save     # discount, gift, spend_and_save
      spend: 3000              # for 3000 spent
      save: 300                # 300 off
      basket: 4500             # the average basket: 6.7% given away in truth
      margin: 46%              # margin before
      expected_uplift: 20%     # extra volume expected
      target_class: B and C customers
      start: 2026-05-06
      end: 2026-06-15
      budget: 30000
      owner: Wu Haitao
      result: 24% more sold for 21,000 given away; C customers bought, B customers did not
    - name: Inverters 5% off
      kind: discount
      discount: 5%
      margin: 28%
      expected_uplift: 30%
      target_class: C customers without an order for a year
      start: 2026-07-01
      end: 2026-12-31
      budget: 60000
      owner: Lin Xiaoyan
    - name: Seal kit with a pump
      kind: gift
      gift_cost: 150           # what the gift costs us, not its price
      price: 6800
      margin: 34%
      expected_uplift: 12%
      target_class: A and B customers
      start: 2026-07-15
      end: 2026-12-31
      budget: 40000
      owner: Huang Lihua

  channels:                    # contribution = sales x margin - cost; every segment needs a channel
    - {name: Direct, kind: our own reps, segments: [Water and environment, Chemicals and pharma, Referred long ago],
       coverage: 42%, sales: 19500000, margin: 34%, cost: 2820000}
    - {name: Dealers, kind: 26 agents, segments: [Machinery and electronics, Coastal foods and textiles],
       coverage: 30%, sales: 8000000, margin: 26%, cost: 840000}
    - {name: Online, kind: platforms, segments: [Machinery and electronics, Coastal foods and textiles],
       coverage: 18%, sales: 2460000, margin: 30%, cost: 420000}

  incentives:                  # what is rewarded is done: best every measure of the goals has one
    - {name: Commission, kind: commission, metric: revenue, roles: [rep]}
    - {name: Margin bonus, kind: bonus a quarter, metric: gross_profit, roles: [region manager]}
    - {name: New customers, kind: 800 yuan each, metric: new_customers, roles: [rep]}
    - {name: Collection, kind: paid as money comes in, metric: collection_rate, roles: [rep, region manager]}
    - {name: Star of service, kind: praise, metric: csat, roles: [service engineer]}

  mode:                        # short- or long-term, to whom, by the easiest route
    term: long
    group: maintenance departments of water works, chemical and pharma firms
    route: referrals by customers
    routes:                    # contacts of the past year and those who replied
      - {name: Referral, contacts: 60, replies: 27}
      - {name: Website, contacts: 90, replies: 31}
      - {name: Trade fair, contacts: 180, replies: 36}
      - {name: Cold call, contacts: 420, replies: 21, chosen: no}   # too few replies, given up this year

  process:                     # a stage is left when all is met; days of the first five: parameters.process.max_days
    - {name: Contact, exit: [met who is in charge, know the machines in use]}
    - {name: Need, exit: [operating data complete, budget and time known]}
    - {name: Recommendation, exit: [selection report handed in, customer agrees]}
    - {name: Negotiation, exit: [price and terms agreed, contract under review]}
    - {name: Contract, exit: [signed, deposit received]}
    - {name: Order, exit: [delivered, installed and running], max_days: 45}
    - {name: After-sales, exit: [visited after a month, satisfaction recorded], max_days: 30}
  triggers:                    # when this happens, do that, within so many days, by whom
    - {when: an enquiry on the website, then: call about operating data, within_days: 0, owner: office}
    - {when: no answer five days after a quote, then: call again, within_days: 1, owner: rep}
    - {when: a stage lasts longer than it may, then: go on or give up with the manager, within_days: 3, owner: rep}
    - {when: installed and running, then: ask how satisfied they are, within_days: 30, owner: service engineer}

  indicators:                  # what is done and what comes of it; each serves a goal, weights make 100%
    - {name: Visits with a next step, kind: activity, goals: [G1, G2], weight: 15%, roles: [rep]}
    - {name: Quotes within a day, kind: activity, goals: [G1, G3], weight: 10%, roles: [rep]}
    - {name: First visits, kind: activity, goals: [G3], weight: 10%, roles: [rep]}
    - {name: Revenue, kind: outcome, metric: revenue, weight: 30%, roles: [rep, region manager]}   # metric of goals
    - {name: Gross profit, kind: outcome, metric: gross_profit, weight: 10%, roles: [region manager]}
    - {name: Collection rate, kind: outcome, metric: collection_rate, weight: 15%, roles: [rep, region manager]}
    - {name: Satisfaction, kind: outcome, metric: csat, weight: 10%, roles: [rep]}

  budget:                      # need against what there is; money lines stay within the total
    total: 4200000
    # sales_target: 28000000   # without it the revenue total under targets, with its factors
    lines:
      - {name: Reps, kind: people, needed: 9, available: 9, initiative: Old customers, owner: Director Chen}
      - {name: Sales engineers, kind: people, needed: 2, available: 2, initiative: New customers, owner: Director Chen}
      - {name: Machines on trial, kind: material, needed: 12, available: 14, initiative: New customers,
         owner: Wu Haitao}
      - {name: Visits, kind: money, needed: 1500000, initiative: Old customers, expected: 15000000,
         owner: Chen Zhiming}
      - {name: Fairs and trials, kind: money, needed: 620000, initiative: New customers, expected: 4200000,
         owner: Wu Haitao}
      - {name: Service stations, kind: money, needed: 700000, initiative: Service, expected: 2800000,
         owner: Zheng Guoqiang}
      - {name: Dealers' rebates, kind: money, needed: 840000, initiative: Channels, expected: 6000000,
         owner: Luo Wenjie}
      - {name: Online advertising, kind: money, needed: 420000, initiative: Channels, expected: 1960000,
         owner: Sun Yating}
""",
)
