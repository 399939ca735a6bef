"""The questions that can be asked, and how a finished one is asked again."""

import json
from importlib import import_module
from pathlib import Path
from typing import Any

from simulation.analysis.question import Answer, Question
from simulation.study.config import StudyConfig
from simulation.study.design import Design
from simulation.study.faults import Fault, StudyError
from simulation.study.manifest import read_manifest
from simulation.study.reading import read_table
from simulation.study.table import WeeklyTable

KINDS = {
    "attribute": "attribution:Attribute",
    "sensitivity": "sensitivity:SensitivityQuestion",
    "boundary": "boundary:Boundary",
    "plan": "plan:Plan",
    "calibrate": "calibration:Calibrate",
    "discover": "discovery:Discover",
    "villages": "villages:Villages",
}
"""Where each question stands, by the command that asks it."""


def question_of(manifest: dict[str, Any]) -> Question:
    """Return the question that a folder answers."""
    module, name = KINDS[manifest["kind"]].split(":")
    kind = getattr(import_module(f"simulation.analysis.{module}"), name)
    config = StudyConfig.model_validate_json(json.dumps(manifest["config"]))
    question: Question = kind(config, **manifest["options"])
    return question


class FinishedStages:
    """Gives the measures of the stages of a finished answer, one after the other.

    Parameters
    ----------
    folder : Path
        Of the answer.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._next = 0

    def __call__(self, design: Design, doing: str) -> WeeklyTable:
        """Return the measures of the next stage.

        Raises
        ------
        StudyError
            If it is not there, not finished, or of another question.
        """
        place = self._folder / f"stage-{self._next:03d}"
        self._next += 1
        manifest = read_manifest(place)
        if manifest["config_hash"] != design.hash():
            told = f"{place.name} holds another study than the one this version asks for"
            allowed = "an answer of this version: run the command again"
            raise StudyError([Fault.of(self._folder, "", told, allowed)])
        if manifest["state"] != "finished":
            told = f"{place.name} is {manifest['state']}"
            allowed = "a finished one: the command that made it, with --resume"
            raise StudyError([Fault.of(self._folder, "", told, allowed)])
        return read_table(place, manifest)[0]


def answer_in(folder: Path, manifest: dict[str, Any]) -> tuple[Question, Answer, FinishedStages]:
    """Return what a finished folder was asked, and its answer."""
    question = question_of(manifest)
    stages = FinishedStages(folder)
    return question, question.answer(stages), stages
