"""The minutes of a meeting of the example company."""

from __future__ import annotations

from salesplan.text import Text

PART = Text(
    """\
# 会议纪要。谁到了写在 attended；行动写清做什么、谁做、什么时候前。
meeting: weekly
day: 2026-06-22
attended: [陈志明, 林晓燕, 周建国, 黄丽华, 吴海涛, 郑国强, 孙雅婷, 罗文杰]
ready: 2026-06-23
decisions: [计量泵六月底前不再让价, 逾期 60 天的客户先款后货]
actions:   # status: open 未完成、done 完成、dropped 取消
  - {what: 向苏州安泰化工发计量泵报价, owner: 陈志明, due: 2026-06-24, status: done}
  - {what: 催北京华信电子的货款, owner: 郑国强, due: 2026-06-26, status: open}
  - {what: 把变频器的对手价格整理成一页, owner: 黄丽华, due: 2026-07-03, status: open}
  - {what: 走访三家快睡着的客户, owner: 周建国, due: 2026-07-10, status: open}
""",
    """\
# Minutes. Who came goes under attended; an action says what, who and by when.
meeting: weekly
day: 2026-06-22
attended: [Chen Zhiming, Lin Xiaoyan, Zhou Jianguo, Huang Lihua, Wu Haitao, Zheng Guoqiang, Sun Yating, Luo Wenjie]
ready: 2026-06-23
decisions: [no more discounts on metering pumps in June, customers 60 days overdue pay in advance]
actions:   # status: open, done or dropped
  - {what: quote metering pumps to Suzhou Antai Chemicals, owner: Chen Zhiming, due: 2026-06-24, status: done}
  - {what: collect what Beijing Huaxin Electronics owes, owner: Zheng Guoqiang, due: 2026-06-26, status: open}
  - {what: write a page on rivals' prices of inverters, owner: Huang Lihua, due: 2026-07-03, status: open}
  - {what: visit three customers who are falling asleep, owner: Zhou Jianguo, due: 2026-07-10, status: open}
""",
)
