"""A customer of the customer list: who they are, what they bought, how much they are worth, and their profile."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from salesplan.model.field import Header, Row
from salesplan.model.tables.units import FIVE, TIMES, YUAN, YUAN_A_YEAR
from salesplan.text import Text


class Customer(Row):
    """One customer. Without an id the name is the key. Amounts are in the plan's currency."""

    id: Annotated[
        str | None,
        Header(
            "code",
            Text("客户编号", "Customer ID"),
            "客户 ID|客户编码|客户代码|客户代号|客户号|客代|客户编码ID|Customer No.|Customer Number|Customer Code|"
            "Account ID|Account Number|Account No.|account_no|CustomerCode|cCusCode|FCustID|partner_id",
            "编号|编码|代码|代号|ID|Code|No.|Record ID|Company ID|Associated Company IDs|_id|公司编号|公司ID|"
            "用户编号|会员号|会员编号",
        ),
    ] = None
    name: Annotated[
        str | None,
        Header(
            "text",
            Text("客户名称", "Customer name"),
            "客户|客户名|客户名字|客户全称|客户全名|客户姓名|公司名称|公司全称|单位名称|企业名称|Customer|"
            "Account Name|Account|Name|cCusName|customer_full_name|Kunde",
            "名称|公司|单位|企业|客户简称|简称|购货单位|购买单位|订货单位|买方|采购方|往来单位|商业公司|送货客户全名|"
            "Company|Company Name|Associated Company|Client|Client Name|Client Organization|buyer name|partner|"
            "cCusAbbName|会员名称",
        ),
    ] = None
    credit_code: Annotated[
        str | None,
        Header(
            "code",
            Text("统一社会信用代码", "Credit code"),
            "社会信用代码|信用代码|税号|纳税人识别号|统一编号|统编|Tax ID|VAT|VAT No.|VAT Number|Tax Number|"
            "uniform_social_credit_code",
        ),
    ] = None
    contact: Annotated[
        str | None,
        Header(
            "text",
            Text("联系人", "Contact"),
            "联系人姓名|主要联系人|客户联系人|窗口|联络人|联络窗口|Contact Name|Contact Person|Primary Contact|"
            "Customer Primary Contact",
            "姓名|负责人姓名（客户）|Full Name",
        ),
    ] = None
    phone: Annotated[
        str | None,
        Header(
            "phone",
            Text("联系电话", "Phone"),
            "电话|电话号码|公司电话|固定电话|座机|Phone Number|Telephone|Tel|Phone No.|联系人电话号码",
            "联系人电话|联系方式|Contact Phone",
        ),
    ] = None
    mobile: Annotated[
        str | None,
        Header(
            "phone",
            Text("手机", "Mobile"),
            "手机号|手机号码|移动电话|行动电话|联系手机|Mobile Phone|Mobile No|Mobile Number|Cell Phone|MobilePhone",
            "联系人手机",
        ),
    ] = None
    email: Annotated[
        str | None,
        Header(
            "text",
            Text("邮箱", "Email"),
            "邮箱地址|电子邮件|电子邮箱|电子信箱|信箱|邮件|E-mail|Email Id|Email Address|Mail",
            "联系人邮箱",
        ),
    ] = None
    region: Annotated[
        str | None,
        Header(
            "text",
            Text("区域", "Region"),
            "大区|地区|片区|所属区域|所属大区|所在大区|所在区域|所属片区|所属地区|销售区域|客户区域|区域名称|"
            "Territory|Sales Region|Area",
            "地区名称|regional_office|office_location|Regional Office|所在地区|销售片区",
        ),
    ] = None
    province: Annotated[
        str | None,
        Header(
            "text",
            Text("省份", "Province"),
            "省|省/自治区|省/直辖市|所在省|所在省份|省市自治区|State|State/Province|state_id|Province/State",
            "Billing State|Billing State/Province|BillingState|注册省份",
        ),
    ] = None
    city: Annotated[
        str | None,
        Header(
            "text", Text("城市", "City"), "市|所在城市|所在市|地级市|县市|Town|Ort", "Billing City|BillingCity|注册城市"
        ),
    ] = None
    country: Annotated[
        str | None,
        Header(
            "text",
            Text("国家", "Country"),
            "国家/地区|国别|所在国家|Country/Region|country_id",
            "Billing Country|BillingCountry",
        ),
    ] = None
    industry: Annotated[
        str | None,
        Header(
            "text",
            Text("行业", "Industry"),
            "客户行业|所属行业|行业类型|行业分类|产业别|产业|1级行业|一级行业|industry_level1|Sector|Industry Type",
            "2级行业|二级行业|industry_level2|细分赛道|vertical|Industry Group",
        ),
    ] = None
    segment: Annotated[
        str | None,
        Header(
            "text",
            Text("细分", "Segment"),
            "客户群|客群|客户细分|细分市场|客户群体|Market Segment|Customer Segment",
            "客户类型|客户分类|客户类别|Customer Group|Customer Type|Account Type|Type|类型",
        ),
    ] = None
    channel: Annotated[
        str | None,
        Header(
            "text", Text("渠道", "Channel"), "渠道类型|客户渠道|销售渠道|通路|通路商|通路别|Sales Channel", "成交渠道"
        ),
    ] = None
    source: Annotated[
        str | None,
        Header(
            "text",
            Text("客户来源", "Source"),
            "来源|线索来源|来源渠道|获客渠道|Lead Source|LeadSource|Original Source|Account Source|AccountSource",
            "来源明细|Campaign Source",
        ),
    ] = None
    owner: Annotated[
        str | None,
        Header(
            "text",
            Text("负责人", "Owner"),
            "负责人名字|负责人姓名|客户负责人|业务负责人|销售负责人|负责销售|负责业务员|所属销售|所属业务员|业务员|"
            "业务人员|业务员姓名|业务代表|销售员|销售人员|销售代表|销售|Account Owner|Company owner|Contact owner|"
            "Record Owner|Salesperson|Sales Rep|Sales Representative|Rep|sales_agent|cpersoncode|FEmpID|FSalerId|"
            "user_id",
            "归属人|所属人|所有人|归属销售|跟进销售|对接销售|跟进业务员|客户经理|经手人|维护人员|维护人|跟进人|"
            "填写人|员工名称|员工姓名|Assigned To|Account Manager|OwnerId|Owner ID|专属客服",
        ),
    ] = None
    created: Annotated[
        date | None,
        Header(
            "date",
            Text("创建日期", "Created"),
            "创建时间|创建日|建档日|建档日期|建档时间|建立日期|录入日期|录入时间|注册日期|注册时间|开户日期|"
            "成为客户日期|Created Date|CreatedDate|Create Date|Created Time|Created On|Created At|Creation Date|"
            "Customer Since",
            "领取时间|分配时间",
        ),
    ] = None
    last_contact: Annotated[
        date | None,
        Header(
            "date",
            Text("最近跟进日期", "Last contact"),
            "最后跟进|最近联系|最后联系|上次联系|最后跟进时间|最后跟进日期|最近跟进日|最后跟进日|最近联系日|最后联系日|"
            "最后联系日期|最后联系时间|最近拜访日|最后拜访日期|最后拜访时间|上次联系日期|上次跟进日期|上次拜访时间|"
            "最近跟进|最近跟进时间|最近拜访时间|最近拜访日期|最近拜访|最近联系时间|最近联系日期|上次跟进|上次跟进时间|"
            "上次联系时间|上次拜访日期|Last Activity Date|LastActivityDate|Last Activity Time|Last Contacted|"
            "Last Contact Date|Last Activity|last_followed_time",
            "最近活动时间|最后活动时间",
        ),
    ] = None
    next_contact: Annotated[
        date | None,
        Header(
            "date",
            Text("下次跟进日期", "Next contact"),
            "下次跟进|下次跟进日|下次联系日|下次拜访日|下次拜访|下次跟进时间|下次联系|下次联系时间|下次联系日期|"
            "下次拜访时间|下次拜访日期|下次回访|下次回访日期|Next Contact Date|Next Activity Date|Next Follow-up|"
            "Follow Up Date|next_followed_time",
            "预计联系日|计划拜访日期|预计回访日期",
        ),
    ] = None
    last_order: Annotated[
        date | None,
        Header(
            "date",
            Text("最近下单日期", "Last order"),
            "最近订单日期|最近成交日期|最近成交时间|最近购买日期|最近交易日期|最后下单日期|最后下单时间|最后订单日期|"
            "最后成交日期|最后一次成交时间|最后购买日期|上次下单日期|上次成交日期|最近一次下单|最后下单日|最近下单日|"
            "最后成交日|最近成交日|最后订单日|最近订单日|最后购买日|最近购买日|最近交易日|最后交易日|最后交易日期|"
            "最近下单时间|最近订单时间|最近交易时间|最近购买时间|最后购买时间|最后成交时间|最近一次下单日期|"
            "最近一次成交日期|最近一次下单时间|最近一次成交时间|最后一次下单日期|最后一次下单时间|最后一次成交日期|"
            "上次下单时间|上次成交时间|上次购买日期|末次下单日期|末次成交日期|Last Order Date|Last Purchase|"
            "Last Purchase Date|Last Sale Date|last_deal_closed_time",
            "下单日期|成交日期|购买日期|下单日|成交日|购买日",
        ),
    ] = None
    orders: Annotated[
        int | None,
        Header(
            "count",
            Text("订单数", "Orders"),
            "订单数量|订单总数|总订单数|下单数|累计下单次数|累计成交次数|下单次数|成交次数|购买次数|交易次数|"
            "订单笔数|成交笔数|累计订单数|Order Count|Number of Orders|Frequency|Number of Associated Deals",
            unit=TIMES,
        ),
        Field(ge=0),
    ] = None
    amount: Annotated[
        Decimal | None,
        Header(
            "amount",
            Text("年销售额", "Sales"),
            "销售额|年销售金额|销售金额|成交额|成交金额|业绩|年度业绩|营业额|累计销售额|累计成交额|累计成交金额|"
            "累计消费金额|年采购额|年成交额|年度销售额|年度成交额|年交易额|累计交易额|累计交易金额|累计采购额|"
            "累计采购金额|累计购买金额|累计销售金额|消费总额|总消费金额|Annual Sales|Sales Amount|Total Sales|"
            "Sales Revenue|Total Spent",
            "金额|总金额|Amount|Revenue|Total Revenue|Total Amount|Betrag|Umsatz",
            YUAN,
        ),
    ] = None
    potential: Annotated[
        Decimal | None,
        Header(
            "amount",
            Text("潜力金额", "Potential"),
            "潜在销售额|潜在采购额|预计年采购额|可开发金额|客户潜力|潜力|年潜力|年采购潜力|"
            "Sales Potential|Potential Amount|Potential Sales",
            unit=YUAN_A_YEAR,
        ),
        Field(ge=0),
    ] = None
    wallet: Annotated[
        Decimal | None,
        Header(
            "amount",
            Text("年采购总额", "Wallet"),
            "采购总额|年采购总量金额|钱包份额基数|年度采购预算|采购预算|Wallet Size|Annual Spend|Total Spend",
            unit=YUAN_A_YEAR,
        ),
        Field(ge=0),
    ] = None
    csat: Annotated[
        Decimal | None,
        Header(
            "score",
            Text("满意度", "CSAT"),
            "客户满意度|满意度评分|满意度得分|满意评分|Satisfaction|Satisfaction Score|Customer Satisfaction",
            unit=FIVE,
        ),
        Field(ge=1, le=5),
    ] = None
    reference: Annotated[
        bool | None,
        Header(
            "flag", Text("愿作案例", "Reference"), "标杆客户|案例客户|样板客户|是否案例|可作案例|Reference Customer"
        ),
    ] = None
    referral: Annotated[
        bool | None,
        Header("flag", Text("有转介绍", "Referral"), "转介绍|是否转介绍|介绍过客户|推荐过客户|老客推荐|Has Referred"),
    ] = None
    purchasing_power: Annotated[
        Decimal | None,
        Header(
            "score",
            Text("购买能力", "Purchasing power"),
            "购买力|支付能力|资金实力|经济实力|M|M 购买能力|Money|Purchase Power|Budget Score",
            unit=FIVE,
        ),
        Field(ge=1, le=5),
    ] = None
    authority: Annotated[
        Decimal | None,
        Header(
            "score",
            Text("决策能力", "Authority"),
            "决策权|决策人|决策力|购买决定权|采购决策权|A|A 决策能力|Decision Power|Decision Authority|Authority Score",
            "是否关键决策人|决策角色|Decision Maker",
            FIVE,
        ),
        Field(ge=1, le=5),
    ] = None
    need: Annotated[
        Decimal | None,
        Header(
            "score",
            Text("需求度", "Need"),
            "需求强度|需求程度|意向强度|意向度|意向程度|购买意向|N|N 需求度|Need Score|Need Strength",
            "意向|需求|意向等级",
            FIVE,
        ),
        Field(ge=1, le=5),
    ] = None
    man_date: Annotated[
        date | None,
        Header(
            "date",
            Text("MAN 评估日期", "MAN date"),
            "评估日期|评分日期|MAN 日期|MAN 评分日期|打分日期|Assessment Date|Assessed On|MAN Assessed On",
        ),
    ] = None
    grade: Annotated[
        str | None,
        Header(
            "grade",
            Text("客户级别", "Grade"),
            "客户等级|级别|等级|客户评级|评级|客户分级|ABC 分类|account_level|Rating|Tier|Customer Tier|"
            "Customer Grade|Customer Level|Account Rating",
        ),
    ] = None
    note: Annotated[
        str | None,
        Header(
            "text",
            Text("备注", "Note"),
            "备注信息|客户备注|附注|Notes|Remark|Remarks|Comment|Comments",
            "成交状态|跟进状态|客户阶段|客户状态|状态|说明|描述|Description|Status",
        ),
    ] = None
    occupation: Annotated[
        str | None,
        Header("text", Text("职业", "Occupation"), "职务|职位|联系人职务|联系人职位|Job Title|Profession", "Title"),
    ] = None
    needs: Annotated[
        str | None,
        Header(
            "text",
            Text("客户需求", "Needs"),
            "需求描述|需求内容|需求说明|主要需求|痛点|客户痛点|Requirements|Pain Points",
        ),
    ] = None
    preferences: Annotated[
        str | None,
        Header("text", Text("客户偏好", "Preferences"), "偏好|购买偏好|产品偏好|消费习惯|购买习惯|Preference"),
    ] = None
    background: Annotated[
        str | None,
        Header(
            "text",
            Text("客户背景", "Background"),
            "背景|公司背景|背景资料|公司简介|客户简介|企业简介|Company Profile|About",
        ),
    ] = None
    decision_role: Annotated[
        str | None,
        Header("text", Text("决策链角色", "Decision role"), "采购角色|购买角色|决策链|Buying Role|Contact Role"),
    ] = None
    purchase_history: Annotated[
        str | None,
        Header(
            "text", Text("购买记录", "Purchase history"), "购买历史|采购记录|历史订单|成交记录|交易记录|Order History"
        ),
    ] = None
    feedback: Annotated[
        str | None,
        Header("text", Text("客户反馈", "Feedback"), "反馈|反馈意见|客户意见|意见反馈|Customer Feedback"),
    ] = None
    interests: Annotated[
        str | None, Header("text", Text("兴趣爱好", "Interests"), "爱好|兴趣|关注点|Hobbies|Interest")
    ] = None
    social_accounts: Annotated[
        str | None,
        Header("text", Text("社交账号", "Social accounts"), "微信|微信号|QQ|QQ号|WeChat|LinkedIn|LINE|Social Media"),
    ] = None
    interaction_log: Annotated[
        str | None,
        Header(
            "text", Text("互动记录", "Interaction log"), "跟进记录|跟进内容|最后跟进内容|最近跟进记录|沟通记录|拜访记录"
        ),
    ] = None
    updated: Annotated[
        date | None,
        Header(
            "date",
            Text("更新日期", "Updated"),
            "更新时间|最后修改时间|修改时间|修改日期|最后更新时间|Last Modified Date|LastModifiedDate|Modified Time|"
            "Last Modified|Updated At|Last Updated",
        ),
    ] = None
