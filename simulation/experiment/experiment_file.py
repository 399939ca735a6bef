"""Reading an experiment or a village from its file, with the files it names."""

from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import Any

from simulation.experiment.amounts import pointed
from simulation.experiment.as_written import AsWritten, Named
from simulation.experiment.behaviour_source import Source, doubled, include_behaviour, named_file, source_in
from simulation.experiment.config import StudyConfig
from simulation.experiment.start_file import include_start
from simulation.experiment.sweep_file import include_sweep
from simulation.experiment.validation import Model, settle
from simulation.experiment.village_file import read_village_file
from simulation.files.document import Document, read_document
from simulation.files.faults import FieldPath, Problems, StudyError, unknown
from simulation.measures.own import own_measures
from simulation.parameters import VillageProfile
from simulation.parameters.given import given

STAND_INS: dict[str, Any] = {
    "name": "study",
    "village": {
        "name": "?",
        "groups": [{"name": "all", "share": 1.0}],
        "sectors": [{"name": "all", "share": 1.0}],
    },
    "scenarios": {"none": {}},
    "reference": "none",
    "outcomes": {"trust": {"smallest_effect": 1.0}},
}
"""What a check goes on with where the user's own value is faulty."""


def read_study(path: str | Path) -> StudyConfig:
    """Read an experiment.

    Raises
    ------
    StudyError
        With all faults of the file, and of the files of its village, its start and its villages if it
        names them.
    """
    document = read_document(path)
    missing: list[FieldPath] = []
    folder = Path(path).parent
    start_folder = folder
    files: list[Named] = []
    for key, read in (("village", read_document), ("villages", read_village_file)):
        named = document.text_at(key)
        if named is None:
            continue
        files.append((folder, named))
        try:
            document.include(key, read(folder / named))
            if key == "village":
                start_folder = (folder / named).parent
        except StudyError as error:
            missing.append((key,))
            document.faults += [document.mentioned((key,), fault) for fault in error.faults]
    files += [(start_folder, table) for table in document.texts_at(("village", "start")).values()]
    missing += include_start(document, ("village",), start_folder)
    files += [(folder, table) for name, table in document.texts_at(("sweep",)).items() if name == "table"]
    missing += include_sweep(document, folder)
    files += [(folder, named) for named in [named_file(document)] if named is not None]
    source, unread = include_behaviour(document, folder)
    config = _checked(StudyConfig, document, [*missing, *unread], STAND_INS, source)
    unregistered = [
        unknown(("record", "measures", number), "measure", name, list(own_measures()))
        for number, name in enumerate(config.record.measures)
        if name not in own_measures()
    ]
    if unregistered:
        raise StudyError([document.fault(problem) for problem in unregistered])
    config.keep_files(AsWritten.of(Path(path), files))
    return config


def study_of(fields: StudyConfig | Mapping[str, Any]) -> StudyConfig:
    """Return an experiment from plain data: what a file would hold, paths from where Python runs.

    Raises
    ------
    Problems
        A ``ValueError`` of one line, if a field cannot be.
    StudyError
        If the file of a village or of sets cannot be read.
    """
    if isinstance(fields, StudyConfig) or not isinstance(fields, Mapping):
        return given(StudyConfig, fields, "config")
    value = dict(fields)
    if isinstance(value.get("village"), str | PathLike):
        value["village"] = read_village(value["village"])
    source = source_in(value)
    if problems := doubled(value, source):
        raise Problems(problems, "config")
    if source is not None:
        source.into(value)
    return given(StudyConfig, value, "config")


def read_village(path: str | Path) -> VillageProfile:
    """Read a village profile.

    Raises
    ------
    StudyError
        With all faults of the file and of the tables of its start.
    """
    document = read_document(path)
    return _checked(VillageProfile, document, include_start(document, (), Path(path).parent), {})


def is_study(path: str | Path) -> bool:
    """Tell whether a file is an experiment; if not, it should be a village profile.

    Raises
    ------
    StudyError
        If the file cannot be read.
    """
    value, _ = read_document(path).plain()
    return not value.keys().isdisjoint({"village", "scenarios", "reference", "outcomes"})


def _checked(
    model: type[Model],
    document: Document,
    missing: list[FieldPath],
    stand_ins: Mapping[str, Any],
    source: Source | None = None,
) -> Model:
    value, unusable = document.plain()
    twice = doubled(value, source)
    if source is not None:
        source.into(value)
    found, problems = settle(model, value, [*missing, *unusable], stand_ins)
    problems += [*pointed(document), *twice]
    faults = [*document.faults, *(document.fault(problem) for problem in problems)]
    if found is None or faults:
        raise StudyError(faults)
    return found
