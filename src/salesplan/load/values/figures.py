"""One text as an exact number: thousands commas, 万 and 亿, brackets, currency signs; else why it is none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from salesplan.load.values.cells import MISSING, Answer
from salesplan.load.values.units import CURRENCIES, Unit, currency_in, unit_of
from salesplan.load.values.words import is_missing, plain

PLACES = 6
"""Amounts keep at most six decimals; more is the noise of binary arithmetic in exporting programs."""
LIMIT = 2**63 - 1
"""The largest number of millionths (9.2 million millions): then no column can overflow, whatever its decimals."""
_LONGEST_EXPONENT = 40

_NUMBER = r"(?P<whole>[1-9][0-9]{0,2}(?:[, '][0-9]{3})+|[0-9]+)?(?:\.(?P<part>[0-9]*))?(?:E(?P<exp>[-+]?[0-9]{1,4}))?"
_FIGURE = re.compile(
    rf"(?P<open>\()?\s*(?P<before>[^0-9.,()+-]*)(?P<sign>[-+])?(?P<inner>[^0-9.,()+-]*){_NUMBER}(?P<after>[^0-9().,-]*?)\s*(?P<close>\))?(?P<tail>-)?"
)
_STORED = re.compile(r"[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?")
_BY_PIECE = re.compile("[/每]")
_WORDS = "零〇一二两兩三四五六七八九十百千万萬亿億壹贰貳叁參肆伍陆陸柒捌玖拾佰仟元圆圓角分整点點负負半廿"
_WHY: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (reason, re.compile(pattern))
    for reason, pattern in (
        ("hashes", r"#+"),
        ("error-value", r"#[A-Z0-9_/名称数值]+[!?]?|ERR:\d+"),
        ("formula-text", r"[=@].*[A-Z(].*"),
        ("truth", r"TRUE|FALSE|YES|NO|是|否"),
        ("discount", r"[0-9.]+折.*"),
        ("discount-words", rf"[{_WORDS}]+折.*"),
        ("words", rf"(?:人民币|人民幣)?[{_WORDS}]+"),
        ("sign-alone", rf"(?:{'|'.join(re.escape(m) for marks in CURRENCIES.values() for m in marks.split())}|元)"),
        (
            "estimate",
            r"(?:约|約|大约|大約|大概|近|超过|超過|不足|将近|預計|预计|ABOUT|APPROX\.?|CA\.|[~≈<>≤≥+-]?[<>≤≥~≈]).*[0-9].*",
        ),
        ("estimate", r".*[0-9].*(?:左右|以上|以下|余|餘|多|[0-9]\+)[万萬亿億千元]*"),
        ("range", r"[^0-9]*[0-9.,]+[^0-9]{0,3}(?:-|~|至|到|TO)[^0-9]{0,3}[0-9.,]+[^0-9]*"),
        ("day", r"[0-9]{4}[-/.年][0-9]{1,2}(?:[-/.月][0-9]{1,2}.*)?"),
        ("piece", r".*[0-9].*(?:/|每|PER ).+"),
        ("letter", r"(?=.*[OILSBZ])[-+]?[0-9OILSBZ,.]*[0-9][0-9OILSBZ,.]*"),
        ("two-points", r"[^0-9]*[0-9]*\.[0-9]*\.[0-9.]*[^0-9]*"),
        ("comma-place", r"[^0-9]*[0-9,.]*,[0-9,.]*[^0-9]*"),
        ("percent", r"[-+]?[0-9.,]+ ?[%‰]"),
        ("measure", r"[-+]?[0-9][0-9.,]* ?[^\W\d_]{1,8}"),
    )
)


@dataclass(frozen=True)
class Rules:
    """How the numbers of one column are read.

    ``unit`` is that of the column; ``own`` the plan's currency, ``rates`` what others are worth in it; ``comma``
    whether the column writes decimals with a comma; ``percent`` whether % may follow a number.
    """

    unit: Unit = field(default_factory=Unit)
    own: str = "CNY"
    rates: Mapping[str, Decimal] = field(default_factory=dict)
    comma: bool = False
    percent: bool = False


def number_in_file(text: str, rules: Rules) -> Answer:
    """Millionths of a number cell: its 15 significant digits, which Excel shows and compares, half up at six places."""
    try:
        number = float(text) if _STORED.fullmatch(text) else None
    except ValueError:
        number = None
    if number is None:
        return Answer(reason="damaged-number")
    if not abs(number) <= LIMIT:
        return Answer(reason="too-large")
    return _worth(Decimal(f"{number:.15g}"), rules.unit, rules)


def figure(text: str, rules: Rules) -> Answer:
    """Millionths of a number as people type it, from its digits, exact."""
    bare = plain(text).upper()
    if is_missing(bare):
        return MISSING
    found = _FIGURE.fullmatch(_pointed(bare) if rules.comma else bare)
    if found is None or (found["open"] is None) != (found["close"] is None) or not (found["whole"] or found["part"]):
        return Answer(reason=_why(bare, rules))
    unit = _unit_around(found, rules)
    if unit is None:
        return Answer(reason=_why(bare, rules))
    if _is_doubtful(found, unit, rules):
        return Answer(reason="which-unit")
    return _worth(_number(found), unit, rules)


def _pointed(text: str) -> str:
    """A text of a column with decimal commas, with a decimal point."""
    return text.replace(",", "\0").replace(".", ",").replace("\0", ".")


def _number(found: re.Match[str]) -> Decimal:
    whole = re.sub(r"[, ']", "", found["whole"] or "0")
    exponent = max(-_LONGEST_EXPONENT, min(_LONGEST_EXPONENT, int(found["exp"] or 0)))
    number = Decimal(f"{whole}.{found['part'] or '0'}").scaleb(exponent)
    minus = found["sign"] == "-" or found["open"] or found["tail"]
    return -number if minus else number


def _unit_around(found: re.Match[str], rules: Rules) -> Unit | None:
    """The unit of one cell: what stands around its number, else that of its column; None where it is none we know."""
    before, after = (found["before"] + found["inner"]).strip(), found["after"].strip()
    if not before and not after:
        return rules.unit
    unit = unit_of(f"{before} {after}".strip(), rules.own)
    if unit is None or (unit.share and not rules.percent) or _BY_PIECE.search(after):
        return None
    if unit.sized:
        return unit
    return Unit(rules.unit.power, unit.currency or rules.unit.currency)


def _is_doubtful(found: re.Match[str], unit: Unit, rules: Rules) -> bool:
    """Whether a number has only a sign (¥1,200,000) where the column says 万元: yuan, or 万元, cannot be told."""
    sign = (found["before"] + found["inner"] + found["after"]).strip()
    return bool(sign) and unit.power > 0 and not unit.sized and (not unit.currency or unit.currency in rules.rates)


def _worth(number: Decimal, unit: Unit, rules: Rules) -> Answer:
    """A number of some unit in millionths of the plan's currency, half up; a currency without a rate is refused."""
    mark = None
    if unit.currency is not None:
        rate = rules.rates.get(unit.currency)
        if rate is None:
            return Answer(reason="currency")
        number, mark = number * rate, "converted"
    exact = number.scaleb(unit.power + PLACES)
    rounded = exact.to_integral_value(ROUND_HALF_UP)
    if abs(rounded) > LIMIT:
        return Answer(reason="too-large")
    return Answer(int(rounded), mark=mark or (None if rounded == exact else "rounded"))


def _why(bare: str, rules: Rules) -> str:
    """Why a text is no number: the first cause that fits."""
    reason = next((reason for reason, pattern in _WHY if pattern.fullmatch(bare)), "number")
    if reason in ("measure", "number", "comma-place", "piece") and currency_in(bare, rules.own):
        return "currency"
    return reason
