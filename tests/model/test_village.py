"""The village as a Mesa model: owners are views, made on first touch, and every trust can be explained."""

import gc
import weakref

import numpy as np
import pytest
from mesa import Agent, DataCollector, Model
from mesa.agent import AgentSet

from simulation.model.engine import Engine
from simulation.model.owner import Owner
from simulation.model.village import Village
from simulation.parameters import DOSES, Behaviour
from tests.villages import bits, make_profile


@pytest.fixture
def village(profile) -> Village:
    return Village(profile, seed=7, burn_in=30)


# ------------------------------------------------------------------------------------------------- Mesa
def test_a_village_is_a_mesa_model_whose_agents_are_its_owners(village):
    assert isinstance(village, Model)
    assert isinstance(village.agents, AgentSet)
    assert [owner.index for owner in village.agents] == list(range(60))
    assert [owner.unique_id for owner in village.agents] == list(range(1, 61))
    assert village.agent_types == [Owner]
    assert list(village.agents_by_type[Owner]) == list(village.agents)


def test_a_plain_step_loop_lives_one_week_a_step(village, profile):
    for step in range(1, 11):
        village.step()
        assert (village.week, village.steps) == (step, step)
    engine = Engine(profile, Behaviour(), 7, burn_in=30)
    engine.advance(10)
    assert bits(village.state) == bits(engine.state)


def test_select_groupby_and_agg_see_the_state(village):
    owners = village.state.owners
    locals_ = village.agents.select(lambda owner: owner.group == "local")
    assert len(locals_) == (village.state.groups == 0).sum()
    assert village.agents.agg("income", np.mean) == pytest.approx(owners["income"].mean())
    by_group = village.agents.groupby("group").agg("income", np.mean)
    assert by_group["local"] == pytest.approx(owners["income"][village.state.groups == 0].mean())
    assert by_group["newcomer"] == pytest.approx(owners["income"][village.state.groups == 1].mean())
    by_sector = village.agents.groupby("sector").count()
    assert by_sector == {"food": 15, "craft": 15, "retail": 15, "services": 15}
    assert village.agents.select(at_most=5).get("index") == [0, 1, 2, 3, 4]
    assert village.agents.agg("degree", np.mean) == pytest.approx(village.measure("degree"))


def test_shuffle_do_reaches_every_owner_once_in_an_order_of_the_seed(profile):
    orders = []
    for _ in range(2):
        order: list[int] = []
        village = Village(profile, seed=7, burn_in=0)
        village.agents.shuffle_do(lambda owner, order=order: order.append(owner.index))
        orders.append(order)
    assert sorted(orders[0]) == list(range(60))
    assert orders[0] == orders[1] != sorted(orders[0])


def test_what_mesa_draws_does_not_touch_the_luck_of_the_village(profile):
    quiet, shuffled = (Village(profile, seed=7, burn_in=5) for _ in range(2))
    for _ in range(5):
        shuffled.agents.shuffle_do(lambda owner: owner.model.random.random())
        shuffled.step()
        quiet.step()
    assert bits(shuffled.state) == bits(quiet.state)


def test_a_data_collector_collects_from_model_and_agents(village):
    collector = DataCollector(
        model_reporters={"trust": lambda model: model.measure("trust"), "week": "week"},
        agent_reporters={"income": "income", "communication": "communication", "group": "group"},
    )
    for _ in range(4):
        village.step()
        collector.collect(village)
    model, agents = collector.get_model_vars_dataframe(), collector.get_agent_vars_dataframe()
    assert model["week"].tolist() == [1, 2, 3, 4]
    assert model["trust"].tolist() == village.weekly()["trust"].loc[1:].tolist()
    assert len(agents) == 240
    last = agents.xs(4, level="Step")
    assert last["income"].tolist() == village.state.owners["income"].tolist()
    names = [group.name for group in village.profile.groups]
    assert last["group"].tolist() == [names[place] for place in village.state.groups]


