"""The engine: a run is a function of village, rules, programme and seed, and chance is shared (ODD 4)."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.measures.catalogue import names
from simulation.model import engine
from simulation.model.engine import Engine, Interrupted
from simulation.parameters import DOSES
from tests.villages import bits

ALL = {name: dose(first=1, every=2) for name, dose in DOSES.items()}
MEASURED = slice(0, names(["a"]).index("cost"))


def run(profile, behaviour, doses=None, weeks=26, seed=5, burn_in=30) -> tuple[Engine, np.ndarray]:
    """Return an engine after so many weeks, and its rows."""
    made = Engine(profile, behaviour, seed, burn_in=burn_in, doses=doses)
    made.advance(0)
    rows = np.empty((weeks, len(made.columns)))
    made.advance(weeks, rows)
    return made, rows


# ------------------------------------------------------------------------------- a dose of 0 is no dose
NO_SESSION = [{"sessions": 0}, {"attendance": 0.0}, {"capacity": 0}]
NO_EFFECT = {
    "communication_training": [{"gain": 0.0}],
    "conflict_training": [{"gain": 0.0, "caseload": 0}],
    "dialogue_mediation": [{"weight": 0.0, "mediation_weight": 0.0, "relief": 0.0}, {"talks": 0, "dyads": 0}],
    "forum": [{"weight": 0.0}],
    "collaboration_simulation": [{"weight": 0.0}],
    "mentoring": [
        {"knowledge_gain": 0.0, "skill_gain": 0.0, "introductions": 0},
        {"knowledge_gain": 0.0, "skill_gain": 0.0, "weight": 0.0},
    ],
    "shared_vision": [{"norm_gain": 0.0, "belief_gain": 0.0}],
}
ZEROS = [(name, dose) for name in DOSES for dose in [*NO_SESSION, *NO_EFFECT[name]]]


@pytest.mark.parametrize("others", [False, True], ids=["alone", "among_others"])
@pytest.mark.parametrize(("name", "zero"), ZEROS, ids=[f"{name}-{'-'.join(zero)}" for name, zero in ZEROS])
def test_an_activity_of_dose_0_leaves_every_bit_as_it_was(profile, behaviour, name, zero, others):
    if name == "dialogue_mediation" and zero in NO_SESSION[1:]:
        zero = zero | {"dyads": 0}  # dyads come, whoever is present
    rest = {other: dose for other, dose in ALL.items() if other != name} if others else {}
    without, rows_without = run(profile, behaviour, rest)
    with_, rows_with = run(profile, behaviour, rest | {name: DOSES[name](first=1, every=2, **zero)})
    assert bits(with_.state) == bits(without.state)
    assert rows_with[:, MEASURED].tobytes() == rows_without[:, MEASURED].tobytes()


@pytest.mark.parametrize("name", DOSES)
def test_an_activity_of_its_default_dose_does_change_the_village(profile, behaviour, name):
    with_, _ = run(profile, behaviour, {name: ALL[name]}, weeks=3)
    assert bits(with_.state) != bits(run(profile, behaviour, weeks=3)[0].state)


# ------------------------------------------------------------------- a run is a function of what defines it
def test_two_runs_have_the_same_bytes_and_other_seeds_other_ones(profile, behaviour):
    (one, rows), (two, rows_two) = (run(profile, behaviour, ALL) for _ in range(2))
    assert bits(one.state) == bits(two.state)
    assert rows.tobytes() == rows_two.tobytes()
    assert bits(run(profile, behaviour, ALL, seed=6)[0].state) != bits(one.state)


def test_runs_side_by_side_in_threads_have_the_same_bytes(profile, behaviour):
    with ThreadPoolExecutor(4) as pool:
        found = list(
            pool.map(lambda seed: run(profile, behaviour, ALL, seed=seed)[1].tobytes(), [5, 6, 5, 6])
        )
    assert found[:2] == found[2:]
    assert found[0] == run(profile, behaviour, ALL)[1].tobytes()


def test_a_branch_goes_on_as_an_uninterrupted_run(profile, behaviour):
    past = Engine(profile, behaviour, 5, burn_in=30)
    past.advance(0)
    before = bits(past.state)
    for doses in ({}, ALL, {"forum": DOSES["forum"]()}):
        whole, rows = run(profile, behaviour, doses)
        branch = past.branch(doses)
        branch_rows = np.empty_like(rows)
        branch.advance(26, branch_rows)
        assert bits(branch.state) == bits(whole.state)
        assert branch_rows.tobytes() == rows.tobytes()
        assert (branch.programme.cost, branch.week) == (whole.programme.cost, 26)
    assert bits(past.state) == before
    assert (past.week, past.programme.cost) == (0, 0.0)


def test_a_branch_with_another_seed_shares_the_past_and_not_the_luck(profile, behaviour):
    past = Engine(profile, behaviour, 5, burn_in=30)
    past.advance(0)
    same, other = past.branch({}), past.branch({}, seed=6)
    assert bits(same.state) == bits(other.state)
    same.advance(1)
    other.advance(1)
    assert bits(same.state) != bits(other.state)


@settings(max_examples=10)
@given(stretches=st.lists(st.integers(1, 9), min_size=1, max_size=8))
def test_stretches_of_any_length_give_the_same_bytes_as_week_by_week(profile, behaviour, stretches):
    weeks = sum(stretches)
    one, rows = run(profile, behaviour, ALL, weeks=weeks, burn_in=0)
    by_stretch = Engine(profile, behaviour, 5, burn_in=0, doses=ALL)
    parts = []
    for stretch in stretches:
        parts.append(np.empty((stretch, rows.shape[1])))
        by_stretch.advance(by_stretch.week + stretch, parts[-1])
    weekly = Engine(profile, behaviour, 5, burn_in=0, doses=ALL)
    for week in range(1, weeks + 1):
        weekly.advance(week)
    assert bits(by_stretch.state) == bits(weekly.state) == bits(one.state)
    assert np.concatenate(parts).tobytes() == rows.tobytes()


def test_how_much_is_run_at_once_does_not_matter(profile, behaviour, monkeypatch):
    _, rows = run(profile, behaviour, ALL)
    monkeypatch.setattr(engine, "OWNER_WEEKS_AT_ONCE", 1)
    assert run(profile, behaviour, ALL)[1].tobytes() == rows.tobytes()


def test_recording_events_changes_nothing(profile, behaviour):
    silent, _ = run(profile, behaviour, ALL)
    noted = Engine(profile, behaviour, 5, burn_in=30, doses=ALL, events=True)
    noted.advance(26)
    kept = ("owners", "beliefs", "circle", "ledger", "tallies")
    one, other = (
        {name: part for name, part in bits(made.state).items() if name.split()[0] in kept}
        for made in (noted, silent)
    )
    assert one == other and {name.split()[0] for name in one} == set(kept)


def test_a_run_that_is_stopped_can_go_on(profile, behaviour, monkeypatch):
    monkeypatch.setattr(engine, "OWNER_WEEKS_AT_ONCE", 1)
    made = Engine(profile, behaviour, 5, burn_in=30, doses=ALL)
    asked = iter([False] * 20 + [True])
    with pytest.raises(Interrupted):
        made.advance(26, stop=lambda: next(asked))
    assert made.week == -10
    made.advance(26)
    assert bits(made.state) == bits(run(profile, behaviour, ALL)[0].state)


@pytest.mark.parametrize("week", [1, 2, 3, 12])
def test_what_is_measured_on_request_is_the_last_row(profile, behaviour, week):
    made, rows = run(profile, behaviour, {"forum": DOSES["forum"](first=2, every=5)}, weeks=week)
    found, last = (dict(zip(made.columns, row, strict=True)) for row in (made.measure(), rows[-1]))
    assert found == pytest.approx(last, nan_ok=True)
