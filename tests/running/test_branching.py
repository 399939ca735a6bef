"""Scenarios share their past exactly as long as their programmes are the same."""

from pathlib import Path

import numpy as np
import pytest

from simulation import load_study
from simulation.model.draws import replicate_seed
from simulation.model.engine import Engine
from simulation.parameters import DOSES, Behaviour
from simulation.running.branching import Branch, Plan, branches, shared_until
from simulation.running.replicate import run_replicate

FORUM, TRAINING, VISION = DOSES["forum"], DOSES["communication_training"], DOSES["shared_vision"]
KALORAN = Path(__file__).parents[2] / "experiments" / "kaloran_brimob.yaml"


@pytest.mark.parametrize(
    ("one", "two", "week"),
    [
        ({}, {}, 104),
        ({}, {"forum": FORUM()}, 7),
        ({"forum": FORUM()}, {"forum": FORUM()}, 104),
        ({"forum": FORUM()}, {"forum": FORUM(sessions=12)}, 52),
        ({"forum": FORUM(sessions=3)}, {"forum": FORUM(sessions=12)}, 16),
        ({"forum": FORUM(sessions=0)}, {"forum": FORUM()}, 7),
        ({"forum": FORUM()}, {"forum": FORUM(every=2)}, 7),
        ({"forum": FORUM(first=3)}, {"forum": FORUM()}, 2),
        ({"forum": FORUM(), "shared_vision": VISION()}, {"forum": FORUM()}, 23),
        ({"communication_training": TRAINING(first=1)}, {}, 0),
        ({}, {"forum": FORUM(first=300)}, 104),
    ],
)
def test_programmes_share_up_to_the_week_before_they_differ(one: dict, two: dict, week: int) -> None:
    assert shared_until(one, two, 104) == shared_until(two, one, 104) == week


def test_each_scenario_leaves_the_one_it_shares_most_with() -> None:
    programmes = [{}, {"forum": FORUM()}, {"forum": FORUM(sessions=12)}, {"shared_vision": VISION()}]
    together = branches(programmes, 104, [0] * 4)
    assert together == [Branch(-1, 0), Branch(0, 7), Branch(1, 52), Branch(0, 23)]


def test_scenarios_of_different_pasts_share_nothing() -> None:
    programmes = [{}, {"forum": FORUM()}, {"forum": FORUM()}, {}]
    apart = branches(programmes, 104, [0, 0, 1, 1])
    assert apart == [Branch(-1, 0), Branch(0, 7), Branch(-1, 0), Branch(2, 7)]


def test_branching_leaves_the_same_bytes_as_running_every_scenario_alone() -> None:
    config = load_study(KALORAN).config.single(Behaviour())
    programmes = config.programmes()
    together = run_replicate(config, Plan.of(programmes, config.weeks, config.pasts().of), config.case(3))
    for scenario, doses in enumerate(programmes.values()):
        alone = Engine(
            config.village, config.behaviour, replicate_seed(config.seed, 3), burn_in=config.burn_in,
            doses=doses, prices=config.prices, network_weeks=config.network_weeks,
        )  # fmt: skip
        alone.advance(0)
        rows = np.empty((config.weeks + 1, len(alone.columns)))
        rows[0] = alone.measure()
        alone.advance(config.weeks, rows[1:])
        assert rows.tobytes() == together.rows[scenario].tobytes(), list(programmes)[scenario]
