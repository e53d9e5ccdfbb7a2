"""Reads plan.yaml with the line and column of every key and value; refuses what no plan needs.

Every plain word stays text: the model, not YAML, decides that ``no`` is a name here and a "no" there, that ``08`` is a
rep and ``12:30`` a time. Structure is read event by event, without recursion, so neither depth nor repetition in a
hostile file can do harm.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

from salesplan.load.plan.places import TOP, PlanText, Spot
from salesplan.load.plan.syntax import report_syntax, report_wide_colons
from salesplan.model.plan.paths import Path

PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_BYTES, MAX_DEPTH, MAX_ALIASES = 5_000_000, 30, 100
NOTHING = {"", "~", "null", "Null", "NULL"}
QUOTED = 40
_NAME = re.compile(r"[A-Za-z0-9_.-]+|[\u4e00-\u9fff]{2,3}")
"""An id, or a name of two or three characters."""
_CUT_OFF = re.compile(r"\d{3}(?:\.\d+)?[^\d\s.,:]{0,3}")
"""What is left of an amount such as 1,200.50 or 1,200万 after a comma that YAML reads as the end of a value."""
_BEFORE_CUT = re.compile(r"[-+]?\d+(?:,\d{3})*,\Z")
_REST_OF_CUT = re.compile(r"[^\s,}]+(?:,\d{3}[^\s,}:]*(?=[\s,}]))*")


def read_values(raw: bytes, file: str) -> PlanText:
    """The values and spots of a plan file, or its problems: encoding, syntax, and what is not allowed."""
    plan = PlanText(file)
    if len(raw) > MAX_BYTES:
        plan.report("too-large", TOP, size=len(raw), most=MAX_BYTES)
        return plan
    try:
        plan.text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        plan.report("encoding", Spot(raw.count(b"\n", 0, bad.start) + 1, 1, bad.start, bad.end))
        return plan
    try:
        _Builder(plan).build()
    except yaml.reader.ReaderError as bad:
        character = f"U+{int(bad.character):04X}"
        plan.report("control-character", _spot_at(plan.text, bad.position), character=character)
    except yaml.MarkedYAMLError as bad:
        report_syntax(plan, bad)
    if not plan.problems and plan.values is None:
        plan.report("empty", TOP)
    elif not plan.problems and not isinstance(plan.values, dict) and not report_wide_colons(plan):
        plan.report("not-a-mapping", plan.nearest(()))
    return plan


@dataclass
class _Part:
    """A list or mapping that is being read."""

    value: dict[str, Any] | list[Any]
    path: Path
    anchor: str | None
    key: str | None = None

    def next_path(self) -> Path:
        """The path of the value that comes next."""
        return (*self.path, str(self.key) if isinstance(self.value, dict) else len(self.value))

    def take(self, value: object) -> None:
        """Put the value that came next where it belongs."""
        if isinstance(self.value, list):
            self.value.append(value)
        else:
            self.value[str(self.key)] = value
            self.key = None


class _Builder:
    """Builds values from YAML's events; reports what is not allowed and reads on where it can."""

    def __init__(self, plan: PlanText) -> None:
        self.plan = plan
        self.open: list[_Part] = []
        self.anchors: dict[str, Any] = {}
        self.aliases = 0
        self.twice: set[Path] = set()

    def build(self) -> None:
        """Read every event of the one document there may be."""
        documents = 0
        for event in yaml.parse(self.plan.text, Loader=PARSER):
            spot = _spot(event.start_mark, event.end_mark)
            documents += isinstance(event, yaml.DocumentStartEvent)
            if documents > 1:
                self.plan.report("two-documents", spot)
                return
            if isinstance(event, yaml.CollectionEndEvent):
                self._close(spot)
            elif isinstance(event, yaml.NodeEvent) and not self._node(event, spot):
                return

    def _close(self, spot: Spot) -> None:
        part = self.open.pop()
        if part.anchor:
            self.anchors[part.anchor] = part.value
        begun = self.plan.spots[part.path]
        self.plan.spots[part.path] = begun._replace(end=spot.end, block=spot.start == spot.end)
        if spot.start != spot.end and isinstance(part.value, list):
            self._look_for_wide_comma(part)

    def _look_for_wide_comma(self, part: _Part) -> None:
        """A list in brackets with one item that has full-width commas between ids or names: [S1，O2]."""
        path = (*part.path, 0)
        if len(part.value) == 1 and isinstance(part.value[0], str) and path in self.plan.spots:  # type: ignore[index] # a list
            spot = self.plan.spots[path]
            text = self.plan.text[spot.start : spot.end]
            if "，" in text and all(_NAME.fullmatch(piece.strip()) for piece in text.split("，")):
                at = text.index("，")
                self.plan.report("wide-comma", spot._replace(column=spot.column + at), path)

    def _node(self, event: yaml.NodeEvent, spot: Spot) -> bool:
        """Take a key or a value; False where reading on makes no sense."""
        part = self.open[-1] if self.open else None
        if len(self.open) >= MAX_DEPTH:
            self.plan.report("too-deep", spot, most=MAX_DEPTH)
            return False
        if (tag := getattr(event, "tag", None)) is not None:
            self.plan.report("tag", spot, part.path if part else (), tag=quoted(tag))
        if part and isinstance(part.value, dict) and part.key is None:
            return self._key(part, event, spot)
        path = part.next_path() if part else ()
        if isinstance(event, yaml.AliasEvent) and not self._alias_allowed(event, spot, path):
            return False
        value = self._value(event, path)
        self.plan.spots[path] = spot
        if part is None:
            self.plan.values = value
        else:
            part.take(value)
        return True

    def _value(self, event: yaml.NodeEvent, path: Path) -> Any:  # noqa: ANN401 - any value of a plan
        if isinstance(event, yaml.AliasEvent):
            return self.anchors[str(event.anchor)]
        if isinstance(event, yaml.ScalarEvent):
            value = None if not event.style and event.value in NOTHING else event.value
            if event.anchor:
                self.anchors[event.anchor] = value
            return value
        begun: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self.open.append(_Part(begun, path, event.anchor))
        return begun

    def _alias_allowed(self, event: yaml.AliasEvent, spot: Spot, path: Path) -> bool:
        """Only to a finished anchor and never inside an anchored part: that stops bombs and self-reference at once."""
        self.aliases += 1
        if event.anchor in self.anchors and not any(p.anchor for p in self.open) and self.aliases <= MAX_ALIASES:
            return True
        self.plan.report("alias", spot, path, name=event.anchor, most=MAX_ALIASES)
        return False

    def _key(self, part: _Part, event: yaml.NodeEvent, spot: Spot) -> bool:
        if not isinstance(event, yaml.ScalarEvent) or not event.value:
            self.plan.report("key-not-text", spot, part.path)
            return False
        path = (*part.path, event.value)
        if amount := _cut_amount(self.plan.text, event, spot):
            self._cut(part, path, spot, amount)
            return True
        if event.value == "<<" and not event.style:
            self.plan.report("merge-key", spot, part.path)
        if slip := _slip(self.plan.text, event, spot):
            self.plan.report(*slip, path, line=f"- {_line_at(self.plan.text, spot.start)[1:]}")
        if event.value != event.value.strip():
            self.plan.report("wide-space", spot, part.path)
        first = self.plan.keys.get(path)
        if first and not any(path[:length] in self.twice for length in range(len(path))):
            self.twice.add(path)
            self.plan.report("duplicate-key", spot, path, name=event.value, line=first.line)
        part.key = event.value
        self.plan.keys[path] = spot
        return True

    def _cut(self, part: _Part, path: Path, spot: Spot, amount: str) -> None:
        """Note an amount whose commas made keys of it, once, under the key that it was written for."""
        part.key = str(path[-1])
        if amount.count(",") > 1:
            return
        owner = (*part.path, next(reversed(part.value), ""))
        whole = amount + _REST_OF_CUT.match(self.plan.text, spot.start)[0]  # type: ignore[index] # the key is there
        at = self.plan.spots.get(owner, spot)
        self.plan.report("comma", at, owner, amount=whole, plain=whole.replace(",", ""), value=whole)


