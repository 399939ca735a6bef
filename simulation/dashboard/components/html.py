"""Plain HTML elements: what a screen reader and a keyboard know best."""

from collections.abc import Callable, Sequence
from typing import Any

import solara


def element(tag: str, children: Sequence[Any] = (), *, classes: str = "", **attributes: Any) -> Any:
    """Return an HTML element.

    Parameters
    ----------
    tag : str
    children : sequence of str or elements
    classes : str
        CSS classes.
    **attributes
        HTML attributes; ``_`` stands for ``-``.
    """
    named = {key.replace("_", "-"): value for key, value in attributes.items()}
    return solara.v.Html(tag=tag, class_=classes, children=list(children), attributes=named)


@solara.component
def Button(
    label: str,
    on_click: Callable[[], None],
    *,
    classes: str = "",
    disabled: bool = False,
    pressed: bool | None = None,
    expanded: bool | None = None,
    description: str = "",
) -> None:
    """Show a button; one that is pressed stays so, one that is expanded shows what follows it."""
    attributes: dict[str, Any] = {"type": "button"}
    if disabled:
        attributes["disabled"] = True
    if pressed is not None:
        attributes["aria-pressed"] = str(pressed).lower()
    if expanded is not None:
        attributes["aria-expanded"] = str(expanded).lower()
    if description:
        attributes["aria-label"] = description
        attributes["title"] = description
    button = solara.v.Html(
        tag="button", class_=f"k-button {classes}", children=[label], attributes=attributes
    )
    solara.v.use_event(button, "click", lambda *_: None if disabled else on_click())
