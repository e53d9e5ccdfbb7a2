"""What to know about an assignment: skill below the tier, nobody free, too many, idle, taken again too soon."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from salesplan.compute.naming import names_of
from salesplan.compute.prospects.assign import AssignChoice, Assignment, Queue
from salesplan.compute.prospects.assigning import Placement
from salesplan.compute.prospects.people import People
from salesplan.compute.prospects.prospect_findings import label
from salesplan.compute.prospects.ranking import Ranked
from salesplan.errors import Place, Problem
from salesplan.model.plan.prospects import ProspectParameters
from salesplan.model.records import Records
from salesplan.model.result import place_of
from salesplan.text import Text

_TIERS = {"H": Text("高", "high"), "M": Text("中", "mid"), "L": Text("低", "low")}


def of_assignment(
    done: Assignment, people: People, reps: Records, told: ProspectParameters, choice: AssignChoice
) -> Iterator[Problem]:
    """Everything that a leader should look at before he hands the list out."""
    place = place_of(reps.inputs)
    yield from _without_skill(people, place)
    yield from (_below(each) for each in done.placements if each.fit == "below")
    nobody = [each.waiting.row for each in done.placements if each.to is None]
    if nobody:
        what = Text("{n} 个没人能接：{names}", "nobody has room for {n}: {names}")
        fix = Text(
            "提高 parameters.prospects.capacity 或名单里的“跟进上限”，或放掉一些",
            "raise parameters.prospects.capacity or the Capacity of people, or let some go",
        )
        yield _about(nobody, "PROSPECTS-nobody-free", what, fix)
    yield from (_over(queue, rebalance=choice.rebalance) for queue in done.queues if queue.over)
    if done.pool.idle and not choice.reclaim:
        what = Text(
            "{n} 个 {days} 天以上没有跟进，该收回公海：{names}",
            "{n} were not seen to for {days} days or more and fall back to the pool: {names}",
        )
        fix = Text("今天跟进；要收回重分就加 --reclaim", "follow up today, or give them out anew with --reclaim")
        yield _about([each.row for each in done.pool.idle], "PROSPECTS-idle", what.format(days=told.idle_days), fix)
    if done.pool.soon:
        what = Text("{n} 个 {days} 天内会被收回公海：{names}", "{n} fall back to the pool within {days} days: {names}")
        fix = Text("这几天跟进一次", "follow up before then")
        yield _about(done.pool.soon, "PROSPECTS-idle-soon", what.format(days=told.warn_days), fix, note=True)
    if done.pool.back:
        what = Text(
            "{n} 个退回不到 {days} 天，原来的人又领了：{names}",
            "{n} were given back less than {days} days ago by who has them again: {names}",
        )
        fix = Text("换一个人跟进，或过了冷却期再领", "let another follow up, or wait until the days are over")
        yield _about(done.pool.back, "PROSPECTS-cool-off", what.format(days=told.cool_off_days), fix)


def _about(rows: Sequence[Ranked], code: str, what: Text, fix: Text, *, note: bool = False) -> Problem:
    told = what.format(n=len(rows), names=names_of(label(row.prospect) for row in rows))
    return Problem(code, "note" if note else "warning", told, fix, rows[0].prospect.place, str(len(rows)))


def _below(placement: Placement) -> Problem:
    prospect, to = placement.waiting.row.prospect, placement.to
    what = Text(
        "{name} 是{tier}级，给了能力不够的 {to}（能力 {skill}）：更合适的人都满了",
        "{name} ({tier}) goes to {to}, skill below tier ({skill}): better people have no room",
    ).format(
        name=label(prospect),
        tier=_TIERS[placement.waiting.tier],
        to=to.name if to else "",
        skill=to.skill if to else "",
    )
    fix = Text(
        "让能力高的人放掉一个低级的，或由主管带着跟", "Let a better one give up a low one, or have a leader help"
    )
    return Problem("PROSPECTS-skill-below", "warning", what, fix, prospect.place, prospect.key)


def _over(queue: Queue, *, rebalance: bool) -> Problem:
    what = Text(
        "{name} 名下 {after} 个，上限 {capacity}，多 {over} 个", "{name} has {after}, {over} more than {capacity}"
    )
    told = what.format(name=queue.person.name, after=queue.after, capacity=queue.person.capacity, over=queue.over)
    if queue.release:
        fix = Text("放掉：{names}", "Let go of {names}").format(
            names=names_of(label(row.prospect) for row in queue.release)
        )
        if not rebalance:
            fix = Text("{fix}；或加 --rebalance 转给别人", "{fix}; or move them to others with --rebalance").format(
                fix=fix
            )
    else:
        fix = Text(
            "都在 parameters.prospects.protected 里或已是客户，不能动：提高他的上限",
            "they are protected (parameters.prospects.protected) or customers: raise the capacity",
        )
    return Problem("PROSPECTS-over-capacity", "warning", told, fix, value=queue.person.name)


def _without_skill(people: People, place: Place) -> Iterator[Problem]:
    unknown = [each.name for each in people.everyone if each.here and each.skill is None]
    if not unknown:
        return
    what = Text(
        "{n} 个人没有能力评分，按新人分：{names}", "{n} people have no skill and are given the low ones: {names}"
    )
    fix = Text("在销售人员名单里填能力评分，1 到 5", "fill in their skill, 1 to 5")
    told = what.format(n=len(unknown), names=names_of(unknown))
    yield Problem("PROSPECTS-no-skill", "warning", told, fix, place, str(len(unknown)))
