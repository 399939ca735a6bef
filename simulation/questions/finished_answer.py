"""Finished answers: how one is asked again, from the stages that lie in its folder."""

import json
from pathlib import Path
from typing import Any

from simulation.analysis.question import Answer, Question
from simulation.experiment.config import StudyConfig
from simulation.experiment.design import Design
from simulation.files.faults import Fault, StudyError
from simulation.questions.registry import kinds, question_type
from simulation.running.weekly_table import WeeklyTable
from simulation.store.manifest import must_be_whole, read_manifest
from simulation.store.reading import read_table


def question_of(folder: Path, manifest: dict[str, Any]) -> Question:
    """Return the question that a folder answers.

    Raises
    ------
    StudyError
        If it answers none, or no question of this installation has its name.
    """
    kind = manifest.get("kind")
    if kind is None:
        told = "holds a study, which answers no question"
        raise StudyError([Fault.of(folder, "", told, "open_result(FOLDER), or the folder of an answer")])
    if kind not in kinds():
        allowed = f"one of {', '.join(kinds())}; is the package that adds it installed?"
        raise StudyError([Fault.of(folder, "", f"answers the question '{kind}'", allowed)])
    config = StudyConfig.model_validate_json(json.dumps(manifest["config"]))
    return question_type(kind)(config, **manifest["options"])


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
    """Return what a finished folder was asked, and its answer.

    Raises
    ------
    StudyError
        If it holds only a shard, or as :class:`FinishedStages`.
    """
    must_be_whole(folder, manifest)
    question = question_of(folder, manifest)
    stages = FinishedStages(folder)
    return question, question.answer(stages), stages
