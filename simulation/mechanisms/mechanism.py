"""An optional mechanism: its parameters, and its functions at named places of the week (ODD 7.12)."""

from collections.abc import Callable
from typing import Any, ClassVar

import numpy as np

from simulation.compiled import Record
from simulation.model.state import PLACES, VillageState
from simulation.parameters.field import Strict

Hook = Callable[
    [VillageState, Record, np.ndarray, np.ndarray, int, int, int, int, np.ndarray],
    None,
]
"""``rule(state, b, strengths, traits, seed, week, i, j, said)``; see :mod:`simulation.model.rules.hooks`."""


class Mechanism(Strict):
    """A process of its own in a village: one subclass, whose fields are numbers declared by ``parameter``.

    Attributes
    ----------
    width : int
        How many numbers it keeps of each owner: the columns of ``traits``.
    draw_traits : Hook
        Writes row i of ``traits`` for the owner who takes the place i this week: a founder (the week
        stands before all weeks) or a new owner, whose group and sector are known, nothing else.
    before_meetings : Hook
        Called once a week between the programme and daily life.
    partner_weight : Hook
        Writes to ``said[ANSWER]`` the chance, 0 to 1, that i meets j, whom it found by chance.
    after_meeting : Hook
        Called after each meeting of i, who started it, and j, in any setting; ``said`` tells what
        happened. It holds no meeting itself.
    end_of_week : Hook
        Called once a week, after the income.
    """

    width: ClassVar[int] = 0
    draw_traits: ClassVar[Hook | None] = None
    before_meetings: ClassVar[Hook | None] = None
    partner_weight: ClassVar[Hook | None] = None
    after_meeting: ClassVar[Hook | None] = None
    end_of_week: ClassVar[Hook | None] = None

    def strengths(self) -> list[float]:
        """Return the parameters as numbers, in their order."""
        return [float(getattr(self, name)) for name in type(self).model_fields]

    @classmethod
    def hooks(cls) -> list[Any]:
        """Return its functions in the order of ``PLACES`` of the state, None where it has none."""
        # asked from the class: an instance would bind a function that is not compiled
        return [getattr(cls, place) for place in PLACES]
