"""What tells one kind of village from another is what goes with the effect, and chance is not told."""

import numpy as np

from simulation.analysis.telling import telling


def test_what_goes_with_the_effect_is_told_the_strongest_first() -> None:
    draws = np.random.default_rng(4)
    effects = draws.normal(size=100)
    traits = {
        "weak": effects + 1.2 * draws.normal(size=100),
        "strong": -effects + 0.1 * draws.normal(size=100),
        "still": np.full(100, 0.3),
        "unknown": np.full(100, np.nan),
        "other": draws.normal(size=100),
    }
    found = telling(effects, traits)
    assert [trait.name for trait in found] == ["strong", "weak"]
    assert found[0].correlation < -0.95 and found[1].correlation > 0.4


def test_by_chance_hardly_anything_is_told() -> None:
    draws = np.random.default_rng(5)
    told = [
        telling(draws.normal(size=60), {str(place): draws.normal(size=60) for place in range(40)})
        for _ in range(100)
    ]
    # five are expected; twelve or more have a chance below one per cent
    assert sum(map(bool, told)) < 12


def test_of_few_sets_nothing_is_told() -> None:
    values = np.arange(9.0)
    assert telling(values, {"same": values}) == []
