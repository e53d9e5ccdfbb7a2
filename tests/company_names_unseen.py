"""A second labelled list, by other rules: written after the matcher, measured before anything was changed for it.

It shows whether the matcher knows names or only the first list. 2,000 companies in 24 other places, most of them
counties and county cities; brands of two or three of 45 signs, so that many companies are near each other by chance;
48 trades, of which half are in no list of ours; legal forms of small traders, too. Contacts: a phone 60 %, a city
column 50 %, nothing else; the second row has the same phone in 15 %, another in 45 %, and the same city in 40 %.
Variations and look-alikes are those of ``VARIED`` and ``OTHERS``; homophones and typing slips are other ones than in
the first list, made with another table.

Measured before any change (seed 41): precision 0.9953, recall 0.8410. What was missed then: codes in front of names,
slips in the legal form, shops without their 店, districts without 区. The first three were mended in general terms, so
that this list is no longer unseen; the fourth was left as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from company_names import Labelled

PLACES = (
    *(
        "昆山市",
        "义乌市",
        "晋江市",
        "慈溪市",
        "张家港市",
        "江阴市",
        "诸暨市",
        "石狮市",
        "乐清市",
        "滕州市",
        "即墨区",
        "增城区",
    ),
    *(
        "南海区",
        "龙岗区",
        "柯桥区",
        "临沂市",
        "洛阳市",
        "柳州市",
        "遵义市",
        "包头市",
        "兰州市",
        "银川市",
        "乌鲁木齐市",
        "襄阳市",
    ),
)
SIGNS = "大中天地人一品上正新优百旺达顺发鑫源盛恒信诚和泰丰康华东方瑞祥吉利好运来美佳宏图远航创"
TRADES = (
    *(
        "喷绘",
        "烘焙",
        "宠物用品",
        "眼镜",
        "假发",
        "渔具",
        "家政服务",
        "汽修",
        "驾校",
        "幼儿园",
        "茶叶",
        "苗木",
        "石材",
        "管件",
    ),
    *(
        "紧固件",
        "弹簧",
        "标识",
        "传感器",
        "压缩机",
        "无纺布",
        "毛纱",
        "羽绒制品",
        "拉链",
        "调味品",
        "商贸",
        "科技",
        "机械",
        "电子",
    ),
    *(
        "建材",
        "物流",
        "食品",
        "服装",
        "家具",
        "五金",
        "塑料",
        "包装",
        "化工",
        "印务",
        "广告",
        "餐饮",
        "酒店",
        "医疗器械",
    ),
    *("环保设备", "电器", "灯具", "装饰材料", "农资", "种植"),
)
FORMS = ("有限公司",) * 10 + ("有限责任公司", "商行", "经营部", "厂", "店", "个体工商户", "专业合作社")
SOUNDS = {
    "达": "大",
    "盛": "胜",
    "恒": "横",
    "信": "心",
    "诚": "城",
    "和": "禾",
    "泰": "太",
    "康": "糠",
    "华": "滑",
    "瑞": "锐",
}
SOUNDS |= {
    "祥": "翔",
    "吉": "极",
    "利": "力",
    "美": "每",
    "宏": "红",
    "航": "杭",
    "创": "窗",
    "旺": "望",
    "顺": "舜",
    "品": "聘",
}
Varied = Callable[[str, str, str, str, Random], str | None]


def _full(place: str, brand: str, trade: str, form: str) -> str:
    return f"{place}{brand}{trade}{form}"


def _double(place: str, brand: str, trade: str, form: str, chance: Random) -> str | None:
    at = chance.randrange(len(brand))
    return _full(place, brand[:at] + brand[at] + brand[at:], trade, form) if len(brand) > 2 else None


def _slip_in_form(place: str, brand: str, trade: str, form: str, chance: Random) -> str | None:
    slips = ("有限公可", "有限公司司", "有限公", "有限责任公可", "有 限 公 司", "有线公司")
    return _full(place, brand, trade, chance.choice(slips)) if form == "有限公司" else None


def _homophone(place: str, brand: str, trade: str, form: str, chance: Random) -> str | None:
    spots = [at for at, sign in enumerate(brand) if sign in SOUNDS]
    if not spots:
        return None
    at = chance.choice(spots)
    return _full(place, brand[:at] + SOUNDS[brand[at]] + brand[at + 1 :], trade, form)


def _short(place: str, brand: str, trade: str, form: str, chance: Random) -> str | None:
    return brand + trade


def _bare_place(place: str, brand: str, trade: str, form: str, chance: Random) -> str | None:
    return _full(place[:-1], brand, trade, form)


def _behind(place: str, brand: str, trade: str, form: str, chance: Random) -> str | None:
    return f"{brand}{trade}{form}（{place}）"


def _with_person(place: str, brand: str, trade: str, form: str, chance: Random) -> str | None:
    return _full(place, brand, trade, form) + chance.choice(
        ("（王老板）", "-李总", "（老客户勿动）", "（刘姐介绍）", "（13900001111）")
    )


def _former(place: str, brand: str, trade: str, form: str, chance: Random) -> str | None:
    return _full(place, brand, trade, form) + f"（原{place}{brand[::-1]}{trade}）"


def _coded(place: str, brand: str, trade: str, form: str, chance: Random) -> str | None:
    return chance.choice(("*", "A-", "01.", "K")) + _full(place, brand, trade, form)


def _english_behind(place: str, brand: str, trade: str, form: str, chance: Random) -> str | None:
    return _full(place, brand, trade, form) + "(HENGXIN TRADING CO.,LTD)"


def _missing(place: str, brand: str, trade: str, form: str, chance: Random) -> str | None:
    at = chance.randrange(len(trade))
    return _full(place, brand, trade[:at] + trade[at + 1 :], form) if len(trade) > 2 else None


VARIED: dict[str, Varied] = {
    "sign twice": _double,
    "slip in the legal form": _slip_in_form,
    "homophone": _homophone,
    "short name": _short,
    "bare place": _bare_place,
    "place behind": _behind,
    "person behind": _with_person,
    "former name behind": _former,
    "code in front": _coded,
    "english behind": _english_behind,
    "sign missing in the trade": _missing,
}
OTHERS: dict[str, Varied] = {
    "other trade": lambda p, b, t, f, c: _full(p, b, c.choice([x for x in TRADES if not set(x) & set(t)]), f),
    "other place": lambda p, b, t, f, c: _full(c.choice([x for x in PLACES if x != p]), b, t, f),
    "phase": lambda p, b, t, f, c: _full(p, b, t, f) + c.choice(("二期", "二分厂", "三门市部")),
    "branch": lambda p, b, t, f, c: _full(p, b, t, f) + c.choice(("郑州分公司", "西北办事处", "城南店")),
    "other brand": lambda p, b, t, f, c: _full(p, c.choice("丁戊己庚辛壬癸子丑寅卯") + b[1:], t, f),
}


def unseen_set(seed: int = 41, companies: int = 2000, each: int = 60) -> list[Labelled]:
    """The rows of the list, in an order of chance."""
    chance = Random(seed)  # noqa: S311 - made-up names, the same every time
    parts: dict[str, tuple[str, str, str, str]] = {}
    while len(parts) < companies:
        brand = "".join(chance.choices(SIGNS, k=chance.choice((2, 2, 3, 3, 3))))
        made = (chance.choice(PLACES), brand, chance.choice(TRADES), chance.choice(FORMS))
        parts.setdefault(_full(*made), made)
    rows = [
        _row(name, at, "company", chance, made[0], (0.6, 0.0), None) for at, (name, made) in enumerate(parts.items())
    ]
    bases = list(parts.values())
    made_rows: list[Labelled] = []
    for kind, vary in VARIED.items():
        order = chance.sample(range(companies), companies)
        named = ((at, vary(*bases[at], chance)) for at in order)
        fitting = [(at, name) for at, name in named if name and name != rows[at].name][:each]
        made_rows += [_row(name, at, kind, chance, bases[at][0], (0.45, 0.15), rows[at].phone) for at, name in fitting]
    for number, at in enumerate(chance.sample(range(companies), 200)):
        kind = [*OTHERS][number % len(OTHERS)]
        name = OTHERS[kind](*bases[at], chance) or ""
        made_rows.append(_row(name, 10**6 + number, f"alike: {kind}", chance, "", (1.0, 0.0), None))
    everything = [*rows, *made_rows]
    chance.shuffle(everything)
    return [
        Labelled(f"U{n:05d}", r.name, r.phone, r.email, r.credit_code, r.city, r.entity, r.kind)
        for n, r in enumerate(everything)
    ]


def _row(
    name: str, entity: int, kind: str, chance: Random, place: str, shares: tuple[float, float], same: str | None
) -> Labelled:
    draw, (other, equal) = chance.random(), shares
    own = f"13{chance.randrange(10**9):09d}"
    phone = same if draw < equal else own if draw < equal + other else None
    city = place if place and chance.random() < (0.5 if kind == "company" else 0.4) else None
    return Labelled("", name, phone, None, None, city, entity, kind)
