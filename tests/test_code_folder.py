"""Machine code is kept where it can be, never where another user could lay it, and not without end."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from simulation.code_folder import KEPT_DAYS, code_folder

STATE = "0123456789abcdef"


@pytest.fixture(autouse=True)
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No place of this machine is used: the home and the temporary files are the test's."""
    for name in ("NUMBA_CACHE_DIR", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))


def test_it_is_in_the_home(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert code_folder(STATE) == tmp_path / "home" / ".cache" / "kampung" / STATE
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("name", ["NUMBA_CACHE_DIR", "XDG_CACHE_HOME", "HOME"])
@pytest.mark.parametrize("place", ["below a file", "/proc/nowhere"])
def test_a_place_that_cannot_be_made_is_replaced_and_said_once(
    name: str,
    place: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(name, str(tmp_path / "file" / "in it") if place == "below a file" else place)
    folder = code_folder(STATE)
    assert folder is not None
    assert folder.is_relative_to(tmp_path / "temporary")
    assert folder == code_folder(STATE), "kept from start to start"
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 2, "one line a start"
    assert str(folder) in told[0]


def test_without_a_home_it_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", homeless)
    folder = code_folder(STATE)
    assert folder is not None
    assert folder.is_relative_to(tmp_path / "temporary")


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="users share temporary files on POSIX only")
@pytest.mark.parametrize("planted", ["open to others", "link", "file"])
def test_a_place_that_others_can_write_is_not_used(
    planted: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "/proc/nowhere")
    place = tmp_path / "temporary" / f"kampung-{os.getuid()}"
    if planted == "link":
        (tmp_path / "elsewhere").mkdir()
        place.symlink_to(tmp_path / "elsewhere")
    elif planted == "file":
        place.write_text("")
    else:
        place.mkdir()
        place.chmod(0o777)
    folder = code_folder(STATE)
    assert folder is not None
    assert not folder.is_relative_to(place)
    assert folder.parent.parent.stat().st_mode & 0o077 == 0


def test_nowhere_at_all_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOME", "/proc/nowhere")
    monkeypatch.setattr("tempfile.tempdir", "/proc/nowhere")
    assert code_folder(STATE) is None
    assert "not kept" in capsys.readouterr().err


def test_what_nobody_used_for_long_is_removed(tmp_path: Path) -> None:
    kept = tmp_path / "home" / ".cache" / "kampung"
    days = {"a" * 16: KEPT_DAYS + 1, "b" * 16: KEPT_DAYS - 1, "something else": 10 * KEPT_DAYS}
    for name, age in days.items():
        (kept / name).mkdir(parents=True)
        os.utime(kept / name, (time.time() - age * 86400,) * 2)
    code_folder(STATE)
    assert {path.name for path in kept.iterdir()} == {STATE, "b" * 16, "something else"}


def test_a_rule_runs_without_any_folder(tmp_path: Path) -> None:
    program = (
        "import tempfile; tempfile.tempdir = '/proc/nowhere'\n"
        "from simulation.compiled import FOLDER, compiled\n"
        "@compiled\ndef twice(number): return 2 * number\n"
        "assert FOLDER is None and twice(21) == 42"
    )
    environment = os.environ | {"HOME": "/proc/nowhere", "NUMBA_CACHE_DIR": "/proc/nowhere"}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stderr.splitlines()) == 1
