"""A village of which only some owners were asked: the others and their ties are drawn (ODD 5.3)."""

from dataclasses import dataclass

import numpy as np

from simulation.model import draws
from simulation.parameters import ObservedOwners, ObservedTies, VillageProfile

COMPLETION = 1 << 42
"""Completions have a seed of their own, that of a replicate which no study reaches."""
RATE, WEIGHT, PROPENSITY, TIE, RACE, STRENGTH, DONOR = range(7)
"""What is drawn: processes of that seed; the owner is who, k with whom."""
WEAK = 0.5
"""Ties that the prior of a rate is worth (Jeffreys)."""
LEAST_SPREAD, MOST_SPREAD = 0.05, 4.0
"""Bounds of the variance of propensities: a moment estimate of few owners may be anything."""


def completed(profile: VillageProfile, seed: int, most: int) -> VillageProfile:
    """Return a village whose owners and ties are all there; one that was asked whole is returned itself.

    Parameters
    ----------
    profile : VillageProfile
        The village as it was asked.
    seed : int
        Of the replicate: another village is drawn for each.
    most : int
        Ties that an owner may have; no tie is drawn beyond it.
    """
    start = profile.start
    if start is None or start.sample is None or start.owners is None or start.ties is None:
        return profile
    seed = draws.replicate_seed(seed, COMPLETION)
    asked = start.sample.asked
    told = Told.of(profile)
    found = told.ties(seed, most)
    ties = ObservedTies.model_construct(
        first=start.ties.first + found[0],
        second=start.ties.second + found[1],
        strength=start.ties.strength + told.strengths(seed, start.ties, *found),
    )
    owners = filled(start.owners, told.groups, asked, seed)
    whole = start.model_copy(update={"owners": owners, "ties": ties, "sample": None})
    return profile.model_copy(update={"start": whole})


@dataclass(frozen=True)
class Told:
    """What those who were asked told of all ties: counts and chances by pairs of groups and by owner.

    A stochastic block model with degree correction (Karrer & Newman 2011): the ties of two owners are a
    Poisson number of mean ``propensity x propensity x rate``, the rate one of their two groups. Propensities
    and rates have Gamma distributions that follow from what was told, so that each draw of a village also
    draws how uncertain they are.

    Attributes
    ----------
    groups : ndarray of int, shape (N,)
    asked : int
        The first so many were asked.
    tied : ndarray of bool, shape (N, N)
        Ties that were told.
    seen : ndarray of float, shape (N, N)
        Chance that a tie of the two was told: 1 among those asked, 0 among the others.
    missing : ndarray of float, shape (N, groups)
        Contacts of an owner in each group that were counted but not named; NaN where nobody counted.
    """

    groups: np.ndarray
    asked: int
    tied: np.ndarray
    seen: np.ndarray
    missing: np.ndarray

    @classmethod
    def of(cls, profile: VillageProfile) -> "Told":
        """Return what was told in a village."""
        start = profile.start
        assert start is not None and start.owners is not None and start.ties is not None
        assert start.sample is not None and start.owners.group is not None
        number, names = profile.owners, [group.name for group in profile.groups]
        groups = np.array([names.index(name) for name in start.owners.group])
        tied = np.zeros((number, number), dtype=bool)
        tied[start.ties.first, start.ties.second] = True
        tied |= tied.T
        # of the ties that anybody tells, each of the two tells as often as both do, and half of the rest
        one_tells = (1 + start.sample.mutual) / 2
        asked = np.arange(number) < start.sample.asked
        seen = np.where(asked[:, None] & asked, 1.0, np.where(asked[:, None] ^ asked, one_tells, 0.0))
        np.fill_diagonal(seen, 0.0)
        counted = np.full((number, len(names)), np.nan)
        for place, name in enumerate(names):
            if name in start.owners.contacts:
                counted[:, place] = start.owners.contacts[name]
        named = tied.astype(float) @ (groups[:, None] == np.arange(len(names)))
        missing = np.maximum(counted - named, 0.0)
        return cls(groups, start.sample.asked, tied, seen, missing)

    def chances(self, seed: int) -> np.ndarray:
        """Return the chance of a tie of each two, of one draw of rates and propensities, shape (N, N)."""
        kinds = int(self.groups.max()) + 1
        of_group = (self.groups[:, None] == np.arange(kinds)).astype(float)
        told = _both_ways(of_group.T @ self.tied @ of_group)
        exposed = _both_ways(of_group.T @ self.seen @ of_group)
        usual = told[np.triu_indices(kinds)].sum() / exposed[np.triu_indices(kinds)].sum()
        shape, scale = told + WEAK, exposed + WEAK / usual
        expected = (self.seen * (shape / scale)[self.groups][:, self.groups]).sum(axis=1)
        degree = self.tied.sum(axis=1)
        luck = draws.uniforms(seed, 0, WEIGHT, np.arange(self.asked), 0)
        narrow = 1.0 / _spread(degree[: self.asked], expected[: self.asked], -np.log1p(-luck))
        rates = np.zeros((kinds, kinds))
        for a in range(kinds):
            for b in range(a, kinds):
                luck = draws.uniforms(seed, 0, RATE, np.array([a]), b)
                rates[a, b] = rates[b, a] = _gamma(luck, shape[a, b])[0] / scale[a, b]
        luck = draws.uniforms(seed, 0, PROPENSITY, np.arange(self.groups.size), 0)
        propensity = _gamma(luck, narrow + degree) / (narrow + expected)
        mean: np.ndarray = propensity[:, None] * propensity * rates[self.groups][:, self.groups]
        return np.asarray(-np.expm1(-mean))

    def ties(self, seed: int, most: int) -> tuple[list[int], list[int]]:
        """Return ties that nobody told: the numbers of both owners, none with more than ``most`` in all."""
        chance = self.chances(seed)
        number = self.groups.size
        # a tie that could have been told and was not is less likely than one nobody could tell of
        silent = chance * (1 - self.seen) / np.maximum(1 - chance * self.seen, 1e-12)
        keys = np.array([draws.uniforms(seed, 0, TIE, np.arange(number), k) for k in range(number)])
        drawn = np.triu((keys < silent) & ~self.tied, 1)
        drawn = drawn | drawn.T
        for owner, group in zip(*np.nonzero(np.isfinite(self.missing[: self.asked])), strict=True):
            self._count(drawn, chance, seed, int(owner), int(group))
        had = self.tied.sum(axis=1)
        first, second = np.nonzero(np.triu(drawn, 1))
        kept: tuple[list[int], list[int]] = [], []
        for one, other in zip(first.tolist(), second.tolist(), strict=True):
            if had[one] < most and had[other] < most:
                had[one] += 1
                had[other] += 1
                kept[0].append(one)
                kept[1].append(other)
        return kept

    def _count(self, drawn: np.ndarray, chance: np.ndarray, seed: int, owner: int, group: int) -> None:
        """Let an owner have as many ties with those not asked of a group as were counted beyond the named."""
        others = np.flatnonzero((self.groups == group) & ~self.tied[owner])
        others = others[others >= self.asked]
        drawn[owner, others] = drawn[others, owner] = False
        luck = draws.uniforms(seed, 0, RACE, others, owner)
        # the smallest of exponential times, each at the rate of its chance (Efraimidis & Spirakis 2006)
        times = -np.log1p(-luck) / np.maximum(chance[owner, others], 1e-12)
        taken = others[np.argsort(times, kind="stable")[: int(self.missing[owner, group])]]
        drawn[owner, taken] = drawn[taken, owner] = True

    def strengths(self, seed: int, ties: ObservedTies, first: list[int], second: list[int]) -> list[float]:
        """Return a strength for each tie drawn: of one that was told, within or across groups as it is."""
        known = np.array(ties.strength)
        within = self.groups[ties.first] == self.groups[ties.second]
        found = []
        for one, other in zip(first, second, strict=True):
            alike = known[within == (self.groups[one] == self.groups[other])]
            pool = alike if alike.size else known
            luck = draws.uniform(seed, 0, STRENGTH, one, other)
            found.append(float(pool[int(luck * pool.size)]))
        return found


