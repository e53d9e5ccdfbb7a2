"""Which rows below a header are no records: totals, notes, signatures, headers said again, rules for filling in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from salesplan.load.body import is_figure
from salesplan.load.found import FoundColumn
from salesplan.load.grid import DATE, ISO, TEXT
from salesplan.load.names import key_of, simplified
from salesplan.load.totals import Sums, total_label
from salesplan.model.tables import TABLES, table_fields

_RULE = re.compile(
    r"必填|选填|必须|格式|示例|例如|唯一|下拉|不能|不超过|文本|数字|年月日|yyyy|保留|填写|小数|^日期$|^文字$|^[^\d/]+/[^\d/]+/|required|optional"
)
_EXAMPLE = re.compile(r"^\(?(?:示例|样例|范例|例|example|sample)(?:行|row)?[)::]|^\(?(?:示例|样例|范例)行?\)?$")
_NOTE = re.compile(
    r"^(?:注|备注|说明|附注|注意|声明|口径|数据来源|来源|统计口径|截至|单位|提示|notes?|remarks?|source)\d*[:.]|[:]$"
)
_SIGN = re.compile(
    r"^(?:审核|复核|制表|制单|填表|经办|批准|审批|签字|签名|编制|主管|负责人签字|盖章|核对|部门负责人)(?:(?:人|员|签字|日期)*:|(?:人|员|签字)+)"
)
_IN_WORDS = re.compile(r"^(?:金额|合计|总计)?\(?大写|^人民币\(?大写|^大写|人民币[零壹贰叁肆伍陆柒捌玖拾佰仟]")
_FIGURE = re.compile(r"^[-+(¥]*\d[\d,.]*[)%元]?$")
_SENTENCE = re.compile(r"[。;!?,]")
_NOTHING = frozenset(("-", "--", "/", "—", "——", "无", "n/a", "na"))
_LABEL_LENGTH = 24
_KEYS = frozenset(("id", "name", "customer_id", "customer_name", "order_id", "product", "product_id", "rep", "rival"))


@dataclass(frozen=True)
class Shape:
    """What a list's columns are good for when a row is judged, each as indexes.

    ``labels``: where a total's label may stand; ``first``: the first figure's; ``keys``: whose row it is; ``groups``:
    what rows are grouped by; ``figures``: amounts that a total adds up; ``titles``: what a repeated header shows.
    """

    columns: tuple[int, ...]
    labels: tuple[int, ...]
    first: int
    keys: tuple[int, ...]
    groups: frozenset[int]
    figures: tuple[int, ...]
    counters: frozenset[int]
    titles: Mapping[int, frozenset[str]]


def shape_of(columns: Sequence[FoundColumn], titles: Mapping[int, frozenset[str]]) -> Shape:
    """The shape of a list by its columns. ``titles``: the keys that a repeated header shows in each column."""
    figures = tuple(c.index for c in columns if is_figure(c))
    first = min(figures, default=1 << 30)
    keys = tuple(c.index for c in columns if c.index not in figures and (c.field in _KEYS or _is_code(c)))
    dimensions = ("region", "province", "city", "country", "channel", "category", "team", "segment", "period", "status")
    counters = frozenset(c.index for c in columns if c.status == "row-number")
    return Shape(
        columns=tuple(c.index for c in columns),
        labels=tuple(c.index for c in columns if c.index not in figures and c.field != "note"),
        first=first,
        keys=keys,
        groups=frozenset(c.index for c in columns if c.field in dimensions),
        figures=figures,
        counters=counters,
        titles=titles,
    )


def _is_code(column: FoundColumn) -> bool:
    """Whether a column holds numbers that are names: an id of digits, a phone."""
    if column.field is None or column.table not in TABLES:
        return False
    return table_fields(column.table)[column.field].header.kind in ("code", "phone")


def row_kinds(frame: pl.DataFrame, shape: Shape) -> dict[int, str]:
    """What each row is that is no record, by row number.

    header-repeated: most of its cells are the titles. amount-in-words: 大写. subtotal, total, page-total: by the label
    or the sums (load/totals.py). rules: the first row, when half its cells say how to fill in; any marked 示例: .
    signature, note: 1 or 2 cells that begin like 审核: or 注: or end in a colon, or one text that is nobody's name.
    total-unlabelled: only figures, each the sum of the rows above.
    """
    judge = _Judge(shape, Sums(frame, shape.figures), int(frame["row"][0]) if len(frame) else 0)
    for row in _odd(frame, shape).iter_rows(named=True):
        judge.look_at(row)
    return judge.found


@dataclass
class _Judge:
    """Goes through the odd rows in order; what a total adds up depends on what was left out before."""

    shape: Shape
    sums: Sums
    first: int
    found: dict[int, str] = field(default_factory=dict)

    def look_at(self, row: Mapping[str, Any]) -> None:
        """Judge one row, and remember it when it is no record."""
        cells = _Cells.of(row, self.shape)
        kind = self._kind(row, cells)
        if kind is None:
            return
        self.found[row["row"]] = kind
        self.sums.leave_out(row["at"], is_total="total" in kind)

    def _kind(self, row: Mapping[str, Any], cells: _Cells) -> str | None:
        if not cells.held:
            return "blank"
        if _says_header(cells, self.shape):
            return "header-repeated"
        if any(_IN_WORDS.search(text) for text in cells.words.values()):
            return "amount-in-words"
        if label := self._total(row, cells):
            return label
        if (row["row"] == self.first and _says_rules(cells)) or _is_example(cells):
            return "rules"
        return self._note(row, cells) or self._unlabelled(row, cells)

    def _total(self, row: Mapping[str, Any], cells: _Cells) -> str | None:
        """A total by its label; a name that merely ends like one, in a row with more to tell, must add up."""
        for index in self.shape.labels:
            label = total_label(cells.words[index]) if index in cells.words else None
            if label is None:
                continue
            others = cells.told.keys() - self.shape.groups - {index}
            sure = label.certain and index < self.shape.first
            if sure or not others or self.sums.adds_up(row, cells.figures):
                return label.kind
        return None

    def _note(self, row: Mapping[str, Any], cells: _Cells) -> str | None:
        if len(cells.held) > 2 or len(self.shape.columns) < 3 or not cells.words:  # noqa: PLR2004 - 1 or 2 cells of 3
            return None
        texts = list(cells.words.values())
        if any(_SIGN.search(text) for text in texts):
            return "signature"
        if any(_NOTE.search(text) for text in texts):
            return "note"
        return "note" if len(cells.held) == 1 and not self._is_name(row, cells) else None

    def _is_name(self, row: Mapping[str, Any], cells: _Cells) -> bool:
        """Whether a lone text is somebody of whom nothing else is known: in the column of names, no gap above."""
        ((index, text),) = cells.words.items()
        return index in self.shape.keys and not _SENTENCE.search(text) and row["above"] in (None, row["row"] - 1)

    def _unlabelled(self, row: Mapping[str, Any], cells: _Cells) -> str | None:
        return "total-unlabelled" if not cells.told and self.sums.adds_up(row, cells.figures) else None


@dataclass(frozen=True)
class _Cells:
    """A row's cells: ``held`` all (blanks out, simplified), ``words`` texts, ``told`` texts, days, ids; ``figures``."""

    held: Mapping[int, str]
    words: Mapping[int, str]
    told: Mapping[int, str]
    figures: tuple[int, ...]

    @classmethod
    def of(cls, row: Mapping[str, Any], shape: Shape) -> _Cells:
        """The cells of a row of the frame, blanks and marks for nothing left out."""
        held = {i: _bare(row[f"t{i}"]) for i in shape.columns if row[f"t{i}"] is not None}
        held = {i: text for i, text in held.items() if text and text not in _NOTHING}
        words = {i: text for i, text in held.items() if row[f"k{i}"] == TEXT and not _FIGURE.match(text)}
        days = {i: text for i, text in held.items() if row[f"k{i}"] in (DATE, ISO) or i in shape.keys}
        summed = shape.figures or tuple(i for i in held if i not in shape.counters)
        figures = tuple(i for i in summed if i in held and i not in words and i not in days)
        return cls(held, words, words | days, figures)


