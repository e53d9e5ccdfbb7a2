"""The SWOT register of the example company."""

from __future__ import annotations

from salesplan.text import Text

PART = Text(
    """\
# SWOT：先写事实，再打分，再配出策略。看图：salesplan swot show　加一条：salesplan swot add
# weight 权重：优势加劣势合计 1，机会加威胁合计 1。rating 评分：优势 3-4，劣势 1-2；机会和威胁看我们应对得好不好，1-4
swot:
  items:
    - id: S1
      kind: S                   # 优势：自己说了算的长处
      text: 常用型号现货，华东两天到货
      weight: 0.25
      rating: 4
      evidence: 2025 年发货记录，九成订单两天内到
      owner: 陈志明
    - id: S2
      kind: S
      text: 泵、阀、电控一站配齐，少跑几家供应商
      weight: 0.15
      rating: 3
      evidence: 前 60 家大客户平均买三类产品
    - id: S3
      kind: S
      text: 保养服务自己做，故障当天响应
      weight: 0.15
      rating: 3
      evidence: 2025 年服务单 412 张，当天响应 93%
      owner: 黄丽华
    - id: W1
      kind: W                   # 劣势：自己的短板
      text: 西南只有一名业务员，客户跑不过来
      weight: 0.20
      rating: 1
      evidence: 西南每季度拜访覆盖不到四成
      owner: 罗文杰
    - id: W2
      kind: W
      text: 制药、食品行业没有样板客户
      weight: 0.15
      rating: 2
      evidence: 2025 年这两个行业丢单 11 笔，7 笔因为没有案例
    - id: W3
      kind: W
      text: 线上只有产品目录，询价回复慢
      weight: 0.10
      rating: 2
      evidence: 官网询价平均 9 小时才回
    - id: O1
      kind: O                   # 机会：外面的变化，对我们有利
      text: 设备更新补贴到 2027 年，老泵换新增多
      weight: 0.25
      rating: 3
      evidence: 三省工信部门的更新目录和申报名单
    - id: O2
      kind: O
      text: 水务、环保项目在华北集中开工
      weight: 0.15
      rating: 3
      evidence: 招标网 2026 年上半年项目数比去年多 22%
      owner: 郑国强
    - id: O3
      kind: O
      text: 客户要求降能耗，变频改造需求上升
      weight: 0.10
      rating: 2
      evidence: 变频器询价一年增加三成
    - id: T1
      kind: T                   # 威胁：外面的变化，对我们不利
      text: 两家对手在球阀上降价抢单
      weight: 0.20
      rating: 2
      evidence: 2026 年一季度丢单记录，降 8% 到 12%
      owner: 林晓燕
    - id: T2
      kind: T
      text: 大客户把付款期拖到 90 天以上
      weight: 0.15
      rating: 2
      evidence: 应收账款账龄表
    - id: T3
      kind: T
      text: 变频器芯片交货期不稳
      weight: 0.15
      rating: 3
      evidence: 供应商交期通知，16 到 24 周

  strategies:                   # 每条策略用内部条件应对外部变化，并落到目标或行动
    - id: SO1
      kind: SO                  # 用优势抓机会
      text: 用现货和一站配齐抢设备更新订单
      uses: [S1, S2, O1]
      goals: [G1]
      actions: [列出装机八年以上的客户名单, 推出“换新三天到”套餐]
      owner: 陈志明
    - id: SO2
      kind: SO
      text: 用当天响应的保养服务进华北水务项目
      uses: [S3, O2]
      goals: [G13]
      actions: [和两家总包签年度维保框架]
      owner: 郑国强
    - id: WO1
      kind: WO                  # 补劣势抓机会
      text: 西南补一名业务员，先跑更新名单上的客户
      uses: [W1, O1]
      goals: [G14]
      actions: [三季度招到人，九月底前跑完 60 家]
      owner: 罗文杰
    - id: ST1
      kind: ST                  # 用优势挡威胁
      text: 球阀不跟价，捆绑现货和保养卖整体成本
      uses: [S1, S3, T1]
      goals: [G2]
      actions: [给每个业务员一页整体成本算表]
      owner: 林晓燕
    - id: ST2
      kind: ST
      text: 给泵配两家变频器，备三个月安全库存
      uses: [S2, T3]
      goals: [G2, G5]
      actions: [完成第二家变频器的配套测试]
    - id: WT1
      kind: WT                  # 补劣势避威胁
      text: 新行业先做付款快的中型客户，攒样板
      uses: [W2, T2]
      goals: [G3, G4]
      actions: [制药、食品各做成两家样板客户]
      owner: 吴海涛
""",
    """\
# SWOT: facts first, then figures, then strategies. See it: salesplan swot show   Add to it: salesplan swot add
# weight: S and W make 1, O and T make 1. rating: strengths 3-4, weaknesses 1-2; for O and T how well we respond, 1-4
swot:
  items:
    - id: S1
      kind: S                   # a strength: something good that is in our own hands
      text: common models from stock, two days to East
      weight: 0.25
      rating: 4
      evidence: shipments of 2025, nine orders of ten arrived within two days
      owner: Chen Zhiming
    - id: S2
      kind: S
      text: pumps, valves and drives from one hand
      weight: 0.15
      rating: 3
      evidence: the 60 largest customers buy three product lines on average
    - id: S3
      kind: S
      text: maintenance by our own people, same-day response
      weight: 0.15
      rating: 3
      evidence: 412 service jobs in 2025, 93% answered the same day
      owner: Huang Lihua
    - id: W1
      kind: W                   # a weakness: where we fall short
      text: one rep alone in the Southwest, too many customers for him
      weight: 0.20
      rating: 1
      evidence: fewer than four customers of ten are visited in a quarter
      owner: Luo Wenjie
    - id: W2
      kind: W
      text: no reference customers in pharma and foods
      weight: 0.15
      rating: 2
      evidence: 11 deals lost in these trades in 2025, 7 for want of a reference
    - id: W3
      kind: W
      text: online there is only a catalogue, enquiries are answered late
      weight: 0.10
      rating: 2
      evidence: an enquiry from the website waits 9 hours on average
    - id: O1
      kind: O                   # an opportunity: a change outside in our favour
      text: subsidies for new equipment until 2027, old pumps are replaced
      weight: 0.25
      rating: 3
      evidence: lists of eligible equipment and applicants in three provinces
    - id: O2
      kind: O
      text: water and environment projects start in the North
      weight: 0.15
      rating: 3
      evidence: 22% more tenders in the first half of 2026 than a year before
      owner: Zheng Guoqiang
    - id: O3
      kind: O
      text: customers must save energy, inverters are asked for
      weight: 0.10
      rating: 2
      evidence: a third more enquiries for inverters in a year
    - id: T1
      kind: T                   # a threat: a change outside against us
      text: two rivals undercut us on ball valves
      weight: 0.20
      rating: 2
      evidence: deals lost in the first quarter of 2026, prices 8% to 12% lower
      owner: Lin Xiaoyan
    - id: T2
      kind: T
      text: large customers pay after 90 days and more
      weight: 0.15
      rating: 2
      evidence: ageing of receivables
    - id: T3
      kind: T
      text: uncertain delivery of chips for inverters
      weight: 0.15
      rating: 3
      evidence: suppliers' notices, 16 to 24 weeks

  strategies:                   # each meets the outside with our own means, and leads to a goal or to actions
    - id: SO1
      kind: SO                  # strengths take opportunities
      text: win replacement orders with stock and full sets
      uses: [S1, S2, O1]
      goals: [G1]
      actions: [list customers with pumps older than eight years, offer a three-day replacement set]
      owner: Chen Zhiming
    - id: SO2
      kind: SO
      text: enter water projects in the North with same-day maintenance
      uses: [S3, O2]
      goals: [G13]
      actions: [sign yearly maintenance with two general contractors]
      owner: Zheng Guoqiang
    - id: WO1
      kind: WO                  # mend weaknesses to take opportunities
      text: a second rep for the Southwest, subsidised customers first
      uses: [W1, O1]
      goals: [G14]
      actions: [hire in the third quarter and visit 60 customers by the end of September]
      owner: Luo Wenjie
    - id: ST1
      kind: ST                  # strengths against threats
      text: do not follow prices of valves, sell total cost with stock and service
      uses: [S1, S3, T1]
      goals: [G2]
      actions: [give each rep a one-page calculation of total cost]
      owner: Lin Xiaoyan
    - id: ST2
      kind: ST
      text: a second source for inverters and three months of stock
      uses: [S2, T3]
      goals: [G2, G5]
      actions: [finish the tests of the second inverter]
    - id: WT1
      kind: WT                  # mend weaknesses, avoid threats
      text: in new trades first medium customers who pay fast, as references
      uses: [W2, T2]
      goals: [G3, G4]
      actions: [win two reference customers each in pharma and foods]
      owner: Wu Haitao
""",
)
