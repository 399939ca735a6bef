"""Points: every replicate lives where its row says, and what cannot be is refused in one line."""

import json
from pathlib import Path

import numpy as np
import pytest

from simulation.experiment.config import StudyConfig
from simulation.experiment.experiment_file import read_study
from simulation.experiment.points import Points
from simulation.experiment.posterior import read_notes, read_posterior, write_posterior
from simulation.experiment.ranges import swept
from simulation.experiment.sampling import Sampling
from simulation.experiment.varied import own_value, varied
from simulation.files.faults import StudyError
from simulation.parameters import Behaviour
from simulation.parameters.programme import Forum, Mentoring
from simulation.running.run import run_study
from simulation.running.sink import Memory
from tests.experiment.files import VALID, Folder, told


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def sampling(config: StudyConfig, columns: dict[str, list[float]], each: int) -> Sampling:
    programmes = config.programmes()
    both = {name: programmes[name] for name in ("none", "forum")}
    return Sampling.over(config, both, "none", [20], Points(columns=columns), each)


def small(folder: Folder, more: str = "") -> StudyConfig:
    text = VALID.replace("weeks: 104", "weeks: 20\nburn_in: 10").replace("[26, 104]", "[20]")
    return folder.study(text.replace("owners: 60", "owners: 20") + more)


def measured(config: StudyConfig) -> np.ndarray:
    memory = Memory(config)
    run_study(config, memory, workers=2)
    return memory.table().values("trust_other", [20])


def test_a_point_gives_what_the_experiment_gives_with_its_parameters_written_in(folder: Folder) -> None:
    config = small(folder)
    design = sampling(config, {"threshold": [0.40, 0.48], "owners": [20, 31], "share_local": [0.6, 0.3]}, 3)
    found = design.split(measured(design))
    assert found.shape == (2, 2, 3, 1)
    groups = [
        group.model_copy(update={"share": s})
        for group, s in zip(config.village.groups, (0.3, 0.7), strict=True)
    ]
    alone = config.model_copy(
        update={
            "behaviour": config.behaviour.model_copy(update={"threshold": 0.48}),
            "village": config.village.model_copy(update={"owners": 31, "groups": groups}),
            "replicates": 3,
        }
    )
    assert np.array_equal(found[:, 1], measured(alone)[:2])


def test_points_share_their_luck_so_that_equal_points_are_equal_to_the_bit(folder: Folder) -> None:
    found = sampling(small(folder), {"threshold": [0.44, 0.44, 0.45]}, 2)
    values = found.split(measured(found))
    assert np.array_equal(values[:, 0], values[:, 1])
    assert not np.array_equal(values[:, 0], values[:, 2])


def test_a_design_over_points_is_the_same_study_after_it_was_written_and_read(folder: Folder) -> None:
    design = sampling(small(folder), Points.drawn({"acquaintances": [12.0, 24.6]}).columns, 2)
    again = Sampling.model_validate_json(json.dumps(design.to_document()))
    assert again == design and again.hash() == design.hash()
    assert design.points is not None
    assert design.points.applied(1, design.village, design.behaviour)[1].acquaintances == 25


def test_replicates_of_an_experiment_go_round_the_rows_of_its_points_each_with_its_own_luck(
    folder: Folder,
) -> None:
    config = small(folder).model_copy(update={"points": Points(columns={"threshold": [0.40, 0.48]})})
    cases = [config.case(number) for number in range(4)]
    assert [case.behaviour.threshold for case in cases] == [0.40, 0.48, 0.40, 0.48]
    assert [case.luck for case in cases] == [0, 1, 2, 3]


def test_all_behaviour_with_a_plausible_range_is_swept_and_what_ranges_names(folder: Folder) -> None:
    config = folder.changed(
        "replicates: 10", "ranges: {threshold: [0.4, 0.48], owners: [30, 90]}\nreplicates: 10"
    )
    found = swept(config)
    assert found["threshold"] == (0.4, 0.48) and found["owners"] == (30, 90)
    assert found["misreading"] == (0.05, 0.35)
    assert set(found) - set(Behaviour.model_fields) == {"owners"}
    assert {"share_local", "share_newcomer"} < set(varied(config))
    assert list(swept(config, ["memory"])) == ["memory"]


def test_a_point_gives_mechanisms_what_the_experiment_gives_with_their_values_written_in(
    folder: Folder,
) -> None:
    found = {}
    for strength, places in ((0.0, 4), (2.5, 2)):
        written = (
            f"mechanisms: {{gossip: {{strength: {strength}}}, neighbourhood: {{neighbourhoods: {places}}}}}"
        )
        found[strength] = small(folder, f"{written}\n")
    config = small(folder, "mechanisms: {gossip: {strength: 0.9}, neighbourhood: {}}\n")
    design = sampling(config, {"gossip.strength": [0.0, 2.5], "neighbourhood.neighbourhoods": [4.0, 2.0]}, 3)
    values = design.split(measured(design))
    for number, each in enumerate(found.values()):
        assert np.array_equal(values[:, number], measured(each.model_copy(update={"replicates": 3}))[:2])
    assert not np.array_equal(values[:, 0], values[:, 1])


