"""What every page must have. That the outputs shown are the real ones is checked by ``make check-generated``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from salesplan import __version__
from salesplan.cli._index import COMMANDS
from salesplan.load.plan.loader import load_plan

ROOT = Path(__file__).resolve().parents[2]
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]
PAGES = [*READMES, ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
GENERATED = re.compile(r"<!-- (help|run)((?: \w+(?:=[\d,]+)?)*): (.+?) -->\n(.*?)<!-- end -->", re.DOTALL)
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
TYPED_BY_HAND = {"sh", "bat", "yaml", "yml", "csv", "python", "markdown"}
"""Fenced blocks that show no output of the program; yaml is a plan, yml what other programs read."""
MACHINE_PATH = re.compile(r"(?<![\w.$~}/])/(?:work|tmp|root|home|Users|usr|opt|var)/|\b[A-Z]:\\")


def page_id(page: Path) -> str:
    return str(page.relative_to(ROOT))


def by_hand(page: Path) -> str:
    """The page without its generated parts."""
    return GENERATED.sub("", page.read_text("utf-8"))


def prose(page: Path) -> str:
    """The page without any fenced block."""
    return FENCE.sub("", by_hand(page))


@pytest.mark.parametrize("path", COMMANDS)
def test_a_command_has_its_page_with_help_in_both_languages_and_a_real_run(path: str) -> None:
    page = ROOT / "docs" / "commands" / f"{path.replace(' ', '-')}.md"
    text = page.read_text("utf-8")
    assert text.startswith(f"# salesplan {path}\n")
    parts = [(kind, what) for kind, _, what, _ in GENERATED.findall(text)]
    assert {what for kind, what in parts if kind == "help"} == {f"{path} zh", f"{path} en"}
    assert any(kind == "run" and f"salesplan {path}" in what for kind, what in parts)


def test_every_page_of_a_command_has_its_command() -> None:
    known = {f"{path.replace(' ', '-')}.md" for path in COMMANDS}
    assert {page.name for page in (ROOT / "docs" / "commands").glob("*.md")} == known


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_generated_parts_are_filled_and_closed(page: Path) -> None:
    text = page.read_text("utf-8")
    if page.name == "CONTRIBUTING.md":
        return  # shows the marks of a page to be written
    parts = GENERATED.findall(text)
    assert len(parts) == len(re.findall(r"^<!-- (?:help|run)\b", text, re.MULTILINE))
    for kind, _, what, body in parts:
        start = "```console\n$ salesplan " if kind == "run" else "```text\n"
        assert body.startswith(start), f"{what}: run make generate"
        if kind == "run":
            assert all(line.startswith("salesplan ") for line in what.split(" && ")), what


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_output_is_never_typed_by_hand(page: Path) -> None:
    for kind, body in FENCE.findall(by_hand(page)):
        assert kind in TYPED_BY_HAND, f"a block of {kind or 'no kind'}: {body[:60]}"
        assert "$ salesplan" not in body, body[:60]


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(prose(page)):
        file, _, _ = unquote(target).partition("#")
        if file and "://" not in file:
            assert (page.parent / file).exists(), f"{target} leads nowhere"


def test_every_page_can_be_reached_from_both_readmes() -> None:
    for readme in READMES:
        reached, waiting = set[Path](), [readme]
        while waiting:
            page = waiting.pop()
            reached.add(page)
            waiting += [p for p in linked(page) if p.suffix == ".md" and p not in reached]
        assert not {page_id(p) for p in PAGES} - {page_id(p) for p in reached}


def linked(page: Path) -> Iterator[Path]:
    for target in LINK.findall(prose(page)):
        if "://" not in target:
            yield (page.parent / unquote(target).partition("#")[0]).resolve()


def test_both_readmes_say_the_same_things() -> None:
    english, chinese = (prose(readme) for readme in READMES)
    for mark in ("# ", "## ", "* ", "| "):
        found = [len(re.findall(rf"^{re.escape(mark)}", text, re.MULTILINE)) for text in (english, chinese)]
        assert found[0] == found[1], f"lines that begin with {mark!r}: {found}"
    runs = [[what for _, _, what, _ in GENERATED.findall(readme.read_text("utf-8"))] for readme in READMES]
    assert [plain(each) for each in runs[0]] == [plain(each) for each in runs[1]]


def plain(commands: str) -> str:
    """Commands without what is written differently in each language."""
    return commands.replace("1200万", "12000000")


def test_the_readmes_run_what_make_demo_runs() -> None:
    recipe = re.search(r"^demo: .*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert recipe
    typed = recipe[1].replace("$(BIN)/", "").replace("$(DEMO)", "demo").replace("$(AS_OF)", "2026-06-30")
    lines = [line.strip() for line in typed.splitlines() if line.strip().startswith("salesplan ")]
    for readme in READMES:
        assert " && ".join(lines) in readme.read_text("utf-8")


def test_the_version_stands_in_one_place() -> None:
    sources = [*(ROOT / "src").rglob("*.py"), ROOT / "pyproject.toml", ROOT / "Makefile"]
    assert [f.name for f in sources if f'"{__version__}"' in f.read_text("utf-8")] == ["__init__.py"]
    assert not [page_id(p) for p in PAGES if p.name != "CHANGELOG.md" and __version__ in by_hand(p)]
    assert f"## [{__version__}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_a_page_holds_no_path_of_one_machine_and_no_em_dash_in_prose(page: Path) -> None:
    text = page.read_text("utf-8")
    assert not MACHINE_PATH.search(text)
    if page.name not in ("errors.md", "fields.md"):
        # two of them, ——, are a mark for "nothing here" that people type
        assert not re.search("(?<!—)—(?!—)", prose(page))


@pytest.mark.parametrize("page", [READMES[1], *sorted((ROOT / "docs").rglob("*.md"))], ids=page_id)
def test_chinese_prose_has_full_width_punctuation(page: Path) -> None:
    if page.name in ("errors.md", "fields.md", "parameters.md") or page.parent.name == "rules":
        return  # made from the texts of the program, which have a check of their own
    text = re.sub(r"`[^`\n]*`|\]\([^)]*\)", "", prose(page))
    assert re.findall(r"[\u4e00-\u9fff][,;:?!](?=[\s\u4e00-\u9fff]|$)", text) == []


@pytest.mark.parametrize(
    "page", [*READMES, ROOT / "docs" / "plan.md", ROOT / "docs" / "commands" / "schema.md"], ids=page_id
)
def test_a_plan_that_is_shown_is_a_plan(page: Path, tmp_path: Path) -> None:
    shown = [body for kind, body in FENCE.findall(by_hand(page)) if kind == "yaml"]
    assert shown
    for body in shown:
        (tmp_path / "plan.yaml").write_text(body, "utf-8")
        assert load_plan(str(tmp_path / "plan.yaml")).plan.version == "1"


def test_every_code_of_a_problem_is_listed() -> None:
    listed = (ROOT / "docs" / "errors.md").read_text("utf-8")
    sources = "".join(f.read_text("utf-8") for f in sorted((ROOT / "src").rglob("*.py")))
    codes = set(re.findall(r'"([A-Z]{2,}-[a-z]+(?:-[a-z]+)*)"', sources))
    assert len(codes) > 100
    assert not {code for code in codes if f"| `{code}` |" not in listed}
