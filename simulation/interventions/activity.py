"""A user's own activity: what it is asked to do, and the session it is given (ODD 7.8)."""

from abc import ABC, abstractmethod
from typing import ClassVar, NamedTuple

import numpy as np

from simulation.compiled import Record
from simulation.model import draws
from simulation.model.state import VillageState
from simulation.parameters import Dose


class Session(NamedTuple):
    """One session of an activity, as it meets the village.

    Attributes
    ----------
    state : VillageState
        The village; the session changes it.
    behaviour : record
        Parameters of the owners' rules.
    seed, week : int
        Name of the draws.
    process : int
        Process of the activity's draws.
    invited, present : ndarray of int
        Owners, ascending.
    """

    state: VillageState
    behaviour: Record
    seed: int
    week: int
    process: int
    invited: np.ndarray
    present: np.ndarray

    def draw(self, owners: np.ndarray, kind: int, week: int | None = None) -> np.ndarray:
        """Return one number in [0, 1) for each of these owners."""
        return draws.uniforms(self.seed, self.week if week is None else week, self.process, owners, kind)


class Activity(ABC):
    """What a user's own activity does in a session: one subclass with its own ``dose_type``.

    Parameters
    ----------
    name : str
        Its word in experiment files; names its random draws.
    dose : Dose
        Eligibility, schedule, attendance, cost, and what the activity itself needs.
    """

    dose_type: ClassVar[type[Dose]] = Dose

    def __init__(self, name: str, dose: Dose) -> None:
        self.name = name
        self.dose = dose
        self.process = draws.activity_process(name)

    @abstractmethod
    def hold(self, session: Session) -> np.ndarray:
        """Hold one session; return the owners who came (the heads that are paid for)."""

    def keeps_vision(self, week: int) -> bool:
        """Tell whether the activity keeps a shared vision from fading this week.

        Only from its first to its last session may it do so.
        """
        return False
