"""One village of a study, lived again: the same draws, and so the same numbers."""

from simulation.experiment.arguments import whole_number
from simulation.experiment.config import StudyConfig
from simulation.files.faults import Fault, StudyError, unknown
from simulation.model.village import Village
from simulation.reference.village import ReferenceVillage
from simulation.running.branching import Plan
from simulation.running.replicate import burned_in, readable


def village_of(
    config: StudyConfig,
    replicates: int,
    scenario: str,
    replicate: int,
    week: int | None = None,
    model: type[ReferenceVillage] | None = None,
) -> Village | ReferenceVillage:
    """Return a village of a study as it stands at the end of a week.

    Parameters
    ----------
    config : StudyConfig
        The study.
    replicates : int
        How many villages it has.
    scenario : str
    replicate : int
        From 0.
    week : int, optional
        By default the last.
    model : type, optional
        The version of the readable model that was run: the village is one of it.

    Raises
    ------
    StudyError
        If there is no such scenario, replicate or week.
    """
    plan = Plan.of(config.programmes(), config.weeks, config.pasts().of)
    names = list(plan.programmes)
    if scenario not in names:
        problem = unknown((), "scenario", str(scenario), names)
        raise StudyError([Fault("scenario", 0, 0, "", problem.found, problem.allowed, problem.nearest)])
    number = whole_number("replicate", replicate, 0, replicates - 1)
    last = config.weeks if week is None else whole_number("week", week, 0, config.weeks)
    case = config.case(number)
    past, doses = plan.pasts[names.index(scenario)], case.dosed(plan.programmes[scenario])
    village: Village | ReferenceVillage
    if model is None:
        begun = burned_in(config, case, past, events=True)
        engine = begun.branch(doses)
        engine.events = list(begun.events)  # a branch keeps its own events alone
        village = Village.of(engine)
    else:
        village = readable(model, config, case, past).branch(doses).village
    for _ in range(last):
        village.step()
    return village
