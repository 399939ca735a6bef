"""The estimates: what the set, a parameter, a question, the questionnaire and a pilot are worth."""

from typing import NamedTuple

import numpy as np

from simulation.analysis.information import Known, Worth, curved, noise_floor, worth
from simulation.analysis.perfect_information import Perfect, perfect, pilot
from simulation.questions.value.asked import Item, Survey, items
from simulation.questions.value.villages import Villages

PILOTS = (1, 2, 5, 10)
"""Villages of a pilot."""
QUESTIONNAIRE = "questionnaire"
PARAMETER, ITEM, PILOT = "parameter", "item", "pilot"


class Estimates(NamedTuple):
    """What each thing is worth.

    Attributes
    ----------
    perfect : Perfect
        Knowing the set.
    families : dict of str to dict of str to Worth
        By kind (parameter, item, pilot) and name.
    floors : dict of str to float
        What the best of each kind would reach if all of it meant nothing.
    questions : dict of str to int
        How many questions an item has; 0 of what no question becomes yet.
    left_out : list of str
        Quantities of the questionnaire that cannot be valued.
    """

    perfect: Perfect
    families: dict[str, dict[str, Worth]]
    floors: dict[str, float]
    questions: dict[str, int]
    left_out: list[str]


def estimated(villages: Villages, survey: Survey, seed: int) -> Estimates:
    """Estimate all values from the villages; nothing is simulated but surveys and pilots of them."""
    by_set = villages.gains.mean(axis=1)
    numbers = np.arange(villages.sets)
    asked, questions, left_out = _asked(villages, survey, seed)
    known = {
        PARAMETER: {
            name: Known(curved(column), by_set, numbers) for name, column in villages.parameters.items()
        },
        ITEM: asked,
        PILOT: {str(number): pilot(villages.gains, number, seed) for number in PILOTS},
    }
    return Estimates(
        perfect(villages.gains, seed),
        {kind: {name: worth(each, seed) for name, each in family.items()} for kind, family in known.items()},
        {kind: noise_floor(family, seed) for kind, family in known.items()},
        questions,
        left_out,
    )


def _asked(
    villages: Villages, survey: Survey, seed: int
) -> tuple[dict[str, Known], dict[str, int], list[str]]:
    """Return what a survey tells, item by item and all together, and what cannot be valued."""
    sets, each, decisions = villages.gains.shape
    gains, numbers = villages.gains.reshape(-1, decisions), np.repeat(np.arange(sets), each)
    valued, left_out = items()
    features: dict[str, np.ndarray] = {}
    questions: dict[str, int] = {}
    for item in valued:
        seen = survey.seen(item, villages.before, villages.belief_sd, seed)
        if not np.isfinite(seen).all():
            left_out = [*left_out, item.name]
            continue
        features[item.name] = np.column_stack([curved(column) for column in seen.T])
        questions[item.name] = item.questions
    whole = [features[item.name] for item in valued if item.name in features and _belongs(item)]
    found = {name: Known(columns, gains, numbers) for name, columns in features.items()}
    found[QUESTIONNAIRE] = Known(np.column_stack(whole), gains, numbers)
    questions[QUESTIONNAIRE] = sum(
        questions[item.name] for item in valued if item.name in features and _belongs(item)
    )
    return found, questions, left_out


def _belongs(item: Item) -> bool:
    """Tell whether an item is part of the whole questionnaire: asked for, and no part of another."""
    return item.questions > 0 and not item.name.endswith("_1")
