"""Which customers are one, perhaps: by what only one company has, or by names that are alike; in groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from salesplan.compute.cleaning.blocking import Blocks, Named, apart
from salesplan.compute.cleaning.company_name import CompanyName
from salesplan.compute.cleaning.places import Place, same_place
from salesplan.compute.cleaning.resemblance import NOTHING, Resemblance, resemblance

ALIKE = Decimal("0.8")
"""From here on two names speak of one brand, so that another branch or number tells two parts of a company apart."""
HARD = frozenset(("other_branch", "other_number", "other_region", "other_trade", "other_code", "other_brand"))
"""Any of these keeps two alike names apart where no key is shared."""
FORBIDDING = frozenset(("other_code", "other_branch", "other_number"))
"""These keep two customers apart even with one phone or e-mail."""
SURE = ("same_code", "same_phone", "same_email")
Pair = tuple[int, int]


@dataclass(frozen=True)
class Candidate:
    """A customer as far as it tells who he is. ``code`` is a credit code whose check sign is right."""

    at: int
    id: str | None
    name: CompanyName
    place: Place
    phones: tuple[str, ...] = ()
    email: str | None = None
    code: str | None = None

    @property
    def kind(self) -> tuple[object, ...]:
        """What is equal for customers between whom only contacts differ."""
        return (self.name, self.place, self.code)


@dataclass(frozen=True)
class Evidence:
    """What two customers have in common and what they do not; ``likeness`` is that of the names."""

    likeness: Decimal
    speaks_for: tuple[str, ...]
    against: tuple[str, ...]

    @property
    def sure(self) -> bool:
        """Whether something is shared that only one company has."""
        return any(each in SURE for each in self.speaks_for)

    @property
    def strength(self) -> tuple[int, Decimal]:
        """The stronger the more: keys shared first, less what speaks against it, then how alike the names are."""
        keys = sum(each in SURE for each in self.speaks_for)
        return (keys * 2 - len(self.against) if keys else 0, self.likeness)


@dataclass
class Matches:
    """Groups of customers that may be one, by position, who was joined to whom, and pairs that were kept apart."""

    groups: list[list[int]] = field(default_factory=list)
    links: dict[int, list[int]] = field(default_factory=dict)
    apart: dict[Pair, tuple[str, ...]] = field(default_factory=dict)
    decided: int = 0
    switchboards: list[tuple[str, str, int]] = field(default_factory=list)
    compared: int = 0
    cut: int = 0
    largest: int = 0

    def link(self, one: int, other: int) -> None:
        """Remember that what these two have in common made them one group."""
        self.links.setdefault(one, []).append(other)
        self.links.setdefault(other, []).append(one)


def evidence(
    one: Candidate, other: Candidate, shared: frozenset[str] = frozenset(), alike: Resemblance | None = None
) -> Evidence:
    """All that two customers say about each other; contacts in ``shared`` belong to many and say nothing.

    ``alike``: how alike their names are, where that is known.
    """
    found = alike or resemblance(one.name, other.name)
    speaks = [key for key, same in _same_keys(one, other, shared) if same]
    against = [each for each in found.against if each != "other_region"]
    if one.code and other.code and one.code != other.code:
        against.append("other_code")
    if apart(Named(one.name, one.place), Named(other.name, other.place)):
        against.append("other_region")
    region = [each for each in found.speaks_for if each.startswith("region")]
    if not region and same_place(one.place, other.place):
        region.append("region_equal")
    if "other_region" in against:
        region = []
    names = [each for each in found.speaks_for if not each.startswith("region")]
    if found is NOTHING or (found.likeness < ALIKE and not names):
        against = [*(each for each in against if each not in ("other_brand", "other_name")), "other_name"]
    return Evidence(found.likeness, (*speaks, *names, *region), tuple(dict.fromkeys(against)))


def _same_keys(one: Candidate, other: Candidate, shared: frozenset[str]) -> Iterator[tuple[str, bool]]:
    yield "same_id", one.id is not None and one.id == other.id
    yield "same_code", one.code is not None and one.code == other.code
    yield "same_phone", not shared.issuperset(set(one.phones) & set(other.phones))
    yield "same_email", one.email is not None and one.email == other.email and one.email not in shared


@dataclass(frozen=True)
class Limits:
    """How alike names must be, the largest block compared whole, the names under one contact that make it no proof."""

    similarity: Decimal = Decimal("0.90")
    block: int = 100
    shared: int = 10


DEFAULTS = Limits()


def matched(candidates: Sequence[Candidate], limits: Limits = DEFAULTS, different: Iterable[Pair] = ()) -> Matches:
    """The groups, from the strongest evidence to the weakest. The order of the customers makes no difference.

    Two customers stand in one group when a chain of evidence joins them and nothing in the group keeps them apart.
    ``different``: pairs that somebody decided to be two customers, which never stand in one group.
    """
    found = Matches()
    foes = _foes(different)
    order = sorted(candidates, key=_order_of)
    kinds = _kinds(order, foes)
    edges = _by_names(candidates, kinds, limits, found)
    found.switchboards = _switchboards(candidates, limits.shared)
    shared = frozenset(key for _, key, _ in found.switchboards)
    for one, other in _by_keys(order, shared):
        edges[one, other] = evidence(candidates[one], candidates[other], shared)
    for one, other in _by_ids(order):
        told = evidence(candidates[one], candidates[other], shared)
        if not told.against:
            edges[one, other] = told
    _Grouping(candidates, foes, found, {each.at: rank for rank, each in enumerate(order)}).of(kinds, edges)
    return found


def _foes(different: Iterable[Pair]) -> dict[int, set[int]]:
    foes: dict[int, set[int]] = {}
    for one, other in different:
        foes.setdefault(one, set()).add(other)
        foes.setdefault(other, set()).add(one)
    return foes


def _kinds(candidates: Sequence[Candidate], foes: Mapping[int, set[int]]) -> list[list[int]]:
    """Customers between whom only contacts differ, together; whose name says nothing, or who has foes, stands alone."""
    kinds: dict[tuple[object, ...], list[int]] = {}
    for each in candidates:
        alone = not each.name.core or each.at in foes
        kinds.setdefault((each.at,) if alone else each.kind, []).append(each.at)
    return list(kinds.values())


def _by_names(
    candidates: Sequence[Candidate], kinds: list[list[int]], limits: Limits, found: Matches
) -> dict[tuple[int, int], Evidence]:
    """The pairs that are alike by name, between the first ones of each kind."""
    heads = [candidates[kind[0]] for kind in kinds if candidates[kind[0]].name.core]
    named = [Named(each.name, each.place) for each in heads]
    blocks = Blocks(named, limits.block)
    edges: dict[tuple[int, int], Evidence] = {}
    for a, b in blocks.pairs():
        found.compared += 1
        one, other = heads[a], heads[b]
        if one.name.core != other.name.core and apart(named[a], named[b]):
            continue  # other companies of one brand: told apart before anything is looked at closely
        pair = (min(one.at, other.at), max(one.at, other.at))
        alike = NOTHING if pair in edges or pair in found.apart else resemblance(one.name, other.name)
        if alike.likeness < limits.similarity:
            continue
        told = evidence(one, other, alike=alike)
        if HARD.isdisjoint(told.against):
            edges[pair] = told
        elif "other_brand" not in told.against:
            found.apart[pair] = tuple(each for each in told.against if each in HARD)
    found.cut, found.largest = blocks.cut, blocks.largest
    return edges


def _order_of(each: Candidate) -> tuple[object, ...]:
    """What decides the order of customers instead of the order of rows, which only rows that are equal are left to."""
    name, phones = each.name, " ".join(each.phones)
    told = (name.core, name.branch, *name.place, name.extra, *each.place, each.code or "")
    return (*told, each.id or "", phones, each.email or "", each.at)


def _switchboards(candidates: Sequence[Candidate], most: int) -> list[tuple[str, str, int]]:
    """Phones and addresses under which too many different names stand: their kind, the key, how many names."""
    names: dict[tuple[str, str], set[str]] = {}
    for each in candidates:
        for contact in _contacts(each):
            names.setdefault(contact, set()).add(each.name.core or str(each.at))
    return sorted((kind, key, len(cores)) for (kind, key), cores in names.items() if len(cores) > most)


def _contacts(each: Candidate) -> Iterator[tuple[str, str]]:
    yield from (("phone", phone) for phone in each.phones)
    if each.email:
        yield "email", each.email


def _by_keys(order: Sequence[Candidate], shared: frozenset[str]) -> Iterator[Pair]:
    """Pairs that share a credit code, a phone or an e-mail: each with the first one that has it."""
    first: dict[tuple[str, str], int] = {}
    for each in order:
        keys = [key for key in _contacts(each) if key[1] not in shared]
        for key in (*keys, ("code", each.code)) if each.code else keys:
            if (other := first.setdefault(key, each.at)) != each.at:
                yield min(other, each.at), max(other, each.at)


def _by_ids(order: Sequence[Candidate]) -> Iterator[Pair]:
    first: dict[str, int] = {}
    for each in order:
        if each.id and (other := first.setdefault(each.id, each.at)) != each.at:
            yield min(other, each.at), max(other, each.at)


@dataclass
class _Group:
    """What a group has by now: its members, and the different kinds among them."""

    members: list[int]
    kinds: dict[tuple[object, ...], Candidate]


@dataclass
class _Grouping:
    """Groups in the making: what is most alike is joined first, unless two members cannot be one."""

    candidates: Sequence[Candidate]
    foes: Mapping[int, set[int]]
    found: Matches
    rank: Mapping[int, int]
    group_of: dict[int, _Group] = field(default_factory=dict)

    def of(self, kinds: Iterable[list[int]], edges: Mapping[Pair, Evidence]) -> None:
        """Put the groups, and what was kept apart, into ``found``."""
        for kind in kinds:
            head = self.candidates[kind[0]]
            self.group_of.update(dict.fromkeys(kind, _Group(list(kind), {head.kind: head})))
            for at in kind[1:]:
                self.found.link(kind[0], at)
        for pair in sorted(edges, key=lambda pair: self._order(pair, edges[pair])):
            self._join(pair, edges[pair])
        unique = {id(group): group for group in self.group_of.values()}
        self.found.groups = [sorted(group.members) for group in unique.values() if len(group.members) > 1]

    def _order(self, pair: Pair, told: Evidence) -> tuple[object, ...]:
        keys, likeness = told.strength
        return (-keys, -likeness, *sorted(self.rank[at] for at in pair))

    def _join(self, pair: Pair, told: Evidence) -> None:
        one, other = pair
        mine, its = self.group_of[one], self.group_of[other]
        if mine is its:
            return
        if len(mine.members) < len(its.members):
            mine, its = its, mine
        if any(not self.foes.get(at, set()).isdisjoint(mine.members) for at in its.members if at in self.foes):
            self.found.decided += 1
            return
        if against := _contradiction(mine, its, told):
            self.found.apart[pair] = against
            return
        self.found.link(one, other)
        mine.members += its.members
        mine.kinds |= its.kinds
        self.group_of.update(dict.fromkeys(its.members, mine))


def _contradiction(mine: _Group, its: _Group, told: Evidence) -> tuple[str, ...]:
    """What keeps two groups from being one: of a shared key only what it cannot outweigh."""
    for one in mine.kinds.values():
        for other in its.kinds.values():
            against = _hard(one, other)
            if against and (not told.sure or not FORBIDDING.isdisjoint(against)):
                return against
    return ()


def _hard(one: Candidate, other: Candidate) -> tuple[str, ...]:
    found = []
    if one.code and other.code and one.code != other.code:
        found.append("other_code")
    if not one.name.core or not other.name.core:
        return tuple(found)
    told = resemblance(one.name, other.name)
    if told.likeness >= ALIKE:
        found += [each for each in told.against if each in ("other_branch", "other_number", "other_trade")]
    if apart(Named(one.name, one.place), Named(other.name, other.place)):
        found.append("other_region")
    return tuple(found)


__all__ = ["Candidate", "Evidence", "Limits", "Matches", "Pair", "evidence", "matched"]
