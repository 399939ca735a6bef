"""History matching on a simulator whose plausible region is known."""

import numpy as np
import pytest

from simulation.questions.ensemble.matched import Matched
from simulation.questions.ensemble.matching import FEWEST, TRIES, UNSCREENED
from tests.questions.ensemble.toys import NARROW, SPACE, Toy, band, matching


def found_by(wanted: int = 200, draws: int = 1000, waves: int = 4, seed: int = 5) -> Matched:
    return matching(Toy(), seed=seed).search(wanted, draws, waves)


def values_of(found: Matched) -> np.ndarray:
    shares = np.array([found.waves[wave].shares[place] for wave, place in found.sets])
    return SPACE.values(shares)


@pytest.fixture(scope="module")
def found() -> Matched:
    return found_by()


def test_every_set_found_lies_in_the_region(found: Matched) -> None:
    a, b, _, d = values_of(found).T
    assert len(found.sets) >= 200
    assert (np.abs(a + b - 1) <= 0.1 + 1e-9).all() and (a >= 0.2 - 1e-9).all()
    assert ((d >= 0.4 - 1e-9) & (d <= 0.5 + 1e-9)).all()


def test_the_whole_region_is_covered(found: Matched) -> None:
    a, b, c, d = values_of(found).T
    for values, low, high in ((a, 0.2, 1.0), (a + b, 0.9, 1.1), (c, 0.0, 10.0), (d, 0.4, 0.5)):
        counts, _ = np.histogram(values, bins=8, range=(low, high))
        # b may not exceed 1, so that the region is a little thinner at the ends of a
        assert counts.min() >= len(found.sets) / 8 / 4, counts


def test_what_no_pattern_speaks_of_stays_as_wide_as_its_range(found: Matched) -> None:
    c = values_of(found)[:, 2]
    assert np.quantile(c, 0.75) - np.quantile(c, 0.25) == pytest.approx(5, rel=0.2)


def test_later_waves_find_more_of_what_they_draw(found: Matched) -> None:
    left = {row["wave"]: int(row["left"]) for row in found.funnel if row["step"] == "sum"}
    assert len(found.waves) > 1
    assert left[2] > 1.5 * left[1]


def test_in_the_first_wave_as_many_are_left_as_the_region_is_large(found: Matched) -> None:
    # the band around the diagonal of a unit square: 1 - .9 ** 2
    row = found.funnel[1]
    assert (row["wave"], row["step"], row["sets"]) == (1, "sum", 1000)
    assert int(row["left"]) / 1000 == pytest.approx(0.19, abs=4 * np.sqrt(0.19 * 0.81 / 1000))


def test_what_has_a_block_is_drawn_again_for_those_that_miss_it_alone() -> None:
    with_block, without = (matching(Toy(), blocks=blocks).search(10_000, 1000, 1) for blocks in (True, False))
    share = len(with_block.sets) / int(with_block.funnel[2]["left"])
    # a try meets a tenth
    assert share == pytest.approx(1 - 0.9**TRIES, abs=0.12)
    assert len(without.sets) < len(with_block.sets) / 4
    # the rest of a set stays what it was
    kept = set(without.sets)
    assert kept <= set(with_block.sets)
    for wave, place in kept:
        assert np.array_equal(without.waves[wave].shares[place], with_block.waves[wave].shares[place])


def test_the_dear_last_step_takes_no_more_sets_than_are_needed() -> None:
    toy = Toy()
    found = matching(toy).search(5, 1000, 1)
    assert len(found.sets) >= 5
    assert toy.counted["final"] <= FEWEST


def test_the_same_seed_finds_the_same_sets_and_another_one_others(found: Matched) -> None:
    again, other = found_by(), found_by(seed=6)
    assert again.sets == found.sets and again.funnel == found.funnel
    assert np.array_equal(values_of(again), values_of(found))
    assert not np.array_equal(values_of(other)[:5], values_of(found)[:5])


def test_what_each_pattern_rules_out_by_itself_and_alone(found: Matched) -> None:
    misses = found.unscreened > 3
    assert len(misses) == UNSCREENED
    assert misses["first"].mean() == pytest.approx(0.2, abs=0.1)
    assert misses["income"].mean() == pytest.approx(0.9, abs=0.1)
    removed = {(row["pattern"], row["step"]): row for row in found.removed}
    first = removed["first", "first"]
    assert first["ruled_out"] == first["by_itself"]
    assert int(removed["sum", "sum"]["sets"]) == 1000 * len(found.waves)


def test_an_impossible_pattern_leaves_nothing_and_says_by_how_much_it_is_missed() -> None:
    impossible = (*NARROW[:2], band("income", 2.0, 3.0))
    found = matching(Toy(), impossible).search(10, 100, 3)
    assert found.sets == [] and len(found.waves) == 3
    deepest = max(int(wave.passed.max()) for wave in found.waves)
    assert deepest == 2
    last = [wave for wave in found.waves if wave.passed.max() == 2]
    assert all(wave.worst[int(np.argmax(wave.passed))] == "income" for wave in last)


def test_a_set_whose_villages_say_nothing_is_ruled_out() -> None:
    class Silent(Toy):
        def __call__(self, values, step, doing):  # type: ignore[no-untyped-def]
            said = dict(super().__call__(values, step, doing))
            return {name: np.where(values[:, :1, None] < 0.5, np.nan, said[name]) for name in said}

    found = matching(Silent()).search(50, 500, 2)
    assert found.sets and (values_of(found)[:, 0] >= 0.5).all()
