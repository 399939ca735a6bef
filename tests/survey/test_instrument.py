"""The questionnaire maps onto the model."""

import pytest

from simulation.parameters import DOSES, NORMS, Behaviour, Group, Label, Sector, VillageProfile
from simulation.survey.instrument import instrument
from simulation.survey.questionnaire import Questionnaire
from simulation.survey.words import words

LIKERT = ("extent", "agreement")


@pytest.fixture
def asked(profile: VillageProfile) -> Questionnaire:
    return Questionnaire.of(profile)


def test_every_quantity_of_an_owner_that_the_model_starts_from_is_asked(asked: Questionnaire) -> None:
    measured = {column.quantity for column in asked.tables["owners"].columns}
    beliefs = {f"belief_{group.name}" for group in asked.village.groups}
    assert {"group", "sector", "communication", "conflict", "income", *NORMS, *beliefs} <= measured


def test_scales_of_several_items_have_three_of_which_one_is_reversed(asked: Questionnaire) -> None:
    beliefs = [f"belief_{group.name}" for group in asked.village.groups]
    for quantity in (*NORMS, "communication", "conflict", *beliefs):
        items = [column for column in asked.tables["owners"].columns if column.quantity == quantity]
        assert [item.reversed for item in items] == [False, False, True]


def test_every_activity_has_its_column(asked: Questionnaire) -> None:
    assert [column.name for column in asked.tables["attendance"].columns[1:]] == list(DOSES)


def test_an_answer_from_one_to_five_lies_evenly_between_nought_and_one() -> None:
    for name in LIKERT:
        scale = instrument().scales[name]
        assert [scale.value(code) for code in range(1, 6)] == [(code - 1) / 4 for code in range(1, 6)]
        assert [scale.value(code, turned=True) for code in range(1, 6)] == [
            (5 - code) / 4 for code in range(1, 6)
        ]


def test_incomes_stand_for_something_the_model_can_compute() -> None:
    low, high = 1, 1e12
    values = [option.value for option in instrument().scales["income"].options]
    assert all(value is not None and low <= value <= high for value in values)
    assert values == sorted(values)
    assert values[0] < Behaviour().income < values[-1]


def test_groups_and_sectors_are_those_of_the_village() -> None:
    village = VillageProfile(
        name="Elsewhere",
        owners=10,
        groups=[
            Group(name="hill", share=0.5, label=Label(en="hill people", id="orang bukit")),
            Group(name="shore", share=0.3),
            Group(name="market", share=0.2),
        ],
        sectors=[Sector(name="fish", share=1.0)],
    )
    asked = Questionnaire.of(village)
    names = [column.name for column in asked.tables["owners"].columns]
    assert [name for name in names if name.startswith("trust_")] == [
        "trust_hill",
        "trust_shore",
        "trust_market",
        "trust_strangers",
    ]
    assert "hill people" in asked.column("owners", "trust_hill").text.en
    assert next(option.id for option in asked.options(asked.column("owners", "group"))) == "orang bukit"
    assert [option.en for option in asked.options(asked.column("owners", "sector"))] == ["fish"]


def test_every_question_cites_its_source_and_trust_follows_the_sc_iq(asked: Questionnaire) -> None:
    for sheet in asked.tables.values():
        assert all(asked.instrument.cited(column) for column in sheet.columns)
    assert "SC-IQ" in asked.instrument.cited(asked.column("owners", "trust_local"))


def test_both_languages_have_the_same_words() -> None:
    def keys(node: dict[str, object]) -> list[str]:
        return [
            name
            for key, value in node.items()
            for name in ([key] if not isinstance(value, dict) else [f"{key}.{k}" for k in keys(value)])
        ]

    assert keys(words("en")) == keys(words("id"))
