"""The tables that studies and answers of every kind write: of small real runs, and of made-up effects."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache
from io import StringIO
from typing import NamedTuple

import numpy as np
import pandas as pd

from simulation.analysis.question import Answer, Question, ask
from simulation.dashboard.state.result_folders import STUDY
from simulation.experiment.config import StudyConfig
from simulation.questions.registry import kinds
from simulation.questions.sensitivity.question import SensitivityQuestion
from simulation.questions.villages.answer import SEGREGATION, VillageEffects
from simulation.questions.villages.question import Villages
from simulation.running.replicate import Failure
from tests.questions.discovery.discoveries import several
from tests.report.questions import answered
from tests.report.studies import case, config, run


class Written(NamedTuple):
    """A table as the page reads it, and where it stands."""

    kind: str
    config: StudyConfig
    file: str
    frame: pd.DataFrame


@cache
def all_written() -> list[Written]:
    """Return every table of every kind."""
    study = run(config(replicates=3))
    failures = pd.DataFrame(columns=[each.name for each in fields(Failure)])
    found = _read(STUDY, study.config, {"comparison": study.comparison, "failures": failures})
    by_parts = case("parts")
    assert by_parts.parts is not None
    found += _read(STUDY, by_parts.config, {"parts": by_parts.parts})
    for kind, question, answer in _answers():
        found += _read(kind, question.config, answer.frames())
    return found


def _answers() -> Iterator[tuple[str, Question, Answer]]:
    for kind in kinds():
        yield kind, *answered(kind)
    # what a small run does not come to: the other indices, boxes, a rule
    pawn = SensitivityQuestion(
        config(), trajectories=2, replicates=2, keep=2, parameter=["threshold", "memory"],
        method="pawn", samples=50, sample_replicates=2,
    )  # fmt: skip
    yield "sensitivity", pawn, ask(pawn, workers=1)
    sets = {"columns": {"threshold": [round(0.30 + 0.02 * place, 2) for place in range(12)]}}
    over = SensitivityQuestion(
        config(points=sets, replicates=12), trajectories=2, replicates=2, keep=2,
        parameter=["threshold", "memory"], method="none",
    )  # fmt: skip
    yield "sensitivity", over, ask(over, workers=1)
    yield "discover", *several()
    yield "villages", *_ranked()


def _ranked() -> tuple[Villages, VillageEffects]:
    """Return many villages in which a programme does the more the smaller the share of a group."""
    number, each = 200, 3
    owners = [[float(20 + place % 7)] * 2 for place in range(number)]
    shares = [[0.2 + 0.6 * (place * 37 % number) / number] * 2 for place in range(number)]
    table = {
        "names": [f"Village {place}" for place in range(number)],
        "columns": {"owners": owners, "share_hill": shares},
    }
    question = Villages(config(villages=table, replicates=each), programmes=["forum"])
    points = question.design().points
    assert points is not None
    effect = np.array([share for share, _ in shares])[:, None] + np.linspace(0, 0.01, each)
    made = np.stack([np.zeros((number, each)), 1 - effect])
    values = dict.fromkeys(question.config.outcomes, made) | {"cost": np.ceil(made) * 1e6}
    before = {name: np.full((number, each), 0.1) for name in SEGREGATION}
    return question, VillageEffects(question.terms(), points, values, before)


def _read(kind: str, study: StudyConfig, frames: Mapping[str, pd.DataFrame]) -> list[Written]:
    return [
        Written(kind, study, f"{name}.csv", pd.read_csv(StringIO(frame.to_csv(index=False))))
        for name, frame in frames.items()
    ]
