"""Between what one chooses: scenarios of an experiment, those above a budget left out."""

from simulation.experiment.budget import expected_cost
from simulation.experiment.config import StudyConfig
from simulation.files.faults import Fault, StudyError, unknown
from simulation.parameters import Dose

OPTION, BUDGET = "--decision", "--budget"


def decisions_of(config: StudyConfig, named: list[str], budget: float | None) -> list[str]:
    """Return the scenarios between which one chooses, in the order in which they were named.

    Parameters
    ----------
    config : StudyConfig
        The experiment.
    named : list of str
        Their names; none: all that change the programme alone.
    budget : float or None
        Rupiah; a scenario that is expected to cost more is no option.

    Raises
    ------
    StudyError
        For a name that is unknown or changes more than the programme, or where fewer than two are left.
    """
    programmes, pasts = config.programmes(), config.pasts().of
    for name in named:
        if name not in programmes:
            problem = unknown((), "scenario", name, list(programmes))
            raise StudyError([Fault(OPTION, 0, 0, "", problem.found, problem.allowed, problem.nearest)])
        if pasts[name]:
            told = f"the scenario '{name}' also changes the owners' rules or the village"
            raise StudyError([Fault.of(OPTION, "", told, "scenarios that change the programme alone")])
    asked = list(dict.fromkeys(named)) or [name for name in programmes if not pasts[name]]
    if len(asked) < 2:
        raise StudyError(
            [Fault.of(OPTION, "", f"found {len(asked)} scenario", "at least two to choose between")]
        )
    if budget is None:
        return asked
    costs = {name: expected(config, programmes[name]) for name in asked}
    # what was bought for the very budget must not fall to rounding
    within = [name for name in asked if costs[name] <= budget * (1 + 1e-9)]
    if len(within) < 2:
        told = f"Rp {budget:,.0f} leaves {len(within)} of {len(asked)} decisions"
        second = sorted(costs.values())[1]
        raise StudyError([Fault.of(BUDGET, "", told, f"at least Rp {second:,.0f}, which leaves two")])
    return within


def expected(config: StudyConfig, doses: dict[str, Dose]) -> float:
    """Return the rupiah that a programme is expected to cost over the experiment."""
    return sum(
        len(dose.weeks(config.weeks)) * expected_cost(dose, config.village, config.prices)
        for dose in doses.values()
    )
