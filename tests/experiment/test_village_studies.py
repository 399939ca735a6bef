"""Villages of a table live with the sets of the experiment, and keep what they themselves say."""

from simulation.experiment.village_studies import VillageStudies
from tests.report.studies import config

SETS = {"columns": {"threshold": [0.40, 0.42, 0.44], "memory": [0.95, 0.96, 0.97], "forum.talk": [2, 3, 4]}}


def design(each: int = 4, **changes: object) -> VillageStudies:
    study = config(points=SETS, villages_per_set=2)
    points = {"columns": {"owners": [20, 40], "threshold": [0.5, 0.3]}}
    return VillageStudies.of(
        study, {"none": {}}, "none", [0], points=points, each=each, replicates=2 * each, lucks=[100, 200],
        sets=SETS, **changes,
    )  # fmt: skip


def test_every_village_goes_through_the_same_sets() -> None:
    study = design(each=8)
    memories = [study.case(number).behaviour.memory for number in range(16)]
    assert memories[:8] == memories[8:] == [0.95, 0.95, 0.96, 0.96, 0.97, 0.97, 0.95, 0.95]
    assert [study.case(number).doses["forum"]["talk"] for number in (0, 2, 4)] == [2, 3, 4]


def test_what_a_village_says_stands_before_the_set() -> None:
    study = design()
    assert [study.case(number).behaviour.threshold for number in (0, 3, 4, 7)] == [0.5, 0.5, 0.3, 0.3]
    assert [study.case(number).village.owners for number in (0, 7)] == [20, 40]


def test_each_village_has_luck_of_its_own() -> None:
    assert [design().case(number).luck for number in range(8)] == [100, 101, 102, 103, 200, 201, 202, 203]
