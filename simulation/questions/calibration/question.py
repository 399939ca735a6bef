"""Calibration: the parameters whose villages come out like the one that was surveyed.

The surveyed village is one village, and the survey saw it through its own error. So a particle is one
simulated village, with luck of its own, seen through the same error; it is near when the numbers it gives
are near the observed ones, in units of how much they would differ by luck and error alone (Mahalanobis
distance). To average several villages a particle would leave out the luck of the one that was surveyed,
and the posterior would come out too sure.
"""

from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any, ClassVar, Unpack, cast

import numpy as np

from simulation.analysis.choices import chosen_programme
from simulation.analysis.luck import Luck
from simulation.analysis.question import Question, Run
from simulation.analysis.windows import read_weeks
from simulation.experiment.arguments import listed, whole_numbers
from simulation.experiment.config import StudyConfig
from simulation.experiment.design import Design
from simulation.experiment.points import MOST_ROWS, Points, point_problems
from simulation.experiment.ranges import swept
from simulation.experiment.targets import Target, read_targets
from simulation.files.faults import Fault, StudyError
from simulation.files.given_path import given_path
from simulation.measures.catalogue import costly
from simulation.model.draws import replicate_seed
from simulation.parameters import Dose
from simulation.questions.answering import How, put
from simulation.questions.calibration.answer import SURVEY_TABLE, Calibrated, Programmes
from simulation.questions.calibration.fit import Fit, fit, must_have_pyabc
from simulation.questions.calibration.prior import Prior, Sets, Uniform, draws
from simulation.questions.calibration.survey import Survey, unit_of
from simulation.running.run import changed
from simulation.running.weekly_table import WeeklyTable

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
FEWEST_PARTICLES, MOST_POPULATIONS = 10, 1000
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
    programme = chosen_programme(config, programme)
    if programme == config.reference:
        told = f"'{programme}' is the reference"
        raise StudyError([Fault.of("--programme", "", told, "another scenario: its effect is predicted")])
    return programme


def prior_ranges(config: StudyConfig, names: Sequence[str]) -> dict[str, tuple[float, float]]:
    """Return between which ends some parameters are fitted.

    Raises
    ------
    StudyError
        If a name is unknown, if there are too many, or if some corner of the ranges is no village.
    """
    if not 1 <= len(names) <= MOST_PARAMETERS or len(set(names)) < len(names):
        told = f"{len(names)} parameters, {len(set(names))} of them different"
        raise StudyError([Fault.of("--parameter", "", told, f"1 to {MOST_PARAMETERS} different ones")])
    ranges = swept(config, names)
    corners = np.array(list(product(*ranges.values())))
    points = _points(corners, list(ranges))
    problems = point_problems(points, config)
    if problems:
        told = f"not all of these ranges go together ({problems[0].found})"
        raise StudyError([Fault.of("--parameter", "", told, problems[0].allowed)])
    return ranges


def _points(values: np.ndarray, names: Sequence[str]) -> Points:
    return Points.drawn({name: values[:, place].tolist() for place, name in enumerate(names)})


