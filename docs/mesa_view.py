"""The village in SolaraViz, Mesa's own view, for people who write Mesa models.

``solara run docs/mesa_view.py --production`` (needs ``pip install -e .[mesa-view]``). The dashboard of this
project is another one (``kampung dashboard``): this page shows how a village is used as a Mesa model.
"""

import numpy as np
import solara
from matplotlib.figure import Figure
from mesa.visualization import Slider, SolaraViz
from mesa.visualization.utils import update_counter

from simulation.dashboard.state.starting_point import read_start
from simulation.measures.ties import ties_of
from simulation.model.village import Village
from simulation.parameters import Behaviour
from simulation.report.layout import places
from simulation.report.palette import GROUPS

PROFILE = read_start(None).config.village
ACROSS, WITHIN = "#B3005E", "#767676"
"""Colours of ties across groups and within."""


class AdjustableVillage(Village):
    """A village that SolaraViz can make anew: its parameters are plain numbers, as sliders give them.

    Parameters
    ----------
    threshold, misreading : float
        As in :class:`simulation.parameters.Behaviour`.
    every : int
        Weeks from one forum to the next.
    seed : int
        Names all random draws.
    """

    def __init__(
        self, threshold: float = 0.44, misreading: float = 0.2, every: int = 4, seed: int = 1
    ) -> None:
        behaviour = Behaviour(threshold=threshold, misreading=misreading)
        super().__init__(PROFILE, behaviour, {"forum": {"every": every}}, seed=seed)


PARAMETERS = {
    "threshold": Slider("Trust at which cooperation is even", 0.44, 0.35, 0.50, 0.01),
    "misreading": Slider("Misreading between unskilled owners", 0.20, 0.05, 0.35, 0.01),
    "every": Slider("Weeks from forum to forum", 4, 1, 12, 1),
    "seed": Slider("Seed: another village", 1, 1, 50, 1),
}


@solara.component
def Network(village: AdjustableVillage) -> None:
    """Show who has a tie with whom this week; owners stay where they stood when the village was made."""
    update_counter.get()  # it is drawn again after every step
    place = solara.use_memo(lambda: places(_strengths(village)), [village])
    solara.FigureMatplotlib(drawn_network(village, place), format="svg")


@solara.component
def Trust(village: AdjustableVillage) -> None:
    """Show the course of trust in the other group."""
    update_counter.get()
    solara.FigureMatplotlib(drawn_trust(village), format="svg")


@solara.component
def Page() -> None:
    """Show the village; it is made here, in the component, so that every visitor has one of his own."""
    village = solara.use_memo(AdjustableVillage, [])
    SolaraViz(village, components=[(Network, 0), (Trust, 0)], model_params=PARAMETERS, name="Kampung")


def drawn_network(village: AdjustableVillage, place: np.ndarray) -> Figure:
    """Draw owners, groups told apart by colour and shape, and the ties between them.

    Parameters
    ----------
    place : ndarray of float, shape (owners, 2)
        Where they stand.
    """
    groups = village.state.owners["group"]
    figure = Figure(figsize=(5, 5), layout="constrained")
    axes = figure.add_subplot()
    for tie in ties_of(village.state, village.record):
        ends = place[[tie["owner"], tie["partner"]]]
        colour = ACROSS if groups[tie["owner"]] != groups[tie["partner"]] else WITHIN
        axes.plot(*ends.T, color=colour, linewidth=0.4 + 2 * tie["strength"], zorder=1)
    for number, group in enumerate(village.profile.groups):
        colour, marker = GROUPS[number]
        label = group.name if group.label is None else group.label.en
        axes.scatter(*place[groups == number].T, c=colour, marker=marker, edgecolors="#333333", label=label)
    axes.set_title(f"Ties in week {village.week} (purple: across groups)", fontsize=10)
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, 0.0), ncols=2, frameon=False)
    axes.set_axis_off()
    return figure


def drawn_trust(village: AdjustableVillage) -> Figure:
    """Draw the mean trust in owners of other groups, week by week."""
    course = village.weekly()["trust_other"]
    figure = Figure(figsize=(5, 3.4), layout="constrained")
    axes = figure.add_subplot()
    axes.plot(course.index, course, color="#002DE5", marker="." if len(course) < 30 else "")
    axes.set_title("Trust in the other group", fontsize=10)
    axes.set(xlabel="week", ylabel="trust, 0 to 1", ylim=(0, 1), xlim=(0, max(10, village.week)))
    return figure


def _strengths(village: AdjustableVillage) -> np.ndarray:
    owners = village.profile.owners
    found = np.zeros((owners, owners))
    for tie in ties_of(village.state, village.record):
        found[tie["owner"], tie["partner"]] = found[tie["partner"], tie["owner"]] = tie["strength"]
    return found
