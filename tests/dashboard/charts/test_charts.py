"""The options of the charts hold the numbers of the answer, and nothing else."""

from itertools import pairwise

import numpy as np
import pytest

from simulation.dashboard.charts.course import course, course_table, digits_of, plain, session_weeks
from simulation.dashboard.charts.waterfall import waterfall, waterfall_table
from simulation.dashboard.state.answer import Answer
from simulation.dashboard.state.simulations import Simulations
from simulation.dashboard.state.starting_point import Start
from simulation.dashboard.words import Words
from simulation.report.ledger import Balance
from tests.dashboard.small_questions import Ask

WORDS = Words("id")


@pytest.fixture(scope="module")
def answer(ask: Ask) -> Answer:
    found: Answer = Simulations(1).ask(ask(replicates=5)).future.result(300)
    return found


def test_a_band_contains_its_mean_in_every_week(answer: Answer) -> None:
    lines = {name: answer.courses[name, "trust_other"] for name in ("none", "all")}
    series = course("trust_other", lines, [], WORDS)["series"]
    assert len(series) == 6
    for place, name in enumerate(lines):
        low, width, mean = (np.array(part["data"]) for part in series[3 * place : 3 * place + 3])
        assert series[3 * place + 2]["name"] == name
        # the drawn numbers have seven digits
        assert (low <= mean + 1e-6).all()
        assert (mean <= low + width + 1e-6).all()
        assert width[-1] > 0
        assert series[3 * place]["stack"] == series[3 * place + 1]["stack"]


def test_the_lines_are_the_means_of_the_answer(answer: Answer) -> None:
    lines = {"all": answer.courses["all", "trust_other"]}
    (series,) = course("trust_other", lines, [], WORDS, bands=False)["series"]
    np.testing.assert_allclose(series["data"], lines["all"][0], rtol=1e-6)


def test_two_lines_are_told_apart_without_colour(answer: Answer) -> None:
    summary = answer.courses["all", "trust_other"]
    option = course("trust_other", {f"p{k}": summary for k in range(7)}, [], WORDS, bands=False)
    looks = {(str(part["lineStyle"]["type"]), part["symbol"]) for part in option["series"]}
    assert len(looks) == 7
    assert len({part["color"] for part in option["series"]}) == 7


def test_marks_stand_at_the_weeks_of_the_sessions(start: Start, answer: Answer) -> None:
    (doses,) = start.resolve(start.settings().model_copy(
        update={"programmes": (start.programmes["forum_stops"],)})).programmes  # fmt: skip
    weeks = session_weeks(doses, start.config.weeks)
    assert len(weeks) == 12
    option = course("trust_other", {"all": answer.courses["all", "trust_other"]}, weeks, WORDS)
    marked = [mark["xAxis"] for part in option["series"] for mark in part.get("markLine", {}).get("data", [])]
    assert marked == weeks


def test_weeks_of_several_activities_are_each_marked_once(start: Start) -> None:
    doses = start.config.programmes()["all"]
    weeks = session_weeks(doses, 104)
    assert weeks == sorted(set(weeks))
    assert set(weeks) == {week for dose in doses.values() for week in dose.weeks(104)}


def test_the_table_has_a_row_a_week_and_the_numbers_of_each_line(answer: Answer) -> None:
    lines = {name: answer.courses[name, "trust_other"] for name in ("none", "all")}
    table = course_table("trust_other", lines, WORDS)
    assert len(table["head"]) == 7
    assert [row[0] for row in table["rows"]] == list(range(answer.question.weeks + 1))
    np.testing.assert_allclose([row[4] for row in table["rows"]], lines["all"][0], rtol=1e-6)
    np.testing.assert_allclose([row[3] for row in table["rows"]], lines["none"][2], rtol=1e-6)


def test_what_is_not_there_is_none() -> None:
    assert plain(np.array([1.0, np.nan, np.inf, 1 / 3])) == [1.0, None, None, 0.3333333]


def test_a_line_with_gaps_is_drawn() -> None:
    mean = np.array([np.nan, 0.5, 0.6])
    option = course("trust_other", {"a": (mean, mean - 0.1, mean + 0.1)}, [], WORDS)
    assert option["series"][-1]["data"] == [None, 0.5, 0.6]
    assert course("trust_other", {"a": (mean * np.nan,) * 3}, [], WORDS)["series"][-1]["data"] == [None] * 3


@pytest.mark.parametrize(("span", "digits"), [(1e6, 0), (49.0, 1), (4.0, 2), (0.06, 2), (0.001, 3)])
def test_small_differences_are_written_with_more_decimals(span: float, digits: int) -> None:
    assert digits_of(np.array([1.0, 1.0 + span, np.nan])) == digits


BALANCE = Balance("other", (("everyday", 3.0), ("forum", 1.5), ("fading", -2.0), ("mediation", 0.0)), 2.5)


def bars(balance: Balance) -> list[list[float]]:
    return [bar["value"] for bar in waterfall(balance, WORDS)["series"][0]["data"]]


def test_each_bar_begins_where_the_one_above_ends() -> None:
    assert bars(BALANCE) == [[0, 3, 0], [3, 4.5, 1], [4.5, 2.5, 2], [0, 2.5, 3]]


def test_gains_and_losses_look_different() -> None:
    colours = [bar["itemStyle"]["color"] for bar in waterfall(BALANCE, WORDS)["series"][0]["data"]]
    assert colours[0] == colours[1] != colours[2]
    assert colours[3] not in colours[:3]


def test_the_lines_of_an_answer_add_up_to_its_total(answer: Answer) -> None:
    assert [balance.side for balance in answer.balances["all"]] == ["own", "other"]
    for balance in answer.balances["all"]:
        found = bars(balance)
        assert found[-2][1] == pytest.approx(balance.total, abs=1e-9)
        assert found[-1][:2] == pytest.approx([0.0, balance.total])
        for above, below in pairwise(found[:-1]):
            assert below[0] == above[1]


def test_the_table_of_a_waterfall_has_every_source_and_the_sum(answer: Answer) -> None:
    balance = answer.balances["all"][1]
    rows = waterfall_table(balance, WORDS)["rows"]
    assert len(rows) == len(balance.lines) + 1
    assert sum(value for _, value in rows[:-1]) == pytest.approx(rows[-1][1])
    assert len({label for label, _ in rows}) == len(rows)
