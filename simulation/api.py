"""For notebooks and scripts: load a study, run it, ask it questions."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from html import escape
from pathlib import Path
from typing import Unpack, cast

from simulation.analysis.attribution import Attribute, Attribution
from simulation.analysis.boundary import Boundary, Tipping
from simulation.analysis.calibrated import Calibrated
from simulation.analysis.calibration import PARTICLES, POPULATIONS, Calibrate, programme_of
from simulation.analysis.discovery import Discover, Discovery
from simulation.analysis.plan import EVALUATIONS, REPLICATES, Plan
from simulation.analysis.plan_villages import SPREAD
from simulation.analysis.plans import Plans
from simulation.analysis.sensitivity import Method, Sensitivity, SensitivityQuestion
from simulation.analysis.village_effects import VillageEffects
from simulation.analysis.villages import Villages
from simulation.answering import How, put
from simulation.result import Result, finish
from simulation.study.config import StudyConfig, read_study, read_village
from simulation.study.folder import ResultsFolder
from simulation.study.run import changed, run_study
from simulation.study.sink import Memory
from simulation.study.targets import read_targets

load_village = read_village


class Study:
    """An experiment that is ready to run.

    Attributes
    ----------
    config : StudyConfig
        Village, behaviour, scenarios and what is compared.
    """

    def __init__(self, config: StudyConfig) -> None:
        self.config = config

    def run(
        self,
        *,
        replicates: int | None = None,
        seed: int | None = None,
        workers: int | None = None,
        out: str | Path | None = None,
        resume: bool = False,
        executor: Executor | None = None,
        done: Callable[[int], None] | None = None,
    ) -> Result:
        """Run the study.

        Parameters
        ----------
        replicates, seed : int, optional
            Instead of those of the experiment.
        workers : int, optional
            Replicates at once; by default as many as processors.
        out : path, optional
            A new or empty folder for the results; by default they stay in memory.
        resume : bool
            Go on with what a stopped run left in ``out``.
        executor : Executor, optional
            Where replicates run; by default threads.
        done : callable, optional
            Told the number of each replicate that is over.
        """
        config = changed(self.config, replicates, seed)
        if out is None:
            memory = Memory(config)
            outcome = run_study(config, memory, workers=workers, executor=executor, done=done)
            return Result(config, memory.table(), outcome.failures)
        with ResultsFolder(Path(out), config, resume=resume) as folder:
            outcome = run_study(config, folder, workers=workers, executor=executor, done=done)
            return finish(config, folder, outcome)

    def attribute(
        self,
        programme: str | None = None,
        *,
        replicates: int | None = None,
        seed: int | None = None,
        **how: Unpack[How],
    ) -> Attribution:
        """Divide what a programme reaches among its activities: exact Shapley values, interactions.

        Parameters
        ----------
        programme : str, optional
            The scenario to divide up; by default the one of most activities.
        replicates, seed, **how
            As in :meth:`run`; with ``out``, a report in ``language`` too.
        """
        config = changed(self.config, replicates, seed)
        return cast(Attribution, put(Attribute(config, programme=programme), **how))

    def sensitivity(
        self,
        programme: str | None = None,
        *,
        outcome: str | None = None,
        parameter: Sequence[str] | None = None,
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
        programme, outcome, parameter, trajectories, replicates, method, keep, samples, sample_replicates
            See :class:`simulation.analysis.sensitivity.SensitivityQuestion`.
        seed, **how
            As in :meth:`attribute`.
        """
        question = SensitivityQuestion(
            changed(self.config, None, seed), programme=programme, outcome=outcome, parameter=parameter,
            trajectories=trajectories, replicates=replicates, method=method, keep=keep, samples=samples,
            sample_replicates=sample_replicates,
        )  # fmt: skip
        return cast(Sensitivity, put(question, **how))

    def boundary(
        self,
        x: str,
        y: str,
        *,
        x_range: tuple[float, float] | None = None,
        y_range: tuple[float, float] | None = None,
        programme: str | None = None,
        replicates: int = 20,
        cells: int = 32,
        points: int = 400,
        seed: int | None = None,
        **how: Unpack[How],
    ) -> Tipping:
        """Map the two states of the village over two parameters, and what a programme does at the boundary.

        Parameters
        ----------
        x, y : str
            Parameters or their symbols, such as ``theta`` and ``e0``.
        x_range, y_range : (low, high), optional
            By default the experiment's ``ranges``, else the plausible ranges.
        programme : str, optional
            The scenario that is to lift villages; by default the one of most activities.
        replicates : int
            Simulated villages a point.
        cells, points : int
            Cells a side at the finest, and points at most.
        seed, **how
            As in :meth:`attribute`.
        """
        x_ends, y_ends = (found and f"{found[0]!r}:{found[1]!r}" for found in (x_range, y_range))
        config = changed(self.config, seed=seed)
        question = Boundary(config, x, y, x_ends, y_ends, programme, replicates, cells, points)
        return cast(Tipping, put(question, **how))

    def plan(
        self,
        budget: float,
        *,
        weeks: int | None = None,
        outcome: Sequence[str] = (),
        activity: Sequence[str] = (),
        spread: float = SPREAD,
        replicates: int = REPLICATES,
        evaluations: int = EVALUATIONS,
        seed: int | None = None,
        **how: Unpack[How],
    ) -> Plans:
        """Choose what to buy for a budget.

        Parameters
        ----------
        budget, weeks, outcome, activity, spread, replicates, evaluations
            As in :class:`simulation.analysis.plan.Plan`.
        seed, **how
            As in :meth:`run`; with ``out``, a report in ``language`` too.
        """
        question = Plan(
            changed(self.config, seed=seed),
            budget=budget,
            weeks=weeks,
            outcome=outcome,
            activity=activity,
            spread=spread,
            replicates=replicates,
            evaluations=evaluations,
        )
        return cast(Plans, put(question, **how))

    def calibrate(
        self,
        data: str | Path,
        *,
        parameters: Sequence[str] | None = None,
        programme: str | None = None,
        particles: int = PARTICLES,
        populations: int = POPULATIONS,
        seed: int | None = None,
        **how: Unpack[How],
    ) -> Calibrated:
        """Fit parameters to what was observed (extra ``calibrate``).

        Parameters
        ----------
        data : path
            A CSV file: measure, week, value, standard_error.
        parameters : sequence of str, optional
            What is fitted; by default :data:`simulation.analysis.calibration.PARAMETERS`.
        programme : str, optional
            The scenario the village went through; by default the one of most activities.
        particles, populations : int
            Size of a population of ABC-SMC, and how many.
        seed, **how
            As in :meth:`attribute`; with ``out``, ``posterior.parquet`` is written too.
        """
        config = changed(self.config, None, seed)
        targets = read_targets(data, config, programme_of(config, programme))
        question = Calibrate(
            config,
            targets=[target.model_dump() for target in targets],
            parameters=parameters,
            programme=programme,
            particles=particles,
            populations=populations,
        )
        return cast(Calibrated, put(question, **how))

    def discover(
        self,
        programmes: Sequence[str] | None = None,
        *,
        outcome: str | None = None,
        week: int | None = None,
        villages: int = 2000,
        each: int = 2,
        parameters: Sequence[str] | None = None,
        seed: int | None = None,
        **how: Unpack[How],
    ) -> Discovery:
        """Describe the villages in which a programme fails (PRIM and CART; extra ``discover``).

        Parameters
        ----------
        programmes, outcome, week, villages, each, parameters
            As :class:`simulation.analysis.discovery.Discover`.
        seed, **how
            As in :meth:`run`; with ``out``, a report in ``language`` too.
        """
        question = Discover(
            changed(self.config, None, seed), programmes=programmes, outcome=outcome, week=week,
            villages=villages, each=each, parameters=parameters,
        )  # fmt: skip
        return cast(Discovery, put(question, **how))

    def villages(
        self,
        programmes: Sequence[str] | None = None,
        *,
        outcome: str | None = None,
        week: int | None = None,
        replicates: int | None = None,
        seed: int | None = None,
        **how: Unpack[How],
    ) -> VillageEffects:
        """Compare programmes in every village of the experiment's table, and say where to go first.

        Parameters
        ----------
        programmes, outcome, week
            As :class:`simulation.analysis.villages.Villages`.
        replicates, seed, **how
            As in :meth:`run`; with ``out``, a report in ``language`` too.
        """
        config = changed(self.config, replicates, seed)
        question = Villages(config, programmes=programmes, outcome=outcome, week=week)
        return cast(VillageEffects, put(question, **how))

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{escape(name)}</td><td>{escape(', '.join(doses) or '-')}</td></tr>"
            for name, doses in self.config.programmes().items()
        )
        return (
            f"<p><b>{escape(self.config.name)}</b>: {self.config.village.owners} owners, "
            f"{self.config.weeks} weeks after {self.config.burn_in} of burn-in, "
            f"{self.config.replicates} replicates</p>"
            f"<table><tr><th>scenario</th><th>activities</th></tr>{rows}</table>"
        )


def load_study(path: str | Path) -> Study:
    """Read and check an experiment file.

    Raises
    ------
    StudyError
        With one line for each fault of the file.
    """
    return Study(read_study(path))
