"""Folders whose results are complete: what is told of them elsewhere is known."""

from pathlib import Path
from typing import Any

from simulation.files.faults import Fault, StudyError
from simulation.store.manifest import read_manifest


def finished_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a folder of finished results: of a study, a shard or an answer.

    Raises
    ------
    StudyError
        If it holds no results, unfinished ones, or a stage of an answer.
    """
    manifest = read_manifest(folder)
    if "record_weeks" in manifest["config"]:
        told = "holds a stage of an answer"
        raise StudyError([Fault.of(folder, "", told, f"the folder of the answer, {folder.parent}")])
    if manifest.get("state") != "finished":
        told = f"is {manifest.get('state')}"
        raise StudyError([Fault.of(folder, "", told, "finished results: its command with --resume")])
    return manifest
