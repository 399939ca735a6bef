"""Where a run writes: into a new folder, or on into one that was stopped."""

import sys
from pathlib import Path

import typer
from rich.console import Console

from simulation.study.config import StudyConfig
from simulation.study.folder import (
    ResultsFolder,
    is_unfinished,
    new_path,
    read_manifest,
    same_study,
    unfinished,
)
from simulation.study.shard import Shard

BASE = Path("results")


def results_folder(
    config: StudyConfig, shard: Shard, out: Path | None, resume: bool, console: Console
) -> ResultsFolder:
    """Return the folder to write into.

    The same command again offers to go on with what it left unfinished: it asks where somebody can
    answer, and says so where nobody can.

    Raises
    ------
    StudyError
        If the folder is taken, or holds another experiment than the one to go on with.
    """
    stopped = _stopped(config, shard, out, console)
    if not resume and stopped is not None and _fits(stopped, config):
        told = f"{stopped} holds an unfinished run of this study"
        if sys.stdin.isatty() and console.is_terminal:
            resume = typer.confirm(f"{told}. Go on with it?", default=True, err=True)
        elif out is None:
            console.print(f"{told}: --resume goes on with it. This is a new one.")
    if resume and stopped is not None:
        return ResultsFolder(stopped, config, shard=shard, resume=True)
    if resume and out is None:
        console.print(f"nothing to go on with in {BASE / config.name}: beginning a new run")
    return ResultsFolder(out or new_path(BASE, config, shard), config, shard=shard, resume=resume)


def _stopped(config: StudyConfig, shard: Shard, out: Path | None, console: Console) -> Path | None:
    """Return the folder that may be gone on with: the newest of this experiment, else the newest."""
    if out is not None:
        return out if is_unfinished(out) else None
    found = unfinished(BASE, config, shard)
    return next((path for path in found if _fits(path, config)), found[0] if found else None)


def _fits(path: Path, config: StudyConfig) -> bool:
    return not same_study(path, read_manifest(path), config)
