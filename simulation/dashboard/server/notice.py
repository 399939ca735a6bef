"""What is said instead of a page: in both languages, because nobody has told yet which one he reads."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment

from simulation.dashboard.words import Words
from simulation.report.words import LANGUAGES

TEMPLATE = files("simulation.dashboard") / "templates" / "notice.html.jinja"
STYLE = files("simulation.dashboard") / "style.css"


@cache
def notice(kind: str) -> str:
    """Return the page (HTML) that says something.

    Parameters
    ----------
    kind : str
        ``full`` (the server), ``missing`` (the page), ``refused`` (the address), ``stranger`` (the name of
        the server).
    """
    page = Environment(autoescape=True).from_string(TEMPLATE.read_text(encoding="utf-8"))
    return page.render(said=said(kind), style=STYLE.read_text(encoding="utf-8"), again=kind == "full")


def said(kind: str) -> list[dict[str, str]]:
    """Return what is said, language by language: ``title``, ``about``, and the words of the link onwards.

    Parameters
    ----------
    kind : str
        As of :func:`notice`, or ``loading`` and ``lost`` (the line), which Solara's page says itself.
    """
    onwards = "again" if kind in ("full", "lost") else "home"
    return [
        {
            "language": language,
            "title": words.say(f"notice.{kind}"),
            "about": words.say(f"notice.{kind}_about"),
            "onwards": words.say(f"notice.{onwards}"),
        }
        for language, words in ((language, Words(language)) for language in reversed(LANGUAGES))
    ]
