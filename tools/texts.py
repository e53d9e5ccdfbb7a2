"""Derives the traditional Chinese of every Text in the source into zh_hant.json; ``--check`` only compares.

OpenCC s2twp gives Taiwan's words; the terms below are those of the trade that it gets wrong or leaves.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import salesplan
from generated import write_or_check

PACKAGE = Path(salesplan.__path__[0])
TARGET = PACKAGE / "zh_hant.json"
TERMS = {
    "型別": "類型",
    "帕累托": "柏拉圖",
    "物件": "對象",
    "引數": "參數",
    "彙報": "匯報",
    "單元格": "儲存格",
    "隻讀": "唯讀",
    "訂單隻到": "訂單只到",
    "只讀": "唯讀",
    "許可權": "權限",
    "擴充套件內容": "擴充內容",
    "跟蹤": "追蹤",
    "程式碼": "代碼",
    "演算法": "算法",
    "資金專案": "資金項目",
    "預算專案": "預算項目",
    "缺口的專案": "缺口的項目",
    "在它的專案裡": "在它的項目裡",
    "質量": "品質",
    "高階": "高端",
    "裝置": "設備",
    "設備或管道": "裝置或管道",
    "除錯": "調試",
    "質保": "保固",
    "當天響應": "當天回應",
    "迴音": "回音",
    "合同": "合約",
    "賬": "帳",
    "訂單隻有": "訂單只有",
}
WHOLE = {"專案": "項目", "專案數": "項目數"}
"""Terms that are wrong only where they are the whole text: 專案 is right for a customer's project."""

COLUMN = re.compile("(?<![排并系下罗])列(?![出表举在])")
ROW = re.compile("(?<![执进运银可发实流推出不换另])行(?![业动为情政])")
"""In a sheet, Taiwan says 欄 for a column and 列 for a row, where the mainland says 列 and 行."""
HALF_WIDTH = re.compile(
    r"[\u3400-\u9fff][,;!?](?![ =])|[\u3400-\u9fff]:(?! )(?=[\u3400-\u9fff])|[,;!?](?=[\u3400-\u9fff])"
)
"""Half-width punctuation beside Chinese. Keys and values of the plan (``key: value``, ``a=1,b=2``) are left alone."""


def texts() -> Iterator[tuple[Path, int, str]]:
    """The simplified Chinese of every ``Text(...)`` and ``doc(...)``. One that is not made of literals is an error."""
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in MAKERS and file.name != "text.py":
                for argument in node.args[:2]:
                    if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
                        if ast.unparse(node) in COPIES:
                            break
                        raise SystemExit(f"{file.name}:{node.lineno}: {ast.unparse(node)[:60]} is not made of literals")
                else:
                    yield file, node.lineno, node.args[0].value  # type: ignore[attr-defined] # a constant, see above


MAKERS = ("Text", "doc")
COPIES = {"Text(text.zh, text.en)", "Text(zh, en)", "Text(COMMANDS[p][2], COMMANDS[p][3])"}
"""Texts put together from the halves of others, which are literals elsewhere."""


def derived() -> str:
    """The text of zh_hant.json: only entries that differ from the simplified form."""
    from opencc import OpenCC

    convert = OpenCC("s2twp").convert
    found: dict[str, str] = {}
    for zh in sorted({zh for _, _, zh in texts()}):
        if (traditional := in_the_trade(convert(ROW.sub("列", COLUMN.sub("栏", zh))))) != zh:
            found[zh] = traditional
    return json.dumps(found, ensure_ascii=False, indent=0) + "\n"


def in_the_trade(traditional: str) -> str:
    """A converted text with the terms as a sales manager in Taiwan says them."""
    for wrong, right in TERMS.items():
        traditional = traditional.replace(wrong, right)
    return WHOLE.get(traditional, traditional)


NO_PROSE = re.compile(r"[\w:]*=[^\s（]+|^#.*$|^\s*(?:- )?\{?[a-z_]+:.*$|“[^”]*”|\{\{.*?\}\}|\d,1,", re.MULTILINE)
"""Addresses, comments, lines of YAML, quotations, slots: what a half-width sign belongs in."""


def half_width() -> list[str]:
    """Chinese texts with half-width punctuation, which reads foreign: each with its place."""
    found = []
    for file, line, zh in texts():
        prose = NO_PROSE.sub("", zh)
        if HALF_WIDTH.search(prose):
            found.append(f"{file.name}:{line}: half-width punctuation in {zh!r}")
    return found


def main() -> int:
    """Write the derived texts, or say that they are out of date."""
    if wrong := half_width():
        print("\n".join(wrong))
        return 1
    return write_or_check(TARGET, derived())


if __name__ == "__main__":
    raise SystemExit(main())
