"""Small studies that a report must cope with, run once and kept."""

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from simulation.analysis.breakdown import parts
from simulation.analysis.comparison import Terms, compare
from simulation.experiment.config import StudyConfig
from simulation.report.page import write_report
from simulation.running.part import Part
from simulation.running.replicate import Replicate
from simulation.running.run import run_study
from simulation.running.sink import Memory
from simulation.running.weekly_table import WeeklyTable

OUTCOMES = ("trust_other", "bridging", "gotong_royong", "unresolved", "income", "social_capital")
SCENARIOS: dict[str, dict[str, Any]] = {
    "none": {},
    "forum": {"activities": ["forum"]},
    "mentoring": {"activities": ["mentoring"]},
    "shared_vision": {"activities": ["shared_vision"]},
    "all": {"activities": ["forum", "mentoring", "shared_vision"]},
    "all_but_forum": {"from": "all", "without": ["forum"]},
    "all_but_mentoring": {"from": "all", "without": ["mentoring"]},
    "forum_stops": {"from": "forum", "set": {"forum.sessions": 3}},
    "forum_apart": {"from": "forum", "set": {"forum.seating": "by_group"}},
}


@dataclass
class Case:
    """A study with its results."""

    config: StudyConfig
    table: WeeklyTable
    comparison: pd.DataFrame
    manifest: dict[str, Any] = field(default_factory=dict)
    parts: pd.DataFrame | None = None

    def write(self, folder: Path, language: str = "en") -> str:
        folder.mkdir(parents=True, exist_ok=True)
        if self.parts is not None:
            self.parts.to_csv(folder / "parts.csv", index=False)
        return write_report(
            folder, self.config, self.table, self.comparison, self.manifest, language
        ).read_text(encoding="utf-8")


def label(text: str) -> dict[str, str]:
    return {"en": text, "id": text}


def config(**changes: Any) -> StudyConfig:
    groups = [
        {"name": "valley", "share": 0.5, "strong_topics": ["marketing"], "label": label("valley people")},
        {"name": "hill", "share": 0.5, "label": label("hill people")},
    ]
    document: dict[str, Any] = {
        "name": "small_study",
        "title": label("What helps?"),
        "village": {
            "name": "Kampung Contoh",
            "owners": 24,
            "groups": groups,
            "sectors": [{"name": "food", "share": 0.5}, {"name": "craft", "share": 0.5}],
        },
        "behaviour": {"memory": 0.95},
        "programme": {"forum": {"first": 2, "every": 4}, "mentoring": {"first": 3, "sessions": 3},
                      "shared_vision": {"first": 4, "sessions": 2}},
        "weeks": 30,
        "burn_in": 25,
        "replicates": 6,
        "seed": 7,
        "scenarios": SCENARIOS,
        "reference": "none",
        "outcomes": {name: {"smallest_effect": 20_000 if name == "income" else 0.02} for name in OUTCOMES},
        "compare_weeks": [15, 30],
        "network_weeks": [0, 30],
        "panels": {
            "alone": {"label": label("Alone"), "scenarios": ["none", "forum", "mentoring", "shared_vision"]},
            "whole": {"label": label("Whole"), "scenarios": ["all", "all_but_forum", "all_but_mentoring"]},
            "controls": {"label": label("Controls"), "scenarios": ["forum", "forum_apart"]},
        },
        "assumed": {
            "village.owners": label("How many owners are there?"),
            "village.groups.hill.share": label("How many came later?"),
            "programme.forum.attendance": label("How many come?"),
            "prices.snack": label("What does a snack cost?"),
        },
    }  # fmt: skip
    return StudyConfig.model_validate(document | changes)


