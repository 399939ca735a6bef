"""A question to be answered before the programme: what a trial of it will find."""

import json
from collections.abc import Sequence
from typing import Any, ClassVar, Unpack, cast

import numpy as np

from simulation.analysis.question import Question, Run
from simulation.experiment.arguments import whole_number
from simulation.experiment.config import StudyConfig
from simulation.files.faults import Fault, StudyError
from simulation.questions.answering import How, put
from simulation.questions.trial.designs import tried, true_effect
from simulation.questions.trial.estimate import LEVEL
from simulation.questions.trial.mixed import ready
from simulation.questions.trial.pool import World
from simulation.questions.trial.power import FIRST
from simulation.questions.trial.question import command_of, pool_size, simulated_pool
from simulation.questions.trial.sample import Sample
from simulation.questions.trial.terms import MOST_SAMPLED, MOST_VILLAGES, OUTCOME, PARALLEL, Terms, terms_of
from simulation.questions.trial_seal.answer import Sealed
from simulation.questions.trial_seal.forecast import Forecast, digest_of
from simulation.running.provenance import versions
from simulation.running.run import changed

TRIALS = 100
"""Of each set."""


class TrialSeal(Question):
    """What a trial will find, sealed before the programme.

    Parameters
    ----------
    config : StudyConfig
        The experiment.
    villages, owners : int
        Villages of an arm, and owners interviewed in each.
    arms, outcome, waves, items, reliability, desired, loss, loss_by_trust, contamination, sets, each
        As :class:`simulation.questions.trial.question.Trial`; two parallel arms.

    Raises
    ------
    StudyError
        If something cannot be used, or statsmodels is not installed.
    """

    kind: ClassVar[str] = "trial_seal"
    libraries: ClassVar[tuple[str, ...]] = ("scipy", "statsmodels")

    def __init__(
        self,
        config: StudyConfig,
        villages: int,
        owners: int,
        *,
        arms: str | Sequence[str] | None = None,
        outcome: str = OUTCOME,
        waves: Sequence[int] | None = None,
        items: int = 3,
        reliability: float = 0.25,
        desired: float = 0.0,
        loss: float = 0.0,
        loss_by_trust: bool = False,
        contamination: float = 0.0,
        sets: int | None = None,
        each: int | None = None,
    ) -> None:
        ready("kampung trial seal")
        number = whole_number("--villages", villages, 2, MOST_VILLAGES)
        asked = whole_number("--owners", owners, 2, MOST_SAMPLED)
        given = {
            "plan": PARALLEL, "arms": arms, "outcome": outcome, "waves": waves, "villages": number,
            "owners": asked, "items": items, "reliability": reliability, "desired": desired, "loss": loss,
            "loss_by_trust": loss_by_trust, "contamination": contamination, "interview": 0.0, "trials": 100,
        }  # fmt: skip
        self.terms: Terms = terms_of(config, given)
        if len(self.terms.arms) != 2:
            told = f"found {len(self.terms.arms)} arms"
            raise StudyError([Fault.of("--arms", "", told, "two: a forecast is of one programme")])
        self.sets, self.each = pool_size(config, sets, each)
        kept = self.terms.plain()
        for name in ("plan", "interview", "trials"):
            del kept[name]
        kept |= {"villages": number, "owners": asked, "sets": self.sets, "each": self.each}
        super().__init__(config, **kept)

    def command(self) -> dict[str, Any]:
        """Return the options of the command that asks it of its experiment."""
        return command_of(self)

    def answer(self, run: Run) -> Sealed:
        """Simulate the pool and analyse trials of every set."""
        pool = simulated_pool(self.config, self.terms, self.sets, self.each, run)
        drawn = [self._estimates(world, place) for place, world in enumerate(pool.worlds)]
        effect = np.array([true_effect(world, self.terms, 1) for world in pool.worlds])
        every = np.concatenate([estimates for estimates, _ in drawn])
        low, median, high = np.nanquantile(every, [0.05, 0.5, 0.95])
        forecast = Forecast(
            self._about(), np.array(pool.numbers), effect,
            np.array([np.nanmean(estimates) for estimates, _ in drawn]),
            np.array([np.nanstd(estimates, ddof=1) for estimates, _ in drawn]),
            float(low), float(median), float(high),
        )  # fmt: skip
        right = [
            np.mean((p < LEVEL) & (np.sign(estimates) == np.sign(true)))
            for (estimates, p), true in zip(drawn, effect, strict=True)
        ]
        return Sealed(forecast, float(np.mean(right)))

    def _estimates(self, world: World, place: int) -> tuple[np.ndarray, np.ndarray]:
        villages, owners = self.terms.villages[0], self.terms.owners[0]
        sample = Sample(
            world, self.terms, TRIALS, 2 * villages, owners, self.config.seed, FIRST * (2 + place)
        )
        found = tried(sample, self.terms, 1, villages, [(villages, owners)])[villages, owners].found
        return found.effect, found.p

    def _about(self) -> dict[str, Any]:
        config, points = self.config, self.config.points
        written = None if points is None else points.model_dump()
        told = {name: value for name, value in self.options.items() if name not in ("sets", "each")}
        return {
            "experiment": config.name,
            "config_hash": config.hash(),
            "ensemble": digest_of(json.dumps(written, sort_keys=True).encode()),
            "seed": config.seed,
            "terms": told,
            "estimator": "least squares of the village mean after on the arm and the village mean before; "
            "Student t, villages less 3 degrees of freedom; mean of the later waves; complete owners",
            "pool": {"sets": self.sets, "each": self.each},
            "versions": versions(self.libraries),
        }


def trial_seal(
    config: StudyConfig,
    villages: int,
    owners: int,
    *,
    arms: str | Sequence[str] | None = None,
    outcome: str = OUTCOME,
    waves: Sequence[int] | None = None,
    items: int = 3,
    reliability: float = 0.25,
    desired: float = 0.0,
    loss: float = 0.0,
    loss_by_trust: bool = False,
    contamination: float = 0.0,
    sets: int | None = None,
    each: int | None = None,
    seed: int | None = None,
    **how: Unpack[How],
) -> Sealed:
    """Say before the programme what a trial of it will find (extra ``trial``).

    Parameters
    ----------
    config : StudyConfig
        The experiment.
    villages, owners, arms, outcome, waves, items, reliability, desired, loss, loss_by_trust
        As :class:`TrialSeal`.
    contamination, sets, each
        As :class:`TrialSeal`.
    seed, **how
        As in :meth:`simulation.api.Study.run`; with ``out`` the forecast is sealed there.
    """
    question = TrialSeal(
        changed(config, None, seed), villages, owners, arms=arms, outcome=outcome, waves=waves, items=items,
        reliability=reliability, desired=desired, loss=loss, loss_by_trust=loss_by_trust,
        contamination=contamination, sets=sets, each=each,
    )  # fmt: skip
    return cast(Sealed, put(question, **how))
