"""One village runs no more than its patterns ask for."""

import numpy as np
import pytest

from simulation.model.engine import Engine
from simulation.parameters import Behaviour, Group, VillageProfile
from simulation.parameters.programme import Forum
from simulation.patterns import readings
from simulation.patterns.life import Life, divided
from tests.villages import alike


@pytest.fixture
def life(profile: VillageProfile) -> Life:
    return Life(profile, Behaviour(), 1)


def test_week_0_is_that_of_any_run(life: Life, profile: VillageProfile) -> None:
    usual = Engine(profile, Behaviour(), 1)
    usual.advance(0)
    assert life.at_start("degree") == usual.measure()[usual.columns.index("degree")]
    assert np.isfinite(life.at_start("path_length"))


def test_patterns_of_week_0_run_no_further(life: Life) -> None:
    for reading in (readings.degree_variation, readings.gap_in_belief, readings.trusted_share):
        assert np.isfinite(reading(life))
    assert "course" not in vars(life) and "forum" not in vars(life)


def test_a_run_is_shared_by_all_patterns_that_look_at_it(life: Life) -> None:
    readings.ties_alive(30)(life)
    course = life.course
    readings.month_inequality(life)
    assert life.course is course


def test_the_minority_has_its_share_and_all_else_is_the_same(profile: VillageProfile) -> None:
    other = divided(profile, 1 / 15)
    assert [group.share for group in other.groups] == pytest.approx([14 / 15, 1 / 15])
    assert [group.name for group in other.groups] == [group.name for group in profile.groups]
    assert other.sectors == profile.sectors and other.owners == profile.owners


def test_in_a_village_of_sixty_where_no_firm_closes_a_fifteenth_is_four(profile: VillageProfile) -> None:
    ties, few = Life(profile, alike(), 1).minority(1 / 15)
    assert few.sum() == 4
    assert ties.shape == (60, 60)


def test_a_village_of_one_group_has_no_minority(profile: VillageProfile) -> None:
    alone = profile.model_copy(update={"groups": [Group(name="all", share=1.0)]})
    with pytest.raises(ValueError, match="a village with a minority has two groups; Kampung has one"):
        divided(alone, 0.1)


def test_a_forum_is_held_as_the_doses_say(profile: VillageProfile) -> None:
    usual = readings.forum_income(Life(profile, Behaviour(), 1))
    none_comes = {"forum": Forum(attendance=0.0)}
    assert readings.forum_income(Life(profile, Behaviour(), 1, none_comes)) == 0 < usual
