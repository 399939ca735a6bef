"""Where the village tips: the boundary with its band, the two states, and what history says."""

import numpy as np
import pandas as pd

from simulation.analysis.question import Answer
from simulation.questions.boundary.history import DOWN, UP, memory, paths, staying
from simulation.questions.boundary.plane import Axis
from simulation.questions.boundary.refinement import Mesh
from simulation.questions.boundary.surface import Line, surface, zero_lines
from simulation.questions.boundary.tables import crossing_table, point_table, state_table

HALF = 0.5
"""Share of acts that cooperate, below which a village is broken."""
WITHOUT, WITH = "without", "with"
"""The scenarios: the experiment's reference, and its programme."""
HEIGHTS = (0.0, 0.25, 0.5, 0.75, 1.0)
"""Where on the second axis the table of crossings looks."""


class Tipping(Answer):
    """Where the village tips.

    Parameters
    ----------
    x, y : Axis
        The plane.
    mesh : Mesh
        Cooperation above one half, without and with the programme.
    cells : int
        Cells a side at the finest.
    places : list of (str, float, float)
        Name, x and y of the places at which history was looked at.
    after : list of int
        Weeks since the past ended.
    history : dict of str to ndarray, shape (places, replicates, looks)
        Cooperation by past.

    Attributes
    ----------
    points : DataFrame
        One row a point; see :func:`simulation.questions.boundary.tables.point_table`.
    crossings : DataFrame
        Where the boundary stands at some heights of y;
        see :func:`simulation.questions.boundary.tables.crossing_table`.
    states : DataFrame
        One row: shares of the map, whether villages come in two kinds, what the programme does along the
        boundary; see :func:`simulation.questions.boundary.tables.state_table`.
    lines : dict of str to dict of str to list of ndarray
        By scenario: the ``boundary`` and the edges of its band, ``holds`` and ``broken``, in the unit square.
    paths, memory, staying : DataFrame
        See :mod:`simulation.questions.boundary.history`.
    """

    def __init__(
        self,
        x: Axis,
        y: Axis,
        mesh: Mesh,
        cells: int,
        places: list[tuple[str, float, float]],
        after: list[int],
        history: dict[str, np.ndarray],
    ) -> None:
        self.x, self.y, self.mesh, self.cells = x, y, mesh, cells
        self.surfaces = {
            name: surface(heights) for name, heights in zip((WITHOUT, WITH), mesh.heights, strict=True)
        }
        self.lines: dict[str, dict[str, list[Line]]] = {
            name: {
                "boundary": zero_lines(mesh.places, found.median),
                "holds": zero_lines(mesh.places, found.low),
                "broken": zero_lines(mesh.places, found.high),
            }
            for name, found in self.surfaces.items()
        }
        self.points = point_table(x, y, mesh, self.surfaces)
        self.crossings = crossing_table(x, y, self.lines, HEIGHTS)
        self.states = state_table(x, y, mesh, self.surfaces, cells)
        named: list[dict[str, object]] = [
            {"place": name, x.name: first, y.name: second} for name, first, second in places
        ]
        self.paths = paths(np.stack(list(history.values())), list(history), named, after, HALF)
        self.memory = memory(history[UP], history[DOWN], named, after, HALF)
        self.staying = staying(history[WITHOUT], history[WITH], named, after, HALF)

    def at_own(self) -> pd.DataFrame:
        """Return where the boundary stands at the experiment's own y; nothing if that is off the map."""
        height = self.y.place(self.y.own)
        return crossing_table(self.x, self.y, self.lines, [height] if 0 <= height <= 1 else [])

    def frames(self) -> dict[str, pd.DataFrame]:
        """Return the points, the boundary as lines, its crossings, the states and the history."""
        rows = [
            {"scenario": scenario, "kind": kind, "line": number, self.x.name: first, self.y.name: second}
            for scenario, kinds in self.lines.items()
            for kind, lines in kinds.items()
            for number, line in enumerate(lines)
            for first, second in zip(
                self.x.low + (self.x.high - self.x.low) * line[:, 0],
                self.y.low + (self.y.high - self.y.low) * line[:, 1],
                strict=True,
            )
        ]
        columns = ["scenario", "kind", "line", self.x.name, self.y.name]
        return {
            "points": self.points,
            "boundary": pd.DataFrame(rows, columns=columns),
            "crossings": self.crossings,
            "states": self.states,
            "history": self.paths,
            "memory": self.memory,
            "staying": self.staying,
        }
