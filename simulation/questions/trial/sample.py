"""Trials drawn from a world: villages, owners, answers."""

import numpy as np

from simulation.analysis.draw_rows import key_of, normals, uniforms
from simulation.questions.trial.items import answered, noise_sd
from simulation.questions.trial.pool import World
from simulation.questions.trial.terms import Terms

_VILLAGE, _OWNER, _LOSS, _NOISE, _COIN = range(5)


class Sample:
    """Some trials: who was drawn, and what each would answer.

    The first villages and owners of a larger trial are those of a smaller one, so that curves over their
    number are smooth.

    Parameters
    ----------
    world : World
        From which villages are drawn, with replacement.
    terms : Terms
        What is asked.
    trials, villages, owners : int
        Trials; villages in each, of all arms together; owners interviewed in each village.
    seed, purpose : int
        Name the draws.
    arm : int
        Which of the arms is compared with the first one.
    """

    def __init__(
        self, world: World, terms: Terms, trials: int, villages: int, owners: int, seed: int, purpose: int,
        arm: int = 1,
    ) -> None:  # fmt: skip
        self._world, self._terms, self._arm = world, terms, arm
        number, _, waves, size = world.values.shape
        self._seed, self._purpose = seed, purpose
        drawn = self._uniforms(_VILLAGE, (trials, villages))
        self._village = np.minimum((drawn * number).astype(np.int64), number - 1)[..., None]
        order = self._uniforms(_OWNER, (trials, villages, size))
        order[~np.isfinite(world.values[:, 0, 0])[self._village[..., 0]]] = np.inf
        self._owner = np.argsort(order, axis=-1)[..., :owners]
        shape = (trials, villages, owners, waves, terms.items)
        if terms.items:
            sd = noise_sd(world.spread, terms.reliability)
            row = normals(key_of(seed, purpose, _NOISE), int(np.prod(shape)))
            self._noise = sd * row.reshape(shape)
        else:
            self._noise = np.zeros(shape)
        self._gone = self._lost()

    def _uniforms(self, what: int, shape: tuple[int, ...]) -> np.ndarray:
        return uniforms(key_of(self._seed, self._purpose, what), int(np.prod(shape))).reshape(shape)

    def coins(self, number: int) -> np.ndarray:
        """Return which of two gets the programme, of bool, shape (trials, number)."""
        return self._uniforms(_COIN, (len(self._village), number)) < 0.5

    def truth(self, arm: int, wave: int) -> np.ndarray:
        """Return the outcome of those drawn, of shape (trials, villages, owners); NaN who is gone."""
        values: np.ndarray = self._world.values[self._village, arm, wave, self._owner]
        return values

    def score(self, arm: int, wave: int, *, shift: float = 0.0) -> np.ndarray:
        """Return what those drawn answer, of shape (trials, villages, owners); NaN who is not asked.

        Parameters
        ----------
        arm, wave : int
            Places of them; in arm 0 a share of the effect may have come over.
        shift : float
            By how much answers are moved up.
        """
        truth = self.truth(arm, wave)
        if arm == 0 and wave and (share := self._terms.contamination):
            truth = (1 - share) * truth + share * self.truth(self._arm, wave)
        found = answered(truth, self._noise[..., wave, :], shift)
        if wave:
            found[self._gone] = np.nan
        return found

    def _lost(self) -> np.ndarray:
        """Return who cannot be asked again, of bool, shape (trials, villages, owners)."""
        chance: np.ndarray | float = self._terms.loss
        if self._terms.loss_by_trust:
            # from twice the share for the lowest of a village's sample down to none for the highest
            rank = np.argsort(np.argsort(self.truth(0, 0), axis=-1), axis=-1)
            chance = 2 * self._terms.loss * (1 - (rank + 0.5) / rank.shape[-1])
        return np.asarray(self._uniforms(_LOSS, self._owner.shape) < chance)
