"""How close the compiled model comes to its C twin: the same weeks of the same village, timed in turns."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from benchmarks.c import twin
from benchmarks.pairs import interleaved
from simulation.compiled import Record
from simulation.experiment.experiment_file import read_village
from simulation.interventions.agenda import make_agenda
from simulation.model.behaviour_record import behaviour_record
from simulation.model.engine import WHOLE, pieces_of, run_weeks
from simulation.model.state import VillageState, found
from simulation.parameters import Behaviour, VillageProfile

SIZES = (60, 1_000, 10_000, 100_000)
PROFILE = Path(__file__).parents[1] / "experiments" / "villages" / "kaloran_brimob.yaml"
SEED = 20260101
SHORTEST = 0.2
"""Seconds a timed call lasts at least."""


class DifferentError(AssertionError):
    """The twin ends elsewhere than the compiled model: there is nothing to time."""


class Run:
    """One village that goes on from call to call, in C or compiled by numba.

    Parameters
    ----------
    state : VillageState
        Where it starts; copied.
    record : Record
        Its behaviour.
    in_c : bool
        Which of the two advances it.
    """

    def __init__(self, state: VillageState, record: Record, *, in_c: bool) -> None:
        self.state = state.copy()
        self.week = 0
        self._record = record
        self._in_c = twin.bound(self.state, record, SEED) if in_c else None

    def advance(self, weeks: int) -> None:
        """Run the next weeks of daily life, without a programme and without measures."""
        first, self.week = self.week + 1, self.week + weeks
        if self._in_c is not None:
            self._in_c(first, self.week)
        else:
            compiled_weeks(self.state, self._record, SEED, first, self.week)


def compiled_weeks(
    state: VillageState, record: Record, seed: int, first: int, last: int, *, vision_is_kept: bool = False
) -> None:
    """Run weeks with the compiled model, as the engine does without a programme."""
    nothing = np.zeros(0, dtype=np.int64)
    behaviours, agenda = np.array([record]), make_agenda({}, [], 0)
    run_weeks(
        state, behaviours, agenda, seed, first, last, WHOLE, vision_is_kept,
        nothing, np.empty((0, 0)), pieces_of(state, behaviours, agenda),
    )  # fmt: skip


def compare(one: VillageState, two: VillageState) -> None:
    """Refuse states that are not equal bit by bit.

    Raises
    ------
    DifferentError
        Naming the arrays that differ.
    """
    differing = []
    for name, mine, theirs in zip(one._fields, one, two, strict=True):
        # field by field: padding between fields has no meaning
        for field in mine.dtype.names or ("",):
            pair = (mine[field], theirs[field]) if field else (mine, theirs)
            if pair[0].tobytes() != pair[1].tobytes():
                differing.append(f"{name} {field}".strip())
    if differing:
        raise DifferentError(f"the C twin parts from the compiled model in: {', '.join(differing)}")


def in_mid_life(profile: VillageProfile, weeks: int) -> tuple[VillageState, Record]:
    """Return a village after some weeks of daily life up to week 0, and its default behaviour."""
    behaviour = Behaviour(exit_rate=0.0)  # which the C twin leaves out
    record = behaviour_record(behaviour)
    state = found(profile, behaviour, SEED)
    twin.run_weeks(state, record, SEED, 1 - weeks, 0)
    return state, record


def measure_size(owners: int, pairs: int) -> dict[str, Any]:
    """Compare and time a village of one size.

    Both runs start from one state and cover the same weeks pair by pair (their states stay equal), so
    each pair does the same work and nothing has to be copied in between.
    """
    profile = read_village(PROFILE).model_copy(update={"owners": owners})
    state, record = in_mid_life(profile, 60 if owners >= 100_000 else 150)
    in_c, by_numba = (Run(state, record, in_c=choice) for choice in (True, False))
    # the first calls compile and warm up; then how many weeks are long enough is measured on the faster
    by_numba.advance(2)
    in_c.advance(2)
    weeks, seconds = 2, 0.0
    while seconds < SHORTEST:
        begin = perf_counter()
        in_c.advance(weeks)
        seconds = perf_counter() - begin
        by_numba.advance(weeks)
        compare(in_c.state, by_numba.state)
        if seconds < SHORTEST:
            # half as many again: this one call may have been disturbed
            weeks = max(weeks + 1, int(weeks * min(10.0, 1.5 * SHORTEST / seconds)))
    ratio = interleaved(
        lambda: by_numba.advance(weeks), lambda: in_c.advance(weeks), pairs, (weeks * owners, weeks * owners)
    )
    compare(in_c.state, by_numba.state)
    return {"weeks": weeks, "one": "numba", "two": "C"} | ratio.document()


def measure(sizes: Sequence[int] = SIZES, pairs: int = 7) -> dict[str, dict[str, Any]]:
    """Return time of C / time of numba by village size; 1: as fast as C.

    Parameters
    ----------
    sizes : sequence of int
        Numbers of owners.
    pairs : int
        How often both are timed.

    Returns
    -------
    dict
        By size: ``wall`` and ``cpu`` are the ratios, ``one`` (numba) and ``two`` (C) the seconds an
        owner-week, each as median and quartiles; ``weeks`` is the length of a call.

    Raises
    ------
    DifferentError
        If the two end in different states; unequal programs may not be compared.
    """
    return {str(owners): measure_size(owners, pairs) for owners in sizes}


def main() -> None:
    """Print the ratios as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--pairs", type=int, default=7)
    chosen = parser.parse_args()
    print(json.dumps(measure(chosen.sizes, chosen.pairs), indent=2))


if __name__ == "__main__":
    main()
