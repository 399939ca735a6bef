"""`kampung attribute` as its users run it."""

import shlex
import shutil
import signal
from pathlib import Path

import pandas as pd
import pytest

from simulation import load_study
from tests.command_line import kampung
from tests.reliability.commands import assert_intact, experiment, parts, start, wait_for

PROGRAMME = "  both: {activities: [forum, mentoring]}\n"
SMALL = experiment("small", weeks=30, replicates=6) + PROGRAMME
TABLES = ("attribution.csv", "interactions.csv", "programme.csv")


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder with the experiment and its answer, and what the command printed."""
    folder = tmp_path_factory.mktemp("answered")
    (folder / "small.yaml").write_text(SMALL)
    code, out, errors = kampung(folder, "attribute", "small.yaml", "--out", "out")
    assert code == 0, errors
    return folder, out


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "small.yaml").write_text(SMALL)
    return tmp_path


def test_the_tables_say_what_python_says_and_the_values_add_up(answered: tuple[Path, str]) -> None:
    folder, out = answered
    assert "\n24 runs in " in out  # 4 subsets x 6 villages
    assert "trust_other, week 30: the whole programme" in out
    shapley, _, whole = (pd.read_csv(folder / "out" / name) for name in TABLES)
    assert shapley["shapley"].sum() == pytest.approx(whole["effect"].sum(), abs=1e-9)
    pd.testing.assert_frame_equal(shapley, load_study(folder / "small.yaml").attribute().shapley)


def test_a_stopped_attribution_says_how_to_go_on_and_that_command_does(folder: Path) -> None:
    (folder / "long.yaml").write_text(experiment("long", weeks=400, replicates=400) + PROGRAMME)
    process = start(folder, "attribute", "long.yaml", "--out", "out", "--replicates", "100")
    wait_for(lambda: parts(folder / "out" / "stage-000") >= 2, process)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate()
    assert process.returncode == 130, errors
    assert_intact(folder / "out" / "stage-000")
    (line,) = [line for line in errors.splitlines() if line.startswith("go on with: kampung attribute ")]
    code, _, errors = kampung(folder, *shlex.split(line)[4:])
    assert code == 0, errors
    code, _, errors = kampung(folder, "attribute", "long.yaml", "--out", "whole", "--replicates", "100")
    assert code == 0, errors
    for name in TABLES:
        assert (folder / "out" / name).read_bytes() == (folder / "whole" / name).read_bytes()


def test_a_programme_of_one_activity_is_refused_in_one_line(folder: Path) -> None:
    code, _, errors = kampung(folder, "attribute", "small.yaml", "--programme", "forum", "--out", "out")
    assert code == 2
    assert errors == (
        "--programme: the scenario 'forum' has 1 activities; allowed: 2 to 10 activities: "
        "an exact attribution runs every subset of them\n"
    )
    assert not (folder / "out").exists()


def test_the_report_is_written_again_in_either_language(answered: tuple[Path, str]) -> None:
    folder, _ = answered
    page = folder / "out" / "report.html"
    before = page.read_text(encoding="utf-8")
    assert '<html lang="id">' in before
    code, out, errors = kampung(folder, "report", "out", "--language", "en")
    assert (code, out) == (0, "report:  out/report.html\n"), errors
    english = page.read_text(encoding="utf-8")
    assert '<html lang="en">' in english
    kampung(folder, "report", "out", "--language", "id")
    assert page.read_text(encoding="utf-8") == before


def test_a_stage_is_no_result_of_its_own(answered: tuple[Path, str]) -> None:
    code, _, errors = kampung(answered[0], "report", "out/stage-000")
    assert code == 2
    assert errors.startswith("out/stage-000: holds a stage of an answer")


def test_another_question_is_not_gone_on_with(answered: tuple[Path, str], folder: Path) -> None:
    shutil.copytree(answered[0] / "out", folder / "out")
    (folder / "small.yaml").write_text(SMALL.replace("seed: 5", "seed: 6"))
    code, _, errors = kampung(folder, "attribute", "small.yaml", "--out", "out", "--resume")
    assert code == 2
    assert errors == "out: seed: 5 in the folder, 6 now\n"
