"""A table of words and numbers, as plain HTML that scrolls where the screen is narrow."""

from collections.abc import Sequence
from typing import Any

import solara

from simulation.dashboard.components.html import element


def table(
    label: str, head: Sequence[str], rows: Sequence[Sequence[Any]], *, classes: str = "", numbers: int = 0
) -> None:
    """Show a table whose first column names the rows.

    Parameters
    ----------
    label : str
        What it shows, for who does not see it.
    head : sequence of str
    rows : sequence of sequences of str or elements
    classes : str
        CSS classes.
    numbers : int
        The last so many columns hold numbers.
    """
    region = {"tabindex": "0", "role": "region", "aria-label": label}
    first_number = len(head) - numbers
    with (
        solara.v.Html(tag="div", class_=f"k-scroll {classes}", attributes=region),
        solara.v.Html(tag="table"),
    ):
        with solara.v.Html(tag="thead"), solara.v.Html(tag="tr"):
            for place, name in enumerate(head):
                element("th", [name], classes=_look(place, first_number), scope="col")
        with solara.v.Html(tag="tbody"):
            for first, *rest in rows:
                with solara.v.Html(tag="tr"):
                    element("th", [first], scope="row")
                    for place, cell in enumerate(rest, 1):
                        element("td", [cell], classes=_look(place, first_number))


def _look(place: int, first_number: int) -> str:
    return "k-number" if place >= first_number else ""
