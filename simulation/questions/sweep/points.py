"""The points of a sweep: written down, or spread over ranges."""

from collections.abc import Mapping
from types import NoneType
from typing import get_args

import numpy as np
from scipy.stats import qmc

from simulation.analysis.latin_hypercube import latin_hypercube
from simulation.experiment.config import StudyConfig
from simulation.experiment.ranges import swept
from simulation.experiment.sweep import PLAUSIBLE, Row, Sweep
from simulation.experiment.varied import holder_of, is_whole, varied
from simulation.files.faults import Fault, StudyError
from simulation.model.draws import FOUNDING, uniforms
from simulation.parameters import description

LOT = 1 << 21
"""Hypercubes of sweeps come after those of all other questions."""


def points_of(sweep: Sweep, config: StudyConfig) -> list[Row]:
    """Return the values of every point.

    Points of a Sobol sequence are shifted by named draws (Cranley & Patterson 1976): as many of them as a
    power of two lie most evenly.

    Raises
    ------
    StudyError
        If a parameter without a plausible range is to be spread over it.
    """
    if not sweep.sampled:
        return sweep.rows()
    ranges = _ranges(sweep, config)
    assert sweep.points is not None
    if sweep.design == "sobol":
        columns = _sobol(config.seed, ranges, sweep.points)
    else:
        columns = latin_hypercube(config.seed, LOT, ranges, sweep.points)
    whole = {name for name in columns if _is_whole(name)}
    return [
        {
            name: round(values[row]) if name in whole else float(f"{values[row]:.6g}")
            for name, values in columns.items()
        }
        for row in range(sweep.points)
    ]


def _sobol(seed: int, ranges: Mapping[str, tuple[float, float]], number: int) -> dict[str, list[float]]:
    # without scrambling there is no chance in it: the first of as many as the next power of two
    sequence = qmc.Sobol(len(ranges), scramble=False).random_base2((number - 1).bit_length())[:number]
    shares = (sequence + uniforms(seed, LOT, FOUNDING, np.arange(len(ranges)), 0)) % 1.0
    return {
        name: (low + (high - low) * shares[:, place]).tolist()
        for place, (name, (low, high)) in enumerate(ranges.items())
    }


def _ranges(sweep: Sweep, config: StudyConfig) -> dict[str, tuple[float, float]]:
    """Return the ends between which each parameter is spread."""
    if not sweep.parameters:
        return swept(config)
    found = {}
    for name, written in sweep.parameters.items():
        low, high = sweep.values(name) if written != PLAUSIBLE else _plausible(name, config)
        found[name] = (float(low), float(high))
    return found


def _plausible(name: str, config: StudyConfig) -> tuple[float, float]:
    if name in config.ranges:
        low, high = config.ranges[name]
        return low, high
    known = varied(config)
    if name in known:
        return known[name].plausible
    held = holder_of(name)
    found = None if held is None else description(held[0].model_fields[held[1]])
    if found is None or found.plausible is None:
        told = f"nobody has said between which values {name} is plausible"
        raise StudyError([Fault.of("sweep", name, told, "its low and its high end")])
    return found.plausible


def _is_whole(name: str) -> bool:
    held = holder_of(name)
    if held is None:
        return is_whole(name)
    annotation = held[0].model_fields[held[1]].annotation
    return annotation is int or set(get_args(annotation)) == {int, NoneType}
