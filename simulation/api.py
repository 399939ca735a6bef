"""For notebooks and scripts: load a study, run it, ask it questions."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from html import escape
from pathlib import Path
from typing import Unpack, cast

from simulation.analysis.attribution import Attribute, Attribution
from simulation.analysis.calibrated import Calibrated
from simulation.analysis.calibration import PARTICLES, POPULATIONS, Calibrate, programme_of
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
