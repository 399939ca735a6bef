"""What Solara's page shows before the app is there and when its line breaks: our name and our words."""

import solara.server.server
from jinja2 import ChoiceLoader, PackageLoader

from simulation.dashboard.server.notice import said


def dress(language: str) -> None:
    """Put our templates before Solara's.

    Parameters
    ----------
    language : str
        Of a visitor whose address names none.
    """
    pages = solara.server.server.get_jinja_env(app_name="__default__")
    pages.loader = ChoiceLoader([PackageLoader("simulation.dashboard", "templates"), pages.loader])
    pages.globals |= {"said": said, "language": language}
