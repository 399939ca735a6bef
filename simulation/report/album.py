"""The figures of a report: each becomes a part of the page, most also a file."""

from matplotlib.figure import Figure

from simulation.report.blocks import Picture
from simulation.report.drawing import inline, png_file, svg_file


class Album:
    """Collects figures.

    Attributes
    ----------
    files : dict of str to bytes
        Figures to be written, by file name.
    """

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self._names: set[str] = set()

    def picture(self, name: str, figure: Figure, title: str, text: str, *, file: bool = True) -> Picture:
        """Return a figure as a part of the page.

        Parameters
        ----------
        name : str
            Name of the file and prefix of the ids.
        title, text : str
            The text alternative.
        file : bool
            Write it to a file as well.
        """
        if name in self._names:
            raise ValueError(f"two figures are called {name!r}")
        self._names.add(name)
        svg = svg_file(figure)
        if file:
            self.files[f"{name}.svg"] = svg
        return Picture(inline(svg, name, title, text))

    def keep(self, name: str, figure: Figure) -> None:
        """Write a figure to files of both kinds without showing it."""
        self.files[f"{name}.svg"] = svg_file(figure)
        self.files[f"{name}.png"] = png_file(figure)
