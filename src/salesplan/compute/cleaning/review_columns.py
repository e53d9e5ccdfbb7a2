"""The columns of a list of possible duplicates, and the words by which a person decides."""

from __future__ import annotations

from salesplan.model.table import ColumnSpec
from salesplan.text import LANGUAGES, Text

MERGE, DIFFERENT, KEEP = "merge", "different", "keep"
DECISIONS: dict[str, Text] = {
    MERGE: Text("合并", "merge"),
    DIFFERENT: Text("不是", "different"),
    KEEP: Text("保留", "keep"),
}
"""What may stand in the column of decisions; an empty cell is for later. Keep: merge, and this row stays."""
OTHER_WORDS: dict[str, frozenset[str]] = {
    MERGE: frozenset(("合并", "合併", "是", "同一家", "merge", "same", "yes", "y", "√", "✓", "✔", "1")),
    DIFFERENT: frozenset(
        ("不是", "不同", "否", "不合并", "不合併", "不是同一家", "different", "no", "n", "not", "×", "x", "✗", "0")
    ),
    KEEP: frozenset(("保留", "留", "keep")),
}
"""Words that mean the same, in half width and small letters."""
TITLES: dict[str, Text] = {
    "group": Text("组", "Group"),
    "decision": Text("决定", "Decision"),
    "role": Text("建议", "Proposal"),
    "id": Text("客户编号", "Customer ID"),
    "name": Text("客户名称", "Customer name"),
    "with_id": Text("与编号", "With ID"),
    "with_name": Text("与谁比", "Compared with"),
    "likeness": Text("相似度", "Alike"),
    "evidence": Text("依据", "Evidence"),
    "doubts": Text("疑点", "Doubts"),
    "credit_code": Text("统一社会信用代码", "Credit code"),
    "phone": Text("联系电话", "Phone"),
    "mobile": Text("手机", "Mobile"),
    "email": Text("邮箱", "Email"),
    "city": Text("城市", "City"),
    "contact": Text("联系人", "Contact"),
    "owner": Text("负责人", "Owner"),
    "newest": Text("最近更新", "Newest date"),
    "filled": Text("填了几项", "Fields filled"),
    "file": Text("文件", "File"),
    "row": Text("行", "Row"),
    "with_row": Text("与第几行", "With row"),
    "mark": Text("校验码", "Mark"),
    "with_mark": Text("对方校验码", "Mark of the other"),
}
COLUMNS = (
    ColumnSpec("group", "integer"),
    ColumnSpec("decision", "code"),
    ColumnSpec("role", "code"),
    ColumnSpec("id", "text"),
    ColumnSpec("name", "text"),
    ColumnSpec("with_id", "text"),
    ColumnSpec("with_name", "text"),
    ColumnSpec("likeness", "share"),
    ColumnSpec("evidence", "list"),
    ColumnSpec("doubts", "list"),
    ColumnSpec("credit_code", "text"),
    ColumnSpec("phone", "text"),
    ColumnSpec("mobile", "text"),
    ColumnSpec("email", "text"),
    ColumnSpec("city", "text"),
    ColumnSpec("contact", "text"),
    ColumnSpec("owner", "text"),
    ColumnSpec("newest", "date"),
    ColumnSpec("filled", "integer"),
    ColumnSpec("file", "text"),
    ColumnSpec("row", "integer"),
    ColumnSpec("with_row", "integer"),
    ColumnSpec("mark", "text"),
    ColumnSpec("with_mark", "text"),
)
CARRIED = ("credit_code", "phone", "mobile", "email", "city", "contact", "owner")
"""Columns whose cells are the customer's own."""


def titles_in_all_languages() -> dict[str, frozenset[str]]:
    """Each column with its title in every language, as it may head the column of a file that comes back."""
    return {key: frozenset(text.in_(lang) for lang in LANGUAGES) for key, text in TITLES.items()}