def test_what_is_swept_by_default_holds_the_parameters_of_mechanisms_that_are_at_work(folder: Folder) -> None:
    config = small(folder, "mechanisms: {gossip: {}}\nranges: {gossip.chance: [0.2, 0.4]}\n")
    found = swept(config)
    assert found["gossip.strength"] == (0.0, 1.0) and found["gossip.chance"] == (0.2, 0.4)
    assert set(found) - set(Behaviour.model_fields) == {"gossip.strength", "gossip.chance"}
    assert own_value("gossip.chance", config) == 0.5


@pytest.mark.parametrize(
    ("columns", "line"),
    [
        ("{gossip.strength: [0.2]}",
         "points.columns.gossip.strength: the mechanism 'gossip' is not in this experiment; "
         "allowed: with `mechanisms: {gossip: {}}`"),
        ("{neighbourhood.strenth: [0.2]}",
         "points.columns.neighbourhood.strenth: unknown parameter 'neighbourhood.strenth'; allowed: "
         "neighbourhood.strength, neighbourhood.neighbourhoods, neighbourhood.kin_groups; "
         "did you mean 'neighbourhood.strength'?"),
        ("{neighbourhood.strength: [0.2, 1.2]}",
         "points.columns.neighbourhood.strength[1]: found 1.2; allowed: values from 0 to 1"),
        ("{neighbourhood.kin_groups: [2.5]}",
         "points.columns.neighbourhood.kin_groups[0]: found 2.5; allowed: whole numbers"),
    ],
)  # fmt: skip
def test_values_of_mechanisms_that_cannot_be_are_told(folder: Folder, columns: str, line: str) -> None:
    (fault,) = folder.faults(VALID + f"mechanisms: {{neighbourhood: {{}}}}\npoints: {{columns: {columns}}}\n")
    assert told(fault).partition(": ")[2] == line


def test_an_unknown_parameter_is_refused_with_the_nearest(folder: Folder) -> None:
    with pytest.raises(
        StudyError, match=r"--parameter: unknown parameter 'treshold'; .* did you mean 'threshold'"
    ):
        swept(folder.study(VALID), ["treshold"])


@pytest.mark.parametrize(
    ("ranges", "line"),
    [
        ("{threshold: [0.5, 0.4]}",
         "x.yaml:11:21: ranges.threshold: found 0.5 to 0.4, an empty range; "
         "allowed: a low end below the high end, within 0 to 1"),
        ("{threshold: [0.5, 0.5]}",
         "x.yaml:11:21: ranges.threshold: found 0.5 to 0.5, an empty range; "
         "allowed: a low end below the high end, within 0 to 1"),
        ("{owners: [30.5, 90]}",
         "x.yaml:11:18: ranges.owners: found 30.5 to 90; allowed: whole numbers"),
        ("{threshold: [0.5, 1.5]}",
         "x.yaml:11:21: ranges.threshold: found 0.5 to 1.5; "
         "allowed: a low end below the high end, within 0 to 1"),
    ],
)  # fmt: skip
def test_a_range_that_cannot_be_swept_is_told_with_its_place(folder: Folder, ranges: str, line: str) -> None:
    fault = folder.fault_when("behaviour: {rivalry: 0.8}", f"ranges: {ranges}")
    assert told(fault) == line


def test_a_range_of_an_unknown_parameter_is_told_with_the_nearest(folder: Folder) -> None:
    fault = folder.fault_when("behaviour: {rivalry: 0.8}", "ranges: {treshold: [0.4, 0.5]}")
    assert told(fault).startswith("x.yaml:11:10: ranges.treshold: unknown parameter 'treshold'; allowed: ")
    assert fault.nearest == "threshold"


@pytest.mark.parametrize(
    ("columns", "found"),
    [
        ("{threshold: [0.4, 1.5]}", "points.columns.threshold[1]: found 1.5; allowed: values from 0 to 1"),
        ("{threshold: [0.4], memory: [0.9, 0.95]}", "points.columns: columns of 1 and 2 values"),
        ("{tie_start: [0.3, 0.1], tie_minimum: [0.1, 0.2]}", "row 1: tie_start (0.1) must not be below"),
        ("{share_local: [0.5], share_newcomer: [0.5]}", "the shares of all 2 groups; allowed: all but one"),
        ("{nonsense: [0.5]}", "unknown parameter 'nonsense'"),
        ("{owners: [70, 70.5]}", "points.columns.owners[1]: found 70.5; allowed: whole numbers"),
        ("{acquaintances: [24.6]}", "points.columns.acquaintances[0]: found 24.6; allowed: whole numbers"),
    ],
)
def test_points_that_cannot_be_are_told(folder: Folder, columns: str, found: str) -> None:
    fault = folder.fault_when("behaviour: {rivalry: 0.8}", f"points: {{columns: {columns}}}")
    assert found in told(fault)


