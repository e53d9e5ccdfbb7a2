"""What kind of contact a row is about, from the words people and CRMs use."""

from __future__ import annotations

from salesplan.model.near import plain_name

KINDS: tuple[str, ...] = ("call", "visit", "demo", "quote", "meeting", "other")
_WORDS = {
    "visit": (
        "拜访",
        "拜訪",
        "走访",
        "走訪",
        "上门",
        "上門",
        "到访",
        "到訪",
        "现场",
        "現場",
        "visit",
        "onsite",
        "on-site",
    ),
    "demo": ("演示", "试用", "試用", "样品", "樣品", "demo", "trial", "presentation"),
    "quote": ("报价", "報價", "方案", "quot", "proposal", "offer"),
    "meeting": ("会议", "會議", "会谈", "會談", "洽谈", "洽談", "面谈", "面談", "meeting", "event"),
    "call": ("电话", "電話", "去电", "来电", "來電", "call", "phone", "tel"),
}


def contact_kind(word: str | None) -> str:
    """``visit`` for 上门拜访, ``call`` for 电话回访; ``other`` for everything else and for nothing."""
    plain = plain_name(word or "")
    return next((kind for kind, words in _WORDS.items() if any(each in plain for each in words)), KINDS[-1])
