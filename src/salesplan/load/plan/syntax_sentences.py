"""What is said of lines that are no YAML."""

from __future__ import annotations

from typing import NamedTuple

from salesplan.text import Text


class Sentence(NamedTuple):
    """The code of a problem (after PLAN-), what is wrong, and what to do."""

    code: str
    what: Text
    fix: Text


SYNTAX: dict[str, Sentence] = {
    "wide-comma": Sentence(
        "syntax",
        Text("括号里用了全角逗号“，”", "there is a full-width comma '，' in brackets"),  # the sign in question
        Text(
            "换成半角逗号“, ”；本来就是一句话就加引号",
            "write ', ' (a plain comma); put it in quotes if it is one sentence",
        ),
    ),
    "dash": Sentence(
        "syntax", Text("“-” 后面没有空格", "there is no blank after '-'"), Text("写成 {line}", "write {line}")
    ),
    "tight-colon": Sentence(
        "syntax", Text("冒号后面没有空格", "there is no blank after the colon"), Text("写成 {line}", "write {line}")
    ),
    "open-quote": Sentence(
        "syntax",
        Text("从这里开始的引号 {quote} 没有结束", "the quote {quote} that opens here is not closed"),
        Text("在这个值的末尾补上 {quote}，或去掉开头的", "close it with {quote} at the end of the value, or delete it"),
    ),
    "after-quote": Sentence(
        "syntax",
        Text("引号结束后还有内容", "something stands after the closing quote"),
        Text(
            "把整个值放进引号；里面的引号换成另一种",
            "put the whole value in quotes, with the other kind of quotes inside",
        ),
    ),
    "open-bracket": Sentence(
        "syntax",
        Text("从这里开始的 {open} 没有配上 {close}", "the {open} that opens here has no {close}"),
        Text("补上 {close}；各项之间用半角逗号“, ”", "add {close}; items are separated by ', '"),
    ),
    "start-sign": Sentence(
        "syntax",
        Text("以 {sign} 开头的值没有加引号", "a value that begins with {sign} has no quotes"),
        Text("写成 '{value}'", "write '{value}'"),
    ),
    "no-colon": Sentence(
        "syntax",
        Text("这一行不是“键: 值”", "this line is no 'key: value'"),
        Text("写成“键: 值”，冒号用半角，后面空一格", "write 'key: value', with a blank after the colon"),
    ),
    "two-colons": Sentence(
        "syntax",
        Text("一行里有两个“: ”", "there are two ': ' in a line"),
        Text("第二个在值里面，就给整个值加上引号", "put the value in quotes if the second belongs to it"),
    ),
    "escape": Sentence(
        "syntax",
        Text("双引号里有不认识的反斜杠 \\", "there is an unknown \\ in double quotes"),
        Text("换成单引号，如 'a\\b'", "use single quotes, such as 'a\\b'"),
    ),
    "indent": Sentence(
        "syntax",
        Text("这一行和上面同级的键没有左对齐", "this line is not aligned with the keys above it"),
        Text(
            "同一级的键左边对齐（用空格）；上一行的值里有冒号就加引号",
            "align keys of one level on the left, with blanks; quote a value above that holds a colon",
        ),
    ),
}
