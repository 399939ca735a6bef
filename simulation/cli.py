"""The command ``kampung``."""

import sys

import typer

from simulation.commands.attribute import attribute
from simulation.commands.boundary import boundary
from simulation.commands.calibrate import calibrate
from simulation.commands.check import check
from simulation.commands.dashboard import dashboard
from simulation.commands.discover import discover
from simulation.commands.lesson import lesson
from simulation.commands.merge import merge
from simulation.commands.network import network
from simulation.commands.new import new
from simulation.commands.plan import plan
from simulation.commands.report import report
from simulation.commands.run import run
from simulation.commands.schema import schema
from simulation.commands.sensitivity import sensitivity
from simulation.commands.show import show
from simulation.commands.survey import survey
from simulation.commands.villages import villages
from simulation.study.faults import StudyError

MOST_LINES = 100

app = typer.Typer(
    name="kampung",
    help="An open simulation of trust and collaboration among small businesses of a village.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(run)
app.command()(attribute)
app.command()(sensitivity)
app.command()(boundary)
app.command()(plan)
app.command()(calibrate)
app.command()(discover)
app.command()(villages)
app.command()(dashboard)
app.add_typer(lesson, name="lesson")
app.add_typer(survey, name="survey")
app.add_typer(network, name="network")
app.command()(merge)
app.command()(report)
app.command()(check)
app.command()(new)
app.command()(show)
app.command()(schema)


def main() -> None:
    """Run the command; faults in a user's file are one line each and exit code 2."""
    try:
        app()
    except StudyError as error:
        lines = [str(fault) for fault in error.faults]
        if len(lines) > MOST_LINES:
            lines[MOST_LINES:] = [f"... and {len(lines) - MOST_LINES} more faults"]
        print("\n".join(lines), file=sys.stderr)
        sys.exit(2)
