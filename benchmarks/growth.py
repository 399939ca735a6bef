"""How time and memory grow: with the owners of a village, the replicates and the scenarios of a study.

``python -m benchmarks.growth`` prints everything as JSON.
"""

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from benchmarks.pairs import interleaved
from simulation.experiment.config import StudyConfig
from simulation.experiment.experiment_file import read_study
from simulation.model.engine import Engine
from simulation.parameters import Behaviour
from simulation.running.run import changed, run_study
from simulation.store.results_folder import ResultsFolder

STUDY = Path(__file__).parents[1] / "experiments" / "kaloran_brimob.yaml"
OWNERS = (60, 1_000, 10_000, 100_000, 1_000_000)
BASE = 1_000
"""The size every other one is compared with."""
REPLICATES = (1, 10, 100, 1_000, 10_000)
SCENARIOS = (1, 8, 32, 128)
OWNER_WEEKS = 400_000
"""Owner-weeks of a timed call, about a third of a second."""


def measure(owners: Sequence[int] = OWNERS, pairs: int = 7) -> dict[str, Any]:
    """Return the growth with owners: nanoseconds an owner-week, bytes an owner.

    Returns
    -------
    dict
        By number of owners: ``nanoseconds_per_owner_week`` (CPU, without and with the weekly measures,
        each as median and quartiles), ``ratio_to_1000`` of both, timed in turns with a village of 1,000,
        ``bytes_per_owner``: peak memory of a process beyond what it needs for 60 owners, over owners.
    """
    base = _filled(BASE)
    least = _peak(60)
    found = {}
    for number in owners:
        village = base.branch({}) if number == BASE else _filled(number)
        row: dict[str, Any] = {"nanoseconds_per_owner_week": {}, "ratio_to_1000": {}}
        for measured in (False, True):
            times = interleaved(
                partial(_advance, base, measured),
                partial(_advance, village, measured),
                pairs,
                work=(_weeks(BASE) * BASE, _weeks(number) * number),
            ).document()
            word = "measured" if measured else "bare"
            row["nanoseconds_per_owner_week"][word] = {k: 1e9 * v for k, v in times["two_cpu"].items()}
            row["ratio_to_1000"][word] = times["cpu"]
        row["acquaintances"] = float(village.state.owners["acquaintances"].mean())
        row["bytes_per_owner"] = (_peak(number) - least) / number if number > BASE else None
        found[str(number)] = row
        del village
    return found


def measure_study() -> dict[str, Any]:
    """Return the growth with replicates and with scenarios: runs a second and peak megabytes."""
    return {
        "replicates": {str(number): _alone("replicates", number) for number in REPLICATES},
        "scenarios": {str(number): _alone("scenarios", number) for number in SCENARIOS},
    }


def _weeks(owners: int) -> int:
    return max(2, OWNER_WEEKS // owners)


def _filled(owners: int) -> Engine:
    """Return a village whose owners know about as many as they keep in mind."""
    config = read_study(STUDY).single(Behaviour())
    village = config.village.model_copy(update={"owners": owners})
    weeks = 40 if owners >= 1_000_000 else 100
    engine = Engine(village, Behaviour(), 1, burn_in=weeks)
    engine.advance(0)
    return engine


def _advance(engine: Engine, measured: bool) -> None:
    weeks = _weeks(engine.profile.owners)
    rows = np.empty((weeks, len(engine.columns))) if measured else None
    engine.advance(engine.week + weeks, rows)


def _peak(owners: int) -> int:
    """Return the peak memory of a process that runs a measured village, in bytes."""
    return int(_child("memory", owners)["bytes"])


def _alone(kind: str, number: int) -> dict[str, float]:
    """Return what a study of this size takes in a process of its own."""
    return _child(kind, number)


def _child(kind: str, number: int) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.growth", kind, str(number)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1])
    answer: dict[str, float] = json.loads(done.stdout)
    return answer


def _in_child(kind: str, number: int) -> dict[str, float]:
    if kind == "memory":
        config = read_study(STUDY).single(Behaviour())
        engine = Engine(config.village.model_copy(update={"owners": number}), Behaviour(), 1, burn_in=3)
        _advance_weeks(engine, 3)
        return {"bytes": _peak_bytes()}
    config = _many_replicates(number) if kind == "replicates" else _many_scenarios(number)
    _run(changed(config, replicates=1))
    begin = time.perf_counter()
    _run(config)
    seconds = time.perf_counter() - begin
    return {
        "runs_per_second": config.most_replicates * len(config.scenarios) / seconds,
        "peak_megabytes": _peak_bytes() / 1e6,
    }


def _advance_weeks(engine: Engine, weeks: int) -> None:
    engine.advance(engine.week + weeks, np.empty((weeks, len(engine.columns))))


def _run(config: StudyConfig) -> None:
    with TemporaryDirectory() as base, ResultsFolder(Path(base) / "results", config) as folder:
        run_study(config, folder)


def _many_replicates(number: int) -> StudyConfig:
    """Return a study of short runs with two scenarios."""
    config = read_study(STUDY).single(Behaviour())
    names = [config.reference, "forum"]
    document = config.to_document() | {"weeks": 20, "burn_in": 20, "replicates": number, "panels": {}}
    document |= {"compare_weeks": [20], "network_weeks": []}
    document["scenarios"] = {name: document["scenarios"][name] for name in names}
    return _config(document)


def _many_scenarios(number: int) -> StudyConfig:
    """Return a study of the first subsets of the seven activities."""
    config = read_study(STUDY).single(Behaviour())
    activities = list(config.programmes()["all"])
    subsets = [
        [name for place, name in enumerate(activities) if subset >> place & 1] for subset in range(number)
    ]
    document = config.to_document() | {"replicates": 4, "panels": {}}
    document["scenarios"] = {f"s{subset}": {"activities": held} for subset, held in enumerate(subsets)}
    document["reference"] = "s0"
    return _config(document)


def _config(document: dict[str, Any]) -> StudyConfig:
    if not document["panels"]:
        del document["panels"]
    return StudyConfig.model_validate_json(json.dumps(document))


def _peak_bytes() -> int:
    """Return the peak memory of this process in bytes.

    Not ``getrusage``: there a child begins with the peak of the process that started it.
    """
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    raise RuntimeError("this system does not tell the peak memory of a process")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(_in_child(sys.argv[1], int(sys.argv[2]))))
    else:
        print(json.dumps(measure() | measure_study(), indent=2))
