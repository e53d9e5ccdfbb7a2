"""Words of company names that are no part of what tells one company from another, and words that are."""

from __future__ import annotations

import re

FORMS = re.compile(
    r"(?:集团)?(?:股份|控股)?(?:有限责任|有限)(?:责任)?(?:总)?公司+|(?:集团)?(?:股份|控股)?(?<!国)有(?:责任)?公司$|(?:集团|股份|控股|总)+公司|(?:集团|控股)?股份$|控股$|集团$|公司|"
    r"(?:集团)?(?:股份|控股)?有[限线现](?:责任)?公[^司]?司?$|有限责任$|"
    r"有限$|股份有限$|合伙企业|普通合伙|有限合伙|个体工商户|个人独资企业|个人独资"
)
"""Legal forms, wherever they stand; of some only the end of a name is one, with the slips that are usual there."""
ENGLISH_FORMS = frozenset(
    (
        *("co", "company", "ltd", "limited", "inc", "incorporated", "corp", "corporation", "llc", "plc", "gmbh", "ag"),
        *("sa", "srl", "spa", "bv", "nv", "kk", "pte", "pvt", "sdn", "bhd", "oy", "ab", "as", "group", "holding"),
        *("holdings", "the", "and", "china", "prc"),
    )
)
COUNTRIES = frozenset(("中国", "中华", "中国大陆", "大陆", "china", "prc", "cn"))
AREAS = (
    *("华东", "华南", "华北", "华中", "西南", "西北", "东北", "东南", "华西", "北方", "南方", "东部", "西部", "南部"),
    *("北部", "中部", "城东", "城西", "城南", "城北", "长三角", "珠三角", "京津冀"),
)
BRANCHES = (
    *("分公司", "子公司", "支公司", "分店", "分厂", "分部", "分行", "支行", "分院", "办事处", "代表处", "营业部"),
    *(
        "门市部",
        "项目部",
        "事业部",
        "服务部",
        "办公室",
        "联络处",
        "销售部",
        "门店",
        "专卖店",
        "旗舰店",
        "店",
        "厂",
        "仓",
        "部",
    ),
)
"""What a part of a company is called; the last ones only behind a place, an area or a number."""
SHORT_BRANCHES = frozenset(("店", "厂", "仓", "部", "门店", "专卖店", "旗舰店"))
LONG_BRANCHES = tuple(word for word in BRANCHES if word not in SHORT_BRANCHES)
NOTES = re.compile(
    r"(?:已|暂)?(?:停用|作废|注销|停止合作|合作中|暂停|失效|冻结|倒闭|吊销|关闭)|(?:新|老|旧|大|小|潜在|重点|散|意向|代理)?客户|"
    r"重复\d*|勿动|待核实|待确认|未核实|备用|旧|新|老|旧名|已合并|vip\d*|黑名单|请勿使用|不用|正式|测试|内部|临时|副本\d*|"
    r"(?:采购|财务|行政|人事|仓库)(?:部|科|处)?|"
    r"(?:(?:采购|财务|行政|人事|仓库|销售|市场|技术|工程|生产|设备|质量|物流)(?:部|科|处)?)?"
    r"[\u4e00-\u9fff]{1,2}(?:总|经理|老师|先生|女士|小姐|工|姐|哥|主任|厂长|老板)(?:介绍)?|(?:原|曾用|曾用名|又名|简称|前身)[:为是]?.{2,}"
)
"""A remark that somebody put behind a name."""
LABELS = re.compile(r"(?:客户|公司|单位|厂家|供应商)?(?:名称|全称)?\s*:\s*")
"""What stands in front of a name that was copied with its label."""
NAMED_BODIES = ("公司", "厂", "店", "行", "部", "社", "中心", "院", "集团", "所")
"""What a name ends with behind which a person is a contact."""
SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田"
    "任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段章钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季"
    "俞鲁葛伍韦申尤毕聂丛焦向柳邢岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍"
)
"""Usual surnames of one sign."""
OWNER_WORDS = frozenset("记氏家姐哥嫂")
"""Behind a surname they make the brand of a shop."""
SHOPS = ("店", "铺", "行", "坊", "馆", "摊", "庄", "部", "室", "档", "屋", "厅", "楼")
"""What the shop of one person ends with."""
COUNTING = frozenset("一二三四五六七八九十甲乙丙丁戊己庚辛壬癸")
"""Signs that count: none is a slip for another."""
_GENERAL_WORDS = (
    "科技 技术 设备 管理 服务 发展 产品 制品 工程 实业 产业 企业 商务 销售 系统 集成 开发 经营 生产 制造 加工 有限 "
    "材料 国际 代理 咨询 厂 商行 经营部 中心"
)
GENERAL = frozenset(_GENERAL_WORDS.split(" "))
"""Words that say little behind another: 机械设备 is 机械, 食品机械 is not 食品."""
NO_NAMES = frozenset(
    (
        *(
            "散客",
            "零散客户",
            "零售客户",
            "零售",
            "个人",
            "个人客户",
            "现金客户",
            "临时客户",
            "普通客户",
            "其他",
            "其它",
        ),
        *(
            "客户",
            "潜在客户",
            "新客户",
            "老客户",
            "匿名",
            "不知道",
            "待定",
            "walkin",
            "cash",
            "customer",
            "other",
            "various",
        ),
    )
)
"""Names that say nothing about who it is."""
_TRADE_WORDS = (
    "科技 技术 网络 信息 电子 智能 生物 环保 环境 新能源 能源 软件 数码 数据 通信 通讯 电信 电气 电器 电力 电工 "
    "光电 光学 仪器 仪表 自动化 机电 机械 机床 设备 精密 模具 五金 工具 轴承 阀门 泵业 电机 电缆 线缆 汽车 汽配 "
    "零部件 配件 部件 贸易 商贸 工贸 经贸 外贸 进出口 出口 进口 国际 国内 实业 产业 工业 商业 供应链 物流 货运 "
    "代理 运输 快递 速递 仓储 冷链 航运 船务 电子商务 商务 电商 连锁 超市 百货 食品 餐饮 饮料 农业 农产品 农牧 "
    "粮油 粮食 果蔬 水产 养殖 种业 饲料 茶业 酒业 酒店 宾馆 旅游 旅行社 医药 制药 药业 药房 大药房 医疗 器械 "
    "保健品 健康 化妆品 日化 日用品 美容 美发 建材 建筑 建设 工程 装饰 装修 装潢 设计 房地产 地产 置业 物业 "
    "园林 景观 钢结构 钢铁 钢材 金属 有色 铝业 铜业 矿业 水泥 玻璃 陶瓷 塑胶 塑料 橡胶 橡塑 化工 化学 涂料 颜料 "
    "石化 石油 燃气 包装 印刷 纸业 纸品 制品 产品 材料 新材料 原料 纺织 纺织品 服饰 服装 针织 鞋业 皮革 箱包 "
    "家具 家居 家电 照明 灯饰 礼品 玩具 工艺品 珠宝 文化 传媒 传播 广告 影视 会展 展览 策划 教育 培训 咨询 顾问 "
    "管理 服务 销售 维修 租赁 投资 资本 基金 金融 担保 保险 证券 财务 会计 税务 法律 律师 人力资源 劳务 安防 "
    "保安 消防 制造 加工 制作 生产 经营 研发 研究 开发 发展 创新 企业 体育 用品 办公 文具 图书 出版 游戏 动漫 "
    "互联网 物联网 大数据 云计算 集成 系统 半导体 芯片 微电子 航空 航天 船舶 铁路 轨道 交通 水利 水务 净水 净化 "
    "空调 制冷 暖通 电梯 锅炉 商行 经营部 工作室 事务所 研究院 研究所 设计院 中心 商店 商场 门窗 厂 医院 学校 "
    "中学 小学 大学 学院 人民医院 中医院 机床厂 机械厂 加工厂 酒楼 餐厅 饭店 花卉"
)
TRADES = frozenset(_TRADE_WORDS.split(" "))
"""What companies do: these words behind the brand tell 甲乙科技 from 甲乙贸易."""
LONGEST_TRADE = max(map(len, TRADES))
