"""Writes values into the user's plan where they stand, with a backup, every other byte as it was."""

from __future__ import annotations

import codecs
import difflib
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Literal

from salesplan.errors import CannotWrite, Place, Problem
from salesplan.load.plan.loader import plan_texts
from salesplan.load.plan.places import PlanText
from salesplan.load.plan.reader import quoted, read_values
from salesplan.model.plan.edit import PlanEdit, PlanItem
from salesplan.model.plan.paths import dotted
from salesplan.model.result import Input
from salesplan.text import Text
from salesplan.write.atomic import changed_meanwhile, refuse_read_only, write_atomic
from salesplan.write.backup import KEEP, backed_up
from salesplan.write.lock import locked
from salesplan.write.open_marks import refuse_open, warn_open
from salesplan.write.plan_edit import NotEditable, edited, written
from salesplan.write.plan_items import with_item
from salesplan.write.plan_stretches import value_at

__all__ = ["PlanChange", "PlanEdit", "PlanItem", "PlanLine", "PlanOptions", "PlanUpdate", "hashes_of", "update_plan"]


@dataclass(frozen=True)
class PlanOptions:
    """How carefully to write. ``moment`` names a dated backup; ``dry_run`` says what would change and writes nothing.

    ``expected`` are the hashes of the plan's files as they were read (``hashes_of``): a file with another one is a
    refusal. ``keep`` dated backups stay; ``lock_wait`` are seconds to wait for another salesplan.
    """

    moment: datetime
    expected: Mapping[str, str] = field(default_factory=dict)
    keep: int = KEEP
    lock_wait: float = 10
    ignore_open: bool = False
    dry_run: bool = False


@dataclass(frozen=True)
class PlanChange:
    """One value that changes: its file, line (in the new text) and key; None before where the key was missing."""

    place: Place
    old: str | None
    new: str


@dataclass(frozen=True)
class PlanLine:
    """A line of a plan file that goes (-, by its number before) or comes (+, by its number after)."""

    file: str
    line: int
    mark: Literal["-", "+"]
    text: str


@dataclass(frozen=True)
class PlanUpdate:
    """What an update of the plan changes: the values, the lines, the backups made of each file.

    ``written`` is False for a dry run and where every value already stood there.
    """

    changes: tuple[PlanChange, ...]
    lines: tuple[PlanLine, ...] = ()
    backups: Mapping[str, Path] = field(default_factory=dict)
    warnings: tuple[Problem, ...] = ()
    written: bool = False


@dataclass(frozen=True)
class _New:
    """A plan file before and after."""

    old: PlanText
    raw: bytes
    new: PlanText
    edits: tuple[PlanEdit, ...]
    items: tuple[PlanItem, ...]

    def content(self) -> bytes:
        """The new bytes, with the mark that the file began with."""
        mark = codecs.BOM_UTF8 if self.raw.startswith(codecs.BOM_UTF8) else b""
        return mark + self.new.text.encode()


def hashes_of(inputs: Iterable[Input]) -> dict[str, str]:
    """The hashes of the plan's files as they were read, from ``LoadedPlan.inputs`` or the inputs of a result."""
    return {source.file: source.sha256 for source in inputs if source.table == "plan" and source.sha256}


def update_plan(file: str, edits: Sequence[PlanEdit | PlanItem], options: PlanOptions) -> PlanUpdate:
    """Put values into the plan, each in the file that its first key stands in (the plan or one it includes).

    Items are added behind the last one of their lists, after the values are put. Only the stretches of these values
    change, or lines and keys are added: comments, order, quotes, line ends and byte order mark stay as they are. A
    value that already reads so is left alone. Refused with CannotWrite: a file that is no longer the one that was read
    (WRITE-changed), a value that cannot be changed alone (WRITE-plan, with what to write by hand), a file that is
    read-only or open elsewhere. ``salesplan undo`` takes the change back, file by file.
    """
    texts = plan_texts(file)
    raw = {text.file: _bytes_of(text, options) for text in texts}
    found = [_made(text, raw[text.file], own) for text in texts if (own := _own(text, texts, edits))]
    _refuse_impossible(found)
    news = [new for new in found if isinstance(new, _New)]
    update = PlanUpdate(
        tuple(change for new in news for change in _changes(new)), tuple(line for new in news for line in _diff(new))
    )
    if options.dry_run or not news:
        told = (p for n in news for p in warn_open(Path(n.old.file), options.moment, ignore=options.ignore_open))
        return replace(update, warnings=tuple(told))
    return _write(news, update, options)


def _bytes_of(text: PlanText, options: PlanOptions) -> bytes:
    """The bytes that the text was read from: neither changed since the run read them nor since now."""
    raw = Path(text.file).read_bytes()
    expected = options.expected.get(text.file)
    if raw.decode("utf-8-sig", "replace") != text.text or expected not in (None, hashlib.sha256(raw).hexdigest()):
        raise changed_meanwhile(Path(text.file))
    return raw


def _own(text: PlanText, texts: Sequence[PlanText], edits: Sequence[PlanEdit | PlanItem]) -> list[PlanEdit | PlanItem]:
    """The edits that belong into one of the files, less those that change nothing; the last one of a path counts."""
    by_path = {edit.path: edit for edit in edits if isinstance(edit, PlanEdit)}
    wanted: list[PlanEdit | PlanItem] = [*by_path.values(), *(edit for edit in edits if isinstance(edit, PlanItem))]
    own = [e for e in wanted if next((t for t in texts if e.path[0] in t.values), texts[0]) is text]
    return [edit for edit in own if isinstance(edit, PlanItem) or _before(text, edit) != _shown(edit)]


