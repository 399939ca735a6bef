"""Villages of many kinds, and in which of them a programme fails."""

import numpy as np
import pandas as pd
import pytest

from simulation.analysis.question import ask
from simulation.analysis.windows import values_at
from simulation.experiment.design import Design
from simulation.experiment.points import Points
from simulation.experiment.window import Window
from simulation.files.faults import StudyError
from simulation.questions.discovery.answer import Discovery
from simulation.questions.discovery.question import Discover
from simulation.running.run import run_study
from simulation.running.sink import Memory
from simulation.running.weekly_table import WeeklyTable
from tests.questions.discovery.discoveries import known, made, several
from tests.report.studies import config


def test_a_village_fails_below_the_smallest_effect_and_backfires_below_its_opposite() -> None:
    _, answer = several()
    frame = answer.villages
    assert set(frame.loc[frame["effect"] >= 0.02, "verdict"]) == {"raises"}
    assert set(frame.loc[(frame["effect"] < 0.02) & (frame["effect"] > -0.02), "verdict"]) == {"fails"}
    assert set(frame.loc[frame["effect"] <= -0.02, "verdict"]) == {"backfires"}
    assert set(frame.loc[frame["effect"].isna(), "verdict"]) == {""}
    finding = answer.finding("forum", "fails")
    verdicts = frame.loc[frame["programme"] == "forum", "verdict"]
    assert finding.failures == verdicts.isin(["fails", "backfires"]).sum() == known(answer.points).sum()
    assert answer.finding("forum", "backfires").failures == (verdicts == "backfires").sum()


def test_the_known_conditions_are_found() -> None:
    _, answer = several()
    (found,) = answer.finding("forum", "backfires").search.confirmed
    assert found.box.low["threshold"] == pytest.approx(0.44, abs=0.005)
    assert found.box.low["bad_weight"] == pytest.approx(1.4, abs=0.04)
    assert found.box.parameters == ["threshold", "bad_weight"]
    assert found.held.density > 0.95
    assert found.held.coverage > 0.95
    boxes = answer.finding("all", "fails").search.confirmed
    assert {name for each in boxes for name in each.box.parameters} >= {
        "threshold", "bad_weight", "acquaintances", "owners",
    }  # fmt: skip


def test_a_programme_that_always_works_has_no_failures_to_describe() -> None:
    _, answer = several()
    finding = answer.finding("mentoring", "fails")
    assert (finding.failures, finding.search.enough) == (0, False)


def test_failing_by_luck_has_no_conditions() -> None:
    _, answer = several()
    finding = answer.finding("shared_vision", "fails")
    assert finding.search.enough
    assert finding.search.confirmed == []


def test_runs_that_failed_are_not_counted() -> None:
    _, answer = several()
    finding = answer.finding("forum_stops", "fails")
    assert (finding.villages, finding.failures) == (0, 0)


def test_less_is_better_for_some_outcomes() -> None:
    question, answer = several()
    question = Discover(question.config, programmes=["forum"], outcome="unresolved", villages=1000)
    effect = np.where(known(answer.points), 0.05, -0.1)[None].repeat(2, axis=0)
    found = Discovery(
        answer.points, {"forum": effect}, outcome="unresolved", week=question.week, smallest=0.02, seed=7
    )
    assert found.finding("forum", "backfires").failures == known(answer.points).sum()
    assert found.villages["effect"].to_numpy() == pytest.approx(effect[0])


@pytest.mark.parametrize(("each", "spread"), [(2, 0.02), (8, 0.02), (4, 0.05)])
def test_how_many_villages_luck_may_have_misplaced(each: int, spread: float) -> None:
    _, answer = made({"forum": lambda points: np.linspace(0, 0.1, len(points))}, each=each, spread=spread)
    # the mean of each villages has an error of spread over the root of each; a village is near within 1.96
    half = 1.96 * spread / np.sqrt(each)
    near = min(half, 0.02) + half if half > 0.02 else 2 * half
    count = answer.finding("forum", "fails").near
    assert count is not None
    assert count / 1000 == pytest.approx(near / 0.1, abs=0.08)
    assert made({"forum": luckless}, each=1)[1].finding("forum", "fails").near is None


def luckless(points: pd.DataFrame) -> np.ndarray:
    return np.full(len(points), 0.1)


