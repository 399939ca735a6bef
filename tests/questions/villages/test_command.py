"""`kampung villages` as its users run it."""

import shlex
import signal
from pathlib import Path

import pandas as pd
import pytest

from simulation import load_study
from tests.command_line import kampung
from tests.reliability.commands import assert_intact, experiment, parts, start, wait_for

TABLES = ("villages", "effects", "ranking", "rules")


def table(number: int) -> str:
    lines = [f"Village {row},{12 + row},{0.2 + 0.02 * row:.2f},0.42..0.46\n" for row in range(number)]
    return "name,owners,sector_food,threshold\n" + "".join(lines)


def landed(out: Path) -> dict[str, bytes]:
    """Return the parts of the study and their records."""
    files = [
        path for kind in ("weekly.parquet", "checksums") for path in (out / "stage-000" / kind).iterdir()
    ]
    return {path.name: path.read_bytes() for path in files}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    text = experiment("small", weeks=30, replicates=3, burn_in=20) + "villages: table.csv\n"
    (tmp_path / "small.yaml").write_text(text)
    (tmp_path / "table.csv").write_text(table(8))
    return tmp_path


def test_the_tables_say_what_python_says(folder: Path) -> None:
    code, out, errors = kampung(folder, "villages", "small.yaml", "--out", "out", "--language", "en")
    assert code == 0, errors
    assert "villages by verdict, week 30" in out and "where to go first: few" in out
    assert '<html lang="en">' in (folder / "out" / "report.html").read_text(encoding="utf-8")
    answer = load_study(folder / "small.yaml").villages()
    for name, frame in answer.frames().items():
        text = frame.to_csv(index=False, lineterminator="\n")
        assert (folder / "out" / f"{name}.csv").read_text() == text
        pd.testing.assert_frame_equal(pd.read_parquet(folder / "out" / f"{name}.parquet"), frame)
    villages = pd.read_csv(folder / "out" / "villages.csv")
    assert villages["threshold"].between(0.42, 0.46).all() and villages["threshold"].nunique() == 8


@pytest.mark.long
def test_a_stopped_study_of_villages_goes_on_to_the_same_bytes(folder: Path) -> None:
    long = experiment("long", weeks=400, replicates=12) + "villages: table.csv\n"
    (folder / "long.yaml").write_text(long)
    process = start(folder, "villages", "long.yaml", "--out", "out")
    wait_for(lambda: parts(folder / "out" / "stage-000") >= 1, process)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate()
    assert process.returncode == 130, errors
    assert_intact(folder / "out" / "stage-000")
    (line,) = [line for line in errors.splitlines() if line.startswith("go on with: kampung villages ")]
    code, _, errors = kampung(folder, *shlex.split(line)[4:])
    assert code == 0, errors
    code, _, errors = kampung(folder, "villages", "long.yaml", "--out", "whole", "--workers", "1")
    assert code == 0, errors
    for name in TABLES:
        first, second = (folder / out / f"{name}.parquet" for out in ("out", "whole"))
        assert first.read_bytes() == second.read_bytes()
    assert landed(folder / "out") == landed(folder / "whole")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ("--programme", "none"),
            "--programme: 'none' is the reference itself; allowed: a scenario to compare with it",
        ),
        (
            ("--replicates", "1"),
            "replicates: found 1 replicates of each of 8 villages; allowed: 2 to 125,000",
        ),
        (("--week", "31"), "--week: found 31; allowed: a week from 1 to 30"),
    ],
)
def test_bad_input_is_one_line(folder: Path, words: tuple[str, ...], told: str) -> None:
    code, out, errors = kampung(folder, "villages", "small.yaml", *words, "--out", "out")
    assert (code, out, errors) == (2, "", told + "\n")
    assert not (folder / "out").exists()


def test_an_experiment_without_a_table_is_told_what_to_write(folder: Path) -> None:
    (folder / "plain.yaml").write_text(experiment("plain", weeks=30, replicates=3))
    code, _, errors = kampung(folder, "villages", "plain.yaml", "--out", "out")
    assert code == 2
    assert errors == (
        "villages: the experiment 'plain' names no table of villages; "
        "allowed: a line 'villages: TABLE.csv' in its file\n"
    )


def test_a_bad_cell_is_told_with_line_and_column(folder: Path) -> None:
    (folder / "table.csv").write_text(table(8).replace("Village 3,15", "Village 3,15 owners"))
    code, _, errors = kampung(folder, "villages", "small.yaml", "--out", "out")
    assert code == 2
    assert errors == (
        "table.csv:5:11: owners: found '15 owners'; "
        "allowed: a number such as 0.4, or a range such as 0.3..0.5 to draw from\n"
    )
