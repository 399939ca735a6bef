"""Many villages: each is a paired study of its own, whoever stands beside it."""

from functools import cache
from typing import Any

import numpy as np
import pytest

from simulation.analysis.question import ask
from simulation.files.faults import StudyError
from simulation.questions.villages.answer import VillageEffects
from simulation.questions.villages.question import Villages
from tests.report.studies import config

NAMES = ["A", "B", "C"]
COLUMNS = {"owners": [[16.0, 16.0], [22.0, 22.0], [16.0, 16.0]], "threshold": [[0.40, 0.48]] * 3}


def question(rows: list[int], **changes: Any) -> Villages:
    table = {
        "names": [NAMES[row] for row in rows],
        "columns": {name: [cells[row] for row in rows] for name, cells in COLUMNS.items()},
    }
    return Villages(config(**({"villages": table, "replicates": 3} | changes)), programmes=["forum", "all"])


@cache
def answered(rows: tuple[int, ...]) -> VillageEffects:
    answer = ask(question(list(rows)), workers=2)
    assert isinstance(answer, VillageEffects)
    return answer


def test_a_village_gives_the_same_whoever_stands_beside_it() -> None:
    three, two = answered((0, 1, 2)), answered((2, 1))
    for place, village in enumerate(("C", "B")):
        one = three.effects[three.effects["village"] == village].reset_index(drop=True)
        other = two.effects[two.effects["village"] == village].reset_index(drop=True)
        assert one.equals(other)
        assert three.villages.iloc[NAMES.index(village)].equals(two.villages.iloc[place].rename(2 - place))


def test_the_effect_of_a_village_is_the_paired_difference_of_its_own_replicates() -> None:
    asked = question([0, 1, 2])
    design = asked.design()
    cases = [design.case(number) for number in range(9)]
    assert [case.village.owners for case in cases] == [16] * 3 + [22] * 3 + [16] * 3
    assert len({case.luck for case in cases}) == 9
    found = answered((0, 1, 2))
    row = found.effects.query("programme == 'forum' and outcome == 'trust_other' and village == 'B'").iloc[0]
    assert row["error_low"] < row["effect"] < row["error_high"] and row["replicates"] == 3
    assert np.isnan(row["low"]) and row["sets"] == 1


def test_worth_is_the_effect_on_all_owners_for_a_million_rupiah() -> None:
    found = answered((0, 1, 2))
    for row in found.ranked("forum").to_dict("records"):
        about = row["effect"] * row["owners"] / (row["cost"] / 1e6)
        assert row["worth"] == pytest.approx(about, rel=0.2)
        assert row["low"] <= row["worth"] <= row["high"]
    worth = found.ranked("forum")["worth"].to_numpy()
    assert (np.diff(worth) <= 0).all()


def test_a_programme_free_of_charge_has_no_ranking_and_no_rule() -> None:
    free = {"speaker_hour": 0, "moderator_hour": 0, "snack": 0, "transport": 0}
    found = ask(question([0, 1], prices=free), workers=2)
    assert isinstance(found, VillageEffects)
    assert (found.ranked("forum")["tier"] == 0).all() and found.rules["forum"].verdict == "few"


def test_what_can_be_seen_beforehand_holds_no_parameter_of_behaviour() -> None:
    assert answered((0, 1, 2)).seen() == ["owners", "assortativity_once"]


def test_the_number_of_replicates_must_be_known_beforehand() -> None:
    until = {"until": {"outcome": "trust_other", "week": 30, "half_width": 0.01}}
    with pytest.raises(StudyError, match="rests on the results"):
        question([0], replicates=until)


def test_the_question_is_asked_again_by_the_words_of_its_command() -> None:
    assert question([0]).command()["programme"] == ["forum", "all"]
    assert "programmes" not in question([0]).command()
