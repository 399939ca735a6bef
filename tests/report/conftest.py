"""Reports of the small studies, each written once."""

from pathlib import Path

import pytest

from simulation.report.words import Words
from tests.report.studies import Case, case


class Pages:
    """Writes a report when it is first asked for.

    Attributes
    ----------
    used : set of str
        Keys of all words that the pages written so far needed.
    """

    def __init__(self, base: Path) -> None:
        self.base = base
        self.used: set[str] = set()

    def folder(self, name: str, language: str) -> Path:
        """Return the folder of a report."""
        folder = self.base / f"{name}-{language}"
        if not folder.exists():
            made: list[Words] = []

            class Watched(Words):
                def __init__(self, *arguments: object) -> None:
                    super().__init__(*arguments)  # type: ignore[arg-type]
                    made.append(self)

            with pytest.MonkeyPatch.context() as patch:
                patch.setattr("simulation.report.facts.Words", Watched)
                case(name).write(folder, language)
            self.used |= {key for words in made for key in words.used}
        return folder

    def page(self, name: str, language: str = "en") -> str:
        """Return a page."""
        return (self.folder(name, language) / "report.html").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """All reports."""
    return Pages(tmp_path_factory.mktemp("pages"))


@pytest.fixture(scope="session")
def full() -> Case:
    """A study with panels, controls, scenarios that end and two groups."""
    return case("full")


@pytest.fixture(scope="session")
def written(pages: Pages) -> Path:
    """The folder of its report in English."""
    return pages.folder("full", "en")


@pytest.fixture(scope="session")
def page(pages: Pages) -> str:
    """Its page in English."""
    return pages.page("full")
