"""The files of an experiment as their user wrote them, to be kept with its results."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from os.path import abspath, commonpath
from pathlib import Path

Named = tuple[Path, str]
"""A folder in which a path begins, and the path as it is written."""


@dataclass(frozen=True)
class AsWritten:
    """An experiment file and the files it names.

    They say nothing of the experiment that its fields do not say: two experiments that differ in them
    alone are equal.

    Attributes
    ----------
    files : dict of str to bytes
        By their path, with ``/``, below the folder that holds them all; empty of an experiment that was
        made in Python.
    """

    files: Mapping[str, bytes] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, experiment: Path, named: Iterable[Named]) -> "AsWritten":
        """Read an experiment file and what it names.

        Parameters
        ----------
        experiment : Path
            The experiment file.
        named : iterable of Named
            What it names. A file of an absolute path is kept by its name alone: the folders of a
            machine are nobody else's business.
        """
        near = [_plain(experiment)]
        far: list[Path] = []
        for folder, path in named:
            (far if Path(path).is_absolute() else near).append(_plain(folder / path))
        top = commonpath([path.parent for path in near])
        found = {path.relative_to(top).as_posix(): path.read_bytes() for path in near}
        for elsewhere in far:
            found.setdefault(elsewhere.name, elsewhere.read_bytes())
        return cls(found)


def _plain(path: Path) -> Path:
    """Return an absolute path without ``..``; links stay what they are."""
    return Path(abspath(path))  # noqa: PTH100 - resolve() would follow links