def _spot(start: Any, end: Any) -> Spot:  # noqa: ANN401 - yaml's marks have no types
    return Spot(start.line + 1, start.column + 1, start.index, end.index)


def _spot_at(text: str, index: int) -> Spot:
    before = text.rfind("\n", 0, index)
    return Spot(text.count("\n", 0, index) + 1, index - before, index, index + 1)


def _slip(text: str, event: yaml.ScalarEvent, spot: Spot) -> tuple[str, Spot] | None:
    """A key that is none: ``-id: G1`` without a blank, ``{owner：张三}`` with a full-width colon."""
    if event.style:
        return None
    if event.value[0] == "-" and event.value[1:2].isalpha():
        return "dash", spot
    at = event.value.find("：")
    if at > 0 and text[spot.end : spot.end + QUOTED].lstrip()[:1] in (",", "}"):
        return "wide-colon", spot._replace(column=spot.column + at)
    return None


def _line_at(text: str, start: int) -> str:
    """The rest of the line from a place on."""
    return text[start:].partition("\n")[0].strip()


def _cut_amount(text: str, event: yaml.ScalarEvent, spot: Spot) -> str:
    """The start of the amount that a key without a value belongs to, as in ``{total: 12,000,000}``; else nothing."""
    if (
        event.style
        or not _CUT_OFF.fullmatch(event.value)
        or text[spot.end : spot.end + QUOTED].lstrip()[:1] not in (",", "}")
    ):
        return ""
    before = _BEFORE_CUT.search(text, max(spot.start - QUOTED, 0), spot.start)
    return before[0] if before else ""


def quoted(value: object) -> str:
    """A value as quoted in a message, cut where it is long."""
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= QUOTED else text[: QUOTED - 1] + "…"