def _odd(frame: pl.DataFrame, shape: Shape) -> pl.DataFrame:
    """The few rows that may be no records, found by columns: only these are looked at one by one."""
    wordy = [i for i in shape.columns if (frame[f"k{i}"] == TEXT).any()]
    texts = [pl.col(f"t{i}") for i in shape.columns]
    filled = pl.sum_horizontal(text.is_not_null() for text in texts)
    conditions = [pl.col("at") == 0, filled <= min(2, max(1, len(shape.columns) - 2))]
    words = ["计", "計", "汇总", "匯總", "彙總", "total", "sum"]
    for index in set(wordy).intersection(shape.labels):
        text = pl.col(f"t{index}")
        conditions.append(
            text.str.contains_any(words, ascii_case_insensitive=True) & (text.str.len_chars() < _LABEL_LENGTH)
        )
    conditions += [
        pl.col(f"t{i}").str.strip_chars().is_in(list(shape.titles[i])) for i in wordy[:3] if i in shape.titles
    ]
    marks = ["示例", "样例", "范例", "example", "sample"]
    conditions += [pl.col(f"t{i}").str.contains_any(marks, ascii_case_insensitive=True) for i in wordy[:1]]
    if keys := [i for i in shape.keys if frame[f"t{i}"].null_count() < len(frame)]:
        conditions.append(pl.all_horizontal(pl.col(f"t{i}").is_null() for i in keys))
    numbered = frame.with_row_index("at").with_columns(pl.col("row").shift(1).alias("above"))
    return numbered.filter(pl.any_horizontal(each.fill_null(value=False) for each in conditions))


def _says_header(cells: _Cells, shape: Shape) -> bool:
    same = sum(key_of(text) in {key_of(t) for t in shape.titles.get(i, ())} for i, text in cells.words.items())
    return same >= 2 and same * 2 > len(cells.held)  # noqa: PLR2004 - one equal cell proves nothing


def _says_rules(cells: _Cells) -> bool:
    texts_only = len(cells.words) == len(cells.held)
    return texts_only and sum(bool(_RULE.search(text)) for text in cells.words.values()) * 2 >= len(cells.held)


def _is_example(cells: _Cells) -> bool:
    """Whether the first text marks the row as an example (示例：甲公司), as import templates do."""
    return bool(_EXAMPLE.search(next(iter(cells.words.values()), "")))


def _bare(text: str) -> str:
    folded = (
        simplified(text).replace("：", ":").replace("（", "(").replace("，", ",").replace("￥", "¥").replace("；", ";")
    )
    return re.sub(r"\s", "", folded).lower()
