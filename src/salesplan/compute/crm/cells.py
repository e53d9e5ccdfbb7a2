"""One value as a system takes it, or why it does not: dates, yes and no, options, owners, lengths, characters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from salesplan.compute.crm.records import plain_figure
from salesplan.compute.crm.slots import Slot
from salesplan.model.crm_profile import CrmProfile
from salesplan.model.hidden_signs import HIDDEN, without_hidden
from salesplan.model.in_plan import in_plan, yaml_text
from salesplan.model.near import Known
from salesplan.model.table import Value
from salesplan.text import Text

Cell = str | Decimal | Text | None
OWNER_FIELDS = ("owner", "rep")
HIDDEN_SIGNS = "\x00"
"""Stands for every control and direction character where those that were replaced are counted."""
_BREAKS = re.compile(r"\s*[\r\n\v\f\u2028\u2029]+\s*")
_ID = re.compile(r"[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True)
class Refusal:
    """Why a value cannot be sent, and what to do about it."""

    code: str
    what: Text
    fix: Text
    value: str | None = None


def our_words(words: str) -> list[str]:
    """Our values for one option of the system: ``官网 | 电话开发`` are two; the first is the one it is imported as."""
    return [word for each in words.split("|") if (word := each.strip())]


@dataclass
class Writer:
    """The cells of one column. ``replaced`` counts the cells in which characters had to be replaced."""

    slot: Slot
    profile: CrmProfile
    key: str
    replaced: Counter[str] = field(default_factory=Counter)
    _done: dict[Value, Cell | Refusal] = field(default_factory=dict)

    def cell(self, value: Value) -> Cell | Refusal:
        """What is sent for a value; None for nothing. The same value is the same cell."""
        if value is None or value == "":
            return self._missing
        if value not in self._done or self.replaced:
            self._done[value] = self._checked(value)
        return self._done[value]

    @cached_property
    def _missing(self) -> Refusal | None:
        if not self.slot.column.required:
            return None
        what = Text("缺“{title}”，系统要求必填", "{title} is missing; the system must have it")
        fix = Text("在名单里填上", "fill it in in the list")
        return Refusal("CRM-required", what.format(title=self.slot.title), fix)

    @cached_property
    def _options(self) -> Mapping[str, str]:
        """The system's value for each of ours, and for its own."""
        options = self.slot.column.options
        ours = {word: theirs for theirs, words in reversed([*options.items()]) for word in our_words(words)}
        return {**ours, **{each: each for each in options}}

    @cached_property
    def _known(self) -> Known:
        return Known(self._options)

    def _checked(self, value: Value) -> Cell | Refusal:
        if isinstance(value, Text) and not self._options:
            return value
        if isinstance(value, Decimal | int | date):
            return self._figure(value)
        text = self._plain(str(value).strip(" ")).strip(" ")
        if not text:
            return self._missing
        if self.slot.column.field in OWNER_FIELDS:
            return self._owner(text)
        if self._options and not self.slot.column.open and text not in self._options:
            return self._no_option(text)
        text = self._options.get(text, text)
        return self._misfit(text) or self._fitting(text)

    def _misfit(self, text: str) -> Refusal | None:
        """An e-mail address that is none, an id that is none of the system's."""
        title, form = self.slot.title, self.slot.column.form
        if self.slot.column.kind == "email" and not _MAIL.fullmatch(text):
            what = Text("“{title}”不是邮箱：{value}", "{title} is no e-mail address: {value}")
            return Refusal("CRM-email", what.format(title=title, value=text), _CORRECT, text)
        if form and not re.fullmatch(form, text):
            what = Text("“{title}”不是 {system} 的编号：{value}", "{title} is no id of {system}: {value}")
            return Refusal("CRM-id", what.format(title=title, system=self.profile.name, value=text), _NO_ID, text)
        return None

    def _figure(self, value: Decimal | int | date) -> Cell:
        """Yes and no, days and figures as the system writes them."""
        if isinstance(value, bool):
            return self.profile.yes if value else self.profile.no
        if isinstance(value, date):
            form = self.profile.dates
            parts = {"yyyy": f"{value.year:04}", "MM": f"{value.month:02}", "dd": f"{value.day:02}"}
            for part, digits in parts.items():
                form = form.replace(part, digits)
            return form
        figure = Decimal(value)
        figure = figure * 100 if self.slot.column.percent else figure
        return Decimal(plain_figure(figure))

    def _plain(self, text: str) -> str:
        """The text on one line where it must be, without signs that nobody sees or the system does not take."""
        for bad, good in self.profile.replace.items():
            if bad in text:
                text = text.replace(bad, good)
                self.replaced[bad] += 1
        if not self.slot.column.lines and _BREAKS.search(text):
            text = _BREAKS.sub(" ", text)
            self.replaced["\n"] += 1
        if HIDDEN.search(text):
            text = without_hidden(text)
            self.replaced[HIDDEN_SIGNS] += 1
        return text

    def _owner(self, name: str) -> Cell | Refusal:
        """The owner as the system names him: by the profile's ``owners``, else by himself where he may be."""
        told = self.profile.owners.get(name, name)
        form = {"email": _MAIL, "id": _ID}.get(self.profile.owner)
        if form is None or form.fullmatch(told):
            return self._fitting(told)
        kind = Text("邮箱", "an e-mail address") if self.profile.owner == "email" else Text("用户 ID", "a user id")
        what = Text("负责人“{name}”不是{kind}，{system} 不认", "{system} knows owners by {kind}, not {name}")
        told_in_plan = in_plan(("crm", "profiles", self.key, "owners"), f"{yaml_text(name)}: …")
        left_out = Text(
            "；或加 --without owner，谁导入谁就是负责人", "; or add --without owner: whoever imports is the owner"
        )
        more = Text("", "") if self.slot.column.required else left_out
        words = {"name": name, "kind": kind, "system": self.profile.name}
        fix = Text("{told}{more}", "{told}{more}").format(told=told_in_plan, more=more)
        return Refusal("CRM-owner", what.format(**words), fix, name)

    def _no_option(self, text: str) -> Refusal:
        near = self._known.nearest(text)
        what = Text("“{title}”没有“{value}”这个选项", "{title} has no option {value}")
        guess = Text("是不是“{near}”？", "Did you mean {near}? ").format(near=near) if near else Text("", "")
        fix = Text(
            "{guess}改成系统的选项：{known}；系统里有别的选项，就写进 plan.yaml 的 crm → profiles → {key}",
            "{guess}Use one of {known}; other options of yours go into plan.yaml under crm → profiles → {key}",
        ).format(guess=guess, known=", ".join(self.slot.column.options), key=self.key)
        return Refusal("CRM-option", what.format(title=self.slot.title, value=text), fix, text)

    def _fitting(self, text: str) -> Cell | Refusal:
        most = self.slot.column.length
        if most is None or len(text) <= most:
            return text
        what = Text("“{title}”有 {n} 个字，系统最多 {most} 个", "{title} has {n} characters; the system takes {most}")
        fix = Text("在名单里改短", "shorten it in the list")
        return Refusal("CRM-length", what.format(title=self.slot.title, n=len(text), most=most), fix)


_CORRECT = Text("在名单里改正", "correct it in the list")
_NO_ID = Text("新记录就把编号留空；否则填系统的编号", "leave it empty for a new record, or give the system's own id")
