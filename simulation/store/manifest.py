"""The manifest: what a folder of results says of itself."""

import json
import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulation.files.faults import Fault, StudyError
from simulation.running.provenance import git_commit, versions
from simulation.running.shard import WHOLE, Shard

if TYPE_CHECKING:
    from simulation.experiment.config import StudyConfig

MANIFEST = "manifest.json"


def about(
    config: "StudyConfig", state: str, origin: dict[str, str], libraries: Sequence[str] = ()
) -> dict[str, Any]:
    """Return what every folder says: the experiment, how far it is, and what computed it.

    Parameters
    ----------
    config : StudyConfig
        The experiment.
    state : str
        ``running``, ``stopped`` or ``finished``.
    origin : dict
        See :func:`simulation.running.provenance.origin`.
    libraries : sequence of str
        Packages that compute beside those of every study.
    """
    return {
        "study": config.name,
        "state": state,
        "config": config.to_document(),
        "config_hash": config.hash(),
        "seed": config.seed,
        "written": datetime.now(UTC).isoformat(timespec="seconds"),
        "origin": origin,
        "versions": versions(libraries),
        "git_commit": git_commit(),
        "host": {
            "python": platform.python_version(),
            "system": platform.system(),
            "machine": platform.machine(),
            "processors": os.cpu_count(),
        },
    }


def manifest_text(manifest: dict[str, Any]) -> str:
    """Return a manifest as it is written."""
    return json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"


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


def must_be_whole(folder: Path, manifest: dict[str, Any]) -> None:
    """Refuse a folder that holds only a share of its replicates.

    Raises
    ------
    StudyError
        If it is one of several shards.
    """
    if not is_of_shard(manifest, WHOLE):
        told = f"holds shard {manifest['shard']} of a study"
        raise StudyError([Fault.of(folder, "", told, "a whole study: kampung merge DIR... puts it together")])


def is_of_shard(manifest: dict[str, Any], shard: Shard) -> bool:
    """Tell whether a folder holds this share of its study."""
    return bool(manifest.get("shard", str(WHOLE)) == str(shard))


def is_unfinished(path: Path) -> bool:
    """Tell whether a folder holds a run that did not come to its end."""
    return (path / MANIFEST).exists() and read_manifest(path).get("state") in ("running", "stopped")