def run(study: StudyConfig, lost: Collection[tuple[int, str]] = ()) -> Case:
    """Run a study; runs named in ``lost`` (replicate, scenario) count as failed."""
    names = list(study.programmes())
    gone = {(replicate, names.index(name)) for replicate, name in lost}

    class Losing(Memory):
        def write(self, part: Part, replicates: list[Replicate]) -> None:
            for replicate in replicates:
                for scenario in list(replicate.rows):
                    if (replicate.number, scenario) in gone:
                        del replicate.rows[scenario]
            super().write(part, replicates)

    sink = Losing(study)
    run_study(study, sink, workers=1)
    table = sink.table()
    manifest = {
        "replicates": study.replicates,
        "config_hash": study.hash(),
        "failed_runs": len(gone),
        "git_commit": "0123abc",
        "versions": {"kampung": "0.1.0", "numpy": "2"},
        "host": {"python": "3.11", "system": "Linux", "machine": "x86_64"},
        "written": "2026-01-01T00:00:00+00:00",
    }
    frame = compare(table, Terms.of(study, table.replicates), list(study.outcomes), study.compare_weeks)
    owners = sink.details("owners").frame()
    by_parts = parts(owners, study, table.replicates) if len(owners) else None
    return Case(study, table, frame, json.loads(json.dumps(manifest)), by_parts)


ONE_GROUP = {
    "name": "Kampung Satu",
    "owners": 20,
    "groups": [{"name": "everyone", "share": 1.0}],
    "sectors": [{"name": "food", "share": 1.0}],
}
ONE_ALONE = ONE_GROUP | {
    "groups": [{"name": "valley", "share": 0.999}, {"name": "hill", "share": 0.001}],
}
"""Two groups in name, all owners in one: what is measured between them is not defined."""
INSIDE = {name: {"smallest_effect": 0.02} for name in ("trust", "degree", "unresolved")}
POINTS = {"columns": {"threshold": [0.4, 0.44, 0.48], "share_valley": [0.3, 0.5, 0.7]}}
PAIR = {"none": {}, "forum": {"activities": ["forum"]}}


ALONE: dict[str, Any] = {"panels": {}, "programme": {}, "assumed": {}}
"""A study without what belongs to the scenarios of the full one."""


def _failed() -> Case:
    lost = {(0, "forum"), (2, "forum"), *((replicate, "mentoring") for replicate in range(4))}
    return run(config(replicates=4), lost)


def _endless() -> Case:
    """Nothing ends, nothing is named, and fewer villages are finished than planned."""
    scenarios = {"none": {}, "monthly": {"activities": ["forum"]}}
    found = run(config(**ALONE, scenarios=scenarios, replicates=3, title=None))
    found.config = found.config.model_copy(update={"replicates": 5})
    found.manifest["state"] = "stopped"
    return found


def _free() -> Case:
    costs = {"forum.cost.moderator_hours": 0, "forum.cost.catering": False}
    scenarios = {"none": {}, "forum": {"activities": ["forum"], "set": costs}}
    return run(config(**ALONE, scenarios=scenarios, replicates=2))


def _parts() -> Case:
    """Whom a programme reaches, in a village whose owners were surveyed."""
    village = config().village.model_dump(mode="json", by_alias=True)
    gender = ["woman"] * 14 + ["man"] * 8 + ["other"] * 2
    village["start"] = {"owners": {"attribute": {"gender": gender}}}
    outcomes = {name: {"smallest_effect": 0.02} for name in (*OUTCOMES, "trust_mutual")}
    village["groups"][0]["behaviour"] = {"threshold": 0.46}
    village["spreads"] = {"memory": 0.02}
    changes: dict[str, Any] = {"village": village, "outcomes": outcomes, "record": {"owners": [0, 30]}}
    return run(config(**changes, burn_in=25, replicates=3, assumed={}))


MAKERS: dict[str, Callable[[], Case]] = {
    "full": lambda: run(config()),
    "one_group": lambda: run(config(village=ONE_GROUP, outcomes=INSIDE, assumed={}, replicates=4)),
    "points": lambda: run(config(**ALONE, scenarios=PAIR, replicates=2, points=POINTS)),
    "sets": lambda: run(config(points=SETS, villages_per_set=2, replicates=8)),
    "one_replicate": lambda: run(config(**ALONE, scenarios=PAIR, replicates=1)),
    "failed": _failed,
    "alone": lambda: run(config(**ALONE, scenarios={"none": {}}, replicates=2)),
    "endless": _endless,
    "free": _free,
    "parts": _parts,
}
SETS = {"columns": {"threshold": [0.30, 0.40, 0.44, 0.50], "bad_generalisation": [1.0, 2.0, 3.0, 1.5]}}
"""Four kinds of villages in which programmes do differently."""
CASES = tuple(MAKERS)


@cache
def case(name: str) -> Case:
    """Return a study by name."""
    return MAKERS[name]()
