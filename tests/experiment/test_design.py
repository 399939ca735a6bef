"""A design keeps only what it reads of an experiment, and stays one that fits together."""

import pytest

from simulation.experiment.design import Design
from tests.report.studies import config

COSTLY = {name: {"smallest_effect": 0.02} for name in ("path_length", "constraint")}


@pytest.fixture(scope="module")
def study():
    return config(outcomes=COSTLY, compare_weeks=[15, 30], network_weeks=[0, 15, 30])


def narrowed(study, weeks, **changes):
    programmes = study.programmes()
    return Design.of(study, {"none": {}, "forum": programmes["forum"]}, "none", weeks, **changes)


def test_costly_measures_are_compared_and_computed_in_the_weeks_that_are_kept(study):
    found = narrowed(study, [30])
    assert (found.compare_weeks, found.network_weeks) == ([30], [30])


def test_a_week_that_the_experiment_does_not_compare_is_computed_where_it_is_asked_for(study):
    found = narrowed(study, [20])
    assert (found.compare_weeks, found.network_weeks) == ([20], [20])


def test_measures_of_every_week_ask_for_no_further_weeks_of_costly_ones(study):
    found = narrowed(study.model_copy(update={"outcomes": config().outcomes}), [20])
    assert found.network_weeks == []
