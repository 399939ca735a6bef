"""`kampung network fit` as its users run it."""

import shlex
from pathlib import Path

import pandas as pd
import pytest

from simulation import load_study, open_answer
from simulation.report.command_line import words_of
from tests.command_line import kampung
from tests.reliability.commands import experiment


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    text = experiment("small", weeks=20, replicates=3, owners=16, burn_in=20)
    (tmp_path / "small.yaml").write_text(text)
    ring = "".join(f"name{place},name{(place + 1) % 16}\n" for place in range(16))
    (tmp_path / "ties.csv").write_text(f"source,target\n{ring}")
    return tmp_path


def test_the_tables_say_what_python_says_and_the_report_can_be_written_again(folder: Path) -> None:
    words = ("network", "fit", "small.yaml", "--network", "ties.csv", "--villages", "30", "--out", "out")
    code, out, errors = kampung(folder, *words, "--language", "en")
    assert code == 0, errors
    assert "The observed network among 30 simulated ones" in out and "30 runs" in out
    study = load_study(folder / "small.yaml")
    answer = study.network_fit(folder / "ties.csv", villages=30)
    for name, frame in answer.frames().items():
        assert (folder / "out" / f"{name}.csv").read_text() == frame.to_csv(index=False, lineterminator="\n")
    p = pd.read_csv(folder / "out" / "network_fit.csv").set_index("statistic")["p"]
    page = (folder / "out" / "report.html").read_text(encoding="utf-8")
    assert f"{p['degree']:.3f}" in page
    # digits of a sentence in a figure are not cut
    assert f"p = {p['degree']:.3f}<" in (folder / "out" / "figures" / "degree.svg").read_text()
    again = "kampung network fit experiment/experiment.json --network ties.csv"
    assert again in page
    # names of nodes are kept nowhere
    assert "name3" not in (folder / "out" / "manifest.json").read_text() + page
    code, _, errors = kampung(folder, "report", "out", "--language", "id")
    assert code == 0, errors
    assert '<html lang="id">' in (folder / "out" / "report.html").read_text(encoding="utf-8")
    assert open_answer(folder / "out").frames()["network_fit"].equals(answer.frames()["network_fit"])


def test_a_network_of_another_size_is_refused_and_leaves_nothing(folder: Path) -> None:
    (folder / "ties.csv").write_text("source,target\na,b\nb,c\n")
    code, _, errors = kampung(folder, "network", "fit", "small.yaml", "--network", "ties.csv", "--out", "out")
    assert code == 2 and len(errors.splitlines()) == 1
    assert "--network: the network has 3 nodes, the village 16 owners" in errors
    assert not (folder / "out").exists()


def test_a_question_may_be_a_word_of_a_group(folder: Path) -> None:
    code, out, _ = kampung(folder, "network", "--help")
    assert code == 0 and all(word in out for word in ("read", "export", "fit"))
    assert shlex.join(words_of(("network", "fit"), "x.yaml", {"week": 3})) == "network fit x.yaml --week 3"
    code, _, errors = kampung(folder, "network_fit", "small.yaml")
    assert code == 2 and "No such command" in errors
