"""A case: which village lives in a replicate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from pydantic import BaseModel

from simulation.parameters import Behaviour, Dose, VillageProfile

Acting = TypeVar("Acting", bound=BaseModel)


@dataclass(frozen=True)
class Case:
    """What is one replicate's own.

    Attributes
    ----------
    number : int
        The replicate, 0-based.
    village, behaviour
        Who lives there, and how.
    luck : int
        With the seed of the study it names all its draws: villages of one luck differ by their parameters
        alone.
    doses : mapping
        How activities and mechanisms act there, by their name and field, where it is otherwise.
    pasts : sequence of (village, behaviour)
        Those of scenarios with other ones: the past number 1 and on of :class:`Pasts`.
    programmes : dict of str to doses, or None
        Those of the scenarios, where they are not those of the experiment.
    """

    number: int
    village: VillageProfile
    behaviour: Behaviour
    luck: int
    doses: Mapping[str, Mapping[str, float | int]] = field(default_factory=dict)
    pasts: Sequence[tuple[VillageProfile, Behaviour]] = ()
    programmes: dict[str, dict[str, Dose]] | None = None

    def lived(self, past: int) -> tuple[VillageProfile, Behaviour]:
        """Return village and behaviour of a past; 0 is the case's own."""
        return (self.village, self.behaviour) if past == 0 else self.pasts[past - 1]

    def dosed(self, programme: Mapping[str, Dose]) -> dict[str, Dose]:
        """Return a programme as it acts there; what a scenario has set to another value stays."""
        return {
            activity: _changed(dose, self.doses[activity]) if activity in self.doses else dose
            for activity, dose in programme.items()
        }

    def acting(self, mechanisms: Mapping[str, Acting]) -> dict[str, Acting]:
        """Return the mechanisms of the experiment as they act there."""
        return {name: each.model_copy(update=self.doses.get(name)) for name, each in mechanisms.items()}


def _changed(dose: Dose, values: Mapping[str, float | int]) -> Dose:
    shipped = type(dose).model_fields
    unknown = {name: value for name, value in values.items() if getattr(dose, name) == shipped[name].default}
    return dose.model_copy(update=unknown)
