"""Fills the generated parts of README and docs, and writes the pages made of code alone; ``--check`` compares.

A page marks its generated parts: ``<!-- help: classify en -->`` and ``<!-- run: salesplan inspect customers.xlsx -->``,
each up to ``<!-- end -->``. Every run is a real one, in a copy of the example company, so an example cannot drift.
Several commands in a row are joined by `` && ``. Words before the colon say more: ``run en`` takes the English company,
``run head=9`` and ``run tail=9`` keep so many lines of each output (``head=3,9``: of the first, of the others), and
``run last`` shows the last command only.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from codes import codes
from rule_pages import rule_pages
from salesplan.cli._index import AREAS, COMMANDS
from salesplan.cli.runner import help_text
from salesplan.model.plan.plan import Parameters
from salesplan.model.tables import TABLES, table_fields
from salesplan.text import language_named, set_language
from salesplan.write.start.example import write_example

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
PART = re.compile(r"<!-- (help|run)((?: \w+(?:=[\d,]+)?)*): (.+?) -->\n.*?<!-- end -->", re.DOTALL)


Run = tuple[str, str]
"""The words before the colon of a run, and its commands."""


def pages() -> dict[Path, str]:
    """Every page with a generated part, or generated whole, as it should read."""
    found = {ROOT / "docs" / name: text for name, text in whole_pages().items()}
    hand_written = [ROOT / "README.md", ROOT / "README.zh-CN.md", *sorted((ROOT / "docs").rglob("*.md"))]
    texts = {page: page.read_text("utf-8") for page in hand_written if page.exists() and page not in found}
    outputs = outputs_of(texts.values())
    return found | {page: filled(text, outputs) for page, text in texts.items()}


def outputs_of(texts: Iterable[str]) -> dict[Run, str]:
    """What every run of the pages prints. Each has a company of its own, so as many run at once as there are cores."""
    runs: dict[Run, None] = {
        (how, what): None for text in texts for kind, how, what in PART.findall(text) if kind == "run"
    }
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(os.cpu_count()) as workers:
        set_language("en")
        write_example(str(Path(folder) / "english"))
        places = (Path(folder) / str(at) for at, _ in enumerate(runs))
        done = workers.map(lambda each, place: console(each[0], each[1], Path(folder) / "english", place), runs, places)
        return dict(zip(runs, done, strict=True))


def filled(text: str, outputs: Mapping[Run, str]) -> str:
    """The page with every generated part made anew."""

    def fill(part: re.Match[str]) -> str:
        kind, how, what = part.groups()
        made = f"```console\n{outputs[how, what]}```\n" if kind == "run" else _help(what)
        return f"<!-- {kind}{how}: {what} -->\n{made}<!-- end -->"

    return PART.sub(fill, text)


def _help(what: str) -> str:
    path, _, lang = what.rpartition(" ")
    set_language(language_named(lang) or "en")
    return f"```text\n{help_text(path)}\n```\n"


def console(how: str, what: str, english: Path, place: Path) -> str:
    """What a terminal shows when the commands are typed one after the other in a fresh copy of the example company."""
    words = how.split()
    company = Path(shutil.copytree(english if "en" in words else EXAMPLES, place / "company"))
    shown = [
        f"$ {line}\n{cut(run(line, company, english='en' in words), words, at)}"
        for at, line in enumerate(what.split(" && "))
    ]
    shutil.rmtree(place)
    return shown[-1] if "last" in words else "".join(shown)


def run(line: str, company: Path, *, english: bool) -> str:
    """What a command prints, stdout then stderr, and its exit code unless that is 0."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("SALESPLAN_", "COLUMNS"))}
    environment |= {"SALESPLAN_LANG": "en"} if english else {}
    words = [sys.executable, "-m", "salesplan", *shlex.split(line)[1:]]
    done = subprocess.run(words, cwd=company, env=environment, capture_output=True, check=False)  # noqa: S603 - our own program
    code = f"# exit {done.returncode}\n" if done.returncode else ""
    return (done.stdout + done.stderr).decode("utf-8") + code


def cut(text: str, how: list[str], at: int) -> str:
    """The first or last lines of the output of command ``at``, where only so many are shown, ``...`` for the rest."""
    lines = text.splitlines(keepends=True)
    for end, _, counts in (word.partition("=") for word in how):
        most = [int(count) for count in counts.split(",") if count]
        keep = most[min(at, len(most) - 1)] if most else len(lines)
        if len(lines) > keep:
            start = "".join(lines[:keep]).rstrip("\n")
            return f"{start}\n...\n" if end == "head" else "...\n" + "".join(lines[-keep:])
    return text


def whole_pages() -> dict[str, str]:
    """The pages that hold nothing by hand."""
    return {
        "commands.md": commands_page(),
        "parameters.md": parameters_page(),
        "fields.md": fields_page(),
        "errors.md": errors_page(),
        **rule_pages(),
    }


