"""The command line: `opstools lab | list | solve | check`, and the instructor's commands."""

import click

from .. import __version__
from .course import check, lab, list_, solve
from .coursework import exercise, export, grade, pack, release


class InOrder(click.Group):
    """Its help names the commands as they were added: a student's first."""

    def list_commands(self, _: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=InOrder, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="opstools")
def main() -> None:
    """Operations management that you can run."""


for command in (lab, list_, solve, check, exercise, release, grade, pack, export):
    main.add_command(command)
