"""Every sentence about a plan that cannot be used, in Chinese and English.

Keys with a hyphen are ours, those with an underscore are pydantic's error types; several keys may share a code.
"""

from __future__ import annotations

from salesplan.load.plan.pay_sentences import PAY
from salesplan.load.plan.rating_sentences import RATING
from salesplan.load.plan.syntax_sentences import SYNTAX, Sentence
from salesplan.text import Text

_CORRECT = Text("改正这个值", "correct the value")
_WRITE_KEYS = Text("改成下级键，每行一个“键: 值”", "write keys below it, one 'key: value' a line")
_WRITE_LIST = Text("改成列表，每项以“- ”开头", "write a list, each item starts with '- '")
_WRITE_OUT = Text("删掉它，把内容直接写出来", "delete it and write the content out")
_USE_SPACES = Text("换成半角空格", "use plain spaces")
_EITHER_DAY = Text("改正其中一个日期", "correct one of the days")
_WHOLE = Text("写成整数，如 12", "write a whole number, such as 12")
_NUMBER = Text("写成数字，如 0.8", "write a number, such as 0.8")
_DAY = Text("写成 2026-01-31 这样", "write it as 2026-01-31")
_YES_NO = Text("写 yes 或 no（是、否也行）", "write yes or no")
_SHORTER = Text("删短一些", "make it shorter")
_MONEY = Text("写成 1200000、1,200,000 或 120万", "write it as 1200000, 1,200,000 or 120万")

