"""The course of a measure as a drawing of its own: for files that no server and no script stands behind."""

from collections.abc import Mapping, Sequence
from html import escape
from itertools import pairwise

import numpy as np
from matplotlib.ticker import MaxNLocator

from simulation.dashboard.charts.course import COLOURS, DASHES
from simulation.dashboard.words import Words
from simulation.report.trajectories import Summary, limits, week_ticks

WIDTH, HEIGHT = 480, 300
LEFT, RIGHT, TOP, BOTTOM = 52, 12, 10, 46
"""Units of the drawing around the axes; letters are 14 units high."""
DOTTED = 1
"""The second line is as whole as the first: dots tell it apart without colour."""


def drawn_course(lines: Mapping[str, Summary], marks: Sequence[int], description: str, words: Words) -> str:
    """Return an SVG element: bands, means, and upright lines in weeks with a session.

    Parameters
    ----------
    lines : mapping of str to Summary
        By label: mean, low and high week by week.
    description : str
        The text alternative.
    """
    weeks = max(mean.size for mean, _, _ in lines.values()) - 1
    low, high = limits(lines)
    ticks = [
        t for t in MaxNLocator(nbins=5, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high) if low <= t <= high
    ]

    def x(week: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * week / max(weeks, 1)

    def y(number: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (high - number) / (high - low)

    foot = HEIGHT - BOTTOM
    parts = [f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(description)}">']
    digits = _digits(ticks)
    for tick in ticks:
        level = f"{y(tick):.1f}"
        parts.append(f'<path class="grid" d="M{LEFT} {level}H{WIDTH - RIGHT}"/>')
        shown = words.number(tick, digits)
        parts.append(f'<text x="{LEFT - 6}" y="{y(tick) + 5:.1f}" text-anchor="end">{shown}</text>')
    for week in week_ticks(weeks):
        parts.append(f'<text x="{x(week):.1f}" y="{foot + 18}" text-anchor="middle">{week}</text>')
    parts.append(f'<path class="axis" d="M{LEFT} {foot}H{WIDTH - RIGHT}"/>')
    parts += [f'<path class="mark" d="M{x(week):.1f} {TOP}V{foot}"/>' for week in marks]
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(
        f'<text x="{middle}" y="{HEIGHT - 6}" text-anchor="middle">{escape(words.say("chart.week"))}</text>'
    )
    for place, (_, bottom, top) in enumerate(lines.values()):
        colour = COLOURS[place % len(COLOURS)]
        known = np.flatnonzero(np.isfinite(bottom) & np.isfinite(top)).tolist()
        if known:
            edge = [f"{x(w):.1f},{y(top[w]):.1f}" for w in known]
            edge += [f"{x(w):.1f},{y(bottom[w]):.1f}" for w in known[::-1]]
            parts.append(f'<polygon points="{" ".join(edge)}" fill="{colour}" opacity=".14"/>')
    for place, (mean, _, _) in enumerate(lines.values()):
        points = " ".join(f"{x(w):.1f},{y(mean[w]):.1f}" for w in np.flatnonzero(np.isfinite(mean)).tolist())
        parts.append(f'<polyline points="{points}" {_stroke(place)}/>')
        if place == DOTTED:
            colour = COLOURS[place]
            parts += [
                f'<circle cx="{x(w):.1f}" cy="{y(mean[w]):.1f}" r="4" fill="{colour}"/>'
                for w in week_ticks(weeks)
                if np.isfinite(mean[w])
            ]
    return "".join(parts) + "</svg>"


def drawn_key(place: int) -> str:
    """Return a short piece of a line, for a legend."""
    return (
        f'<svg viewBox="0 0 40 10" class="key" aria-hidden="true"><path d="M0 5H40" {_stroke(place)}/></svg>'
    )


def _stroke(place: int) -> str:
    dash = DASHES[place % len(DASHES)]
    dashes = "" if isinstance(dash, str) else f' stroke-dasharray="{" ".join(map(str, dash))}"'
    return f'fill="none" stroke="{COLOURS[place % len(COLOURS)]}" stroke-width="2.5"{dashes}'


def _digits(ticks: Sequence[float]) -> int:
    """Return as many decimals as tell the ticks apart."""
    step = min((b - a for a, b in pairwise(ticks)), default=1.0)
    return next((d for d in range(4) if abs(step - round(step, d)) < 1e-9), 4)