def test_a_posterior_is_behaviour_and_its_draws_are_points(folder: Folder) -> None:
    fitted = Behaviour(rivalry=0.7)
    columns = {"threshold": [0.41, 0.45, 0.47], "misreading": [0.1, 0.2, 0.3]}
    write_posterior(folder.path / "posterior.parquet", fitted, Points(columns=columns), {"seed": 3})
    config = folder.changed("behaviour: {rivalry: 0.8}", "behaviour: posterior.parquet")
    assert config.behaviour == fitted and config.points == Points(columns=columns)
    # two villages a set, and after the last set the first again
    assert config.villages_per_set == 2
    cases = [config.case(number).behaviour.threshold for number in range(8)]
    assert cases == [0.41, 0.41, 0.45, 0.45, 0.47, 0.47, 0.41, 0.41]
    assert config.case(3).behaviour == Behaviour(rivalry=0.7, threshold=0.45, misreading=0.2)
    assert read_posterior(folder.path / "posterior.parquet")[1] == columns
    (folder.path / "again.yaml").write_text(json.dumps(config.to_document()))
    assert read_study(folder.path / "again.yaml").hash() == config.hash()


@pytest.mark.parametrize(
    ("content", "found"),
    [(None, "there is no such file"), (b"no parquet", "cannot be read as a posterior (ArrowInvalid)")],
)
def test_a_posterior_that_is_none_is_told_at_the_line_that_names_it(
    folder: Folder, content: bytes | None, found: str
) -> None:
    if content is not None:
        folder.write(content, "posterior.parquet")
    fault = folder.fault_when("behaviour: {rivalry: 0.8}", "behaviour: posterior.parquet")
    assert (fault.line, fault.column) == (11, 12)
    assert found in fault.found and fault.allowed.startswith("a posterior.parquet of `kampung calibrate` or ")


def test_points_may_hold_doses_where_a_scenario_left_them_as_they_ship(folder: Folder) -> None:
    columns = {"forum.talk": [0.3, 0.6], "conflict_training.caseload": [1.0, 3.4]}
    config = small(folder).model_copy(update={"points": Points(columns=columns)})
    case = config.case(3)
    assert case.doses == {"forum": {"talk": 0.6}, "conflict_training": {"caseload": 3}}
    shipped, chosen = Forum(), Forum(talk=0.0)
    acting = case.dosed({"forum": shipped})
    assert acting == {"forum": Forum(talk=0.6)}
    assert case.dosed({"forum": chosen}) == {"forum": chosen}
    assert case.dosed({"mentoring": Mentoring()}) == {"mentoring": Mentoring()}


def test_a_dose_in_points_acts_as_if_it_were_written(folder: Folder) -> None:
    config = small(folder)
    design = sampling(config, {"forum.talk": [0.0, 2.0]}, 2)
    found = design.split(measured(design))
    none, forum = config.programmes()["none"], config.programmes()["forum"]["forum"]
    for place, talk in enumerate((0.0, 2.0)):
        written = {"none": none, "forum": {"forum": forum.model_copy(update={"talk": talk})}}
        alone = Sampling.over(
            config, written, "none", [20], Points(columns={"threshold": [config.behaviour.threshold]}), 2
        )
        assert np.array_equal(found[:, place], alone.split(measured(alone))[:, 0])
    assert not np.array_equal(found[1, 0], found[1, 1])


def test_an_unknown_dose_is_told_with_the_nearest(folder: Folder) -> None:
    fault = folder.fault_when("behaviour: {rivalry: 0.8}", "ranges: {forum.tlak: [0.4, 0.5]}")
    assert fault.nearest == "forum.talk"


def test_columns_beside_the_parameters_are_no_points(folder: Folder) -> None:
    beside = {"P1 degree": [4.0, 5.0], "worst": ["", "P15"]}
    points = Points(columns={"threshold": [0.4, 0.45], "forum.talk": [0.5, 1.0]})
    write_posterior(folder.path / "ensemble.parquet", Behaviour(), points, {"seed": 3}, beside)
    config = folder.changed("behaviour: {rivalry: 0.8}", "behaviour: ensemble.parquet")
    assert config.points == points
    assert read_notes(folder.path / "ensemble.parquet")["seed"] == 3
