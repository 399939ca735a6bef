"""The folder of an answer: its stages are studies of their own, each in a folder below."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from simulation.experiment.config import StudyConfig
from simulation.files.faults import Fault, StudyError
from simulation.running.provenance import origin
from simulation.running.shard import WHOLE, Shard
from simulation.store.differences import differing
from simulation.store.locked_folder import LockedFolder
from simulation.store.manifest import MANIFEST, about, manifest_text, read_manifest
from simulation.store.results_folder import write_failures
from simulation.store.stages import Stages


class AnswerFolder(LockedFolder):
    """Where a question about an experiment is answered.

    Parameters
    ----------
    path : Path
        The folder; must be new or empty unless the question resumes.
    kind : str
        Which question.
    config : StudyConfig
        The experiment it is asked of.
    options : dict
        What was asked beside the experiment, as plain data.
    libraries : sequence of str
        Packages that compute it beside those of every study.
    shard : Shard
        Which of the replicates of its study, where the question has only one.
    resume : bool
        Go on with what is in the folder.

    Attributes
    ----------
    stages : Stages
        Its studies.

    Raises
    ------
    StudyError
        As :class:`ResultsFolder`.
    """

    def __init__(
        self,
        path: Path,
        kind: str,
        config: StudyConfig,
        options: dict[str, Any],
        libraries: Sequence[str] = (),
        *,
        shard: Shard = WHOLE,
        resume: bool = False,
    ) -> None:
        self.kind, self.config, self.options = kind, config, options
        self.libraries, self.shard = libraries, shard
        self.origin = origin(config.parts(), libraries)
        self.stages = Stages(path, shard)
        super().__init__(path, resume=resume)
        try:
            if self.begun:
                faults = differences(path, kind, config, options, shard)
                faults += differing(path, read_manifest(path).get("origin", {}), self.origin)
                if faults:
                    raise StudyError(faults)
                self.clear()
            self.write_manifest("running")
        except BaseException:
            self.close()
            raise

    def write_manifest(self, state: str, command: str | None = None) -> dict[str, Any]:
        """Write ``manifest.json`` and return it; ``command`` computes the same in this folder."""
        manifest = about(self.config, state, self.origin, self.libraries)
        manifest |= {
            "kind": self.kind,
            "options": self.options,
            "shard": str(self.shard),
            "failed_runs": len(self.stages.failures),
        }
        if command is not None:
            manifest["command"] = command
        self.write_text(MANIFEST, manifest_text(manifest))
        self.manifest = manifest
        return manifest

    def write_failures(self) -> None:
        """Write one row for each run that raised."""
        write_failures(self, self.stages.failures)

    def stop(self) -> None:
        """Note that the question was stopped."""
        self.write_manifest("stopped")
        self.stages.stop()

    def held(self) -> str:
        """Return in words how much is there."""
        return self.stages.held()


def differences(
    path: Path, kind: str, config: StudyConfig, options: dict[str, Any], shard: Shard
) -> list[Fault]:
    """Return what differs between the question of a folder and this one."""
    manifest = read_manifest(path)
    asked = {"kind": kind, "options": options, "shard": str(shard)}
    faults = differing(path, {name: manifest.get(name) for name in asked}, asked)
    return faults + differing(path, manifest["config"], config.to_document())
