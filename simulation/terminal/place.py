"""Where a command writes: into a new folder, or on into one that was stopped."""

import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

import typer
from rich.console import Console

from simulation.files.faults import StudyError
from simulation.store.manifest import is_unfinished

BASE = Path("results")


def place_of(
    home: str,
    name: str,
    kin: Callable[[Path], bool],
    fits: Callable[[Path], bool],
    *,
    out: Path | None,
    resume: bool,
    console: Console,
) -> tuple[Path, bool]:
    """Return the folder to write into, and whether to go on with what is there.

    The same command again offers to go on with what it left unfinished: it asks where somebody can
    answer, and says so where nobody can.

    Parameters
    ----------
    home : str
        Folder below ``results`` for all that belongs together.
    name : str
        Name of a new folder in it.
    kin : callable
        Tells whether an unfinished folder in it may be this work, perhaps of a changed experiment.
    fits : callable
        Tells whether an unfinished folder holds just this work.
    out, resume
        As the options of the commands.
    console : Console
        Where to tell.

    Raises
    ------
    StudyError
        If a folder given is no folder of results.
    """
    stopped = _stopped(home, kin, fits, out)
    if not resume and stopped is not None and fits(stopped):
        told = f"{stopped} holds an unfinished run of this study"
        if sys.stdin.isatty() and console.is_terminal:
            resume = typer.confirm(f"{told}. Go on with it?", default=True, err=True)
        elif out is None:
            console.print(f"{told}: --resume goes on with it. This is a new one.")
    if resume and stopped is not None:
        return stopped, True
    if resume and out is None:
        console.print(f"nothing to go on with in {BASE / home}: beginning a new run")
    return out or _new(BASE / home / name), resume


def _new(path: Path) -> Path:
    """Return a path at which nothing stands: two runs may begin in one second, or a clock be set back."""
    names = (path.with_name(f"{path.name}-{number}") for number in count(2))
    return path if not path.exists() else next(each for each in names if not each.exists())


def _stopped(
    home: str, kin: Callable[[Path], bool], fits: Callable[[Path], bool], out: Path | None
) -> Path | None:
    """Return the folder that may be gone on with: the newest of this work, else the newest."""
    if out is not None:
        return out if is_unfinished(out) else None
    found = []
    for path in sorted((BASE / home).glob("*"), reverse=True):
        try:
            if is_unfinished(path) and kin(path):
                found.append(path)
        except StudyError:
            continue  # somebody else's folder
    return next((path for path in found if fits(path)), found[0] if found else None)
