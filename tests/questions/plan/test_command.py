"""`kampung plan` as its users run it."""

import shlex
import signal
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from simulation import load_study
from simulation.analysis.question import ask
from simulation.questions.plan.answer import Plans
from simulation.questions.plan.question import Plan
from tests.command_line import kampung
from tests.reliability.commands import environment, experiment, run, start, wait_for

PROGRAMME = "  both: {activities: [forum, mentoring]}\n"
TABLES = ("front.csv", "plan.csv", "regret.csv", "money.csv", "doses.csv", "tried.csv")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    text = experiment("small", weeks=30, replicates=6, owners=16, burn_in=20)
    # ties, not trust: a forum of thirty weeks surely changes them, also in twelve small villages
    text = text.replace("trust_other: {smallest_effect: 0.02}", "degree: {smallest_effect: 0.1}")
    (tmp_path / "small.yaml").write_text(text + PROGRAMME)
    return tmp_path


ASKED = ("plan", "small.yaml", "--budget", "12000000", "--replicates", "12", "--evaluations", "60")


def test_it_prints_the_plan_and_leaves_tables_an_experiment_and_a_report(folder: Path) -> None:
    code, out, errors = kampung(folder, *ASKED, "--out", "out", "--language", "en")
    assert code == 0, errors
    assert "The plan for Rp 12,000,000: Rp " in out
    assert "What money buys: degree by the best plan of each budget" in out
    answer = ask(
        Plan(load_study(folder / "small.yaml").config, budget=12e6, replicates=12, evaluations=60), workers=2
    )
    assert isinstance(answer, Plans)
    for name, frame in answer.frames().items():
        told = pd.read_csv(folder / "out" / f"{name}.csv")
        assert told.shape == frame.shape
        for column in frame.select_dtypes("float"):
            assert told[column].to_numpy() == pytest.approx(frame[column].to_numpy(), nan_ok=True)
    code, out, errors = kampung(folder, "check", "out/plan.yaml")
    assert code == 0, errors
    assert "3 scenarios, reference 'none'" in out
    code, _, errors = kampung(folder, "office", "out", "--start", "2027-01-04", "--out", "rab")
    assert code == 0, errors
    rows = [
        [cell.value for cell in row] for row in load_workbook(folder / "rab/rab.xlsx", data_only=True)["RAB"]
    ]
    (total,) = [row[5] for row in rows if row[0] == "Jumlah seluruhnya"]
    # people are whole in the budget: less than a head of each activity more
    assert 0 <= total - pd.read_csv(folder / "out" / "plan.csv")["rupiah"].sum() < 300_000
    page = (folder / "out" / "report.html").read_text(encoding="utf-8")
    assert "kampung plan experiment/experiment.json" in page
    assert "--budget 12000000 " in page


@pytest.mark.long
def test_a_stopped_search_goes_on_to_the_same_plan(folder: Path) -> None:
    process = start(folder, *ASKED, "--out", "out")
    wait_for((folder / "out" / "stage-001").exists, process)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate()
    assert process.returncode == 130, errors
    (line,) = [line for line in errors.splitlines() if line.startswith("go on with: kampung plan ")]
    code, _, errors = kampung(folder, *shlex.split(line)[4:])
    assert code == 0, errors
    code, _, errors = kampung(folder, *ASKED, "--out", "whole")
    assert code == 0, errors
    for name in (*TABLES, "plan.yaml"):
        assert (folder / "out" / name).read_bytes() == (folder / "whole" / name).read_bytes()


def test_a_point_in_the_budget_is_no_fraction_of_a_rupiah(folder: Path) -> None:
    code, _, errors = run(folder, "plan", "small.yaml", "--budget", "1.200 juta", "--out", "out")
    assert code == 2
    assert "1,200 or 1200 juta?" in " ".join(errors.replace("│", " ").split())
    code, _, errors = kampung(folder, "plan", "small.yaml", "--budget", "Rp 50.000,-", "--out", "out")
    assert code == 2 and errors.startswith("--budget: found 50,000; allowed: at least 600,000: ")
    code, _, errors = kampung(folder, "plan", "small.yaml", "--budget", "0,05 juta", "--out", "out")
    assert code == 2 and errors.startswith("--budget: found 50,000; ")
    assert not (folder / "out").exists()


def test_a_budget_below_the_cheapest_plan_is_refused_in_one_line(folder: Path) -> None:
    code, _, errors = kampung(folder, "plan", "small.yaml", "--budget", "5000", "--out", "out")
    assert code == 2
    assert errors == (
        "--budget: found 5,000; allowed: at least 600,000: "
        "the cheapest plan is one small session of mentoring\n"
    )
    assert not (folder / "out").exists()


def test_a_missing_extra_is_named_with_how_to_install_it(folder: Path) -> None:
    hidden = folder / "hidden" / "pymoo"
    hidden.mkdir(parents=True)
    (hidden / "__init__.py").write_text("raise ImportError('not here')\n")
    code, _, errors = run(folder, *ASKED, "--out", "out", env=environment(folder / "hidden"))
    assert code == 2
    assert errors == "plan: pymoo is not installed; allowed: the extra 'plan': pip install -e .[plan]\n"
    assert not (folder / "out").exists()
