"""What pairing buys: variances of differences, between the villages of one set."""

from pathlib import Path

import numpy as np
import pytest

from simulation.analysis.pairing import variance_ratios
from simulation.analysis.question import run_in_memory
from simulation.experiment.config import StudyConfig
from simulation.experiment.design import Design
from simulation.experiment.experiment_file import read_study
from simulation.experiment.points import Points

SHIPPED = Path(__file__).parents[2] / "experiments" / "kaloran_brimob.yaml"
OUTCOMES, WEEKS = ["trust_other", "income"], [8, 12]
SETS, EACH = 3, 4


@pytest.fixture(scope="module")
def config() -> StudyConfig:
    """Return a short study in three kinds of villages that differ much, four villages of each."""
    study = read_study(SHIPPED)
    kept = {name: study.scenarios[name] for name in ("none", "forum", "forum_weekly")}
    points = Points(columns={"belief_other": [0.4, 0.5, 0.55], "forum.talk": [0.0, 1.0, 2.0]})
    return study.model_copy(
        update={"weeks": 12, "burn_in": 8, "scenarios": kept, "points": points, "villages_per_set": EACH,
                "compare_weeks": [12]}
    )  # fmt: skip


def test_variances_are_those_of_the_studys_own_villages_within_their_set(config: StudyConfig) -> None:
    whole = Design.of(config, config.programmes(), "none", range(13), replicates=SETS * EACH)
    table = run_in_memory(workers=2)(whole, "")
    ratios = variance_ratios(config, SETS * EACH, OUTCOMES, WEEKS, 2)
    found = ratios.set_index(["scenario", "outcome", "week"])
    for outcome in OUTCOMES:
        values = table.values(outcome)  # scenario, replicate, week
        by_set = values[:, :, WEEKS].reshape(len(table.scenarios), SETS, EACH, len(WEEKS))
        for place, name in enumerate(table.scenarios[1:], start=1):
            paired = (by_set[place] - by_set[0]).var(axis=1, ddof=1).mean(axis=0)
            alone = (by_set[place].var(axis=1, ddof=1) + by_set[0].var(axis=1, ddof=1)).mean(axis=0)
            rows = [found.loc[(name, outcome, week)] for week in WEEKS]
            assert [row["paired"] for row in rows] == pytest.approx(paired, rel=1e-9)
            assert [row["independent"] for row in rows] == pytest.approx(alone, rel=1e-9)


def test_the_two_factors_multiply_to_the_ratio(config: StudyConfig) -> None:
    found = variance_ratios(config, SETS * EACH, OUTCOMES, WEEKS, 2)
    assert np.allclose(found["by_village"] * found["by_draws"], found["ratio"])


def test_a_set_of_one_village_tells_no_luck(config: StudyConfig) -> None:
    with pytest.raises(ValueError, match="leave a set with one village"):
        variance_ratios(config, SETS * EACH - EACH + 1, OUTCOMES, WEEKS, 2)
