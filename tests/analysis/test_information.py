"""The value of information against a choice whose values are known.

Two decisions; the second gains ``c + a1 x1 + a2 x2`` over the first, x standard normal. What is known of it
is normal with mean c and standard deviation s, and knowing it is worth ``s phi(c/s) - |c| Phi(-|c|/s)``, the
unit normal loss (Raiffa & Schlaifer 1961).
"""

import numpy as np
import pytest
from scipy.stats import norm

from simulation.analysis.information import Known, curved, noise_floor, straight, worth
from simulation.analysis.luck import Luck
from simulation.analysis.perfect_information import luck_removed, perfect, pilot

SLOPES = (1.0, 0.5)
BOTH = float(np.hypot(*SLOPES))
LUCK = 0.6
SETS, EACH = 200, 2


def normal_loss(middle: float, spread: float) -> float:
    size = abs(middle)
    return float(spread * norm.pdf(size / spread) - size * norm.cdf(-size / spread))


class Toy:
    """Sets with two numbers that matter and one that does not, and villages with luck."""

    def __init__(self, middle: float, seed: int = 1) -> None:
        self.middle = middle
        self.numbers = np.array(Luck(seed, 1).normals(SETS * 3)).reshape(SETS, 3)
        luck = np.array(Luck(seed, 2).normals(SETS * EACH)).reshape(SETS, EACH)
        self.truth = middle + self.numbers[:, :2] @ SLOPES
        self.gains = np.zeros((SETS, EACH, 2))
        self.gains[:, :, 1] = self.truth[:, None] + LUCK * luck

    def known(self, values: np.ndarray) -> Known:
        return Known(curved(values), self.gains.mean(axis=1), np.arange(SETS))


@pytest.fixture(scope="module", params=[0.0, 0.5], ids="middle {}".format)
def toy(request: pytest.FixtureRequest) -> Toy:
    return Toy(request.param)


@pytest.mark.parametrize("number", [0, 1])
def test_a_parameter_is_worth_what_the_closed_form_says(toy: Toy, number: int) -> None:
    found = worth(toy.known(toy.numbers[:, number]), 1)
    assert found.value == pytest.approx(normal_loss(toy.middle, SLOPES[number]), abs=3 * found.error)
    assert found.value == found.by_set.mean()


def test_a_parameter_that_means_nothing_does_not_pass_its_floor(toy: Toy) -> None:
    family = {str(number): toy.known(toy.numbers[:, number]) for number in range(3)}
    floor = noise_floor(family, 1)
    assert worth(family["2"], 1).value <= floor
    if toy.middle == 0.0:
        assert worth(family["0"], 1).value > floor


def test_a_sample_is_worth_what_the_closed_form_says(toy: Toy) -> None:
    """Four normal observations of the first number, each with standard deviation 1: s = 1/sqrt(1 + 1/4)."""
    seen = toy.numbers[:, 0] + np.array(Luck(1, 3).normals(SETS)) / 2
    found = worth(toy.known(seen), 1)
    assert found.value == pytest.approx(normal_loss(toy.middle, np.sqrt(1 / 1.25)), abs=3 * found.error)


def test_the_set_is_worth_what_the_closed_form_says_and_lies_between_its_bounds(toy: Toy) -> None:
    found = perfect(toy.gains, 1)
    assert found.value == pytest.approx(normal_loss(toy.middle, BOTH), abs=3 * found.error)
    assert found.least < found.value < found.most
    assert found.value > found.floor
    assert found.changes == pytest.approx(norm.cdf(-abs(toy.middle) / BOTH), abs=0.08)


@pytest.mark.parametrize("villages", [1, 5])
def test_a_pilot_is_worth_what_the_closed_form_says(toy: Toy, villages: int) -> None:
    """A pilot of n villages tells BOTH with the luck of their mean."""
    known = BOTH**2 / np.sqrt(BOTH**2 + LUCK**2 / villages)
    found = worth(pilot(toy.gains, villages, 1), 1)
    assert found.value == pytest.approx(normal_loss(toy.middle, known), abs=3 * found.error)


def test_no_pilot_is_worth_more_than_knowing_the_set() -> None:
    toy = Toy(0.2)
    values = [worth(pilot(toy.gains, villages, 1), 1).value for villages in (1, 2, 5, 10)]
    assert max(values) <= perfect(toy.gains, 1).value
    assert values[0] < values[-1]


def test_where_all_is_luck_the_set_is_worth_no_more_than_its_floor_though_means_differ() -> None:
    gains = np.array(Luck(4, 1).normals(SETS * EACH * 3)).reshape(SETS, EACH, 3)
    found = perfect(gains, 4)
    assert found.value <= found.floor
    assert found.most > 0.3


def test_what_is_left_without_luck_varies_as_the_sets_do() -> None:
    toy = Toy(0.0)
    gains = np.concatenate([toy.gains, 2 * toy.gains[:, :, 1:]], axis=2)
    found = luck_removed(gains)
    assert found.mean(axis=0) == pytest.approx(gains.mean(axis=(0, 1)))
    luck = gains - gains.mean(axis=1, keepdims=True)
    within = (luck[:, :, 1] ** 2).sum() / SETS / (EACH - 1)
    seen = gains.mean(axis=1)[:, 1].var(ddof=1)
    assert found[:, 1].var(ddof=1) == pytest.approx(seen - within / EACH)
    # a decision that gains twice as much does so without luck too, and one that gains nothing still does not
    assert found[:, 2] == pytest.approx(2 * found[:, 1])
    assert found[:, 0] == pytest.approx(0.0, abs=1e-12)


def test_what_dominates_everywhere_is_chosen_whatever_is_known() -> None:
    toy = Toy(50.0)
    family = {"first": toy.known(toy.numbers[:, 0])}
    found = worth(family["first"], 1)
    assert (found.value, found.error, found.changes, noise_floor(family, 1)) == (0.0, 0.0, 0.0, 0.0)
    assert perfect(toy.gains, 1).value == 0.0


def test_a_curve_over_ranks_is_the_same_for_any_scale_of_the_quantity() -> None:
    values = np.array(Luck(1, 1).normals(40))
    assert curved(np.exp(values)) == pytest.approx(curved(values))


def test_what_does_not_vary_is_no_feature() -> None:
    assert straight(np.column_stack([np.ones(5), np.arange(5.0)])).shape == (5, 1)


def test_the_same_draws_give_the_same_numbers() -> None:
    toy = Toy(0.2)
    known = toy.known(toy.numbers[:, 0])
    assert worth(known, 1).error == worth(known, 1).error != worth(known, 2).error
