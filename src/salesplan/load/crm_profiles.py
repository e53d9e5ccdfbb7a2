"""The profiles of CRM systems: those that come with salesplan, with what the plan adds or changes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

from salesplan.errors import BadInput, BadUsage, Place, Problem
from salesplan.load.names import key_of
from salesplan.model.crm_profile import CrmProfile, merged
from salesplan.model.near import nearest
from salesplan.text import Text


@cache
def known_profiles() -> dict[str, CrmProfile]:
    """The profiles that come with salesplan, by the word that options take, in the order of the alphabet."""
    folder = files("salesplan") / "crm"
    found = sorted((each for each in folder.iterdir() if each.name.endswith(".yaml")), key=lambda each: each.name)
    # every value is the text in the file, as in a plan: "yes" stays a word until a model says what it means
    texts = {each.name.removesuffix(".yaml"): each.read_text("utf-8") for each in found}
    return {name: CrmProfile.model_validate(yaml.load(text, yaml.BaseLoader)) for name, text in texts.items()}  # noqa: S506 - BaseLoader makes texts only


def profiles_of(own: Mapping[str, CrmProfile]) -> dict[str, CrmProfile]:
    """All profiles: the plan's ``crm: {profiles: ...}`` over those known. ``base`` names the one it changes.

    BadInput where that one is not there.
    """
    found = dict(known_profiles())
    problems: list[Problem] = []
    for name, over in own.items():
        base = over.base or (name if name in found else None)
        if base is None:
            found[name] = over if over.name else over.model_copy(update={"name": name})
        elif base in found:
            found[name] = merged(found[base], over)
        else:
            problems.append(_no_base(name, base, list(found)))
    if problems:
        raise BadInput(problems)
    return found


def named_profile(word: str, profiles: Mapping[str, CrmProfile], option: str) -> str:
    """The key of the profile that a word means, by its key or any of its names. BadUsage with the nearest else."""
    wanted = key_of(word)
    for name, profile in profiles.items():
        if wanted and wanted in {key_of(each) for each in (name, profile.name, *profile.also)}:
            return name
    raise BadUsage(_unknown(word, profiles, option))


def _unknown(word: str, profiles: Mapping[str, CrmProfile], option: str) -> Problem:
    what = Text("{option} 不认识“{word}”", "{option}: “{word}” is no known system").format(option=option, word=word)
    near = nearest(word.lower(), list(profiles), alike=0.5)
    guess = Text("是不是 {near}？", "Did you mean {near}? ").format(near=near) if near else Text("", "")
    fix = Text(
        "{guess}可用的有：{known}；别的系统写进 plan.yaml 的 crm → profiles",
        "{guess}Choose one of {known}; another system goes into plan.yaml under crm → profiles",
    ).format(guess=guess, known=listed_profiles(profiles))
    return Problem("CRM-unknown-profile", "error", what, fix, value=word)


def listed_profiles(profiles: Mapping[str, CrmProfile]) -> Text:
    """The words that options take, with the names of the systems."""
    return Text("{listed}", "{listed}").format(listed=", ".join(_with_name(*each) for each in profiles.items()))


def _with_name(key: str, profile: CrmProfile) -> str:
    return key if key_of(key) == key_of(profile.name) else f"{key} ({profile.name})"


def _no_base(name: str, base: str, known: list[str]) -> Problem:
    what = Text("crm 的“{name}”以“{base}”为底，没有这个系统", "crm profile {name}: there is no base “{base}”")
    fix = Text("base 可写：{known}", "base is one of {known}").format(known=", ".join(known))
    key = f"crm.profiles.{name}.base"
    return Problem("CRM-unknown-base", "error", what.format(name=name, base=base), fix, Place(key=key), base)
