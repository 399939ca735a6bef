"""Where the time of a study goes: CPU seconds of ``kampung run`` on the experiment of Kaloran Brimob.

One worker, so that every second belongs to one piece. The compiled functions are timed where Python
calls them; what a call costs before any work is done (measured with calls that do nothing) counts as
programme, not as kernel. ``python -m benchmarks.study_shares`` prints everything as JSON.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

START = time.process_time()
# what importing costs is part of the measurement
# ruff: noqa: E402

import numpy as np

from simulation.experiment.config import StudyConfig
from simulation.experiment.experiment_file import read_study
from simulation.model import engine
from simulation.model.state import found
from simulation.parameters import Behaviour
from simulation.report import page  # noqa: F401 - loaded here, so that figures are only drawing
from simulation.result import finish
from simulation.running.run import changed, run_study
from simulation.store import results_folder as folders
from simulation.store.part_file import write_part

IMPORT = time.process_time() - START
STUDY = Path(__file__).parents[1] / "experiments" / "kaloran_brimob.yaml"
KERNELS: list[tuple[Any, str]] = [(engine, "run_weeks")]


class Clock:
    """CPU seconds and calls of one function."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function
        self.seconds = 0.0
        self.calls = 0

    def __call__(self, *arguments: Any, **more: Any) -> Any:
        """Call the function and count."""
        begin = time.thread_time()
        try:
            return self.function(*arguments, **more)
        finally:
            self.seconds += time.thread_time() - begin
            self.calls += 1


def measure(replicates: int = 100, repeats: int = 3) -> dict[str, Any]:
    """Return the shares of a study, each the median of some processes.

    Returns
    -------
    dict
        ``seconds`` and ``share`` by piece at ``replicates``; ``outside``: the share outside kernel and
        measures; ``outside_at_1000``: the same of one study of 1,000 replicates.
    """
    runs = [_one_process(replicates) for _ in range(repeats)]
    seconds = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
    total = sum(seconds.values())
    return {
        "replicates": replicates,
        "repeats": repeats,
        "seconds": seconds,
        "share": {name: value / total for name, value in seconds.items()},
        "outside": _outside(seconds),
        "outside_at_1000": _outside(_one_process(1000)),
    }


def _one_process(replicates: int) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.study_shares", "--one", str(replicates)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1])
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _outside(seconds: dict[str, float]) -> float:
    inside = seconds["kernel"] + seconds["measures"]
    return 1.0 - inside / sum(seconds.values())


def one(replicates: int) -> dict[str, float]:
    """Return the CPU seconds of each piece of one study, in this process."""
    config = changed(read_study(STUDY).single(Behaviour()), replicates=replicates)
    warm = changed(config, replicates=1)
    first = _cpu(lambda: _simulate(warm))
    compile_ = max(0.0, first - min(_cpu(lambda: _simulate(warm)) for _ in range(3)))
    dispatch = _dispatch(config)
    per_week = _measures_per_week(config)
    clocks = [Clock(getattr(module, name)) for module, name in KERNELS]
    founding, parquet = Clock(found), Clock(write_part)
    with TemporaryDirectory() as base, ExitStack() as stack:
        for (module, name), clock in zip(KERNELS, clocks, strict=True):
            stack.enter_context(patch.object(module, name, clock))
        stack.enter_context(patch.object(engine, "found", founding))
        stack.enter_context(patch.object(folders, "write_part", parquet))
        folder = stack.enter_context(folders.ResultsFolder(Path(base) / "results", config))
        begin = time.process_time()
        outcome = run_study(config, folder, workers=1)
        simulated = time.process_time() - begin
        begin = time.process_time()
        result = finish(config, folder, outcome)
        frames = time.process_time() - begin
        begin = time.process_time()
        result.report("id")
        figures = time.process_time() - begin
    calls = sum(clock.calls for clock in clocks)
    compiled = sum(clock.seconds for clock in clocks) - calls * dispatch
    measures = per_week * replicates * len(config.scenarios) * config.weeks
    return {
        "kernel": compiled - measures,
        "measures": measures,
        "programme": simulated - compiled - founding.seconds - parquet.seconds,
        "founding": founding.seconds,
        "parquet": parquet.seconds,
        "frames": frames,
        "figures": figures,
        "import": IMPORT,
        "compile": compile_,
    }


def _simulate(config: StudyConfig) -> None:
    with TemporaryDirectory() as base, folders.ResultsFolder(Path(base) / "results", config) as folder:
        run_study(config, folder, workers=1)


def _cpu(call: Callable[[], object]) -> float:
    begin = time.process_time()
    call()
    return time.process_time() - begin


def _village(config: StudyConfig) -> engine.Engine:
    village = engine.Engine(config.village, config.behaviour, 1, burn_in=config.burn_in)
    village.advance(0)
    return village


def _dispatch(config: StudyConfig, calls: int = 2000) -> float:
    """Return the CPU seconds of a compiled call that runs no week."""
    village = _village(config)
    nothing, behaviours = np.zeros(0, dtype=np.int64), np.array([village.record])
    agenda = village.programme.agenda
    pieces = engine.pieces_of(village.state, behaviours, agenda, nothing, nothing)

    def call() -> None:
        for _ in range(calls):
            engine.run_weeks(
                village.state, behaviours, agenda, 1, 1, 0, engine.WHOLE, False,
                nothing, nothing, nothing, np.empty((0, 0)), pieces,
            )  # fmt: skip

    call()
    return _cpu(call) / calls


def _measures_per_week(config: StudyConfig, weeks: int = 2000) -> float:
    """Return the CPU seconds that measuring adds to a week; median of seven pairs."""
    village = _village(config)
    rows = np.empty((weeks, len(village.columns)))
    village.advance(weeks, rows)
    added = []
    for _ in range(7):
        bare = _cpu(lambda: village.advance(village.week + weeks))
        added.append(_cpu(lambda: village.advance(village.week + weeks, rows)) - bare)
    return statistics.median(added) / weeks


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--one", type=int, metavar="REPLICATES", help="one study in this process")
    chosen = parser.parse_args()
    print(json.dumps(one(chosen.one) if chosen.one else measure(), indent=2))
