"""Titles that lists often have and that are no field: row numbers, what is computed from other columns, mere extras.

They are known, so that a header row is recognised by them, and never asked about.
"""

from __future__ import annotations

ROW_NUMBER = "序号|序|行次|No.|No|#|S/N|SN|Seq|Index|Row|Row No."
"""A running number of the row: no field, and a row that holds only this is still a row."""

DERIVED = (
    "达成率|完成率|完成比例|达成比例|目标达成率|目标完成率|累计|合计|小计|总计|累计完成率|累计达成率|累计目标|"
    "累计实际|同比|环比|"
    "同比增长|同比增长率|环比增长|占比|销售占比|累计占比|差额|差异|缺口|差距|排名|名次|加权金额|预测金额|账龄|"
    "逾期天数|"
    "Days open|Attainment|Attainment %|Achievement|Achievement %|Achievement Rate|YTD|Cumulative|Variance|Gap|Rank|"
    "YoY|MoM|Expected Revenue|ExpectedRevenue|Weighted Amount|probability_amount|Age (days)"
)
"""Computed from other columns: never added in."""

EXTRA = (
    "地址|详细地址|公司地址|单位地址|办公地址|收货地址|注册地址|客户地址|Address|Street|Billing Street|"
    "BillingStreet|Street2|"
    "Shipping Street|ShippingStreet|邮编|邮政编码|邮递区号|Zip|Zip Code|Postal Code|BillingPostalCode|"
    "Shipping Postal Code|"
    "网址|官网|网站|公司网址|Website|URL|传真|传真号码|Fax|区/县|区县|县|性别|Gender|生日|年龄|部门编号|"
    "创建人|创建人名字|修改人|更新人|审核人|制单人|审批状态|锁定状态|工作流编号|合同名称|合同类型|订单名称|"
    "订单类型|订单来源|"
    "邮寄方式|配送方式|物流单号|快递单号|支付方式|付款方式|付款条件|结算方式|账期|税额|税率|汇率|运费|规格|"
    "规格型号|单位|计量单位|"
    "仓库|批号|公司规模|员工人数|年营业额|注册资本|成立日期|法人代表|法定代表人|客户层级|所属公海|转手次数|"
    "退货金额|退款金额|"
    "销货退回|折扣金额|优惠金额|回款方式|计划回款金额|计划回款日期|期数|客户签约人|公司签约人|开始时间|结束时间|"
    "合同开始时间|合同结束时间|Ship Mode|Tax|Tax Amount|Tax Rate|Exchange Rate|Freight|Annual Revenue|"
    "AnnualRevenue|"
    "Employees|NumberOfEmployees|Ownership|Parent Account|is_company|Is Deleted|CreatedById|LastModifiedById|"
    "subsidiary_of|year_established|Payment Method|Payment Terms|Credit Note|Unit|Warehouse"
)
"""Facts no computation here uses."""
