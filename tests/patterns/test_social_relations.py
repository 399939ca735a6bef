"""The social relations model: the classical estimates where everybody judges all, unbiased where not."""

import numpy as np
import pytest

from simulation.model.draws import FOUNDING, uniforms
from simulation.patterns.social_relations import Variances, variances

JUDGE, JUDGED, BOTH, RELATIONSHIP, MUTUAL = 0.5, 0.3, 0.2, 0.6, 0.25
"""Variances of judge and judged and their covariance; of the relationship, and covariance in a pair."""


def normals(seed: int, kind: int, *shape: int) -> np.ndarray:
    number = int(np.prod(shape))
    one, two = (uniforms(seed, kind, FOUNDING, np.arange(number), k) for k in (0, 1))
    return (np.sqrt(-2 * np.log(1 - one)) * np.cos(2 * np.pi * two)).reshape(shape)


def judgements(seed: int, groups: np.ndarray) -> np.ndarray:
    """Judgements of known variances, with a mean of each cell."""
    number = groups.size
    persons = normals(seed, 1, number, 2) @ np.linalg.cholesky([[JUDGE, BOTH], [BOTH, JUDGED]]).T
    drawn = normals(seed, 2, number, number)
    # a pair is drawn with its opposite: x, and r x + sqrt(1 - r^2) y
    r = MUTUAL / RELATIONSHIP
    lower = np.tril(r * drawn.T + np.sqrt(1 - r**2) * drawn, -1)
    relationship = np.sqrt(RELATIONSHIP) * (np.triu(drawn, 1) + lower)
    cells = 3.0 * (groups[:, None] == groups) + groups
    return cells + persons[:, 0][:, None] + persons[:, 1] + relationship


def some_pairs(seed: int, number: int, share: float) -> np.ndarray:
    chosen = np.triu(uniforms(seed, 3, FOUNDING, np.arange(number**2), 2).reshape(number, number) < share, 1)
    return chosen | chosen.T


def classical(values: np.ndarray) -> Variances:
    """Warner, Kenny & Stoto 1979, as in Kenny 1994, appendix B: everybody judges everybody else."""
    n = len(values)
    values = values.copy()
    np.fill_diagonal(values, 0)
    rows, columns, mean = values.sum(1) / (n - 1), values.sum(0) / (n - 1), values.sum() / (n * (n - 1))
    judge = (n - 1) ** 2 / (n * (n - 2)) * rows + (n - 1) / (n * (n - 2)) * columns - (n - 1) / (n - 2) * mean
    judged = (
        (n - 1) ** 2 / (n * (n - 2)) * columns + (n - 1) / (n * (n - 2)) * rows - (n - 1) / (n - 2) * mean
    )
    rest = values - judge[:, None] - judged - mean
    upper = np.triu_indices(n, 1)
    sums, differences = (rest + rest.T)[upper] / 2, (rest - rest.T)[upper]
    pairs = (n - 1) * (n - 2) / 2
    between = 2 * (sums**2).sum() / (pairs - 1)
    within = (differences**2).sum() / 2 / pairs
    taken = between / (2 * (n - 2)) + within / (2 * n)
    return Variances(
        (judge**2).sum() / (n - 1) - taken, (judged**2).sum() / (n - 1) - taken, (between + within) / 2
    )


def test_where_everybody_judges_everybody_the_estimates_are_the_classical_ones() -> None:
    groups = np.zeros(7, dtype=int)
    values = judgements(1, groups)
    found = variances(values, ~np.eye(7, dtype=bool), groups)
    assert found == pytest.approx(classical(values), abs=1e-12)


@pytest.mark.parametrize("share", [0.25, 0.6])
def test_known_variances_are_found_although_few_judge_few(share: float) -> None:
    groups = np.repeat([0, 1, 2], (14, 8, 4))
    found = np.array(
        [
            variances(judgements(seed, groups), some_pairs(seed, groups.size, share), groups)
            for seed in range(1, 401)
        ]
    )
    error = found.std(axis=0, ddof=1) / np.sqrt(len(found))
    assert (error < 0.02).all()
    assert (np.abs(found.mean(axis=0) - (JUDGE, JUDGED, RELATIONSHIP)) < 3 * error).all()


def test_what_cells_have_in_common_and_who_is_not_asked_changes_nothing() -> None:
    groups = np.repeat([0, 1], (12, 8))
    values, pairs = judgements(2, groups), some_pairs(2, 20, 0.5)
    found = variances(values, pairs, groups)
    moved = values + 7.0 * (groups[:, None] == groups) - 2.0 * groups
    moved[~pairs] = np.nan
    assert variances(moved, pairs, groups) == pytest.approx(found, abs=1e-9)


def test_the_share_of_the_judged() -> None:
    assert Variances(0.5, 0.3, 0.7).judged_share == pytest.approx(0.2)
    assert np.isnan(Variances(0.0, 0.0, 0.0).judged_share)


def test_too_few_judgements_tell_nothing() -> None:
    pair = np.array([[False, True], [True, False]])
    assert np.isnan(variances(np.eye(2), pair, np.array([0, 0]))).all()
    assert np.isnan(variances(np.eye(2), np.zeros((2, 2), dtype=bool), np.array([0, 1]))).all()
