"""Tries the lessons in the first sets of the ensemble that ships: ``python experiments/lesson_sets.py``.

Writes ``simulation/dashboard/data/lesson_sets.yaml`` and prints which comparisons hold in less than nine of
ten sets; the lesson then says that it speaks of its own village. Some minutes on two cores.
"""

from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from ruamel.yaml import YAML

from simulation.dashboard.lessons.lesson import read_lessons
from simulation.dashboard.lessons.sets import EVERYWHERE, HOLDS, SETS, Marks, marks_of
from simulation.dashboard.state.starting_point import read_start

TARGET = Path(__file__).parents[1] / "simulation" / "dashboard" / "data" / "lesson_sets.yaml"
HEAD = """\
# In which sets of the ensemble each comparison of a lesson holds: by lesson and step, the prediction first,
# then the claims; 1 where it holds. Made by `python experiments/lesson_sets.py`.
"""


def tried(row: int) -> Marks:
    """Return what holds in one set."""
    start = read_start(None)
    assert start.config.points is not None
    return marks_of(read_lessons(), start, start.config.points, row)


def main() -> None:
    """Write the file."""
    with ProcessPoolExecutor() as pool:
        found = list(pool.map(tried, range(SETS)))
    joined = {
        lesson: [
            ["".join(marks) for marks in zip(*(each[lesson][step] for each in found), strict=True)]
            for step in range(len(steps))
        ]
        for lesson, steps in found[0].items()
    }
    with TARGET.open("w", encoding="utf-8") as file:
        file.write(HEAD)
        YAML(typ="safe").dump(joined, file)
    for name, lesson in read_lessons().items():
        for number, step in enumerate(lesson.steps, start=1):
            for comparison, marks in zip(step.comparisons, joined[name][number - 1], strict=True):
                share = marks.count(HOLDS) / SETS
                note = "" if share >= EVERYWHERE else "  in this village"
                print(f"{name} step {number} {comparison.of.outcome} {share:.0%}{note}")


if __name__ == "__main__":
    main()
