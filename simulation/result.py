"""What a study gave: measures, comparison, report."""

import json
from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path
from shlex import join
from typing import TYPE_CHECKING, Any

import pandas as pd

from simulation.analysis.breakdown import breakdown, parts
from simulation.analysis.comparison import Terms, compare, replicates_to_halve
from simulation.experiment.config import StudyConfig
from simulation.files.faults import Fault, StudyError, unknown
from simulation.files.given_path import given_path
from simulation.model.village import Village
from simulation.reference.village import ReferenceVillage
from simulation.report.command_line import words_of
from simulation.research_object.crate import write_crate
from simulation.research_object.record import record
from simulation.running.detail_table import DetailTable
from simulation.running.provenance import origin
from simulation.running.replicate import Failure
from simulation.running.run import Outcome
from simulation.running.shard import WHOLE
from simulation.running.village_of import village_of
from simulation.running.weekly_table import WeeklyTable
from simulation.store.experiment_files import RESOLVED, write_experiment
from simulation.store.manifest import about, must_be_whole, read_manifest
from simulation.store.merge import Shards
from simulation.store.reading import read_table
from simulation.store.results_folder import ResultsFolder

if TYPE_CHECKING:
    from simulation.report.picture import Picture


class Result:
    """What a study gave.

    Attributes
    ----------
    config : StudyConfig
        The study as it was run.
    table : WeeklyTable
        The measures, read column by column.
    failures : list of Failure
        Runs that raised; they are missing from the measures.
    folder : Path or None
        Where the results lie; None when they are only in memory.
    details : dict of str to DetailTable
        Owners, ties and events, where they were kept.
    model : type or None
        The version of the readable model that was run, if it was not the compiled one.
    """

    def __init__(
        self,
        config: StudyConfig,
        table: WeeklyTable,
        failures: list[Failure],
        folder: Path | None = None,
        manifest: dict[str, Any] | None = None,
        details: Mapping[str, DetailTable] | None = None,
        model: type[ReferenceVillage] | None = None,
    ) -> None:
        self.config = config
        self.table = table
        self.failures = failures
        self.folder = folder
        self.manifest = manifest or {}
        self.details = dict(details or {})
        self.model = model
        self._comparison: pd.DataFrame | None = None

    def weekly(self) -> pd.DataFrame:
        """Return scenario, replicate, week and every measure, one row a week of a run."""
        return self.table.frame()

    def sets(self) -> pd.DataFrame:
        """Return what each replicate lived with: its set of parameters, and the values of the set.

        Returns
        -------
        DataFrame
            One row a replicate: ``replicate``, ``set`` (0 where all live with the same values), then a column
            for each parameter that differs from set to set, named as in ``points``.
        """
        rows = self.config.set_numbers(self.table.replicates)
        found = pd.DataFrame({"replicate": range(self.table.replicates), "set": rows})
        points = self.config.points
        if points is None:
            return found
        return pd.concat([found, pd.DataFrame(points.columns).iloc[rows].reset_index(drop=True)], axis=1)

    def owners(self) -> pd.DataFrame:
        """Return one row an owner, after scenario, replicate and week.

        The columns are those of :data:`simulation.measures.owners.OWNER_COLUMNS`.

        Raises
        ------
        ValueError
            If they were not kept.
        """
        return self._detail("owners")

    def ties(self) -> pd.DataFrame:
        """Return one row a tie, after scenario, replicate and week.

        The columns are those of :data:`simulation.measures.ties.TIE_COLUMNS`.
        """
        return self._detail("ties")

    def events(self) -> pd.DataFrame:
        """Return one row an event, what happened between two owners, after scenario, replicate and week.

        The columns are those of :data:`simulation.measures.events.EVENT_COLUMNS`.
        """
        return self._detail("events")

    def _detail(self, kind: str) -> pd.DataFrame:
        if kind not in self.details:
            told = f"{kind} were not kept: {kind}_at=[...] of Study.run, or `record: {{{kind}: [...]}}`"
            raise ValueError(f"{told} in the experiment, says in which weeks they are")
        return self.details[kind].frame()

    def by(
        self,
        part: str | Callable[[pd.DataFrame], Any],
        outcome: str,
        weeks: int | Sequence[int] | None = None,
    ) -> pd.DataFrame:
        """Return an outcome and its effect by group, sector or an attribute of owners.

        Columns and parameters: :func:`simulation.analysis.breakdown.breakdown`.
        """
        return breakdown(self.owners(), self.config, self.table.replicates, part, outcome, weeks)

    def village(self, scenario: str, replicate: int, week: int | None = None) -> "Village | ReferenceVillage":
        """Return a village of the study as it stands at the end of a week; by default of the last.

        What it measures is what the study has measured, to the last digit, and it knows its events, for
        the histories of pairs and beliefs. Of a study that was run with a version of the readable model it
        is a village of that one.

        Raises
        ------
        StudyError
            If there is no such scenario, replicate or week, or the study ran with rules that are not here.
        """
        ran = self.manifest.get("origin", {}).get("model")
        if ran is not None and self.model is None:
            told = f"the study was run with the rules of {ran.split()[0]}"
            raise StudyError([Fault.of("model", "", told, "open_result(FOLDER, model=...) with that class")])
        return village_of(self.config, self.table.replicates, scenario, replicate, week, self.model)

    def comparison(self) -> pd.DataFrame:
        """Return the paired comparison (columns: :func:`simulation.analysis.comparison.compare`)."""
        if self._comparison is None:
            terms = Terms.of(self.config, self.table.replicates)
            outcomes = list(self.config.outcomes)
            self._comparison = compare(self.table, terms, outcomes, self.config.compare_weeks)
        return self._comparison

    def precision(self) -> pd.DataFrame:
        """Return how far computing error reaches: what more villages would shrink.

        Returns
        -------
        DataFrame
            One row an outcome and week: ``half_width``, the widest half interval of any scenario;
            ``smallest_effect`` of interest; ``replicates``; ``replicates_to_halve``, how many would
            halve the interval.
        """
        frame = self.comparison().dropna(subset=["error_low"])
        frame["half_width"] = (frame["error_high"] - frame["error_low"]) / 2
        widest = frame.groupby(["outcome", "week"], sort=False)["half_width"].max().reset_index()
        effects = {name: outcome.smallest_effect for name, outcome in self.config.outcomes.items()}
        widest["smallest_effect"] = widest["outcome"].map(effects)
        widest["replicates"] = self.table.replicates
        if self.table.replicates > 1:
            widest["replicates_to_halve"] = replicates_to_halve(self.table.replicates)
        return widest

    def plot(self, outcome: str, language: str = "en") -> "Picture":
        """Return a picture of a measure over the weeks, by scenario, with 95 % bands.

        Raises
        ------
        StudyError
            If there is no such measure.
        """
        if outcome not in self.table.columns:
            problem = unknown((), "measure", outcome, list(self.table.columns))
            raise StudyError([Fault("plot", 0, 0, "", problem.found, problem.allowed, problem.nearest)])
        from simulation.report.picture import Picture  # noqa: PLC0415 - matplotlib only when it draws
        from simulation.report.trajectories import plot_outcome  # noqa: PLC0415

        return Picture(plot_outcome(self.table, self.config, outcome, language))

    def methods(self, language: str = "en") -> str:
        """Return the methods paragraph of the report, to paste into a paper, and the works it names."""
        from simulation.report.facts import Facts  # noqa: PLC0415 - words are read only when something is told
        from simulation.report.sections.methods import paragraph, works  # noqa: PLC0415

        manifest = self.manifest or about(self.config, "finished", origin([], model=self.model))
        facts = Facts(self.config, self.table, self.comparison(), manifest, language)
        return "\n".join([paragraph(facts, kept=self.folder is not None), "", *works(facts)])

    def report(self, language: str = "id") -> Path:
        """Write ``report.html`` and the figures into the folder of results; return the page.

        Raises
        ------
        ValueError
            If the results are only in memory.
        """
        from simulation.report.page import write_report  # noqa: PLC0415 - see above

        if self.folder is None:
            raise ValueError("the results are only in memory: run the study with out=FOLDER")
        # of a stopped study it is not there yet
        write_experiment(self.folder, self.config)
        page = write_report(self.folder, self.config, self.table, self.comparison(), self.manifest, language)
        write_crate(self.folder, self.manifest)
        return page

    def __repr__(self) -> str:
        """Return in one line what it holds, and where."""
        where = f" in {self.folder}" if self.folder else ""
        kept = "".join(f", {kind}" for kind in self.details)
        return (
            f"<Result of {self.config.name!r}{where}: {len(self.table.scenarios)} scenarios x "
            f"{self.table.replicates} replicates, weekly{kept}, {len(self.failures)} failed runs>"
        )

    def _repr_html_(self) -> str:
        where = f" in <code>{escape(str(self.folder))}</code>" if self.folder else ""
        head = (
            f"<p><b>{escape(self.config.name)}</b>: {len(self.table.scenarios)} scenarios x "
            f"{self.table.replicates} replicates{where}, {len(self.failures)} failed runs</p>"
        )
        last = self.comparison()
        last = last[last["week"] == max(self.config.compare_weeks)]
        wide = last.pivot_table(index="scenario", columns="outcome", values="difference", sort=False)
        shown = wide.reindex(self.table.scenarios)[list(self.config.outcomes)]
        return head + str(shown.to_html(float_format=lambda value: f"{value:.3f}"))


