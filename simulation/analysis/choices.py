"""What a question is asked about, where the user names nothing: programme, outcome, week."""

from simulation.experiment.config import StudyConfig
from simulation.files.faults import Fault, StudyError, unknown
from simulation.parameters.argument import as_whole, plain
from simulation.parameters.place import found_words

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
    number = as_whole(week)
    if number is None or not 1 <= number <= config.weeks:
        told = f"found {number}" if number is not None else found_words(plain(week))
        raise StudyError([Fault.of("--week", "", told, f"a week from 1 to {config.weeks}")])
    return number


def chosen_programme(config: StudyConfig, programme: str | None = None) -> str:
    """Return the scenario that is meant: by default the one of most activities, the first of equals.

    Raises
    ------
    StudyError
        If there is no such scenario, or it changes more than a programme.
    """
    pasts = config.pasts().of
    programmes = {name: doses for name, doses in config.programmes().items() if not pasts[name]}
    if programme in pasts and programme not in programmes:
        told = f"the scenario '{programme}' also changes the owners' rules or the village"
        raise StudyError([Fault.of("--programme", "", told, "a scenario that changes the programme alone")])
    if programme is None:
        programme = max(programmes, key=lambda name: len(programmes[name]))
    if programme not in programmes:
        problem = unknown((), "scenario", programme, list(programmes))
        raise StudyError([Fault("--programme", 0, 0, "", problem.found, problem.allowed, problem.nearest)])
    return programme
