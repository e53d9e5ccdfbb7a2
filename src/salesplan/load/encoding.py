"""Which encoding a text file is in, by a fixed rule, and its text.

In this order: the user's word; a byte order mark; the zero bytes of UTF-16; strict UTF-8; else GB18030, Big5 and CP1252
are scored by the share of everyday characters and the best wins. Below one half nothing fits and the file is refused;
two scores closer than 0.15 are said to be unsure. An encoding always decodes the whole file strictly or does not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from salesplan.errors import BadInput, BadUsage, Place, Problem
from salesplan.load.refusal import refusal
from salesplan.text import Text

MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
CODECS: dict[str, tuple[str, ...]] = {
    "utf-8": ("utf-8",),
    "gb18030": ("gb18030",),
    "big5": ("cp950", "big5hkscs"),
    "cp1252": ("cp1252",),
    "utf-16-le": ("utf-16-le",),
    "utf-16-be": ("utf-16-be",),
    "utf-32-le": ("utf-32-le",),
    "utf-32-be": ("utf-32-be",),
    "shift_jis": ("cp932",),
    "euc-kr": ("cp949",),
}
"""The encodings that can be asked for, and the codecs that read each: Windows' own Big5 before Hong Kong's."""
_OTHER_NAMES = {
    "utf8": "utf-8", "utf-8-sig": "utf-8", "ascii": "utf-8", "gbk": "gb18030", "gb2312": "gb18030", "cp936": "gb18030",
    "cp950": "big5", "big5hkscs": "big5", "big5-hkscs": "big5", "windows-1252": "cp1252", "latin-1": "cp1252",
    "latin1": "cp1252", "iso-8859-1": "cp1252", "utf-16": "utf-16-le", "sjis": "shift_jis", "shift-jis": "shift_jis",
}  # fmt: skip
_LEAST = 0.5
_CLOSE = 0.15
_SAMPLE = 1 << 16


@dataclass(frozen=True)
class Decoded:
    """The text without its mark, its encoding, whether that is sure, and the other encodings that fit about as well."""

    text: str
    encoding: str
    sure: bool = True
    others: tuple[str, ...] = ()


def decode(data: bytes, typed: str, wanted: str | None = None) -> Decoded:
    """The text of a file and its encoding. Raises BadInput when no encoding fits or a zero character is in the text."""
    if wanted is not None:
        return _as_wanted(data, typed, encoding_named(wanted))
    for mark, name in MARKS:
        if data.startswith(mark):
            return Decoded(_strictly(data[len(mark) :], typed, name), f"{name} with byte order mark")
    if (wide := unmarked_utf16(data)) is not None:
        return Decoded(_strictly(data, typed, wide), wide)
    if b"\0" in data:
        raise _zero(typed, data.count(b"\n", 0, data.index(b"\0")) + 1)
    try:
        return Decoded(data.decode("utf-8"), "ascii" if data.isascii() else "utf-8")
    except UnicodeDecodeError as error:
        return _best(data, typed, error.start)


def encoding_named(name: str) -> str:
    """The name under which salesplan reports an encoding. Raises BadUsage, with the list, for one that is not known."""
    plain = name.strip().lower().removesuffix(" with byte order mark").replace("_", "-")
    plain = _OTHER_NAMES.get(plain, plain)
    if plain not in CODECS:
        what = Text("不认识编码“{name}”", 'The encoding "{name}" is not known').format(name=name)
        fix = Text("可用：{known}", "One of: {known}").format(known=", ".join(CODECS))
        raise BadUsage(Problem("READ-encoding-name", "error", what, fix, Place(key="encoding"), name))
    return plain


def _as_wanted(data: bytes, typed: str, name: str) -> Decoded:
    # whoever says utf-16 cannot know the byte order: the mark decides
    marked = next(((mark, found) for mark, found in MARKS if data.startswith(mark) and found[:6] == name[:6]), None)
    if marked is None:
        return Decoded(_strictly(data, typed, name), name)
    return Decoded(_strictly(data[len(marked[0]) :], typed, marked[1]), f"{marked[1]} with byte order mark")


def _strictly(data: bytes, typed: str, name: str) -> str:
    text, start = _try(data, name)
    if text is None:
        raise _misfit(typed, data.count(b"\n", 0, start) + 1, name)
    if "\0" in text:
        raise _zero(typed, text.count("\n", 0, text.index("\0")) + 1)
    return text


def _try(data: bytes, name: str) -> tuple[str | None, int]:
    """The text, or None and the first byte that no codec of this encoding reads."""
    start = 0
    for codec in CODECS[name]:
        try:
            return data.decode(codec), 0
        except UnicodeDecodeError as error:
            start = max(start, error.start)
    return None, start


def unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark, by its zeros: at least one byte in eight, nearly all on the same side of the pairs."""
    head = data[:4096]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) * 8 < len(head) or max(even, odd) <= 4 * min(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _best(data: bytes, typed: str, not_utf8_at: int) -> Decoded:
    ranked = sorted(((_everyday(data, name), name) for name in ("gb18030", "big5", "cp1252")), reverse=True)
    best = next(
        ((score, name, text) for score, name in ranked if score >= _LEAST and (text := _try(data, name)[0])), None
    )
    if best is None:
        raise _misfit(typed, data.count(b"\n", 0, not_utf8_at) + 1)
    score, name, text = best
    others = tuple(other for rank, other in ranked if other != name and score - rank <= _CLOSE and _try(data, other)[0])
    return Decoded(text, name, not others, others)


def _everyday(data: bytes, name: str) -> float:
    """Share of the high bytes that everyday text of this encoding is made of, 0 to 1, in a sample from the first on."""
    first = re.search(rb"[\x80-\xff]", data)
    start = data.rfind(b"\n", 0, first.start()) + 1 if first else 0
    sample = data[start : start + _SAMPLE]
    sample = sample[: sample.rfind(b"\n") + 1] or sample
    return _western(sample) if name == "cp1252" else _chinese(sample, name)


_WESTERN = frozenset("€‚„…‘’“”•–—™ŠšŒœŽžŸ\u00a0¡£§©ª«®°±²³´µ·º»¼½¾¿".encode("cp1252")) | frozenset(range(0xC0, 0x100))
"""What single high bytes stand for in western text: accented letters, dashes, quotes, ordinals, signs."""


def _western(sample: bytes) -> float:
    """CP1252: single high bytes with an everyday meaning. Never above 0.9, so Chinese that fits wins."""
    runs = re.findall(rb"[\x80-\xff]+", sample)
    if not runs:
        return 0.0
    single = sum(len(run) == 1 for run in runs) / len(runs)
    everyday = sum(byte in _WESTERN for run in runs for byte in run) / sum(map(len, runs))
    return 0.9 * single * everyday


_LEVEL_1 = {"gb18030": (range(0xB0, 0xD8), 0xA1), "big5": (range(0xA4, 0xC7), 0x40)}
"""Lead bytes of the everyday hanzi, and the least trail byte."""
_SYMBOLS = range(0xA1, 0xA4)


def _chinese(sample: bytes, name: str) -> float:
    """GB18030: symbols and the 3,755 hanzi of level 1, both bytes high. Big5: symbols and level 1."""
    leads, least_trail = _LEVEL_1[name]
    common = total = 0
    for lead, trail in _pairs(sample):
        total += 1
        common += trail >= least_trail and (lead in leads or lead in _SYMBOLS)
    return common / total if total else 0.0


def _pairs(sample: bytes) -> Iterator[tuple[int, int]]:
    for pair in re.finditer(rb"[\x81-\xfe](?:[\x30-\x39][\x81-\xfe][\x30-\x39]|[\x40-\xfe])", sample):
        yield pair[0][0], pair[0][1]


def _misfit(typed: str, line: int, name: str | None = None) -> BadInput:
    if name is None:
        what = Text("文字编码无法识别", "No encoding fits the text")
    else:
        what = Text("内容不符合编码 {name}", "The content does not fit the encoding {name}").format(name=name)
    fix = Text(
        "请在 Excel 中打开后另存为“CSV UTF-8”，或用 --encoding 指明编码",
        'Open it in Excel and save it as "CSV UTF-8", or name the encoding with --encoding',
    )
    return refusal("READ-encoding", typed, what, fix, line)


def _zero(typed: str, line: int) -> BadInput:
    what = Text(
        "文字里有空字符（NUL），文件可能已损坏", "There is a zero character (NUL) in the text: the file may be damaged"
    )
    fix = Text(
        "请重新导出，或在编辑器里删掉这一行里的空字符",
        "Export it again, or take the zero character out of this line in an editor",
    )
    return refusal("READ-encoding", typed, what, fix, line)
