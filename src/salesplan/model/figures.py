"""The exact digits of figures, as files and sentences hold them: nothing is rounded here."""

from __future__ import annotations

from decimal import Decimal


def plain(value: Decimal) -> str:
    """The digits without separators, exponent or trailing zeros: what JSON and CSV hold."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def figure(value: Decimal | None) -> str:
    """The same with separators, as a sentence quotes it: ``1,200.5``; nothing where there is none."""
    return "" if value is None else f"{Decimal(plain(value)):,f}"
