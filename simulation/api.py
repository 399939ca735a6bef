"""For notebooks and scripts: load a study, run it, ask it questions."""

import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from datetime import date
from html import escape
from pathlib import Path
from types import MethodType
from typing import Any

from simulation.experiment.config import StudyConfig
from simulation.experiment.experiment_file import read_study, read_village, study_of
from simulation.experiment.recorded import recorded
from simulation.files.faults import Fault, StudyError
from simulation.files.given_path import given_path
from simulation.files.in_python import in_python
from simulation.measures.own import Function
from simulation.questions.answering import put
from simulation.questions.registry import kinds, method_of
from simulation.reference.village import ReferenceVillage
from simulation.repeating.comparison import Comparison, compare_folders
from simulation.repeating.recipe import recipe_of
from simulation.result import Result, finish, finish_shard
from simulation.running.run import Outcome, changed, run_study
from simulation.running.shard import WHOLE
from simulation.running.sink import Memory
from simulation.store.results_folder import ResultsFolder

load_village = read_village


class Study:
    """An experiment that is ready to run.

    Every question of :mod:`simulation.questions` is a method: ``study.attribute()``, ``study.plan(50e6)``.

    Parameters
    ----------
    config : StudyConfig or mapping
        Village, behaviour, scenarios and what is compared; a mapping holds what a file would.
    """

    def __init__(self, config: StudyConfig | Mapping[str, Any]) -> None:
        self.config = study_of(config)

    @in_python
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
        measures: Mapping[str, Function] | None = None,
        outcomes: Mapping[str, float] | None = None,
        owners_at: Iterable[int] | None = None,
        ties_at: Iterable[int] | None = None,
        events_at: Iterable[int] | None = None,
        model: type[ReferenceVillage] | None = None,
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
        measures : mapping of str to callable, optional
            Measures of your own: each takes the :class:`simulation.model.village.Village` at the end of
            every week and returns a number, and becomes a column of :meth:`Result.weekly`.
        outcomes : mapping of str to float, optional
            Measures that are compared beside the outcomes of the experiment, your own too, each with the
            smallest effect that matters.
        owners_at, ties_at, events_at : iterable of int, optional
            Weeks of which every owner, tie and event is kept, for :meth:`Result.owners` and its fellows.
        model : type, optional
            Your own version of the readable model, a subclass of
            :class:`simulation.reference.village.ReferenceVillage`, in the place of the compiled one: the
            same draws, measures and comparison, more than a hundred times slower.

        Raises
        ------
        StudyError
            If an argument does not fit the experiment, or the folder cannot be used.
        """
        config = recorded(
            changed(self.config, replicates, seed),
            owners_at=owners_at, ties_at=ties_at, events_at=events_at, measures=measures, outcomes=outcomes,
        )  # fmt: skip
        _must_be_a_model(model, config)
        how: Any = {"workers": workers, "executor": executor, "done": done}
        rules: Any = {"measures": measures, "model": model}
        if out is None:
            memory = Memory(config)
            outcome = run_study(config, memory, **how, **rules)
            _warn(outcome)
            details = {kind: memory.details(kind) for kind in config.record.tables()}
            return Result(config, memory.table(), outcome.failures, details=details, model=model)
        with ResultsFolder(given_path(out, "out"), config, resume=resume, **rules) as folder:
            outcome = run_study(config, folder, **how, **rules)
            _warn(outcome)
            return finish(config, folder, outcome, model)

    @in_python
    def export_networks(
        self,
        out: str | Path,
        weeks: Sequence[int] = (0,),
        *,
        scenario: str | None = None,
        replicate: int = 0,
        format: str = "graphml",
    ) -> list[Path]:
        """Write the networks of one village (:func:`simulation.network.export.export_networks`)."""
        from simulation.network.export import export_networks  # noqa: PLC0415 - few need it

        return export_networks(self.config, out, weeks, scenario=scenario, replicate=replicate, format=format)

    @in_python
    def office(
        self, scenario: str | None = None, *, start: str | date, out: str | Path, language: str = "id"
    ) -> list[Path]:
        """Write a scenario for the village office: ``rab.xlsx`` and ``rab.docx`` (extra ``office``).

        Parameters
        ----------
        scenario : str, optional
            By default the only one that holds activities.
        start : str or date
            Day of week 1, such as ``2027-01-04`` or ``4 Januari 2027``.
        out : path
            A folder; nothing in it is overwritten.
        language : str
            ``id`` or ``en``.

        Raises
        ------
        StudyError
            As :func:`simulation.office.office.write_office`.
        """
        from simulation.office.office import write_office  # noqa: PLC0415 - few need it
        from simulation.office.programme import HeldProgramme  # noqa: PLC0415

        programme = HeldProgramme.of(self.config, scenario)
        return write_office(programme, start, given_path(out, "out"), language)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Return the method that asks a question, such as ``attribute`` or ``plan``."""
        if name not in kinds():
            raise AttributeError(f"a study has no '{name}'; its questions are {', '.join(kinds())}")
        return MethodType(in_python(method_of(name)), self.config)

    def __dir__(self) -> Iterable[str]:
        """Return all names, those of the questions among them."""
        return [*super().__dir__(), *kinds()]

    def __repr__(self) -> str:
        """Return in one line what the study is."""
        config = self.config
        runs = f"{len(config.scenarios)} scenarios x {config.most_replicates} replicates"
        return f"<Study {config.name!r}: {runs}, {config.village.owners} owners, {config.weeks} weeks>"

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


def _warn(outcome: Outcome) -> None:
    """Warn of runs that failed: they are missing from every number."""
    if outcome.failures:
        first = outcome.failures[0]
        told = f"{len(outcome.failures)} runs failed and are missing (result.failures has all)"
        warnings.warn(f"{told}; the first, of {first.scenario}: {first.error}", stacklevel=3)


def _must_be_a_model(model: object, config: StudyConfig) -> None:
    if model is None:
        return
    if not (isinstance(model, type) and issubclass(model, ReferenceVillage)):
        raise StudyError([Fault.of("model", "", f"found {model!r}", "a subclass of ReferenceVillage")])
    if config.record.weeks("events"):
        told = "the readable model keeps no events"
        raise StudyError([Fault.of("events_at", "", told, "no events beside model")])


def load_study(path: str | Path) -> Study:
    """Read and check an experiment file.

    Raises
    ------
    StudyError
        With one line for each fault of the file.
    """
    return Study(read_study(path))


@in_python
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
    folder, out = given_path(folder), given_path(out, "out")
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
