"""The site, built once as `make docs` builds it."""

import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site; all workers of a test run share it."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if shared.name.startswith("popen-") else shared
    target = shared / "site"
    with FileLock(shared / "site.lock"):
        if not target.exists():
            build(ROOT, target)
    return target


def build(root: Path, target: Path) -> None:
    """Build a site strictly: a warning is a fault (with --quiet none would be counted)."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(target)]
    built = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
