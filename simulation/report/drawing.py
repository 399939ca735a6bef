"""What all figures share: size, letters, axes, and how they become a picture in a page or a file."""

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from io import BytesIO, StringIO
from textwrap import wrap
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from simulation.files.unseen import as_printed
from simulation.report.words import Words

NARROW = 3.7
"""Width in inches of a figure that fits a telephone."""
WIDE = 7.4
"""Width in inches of a figure that fits a printed page."""
INK = "#1A1A1A"
QUIET = "#595959"
RULE = "#D9D9D9"
ZONE = "#E4E4E4"
"""Shade of the zone of differences too small to matter."""
EFFECT = LinearSegmentedColormap.from_list("effect", ["#B35806", "#F7F7F7", "#2166AC"])
"""Of maps: orange lowers, blue raises; numbers stand in the fields as well."""
SIZE, SMALL = 10.0, 9.0
"""Points. Figures are shown at 1.33 CSS pixels a point or more (style.css), so that these are true sizes."""

_RULES: Any = {
    "font.family": "DejaVu Sans",
    "font.size": SIZE,
    "text.parse_math": False,  # a label may hold a dollar sign
    "text.color": INK,
    "axes.edgecolor": QUIET,
    "axes.labelcolor": INK,
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": SIZE,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.labelsize": SMALL,
    "axes.formatter.useoffset": False,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SMALL,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "lines.linewidth": 1.6,
    "legend.frameon": False,
    "legend.fontsize": SMALL,
    "figure.facecolor": "white",
    "svg.fonttype": "none",
    "svg.hashsalt": "kampung",  # the same ids for the same figure
}


@contextmanager
def drawing_rules() -> Iterator[None]:
    """Draw with the letters and lines of the report, whatever the user has set."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_RULES)
        with warnings.catch_warnings():
            # a label may hold letters of any script; a browser has them
            warnings.filterwarnings("ignore", "Glyph .* missing from")
            yield


def new_figure(width: float, height: float) -> Figure:
    """Return an empty figure of so many inches."""
    figure = Figure(figsize=(width, height))
    FigureCanvasAgg(figure)
    return figure


def inches(figure: Figure, left: float, bottom: float, width: float, height: float) -> Axes:
    """Add axes at a place given in inches: nothing moves when a label grows."""
    whole_width, whole_height = figure.get_size_inches()
    return figure.add_axes(
        (left / whole_width, bottom / whole_height, width / whole_width, height / whole_height)
    )


def number_axis(axes: Axes, which: str, words: Words, digits: int | None = None, most: int = 5) -> None:
    """Give an axis a few round ticks in the number format of the language."""
    axis = axes.xaxis if which == "x" else axes.yaxis
    axis.set_major_locator(MaxNLocator(nbins=most, steps=[1, 2, 2.5, 5, 10]))

    def shown(value: float, _: object = None) -> str:
        ticks = axis.get_majorticklocs()
        # as many digits as tell every tick exactly
        exact = (d for d in range(5) if np.allclose(np.round(ticks, d), ticks, rtol=0, atol=1e-9))
        found = digits if digits is not None else next(exact, 4)
        return words.number(0.0 if abs(value) < 1e-12 else value, found)

    axis.set_major_formatter(FuncFormatter(shown))


def lines_of(text: str, width: int, most: int = 3, indent: str = "") -> str:
    """Break a label into lines of so many characters, of about equal length; what exceeds the last is cut."""
    broken = wrap(text, width, break_on_hyphens=False) or [""]
    if 1 < len(broken) <= most:
        for tried in range(max(8, width // 2), width):
            even = wrap(text, tried, break_on_hyphens=False, break_long_words=False)
            if len(even) == len(broken) and max(map(len, even)) <= width:
                broken = even
                break
    if len(broken) > most:
        broken = [*broken[: most - 1], broken[most - 1][: width - 1].rstrip() + "…"]
    return ("\n" + indent).join(broken)


def svg_file(figure: Figure) -> bytes:
    """Return the figure as an SVG file, the same bytes for the same figure."""
    with drawing_rules():
        buffer = StringIO()
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    # characters that control something are no XML
    return (_lean(as_printed(buffer.getvalue())) + "\n").encode()


def png_file(figure: Figure, dpi: float = 130) -> bytes:
    """Return the figure as a PNG file, the same bytes for the same figure."""
    with drawing_rules():
        buffer = BytesIO()
        figure.savefig(buffer, format="png", dpi=dpi, metadata={"Software": None})
    return buffer.getvalue()


def inline(svg: bytes, name: str, title: str, description: str) -> str:
    """Return an SVG file as an element of a page.

    Parameters
    ----------
    svg : bytes
        The file.
    name : str
        Prefix of its ids, so that they are unique in the page.
    title, description : str
        The text alternative.
    """
    text = svg.decode()
    text = text[text.index("<svg") :].rstrip()
    text = re.sub(r'\bid="([^"]+)"', rf'id="{name}-\1"', text)
    text = re.sub(r"url\(#([^)]+)\)", rf"url(#{name}-\1)", text)
    text = re.sub(r'href="#([^"]+)"', rf'href="#{name}-\1"', text)
    head = re.match(r"<svg[^>]*>", text)
    if head is None:
        raise ValueError("not an SVG file")
    box = re.search(r'viewBox="[^"]+"', head.group())
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'{box.group() if box else ""} role="img" aria-labelledby="{name}-title {name}-text">'
        f'<title id="{name}-title">{escape(as_printed(title))}</title>'
        f'<desc id="{name}-text">{escape(as_printed(description))}</desc>'
    )
    return opening + text[head.end() :]


def _lean(text: str) -> str:
    """Drop what a browser does not need: metadata, long font lists, digits below a hundredth of a point."""
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    text = text[text.index("<svg") :]
    text = text.replace("'DejaVu Sans'", "'DejaVu Sans', Verdana, sans-serif")
    # only inside of tags: what stands between them is written for readers
    text = re.sub(r"<[^<>]+>", lambda tag: re.sub(r"(?<=[ ,(MLCQ\"-])(\d+\.\d{2})\d+", r"\1", tag[0]), text)
    return re.sub(r"\n\s*", "\n", text)
