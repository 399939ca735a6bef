"""`kampung dashboard --results DIR`: only a folder is taken, and only the server knows which."""

import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from simulation.cli import app
from simulation.dashboard.server import server
from simulation.files.faults import StudyError
from tests.experiment.files import VALID


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int, bool]]:
    found: list[tuple[str, int, bool]] = []
    monkeypatch.setattr(server, "serve", lambda *how: found.append(how))
    monkeypatch.setattr(os, "environ", dict(os.environ))
    return found


def test_the_folder_of_results_is_told_to_the_server(served: list[object], tmp_path: Path) -> None:
    told = CliRunner().invoke(app, ["dashboard", "--no-browser", "--results", str(tmp_path)])
    assert told.exit_code == 0, told.output
    assert [how[:3] for how in served] == [("127.0.0.1", 8765, False)]
    assert os.environ["KAMPUNG_RESULTS"] == str(tmp_path.resolve())


def test_without_the_option_nothing_is_told(served: list[object], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(os.environ, "KAMPUNG_RESULTS", raising=False)
    assert CliRunner().invoke(app, ["dashboard", "--no-browser"]).exit_code == 0
    assert "KAMPUNG_RESULTS" not in os.environ


@pytest.mark.parametrize(("name", "told"), [("none", "no folder"), ("file", "a file")])
def test_what_is_no_folder_is_refused(served: list[object], tmp_path: Path, name: str, told: str) -> None:
    (tmp_path / "file").touch()
    result = CliRunner().invoke(app, ["dashboard", "--no-browser", "--results", str(tmp_path / name)])
    assert isinstance(result.exception, StudyError)
    assert f"--results: {tmp_path / name}: {told}; allowed: a folder of results" in str(result.exception)
    assert served == []


def test_what_the_host_decides_is_told_to_the_server(served: list[object]) -> None:
    words = ["--language", "en", "--limit-owners", "120", "--limit-visitors", "30"]
    told = CliRunner().invoke(app, ["dashboard", "--no-browser", *words])
    assert told.exit_code == 0, told.output
    names = ("KAMPUNG_LANGUAGE", "KAMPUNG_LIMIT_OWNERS", "KAMPUNG_LIMIT_VISITORS")
    assert [os.environ[name] for name in names] == ["en", "120", "30"]


def test_a_limit_below_the_village_of_the_experiment_is_refused(served: list[object], tmp_path: Path) -> None:
    file = tmp_path / "large.yaml"
    file.write_text(VALID.replace("owners: 60", "owners: 90"))
    result = CliRunner().invoke(app, ["dashboard", "--no-browser", str(file), "--limit-owners", "80"])
    assert isinstance(result.exception, StudyError)
    assert "--limit-owners: found 80; allowed: at least the 90 owners" in str(result.exception)
    assert served == []


@pytest.mark.parametrize(
    "words",
    [
        ("--language", "nl"),
        ("--limit-owners", "10"),
        ("--limit-owners", "100000"),
        ("--limit-visitors", "0"),
    ],
)
def test_a_limit_out_of_range_is_refused(served: list[object], words: tuple[str, str]) -> None:
    assert CliRunner().invoke(app, ["dashboard", "--no-browser", *words]).exit_code == 2
    assert served == []
