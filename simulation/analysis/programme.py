"""Which scenario of an experiment is meant by its programme."""

from simulation.study.config import StudyConfig
from simulation.study.faults import Fault, StudyError, unknown


def chosen_programme(config: StudyConfig, programme: str | None) -> str:
    """Return the scenario that is asked about: by default the one of most activities, the first of equals.

    Raises
    ------
    StudyError
        If there is no such scenario.
    """
    programmes = config.programmes()
    if programme is None:
        return max(programmes, key=lambda name: len(programmes[name]))
    if programme not in programmes:
        problem = unknown((), "scenario", programme, list(programmes))
        raise StudyError([Fault("--programme", 0, 0, "", problem.found, problem.allowed, problem.nearest)])
    return programme
