"""Two results folders compared: which data have the same bytes, and what computed them differently."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from simulation.store.data_files import data_files
from simulation.store.differences import differing
from simulation.store.manifest import read_manifest
from simulation.store.part_file import PartFault, read_part


@dataclass(frozen=True)
class Comparison:
    """What differs between a results folder and another.

    Attributes
    ----------
    files : int
        How many files of data there are in either.
    differing : dict of str to str
        Those that have not the same bytes, by their path, and why in words.
    versions : tuple of str
        What computed them differently: sources, versions, platform; one sentence each.
    """

    files: int
    differing: dict[str, str]
    versions: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether all data have the same bytes."""
        return not self.differing

    def lines(self) -> list[str]:
        """Return the finding in words, one line each."""
        if self.same:
            told = [f"the same bytes: all {self.files} files of data"]
        else:
            told = [f"not the same bytes: {len(self.differing)} of {self.files} files of data"]
            told += [f"  {name}: {why}" for name, why in self.differing.items()]
        if self.versions:
            return [*told, "computed by other versions or sources:", *(f"  {each}" for each in self.versions)]
        return told if self.same else [*told, "the versions and sources are those of then"]


def compare_folders(then: Path, now: Path) -> Comparison:
    """Compare the data of two results folders.

    Parameters
    ----------
    then, now : Path
        The folder, and the one that was computed again.

    Raises
    ------
    StudyError
        If one holds no results.
    """
    there, here = data_files(then), data_files(now)
    found = {}
    for name in dict.fromkeys([*there, *here]):
        if name not in here:
            found[name] = "was not made again"
        elif name not in there:
            found[name] = f"is not in {then}"
        elif there[name].read_bytes() != here[name].read_bytes():
            found[name] = _why(there[name], here[name])
    versions = tuple(
        f"{fault.path}: {fault.found}".removeprefix(": ")
        for fault in differing(then, _computed_by(read_manifest(then)), _computed_by(read_manifest(now)))
    )
    return Comparison(len(there.keys() | here.keys()), found, versions)


def _why(then: Path, now: Path) -> str:
    if then.suffix != ".parquet":
        return "differs"
    try:
        if then.parent.name == "weekly.parquet":
            read_part(then.parent.parent, then.stem)
    except PartFault as fault:
        return f"{fault}: damaged since it was written"
    try:
        same = pq.read_table(then).to_pandas().equals(pq.read_table(now).to_pandas())
    except (OSError, pa.ArrowException) as error:
        return f"cannot be read ({type(error).__name__})"
    return "the same values in other bytes" if same else "differs"


def _computed_by(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """Return what computed the results of a folder, as one mapping."""
    commit = manifest.get("git_commit")
    known = {} if commit is None else {"git_commit": commit}
    return {**manifest.get("versions", {}), **manifest.get("origin", {}), **known}