def filled(owners: ObservedOwners, groups: np.ndarray, asked: int, seed: int) -> ObservedOwners:
    """Return owners in which each who was not asked has the answers of one of the own group who was.

    A hot deck within groups (Andridge & Little 2010): all answers of a donor together.
    """
    donors = np.arange(groups.size)
    luck = draws.uniforms(seed, 0, DONOR, donors, 0)
    for owner in range(asked, groups.size):
        alike = np.flatnonzero(groups[:asked] == groups[owner])
        pool = alike if alike.size else np.arange(asked)
        donors[owner] = pool[int(luck[owner] * pool.size)]
    fixed = ("group", "sector", "attribute", "contacts")
    changes: dict[str, object] = {}
    for (name, *inner), column in owners.columns():
        if name in fixed:
            continue
        values = [
            column[donor] if value is None else value for value, donor in zip(column, donors, strict=True)
        ]
        if inner:
            changes[name] = {**getattr(owners, name), **changes.get(name, {}), inner[0]: values}  # type: ignore[dict-item]
        else:
            changes[name] = values
    return owners.model_copy(update=changes)


def _both_ways(counts: np.ndarray) -> np.ndarray:
    """Return sums over pairs of groups where each pair of owners stood in both directions."""
    found: np.ndarray = counts.astype(float)
    found[np.diag_indices_from(found)] /= 2
    return found


def _spread(degree: np.ndarray, expected: np.ndarray, weights: np.ndarray) -> float:
    """Return the variance of propensities with mean 1, from degrees that vary more than by chance.

    A moment estimate; with exponential weights of the owners it is a draw of what it may be (the Bayesian
    bootstrap, Rubin 1981).
    """
    beyond = (weights * ((degree - expected) ** 2 - expected)).sum() / (weights * expected**2).sum()
    return float(np.clip(beyond, LEAST_SPREAD, MOST_SPREAD))


def _gamma(luck: np.ndarray, shape: np.ndarray | float) -> np.ndarray:
    """Return Gamma numbers of rate 1 at these quantiles."""
    from scipy.special import gammaincinv  # noqa: PLC0415 - only villages that were asked in part need it

    found: np.ndarray = gammaincinv(shape, luck)
    return found
