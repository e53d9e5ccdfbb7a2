"""E-mail addresses in one form: half width, small letters, without the slips that can only be meant one way."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from salesplan.compute.cleaning.placeholders import is_placeholder

Fault = Literal["email", "email_several", "email_typo"]
"""Why an address is left as it is: it is none, there are several in the cell, its ending is mistyped perhaps."""
_ADDRESS = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}"
)
_NAMED = re.compile(r"^[^<>]*<([^<>]+)>$")
_MISTYPED = re.compile(
    r"\.(?:con|cmo|ocm|comm|cnn|nte)$|@(?:gmial|gmai|gamil|hotmial|hotmai)\.com$|@(?:qq|163|126|gmail|sina)\.(?:co|cm|om|cim)$"
)
_SEPARATORS = re.compile(r"[;,/、\s]+")
_STOPS = str.maketrans({"。": ".", "．": ".", "｡": ".", "，": ",", "；": ";"})


@dataclass(frozen=True)
class Email:
    """An e-mail cell as it was understood: the address in its one form, or why a cell that holds something has none."""

    written: str | None = None
    fault: Fault | None = None


EMPTY = Email()


def email_key(text: str | None) -> str | None:
    """What is the same for the same address; None for an empty cell, a placeholder, several, and what is no address."""
    found = email(text or "")
    return found.written if found.fault is None else None


@lru_cache(maxsize=200_000)
def email(text: str) -> Email:
    """An e-mail cell understood.

    Made right without asking: full width, capitals, blanks around @ and dots, 。 for a dot, mailto:, a name before
    ``<address>``, a stop at the end. Left as they are: several addresses, what is no address, an ending such as
    ``.con``.
    """
    plain = _plain(text)
    if not plain or is_placeholder(plain, "email"):
        return EMPTY
    if plain.count("@") > 1:
        return Email(fault="email_several" if _all_addresses(plain) else "email")
    bare = re.sub(r"\s*([@.])\s*", r"\1", plain).strip(".,;:'\"")
    if not _ADDRESS.fullmatch(bare):
        return Email(fault="email")
    return Email(fault="email_typo") if _MISTYPED.search(bare) else Email(bare)


def _plain(text: str) -> str:
    """Half width, small letters, without mailto: and what stands around ``<address>``."""
    bare = unicodedata.normalize("NFKC", text.translate(_STOPS)).translate(_STOPS)
    bare = "".join(sign for sign in bare if unicodedata.category(sign) != "Cf").strip().lower()
    named = _NAMED.match(bare)
    return (named[1] if named else bare).removeprefix("mailto:").strip()


def _all_addresses(plain: str) -> bool:
    return all(_ADDRESS.fullmatch(part) for part in _SEPARATORS.split(plain) if part)
