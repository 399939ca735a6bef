"""Every call that touches the disk fails in turn: one line, nothing half-written, the same bytes after it."""

import json
import os
import shlex
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from simulation import load_study
from simulation.report import page
from simulation.report.album import Album
from simulation.running import provenance
from simulation.store.part_file import part_names, read_part
from tests.reliability.commands import experiment
from tests.reliability.failing import ERRORS, FailingDisk, failing_disk

Command = Callable[..., tuple[int, str, str]]

EXPERIMENT = experiment("tiny", weeks=12, replicates=5, owners=8).replace("[forum]", "[forum, mentoring]")
COMMANDS = {
    "run": ["run", "tiny.yaml", "--language", "en"],
    "attribute": ["attribute", "tiny.yaml", "--language", "en"],
}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an experiment of several parts; what does not touch the disk is quick."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("simulation.running.part.WEEKS_PER_PART", 2 * 2 * 13)
    monkeypatch.setattr(provenance, "installed", cache(provenance.installed))
    monkeypatch.setattr(provenance, "sources_digest", cache(provenance.sources_digest))
    monkeypatch.setattr("simulation.store.manifest.git_commit", lambda: None)
    monkeypatch.setattr(os, "_exit", _leave)
    monkeypatch.setattr(page, "_sections", _one_figure)
    monkeypatch.setattr("simulation.questions.page.sections_of", lambda _: _one_figure)
    (tmp_path / "tiny.yaml").write_text(EXPERIMENT)
    return tmp_path


def _leave(code: int) -> None:
    raise SystemExit(code)


def _one_figure(*given: object) -> list[Any]:
    """Return no section, and leave a figure in the album."""
    for each in given:
        if isinstance(each, Album):
            each.files["one.svg"] = b"<svg/>"
    return []


def data(folder: Path) -> dict[str, bytes]:
    """Return all bytes of the results that hold no time."""
    times = ("manifest.json", "ro-crate-metadata.json", ".lock", ".holder.json", "report.html")
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in times
    }


def assert_nothing_half_written(folder: Path, whole: dict[str, bytes]) -> None:
    """A file that has its name is that of the undisturbed run; a part that has a record is whole."""
    for name, content in data(folder).items():
        if "/part-" not in name and not name.endswith(".part"):
            assert content == whole[name], name
    for manifest in folder.rglob("manifest.json"):
        json.loads(manifest.read_text())
    for records in folder.rglob("checksums"):
        for name in part_names(records.parent):
            if (records / f"{name}.json").exists():
                assert read_part(records.parent, name) is not None


def undisturbed(place: Path, work: Callable[[str], object]) -> tuple[dict[str, bytes], int]:
    """Return the bytes of an undisturbed run, and how many calls it takes."""
    with failing_disk(FailingDisk(place / "whole")) as disk:
        work("whole")
    return data(place / "whole"), disk.calls


def test_a_study_meets_a_failing_disk_at_every_call(place: Path) -> None:
    study = load_study("tiny.yaml")
    whole, calls = undisturbed(place, lambda out: study.run(out=out))
    assert calls > 60
    for number in range(1, calls + 1):
        out = f"out-{number}"
        with (
            failing_disk(FailingDisk(place / out, number, ERRORS[number % 3], for_good=number % 2 == 0)),
            pytest.raises(OSError) as told,
        ):
            study.run(out=out)
        assert str(place / out) in str(Path(told.value.filename).absolute()), number
        if (place / out).exists():
            assert_nothing_half_written(place / out, whole)
        study.run(out=out, resume=True)
        assert data(place / out) == whole, number


def fail_and_go_on(place: Path, kampung: Command, words: list[str], disk: FailingDisk) -> Path:
    """Run a command on a failing disk, then, on a sound one, what it said would go on."""
    folder = Path(disk.place)
    with failing_disk(disk):
        code, _, errors = kampung(*words, "--out", folder.name)
    assert code == 4, errors
    told, *go_on = errors.splitlines()
    assert os.strerror(disk.error) in told
    assert folder.name in told
    again = [*words, "--out", folder.name, "--resume"]
    if go_on:  # there is none where the folder could not be begun
        (line,) = go_on
        assert line.startswith("go on with: kampung ")
        assert shlex.split(line)[4:] == again
    if folder.exists():
        assert_nothing_half_written(folder, data(place / "whole"))
    code, _, errors = kampung(*again)
    assert code == 0, errors
    return folder


@pytest.mark.parametrize(
    ("command", "every"),
    [
        ("run", 40),
        ("attribute", 40),
        pytest.param("run", 1, marks=pytest.mark.long),
        pytest.param("attribute", 1, marks=pytest.mark.long),
    ],
)
def test_a_command_meets_a_failing_disk(place: Path, kampung: Command, command: str, every: int) -> None:
    words = COMMANDS[command]
    whole, calls = undisturbed(place, lambda out: kampung(*words, "--out", out))
    assert calls > 80
    for number in range(1 if every == 1 else 17, calls + 1, every):
        for for_good in (False, True):
            out = f"out {number} {for_good}"
            disk = FailingDisk(place / out, number, ERRORS[number % 3], for_good=for_good)
            assert data(fail_and_go_on(place, kampung, words, disk)) == whole, (number, for_good)
