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

sources:                  # 名单在哪里；表头按内容识别，不用改名单
  customers: customers.xlsx
  orders: orders/*.xlsx   # 多个文件合并成一份

parameters:
  man:
    weights: [0.3, 0.3, 0.4]   # 购买能力、决策能力、需求度
    # words: {很强: 5}         # 名单里的用词算几分（试着打开这一行）
  pareto:
    cuts: [80, 95]
  follow_up: {A: {after: [1, 7, 30], every: 30}, B: 14, C: 30, D: 90}

targets:
  - id: revenue                # 全年目标，按季节分到季度、月份
    metric: revenue
    total: 3000万
    by: [quarter, month]
    basis: seasonal
  - id: regions                # 同一总额，大区与季度交叉，行、列都精确
    of: revenue
    by: [region, quarter]
    basis: {region: history, quarter: seasonal}
    pins: {region=西南/quarter=2026-Q1: 60万}
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

sources:                  # where the lists are; headers are recognised as they are
  customers: customers.xlsx
  orders: orders/*.xlsx   # several files are read as one list

parameters:
  man:
    weights: [0.3, 0.3, 0.4]   # purchasing power, authority, need
    # words: {very strong: 5}  # what a word in your list counts (try it)
  pareto:
    cuts: [80, 95]
  follow_up: {A: {after: [1, 7, 30], every: 30}, B: 14, C: 30, D: 90}

targets:
  - id: revenue                # the year by season over quarters and months
    metric: revenue
    total: 30000000
    by: [quarter, month]
    basis: seasonal
  - id: regions                # the same total, regions crossed with quarters, rows and columns exact
    of: revenue
    by: [region, quarter]
    basis: {region: history, quarter: seasonal}
    pins: {region=Southwest/quarter=2026-Q1: 600000}
""",
)
CALENDAR = "date,is_workday,name\n2026-02-13,0,年会 company day\n2026-12-31,0,盘点 stocktaking\n"
