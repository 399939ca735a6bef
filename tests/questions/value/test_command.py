"""`kampung value` as its users run it."""

from pathlib import Path

import pandas as pd
import pytest

from tests.command_line import kampung
from tests.reliability.commands import experiment
from tests.report.questions import UNSURE

SETS = "\n".join(f"    {name}: {values}" for name, values in UNSURE["points"]["columns"].items())
SMALL = (
    experiment("small", weeks=30, replicates=48)
    + f"  vision: {{activities: [shared_vision]}}\npoints:\n  columns:\n{SETS}\nvillages_per_set: 2\n"
)


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder with the experiment and its answer, and what the command printed."""
    folder = tmp_path_factory.mktemp("valued")
    (folder / "small.yaml").write_text(SMALL)
    code, out, errors = kampung(
        folder, "value", "small.yaml", "--decision", "none,forum,vision", "--out", "out"
    )
    assert code == 0, errors
    return folder, out


def test_the_tables_and_the_report_are_there_and_the_printed_one_says_the_same(
    answered: tuple[Path, str],
) -> None:
    folder, out = answered
    assert "\n144 runs in " in out
    frame = pd.read_csv(folder / "out" / "value.csv")
    (perfect,) = frame.loc[frame["kind"] == "perfect", "value"]
    assert f"{perfect:+.4g}" in out
    assert '<html lang="id">' in (folder / "out" / "report.html").read_text(encoding="utf-8")


def test_finished_results_are_enough(answered: tuple[Path, str]) -> None:
    folder, _ = answered
    code, _, errors = kampung(folder, "run", "small.yaml", "--out", "runs")
    assert code == 0, errors
    code, out, errors = kampung(folder, "value", "runs", "--decision", "none,forum,vision", "--out", "again")
    assert code == 0, errors
    assert "\n0 runs in " in out
    assert (folder / "again" / "value.csv").read_bytes() == (folder / "out" / "value.csv").read_bytes()
    code, _, errors = kampung(folder, "report", "again", "--language", "en")
    assert code == 0, errors


def test_results_of_a_question_are_no_runs_to_take_over(answered: tuple[Path, str]) -> None:
    code, _, errors = kampung(answered[0], "value", "out", "--out", "third")
    assert (code, errors) == (2, "out: holds an answer; allowed: a folder `kampung run` wrote\n")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ["--decision", "forum,visio"],
            "--decision: unknown scenario 'visio'; allowed: none, forum, vision;",
        ),
        (["--decision", "forum,vision", "--budget", "5 ribu"], "--budget: Rp 5,000 leaves 0 of 2 decisions;"),
        (["--replicates", "10"], "value: replicates: 5 sets of values are used; allowed: at least 20"),
    ],
)
def test_what_cannot_be_asked_leaves_one_line_and_no_folder(
    answered: tuple[Path, str], words: list[str], told: str
) -> None:
    code, _, errors = kampung(answered[0], "value", "small.yaml", *words, "--out", "none")
    assert code == 2
    assert errors.startswith(told) and len(errors.splitlines()) == 1
    assert not (answered[0] / "none").exists()
