"""The ensemble that ships is what its command makes of the model as it is now."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from simulation.experiment.experiment_file import read_study
from simulation.experiment.posterior import PLAUSIBLE
from simulation.experiment.steps import stepped
from simulation.experiment.varied import own_value
from simulation.parameters import Behaviour
from simulation.patterns.catalogue import PATTERNS
from simulation.patterns.measure import observe
from simulation.questions.ensemble.renewal import measured_anew, stale
from simulation.questions.ensemble.space import Space
from simulation.questions.ensemble.step import LIMIT

EXPERIMENT = Path(__file__).parents[2] / "experiments" / "kaloran_brimob.yaml"
SHIPPED = pytest.mark.skipif(not PLAUSIBLE.exists(), reason="no ensemble ships yet: make plausible")
MOST_BYTES = 300_000


@SHIPPED
def test_it_belongs_to_the_model_as_it_is() -> None:
    told = "the sources of the model have changed: `python experiments/calibration/plausible.py --renew`"
    assert not stale(PLAUSIBLE), told


@SHIPPED
def test_ten_sets_have_the_values_that_the_file_says() -> None:
    kept = pd.read_parquet(PLAUSIBLE)
    rows = np.linspace(0, len(kept) - 1, 10).astype(int).tolist()
    anew = measured_anew(read_study(EXPERIMENT), PLAUSIBLE, rows, workers=2)
    expected = kept.iloc[rows][list(anew.columns)].reset_index(drop=True)
    pd.testing.assert_frame_equal(anew, expected, rtol=1e-9)


@SHIPPED
def test_it_is_small_and_one_set_is_the_middle() -> None:
    assert PLAUSIBLE.stat().st_size < MOST_BYTES
    assert pd.read_parquet(PLAUSIBLE, columns=["medoid"])["medoid"].sum() == 1


@SHIPPED
def test_the_defaults_are_the_set_in_the_middle_on_the_steps_of_a_slider() -> None:
    config = read_study(EXPERIMENT)
    space, found = Space.of(config), pd.read_parquet(PLAUSIBLE)
    (middle,) = found[found["medoid"]].to_dict("records")
    rounded = {
        name: stepped(float(middle[name]), low, high, bool(whole))
        for name, low, high, whole in zip(space.names, space.low, space.high, space.whole, strict=True)
    }
    assert {name: own_value(name, config.single(Behaviour())) for name in space.names} == rounded


def test_no_pattern_rules_the_defaults_out() -> None:
    judged = [pattern for pattern in PATTERNS if pattern.judged]
    said = observe(read_study(EXPERIMENT).village, Behaviour(), range(30), judged, workers=2)
    beyond = {pattern.name: pattern.implausibility(said[pattern.name]) for pattern in judged}
    assert {name: round(found, 1) for name, found in beyond.items() if found > LIMIT} == {}
