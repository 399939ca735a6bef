"""Figures of a plan: what plans gain for their cost, what the best hold, the calendar, what money buys."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from simulation.analysis.direction import sign
from simulation.questions.plan.answer import MILLION, Plans
from simulation.questions.plan.choice import skyline
from simulation.questions.plan.question import IN_RUPIAH
from simulation.report.answer_facts import AnswerFacts
from simulation.report.drawing import (
    INK,
    QUIET,
    RULE,
    SIZE,
    SMALL,
    WIDE,
    drawing_rules,
    inches,
    lines_of,
    new_figure,
    number_axis,
)
from simulation.report.palette import activity_colours
from simulation.report.trajectories import week_ticks
from simulation.report.words import GAP

_LEFT, _GAP, _RIGHT = 0.55, 0.55, 0.12
_PANEL, _ABOVE, _BELOW, _LEGEND = 2.0, 0.45, 0.48, 0.42
_LABELS, _ROW, _SUMS = 2.45, 0.34, 1.75
"""Inches."""
MOST_PANELS = 3
"""Outcomes in the figure of the front."""
MOST_HELD = 12
"""Plans in the figure of what they hold."""
_CLOUD, _FRONT, _BUDGET = "#C9C9C9", "#0F5FA6", "#B35806"


def plot_front(facts: AnswerFacts, answer: Plans) -> Figure:
    """Return one panel an outcome: cost against gain of all plans, the front, the plan and its ties."""
    outcomes = answer.outcomes[:MOST_PANELS]
    count = len(outcomes)
    width = (WIDE - _LEFT - _RIGHT - _GAP * (count - 1)) / count
    with drawing_rules():
        figure = new_figure(WIDE, _LEGEND + _ABOVE + _PANEL + _BELOW)
        for place, outcome in enumerate(outcomes):
            axes = inches(figure, _LEFT + place * (width + _GAP), _BELOW, width, _PANEL)
            _draw_front(axes, facts, answer, outcome, width)
        handles, labels = axes.get_legend_handles_labels()
        figure.legend(
            handles, labels, loc="upper left", bbox_to_anchor=(0.0, 1.0), ncols=len(labels),
            handletextpad=0.3, columnspacing=1.2, borderaxespad=0.3,
        )  # fmt: skip
    return figure


def _draw_front(axes: Axes, facts: AnswerFacts, answer: Plans, outcome: str, width: float) -> None:
    words, which = facts.words, answer.outcomes.index(outcome)
    scale = 100.0 if outcome in IN_RUPIAH else 1.0
    gains = sign(outcome) * scale * answer.choice.means(answer.choice.lots.told)[:, which]
    costs, way = answer.costs / MILLION, sign(outcome)
    axes.scatter(
        answer.tried / MILLION, way * scale * answer.archive.gains[:, which], s=5, color=_CLOUD,
        linewidths=0, rasterized=True, label=words("plan.legend_tried"), zorder=1,
    )  # fmt: skip
    best = skyline(costs, answer.choice.means(answer.choice.lots.chosen)[:, which])
    axes.step(costs[best], gains[best], where="post", color=_FRONT, linewidth=1.3, zorder=2)
    axes.scatter(costs[best], gains[best], s=16, color=_FRONT, zorder=3, label=words("plan.legend_front"))
    others = [plan for plan in answer.ties if plan != answer.bought]
    if others:
        axes.scatter(
            costs[others], gains[others], s=34, marker="D", facecolors="white", edgecolors=INK,
            linewidths=1.0, zorder=4, label=words("plan.legend_ties"),
        )  # fmt: skip
    axes.scatter(
        [costs[answer.bought]], [gains[answer.bought]], s=130, marker="*", color=INK, zorder=5,
        label=words("plan.legend_bought"),
    )  # fmt: skip
    axes.axvline(answer.budget / MILLION, color=_BUDGET, linewidth=1.0, linestyle=(0, (4, 2)), zorder=1.5)
    axes.axhline(0.0, color=QUIET, linewidth=0.8, zorder=0.5)
    title = words.capital(words.measure(outcome)) + (" (%)" if outcome in IN_RUPIAH else "")
    axes.set_title(lines_of(title, int(width * 12), 2), fontsize=SMALL, x=0, linespacing=1.05)
    axes.set_xlabel(words("plan.millions"), labelpad=2)
    axes.grid(color=RULE, linewidth=0.4)
    axes.set_axisbelow(True)
    number_axis(axes, "x", words, most=4)
    low, high = axes.get_ylim()
    # a quarter is a tick too
    number_axis(axes, "y", words, 2 if high - low < 2 else None)


def plot_held(facts: AnswerFacts, answer: Plans) -> Figure:
    """Return the sessions of each activity in the best plan of growing budgets: one column a plan."""
    words, levers = facts.words, answer.space.levers
    plans = list(dict.fromkeys(answer.choice.best(budget) for budget in answer.money()["budget"]))
    plans = [plan for plan in plans if plan]
    if len(plans) > MOST_HELD:
        kept = {plans[place] for place in np.linspace(0, len(plans) - 1, MOST_HELD).round().astype(int)}
        plans = [plan for plan in plans if plan in kept | {answer.bought}]
    colours = activity_colours(facts.scenarios.programmes)
    above, rows = 0.62, len(levers)
    with drawing_rules():
        figure = new_figure(WIDE, above + rows * _ROW + 0.1)
        axes = inches(figure, _LABELS, 0.1, WIDE - _LABELS - _RIGHT, rows * _ROW)
        axes.set_xlim(-0.5, max(len(plans), 4) - 0.5)
        axes.set_ylim(rows - 0.5, -0.5)
        for column, plan in enumerate(plans):
            held = {row["activity"]: row for row in answer.calendar(plan).to_dict("records")}
            for row, lever in enumerate(levers):
                if lever.activity in held:
                    own = held[lever.activity]
                    # the area is the share of the money
                    side = 0.84 * np.sqrt(own["rupiah"] / answer.costs[plan])
                    axes.bar(
                        column, side, side, row - side / 2,
                        color=colours[lever.activity], alpha=0.32, linewidth=0,
                    )  # fmt: skip
                    text = words.number(own["sessions"], 0)
                    axes.text(column, row, text, ha="center", va="center_baseline", fontsize=SMALL)
            if plan == answer.bought:
                axes.axvspan(column - 0.5, column + 0.5, facecolor="none", edgecolor=INK, linewidth=1.4)
        labels = [words.number(answer.costs[plan] / MILLION, 1) for plan in plans]
        axes.set_xticks(range(len(plans)), labels)
        axes.xaxis.tick_top()
        axes.xaxis.set_label_position("top")
        axes.set_xlabel(words("plan.held_axis"), labelpad=5, loc="left")
        axes.set_yticks(range(rows), [lines_of(words.activity(lever.activity), 32, 2) for lever in levers])
        axes.tick_params(length=0)
        axes.hlines(np.arange(rows - 1) + 0.5, -0.5, len(plans) - 0.5, colors=RULE, linewidth=0.6)
        for side in axes.spines.values():
            side.set_visible(False)
    return figure


def plot_calendar(facts: AnswerFacts, answer: Plans) -> Figure:
    """Return the calendar of the plan: one row an activity, one mark a session, its rupiah at the right."""
    words, weeks = facts.words, facts.config.weeks
    rows = answer.calendar(answer.bought).to_dict("records")
    colours = activity_colours(facts.scenarios.programmes)
    height = 0.2 + max(1, len(rows)) * _ROW + _BELOW
    with drawing_rules():
        figure = new_figure(WIDE, height)
        axes = inches(figure, _LABELS, _BELOW, WIDE - _LABELS - _SUMS, max(1, len(rows)) * _ROW)
        axes.set_ylim(max(1, len(rows)) - 0.5, -0.5)
        axes.set_xlim(0, weeks + 0.5)
        axes.set_xticks(week_ticks(weeks))
        axes.grid(axis="x", color=RULE, linewidth=0.6)
        axes.set_axisbelow(True)
        for place, row in enumerate(rows):
            held = [int(week) for week in row["weeks"].split()]
            axes.axhline(place, color=RULE, linewidth=0.6, zorder=0.5)
            axes.vlines(
                held, place - 0.28, place + 0.28, color=colours[row["activity"]], linewidth=1.6, zorder=2
            )
            axes.text(
                1.02, place, words("plan.sum", count=row["sessions"], rupiah=words.rupiah(row["rupiah"])),
                transform=axes.get_yaxis_transform(), va="center", fontsize=SMALL - 0.5,
            )  # fmt: skip
        axes.axvline(answer.terms.week, color=_BUDGET, linewidth=1.0, linestyle=(0, (4, 2)))
        labels = [lines_of(words.activity(row["activity"]), 32, 2) for row in rows]
        axes.set_yticks(range(len(rows)), labels)
        axes.tick_params(axis="y", length=0)
        axes.set_xlabel(words("figure.week"), labelpad=2)
    return figure


def plot_money(facts: AnswerFacts, answer: Plans) -> Figure:
    """Return the gain of the best plan of each budget, with its plausible range."""
    words, main = facts.words, answer.outcomes[0]
    scale = sign(main) * (100.0 if main in IN_RUPIAH else 1.0)
    found = answer.money()
    budgets = found["budget"].to_numpy() / MILLION
    with drawing_rules():
        figure = new_figure(WIDE, 2.9)
        axes = inches(figure, 0.7, _BELOW, WIDE - 0.9, 2.9 - _BELOW - 0.4)
        ends = scale * found[["low", "high"]].to_numpy()
        axes.fill_between(budgets, ends[:, 0], ends[:, 1], step="post", color=_FRONT, alpha=0.18, linewidth=0)
        axes.step(budgets, scale * found["gain"], where="post", color=_FRONT, linewidth=1.8)
        axes.axvline(answer.budget / MILLION, color=_BUDGET, linewidth=1.0, linestyle=(0, (4, 2)))
        axes.text(
            answer.budget / MILLION, 1.0, f"{GAP}" + words("plan.budget"), color=_BUDGET, va="top",
            ha="left", fontsize=SMALL, transform=axes.get_xaxis_transform(),
        )  # fmt: skip
        axes.axhline(0.0, color=QUIET, linewidth=0.8)
        title = words.capital(words.measure(main)) + (" (%)" if main in IN_RUPIAH else "")
        axes.set_title(title, fontsize=SIZE, x=0)
        axes.set_xlabel(words("plan.budget_axis"), labelpad=2)
        axes.grid(color=RULE, linewidth=0.4)
        axes.set_axisbelow(True)
        number_axis(axes, "x", words, most=7)
        number_axis(axes, "y", words)
    return figure
