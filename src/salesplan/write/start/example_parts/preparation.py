"""The checklists, duties and trainings of the example company."""

from __future__ import annotations

from salesplan.text import Text

PART = Text(
    """\
# 下半年开卖前要备的东西、各人的职责、培训。做完的写 status: done，用不上的写 na（不算在内）。
# 看结果：salesplan prepare、salesplan team raci、salesplan team training
preparation:
  主推产品:                    # 类别可写中文或英文名，也可以自己起
    - {item: 计量泵、变频器的特点、优点、好处各一页, owner: 陈志明, due: 2026-06-15, status: done, mandatory: yes}
    - {item: 三家标杆客户的使用效果, owner: 林晓燕, due: 2026-06-25, status: done}
    - {item: 主推产品备货两个月, owner: 郑国强, due: 2026-07-10, status: doing, mandatory: yes}
  新品:
    - {item: 新款调节阀的样机, owner: 黄丽华, due: 2026-07-31, status: doing}
    - {item: 新老型号对照表, owner: 吴海涛, due: 2026-07-15}
  价格政策:
    - {item: 下半年价格表和最低价, owner: 陈志明, due: 2026-06-20, status: done, mandatory: yes}
    - {item: 让价要谁批, owner: 陈志明, due: 2026-06-20, status: done}
  促销:
    - {item: 三季度保养套餐的规则和预算, owner: 黄丽华, due: 2026-07-05, status: doing, mandatory: yes}
  引流物品:
    - {item: 选型手册（带二维码）, owner: 林晓燕, due: 2026-06-10, status: done}
    - {item: 密封件试用装, owner: 罗文杰, due: 2026-07-20}
  破冰物品:
    - {item: 名片、行业能耗简报, owner: 孙雅婷, due: 2026-06-12, status: done}
  展示性物品:
    - {item: 样机和剖面模型, owner: 周建国, due: 2026-06-18, status: done}
    - {item: 项目案例册, owner: 林晓燕, due: 2026-07-08, status: doing}
    - {item: 展厅改造, owner: 陈志明, status: na}          # 今年不做，不算在内
  辅助物品:
    - {item: 报价单、合同、订单模板, owner: 孙雅婷, due: 2026-06-05, status: done, mandatory: yes}
    - {item: 节能回本计算表, owner: 吴海涛, due: 2026-06-22, status: done}
  客户信息:
    - {item: A、B 类客户的背景、需求、决策人补齐, owner: 郑国强, due: 2026-07-03, status: doing, mandatory: yes}
    - {item: 上半年客户反馈汇总, owner: 孙雅婷, due: 2026-06-28, status: done}
  竞争对手信息:
    - {item: 主要对手的价格、卖点、弱项, owner: 罗文杰, due: 2026-06-26, status: done}
  手册和演示资料:
    - {item: 十五分钟演示稿, owner: 黄丽华, due: 2026-06-24, status: done}
  信任证明:
    - {item: 检测报告、资质、客户证明, owner: 周建国, due: 2026-06-16, status: done}
  联合活动:
    - {item: 和经销商一起做两场现场试用, owner: 罗文杰, due: 2026-08-15}
  请客户下单:
    - {item: 试用结束、报价后三天：各写一句开口要订单的话, owner: 吴海涛, due: 2026-06-29, status: done}

duties:
  raci:                        # A 负责到底（只能一个）、R 执行、C 事先商量、I 事后告知
    - {task: 制定销售计划, A: 陈总, R: 大区经理, C: 业务员}
    - {task: 任务分配, A: 陈总, R: 大区经理, I: 业务员}
    - {task: 过程监督, A: 大区经理, R: 大区经理, I: 陈总}
    - {task: 月度复盘, A: 陈总, R: 大区经理, C: 业务员}
    - {task: 客户开发, A: 大区经理, R: 业务员}
    - {task: 商务谈判, A: 大区经理, R: [大区经理, 业务员], I: 陈总}
    - {task: 合同签订, A: 陈总, R: 业务员, C: 大区经理}
    - {task: 回款, A: 大区经理, R: 业务员, I: 陈总}
    - {task: 数据维护, A: 孙雅婷, R: [孙雅婷, 业务员]}
    - {task: 投诉处理, A: 大区经理, R: 孙雅婷, C: 业务员, I: 陈总}
  training:
    topics: [产品, 销售技巧, CRM 使用]            # 人人要学
    roles:                                        # 各职位另外要学
      大区经理: [市场, 谈判]
      业务员: [谈判, 回款]
    done:
      - {person: 陈志明, topic: 产品, date: 2026-03-12, score: 92}
      - {person: 陈志明, topic: 销售技巧, date: 2026-04-16}
      - {person: 陈志明, topic: CRM 使用, date: 2026-05-20}
      - {person: 陈志明, topic: 谈判, date: 2026-06-04, score: 88}
      - {person: 林晓燕, topic: 产品, date: 2026-03-12, score: 95}
      - {person: 林晓燕, topic: 销售技巧, date: 2026-04-16}
      - {person: 林晓燕, topic: CRM 使用, date: 2026-05-20}
      - {person: 林晓燕, topic: 回款, date: 2026-05-28, score: 90}
      - {person: 周建国, topic: 产品, date: 2026-03-12, score: 81}
      - {person: 周建国, topic: CRM 使用, date: 2026-05-20}
      - {person: 黄丽华, topic: 产品, date: 2026-03-13, score: 90}
      - {person: 黄丽华, topic: 销售技巧, date: 2026-04-17}
      - {person: 黄丽华, topic: CRM 使用, date: 2026-05-21}
      - {person: 黄丽华, topic: 市场, date: 2026-06-11}
      - {person: 吴海涛, topic: 产品, date: 2026-03-13, score: 78}
      - {person: 吴海涛, topic: 销售技巧, date: 2026-04-17}
      - {person: 吴海涛, topic: 谈判, date: 2026-06-05, score: 84}
      - {person: 郑国强, topic: 产品, date: 2026-03-16, score: 85}
      - {person: 郑国强, topic: 销售技巧, date: 2026-04-20}
      - {person: 郑国强, topic: 谈判, date: 2026-06-08, score: 91}
      - {person: 孙雅婷, topic: 产品, date: 2026-03-16, score: 89}
      - {person: 孙雅婷, topic: CRM 使用, date: 2026-05-22}
      - {person: 孙雅婷, topic: 回款, date: 2026-05-28, score: 86}
      - {person: 罗文杰, topic: 产品, date: 2026-03-18, score: 83}
      - {person: 罗文杰, topic: CRM 使用, date: 2026-05-25}
      - {person: 罗文杰, topic: 谈判, date: 2026-06-09, score: 80}
    effects:                                      # 培训前后各量一次；有变化不等于是培训带来的
      - {topic: 回款, indicator: 回款率, before: 88%, after: 91%}
      - {topic: CRM 使用, indicator: 拜访数, before: 310, after: 352}
      - {topic: 谈判, indicator: 转化率, before: 21%}    # 九月底再量
    attained: {转化率: 86%, 满意度: 96%, 回款率: 91%}     # 各指标完成了目标的多少：最弱的决定建议学什么
  playbooks:
    - role: 大区经理
      duties: [把大区目标分到人, 每周看进度, 带队谈大单, 管回款和投诉]
      steps: [周一定本周重点客户, 周三陪访两家, 周五复盘漏斗和逾期款, 月底和业务员一对一]
      indicators: [大区销售额, 回款率, 转化率]
      levers: [三个点以内的让价, 调配样机和技术支持]
      target: 大区全年目标的 100%，回款率 95%   # 一年要达到什么
      cross_sell: 4                             # 平均每家客户买几类产品
    - role: 业务员
      duties: [开发和拜访客户, 报价签约, 催收货款, 更新客户档案]
      steps: [前一天约好次日四家, 拜访先问需求再讲方案, 当天记录、三天内跟进, 试用后开口要订单]
      indicators: [销售额, 新客户数, 拜访数, 回款率]
      levers: [标准价以内的付款方式]
      target: 个人全年目标的 100%，新客户 12 家
      cross_sell: 4
  practices:                                    # 好做法登记：谁已经在用；看结果：salesplan team practice
    - practice: 试用结束当天开口要订单
      owner: 陈志明                             # 谁负责推广
      evidence: 上半年试用 18 家，当场签 9 家   # 凭什么说有效
      adopted_by: [陈志明, 郑国强, 林晓燕]      # 谁已经在用
    - practice: 每次拜访当天记下结果和下一步
      owner: 黄丽华
      evidence: 记全的客户下次成交快 9 天
      adopted_by: [黄丽华, 林晓燕]
    - practice: 泵的老客户回访时带一份阀门选型
      owner: 郑国强
      evidence: 只买泵的 14 家里 6 家加买了阀门
      adopted_by: [郑国强]
""",
    """\
# What must be ready for the second half of the year, who does what, and training.
# Write status: done for what is done, na for what you do not need (it is not counted).
# To see where you stand: salesplan prepare, salesplan team raci, salesplan team training
preparation:
  main_product:                # categories by their English or Chinese names, or your own
    - {item: "features, advantages and benefits of metering pump and inverter, a page each", owner: Chen Zhiming,
       due: 2026-06-15, status: done, mandatory: yes}
    - {item: results of three reference customers, owner: Lin Xiaoyan, due: 2026-06-25, status: done}
    - {item: two months of main products in stock, owner: Zheng Guoqiang, due: 2026-07-10, status: doing,
       mandatory: yes}
  new_product:
    - {item: samples of the new control valve, owner: Huang Lihua, due: 2026-07-31, status: doing}
    - {item: table of old and new models, owner: Wu Haitao, due: 2026-07-15}
  price_policy:
    - {item: price list and lowest prices of the half-year, owner: Chen Zhiming, due: 2026-06-20, status: done,
       mandatory: yes}
    - {item: who approves a lower price, owner: Chen Zhiming, due: 2026-06-20, status: done}
  promotion:
    - {item: rules and budget of the maintenance bundle, owner: Huang Lihua, due: 2026-07-05, status: doing,
       mandatory: yes}
  lead_in:
    - {item: selection guide with QR code, owner: Lin Xiaoyan, due: 2026-06-10, status: done}
    - {item: trial packs of seals, owner: Luo Wenjie, due: 2026-07-20}
  ice_breaking:
    - {item: cards and a brief on energy use by industry, owner: Sun Yating, due: 2026-06-12, status: done}
  display:
    - {item: machines to show and a cut model, owner: Zhou Jianguo, due: 2026-06-18, status: done}
    - {item: album of projects, owner: Lin Xiaoyan, due: 2026-07-08, status: doing}
    - {item: new showroom, owner: Chen Zhiming, status: na}          # not this year, so it is not counted
  aids:
    - {item: "templates of quotation, contract and order", owner: Sun Yating, due: 2026-06-05, status: done,
       mandatory: yes}
    - {item: sheet that works out the payback, owner: Wu Haitao, due: 2026-06-22, status: done}
  customer_information:
    - {item: "background, need and decision makers of A and B customers", owner: Zheng Guoqiang, due: 2026-07-03,
       status: doing, mandatory: yes}
    - {item: what customers said in the first half, owner: Sun Yating, due: 2026-06-28, status: done}
  competitor_information:
    - {item: "prices, selling points and weak points of the main rivals", owner: Luo Wenjie, due: 2026-06-26,
       status: done}
  manuals:
    - {item: presentation of fifteen minutes, owner: Huang Lihua, due: 2026-06-24, status: done}
  proof:
    - {item: "test reports, certificates and letters of customers", owner: Zhou Jianguo, due: 2026-06-16, status: done}
  joint_activity:
    - {item: two trials on site together with dealers, owner: Luo Wenjie, due: 2026-08-15}
  ask_for_order:
    - {item: a sentence that asks for the order after a trial and one after a quotation, owner: Wu Haitao,
       due: 2026-06-29, status: done}

duties:
  raci:                        # A answers for it (one only), R does it, C is asked before, I is told after
    - {task: sales plan, A: Director Chen, R: region manager, C: rep}
    - {task: allocation of targets, A: Director Chen, R: region manager, I: rep}
    - {task: supervision, A: region manager, R: region manager, I: Director Chen}
    - {task: monthly review, A: Director Chen, R: region manager, C: rep}
    - {task: prospecting, A: region manager, R: rep}
    - {task: negotiation, A: region manager, R: [region manager, rep], I: Director Chen}
    - {task: contracts, A: Director Chen, R: rep, C: region manager}
    - {task: collection, A: region manager, R: rep, I: Director Chen}
    - {task: customer data, A: Sun Yating, R: [Sun Yating, rep]}
    - {task: complaints, A: region manager, R: Sun Yating, C: rep, I: Director Chen}
  training:
    topics: [product, selling skills, using the CRM]      # required of everybody
    roles:                                                # required of a role besides
      region manager: [market, negotiation]
      rep: [negotiation, collection]
    done:
      - {person: Chen Zhiming, topic: product, date: 2026-03-12, score: 92}
      - {person: Chen Zhiming, topic: selling skills, date: 2026-04-16}
      - {person: Chen Zhiming, topic: using the CRM, date: 2026-05-20}
      - {person: Chen Zhiming, topic: negotiation, date: 2026-06-04, score: 88}
      - {person: Lin Xiaoyan, topic: product, date: 2026-03-12, score: 95}
      - {person: Lin Xiaoyan, topic: selling skills, date: 2026-04-16}
      - {person: Lin Xiaoyan, topic: using the CRM, date: 2026-05-20}
      - {person: Lin Xiaoyan, topic: collection, date: 2026-05-28, score: 90}
      - {person: Zhou Jianguo, topic: product, date: 2026-03-12, score: 81}
      - {person: Zhou Jianguo, topic: using the CRM, date: 2026-05-20}
      - {person: Huang Lihua, topic: product, date: 2026-03-13, score: 90}
      - {person: Huang Lihua, topic: selling skills, date: 2026-04-17}
      - {person: Huang Lihua, topic: using the CRM, date: 2026-05-21}
      - {person: Huang Lihua, topic: market, date: 2026-06-11}
      - {person: Wu Haitao, topic: product, date: 2026-03-13, score: 78}
      - {person: Wu Haitao, topic: selling skills, date: 2026-04-17}
      - {person: Wu Haitao, topic: negotiation, date: 2026-06-05, score: 84}
      - {person: Zheng Guoqiang, topic: product, date: 2026-03-16, score: 85}
      - {person: Zheng Guoqiang, topic: selling skills, date: 2026-04-20}
      - {person: Zheng Guoqiang, topic: negotiation, date: 2026-06-08, score: 91}
      - {person: Sun Yating, topic: product, date: 2026-03-16, score: 89}
      - {person: Sun Yating, topic: using the CRM, date: 2026-05-22}
      - {person: Sun Yating, topic: collection, date: 2026-05-28, score: 86}
      - {person: Luo Wenjie, topic: product, date: 2026-03-18, score: 83}
      - {person: Luo Wenjie, topic: using the CRM, date: 2026-05-25}
      - {person: Luo Wenjie, topic: negotiation, date: 2026-06-09, score: 80}
    effects:                                      # measured before and after; a change need not come from training
      - {topic: collection, indicator: collection_rate, before: 88%, after: 91%}
      - {topic: using the CRM, indicator: visits, before: 310, after: 352}
      - {topic: negotiation, indicator: conversion, before: 21%}    # measured again at the end of September
    attained: {conversion: 86%, csat: 96%, collection_rate: 91%}    # of their targets: the weakest tells what to train
  playbooks:
    - role: region manager
      duties: [share the region's target among the reps, look at progress every week, lead large deals,
               see to collection and complaints]
      steps: [choose the week's customers on Monday, join two visits on Wednesday,
              go through the funnel and overdue money on Friday, talk to each rep at the end of the month]
      indicators: [revenue of the region, collection rate, conversion]
      levers: [up to three points off the price, machines to show and technical support]
      target: 100 % of the region's target, collection rate 95 %   # what is to be reached in a year
      cross_sell: 4                                                # product lines a customer buys on average
    - role: rep
      duties: [win and visit customers, quote and close, collect money, keep customer files up to date]
      steps: [arrange tomorrow's four visits today, ask for needs before offering,
              write it down and follow up in three days, ask for the order after a trial]
      indicators: [revenue, new customers, visits, collection rate]
      levers: [terms of payment within the list price]
      target: 100 % of the own target, 12 new customers
      cross_sell: 4
  practices:                                   # what the top 25 % do, and who does it by now: salesplan team practice
    - practice: ask for the order on the last day of the trial
      owner: Chen Zhiming                            # who spreads it
      evidence: 18 trials this year, 9 signed on the spot
      adopted_by: [Chen Zhiming, Zheng Guoqiang, Lin Xiaoyan]     # who does it
    - practice: write down outcome and next step on the day of the visit
      owner: Huang Lihua
      evidence: customers with a full record sign 9 days earlier
      adopted_by: [Huang Lihua, Lin Xiaoyan]
    - practice: take a valve selection along when visiting buyers of pumps
      owner: Zheng Guoqiang
      evidence: 6 of 14 who bought pumps only now buy valves
      adopted_by: [Zheng Guoqiang]
""",
)
