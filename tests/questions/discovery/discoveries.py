"""Discoveries with made-up effects: it is known where the programmes fail."""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from simulation.questions.discovery.answer import Discovery
from simulation.questions.discovery.question import Discover
from tests.report.studies import config

PARAMETERS = ["threshold", "bad_weight", "misreading", "acquaintances", "income", "owners", "share_hill"]
Effect = Callable[[pd.DataFrame], np.ndarray]


def known(points: pd.DataFrame) -> np.ndarray:
    """The known box: threshold above .44 and bad experiences above 1.4, a fifth of the villages."""
    return np.asarray((points["threshold"] > 0.44) & (points["bad_weight"] > 1.4))


def fails_in_the_box(points: pd.DataFrame) -> np.ndarray:
    return np.where(known(points), -0.05, 0.1)


def fails_in_two_places(points: pd.DataFrame) -> np.ndarray:
    second = np.asarray((points["acquaintances"] < 24) & (points["owners"] > 100))
    return np.where(known(points) | second, 0.0, 0.1)


def always_works(points: pd.DataFrame) -> np.ndarray:
    return np.full(len(points), 0.1)


def never_ran(points: pd.DataFrame) -> np.ndarray:
    return np.full(len(points), np.nan)


def luck(points: pd.DataFrame) -> np.ndarray:
    return np.where(np.random.default_rng(3).random(len(points)) < 0.3, 0.0, 0.1)


def made(
    effects: dict[str, Effect], *, villages: int = 1000, each: int = 2, spread: float = 0.01, **changes: Any
) -> tuple[Discover, Discovery]:
    """Return a discovery in which programmes have these effects, but for a little luck."""
    ranges = {"owners": [20, 200], "share_hill": [0.2, 0.8]}
    study = config(**({"ranges": ranges} | changes))
    parameters = None if study.points is not None else PARAMETERS
    question = Discover(study, programmes=list(effects), villages=villages, each=each, parameters=parameters)
    points = pd.DataFrame(question.points().columns)
    noise = np.random.default_rng(5).normal(0, spread, (each, len(points)))
    found = {name: effect(points) + noise for name, effect in effects.items()}
    outcome = question.outcome
    return question, Discovery(
        points,
        found,
        outcome=outcome,
        week=question.week,
        smallest=study.outcomes[outcome].smallest_effect,
        seed=study.seed,
    )


@cache
def several() -> tuple[Discover, Discovery]:
    """One programme that backfires in the box, one that fails in two places, one that always works, luck."""
    return made(
        {
            "forum": fails_in_the_box,
            "all": fails_in_two_places,
            "mentoring": always_works,
            "shared_vision": luck,
            "forum_stops": never_ran,
        }
    )
