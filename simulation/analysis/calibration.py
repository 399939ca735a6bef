"""Calibration: the parameters whose villages come out like the one that was surveyed.

The surveyed village is one village, and the survey saw it through its own error. So a particle is one
simulated village, with luck of its own, seen through the same error; it is near when the numbers it gives
are near the observed ones, in units of how much they would differ by luck and error alone (Mahalanobis
distance). To average several villages a particle would leave out the luck of the one that was surveyed,
and the posterior would come out too sure.
"""

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any, ClassVar

import numpy as np

from simulation.analysis.calibrated import SURVEY_TABLE, Calibrated, Programmes
from simulation.analysis.fit import Fit, fit, must_have_pyabc
from simulation.analysis.luck import Luck
from simulation.analysis.question import Question, Run
from simulation.analysis.recent import read_weeks
from simulation.analysis.survey import Survey, unit_of
from simulation.measures.catalogue import catalogue
from simulation.model.draws import replicate_seed
from simulation.parameters import Dose
from simulation.study.config import StudyConfig
from simulation.study.design import Design
from simulation.study.faults import Fault, StudyError, unknown
from simulation.study.points import Points, point_problems, swept
from simulation.study.table import WeeklyTable
from simulation.study.targets import Target

PARAMETERS = (
    "threshold",
    "misreading",
    "memory",
    "generalisation",
    "belief_own",
    "belief_other",
    "avoidance",
    "meetings",
)
"""Fitted by default: what decides whether acts are good and how they are read, remembered and carried over
to the group, what owners believe at first, and whom they meet. All assumed or calibrated, all near what a
survey of trust and ties can see."""
MOST_PARAMETERS = 12
"""More than that a few hundred particles cannot tell apart."""
PARTICLES, POPULATIONS = 500, 4
PILOT = 100
"""Villages from which the luck of a village is measured."""
STAGES = 1 << 40
"""Seeds of stages come after those of any replicate: no particle has the luck of a village of the study."""
PROPOSALS, SURVEY, PREDICTION, PRIOR = range(4)
"""Purposes of draws."""


def programme_of(config: StudyConfig, programme: str | None = None) -> str:
    """Return the scenario the village went through: by default the one of most activities.

    Raises
    ------
    StudyError
        If there is no such scenario, or it is the reference.
    """
    programmes = config.programmes()
    if programme is None:
        programme = max(programmes, key=lambda name: len(programmes[name]))
    if programme not in programmes:
        problem = unknown((), "scenario", programme, list(programmes))
        raise StudyError([Fault("--programme", 0, 0, "", problem.found, problem.allowed, problem.nearest)])
    if programme == config.reference:
        told = f"'{programme}' is the reference"
        raise StudyError([Fault.of("--programme", "", told, "another scenario: its effect is predicted")])
    return programme


def prior_ranges(config: StudyConfig, names: Sequence[str]) -> dict[str, tuple[float, float]]:
    """Return the prior of some parameters: uniform between the ends of their ranges.

    Raises
    ------
    StudyError
        If a name is unknown, if there are too many, or if some corner of the ranges is no village.
    """
    if not 1 <= len(names) <= MOST_PARAMETERS or len(set(names)) < len(names):
        told = f"{len(names)} parameters, {len(set(names))} of them different"
        raise StudyError([Fault.of("--parameter", "", told, f"1 to {MOST_PARAMETERS} different ones")])
    if config.points is not None:
        told = "the experiment lives with a posterior already"
        allowed = "plain values as behaviour: the prior of a calibration is the ranges"
        raise StudyError([Fault.of(config.name, "behaviour", told, allowed)])
    ranges = swept(config, names)
    corners = np.array(list(product(*ranges.values())))
    points = _points(corners, list(ranges))
    problems = point_problems(points, config.village, config.behaviour)
    if problems:
        told = f"not all of these ranges go together ({problems[0].found})"
        raise StudyError([Fault.of("--parameter", "", told, problems[0].allowed)])
    return ranges


def _points(values: np.ndarray, names: Sequence[str]) -> Points:
    return Points(columns={name: values[:, place].tolist() for place, name in enumerate(names)})


