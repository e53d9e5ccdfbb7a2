"""What becomes of one text cell: its one form, the rule that was applied, or why it stays as it is."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, NamedTuple

from salesplan.compute.cleaning.credit_codes import credit_code, is_credit_code
from salesplan.compute.cleaning.emails import email
from salesplan.compute.cleaning.phones import phone
from salesplan.compute.cleaning.placeholders import is_placeholder
from salesplan.compute.cleaning.texts import code_text, name_text, prose, rule_of
from salesplan.model.hidden_signs import without_hidden

Way = Literal["phone", "email", "credit_code", "name", "code", "text", "own"]
"""How a text is brought to one form. ``own``: a column of the user's own, of which no word is taken for nothing."""
RULES = (
    *("placeholder", "phone", "email", "date", "date_as_text", "amount", "number_as_text"),
    *("width", "brackets", "blanks", "code", "hidden"),
)
"""What was done to a cell, in the order it is told."""
FAULTS = (
    *("unreadable", "bounds", "future"),
    *("phone", "phone_area", "phone_several", "email", "email_typo", "email_several", "credit_code"),
)
"""Why a cell stays as it is, in the order it is told."""
DOUBTFUL = ("phone_several", "email_several")
"""Cells that stay though nothing in them is wrong: they do not count against validity."""
NAMES = frozenset(("customer_name", "contact", "owner", "rep", "leader"))
"""Fields that hold the name of a company or a person in any list; ``name`` does in NAMED only."""
NAMED = ("customers", "reps")
_REGIONS = {
    **dict.fromkeys(("中国", "中國", "中国大陆", "中國大陸", "大陆", "大陸", "china", "cn", "prc"), "CN"),
    **dict.fromkeys(("台湾", "台灣", "臺灣", "中国台湾", "taiwan", "tw"), "TW"),
    **dict.fromkeys(("香港", "中国香港", "hong kong", "hongkong", "hk"), "HK"),
    **dict.fromkeys(("澳门", "澳門", "中国澳门", "macau", "macao", "mo"), "MO"),
    **dict.fromkeys(("新加坡", "singapore", "sg"), "SG"),
    **dict.fromkeys(("日本", "japan", "jp"), "JP"),
    **dict.fromkeys(("韩国", "韓國", "south korea", "korea", "kr"), "KR"),
    **dict.fromkeys(("美国", "美國", "usa", "us", "united states"), "US"),
    **dict.fromkeys(("德国", "德國", "germany", "de"), "DE"),
    **dict.fromkeys(("英国", "英國", "uk", "gb", "united kingdom"), "GB"),
}


class Treated(NamedTuple):
    """A cell after cleaning: its text (None: empty), the rule that changed it, why it was left.

    ``key`` is the same for the same phone, address or credit code, however it is written; None where it proves nothing.
    """

    new: str | None
    rule: str | None = None
    fault: str | None = None
    key: str | None = None


def region_of(country: str | None, home: str) -> str:
    """Whose phone numbers a customer's are: of his country where the list names one that is known, else of ``home``."""
    return _REGIONS.get(code_text(country).lower(), home) if country else home


def way_of(field: str | None, kind: str, table: str) -> Way | None:
    """How the texts of a column are cleaned; None where they are none (dates, figures, marks) or stay as they are."""
    if kind == "phone":
        return "phone"
    if field in ("email", "credit_code"):
        return "email" if field == "email" else "credit_code"
    if field in NAMES or (field == "name" and table in NAMED):
        return "name"
    if kind == "code":
        return "code"
    return ("text" if field else "own") if kind == "text" else None


def treat(shown: str, read: str | None, way: Way, region: str = "CN", more: Collection[str] = ()) -> Treated:
    """What becomes of a text cell.

    ``shown`` is what stands in it, ``read`` what it was read as (None: a mark for nothing, or blank). A doubtful cell
    keeps what it shows. Signs that nobody sees go in any case. ``more``: further placeholders of the plan.
    """
    seen = without_hidden(shown)
    if seen == shown:
        return _treat(shown, read, way, region, more)
    made = _treat(seen, None if read is None else without_hidden(read), way, region, more)
    return made if made.new is None else made._replace(rule="hidden")


def _treat(shown: str, read: str | None, way: Way, region: str, more: Collection[str]) -> Treated:
    if not shown.strip():
        return Treated(None, "blanks")
    if way == "own":
        return _as_text(shown, prose(shown))
    kind = way if way in ("phone", "email") else "text"
    if read is None or is_placeholder(read, kind, more):
        return Treated(None, "placeholder")
    if way in ("name", "text"):
        return _as_text(shown, name_text(read) if way == "name" else prose(read))
    return _of_form(shown, read, way, region)


def _of_form(shown: str, read: str, way: Way, region: str) -> Treated:
    """A cell that has a form of its own: a phone, an address, a code."""
    if way == "phone":
        number = phone(read, region)
        return _formed(shown, (number.written, number.key, number.fault), "phone")
    if way == "email":
        address = email(read)
        return _formed(shown, (address.written, address.written, address.fault), "email")
    code = credit_code(read) if way == "credit_code" else code_text(read)
    wrong = way == "credit_code" and not is_credit_code(code, region)
    key = code if way == "credit_code" else None
    return Treated(code, "code" if code != shown else None, "credit_code" if wrong else None, key)


def _as_text(shown: str, new: str) -> Treated:
    return Treated(new or None, rule_of(shown, new) if new != shown else None)


def _formed(shown: str, found: tuple[str | None, str | None, str | None], rule: str) -> Treated:
    written, key, fault = found
    if fault is not None or written is None:
        return Treated(shown, None, fault or rule)
    return Treated(written, rule if written != shown else None, None, key)
