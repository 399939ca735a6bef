"""`kampung trial` as its users run it."""

import shlex
import signal
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from simulation import load_study
from simulation.questions.trial.checks import CHECKED
from tests.command_line import kampung
from tests.reliability.commands import assert_intact, experiment, parts, start, wait_for

POINTS = "points: {columns: {threshold: [0.40, 0.44, 0.48]}}\n"
ASKED = ("--villages", "3,6", "--owners", "4,8", "--trials", "100", "--each", "3")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "small.yaml").write_text(experiment("small", weeks=30, replicates=3, burn_in=20) + POINTS)
    return tmp_path


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fit mixed models to a few trials only."""
    assert CHECKED > 10
    monkeypatch.setattr("simulation.questions.trial.checks.CHECKED", 5)


def test_the_tables_say_what_python_says_and_the_plan_can_be_printed(folder: Path) -> None:
    code, out, errors = kampung(folder, "trial", "small.yaml", *ASKED, "--out", "out", "--language", "en",
                                "--interview", "50 ribu")  # fmt: skip
    assert code == 0, errors
    assert "forum: parallel, assurance by villages of an arm" in out and "18 runs" in out
    found = load_study(folder / "small.yaml").trial(
        villages=[3, 6], owners=[4, 8], trials=100, each=3, interview=50_000
    )
    for name, frame in found.frames().items():
        text = frame.to_csv(index=False, lineterminator="\n")
        assert (folder / "out" / f"{name}.csv").read_text() == text, name
    rows = found.trial
    assert rows["villages"].tolist() == (2 * rows["per_arm"]).tolist()
    assert (rows["assurance_low"] <= rows["assurance"]).all()
    prices = rows.groupby("per_arm")["rupiah"].unique()
    # twice as many villages cost twice as much, and eight owners more than four
    assert prices[6] == pytest.approx(2 * prices[3])
    assert prices[3].max() - prices[3].min() == pytest.approx(3 * 2 * 4 * 2 * 50_000)
    for language, told in (("en", "Plan of the analysis: "), ("id", "Rencana analisis: ")):
        page = (folder / "out" / f"analysis_plan_{language}.html").read_text(encoding="utf-8")
        assert f'<html lang="{language}">' in page and told in page
    report = (folder / "out" / "report.html").read_text(encoding="utf-8")
    assert "kampung trial experiment/experiment.json --seed 5 --plan parallel --arms none,forum" in report


@pytest.mark.parametrize("plan", ["pairs", "wedge"])
def test_other_designs_are_drawn_from_the_same_village(folder: Path, plan: str) -> None:
    words = ("--waves", "0,10,20,30") if plan == "wedge" else ()
    code, _, errors = kampung(
        folder, "trial", "size", "small.yaml", *ASKED, "--plan", plan, *words, "--out", "out"
    )
    assert code == 0, errors
    rows = pd.read_csv(folder / "out" / "trial.csv")
    assert set(rows["plan"]) == {plan}
    assert rows["villages"].tolist() == (rows["per_arm"] * (3 if plan == "wedge" else 2)).tolist()
    assert not (folder / "out" / "estimators.csv").exists()


def test_a_wedge_begins_as_late_as_its_group(folder: Path) -> None:
    from simulation.questions.trial.question import Trial

    config = load_study(folder / "small.yaml").config
    design = Trial(config, plan="wedge", waves=[0, 10, 20, 30], villages=[2], owners=[4]).design()
    firsts = {name: doses["forum"].first for name, doses in design.programmes().items() if doses}
    first = firsts["forum"]
    assert firsts == {"forum": first, "forum_from_10": first + 10, "forum_from_20": first + 20}


def test_the_pool_holds_the_owners_of_the_study_itself(folder: Path) -> None:
    from simulation.analysis.question import run_in_memory
    from simulation.questions.trial.question import Trial

    text = (folder / "small.yaml").read_text()
    (folder / "closing.yaml").write_text(text + "behaviour: {exit_rate: 0.5}\nvillages_per_set: 3\n")
    study = load_study(folder / "closing.yaml")
    question = Trial(study.config, each=3, sets=3, villages=[3], owners=[4])
    design = question.design()
    values = run_in_memory(workers=2)(design, "").many(design.owner_columns(), [0, 30])
    owners = study.run(replicates=9, owners_at=[0, 30]).owners()
    kept = owners.query("scenario == 'forum' and replicate == 4 and week == 30").set_index("owner")
    here = np.array([values[name][1, 4, 1] for name in design.owner_columns()])
    there = kept["belief_other"].where(~(kept["arrived"] > 0)).to_numpy(dtype=float)
    assert np.isnan(there).any() and np.isfinite(there).any()
    assert np.array_equal(here, there, equal_nan=True)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--arms", "none"), "--arms: found none: no arms to compare; allowed: two scenarios or more, "
                             "the first without the programme"),
        (("--arms", "none,forun"), "--arms: unknown scenario 'forun'; allowed: none, forum; "
                                   "did you mean 'forum'?"),
        (("--villages", "1"), "--villages: found 1; allowed: a whole number from 2 to 500"),
        (("--villages", "4,x"), "--villages: found 'x'; allowed: whole numbers such as 4,8,16"),
        (("--owners", "11"), "--owners: found 11; allowed: a whole number from 2 to 10"),
        (("--waves", "5,30"), "--waves: found 5, 30; allowed: 0, before the programme, and 1 or more"),
        (("--waves", "0,31"), "--waves: found 31; allowed: a whole number from 0 to 30"),
        (("--plan", "wedge", "--waves", "0,10,20", "--villages", "1"),
         "--villages: found 1 in each of 2 groups: too few villages for the parameters; "
         "allowed: 4 villages in all, or more"),
        (("--outcome", "belief_othr"), "--outcome: unknown outcome of an owner 'belief_othr'; allowed: "),
        (("--outcome", "degree"), "--items: 'degree' is a number that no item of five steps asks for; "
                                  "allowed: 0: it is taken without error"),
        (("--interview", "cheap"), "--interview: found 'cheap'; allowed: an amount such as 50 juta"),
        (("--loss", "0.6"), "--loss: found 0.6; allowed: a number from 0 to 0.5"),
        (("--sets", "4"), "--sets: found 4; allowed: a whole number from 1 to 3"),
        (("--plan", "wedge", "--waves", "0,10,30", "--contamination", "0.1"),
         "--contamination: in a stepped wedge every village gets the programme; "
         "allowed: with parallel arms or pairs"),
    ],
)  # fmt: skip
def test_bad_input_is_one_line(folder: Path, words: tuple[str, ...], told: str) -> None:
    code, out, errors = kampung(folder, "trial", "small.yaml", *words, "--out", "out")
    assert (code, out) == (2, "")
    (line,) = errors.splitlines()
    assert line.startswith(told)
    assert not (folder / "out").exists()


def test_an_outcome_that_no_owner_has_is_one_line(folder: Path) -> None:
    text = (folder / "small.yaml").read_text()
    alone = text.replace("[{name: a, share: 0.5}, {name: b, share: 0.5}]", "[{name: a, share: 1}]").replace(
        "trust_other", "trust"
    )
    (folder / "alone.yaml").write_text(alone)
    code, _, errors = kampung(folder, "trial", "alone.yaml", *ASKED, "--out", "out")
    assert code == 2
    assert errors.splitlines()[-1] == (
        "--outcome: no owner of any village has the outcome 'belief_other'; "
        "allowed: one that the village's owners have"
    )


@pytest.mark.long
def test_a_stopped_pool_goes_on_to_the_same_bytes(folder: Path) -> None:
    (folder / "long.yaml").write_text(experiment("long", weeks=400, replicates=3) + POINTS)
    asked = ("trial", "long.yaml", *ASKED, "--each", "40")
    process = start(folder, *asked, "--out", "out")
    wait_for(lambda: parts(folder / "out" / "stage-000") >= 1, process)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate()
    assert process.returncode == 130, errors
    assert_intact(folder / "out" / "stage-000")
    (line,) = [line for line in errors.splitlines() if line.startswith("go on with: kampung trial ")]
    code, _, errors = kampung(folder, *shlex.split(line)[4:])
    assert code == 0, errors
    code, _, errors = kampung(folder, *asked, "--out", "whole", "--workers", "1")
    assert code == 0, errors
    for name in ("trial", "needed", "power_by_set"):
        first, second = (folder / out / f"{name}.csv" for out in ("out", "whole"))
        assert first.read_bytes() == second.read_bytes()
