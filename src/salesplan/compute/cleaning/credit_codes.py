"""The unified social credit code of a company (GB 32100): 18 signs, of which the last proves the others."""

from __future__ import annotations

import re
import unicodedata

SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The signs in the order of their values 0 to 30; I, O, S, V and Z are not among them."""
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
"""Powers of 3 modulo 31."""
_MODULUS = 31
_FORM = re.compile(f"[{SIGNS}]{{2}}\\d{{6}}[{SIGNS}]{{10}}")
_TAX_ID = re.compile(r"\d{8}")
"""The number of a company in Taiwan (統一編號), which stands in the same column."""
_TAX_WEIGHTS = (1, 2, 1, 2, 1, 2, 4, 1)


def credit_code(text: str) -> str:
    """The code in half width and capitals without blanks; no sign is replaced by another."""
    return unicodedata.normalize("NFKC", "".join(unicodedata.normalize("NFKC", text).split()).upper())


def is_credit_code(code: str, region: str = "CN") -> bool:
    """Whether a code is one: its form is right and its last sign is the check sign of the 17 before.

    In Taiwan it is a number of eight digits with a check of its own.
    """
    if region == "TW":
        return _TAX_ID.fullmatch(code) is not None and _is_tax_id(code)
    return _FORM.fullmatch(code) is not None and check_sign(code[:17]) == code[17]


def check_sign(first: str) -> str:
    """The sign that 17 others ask for: 31 less the weighted sum of their values modulo 31; 31 is 0."""
    total = sum(SIGNS.index(sign) * weight for sign, weight in zip(first, WEIGHTS, strict=True))
    return SIGNS[-total % _MODULUS]


def _is_tax_id(code: str) -> bool:
    """The digit sums of the weighted digits add up to a multiple of 5; a 7 in the seventh place may count one less."""
    total = sum(sum(divmod(int(digit) * weight, 10)) for digit, weight in zip(code, _TAX_WEIGHTS, strict=True))
    return total % 5 == 0 or (code[6] == "7" and (total + 1) % 5 == 0)
