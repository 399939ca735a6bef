"""What a result tells of itself."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simulation import Study, StudyError, open_answer
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


def test_a_measure_that_is_not_there_is_told_with_the_nearest() -> None:
    with pytest.raises(
        StudyError, match=r"^plot: unknown measure 'trust_othr'; .*did you mean 'trust_other'"
    ):
        small().run(replicates=1).plot("trust_othr")


def test_a_folder_of_a_study_is_no_answer(tmp_path: Path) -> None:
    small().run(replicates=1, out=tmp_path / "out")
    with pytest.raises(StudyError, match=r"holds a study, which answers no question; allowed: open_result"):
        open_answer(tmp_path / "out")


def test_one_week_alone_is_a_week_and_what_is_none_is_told() -> None:
    result = small().run(replicates=1, owners_at=[0, 10])
    assert (
        set(result.by("group", "trust", 10)["week"]) == set(result.by("group", "trust", [10])["week"]) == {10}
    )
    with pytest.raises(
        StudyError, match=r"^weeks: found 'last' \(text\); allowed: a week, or a list of weeks"
    ):
        result.by("group", "trust", "last")  # type: ignore[arg-type]
    with pytest.raises(StudyError, match="the function returned no column of 96 values"):
        result.by(lambda table: [1, 2], "trust")


def test_a_measure_of_ones_own_is_compared_where_its_smallest_effect_is_said() -> None:
    def wealth(village: Village) -> float:
        return float(village.state.owners["income"].max())

    result = small().run(measures={"wealth": wealth}, outcomes={"wealth": 1000, "bridging": 0.1})
    found = result.comparison().set_index(["scenario", "outcome", "week"])
    last = result.weekly().query("week == 10").set_index(["scenario", "replicate"])["wealth"]
    assert list(result.config.outcomes)[-1] == "wealth"
    assert result.config.outcomes["bridging"].smallest_effect == 0.1
    assert np.isfinite(found.loc[("forum", "wealth", 10), "difference"])
    assert found.loc[("none", "wealth", 10), "mean"] > 0 and last.notna().all()


@pytest.mark.parametrize(
    ("outcomes", "line"),
    [
        ({"welth": 1.0}, r"^run: outcomes.welth: unknown outcome 'welth'; .*did you mean 'wealth'"),
        ({"wealth": 0}, r"^outcomes: wealth: found 0 \(a whole number\); allowed: a number above 0"),
        (["wealth"], r"^outcomes: found a list; allowed: a mapping of measures to the smallest effect"),
        ({"path_length": 0.1}, r"^run: outcomes.path_length: is compared in week 10, but computed only in"),
    ],
)
def test_what_cannot_be_compared_is_told(outcomes: Any, line: str) -> None:
    study = Study(small().config.model_copy(update={"network_weeks": [0]}))
    with pytest.raises(StudyError, match=line):
        study.run(measures={"wealth": fails}, outcomes=outcomes)
