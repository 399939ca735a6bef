"""The calendar of a programme: one row an activity, one mark a session."""

from matplotlib.figure import Figure

from simulation.report.drawing import (
    RULE,
    WIDE,
    drawing_rules,
    inches,
    lines_of,
    new_figure,
)
from simulation.report.palette import activity_colours
from simulation.report.scenarios import Scenarios
from simulation.report.trajectories import week_ticks

_LABELS, _ROW, _ABOVE, _BELOW = 2.9, 0.3, 0.12, 0.48


def plot_schedule(scenario: str, scenarios: Scenarios) -> Figure:
    """Return the calendar of a scenario."""
    words, weeks = scenarios.words, scenarios.config.weeks
    doses = scenarios.programmes[scenario]
    colours = activity_colours(scenarios.programmes)
    rows = max(1, len(doses))
    height = _ABOVE + rows * _ROW + _BELOW
    with drawing_rules():
        figure = new_figure(WIDE, height)
        axes = inches(figure, _LABELS, _BELOW, WIDE - _LABELS - 0.2, rows * _ROW)
        axes.set_ylim(rows - 0.5, -0.5)
        axes.set_xlim(0, weeks + 0.5)
        axes.set_xticks(week_ticks(weeks))
        axes.grid(axis="x", color=RULE, linewidth=0.6)
        axes.set_axisbelow(True)
        for row, (name, dose) in enumerate(doses.items()):
            held = list(dose.weeks(weeks))
            axes.axhline(row, color=RULE, linewidth=0.6, zorder=0.5)
            axes.vlines(held, row - 0.28, row + 0.28, color=colours[name], linewidth=2.4, zorder=2)
        axes.set_yticks(range(len(doses)), [lines_of(words.activity(name), 40, 1) for name in doses])
        axes.tick_params(axis="y", length=0)
        axes.set_xlabel(words("figure.week"), labelpad=2)
    return figure