class Calibrate(Question):
    """The question which parameters give villages like the one that was surveyed.

    Parameters
    ----------
    config : StudyConfig
        The experiment; its ``ranges`` stand before the plausible ones. The prior is uniform over them;
        where the experiment lives with sets, it is those sets (see
        :class:`simulation.questions.calibration.prior.Sets`).
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
        If pyabc is not installed, or if a name, a number or a range is faulty.
    """

    kind: ClassVar[str] = "calibrate"
    libraries: ClassVar[tuple[str, ...]] = ("pyabc",)

    def __init__(
        self,
        config: StudyConfig,
        *,
        targets: Sequence[Mapping[str, Any]],
        parameters: str | Sequence[str] | None = None,
        programme: str | None = None,
        particles: int = PARTICLES,
        populations: int = POPULATIONS,
    ) -> None:
        must_have_pyabc()
        self.survey = Survey([Target.model_validate(target) for target in targets], config.window)
        self.ranges = prior_ranges(config, listed(parameters) or list(PARAMETERS))
        self.prior: Prior = (
            Uniform(self.ranges) if config.points is None else Sets(config.points, self.ranges)
        )
        self.programme = programme_of(config, programme)
        self.particles, self.populations = whole_numbers(
            {
                "--particles": (particles, FEWEST_PARTICLES, MOST_ROWS),
                "--populations": (populations, 2, MOST_POPULATIONS),
            }
        )
        super().__init__(
            config,
            targets=[target.model_dump() for target in self.survey.targets],
            parameters=list(self.ranges),
            programme=self.programme,
            particles=self.particles,
            populations=self.populations,
        )
        self._stages = 0

    def command(self) -> dict[str, Any]:
        """Return the options of the command; what was observed lies beside the answer."""
        asked = {"data": f"{SURVEY_TABLE}.csv", "parameter": list(self.ranges), "seed": self.config.seed}
        return asked | {name: self.options[name] for name in ("programme", "particles", "populations")}

    def answer(self, run: Run) -> Calibrated:
        """Fit, then look at what the fit predicts."""
        found = self.fit(run)
        before = draws(self.prior, Luck(self.config.seed, PRIOR), self.particles)
        both = [self.config.reference, self.programme]
        scenarios = list(dict.fromkeys([*both, *self.survey.scenarios]))
        prior = self.simulate(run, before, "villages of the prior", scenarios)
        posterior = self.simulate(run, found.draws.to_numpy(), "villages of the posterior", scenarios)
        seen = self.survey.with_error(self.survey.seen_in(posterior), Luck(self.config.seed, PREDICTION))
        return Calibrated(
            self.config,
            self.prior,
            before,
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
            self.prior,
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
        weeks = set(read_weeks(measures, [target.week for target in targets], config.window))
        if scenarios is not None:
            weeks |= set(read_weeks(list(config.outcomes), config.compare_weeks, config.window))
        rarely = costly([group.name for group in config.village.groups])
        design = Design.of(
            config,
            {name: programmes[name] for name in wanted},
            wanted[0],
            sorted(weeks),
            name=f"{config.name[:30]}_calibrate",
            seed=replicate_seed(config.seed, STAGES + self._stages),
            points=self._particles(points),
            villages_per_set=1,
            replicates=number,
            network_weeks=sorted(
                {*config.network_weeks, *(target.week for target in targets if target.measure in rarely)}
            ),
        )
        self._stages += 1
        return run(design, doing)

    def _particles(self, values: np.ndarray | None) -> dict[str, Any] | None:
        """Return particles as points; without any, villages of the experiment itself."""
        if values is not None:
            return _points(values, list(self.prior.columns)).model_dump()
        return None if self.config.points is None else self.config.points.model_dump()


def calibrate(
    config: StudyConfig,
    data: str | Path,
    *,
    parameters: str | Sequence[str] | None = None,
    programme: str | None = None,
    particles: int = PARTICLES,
    populations: int = POPULATIONS,
    seed: int | None = None,
    **how: Unpack[How],
) -> Calibrated:
    """Fit parameters to what was observed (extra ``calibrate``).

    Parameters
    ----------
    config : StudyConfig
        The experiment.
    data : path
        A CSV file: measure, week, value, standard_error.
    parameters : sequence of str, optional
        What is fitted; by default :data:`simulation.questions.calibration.question.PARAMETERS`.
    programme : str, optional
        The scenario the village went through; by default the one of most activities.
    particles, populations : int
        Size of a population of ABC-SMC, and how many.
    seed, **how
        As in :meth:`simulation.api.Study.run`; with ``out``, ``posterior.parquet`` is written too.
    """
    config = changed(config, None, seed)
    targets = read_targets(given_path(data, "data"), config, programme_of(config, programme))
    question = Calibrate(
        config,
        targets=[target.model_dump() for target in targets],
        parameters=parameters,
        programme=programme,
        particles=particles,
        populations=populations,
    )
    return cast(Calibrated, put(question, **how))
