"""The person whom --person names, asked for in one way by every command."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from salesplan.errors import BadUsage, Place, Problem
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.compute.team.staff import Colleague, Staff


def people_asked(words: Sequence[str], staff: Staff, there: Mapping[str, str]) -> tuple[Colleague, ...]:
    """The people whom words mean, by name or number; ``there`` are the names of those who can be asked for, by key.

    BadUsage with all the words that are nobody's of them, each with the nearest name.
    """
    found = {word: staff.of(word) for word in words}
    unknown = [word for word, one in found.items() if one is None or one.keys[0] not in there]
    if unknown:
        raise BadUsage([no_person(word, sorted({*there.values()})) for word in unknown])
    return tuple(one for one in found.values() if one is not None)


def no_person(word: str, there: Sequence[str]) -> Problem:
    """That nobody there is called so, with whom is meant or whom else to type."""
    from salesplan.compute.naming import names_of
    from salesplan.model.near import nearest

    what = Text("这里没有“{name}”这个人", "there is nobody called {name} here").format(name=word)
    near = nearest(word, there)
    meant = Text("是“{near}”吗？写 --person {near}", "is it {near}? Type --person {near}").format(near=near or "")
    any_of = Text("--person 写其中一个：{names}", "give --person one of these: {names}")
    nobody = Text("先把人加进销售人员名单", "add the people to the list of sales people first")
    listed = any_of.format(names=names_of(there, shown=None)) if there else nobody
    return Problem("USAGE-person", "error", what, meant if near else listed, Place(key="--person"), word)
