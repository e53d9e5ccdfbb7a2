"""What the example company promised its customers, and what it decided on what they say."""

from __future__ import annotations

from salesplan.text import Text

PART = Text(
    """\
# 服务：投诉渠道、哪些只是咨询、客户反映的主题定了什么
service:
  channels: [电话, 邮箱, 微信, 现场]
  questions: [咨询]
  survey:
    targets: {售后: 85%}            # 售后的满意度目标比总的高
  themes:
    - theme: 交期
      decision: 常用规格备两周库存，晚一天提前打电话
      owner: 陈志明
      due: 2026-08-31
    - theme: 响应
      decision: 售后电话设两个人轮班
      owner: 黄丽华
      due: 2026-05-31
      result: 6 月起没有再漏接
    - theme: 质量
      decision: 密封件换供应商，先试三家客户
      owner: 郑国强
      due: 2026-06-15
""",
    """\
# Service: channels for complaints, which types are only questions, what was decided on themes
service:
  channels: [Phone, Mail, WeChat, On site]
  questions: [Question]
  survey:
    targets: {After-sale: 85%}      # after-sales aims higher than the rest
  themes:
    - theme: Delivery time
      decision: two weeks of stock for common sizes; call a day ahead when late
      owner: Chen Zhiming
      due: 2026-08-31
    - theme: Response
      decision: two people take turns on the after-sales phone
      owner: Huang Lihua
      due: 2026-05-31
      result: no missed calls since June
    - theme: Quality
      decision: another supplier of seals, tried with three customers first
      owner: Zheng Guoqiang
      due: 2026-06-15
""",
)
