"""Owners are views: to read and write one is to read and write the state of the village."""

import numpy as np
import pytest

from simulation.model.owner import NOT_WRITTEN, Owner
from simulation.model.village import Village
from simulation.parameters import Behaviour
from tests.villages import bits, kept, make_profile


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
@pytest.mark.parametrize("value", [-0.1, 1.1, float("nan"), "0.5", None, True, [0.5]])
def test_a_value_out_of_range_is_refused_by_name(village, field, value):
    before = bits(village.state)
    with pytest.raises(ValueError, match=field.replace("_", ".")):
        setattr(village.owner(3), field, value)
    assert bits(village.state) == before


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("one", [1, np.int64(1), np.float32(1), np.array(1.0)], ids=repr)
def test_a_number_of_numpy_is_a_number(village, field, one):
    setattr(village.owner(3), field, one)
    assert getattr(village.owner(3), field) == 1.0


@pytest.mark.parametrize("name", NOT_WRITTEN)
def test_what_can_only_be_read_says_so_and_what_to_write_instead(village, name):
    before = bits(village.state)
    with pytest.raises(AttributeError, match=f"^{name} of an owner can't be written: .{{20}}"):
        setattr(village.owner(3), name, 0.5)
    assert bits(village.state) == before


def test_every_public_attribute_can_be_written_or_says_why_not(village):
    names = {name for name in dir(Owner) if not name.startswith("_")} - set(dir(Owner.__mro__[1]))
    assert names == {*FIELDS, *NOT_WRITTEN}


def test_the_level_of_income_is_raised_by_its_shift_as_the_error_says(profile):
    usual, raised = (Village(profile, seed=7, burn_in=20) for _ in range(2))
    raised.owner(3).row["income_shift"] += np.log(2.0)
    for village in (usual, raised):
        village.step()
    assert raised.owner(3).income == pytest.approx(2.0 * usual.owner(3).income)


def test_what_users_name_themselves_is_theirs(village):
    village.owner(3).visited = True
    assert village.owner(3).visited


def test_an_owner_knows_nobody_of_another_village(village, profile):
    stranger = Village(profile, seed=7, burn_in=0).owner(5)
    for ask in (village.owner(3).tie, village.owner(3).trust):
        for other in (stranger, 5):
            with pytest.raises(ValueError, match="owner of the same village"):
                ask(other)


# ---------------------------------------------------------------------------------------------- owners stay
def _removals():
    return {
        "remove": lambda village: village.owner(3).remove(),
        "do": lambda village: village.agents.do("remove"),
        "deregister": lambda village: village.deregister_agent(village.owner(3)),
        "all": lambda village: village.remove_all_agents(),
    }


@pytest.mark.parametrize("way", _removals())
def test_an_owner_is_never_removed_and_the_reason_is_told(village, way):
    before, ties = bits(village.state), village.owner(3).ties
    with pytest.raises(ValueError, match=r"can't be removed: others know and trust it.*VillageProfile"):
        _removals()[way](village)
    assert len(village.agents) == 60
    assert village.owner(3) in village.agents
    assert ties == village.owner(3).ties != []
    assert bits(village.state) == before


def test_the_sets_of_agents_are_copies(village):
    for agents in (village.agents, village.agents_by_type[Owner]):
        agents.remove(village.owner(3))
        agents.select(at_most=5, inplace=True)
        agents.shuffle(inplace=True)
    for agents in (village.agents, village.agents_by_type[Owner]):
        assert [owner.index for owner in agents] == list(range(60))


@pytest.mark.parametrize("touched", [False, True])
def test_only_the_village_makes_owners(touched):
    village = Village(make_profile("aabb"), burn_in=0)
    if touched:
        village.owner(0)
    for make in (lambda: Owner(village, 0), lambda: Owner.create_agents(village, 2, [0, 1])):
        with pytest.raises(ValueError, match=r"makes its owners itself: village.owner\(0\)"):
            make()
    assert [owner.unique_id for owner in village.agents] == [1, 2, 3, 4]


def test_agents_can_be_set_as_in_any_mesa_model(village):
    village.agents.select(lambda owner: owner.group == "newcomer").set("communication", 1.0)
    newcomers = village.state.groups == 1
    assert (village.state.owners["communication"][newcomers] == 1.0).all()
    assert (village.state.owners["communication"][~newcomers] < 1.0).all()


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
        assert {other.index for other in owner.ties} == {
            j for j, pair in circle.items() if pair.tie > Behaviour().tie_minimum
        }
        assert owner.degree == len(owner.ties)
        assert all(
            owner.tie(other) == circle[other.index].tie == other.tie(owner) for other in owner.acquaintances
        )
        stranger = next(other for other in village.agents if other.index not in {*circle, owner.index})
        assert owner.tie(stranger) == 0.0
        assert owner.trust(stranger) == pytest.approx(owner.belief(stranger.group))
        assert owner.knowledge == pytest.approx((owner.marketing + owner.raw_materials + owner.promotion) / 3)
