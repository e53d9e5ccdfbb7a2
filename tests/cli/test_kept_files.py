"""``-o`` and ``--rejects`` never replace a list or the calendar that the plan names, read or not, whoever made it."""

from __future__ import annotations

from pathlib import Path

import pytest

from program import Run

AT = ("--as-of", "2026-06-30")
COMMANDS = {
    "split": ("targets", "split", "regions"),
    "sheets": ("targets", "split", "regions", "--sheet-per", "region"),
    "track": ("targets", "track", "regions"),
    "replan": ("targets", "replan", "regions"),
    "reconcile": ("targets", "reconcile"),
    "compare": ("targets", "compare", "plan.yaml"),
    "explain": ("explain", "targets", "region=华东", "--entry", "regions"),
    "classify": ("classify", "customers.xlsx"),
    "inspect": ("inspect", "deals.xlsx"),
}


@pytest.fixture
def made(company: Path, run: Run) -> str:
    """A workbook that salesplan made and the plan now finds by a pattern, as payments that no command here reads."""
    Path("paid").mkdir()
    assert run("targets", "split", "regions", "-o", "paid/2025.xlsx", *AT).code == 0
    plan = Path("plan.yaml").read_text("utf-8")
    Path("plan.yaml").write_text(plan.replace("payments: payments.xlsx", "payments: paid/2*.xlsx", 1), "utf-8")
    return "paid/2025.xlsx"


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_replaces_a_list_of_the_plan(made: str, run: Run, command: str) -> None:
    before = Path(made).read_bytes()
    done = run(*COMMANDS[command], "-o", made, "--force", *AT)
    assert (done.code, "WRITE-onto-input" in done.err) == (2, True), done
    assert Path(made).read_bytes() == before


def test_the_calendar_and_lists_of_other_commands_are_kept(company: Path, run: Run) -> None:
    for file in ("calendar.csv", "./customers.xlsx", "orders/2025.xlsx"):
        done = run("targets", "compare", "plan.yaml", "-o", file, "--force", *AT)
        assert (done.code, "WRITE-onto-input" in done.err) == (2, True), file
    done = run("inspect", "deals.xlsx", "--rejects", "calendar.csv", *AT)
    assert (done.code, "WRITE-onto-input" in done.err) == (2, True)


def test_a_folder_of_sheets_keeps_a_list_of_the_plan(made: str, run: Run) -> None:
    before = Path(made).read_bytes()
    Path("plan.yaml").write_text(Path("plan.yaml").read_text("utf-8").replace("paid/2*", "paid/华东"), "utf-8")
    Path(made).rename("paid/华东.xlsx")
    done = run("targets", "split", "regions", "--sheet-per", "region", "-o", "paid/", "--force", *AT)
    assert (done.code, "WRITE-onto-input" in done.err) == (2, True)
    assert Path("paid/华东.xlsx").read_bytes() == before


def test_the_plan_stays_as_it_is_when_the_output_is_refused(made: str, run: Run) -> None:
    before = Path("plan.yaml").read_bytes()
    words = ("targets", "split", "--scenario", "high", "--write", *AT)
    for file, code in ((made, "WRITE-onto-input"), ("new.csv", "USAGE-one-result")):
        done = run(*words, "-o", file)
        assert (done.code, code in done.err) == (2, True), done
    assert Path("plan.yaml").read_bytes() == before
