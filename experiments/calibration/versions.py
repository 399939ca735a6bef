"""The two versions of the model that the page compares: their numbers of behaviour and of activities."""

from dataclasses import dataclass
from pathlib import Path

from simulation.experiment.config import StudyConfig
from simulation.experiment.experiment_file import read_study
from simulation.experiment.scenarios import Context, default_doses
from simulation.files.document import read_document
from simulation.parameters import Behaviour, Dose

HERE = Path(__file__).parent
STUDY = HERE.parent / "kaloran_brimob.yaml"


@dataclass(frozen=True)
class Version:
    """A version: behaviour, and the study of Kaloran Brimob with it."""

    behaviour: Behaviour
    study: StudyConfig

    @property
    def doses(self) -> dict[str, Dose]:
        """How each activity acts, by its name."""
        study = self.study
        return default_doses(Context(study.village, study.prices, study.weeks, study.programme))[0]

    def but(self, **changes: float) -> "Version":
        """Return the version with other numbers of behaviour."""
        behaviour = self.behaviour.model_copy(update=changes)
        return Version(behaviour, self.study.single(behaviour))


def version_1() -> Version:
    """Return version 1, as its file keeps it."""
    kept, _ = read_document(HERE / "version_1.yaml").plain()
    behaviour = Behaviour(**kept["behaviour"])
    study = read_study(STUDY).model_copy(update={"programme": kept["programme"]})
    return Version(behaviour, study.single(behaviour))


def version_2() -> Version:
    """Return version 2: the defaults."""
    return Version(Behaviour(), read_study(STUDY).single(Behaviour()))
