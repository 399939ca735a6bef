"""One look for each scenario, the same in every figure, derived from its activities."""

from collections.abc import Mapping
from dataclasses import dataclass

from simulation.interventions.registry import dose_types
from simulation.parameters import Dose

ACTIVITIES = ("#E52DE5", "#559944", "#681E99", "#002DE5", "#E50000", "#722916", "#334072")
"""Colours of the activities in the order of the registry. Chosen by search: contrast with white at
least 3.4 to 1, and every two of them, black and grey stay apart (CIE76 distance at least 19) also for
eyes without red, green or blue cones (simulated with the matrices of Machado et al. 2009)."""
OTHERS = ("#0F7B8A", "#8A6A00", "#A13B6B", "#4B5D16", "#5A4FCF")
"""Colours of programmes that are neither one activity, nor all, nor all but one."""
GREY = "#737373"
BLACK = "#000000"
SOLID = (0.0, ())
DASHED = (0.0, (5.0, 2.0))
LINES: tuple[tuple[float, tuple[float, ...]], ...] = (
    SOLID,
    (0.0, (1.2, 1.4)),
    (0.0, (6.0, 1.6, 1.2, 1.6)),
    (0.0, (3.0, 1.2, 1.0, 1.2, 1.0, 1.2)),
)
"""Lines of scenarios with the same activities, in the order of the experiment."""
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "<", ">", "h")
"""Markers of scenarios with the same activities; they tell scenarios apart where lines are too short."""
GROUPS = (
    ("#FFB000", "o"),
    ("#4C8DD6", "s"),
    ("#7A7A7A", "^"),
    ("#C95B9B", "D"),
    ("#2F8F6B", "v"),
    ("#8C6BB1", "P"),
    ("#A6611A", "X"),
)
"""Colour and shape of the owners of a group."""


@dataclass(frozen=True)
class Style:
    """How a scenario looks.

    Attributes
    ----------
    colour : str
        Of line and marker.
    line : tuple
        Dashes, as matplotlib reads them.
    marker : str
        As matplotlib reads it.
    hollow : bool
        White inside the marker: all activities but the one of this colour.
    """

    colour: str
    line: tuple[float, tuple[float, ...]]
    marker: str
    hollow: bool


def activity_colours(programmes: Mapping[str, Mapping[str, Dose]]) -> dict[str, str]:
    """Return the colour of each activity of the study: the same in every study, by place in the registry."""
    known = list(dose_types())
    held = {activity for doses in programmes.values() for activity in doses}
    order = [name for name in known if name in held] + sorted(held - set(known))
    place = {name: known.index(name) if name in known else len(known) + k for k, name in enumerate(order)}
    return {name: ACTIVITIES[place[name] % len(ACTIVITIES)] for name in order}


def styles(programmes: Mapping[str, Mapping[str, Dose]], reference: str) -> dict[str, Style]:
    """Return the look of each scenario.

    The reference, and any other scenario without activities, is grey; one activity has its own
    colour; all activities of the study are black; all but one have the missing one's colour, dashed.
    Further scenarios with the same activities get other lines and markers.
    """
    every = frozenset(activity for doses in programmes.values() for activity in doses)
    order = [name for name in dose_types() if name in every] + sorted(every - set(dose_types()))
    place = {
        name: list(dose_types()).index(name) if name in dose_types() else k for k, name in enumerate(order)
    }
    colours = {name: ACTIVITIES[number % len(ACTIVITIES)] for name, number in place.items()}
    taken: dict[tuple[str, bool], int] = {}
    others: dict[frozenset[str], str] = {}
    found = {}
    # the reference comes first: it keeps the plain line whatever else is grey
    for name in sorted(programmes, key=lambda scenario: scenario != reference):
        held = frozenset(programmes[name])
        dashed = False
        if name == reference or not held:
            colour = GREY
        elif len(held) == 1:
            colour = colours[next(iter(held))]
        elif held == every:
            colour = BLACK
        elif len(held) == len(every) - 1:
            colour, dashed = colours[next(iter(every - held))], True
        else:
            colour = others.setdefault(held, OTHERS[len(others) % len(OTHERS)])
        found[name] = _style(colour, dashed, taken)
    return {name: found[name] for name in programmes}


def _style(colour: str, dashed: bool, taken: dict[tuple[str, bool], int]) -> Style:
    number = taken.get((colour, dashed), 0)
    taken[colour, dashed] = number + 1
    if number == 0:
        return Style(colour, DASHED if dashed else SOLID, MARKERS[0], dashed)
    further = number - 1
    # both change from one scenario to the next; together they repeat after twenty-seven
    line = LINES[1:][(further + further // (len(MARKERS) - 1)) % (len(LINES) - 1)]
    return Style(colour, line, MARKERS[1:][further % (len(MARKERS) - 1)], dashed)