def commands_page() -> str:
    """Every command by area, with a link to its page."""
    lines = ["# 命令 / Commands", ""]
    for area, (zh, en) in AREAS.items():
        lines += [f"## {zh} / {en}", ""]
        for path, (own, _module, what, meaning) in COMMANDS.items():
            page = f"commands/{path.replace(' ', '-')}.md"
            lines += [f"* [{path}]({page})：{what}。/ {meaning[0].upper()}{meaning[1:]}."] if own == area else []
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def parameters_page() -> str:
    """Every number that decides, from the plan's model."""
    lines = [
        "# 参数 / Parameters",
        "",
        "每个起决定作用的数都在计划的 `parameters:` 下。不写就用默认值；结果里写明用了哪个值、来自哪里。",
        "",
        "Every number that decides has a key under `parameters:` in the plan. Without it the default counts;",
        "each result says which value was used and where it came from.",
        "",
        "| 键 / key | 默认 / default | 含义 | meaning | 范围 / bounds |",
        "| --- | --- | --- | --- | --- |",
    ]
    return "\n".join([*lines, *_parameters(Parameters, "parameters")]) + "\n"


def _parameters(model: type[BaseModel], prefix: str) -> Iterator[str]:
    for name, info in model.model_fields.items():
        key = f"{prefix}.{info.alias or name}"
        default = info.get_default(call_default_factory=True, validated_data={})
        if isinstance(default, BaseModel):
            yield from _parameters(type(default), key)
            continue
        extra = info.json_schema_extra
        zh = str(extra.get("x-zh", "")) if isinstance(extra, dict) else ""
        bounds = " ".join(f"{k} {v}" for m in info.metadata for k, v in _bounds(m))
        yield f"| `{key}` | {_default(default)} | {zh} | {info.description or ''} | {bounds} |"


def _bounds(limit: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - pydantic's constraint objects
    signs = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<"}
    return ((sign, getattr(limit, k)) for k, sign in signs.items() if getattr(limit, k, None) is not None)


def _default(value: Any) -> str:  # noqa: ANN401 - any default
    if isinstance(value, tuple | list):
        return ", ".join(map(str, value))
    return "–" if value is None or value == {} else str(value)


def fields_page() -> str:
    """Every field of every list with the header names it is recognised by."""
    lines = [
        "# 名单与字段 / Lists and fields",
        "",
        "表头按内容识别：先比“本名”，没有本名再看“代用名”。同一级有两列就要您指定（`--column 字段=表头`）。",
        "简繁、全半角、星号、括号里的单位都不影响。",
        "",
        "Headers are recognised by what they say: a field's own names first, stand-ins only where there is none.",
        "Two columns of the same rank must be told apart with `--column FIELD=HEADER`. Traditional characters,",
        "width, stars and units in brackets make no difference.",
        "",
    ]
    for key, table in TABLES.items():
        lines += [f"## {table.label.zh} / {table.label.en} `{key}`", ""]
        lines += ["| 字段 / field | 类型 / kind | 本名 / own names | 代用名 / stand-ins |", "| --- | --- | --- | --- |"]
        for name, spec in table_fields(key).items():
            own = [spec.header.label.zh, spec.header.label.en, *_split(spec.header.names)]
            star = " \\*" if spec.required else ""
            row = (
                f"`{name}`{star}",
                spec.header.kind,
                "、".join(dict.fromkeys(own)),
                "、".join(_split(spec.header.stand_ins)),
            )
            lines.append("| " + " | ".join(row) + " |")
        lines.append("")
    return "\n".join(lines)


def _split(names: str) -> list[str]:
    return [part.strip() for part in names.split("|") if part.strip()]


def errors_page() -> str:
    """Every code a problem can have, with what it says and what to do, taken from the source."""
    lines = [
        "# 问题代码 / Problem codes",
        "",
        "代码发布后不会变。花括号里是具体内容。计划的规则另有[一页](rules/index.md)。",
        "`salesplan explain 代码` 说明其中一个。",
        "",
        "Codes never change once released. What varies stands in braces. The rules of the plan have",
        "[a page](rules/index.md) of their own. `salesplan explain CODE` tells of one.",
        "",
        "| 代码 / code | 说什么 | 怎么办 | what it says | what to do |",
        "| --- | --- | --- | --- | --- |",
    ]
    for code, known in sorted(codes().items()):
        for what, fix in known.causes or [(None, None)]:
            cells = [t.zh if t else "" for t in (what, fix)] + [t.en if t else "" for t in (what, fix)]
            lines.append(
                f"| `{code}` | " + " | ".join(c.replace("\n", "<br>").replace("|", "\\|") for c in cells) + " |"
            )
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write the pages, or name those that are out of date."""
    wanted = pages()
    stale = [page for page, text in wanted.items() if not page.exists() or page.read_text("utf-8") != text]
    if "--check" in sys.argv:
        for page in stale:
            print(f"{page.relative_to(ROOT)}: out of date, run: make generate")
        return 1 if stale else 0
    for page in stale:
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(wanted[page], "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
