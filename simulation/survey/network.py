"""From nominations to ties."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from simulation.parameters import Behaviour
from simulation.survey.wave import Wave


@dataclass(frozen=True)
class Network:
    """The ties of a village as its owners told them.

    Attributes
    ----------
    ties : DataFrame
        ``first`` < ``second``: numbers of owners; ``strength`` in (0, 1]; ``mutual``: both named the other.
    outside : DataFrame
        Nominations of people who were not interviewed: ``first``, ``group`` (-1 unknown).
    groups : ndarray of int, shape (owners,)
        Place of each owner's group in the village.
    """

    ties: pd.DataFrame
    outside: pd.DataFrame
    groups: np.ndarray

    @property
    def mutual(self) -> int:
        """Pairs in which each named the other."""
        return int(self.ties["mutual"].sum())

    @property
    def one_sided(self) -> int:
        """Pairs in which only one named the other."""
        return len(self.ties) - self.mutual

    @property
    def reciprocity(self) -> float:
        """Share of pairs in which each named the other; 0 without pairs."""
        return self.mutual / len(self.ties) if len(self.ties) else 0.0

    def degrees(self) -> np.ndarray:
        """Return the ties of each owner, those with people not interviewed included, shape (owners,)."""
        ends = np.concatenate([self.ties["first"], self.ties["second"], self.outside["first"]])
        return np.bincount(ends.astype(int), minlength=self.groups.size).astype(float)

    def bridging(self) -> np.ndarray:
        """Return the ties of each owner with other groups, as far as the group is known, shape (owners,)."""
        first, second = (self.ties[side].to_numpy(dtype=int) for side in ("first", "second"))
        across = self.groups[first] != self.groups[second]
        far = self.outside["group"].to_numpy(dtype=int)
        who = self.outside["first"].to_numpy(dtype=int)
        beyond = (far >= 0) & (far != self.groups[who])
        ends = np.concatenate([first[across], second[across], who[beyond]])
        return np.bincount(ends, minlength=self.groups.size).astype(float)


def network(wave: Wave) -> Network:
    """Return the ties that a wave tells of.

    A tie exists where one of two owners names the other. Its strength is that at which growth by meetings
    and weekly decay balance: ``w = f u/(f u + d)`` with f meetings a week, u and d of the model
    (docs/odd.md). Of a pair, f is the mean of what both say; who does not name the other says nought; who
    names without saying how often says the least that the scale allows.
    """
    told = wave.nominations.assign(often=wave.nominations["often"].fillna(least_often(wave)))
    inside = told[told["second"] >= 0]
    pairs = pd.DataFrame(
        {
            "first": inside[["first", "second"]].min(axis=1),
            "second": inside[["first", "second"]].max(axis=1),
            "often": inside["often"],
        }
    )
    each = pairs.groupby(["first", "second"])["often"].agg(["sum", "size"]).reset_index()
    ties = pd.DataFrame(
        {
            "first": each["first"].astype(int),
            "second": each["second"].astype(int),
            "strength": strength(each["sum"] / 2, Behaviour()),
            "mutual": each["size"] == 2,
        }
    )
    outside = told.loc[told["second"] < 0, ["first", "group"]].reset_index(drop=True)
    return Network(ties, outside, wave.answers["group"].to_numpy(dtype=int) - 1)


def strength(often: pd.Series, behaviour: Behaviour) -> pd.Series:
    """Return the strength at which a tie of so many meetings a week neither grows nor fades."""
    grown = often * behaviour.tie_growth
    return grown / (grown + behaviour.tie_decay)


def least_often(wave: Wave) -> float:
    """Return the least that an owner can say of how often, in meetings a week."""
    options = wave.asked.instrument.scales["often"].options
    return min(option.value for option in options if option.value is not None)
