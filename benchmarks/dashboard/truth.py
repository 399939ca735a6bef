"""What a visitor should have seen: his settings simulated once more, one at a time, without the server."""

from dataclasses import replace
from functools import cache

from simulation.dashboard.charts.course import plain
from simulation.dashboard.pages.explore import PROGRAMME, explored
from simulation.dashboard.state.session import new_session
from simulation.dashboard.state.settings import Settings
from simulation.dashboard.state.simulations import Simulations
from simulation.dashboard.state.starting_point import Start, read_start

MEASURE = "trust_other"
"""The chart that is watched."""


@cache
def _start() -> Start:
    return read_start(None)


@cache
def curve(search: str, villages: int) -> tuple[float | None, ...]:
    """Return the mean course of the watched chart for the settings of an address, of so many villages."""
    start = _start()
    session, usable = new_session(start, Simulations(1), search)
    if not usable:
        raise ValueError(f"settings that cannot be simulated: {search}")
    question = replace(explored(session), replicates=villages)
    found = session.simulations.ask(question).future.result()
    mean, _, _ = found.courses[PROGRAMME, MEASURE]
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
