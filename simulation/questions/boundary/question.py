"""The boundary: where the village tips, and whether a programme lifts it over.

A village is broken when fewer than half of all acts cooperate, over the twelve weeks after the programme has
ended: weeks of daily life, in which no session adds to the count. Half is where the loop trust -
cooperation - trust turns fastest: the slope of the logistic choice, beta P (1 - P), is largest at
P = 1/2. Whether the villages themselves come in two kinds, with few of them near that half, or glide from
the one state into the other, is counted and said.

Points are measured where the boundary runs, without and with the programme, on the same seeds.
"""

from typing import ClassVar, Unpack, cast

import numpy as np

from simulation.analysis.choices import chosen_programme
from simulation.analysis.question import Question, Run
from simulation.analysis.windows import read_weeks, values_at
from simulation.experiment.arguments import whole_number
from simulation.experiment.config import StudyConfig
from simulation.experiment.design import Doses
from simulation.experiment.fields import Outcome
from simulation.experiment.points import Points
from simulation.experiment.sampling import Sampling
from simulation.files.faults import Fault, StudyError, shown
from simulation.parameters import Dose
from simulation.parameters.argument import as_number, as_whole, plain
from simulation.questions.answering import How, put
from simulation.questions.boundary.answer import HALF, WITH, WITHOUT, Tipping
from simulation.questions.boundary.history import looks, pushes
from simulation.questions.boundary.plane import axis, check_plane, points_of
from simulation.questions.boundary.refinement import COARSE, refine
from simulation.questions.boundary.surface import spaced, surface, zero_lines
from simulation.questions.boundary.tables import NEAR
from simulation.running.run import changed

MEASURE = "cooperation"
CELLS = (8, 16, 32, 64, 128)
FEWEST, MOST = 5, 1000
"""Replicates a point: with fewer, no interval is on one side of one half."""
MOST_POINTS = 2000
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
        if as_whole(cells) not in CELLS:
            raise _fault("--cells", f"found {cells!r}", f"one of {', '.join(map(str, CELLS))}")
        cells = int(cells)
        replicates = whole_number("--replicates", replicates, FEWEST, MOST)
        points = whole_number("--points", points, (COARSE + 1) ** 2, MOST_POINTS)
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
            read_weeks([MEASURE], ends, self.config.window),
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

    def answer(self, run: Run) -> Tipping:
        """Follow the boundary, then look at history along it."""
        end = self.config.weeks + self.config.window.flows

        def evaluate(places: np.ndarray) -> np.ndarray:
            points = points_of(self.x, self.y, places)
            design = self.design(points, self.programmes(), [end], self.replicates)
            table = run(design, f"{len(places)} points of the map")
            return (
                design.split(values_at(table, [MEASURE], [end], self.config.window)[MEASURE])[..., 0] - HALF
            )

        mesh = refine(evaluate, self.cells, self.points)
        line = zero_lines(mesh.places, surface(mesh.heights[0]).median)
        places = [("own", self.x.own, self.y.own)]
        for number, (x, y) in enumerate(spaced(line, ALONG), start=1):
            places.append((f"boundary_{number}", float(self.x.values(x)), float(self.y.values(y))))
        after = looks(self.config.burn_in, self.config.window.flows)
        programmes = self.programmes() | pushes(self.config.weeks)
        design = self.design(
            Points(columns={self.x.name: [x for _, x, _ in places], self.y.name: [y for *_, y in places]}),
            programmes,
            [self.config.weeks + weeks for weeks in after],
            max(FEWEST, self.replicates // 2),
        )
        table = run(design, "a high and a low start")
        values = design.split(values_at(table, [MEASURE], design.compare_weeks, design.window)[MEASURE])
        return Tipping(
            self.x, self.y, mesh, self.cells, places, after, dict(zip(programmes, values, strict=True))
        )


def _ended(dose: Dose, weeks: int) -> Dose:
    """Return a dose whose last session is within so many weeks."""
    return dose.model_copy(update={"sessions": len(dose.weeks(weeks))})


def _fault(option: str, found: str, allowed: str) -> StudyError:
    return StudyError([Fault.of(option, "", found, allowed)])


def _ends(option: str, given: object) -> str | None:
    """Return a range as the command writes it."""
    if given is None:
        return None
    ends = plain(given)
    numbers = [as_number(end) for end in ends] if isinstance(ends, list | tuple) else []
    if len(numbers) != 2 or None in numbers:
        raise _fault(option, f"found {shown(ends)}", "two numbers, (low, high)")
    return f"{numbers[0]!r}:{numbers[1]!r}"


def boundary(
    config: StudyConfig,
    x: str,
    y: str,
    *,
    x_range: tuple[float, float] | None = None,
    y_range: tuple[float, float] | None = None,
    programme: str | None = None,
    replicates: int = 20,
    cells: int = 32,
    points: int = 400,
    seed: int | None = None,
    **how: Unpack[How],
) -> Tipping:
    """Map the two states of the village over two parameters, and what a programme does at the boundary.

    Parameters
    ----------
    config : StudyConfig
        The experiment.
    x, y : str
        Parameters or their symbols, such as ``theta`` and ``e0``.
    x_range, y_range : (low, high), optional
        By default the experiment's ``ranges``, else the plausible ranges.
    programme : str, optional
        The scenario that is to lift villages; by default the one of most activities.
    replicates : int
        Simulated villages a point.
    cells, points : int
        Cells a side at the finest, and points at most.
    seed, **how
        As in :meth:`simulation.api.Study.run`; with ``out``, a report in ``language`` too.
    """
    x_ends, y_ends = _ends("--x-range", x_range), _ends("--y-range", y_range)
    config = changed(config, seed=seed)
    question = Boundary(config, x, y, x_ends, y_ends, programme, replicates, cells, points)
    return cast(Tipping, put(question, **how))
