"""How the meetings of an activity are held: what its dose says, as the compiled rules read it."""

from simulation.compiled import Record
from simulation.model import draws
from simulation.model.rules.meeting import setting
from simulation.parameters.programme import Facilitation


def facilitated(
    name: str, dose: Facilitation, source: int, *, variant: int = 0, weight: float | None = None
) -> Record:
    """Return the setting of an activity's meetings.

    Parameters
    ----------
    name : str
        The activity; names the draws.
    dose : Facilitation
        Its weight, push, facilitation and mediator.
    source : int
        Line of the trust ledger.
    variant : int
        Which kind of its meetings, where it has several.
    weight : float, optional
        Of this kind, if it is not the dose's.
    """
    return setting(
        process=draws.meeting_process(name, variant),
        source=source,
        weight=dose.weight if weight is None else weight,
        talk=dose.talk,
        facilitation=dose.facilitation,
        mediator=dose.mediator,
    )