SENTENCES: dict[str, Sentence] = {
    **SYNTAX,
    **RATING,
    **PAY,
    "too-large": Sentence(
        "too-large",
        Text("文件有 {size} 字节，计划最多 {most} 字节", "the file has {size} bytes, a plan at most {most}"),
        Text("把名单放到 Excel 里，用 sources: 引用", "keep lists in Excel and name them under sources:"),
    ),
    "encoding": Sentence(
        "encoding",
        Text("不是 UTF-8 编码的文本", "this is not text in UTF-8"),
        Text("在编辑器里另存为 UTF-8", "save the plan as UTF-8 in your editor"),
    ),
    "control-character": Sentence(
        "syntax",
        Text("含有控制字符 {character}", "there is a control character {character}"),
        Text("删掉它", "delete it"),
    ),
    "empty": Sentence(
        "empty",
        Text("计划是空的", "the plan is empty"),
        Text("用 salesplan init 生成一份带说明的计划", "type salesplan init to get a commented plan"),
    ),
    "not-a-mapping": Sentence(
        "syntax",
        Text("计划应由一行行“键: 值”组成", "a plan consists of 'key: value' lines"),
        Text("例如 name: 华东 2026", "for example name: East 2026"),
    ),
    "two-documents": Sentence(
        "syntax",
        Text("一个文件里有两份计划", "there are two plans in one file"),
        Text("删掉“---”及其后的内容", "delete '---' and what follows"),
    ),
    "too-deep": Sentence(
        "unsafe-depth", Text("嵌套超过 {most} 层", "it is nested more than {most} levels deep"), _WRITE_OUT
    ),
    "tag": Sentence("unsafe-tag", Text("不允许使用标签 {tag}", "tags such as {tag} are not allowed"), _WRITE_OUT),
    "alias": Sentence(
        "unsafe-alias",
        Text("引用 *{name} 不能用在这里", "*{name} cannot stand here"),
        Text(
            "把内容直接写出来：锚点要先写完、里面不能再有引用，全文最多 {most} 处",
            "write the content out: an anchor must be complete and hold no reference, at most {most} in all",
        ),
    ),
    "key-not-text": Sentence("syntax", Text("键应是一个词", "a key must be a word"), _CORRECT),
    "merge-key": Sentence(
        "syntax",
        Text("不支持合并键 <<", "merge keys (<<) are not supported"),
        Text("把各键直接写出来", "write the keys out"),
    ),
    "duplicate-key": Sentence(
        "duplicate-key",
        Text("“{name}” 在第 {line} 行已经写过", "'{name}' stands in line {line} already"),
        Text("只留一个", "keep one of them"),
    ),
    "comma": Sentence(
        "comma",
        Text("花括号里的 {amount} 被逗号断成了几段", "inside braces the commas break {amount} into pieces"),
        Text(
            "花括号里的金额不要写逗号：{plain}，或加引号",
            "inside braces write it without commas: {plain}, or in quotes",
        ),
    ),
    "duplicate-included": Sentence(
        "duplicate-key",
        Text("“{name}” 在 {file} 里已经写过", "'{name}' stands in {file} already"),
        Text("只留一个", "keep one of them"),
    ),
    "include-missing": Sentence(
        "include",
        Text("读不到要并入的文件 {name}", "the included file {name} cannot be read"),
        Text("改正文件名，或删掉这一项", "correct the name, or delete this item"),
    ),
    "tab": Sentence("syntax", Text("缩进用了制表符（Tab）", "there is a tab in the indentation"), _USE_SPACES),
    "wide-space": Sentence("syntax", Text("用了全角空格", "there is a full-width space"), _USE_SPACES),
    "wide-colon": Sentence(
        "syntax",
        Text("用了全角冒号“：”", "there is a full-width colon '：'"),  # the sign in question
        Text("换成半角冒号加空格“: ”", "write ': ' (colon and space)"),
    ),
    "bare-sign": Sentence(
        "syntax",
        Text("以 > 开头的值没有加引号", "a value that begins with > has no quotes"),
        Text("加上引号，如 '>10万'", "put it in quotes, such as '>100000'"),
    ),
    "syntax": Sentence(
        "syntax",
        Text("这一行或上一行不是 YAML 的写法", "this is not valid YAML: {english}"),
        Text("检查这一行和上一行的缩进、引号、括号", "look at the indentation, quotes and brackets here and above"),
    ),
    "empty-value": Sentence(
        "no-value",
        Text("“{name}” 没有写值（空白不等于 0）", "'{name}' has no value (blank is not 0)"),
        Text("填上，或者删掉这个键", "fill it in or delete the key"),
    ),
    "missing": Sentence(
        "missing", Text("缺少 “{name}”", "'{name}' is missing"), Text("加上 {name}: …", "add {name}: ...")
    ),
    "extra_forbidden": Sentence(
        "unknown-key", Text("没有 “{name}” 这个键", "there is no key '{name}' here"), Text("{hint}", "{hint}")
    ),
    "money": Sentence("amount", Text("“{value}” 不是金额", "'{value}' is no amount"), _MONEY),
    "share": Sentence(
        "share",
        Text("“{value}” 不是比率", "'{value}' is no rate"),
        Text("写成 8%、+8% 或 0.08", "write it as 8%, +8% or 0.08"),
    ),
    "day": Sentence("date", Text("“{value}” 不是日期", "'{value}' is no date"), _DAY),
    "bare": Sentence(
        "share",
        Text("“{name}”{label}写的 {value} 是 {percent}", "'{name}'{label}: {value} is {percent}"),
        Text("写 {small}（确实是 {percent} 就写 {percent}）", "write {small} ({percent} if that is what you mean)"),
    ),
    "bare_portion": Sentence(
        "share",
        Text(
            "“{name}”{label}写的 {value} 是 {percent}，超过了 100%",
            "'{name}'{label}: {value} is {percent}, more than 100%",
        ),
        Text("写成 {plain} 或 {small}", "write {plain} or {small}"),
    ),
    "portion": Sentence(
        "bound",
        Text("“{name}”{label}不能超过 100%，这里是 {percent}", "'{name}'{label} is 100% at most, not {percent}"),
        _CORRECT,
    ),
    "price_part": Sentence(
        "share",
        Text("“{value}” 是剩下的价格，这里要写减掉多少", "'{value}' is what stays of the price, not what is taken off"),
        Text("{value}写 {percent}", "for {value} write {percent}"),
    ),
    "count": Sentence(
        "amount",
        Text("“{value}” 不是数量", "'{value}' is no number"),
        Text("写成 1200 或 1.2万", "write it as 1200 or 1.2万"),
    ),
    "flag": Sentence("value", Text("“{value}” 不是 yes 或 no", "'{value}' is not yes or no"), _YES_NO),
    "have": Sentence(
        "value",
        Text("“{value}” 不是有、无或不知道", "'{value}' is not yes, no or unknown"),
        Text("写 有、无 或 不知道", "write yes, no or unknown"),
    ),
    "target_total": Sentence(
        "target-total",
        Text("目标要写 total 或 of，二者取一", "a target has either total or of"),
        Text("写 total: 1200万，或 of: 另一条目标的编号", "write total: 12000000, or of: the id of another target"),
    ),
    "no_profile_field": Sentence(
        "value",
        Text("客户档案各项的权重不能全是 0", "the weights of a customer's file cannot all be 0"),
        Text("至少留一项，如 name: 2", "keep one at least, such as name: 2"),
    ),
    "same_id": Sentence(
        "same-id",
        Text("有两条的编号都是 “{id}”", "two entries have the id '{id}'"),
        Text("给每条各自的 id", "give each an id of its own"),
    ),
    "same_name": Sentence(
        "same-name",
        Text("团队里有两个人都叫 “{name}”", "two members of the team are called '{name}'"),
        Text(
            "名字后面加上编号区分；调岗写在 moves 里",
            "add a number to tell them apart; changes of place go under moves",
        ),
    ),
    "left_before_joined": Sentence(
        "team-days",
        Text("最后工作日 {day} 早于入职日 {joined}", "the last day worked, {day}, is before the first, {joined}"),
        _EITHER_DAY,
    ),
    "probation_until_before_joined": Sentence(
        "team-days",
        Text("试用期最后一天 {day} 早于入职日 {joined}", "probation ends on {day}, before the first day, {joined}"),
        _EITHER_DAY,
    ),
    "vacancy_without_joined": Sentence(
        "team-days",
        Text("待招岗位没写计划到岗日", "this vacancy has no day on which it is to be filled"),
        Text("加上 joined，如 joined: 2026-04-01", "add joined, such as joined: 2026-04-01"),
    ),
    "moves_order": Sentence(
        "team-moves",
        Text("{later} 的调岗写在 {earlier} 的后面", "the move of {later} stands after that of {earlier}"),
        Text("调岗按日期先后写，一天只写一次", "write moves in the order of their days, one a day"),
    ),
    "move_before_joined": Sentence(
        "team-moves",
        Text("{on} 的调岗早于入职日 {joined}", "the move of {on} is before the first day, {joined}"),
        _EITHER_DAY,
    ),
    "move_after_left": Sentence(
        "team-moves",
        Text("{on} 的调岗晚于最后工作日 {left}", "the move of {on} is after the last day worked, {left}"),
        _EITHER_DAY,
    ),
    "year_start": Sentence(
        "value",
        Text("财年要从某月 1 日开始，不是 {day}", "a fiscal year starts on the first of a month, not on {day}"),
        Text(
            "写成 2026-04-01 这样；按整周分期就加 weeks: 4-4-5",
            "write it as 2026-04-01; for a year of whole weeks add weeks: 4-4-5",
        ),
    ),
    "year_weeks": Sentence(
        "year-weeks",
        Text("写了 weeks，没有写年度从哪天开始", "there is weeks, but no day on which the year starts"),
        Text("加上 start，如 {{start: 2026-01-05, weeks: 4-4-5}}", "add a start: {{start: 2026-01-05, weeks: 4-4-5}}"),
    ),
    "greater_than": Sentence(
        "bound",
        Text("“{name}”{label}应大于 {gt}，这里是 {value}", "'{name}'{label} must be more than {gt}, not {value}"),
        Text("{range}", "{range}"),
    ),
    "greater_than_equal": Sentence(
        "bound",
        Text("“{name}”{label}不能小于 {ge}，这里是 {value}", "'{name}'{label} must be {ge} or more, not {value}"),
        Text("{range}", "{range}"),
    ),
    "less_than": Sentence(
        "bound",
        Text("“{name}”{label}应小于 {lt}，这里是 {value}", "'{name}'{label} must be less than {lt}, not {value}"),
        Text("{range}", "{range}"),
    ),
    "less_than_equal": Sentence(
        "bound",
        Text("“{name}”{label}不能大于 {le}，这里是 {value}", "'{name}'{label} must be {le} or less, not {value}"),
        Text("{range}", "{range}"),
    ),
    "multiple_of": Sentence(
        "bound", Text("{value} 应是 {multiple_of} 的倍数", "{value} must be a multiple of {multiple_of}"), _CORRECT
    ),
    "finite_number": Sentence("value", Text("“{value}” 不是数", "'{value}' is not a number"), _NUMBER),
    "too_short": Sentence(
        "length",
        Text("至少要 {min_length} 项，现有 {actual_length} 项", "at least {min_length} items, not {actual_length}"),
        _CORRECT,
    ),
    "too_long": Sentence(
        "length",
        Text("最多 {max_length} 项，现有 {actual_length} 项", "at most {max_length} items, not {actual_length}"),
        _CORRECT,
    ),
    "string_type": Sentence("form", Text("这里应是文字", "this must be text"), _CORRECT),
    "string_too_short": Sentence(
        "length", Text("至少 {min_length} 个字", "at least {min_length} characters"), _CORRECT
    ),
    "string_too_long": Sentence("length", Text("最多 {max_length} 个字", "at most {max_length} characters"), _SHORTER),
    "string_pattern_mismatch": Sentence(
        "value", Text("“{value}” 的写法不对", "'{value}' is not written as expected"), _CORRECT
    ),
    "enum": Sentence(
        "choice",
        Text("没有 “{value}” 这个选择", "'{value}' is no choice here"),
        Text("可选：{expected}", "choose one of {expected}"),
    ),
    "literal_error": Sentence(
        "choice",
        Text("没有 “{value}” 这个选择", "'{value}' is no choice here"),
        Text("可选：{expected}", "choose one of {expected}"),
    ),
    "crm_pattern": Sentence(
        "value",
        Text("“{form}” 不是正则表达式", "'{form}' is no regular expression"),
        Text("例如 [0-9]+", "such as [0-9]+"),
    ),
    "crm_date_form": Sentence(
        "value",
        Text("“{form}” 不是日期的写法", "'{form}' is no form of dates"),
        Text("写成 yyyy-MM-dd 或 MM/dd/yyyy 这样", "write it as yyyy-MM-dd or MM/dd/yyyy"),
    ),
    "choice": Sentence(
        "choice",
        Text("没有 “{value}” 这个选择", "'{value}' is no choice here"),
        Text("可选：{expected}", "choose one of {expected}"),
    ),
    "scope": Sentence(
        "choice",
        Text("“{value}” 不说明是全部还是哪一部分", "'{value}' tells neither all nor which part"),
        Text("写 all（全部），或 {{region: {value}}} 这样", "write all, or such as {{region: {value}}}"),
    ),
    "unknown_measure": Sentence(
        "choice",
        Text("没有叫 “{value}” 的指标", "there is no measure '{value}'"),
        Text(
            "写已有的指标，如 销售额、毛利，或在 metrics 里声明它",
            "write a measure there is, such as revenue, or declare it under metrics",
        ),
    ),
    "percentage": Sentence(
        "amount",
        Text("“{value}” 是百分比，这个目标的单位不是 %", "'{value}' is a percentage; the unit of this goal is not"),
        Text(
            '单位是 % 就加 unit: "%"；要比基线变化，写 change_pct: {value}；不然写数，如 {number}',
            'if the unit is %, add unit: "%"; for a change write change_pct: {value}; else a figure, such as {number}',
        ),
    ),
    "model_type": Sentence(
        "form", Text("这里应是下级键，不是 “{value}”", "keys belong here, not '{value}'"), _WRITE_KEYS
    ),
    "dict_type": Sentence(
        "form", Text("这里应是下级键，不是 “{value}”", "keys belong here, not '{value}'"), _WRITE_KEYS
    ),
    "mapping_type": Sentence(
        "form", Text("这里应是下级键，不是 “{value}”", "keys belong here, not '{value}'"), _WRITE_KEYS
    ),
    "list_type": Sentence(
        "form", Text("这里应是列表，不是 “{value}”", "a list belongs here, not '{value}'"), _WRITE_LIST
    ),
    "tuple_type": Sentence(
        "form", Text("这里应是列表，不是 “{value}”", "a list belongs here, not '{value}'"), _WRITE_LIST
    ),
    "set_type": Sentence(
        "form", Text("这里应是列表，不是 “{value}”", "a list belongs here, not '{value}'"), _WRITE_LIST
    ),
    "frozen_set_type": Sentence(
        "form", Text("这里应是列表，不是 “{value}”", "a list belongs here, not '{value}'"), _WRITE_LIST
    ),
    "bool_type": Sentence("value", Text("“{value}” 不是 yes 或 no", "'{value}' is not yes or no"), _YES_NO),
    "bool_parsing": Sentence("value", Text("“{value}” 不是 yes 或 no", "'{value}' is not yes or no"), _YES_NO),
    "int_type": Sentence("value", Text("这里应是整数", "this must be a whole number"), _WHOLE),
    "int_parsing": Sentence("value", Text("“{value}” 不是整数", "'{value}' is not a whole number"), _WHOLE),
    "int_parsing_size": Sentence("value", Text("“{value}” 位数太多", "'{value}' has too many digits"), _WHOLE),
    "int_from_float": Sentence("value", Text("“{value}” 不是整数", "'{value}' is not a whole number"), _WHOLE),
    "decimal_type": Sentence("value", Text("这里应是数字", "this must be a number"), _NUMBER),
    "decimal_parsing": Sentence("value", Text("“{value}” 不是数", "'{value}' is not a number"), _NUMBER),
    "decimal_max_digits": Sentence(
        "value", Text("“{value}” 超过 {max_digits} 位", "'{value}' has more than {max_digits} digits"), _SHORTER
    ),
    "decimal_max_places": Sentence(
        "value",
        Text("“{value}” 超过 {decimal_places} 位小数", "'{value}' has more than {decimal_places} decimals"),
        _SHORTER,
    ),
    "decimal_whole_digits": Sentence(
        "value",
        Text(
            "“{value}” 整数部分超过 {whole_digits} 位", "'{value}' has more than {whole_digits} digits before the point"
        ),
        _SHORTER,
    ),
    "date_type": Sentence("date", Text("这里应是日期", "this must be a date"), _DAY),
    "value_error": Sentence("value", Text("{error}", "{error}"), _CORRECT),
    "other": Sentence("value", Text("{english}", "{english}"), _CORRECT),
}
