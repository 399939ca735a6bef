"""The network of one simulated village before and after, owners at the same places in every picture."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from simulation.measures.ties import ties_of
from simulation.model.engine import Engine
from simulation.report.drawing import INK, NARROW, QUIET, SMALL, drawing_rules, inches, lines_of, new_figure
from simulation.report.layout import places
from simulation.report.palette import GROUPS
from simulation.report.scenarios import Scenarios
from simulation.running.replicate import burned_in

MOST_OWNERS = 400
"""A picture of more owners shows nothing."""
MUTUAL = 0.5
"""Trust on both sides from which a tie counts as one of mutual trust (measure ``trust_mutual``)."""
WITHIN, ACROSS = "#9A9A9A", "#B3005E"
"""Colours of ties inside a group and across groups."""


@dataclass(frozen=True)
class Snapshot:
    """The ties of a village at the end of a week.

    Attributes
    ----------
    week : int
        The week.
    scenario : str
        The scenario.
    pairs : ndarray of int, shape (ties, 2)
        Owners of each tie, the lower index first.
    strength, trust : ndarray of float, shape (ties,)
        Strength of the tie; the lower trust of its two sides.
    groups : ndarray of int, shape (owners,)
        Group of each owner that week: whoever takes the place of a firm that closed may be of another one.
    """

    week: int
    scenario: str
    pairs: np.ndarray
    strength: np.ndarray
    trust: np.ndarray
    groups: np.ndarray

    @property
    def across(self) -> np.ndarray:
        """Which ties are across groups."""
        found: np.ndarray = self.groups[self.pairs[:, 0]] != self.groups[self.pairs[:, 1]]
        return found


def snapshot(engine: Engine, scenario: str) -> Snapshot:
    """Return the ties as they stand."""
    found = ties_of(engine.state, engine.record)
    return Snapshot(
        engine.week,
        scenario,
        np.column_stack((found["owner"], found["partner"])).astype(int),
        found["strength"].copy(),
        np.minimum(found["trust"], found["trust_back"]),
        engine.state.owners["group"].astype(int),
    )


def before_and_after(scenarios: Scenarios, wanted: Sequence[str]) -> list[Snapshot]:
    """Simulate the first replicate once more; return week 0 and the last week of the wanted scenarios.

    Parameters
    ----------
    scenarios : Scenarios
        The study.
    wanted : sequence of str
        Scenarios that change the programme alone: all of them share week 0.
    """
    config = scenarios.config
    case = config.case(0)
    past = burned_in(config, case)
    found = [snapshot(past, config.reference)]
    for name in wanted:
        run = past.branch(case.dosed(scenarios.programmes[name]))
        run.advance(config.weeks)
        found.append(snapshot(run, name))
    return found


def shared_places(snapshots: Sequence[Snapshot], owners: int) -> np.ndarray:
    """Return one place an owner for all pictures, shape (owners, 2)."""
    weights = np.zeros((owners, owners))
    for found in snapshots:
        weights[found.pairs[:, 0], found.pairs[:, 1]] += found.strength
    return places(weights + weights.T)


def plot_network(found: Snapshot, place: np.ndarray, scenarios: Scenarios, title: str, below: str) -> Figure:
    """Return the picture of one network.

    Parameters
    ----------
    found : Snapshot
        Its ties and owners; the group of an owner gives colour and shape.
    place : ndarray of float, shape (owners, 2)
        Where they stand (see :func:`shared_places`).
    scenarios : Scenarios
        The study.
    title, below : str
        What stands above and below.
    """
    words, profile = scenarios.words, scenarios.config.village
    across, groups = found.across, found.groups
    firm = found.trust >= MUTUAL
    several = len(profile.groups) > 1
    legend = [
        Line2D([], [], linestyle="none", marker=GROUPS[k % len(GROUPS)][1], color=GROUPS[k % len(GROUPS)][0],
               markeredgecolor=INK, markersize=7, label=lines_of(words.label(group.label, group.name), 40, 1))
        for k, group in enumerate(profile.groups)
    ]  # fmt: skip
    kinds = [(WITHIN, ~across, "network.within"), (ACROSS, across, "network.across")][: 2 if several else 1]
    legend += [Line2D([], [], color=colour, linewidth=2, label=words(key)) for colour, _, key in kinds]
    legend += [
        Line2D([], [], color=QUIET, linewidth=0.8, linestyle=(0, (1.5, 1.5)), label=words("network.weak"))
    ]
    counted = lines_of(below, 44, 3)
    height = 0.45 + NARROW + 0.175 * (len(legend) + counted.count("\n") + 1) + 0.15
    with drawing_rules():
        figure = new_figure(NARROW, height)
        axes = inches(figure, 0.08, height - 0.45 - (NARROW - 0.16), NARROW - 0.16, NARROW - 0.16)
        axes.set_axis_off()
        axes.set_xlim(-1.06, 1.06)
        axes.set_ylim(-1.06, 1.06)
        for colour, kind, _ in kinds:
            for sure in (False, True):
                chosen = kind & (firm == sure)
                axes.add_collection(LineCollection(
                    list(place[found.pairs[chosen]]), colors=colour, zorder=1 + 0.1 * sure,
                    linewidths=0.6 + 3.0 * np.maximum(found.trust[chosen] - MUTUAL, 0.0) if sure else 0.7,
                    linestyles="solid" if sure else (0, (1.5, 1.5)), alpha=0.9 if sure else 0.75,
                ))  # fmt: skip
        size = float(np.clip(2400 / groups.size, 9, 46))
        for k in range(len(profile.groups)):
            colour, marker = GROUPS[k % len(GROUPS)]
            chosen = groups == k
            axes.scatter(
                place[chosen, 0], place[chosen, 1], s=size, marker=marker, color=colour, edgecolors=INK,
                linewidths=0.7, zorder=3,
            )  # fmt: skip
        axes.set_title(lines_of(title, 40, 2), pad=4, fontsize=SMALL + 1, x=0.0)
        figure.text(0.08 / NARROW, 1 - (0.4 + NARROW) / height, counted, va="top", fontsize=SMALL)
        figure.legend(
            handles=legend, loc="lower left", bbox_to_anchor=(0.0, 0.0), borderaxespad=0.2, labelspacing=0.25,
            handlelength=2.2, handletextpad=0.6, ncols=1,
        )  # fmt: skip
    return figure
