"""What a result tells of itself."""

import pytest

from simulation import Study
from simulation.model.village import Village
from tests.report.studies import PAIR, config


def fails(village: Village) -> float:
    raise ZeroDivisionError("no reason")


def small() -> Study:
    points = {"columns": {"threshold": [0.40, 0.48], "memory": [0.93, 0.95]}}
    changes = {"panels": {}, "programme": {}, "assumed": {}, "behaviour": {}, "points": points}
    weeks = {"weeks": 10, "burn_in": 2, "compare_weeks": [10], "network_weeks": [0, 10]}
    return Study(config(scenarios=PAIR, replicates=3, **changes, **weeks))


def test_it_tells_which_set_each_replicate_lived_with() -> None:
    found = small().run().sets()
    assert found.to_dict("list") == {
        "replicate": [0, 1, 2], "set": [0, 1, 0],
        "threshold": [0.40, 0.48, 0.40], "memory": [0.93, 0.95, 0.93],
    }  # fmt: skip
    alone = Study(small().config.single(small().config.behaviour)).run(replicates=2).sets()
    assert alone.to_dict("list") == {"replicate": [0, 1], "set": [0, 0]}


def test_runs_that_fail_are_warned_of_with_the_first_error() -> None:
    with pytest.warns(
        UserWarning, match=r"^6 runs failed and are missing .* of none: ZeroDivisionError: no reason"
    ):
        result = small().run(measures={"never": fails})
    assert len(result.failures) == 6


def test_a_study_with_a_measure_of_ones_own_has_methods_too() -> None:
    result = small().run(measures={"owners": lambda village: float(village.profile.owners)})
    assert result.methods().startswith("We simulated Kampung Contoh, ")
