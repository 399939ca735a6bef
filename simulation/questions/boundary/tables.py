"""Tables of a map of two states: its points, where it tips, and what a programme does there."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from simulation.analysis.proportion import wilson
from simulation.questions.boundary.plane import Axis
from simulation.questions.boundary.refinement import COARSE, Mesh
from simulation.questions.boundary.surface import Line, Surface, crossed, share_below, share_below_within

STATES = {1: "holds", 0: "open", -1: "broken"}
NEAR = 0.1
"""A village is near the half when its share of acts that cooperate is within so much of it."""
FIRST = (COARSE + 1) ** 2
"""Points of the even grid."""


def point_table(x: Axis, y: Axis, mesh: Mesh, surfaces: Mapping[str, Surface]) -> pd.DataFrame:
    """Return one row a point of the map.

    Returns
    -------
    DataFrame
        The two parameters; ``replicates`` finished without and with the programme; ``cooperation``, the
        median without it; ``broken`` of them, ``p`` with its 95 % interval ``low`` to ``high`` (Wilson);
        ``state``: holds, broken, or open where that interval holds one half; the same ``_with`` the
        programme; ``lifted`` of the broken, which hold with it, ``lift`` with ``lift_low`` and
        ``lift_high``; ``harmed`` of those that hold, which are broken with it, with its interval.
    """
    valid = ~np.isnan(mesh.heights).any(axis=0)
    below = (mesh.heights < 0) & valid
    total = valid.sum(axis=1)
    columns: dict[str, object] = {
        each.name: each.values(mesh.places[:, column]) for column, each in enumerate((x, y))
    }
    columns["replicates"] = total
    for number, (name, found) in enumerate(surfaces.items()):
        end = "" if number == 0 else f"_{name}"
        count = below[number].sum(axis=1)
        low, high = wilson(count, total)
        columns |= {f"cooperation{end}": found.median + 0.5, f"broken{end}": count}
        columns |= {f"p{end}": _share(count, total), f"low{end}": low, f"high{end}": high}
        columns[f"state{end}"] = [STATES[side] for side in found.side]
    for name, turned, begun in (
        ("lift", below[0] & ~below[1], below[0]),
        ("harm", ~below[0] & below[1] & valid, ~below[0] & valid),
    ):
        count, of = turned.sum(axis=1), begun.sum(axis=1)
        low, high = wilson(count, of)
        columns |= {name + ("ed"): count, name: _share(count, of)}
        columns |= {f"{name}_low": low, f"{name}_high": high}
    return pd.DataFrame(columns)


def crossing_table(
    x: Axis, y: Axis, lines: Mapping[str, Mapping[str, Sequence[Line]]], heights: Sequence[float]
) -> pd.DataFrame:
    """Return where the boundary crosses some heights of y, each from 0 (low end of the map) to 1.

    Returns
    -------
    DataFrame
        One row a scenario, height and crossing: the two parameters and the band along x, ``low`` to
        ``high``; NaN where the band leaves the map. Heights that nothing crosses have no row.
    """
    rows = []
    for scenario, kinds in lines.items():
        for height in heights:
            level = float(np.clip(height, 1e-6, 1 - 1e-6))  # just inside the map
            edges = {kind: crossed(kinds[kind], level) for kind in ("holds", "broken")}
            for place in crossed(kinds["boundary"], level):
                near = [
                    min(found, key=lambda edge: abs(edge - place)) if found else np.nan
                    for found in edges.values()
                ]
                low, high = (np.nan, np.nan) if np.isnan(near).any() else sorted(near)
                row: dict[str, object] = {"scenario": scenario, y.name: float(y.values(np.array(height)))}
                for name, value in ((x.name, place), ("low", low), ("high", high)):
                    row[name] = x.low + (x.high - x.low) * value
                rows.append(row)
    return pd.DataFrame(rows, columns=["scenario", y.name, x.name, "low", "high"])


def state_table(x: Axis, y: Axis, mesh: Mesh, surfaces: Mapping[str, Surface], cells: int) -> pd.DataFrame:
    """Return what is to be said of the map as a whole.

    Returns
    -------
    DataFrame
        One row. ``points`` measured in ``rounds``, of ``full_grid``; ``unfinished`` cells;
        ``broken_area`` and ``broken_area_with``, shares of the map; ``broken_plausible``, the share
        without the programme of that part of the map which is plausible, NaN without such a part;
        ``good`` and ``bad``, the median cooperation of the even grid's points that surely hold and that
        are surely broken; of the
        ``villages`` at points on the boundary the share ``near`` one half, and ``even``, the share that
        would be there if they were spread evenly from bad to good; ``kinds``: two (near is less than
        half of even), glide (it is no less than even), unclear; of the villages that are broken at
        points on the boundary the share ``lifted``, with its interval, as if each seed were counted once
        (the same villages stand at all points); ``harmed``, of those that hold there.
    """
    without, with_it = surfaces.values()
    side = without.side
    even = np.arange(len(side)) < FIRST
    median = without.median + 0.5
    good, bad = (_median(median[even & (side == sign)]) for sign in (1, -1))
    valid = ~np.isnan(mesh.heights).any(axis=0)
    here = valid[side == 0]
    heights = mesh.heights[0][side == 0][here]
    near = float((np.abs(heights) < NEAR).mean()) if heights.size else np.nan
    spread = 2 * NEAR / (good - bad)
    row: dict[str, object] = {
        "points": len(side),
        "rounds": mesh.rounds,
        "full_grid": (cells + 1) ** 2,
        "unfinished": mesh.unfinished,
        "broken_area": share_below(mesh.places, without.median),
        "broken_area_with": share_below(mesh.places, with_it.median),
        "broken_plausible": _within_plausible(x, y, mesh, without),
        "good": good,
        "bad": bad,
        "villages": heights.size,
        "near": near,
        "even": spread,
        "kinds": _kinds(near, spread),
    }
    before, after = (mesh.heights[number][side == 0] < 0 for number in (0, 1))
    for name, begun, turned in (
        ("lifted", before & here, ~after),
        ("harmed", ~before & here, after),
    ):
        count, of = (begun & turned).sum(), begun.sum()
        seeds = int(begun.any(axis=0).sum())
        low, high = wilson(count / of * seeds if of else 0.0, seeds)
        row |= {name: count / of if of else np.nan, f"{name}_of": int(of)}
        row |= {f"{name}_low": float(low), f"{name}_high": float(high)}
    return pd.DataFrame([row])


def _within_plausible(x: Axis, y: Axis, mesh: Mesh, found: Surface) -> float:
    low, high = ([float(np.clip(axis.place(axis.plausible[end]), 0, 1)) for axis in (x, y)] for end in (0, 1))
    if low[0] >= high[0] or low[1] >= high[1]:
        return np.nan
    return share_below_within(mesh.places, found.median, low, high)


def _kinds(near: float, even: float) -> str:
    if np.isnan(near) or np.isnan(even):
        return "unclear"
    return "two" if near < even / 2 else "glide" if near >= even else "unclear"


def _share(count: np.ndarray, of: np.ndarray) -> np.ndarray:
    found: np.ndarray = np.divide(count, of, out=np.full(len(count), np.nan), where=of > 0)
    return found


def _median(values: np.ndarray) -> float:
    return float(np.median(values)) if values.size else np.nan