def _made(text: PlanText, raw: bytes, edits: Sequence[PlanEdit | PlanItem]) -> _New | list[Problem]:
    """The file with its edits, or why it cannot have them."""
    values = tuple(edit for edit in edits if isinstance(edit, PlanEdit))
    items = tuple(edit for edit in edits if isinstance(edit, PlanItem))
    try:
        new = read_values(edited(text, values).encode(), text.file) if values else text
        for item in items:
            new = read_values(with_item(new, item).encode(), text.file)
    except NotEditable as refused:
        return [_impossible(text, edit) for edit in refused.edits]
    return _New(text, raw, new, values, items)


def _refuse_impossible(found: Sequence[_New | list[Problem]]) -> None:
    problems = [problem for each in found if isinstance(each, list) for problem in each]
    if problems:
        raise CannotWrite(problems)


def _impossible(text: PlanText, edit: PlanEdit | PlanItem) -> Problem:
    spot = text.nearest(edit.path)
    key = dotted(edit.path)
    what = Text(
        "“{key}”和别处连在一起（锚点 & *，或是一段没法单独改的写法），不能只改这一处",
        "{key} is tied to other places (anchors & *, or a form that cannot be changed alone)",
    )
    fix = Text("自己在这一行附近改成 {line}，再运行", "write it in yourself near this line, as {line}, and run again")
    key_alone = f"{written(str(edit.path[-1]))}: {written(edit.value)}"
    line = f"- {written(edit.value)}" if isinstance(edit, PlanItem) else key_alone
    place = Place(text.file, line=spot.line, column=spot.column, key=key)
    return Problem("WRITE-plan", "error", what.format(key=key), fix.format(line=line), place)


def _before(text: PlanText, edit: PlanEdit) -> str | None:
    """What stands at the edit's place now; None where there is nothing."""
    if edit.path not in text.spots:
        return None
    value = value_at(text.values, edit.path)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return written(tuple(value))
    return value if isinstance(value, str) else None if value is None else quoted(value)


def _shown(edit: PlanEdit) -> str:
    return edit.value if isinstance(edit.value, str) else written(edit.value)


def _changes(new: _New) -> Iterator[PlanChange]:
    for edit in new.edits:
        spot = new.new.keys.get(edit.path) or new.new.spots[edit.path]
        place = Place(new.old.file, line=spot.line, column=spot.column, key=dotted(edit.path))
        yield PlanChange(place, _before(new.old, edit), _shown(edit))
    for at, item in enumerate(new.items):
        later = sum(other.path == item.path for other in new.items[at:])
        path = (*item.path, len(value_at(new.new.values, item.path)) - later)
        spot = new.new.spots[path]
        place = Place(new.old.file, line=spot.line, column=spot.column, key=dotted(path))
        yield PlanChange(place, None, written(item.value))


def _diff(new: _New) -> Iterator[PlanLine]:
    """The lines that go and come, in the order of the file."""
    before, after = (text.text.replace("\r\n", "\n").split("\n") for text in (new.old, new.new))
    same = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for tag, start, end, new_start, new_end in same.get_opcodes():
        if tag == "equal":
            continue
        for number in range(start, end):
            yield PlanLine(new.old.file, number + 1, "-", before[number])
        for number in range(new_start, new_end):
            yield PlanLine(new.old.file, number + 1, "+", after[number])


def _write(news: Sequence[_New], update: PlanUpdate, options: PlanOptions) -> PlanUpdate:
    """Ask of every file whether it may be written, then write one after the other."""
    for new in news:
        path = Path(new.old.file)
        refuse_open(path, options.moment, ignore=options.ignore_open)
        refuse_read_only(path, path.resolve())
    backups: dict[str, Path] = {}
    warnings: tuple[Problem, ...] = ()
    for new in news:
        try:
            backup, told = _write_one(new, options)
        except CannotWrite as failed:
            raise _stopped(failed, list(backups)) from failed
        backups[new.old.file] = backup
        warnings += told
    return replace(update, backups=backups, warnings=warnings, written=True)


def _write_one(new: _New, options: PlanOptions) -> tuple[Path, tuple[Problem, ...]]:
    path = Path(new.old.file)

    def produce(file: BinaryIO) -> None:
        file.write(new.content())

    with locked(path, options.lock_wait):
        done = write_atomic(
            path,
            produce,
            expected_sha256=hashlib.sha256(new.raw).hexdigest(),
            backup=backed_up(path, options.moment, options.keep),
            ignore_open=options.ignore_open,
            moment=options.moment,
        )
    return done.backup or path, done.warnings


def _stopped(failed: CannotWrite, written_files: Sequence[str]) -> CannotWrite:
    """A failure after some files were written says which ones were."""
    if not written_files:
        return failed
    what = Text("已经写好：{files}", "already written: {files}").format(files=", ".join(written_files))
    fix = Text(
        "解决上面的问题再运行一次，写好的不会再变；要恢复：salesplan undo {file}",
        "mend the problem above and run again, what is written stays; to take it back: salesplan undo {file}",
    )
    partly = Problem("WRITE-partly", "error", what, fix.format(file=written_files[0]))
    return CannotWrite((*failed.problems, partly))
