"""The data of a results folder: what has the same bytes whenever the same is computed again."""

from collections.abc import Iterator
from pathlib import Path

from simulation.store.experiment_files import FOLDER as EXPERIMENT

SUFFIXES = frozenset({".csv", ".parquet", ".yaml"})
BESIDE = frozenset({EXPERIMENT, "export"})
"""Folders that hold no results."""
ABOUT = frozenset({"codebook.csv"})
"""Tables about the tables."""


def data_files(folder: Path) -> dict[str, Path]:
    """Return the data of a folder and of its stages by their path in it, in order.

    Reports, figures, manifests and what else tells of the data are none.
    """
    return {path.relative_to(folder).as_posix(): path for path in _below(folder, top=True)}


def _below(folder: Path, *, top: bool) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.is_symlink() or (top and path.name in BESIDE):
            continue
        if path.is_dir():
            yield from _below(path, top=False)
        elif path.suffix in SUFFIXES and path.name not in ABOUT:
            yield path
