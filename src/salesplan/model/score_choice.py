"""How customers are scored, as people type it: fifths, quartiles, their own percentiles, or limits of their own."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from pydantic import ValidationError

from salesplan.errors import BadUsage, Problem
from salesplan.model.plan.customers import RfmCuts, RfmParameters
from salesplan.text import Text

_MEASURES = {"r": "recency", "f": "frequency", "m": "monetary", "i": "interactions"}
_LIMITS = re.compile(r"([rfmi])[:=]([^\s;,]+)", re.IGNORECASE)
_PERCENTS = re.compile(r"\d+(?:\.\d+)?(?:[,/、 ]+\d+(?:\.\d+)?)*")


def parse_scores(text: str, plan: RfmParameters) -> dict[str, Any]:
    """The keys of ``rfm`` that ``fifths``, ``quartiles``, ``fixed``, ``10,50,90`` or ``R:30/90 F:2/5 M:1万/10万`` set.

    ``fixed`` alone takes the limits of the plan. BadUsage for anything else.
    """
    word = unicodedata.normalize("NFKC", text).strip().lower()
    if word in ("fifths", "quartiles", "percentiles"):
        return {"scores": word}
    if word == "fixed":
        if plan.cuts is None:
            raise BadUsage(_no_limits())
        return {"scores": word}
    if _PERCENTS.fullmatch(word):
        percents = [part for part in re.split("[,/、 ]+", word) if part]
        return {"scores": "percentiles", "percentiles": _checked({"percentiles": percents}, text).percentiles}
    limits = {_MEASURES[letter.lower()]: values.split("/") for letter, values in _LIMITS.findall(word)}
    if not limits or _LIMITS.sub("", word).strip(" ;,"):
        raise BadUsage(_not_scores(text))
    given = {} if plan.cuts is None else plan.cuts.model_dump()
    return {"scores": "fixed", "cuts": _checked({"cuts": {**given, **limits}}, text).cuts}


def _checked(told: dict[str, Any], text: str) -> RfmParameters:
    try:
        found = RfmParameters.model_validate(told)
    except ValidationError:
        raise BadUsage(_not_scores(text)) from None
    if isinstance(told.get("cuts"), dict) and not isinstance(found.cuts, RfmCuts):
        raise BadUsage(_not_scores(text))
    return found


def _not_scores(text: str) -> Problem:
    return Problem(
        "USAGE-scores",
        "error",
        Text("--scores 的值“{text}”看不懂", "--scores: {text} is no way of scoring").format(text=text),
        Text(
            "写 fifths、quartiles、从小到大的百分位（20,40,60,80），或固定界限（'R:30/90/180 F:2/4/8 M:1万/5万/20万'）",
            "write fifths, quartiles, ascending percentiles (20,40,60,80), or limits ('R:30/90 F:2/4 M:1000/5000')",
        ),
        value=text,
    )


def _no_limits() -> Problem:
    return Problem(
        "USAGE-scores",
        "error",
        Text("计划里没有写固定界限（parameters.rfm.cuts）", "the plan has no limits (parameters.rfm.cuts)"),
        Text(
            "在命令里写：--scores 'R:30/90/180 F:2/4/8 M:1万/5万/20万'",
            "write them in the command: --scores 'R:30/90/180 F:2/4/8 M:1000/5000/20000'",
        ),
        value="fixed",
    )
