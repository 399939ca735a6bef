"""Personal names never leave the file of the user but for the key."""

import csv
import stat
from pathlib import Path

import pytest

from simulation.experiment.experiment_file import read_village
from simulation.files.faults import StudyError
from simulation.parameters import VillageProfile
from simulation.survey.handover import Handover
from simulation.survey.questionnaire import Questionnaire
from simulation.survey.reading import read_wave
from simulation.survey.spelling import plain
from tests.survey.answers import CONTACTS, OWNERS, folder

SURVEYS = Path(__file__).parents[2] / "experiments" / "surveys"
KALORAN = SURVEYS.parent / "villages" / "kaloran_brimob.yaml"


def names_in(data: Path, asked: Questionnaire) -> set[str]:
    return {word for name in read_wave(data, asked).names for word in plain(name).split()}


@pytest.mark.parametrize("data", ["made_up_before.xlsx", "made_up_faulty"])
@pytest.mark.parametrize("language", ["en", "id"])
def test_no_name_of_the_survey_is_in_any_output_but_the_key(
    tmp_path: Path, kampung, data: str, language: str
) -> None:
    asked = Questionnaire.of(read_village(KALORAN))
    target = tmp_path / "villages" / "here.yaml"
    key = tmp_path / "key.csv"
    code, out, errors = kampung(
        "survey", "read", SURVEYS / data, "--after", SURVEYS / "made_up_after.xlsx", "--out", target,
        "--key", key, "--language", language, "--village", KALORAN,
    )  # fmt: skip
    assert code == 0, errors
    written = list(target.parent.iterdir())
    assert len(written) == 6
    words = names_in(SURVEYS / "made_up_before.xlsx", asked) | {"zubaidah", "xenomania", "setiabudi"}
    assert len(words) > 15
    for text in [out, errors, *(path.read_text(encoding="utf-8") for path in written)]:
        assert words.isdisjoint(plain(text).split())
    assert words & set(plain(key.read_text(encoding="utf-8")).split())


def handover(path: Path, profile: VillageProfile, owners: str = OWNERS, contacts: str = CONTACTS) -> Handover:
    found = read_wave(folder(path, owners, contacts), Questionnaire.of(profile))
    return Handover(found, None, week=104, population=None, language="en")


def test_the_key_lies_beside_the_data_for_the_user_alone(tmp_path: Path, profile: VillageProfile) -> None:
    data = tmp_path / "data"
    _, key = handover(data, profile).write(data, tmp_path / "villages" / "v.yaml", None)
    assert key == tmp_path / "data_key.csv"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    with key.open(encoding="utf-8") as stream:
        assert list(csv.reader(stream))[:3] == [["owner", "name"], ["0", "Ani"], ["1", "Budi"]]


def test_the_key_never_lies_with_the_village(tmp_path: Path, profile: VillageProfile) -> None:
    data = tmp_path / "data"
    read = handover(data, profile)
    with pytest.raises(StudyError, match="would lie in the folder of the village"):
        read.write(data, tmp_path / "v.yaml", None)
    with pytest.raises(StudyError, match="would lie in the folder of the village"):
        read.write(data, tmp_path / "villages" / "v.yaml", tmp_path / "villages" / "key.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_what_is_there_stays_and_nothing_is_half_written(tmp_path: Path, profile: VillageProfile) -> None:
    data, target = tmp_path / "data", tmp_path / "villages" / "v.yaml"
    target.parent.mkdir()
    (target.parent / "v_survey.md").write_text("mine")
    with pytest.raises(StudyError, match=r"v_survey\.md: is there already"):
        handover(data, profile).write(data, target, None)
    assert [path.name for path in target.parent.iterdir()] == ["v_survey.md"]
    assert not (tmp_path / "data_key.csv").exists()


def test_a_name_typed_into_a_wrong_place_is_not_told_on(tmp_path: Path, profile: VillageProfile) -> None:
    data, target = tmp_path / "data", tmp_path / "villages" / "v.yaml"
    owners = OWNERS.replace("Budi,yes,local,craft", "Budi,yes,local,Rahmat").replace(
        "weekly_income", "Rahmat"
    )
    handover(data, profile, owners).write(data, target, None)
    for path in target.parent.iterdir():
        assert "rahmat" not in path.read_text(encoding="utf-8").casefold()
