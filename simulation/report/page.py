"""One self-contained page: everything a reader needs, nothing from the network."""

from importlib.resources import files
from pathlib import Path
from typing import Any

import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined

from simulation.experiment.config import StudyConfig
from simulation.files.table_text import unguarded
from simulation.files.unseen import printed
from simulation.files.whole_file import write_whole
from simulation.report.album import Album
from simulation.report.blocks import Section
from simulation.report.facts import Facts
from simulation.report.sections.assumptions import assumptions
from simulation.report.sections.controls import controls
from simulation.report.sections.costs import costs
from simulation.report.sections.fading import fading
from simulation.report.sections.findings import findings, limits
from simulation.report.sections.glossary import glossary
from simulation.report.sections.methods import methods
from simulation.report.sections.origin import origin
from simulation.report.sections.outcomes import further, outcome_section
from simulation.report.sections.parts import parts
from simulation.report.sections.precision import failures, precision
from simulation.report.sections.question import question
from simulation.report.sections.reproduction import reproduction
from simulation.report.sections.summary import summary
from simulation.report.sections.ties import ties
from simulation.report.sections.trust import trust
from simulation.report.words import Words
from simulation.running.weekly_table import WeeklyTable

MOST_WEEKS = 3
"""Weeks side by side in the forest plot of the main outcome."""


def write_report(
    folder: Path,
    config: StudyConfig,
    table: WeeklyTable,
    comparison: pd.DataFrame,
    manifest: dict[str, Any],
    language: str,
) -> Path:
    """Write ``report.html`` and ``figures/`` into a folder of results.

    Parameters
    ----------
    folder : Path
        The folder; it must exist.
    config : StudyConfig
        The study as it was run.
    table : WeeklyTable
        Its measures.
    comparison : DataFrame
        As :func:`simulation.analysis.comparison.compare` returns it.
    manifest : dict
        The content of ``manifest.json``; what is missing is left out of the page.
    language : str
        ``en`` or ``id``.

    Returns
    -------
    Path
        The page.

    Raises
    ------
    ValueError
        If there is no such language, or no replicate is finished.
    """
    if table.replicates < 1:
        raise ValueError("no replicate is finished: there is nothing to report")
    facts = Facts(config, table, comparison, manifest, language)
    album = Album()
    sections = _sections(facts, album, table_in(folder, "parts"), table_in(folder, "failures"))
    title = facts.words.label(config.title, config.name)
    return write_page(folder, render(facts.words, title, facts.village, sections), album)


def write_page(folder: Path, page: str, album: Album) -> Path:
    """Write a page and its figures; return the page."""
    figures = folder / "figures"
    figures.mkdir(exist_ok=True)
    for name, data in album.files.items():
        write_whole(figures / name, data)
    target = folder / "report.html"
    write_whole(target, page.encode())
    return target


def table_in(folder: Path, name: str) -> pd.DataFrame | None:
    """Return a table of a folder of results; None where it was not written."""
    path = folder / f"{name}.csv"
    return unguarded(pd.read_csv(path)) if path.exists() else None


def _sections(
    facts: Facts, album: Album, by_parts: pd.DataFrame | None, problems: pd.DataFrame | None
) -> list[Section]:
    """Return all sections in their order on the page."""
    across = facts.several_groups
    found = [
        summary(facts, album),
        question(facts),
        trust(facts, album),
        findings(facts),
        outcome_section(facts, album, "effects", [facts.main], facts.weeks[-MOST_WEEKS:]),
        ties(facts, album),
        origin(facts, album),
        outcome_section(facts, album, "norms", ["gotong_royong", "transparency", "commitment"]),
        outcome_section(
            facts,
            album,
            "collaboration",
            ["cooperation_other" if across else "cooperation", "disputes", "unresolved"],
        ),
        outcome_section(facts, album, "economy", ["income", "knowledge"]),
        parts(facts, by_parts),
        fading(facts, album),
        outcome_section(
            facts,
            None,
            "index",
            ["social_capital", "social_capital_trust", "social_capital_network", "social_capital_norms"],
        ),
        further(facts),
        controls(facts),
        limits(facts),
        costs(facts, album),
        assumptions(facts, album),
        precision(facts),
        failures(facts, problems),
        methods(facts),
        reproduction(facts),
        glossary(facts),
    ]
    return [section for section in found if section is not None]


def render(words: Words, title: str, village: str, sections: list[Section]) -> str:
    """Return the page as HTML."""
    environment = Environment(
        loader=PackageLoader("simulation.report", ""),
        autoescape=True,
        finalize=printed,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = (files("simulation.report") / "style.css").read_text(encoding="utf-8")
    return environment.get_template("page.html.j2").render(
        words=words, title=title, village=village, sections=sections, style=style
    )
