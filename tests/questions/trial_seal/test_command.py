"""`kampung trial seal` and `kampung trial read` as their users run them, one after the other."""

import hashlib
import json
from pathlib import Path

import pandas as pd
import pytest

from simulation import load_study
from simulation.analysis.question import run_in_memory
from simulation.questions.trial.pool import Pool
from simulation.questions.trial_seal.question import TrialSeal
from tests.command_line import kampung
from tests.questions.trial_seal.made_up import written
from tests.reliability.commands import experiment

POINTS = "points: {columns: {threshold: [0.40, 0.44, 0.48]}}\n"
ASKED = ("--villages", "4", "--owners", "6", "--each", "3")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "small.yaml").write_text(experiment("small", weeks=30, replicates=3, burn_in=20) + POINTS)
    return tmp_path


def test_the_round_trip_of_a_trial(folder: Path) -> None:
    code, out, errors = kampung(
        folder, "trial", "seal", "small.yaml", *ASKED, "--out", "sealed", "--language", "en"
    )
    assert code == 0, errors
    content = (folder / "sealed" / "forecast.json").read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    assert f"SHA-256 of forecast.json: {digest}" in " ".join(out.split())
    sealed = json.loads(content)
    assert sealed["terms"]["villages"] == 4 and len(sealed["sets"]) == 3 and len(sealed["sealed"]) == 10
    again = "kampung trial seal experiment/experiment.json --seed 5"
    assert again in (folder / "sealed" / "report.html").read_text(encoding="utf-8")

    question = TrialSeal(load_study(folder / "small.yaml").config, 4, 6, each=3)
    design_of = question.answer(run_in_memory(workers=2))
    assert design_of.forecast.mean.tolist() == [row["mean"] for row in sealed["sets"]]
    from simulation.questions.trial.question import pool_design

    design = pool_design(question.config, question.terms, 3, 3)
    pool = Pool.of(design, run_in_memory(workers=2)(design, ""))
    written(pool.worlds[1], question.terms, folder / "table.csv", 9)

    for language, told in (("en", "The trial and its forecast"), ("id", "Uji coba dan ramalannya")):
        words = ("sealed", "--data", "table.csv", "--out", language, "--language", language, "--hash", digest)
        code, out, errors = kampung(folder, "trial", "read", *words)
        assert code == 0, errors
        page = (folder / language / "report.html").read_text(encoding="utf-8")
        assert told in page and digest in page and "still plausible" in out
        assert not any(word == "nan" for word in page.split())
    rows = pd.read_csv(folder / "en" / "sets_after.csv")
    assert rows["plausible"].any() and rows["weight"].sum() == pytest.approx(1)
    # nothing that was written is written over
    code, _, errors = kampung(folder, "trial", "read", "sealed", "--data", "table.csv", "--out", "en")
    assert code == 2 and "exists already and is not overwritten" in errors


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("sealed", "--data", "table.csv"), "sealed: holds no sealed forecast: this trial was never sealed; "
                                            "allowed: a folder that kampung trial seal has written, "
                                            "before the programme began"),
        ((".", "--data", "table.csv"), ".: holds no sealed forecast"),
    ],
)  # fmt: skip
def test_a_trial_that_was_never_sealed_is_one_line(folder: Path, words: tuple[str, ...], told: str) -> None:
    code, out, errors = kampung(folder, "trial", "read", *words)
    assert (code, out) == (2, "")
    (line,) = errors.splitlines()
    assert line.startswith(told)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--villages", "1", "--owners", "6"), "--villages: found 1; allowed: a whole number from 2 to 500"),
        (("--villages", "4", "--owners", "11"), "--owners: found 11; allowed: a whole number from 2 to 10"),
        (("--villages", "4", "--owners", "6", "--arms", "none"), "--arms: found none: no arms to compare"),
    ],
)
def test_bad_input_is_one_line(folder: Path, words: tuple[str, ...], told: str) -> None:
    code, out, errors = kampung(folder, "trial", "seal", "small.yaml", *words, "--out", "out")
    assert (code, out) == (2, "")
    (line,) = errors.splitlines()
    assert line.startswith(told)
    assert not (folder / "out").exists()
