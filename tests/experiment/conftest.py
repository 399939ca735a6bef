"""The folder in which tests of the study write their files."""

from pathlib import Path

import pytest

from tests.experiment.files import Folder


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)
