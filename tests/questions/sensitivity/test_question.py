"""What drives a small village: checked against runs put together by hand."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from simulation.analysis.alternatives import ALTERNATIVES, AS_IS, alternative_points
from simulation.analysis.comparison import Terms, compare
from simulation.analysis.question import Run, ask
from simulation.analysis.structure import judged, under_alternatives
from simulation.experiment.config import StudyConfig
from simulation.experiment.design import Design
from simulation.files.faults import StudyError
from simulation.model.draws import replicate_seed
from simulation.model.engine import Engine
from simulation.parameters import Behaviour
from simulation.questions.sensitivity import indices
from simulation.questions.sensitivity.answer import Sensitivity, of
from simulation.questions.sensitivity.morris import STEP, Morris
from simulation.questions.sensitivity.question import SensitivityQuestion, ranked
from simulation.questions.sensitivity.space import Space
from simulation.questions.sensitivity.spread import EFFECT, LEVEL, spread
from simulation.running.run import run_study
from simulation.running.sink import Memory
from simulation.running.weekly_table import WeeklyTable
from tests.report.studies import config

SMALL: dict[str, Any] = {"trajectories": 2, "replicates": 3, "samples": 2, "sample_replicates": 2, "keep": 2}
TWO = ["threshold", "acquaintances"]


def asked(study: StudyConfig, **options: Any) -> Sensitivity:
    answer = ask(SensitivityQuestion(study, **(SMALL | options)), workers=2)
    assert isinstance(answer, Sensitivity)
    return answer


def in_memory(design: Design, _: str) -> WeeklyTable:
    memory = Memory(design)
    run_study(design, memory, workers=2)
    return memory.table()


@pytest.fixture(scope="module")
def study() -> StudyConfig:
    return config(ranges={"threshold": [0.3, 0.5]})


@pytest.fixture(scope="module")
def found(study: StudyConfig) -> Sensitivity:
    return asked(study, parameter=TWO)


def by_hand(study: StudyConfig, behaviour: Behaviour, scenario: str) -> np.ndarray:
    """Return trust in other groups at the end in each of three villages, without a study."""
    ends = []
    for number in range(3):
        engine = Engine(study.village, behaviour, replicate_seed(study.seed, number), burn_in=study.burn_in)
        engine.advance(0)
        engine = engine.branch(study.programmes()[scenario])
        rows = np.empty((study.weeks, len(engine.columns)))
        engine.advance(study.weeks, rows)
        ends.append(rows[-4:, engine.columns.index("trust_other")].mean())
    return np.array(ends)


def test_an_elementary_effect_is_the_difference_of_two_villages_over_the_step(
    study: StudyConfig, found: Sensitivity
) -> None:
    unit = Morris(Space.of(study, TWO), SMALL["trajectories"], study.seed + 1).unit
    without, effects = [], []
    for low, friends in unit:
        changes = {"threshold": 0.3 + 0.2 * low, "acquaintances": round(12 + 48 * friends)}
        behaviour = study.behaviour.model_copy(update=changes)
        none, every = (by_hand(study, behaviour, name) for name in ("none", "all"))
        without.append(none.mean())
        effects.append((every - none).mean())
    for what, values in ((LEVEL, np.array(without)), (EFFECT, np.array(effects))):
        steps = np.diff(unit.reshape(2, 3, 2), axis=1)
        rises = np.diff(values.reshape(2, 3), axis=1)
        rows = of(found.morris, "trust_other", what).set_index("parameter")
        for place, name in enumerate(TWO):
            sizes = rises[steps[:, :, place] != 0] / steps[:, :, place][steps[:, :, place] != 0]
            assert np.abs(steps[:, :, place]).max() == pytest.approx(STEP)
            assert rows.loc[name, "mu"] == pytest.approx(sizes.mean(), abs=1e-12)
            assert rows.loc[name, "mu_star"] == pytest.approx(np.abs(sizes).mean(), abs=1e-12)


def test_every_outcome_has_a_row_for_each_parameter_level_and_effect(
    study: StudyConfig, found: Sensitivity
) -> None:
    keys = found.morris[["outcome", "of", "parameter"]]
    assert not keys.duplicated().any()
    assert len(keys) == len(study.outcomes) * 2 * len(TWO)
    method, second = found.indices or ("", pd.DataFrame())
    assert method == "sobol"
    assert set(found.frames()) == {"morris", "sobol", "spread", "alternatives"}
    assert set(second["parameter"]) == set(TWO)


def test_all_of_behaviour_is_varied_and_what_the_experiment_names_beside_it(study: StudyConfig) -> None:
    wider = config(ranges={"owners": [20, 40], "share_hill": [0.3, 0.6]})
    names = SensitivityQuestion(wider).space.names
    assert {"owners", "share_hill"} == set(names) - set(SensitivityQuestion(study).space.names)
    assert set(SensitivityQuestion(study).space.names) == set(Behaviour.model_fields)


def test_the_size_and_the_mix_of_a_village_can_drive_the_result() -> None:
    wider = config(ranges={"owners": [20, 40], "share_hill": [0.3, 0.6]})
    rows = of(asked(wider, parameter=["owners", "share_hill"]).morris, "trust_other", LEVEL)
    assert (rows["mu_star"] > 0).all()


def test_the_same_question_has_the_same_answer(study: StudyConfig, found: Sensitivity) -> None:
    again = asked(study, parameter=TWO)
    for one, two in zip(found.frames().values(), again.frames().values(), strict=True):
        pd.testing.assert_frame_equal(one, two, check_exact=True)


def test_other_methods_look_at_what_ranks_first(study: StudyConfig) -> None:
    answer = asked(study, parameter=[*TWO, "income"], method="pawn", samples=50, keep=2)
    method, rows = answer.indices or ("", pd.DataFrame())
    assert method == "pawn"
    # what an owner earns before all else moves no trust
    assert set(rows["parameter"]) == set(TWO)
    assert of(answer.morris, "trust_other", EFFECT).set_index("parameter").loc["income", "mu_star"] == 0.0
    assert asked(study, parameter=TWO, method="none").indices is None


def test_parameters_are_ranked_by_level_and_effect_alike() -> None:
    rows = [
        {"outcome": "trust", "of": what, "parameter": name, "mu_star": size}
        for what, sizes in ((LEVEL, (9.0, 3.0, np.nan, 0.0)), (EFFECT, (0.01, 0.1, 0.09, 0.0)))
        for name, size in zip("abcd", sizes, strict=True)
    ]
    assert ranked(pd.DataFrame(rows), "trust") == ["a", "b", "c", "d"]


def test_the_spread_tells_what_lies_beyond_the_smallest_effect_and_what_is_missing(
    study: StudyConfig,
) -> None:
    effects = np.array([[0.1, 0.1], [0.03, np.nan], [0.0, 0.0], [-0.1, -0.1], [np.nan, np.nan]])
    row = spread({("trust_other", EFFECT): effects}, study).iloc[0]
    assert (row["above"], row["below"]) == (0.5, 0.25)
    assert (row["undefined"], row["runs"]) == (3, 10)
    assert row["middle"] == pytest.approx(0.015)
    assert row["luck"] == pytest.approx(0.0, abs=1e-12)


def test_headlines_as_they_are_are_those_of_the_experiment() -> None:
    study = config(replicates=3)
    rows = under_alternatives(study, 3, in_memory)
    table = in_memory_study(study)
    known = compare(table, Terms.of(study, 3), ["trust_other"], [30]).set_index("scenario")
    known = known.drop(columns=["low", "high"]).rename(columns={"error_low": "low", "error_high": "high"})
    plain = rows[(rows["alternative"] == AS_IS) & (rows["outcome"] == "trust_other")].set_index("scenario")
    assert len(plain) == len(study.scenarios) - 1
    for name in plain.index:
        for column in ("difference", "low", "high"):
            assert plain.loc[name, column] == pytest.approx(known.loc[name, column], abs=1e-12)


def test_an_alternative_is_the_experiment_with_its_behaviour_changed() -> None:
    study = config(replicates=2)
    rows = under_alternatives(study, 2, in_memory)
    for name, alternative in ALTERNATIVES.items():
        changed = config(replicates=2, behaviour={"memory": 0.95} | alternative.changes)
        known = compare(in_memory_study(changed), Terms.of(changed, 2), ["trust_other"], [30])
        known = known.set_index("scenario")
        row = rows[
            (rows["alternative"] == name) & (rows["outcome"] == "trust_other") & (rows["scenario"] == "all")
        ]
        assert row["difference"].item() == pytest.approx(known.loc["all", "difference"], abs=1e-12)
    points = alternative_points(study.behaviour)
    assert points.rows == len(ALTERNATIVES) + 1
    assert points.applied(0, study.village, study.behaviour)[1] == study.behaviour


def in_memory_study(study: StudyConfig) -> WeeklyTable:
    memory = Memory(study)
    run_study(study, memory, workers=2)
    return memory.table()


@pytest.mark.parametrize(
    ("as_is", "other", "fate"),
    [
        ("higher", "higher", "kept"),
        ("same", "same", "kept"),
        ("higher", "lower", "turned"),
        ("lower", "same", "lost"),
        ("higher", "unsure", "lost"),
        ("same", "lower", "new"),
        ("same", "unsure", "open"),
        ("unsure", "higher", "open"),
    ],
)
def test_what_becomes_of_a_headline(as_is: str, other: str, fate: str) -> None:
    assert judged(as_is, other) == fate


MOST_TRAJECTORIES = 100_000 // (len(Behaviour.model_fields) + 1)
"""A trajectory takes a row for each parameter and one more."""
REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"parameter": ["treshold"]}, "--parameter: unknown parameter 'treshold'; .* did you mean 'threshold'"),
    ({"outcome": "trust_othr"}, "--outcome: unknown outcome 'trust_othr'; .* did you mean 'trust_other'"),
    ({"programme": "al"}, "--programme: unknown scenario 'al'"),
    ({"programme": "none"}, "--programme: the scenario 'none' is the reference"),
    (
        {"trajectories": 1},
        f"--trajectories: found 1; allowed: a whole number from 2 to {MOST_TRAJECTORIES}$",
    ),
    ({"replicates": 1}, "--replicates: found 1; allowed: a whole number from 2 to"),
    ({"samples": 100}, "--samples: found 100; allowed: a power of 2"),
    ({"samples": 49, "method": "pawn"}, "--samples: found 49; allowed: a whole number from 50"),
    ({"keep": 0}, "--keep: found 0"),
    ({"method": "fast"}, "--method: found 'fast'; allowed: sobol, pawn, none"),
]


@pytest.mark.parametrize(("options", "told"), REFUSED)
def test_what_cannot_be_asked_is_refused_in_one_line(
    study: StudyConfig, options: dict[str, Any], told: str
) -> None:
    with pytest.raises(StudyError, match=told) as error:
        SensitivityQuestion(study, **options)
    assert len(str(error.value).splitlines()) == 1


@pytest.mark.parametrize(
    ("ranges", "told"),
    [
        ({"share_valley": [0.3, 0.6], "share_hill": [0.3, 0.6]}, "the shares of all 2 groups"),
        ({"tie_start": [0.1, 0.4]}, "tie_start .* tie_minimum"),
    ],
)
def test_ranges_that_do_not_fit_each_other_are_refused(ranges: dict[str, Any], told: str) -> None:
    with pytest.raises(StudyError, match=f"^ranges: .*{told}"):
        SensitivityQuestion(config(ranges=ranges))


def test_a_missing_library_is_named_with_the_line_that_installs_it(
    study: StudyConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indices, "find_spec", lambda name: None)
    told = r"SALib is not installed; allowed: the extra 'sensitivity': pip install -e .\[sensitivity\]"
    with pytest.raises(StudyError, match=told):
        SensitivityQuestion(study)


def test_a_run_that_fails_is_told_and_the_rest_is_used(study: StudyConfig) -> None:
    """Failures come back as missing values: the answer says how many and leaves their trajectory out."""

    def failing(run: Run) -> Run:
        def lossy(design: Design, doing: str) -> WeeklyTable:
            table = run(design, doing)

            class Lossy(WeeklyTable):
                def many(self, columns: Any, weeks: Any = None) -> dict[str, np.ndarray]:
                    values = table.many(columns, weeks)
                    for each in values.values():
                        each[:, : SMALL["replicates"]] = np.nan
                    return values

            return Lossy(table.scenarios, table.replicates, table.weeks, table.columns, [])

        return lossy

    question = SensitivityQuestion(study, **(SMALL | {"trajectories": 3, "parameter": TWO, "method": "none"}))
    answer = question.answer(failing(in_memory))
    assert (answer.morris["points"] == 6).all()
    assert not answer.morris["mu_star"].isna().any()
    assert (answer.spread["undefined"] == 3).all()
