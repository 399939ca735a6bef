"""The parts written for the browser: a template and its script in one file beside this one."""

from collections.abc import Callable
from typing import Any

import solara


@solara.component_vue("chart.vue")
def Chart(
    name: str = "",
    title: str = "",
    note: str = "",
    description: str = "",
    option: dict[str, Any] | None = None,
    table: dict[str, Any] | None = None,
    height: int = 320,
    language: str = "id",
    words: dict[str, str] | None = None,
) -> None:
    """Show an ECharts figure with its table and downloads (PNG, SVG, CSV)."""


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
    title: str = "",
    address: str = "",
    stored: str | None = None,
    on_stored: Callable[[str], None] | None = None,
) -> None:
    """Keep the address, the language of the page and what the visitor has saved in the browser."""


@solara.component_vue("network.vue")
def Network(
    replay: dict[str, Any] | None = None,
    words: dict[str, str] | None = None,
    language: str = "id",
    chosen: dict[str, Any] | None = None,
    on_chosen: Callable[[dict[str, Any]], None] | None = None,
    told: list[str] | None = None,
) -> None:
    """Show a village week by week; a click chooses an owner or a tie, ``told`` says what happened there."""
