"""An ensemble of before, held against the model as it is now."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

from simulation.compiled import sources_digest
from simulation.experiment.config import StudyConfig
from simulation.experiment.pattern_study import PatternStudy
from simulation.experiment.points import Points
from simulation.experiment.posterior import read_notes, read_posterior, write_posterior
from simulation.files.faults import Fault, StudyError
from simulation.parameters import Behaviour
from simulation.patterns.catalogue import PATTERNS
from simulation.questions.ensemble.answer import MODEL
from simulation.running.provenance import versions
from simulation.running.run import run_study
from simulation.running.sink import Memory

CLOSE = 1e-9
"""Relative: another machine's logarithm may differ in the last bits."""


def stale(path: Path) -> bool:
    """Tell whether the model's sources are others than those an ensemble was made of."""
    return bool(read_notes(path)["sources"] != sources_digest(MODEL))


def measured_anew(
    config: StudyConfig, path: Path, rows: Sequence[int], workers: int | None = None
) -> pd.DataFrame:
    """Return the patterns of some sets of an ensemble, measured once more in the villages of its last step.

    Parameters
    ----------
    config : StudyConfig
        The experiment it was made for.
    path : Path
        The ensemble.
    rows : sequence of int
        Which sets.
    workers : int, optional
        Processors.
    """
    judged = [pattern for pattern in PATTERNS if pattern.judged]
    notes, (behaviour, columns) = read_notes(path), read_posterior(path)
    config = config.model_copy(update={"behaviour": Behaviour.model_validate(behaviour)})
    points = Points(columns={name: [values[row] for row in rows] for name, values in columns.items()})
    design = PatternStudy.at(config, points, judged, notes["villages"], notes["village_seed"])
    memory = Memory(design)
    if failures := run_study(design, memory, workers=workers).failures:
        raise RuntimeError(f"{len(failures)} villages failed: {failures[0]}")
    values = memory.table().many(design.columns(), [0])
    said = design.said({name: numbers[0, :, 0] for name, numbers in values.items()})
    return pd.DataFrame({p.name: [np.nanmean(p.values(each)) for each in found] for p, found in said})


def renew(config: StudyConfig, path: Path, workers: int | None = None) -> None:
    """Measure all sets anew; if every value is the same, write down the model's sources as they are now.

    Raises
    ------
    StudyError
        If a value is another one: then the sets are to be searched anew.
    """
    table = pq.read_table(path).to_pandas()
    anew = measured_anew(config, path, range(len(table)), workers)
    kept = table[list(anew.columns)]
    wrong = ~np.isclose(anew.to_numpy(), kept.to_numpy(), rtol=CLOSE, atol=0, equal_nan=True)
    if wrong.any():
        row, place = (int(found[0]) for found in np.nonzero(wrong))
        name = anew.columns[place]
        told = f"{name} of set {row} is {anew[name][row]:.6g}, in the file {kept[name][row]:.6g}"
        raise StudyError([Fault.of(path, "", told, "the model that the file was made of, or a new search")])
    behaviour, columns = read_posterior(path)
    points = Points(columns=columns)
    notes = read_notes(path) | {"sources": sources_digest(MODEL), "versions": versions()}
    beside = {str(name): found for name, found in table.drop(columns=list(columns)).to_dict("list").items()}
    write_posterior(path, Behaviour.model_validate(behaviour), points, notes, beside)
