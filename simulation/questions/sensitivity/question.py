"""Sensitivity: which parameters drive an outcome, and the effect of the programme on it.

First Morris screening of all parameters inside their ranges; then Sobol or PAWN indices of those that
rank first; then every headline under the structural alternatives.
"""

from collections.abc import Sequence
from typing import ClassVar, Literal, Unpack, cast, get_args

import numpy as np
import pandas as pd

from simulation.analysis.choices import chosen_programme
from simulation.analysis.question import Question, Run
from simulation.analysis.structure import under_alternatives
from simulation.analysis.windows import read_weeks, values_at
from simulation.experiment.arguments import listed, whole_numbers
from simulation.experiment.config import StudyConfig
from simulation.experiment.points import MOST_ROWS, point_problems
from simulation.experiment.replicates import MOST_REPLICATES
from simulation.experiment.sampling import Sampling
from simulation.files.faults import Fault, StudyError, unknown
from simulation.parameters.argument import as_whole
from simulation.questions.answering import How, put
from simulation.questions.sensitivity.answer import Sensitivity, of
from simulation.questions.sensitivity.indices import Indices, need_library
from simulation.questions.sensitivity.morris import Morris
from simulation.questions.sensitivity.over_sets import over_sets
from simulation.questions.sensitivity.pawn import SLICES, Pawn
from simulation.questions.sensitivity.sobol import Sobol
from simulation.questions.sensitivity.space import Space
from simulation.questions.sensitivity.spread import EFFECT, LEVEL, Values, spread
from simulation.running.run import changed

Method = Literal["sobol", "pawn", "none"]
KINDS: dict[str, type[Sobol] | type[Pawn]] = {"sobol": Sobol, "pawn": Pawn}
FEWEST = {"sobol": 2, "pawn": 5 * SLICES}
"""Samples of a method: PAWN needs a few in each slice."""


