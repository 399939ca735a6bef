"""A village of which only some owners were asked: the rest was named, or is only known to be there."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from simulation.parameters import Behaviour, Sample
from simulation.survey.network import least_often, network, strength
from simulation.survey.quantities import contacts_counted
from simulation.survey.wave import Wave

UNKNOWN = -1


@dataclass(frozen=True)
class InPart:
    """A wave of interviews in a village that has more owners.

    Rows are numbered on from those interviewed: first who was named by them, then who nobody named.

    Attributes
    ----------
    wave : Wave
        The interviews.
    population : int
        Owners in the village.
    """

    wave: Wave
    population: int

    @property
    def named(self) -> int:
        """How many people were named who were not interviewed."""
        people = self.wave.nominations["person"]
        return 0 if people.empty else int(people.max()) + 1

    def places(self) -> pd.DataFrame:
        """Return group and sector of all owners, as places in the village, from 0.

        A person that was named is of the group most often told of him or her. All others are dealt over the
        groups and sectors in the proportions of those interviewed.
        """
        asked = self.wave.answers[["group", "sector"]].to_numpy(dtype=int) - 1
        rest = self.population - self.wave.owners
        groups = np.full(rest, UNKNOWN)
        told = self.wave.nominations.query("person >= 0 and group >= 0")
        for person, rows in told.groupby("person"):
            groups[int(str(person))] = rows["group"].mode().iloc[0]
        nobody_knows = groups == UNKNOWN
        groups[nobody_knows] = dealt(asked[:, 0], int(nobody_knows.sum()))
        others = np.column_stack([groups, dealt(asked[:, 1], rest)])
        return pd.DataFrame(np.concatenate([asked, others]), columns=["group", "sector"])

    def ties(self) -> pd.DataFrame:
        """Return the ties that were told: ``first``, ``second``, ``strength``.

        Of one told by an owner of a person who was not interviewed, what that owner says of how often counts.
        """
        inside = network(self.wave).ties[["first", "second", "strength"]]
        told = self.wave.nominations.query("person >= 0")
        often = told["often"].fillna(least_often(self.wave))
        outside = pd.DataFrame(
            {
                "first": told["first"].astype(int),
                "second": told["person"].astype(int) + self.wave.owners,
                "strength": strength(often, Behaviour()),
            }
        )
        return pd.concat([inside, outside], ignore_index=True)

    def contacts(self) -> dict[str, pd.Series]:
        """Return how many contacts the owners interviewed counted in each group, by its name."""
        return contacts_counted(self.wave)

    def sample(self) -> Sample:
        """Return how the ties were found out."""
        told = network(self.wave)
        # half a pair more of either kind: that none of a few is mutual does not mean that none can be
        return Sample(asked=self.wave.owners, mutual=(told.mutual + 0.5) / (len(told.ties) + 1.0))


def dealt(places: np.ndarray, number: int) -> np.ndarray:
    """Return so many places in the proportions of these, each where most is missing at that point."""
    shares = np.bincount(places) / places.size
    given = np.zeros(shares.size)
    found = np.empty(number, dtype=int)
    for turn in range(number):
        found[turn] = np.argmax(shares * (turn + 1) - given)
        given[found[turn]] += 1
    return found
