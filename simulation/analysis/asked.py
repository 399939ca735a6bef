"""What a question is asked about, where the user names nothing: outcome and week."""

from simulation.study.config import StudyConfig
from simulation.study.faults import Fault, StudyError, unknown

TRUST = "trust_other"


def chosen_outcome(config: StudyConfig, name: str | None = None) -> str:
    """Return the outcome that is meant: by default trust in other groups where it is compared.

    Raises
    ------
    StudyError
        If the experiment has no such outcome.
    """
    if name is None:
        return TRUST if TRUST in config.outcomes else next(iter(config.outcomes))
    if name not in config.outcomes:
        problem = unknown((), "outcome", name, list(config.outcomes))
        raise StudyError([Fault("--outcome", 0, 0, "", problem.found, problem.allowed, problem.nearest)])
    return name


def chosen_week(config: StudyConfig, week: int | None = None) -> int:
    """Return the week that is meant: by default the last one compared.

    Raises
    ------
    StudyError
        If the experiment ends before it.
    """
    if week is None:
        return max(config.compare_weeks)
    if not 1 <= week <= config.weeks:
        raise StudyError([Fault.of("--week", "", f"found {week}", f"a week from 1 to {config.weeks}")])
    return week
