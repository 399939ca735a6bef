"""Finished folders of a small study and of a small question, made once; tests take copies."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from simulation import Study, load_study
from tests.running.test_run import EXPERIMENT

ROOT = Path(__file__).parent.parent
Copy = Callable[[str], Path]


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """A small study that was read from a file and a village beside it."""
    folder = tmp_path_factory.mktemp("files")
    head, rest = EXPERIMENT.split("weeks: 20", 1)
    village = head.split("village:\n", 1)[1].replace("\n  ", "\n").strip() + "\n"
    (folder / "villages").mkdir()
    (folder / "villages" / "small.yaml").write_text(f"# mine\n{village}", encoding="utf-8")
    file = folder / "studies" / "small.yaml"
    file.parent.mkdir()
    text = f"# my study\nname: small\nvillage: ../villages/small.yaml\nweeks: 20{rest}"
    file.write_text(text.replace("replicates: 6", "replicates: 3"), encoding="utf-8")
    return load_study(file)


@pytest.fixture(scope="session")
def made(small: Study, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Folders by what they hold."""
    base = tmp_path_factory.mktemp("results")
    small.run(out=base / "study").report("en")
    small.attribute("trained", out=base / "attribute", language="en")
    return {path.name: path for path in base.iterdir()}


@pytest.fixture
def copy(made: dict[str, Path], tmp_path: Path) -> Copy:
    """Return what gives a copy of a folder that may be spoiled."""

    def copied(name: str) -> Path:
        return Path(shutil.copytree(made[name], tmp_path / name))

    return copied
