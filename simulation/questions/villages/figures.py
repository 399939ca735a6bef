"""Pictures of what programmes do in many villages."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter, MaxNLocator

from simulation.analysis.intervals import Means
from simulation.questions.villages.answer import SEGREGATION, VillageEffects
from simulation.questions.villages.traits import Traits
from simulation.report.answer_facts import AnswerFacts
from simulation.report.drawing import (
    EFFECT,
    INK,
    QUIET,
    SMALL,
    WIDE,
    ZONE,
    drawing_rules,
    inches,
    lines_of,
    new_figure,
    number_axis,
)

VERDICTS = (("higher", "#2166AC"), ("same", "#D9D9D9"), ("unsure", "#F4E3C1"), ("lower", "#B35806"))
"""Blue, grey, sand and orange: apart for every kind of colour vision; numbers stand in the bars as well."""
DOT = "#2166AC"
CELLS = 5
"""Cells of a map along one trait: equally many villages in each row and each column."""
BINS = 8
"""Parts of a trait whose means are drawn over the dots."""
MOST_BARS = 60
"""Villages whose intervals are drawn; of more, evenly spaced ranks."""


def plot_verdicts(facts: AnswerFacts, answer: VillageEffects) -> Figure:
    """Return one bar a programme and outcome: in which share of the villages it does what."""
    words = facts.words
    pairs = list(answer.means)
    height = 0.5 + 0.44 * len(pairs)
    with drawing_rules():
        figure = new_figure(WIDE, height + 0.45)
        axes = inches(figure, 2.9, 0.4, WIDE - 3.2, height - 0.45)
        for place, (programme, outcome) in enumerate(pairs):
            found = answer.verdicts(programme, outcome)
            left = 0.0
            for kind, colour in VERDICTS:
                share = float((found == kind).mean())
                axes.barh(place, share, 0.66, left=left, color=colour, edgecolor="white")
                if share >= 0.07:
                    axes.text(
                        left + share / 2, place, words.percent(share), ha="center", va="center",
                        fontsize=SMALL, color="white" if kind in ("higher", "lower") else INK,
                    )  # fmt: skip
                left += share
        axes.set_xlim(0, 1)
        axes.set_ylim(len(pairs) - 0.5, -0.5)
        labels = [f"{facts.scenarios.label(programme)}: {words.measure(name)}" for programme, name in pairs]
        axes.set_yticks(range(len(pairs)), [lines_of(label, 40, 2) for label in labels])
        axes.set_xticks([0, 0.5, 1], [words.percent(share) for share in (0, 0.5, 1)])
        axes.tick_params(length=0)
        axes.spines["left"].set_visible(False)
        handles = [Rectangle((0, 0), 1, 1, color=colour) for _, colour in VERDICTS]
        names = [words(f"villages.kind.{kind}") for kind, _ in VERDICTS]
        figure.legend(handles, names, loc="upper left", ncols=4, bbox_to_anchor=(0.0, 1.0))
    return figure


def plot_map(
    facts: AnswerFacts, answer: VillageEffects, traits: Traits, programme: str, share: str
) -> Figure:
    """Return the mean effect over size and share, and over size and segregation."""
    effect = answer.means[programme, answer.terms.outcome].mean
    lots = [_cells(answer, effect, "owners", up) for up in (share, SEGREGATION[0])]
    every = np.concatenate([means.ravel() for means, *_ in lots])
    largest = float(np.nanmax(np.abs(every))) if np.isfinite(every).any() else 1.0
    with drawing_rules():
        figure = new_figure(WIDE, 3.5)
        for place, (up, (means, across, along)) in enumerate(zip((share, SEGREGATION[0]), lots, strict=True)):
            axes = inches(figure, 0.95 + place * 3.65, 0.62, 2.55, 2.75)
            axes.pcolormesh(means, cmap=EFFECT, vmin=-largest, vmax=largest, edgecolors="white")
            for row, column in np.argwhere(~np.isnan(means)):
                value = means[row, column]
                axes.text(
                    column + 0.5, row + 0.5, facts.by(answer.terms.outcome, value), ha="center",
                    va="center", fontsize=SMALL - 1, color="white" if abs(value) > 0.75 * largest else INK,
                )  # fmt: skip
            for name, edges, set_ticks in (
                ("owners", across, axes.set_xticks),
                (up, along, axes.set_yticks),
            ):
                set_ticks(np.arange(edges.size), [traits.value(name, edge) for edge in edges])
            axes.set_xlabel(traits.label("owners"))
            axes.set_ylabel(lines_of(traits.label(up), 34, 2))
            axes.tick_params(length=0, labelsize=SMALL - 1)
    return figure


def _cells(
    answer: VillageEffects, effect: np.ndarray, across: str, up: str
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return mean effects by cell, and the edges along both traits."""
    places, edges = [], []
    for name in (across, up):
        values = answer.villages[name].to_numpy(float)
        there = values[~np.isnan(values)]
        cuts = np.unique(np.quantile(there, np.linspace(0, 1, CELLS + 1))) if there.size else np.zeros(2)
        places.append(np.clip(np.searchsorted(cuts, values, "right") - 1, 0, max(0, cuts.size - 2)))
        edges.append(cuts)
    shape = tuple(max(1, cuts.size - 1) for cuts in reversed(edges))
    known = ~np.isnan(effect) & ~answer.villages[[across, up]].isna().any(axis=1).to_numpy()
    total, number = np.zeros(shape), np.zeros(shape)
    np.add.at(total, (places[1][known], places[0][known]), effect[known])
    np.add.at(number, (places[1][known], places[0][known]), 1)
    return np.divide(total, number, out=np.full(shape, np.nan), where=number > 0), edges[0], edges[1]


