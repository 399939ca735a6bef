"""From a sealed forecast to a trial of simulated villages and back, and intervals of few villages."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from simulation.files.faults import StudyError
from simulation.questions.trial.ancova import ancova
from simulation.questions.trial.designs import tried, true_effect
from simulation.questions.trial.pool import Pool
from simulation.questions.trial.robust import robust
from simulation.questions.trial.sample import Sample
from simulation.questions.trial.terms import Terms
from simulation.questions.trial_seal.forecast import FORECAST, SEAL, Forecast, read_forecast, seal
from simulation.questions.trial_seal.interviews import read_interviews
from simulation.questions.trial_seal.reading import Reading
from tests.questions.trial.toys import pool, terms
from tests.questions.trial_seal.made_up import written

EFFECTS = [-0.1, -0.02, 0.0, 0.02, 0.05, 0.1, 0.15]
TERMS = terms(villages=[6], owners=[15])


def foretold(villages: Pool, asked: Terms) -> Forecast:
    found = []
    for place, world in enumerate(villages.worlds):
        sample = Sample(world, asked, 200, 2 * asked.villages[0], asked.owners[0], 1, 2000 + place)
        (each,) = tried(sample, asked, 1, asked.villages[0], [(asked.villages[0], asked.owners[0])]).values()
        found.append(each.found.effect)
    about = {
        "seed": 1, "experiment": "toy",
        "terms": {"arms": asked.arms, "waves": asked.waves, "villages": 6, "outcome": "belief_other"},
    }  # fmt: skip
    every = np.concatenate(found)
    ends = np.quantile(every, [0.05, 0.5, 0.95]).tolist()
    effect = np.array([true_effect(world, asked, 1) for world in villages.worlds])
    means, sds = (np.array([take(each) for each in found]) for take in (np.mean, np.std))
    return Forecast(about, np.array(villages.numbers), effect, means, sds, *ends)


def test_what_is_sealed_is_read_again_and_a_trial_of_a_set_keeps_its_set_plausible(tmp_path: Path) -> None:
    villages = pool(EFFECTS)
    forecast = foretold(villages, TERMS)
    digest = seal(tmp_path, forecast, date(2026, 3, 1))
    again, same = read_forecast(tmp_path)
    assert same == digest and again.about["sealed"] == "2026-03-01"
    assert np.array_equal(again.mean, forecast.mean) and again.high == forecast.high
    kept = []
    for seed in range(12):
        for true in (1, 5):
            written(villages.worlds[true], TERMS, tmp_path / "table.csv", seed)
            reading = Reading(again, read_interviews(tmp_path / "table.csv", again.terms))
            kept.append(bool(reading.plausible[true]))
            far = np.abs(forecast.effect - forecast.effect[true]) > 0.12
            assert not reading.plausible[far].any()
            assert reading.weight.sum() == pytest.approx(1)
            low, median, high = reading.effects(after=True)
            assert low <= median <= high
    assert np.mean(kept) >= 0.85


def test_the_estimate_is_that_of_the_trial_itself(tmp_path: Path) -> None:
    world = pool([0.05]).worlds[0]
    written(world, TERMS, tmp_path / "table.csv", 3)
    terms = {"arms": TERMS.arms, "waves": TERMS.waves, "outcome": TERMS.outcome}
    found = read_interviews(tmp_path / "table.csv", terms)
    assert found.villages[0] == "Kampung 0" and found.treated.tolist() == [True] * 6 + [False] * 6
    reading = Reading(foretold(pool([0.05, 0.1]), TERMS), found)
    sample = Sample(world, TERMS, 1, 12, 15, 3, 5)
    before = sample.score(0, 0).mean(axis=-1)
    after = np.where(found.treated, sample.score(1, 1).mean(axis=-1), sample.score(0, 1).mean(axis=-1))
    assert reading.effect == pytest.approx(ancova(before, after, found.treated).effect[0], abs=1e-5)
    assert reading.robust.effect[0] == pytest.approx(reading.effect)
    frames = reading.frames()
    assert frames["reading"]["estimator"].tolist() == ["ancova", "robust", "mixed", "randomisation"]


def test_what_is_sealed_once_stays_and_what_was_changed_is_told(tmp_path: Path) -> None:
    forecast = foretold(pool([0.0, 0.05]), TERMS)
    digest = seal(tmp_path, forecast, date(2026, 3, 1))
    assert seal(tmp_path, forecast, date(2027, 1, 1)) == digest
    assert (tmp_path / SEAL).read_text() == f"{digest}  {FORECAST}\n"
    text = (tmp_path / FORECAST).read_text().replace('"sealed": "2026', '"sealed": "2025')
    (tmp_path / FORECAST).write_text(text)
    with pytest.raises(StudyError, match="it was changed; allowed: the forecast as it was sealed"):
        read_forecast(tmp_path)


@pytest.mark.parametrize("each", [3, 5, 10])
def test_a_robust_interval_of_balanced_means_is_that_of_two_means(each: int) -> None:
    random = np.random.default_rng(1)
    after = random.normal(size=2 * each)
    treated = np.arange(2 * each) < each
    found = robust(np.zeros(2 * each), after, treated)
    variance = after[treated].var(ddof=1) / each + after[~treated].var(ddof=1) / each
    assert found.error[0] == pytest.approx(np.sqrt(variance))
    assert found.freedom == pytest.approx(2 * (each - 1))


@pytest.mark.parametrize("villages", [6, 12, 20])
def test_robust_intervals_of_few_unequal_villages_hold_the_effect(villages: int) -> None:
    random = np.random.default_rng(2)
    treated = np.arange(villages) < villages // 2
    held = []
    for _ in range(600):
        before = random.normal(size=villages)
        # villages with the programme differ twice as much
        luck = random.normal(size=villages) * np.where(treated, 2.0, 1.0)
        found = robust(before, before + luck + 0.7 * treated, treated)
        held.append(found.low[0] <= 0.7 <= found.high[0])
    assert 0.92 < np.mean(held) < 0.995
