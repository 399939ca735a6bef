"""Groups may behave otherwise than the village, and parameters may spread over persons."""

from typing import Any

import numpy as np
import pytest

from simulation.model.behaviour_record import behaviour_record
from simulation.model.engine import Engine
from simulation.model.state import found, rules_of
from simulation.model.village import Village
from simulation.parameters import Behaviour, VillageProfile
from simulation.parameters.behaviour import OF_GROUPS, OF_PERSONS
from tests.experiment.files import VALID, Folder, told


def profile(*groups: dict[str, float], owners: int = 40, **spreads: float) -> VillageProfile:
    shares = [1 / len(groups)] * len(groups)
    return VillageProfile(
        name="x",
        owners=owners,
        groups=[
            {"name": f"g{place}", "share": share, "behaviour": own}
            for place, (share, own) in enumerate(zip(shares, groups, strict=True))
        ],  # type: ignore[arg-type]
        sectors=[{"name": "food", "share": 0.5}, {"name": "craft", "share": 0.5}],  # type: ignore[list-item]
        spreads=spreads,
    )


def lived(village: VillageProfile, name: str, seed: int = 5, **changes: Any) -> np.ndarray:
    """Return a parameter as each founder lives by it."""
    behaviour = Behaviour(**changes)
    state, b = found(village, behaviour, seed), behaviour_record(behaviour)
    return np.array([rules_of(state, b, i)[name] for i in range(village.owners)])


def after(village: VillageProfile, weeks: int = 30, **changes: Any) -> np.ndarray:
    """Return the measures of a village after some weeks."""
    engine = Engine(village, Behaviour(**changes), 5, burn_in=0)
    engine.advance(weeks)
    return engine.measure()


def test_where_all_are_alike_nothing_is_kept_and_a_group_that_repeats_the_village_changes_nothing() -> None:
    same = Behaviour().threshold
    assert found(profile({}, {}), Behaviour(), 5).behaviours.size == 0
    assert found(profile({}, {"threshold": same}), Behaviour(), 5).behaviours.size == 0
    assert np.array_equal(after(profile({}, {})), after(profile({}, {"threshold": same})), equal_nan=True)


def test_groups_that_all_behave_otherwise_are_a_village_that_does() -> None:
    otherwise = {"threshold": 0.5, "memory": 0.9, "meetings": 1.2}
    assert np.array_equal(
        after(profile(otherwise, otherwise)), after(profile({}, {}), **otherwise), equal_nan=True
    )
    assert not np.array_equal(after(profile({}, otherwise)), after(profile({}, {})), equal_nan=True)


def test_each_group_lives_by_its_own_value_and_by_the_villages_else() -> None:
    found_there = lived(profile({}, {"threshold": 0.5}), "threshold", threshold=0.41)
    assert np.array_equal(found_there, [0.41] * 20 + [0.5] * 20)
    assert set(lived(profile({}, {"threshold": 0.5}), "memory", memory=0.93)) == {0.93}


def test_a_parameter_spreads_around_the_value_of_the_group_within_its_limits() -> None:
    values = lived(profile({}, {"threshold": 0.6}, owners=4000, threshold=0.05), "threshold", threshold=0.4)
    for part, mean in ((values[:2000], 0.4), (values[2000:], 0.6)):
        assert part.mean() == pytest.approx(mean, abs=0.005)
        assert part.std() == pytest.approx(0.05, rel=0.06)
    wide = lived(profile({}, owners=4000, misreading=0.5), "misreading", misreading=0.2)
    assert wide.min() == 0.0 and wide.max() == 1.0


def test_what_one_parameter_draws_does_not_depend_on_the_others() -> None:
    one = lived(profile({}, {}, threshold=0.05), "threshold")
    both = lived(profile({}, {}, threshold=0.05, memory=0.02), "threshold")
    assert np.array_equal(one, both) and not np.array_equal(
        one, lived(profile({}, {}, threshold=0.05), "threshold", 6)
    )


