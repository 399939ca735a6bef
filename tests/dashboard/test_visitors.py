"""When the last visitor has left, nothing is kept for nobody."""

import time

from simulation.dashboard.simulations import Simulations
from simulation.dashboard.visitors import Visitors
from tests.dashboard.asking import Ask


def kept_after(simulations: Simulations, seconds: float) -> int:
    time.sleep(seconds)
    return simulations.bytes


def test_what_is_kept_is_given_back_when_the_last_one_leaves(ask: Ask) -> None:
    simulations = Simulations(1)
    visitors = Visitors(simulations, rest=0.05)
    first, second = visitors.arrive(), visitors.arrive()
    simulations.ask(ask()).future.result(60)
    first()
    assert kept_after(simulations, 0.3) > 0
    second()
    assert kept_after(simulations, 0.3) == 0
    assert visitors.here == 0


def test_who_comes_back_at_once_finds_his_villages(ask: Ask) -> None:
    simulations = Simulations(1)
    visitors = Visitors(simulations, rest=0.3)
    leave = visitors.arrive()
    simulations.ask(ask()).future.result(60)
    leave()
    visitors.arrive()
    assert kept_after(simulations, 0.6) > 0
