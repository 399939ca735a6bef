"""The C twin lives the same weeks as the compiled model, bit by bit; else timing it would mean nothing."""

import shutil

import numpy as np
import pytest

from benchmarks.c import twin
from benchmarks.c_ratio import DifferentError, compare, compiled_weeks, measure
from simulation.model.state import OWNER, VillageState, found
from simulation.parameters import Behaviour, Group, Sector, VillageProfile
from tests.villages import bits, record

pytestmark = pytest.mark.skipif(shutil.which("gcc") is None, reason="the C twin is built with gcc")

SEED = 5
BURN_IN, WEEKS = 100, 60


def profile(owners: int, groups: int, relations=None) -> VillageProfile:
    return VillageProfile(
        name="test",
        owners=owners,
        groups=[
            Group(name=f"group_{i}", share=1 / groups, strong_topics=[("marketing",), ()][i % 2])
            for i in range(groups)
        ],
        sectors=[Sector(name=f"sector_{i}", share=1 / 3) for i in range(3)],
        relations=relations,
    )


def in_mid_life(owners: int, groups: int, b, acquaintances: int = 24) -> VillageState:
    state = found(profile(owners, groups), Behaviour(acquaintances=acquaintances), SEED)
    compiled_weeks(state, b, SEED, 1 - BURN_IN, 0)
    return state


def train(state: VillageState) -> None:
    """Leave behind what a programme does: skills, peer mediators, moved anchors and beliefs."""
    owners = state.owners
    owners["communication"][::2] += 0.5 * (1.0 - owners["communication"][::2])
    owners["conflict"][::3] += 0.5 * (1.0 - owners["conflict"][::3])
    owners["mediates_until"][::3] = 40  # service ends on the way
    owners["caseload"][::3] = 2
    owners["anchors"][1::4] += 0.3 * (1.0 - owners["anchors"][1::4])
    owners["knowledge"][::5] = 0.9
    state.beliefs["prior"][::2] += 0.2 * (1.0 - state.beliefs["prior"][::2])


def assert_same_weeks(start: VillageState, b, weeks: int = WEEKS, *, kept: bool = False) -> VillageState:
    by_numba, in_c = start.copy(), start.copy()
    compiled_weeks(by_numba, b, SEED, 1, weeks, vision_is_kept=kept)
    twin.run_weeks(in_c, b, SEED, 1, weeks, vision_is_kept=kept)
    compare(in_c, by_numba)
    assert bits(in_c) == bits(by_numba)
    assert bits(in_c) != bits(start)
    return in_c


@pytest.mark.parametrize("owners", [60, 200])
@pytest.mark.parametrize("groups", [1, 2, 3])
def test_daily_life_is_the_same_bit_by_bit(owners, groups):
    after = assert_same_weeks(in_mid_life(owners, groups, record()), record())
    assert after.tallies.any() and after.ledger.any()


@pytest.mark.parametrize("owners", [60, 200])
@pytest.mark.parametrize("kept", [False, True])
def test_trained_owners_go_on_the_same(owners, kept):
    start = in_mid_life(owners, 2, record())
    untrained = assert_same_weeks(start, record(), kept=kept)
    train(start)
    trained = assert_same_weeks(start, record(), kept=kept)
    assert bits(trained) != bits(untrained)


def test_peer_mediators_take_the_same_cases():
    start = in_mid_life(60, 2, record())
    train(start)
    after = assert_same_weeks(start, record(), weeks=20)
    served = after.owners["caseload"] > 0
    assert (after.owners["cases_left"][served] < after.owners["caseload"][served]).any()


def test_busy_villages_that_forget_a_lot_are_the_same():
    changes = {"meetings": 4.0, "acquaintances": 8, "by_tie": 0.3, "memory": 0.5, "tie_decay": 0.6}
    differ = {"redraw": 0.5, "bad_generalisation": 2.0, "mentored_half_life": 20.0}
    b = record(**changes, **differ, misreading=0.5)
    start = in_mid_life(200, 3, b, acquaintances=8)
    train(start)
    assert_same_weeks(start, b)


def test_strangers_without_a_past_and_the_smallest_village_are_the_same():
    b = record()
    for owners in (2, 3):
        assert_same_weeks(found(profile(owners, 1), Behaviour(), SEED), b)
    assert_same_weeks(found(profile(40, 2, [[-1, 1, 0], [1, -1, 1], [0, 1, 0]]), Behaviour(), SEED), b)


def test_weeks_in_one_call_or_several_are_the_same():
    start, b = in_mid_life(60, 2, record()), record()
    apart, at_once = start.copy(), start.copy()
    run = twin.bound(apart, b, SEED)
    for week in range(1, 11):
        run(week, week)
    twin.run_weeks(at_once, b, SEED, 1, 10)
    compare(apart, at_once)


def test_a_difference_is_named():
    one = found(profile(10, 2), Behaviour(), SEED)
    two = one.copy()
    two.owners["income"][3] = np.nextafter(two.owners["income"][3], np.inf)
    with pytest.raises(DifferentError, match=r"owners income$"):
        compare(one, two)


def test_a_changed_layout_is_refused_by_name():
    structs = twin.layout(twin.library(twin.STRICT))
    twin.check_layout(structs, {"Owner": OWNER})
    changed = np.dtype([(name, "f4" if name == "income" else OWNER[name]) for name in OWNER.names or ()])
    with pytest.raises(twin.LayoutError, match=r"Owner .* income \(offset, size\) is \(\d+, 8\) in C"):
        twin.check_layout(structs, {"Owner": changed})


def test_arrays_it_cannot_read_are_refused():
    state = found(profile(10, 2), Behaviour(), SEED)
    for changed in (
        state._replace(owners=np.repeat(state.owners, 2)[::2]),
        state._replace(ledger=state.ledger.astype(np.float32)),
        state._replace(tallies=np.zeros(3)),
    ):
        with pytest.raises(twin.LayoutError, match="expects a contiguous array"):
            twin.run_weeks(changed, record(), SEED, 1, 1)


def test_events_are_refused():
    state = found(profile(10, 2), Behaviour(), SEED, events=True)
    with pytest.raises(ValueError, match="records no events"):
        twin.run_weeks(state, record(), SEED, 1, 1)


def test_without_gcc_it_says_what_is_missing(monkeypatch):
    twin.library.cache_clear()
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(twin.NoCompilerError, match="gcc, which is not installed"):
        twin.library(twin.STRICT)


def test_the_ratio_is_measured_by_size():
    ratios = measure(sizes=(20,), pairs=1)
    assert list(ratios) == ["20"]
    assert 0.01 < ratios["20"]["wall"]["median"] < 100
    assert ratios["20"]["weeks"] > 1
