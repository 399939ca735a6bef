"""Intervals of the real model hold the truth as often as they claim."""

import pytest

from experiments.surveys.coverage_trials import PARAMETERS, experiment, trials
from simulation.questions.calibration.coverage import EFFECT, share_inside


def test_a_share_has_its_exact_interval() -> None:
    """Clopper & Pearson 1934, by hand: 1 - 0.025**(1/20) of none outside."""
    share, low, high = share_inside([True] * 20)
    assert (share, high) == (1.0, 1.0)
    assert low == pytest.approx(0.025 ** (1 / 20))
    assert share_inside([True] * 9 + [False])[0] == 0.9


@pytest.mark.long
def test_intervals_of_twenty_made_up_villages_hold_the_truth() -> None:
    found = trials(experiment(), 20)
    assert len(found) == 20 * (len(PARAMETERS) + 1)
    assert set(found["parameter"]) == {*PARAMETERS, EFFECT}
    for name, rows in found.groupby("parameter"):
        share, low, high = share_inside(rows["inside"].tolist())
        assert low <= 0.9 <= high, (name, share)
    # the truth is as likely to lie in the upper half of its draws as in the lower
    assert abs(found["rank"].mean() - 0.5) < 4 / (12 * 20) ** 0.5
    # and all this is not because nothing was learnt: one parameter at least is narrower than in the sets, by
    # more than three standard errors
    learnt = found.groupby("parameter")["contraction"]
    assert (learnt.mean() / learnt.sem()).max() > 3
