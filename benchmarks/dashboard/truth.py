"""What a visitor should have seen: his settings simulated once more, alone, without the server."""

from functools import cache

import numpy as np

from simulation.dashboard.charts.course import plain
from simulation.dashboard.pages.explore import PROGRAMME
from simulation.dashboard.question import answer_from
from simulation.dashboard.session import new_session
from simulation.dashboard.settings import Settings
from simulation.dashboard.simulations import Simulations
from simulation.dashboard.start import Start, read_start

MEASURE = "trust_other"
"""The chart that is watched."""


@cache
def _start() -> Start:
    return read_start(None)


@cache
def curve(search: str) -> tuple[float | None, ...]:
    """Return the mean course of the watched chart for the settings of an address."""
    start = _start()
    session, usable = new_session(start, Simulations(1), search)
    if not usable:
        raise ValueError(f"settings that cannot be simulated: {search}")
    question = session.question({PROGRAMME: session.resolved().programmes[session.settings.chosen]})
    rows: dict[str, list[np.ndarray]] = {name: [] for name in question.everything}
    for replicate in range(question.replicates):
        past = question.found(replicate)
        for name, doses in question.everything.items():
            rows[name].append(question.run(past, doses))
    mean, _, _ = answer_from(question, rows).courses[PROGRAMME, MEASURE]
    return tuple(plain(mean))


def value_in(search: str, slider: str) -> float | None:
    """Return what a slider stands at in the settings of an address."""
    start = _start()
    session, _ = new_session(start, Simulations(1), search)
    settings: Settings = session.settings
    kind, _, name = slider.partition("-")
    if kind == "village":
        return start.value(settings, name)
    dose = session.resolved().programmes[settings.chosen][kind]
    found: float | None = getattr(dose, name)
    return found