class Calibrate(Question):
    """The question which parameters give villages like the one that was surveyed.

    Parameters
    ----------
    config : StudyConfig
        The experiment; its ``ranges`` stand before the plausible ones.
    targets : sequence of mapping
        Fields of :class:`Target`: what was observed.
    parameters : sequence of str, optional
        What is fitted; by default :data:`PARAMETERS`.
    programme : str, optional
        The scenario whose effect is predicted; by default the one of most activities.
    particles, populations : int
        Size of a population of ABC-SMC, and how many.

    Raises
    ------
    StudyError
        If pyabc is not installed, or if a name or a range is faulty.
    """

    kind: ClassVar[str] = "calibrate"

    def __init__(
        self,
        config: StudyConfig,
        *,
        targets: Sequence[Mapping[str, Any]],
        parameters: Sequence[str] | None = None,
        programme: str | None = None,
        particles: int = PARTICLES,
        populations: int = POPULATIONS,
    ) -> None:
        must_have_pyabc()
        self.survey = Survey([Target.model_validate(target) for target in targets])
        self.ranges = prior_ranges(config, list(parameters or PARAMETERS))
        self.programme = programme_of(config, programme)
        self.particles, self.populations = particles, populations
        super().__init__(
            config,
            targets=[target.model_dump() for target in self.survey.targets],
            parameters=list(self.ranges),
            programme=self.programme,
            particles=particles,
            populations=populations,
        )
        self._stages = 0

    def command(self) -> dict[str, Any]:
        """Return the options of the command; what was observed lies beside the answer."""
        asked = {"data": f"{SURVEY_TABLE}.csv", "parameter": list(self.ranges), "seed": self.config.seed}
        return asked | {name: self.options[name] for name in ("programme", "particles", "populations")}

    def answer(self, run: Run) -> Calibrated:
        """Fit, then look at what the fit predicts."""
        found = self.fit(run)
        names = list(self.ranges)
        low, high = np.array(list(self.ranges.values())).T
        luck = Luck(self.config.seed, PRIOR)
        before = np.array([low + (high - low) * luck.numbers(len(names)) for _ in range(self.particles)])
        both = [self.config.reference, self.programme]
        scenarios = list(dict.fromkeys([*both, *self.survey.scenarios]))
        prior = self.simulate(run, before, "villages of the prior", scenarios)
        posterior = self.simulate(run, found.draws.to_numpy(), "villages of the posterior", scenarios)
        seen = self.survey.with_error(self.survey.seen_in(posterior), Luck(self.config.seed, PREDICTION))
        return Calibrated(
            self.config,
            self.ranges,
            found,
            self.survey.targets,
            seen,
            Programmes(self.config.reference, self.programme, prior, posterior),
        )

    def fit(self, run: Run) -> Fit:
        """Return draws of the posterior.

        Raises
        ------
        StudyError
            If hardly any village has all that was observed.
        """
        self._stages = 0
        survey, luck = self.survey, Luck(self.config.seed, SURVEY)
        pilot = survey.seen_in(self.simulate(run, None, "pilot villages"))
        unit = unit_of(pilot, survey.errors)

        def apart(points: np.ndarray) -> np.ndarray:
            table = self.simulate(run, points, f"{len(points)} particles")
            seen = survey.with_error(survey.seen_in(table), luck)
            found: np.ndarray = (seen - survey.observed) @ unit
            return found

        return fit(
            self.ranges,
            apart,
            len(survey.targets),
            particles=self.particles,
            populations=self.populations,
            luck=Luck(self.config.seed, PROPOSALS),
        )

    def simulate(
        self, run: Run, points: np.ndarray | None, doing: str, scenarios: Sequence[str] | None = None
    ) -> WeeklyTable:
        """Run the next stage: one village a point, each with luck of its own."""
        config, targets = self.config, self.survey.targets
        number = PILOT if points is None else len(points)
        programmes: Mapping[str, Mapping[str, Dose]] = config.programmes()
        wanted = list(scenarios or self.survey.scenarios)
        measures = [target.measure for target in targets]
        weeks = set(read_weeks(measures, [target.week for target in targets]))
        if scenarios is not None:
            weeks |= set(read_weeks(list(config.outcomes), config.compare_weeks))
        groups = [(group.name, group.name, group.name) for group in config.village.groups]
        costly = {measure.name for measure in catalogue(groups) if measure.file == "costly"}
        design = Design.of(
            config,
            {name: programmes[name] for name in wanted},
            wanted[0],
            sorted(weeks),
            name=f"{config.name[:30]}_calibrate",
            seed=replicate_seed(config.seed, STAGES + self._stages),
            points=None if points is None else _points(points, list(self.ranges)).model_dump(),
            replicates=number,
            network_weeks=sorted(
                {*config.network_weeks, *(target.week for target in targets if target.measure in costly)}
            ),
        )
        self._stages += 1
        return run(design, doing)
