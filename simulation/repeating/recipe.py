"""What a results folder holds to be run again: a study, a shard of one, or a question."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from simulation.analysis.question import Question
from simulation.experiment.config import StudyConfig
from simulation.files.faults import Fault, Problems, StudyError
from simulation.interventions.registry import dose_types
from simulation.measures.own import own_measures
from simulation.mechanisms.registry import mechanism_types
from simulation.questions.finished_answer import question_of
from simulation.running.shard import WHOLE, Shard, read_shard
from simulation.store.finished import finished_manifest


@dataclass(frozen=True)
class Recipe:
    """What is to be run again.

    Attributes
    ----------
    config : StudyConfig
        The experiment.
    shard : Shard
        Which of its replicates.
    question : Question or None
        What was asked of it; None for a study.
    """

    config: StudyConfig
    shard: Shard = WHOLE
    question: Question | None = None


def recipe_of(folder: Path) -> Recipe:
    """Return what a folder of finished results holds to be run again.

    Raises
    ------
    StudyError
        If it holds no results, unfinished ones or a stage of an answer, was made with activities or
        mechanisms that are not here, or by a version whose experiments were others.
    """
    manifest = finished_manifest(folder)
    if faults := _missing(folder, manifest):
        raise StudyError(faults)
    try:
        shard = read_shard(manifest.get("shard", str(WHOLE)))
        if "kind" in manifest:
            question = question_of(folder, manifest)
            return Recipe(question.config, shard, question)
        config = StudyConfig.model_validate_json(json.dumps(manifest["config"]))
    except (ValidationError, Problems, TypeError) as error:
        raise StudyError([_of_another_version(folder, manifest, error)]) from None
    return Recipe(config, shard)


def _missing(folder: Path, manifest: dict[str, Any]) -> list[Fault]:
    """Return a fault for each activity, mechanism, measure and rule of another's code that is not here."""
    known = {
        "activity": set(dose_types()), "mechanism": set(mechanism_types()), "measure": set(own_measures()),
    }  # fmt: skip
    faults = []
    for key, value in manifest.get("origin", {}).items():
        if key == "model":
            told = f"was run with the rules of {value.split()[0]}"
            faults.append(Fault.of(folder, "", told, "Study.run(model=...) with that class"))
        kind, _, name = key.partition(" ")
        if kind in known and name not in known[kind]:
            told = f"was made with the {kind} '{name}', which is none of Kampung's own"
            allowed = "the package that adds it, installed here"
            if kind == "measure":
                allowed += "; one that was handed to Study.run is run again by the script that did so"
            faults.append(Fault.of(folder, "", told, allowed))
    return faults


def _of_another_version(folder: Path, manifest: dict[str, Any], error: Exception) -> Fault:
    """Return why an experiment cannot be read here, and with what it can."""
    first = str(error)
    if isinstance(error, ValidationError):
        details = error.errors(include_url=False)[0]
        first = f"{'.'.join(map(str, details['loc']))}: {details['msg']}"
    made = manifest.get("versions", {}).get("kampung", "of another version")
    allowed = (
        f"Kampung {made}, which made it (commit {manifest.get('git_commit')}; constraints.txt beside it)"
    )
    told = f"holds no experiment of this version ({' '.join(first.split())[:200]})"
    return Fault.of(folder, "", told, allowed)
