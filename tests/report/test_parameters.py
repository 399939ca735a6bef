"""Every parameter that can be swept is called by words, in both languages."""

import pytest

from simulation.experiment.varied import varied
from simulation.interventions.registry import dose_types
from simulation.mechanisms.registry import mechanism_types
from simulation.report.parameters import ParameterLabels
from simulation.report.words import LANGUAGES, Words
from tests.report.studies import config


@pytest.fixture(params=LANGUAGES)
def labels(request: pytest.FixtureRequest) -> ParameterLabels:
    return ParameterLabels(Words(request.param, config().village), config())


def test_all_have_words(labels: ParameterLabels) -> None:
    kinds = {**dose_types(), **mechanism_types()}
    names = [f"{kind}.{field}" for kind, model in kinds.items() for field in model.model_fields]
    names += ["forum.cost.moderator_hours", "forum.who.number", "forum.attendance.lowest"]
    assert [name for name in [*varied(config()), *names] if not labels.label(name)] == []


def test_a_dose_names_its_activity_and_what_is_unknown_has_no_words(labels: ParameterLabels) -> None:
    assert labels.label("forum.every").endswith(")") and labels.label("gossip.chance").endswith("(gossip)")
    assert labels.label("forum.evry") == labels.label("nothing") == labels.label("forum.") == ""


@pytest.mark.parametrize(("value", "told"), [(0.35, "0.35"), (4, "4"), (1200, "1,200"), ("mixed", "mixed")])
def test_a_value_is_written_as_people_of_the_language_write_it(value: float | str, told: str) -> None:
    assert ParameterLabels(Words("en", config().village), config()).value(value) == told
    indonesian = told.translate(str.maketrans({".": ",", ",": "."}))
    assert ParameterLabels(Words("id", config().village), config()).value(value) == indonesian
