"""Memory: many runs in one process, and a study larger than memory."""

import gc
import json
import subprocess
import sys
import weakref
from pathlib import Path

import pytest

from simulation.model.village import Village
from tests.reliability.commands import KAMPUNG, experiment
from tests.villages import make_profile

GROWTH = """
import json, os, sys
from pathlib import Path
from simulation.model.village import Village
from simulation.parameters import Behaviour
from simulation.experiment.experiment_file import read_study
from simulation.store.results_folder import ResultsFolder
from simulation.running.run import changed, run_study


def resident():
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def villages(number):
    for seed in range(number):
        village = Village(config.village, seed=seed, burn_in=2)
        village.step()
        village.agents.get("income")


def studies(number):
    study = changed(config, replicates=number // 2)
    with ResultsFolder(Path(sys.argv[1]) / f"out-{number}", study) as folder:
        run_study(study, folder)


config = read_study(Path(sys.argv[1]) / "tiny.yaml")
make = {"villages": villages, "studies": studies}[sys.argv[2]]
make(100)
before = resident()
make(int(sys.argv[3]))
print(json.dumps(resident() - before))
"""
TINY = experiment("tiny", weeks=10, replicates=50_000, owners=8)
LARGEST_GROWTH = 20e6
"""Bytes by which a process may grow after its first 100 runs."""


def growth(folder: Path, what: str, number: int) -> int:
    """Return by how many bytes a process grows from its 100th run on."""
    (folder / "tiny.yaml").write_text(TINY)
    done = subprocess.run(
        [sys.executable, "-c", GROWTH, str(folder), what, str(number)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return int(json.loads(done.stdout))


@pytest.mark.parametrize("what", ["villages", "studies"])
def test_a_thousand_runs_do_not_fill_the_memory(tmp_path: Path, what: str) -> None:
    assert growth(tmp_path, what, 1000) < LARGEST_GROWTH


@pytest.mark.long
@pytest.mark.parametrize("what", ["villages", "studies"])
def test_ten_thousand_runs_do_not_fill_the_memory(tmp_path: Path, what: str) -> None:
    assert growth(tmp_path, what, 10_000) < LARGEST_GROWTH


def test_a_village_is_let_go_with_its_owners() -> None:
    village = Village(make_profile("aabb", "xyxy"), burn_in=2)
    assert len(village.agents) == 4
    gone = weakref.ref(village), weakref.ref(village.owner(0))
    del village
    gc.collect()
    assert [each() for each in gone] == [None, None]


@pytest.mark.long
def test_a_study_of_a_hundred_thousand_runs_stays_under_a_gigabyte(tmp_path: Path) -> None:
    """From the first run to the report."""
    (tmp_path / "tiny.yaml").write_text(TINY)
    watched = (
        "import resource, subprocess, sys\n"
        "done = subprocess.run(sys.argv[1:])\n"
        "print('peak', resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)\n"
        "sys.exit(done.returncode)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", watched, *KAMPUNG, "run", "tiny.yaml", "--out", "out", "--language", "en"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "100,000 runs" in done.stdout
    assert (tmp_path / "out" / "report.html").exists()
    peak = int(done.stdout.split("peak ")[1])
    assert peak < 1e9, peak
