"""Sharing what is set: the whole address as a QR picture, the short code of the settings as text."""

from urllib.parse import urlsplit

import segno
import solara

from simulation.dashboard.components.html import element
from simulation.dashboard.state.session import Session
from simulation.dashboard.state.settings_code import code_of

SCALE = 4
"""Size of a dot of the QR picture."""
HERE_ONLY = ("localhost", "127.0.0.1", "::1")
"""Hosts that every machine takes for itself."""


@solara.component
def Share(session: Session, page: str) -> None:
    """Show the code of the settings, and the address of the page as a QR picture.

    Parameters
    ----------
    page : str
        Path and search of the page that is looked at.
    """
    words, base = session.words, session.base.value
    with solara.v.Html(tag="section", class_="k-share", attributes={"aria-label": words.say("frame.share")}):
        element("p", [words.say("share.about")])
        element("code", [code_of(session.handed_on())], classes="k-code")
        if not base:
            return
        picture = qr_picture(base + page)
        if picture is None:
            element("p", [words.say("share.long")], classes="k-note").key("long")
            return
        element("p", [words.say("share.picture")]).key("picture")
        solara.HTML(
            unsafe_innerHTML=picture,
            classes=["k-qr"],
            attributes={"role": "img", "aria-label": words.say("share.qr")},
        )
        if urlsplit(base).hostname in HERE_ONLY:
            element("p", [words.say("share.here_only")], classes="k-note").key("here")


def qr_picture(address: str) -> str | None:
    """Return an address as the SVG of a QR picture; None where it is longer than a picture holds."""
    try:
        picture: str = segno.make(address, error="l").svg_inline(scale=SCALE, omitsize=False)
    except segno.DataOverflowError:
        return None
    return picture
