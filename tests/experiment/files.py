"""Experiment files for tests: a valid one, and what is told of a changed one."""

from pathlib import Path

import pytest

from simulation.experiment.config import StudyConfig
from simulation.experiment.experiment_file import read_study
from simulation.files.faults import Fault, StudyError

VALID = """\
name: forum_test
village:
  name: Two groups
  owners: 60
  groups:
    - {name: local, share: 0.6}
    - {name: newcomer, share: 0.4}
  sectors:
    - {name: food, share: 0.5}
    - {name: craft, share: 0.5}
behaviour: {rivalry: 0.8}
weeks: 104
replicates: 10
seed: 7
scenarios:
  none: {}
  forum:
    activities: [forum]
  weekly:
    from: forum
    set: {forum.every: 1}
reference: none
outcomes:
  trust_other: {smallest_effect: 0.02}
compare_weeks: [26, 104]
"""


class Folder:
    """A folder of files of one test."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, text: str | bytes, name: str = "x.yaml") -> Path:
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def study(self, text: str) -> StudyConfig:
        return read_study(self.write(text))

    def changed(self, old: str, new: str) -> StudyConfig:
        """Return the valid experiment with one piece of its text replaced."""
        assert VALID.count(old) == 1, old
        return self.study(VALID.replace(old, new))

    def faults(self, text: str | bytes) -> list[Fault]:
        """Return what is wrong with an experiment."""
        with pytest.raises(StudyError) as caught:
            read_study(self.write(text))
        return caught.value.faults

    def faults_when(self, old: str, new: str) -> list[Fault]:
        """Return what is wrong with the valid experiment after one piece of its text is replaced."""
        assert VALID.count(old) == 1, old
        return self.faults(VALID.replace(old, new))

    def fault_when(self, old: str, new: str) -> Fault:
        """Return the one thing that is wrong then."""
        (fault,) = self.faults_when(old, new)
        return fault


def told(fault: Fault) -> str:
    """Return a fault as the user reads it, without the folder of the test."""
    return str(fault).replace(fault.file, Path(fault.file).name)
