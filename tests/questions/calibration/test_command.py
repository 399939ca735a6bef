"""`kampung calibrate` as its users run it."""

import json
import shlex
import signal
from pathlib import Path

import pandas as pd
import pytest

from simulation import load_study
from simulation.experiment.experiment_file import read_study
from tests.command_line import kampung
from tests.reliability.commands import experiment, start, wait_for

SURVEY = """# made up
measure,week,value,standard_error
trust_own,0,0.58,0.03
trust_other,0,0.45,0.03
trust_other,30,0.50,0.03
degree,30,2.5,0.3
"""
ASKED = ("calibrate", "small.yaml", "--data", "survey.csv", "--parameter", "belief_own", "--parameter",
         "belief_other", "--particles", "50", "--populations", "2")  # fmt: skip
TABLES = ("survey", "posterior", "pairs", "predictive", "effects", "populations")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "small.yaml").write_text(experiment("small", weeks=30, replicates=3))
    (tmp_path / "survey.csv").write_text(SURVEY)
    return tmp_path


@pytest.mark.long
def test_an_experiment_goes_on_with_the_posterior(folder: Path) -> None:
    code, out, errors = kampung(folder, *ASKED, "--out", "out", "--language", "en")
    assert code == 0, errors
    assert "belief_other" in out
    assert "The survey against the posterior" in out
    assert all((folder / "out" / f"{name}.csv").exists() for name in TABLES)
    page = (folder / "out" / "report.html").read_text(encoding="utf-8")
    assert "kampung calibrate experiment/experiment.json --data survey.csv --parameter belief_own" in page
    text = experiment("lived", weeks=30, replicates=3) + "behaviour: out/posterior.parquet\n"
    (folder / "lived.yaml").write_text(text)
    study = read_study(folder / "lived.yaml")
    assert study.points is not None
    assert study.points.rows == 50
    code, _, errors = kampung(folder, "run", "lived.yaml", "--out", "lived")
    assert code == 0, errors
    # what was observed lies beside the answer, and asks the same again
    names = ["belief_own", "belief_other"]
    asked = {"parameters": names, "particles": 50, "populations": 2}
    found = load_study(folder / "small.yaml").calibrate(folder / "out" / "survey.csv", **asked)
    assert found.draws[names].to_dict("list") == {name: study.points.columns[name] for name in names}


@pytest.mark.long
def test_plan_and_discover_ask_villages_of_the_posterior(folder: Path) -> None:
    code, _, errors = kampung(folder, *ASKED, "--out", "out")
    assert code == 0, errors
    text = experiment("lived", weeks=30, replicates=3, owners=16, burn_in=20)
    (folder / "lived.yaml").write_text(text + "behaviour: out/posterior.parquet\n")
    draws = pd.read_parquet(folder / "out" / "posterior.parquet")
    sought = ("--budget", "12000000", "--replicates", "12", "--evaluations", "40")
    code, _, errors = kampung(folder, "plan", "lived.yaml", *sought, "--out", "plan")
    assert code == 0, errors
    # the villages in which plans were tried are draws of the posterior, not of the ranges
    design = next((folder / "plan" / "stage-000").glob("manifest.json"))
    tried = json.loads(design.read_text())["config"]["points"]["columns"]["belief_other"]
    assert set(tried) <= set(draws["belief_other"])
    code, _, errors = kampung(folder, "discover", "lived.yaml", "--out", "fails")
    assert code == 0, errors
    villages = pd.read_csv(folder / "fails" / "villages.csv")
    assert set(villages["belief_other"]) <= set(draws["belief_other"])


@pytest.mark.long
def test_a_stopped_calibration_says_how_to_go_on_and_ends_as_if_it_never_stopped(folder: Path) -> None:
    (folder / "small.yaml").write_text(experiment("small", weeks=100, burn_in=20, replicates=3, owners=20))
    process = start(folder, *ASKED, "--out", "out")
    wait_for((folder / "out" / "stage-002").exists, process)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate()
    assert process.returncode == 130, errors
    (line,) = [line for line in errors.splitlines() if line.startswith("go on with: kampung calibrate ")]
    code, _, errors = kampung(folder, *shlex.split(line)[4:])
    assert code == 0, errors
    code, _, errors = kampung(folder, *ASKED, "--out", "whole")
    assert code == 0, errors
    for name in ("posterior.parquet", *(f"{table}.csv" for table in TABLES)):
        assert (folder / "out" / name).read_bytes() == (folder / "whole" / name).read_bytes()


@pytest.mark.parametrize(
    ("survey", "words", "told"),
    [
        (
            SURVEY.replace(",0.3\n", ",\n"),
            (),
            "survey.csv:6:15: found nothing; allowed: a standard error above 0: "
            "without it nobody can say how near is near enough\n",
        ),
        (SURVEY, ("--parameter", "treshold"), "--parameter: unknown parameter 'treshold'; allowed: "),
    ],
)
def test_what_cannot_be_used_is_one_line(
    folder: Path, survey: str, words: tuple[str, ...], told: str
) -> None:
    (folder / "survey.csv").write_text(survey)
    code, _, errors = kampung(folder, *ASKED, *words, "--out", "out")
    assert code == 2
    assert errors.startswith(told)
    assert len(errors.splitlines()) == 1
    assert not (folder / "out").exists()


def test_an_empty_range_is_one_line(folder: Path) -> None:
    (folder / "small.yaml").write_text(
        experiment("small", weeks=30, replicates=3) + "ranges: {belief_own: [0.6, 0.6]}\n"
    )
    code, _, errors = kampung(folder, *ASKED, "--out", "out")
    assert code == 2
    assert errors.startswith(
        "small.yaml:19:22: ranges.belief_own: found 0.6 to 0.6, an empty range; allowed: "
    )
