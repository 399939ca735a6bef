"""Figures of a sealed forecast: the estimates of each set, and where a trial lies among them."""

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure

from simulation.questions.trial.estimate import Estimate
from simulation.questions.trial_seal.forecast import Forecast
from simulation.report.drawing import INK, QUIET, WIDE, ZONE, drawing_rules, inches, new_figure, number_axis
from simulation.report.words import Words

INSIDE, OUTSIDE = "#0F7B8A", "#B9B9B9"


def plot_forecast(
    words: Words,
    forecast: Forecast,
    label: str,
    estimate: Estimate | None = None,
    plausible: Sequence[bool] | None = None,
) -> Figure:
    """Return the estimate that each set leads one to expect, with nineteen of twenty trials, by true effect.

    Parameters
    ----------
    words : Words
        The language.
    forecast : Forecast
        What was sealed.
    label : str
        Of the outcome.
    estimate : Estimate, optional
        What the trial found.
    plausible : sequence of bool, optional
        Which sets it leaves plausible; others are grey.
    """
    order = np.argsort(forecast.effect, kind="stable")
    place = np.arange(order.size)
    held = np.ones(order.size, dtype=bool) if plausible is None else np.asarray(plausible)[order]
    with drawing_rules():
        figure = new_figure(WIDE, 3.3)
        axes = inches(figure, 0.85, 0.6, WIDE - 1.05, 2.5)
        if estimate is not None:
            axes.axhspan(float(estimate.low[0]), float(estimate.high[0]), color=ZONE, linewidth=0)
            axes.axhline(float(estimate.effect[0]), color=INK, linewidth=1.4)
        axes.axhline(0, color=QUIET, linewidth=0.8)
        for kind, colour in ((held, INSIDE), (~held, OUTSIDE)):
            rows = order[kind]
            axes.vlines(
                place[kind],
                forecast.mean[rows] - 1.96 * forecast.sd[rows],
                forecast.mean[rows] + 1.96 * forecast.sd[rows],
                color=colour, linewidth=1.1,
            )  # fmt: skip
            axes.scatter(place[kind], forecast.mean[rows], s=9, color=colour, zorder=3)
        axes.set_xticks([])
        axes.set_xlabel(words("trial_seal.sets_axis"))
        axes.set_ylabel(words("trial_seal.estimate_axis", measure=label))
        number_axis(axes, "y", words)
    return figure
