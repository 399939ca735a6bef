"""The folder of results: every file lands whole or not at all, and a stopped study can go on."""

import json
import os
import platform
from contextlib import suppress
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pandas as pd

from simulation.study.config import StudyConfig
from simulation.study.differing import differing
from simulation.study.faults import Fault, StudyError
from simulation.study.lock import FILE, HOLDER, FolderLock
from simulation.study.origin import git_commit, origin, versions
from simulation.study.part import (
    Part,
    PartFault,
    make_folders,
    part_names,
    read_part,
    write_part,
)
from simulation.study.replicate import Replicate
from simulation.study.run import Outcome
from simulation.study.shard import WHOLE, Shard
from simulation.study.sink import Sink
from simulation.study.whole_file import write_whole

MANIFEST = "manifest.json"
BEGINNING = {FILE, HOLDER, f".{MANIFEST}.part"}
"""What a run may leave that was killed before it wrote anything."""


class ResultsFolder(Sink):
    """Where the results of one study land; locked until it is closed.

    Parameters
    ----------
    path : Path
        The folder; must be new or empty unless the study resumes.
    config : StudyConfig
        The study.
    shard : Shard
        Which of its replicates.
    resume : bool
        Go on with what is in the folder; a new or empty one is begun.

    Attributes
    ----------
    notes : list of str
        What was found damaged in the folder and will be computed again, one sentence each.

    Raises
    ------
    StudyError
        If there is something else at the path already, another process writes there, or what is there
        comes from another experiment or other sources (with the fields that differ).
    """

    def __init__(
        self, path: Path, config: StudyConfig, *, shard: Shard = WHOLE, resume: bool = False
    ) -> None:
        super().__init__(config, shard)
        self.path = path
        self.notes: list[str] = []
        self.origin = origin(name for doses in config.programmes().values() for name in doses)
        if not resume:
            _must_be_free(path)
        path.mkdir(parents=True, exist_ok=True)
        self._lock = FolderLock(path)
        try:
            if resume and not _is_free(path):
                self._continue()
            # first of all: a folder without it is nobody's
            self.write_manifest(None)
            make_folders(path)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let other processes write here."""
        self._lock.release()

    def _continue(self) -> None:
        """Take over the parts that are there and whole."""
        manifest = read_manifest(self.path)
        faults = same_study(self.path, manifest, self.config)
        faults += differing(self.path, {"shard": manifest.get("shard")}, {"shard": str(self.shard)})
        faults += differing(self.path, manifest.get("origin", {}), self.origin)
        if faults:
            raise StudyError(faults)
        for leftover in self.path.rglob(".*.part"):
            leftover.unlink()
        planned = {part.name: part for part in self.plan}
        for name in part_names(self.path):
            part = planned.get(name)
            try:
                written = read_part(self.path, name)
            except PartFault as fault:
                self.notes.append(f"{name} {fault}: it is computed again")
                continue
            if part is not None and written is not None and written.first == part.first:
                self.written[part.number] = written

    def write(self, part: Part, replicates: list[Replicate]) -> None:
        """Write a part of ``weekly.parquet``."""
        self.written[part.number] = write_part(
            self.path, part, self.scenarios, self.columns, self.recorded, replicates
        )

    def write_text(self, name: str, text: str) -> Path:
        """Write a text file of the results."""
        path = self.path / name
        write_whole(path, text.encode())
        return path

    def write_frame(self, name: str, frame: pd.DataFrame) -> Path:
        """Write a CSV file of the results."""
        buffer = StringIO()
        frame.to_csv(buffer, index=False, lineterminator="\n")
        return self.write_text(name, buffer.getvalue())

    def write_failures(self) -> None:
        """Write one row for each run that raised."""
        failures = self.failures()
        if failures:
            self.write_frame("failures.csv", pd.DataFrame([vars(failure) for failure in failures]))

    def write_manifest(self, outcome: Outcome | None) -> dict[str, Any]:
        """Write ``manifest.json`` and return it; without an outcome, the study is running."""
        state = "running" if outcome is None else "stopped" if outcome.interrupted else "finished"
        manifest = {
            "study": self.config.name,
            "state": state,
            "config": self.config.to_document(),
            "config_hash": self.config.hash(),
            "shard": str(self.shard),
            "seed": self.config.seed,
            "replicates": self.config.most_replicates,
            "replicates_finished": self.finished,
            "half_width": None if outcome is None else outcome.half_width,
            "scenarios": self.scenarios,
            "failed_runs": len(self.failures()),
            "columns": self.columns,
            "seconds": None if outcome is None else round(outcome.seconds, 3),
            "written": datetime.now(UTC).isoformat(timespec="seconds"),
            "origin": self.origin,
            "versions": versions(),
            "git_commit": git_commit(),
            "host": {
                "python": platform.python_version(),
                "system": platform.system(),
                "machine": platform.machine(),
                "processors": os.cpu_count(),
            },
        }
        self.write_text(MANIFEST, json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")
        return manifest


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return what a folder says of itself.

    Raises
    ------
    StudyError
        If it holds no results.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if not isinstance(manifest, dict) or not isinstance(manifest["config"], dict):
            raise TypeError("no mapping")
    except (OSError, ValueError, KeyError, TypeError) as error:
        found = f"no results that can be read ({type(error).__name__})"
        raise StudyError([Fault.of(folder, MANIFEST, found, "a folder `kampung run` wrote")]) from None
    return manifest


def same_study(folder: Path, manifest: dict[str, Any], config: StudyConfig) -> list[Fault]:
    """Return what differs between the experiment of a folder and this one; it may ask for more replicates."""
    there, here = dict(manifest["config"]), config.to_document()
    few, many = there.get("replicates"), here["replicates"]
    if isinstance(few, int) and isinstance(many, int) and few <= many:
        del there["replicates"], here["replicates"]
    return differing(folder, there, here)


def _is_free(path: Path) -> bool:
    return not path.exists() or (path.is_dir() and {each.name for each in path.iterdir()} <= BEGINNING)


def _must_be_free(path: Path) -> None:
    if _is_free(path):
        return
    allowed = "a new or empty folder"
    if not path.is_dir():
        found = "a file"
    elif not (path / MANIFEST).exists():
        found = "a folder with something in it"
    else:
        found = "a folder with results in it"
        allowed += ", or --resume to go on with what is there"
    raise StudyError([Fault.of(path, "--out", found, allowed)])


def new_path(base: Path, config: StudyConfig, shard: Shard = WHOLE) -> Path:
    """Return ``base/<study>/<time>-<hash>`` for a run that starts now."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    ending = "" if shard == WHOLE else f"-shard-{shard.number}-of-{shard.of}"
    return base / config.name / f"{stamp}-{config.hash()[:8]}{ending}"


def is_unfinished(path: Path) -> bool:
    """Tell whether a folder holds a run that did not come to its end."""
    return (path / MANIFEST).exists() and read_manifest(path).get("state") in ("running", "stopped")


def unfinished(base: Path, config: StudyConfig, shard: Shard = WHOLE) -> list[Path]:
    """Return the folders of this study below ``base`` that were never finished, the newest first."""
    found = []
    for path in sorted((base / config.name).glob("*"), reverse=True):
        with suppress(StudyError):  # somebody else's folder
            if is_unfinished(path) and read_manifest(path).get("shard") == str(shard):
                found.append(path)
    return found
