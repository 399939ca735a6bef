"""From nominations to ties."""

from pathlib import Path

import numpy as np
import pytest

from simulation.parameters import Behaviour, VillageProfile
from simulation.survey.network import network
from simulation.survey.targets import targets
from tests.survey.answers import wave


def test_a_tie_both_tell_is_stronger_than_one_that_one_tells(tmp_path: Path, profile: VillageProfile) -> None:
    told = network(wave(tmp_path, profile)).ties
    assert told[["first", "second", "mutual"]].values.tolist() == [[0, 1, True], [0, 2, False]]
    assert told["strength"][0] > told["strength"][1] > Behaviour().tie_minimum


def test_the_strength_is_that_at_which_growth_and_decay_balance(
    tmp_path: Path, profile: VillageProfile
) -> None:
    behaviour = Behaviour()
    strength = float(network(wave(tmp_path, profile)).ties["strength"][0])
    a_week_later = (1 - behaviour.tie_decay) * strength
    grown = strength + behaviour.tie_growth * (1 - strength)  # one good meeting a week, as both said
    assert grown - strength == pytest.approx(strength - a_week_later)


def test_the_weakest_nomination_is_a_tie_of_the_model(tmp_path: Path, profile: VillageProfile) -> None:
    told = network(wave(tmp_path, profile, contacts="name,contact,how_often\nAni,Budi,\n")).ties
    assert float(told["strength"].iloc[0]) > Behaviour().tie_minimum


def test_ties_with_people_who_were_not_interviewed_count_for_the_degree_alone(
    tmp_path: Path, profile: VillageProfile
) -> None:
    told = network(wave(tmp_path, profile))
    assert told.degrees().tolist() == [2, 1, 1, 1]
    assert told.bridging().tolist() == [1, 0, 1, 1]
    assert len(told.ties) == 2
    assert (told.mutual, told.one_sided, told.reciprocity) == (1, 1, 0.5)


def test_targets_of_the_network_are_those_of_the_measures(tmp_path: Path, profile: VillageProfile) -> None:
    rows = targets([(0, wave(tmp_path, profile))], None).set_index("measure")
    assert rows.loc["degree", "value"] == pytest.approx(5 / 4)
    # two ties across groups (one with Eko, who is local), one inside
    assert rows.loc["ei_index", "value"] == pytest.approx((2 - 1) / 3)
    assert np.all(rows["standard_error"] > 0)


def test_a_survey_without_contacts_has_no_network(tmp_path: Path, profile: VillageProfile) -> None:
    found = wave(tmp_path, profile, contacts="name,contact\n")
    assert network(found).ties.empty
    assert "degree" not in set(targets([(0, found)], None)["measure"])
