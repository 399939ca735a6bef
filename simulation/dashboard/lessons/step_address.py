"""Where in a lesson a visitor is, as his address tells: a reload, the back button, a link find it."""

from dataclasses import dataclass
from urllib.parse import parse_qs

LONGEST_NAME = 60


@dataclass(frozen=True)
class LessonPlace:
    """A step of a lesson.

    Attributes
    ----------
    lesson : str
        Its name; empty: none is chosen.
    step : int
        From 1 on.
    """

    lesson: str = ""
    step: int = 1

    def parameters(self) -> dict[str, str]:
        """Return what the address holds of it."""
        return {"lesson": self.lesson, "step": str(self.step)} if self.lesson else {}


def place_in(search: str) -> LessonPlace:
    """Return the place an address names, whatever may stand there; without a step the first one.

    Parameters
    ----------
    search : str
        The part of the address after ``?``.
    """
    asked = parse_qs(search.lstrip("?"))
    lesson, step = (asked.get(name, [""])[0][:LONGEST_NAME] for name in ("lesson", "step"))
    return LessonPlace(lesson, max(1, int(step)) if step.isascii() and step.isdigit() else 1)
