"""Over the sets of an experiment an outcome goes with what moves it, and chance is not told."""

import numpy as np

from simulation.questions.sensitivity.over_sets import COLUMNS, over_sets
from tests.questions.sensitivity.test_question import in_memory
from tests.report.studies import config


def test_a_parameter_that_moves_the_level_is_told() -> None:
    draws = np.random.default_rng(2)
    beliefs = np.linspace(0.2, 0.7, 20)
    sets = {"columns": {"belief_other": beliefs.tolist(), "income_sd": draws.uniform(0.3, 0.7, 20).tolist()}}
    found = over_sets(config(points=sets, villages_per_set=2, replicates=40), "all", in_memory)
    assert list(found.columns) == list(COLUMNS)
    level = found.query("outcome == 'trust_other' and of == 'level'").set_index("parameter")
    assert level["correlation"]["belief_other"] > 0.9 and level["sure"]["belief_other"]
    # nothing in the model but income depends on how levels of income are spread
    assert not level["sure"]["income_sd"]
    assert (found["sets"] == 20).all()


def test_a_single_set_has_no_table() -> None:
    assert over_sets(config(), "all", in_memory).empty
