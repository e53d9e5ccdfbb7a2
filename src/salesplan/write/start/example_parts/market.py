"""The market of the example company: its size, rivals, segments, position."""

from __future__ import annotations

from salesplan.text import Text

PART = Text(
    """\
# 市场：有多大、谁在争、卖给谁、站在哪里。金额都是一年的。
market:
  size:                        # 看结果：salesplan market size
    top_down:                  # 自上而下：一共多少家 × 多少有需求 × 一年买几次 × 一次多少钱
      population: 26000        # 四个大区规模以上的工业企业
      need: 45%
      purchases: 1.6
      price: 2.8万
    bottom_up:                 # 自下而上：每个细分市场多少家 × 多少会买 × 每家一年花多少
      - {segment: 水务环保, customers: 3200, buying: 60%, spend: 9.5万}
      - {segment: 化工制药, customers: 2400, buying: 55%, spend: 11万}
      - {segment: 机械电子, customers: 4600, buying: 40%, spend: 6.2万}
      - {segment: 食品纺织, customers: 3000, buying: 35%, spend: 4.2万}
    tam: 5.2亿                 # 总市场：四个大区的泵、阀门、电控
    sam: 3.4亿                 # 可服务：我们的产品和渠道够得着的
    som: 4500万                # 可获得：三年内争取得到的
    # ours: 2745万             # 我们一年卖多少；不写就取订单里截止日期前 12 个月
    years:                     # 各年的市场和我们，算增长和份额的走势
      - {year: 2022, size: 4.32亿, ours: 1820万}
      - {year: 2023, size: 4.55亿, ours: 1950万}
      - {year: 2024, size: 4.74亿, ours: 2248万}
      - {year: 2025, size: 5.02亿, ours: 2645万}
    source: 行业协会 2025 年报  # 没有单独写来源的数都来自这里
    sources:                   # 每个数从哪里来，写清楚才好核对
      population: 四省二市统计年鉴 2025
      need: 2026 年 3 月电话调查，回收 220 份
      purchases: 我们的老客户 2023-2025 年订单
      price: 我们的老客户 2023-2025 年订单
      som: 销售会议 2025-12-15

  us:                          # 我们自己，和对手用同一把尺
    share: 5.2%
    growth: 13%
    profitability: 11%
    price: 6800                # 主推产品离心泵
    features: {24小时到场: 有, 选型报告: 有, 三年质保: 有, 标准件现货: 有, 远程监测: 无}
    factors: {质量: 3, 服务: 4, 交货: 3, 价格: 2}

  factors: {质量: 0.3, 服务: 0.25, 交货: 0.2, 价格: 0.25}   # 关键成功因素的权重，合计 1；各家评 1 到 4 分

  competitors:                 # 看结果：salesplan market competitors
    - name: 恒力泵阀
      kind: 直接               # 直接：卖同样的东西；间接：用别的办法满足同样的需求
      products: 离心泵、球阀，全系列
      prices: 比我们低 7%
      promotion: 年底满 20 万返 3%
      channels: 各省经销商 60 家
      strengths: 价格低，现货多
      weaknesses: 售后要等三天
      share: 12%
      growth: 6%
      profitability: 7%
      price: 6300
      features: {24小时到场: 无, 选型报告: 无, 三年质保: 无, 标准件现货: 有, 远程监测: 无}
      factors: {质量: 2, 服务: 2, 交货: 4, 价格: 4}
      evidence_on: 2026-05-20  # 信息是哪天的，半年以上要重新打听
      swot: [T1]               # 它给我们带来哪条机会或威胁（swot.yaml）
    - name: 联科传动
      kind: 直接
      products: 变频器、减速机，也卖泵组
      prices: 比我们低 4%，量大另议
      promotion: 老客户以旧换新
      channels: 直销 40 人，电商旗舰店
      strengths: 电控技术强，能远程监测
      weaknesses: 泵和阀门靠外购
      share: 8%
      growth: 11%
      profitability: 10%
      price: 6500
      features: {24小时到场: 无, 选型报告: 有, 三年质保: 无, 标准件现货: 有, 远程监测: 有}
      factors: {质量: 3, 服务: 3, 交货: 3, 价格: 3}
      evidence_on: 2026-06-08
      swot: [O3]
    - name: 欧泰（进口）
      kind: 直接
      products: 计量泵、调节阀，高端
      prices: 比我们高 44%
      promotion: 不打折，送年度保养
      channels: 总代理 3 家
      strengths: 质量和品牌
      weaknesses: 货期 10 周，备件贵
      share: 6%
      growth: 2%
      profitability: 16%
      price: 9800
      features: {24小时到场: 无, 选型报告: 有, 三年质保: 有, 标准件现货: 无, 远程监测: 有}
      factors: {质量: 4, 服务: 2, 交货: 1, 价格: 1}
      evidence_on: 2026-04-15
      swot: [O1]
    - name: 工采在线
      kind: 间接
      products: 各品牌标准件，自己不生产
      prices: 公开标价，比我们低 13%
      promotion: 满 5000 减 300
      channels: 网上商城
      strengths: 下单方便，价格透明
      weaknesses: 不选型、不安装
      share: 3%
      growth: 25%
      profitability: 4%
      price: 5900
      features: {24小时到场: 无, 选型报告: 无, 三年质保: 无, 标准件现货: 有, 远程监测: 无}
      factors: {质量: 2, 服务: 1, 交货: 4, 价格: 4}
      evidence_on: 2026-06-20
      swot: [T1]

  segments:                    # 细分市场：先符合的算；看结果：salesplan market segments
    - id: S1
      name: 水务环保
      when: {行业: [水务, 环保]}        # 名单里的列：条件。几个值写成 [水务, 环保]
      size: 4                           # 吸引力：规模、增长、利润、匹配、可达，各打 1 到 5 分
      growth: 5
      profit: 3
      fit: 5
      access: 4
    - id: S2
      name: 化工制药
      when: {行业: [化工, 制药]}
      size: 4
      growth: 3
      profit: 5
      fit: 4
      access: 3
    - id: S3
      name: 机械电子
      when: {行业: [机械, 电子], 购买能力: 2..5}   # 几条都要符合；2..5 两头都算
      size: 5
      growth: 3
      profit: 2
      fit: 3
      access: 4
    - id: S4
      name: 沿海食品纺织
      when: {行业: [食品, 纺织], 大区: [华东, 华南]}
      size: 3
      growth: 2
      profit: 3
      fit: 3
      access: 4
    - id: S5
      name: 转介绍来的老关系
      when: {客户来源: 转介绍, 创建日期: '<2025-01-01'}   # 大于号小于号开头的要加引号
      size: 2
      growth: 3
      profit: 4
      fit: 4
      access: 5
  targets: 2                   # 集中做最有吸引力的几个

  position:                    # 定位：看结果：salesplan market position
    declared: 中端             # 高端、中端、低端；价格指数对不上会提醒
    price: 6800                # 我们的离心泵；对手的价格在上面

  value:                       # 价值主张：七格都要有
    segment: 水务和环保行业的设备主管
    need: 泵坏了当天修好，不停产
    product: 示例机电的离心泵加驻点服务
    benefit: 一年少停产三天
    unlike: 只卖标准件的网上商城
    difference: 工程师 24 小时到场，备件当天换上
    proof: 2025 年 312 次报修，平均 6 小时到场，有客户签字

  fab:                         # 特点 → 优点 → 给客户的好处
    - feature: 24小时到场      # 只有我们有的特点，要说清客户得到什么
      advantage: 四个大区都有驻点，故障当天有人到
      benefit: 停产不超过一天，一次就省下几万元
    - feature: 选型报告
      advantage: 按实际流量和扬程算，不凭经验选大一号
      benefit: 每台泵一年少花一成电费
    - feature: 三年质保
      advantage: 同行多是一年
      benefit: 三年不用备修理费
""",
    """\
# The market: how large it is, who wants it, whom we sell to, where we stand. Amounts are those of a year.
market:
  size:                        # see: salesplan market size
    top_down:                  # from above: how many there are, times who needs it, purchases a year, price
      population: 26000        # industrial firms of the four regions
      need: 45%
      purchases: 1.6
      price: 28000
    bottom_up:                 # from below: customers of each segment, times who buys, times what a buyer spends
      - {segment: Water and environment, customers: 3200, buying: 60%, spend: 95000}
      - {segment: Chemicals and pharma, customers: 2400, buying: 55%, spend: 110000}
      - {segment: Machinery and electronics, customers: 4600, buying: 40%, spend: 62000}
      - {segment: Foods and textiles, customers: 3000, buying: 35%, spend: 42000}
    tam: 520000000             # the whole market: pumps, valves and drives in four regions
    sam: 340000000             # serviceable: what our products and channels reach
    som: 45000000              # obtainable: what we can win within three years
    # ours: 27450000           # our sales a year; without it, the orders of the 12 months up to the as-of
    years:                     # the market and our sales by year, for growth and the way our share goes
      - {year: 2022, size: 432000000, ours: 18200000}
      - {year: 2023, size: 455000000, ours: 19500000}
      - {year: 2024, size: 474000000, ours: 22480000}
      - {year: 2025, size: 502000000, ours: 26450000}
    source: yearbook 2025 of the trade association   # of all numbers whose source is not named below
    sources:                   # where a number comes from, so that it can be checked
      population: statistical yearbooks 2025
      need: telephone survey of March 2026, 220 answers
      purchases: orders of our customers 2023-2025
      price: orders of our customers 2023-2025
      som: sales meeting of 2025-12-15

  us:                          # ourselves, by the same measures as our rivals
    share: 5.2%
    growth: 13%
    profitability: 11%
    price: 6800                # the centrifugal pump, our main product
    features: {on site in 24 h: yes, sizing report: yes, 3-year warranty: yes, parts in stock: yes, remote watch: no}
    factors: {quality: 3, service: 4, delivery: 3, price: 2}

  factors: {quality: 0.3, service: 0.25, delivery: 0.2, price: 0.25}   # success factors weigh 1; ratings are 1 to 4

  competitors:                 # see: salesplan market competitors
    - name: Hengli Pumps
      kind: direct             # direct: sells the same; indirect: meets the same need in another way
      products: centrifugal pumps and ball valves, the whole range
      prices: 7 % below ours
      promotion: 3 % back on 200,000 a year
      channels: 60 dealers in all provinces
      strengths: low prices, large stock
      weaknesses: service takes three days
      share: 12%
      growth: 6%
      profitability: 7%
      price: 6300
      features: {on site in 24 h: no, sizing report: no, 3-year warranty: no, parts in stock: yes, remote watch: no}
      factors: {quality: 2, service: 2, delivery: 4, price: 4}
      evidence_on: 2026-05-20  # the day of the evidence; after half a year ask again
      swot: [T1]               # the opportunity or threat that he makes (swot.yaml)
    - name: Lianke Drives
      kind: direct
      products: inverters and gearboxes, pump sets too
      prices: 4 % below ours, less for large orders
      promotion: old drives taken back
      channels: 40 sales people and a shop online
      strengths: drive technology, remote watch
      weaknesses: buys in pumps and valves
      share: 8%
      growth: 11%
      profitability: 10%
      price: 6500
      features: {on site in 24 h: no, sizing report: yes, 3-year warranty: no, parts in stock: yes, remote watch: yes}
      factors: {quality: 3, service: 3, delivery: 3, price: 3}
      evidence_on: 2026-06-08
      swot: [O3]
    - name: Eurotec (imports)
      kind: direct
      products: metering pumps and control valves, high-end
      prices: 44 % above ours
      promotion: no discounts, a year of maintenance for free
      channels: three general agents
      strengths: quality and name
      weaknesses: ten weeks to deliver, dear spare parts
      share: 6%
      growth: 2%
      profitability: 16%
      price: 9800
      features: {on site in 24 h: no, sizing report: yes, 3-year warranty: yes, parts in stock: no, remote watch: yes}
      factors: {quality: 4, service: 2, delivery: 1, price: 1}
      evidence_on: 2026-04-15
      swot: [O1]
    - name: Gongcai Online
      kind: indirect
      products: standard parts of many makes, none of its own
      prices: open list prices, 13 % below ours
      promotion: 300 off for every 5,000
      channels: a shop online
      strengths: easy to order, open prices
      weaknesses: no sizing, no installation
      share: 3%
      growth: 25%
      profitability: 4%
      price: 5900
      features: {on site in 24 h: no, sizing report: no, 3-year warranty: no, parts in stock: yes, remote watch: no}
      factors: {quality: 2, service: 1, delivery: 4, price: 4}
      evidence_on: 2026-06-20
      swot: [T1]

  segments:                    # the first that fits counts; see: salesplan market segments
    - id: S1
      name: Water and environment
      when: {Industry: [Water, Environment]}   # a column of the list: its condition; several values in brackets
      size: 4                                  # attractiveness: size, growth, profit, fit, access, 1 to 5 each
      growth: 5
      profit: 3
      fit: 5
      access: 4
    - id: S2
      name: Chemicals and pharma
      when: {Industry: [Chemicals, Pharma]}
      size: 4
      growth: 3
      profit: 5
      fit: 4
      access: 3
    - id: S3
      name: Machinery and electronics
      when: {Industry: [Machinery, Electronics], Purchasing power: 2..5}   # all must hold; both ends of 2..5 belong
      size: 5
      growth: 3
      profit: 2
      fit: 3
      access: 4
    - id: S4
      name: Coastal foods and textiles
      when: {Industry: [Foods, Textiles], Region: [East, South]}
      size: 3
      growth: 2
      profit: 3
      fit: 3
      access: 4
    - id: S5
      name: Referred long ago
      when: {Source: Referral, Created: '<2025-01-01'}   # what begins with > or < stands in quotes
      size: 2
      growth: 3
      profit: 4
      fit: 4
      access: 5
  targets: 2                   # go for so many of the most attractive ones

  position:                    # where we stand; see: salesplan market position
    declared: mid              # high, mid or low; a price index that says otherwise is told
    price: 6800                # our centrifugal pump; the rivals' prices stand above

  value:                       # the value sentence: each of the seven slots
    segment: plant managers in water and environment
    need: a broken pump repaired the same day
    product: our centrifugal pump with service on the spot
    benefit: three days of standstill less a year
    unlike: web shops that sell parts only
    difference: our engineers are there within 24 hours with the parts
    proof: 312 calls in 2025, on site in 6 hours on average, signed by customers

  fab:                         # feature, what it does better, what the customer has of it
    - feature: on site in 24 h # what only we have must say what the customer gains
      advantage: engineers in all four regions, on site the same day
      benefit: a standstill of less than a day, which saves ten thousands
    - feature: sizing report
      advantage: worked out from flow and head, not one size larger to be safe
      benefit: a tenth less power for each pump
    - feature: 3-year warranty
      advantage: others give one year
      benefit: no repair budget for three years
""",
)