def test_who_takes_a_place_draws_rules_of_its_own_and_keeps_them() -> None:
    village = profile({}, {"threshold": 0.6}, threshold=0.03)
    engine = Engine(village, Behaviour(exit_rate=0.9), 5, burn_in=0)
    before = engine.state.behaviours["threshold"][2:].copy()
    engine.advance(12)
    state = engine.state
    came = state.owners["arrived"] > 0
    now = state.behaviours["threshold"][2:]
    assert 5 < came.sum() < 40
    assert np.array_equal(now[~came], before[~came]) and not np.any(now[came] == before[came])
    for group, mean in ((0, Behaviour().threshold), (1, 0.6)):
        assert abs(now[state.owners["group"] == group] - mean).max() < 0.15


@pytest.mark.parametrize("exits", [0.0, 0.8])
def test_histories_add_up_also_where_owners_live_by_their_own_rules(exits: float) -> None:
    village = Village(
        profile({}, {"memory": 0.9, "generalisation": 0.3}, owners=12, memory=0.03, group_memory=0.05),
        {"exit_rate": exits, "meetings": 3.0}, seed=7, burn_in=0, record_events=True,
    )  # fmt: skip
    for _ in range(40):
        village.step()
    owner = max(village.agents, key=lambda each: len(each.acquaintances))
    assert owner.acquaintances
    for other in owner.acquaintances:
        known = village.history(owner.index, other.index)
        slots = village.state.circle[owner.index][: len(owner.acquaintances)]
        (kept,) = slots[slots["partner"] == other.index]
        assert known["good_ij"].sum() == pytest.approx(float(kept["good"]), abs=1e-12)
        assert known["tie"].sum() == pytest.approx(float(kept["tie"]), abs=1e-12)
    for place, group in enumerate(("g0", "g1")):
        held = village.state.beliefs[owner.index, place]
        assert village.belief_history(owner.index, group)["bad"].sum() == pytest.approx(
            float(held["bad"]), abs=1e-12
        )


def test_what_two_owners_share_is_the_same_for_all() -> None:
    assert set(Behaviour.model_fields) - set(OF_GROUPS) == {
        "acquaintances", "tie_minimum", "tie_start", "tie_growth", "tie_decay"
    }  # fmt: skip
    assert {name for name in OF_GROUPS if name not in OF_PERSONS} == {
        "skill_half_life", "knowledge_half_life", "mentored_half_life", "vision_half_life", "exit_rate"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("{name: newcomer, share: 0.4}", "{name: newcomer, share: 0.4, behaviour: {treshold: 0.5}}",
         "village.groups[1].behaviour.treshold: unknown parameter 'treshold'; allowed: "),
        ("{name: newcomer, share: 0.4}", "{name: newcomer, share: 0.4, behaviour: {threshold: 1.5}}",
         "village.groups[1].behaviour.threshold: found 1.5; allowed: a number from 0 to 1"),
        ("{name: newcomer, share: 0.4}", "{name: newcomer, share: 0.4, behaviour: {tie_decay: 0.1}}",
         "village.groups[1].behaviour.tie_decay: 'tie_decay' is the same for all owners of a village"),
        ("  owners: 60", "  owners: 60\n  spreads: {exit_rate: 0.1}",
         "village.spreads.exit_rate: 'exit_rate' is the same for all owners of a village"),
        ("  owners: 60", "  owners: 60\n  spreads: {threshold: 0}",
         "village.spreads.threshold: found 0; allowed: a number above 0"),
        ("  owners: 60", "  owners: 60\n  spreads: {treshold: 0.1}",
         "village.spreads.treshold: unknown parameter 'treshold'; allowed: "),
    ],
)  # fmt: skip
def test_what_cannot_be_otherwise_is_told_at_its_place(folder: Folder, old: str, new: str, line: str) -> None:
    (fault,) = folder.faults(VALID.replace(old, new))
    assert told(fault).partition(": ")[2].startswith(line)
    assert fault.line > 0


@pytest.fixture
def folder(tmp_path: Any) -> Folder:
    return Folder(tmp_path)
