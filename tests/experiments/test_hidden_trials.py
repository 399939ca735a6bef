"""Where a part of a network is hidden, villages completed anew hold what was there."""

import pytest

from experiments.surveys.hidden_trials import trials
from simulation.questions.calibration.coverage import share_inside


def test_a_trial_tells_of_every_measure_whether_it_was_held_and_how_far_off() -> None:
    found = trials(1, 4, "karate club")
    assert len(found) == 6  # three shares, contacts counted or not
    assert set(found["counted"]) == {False, True}
    assert found[["degree", "E-I", "clustering"]].isin([0.0, 1.0]).all(axis=None)
    # where least is hidden the number of ties is nearest to the truth
    off = found.groupby("hidden")["degree, off"].apply(lambda each: each.abs().mean())
    assert off[0.3] < off[0.7]


@pytest.mark.long
@pytest.mark.parametrize("name", ["E-I", "forum's effect"])
def test_intervals_of_half_hidden_villages_hold_the_truth(name: str) -> None:
    found = trials(16, 60, "simulated")
    for hidden, rows in found.groupby("hidden"):
        share, _, high = share_inside(rows[name].astype(bool).tolist())
        assert high >= 0.9, (hidden, share)
