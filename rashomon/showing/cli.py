"""The command line: one command for each function of the library, `main` for all of them."""

from __future__ import annotations

import click

from rashomon.errors import CallerError, RashomonError
from rashomon.showing.cleaning import one_line
from rashomon.showing.commands_build import build
from rashomon.showing.commands_check import doctor, verify
from rashomon.showing.commands_control import control
from rashomon.showing.commands_figures import figures
from rashomon.showing.commands_knowledge import knowledge
from rashomon.showing.commands_list import claims, disputes, reports, search
from rashomon.showing.commands_mentions import mentions
from rashomon.showing.commands_outlets import outlets
from rashomon.showing.commands_places import places
from rashomon.showing.commands_report import report
from rashomon.showing.commands_tellings import copies, utterances
from rashomon.showing.examples import write_example
from rashomon.showing.versions import package_version

_EXAMPLE = (
    "rashomon build reports/ --ledger war.sqlite",
    "rashomon disputes --ledger war.sqlite",
    "rashomon report --ledger war.sqlite -o briefing.html",
)


class WrongUse(click.ClickException):
    """The call was wrong."""

    exit_code = 2


class Guarded(click.Group):
    """A group that turns the errors of the package into one clear line and an exit code."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; 2 says that the call was wrong, 1 that the world did not cooperate."""
        try:
            return super().invoke(ctx)
        except CallerError as error:
            raise WrongUse(one_line(str(error))) from error
        except RashomonError as error:
            raise click.ClickException(one_line(str(error))) from error

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write an example of the whole way, from reports to a page."""
        write_example(formatter, _EXAMPLE)


@click.group(cls=Guarded, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_version(), prog_name="rashomon", message="%(prog)s %(version)s")
def main() -> None:
    """Read news reports of rival outlets; keep who claims what, who denies it, and the very words.

    Rashomon never decides who is right.
    """


_LISTS = (claims, disputes, reports, search, control, figures, utterances, copies, outlets)
for _command in (build, *_LISTS, report, mentions, knowledge, places, verify, doctor):
    main.add_command(_command)
