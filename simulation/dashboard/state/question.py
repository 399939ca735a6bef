"""What a page asks of the model, and what it gets: numbers of many simulated villages, paired."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256

import numpy as np

from simulation.experiment.case import Case
from simulation.experiment.points import Points
from simulation.interventions.programme import Programme
from simulation.measures.catalogue import names
from simulation.mechanisms.mechanism import Mechanism
from simulation.model.draws import replicate_seed
from simulation.model.engine import Engine
from simulation.parameters import Behaviour, Dose, Prices, VillageProfile

NONE = "none"
"""The reference: the same villages without any programme."""
SKETCH = 10
"""Replicates of a first answer, which is shown while the others are on their way."""


@dataclass(frozen=True)
class Question:
    """Programmes in simulated villages of one kind.

    Attributes
    ----------
    village, behaviour, prices
        Where they are tried.
    programmes : mapping of str to mapping of str to Dose
        By a name of the page's own; :data:`NONE` is always there.
    reference : str
        The programme all others are compared with.
    seed, replicates, weeks, burn_in : int
        Which villages, how many, and for how long.
    smallest : mapping of str to float
        What is compared, with the smallest difference that matters.
    shown : tuple of str
        Measures whose course is shown.
    compare_weeks : tuple of int
        When programmes are compared.
    smooth : bool
        Show the course of measures of single weeks by their recent mean, as they are compared.
    points : Points, optional
        What differs from one village to the next: replicate ``r`` lives with row ``r``.
    mechanisms : mapping of str to Mechanism
        Optional mechanisms of the villages.
    """

    village: VillageProfile
    behaviour: Behaviour
    prices: Prices
    programmes: Mapping[str, Mapping[str, Dose]]
    reference: str
    seed: int
    replicates: int
    weeks: int
    burn_in: int
    smallest: Mapping[str, float]
    shown: tuple[str, ...]
    compare_weeks: tuple[int, ...]
    smooth: bool = False
    points: Points | None = None
    mechanisms: Mapping[str, Mechanism] = field(default_factory=dict)

    @cached_property
    def past(self) -> str:
        """Names the villages as they stand before any programme."""
        points = "" if self.points is None else self.points.model_dump_json()
        parts = (
            self.village.model_dump_json(), self.behaviour.model_dump_json(), self.seed, self.burn_in, points,
        )  # fmt: skip
        acting = (f"{name}:{each.model_dump_json()}" for name, each in self.mechanisms.items())
        return _digest(*map(str, parts), *acting)

    @cached_property
    def key(self) -> str:
        """Names the whole question: equal keys have equal answers."""
        rest = (
            self.courses, self.reference, self.replicates, self.weeks, dict(self.smallest), self.shown,
            self.smooth, self.compare_weeks,
        )  # fmt: skip
        return _digest(self.past, *map(repr, rest))

    @cached_property
    def courses(self) -> dict[str, str]:
        """Names what the villages go through under each programme; prices matter only to activities."""
        found = {}
        for name, doses in self.everything.items():
            prices = self.prices.model_dump_json() if doses else ""
            acts = (f"{activity}:{doses[activity].model_dump_json()}" for activity in sorted(doses))
            found[name] = _digest(self.past, str(self.weeks), prices, *acts)
        return found

    @cached_property
    def sets(self) -> np.ndarray:
        """The set of parameters of each replicate: one after the other, so that few are spread over all."""
        rows = 1 if self.points is None else self.points.rows
        return np.arange(self.replicates) % rows

    @property
    def work(self) -> int:
        """Owner-weeks of one replicate."""
        return self.village.owners * (self.burn_in + self.weeks * len(self.everything))

    @property
    def is_sketch(self) -> bool:
        """Whether it asks for so few replicates that its answer is there almost at once."""
        return self.replicates <= SKETCH

    def sketch(self) -> "Question":
        """Return the same question to the first of its replicates."""
        return replace(self, replicates=min(SKETCH, self.replicates))

    @cached_property
    def everything(self) -> dict[str, Mapping[str, Dose]]:
        """The programmes, and none."""
        return {NONE: {}, **self.programmes}

    @cached_property
    def columns(self) -> list[str]:
        """The measures of a week."""
        return names([group.name for group in self.village.groups])

    def case(self, replicate: int) -> Case:
        """Return what is one village's own."""
        if self.points is None:
            return Case(replicate, self.village, self.behaviour, replicate)
        row = int(self.sets[replicate])
        village, behaviour = self.points.applied(row, self.village, self.behaviour)
        return Case(replicate, village, behaviour, replicate, self.points.doses(row))

    def doses(self, name: str, replicate: int) -> dict[str, Dose]:
        """Return a programme as it acts in one village."""
        return self.case(replicate).dosed(self.everything[name])

    def found(self, replicate: int) -> Engine:
        """Return one village at the end of its burn-in."""
        case = self.case(replicate)
        seed = replicate_seed(self.seed, case.luck)
        engine = Engine(
            case.village, case.behaviour, seed, burn_in=self.burn_in, mechanisms=case.acting(self.mechanisms)
        )
        engine.advance(0)
        return engine

    def run(self, past: Engine, doses: Mapping[str, Dose]) -> np.ndarray:
        """Return the measures of one village under one programme, shape (weeks + 1, columns)."""
        rows = np.empty((self.weeks + 1, len(self.columns)))
        rows[0] = past.measure()
        village = past.branch({})
        village.programme = Programme(doses, past.profile, self.prices)
        village.advance(self.weeks, rows[1:])
        return rows


def _digest(*parts: str) -> str:
    return sha256("\0".join(parts).encode()).hexdigest()
