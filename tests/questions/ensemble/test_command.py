"""`kampung ensemble` as its users run it."""

import shlex
import signal
from pathlib import Path

import pandas as pd
import pytest

from simulation import load_study
from simulation.experiment.experiment_file import read_study
from tests.command_line import kampung
from tests.reliability.commands import assert_intact, experiment, parts, start, wait_for

TABLES = ("sets", "funnel", "removed", "patterns", "parameters", "pairs", "nearest")
OWN = """\
patterns:
  - {name: ties, measure: degree, week: 0, low: 0.5, high: 9, source: made up}
  - {name: forum, measure: trust_other, weeks: [20, 30], scenario: forum, low: 0, source: made up}
"""
ASKED = ("ensemble", "small.yaml", "--patterns", "own.yaml", "--only-own", "--sets", "6", "--draws", "60",
         "--waves", "2")  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "small.yaml").write_text(experiment("small", weeks=30, replicates=3, burn_in=20))
    (tmp_path / "own.yaml").write_text(OWN)
    return tmp_path


def written(out: Path) -> dict[str, bytes]:
    """Return the bytes of all that was found."""
    names = ["ensemble.parquet", "own_patterns.yaml", *(f"{table}.csv" for table in TABLES)]
    names += [f"{table}.parquet" for table in TABLES]
    return {name: (out / name).read_bytes() for name in names}


def test_the_command_prints_the_funnel_and_writes_what_python_finds(folder: Path) -> None:
    code, out, errors = kampung(folder, *ASKED, "--out", "out", "--language", "en")
    assert code == 0, errors
    assert "Sets that are left" in out and "6 of 6 sets found" in out
    assert "Patterns" in out and "0.5 to 9" in out and "0 to open" in out
    page = (folder / "out" / "report.html").read_text(encoding="utf-8")
    again = "--sets 6 --draws 60 --waves 2 --patterns own_patterns.yaml"
    assert f"kampung ensemble experiment/experiment.json {again}" in page
    found = load_study(folder / "small.yaml").ensemble(
        patterns=folder / "own.yaml", only_own=True, sets=6, draws=60, waves=2
    )
    for name, frame in found.frames().items():
        text = frame.to_csv(index=False, lineterminator="\n")
        assert (folder / "out" / f"{name}.csv").read_text() == text, name
    # what lies beside the answer asks the same again
    again = (*ASKED[:3], "out/own_patterns.yaml", *ASKED[4:])
    code, _, errors = kampung(folder, *again, "--out", "again", "--workers", "1")
    assert code == 0, errors
    assert written(folder / "again") == written(folder / "out")


def test_an_experiment_goes_on_with_the_ensemble(folder: Path) -> None:
    code, _, errors = kampung(folder, *ASKED, "--out", "out")
    assert code == 0, errors
    text = experiment("lived", weeks=30, replicates=6) + "behaviour: out/ensemble.parquet\n"
    (folder / "lived.yaml").write_text(text)
    study = read_study(folder / "lived.yaml")
    assert study.points is not None and study.points.rows == 6
    sets = pd.read_parquet(folder / "out" / "ensemble.parquet")
    assert study.villages_per_set == 2
    assert study.case(4).doses["forum"]["talk"] == sets["forum.talk"].iloc[2]
    sets = sets.iloc[:3]  # those that six villages live with
    code, _, errors = kampung(folder, "run", "lived.yaml", "--out", "lived", "--language", "en")
    assert code == 0, errors
    code, out, errors = kampung(folder, "show", "lived.yaml", "--scenario", "forum")
    assert code == 0, errors
    (talk,) = [line for line in out.splitlines() if line.startswith("talk")]
    assert f"({sets['forum.talk'].min():.6g} to {sets['forum.talk'].max():.6g})" in talk


@pytest.mark.long
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_stopped_or_killed_search_goes_on_to_the_same_bytes(folder: Path, how: signal.Signals) -> None:
    asked = (*ASKED[:-4], "--draws", "300", "--waves", "2")
    process = start(folder, *asked, "--out", "out")
    wait_for(lambda: parts(folder / "out" / "stage-001") >= 1, process)
    process.send_signal(how)
    _, errors = process.communicate()
    assert process.returncode == (130 if how == signal.SIGINT else -9), errors
    assert_intact(folder / "out" / "stage-001")
    if how == signal.SIGINT:
        (line,) = [each for each in errors.splitlines() if each.startswith("go on with: kampung ensemble ")]
        asked = tuple(shlex.split(line)[4:-3])
    code, _, errors = kampung(folder, *asked, "--out", "out", "--resume")
    assert code == 0, errors
    code, _, errors = kampung(folder, *asked, "--out", "whole", "--workers", "1")
    assert code == 0, errors
    assert written(folder / "out") == written(folder / "whole")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--only-own",), "--only-own: there are no patterns of your own; allowed: --patterns FILE"),
        (("--draws", "3"), "--draws: found 3; allowed: a whole number from 10 to 50000"),
        (
            ("--patterns", "own.yaml"),
            "own.yaml:2:27: patterns[0].measure: unknown measure 'degre'; allowed: ",
        ),
    ],
)
def test_bad_input_is_one_line(folder: Path, words: tuple[str, ...], told: str) -> None:
    (folder / "own.yaml").write_text(OWN.replace("degree", "degre"))
    code, out, errors = kampung(folder, "ensemble", "small.yaml", *words, "--out", "out")
    assert (code, out) == (2, "")
    assert errors.startswith(told) and len(errors.splitlines()) == 1
    assert not (folder / "out").exists()
