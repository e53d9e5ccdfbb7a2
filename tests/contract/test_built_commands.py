"""The commands that there must be, typed here: each has pages people see, kept in every language, and a docs page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from salesplan.text import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden"
PAGES: dict[str, str] = {
    "inspect": "inspect",
    "classify": "classify",
    "targets split": "split-plan",
    "targets track": "track",
    "targets replan": "replan",
    "targets reconcile": "reconcile",
    "targets compare": "compare",
    "explain targets": "explain",
    "explain": "explain-rule",
    "check": "check",
    "check --coverage": "check-coverage",
    "goals check": "goals-check",
    "swot show": "swot-show",
    "swot check": "swot-check",
    "market size": "market-size",
    "market competitors": "market-competitors",
    "market segments": "market-segments",
    "market position": "market-position",
    "strategy check": "strategy-check",
    "strategy budget": "strategy-budget",
    "prepare": "prepare",
    "team raci": "team-raci",
    "team training": "team-training",
    "customers value": "customers-value",
    "customers lifecycle": "customers-lifecycle",
    "customers profile": "customers-profile",
    "customers attention": "customers-attention",
    "customers loyalty": "customers-loyalty",
    "customers offer": "customers-offer",
    "customers clean": "customers-clean",
    "customers duplicates": "customers-duplicates",
    "prospects rank": "prospects-rank",
    "prospects assign": "prospects-assign",
    "prospects value": "prospects-value",
    "prospects stale": "prospects-stale",
    "coverage": "coverage",
    "visits plan": "visits-plan",
    "visits due": "visits-due",
    "crm import": "crm-import",
    "crm export": "crm-export",
    "activity funnel": "activity-funnel",
    "activity sensitivity": "activity-sensitivity",
    "activity kpi": "activity-kpi",
    "team review": "team-review",
    "team bands": "team-bands",
    "team practice": "team-practice",
    "commission compute": "commission-compute",
    "commission check": "commission-check",
    "commission simulate": "commission-simulate",
    "service survey": "service-survey",
    "service complaints": "service-complaints",
    "sales pivot": "sales-pivot",
    "sales bridge": "sales-bridge",
    "sales pvm": "sales-pvm",
    "sales drivers": "sales-drivers",
    "sales trend": "sales-trend",
    "sales forecast": "sales-forecast",
    "meeting morning": "meeting-morning",
    "meeting weekly": "meeting-weekly",
    "meeting monthly": "meeting-monthly",
    "meeting one-to-one": "meeting-one-to-one",
    "report": "report",
}
"""Each command and the name of its golden files."""


@pytest.mark.parametrize(("command", "name"), PAGES.items())
def test_its_pages_are_kept_in_every_language_and_as_json(command: str, name: str) -> None:
    pages = [(GOLDEN / f"{name}.{lang}.txt").read_text("utf-8") for lang in LANGUAGES]
    assert len(set(pages)) == len(LANGUAGES), f"{command}: two languages read alike"
    assert (GOLDEN / f"{name}.json").stat().st_size > 0


@pytest.mark.parametrize("command", PAGES)
def test_its_docs_page_shows_a_run(command: str) -> None:
    words = command.split(" --", maxsplit=1)[0]
    path = words if (ROOT / "docs" / "commands" / f"{words.replace(' ', '-')}.md").exists() else words.split(" ")[0]
    page = (ROOT / "docs" / "commands" / f"{path.replace(' ', '-')}.md").read_text("utf-8")
    shown = re.findall(r"^\$ (salesplan .+)$", page, re.MULTILINE)
    assert any(f"salesplan {command}" in line for line in shown), command
