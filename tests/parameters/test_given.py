"""Where a model is wanted its fields will do, and what cannot be is told in one line with what is allowed."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simulation import Study, Village, load_study
from simulation.files.faults import Problems, StudyError
from simulation.files.given_path import given_path
from simulation.parameters import DOSES, Behaviour, Prices, VillageProfile
from simulation.parameters.given import given
from tests.experiment.files import VALID

FIELDS = {
    "name": "x",
    "owners": 8,
    "groups": [{"name": "a", "share": 0.5}, {"name": "b", "share": 0.5}],
    "sectors": [{"name": "food", "share": 1.0}],
}


def test_a_mapping_stands_for_the_model_it_describes() -> None:
    assert given(VillageProfile, FIELDS, "profile") == VillageProfile(**FIELDS)
    assert given(Behaviour, {"threshold": np.float32(0.5)}, "behaviour").threshold == 0.5
    prices = Prices(speaker_hour=1.0)
    assert given(Prices, prices, "prices") is prices


def test_a_village_of_mappings_is_the_one_of_models() -> None:
    first = Village(FIELDS, {"threshold": 0.4}, {"forum": {"every": 2}}, seed=3, burn_in=2)
    doses = {"forum": DOSES["forum"](every=2)}
    second = Village(VillageProfile(**FIELDS), Behaviour(threshold=0.4), doses, seed=3, burn_in=2)
    for village in (first, second):
        village.step()
    assert np.array_equal(first.row, second.row, equal_nan=True)


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ({"profile": FIELDS | {"ownrs": 3}},
         "profile: ownrs: unknown field 'ownrs'; allowed: name, owners, groups, sectors, relations, start, "
         "spreads; did you mean 'owners'?"),
        ({"profile": "x.yaml"},
         "profile: found 'x.yaml' (text); allowed: a VillageProfile, or a mapping with the fields name, "
         "owners, groups, sectors, relations, start, spreads"),
        ({"profile": VillageProfile},
         "profile: found the class VillageProfile; allowed: a VillageProfile, or a mapping with the fields "
         "name, owners, groups, sectors, relations, start, spreads"),
        ({"behaviour": {"threshold": 1.5}}, "behaviour: threshold: found 1.5; allowed: a number from 0 to 1"),
        ({"programme": {"forum": {"every": 0}}},
         "programme.forum: every: found 0; allowed: a whole number from 1 to 100000"),
        ({"programme": {"forum": DOSES["mentoring"]()}}, "programme.forum: found an object of Mentoring"),
        ({"programme": ["forum"]}, "programme: found a list; allowed: a mapping of activities: comm"),
        ({"mechanisms": {"gossip": {"strenth": 1}}},
         "mechanisms.gossip: strenth: unknown field 'strenth'; allowed: strength, chance; "
         "did you mean 'strength'?"),
        ({"mechanisms": 3}, "mechanisms: found 3 (a whole number); allowed: a mapping of mechanisms"),
        ({"prices": {"speaker_hour": -1}}, "prices: speaker_hour: found -1; allowed: a number from 0 to"),
    ],
)  # fmt: skip
def test_what_no_village_can_be_made_of_is_told_in_one_line(arguments: dict[str, Any], line: str) -> None:
    with pytest.raises(Problems) as error:
        Village(**({"profile": FIELDS, "burn_in": 1} | arguments))
    assert str(error.value).startswith(line)
    assert "\n" not in str(error.value)


def test_a_model_that_is_made_of_wrong_values_says_all_of_them_in_one_line() -> None:
    with pytest.raises(Problems) as error:
        VillageProfile(name="x", owners=2.5, groups=FIELDS["groups"], sectors=[])  # type: ignore[arg-type]
    assert str(error.value) == (
        "VillageProfile: owners: found 2.5 (a number); allowed: a whole number at least 2; VillageProfile: "
        "sectors: found []; allowed: a list of mappings with the fields name, share, label, 1 to 20 long"
    )


def test_a_study_is_made_of_what_a_file_would_hold(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_text(VALID)
    document = load_study(file).config.to_document()
    assert Study(document).config.hash() == load_study(file).config.hash()
    with pytest.raises(Problems, match=r"^config: found 'x.yaml' \(text\); allowed: a StudyConfig"):
        Study("x.yaml")  # type: ignore[arg-type]


def test_a_path_is_a_text_or_a_path(tmp_path: Path) -> None:
    assert given_path(str(tmp_path)) == given_path(tmp_path) == tmp_path
    with pytest.raises(StudyError, match=r"^data: found {'a': 1}, an object of dict; allowed: the path of"):
        given_path({"a": 1}, "data")


def test_a_measure_of_chosen_weeks_says_that_this_is_none() -> None:
    village = Village(FIELDS, burn_in=1, network_weeks=[1])
    with pytest.raises(ValueError, match=r"^path_length is computed in the weeks of network_weeks \(\[1\]\)"):
        village.measure("path_length")
    village.step()
    assert not np.isnan(village.measure("constraint")) or village.measure("degree") == 0
