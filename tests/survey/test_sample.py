"""A survey that reached only some owners makes a village in which the rest is drawn."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from simulation.api import load_study
from simulation.experiment.experiment_file import read_village
from simulation.files.faults import StudyError
from simulation.parameters import VillageProfile
from simulation.survey.handover import Handover
from simulation.survey.sample import InPart, dealt
from simulation.survey.wave import Wave
from tests.survey.answers import wave

OWNERS = """name,group,sector,trust_local,trust_newcomer,contacts_local,contacts_newcomer
Ani,local,food,4,3,3,1
Budi,local,craft,5,2,2,2
Cici,newcomer,food,3,4,1,4
"""
CONTACTS = """name,contact,contact_group,how_often
Ani,Budi,local,3
Budi,Ani,local,3
Ani,Dedi,local,2
Budi,Dedi,local,4
Budi,Cici,newcomer,1
Cici,Eko,newcomer,3
Cici,Bud,local,1
"""
POPULATION = 8


@pytest.fixture
def found(tmp_path: Path, profile: VillageProfile) -> Wave:
    return wave(tmp_path, profile, OWNERS, CONTACTS)


def handover(found: Wave, population: int | None = POPULATION) -> Handover:
    return Handover(found, None, week=104, population=population, language="en", sample=True)


def test_a_person_named_by_several_is_one_and_a_name_that_may_be_anothers_is_nobody(found: Wave) -> None:
    part = InPart(found, POPULATION)
    assert part.named == 2  # Dedi and Eko; "Bud" may be Budi
    assert list(part.places()["group"][3:5]) == [0, 1]


def test_whoever_nobody_named_is_dealt_over_groups_as_those_interviewed(found: Wave) -> None:
    groups = InPart(found, 300).places()["group"].to_numpy()[5:]
    assert np.bincount(groups) / groups.size == pytest.approx([2 / 3, 1 / 3], abs=0.01)


@pytest.mark.parametrize("number", [0, 1, 2, 7, 30])
def test_dealing_never_departs_from_the_proportions_by_a_whole_one(number: int) -> None:
    places = np.array([0, 0, 0, 1, 1, 2])
    counts = np.bincount(dealt(places, number), minlength=3)
    assert np.abs(counts - number * np.array([0.5, 1 / 3, 1 / 6])).max() < 1


def test_ties_with_persons_named_are_told_ties_and_pairs_that_agree_are_counted(found: Wave) -> None:
    part = InPart(found, POPULATION)
    ties = part.ties()
    pairs = set(zip(ties["first"], ties["second"], strict=True))
    assert pairs == {(0, 1), (1, 2), (0, 3), (1, 3), (2, 4)}
    assert part.sample().asked == 3
    assert part.sample().mutual == pytest.approx(1.5 / 3)  # one of two pairs, and half a pair of either kind


def test_the_village_is_simulated_with_all_its_owners(found: Wave, tmp_path: Path) -> None:
    file = tmp_path / "here.yaml"
    (tmp_path / "keys").mkdir()
    handover(found).write(tmp_path / "data.csv", file, tmp_path / "keys" / "key.csv")
    village = read_village(file)
    assert village.owners == POPULATION
    assert village.start is not None and village.start.sample is not None
    assert village.start.sample.asked == 3
    owners = pd.read_csv(tmp_path / "here_owners.csv")
    assert owners["contacts_newcomer"][:3].tolist() == [1, 2, 4]
    assert owners["belief_local"][3:].isna().all()
    assert "3 of 8 owners were interviewed. 2 more were named by them, 3 by nobody." in (
        tmp_path / "here_survey.md"
    ).read_text(encoding="utf-8")
    (tmp_path / "study.yaml").write_text(
        "name: here\nvillage: here.yaml\nweeks: 10\nreplicates: 6\n"
        "scenarios: {none: {}, forum: {activities: [forum]}}\nreference: none\n"
        "outcomes: {degree: {smallest_effect: 0.1}}\n"
    )
    weekly = load_study(tmp_path / "study.yaml").run().weekly()
    start = weekly[weekly["week"] == 0].groupby("replicate")["degree"]
    assert start.nunique().max() == 1  # scenarios share what was drawn
    assert start.first().std() > 0  # replicates do not


@pytest.mark.parametrize(
    ("population", "line"),
    [
        (None, "--sample: how many owners there are is not said; allowed: --population N"),
        (4, "--population: found 4; 3 interviews, and 2 more persons named; allowed: 5 or more"),
    ],
)
def test_a_sample_of_an_unknown_or_too_small_village_is_refused(
    found: Wave, tmp_path: Path, population: int | None, line: str
) -> None:
    with pytest.raises(StudyError) as error:
        handover(found, population).write(tmp_path / "data.csv", tmp_path / "here.yaml", None)
    assert str(error.value) == line
    assert not (tmp_path / "here.yaml").exists()
