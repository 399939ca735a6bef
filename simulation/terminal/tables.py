"""Parameters as tables: value, unit, plausible range and source; for people and for pipes."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import BaseModel
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from simulation.experiment.budget import expected_cost
from simulation.experiment.config import StudyConfig
from simulation.experiment.replicates import UntilPrecise
from simulation.experiment.span import Span, dose_spans, mechanism_spans, sets_line, spans
from simulation.experiment.varied import SECTOR, SHARE
from simulation.files.unseen import as_printed
from simulation.parameters import (
    Description,
    Dose,
    Eligibility,
    Group,
    Sector,
    SelfSelection,
    Start,
    VillageProfile,
    description,
)
from simulation.parameters.village import quotas

PARAMETERS = ("parameter", "symbol", "value", "unit", "range", "source")
RUPIAH = "expected rupiah"
NARROW = 120
OUTSIDE = "!"
NOTES = {
    OUTSIDE: "! outside the plausible range",
    "(": "(in brackets: what is allowed, where no plausible range is known)",
}
SPANNED = "median (lowest to highest) over the points, where a parameter differs between villages"
NOWHERE: Mapping[str, Span] = {}
_EMPTY = re.compile(r"\(empty: (.+)\)")


@dataclass
class Sheet:
    """One table.

    Attributes
    ----------
    title : str
    columns : sequence of str
        Heads of the columns; the first names the row.
    rows : sequence of sequences of str
        One text a column.
    notes : list of str
        Lines below.
    narrow : sequence of sequences of int
        Which columns share one, below each other, where the terminal is narrow; empty: none.
    """

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    notes: list[str] = field(default_factory=list)
    narrow: Sequence[Sequence[int]] = ()


def print_table(console: Console, sheet: Sheet) -> None:
    """Print a table: boxed to the width of a terminal, or one line a row where it is piped."""
    sheet = _printed(sheet)
    if not console.is_terminal:
        lines = [sheet.columns, *sheet.rows]
        widths = [max(len(line[place]) for line in lines) for place in range(len(sheet.columns))]
        told = [sheet.title]
        told += [
            "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines
        ]
        print("\n".join(line.rstrip() for line in [*told, *sheet.notes, ""]))
        return
    together = sheet.narrow if console.width < NARROW else ()
    together = together or [(place,) for place in range(len(sheet.columns))]
    table = Table(
        box=SIMPLE_HEAD,
        title=escape(sheet.title),
        title_justify="left",
        title_style="bold",
        collapse_padding=True,
    )
    for places in together:
        head = "\n".join(sheet.columns[place] for place in places)
        names = places in ((0,), (0, 1))
        table.add_column(
            escape(head),
            no_wrap=names or head == RUPIAH,
            justify="right" if head in (RUPIAH, "value") else "left",
        )
    for row in sheet.rows:
        cells = ["\n".join(row[place] for place in places if row[place]) for places in together]
        outside = any(cell.endswith(f" {OUTSIDE}") for cell in row)
        table.add_row(*map(escape, cells), style="yellow" if outside else None)
    console.print(table)
    for note in sheet.notes:
        console.print(escape(note), highlight=False)
    console.print()


def _printed(sheet: Sheet) -> Sheet:
    """Return a table whose texts command no terminal, each on one line."""

    def one(text: str) -> str:
        return " ".join(as_printed(text).splitlines())

    columns, rows = [one(text) for text in sheet.columns], [[one(text) for text in row] for row in sheet.rows]
    return Sheet(one(sheet.title), columns, rows, [one(note) for note in sheet.notes], sheet.narrow)


def village_tables(village: VillageProfile, over: Mapping[str, Span] = NOWHERE) -> list[Sheet]:
    """Return the village, its groups and its sectors; ``over`` as in :func:`parameter_sheet`."""
    tables = [parameter_sheet(f"Village: {village.name}", village, over)]
    parts: list[tuple[str, str, Sequence[Group | Sector]]] = [
        ("Groups", SHARE, village.groups),
        ("Sectors", SECTOR, village.sectors),
    ]
    for title, begin, members in parts:
        owners = quotas([member.share for member in members], village.owners)
        rows = [
            (
                member.name,
                _spanned(over[begin + member.name]) if begin + member.name in over else number(member.share),
                "-" if "owners" in over or begin + member.name in over else number(count),
                ", ".join(member.strong_topics) if isinstance(member, Group) else "",
                " / ".join(dict.fromkeys(member.label.model_dump().values())) if member.label else "",
            )
            for member, count in zip(members, owners, strict=True)
        ]
        notes = [SPANNED] if any(begin + member.name in over for member in members) else []
        head = ("name", "share", "owners", "strong topics", "label (en / id)")
        tables.append(Sheet(title, head, rows, notes))
    own = [
        (f"group {group.name}", name, number(value))
        for group in village.groups
        for name, value in group.behaviour.items()
    ]
    own += [
        ("from person to person, standard deviation", name, number(sd))
        for name, sd in village.spreads.items()
    ]
    if own:
        tables.append(Sheet("Owners who behave otherwise", ("who", "parameter", "value"), own))
    if village.relations is not None:
        names = [sector.name for sector in village.sectors]
        lines = [(name, *map(str, line)) for name, line in zip(names, village.relations, strict=True)]
        tables.append(Sheet("Sectors complement (1) or compete (-1)", ("sector", *names), lines))
    return tables if village.start is None else [*tables, _start_sheet(village.start)]


def _start_sheet(start: Start) -> Sheet:
    """Return what was observed: of how many, and its mean."""
    rows = []
    for path, column in start.owners.columns() if start.owners is not None else ():
        known = [value for value in column if value is not None]
        numbers = known and not isinstance(known[0], str)
        mean = number(math.fsum(known) / len(known)) if numbers else "-"
        rows.append((" of ".join(path), f"{len(known):,} of {len(column):,} owners", mean))
    if start.ties is not None:
        strength = start.ties.strength
        rows.append(("ties", f"{len(strength):,}, at most {start.most_ties} an owner", "-"))
        rows.append(("strength of ties", f"{len(strength):,}", number(math.fsum(strength) / len(strength))))
    notes = ["What is not observed is drawn. No burn-in, unless the experiment says otherwise."]
    return Sheet("Start, as observed", ("what", "observed", "mean"), rows, notes)


def study_tables(config: StudyConfig) -> list[Sheet]:
    """Return everything of an experiment but the doses of its scenarios."""
    rows = []
    pasts = config.pasts()
    for name, doses in config.programmes().items():
        label = config.scenarios[name].label
        parts = [f"{activity} ({len(dose.weeks(config.weeks))})" for activity, dose in doses.items()]
        for fields in pasts.written(name).values():
            parts += [f"{field} = {number(value)}" for field, value in fields.items()]
        cost = sum(_cost(dose, config) for dose in doses.values())
        rows.append(
            (name, label.en if label is not None else "", ", ".join(parts) or "-", number(round(cost)))
        )
    scenarios = Sheet(
        "Scenarios",
        ("scenario", "label", "activities (sessions)", RUPIAH),
        rows,
        [f"Reference: {config.reference}. Doses of one: --scenario NAME"],
        ((0, 1, 2), (3,)),
    )
    effects = [(name, number(outcome.smallest_effect)) for name, outcome in config.outcomes.items()]
    over = spans(config)
    weeks = f"Compared in weeks {', '.join(map(str, config.compare_weeks))}"
    tables = [
        _experiment_sheet(config),
        *village_tables(config.village, over),
        parameter_sheet("Behaviour of owners", config.behaviour, over),
        *(
            parameter_sheet(f"Mechanism: {name}", each, mechanism_spans(config, name))
            for name, each in config.active_mechanisms().items()
        ),
        parameter_sheet("Prices", config.prices),
        scenarios,
        Sheet("Outcomes", ("outcome", "smallest effect of interest"), effects, [weeks]),
    ]
    if config.assumed:
        asked = [(path, label.en, label.id) for path, label in config.assumed.items()]
        head = ("field", "question", "pertanyaan")
        tables.append(Sheet("Assumed, not known for the village", head, asked, narrow=((0,), (1, 2))))
    return tables


def _experiment_sheet(config: StudyConfig) -> Sheet:
    sheet = parameter_sheet(f"Experiment: {config.name}", config)
    sheet.notes += [line for line in (sets_line(config),) if line]
    return sheet


def scenario_tables(config: StudyConfig, scenario: str) -> list[Sheet]:
    """Return the doses of one scenario."""
    tables = []
    for activity, dose in config.programmes()[scenario].items():
        sheet = parameter_sheet(f"{scenario}: {activity}", dose, dose_spans(config, activity, dose))
        weeks = dose.weeks(config.weeks)
        when = ", ".join(map(str, weeks[:3])) + (f", ... {weeks[-1]}" if len(weeks) > 3 else "")
        sheet.notes.append(
            f"{len(weeks)} sessions in weeks {when}; expected Rp "
            f"{number(round(expected_cost(dose, config.village, config.prices)))} a session, "
            f"Rp {number(round(_cost(dose, config)))} in all"
        )
        tables.append(sheet)
    return tables or [Sheet(scenario, ("activity",), [("none",)])]


def parameter_sheet(title: str, model: BaseModel, over: Mapping[str, Span] = NOWHERE) -> Sheet:
    """Return the parameters of a model; notes explain the marks that occur.

    Parameters
    ----------
    title : str
    model : BaseModel
    over : mapping of str to Span, optional
        Parameters that differ from village to village.
    """
    rows = [
        (*row[:2], _spanned(over[row[0]]), *row[3:]) if row[0] in over else row for row in _rows(model, "")
    ]
    marks = {row[2][-1:] for row in rows} | {row[4][:1] for row in rows}
    notes = [note for mark, note in NOTES.items() if mark in marks]
    if not over.keys().isdisjoint(row[0] for row in rows):
        notes.append(SPANNED)
    return Sheet(title, PARAMETERS, rows, notes, ((0, 1), (2,), (4,), (3, 5)))


def _rows(model: BaseModel, prefix: str) -> Iterator[Sequence[str]]:
    for name, info in type(model).model_fields.items():
        value, known = getattr(model, name), description(info)
        if isinstance(value, Eligibility):
            chosen = value.model_dump(exclude_none=True)
            yield (prefix + name, "", " ".join(map(number, chosen.values())), "", "", "")
        elif isinstance(value, UntilPrecise):
            target = value.until
            told = f"until +-{number(target.half_width)} of {target.outcome} in week {target.week}"
            yield (prefix + name, "", f"{told}, {value.at_least} to {value.at_most}", "", "", "")
        elif isinstance(value, SelfSelection):
            yield (prefix + name, "", f"{number(value.lowest)} to {number(value.highest)}", "", "", "")
        elif known is not None:
            yield (
                prefix + name,
                known.symbol,
                _value(value, known),
                known.unit,
                _range(known),
                _source(known.evidence, known.mark),
            )
        elif isinstance(value, BaseModel) and isinstance(model, Dose):
            yield from _rows(value, f"{name}.")
        elif isinstance(value, bool | int | float | str) and name != "name":
            yield (prefix + name, "", number(value), "", "", "")


def _value(value: float | None, known: Description) -> str:
    if value is None:
        empty = _EMPTY.search(known.en)
        return empty[1] if empty is not None else number(value)
    low, high = known.plausible or (value, value)
    told = number(value) if known.unit else str(value)
    return told if low <= value <= high else f"{told} {OUTSIDE}"


def _spanned(span: Span) -> str:
    return f"{number(span.median)} ({number(span.low)} to {number(span.high)})"


def _range(known: Description) -> str:
    if known.plausible is not None:
        return f"{number(known.plausible[0])} to {number(known.plausible[1])}"
    low, high = known.limits
    return f"({number(low)} to {number(high)})" if high is not None else f"({number(low)} or more)"


def _source(source: str, mark: str) -> str:
    return source if source.startswith(mark) else f"{mark}: {source}" if source else mark


def _cost(dose: Dose, config: StudyConfig) -> float:
    return len(dose.weeks(config.weeks)) * expected_cost(dose, config.village, config.prices)


def number(value: object) -> str:
    """Return a value as people read it."""
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{int(value):,}" if float(value).is_integer() and abs(value) < 1e12 else f"{value:.6g}"
    return str(value)
