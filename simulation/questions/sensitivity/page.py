"""What drives the result: the ranking of parameters, the second look, and other structures of the model."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from simulation.experiment.varied import varied
from simulation.questions.sensitivity.answer import Sensitivity, is_constant, of
from simulation.questions.sensitivity.figures import (
    direction,
    plot_distances,
    plot_screening,
    plot_shares,
)
from simulation.questions.sensitivity.question import ranked
from simulation.questions.sensitivity.spread import EFFECT, LEVEL
from simulation.questions.sensitivity.structure_section import structure
from simulation.report.album import Album
from simulation.report.answer_facts import AnswerFacts
from simulation.report.blocks import Bullets, Pictures, Section, Table
from simulation.report.parameters import parameter_label
from simulation.report.words import MINUS, Words

SHOWN = 15
"""Parameters in the figure."""
FEW = 3
"""Parameters named in a sentence or a cell."""
Row = Mapping[Hashable, Any]


def sections(facts: AnswerFacts, answer: Sensitivity, album: Album) -> list[Section]:
    """Return the screening, the second look if there was one, and the structural alternatives."""
    found = [] if answer.sets.empty else [_plausible(facts, answer)]
    found.append(_screening(facts, answer, album))
    if answer.indices is not None:
        found.append(_second(facts, answer, album, *answer.indices))
    return [*found, structure(facts, answer, album)]


def _plausible(facts: AnswerFacts, answer: Sensitivity) -> Section:
    """Return what drives the result among the sets that the experiment lives with."""
    words, outcome = facts.words, answer.outcome
    section = Section("sets", words("sensitivity.sets.title"))
    number, chance = (answer.sets[name].iloc[0] for name in ("sets", "chance"))
    section.say(words("sensitivity.sets.reading", sets=number, chance=words.number(chance, 2)))
    items, rows = [], []
    for what, title in _titles(facts, outcome).items():
        found = of(answer.sets, outcome, what).to_dict("records")
        labels = _labels(facts, [row["parameter"] for row in found])
        cells = [(labels[row["parameter"]], words.number(row["correlation"], 2, sign=True)) for row in found]
        told = [f"{label} ({value})" for (label, value), row in zip(cells, found, strict=True) if row["sure"]]
        key = "found" if told else "nothing"
        named = words.all_of(told[:FEW]) if told else ""
        items.append(words(f"sensitivity.sets.{key}", what=words.capital(title), parameters=named))
        rows += [[label, title, value] for label, value in cells[:SHOWN]]
    section.add(Bullets(items))
    head = [words(f"sensitivity.sets.{name}") for name in ("parameter", "what", "correlation")]
    section.add(Table(words("sensitivity.sets.table", shown=SHOWN), head, rows, folded=True, left=(1,)))
    return section


def _screening(facts: AnswerFacts, answer: Sensitivity, album: Album) -> Section:
    words, outcome = facts.words, answer.outcome
    section = Section("ranking", words("sensitivity.ranking"))
    section.say(words("sensitivity.reading"))
    section.add(Bullets([_reach(facts, answer), *_strongest(facts, answer), *_doubts(facts, answer)]))
    labels = _labels(facts, ranked(answer.morris, outcome)[:SHOWN])
    titles = _titles(facts, outcome)
    panels = {title: of(answer.morris, outcome, what) for what, title in titles.items()}
    panels = {title: frame for title, frame in panels.items() if frame["mu_star"].notna().any()}
    if panels:
        figure = plot_screening(facts, panels, labels, facts.smallest(outcome))
        text = words("sensitivity.alternative", count=len(labels))
        caption = words("sensitivity.caption", week=facts.config.compare_weeks[-1])
        section.add(
            Pictures(
                [album.picture("ranking", figure, words("sensitivity.ranking"), text)], caption, wide=True
            )
        )
    tables = {what: title for what, title in titles.items() if title in panels}
    section.add(*(_all_effects(facts, answer, what, title) for what, title in tables.items()))
    section.add(_by_outcome(facts, answer))
    return section


def _titles(facts: AnswerFacts, outcome: str) -> dict[str, str]:
    words = facts.words
    given = {"measure": words.measure(outcome), "programme": facts.scenarios.label(_programme(facts))}
    return {what: words(f"sensitivity.of.{what}", **given) for what in (EFFECT, LEVEL)}


def _programme(facts: AnswerFacts) -> str:
    return str(facts.question.options["programme"])


def _labels(facts: AnswerFacts, names: Sequence[str]) -> dict[str, str]:
    known = varied(facts.config)
    return {name: parameter_label(facts.words, name, known[name].description) for name in names}


def _reach(facts: AnswerFacts, answer: Sensitivity) -> str:
    """Say between what the effect of the programme lies over all the ranges."""
    words, outcome = facts.words, answer.outcome
    row = of(answer.spread, outcome, EFFECT).iloc[0]
    if np.isnan(row["middle"]):
        return words("sensitivity.undefined_everywhere", measure=words.measure(outcome))
    smallest = facts.smallest(outcome) or 0.0
    return words(
        "sensitivity.reach",
        measure=words.capital(words.measure(outcome)),
        programme=facts.scenarios.label(_programme(facts)),
        middle=facts.by(outcome, row["middle"]),
        interval=facts.interval(outcome, row["low"], row["high"]),
        above=words.percent(row["above"]),
        below=words.percent(row["below"]),
        smallest=words.amount(outcome, smallest),
    )


def _strongest(facts: AnswerFacts, answer: Sensitivity) -> list[str]:
    """Say which parameters move the effect and the level most, and how many matter."""
    words, outcome = facts.words, answer.outcome
    smallest = facts.smallest(outcome) or 0.0
    items = []
    for what in (EFFECT, LEVEL):
        frame = answer.screened(outcome, what)
        rows = frame[frame["mu_star"].notna()].to_dict("records")
        if is_constant(answer.morris, outcome, what):
            items.append(_constant(facts, answer, what))
        if not rows:
            continue
        matter = sum(row["low"] > max(smallest, _or_zero(row["floor"])) for row in rows)
        below = sum(row["high"] < smallest for row in rows)
        told = [_parameter(facts, outcome, row) for row in rows[:FEW]]
        given = {"parameters": words.all_of(told), "measure": words.measure(outcome)}
        counts = {"total": len(rows), "smallest": words.amount(outcome, smallest)}
        items.append(
            words(f"sensitivity.strongest.{what}", **given)
            + " "
            + words("sensitivity.matter", matter=matter, below=below, **counts)
        )
    return items


def _constant(facts: AnswerFacts, answer: Sensitivity, what: str) -> str:
    """Say that nothing moves the effect of the programme, or the level without it."""
    words, outcome = facts.words, answer.outcome
    value = words.amount(outcome, of(answer.spread, outcome, what)["middle"].iloc[0], 3)
    title = words.capital(_titles(facts, outcome)[what])
    return words("sensitivity.constant", what=title, value=value)


def _parameter(facts: AnswerFacts, outcome: str, row: Row) -> str:
    """Return a parameter with its size and direction."""
    label = _labels(facts, [row["parameter"]])[row["parameter"]]
    sign = direction(row["mu"], row["mu_star"])
    way = {"+": "raises", MINUS: "lowers", "±": "either"}[sign]
    size = facts.words.amount(outcome, row["mu_star"], 3)
    return facts.words("sensitivity.parameter", label=label, size=size, way=facts.words(f"sensitivity.{way}"))


def _doubts(facts: AnswerFacts, answer: Sensitivity) -> list[str]:
    """Say how much of all this is luck, and what could not be measured."""
    words, outcome = facts.words, answer.outcome
    rows = {what: of(answer.spread, outcome, what).iloc[0] for what in (EFFECT, LEVEL)}
    items = []
    if not any(np.isnan(row["luck"]) for row in rows.values()):
        shares = {what: words.percent(row["luck"], 1) for what, row in rows.items()}
        villages = facts.question.options["replicates"]
        items.append(words("sensitivity.luck", villages=villages, **shares))
    lacking = answer.spread[(answer.spread["undefined"] > 0) & (answer.spread["of"] == EFFECT)]
    if len(lacking):
        told = [
            f"{words.measure(row['outcome'])} ({words.percent(row['undefined'] / row['runs'], 1)})"
            for row in lacking.to_dict("records")
        ]
        items.append(words("sensitivity.undefined", measures=words.all_of(told)))
    return items


def _all_effects(facts: AnswerFacts, answer: Sensitivity, what: str, title: str) -> Table:
    """Return every parameter with its range, for the outcome that ranks."""
    words, outcome = facts.words, answer.outcome
    ranges = facts.question.space.ranges()  # type: ignore[attr-defined]
    rows = []
    for row in answer.screened(outcome, what).to_dict("records"):
        name = row["parameter"]
        low, high = (_plain(facts, edge) for edge in ranges[name])
        rows.append(
            [
                words.capital(_labels(facts, [name])[name]),
                words("interval", low=low, high=high),
                *(words.amount(outcome, row.get(key, np.nan), 3) for key in ("mu_star", "low", "high")),
                words.amount(outcome, row.get("mu", np.nan), 3, sign=True),
                *(words.amount(outcome, row.get(key, np.nan), 3) for key in ("sigma", "luck", "floor")),
            ]
        )
    keys = ("name", "range", "mu_star", "low", "high", "mu", "sigma", "luck_head", "floor")
    head = [words(f"sensitivity.head.{key}") for key in keys]
    return Table(words("sensitivity.table", what=title), head, rows, folded=True)


def _by_outcome(facts: AnswerFacts, answer: Sensitivity) -> Table:
    """Return the strongest parameters of every outcome."""
    words = facts.words
    rows = []
    for outcome in facts.config.outcomes:
        cells = []
        for what in (EFFECT, LEVEL):
            found = answer.screened(outcome, what)
            found = found[found["mu_star"].notna()].head(FEW)
            told = [_parameter(facts, outcome, row) for row in found.to_dict("records")]
            still = is_constant(answer.morris, outcome, what)
            cells.append("; ".join(told) or words("sensitivity.still" if still else "sensitivity.no_value"))
        rows.append([words.capital(words.measure(outcome)), *cells])
    head = [words("sensitivity.head.outcome"), *(words(f"sensitivity.short.{w}") for w in (EFFECT, LEVEL))]
    return Table(words("sensitivity.by_outcome", count=FEW), head, rows, folded=True, left=(1, 2))


def _second(
    facts: AnswerFacts, answer: Sensitivity, album: Album, method: str, frame: pd.DataFrame
) -> Section:
    words, outcome = facts.words, answer.outcome
    section = Section("second", words(f"sensitivity.{method}.title"))
    section.say(words(f"sensitivity.{method}.reading", count=frame["parameter"].nunique()))
    leading, plot = ("total", plot_shares) if method == "sobol" else ("median", plot_distances)
    panels, items = {}, []
    for what, title in _titles(facts, outcome).items():
        rows = of(frame, outcome, what).sort_values(leading, ascending=False, kind="stable")
        if is_constant(frame, outcome, what):
            items.append(words("sensitivity.constant_again", what=words.capital(title)))
        if rows[leading].isna().any():
            continue
        panels[title] = rows
        names = _labels(facts, rows["parameter"].head(FEW).tolist())
        told = [
            f"{names[row['parameter']]} ({_share(words, row, leading)})"
            for row in rows.head(FEW).to_dict("records")
        ]
        given: dict[str, object] = {"what": words.capital(title), "parameters": words.all_of(told)}
        if method == "sobol":
            given["alone"] = words.percent(float(np.clip(rows["first"].sum(), 0.0, 1.0)))
        given["floor"] = words.number(rows["floor"].iloc[0], 2 if method == "pawn" else 3)
        items.append(words(f"sensitivity.{method}.found", **given))
    if not items:
        items = [words("sensitivity.undefined_everywhere", measure=words.measure(outcome))]
    section.add(Bullets(items))
    if not panels:
        return section
    labels = _labels(facts, next(iter(panels.values()))["parameter"].tolist())
    text = words("sensitivity.alternative", count=len(labels))
    picture = album.picture("second", plot(facts, panels, labels), section.title, text)
    section.add(Pictures([picture], words(f"sensitivity.{method}.caption"), wide=True))
    return section


def _share(words: Words, row: dict[Hashable, Any], leading: str) -> str:
    """Return an index, of Sobol with its 95 % interval."""
    told = words.number(row[leading], 2)
    if f"{leading}_low" not in row:
        return told
    ends = {end: words.number(row[f"{leading}_{end}"], 2) for end in ("low", "high")}
    return f"{told}; {words('interval', **ends)}"


def _plain(facts: AnswerFacts, value: float) -> str:
    """Return a value of a parameter without needless digits."""
    if float(value).is_integer():
        return facts.words.number(value, 0)
    return facts.words.number(value, 4).rstrip("0")


def _or_zero(value: float) -> float:
    return 0.0 if np.isnan(value) else value
