"""The parts written for the browser: a template and its script in one file beside this one."""

import json
from collections.abc import Callable
from typing import Any

import solara


@solara.component_vue("chart.vue")
def _Chart(
    name: str = "",
    title: str = "",
    note: str = "",
    description: str = "",
    option: str = "{}",
    table: str = "{}",
    height: int = 320,
    language: str = "id",
    words: dict[str, str] | None = None,
) -> None:
    """Show an ECharts figure whose option and table are JSON texts."""


def Chart(*, option: dict[str, Any], table: dict[str, Any], **rest: Any) -> Any:
    """Show an ECharts figure with its table and downloads (PNG, SVG, CSV)."""
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
    language: str = "id",
    value: float = 0.0,
    on_value: Callable[[float], None] | None = None,
) -> None:
    """Show a labelled slider; its value is told when the hand rests."""


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
    base: str = "",
    on_base: Callable[[str], None] | None = None,
) -> None:
    """Keep the address, the language of the page and what the visitor has saved in the browser.

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