def test_the_weekly_frame_has_a_row_a_week_and_a_column_a_measure(village):
    for _ in range(3):
        village.step()
    frame = village.weekly()
    assert frame.index.tolist() == [0, 1, 2, 3]
    assert frame.loc[3, "income"] == village.measure("income")
    assert frame.loc[3, "income"] == pytest.approx(village.state.owners["income"].mean())
    assert (frame["cost"] == 0).all()


def test_a_programme_can_be_given_as_doses_or_as_what_differs_from_them(profile):
    given = (
        {"forum": DOSES["forum"](first=2, every=2)},
        {"forum": {"first": 2, "every": 2}},
    )
    villages = [Village(profile, programme=each, seed=7, burn_in=0) for each in given]
    for village in villages:
        for _ in range(5):
            village.step()
    assert bits(villages[0].state) == bits(villages[1].state)
    assert villages[0].cost == villages[1].cost > 0


# ------------------------------------------------------------------------------------------- own agents
class Trader(Agent):
    """Somebody who is no owner."""

    def step(self) -> None:
        self.met = self.random.choice(self.model.agents_by_type[Owner]).unique_id


@pytest.mark.parametrize("touched", [False, True], ids=["first", "after the owners"])
def test_own_agents_are_numbered_after_all_owners(profile, touched):
    village = Village(profile, seed=7, burn_in=0)
    if touched:
        village.owner(0)
    traders = [Trader(village), *Trader.create_agents(village, 2)]
    assert [trader.unique_id for trader in traders] == [61, 62, 63]
    assert [owner.unique_id for owner in village.agents_by_type[Owner]] == list(range(1, 61))
    assert list(village.agents) == [*village.agents_by_type[Owner], *traders]
    assert village.agent_types == [Owner, Trader]
    traders[1].remove()
    assert Trader(village).unique_id == 64
    assert [agent.unique_id for agent in village.agents_by_type[Trader]] == [61, 63, 64]


def test_own_agents_act_beside_the_owners_and_change_nothing_they_do_not_write(profile):
    alone, visited = (Village(profile, seed=7, burn_in=5) for _ in range(2))
    traders = Trader.create_agents(visited, 3)
    collector = DataCollector(agenttype_reporters={Owner: {"degree": "degree"}, Trader: {"met": "met"}})
    for _ in range(3):
        visited.agents_by_type[Trader].shuffle_do("step")
        visited.step()
        alone.step()
        collector.collect(visited)
    assert bits(visited.state) == bits(alone.state)
    assert all(1 <= trader.met <= 60 for trader in traders)
    assert len(collector.get_agenttype_vars_dataframe(Owner)) == 180
    assert len(collector.get_agenttype_vars_dataframe(Trader)) == 9


# ---------------------------------------------------------------------------------------- clear errors
@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"programme": {"foru": {}}}, "unknown activity 'foru'.*forum"),
        ({"programme": {"forum": {"evry": 2}}}, "evry"),
        ({"programme": {"forum": {"every": 0}}}, "every"),
        ({"programme": {"forum": {"attendance": 1.5}}}, "attendance"),
        ({"programme": {"forum": {"who": {"select": "random"}}}}, "number or share"),
        ({"programme": {"forum": {"who": {"select": "group", "group": "nobody"}}}}, "nobody.*local"),
        ({"burn_in": -5}, "burn_in"),
        ({"seed": -1}, "seed"),
        ({"seed": 2**63}, "seed"),
        ({"seed": None}, "seed is a whole number.*found None"),
        ({"seed": "7"}, "seed is a whole number.*found '7'"),
        ({"seed": 7.0}, "seed is a whole number.*found 7.0"),
        ({"seed": True}, "seed is a whole number.*found True"),
        ({"burn_in": "5"}, "burn_in is a whole number of weeks.*found '5'"),
        ({"network_weeks": 4}, "network_weeks is a list of whole numbers.*found 4"),
        ({"network_weeks": [4, 2.5]}, "network_weeks is a list of whole numbers.*found 2.5"),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else "",
)
def test_what_is_wrong_with_an_argument_is_said_when_the_village_is_made(profile, wrong, says):
    with pytest.raises(ValueError, match=f"(?s){says}"):
        Village(profile, **({"burn_in": 0} | wrong))


