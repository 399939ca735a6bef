"""All that a results folder holds beside its data."""

from collections.abc import Sequence

from simulation.codebook.codebook import codebook
from simulation.codebook.tables import CODEBOOK
from simulation.experiment.config import StudyConfig
from simulation.research_object.citation import CITATION, LICENCE, citation, licence
from simulation.research_object.crate import CONSTRAINTS
from simulation.running.provenance import constraints
from simulation.store.experiment_files import write_experiment
from simulation.store.locked_folder import LockedFolder

STUDY = "study"
"""The kind of a folder that answers no question."""


def record(
    folder: LockedFolder,
    config: StudyConfig,
    kind: str = STUDY,
    libraries: Sequence[str] = (),
    package: str | None = None,
) -> None:
    """Write experiment, constraints, codebook, licence and citation into a folder whose data are there.

    The same results have the same record: no time stands in it.

    Parameters
    ----------
    folder : LockedFolder
        The folder of results.
    config : StudyConfig
        Its experiment.
    kind, package
        As in :func:`simulation.codebook.codebook.codebook`.
    libraries : sequence of str
        Packages that computed it beside those of every study.
    """
    write_experiment(folder.path, config)
    folder.write_text(CONSTRAINTS, "\n".join(constraints(libraries)) + "\n")
    folder.write_frame(CODEBOOK, codebook(folder.path, config, kind, package))
    folder.write_text(LICENCE, licence())
    folder.write_text(CITATION, citation(folder.manifest))