def test_villages_fill_the_ranges_in_both_halves() -> None:
    question = Discover(
        config(ranges={"threshold": [0.40, 0.48]}), villages=200, parameters=["threshold", "memory"]
    )
    points = question.points().columns
    for half in (slice(0, 100), slice(100, 200)):
        for name, (low, high) in {"threshold": (0.40, 0.48), "memory": (0.90, 0.99)}.items():
            parts = (np.array(points[name][half]) - low) / (high - low) * 100
            assert sorted(parts.astype(int)) == list(range(100))
    assert set(Discover(config()).parameters).isdisjoint({"owners", "share_hill"})
    assert {"owners"} == set(Discover(config(ranges={"owners": [20, 40]})).parameters) - set(
        Discover(config()).parameters
    )
    whole = Discover(config(), villages=100, parameters=["acquaintances"]).points().columns["acquaintances"]
    assert all(value.is_integer() for value in whole)


def test_a_posterior_gives_its_own_villages_each_once() -> None:
    rows = np.linspace(0.40, 0.48, 150).tolist()
    study = config(points=Points(columns={"threshold": rows}).model_dump())
    found = Discover(study, villages=2000).points().columns["threshold"]
    assert sorted(found) == rows
    assert found != rows
    assert len(Discover(study, villages=100).points().columns["threshold"]) == 100
    with pytest.raises(StudyError, match="--parameter: the villages come from the posterior"):
        Discover(study, parameters=["threshold"])


def test_each_replicate_lives_in_the_village_of_its_row() -> None:
    question = Discover(config(), programmes=["forum"], villages=100, each=2, parameters=["threshold"])
    kept: list[tuple[Design, WeeklyTable]] = []

    def run(design: Design, _: str) -> WeeklyTable:
        memory = Memory(design)
        run_study(design, memory, workers=2)
        kept.append((design, memory.table()))
        return memory.table()

    answer = question.answer(run)
    assert isinstance(answer, Discovery)
    ((design, table),) = kept
    values = values_at(table, ["trust_other"], [30], Window())["trust_other"][:, :, 0]
    for village in (0, 49, 99):
        runs = [
            r for r in range(200) if design.case(r).behaviour.threshold == answer.points["threshold"][village]
        ]
        assert len(runs) == 2
        assert len({design.case(r).luck for r in runs}) == 2
        expected = (values[1, runs] - values[0, runs]).mean()
        assert answer.villages["effect"][village] == pytest.approx(expected)


def test_the_same_question_has_the_same_answer() -> None:
    question = Discover(config(), villages=100, parameters=["threshold", "bad_weight"])
    one, two = (ask(question, workers=workers).frames() for workers in (1, 2))
    for name, frame in one.items():
        pd.testing.assert_frame_equal(frame, two[name], check_exact=True)


def test_its_options_are_enough_to_ask_again() -> None:
    question = Discover(config(), villages=300, parameters=["memory"], outcome="income", week=15)
    again = Discover(config(), **question.options)
    assert again.options == question.options
    assert question.options["programmes"] == ["all"]
    assert again.points() == question.points()
    plain = Discover(config())
    assert Discover(config(), **plain.options).parameters == plain.parameters


def test_the_tables_hold_the_boxes_as_told() -> None:
    _, answer = several()
    frames = answer.frames()
    boxes = frames["boxes"].query("programme == 'forum' and way == 'backfires' and method == 'prim'")
    (found,) = answer.finding("forum", "backfires").search.confirmed
    assert boxes["parameter"].tolist() == found.box.parameters
    assert boxes["low"].tolist() == list(found.box.low.values())
    assert set(boxes["density"]) == {found.held.density}
    steps = frames["trajectory"].query("programme == 'forum' and way == 'backfires'")
    assert len(steps) == len(found.trajectory)
    assert steps["coverage"].iloc[0] == 1.0
    assert steps["chosen"].sum() == 1
    counts = frames["findings"].set_index(["programme", "way"])["failures"]
    assert counts["forum", "backfires"] == known(answer.points).sum()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"programmes": ["froum"]}, "--programme: unknown scenario 'froum'.*did you mean 'forum'"),
        ({"programmes": ["none"]}, "--programme: 'none' is the reference itself"),
        ({"outcome": "trust_othr"}, "--outcome: unknown outcome 'trust_othr'.*did you mean 'trust_other'"),
        ({"week": 31}, "--week: found 31; allowed: a week from 1 to 30"),
        ({"parameters": ["treshold"]}, "--parameter: unknown parameter 'treshold'.*did you mean 'threshold'"),
    ],
)
def test_what_is_not_there_is_refused(options: dict[str, object], told: str) -> None:
    with pytest.raises(StudyError, match=told):
        Discover(config(), **options)  # type: ignore[arg-type]


def test_without_the_extra_one_line_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulation.analysis.workbench.find_spec", lambda name: None)
    with pytest.raises(StudyError) as caught:
        Discover(config())
    assert str(caught.value) == (
        "kampung discover: ema_workbench is not installed; "
        "allowed: the extra 'discover': pip install -e .[discover]"
    )
