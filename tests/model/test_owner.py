"""Owners are views: to read and write one is to read and write the state of the village."""

import pytest

from simulation.model.village import Village
from tests.villages import bits, kept


@pytest.fixture
def village(profile) -> Village:
    return Village(profile, seed=7, burn_in=30)


FIELDS = ["communication", "conflict", "gotong_royong", "transparency", "commitment", "marketing",
          "raw_materials", "promotion"]  # fmt: skip


@pytest.mark.parametrize("field", FIELDS)
def test_writing_to_an_owner_changes_the_state_and_the_other_way_round(village, field):
    owner, before = village.owner(3), bits(village.state)
    setattr(owner, field, 0.123)
    assert getattr(owner, field) == 0.123
    after = bits(village.state)
    assert sum(before[name] != after[name] for name in before) == 1
    village.state.owners[3] = village.state.owners[4]
    assert getattr(owner, field) == getattr(village.owner(4), field)


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("value", [-0.1, 1.1, float("nan")])
def test_a_value_out_of_range_is_refused_by_name(village, field, value):
    before = bits(village.state)
    with pytest.raises(ValueError, match=field.replace("_", ".")):
        setattr(village.owner(3), field, value)
    assert bits(village.state) == before


def test_agents_can_be_set_as_in_any_mesa_model(village):
    village.agents.select(lambda owner: owner.group == "newcomer").set("communication", 1.0)
    assert (village.state.owners["communication"][36:] == 1.0).all()
    assert (village.state.owners["communication"][:36] < 1.0).all()


def test_a_treated_owner_makes_another_village(profile):
    treated, not_ = (Village(profile, seed=7, burn_in=20) for _ in range(2))
    treated.owner(0).conflict = 1.0
    for village in (treated, not_):
        for _ in range(5):
            village.step()
    assert bits(treated.state) != bits(not_.state)


def test_an_owner_shows_its_circle_its_ties_and_its_trust(village):
    for owner in list(village.agents)[::7]:
        circle = kept(village.state, owner.index)
        assert {other.index for other in owner.acquaintances} == set(circle)
        assert {other.index for other in owner.ties} == {j for j, pair in circle.items() if pair.tie > 0.15}
        assert owner.degree == len(owner.ties)
        assert all(
            owner.tie(other) == circle[other.index].tie == other.tie(owner) for other in owner.acquaintances
        )
        stranger = next(other for other in village.agents if other.index not in {*circle, owner.index})
        assert owner.tie(stranger) == 0.0
        assert owner.trust(stranger) == owner.belief(stranger.group)
        assert owner.knowledge == pytest.approx((owner.marketing + owner.raw_materials + owner.promotion) / 3)
