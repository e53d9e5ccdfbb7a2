"""Commands about the team: who does what, who is trained in what."""

from __future__ import annotations

from salesplan.cli.command import command
from salesplan.cli.options import Output, Planning
from salesplan.text import Text

PART_OF = "prepare"
ORDER = 8


@command("team raci", Text("职责表：每件事谁负责、谁执行；岗位手册全不全", "who answers for each task and who does it"))
def raci(planning: Planning, output: Output) -> None:
    """Show what is wrong with the duties, then tasks by people, then the playbooks."""
    from salesplan.api.duties import team_raci
    from salesplan.cli.convert import setting_of
    from salesplan.cli.deliver import deliver

    deliver(team_raci(setting_of(planning, [])), output)


@command("team training", Text("培训覆盖率：谁学过什么、还缺什么", "training coverage: who had what, who lacks what"))
def training(planning: Planning, output: Output) -> None:
    """Show how much of the required training was had, by person and topic."""
    from salesplan.api.duties import team_training
    from salesplan.cli.convert import setting_of
    from salesplan.cli.deliver import deliver

    deliver(team_training(setting_of(planning, [])), output)
