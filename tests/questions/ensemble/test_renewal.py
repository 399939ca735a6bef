"""An ensemble is marked as belonging to changed sources only if every value is still the same."""

from pathlib import Path

import pandas as pd
import pytest

from simulation.experiment.experiment_file import read_study
from simulation.experiment.points import Points
from simulation.experiment.posterior import read_notes, write_posterior
from simulation.files.faults import StudyError
from simulation.parameters import Behaviour
from simulation.questions.ensemble.renewal import measured_anew, renew, stale

KALORAN = read_study(Path(__file__).parents[3] / "experiments" / "kaloran_brimob.yaml")
NOTES = {"sources": "another one", "villages": 3, "village_seed": 5}
POINTS = Points(columns={"threshold": [0.44, 0.4]})


@pytest.fixture(scope="module")
def values(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    path = tmp_path_factory.mktemp("ensemble") / "ensemble.parquet"
    write_posterior(path, Behaviour(), POINTS, NOTES)
    return measured_anew(KALORAN, path, [0, 1], workers=1)


def write(path: Path, values: pd.DataFrame) -> None:
    beside = {str(name): column for name, column in values.to_dict("list").items()}
    write_posterior(path, Behaviour(), POINTS, NOTES, beside | {"medoid": [True, False]})


def test_sets_that_say_the_same_belong_to_the_new_sources(tmp_path: Path, values: pd.DataFrame) -> None:
    path = tmp_path / "ensemble.parquet"
    write(path, values)
    before = pd.read_parquet(path)
    assert stale(path)
    renew(KALORAN, path, workers=1)
    assert not stale(path)
    pd.testing.assert_frame_equal(pd.read_parquet(path), before)
    assert read_notes(path)["village_seed"] == NOTES["village_seed"]


def test_a_set_that_says_something_else_is_named_and_the_file_stays(
    tmp_path: Path, values: pd.DataFrame
) -> None:
    path, name = tmp_path / "ensemble.parquet", values.columns[2]
    other = values.copy()
    other.loc[1, name] += 0.001
    write(path, other)
    before = path.read_bytes()
    with pytest.raises(StudyError, match=f"{name} of set 1"):
        renew(KALORAN, path, workers=1)
    assert path.read_bytes() == before
