"""What parameters are in a study whose villages differ: median and range instead of one value."""

from dataclasses import dataclass

import numpy as np

from simulation.experiment.config import StudyConfig
from simulation.experiment.varied import OF, SECTOR, SHARE
from simulation.parameters import Dose

MOST_NAMED = 10
"""Parameters that a line names."""
FEW_SETS = 10
"""Sets below which shares of plausible villages say little."""


@dataclass(frozen=True)
class Span:
    """The values of one parameter over the villages of a study."""

    median: float
    low: float
    high: float


def used_rows(config: StudyConfig) -> int:
    """Return how many rows of its points, or sets, a study uses."""
    if config.points is None:
        return 0
    return min(config.points.rows, -(-config.most_replicates // config.villages_per_set))


def spans(config: StudyConfig) -> dict[str, Span]:
    """Return the parameters that points set, by the names of :func:`varied`; shares of the rest too."""
    if config.points is None:
        return {}
    named = set(config.points.columns)
    values: dict[str, list[float]] = {name: [] for name in config.points.columns}
    for number in range(used_rows(config)):
        village, behaviour = config.points.applied(number, config.village, config.behaviour)
        for name in named:
            if hasattr(behaviour, name):
                values[name].append(float(getattr(behaviour, name)))
        for activity, doses in config.points.doses(number).items():
            for field, value in doses.items():
                values[activity + OF + field].append(float(value))
        if "owners" in named:
            values["owners"].append(float(village.owners))
        for begin, parts in ((SHARE, village.groups), (SECTOR, village.sectors)):
            for part in parts if any(name.startswith(begin) for name in named) else ():
                values.setdefault(begin + part.name, []).append(part.share)
    return {name: Span(float(np.median(each)), min(each), max(each)) for name, each in values.items() if each}


def dose_spans(config: StudyConfig, activity: str, dose: Dose) -> dict[str, Span]:
    """Return the fields of a dose that points set: where the scenario left them as they ship."""
    found = {name.partition(OF): span for name, span in spans(config).items()}
    shipped = type(dose).model_fields
    return {
        field: span
        for (of, _, field), span in found.items()
        if of == activity and field in shipped and getattr(dose, field) == shipped[field].default
    }


def mechanism_spans(config: StudyConfig, mechanism: str) -> dict[str, Span]:
    """Return the fields of a mechanism that points set."""
    begin = mechanism + OF
    return {n.removeprefix(begin): span for n, span in spans(config).items() if n.startswith(begin)}


def sets_line(config: StudyConfig) -> str:
    """Say in a line how many sets are used, of which parameters; empty where all villages live with one."""
    if config.points is None:
        return ""
    names = sorted(spans(config))
    told = ", ".join(names) if len(names) <= MOST_NAMED else f"{len(names)} parameters"
    each = np.bincount(config.set_numbers(config.most_replicates))
    few, many = int(each[each > 0].min()), int(each.max())
    villages = f"{many} {'village' if many == 1 else 'villages'}"
    villages = villages if few == many else f"{few} to {villages}"
    return (
        f"{used_rows(config):,} of {config.points.rows:,} sets of values of {told} are used, "
        f"{villages} each; other parameters are single values"
        + (
            f"; fewer than {FEW_SETS} sets say little of what is not known"
            if used_rows(config) < FEW_SETS
            else ""
        )
    )
