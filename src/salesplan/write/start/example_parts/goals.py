"""The goals of the example company."""

from __future__ import annotations

from salesplan.text import Text

PART = Text(
    """\
# 今年的目标。检查写得好不好：salesplan goals check   为什么要这样写：salesplan explain SMART-S5
# 一个目标要说清：量什么、从多少到多少、哪个范围、谁负责、什么时候、为哪个上级或策略、谁认可过
goals:
  - id: G1
    name: 全年销售额
    statement: 在 2026 年内将全公司销售额从 2645 万元提高到 2800 万元   # 话里的数要和下面的字段一致
    metric: revenue            # 量什么：销售额、毛利、新客户数、回款率、满意度等
    direction: increase        # increase 提高、decrease 降低、reach 达到、keep 保持
    unit: 元
    baseline: {value: 2645万, start: 2025-01-01, end: 2025-12-31}   # 从哪里出发：去年实际
    target: {value: 2800万}    # 也可写 change_pct: +6%
    scope: all                 # 全公司；或 {region: 华东}、{product: 离心泵}
    owner: 陈总
    start: 2026-01-01
    end: 2026-12-31
    review: monthly            # 多久看一次
    milestones:                # 到哪天累计多少，最后一个就是目标
      - {date: 2026-03-31, value: 510万}
      - {date: 2026-06-30, value: 1242万}
      - {date: 2026-09-30, value: 1996万}
      - {date: 2026-12-31, value: 2800万}
    strategy_tag: 老客户深耕   # 最上面的目标写属于哪条策略（strategy.tags）
    dimension: 业绩
    data_source: 订单表 orders/*.xlsx
    agreed_by: [陈总, 陈志明, 黄丽华, 郑国强, 罗文杰]
    agreed_on: 2025-12-20      # 开始之前就谈好

  # 四个大区加起来正好是 G1；少一块，全年就少一块
  - id: G11
    name: 华东销售额
    parent: G1                 # 下级写上级的编号
    statement: 在 2026 年内将华东销售额从 1050 万元提高到 1115 万元
    metric: revenue
    direction: increase
    unit: 元
    baseline: {value: 1050万, start: 2025-01-01, end: 2025-12-31}
    target: {value: 1115万}
    scope: {region: 华东}
    owner: 陈志明
    start: 2026-01-01
    end: 2026-12-31
    review: weekly
    milestones: [{date: 2026-06-30, value: 495万}, {date: 2026-12-31, value: 1115万}]
    hours: 600                 # 要花多少工时；一个人的目标加起来不能超过他的工作时间
    data_source: 订单表 orders/*.xlsx
    agreed_by: [陈志明, 陈总]
    agreed_on: 2025-12-20
  - id: G12
    name: 华南销售额
    parent: G1
    statement: 在 2026 年内将华南销售额从 730 万元提高到 775 万元
    metric: revenue
    direction: increase
    unit: 元
    baseline: {value: 730万, start: 2025-01-01, end: 2025-12-31}
    target: {value: 775万}
    scope: {region: 华南}
    owner: 黄丽华
    start: 2026-01-01
    end: 2026-12-31
    review: weekly
    milestones: [{date: 2026-06-30, value: 344万}, {date: 2026-12-31, value: 775万}]
    data_source: 订单表 orders/*.xlsx
    agreed_by: [黄丽华, 陈总]
    agreed_on: 2025-12-20
  - id: G13
    name: 华北销售额
    parent: G1
    statement: 在 2026 年内将华北销售额从 738 万元提高到 780 万元
    metric: revenue
    direction: increase
    unit: 元
    baseline: {value: 738万, start: 2025-01-01, end: 2025-12-31}
    target: {value: 780万}
    scope: {region: 华北}
    owner: 郑国强
    start: 2026-01-01
    end: 2026-12-31
    review: weekly
    milestones: [{date: 2026-06-30, value: 346万}, {date: 2026-12-31, value: 780万}]
    data_source: 订单表 orders/*.xlsx
    agreed_by: [郑国强, 陈总]
    agreed_on: 2025-12-20
  - id: G14
    name: 西南销售额
    parent: G1
    statement: 在 2026 年内将西南销售额从 127 万元提高到 130 万元
    metric: revenue
    direction: increase
    unit: 元
    baseline: {value: 127万, start: 2025-01-01, end: 2025-12-31}
    target: {value: 130万}
    scope: {region: 西南}
    owner: 罗文杰
    start: 2026-01-01
    end: 2026-12-31
    review: monthly
    milestones: [{date: 2026-06-30, value: 58万}, {date: 2026-12-31, value: 130万}]
    data_source: 订单表 orders/*.xlsx
    agreed_by: [罗文杰, 陈总]
    agreed_on: 2025-12-20

  - id: G2
    name: 毛利
    statement: 在 2026 年内将毛利从 820 万元提高到 880 万元，少打折，多卖保养服务
    metric: gross_profit
    direction: increase
    unit: 元
    baseline: {value: 820万, start: 2025-01-01, end: 2025-12-31, source: 财务月报}
    target: {value: 880万}
    scope: all
    owner: 陈总
    start: 2026-01-01
    end: 2026-12-31
    review: monthly
    milestones: [{date: 2026-06-30, value: 390万}, {date: 2026-12-31, value: 880万}]
    strategy_tag: 服务增值
    dimension: 业绩
    agreed_by: [陈总]
    agreed_on: 2025-12-20

  - id: G3
    name: 新客户
    parent: G1                 # 新客户带来销售额，所以能挂在 G1 下面
    statement: 2026 年新客户从 57 家增加到 64 家
    metric: new_customers
    direction: increase
    unit: 家
    baseline: {value: 57, start: 2025-01-01, end: 2025-12-31}
    target: {value: 64}
    scope: all
    owner: 吴海涛
    start: 2026-01-01
    end: 2026-12-31
    review: monthly
    milestones:
      - {date: 2026-03-31, value: 14}
      - {date: 2026-06-30, value: 30}
      - {date: 2026-09-30, value: 46}
      - {date: 2026-12-31, value: 64}
    strategy_tag: 新客户开发
    hours: 480
    data_source: 订单表 orders/*.xlsx 里的首单
    agreed_by: [吴海涛, 黄丽华]
    agreed_on: 2025-12-22

  - id: G4
    name: 回款率
    statement: 在 2026 年内将回款率从 86% 提高到 92%
    metric: collection_rate
    direction: increase
    unit: "%"
    baseline: {value: 86, start: 2025-01-01, end: 2025-12-31}
    target: {value: 92}
    scope: all
    owner: 郑国强
    start: 2026-01-01
    end: 2026-12-31
    review: monthly
    milestones: [{date: 2026-06-30, value: 89}, {date: 2026-12-31, value: 92}]
    strategy_tag: 老客户深耕
    dimension: 组织
    data_source: 财务回款表
    agreed_by: [郑国强, 陈总]
    agreed_on: 2025-12-22

  - id: G5
    name: 满意度
    statement: 到 2026-12-31 客户满意度从 4.2 分提高到 4.5 分
    metric: csat
    direction: increase
    unit: 分
    baseline: {value: 4.2, start: 2025-07-01, end: 2025-12-31}
    target: {value: 4.5}
    scope: all
    owner: 售后主管 刘敏
    start: 2026-01-01
    end: 2026-12-31
    review: monthly
    milestones: [{date: 2026-06-30, value: 4.3}, {date: 2026-12-31, value: 4.5}]
    strategy_tag: 服务增值
    dimension: 组织
    data_source: 安装一个月后的回访问卷
    agreed_by: [售后主管 刘敏, 陈总]
    agreed_on: 2025-12-22
""",
    """\
# This year's goals. How well they are written: salesplan goals check   Why: salesplan explain SMART-S5
# A goal says: what is measured, from how much to how much, where, by whom, by when, for what, and who agreed
goals:
  - id: G1
    name: Revenue of the year
    statement: raise revenue of the company from 26,450,000 to 28,000,000 in 2026   # figures as in the fields below
    metric: revenue            # revenue, gross_profit, new_customers, collection_rate, csat and so on
    direction: increase        # increase, decrease, reach or keep
    unit: yuan
    baseline: {value: 26450000, start: 2025-01-01, end: 2025-12-31}   # where it starts: last year
    target: {value: 28000000}  # or change_pct: +6%
    scope: all                 # or {region: East}, {product: Centrifugal pump}
    owner: Director Chen
    start: 2026-01-01
    end: 2026-12-31
    review: monthly            # how often one looks at it
    milestones:                # in total by that day; the last one is the target
      - {date: 2026-03-31, value: 5100000}
      - {date: 2026-06-30, value: 12420000}
      - {date: 2026-09-30, value: 19960000}
      - {date: 2026-12-31, value: 28000000}
    strategy_tag: Old customers   # the goal at the top says which strategy it belongs to (strategy.tags)
    dimension: result
    data_source: the orders, orders/*.xlsx
    agreed_by: [Director Chen, Chen Zhiming, Huang Lihua, Zheng Guoqiang, Luo Wenjie]
    agreed_on: 2025-12-20      # before it begins

  # the four regions make G1 exactly; what one lacks the year lacks
  - id: G11
    name: Revenue, East
    parent: G1                 # the id of the goal above
    statement: raise revenue in East from 10,500,000 to 11,150,000 in 2026
    metric: revenue
    direction: increase
    unit: yuan
    baseline: {value: 10500000, start: 2025-01-01, end: 2025-12-31}
    target: {value: 11150000}
    scope: {region: East}
    owner: Chen Zhiming
    start: 2026-01-01
    end: 2026-12-31
    review: weekly
    milestones: [{date: 2026-06-30, value: 4950000}, {date: 2026-12-31, value: 11150000}]
    hours: 600                 # hours it takes; those of one person must fit into his working days
    data_source: the orders, orders/*.xlsx
    agreed_by: [Chen Zhiming, Director Chen]
    agreed_on: 2025-12-20
  - id: G12
    name: Revenue, South
    parent: G1
    statement: raise revenue in South from 7,300,000 to 7,750,000 in 2026
    metric: revenue
    direction: increase
    unit: yuan
    baseline: {value: 7300000, start: 2025-01-01, end: 2025-12-31}
    target: {value: 7750000}
    scope: {region: South}
    owner: Huang Lihua
    start: 2026-01-01
    end: 2026-12-31
    review: weekly
    milestones: [{date: 2026-06-30, value: 3440000}, {date: 2026-12-31, value: 7750000}]
    data_source: the orders, orders/*.xlsx
    agreed_by: [Huang Lihua, Director Chen]
    agreed_on: 2025-12-20
  - id: G13
    name: Revenue, North
    parent: G1
    statement: raise revenue in North from 7,380,000 to 7,800,000 in 2026
    metric: revenue
    direction: increase
    unit: yuan
    baseline: {value: 7380000, start: 2025-01-01, end: 2025-12-31}
    target: {value: 7800000}
    scope: {region: North}
    owner: Zheng Guoqiang
    start: 2026-01-01
    end: 2026-12-31
    review: weekly
    milestones: [{date: 2026-06-30, value: 3460000}, {date: 2026-12-31, value: 7800000}]
    data_source: the orders, orders/*.xlsx
    agreed_by: [Zheng Guoqiang, Director Chen]
    agreed_on: 2025-12-20
  - id: G14
    name: Revenue, Southwest
    parent: G1
    statement: raise revenue in Southwest from 1,270,000 to 1,300,000 in 2026
    metric: revenue
    direction: increase
    unit: yuan
    baseline: {value: 1270000, start: 2025-01-01, end: 2025-12-31}
    target: {value: 1300000}
    scope: {region: Southwest}
    owner: Luo Wenjie
    start: 2026-01-01
    end: 2026-12-31
    review: monthly
    milestones: [{date: 2026-06-30, value: 580000}, {date: 2026-12-31, value: 1300000}]
    data_source: the orders, orders/*.xlsx
    agreed_by: [Luo Wenjie, Director Chen]
    agreed_on: 2025-12-20

  - id: G2
    name: Gross profit
    statement: raise gross profit from 8,200,000 to 8,800,000 in 2026 by fewer discounts and more maintenance
    metric: gross_profit
    direction: increase
    unit: yuan
    baseline: {value: 8200000, start: 2025-01-01, end: 2025-12-31, source: monthly accounts}
    target: {value: 8800000}
    scope: all
    owner: Director Chen
    start: 2026-01-01
    end: 2026-12-31
    review: monthly
    milestones: [{date: 2026-06-30, value: 3900000}, {date: 2026-12-31, value: 8800000}]
    strategy_tag: Service
    dimension: result
    agreed_by: [Director Chen]
    agreed_on: 2025-12-20

  - id: G3
    name: New customers
    parent: G1                 # new customers bring revenue, so this one may stand below G1
    statement: win 64 new customers in 2026, after 57 in the year before
    metric: new_customers
    direction: increase
    unit: customers
    baseline: {value: 57, start: 2025-01-01, end: 2025-12-31}
    target: {value: 64}
    scope: all
    owner: Wu Haitao
    start: 2026-01-01
    end: 2026-12-31
    review: monthly
    milestones:
      - {date: 2026-03-31, value: 14}
      - {date: 2026-06-30, value: 30}
      - {date: 2026-09-30, value: 46}
      - {date: 2026-12-31, value: 64}
    strategy_tag: New customers
    hours: 480
    data_source: first orders in orders/*.xlsx
    agreed_by: [Wu Haitao, Huang Lihua]
    agreed_on: 2025-12-22

  - id: G4
    name: Collection rate
    statement: raise the collection rate from 86% to 92% in 2026
    metric: collection_rate
    direction: increase
    unit: "%"
    baseline: {value: 86, start: 2025-01-01, end: 2025-12-31}
    target: {value: 92}
    scope: all
    owner: Zheng Guoqiang
    start: 2026-01-01
    end: 2026-12-31
    review: monthly
    milestones: [{date: 2026-06-30, value: 89}, {date: 2026-12-31, value: 92}]
    strategy_tag: Old customers
    dimension: organisation
    data_source: payments booked by the accounts
    agreed_by: [Zheng Guoqiang, Director Chen]
    agreed_on: 2025-12-22

  - id: G5
    name: Customer satisfaction
    statement: raise customer satisfaction from 4.2 to 4.5 points by 2026-12-31
    metric: csat
    direction: increase
    unit: points
    baseline: {value: 4.2, start: 2025-07-01, end: 2025-12-31}
    target: {value: 4.5}
    scope: all
    owner: Liu Min, head of service
    start: 2026-01-01
    end: 2026-12-31
    review: monthly
    milestones: [{date: 2026-06-30, value: 4.3}, {date: 2026-12-31, value: 4.5}]
    strategy_tag: Service
    dimension: organisation
    data_source: questions a month after installation
    agreed_by: ["Liu Min, head of service", Director Chen]
    agreed_on: 2025-12-22
""",
)
