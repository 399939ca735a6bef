"""A figure that shows itself in a notebook and saves itself to a file."""

from io import StringIO
from pathlib import Path

from matplotlib.figure import Figure

from simulation.files.unseen import as_printed
from simulation.report.drawing import drawing_rules


class Picture:
    """A matplotlib figure.

    Attributes
    ----------
    figure : Figure
        To be changed at will before it is shown or saved.
    """

    def __init__(self, figure: Figure) -> None:
        self.figure = figure

    def save(self, path: str | Path, dpi: float = 150) -> Path:
        """Write the picture; the ending of the name decides the format (svg, png, pdf)."""
        target = Path(path)
        with drawing_rules():
            self.figure.savefig(target, dpi=dpi, bbox_inches="tight")
        return target

    def _repr_html_(self) -> str:
        buffer = StringIO()
        with drawing_rules():
            self.figure.savefig(buffer, format="svg", bbox_inches="tight")
        text = as_printed(buffer.getvalue())
        return text[text.index("<svg") :]
