"""Columns that several lists have under the same names: whose row it is, where, by which channel, in which money."""

from __future__ import annotations

from salesplan.model.field import Header
from salesplan.text import Text

CUSTOMER_ID = Header(
    "code",
    Text("客户编号", "Customer ID"),
    "客户 ID|客户编码|客户代码|客户代号|客户号|客代|Customer No.|Customer Number|Customer Code|Account ID|"
    "Account Number|Account No.|"
    "account_no|CustomerCode|cCusCode|FCustID|partner_id|Buyer ID",
    "Associated Company IDs|公司编号|公司ID|会员号|会员编号|Company ID",
)
CUSTOMER_NAME = Header(
    "text",
    Text("客户名称", "Customer name"),
    "客户|客户名|客户名字|客户全称|客户全名|客户姓名|公司名称|公司全称|单位名称|企业名称|购货单位|Customer|"
    "Account Name|Account|"
    "Company Name|cCusName|Kunde",
    "公司|单位|企业|客户简称|购买单位|订货单位|买方|采购方|往来单位|商业公司|送货客户全名|Company|"
    "Associated Company|Client|"
    "Client Name|Client Organization|buyer name|Buyer|partner|cCusAbbName|会员名称",
)
REGION = Header(
    "text",
    Text("区域", "Region"),
    "大区|地区|片区|所属区域|所属大区|所在大区|所在区域|所属片区|所属地区|销售区域|"
    "客户区域|区域名称|Territory|Sales Region|Area",
    "地区名称|regional_office|Regional Office|销售片区",
)
PROVINCE = Header(
    "text",
    Text("省份", "Province"),
    "省|省/自治区|省/直辖市|所在省|所在省份|State|State/Province|state_id",
    "Billing State|BillingState|Shipping State",
)
CITY = Header("text", Text("城市", "City"), "市|所在城市|所在市|Town|Ort", "Billing City|BillingCity|Shipping City")
COUNTRY = Header(
    "text",
    Text("国家", "Country"),
    "国家/地区|国别|所在国家|Country/Region|country_id",
    "Billing Country|BillingCountry|Shipping Country",
)
SALES_CHANNEL = Header(
    "text",
    Text("渠道", "Channel"),
    "渠道类型|销售渠道|客户渠道|订单渠道|通路|通路商|通路别|Sales Channel",
    "成交渠道|订单来源",
)
CURRENCY = Header(
    "text",
    Text("币种", "Currency"),
    "币别|货币|货币代码|CurrencyIsoCode|Currency Code|currency_id",
    "Total Amount Currency|Billing Currency",
)
REP = Header(
    "text",
    Text("业务员", "Sales rep"),
    "业务人员|业务负责人|销售负责人|负责销售|所属销售|所属业务员|业务员姓名|业务代表|销售员|销售人员|销售代表|销售|负责人|负责人名字|负责人姓名|Salesperson|Rep|"
    "Sales Representative|"
    "sales_agent|Owner",
    "归属人|客户经理|经手人|跟进人|填写人|员工名称|员工姓名|姓名|Assigned To|OwnerId",
)
PURCHASING_POWER = Header(
    "score",
    Text("购买能力", "Purchasing power"),
    "购买力|支付能力|资金实力|经济实力|M|M 购买能力|Money",
)
AUTHORITY = Header(
    "score", Text("决策能力", "Authority"), "决策权|决策人|决策力|A|A 决策能力|Decision Power", "是否关键决策人"
)
NEED = Header(
    "score", Text("需求度", "Need"), "需求强度|需求程度|意向强度|意向度|N|N 需求度|Need Score", "意向|需求|意向等级"
)
