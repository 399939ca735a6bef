"""What data identify: narrower than the prior, and not tied to another parameter."""

import numpy as np
import pandas as pd
import pytest

from simulation.questions.calibration.identification import pairs, summary, verdict_of

RANGES = {"known": (0.0, 1.0), "unknown": (2.0, 4.0), "tied": (0.0, 10.0)}
SPREAD = [(high - low) / 12**0.5 for low, high in RANGES.values()]
EVEN = (np.arange(1000) + 0.5) / 1000


@pytest.fixture(scope="module")
def draws() -> pd.DataFrame:
    """Known to a tenth of its range, not known at all, and tied to the unknown one."""
    known = 0.45 + 0.1 * EVEN[(np.arange(1000) * 377) % 1000]
    unknown = 2.0 + 2.0 * EVEN
    return pd.DataFrame({"known": known, "unknown": unknown, "tied": 10.0 - 5.0 * (unknown - 2.0)})


def test_contraction_is_what_the_data_took_from_the_prior(draws: pd.DataFrame) -> None:
    found = summary(draws, RANGES, dict.fromkeys(RANGES, 0.5), SPREAD).set_index("parameter")
    assert found.loc["known", "contraction"] == pytest.approx(0.9, abs=0.01)
    assert found.loc["unknown", "contraction"] == pytest.approx(0.0, abs=0.01)
    assert found["verdict"].tolist() == ["identified", "not", "not"]
    assert found.loc["unknown", ["q05", "median", "q95"]].tolist() == pytest.approx([2.1, 3.0, 3.9], abs=0.01)


def test_what_the_prior_knew_already_is_no_merit_of_the_data(draws: pd.DataFrame) -> None:
    spread = draws.std().to_numpy() * [1.0, 1.0, 2.0]
    found = summary(draws, RANGES, dict.fromkeys(RANGES, 0.5), spread)
    assert found["contraction"].tolist() == pytest.approx([0.0, 0.0, 0.5])


def test_a_ridge_is_told_with_both_its_parameters(draws: pd.DataFrame) -> None:
    found = summary(draws, RANGES, dict.fromkeys(RANGES, 0.5), SPREAD).set_index("parameter")
    assert (found.loc["unknown", "tied_to"], found.loc["tied", "tied_to"]) == ("tied", "unknown")
    assert found.loc["tied", "correlation"] == pytest.approx(-1.0)
    told = pairs(draws)
    assert told.iloc[0].tolist() == ["unknown", "tied", pytest.approx(-1.0), False]
    assert told["told_apart"].tolist() == [False, True, True]


def test_one_parameter_is_tied_to_none(draws: pd.DataFrame) -> None:
    alone = draws[["known"]]
    found = summary(alone, {"known": (0.0, 1.0)}, {"known": 0.5}, SPREAD[:1])
    assert found["tied_to"].tolist() == [""]
    assert pairs(alone).empty


@pytest.mark.parametrize(
    ("contraction", "verdict"),
    [
        (0.9, "identified"),
        (0.5, "identified"),
        (0.49, "weakly"),
        (0.2, "weakly"),
        (0.19, "not"),
        (-0.1, "not"),
    ],
)
def test_the_rule_of_the_verdict(contraction: float, verdict: str) -> None:
    assert verdict_of(contraction) == verdict


def test_a_correlation_of_half_leaves_two_parameters_apart(draws: pd.DataFrame) -> None:
    # known and unknown are not correlated: their sum is with either, by .71
    spread = draws[["known", "unknown"]] / draws[["known", "unknown"]].std()
    mixed = pd.DataFrame({"one": spread["known"], "both": spread["known"] + spread["unknown"]})
    (pair,) = pairs(mixed).to_dict("records")
    assert 0.6 < abs(pair["correlation"]) < 0.8
    assert pair["told_apart"]
