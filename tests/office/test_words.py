"""Both languages say the same, and nothing that nobody reads."""

import string
from datetime import date

from simulation.office.document import document
from simulation.office.form import Form
from simulation.office.programme import HeldProgramme
from simulation.office.workbook import workbook
from simulation.report.words import sentences
from tests.office.programmes import dose, programme

ELSEWHERE = {"office.plan.bought", "office.plan.other"}
"""Of plans: tests/questions/plan/test_chosen.py."""


def everything() -> list[HeldProgramme]:
    """Return programmes that need all words together."""
    costs = {"speaker_hours": 1, "moderator_hours": 1, "per_session": 1, "per_head": 1}
    choices = [
        {"select": "everyone"},
        {"select": "group", "group": "local"},
        *(
            {"select": name, "number": 2}
            for name in ("least_trusting", "least_connected", "most_central", "random")
        ),
    ]
    held = [programme(forum=dose("forum", who=who, cost=costs, capacity=3)) for who in choices]
    free = {"moderator_hours": 0, "catering": False}
    unequal = {"lowest": 0.2, "highest": 0.7}
    return [
        *held,
        programme(
            dialogue_mediation=dose("dialogue_mediation", attendance=unequal),
            collaboration_simulation=dose("collaboration_simulation", cost=free),
        ),
        programme(conflict_training=dose("conflict_training")),
    ]


def own(language: str) -> dict[str, str]:
    return {k: v for k, v in sentences(language, "simulation.office").items() if k.startswith("office.")}


def test_both_languages_have_the_same_keys_and_places() -> None:
    english, indonesian = own("en"), own("id")
    assert list(english) == list(indonesian)

    def places(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    for key, text in english.items():
        assert places(text) == places(indonesian[key]), key


def test_every_word_is_read_somewhere() -> None:
    used = set()
    for each in everything():
        form = Form(each, date(2027, 1, 4), "id")
        workbook(form)
        document(form)
        used |= form.words.used
    assert set(own("id")) - used == ELSEWHERE
