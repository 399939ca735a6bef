"""One village, run as far as its patterns ask: runs are shared, and what nobody asks for is not run."""

from collections.abc import Mapping

import numpy as np

from simulation.model.engine import Engine
from simulation.parameters import DOSES, Behaviour, Dose, Eligibility, VillageProfile
from simulation.patterns.acquaintances import Acquaintances
from simulation.patterns.course import WEEKS, Course, run_course, run_meetings
from simulation.patterns.lazy import lazy

MEDIATORS = {"who": Eligibility(select="random", share=0.15), "attendance": 1.0}
"""Whom conflict training makes mediators in P12: a fixed 15 % of owners, all of whom attend."""
FORUM_YEAR = {"sessions": 12}
"""The monthly forum of P8 lasts a year."""


class Life:
    """One village with one seed.

    Parameters
    ----------
    profile : VillageProfile
        Of two groups or more for the patterns of minorities.
    behaviour : Behaviour
    seed : int
    doses : mapping of str to Dose, optional
        How activities act, by name, where it is not as they ship.
    """

    def __init__(
        self,
        profile: VillageProfile,
        behaviour: Behaviour,
        seed: int,
        doses: Mapping[str, Dose] | None = None,
    ) -> None:
        self.profile = profile
        self.behaviour = behaviour
        self.seed = seed
        self._doses = {name: dose() for name, dose in DOSES.items()} | dict(doses or {})
        self._minorities: dict[float, Engine] = {}

    @lazy
    def start(self) -> Engine:
        """The village in week 0."""
        return self._burned_in(self.profile)

    @lazy
    def acquaintances(self) -> Acquaintances:
        """Who knows whom in week 0."""
        return Acquaintances.of(self.start.state)

    @lazy
    def ties(self) -> np.ndarray:
        """The ties of week 0, of shape (N, N)."""
        return self.acquaintances.ties(self.behaviour)

    @lazy
    def first_row(self) -> np.ndarray:
        """The measures of week 0."""
        return self.start.measure()

    @lazy
    def course(self) -> Course:
        """The two years without a programme."""
        return run_course(self.start)

    @lazy
    def meetings(self) -> np.ndarray:
        """What everyday meetings with rivals and complementary owners do to trust (P14)."""
        return run_meetings(self.start)

    def at_start(self, measure: str) -> float:
        """Return a measure of week 0."""
        return float(self.first_row[self.start.columns.index(measure)])

    @lazy
    def forum(self) -> np.ndarray:
        """The measures of two years with a monthly forum in the first (P8), as rows of weeks."""
        return self._with("forum", FORUM_YEAR)

    @lazy
    def mediators(self) -> np.ndarray:
        """The measures of two years with few but trained peer mediators (P12), as rows of weeks."""
        return self._with("conflict_training", MEDIATORS)

    def weekly(self, measure: str, first: int, last: int, rows: np.ndarray | None = None) -> np.ndarray:
        """Return a measure in the weeks ``first`` to ``last``, by default without a programme."""
        rows = self.course.rows if rows is None else rows
        found: np.ndarray = rows[first - 1 : last, self.start.columns.index(measure)]
        return found

    def _with(self, activity: str, changes: Mapping[str, object]) -> np.ndarray:
        rows = np.empty((WEEKS, len(self.start.columns)))
        dose = self._doses[activity].model_copy(update=dict(changes))
        self.start.branch({activity: dose}).advance(WEEKS, rows)
        return rows

    def minority(self, share: float) -> tuple[np.ndarray, np.ndarray]:
        """Return the ties, and who is in the minority, of the same village with another division.

        In week 0, the first two groups having shares of ``1 - share`` and ``share``.
        """
        if share not in self._minorities:
            self._minorities[share] = self._burned_in(divided(self.profile, share))
        state = self._minorities[share].state
        return Acquaintances.of(state).ties(self.behaviour), state.owners["group"] == 1

    def _burned_in(self, profile: VillageProfile) -> Engine:
        engine = Engine(profile, self.behaviour, self.seed, network_weeks=[0])
        engine.advance(0)
        return engine


def divided(profile: VillageProfile, share: float) -> VillageProfile:
    """Return the village with its first two groups alone, the second of this share."""
    if len(profile.groups) < 2:
        raise ValueError(f"a village with a minority has two groups; {profile.name} has one")
    most, few = profile.groups[:2]
    return VillageProfile(
        name=profile.name,
        owners=profile.owners,
        groups=[most.model_copy(update={"share": 1 - share}), few.model_copy(update={"share": share})],
        sectors=profile.sectors,
        relations=profile.relations,
    )
