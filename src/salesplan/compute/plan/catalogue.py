"""Every rule there is: each module of the rules room registers its own when it is imported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from salesplan.compute.plan import rules
from salesplan.compute.plan.rule import RULES, Rule
from salesplan.model.near import near_names


@cache
def catalogue() -> Mapping[str, Rule]:
    """All rules by their codes, in the order of the codes."""
    for module in iter_modules(rules.__path__):
        import_module(f"salesplan.compute.plan.rules.{module.name}")
    return dict(sorted(RULES.items()))


def chosen(select: Sequence[str] = (), ignore: Sequence[str] = ()) -> list[Rule]:
    """The rules whose code begins with one of ``select`` (all without any) and with none of ``ignore``, by code."""
    wanted, unwanted = tuple(select) or ("",), tuple(ignore)
    return [one for code, one in catalogue().items() if code.startswith(wanted) and not code.startswith(unwanted)]


def unknown(codes: Sequence[str]) -> list[str]:
    """Those of the codes that no rule's code begins with; nothing (an empty word) is no code."""
    return [code for code in codes if not code or not any(known.startswith(code) for known in catalogue())]


def codes_like(code: str) -> list[str]:
    """The codes and areas most like a mistyped one, best first; all areas where none is."""
    areas = sorted({one.area for one in catalogue().values()})
    return near_names(code.upper(), [*areas, *catalogue()]) or areas
