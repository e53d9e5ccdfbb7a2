"""One prospect in several rows: the same row again, or two people who claim him (methods.md 8.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from salesplan.compute.prospects.contacts import Contacts
from salesplan.compute.prospects.prospect_rows import Prospect, in_order
from salesplan.compute.team.staff import owner_key
from salesplan.model.near import plain_name

Rule = Literal["earliest", "contact", "none"]
Evidence = Literal["created", "contact"]
_NEVER = date.max


@dataclass(frozen=True)
class Claim:
    """A prospect whom several people have. ``winner`` is None where the evidence does not decide."""

    name: str
    owners: tuple[str, ...]
    winner: str | None
    evidence: Evidence | None
    since: date | None
    rows: tuple[Prospect, ...]


@dataclass(frozen=True)
class Claims:
    """``kept`` counts, ``repeated`` rows say what a kept one says (its position), ``lost`` ones lose a claim.

    Positions are those of the list. A row of a lost claim about another product is kept: it is another deal.
    """

    kept: tuple[int, ...]
    repeated: Mapping[int, int]
    lost: frozenset[int]
    claims: tuple[Claim, ...]
    by_row: Mapping[int, Claim]


def claims_of(prospects: Sequence[Prospect], contacts: Contacts, rule: Rule) -> Claims:
    """Rows about the same prospect, sorted out.

    Prospects are the same by name; of deals, which a customer may have several of, only rows with the same id and name
    are. Of rows about the same product (or none) with one owner, the one with the latest contact counts, then one with
    an amount, then the oldest; rows whose amounts or stages differ are two prospects, unless they have one id. Where
    several people have him, the earliest evidence wins: the day he was created, without it the first contact (``rule``
    contact: the other way round; none: nobody). Equal evidence decides nothing.
    """
    repeated: dict[int, int] = {}
    lost: set[int] = set()
    claims: dict[str, tuple[Claim, list[int]]] = {}
    for key, rows in _groups(prospects).items():
        claim = _claim([prospects[at] for at in rows], contacts, rule)
        if claim is not None:
            claims[key] = claim, rows
        for at, first in _again(prospects, rows, claim, contacts):
            if _other_owner(prospects[first], prospects[at]):
                lost.add(at)
            else:
                repeated[at] = first
    kept = tuple(at for at in range(len(prospects)) if at not in repeated and at not in lost)
    told = sorted(claims.values(), key=lambda each: (each[0].name, each[0].owners))
    by_row = {at: claim for claim, rows in claims.values() for at in rows}
    return Claims(kept, repeated, frozenset(lost), tuple(claim for claim, _ in told), by_row)


def _groups(prospects: Sequence[Prospect]) -> dict[str, list[int]]:
    """The positions of rows about the same prospect, where there are several."""
    found: dict[str, list[int]] = {}
    for at, each in enumerate(prospects):
        if key := _identity(each):
            found.setdefault(key, []).append(at)
    return {key: rows for key, rows in found.items() if len(rows) > 1}


def _identity(prospect: Prospect) -> str | None:
    if prospect.table == "prospects":
        return plain_name(prospect.customer or prospect.deal.id or "") or None
    named = (prospect.deal.id, prospect.deal.name, prospect.deal.customer)
    return repr(tuple(plain_name(each or "") for each in named)) if prospect.deal.id else None


def _claim(rows: Sequence[Prospect], contacts: Contacts, rule: Rule) -> Claim | None:
    """Who claims the prospect and who has him; None where one person or nobody does."""
    names: dict[str, str] = {}
    for each in sorted(rows, key=in_order):
        if each.deal.owner:
            names.setdefault(owner_key(each.deal.owner), each.deal.owner)
    if len(names) < 2:  # noqa: PLR2004 - a claim takes two
        return None
    shown = next((each.name for each in sorted(rows, key=in_order) if each.name), "") or rows[0].key
    proofs = [(_proof(rows, owner, contacts, rule), owner) for owner in sorted(names)]
    known = sorted(((day, owner, what) for (day, what), owner in proofs if day != _NEVER), key=lambda proof: proof[:2])
    decided = known and rule != "none" and (len(known) == 1 or known[0][0] < known[1][0])
    day, owner, what = known[0] if decided else (None, None, None)
    winner = names[owner] if owner is not None else None
    owners = tuple(names[key] for key in sorted(names))
    return Claim(shown, owners, winner, what, day, tuple(sorted(rows, key=in_order)))


def _proof(rows: Sequence[Prospect], owner: str, contacts: Contacts, rule: Rule) -> tuple[date, Evidence]:
    """The earliest evidence of one owner, and what it is."""
    created = [row.deal.created for row in rows if row.deal.owner and owner_key(row.deal.owner) == owner]
    made = min((day for day in created if day), default=_NEVER)
    held = (contact for row in rows for contact in contacts.of(row))
    met = min((each.day for each in held if each.rep and owner_key(each.rep) == owner), default=_NEVER)
    first: tuple[date, Evidence] = (met, "contact") if rule == "contact" else (made, "created")
    other: tuple[date, Evidence] = (made, "created") if rule == "contact" else (met, "contact")
    return first if first[0] != _NEVER else other


def _again(
    prospects: Sequence[Prospect], rows: Sequence[int], claim: Claim | None, contacts: Contacts
) -> list[tuple[int, int]]:
    """The rows that say what a better one says, each with that one."""
    winner = owner_key(claim.winner) if claim is not None and claim.winner else None

    def better(at: int) -> tuple[object, ...]:
        deal = prospects[at].deal
        owner = owner_key(deal.owner) if deal.owner else None
        last = last_contact(prospects[at], contacts)
        latest = -last.toordinal() if last else 0
        order = (owner is None, winner is not None and owner != winner, latest, deal.amount is None)
        return (*order, deal.created or _NEVER, in_order(prospects[at]))

    kept: list[int] = []
    again: list[tuple[int, int]] = []
    for at in sorted(rows, key=better):
        first = next((one for one in kept if _same_deal(prospects[one], prospects[at])), None)
        if first is None:
            kept.append(at)
        else:
            again.append((at, first))
    return again


def last_contact(prospect: Prospect, contacts: Contacts) -> date | None:
    """The last day with him that his row or a contact tells."""
    days = (*(each.day for each in contacts.of(prospect)), prospect.more.last_contact)
    return max((day for day in days if day), default=None)


def _same_deal(one: Prospect, other: Prospect) -> bool:
    """Whether two rows may be about the same deal: of two people about the same product, of one person by id too.

    Under two ids, amounts or stages that differ are two deals of one company.
    """
    if not _same_product(one, other):
        return False
    same_id = bool(one.deal.id) and plain_name(one.deal.id or "") == plain_name(other.deal.id or "")
    return same_id or _other_owner(one, other) or not _differ(one, other)


def _differ(one: Prospect, other: Prospect) -> bool:
    """Whether both rows say an amount, or both say a stage, and it is not the same."""
    stages = {plain_name(each.deal.stage) for each in (one, other) if each.deal.stage}
    amounts = {each.deal.amount for each in (one, other) if each.deal.amount is not None}
    return max(len(stages), len(amounts)) > 1


def _same_product(one: Prospect, other: Prospect) -> bool:
    """Whether two rows may be about the same deal: not where both name a product and these differ."""
    products = [plain_name(each.deal.product) for each in (one, other) if each.deal.product]
    return len(set(products)) < 2  # noqa: PLR2004 - two that differ


def _other_owner(one: Prospect, other: Prospect) -> bool:
    first, later = one.deal.owner, other.deal.owner
    return first is not None and later is not None and owner_key(first) != owner_key(later)
