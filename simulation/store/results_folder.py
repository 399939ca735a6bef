"""The folder of a study's results: a stopped study can go on."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from simulation.experiment.config import StudyConfig
from simulation.files.faults import Fault, StudyError
from simulation.measures.own import Function
from simulation.running.part import Part
from simulation.running.provenance import origin
from simulation.running.replicate import Failure, Replicate
from simulation.running.run import Outcome
from simulation.running.shard import WHOLE, Shard
from simulation.running.sink import Sink
from simulation.store.differences import differing
from simulation.store.locked_folder import LockedFolder
from simulation.store.manifest import MANIFEST, about, manifest_text, read_manifest
from simulation.store.part_file import PartFault, make_folders, part_names, read_part, write_part


class ResultsFolder(LockedFolder, Sink):
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
    measures : mapping of str to callable, optional
        Those of the user's own that are not registered.
    model : type, optional
        The version of the readable model that is run.

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
        self,
        path: Path,
        config: StudyConfig,
        *,
        shard: Shard = WHOLE,
        resume: bool = False,
        measures: Mapping[str, Function] | None = None,
        model: type | None = None,
    ) -> None:
        Sink.__init__(self, config, shard)
        self.notes: list[str] = []
        self.origin = origin(config.parts(), measures=measures, model=model)
        LockedFolder.__init__(self, path, resume=resume)
        try:
            if self.begun:
                self._continue()
            # first of all: a folder without it is nobody's
            self.write_manifest(None)
            make_folders(path, config.record.tables())
        except BaseException:
            self.close()
            raise

    def _continue(self) -> None:
        """Take over the parts that are there and whole."""
        manifest = read_manifest(self.path)
        faults = same_study(self.path, manifest, self.config)
        faults += differing(self.path, {"shard": manifest.get("shard")}, {"shard": str(self.shard)})
        faults += differing(self.path, manifest.get("origin", {}), self.origin)
        if faults:
            raise StudyError(faults)
        self.clear()
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

    def write_failures(self) -> None:
        """Write one row for each run that raised."""
        write_failures(self, self.failures())

    def write_manifest(self, outcome: Outcome | None, command: str | None = None) -> dict[str, Any]:
        """Write ``manifest.json`` and return it.

        Parameters
        ----------
        outcome : Outcome or None
            How the study ended; None while it is running.
        command : str, optional
            What computes the same in this folder.
        """
        state = "running" if outcome is None else "stopped" if outcome.interrupted else "finished"
        manifest = about(self.config, state, self.origin) | {
            "shard": str(self.shard),
            "replicates": self.config.most_replicates,
            "replicates_finished": self.finished,
            "half_width": None if outcome is None else outcome.half_width,
            "scenarios": self.scenarios,
            "failed_runs": len(self.failures()),
            "columns": self.columns,
            "seconds": None if outcome is None else round(outcome.seconds, 3),
        }
        if command is not None:
            manifest["command"] = command
        self.write_text(MANIFEST, manifest_text(manifest))
        self.manifest = manifest
        return manifest

    def stop(self) -> None:
        """Note that the study was stopped."""
        self.write_manifest(Outcome(interrupted=True))
        self.write_failures()

    def held(self) -> str:
        """Return in words how much is there."""
        return f"{self.finished} of {self.plan[-1].last - self.first} replicates"


def write_failures(folder: LockedFolder, failures: list[Failure]) -> None:
    """Write ``failures.csv`` where runs raised."""
    if failures:
        folder.write_frame("failures.csv", pd.DataFrame([vars(failure) for failure in failures]))


def same_study(folder: Path, manifest: dict[str, Any], config: StudyConfig) -> list[Fault]:
    """Return what differs between the experiment of a folder and this one; it may ask for more replicates."""
    there, here = dict(manifest["config"]), config.to_document()
    few, many = there.get("replicates"), here["replicates"]
    if isinstance(few, int) and isinstance(many, int) and few <= many:
        del there["replicates"], here["replicates"]
    return differing(folder, there, here)