class SensitivityQuestion(Question):
    """What drives the result: Morris, then Sobol or PAWN, then structural alternatives.

    Parameters
    ----------
    config : StudyConfig
        The experiment; its ``ranges`` stand before the plausible ranges of the parameters.
    programme : str, optional
        The scenario whose effect is explained; by default the one of most activities.
    outcome : str, optional
        The outcome that decides which parameters rank first; by default the experiment's first.
    parameter : sequence of str, optional
        What is varied; by default all parameters of behaviour, and what ``ranges`` names beside them.
    trajectories, replicates : int
        Of the screening: each trajectory takes as many points as there are parameters, and one; each
        point so many villages, and so does each alternative.
    method : {"sobol", "pawn", "none"}
        How the parameters that rank first are looked at again.
    keep : int
        How many these are.
    samples, sample_replicates : int
        Of the second look: base points of Sobol (a power of 2) or points of PAWN, villages at each.

    Raises
    ------
    StudyError
        If one of them cannot be used, or SALib is not installed.
    """

    kind: ClassVar[str] = "sensitivity"
    libraries: ClassVar[tuple[str, ...]] = ("SALib",)

    def __init__(
        self,
        config: StudyConfig,
        *,
        programme: str | None = None,
        outcome: str | None = None,
        parameter: str | Sequence[str] | None = None,
        trajectories: int = 20,
        replicates: int = 20,
        method: Method = "sobol",
        keep: int = 8,
        samples: int = 256,
        sample_replicates: int = 4,
    ) -> None:
        need_library()
        chosen = listed(parameter)
        self.space = Space.of(config, chosen or None)
        self.programme = _with_effect(config, chosen_programme(config, programme))
        self.outcome = _known_outcome(config, outcome)
        self.method = method
        trajectories, replicates, keep, samples, sample_replicates = self._sizes(
            trajectories, replicates, keep, samples, sample_replicates
        )
        self.keep = min(keep, len(self.space.names))
        self.samples, self.sample_replicates = samples, sample_replicates
        self.trajectories, self.replicates = trajectories, replicates
        _check_corner(config, self.space)
        super().__init__(
            config,
            programme=self.programme, outcome=self.outcome,
            parameter=list(self.space.names) if chosen else None,
            trajectories=trajectories, replicates=replicates,
            method=method, keep=keep, samples=samples, sample_replicates=sample_replicates,
        )  # fmt: skip

    def answer(self, run: Run) -> Sensitivity:
        """Screen all parameters, look again at those that rank first, then change the structure."""
        seed = self.config.seed + 1  # SALib takes 0 for none
        first = Morris(self.space, self.trajectories, seed)
        values = self._values(run, first, self.replicates, "Morris screening")
        screened = _tables(first, values)
        kept = ranked(screened, self.outcome)[: self.keep]
        again = None
        if self.method != "none":
            second = KINDS[self.method](self.space.only(kept), self.samples, seed)
            more = self._values(run, second, self.sample_replicates, f"{self.method} indices")
            again = _tables(second, more)
        return Sensitivity(
            self.outcome,
            screened,
            None if again is None else (self.method, again),
            spread(values, self.config),
            under_alternatives(self.config, self.replicates, run),
            over_sets(self.config, self.programme, run),
        )

    def _values(self, run: Run, chosen: Indices, each: int, doing: str) -> Values:
        """Run the reference and the programme at all points."""
        config, week = self.config, self.config.compare_weeks[-1]
        programmes = {name: config.programmes()[name] for name in (config.reference, self.programme)}
        outcomes = list(config.outcomes)
        design = Sampling.over(
            config, programmes, config.reference, read_weeks(outcomes, [week], config.window),
            self.space.only(chosen.space.names).points(chosen.unit), each,
            name=f"{config.name[:28]}_sensitivity",
        )  # fmt: skip
        table = run(design, f"{doing}: {len(chosen.unit)} points")
        found: Values = {}
        for outcome, values in values_at(table, outcomes, [week], config.window).items():
            without, with_it = design.split(values[:, :, 0])
            found[outcome, LEVEL] = without
            found[outcome, EFFECT] = with_it - without
        return found

    def _sizes(
        self, trajectories: int, replicates: int, keep: int, samples: int, sample_replicates: int
    ) -> list[int]:
        """Return the sizes, in this order; refuse those that cannot be used."""
        if self.method not in get_args(Method):
            allowed = ", ".join(get_args(Method))
            raise StudyError([Fault.of("--method", "", f"found {self.method!r}", allowed)])
        block = len(self.space.names) + 1
        again = min(as_whole(keep) or 0, block - 1) + 2 if self.method == "sobol" else 1
        points = max(1, as_whole(trajectories) or 0) * block, max(1, as_whole(samples) or 0) * again
        sizes = whole_numbers(
            {
                "--trajectories": (trajectories, 2, MOST_ROWS // block),
                "--replicates": (replicates, 2, MOST_REPLICATES // points[0]),
                "--keep": (keep, 1, MOST_ROWS),
                "--samples": (samples, FEWEST.get(self.method, 1), MOST_ROWS // again),
                "--sample-replicates": (sample_replicates, 2, MOST_REPLICATES // points[1]),
            }
        )
        if self.method == "sobol" and sizes[3].bit_count() != 1:
            allowed = "a power of 2, such as 128, 256, 512: other numbers spread unevenly"
            raise StudyError([Fault.of("--samples", "", f"found {sizes[3]}", allowed)])
        return sizes


def ranked(screened: pd.DataFrame, outcome: str) -> list[str]:
    """Return the parameters, the most important first: for an outcome, or for the effect on it.

    Each is measured against the strongest one, so that level and effect count alike.
    """
    scores = []
    for what in (LEVEL, EFFECT):
        found = of(screened, outcome, what).set_index("parameter")["mu_star"].fillna(0.0)
        scores.append(found / (found.max() or 1.0))
    best = pd.concat(scores, axis=1).max(axis=1)
    return [str(name) for name in best.sort_values(ascending=False, kind="stable").index]


def _tables(chosen: Indices, values: Values) -> pd.DataFrame:
    """Return the indices for each outcome and effect, one below the other."""
    frames = []
    for (outcome, what), found in values.items():
        frame = chosen.table(found)
        frame.insert(0, "outcome", outcome)
        frame.insert(1, "of", what)
        frames.append(frame)
    return pd.concat(frames, ignore_index=True)


def _with_effect(config: StudyConfig, programme: str) -> str:
    if programme == config.reference:
        told = f"the scenario '{programme}' is the reference: it has no effect to explain"
        raise StudyError([Fault.of("--programme", "", told, "another scenario")])
    return programme


def _known_outcome(config: StudyConfig, outcome: str | None) -> str:
    outcomes = list(config.outcomes)
    if outcome is not None and outcome not in outcomes:
        problem = unknown((), "outcome", outcome, outcomes)
        raise StudyError([Fault("--outcome", 0, 0, "", problem.found, problem.allowed, problem.nearest)])
    return outcomes[0] if outcome is None else outcome


def _check_corner(config: StudyConfig, space: Space) -> None:
    """Refuse ranges that do not fit each other: shares beyond 1, ties that begin below their minimum.

    Both stand at one corner: all parameters at their high end, the strength of a new tie at its low one.
    """
    corner = np.array([[0.0 if name == "tie_start" else 1.0 for name in space.names]])
    problems = point_problems(space.points(corner), config)
    if problems:
        raise StudyError(Fault.of("ranges", "", each.found, each.allowed) for each in problems)


def sensitivity(
    config: StudyConfig,
    programme: str | None = None,
    *,
    outcome: str | None = None,
    parameter: str | Sequence[str] | None = None,
    trajectories: int = 20,
    replicates: int = 20,
    method: Method = "sobol",
    keep: int = 8,
    samples: int = 256,
    sample_replicates: int = 4,
    seed: int | None = None,
    **how: Unpack[How],
) -> Sensitivity:
    """Find what drives the result: Morris, then Sobol or PAWN, then other structures of the model.

    Parameters
    ----------
    config : StudyConfig
        The experiment.
    programme, outcome, parameter, trajectories, replicates, method, keep, samples, sample_replicates
        See :class:`simulation.questions.sensitivity.question.SensitivityQuestion`.
    seed, **how
        As in :meth:`simulation.api.Study.run`; with ``out``, a report in ``language`` too.
    """
    question = SensitivityQuestion(
        changed(config, None, seed), programme=programme, outcome=outcome, parameter=parameter,
        trajectories=trajectories, replicates=replicates, method=method, keep=keep, samples=samples,
        sample_replicates=sample_replicates,
    )  # fmt: skip
    return cast(Sensitivity, put(question, **how))
