"""For notebooks and scripts: load a study, run it, ask it questions."""

from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from html import escape
from pathlib import Path
from types import MethodType
from typing import Any

from simulation.experiment.config import StudyConfig
from simulation.experiment.experiment_file import read_study, read_village
from simulation.questions.answering import put
from simulation.questions.registry import kinds, method_of
from simulation.repeating.comparison import Comparison, compare_folders
from simulation.repeating.recipe import recipe_of
from simulation.result import Result, finish, finish_shard
from simulation.running.run import changed, run_study
from simulation.running.shard import WHOLE
from simulation.running.sink import Memory
from simulation.store.results_folder import ResultsFolder

load_village = read_village


class Study:
    """An experiment that is ready to run.

    Every question of :mod:`simulation.questions` is a method: ``study.attribute()``, ``study.plan(50e6)``.

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

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Return the method that asks a question, such as ``attribute`` or ``plan``."""
        if name not in kinds():
            raise AttributeError(f"a study has no '{name}'; its questions are {', '.join(kinds())}")
        return MethodType(method_of(name), self.config)

    def __dir__(self) -> Iterable[str]:
        """Return all names, those of the questions among them."""
        return [*super().__dir__(), *kinds()]

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


def rerun(
    folder: str | Path,
    out: str | Path,
    *,
    workers: int | None = None,
    executor: Executor | None = None,
    done: Callable[[int], None] | None = None,
) -> Comparison:
    """Run what a results folder holds again, and compare the data.

    Parameters
    ----------
    folder : path
        Finished results: of a study, a shard or a question.
    out : path
        A new or empty folder.
    workers, executor, done
        As in :meth:`Study.run`.

    Returns
    -------
    Comparison
        Which files of data have other bytes, and what computed them differently; it is ``same`` if none.

    Raises
    ------
    StudyError
        As :func:`simulation.repeating.recipe.recipe_of`.
    """
    folder, out = Path(folder), Path(out)
    recipe = recipe_of(folder)
    if recipe.question is not None:
        put(recipe.question, workers=workers, executor=executor, done=done, out=out)
        return compare_folders(folder, out)
    with ResultsFolder(out, recipe.config, shard=recipe.shard) as place:
        outcome = run_study(recipe.config, place, workers=workers, executor=executor, done=done)
        if recipe.shard == WHOLE:
            finish(recipe.config, place, outcome)
        else:
            finish_shard(place, outcome)
    return compare_folders(folder, out)
