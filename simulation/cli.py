"""The command ``kampung``."""

import os
import sys
from importlib.metadata import version
from io import TextIOWrapper
from itertools import pairwise
from typing import Annotated

import typer

from simulation.commands.check import check
from simulation.commands.dashboard import dashboard
from simulation.commands.export import export
from simulation.commands.lesson import lesson
from simulation.commands.merge import merge
from simulation.commands.network import network
from simulation.commands.new import new
from simulation.commands.office import office
from simulation.commands.report import report
from simulation.commands.rerun import rerun
from simulation.commands.run import run
from simulation.commands.schema import schema
from simulation.commands.show import show
from simulation.commands.survey import survey
from simulation.commands.trial import ITSELF, trial
from simulation.files.faults import Fault, StudyError
from simulation.files.machine import is_lack, lack_in_words
from simulation.questions.registry import command_of, command_words, kinds
from simulation.terminal.conductor import EXIT_UNFINISHED

MOST_LINES = 100
EXIT_FAULT, EXIT_UNREAD = 2, 1

app = typer.Typer(
    name="kampung",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(run)
GROUPS = {"survey": survey, "network": network, "trial": trial}
"""Groups of commands, of which a question may be one, or what the group itself does."""
for _kind in kinds():
    *_group, _word = command_words(_kind)
    if _word in GROUPS:
        _group, _word = [_word], ITSELF
    (GROUPS[_group[0]] if _group else app).command(_word)(command_of(_kind))
app.command()(dashboard)
app.add_typer(lesson, name="lesson")
for _name, _commands in GROUPS.items():
    app.add_typer(_commands, name=_name)
app.command()(office)
app.command()(merge)
app.command()(report)
app.command()(rerun)
app.command()(export)
app.command()(check)
app.command()(new)
app.command()(show)
app.command()(schema)


def _tell_version(wanted: bool) -> None:
    if wanted:
        print(f"kampung {version('kampung')}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Tell the version.")
    ] = False,
) -> None:
    """Simulate trust and collaboration among the small businesses of a village."""


def main() -> None:
    """Run the command; whatever is wrong with a file is one line, with the exit code of the README."""
    for stream in (sys.stdout, sys.stderr):
        # a console or file of another encoding shows ? for what it has no character for
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        _refuse_empty(sys.argv[1:])
        try:
            app()
        finally:
            sys.stdout.flush()
    except StudyError as error:
        lines = [str(fault) for fault in error.faults]
        if len(lines) > MOST_LINES:
            lines[MOST_LINES:] = [f"... and {len(lines) - MOST_LINES} more faults"]
        print("\n".join(lines), file=sys.stderr)
        sys.exit(EXIT_FAULT)
    except BrokenPipeError:
        # whoever read the output has seen enough; the interpreter must not try again to write it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(EXIT_UNREAD)
    except OSError as error:
        print(_told(error), file=sys.stderr)
        sys.exit(EXIT_UNFINISHED)
    except Exception as error:
        if not is_lack(error):
            raise
        print(lack_in_words(error), file=sys.stderr)
        sys.exit(EXIT_UNFINISHED)


def _refuse_empty(words: list[str]) -> None:
    """Refuse an option without a value: as a path it would be the folder one is in."""
    for before, word in pairwise(["", *words]):
        name, sign, value = word.partition("=")
        option = before if not word else name if sign and not value else ""
        if option.startswith("--"):
            raise StudyError([Fault.of("kampung", option, "found an empty text", "a value, or leave it out")])


def _told(error: OSError) -> str:
    """Return what the system would not do, in one line: where, and why."""
    reason = error.strerror or str(error) or type(error).__name__
    where = error.filename if error.filename2 is None else error.filename2
    path = os.fsdecode(where) if isinstance(where, str | bytes | os.PathLike) else ""
    return " ".join(": ".join(part for part in (path, "cannot be read or written", reason) if part).split())
