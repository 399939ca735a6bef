"""The parts written for the browser: a template and its script in one file beside this one."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import solara


@dataclass(frozen=True)
class Choice:
    """One of several buttons beside each other.

    Attributes
    ----------
    label : str
    on_click : callable
    pressed, expanded : bool or None
        As the attributes of a button; None where it is not of that kind.
    description : str
        What a screen reader says instead of the label, and what is shown when the mouse rests.
    """

    label: str
    on_click: Callable[[], None]
    disabled: bool = False
    pressed: bool | None = None
    expanded: bool | None = None
    description: str = ""

    def told(self) -> dict[str, Any]:
        """Return what the browser needs: everything but what happens."""
        return {
            "label": self.label, "disabled": self.disabled, "pressed": self.pressed,
            "expanded": self.expanded, "description": self.description or None,
        }  # fmt: skip


@solara.component_vue("chart.vue")
def _Chart(
    name: str = "",
    title: str = "",
    note: str = "",
    description: str = "",
    option: str = "{}",
    table: str = "{}",
    height: int = 320,
    alone: bool = False,
    origin: str = "",
    language: str = "id",
    words: dict[str, str] | None = None,
    event_asked: Callable[[Any], None] | None = None,
) -> None:
    """Show an ECharts figure whose option and table are JSON texts."""


def Chart(*, option: dict[str, Any], table: dict[str, Any], **rest: Any) -> Any:
    """Show an ECharts figure with its table, downloads (PNG, SVG, CSV) and a button for its origin."""
    return _Chart(option=packed(option), table=packed(table), **rest)


def packed(document: Any) -> str:
    """Return a document of many numbers as JSON text.

    Lists and dictionaries that a part of a page is given are walked through number by number, several
    times each time the page is drawn; a text is not (measured: two thirds of the work of a page).
    """
    return json.dumps(document, separators=(",", ":"), allow_nan=False)


@solara.component_vue("slider.vue")
def Slider(
    name: str = "",
    label: str = "",
    unit: str = "",
    min: float = 0.0,
    max: float = 1.0,
    step: float = 0.01,
    digits: int = 2,
    origin: str = "",
    language: str = "id",
    value: float = 0.0,
    on_value: Callable[[float], None] | None = None,
    event_asked: Callable[[Any], None] | None = None,
) -> None:
    """Show a labelled slider; its value is told when the hand rests.

    ``origin`` is what the button says that asks where the parameter comes from; without it there is none.
    """


@solara.component_vue("buttons.vue")
def _Buttons(
    classes: str = "",
    label: str = "",
    role: str = "group",
    buttons: list[dict[str, Any]] | None = None,
    event_clicked: Callable[[int], None] | None = None,
) -> None:
    """Show buttons beside each other; the place of the one that is clicked is told."""


def Buttons(buttons: Sequence[Choice], classes: str, label: str = "", role: str = "group") -> Any:
    """Show buttons beside each other, as one part of the page: twenty parts cost as much as a chart."""

    def click(place: int) -> None:
        if not buttons[place].disabled:
            buttons[place].on_click()

    told = [choice.told() for choice in buttons]
    return _Buttons(classes=classes, label=label, role=role, buttons=told, event_clicked=click)


@solara.component_vue("card.vue")
def Card(
    label: str = "",
    chosen: bool = False,
    price: str = "",
    calendar: str = "",
    fold: str = "",
    fold_of: str = "",
    opened: bool = False,
    event_switched: Callable[[Any], None] | None = None,
    event_folded: Callable[[Any], None] | None = None,
) -> None:
    """Show the head of a card: a switch, and for what is chosen its price, its calendar and a fold."""


@solara.component_vue("field.vue")
def Field(
    name: str = "",
    label: str = "",
    button: str = "",
    start: str = "",
    longest: int = 60,
    event_submitted: Callable[[str], None] | None = None,
) -> None:
    """Show a labelled line to write in; what was written is told when it is sent."""


@solara.component_vue("browser.vue")
def Browser(
    language: str = "id",
    address: str = "",
    stored: str | None = None,
    on_stored: Callable[[str], None] | None = None,
    change: str = "",
    unsaved: str = "",
    on_unsaved: Callable[[str], None] | None = None,
    memory: str | None = None,
    on_memory: Callable[[str | None], None] | None = None,
    base: str = "",
    on_base: Callable[[str], None] | None = None,
) -> None:
    """Keep the address, the language of the page and what the visitor has saved in the browser.

    ``stored`` is told by the browser, which alone changes it: other tabs save as well. ``change`` is what
    is to be changed, ``unsaved`` why that could not be done. ``memory`` is kept as long as the tab is open.
    ``base`` is told by the browser: where the dashboard is, as this visitor sees it.
    """


@solara.component_vue("panel.vue")
def Panel(
    asked: str = "",
    title: str = "",
    subject: str = "",
    lines: list[str] | None = None,
    leave: str = "",
    on_asked: Callable[[str], None] | None = None,
) -> None:
    """Show a panel that takes the focus when it opens and gives it back when it closes (button or Escape)."""


@solara.component_vue("network.vue")
def Network(
    village: str = "",
    words: dict[str, str] | None = None,
    language: str = "id",
    chosen: dict[str, Any] | None = None,
    on_chosen: Callable[[dict[str, Any]], None] | None = None,
    told: list[str] | None = None,
) -> None:
    """Show a village week by week; a click chooses an owner or a tie, ``told`` says what happened there.

    ``village`` is what ``Replay.document`` returns, packed.
    """


@solara.component_vue("money.vue")
def Money(
    name: str = "",
    label: str = "",
    unit: str = "",
    fault: str = "",
    max: float = 1e12,
    language: str = "id",
    value: float = 0.0,
    event_settled: Callable[[float], None] | None = None,
) -> None:
    """Show a labelled field for rupiah, written with the digits of the language."""


@solara.component_vue("calendar.vue")
def Weeks(
    rows: list[dict[str, Any]] | None = None,
    horizon: int = 26,
    words: dict[str, str] | None = None,
    event_moved: Callable[[dict[str, Any]], None] | None = None,
    event_resized: Callable[[dict[str, Any]], None] | None = None,
    event_spaced: Callable[[dict[str, Any]], None] | None = None,
) -> None:
    """Show activities by weeks; a click, a drag, keys or buttons move an activity."""


@solara.component_vue("search.vue")
def Search(
    name: str = "", label: str = "", value: str = "", on_value: Callable[[str], None] | None = None
) -> None:
    """Show a labelled field for a text to search; it is told when the hand rests."""


@solara.component_vue("table.vue")
def _LongTable(label: str = "", table: str = "{}", narrow: str = "") -> None:
    """Show a table whose head and rows are a JSON text."""


def LongTable(label: str, head: Sequence[str], rows: Sequence[Sequence[str]], *, narrow: str = "") -> Any:
    """Show a table of texts whose first column names the rows, as one part however long it is.

    ``narrow`` is the CSS class by which a narrow screen shows each row as a card.

    A part for every cell takes two seconds for 200 rows of 11 columns; this takes none (measured).
    """
    table = packed({"head": list(head), "rows": [list(row) for row in rows]})
    return _LongTable(label=label, table=table, narrow=narrow)


@solara.component_vue("upload.vue")
def Upload(
    words: dict[str, str] | None = None,
    most: int = 0,
    got: str = "",
    busy: bool = False,
    event_sent: Callable[[Any], None] | None = None,
    event_refused: Callable[[Any], None] | None = None,
) -> None:
    """Show a place to drop a file of at most ``most`` bytes; it is sent in pieces as text.

    ``got`` changes with every piece that has come, which asks for the next one: Solara's own place to drop
    files sends them in binary messages, which the gate lets nobody send, and cannot be used with keys.
    """
