"""An undisturbed run of the study, to compare with."""

import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.command_line import kampung
from tests.reliability.commands import EXPERIMENT, data, run

RUN = ("run", "steady.yaml")
"""What the tests run. Stages of an answer go on in the tests of the questions' commands."""


@dataclass(frozen=True)
class Whole:
    """A study that nobody disturbed: its bytes, and the seconds it took."""

    data: dict[str, bytes]
    seconds: float


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    folder = tmp_path_factory.mktemp("whole")
    (folder / "steady.yaml").write_text(EXPERIMENT)
    code, _, errors = kampung(folder, *RUN, "--out", "warm", "--replicates", "1")
    assert code == 0, errors
    begin = time.monotonic()
    code, _, errors = run(folder, *RUN, "--out", "whole")
    assert code == 0, errors
    return Whole(data(folder / "whole"), time.monotonic() - begin)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder, with a space in its name, that holds the experiment."""
    place = tmp_path / "my village"
    place.mkdir()
    (place / "steady.yaml").write_text(EXPERIMENT)
    return place