def plot_against(
    facts: AnswerFacts, answer: VillageEffects, traits: Traits, programme: str, names: Sequence[str]
) -> Figure:
    """Return each village's effect against some traits, one dot a village, with means of parts."""
    outcome = answer.terms.outcome
    effect = answer.means[programme, outcome].mean
    smallest = facts.smallest(outcome) or 0.0
    each = (WIDE - 0.75) / len(names)
    with drawing_rules():
        figure = new_figure(WIDE, 2.9)
        for place, name in enumerate(names):
            axes = inches(figure, 0.7 + place * each, 0.72, each - 0.2, 2.05)
            values = answer.villages[name].to_numpy(float)
            axes.axhspan(-smallest, smallest, color=ZONE, linewidth=0)
            axes.axhline(0, color=QUIET, linewidth=0.8)
            axes.scatter(values, effect, s=5, color=DOT, alpha=0.35, linewidths=0)
            known = ~np.isnan(values) & ~np.isnan(effect)
            order = np.flatnonzero(known)[np.argsort(values[known], kind="stable")]
            parts = [part for part in np.array_split(order, BINS) if part.size > 1]
            means = [Means.of(effect[part][None]) for part in parts]
            axes.errorbar(
                [float(values[part].mean()) for part in parts], [float(mean.mean[0]) for mean in means],
                [1.96 * float(mean.error[0]) for mean in means], color=INK, marker="o", markersize=3,
                linewidth=1.2, zorder=3,
            )  # fmt: skip
            axes.set_xlabel(lines_of(traits.label(name), 32, 2))
            axes.xaxis.set_major_locator(MaxNLocator(nbins=4, steps=[1, 2, 5, 10]))
            axes.xaxis.set_major_formatter(
                FuncFormatter(lambda value, _, name=name: traits.value(name, value))
            )
            if place == 0:
                number_axis(axes, "y", facts.words)
                axes.set_ylabel(lines_of(facts.words.measure(outcome), 30, 2))
            else:
                axes.set_yticklabels([])
    return figure


def plot_ranking(facts: AnswerFacts, ranked: pd.DataFrame) -> Figure:
    """Return worth with its interval by rank, tiers in turns of two shades."""
    words = facts.words
    rows = np.unique(np.linspace(0, len(ranked) - 1, min(MOST_BARS, len(ranked))).round().astype(int))
    shown = ranked.iloc[rows]
    tiers = ranked["tier"].to_numpy()
    with drawing_rules():
        figure = new_figure(WIDE, 3.1)
        axes = inches(figure, 0.75, 0.55, WIDE - 0.95, 2.4)
        for tier in np.unique(tiers)[::2]:
            held = np.flatnonzero(tiers == tier)
            axes.axvspan(held[0] + 0.5, held[-1] + 1.5, color=ZONE, linewidth=0)
        axes.axhline(0, color=QUIET, linewidth=0.8)
        worth = shown["worth"].to_numpy()
        axes.vlines(rows + 1, shown["low"], shown["high"], color=QUIET, linewidth=1.0)
        axes.scatter(rows + 1, worth, s=12, color=DOT, zorder=3)
        axes.set_xlim(0.5, len(ranked) + 0.5)
        axes.set_xlabel(words("villages.rank_axis"))
        axes.set_ylabel(words("villages.worth_axis"))
        number_axis(axes, "x", words, 0)
        number_axis(axes, "y", words)
    return figure