@pytest.mark.parametrize(
    ("ask", "error", "says"),
    [
        (lambda village: village.measure("trst"), KeyError, "trst.*trust"),
        (lambda village: village.history(0, 12), ValueError, "rows 0 to 11; found 12"),
        (lambda village: village.history(-1, 3), ValueError, "found -1"),
        (lambda village: village.history(3, 3), ValueError, "two different owners"),
        (lambda village: village.belief_history(0, "locals"), ValueError, "locals.*a, b, c"),
        (lambda village: village.owner(0).belief("locals"), ValueError, "locals.*a, b, c"),
        (lambda village: village.owner(0).trust(village.owner(0)), ValueError, "no trust in itself"),
        (lambda village: setattr(village, "agents", []), AttributeError, "can't be replaced"),
        (lambda village: village.owner(12), IndexError, "rows 0 to 11; found 12"),
        (lambda village: village.owner(-1), IndexError, "rows 0 to 11; found -1"),
        (lambda village: village.owner("3"), IndexError, "rows 0 to 11; found '3'"),
        (lambda village: village.history("0", 3), ValueError, "rows 0 to 11; found '0'"),
        (lambda village: village.belief_history(12, "a"), ValueError, "rows 0 to 11; found 12"),
    ],
)
def test_a_wrong_question_is_answered_by_a_clear_error(ask, error, says):
    village = Village(make_profile("aaaabbbbcccc"), burn_in=0, record_events=True)
    with pytest.raises(error, match=says):
        ask(village)


def test_a_village_that_kept_no_events_says_how_to_keep_them(village):
    for ask in (lambda: village.history(0, 1), lambda: village.belief_history(0, "local")):
        with pytest.raises(ValueError, match="record_events=True"):
            ask()


def test_numbers_of_numpy_are_numbers(profile):
    given = {
        "burn_in": np.int32(5),
        "programme": {"forum": {"first": np.int64(2), "weight": np.float32(0.5)}},
    }
    plain = {"burn_in": 5, "programme": {"forum": {"first": 2, "weight": 0.5}}}
    villages = [
        Village(profile, seed=np.int64(7), network_weeks=np.arange(3), **given),
        Village(profile, seed=7, network_weeks=[0, 1, 2], **plain),
    ]
    for village in villages:
        for _ in range(3):
            village.step()
    assert bits(villages[0].state) == bits(villages[1].state)
    assert villages[0].weekly().equals(villages[1].weekly())
    assert villages[0].random.random() == villages[1].random.random()
    assert villages[0].owner(np.int64(3)).index == 3


# ----------------------------------------------------------------------------------------------- memory
def test_a_batch_never_makes_owners_until_somebody_touches_them(profile):
    village = Village(profile, programme={name: {"first": 1} for name in DOSES}, seed=7, burn_in=5)
    for _ in range(3):
        village.step()
    village.weekly()
    village.measure("trust")
    assert village._owners == []
    assert village.owner(4) is list(village.agents)[4]
    assert len(village._owners) == 60


def test_a_thousand_villages_with_touched_owners_leave_nothing_in_memory():
    profile, left = make_profile("aabb", "xyxy"), []
    for seed in range(1000):
        village = Village(profile, seed=seed, burn_in=1)
        village.agents.select(lambda owner: owner.index > 1).set("communication", 0.5)
        village.step()
        left.append(weakref.ref(village))
        left.append(weakref.ref(village.owner(0)))
        left.append(weakref.ref(Trader(village)))
    del village
    gc.collect()
    assert sum(each() is not None for each in left) == 0
