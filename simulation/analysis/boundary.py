"""The boundary: where the village tips, and whether a programme lifts it over.

A village is broken when fewer than half of all acts cooperate, over the twelve weeks after the programme has
ended: weeks of daily life, in which no session adds to the count. Half is where the loop trust -
cooperation - trust turns fastest: the slope of the logistic choice, beta P (1 - P), is largest at
P = 1/2. Whether the villages themselves come in two kinds, with few of them near that half, or glide from
the one state into the other, is counted and said.

Points are measured where the boundary runs, without and with the programme, on the same seeds.
"""

from typing import ClassVar

import numpy as np
import pandas as pd

from simulation.analysis.history import DOWN, UP, looks, memory, paths, pushes, staying
from simulation.analysis.plane import Axis, axis, check_plane, points_of
from simulation.analysis.programme import chosen_programme
from simulation.analysis.question import Answer, Question, Run
from simulation.analysis.recent import RECENT, read_weeks, values_at
from simulation.analysis.refinement import COARSE, Mesh, refine
from simulation.analysis.surface import Line, spaced, surface, zero_lines
from simulation.analysis.tipping import NEAR, crossing_table, point_table, state_table
from simulation.parameters import Dose
from simulation.study.config import Outcome, StudyConfig
from simulation.study.design import Doses
from simulation.study.faults import Fault, StudyError
from simulation.study.points import Points
from simulation.study.sampling import Sampling

HALF = 0.5
"""Share of acts that cooperate, below which a village is broken."""
MEASURE = "cooperation"
WITHOUT, WITH = "without", "with"
"""The scenarios: the experiment's reference, and its programme."""
CELLS = (8, 16, 32, 64, 128)
FEWEST, MOST = 5, 1000
"""Replicates a point: with fewer, no interval is on one side of one half."""
MOST_POINTS = 2000
HEIGHTS = (0.0, 0.25, 0.5, 0.75, 1.0)
"""Where on the second axis the table of crossings looks."""
ALONG = 4
"""Places on the boundary at which history is looked at, beside the experiment's own."""


class Boundary(Question):
    """Asks where the village tips.

    Parameters
    ----------
    config : StudyConfig
        The experiment.
    x, y : str
        Two parameters or their symbols.
    x_range, y_range : str, optional
        ``LOW:HIGH``; by default the experiment's ``ranges``, else the plausible range.
    programme : str, optional
        The scenario that is to lift villages; by default the one of most activities.
    replicates : int
        Simulated villages a point.
    cells : int
        Cells a side at the finest.
    points : int
        Points at most.

    Raises
    ------
    StudyError
        If one of them cannot be used.
    """

    kind: ClassVar[str] = "boundary"

    def __init__(
        self,
        config: StudyConfig,
        x: str,
        y: str,
        x_range: str | None = None,
        y_range: str | None = None,
        programme: str | None = None,
        replicates: int = 20,
        cells: int = 32,
        points: int = 400,
    ) -> None:
        if cells not in CELLS:
            raise _fault("--cells", f"found {cells}", f"one of {', '.join(map(str, CELLS))}")
        _within("--replicates", replicates, FEWEST, MOST)
        _within("--points", points, (COARSE + 1) ** 2, MOST_POINTS)
        self.x = axis(config, x, "--x", x_range, cells)
        self.y = axis(config, y, "--y", y_range, cells)
        check_plane(config, self.x, self.y)
        self.programme = chosen_programme(config, programme)
        if self.programme == config.reference:
            told = f"'{self.programme}' is the reference itself"
            raise _fault("--programme", told, "a scenario that can be compared with the reference")
        self.replicates, self.cells, self.points = replicates, cells, points
        super().__init__(
            config,
            x=self.x.name,
            y=self.y.name,
            x_range=self.x.range,
            y_range=self.y.range,
            programme=self.programme,
            replicates=replicates,
            cells=cells,
            points=points,
        )

    def design(
        self, points: Points, programmes: dict[str, Doses], ends: list[int], replicates: int
    ) -> Sampling:
        """Return the study of some points; cooperation is read at the end of some weeks."""
        # the experiment may compare other measures than the one that tells the states apart
        outcomes = {MEASURE: Outcome(smallest_effect=NEAR)}
        return Sampling.over(
            self.config.model_copy(update={"outcomes": outcomes}),
            programmes,
            WITHOUT,
            read_weeks([MEASURE], ends),
            points,
            replicates,
            name=f"{self.config.name[:30]}_boundary",
            weeks=ends[-1],
            compare_weeks=ends,
            network_weeks=[],
        )

    def programmes(self) -> dict[str, Doses]:
        """Return the reference and the programme, both at their end with the experiment's last week."""
        found = self.config.programmes()
        return {
            name: {activity: _ended(dose, self.config.weeks) for activity, dose in found[scenario].items()}
            for name, scenario in ((WITHOUT, self.config.reference), (WITH, self.programme))
        }

    def answer(self, run: Run) -> "Tipping":
        """Follow the boundary, then look at history along it."""
        end = self.config.weeks + RECENT

        def evaluate(places: np.ndarray) -> np.ndarray:
            points = points_of(self.x, self.y, places)
            design = self.design(points, self.programmes(), [end], self.replicates)
            table = run(design, f"{len(places)} points of the map")
            return design.split(values_at(table, [MEASURE], [end])[MEASURE])[..., 0] - HALF

        mesh = refine(evaluate, self.cells, self.points)
        line = zero_lines(mesh.places, surface(mesh.heights[0]).median)
        places = [("own", self.x.own, self.y.own)]
        for number, (x, y) in enumerate(spaced(line, ALONG), start=1):
            places.append((f"boundary_{number}", float(self.x.values(x)), float(self.y.values(y))))
        after = looks(self.config.burn_in)
        programmes = self.programmes() | pushes(self.config.weeks)
        design = self.design(
            Points(columns={self.x.name: [x for _, x, _ in places], self.y.name: [y for *_, y in places]}),
            programmes,
            [self.config.weeks + weeks for weeks in after],
            max(FEWEST, self.replicates // 2),
        )
        table = run(design, "a high and a low start")
        values = design.split(values_at(table, [MEASURE], design.compare_weeks)[MEASURE])
        return Tipping(
            self.x, self.y, mesh, self.cells, places, after, dict(zip(programmes, values, strict=True))
        )


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
        One row a point; see :func:`simulation.analysis.tipping.point_table`.
    crossings : DataFrame
        Where the boundary stands at some heights of y;
        see :func:`simulation.analysis.tipping.crossing_table`.
    states : DataFrame
        One row: shares of the map, whether villages come in two kinds, what the programme does along the
        boundary; see :func:`simulation.analysis.tipping.state_table`.
    lines : dict of str to dict of str to list of ndarray
        By scenario: the ``boundary`` and the edges of its band, ``holds`` and ``broken``, in the unit square.
    paths, memory, staying : DataFrame
        See :mod:`simulation.analysis.history`.
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


def _ended(dose: Dose, weeks: int) -> Dose:
    """Return a dose whose last session is within so many weeks."""
    return dose.model_copy(update={"sessions": len(dose.weeks(weeks))})


def _within(option: str, value: int, low: int, high: int) -> None:
    if not low <= value <= high:
        raise _fault(option, f"found {value}", f"a whole number from {low} to {high}")


def _fault(option: str, found: str, allowed: str) -> StudyError:
    return StudyError([Fault.of(option, "", found, allowed)])
