"""The report of the data: counted, in both languages, without what anybody answered."""

from pathlib import Path
from typing import get_args

import pytest

from simulation.parameters import Behaviour, VillageProfile
from simulation.survey.data_report import data_report
from simulation.survey.findings import NOTES, Kind, letters
from simulation.survey.questionnaire import LANGUAGES
from simulation.survey.words import words
from tests.survey.answers import CONTACTS, OWNERS, wave


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_finding_has_its_words(language: str) -> None:
    kinds = set(get_args(Kind))
    assert set(words(language)["kinds"]) == set(words(language)["done"]) == kinds
    assert set(NOTES) < kinds


def test_interviews_add_up(tmp_path: Path, profile: VillageProfile) -> None:
    owners = OWNERS.replace("Budi,yes", "Budi,no").replace("newcomer,retail", ",retail")
    told = data_report(wave(tmp_path, profile, owners + "Ani,yes,local,food\n"), "en")
    kinds = "no consent 1, interview without a group 1, owner who stands there twice 1"
    assert f"2 of 5 interviews are used: {kinds}." in told


def test_ties_and_scales_are_told_in_the_numbers_of_the_language(
    tmp_path: Path, profile: VillageProfile
) -> None:
    found = wave(tmp_path, profile)
    english, local = data_report(found, "en"), data_report(found, "id")
    assert "4 nominations: 3 of owners interviewed, 1 of people who were not." in english
    assert "2 pairs of owners are tied; in 1 each named the other (50 %), in 1 only one did." in english
    # Ani .75 1 1, Budi .75 .75 .75, Citra .25 0 0; Dodi .5 and .5 count for the mean alone
    assert "| gotong_royong | 3 | 3 | 0.56 | 0.96 |  |" in english
    assert "| gotong_royong | 3 | 3 | 0,56 | 0,96 |  |" in local
    assert "| gotong_royong_2 | 1 | 25 % |" in english


def test_a_finding_has_its_place_but_not_its_value(tmp_path: Path, profile: VillageProfile) -> None:
    told = data_report(wave(tmp_path, profile, OWNERS.replace("local,food,3", "local,food,secret")), "en")
    assert "- owners!E2 weekly_income: answer that is not on the scale" in told
    assert "secret" not in told


def test_more_ties_than_the_model_keeps_in_mind_are_told(tmp_path: Path, profile: VillageProfile) -> None:
    size = Behaviour().acquaintances + 2
    people = [f"Person {letters(number + 1)}" for number in range(size)]
    owners = "name,group,sector\n" + "".join(f"{name},local,food\n" for name in people)
    contacts = "name,contact\n" + "".join(f"{name},{people[0]}\n" for name in people[1:])
    told = data_report(wave(tmp_path, profile, owners, contacts), "en")
    assert f"One owner has {size - 1} ties" in told
    assert "One owner has" not in data_report(wave(tmp_path, profile, owners, CONTACTS), "en")


def test_two_waves_say_who_was_met_again(tmp_path: Path, profile: VillageProfile) -> None:
    before = wave(tmp_path / "a", profile)
    after = wave(tmp_path / "b", profile, OWNERS.replace("Dodi", "Fani"))
    told = data_report(before, "en", after)
    assert "3 owners were asked in both waves; 1 only before, 1 only after." in told
