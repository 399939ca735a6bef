"""How many runs this project does in the time in which ordinary Mesa does one.

Both sides run the same study on two processors: eight scenarios of the experiment of Kaloran Brimob, every
run with 208 weeks of burn-in and 104 weeks, all weekly measures. The project writes its records as
Parquet; Mesa's ``batch_run`` gives them as a data frame. Two reasons make the project faster, and both are
told: a week takes less time, and the scenarios of a replicate share the weeks in which they are the same.

``python -m benchmarks.mesa_ratio`` prints everything as JSON. It takes long: about 10 minutes at 60 and
at 120 owners each, and a quarter of an hour at 1,000 owners.
"""

import json
import math
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
from mesa.batchrunner import batch_run

from benchmarks.mesa_twin.model import BenchVillage, NoVillage
from benchmarks.mesa_twin.study import SCENARIOS, bench_study
from benchmarks.pairs import Ratio, interleaved
from simulation.experiment.config import StudyConfig
from simulation.running.run import changed, run_study
from simulation.store.results_folder import ResultsFolder

WORKERS = 2
LEAST_SECONDS = 2.0
"""A timed call of this project lasts at least about so long."""
OWNERS_A_CALL = 360
"""Seeds of a timed call of Mesa: as many as make so many owners, which take it some 20 seconds."""


def measure(sizes: Sequence[int] = (60, 120, 1000), pairs: int = 7) -> dict[str, Any]:
    """Compare this project with ordinary Mesa.

    Parameters
    ----------
    sizes : sequence of int
        Owners of the villages.
    pairs : int
        How often both sides are timed at each size.

    Returns
    -------
    dict
        By size, as text: see ``compare``.
    """
    return {str(owners): compare(owners, pairs) for owners in sizes}


def compare(owners: int, pairs: int = 7) -> dict[str, Any]:
    """Compare both sides in villages of one size.

    Returns
    -------
    dict
        ``ratio``: how many times as long Mesa takes for the same runs, as in :class:`Ratio`.
        ``runs_per_second``: medians of both sides.
        ``decomposition``: the ratio's two factors. ``sharing`` is how many times as long this project
        takes when every scenario is a study of its own, with its own burn-in; ``per_week`` is the rest,
        Mesa against this project in weeks really simulated, by wall and CPU time;
        ``microseconds_per_owner_week`` of both, CPU time.
        ``start_up_seconds``: what Mesa's processes take before their first run in each timed call, and
        ``ratio_without_start_up``, of wall time without it: what a study of very many runs tends to.
        ``work``: runs of one timed call of both sides.
    """
    study, alone = bench_study(owners), [bench_study(owners, (name,)) for name in SCENARIOS]
    replicates = _replicates(study)
    seeds = max(1, OWNERS_A_CALL // owners)
    runs, mesa_runs = replicates * len(SCENARIOS), seeds * len(SCENARIOS)

    ours = partial(run_ours, [study], replicates)
    apart = partial(run_ours, alone, replicates)
    theirs = partial(run_mesa, owners, seeds)
    run_ours(alone, 1)  # whatever is left to compile or to load
    start_up = _seconds(partial(run_nothing, owners))
    ratio = interleaved(ours, theirs, pairs, work=(runs, mesa_runs))
    sharing = interleaved(ours, apart, pairs, work=(runs, runs))
    owner_weeks = owners * (study.burn_in + study.weeks)
    return {
        "ratio": ratio.document(),
        "runs_per_second": {"ours": 1 / ratio.one_wall.median, "mesa": 1 / ratio.two_wall.median},
        "decomposition": {
            "sharing": sharing.document(),
            "per_week": {
                "wall": ratio.wall.median / sharing.wall.median,
                "cpu": ratio.cpu.median / sharing.cpu.median,
            },
            "microseconds_per_owner_week": {
                "ours": 1e6 * sharing.two_cpu.median / owner_weeks,
                "mesa": 1e6 * ratio.two_cpu.median / owner_weeks,
            },
        },
        "start_up_seconds": start_up,
        "ratio_without_start_up": _without(start_up / mesa_runs, ratio),
        "work": {"ours": runs, "mesa": mesa_runs},
    }


def run_ours(studies: Sequence[StudyConfig], replicates: int) -> None:
    """Run studies one after the other, each into a folder of its own."""
    for study in studies:
        several = changed(study, replicates=replicates)
        with TemporaryDirectory() as base, ResultsFolder(Path(base) / "results", several) as folder:
            outcome = run_study(several, folder, workers=WORKERS)
        if outcome.failures or outcome.finished != replicates:
            raise RuntimeError(f"{outcome.finished} of {replicates} replicates; {outcome.failures}")


def run_mesa(owners: int, seeds: int) -> pd.DataFrame:
    """Run all scenarios with some seeds as Mesa does it; return the records."""
    parameters = {"owners": owners, "scenario": list(SCENARIOS), "seed": list(range(1, seeds + 1))}
    return _batch(BenchVillage, parameters)


def run_nothing(owners: int) -> pd.DataFrame:
    """Start a batch as :func:`run_mesa` does, with models that do nothing."""
    return _batch(NoVillage, {"owners": owners, "seed": list(range(WORKERS))})


def _batch(model: type[BenchVillage] | type[NoVillage], parameters: dict[str, Any]) -> pd.DataFrame:
    records = batch_run(
        model,
        parameters,
        number_processes=WORKERS,
        data_collection_period=1,
        display_progress=False,
    )
    return pd.DataFrame(records)


def _replicates(study: StudyConfig) -> int:
    """Return how many replicates last long enough; a first run, not counted, loads the machine code."""
    run_ours([study], WORKERS)
    seconds = _seconds(partial(run_ours, [study], 2 * WORKERS))
    return WORKERS * max(1, math.ceil(2 * LEAST_SECONDS / seconds))


def _without(start_up: float, ratio: Ratio) -> float:
    """Return the ratio of the medians, without the start-up of a run of Mesa."""
    return (ratio.two_wall.median - start_up) / ratio.one_wall.median


def _seconds(program: Callable[[], object]) -> float:
    begin = time.perf_counter()
    program()
    return time.perf_counter() - begin


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))
