"""The stock of header names: real titles of CRMs, ERPs and local templates, and the field each must mean."""

from __future__ import annotations

import pytest

from salesplan.load.headers import meanings
from salesplan.load.names import normalise

STOCK = {
    "customers.name": "客户名称 客户 客户名 客户名字 客户全称 公司名称 单位名称 客戶名稱 客戶全名 Account_Name "
    "Customer_Name",
    "customers.name/2": "名称 公司 客户简称 购货单位 购买单位 订货单位 买方 采购方 往来单位 商业公司 客戶簡稱 "
    "送貨客戶全名  "
    "Associated_Company Company Company_name Client_Organization buyer_name",
    "customers.id": "客户编号 客户编码 客户代码 客户_ID 客戶代號 客代 客戶編號 Account_ID Account_Number Customer_ID",
    "customers.id/2": "编号 Record_ID Associated_Company_IDs",
    "customers.credit_code": "统一社会信用代码 税号 纳税人识别号 統一編號 統編 Tax_ID vat",
    "customers.contact": "联系人 联系人姓名",
    "customers.phone": "联系电话 电话 电话号码 電話 Phone PHONE",
    "customers.phone/2": "联系人电话",
    "customers.mobile": "手机 手机号 手机号码 手機 Mobile Mobile_No",
    "customers.email": "邮箱 邮箱地址 电子邮件 Email",
    "customers.grade": "客户级别 客户等级 级别 等级 客戶等級 Rating Tier Customer_tier",
    "customers.industry": "行业 客户行业 所属行业 產業別 Industry INDUSTRY sector",
    "customers.segment": "细分 客户群 客群 Segment Market_Segment",
    "customers.segment/2": "客户类型 Customer_Group TYPE",
    "customers.source": "客户来源 来源 线索来源 客戶來源 Lead_Source LEADSOURCE Original_Source",
    "customers.channel": "渠道 渠道类型 客户渠道 通路 通路商 Channel",
    "customers.owner": "负责人 负责人名字 业务员 销售员 销售人员 業務員 業務人員 Account_Owner Company_owner "
    "Contact_owner  "
    "Salesperson Rep sales_agent",
    "customers.owner/2": "归属人 所属人 客户经理 经手人 维护人员 跟进人 填写人 員工名稱 Assigned_To OWNERID",
    "customers.region": "大区 地区 区域 片区 所属区域 區域 地區 Territory Region",
    "customers.region/2": "地区名称 regional_office",
    "customers.province": "省 省份 省/自治区 State state_id",
    "customers.province/2": "BILLINGSTATE",
    "customers.city": "城市 市 City Ort",
    "customers.city/2": "BILLINGCITY",
    "customers.country": "国家 國家 Country country_id",
    "customers.country/2": "BILLINGCOUNTRY",
    "customers.created": "创建时间 创建日期 Created CREATEDDATE",
    "customers.last_contact": "最后跟进 最近联系 最后联系 最后跟进时间 最近跟进 最近拜访时间 Last_Activity_Date "
    "LASTACTIVITYDATE Last_Activity_Time",
    "customers.last_contact/2": "最近活动时间",
    "customers.next_contact": "下次跟进 下次跟进时间 下次联系时间",
    "customers.next_contact/2": "预计联系日",
    "customers.last_order": "最近下单日期 最近成交日期 最后下单时间 最后一次成交时间",
    "customers.orders": "订单数 下单次数",
    "customers.amount": "年销售额 销售额 成交额 业绩 营业额 Annual_Sales",
    "customers.amount/2": "金额 Amount Revenue",
    "customers.purchasing_power": "购买能力 购买力 購買能力",
    "customers.authority": "决策能力 决策权 决策人 決策能力",
    "customers.authority/2": "是否关键决策人",
    "customers.need": "需求度 需求强度 意向强度 意向度",
    "customers.need/2": "意向",
    "customers.note": "备注 備註 Note",
    "customers.note/2": "成交状态 跟进状态 客户阶段 状态",
    "orders.order_id": "订单编号 订单号 订单_ID 单据编号 单号 销售订单号 訂單單號 銷貨單號 Order_No. Order_ID "
    "SO_Number",
    "orders.order_id/2": "合同编号 Invoice_Number",
    "orders.line": "行号 行_ID",
    "orders.date": "订单日期 下单日期 下单时间 单据日期 訂單日期 單據日期 Order_Date",
    "orders.date/2": "签约日期 出库日期 开票日期 日期 發票日期 Close_Date Closing_Date",
    "orders.ship_date": "发货日期 交货日期 出貨日期 Ship_Date",
    "orders.ship_date/2": "实际交付时间",
    "orders.product": "产品 产品名称 商品名称 品名 物料名称 存货名称 Product",
    "orders.product_id": "产品_ID 产品编码 物料编码 存货编码 商品编码 货号 品號 SKU",
    "orders.product_id/2": "料品",
    "orders.category": "类别 分类 产品线 存货大类 大类 Item_Group",
    "orders.category/2": "子类别 品类 品牌 Product_Family Quota_component",
    "orders.qty": "数量 销售数量 出库数量 數量 Quantity",
    "orders.qty/2": "主数量",
    "orders.price": "单价 含税单价 无税单价 原币含税单价 單價 Unit_Price",
    "orders.amount": "金额 价税合计 本币价税合计 原币价税合计 含税金额 订单金额 销售额 销售金额 成交金额 成交额 业绩 "
    "营业额  "
    "本幣合計 原幣合計 金額 Total_Amount Grand_Total Amount",
    "orders.amount/2": "合同金额 总金额",
    "orders.amount_net": "无税金额 不含税金额 未税金额 本币无税金额 本幣未稅金額 原幣未稅金額 Net_Total "
    "base_net_amount",
    "orders.amount_net/2": "销售收入",
    "orders.currency": "币种 币别 幣別 Currency CurrencyIsoCode",
    "orders.currency/2": "Total_Amount_Currency",
    "orders.cost": "成本 销售成本",
    "orders.margin": "毛利 毛利额 利润 销售毛利",
    "orders.margin/2": "毛利率",
    "orders.discount": "折扣率 折扣 Discount",
    "orders.status": "状态 订单状态",
    "payments.id": "回款编号",
    "payments.date": "回款日期 收款日期",
    "payments.amount": "回款金额 已回款金额 收款金额 Amount_Paid",
    "payments.amount/2": "到账金额",
    "receivables.closing": "应收余额 待回款金额",
    "receivables.closing/2": "应收金额",
    "activities.date": "跟进日期 拜访日期",
    "activities.rep": "业务员",
    "activities.rep/2": "跟进人",
    "activities.kind": "跟进方式",
    "activities.next_step": "下一步 Next_Step",
    "deals.id": "商机编号 Opportunity_ID",
    "deals.id/2": "Record_ID",
    "deals.name": "商机名称 機會名稱 Deal_Name Opportunity_Name Potential_Name",
    "deals.name/2": "项目名称",
    "deals.stage": "销售阶段 商机阶段 阶段 Stage Deal_Stage StageName deal_stage",
    "deals.stage/2": "Forecast_Category Pipeline",
    "deals.status": "状态 商机状态 结束状态",
    "deals.owner": "负责人 Deal_Owner Opportunity_Owner Lead_Owner sales_agent",
    "deals.amount": "商机金额 商机总金额 预计成交金额 预计金额 總金額 Amount Deal_Amount close_value",
    "deals.amount/2": "意向金额",
    "deals.probability": "赢率 成交概率 可能性 成功率 成功概率 成交率 把握 Probability Deal_probability",
    "deals.created": "创建时间 创建日期",
    "deals.created/2": "engage_date",
    "deals.close_date": "预计成交 预计签约 预计结单 預計成交 预计成交日期 预计结单日期 预计成交时间 预计签约日期 "
    "Closing_Date Close_Date "
    "Expected_Close_Date",
    "deals.next_step": "NEXTSTEP",
    "prospects.last_contact": "最近跟进 最后跟进 最近联系 最后联系 上次联系 最後跟進 最近聯繫",
    "prospects.next_contact": "下次跟进 下次联系",
    "reps.capacity": "跟进上限 上限",
    "reps.id": "员工编号 员工代号",
    "reps.name": "员工姓名 姓名",
    "reps.role": "职位 职务",
    "reps.leader": "汇报对象 manager",
    "reps.hired": "入职日期",
    "reps.left": "停用时间",
    "reps.team": "负责人主属部门 归属部门 负责人部门 部门 销售部门 部門 Sales_team Team",
    "reps.team/2": "事业部 部門代號",
    "targets.period": "月份 期间 Period Month",
    "targets.target": "目标 目标值 指标 月度销售指标 年度目标 销售目标 目標 Quota_Amount Target",
    "targets.target/2": "任务",
    "targets.actual": "实际 完成值 實際 Actual",
    "targets.commission": "提成 佣金 Commission",
}
CASES = [(key, title.replace("_", " ")) for key, titles in STOCK.items() for title in titles.split()]


@pytest.mark.parametrize(("wanted", "title"), CASES)
def test_a_title_means_its_field(wanted: str, title: str) -> None:
    name, _, rank = wanted.partition("/")
    table, field = name.split(".")
    meaning = meanings(table).get(normalise(title).key)
    assert meaning is not None
    assert (meaning.field, meaning.rank) == (field, int(rank or 1))


@pytest.mark.parametrize(
    ("table", "title"),
    [
        ("customers", "客户层级"),
        ("customers", "首签成单日期"),
        ("customers", "年营业额"),
        ("customers", "区/县"),
        ("orders", "税额"),
        ("orders", "汇率"),
        ("payments", "计划回款金额"),
        ("payments", "退款金额"),
        ("deals", "预测金额"),
        ("deals", "Expected Revenue"),
        ("targets", "完成率"),
        ("targets", "累计"),
        ("reps", "员工状态"),
    ],
)
def test_a_title_that_means_no_field(table: str, title: str) -> None:
    assert normalise(title).key not in meanings(table)
