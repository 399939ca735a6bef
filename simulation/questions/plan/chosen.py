"""The programmes that a finished plan holds: the one that was bought, and those it was compared with."""

from pathlib import Path
from typing import Any

import pandas as pd

from simulation.experiment.config import StudyConfig
from simulation.files.faults import Fault, StudyError
from simulation.office.programme import HeldProgramme, unknown_scenario
from simulation.parameters import Label
from simulation.questions.plan.answer import BOUGHT
from simulation.questions.plan.question import offered_by
from simulation.report.words import LANGUAGES, Words
from simulation.store.finished import finished_manifest


def programme_in(folder: Path, scenario: str | None = None) -> HeldProgramme:
    """Return a programme from a folder of finished results.

    Parameters
    ----------
    folder : Path
        Of ``kampung plan``, whose plans are ``plan``, the one for the budget, and ``plan_1`` and on as its
        tables number them; or any other results, whose scenarios are those of the experiment.
    scenario : str, optional
        By default the plan for the budget; elsewhere as in :meth:`HeldProgramme.of`.

    Raises
    ------
    StudyError
        If the folder holds no finished results, or no such programme.
    """
    manifest = finished_manifest(folder)
    config = StudyConfig.model_validate(manifest["config"])
    if manifest.get("kind") != "plan":
        return HeldProgramme.of(config, scenario, folder)
    plans = pd.read_csv(folder / "doses.csv")
    numbered = list(dict.fromkeys(plans["plan"]))
    name = BOUGHT if scenario is None else scenario
    if name == BOUGHT:
        rows = pd.read_csv(folder / "plan.csv")
    elif name in numbered:
        rows = plans[plans["plan"] == name]
    elif name in config.scenarios:
        return HeldProgramme.of(config, name, folder)
    else:
        raise unknown_scenario(folder, name, [BOUGHT, *numbered, *config.scenarios])
    if rows.empty:
        told = "the plan for this budget holds no activity"
        raise StudyError([Fault.of(folder, "--scenario", told, f"one of {', '.join(numbered) or 'none'}")])
    offered = offered_by(config)
    doses = {}
    for row in rows.astype({"places": "Int64"}).to_dict("records"):
        places = None if pd.isna(row["places"]) else int(row["places"])
        changes = {field: int(row[field]) for field in ("sessions", "first", "every")}
        doses[row["activity"]] = offered[row["activity"]].model_copy(update={**changes, "capacity": places})
    label = _label(manifest["options"]["budget"], name)
    return HeldProgramme(name, label, doses, config.village, config.prices, config.weeks)


def _label(budget: float, name: str) -> Label:
    """Return what a plan is called."""
    told: dict[str, Any] = {}
    for language in LANGUAGES:
        words = Words(language, package="simulation.office")
        key, given = "office.plan.bought", {"budget": words.short_rupiah(budget)}
        if name != BOUGHT:
            key, given = "office.plan.other", {**given, "number": name.rpartition("_")[2]}
        told[language] = words(key, **given)
    return Label(**told)
