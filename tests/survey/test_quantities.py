"""Trust in a group is the mean of what was asked about it."""

from pathlib import Path

import pytest

from simulation.parameters import VillageProfile
from simulation.survey.quantities import quantities, sided
from simulation.survey.reliability import alpha, reliabilities, unanswered
from simulation.survey.targets import targets
from tests.survey.answers import wave

THREE = """\
name,group,sector,trust_local,trust_newcomer,credit_local,credit_newcomer,alert_local,alert_newcomer
Ani,local,food,5,2,4,2,2,4
Budi,local,craft,4,4,4,4,1,3
Citra,newcomer,retail,2,5,1,4,5,1
Dodi,newcomer,services,3,4,3,5,,2
"""
NOBODY = "name,contact\n"


def test_belief_in_a_group_is_the_mean_of_three_items_of_which_one_counts_from_the_other_end(
    tmp_path: Path, profile: VillageProfile
) -> None:
    found = quantities(wave(tmp_path, profile, THREE, NOBODY))
    # Ani of locals: 5, 4 and 2 from the other end, on 0 to 1
    assert found["belief_local"].tolist() == pytest.approx([2.5 / 3, 2.5 / 3, 0.25 / 3, 0.5])
    assert found["belief_own"].tolist() == pytest.approx([2.5 / 3, 2.5 / 3, 2.75 / 3, 2.5 / 3])


def test_own_and_other_group_have_a_reliability_each(tmp_path: Path, profile: VillageProfile) -> None:
    found = wave(tmp_path, profile, THREE, NOBODY)
    own, other = (sided(found)[side] for side in ("belief_own", "belief_other"))
    assert own.values.tolist()[0] == [1.0, 0.75, 0.75]
    assert other.values.tolist()[2] == [0.25, 0.0, 0.0]
    assert reliabilities(found)["belief_own"] == pytest.approx(alpha(own))


def test_where_all_were_asked_reliable_items_leave_less_error(
    tmp_path: Path, profile: VillageProfile
) -> None:
    found = wave(tmp_path, profile, THREE, NOBODY)
    errors = {
        population: targets([(0, found)], population).set_index("measure")["standard_error"]["belief_other"]
        for population in (4, 400)
    }
    reliable = reliabilities(found)["belief_other"]
    assert 0.5 < reliable < 1
    assert errors[4] == pytest.approx(errors[400] * (1 - reliable) ** 0.5, rel=0.02)


def test_an_item_that_a_form_lacks_was_not_asked(tmp_path: Path, profile: VillageProfile) -> None:
    older = "\n".join(",".join(row.split(",")[:5]) for row in THREE.splitlines())
    found = wave(tmp_path, profile, older, NOBODY)
    assert quantities(found)["belief_local"].tolist() == [1.0, 0.75, 0.25, 0.5]
    assert "belief_own" not in reliabilities(found)
    assert "credit_local" not in unanswered(found).index
    assert quantities(found)["commitment"].isna().all()


def test_dealings_and_disputes_describe_and_are_no_targets(tmp_path: Path, profile: VillageProfile) -> None:
    text = (
        "name,group,sector,disputes,unsettled,dealings_local,broken_local\n"
        "Ani,local,food,3,1,9,2\nBudi,local,food,1,0,4,1\n"
    )
    found = wave(tmp_path, profile, text, NOBODY)
    assert found.answers["disputes"].tolist() == [3, 1]
    assert targets([(0, found)], None).empty
