"""The folder of results: every file lands whole or not at all."""

import json
import os
import platform
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

from simulation.study.config import StudyConfig
from simulation.study.faults import Fault, StudyError
from simulation.study.replicate import Failure
from simulation.study.run import Outcome, columns_of
from simulation.study.table import WeeklyTable, part_table

PACKAGES = ("kampung", "mesa", "numba", "numpy", "pandas", "pyarrow", "pydantic", "scipy")


def write_whole(path: Path, data: bytes) -> None:
    """Write a file under a temporary name, sync it, and give it its name."""
    temporary = path.with_name(f".{path.name}.part")
    with temporary.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(path)


class ResultsFolder:
    """Where the results of one study land.

    Parameters
    ----------
    path : Path
        The folder; must be new or empty.
    config : StudyConfig
        The study.

    Raises
    ------
    StudyError
        If there is something at the path already.
    """

    def __init__(self, path: Path, config: StudyConfig) -> None:
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            found = "a folder with something in it" if path.is_dir() else "a file"
            raise StudyError([Fault(str(path), 0, 0, "--out", found, "a new or empty folder")])
        self.path = path
        self.config = config
        self.columns = columns_of(config)
        self.scenarios = list(config.programmes())
        self.parts: list[Path] = []
        (path / "weekly.parquet").mkdir(parents=True, exist_ok=True)

    def write_part(self, rows: dict[tuple[int, int], np.ndarray]) -> None:
        """Write the next part of ``weekly.parquet``."""
        path = self.path / "weekly.parquet" / f"part-{len(self.parts):05d}.parquet"
        temporary = path.with_name(f".{path.name}.part")
        # random digits don't compress: only the keys are worth a dictionary
        pq.write_table(
            part_table(self.scenarios, self.columns, rows), temporary,
            compression="zstd", compression_level=1, use_dictionary=["scenario", "replicate", "week"],
            write_statistics=False,
        )  # fmt: skip
        with temporary.open("rb+") as stream:
            os.fsync(stream.fileno())
        temporary.replace(path)
        self.parts.append(path)

    def write_text(self, name: str, text: str) -> Path:
        """Write a text file of the results."""
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text.encode())
        return path

    def write_frame(self, name: str, frame: pd.DataFrame) -> Path:
        """Write a CSV file of the results."""
        buffer = StringIO()
        frame.to_csv(buffer, index=False, lineterminator="\n")
        return self.write_text(name, buffer.getvalue())

    def write_failures(self, failures: Sequence[Failure]) -> None:
        """Write one row for each run that raised."""
        if failures:
            self.write_frame("failures.csv", pd.DataFrame([vars(failure) for failure in failures]))

    def write_manifest(self, outcome: Outcome) -> dict[str, Any]:
        """Write ``manifest.json`` and return it."""
        manifest = {
            "study": self.config.name,
            "config": self.config.to_document(),
            "config_hash": self.config.hash(),
            "seed": self.config.seed,
            "replicates": self.config.replicates,
            "replicates_finished": outcome.finished,
            "interrupted": outcome.interrupted,
            "scenarios": self.scenarios,
            "failed_runs": len(outcome.failures),
            "columns": self.columns,
            "seconds": round(outcome.seconds, 3),
            "finished": datetime.now(UTC).isoformat(timespec="seconds"),
            "versions": versions(),
            "git_commit": git_commit(),
            "host": {
                "python": platform.python_version(),
                "system": platform.system(),
                "machine": platform.machine(),
                "processors": os.cpu_count(),
            },
        }
        self.write_text("manifest.json", json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")
        return manifest

    def table(self, finished: int) -> WeeklyTable:
        """Return the measures written so far."""
        return WeeklyTable(self.scenarios, finished, self.config.weeks, self.columns, self.parts)


def new_path(base: Path, config: StudyConfig) -> Path:
    """Return ``base/<study>/<time>-<hash>`` for a run that starts now."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    return base / config.name / f"{stamp}-{config.hash()[:8]}"


def versions() -> dict[str, str]:
    """Return the versions of what computes the results."""
    found = {}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found


def git_commit() -> str | None:
    """Return the commit of the project's checkout, with ``+changes`` if it was changed; None outside one."""
    here = Path(__file__).parent
    try:
        answer = [
            subprocess.run(
                ["git", *words], cwd=here, capture_output=True, text=True, timeout=10, check=True
            ).stdout.strip()
            for words in (["rev-parse", "HEAD"], ["status", "--porcelain", "--", "."])
        ]
    except (OSError, subprocess.SubprocessError):
        return None
    return answer[0] + ("+changes" if answer[1] else "")
