"""The ensemble: sets of parameters that the patterns of real data do not rule out."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar, Unpack, cast

import numpy as np

from simulation.analysis.question import Question, Run
from simulation.experiment.arguments import whole_numbers
from simulation.experiment.config import StudyConfig
from simulation.experiment.pattern_study import PatternStudy
from simulation.experiment.points import point_problems
from simulation.files.faults import Fault, StudyError
from simulation.files.given_path import given_path
from simulation.model.draws import replicate_seed
from simulation.patterns.pattern import Pattern
from simulation.questions.answering import How, put
from simulation.questions.ensemble.answer import OWN_PATTERNS, Plausible, Terms
from simulation.questions.ensemble.funnel import chosen, steps_of
from simulation.questions.ensemble.matching import Matching
from simulation.questions.ensemble.own_patterns import Observed, OwnPattern, own_study, read_patterns
from simulation.questions.ensemble.space import Space
from simulation.questions.ensemble.step import Said, Step
from simulation.running.run import changed

SETS, DRAWS, WAVES = 300, 4000, 12
LEAST, MOST = 10, 50_000
"""Sets in a wave."""
STAGES = 1 << 41
"""Seeds of villages come after those of all others: no set has the luck of a village of the study."""


class Ensemble(Question):
    """The question which sets of parameters the patterns of real data do not rule out.

    Parameters
    ----------
    config : StudyConfig
        The experiment; its ``ranges`` stand before the plausible ones.
    patterns : sequence of mapping
        Fields of :class:`simulation.questions.ensemble.own_patterns.Observed`: patterns of the user's own.
    only_own : bool
        Leave the shipped patterns out.
    sets : int
        How many to find.
    draws, waves : int
        Sets in a wave, and how many waves at most.

    Raises
    ------
    StudyError
        If there is no pattern, or the experiment's ranges, its village or a number cannot be used.
    """

    kind: ClassVar[str] = "ensemble"

    def __init__(
        self,
        config: StudyConfig,
        *,
        patterns: Sequence[Mapping[str, Any]] = (),
        only_own: bool = False,
        sets: int = SETS,
        draws: int = DRAWS,
        waves: int = WAVES,
    ) -> None:
        # sets that it lives with already are searched anew: its ranges and the patterns decide
        config = config.single(config.behaviour)
        self.own = [Observed.model_validate(pattern) for pattern in patterns]
        self.patterns = chosen([OwnPattern.of(each) for each in self.own], only_own)
        _must_be_possible(config, bool(self.patterns), only_own)
        self.sets, self.draws, self.waves = whole_numbers(
            {"--sets": (sets, 1, MOST), "--draws": (draws, LEAST, MOST), "--waves": (waves, 1, 100)}
        )
        self.space = Space.of(config)
        self.steps, self._dear = steps_of(self.patterns)
        super().__init__(
            config,
            patterns=[each.model_dump() for each in self.own],
            only_own=only_own,
            sets=self.sets,
            draws=self.draws,
            waves=self.waves,
        )

    def command(self) -> dict[str, Any]:
        """Return the options of the command; patterns of the user's own lie beside the answer."""
        asked = {name: self.options[name] for name in ("sets", "draws", "waves")}
        if self.own:
            asked |= {"patterns": OWN_PATTERNS, "only_own": self.options["only_own"]}
        return asked | {"seed": self.config.seed}

    def answer(self, run: Run) -> Plausible:
        """Draw, measure and rule out, wave after wave."""

        def measure(values: np.ndarray, step: Step, doing: str) -> Said:
            return self._said(run, values, step, doing)

        matching = Matching(self.space, self.steps, self._dear, measure, self.config.seed)
        found = matching.search(self.sets, self.draws, self.waves)
        return Plausible(self.terms(), found)

    def terms(self) -> Terms:
        """Return what was asked, for the answer."""
        seed = self.village_seed(self.steps[-1])
        return Terms(self.config, self.space, self.steps, self.own, self.sets, self.draws, self.waves, seed)

    def village_seed(self, step: Step) -> int:
        """Return what names the villages of a step: the same ones in every wave."""
        return replicate_seed(self.config.seed, STAGES + step.number)

    def _said(self, run: Run, values: np.ndarray, step: Step, doing: str) -> Said:
        config, points = self.config, self.space.points(values)
        problems = point_problems(points, config)
        if problems:
            told = f"not all of these ranges go together ({problems[0].found})"
            raise StudyError([Fault.of(config.name, "ranges", told, problems[0].allowed)])
        said: dict[str, np.ndarray] = {}
        seed = self.village_seed(step)
        shipped = [pattern for pattern in step.patterns if isinstance(pattern, Pattern)]
        if shipped:
            design = PatternStudy.at(config, points, shipped, step.villages, seed)
            found = run(design, doing).many(design.columns(), [0])
            lots = design.said({name: numbers[0, :, 0] for name, numbers in found.items()})
            said |= {pattern.name: parts for pattern, parts in lots}
        own = [pattern for pattern in step.patterns if isinstance(pattern, OwnPattern)]
        if own:
            table = run(own_study(config, points, own, step.villages, seed), doing)
            for pattern in own:
                said[pattern.name] = pattern.read(table, config.reference).reshape(-1, step.villages, 1)
        return said


def _must_be_possible(config: StudyConfig, any_pattern: bool, only_own: bool) -> None:
    faults = []
    if not any_pattern:
        faults.append(Fault.of("--only-own", "", "there are no patterns of your own", "--patterns FILE"))
    if len(config.village.groups) < 2 and not only_own:
        told = "one group, and the shipped patterns compare groups"
        allowed = "two groups or more, or patterns of your own alone (--patterns FILE --only-own)"
        faults.append(Fault.of(config.name, "village.groups", told, allowed))
    if faults:
        raise StudyError(faults)


def ensemble(
    config: StudyConfig,
    *,
    patterns: str | Path | None = None,
    only_own: bool = False,
    sets: int = SETS,
    draws: int = DRAWS,
    waves: int = WAVES,
    seed: int | None = None,
    **how: Unpack[How],
) -> Plausible:
    """Find sets of parameters that the patterns of real data do not rule out.

    Parameters
    ----------
    config : StudyConfig
        The experiment; its ``ranges`` stand before the plausible ones.
    patterns : path, optional
        A YAML file of patterns of your own.
    only_own : bool
        Leave the shipped patterns out.
    sets : int
        How many to find.
    draws, waves : int
        Sets in a wave, and how many waves at most.
    seed, **how
        As in :meth:`simulation.api.Study.run`; with ``out``, ``ensemble.parquet`` is written too.
    """
    config = changed(config, None, seed)
    own = [] if patterns is None else read_patterns(given_path(patterns, "patterns"), config)
    question = Ensemble(config, patterns=own, only_own=only_own, sets=sets, draws=draws, waves=waves)
    return cast(Plausible, put(question, **how))
