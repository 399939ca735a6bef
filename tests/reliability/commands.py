"""`kampung` as its users run it: processes that can be stopped, killed and starved."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from simulation.store.part_file import read_part
from tests.patience import PATIENCE

KAMPUNG = [sys.executable, "-c", "from simulation.cli import main; main()"]


def experiment(name: str, *, weeks: int, replicates: int, owners: int = 10, burn_in: int = 5) -> str:
    """Return an experiment of a small village with and without a forum; scenarios may follow."""
    return f"""
name: {name}
village:
  name: Small
  owners: {owners}
  groups: [{{name: a, share: 0.5}}, {{name: b, share: 0.5}}]
  sectors: [{{name: food, share: 0.5}}, {{name: craft, share: 0.5}}]
weeks: {weeks}
burn_in: {burn_in}
replicates: {replicates}
seed: 5
reference: none
outcomes: {{trust_other: {{smallest_effect: 0.02}}}}
compare_weeks: [{weeks}]
network_weeks: []
scenarios:
  none: {{}}
  forum: {{activities: [forum]}}
"""


REPLICATES = 44
PARTS = 15
EXPERIMENT = experiment("steady", weeks=1000, replicates=REPLICATES, burn_in=20)
"""Parts of three replicates, the last one not full: a second or two of work."""


def start(folder: Path, *words: str, **more: object) -> subprocess.Popen[str]:
    """Start a command; its words, then what Popen takes."""
    return subprocess.Popen(
        [*KAMPUNG, *words], cwd=folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more
    )  # type: ignore[call-overload]


def end(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Wait for a command; return its exit code, output and errors."""
    out, errors = process.communicate(timeout=PATIENCE)
    return process.returncode, out, errors


def run(folder: Path, *words: str, **more: object) -> tuple[int, str, str]:
    """Run a command to its end in a process: in another environment, or where it ends the process."""
    return end(start(folder, *words, **more))


def wait_for(happened: Callable[[], bool], process: subprocess.Popen[str], every: float = 0.01) -> None:
    """Wait until something happened while a command runs; look every so many seconds."""
    begin = time.monotonic()
    while not happened():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() - begin < PATIENCE
        time.sleep(every)


def parts(results: Path) -> int:
    """Return how many parts have landed with their record."""
    return len(list((results / "checksums").glob("part-*.json")))


def data(results: Path) -> dict[str, bytes]:
    """Return all bytes that must be the same however a study came to its end."""
    files = [*(results / "weekly.parquet").iterdir(), *(results / "checksums").iterdir()]
    files.append(results / "comparison.csv")
    return {str(path.relative_to(results)): path.read_bytes() for path in sorted(files)}


def assert_intact(results: Path) -> None:
    """Every part that has a record is what the record says."""
    for record in (results / "checksums").glob("part-*.json"):
        assert read_part(results, record.stem) is not None


def leftovers(results: Path) -> list[str]:
    """Return what a broken-off writing has left."""
    return [str(path) for path in results.rglob(".*.part")]


def environment(*folders: Path) -> dict[str, str]:
    """Return the environment with further folders to import from."""
    given = os.environ.get("PYTHONPATH")
    return os.environ | {"PYTHONPATH": os.pathsep.join([*map(str, folders), *([given] if given else [])])}
