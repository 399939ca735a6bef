"""Sensitivity: which parameters drive an outcome, and the effect of the programme on it.

First Morris screening of all parameters inside their ranges; then Sobol or PAWN indices of those that
rank first; then every headline under the structural alternatives.
"""

from collections.abc import Sequence
from typing import ClassVar, Literal, get_args

import numpy as np
import pandas as pd

from simulation.analysis.indices import Indices, need_library
from simulation.analysis.morris import Morris
from simulation.analysis.pawn import SLICES, Pawn
from simulation.analysis.programme import chosen_programme
from simulation.analysis.question import Answer, Question, Run
from simulation.analysis.recent import read_weeks, values_at
from simulation.analysis.sobol import Sobol
from simulation.analysis.space import Space
from simulation.analysis.spread import EFFECT, LEVEL, Values, spread
from simulation.analysis.structure import under_alternatives
from simulation.study.config import StudyConfig
from simulation.study.faults import Fault, StudyError, unknown
from simulation.study.points import MOST_ROWS, point_problems
from simulation.study.replication import MOST_REPLICATES
from simulation.study.sampling import Sampling

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

    def __init__(
        self,
        config: StudyConfig,
        *,
        programme: str | None = None,
        outcome: str | None = None,
        parameter: Sequence[str] | None = None,
        trajectories: int = 20,
        replicates: int = 20,
        method: Method = "sobol",
        keep: int = 8,
        samples: int = 256,
        sample_replicates: int = 4,
    ) -> None:
        need_library()
        self.space = Space.of(config, list(parameter) if parameter else None)
        self.programme = _with_effect(config, chosen_programme(config, programme))
        self.outcome = _known_outcome(config, outcome)
        self.method, self.keep = method, min(keep, len(self.space.names))
        self.samples, self.sample_replicates = samples, sample_replicates
        self.trajectories, self.replicates = trajectories, replicates
        self._check(keep)
        _check_corner(config, self.space)
        super().__init__(
            config,
            programme=self.programme, outcome=self.outcome,
            parameter=list(self.space.names) if parameter else None,
            trajectories=trajectories, replicates=replicates,
            method=method, keep=keep, samples=samples, sample_replicates=sample_replicates,
        )  # fmt: skip

    def answer(self, run: Run) -> "Sensitivity":
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
        )

    def _values(self, run: Run, chosen: Indices, each: int, doing: str) -> Values:
        """Run the reference and the programme at all points."""
        config, week = self.config, self.config.compare_weeks[-1]
        programmes = {name: config.programmes()[name] for name in (config.reference, self.programme)}
        outcomes = list(config.outcomes)
        design = Sampling.over(
            config, programmes, config.reference, read_weeks(outcomes, [week]),
            self.space.only(chosen.space.names).points(chosen.unit), each,
            name=f"{config.name[:28]}_sensitivity",
        )  # fmt: skip
        table = run(design, f"{doing}: {len(chosen.unit)} points")
        found: Values = {}
        for outcome, values in values_at(table, outcomes, [week]).items():
            without, with_it = design.split(values[:, :, 0])
            found[outcome, LEVEL] = without
            found[outcome, EFFECT] = with_it - without
        return found

    def _check(self, keep: int) -> None:
        """Refuse sizes that cannot be used."""
        if self.method not in get_args(Method):
            allowed = ", ".join(get_args(Method))
            raise StudyError([Fault.of("--method", "", f"found {self.method!r}", allowed)])
        block, again = len(self.space.names) + 1, self.keep + 2 if self.method == "sobol" else 1
        sizes = [
            ("--trajectories", self.trajectories, 2, MOST_ROWS // block),
            ("--replicates", self.replicates, 2, MOST_REPLICATES // max(1, self.trajectories * block)),
            ("--keep", keep, 1, MOST_ROWS),
            ("--samples", self.samples, FEWEST.get(self.method, 1), MOST_ROWS // again),
            (
                "--sample-replicates",
                self.sample_replicates,
                2,
                MOST_REPLICATES // max(1, self.samples * again),
            ),
        ]
        faults = [
            Fault.of(option, "", f"found {value}", f"a whole number from {low} to {high}")
            for option, value, low, high in sizes
            if not low <= value <= high
        ]
        if not faults and self.method == "sobol" and self.samples.bit_count() != 1:
            allowed = "a power of 2, such as 128, 256, 512: other numbers spread unevenly"
            faults.append(Fault.of("--samples", "", f"found {self.samples}", allowed))
        if faults:
            raise StudyError(faults)


class Sensitivity(Answer):
    """What drives the result.

    Attributes
    ----------
    outcome : str
        The one that ranks the parameters.
    morris : DataFrame
        One row an outcome (in the last week compared), ``of`` (level or effect) and parameter: what
        :class:`Morris` reads, with luck and floor as :meth:`Indices.table` tells.
    indices : (str, DataFrame) or None
        The method of the second look, and the same of :class:`Sobol` or :class:`Pawn`.
    spread : DataFrame
        See :func:`simulation.analysis.spread.spread`.
    alternatives : DataFrame
        See :func:`simulation.analysis.structure.under_alternatives`.
    """

    def __init__(
        self,
        outcome: str,
        morris: pd.DataFrame,
        indices: tuple[str, pd.DataFrame] | None,
        spread: pd.DataFrame,
        alternatives: pd.DataFrame,
    ) -> None:
        self.outcome = outcome
        self.morris, self.indices, self.spread, self.alternatives = morris, indices, spread, alternatives

    def screened(self, outcome: str, what: str) -> pd.DataFrame:
        """Return the screening of one outcome, level or effect, the strongest parameter first."""
        return of(self.morris, outcome, what).sort_values("mu_star", ascending=False, kind="stable")

    def frames(self) -> dict[str, pd.DataFrame]:
        """Return the tables."""
        second = {} if self.indices is None else {self.indices[0]: self.indices[1]}
        return {"morris": self.morris, **second, "spread": self.spread, "alternatives": self.alternatives}


def of(frame: pd.DataFrame, outcome: str, what: str) -> pd.DataFrame:
    """Return the rows of one outcome, level or effect."""
    return frame[(frame["outcome"] == outcome) & (frame["of"] == what)]


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
    problems = point_problems(space.points(corner), config.village, config.behaviour)
    if problems:
        raise StudyError(Fault.of("ranges", "", each.found, each.allowed) for each in problems)
