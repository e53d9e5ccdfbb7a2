"""A labelled list of customers with duplicates: made-up Chinese company names, written in two ways where it says so.

Made before the matcher. ``labelled_set(seed)`` gives the same rows every time. Rules:

1. 5,000 companies. A name is region + brand + trade + legal form. The region (40 cities of 23 provinces, some with a
   district) stands in front as city (60 %), province and city (10 %), city and district (5 %), in brackets behind the
   brand (12 %), as （中国） behind the brand (3 %) or not at all (10 %). Brands have 2 (55 %), 3 (35 %) or 4 characters
   of 160, drawn at random: brands that are near each other by chance are different companies. Trades are one of 56.
   One company in 20 has letters or figures in its brand, one in 25 an English name, one in 40 is a named branch, one
   in 40 has a number (第一 ...). No two companies have the same full name.
2. Contact data of a company: mobile or landline 80 %, e-mail 40 %, credit code with a right check digit 20 %, city in
   a column of its own 75 %. No two companies share any.
3. Variations: of each kind of ``KINDS`` ``EACH`` companies that it fits are listed a second time, written so; one
   company in ten of them has a third row of another kind. The second row has the same phone in 20 %, another in 50 %,
   the same e-mail in 10 %, another in 20 %, the same credit code in 5 %, never another, the same city in 50 %, never
   another. Kinds named ``same_...`` have another name altogether and share just that.
4. Look-alikes: ``ALIKE`` kinds, 200 pairs in all: a company and another one, of which a hurried reader might take one
   for the other. The other has contact data of its own (phone always, so that nothing is shared) and its own city.
5. All rows in an order of chance.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations
from random import Random
from typing import Any

COMPANIES, EACH, PAIRS = 5_000, 100, 200


@dataclass(frozen=True)
class Spot:
    """Where a company is."""

    province: str
    city: str
    district: str


@dataclass(frozen=True)
class Parts:
    """A name in its parts. ``style`` says where the region stands; ``branch`` stands behind everything."""

    spot: Spot
    brand: str
    trade: str
    form: str
    style: str
    branch: str = ""
    english: bool = False


@dataclass(frozen=True)
class Labelled:
    """A row of the list, and what nobody tells the matcher: whose it is, and how it came to be written so."""

    id: str
    name: str
    phone: str | None
    email: str | None
    credit_code: str | None
    city: str | None
    entity: int
    kind: str


PLACES = (
    *("上海市 上海市 浦东新区", "北京市 北京市 海淀区", "天津市 天津市 武清区", "重庆市 重庆市 渝北区"),
    *("广东省 广州市 天河区", "广东省 深圳市 宝安区", "广东省 东莞市 ", "广东省 佛山市 顺德区", "广东省 中山市 "),
    *("江苏省 南京市 江宁区", "江苏省 苏州市 吴中区", "江苏省 无锡市 滨湖区", "江苏省 常州市 武进区"),
    *("浙江省 杭州市 萧山区", "浙江省 宁波市 鄞州区", "浙江省 温州市 瓯海区", "浙江省 嘉兴市 南湖区"),
    *("山东省 青岛市 城阳区", "山东省 济南市 历下区", "山东省 烟台市 福山区", "福建省 厦门市 集美区"),
    *("福建省 泉州市 晋江市", "福建省 福州市 仓山区", "湖北省 武汉市 洪山区", "湖南省 长沙市 岳麓区"),
    *("四川省 成都市 武侯区", "陕西省 西安市 雁塔区", "河南省 郑州市 金水区", "河北省 石家庄市 长安区"),
    *("安徽省 合肥市 蜀山区", "江西省 南昌市 青山湖区", "辽宁省 沈阳市 铁西区", "辽宁省 大连市 甘井子区"),
    *("吉林省 长春市 绿园区", "黑龙江省 哈尔滨市 道里区", "云南省 昆明市 官渡区", "贵州省 贵阳市 南明区"),
    *("广西壮族自治区 南宁市 青秀区", "山西省 太原市 小店区", "海南省 海口市 龙华区"),
)
SPOTS = tuple(Spot(*(place.split(" "))) for place in PLACES)
SIGNS = (
    "华瑞金恒盛通达信诚源泰和兴旺顺安康宁福嘉东方星辰宇航天鸿博雅正德明辉光耀鑫磊森林海江河川山峰岭云龙凤麟鹏飞翔腾远志"
    "卓越创新科力强伟永久长青春秋夏冬雪梅兰竹菊松柏玉珠宝贝佳美丽乐喜吉祥如意万百千亿元亨利贞仁义礼智勇坤乾益丰裕隆昌"
    "荣贵富民国中联合众友邦协同心维尔迪欧亚特斯卡拉奥赛思睿捷速迅锐凯瑟晟昊晨曦晶莹润泽沃野绿洲蓝蝶"
)
TRADES = (
    *("科技", "网络科技", "信息技术", "电子科技", "电子", "生物科技", "环保科技", "新能源科技", "软件", "智能科技"),
    *("机械", "机械设备", "精密机械", "自动化设备", "机电设备", "模具", "机床", "汽车零部件", "汽车销售服务", "轴承"),
    *("贸易", "商贸", "国际贸易", "进出口", "实业", "供应链管理", "物流", "国际货运代理", "仓储服务", "电子商务"),
    *("食品", "餐饮管理", "农业发展", "饮料", "粮油", "医药", "医疗器械", "制药", "保健品", "化妆品", "日用品"),
    *("建材", "建筑工程", "装饰工程", "房地产开发", "钢结构", "五金制品", "塑胶制品", "包装材料", "印刷", "化工"),
    *("纺织", "服饰", "家具", "文化传媒", "教育咨询"),
)
FORMS = ("有限公司",) * 16 + ("有限责任公司",) * 2 + ("股份有限公司", "集团有限公司")
MARKS = ("365", "2000", "88", "E", "AT", "K2", "3D", "V6", "Mix", "Go")
ENGLISH_BRANDS = [
    "Huarui",
    "Jinheng",
    "Tongda",
    "Sunrise",
    "Bluesky",
    "Everwin",
    "Goldstar",
    "Bright",
    "Fortune",
    "Pacific",
    "Oriental",
    "Greenland",
]
ENGLISH_MORE = [
    "Asia",
    "Delta",
    "Omega",
    "Prime",
    "First",
    "Grand",
    "United",
    "Smart",
    "Dragon",
    "Phoenix",
    "Silver",
    "Ocean",
    "Summit",
    "Harbor",
    "Lotus",
]
ENGLISH_TRADES = [
    "Trading",
    "Machinery",
    "Electronics",
    "Logistics",
    "Foods",
    "Textile",
    "Chemicals",
    "Pharma",
    "Tools",
    "Packaging",
    "Metals",
]
NUMBERS = "一二三四五六七八九"
SAME_SOUND = (
    *(
        "华桦骅",
        "瑞睿锐",
        "金锦今",
        "恒衡",
        "盛胜圣晟",
        "信欣新鑫馨",
        "诚成承程",
        "源元原圆",
        "泰太",
        "和合禾河",
        "兴星",
    ),
    *("安鞍", "康慷", "福富", "嘉佳家加", "宇羽禹裕", "鸿宏弘洪", "博勃", "德得", "明铭鸣", "辉晖", "光广", "达答"),
    *("腾藤", "志智至致", "力立利丽", "伟玮维", "永勇", "美镁", "吉集", "益亿意", "丰峰锋枫", "隆龙", "荣蓉融", "润闰"),
    *("思斯", "捷杰洁", "凯楷", "晨辰", "晶精", "机鸡", "易益", "械谢", "技际", "贸茂", "品聘", "材才", "建健", "业叶"),
)
_SAME_SHAPE = (
    "瑞喘 通逋 达迏 诚试 泰春 兴共 旺班 顺顾 安妄 康唐 嘉喜 星昱 天无 鸿鸠 雅雉 正止 明胡 光兆 海诲 江汀 川州 山出 "
    "鹏胐 飞气 志忘 越赵 创仓 新斯 永氷 长衣 秋秩 冬各 雪霄 梅悔 竹什 玉五 宝室 佳住 美羊 丽两 乐尔 喜善 吉古 如妇 "
    "利刮 仁伫 义叉 智替 勇男 裕俗 隆降 昌冒 荣劳 贵责 富畐 民氏 中申 联取 合舍 友发 同司 心必 尔你 特持 斯期 拉位 "
    "速束 凯剀 润涧 械槭 料斗 贸留 包句 装裳 建律 物牧 流疏 具且 印卯 房户 软欠"
)
SAME_SHAPE = tuple(_SAME_SHAPE.split(" "))
"""Signs that look alike and that the matcher knows neither by looks nor by sound: what it makes of them is a test."""


def labelled_set(seed: int = 20260630, companies: int = COMPANIES, each: int = EACH) -> list[Labelled]:
    """The list: the companies, their second and third rows, the look-alikes."""
    chance = Random(seed)  # noqa: S311 - made-up names, the same every time
    bases = _companies(chance, companies)
    rows = [_first_row(at, parts, chance) for at, parts in enumerate(bases)]
    again = _second_rows(chance, bases, rows, each)
    others = _look_alikes(chance, bases, rows, min(PAIRS, companies // 25))
    everything = [*rows, *again, *others]
    chance.shuffle(everything)
    return [replace(row, id=f"C{number:05d}") for number, row in enumerate(everything, 1)]


def true_pairs(rows: list[Labelled]) -> dict[tuple[str, str], str]:
    """Every two rows of one company, by their ids in order, with the kind: that of the row which is not the first."""
    by_entity: dict[int, list[Labelled]] = {}
    for row in rows:
        by_entity.setdefault(row.entity, []).append(row)
    pairs: dict[tuple[str, str], str] = {}
    for mine in by_entity.values():
        for one, other in combinations(mine, 2):
            kinds = sorted({one.kind, other.kind} - {"company"})
            pairs[min(one.id, other.id), max(one.id, other.id)] = kinds[0] if len(kinds) == 1 else "two rows"
    return pairs


def full_name(parts: Parts) -> str:
    """The parts as one name."""
    city, spot = parts.spot.city.removesuffix("市"), parts.spot
    if parts.english:
        return f"{parts.brand} {parts.trade} {parts.form}"
    body = f"{parts.trade}{parts.form}{parts.branch}"
    fronts = {
        "city": f"{city}{parts.brand}",
        "city_full": f"{spot.city}{parts.brand}",
        "province": f"{spot.province}{spot.city}{parts.brand}",
        "district": f"{spot.city}{spot.district}{parts.brand}",
        "bracket": f"{parts.brand}（{city}）",
        "china": f"{parts.brand}（中国）",
        "none": parts.brand,
    }
    return fronts[parts.style] + body


def _companies(chance: Random, count: int) -> list[Parts]:
    found: dict[str, Parts] = {}
    while len(found) < count:
        parts = _company(chance)
        found.setdefault(full_name(parts), parts)
    return list(found.values())


def _company(chance: Random) -> Parts:
    spot, trade, form = chance.choice(SPOTS), chance.choice(TRADES), chance.choice(FORMS)
    style = chance.choices(
        ("city", "city_full", "province", "district", "bracket", "china", "none"), (50, 10, 10, 5, 12, 3, 10)
    )[0]
    brand = "".join(chance.choices(SIGNS, k=chance.choices((2, 3, 4), (55, 35, 10))[0]))
    draw = chance.random()
    if draw < 0.05:
        brand = f"{brand[:2]}{chance.choice(MARKS)}"
    elif draw < 0.09:
        brand = f"{chance.choice(ENGLISH_BRANDS)} {chance.choice(ENGLISH_MORE)}"
        return Parts(spot, brand, chance.choice(ENGLISH_TRADES), "Co., Ltd.", "none", english=True)
    elif draw < 0.115:
        other = chance.choice(SPOTS).city.removesuffix("市")
        return Parts(spot, brand, trade, "有限公司", style, f"{other}分公司")
    elif draw < 0.14:
        brand = f"{brand[:2]}第{chance.choice(NUMBERS)}"
    return Parts(spot, brand, trade, form, style)


def _first_row(entity: int, parts: Parts, chance: Random) -> Labelled:
    return Labelled(
        "",
        full_name(parts),
        _phone(chance) if chance.random() < 0.8 else None,
        _email(chance) if chance.random() < 0.4 else None,
        _credit_code(chance) if chance.random() < 0.2 else None,
        parts.spot.city if chance.random() < 0.75 else None,
        entity,
        "company",
    )


def _phone(chance: Random) -> str:
    if chance.random() < 0.8:
        return f"{chance.choice(('138', '139', '159', '186', '177', '135'))}{chance.randrange(10**8):08d}"
    return (
        f"{chance.choice(('021', '0755', '0512', '010', '0571'))}-{chance.randrange(2, 9)}{chance.randrange(10**7):07d}"
    )


def _email(chance: Random) -> str:
    name = "".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=7))
    domain = chance.choice(("163.com", "qq.com", f"{name[:4]}{chance.randrange(10**5)}.com"))
    return f"{name}{chance.randrange(1000)}@{domain}"


def _credit_code(chance: Random) -> str:
    signs = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    body = f"9131{chance.randrange(10**4):04d}" + "".join(chance.choices(signs, k=9))
    total = sum(signs.index(sign) * pow(3, at, 31) for at, sign in enumerate(body))
    return body + signs[-total % 31]


def _second_rows(chance: Random, bases: list[Parts], rows: list[Labelled], each: int) -> list[Labelled]:
    """``each`` rows of each kind, and a third row for one company in ten."""
    made: list[Labelled] = []
    taken: set[int] = set()
    for kind, vary in KINDS.items():
        order, count = list(range(len(bases))), 0
        chance.shuffle(order)
        for at in order:
            if count == each:
                break
            name = None if at in taken else vary(bases[at], chance)
            if name is None or name == rows[at].name:
                continue
            row = _again(rows[at], name, kind, chance)
            if row is not None:
                taken.add(at)
                made.append(row)
                count += 1
    for at in sorted(taken)[::10]:
        kind = chance.choice(("suffix_left_out", "blanks", "note"))
        name = KINDS[kind](bases[at], chance)
        row = _again(rows[at], name, kind, chance) if name and name != rows[at].name else None
        if row is not None:
            made.append(row)
    return made


def _again(first: Labelled, name: str, kind: str, chance: Random) -> Labelled | None:
    """A second row of a company; None when there is nothing to share where a kind shares just one thing."""
    draw = chance.random()
    phone = first.phone if draw < 0.2 else _phone(chance) if draw < 0.7 else None
    draw = chance.random()
    email = first.email if draw < 0.1 else _email(chance) if draw < 0.3 else None
    code = first.credit_code if chance.random() < 0.05 else None
    city = first.city if chance.random() < 0.5 else None
    if kind == "same_phone":
        phone, email, code = first.phone and _otherwise(first.phone, chance), None, None
    elif kind == "same_email":
        phone, email, code = _phone(chance), first.email and first.email.upper(), None
    elif kind == "same_credit_code":
        phone, email, code = _phone(chance), None, first.credit_code
    if kind.startswith("same_") and not (phone if kind == "same_phone" else email or code):
        return None
    return Labelled("", name, phone, email, code, city, first.entity, kind)


def _otherwise(phone: str, chance: Random) -> str:
    """The same number in another writing."""
    if "-" in phone:
        return chance.choice((phone.replace("-", ""), phone.replace("-", " "), f"+86 {phone[1:]}"))
    return chance.choice((f"+86 {phone[:3]}-{phone[3:7]}-{phone[7:]}", f"{phone[:3]} {phone[3:7]} {phone[7:]}", phone))


# Each kind: the company and chance in, another writing of its name out; None where it does not fit.
def _chinese(parts: Parts) -> bool:
    return not parts.english and not parts.branch


def _suffix_left_out(parts: Parts, chance: Random) -> str | None:
    return full_name(replace(parts, form="")) if _chinese(parts) else None


def _suffix_changed(parts: Parts, chance: Random) -> str | None:
    forms = {"有限公司": ("有限责任公司", "股份有限公司", "公司"), "有限责任公司": ("有限公司", "公司")}
    forms |= {"股份有限公司": ("有限公司", "股份公司")}
    choices = forms.get(parts.form) if _chinese(parts) else None
    return full_name(replace(parts, form=chance.choice(choices))) if choices else None


def _group(parts: Parts, chance: Random) -> str | None:
    if not _chinese(parts):
        return None
    form = (
        chance.choice(("有限公司", ""))
        if parts.form == "集团有限公司"
        else chance.choice(("集团", "集团有限公司", "（集团）有限公司"))
    )
    return full_name(replace(parts, form=form))


def _region_left_out(parts: Parts, chance: Random) -> str | None:
    return full_name(replace(parts, style="none")) if _chinese(parts) and parts.style not in ("none", "china") else None


def _region_added(parts: Parts, chance: Random) -> str | None:
    if not _chinese(parts) or parts.style not in ("none", "city", "city_full"):
        return None
    return full_name(replace(parts, style="city" if parts.style == "none" else "province"))


def _district_added(parts: Parts, chance: Random) -> str | None:
    fits = _chinese(parts) and parts.style in ("city", "city_full", "none") and parts.spot.district
    return full_name(replace(parts, style="district")) if fits else None


def _china(parts: Parts, chance: Random) -> str | None:
    if not _chinese(parts) or parts.style not in ("none", "china"):
        return None
    if parts.style == "china":
        return chance.choice((full_name(parts).replace("（中国）", "(中国)"), full_name(replace(parts, style="none"))))
    return full_name(replace(parts, style="china"))


def _width(parts: Parts, chance: Random) -> str | None:
    name = full_name(parts)
    wide = "".join(
        chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else "\u3000" if sign == " " else sign for sign in name
    )
    return wide if wide != name else name.replace("（", "(").replace("）", ")") if "（" in name else None


def _traditional(parts: Parts, chance: Random) -> str | None:
    name = full_name(parts)
    made = _in_traditional(name) if _chinese(parts) else name
    return made if made != name else None


def _in_traditional(name: str) -> str:
    return str(_converter().convert(name))


@cache
def _converter() -> Any:  # noqa: ANN401 - it has no types
    from opencc import OpenCC

    return OpenCC("s2t")


def _blanks(parts: Parts, chance: Random) -> str | None:
    name = full_name(parts)
    at = chance.randrange(1, len(name))
    return chance.choice(
        (f"{name[:at]} {name[at:]}", f" {name}", f"{name}　", f"{name}.", f"“{name}”", f"{name[:at]}·{name[at:]}")
    )


def _swap(text: str, groups: tuple[str, ...], chance: Random) -> str | None:
    spots = [(at, group) for at, sign in enumerate(text) for group in groups if sign in group]
    if not spots:
        return None
    at, group = chance.choice(spots)
    return text[:at] + chance.choice(group.replace(text[at], "")) + text[at + 1 :]


def _wrong(parts: Parts, groups: tuple[str, ...], chance: Random) -> str | None:
    if not _chinese(parts):
        return None
    brand = _swap(parts.brand, groups, chance)
    if brand is None or chance.random() < 0.3:
        trade = _swap(parts.trade, groups, chance)
        return None if trade is None else full_name(replace(parts, trade=trade))
    return full_name(replace(parts, brand=brand))


def _same_sound(parts: Parts, chance: Random) -> str | None:
    return _wrong(parts, SAME_SOUND, chance)


def _same_shape(parts: Parts, chance: Random) -> str | None:
    return _wrong(parts, SAME_SHAPE, chance)


def _missing_sign(parts: Parts, chance: Random) -> str | None:
    if not _chinese(parts):
        return None
    if len(parts.brand) > 2 and parts.brand.isalpha() and chance.random() < 0.6:
        at = chance.randrange(len(parts.brand))
        return full_name(replace(parts, brand=parts.brand[:at] + parts.brand[at + 1 :]))
    at = chance.randrange(len(parts.trade))
    return full_name(replace(parts, trade=parts.trade[:at] + parts.trade[at + 1 :]))


def _transposed(parts: Parts, chance: Random) -> str | None:
    part = parts.brand if chance.random() < 0.5 else parts.trade
    at = chance.randrange(len(part) - 1)
    turned = part[:at] + part[at + 1] + part[at] + part[at + 2 :]
    if not _chinese(parts) or turned == part:
        return None
    return full_name(replace(parts, brand=turned) if part is parts.brand else replace(parts, trade=turned))


def _region_moved(parts: Parts, chance: Random) -> str | None:
    if not _chinese(parts) or parts.style not in ("city", "bracket"):
        return None
    city = parts.spot.city.removesuffix("市")
    if parts.style == "bracket":
        return full_name(replace(parts, style="city"))
    return chance.choice(
        (
            f"{parts.brand}（{city}）{parts.trade}{parts.form}",
            f"{parts.brand}{parts.trade}({city}){parts.form}",
            f"{parts.brand}{parts.trade}{parts.form}（{city}）",
        )
    )


def _trade_left_out(parts: Parts, chance: Random) -> str | None:
    if not _chinese(parts) or len(parts.brand) < 3:
        return None
    return full_name(replace(parts, trade="", form=chance.choice(("", parts.form))))


def _trade_shortened(parts: Parts, chance: Random) -> str | None:
    if not _chinese(parts) or len(parts.trade) < 4:
        return None
    return full_name(replace(parts, trade=chance.choice((parts.trade[:-2], parts.trade[-2:]))))


def _english(parts: Parts, chance: Random) -> str | None:
    if not parts.english:
        return None
    name, forms = (
        f"{parts.brand} {parts.trade}",
        ("Co.,Ltd", "CO., LTD.", "Limited", "Company Limited", "co ltd", "Ltd.", ""),
    )
    return f"{chance.choice((name, name.upper(), name.lower()))} {chance.choice(forms)}".strip()


def _branch(parts: Parts, chance: Random) -> str | None:
    if not parts.branch:
        return None
    city, bare = parts.branch.removesuffix("分公司"), full_name(replace(parts, branch=""))
    short = full_name(replace(parts, branch="", form=""))
    return chance.choice(
        (f"{bare}({parts.branch})", f"{short}{parts.branch}", f"{bare}{city}市分公司", f"{short}（{city}）分公司")
    )


def _note(parts: Parts, chance: Random) -> str | None:
    notes = (
        "(已停用)",
        "（老客户）",
        "-停用",
        "【重复】",
        "（VIP）",
        "(新)",
        " 作废",
        "（勿动）",
        "[待核实]",
        "（张总）",
    )
    return full_name(parts) + chance.choice(notes)


def _number(parts: Parts, chance: Random) -> str | None:
    if "第" not in parts.brand:
        return None
    figure = NUMBERS.index(parts.brand[-1]) + 1
    return full_name(replace(parts, brand=f"{parts.brand[:-1]}{figure}"))


def _several(parts: Parts, chance: Random) -> str | None:
    short = _region_left_out(replace(parts, form=chance.choice(("", "有限责任公司", "公司"))), chance)
    return chance.choice((f"{short}（老客户）", f" {short}", short)) if short else None


def _other_name(parts: Parts, chance: Random) -> str | None:
    return full_name(_company(chance))


KINDS: dict[str, Callable[[Parts, Random], str | None]] = {
    "number": _number,
    "branch": _branch,
    "english": _english,
    "china": _china,
    "width": _width,
    "trade_left_out": _trade_left_out,
    "same_credit_code": _other_name,
    "same_email": _other_name,
    "same_phone": _other_name,
    "trade_shortened": _trade_shortened,
    "suffix_left_out": _suffix_left_out,
    "suffix_changed": _suffix_changed,
    "group": _group,
    "region_left_out": _region_left_out,
    "region_added": _region_added,
    "district_added": _district_added,
    "region_moved": _region_moved,
    "traditional": _traditional,
    "blanks": _blanks,
    "same_sound": _same_sound,
    "same_shape": _same_shape,
    "missing_sign": _missing_sign,
    "transposed": _transposed,
    "note": _note,
    "several": _several,
}
"""Every way of writing a name otherwise; the scarce ones first."""


# Look-alikes: the name of another company.
def _alike_trade(parts: Parts, chance: Random) -> Parts:
    rivals = {"科技": "贸易", "贸易": "科技", "机械": "物流", "食品": "化工"}
    trade = rivals.get(parts.trade) or chance.choice([t for t in TRADES if not set(t) & set(parts.trade)])
    return replace(parts, trade=trade)


def _alike_city(parts: Parts, chance: Random) -> Parts:
    style = parts.style if parts.style not in ("none", "china") else "city"
    return replace(parts, style=style, spot=chance.choice([s for s in SPOTS if s.province != parts.spot.province]))


def _alike_sound(parts: Parts, chance: Random) -> Parts:
    brand = _swap(parts.brand, SAME_SOUND, chance) or parts.brand[::-1]
    return replace(_alike_city(parts, chance), brand=brand)


def _alike_sign(parts: Parts, chance: Random) -> Parts:
    """One sign of the brand is another one that neither sounds nor looks like it."""
    at = chance.randrange(len(parts.brand))
    near = {sign for group in (*SAME_SOUND, *SAME_SHAPE) if parts.brand[at] in group for sign in group}
    sign = chance.choice([sign for sign in SIGNS if sign not in near and sign != parts.brand[at]])
    return replace(parts, brand=parts.brand[:at] + sign + parts.brand[at + 1 :])


def _alike_head(parts: Parts, chance: Random) -> Parts:
    return replace(parts, branch=f"{chance.choice(('华东', '苏州', '武汉', '第二'))}分公司")


def _pair_branch(parts: Parts, chance: Random) -> tuple[Parts, Parts]:
    one, other = chance.sample(("华东", "华南", "华北", "西南", "东北", "广州", "天津"), 2)
    return replace(parts, branch=f"{one}分公司"), replace(parts, branch=f"{other}分公司")


def _pair_branch_number(parts: Parts, chance: Random) -> tuple[Parts, Parts]:
    one, other = chance.sample(NUMBERS[:5], 2)
    word = chance.choice(("分公司", "分厂", "店", "项目部"))
    return replace(parts, branch=f"{one}{word}"), replace(
        parts, branch=f"第{other}{word}" if word != "店" else f"{other}店"
    )


def _pair_number(parts: Parts, chance: Random) -> tuple[Parts, Parts]:
    one, other = chance.sample(range(1, 9), 2)
    word = chance.choice(("第{}机床厂", "第{}人民医院", "{}号仓", "第{}中学"))
    made = (
        replace(parts, trade=word.format(n if chance.random() < 0.5 else NUMBERS[n - 1]), form="") for n in (one, other)
    )
    first, second = made
    return first, second


ALIKE: dict[str, Callable[[Parts, Random], Parts]] = {
    "other_trade": _alike_trade,
    "other_city": _alike_city,
    "sound_and_city": _alike_sound,
    "other_sign": _alike_sign,
    "head_and_branch": _alike_head,
}
PAIRS_MADE: dict[str, Callable[[Parts, Random], tuple[Parts, Parts]]] = {
    "branches": _pair_branch,
    "branch_numbers": _pair_branch_number,
    "numbers": _pair_number,
}


def _look_alikes(chance: Random, bases: list[Parts], rows: list[Labelled], count: int) -> list[Labelled]:
    """Others beside companies of the list, and pairs of two that are both new; entities from a million on."""
    plain = [at for at, p in enumerate(bases) if _chinese(p) and p.brand.isalpha() and "第" not in p.brand]
    chosen = chance.sample(plain, count)
    made: list[Labelled] = []
    kinds = [*ALIKE, *PAIRS_MADE]
    for number, at in enumerate(chosen):
        kind, entity = kinds[number % len(kinds)], 10**6 + 2 * number
        if kind in ALIKE:
            made.append(_stranger(entity, ALIKE[kind](bases[at], chance), kind, chance))
            continue
        first, second = PAIRS_MADE[kind](_company_like(bases[at], chance), chance)
        made += [_stranger(entity, first, kind, chance), _stranger(entity + 1, second, kind, chance)]
    return made


def _company_like(parts: Parts, chance: Random) -> Parts:
    """A company with a brand of its own, so that a pair of branches has no head office in the list by chance."""
    return replace(parts, brand="".join(chance.choices(SIGNS, k=3)), form="有限公司")


def _stranger(entity: int, parts: Parts, kind: str, chance: Random) -> Labelled:
    row = _first_row(entity, parts, chance)
    return replace(row, phone=_phone(chance), kind=f"alike_{kind}", city=parts.spot.city)