def finish(
    config: StudyConfig,
    folder: ResultsFolder,
    outcome: Outcome,
    model: type[ReferenceVillage] | None = None,
) -> Result:
    """Write what belongs to the results beside the measures: comparison, failures, manifest."""
    folder.write_failures()
    details = {kind: folder.details(kind) for kind in config.record.tables()}
    result = Result(config, folder.table(), outcome.failures, folder.path, details=details, model=model)
    if outcome.finished:
        folder.write_frame("comparison.csv", result.comparison())
        if "owners" in result.details and len(owners := result.owners()):
            folder.write_frame("parts.csv", parts(owners, config, result.table.replicates))
    result.manifest = _close(config, folder, outcome)
    return result


def finish_shard(folder: ResultsFolder, outcome: Outcome) -> None:
    """Write what belongs to a shard beside its measures."""
    folder.write_failures()
    _close(folder.config, folder, outcome)


def _close(config: StudyConfig, folder: ResultsFolder, outcome: Outcome) -> dict[str, Any]:
    """Write what a folder holds beside its data, and return its manifest."""
    record(folder, config)
    shard = None if folder.shard == WHOLE else folder.shard
    # last: it says that all is there
    words = words_of(["run"], RESOLVED, {"shard": shard})
    manifest = folder.write_manifest(outcome, join(["kampung", *words]))
    write_crate(folder.path, manifest)
    return manifest


def merge_shards(shards: Shards, out: str | Path) -> Result:
    """Write the whole study of these shards into a new or empty folder."""
    with ResultsFolder(Path(out), shards.config) as folder:
        return finish(shards.config, folder, shards.merge(folder))


def open_result(folder: str | Path, model: type[ReferenceVillage] | None = None) -> Result:
    """Open a folder of results; of a stopped study, what is there.

    Parameters
    ----------
    folder : path
    model : type, optional
        The version of the readable model that it was run with, for :meth:`Result.village`.

    Raises
    ------
    StudyError
        If the folder holds no results, those of a single shard, or a damaged part.
    """
    folder = given_path(folder)
    manifest = read_manifest(folder)
    must_be_whole(folder, manifest)
    if "kind" in manifest or "record_weeks" in manifest["config"]:
        told = "holds an answer" if "kind" in manifest else "holds a stage of an answer"
        raise StudyError([Fault.of(folder, "", told, "a folder `kampung run` wrote")])
    config = StudyConfig.model_validate_json(json.dumps(manifest["config"]))
    table, details, failures = read_table(folder, manifest)
    return Result(config, table, failures, folder, manifest, details, model)
