"""The villages in which plans are tried: kinds that nobody is sure of, some to search, choose and tell in."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from simulation.analysis.latin_hypercube import latin_hypercube
from simulation.experiment.config import StudyConfig
from simulation.experiment.points import Points
from simulation.experiment.ranges import swept
from simulation.experiment.varied import own_value

EACH = 8
"""Villages of each kind that is told from."""
SPREAD = 0.25
"""Part of the plausible ranges, around the experiment's own values, from which villages are drawn."""


@dataclass(frozen=True)
class Lots:
    """Which villages do what: no number that is told comes from a village in which anything was chosen.

    Attributes
    ----------
    searched : slice
        Every plan of the search is tried in these.
    chosen : slice
        The best plans are tried again, and chosen.
    told : slice
        What the chosen ones reach is read here alone: :data:`EACH` villages of each of some kinds, one
        kind after the other, so that what differs between kinds is told apart from luck.
    number : int
        Villages in all.
    """

    searched: slice
    chosen: slice
    told: slice
    number: int

    @classmethod
    def of(cls, searched: int) -> Self:
        """Return as many villages to choose in as to search in, and half as many kinds to tell from."""
        number = 2 * searched + EACH * max(2, searched // 2)
        return cls(slice(0, searched), slice(searched, 2 * searched), slice(2 * searched, number), number)

    @property
    def kinds(self) -> int:
        """Kinds of villages that are told from."""
        return int(self.told.stop - self.told.start) // EACH

    def rows(self) -> np.ndarray:
        """Return the kind of each village, shape (number,): those told from share theirs."""
        return np.concatenate([np.arange(self.told.start), self.told.start + self.kind_told()])

    def kind_told(self) -> np.ndarray:
        """Return the kind of each village told from, from 0."""
        return np.repeat(np.arange(self.kinds), EACH)

    @property
    def each(self) -> list[slice]:
        """The lots, from the first village on."""
        return [self.searched, self.chosen, self.told]


def village_points(config: StudyConfig, spread: float, lots: Lots) -> Points | None:
    """Return one kind of village for each village of the lots; None: all are of the experiment's own kind.

    Sets that the experiment lives with give their rows, one after the other; each is used once before any
    is used again. Otherwise each lot is a Latin hypercube (McKay, Beckman & Conover 1979) of the experiment's
    ``ranges`` and of a part of the plausible ranges of all other parameters.

    Parameters
    ----------
    config : StudyConfig
    spread : float
        Which part of the plausible ranges around the experiment's own values, 0 to 1.
    lots : Lots
    """
    if config.points is not None:
        taken = lots.rows() % config.points.rows
        return Points(
            columns={name: [values[row] for row in taken] for name, values in config.points.columns.items()}
        )
    ranges = village_ranges(config, spread)
    if not ranges:
        return None
    columns: dict[str, list[float]] = {name: [] for name in ranges}
    for lot, kinds in enumerate((lots.searched.stop, lots.searched.stop, lots.kinds)):
        for name, values in latin_hypercube(config.seed, lot, ranges, kinds).items():
            columns[name] += values
    rows = lots.rows()
    return Points.drawn({name: [values[row] for row in rows] for name, values in columns.items()})


def village_ranges(config: StudyConfig, spread: float) -> dict[str, tuple[float, float]]:
    """Return from where to where each parameter is drawn."""
    found = {}
    for name, (low, high) in swept(config).items():
        if name in config.ranges:
            found[name] = (low, high)
        elif spread > 0:
            centre = own_value(name, config)
            found[name] = (
                centre + spread * (min(low, centre) - centre),
                centre + spread * (max(high, centre) - centre),
            )
    return found
