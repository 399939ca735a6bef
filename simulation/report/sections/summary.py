"""The answer on one page: three sentences, twenty houses, one picture, the costs, and what to ask next."""

import numpy as np

from simulation.analysis.houses import HOUSES
from simulation.analysis.spread import spread
from simulation.analysis.telling import Trait, telling
from simulation.analysis.windows import values_at
from simulation.experiment.span import FEW_SETS, used_rows
from simulation.experiment.varied import varied
from simulation.measures.catalogue import MEASURES
from simulation.parameters import NORMS
from simulation.report.album import Album
from simulation.report.blocks import Bullets, Picture, Pictures, Section, Warn
from simulation.report.facts import Facts
from simulation.report.houses import Row, plot_houses
from simulation.report.parameters import parameter_label
from simulation.report.scenarios import Panel
from simulation.report.sections.choice import choice
from simulation.report.sections.findings import best_first
from simulation.report.trajectories import plot_panels, summaries

ASKED = ("belief_own", "belief_other", "trust_unmet", "degree", "ei_index", *NORMS)
"""Measures that the questionnaire asks for before a programme."""
TRUST = ("trust", "trust_other")
"""Measures that are read as owners of ten who keep a promise."""
TOLD = 3
"""Traits that are told."""


def summary(facts: Facts, album: Album) -> Section:
    """Return the first screen: what a reader takes home who reads nothing else."""
    words = facts.words
    section = Section("summary", words("summary.title"))
    section.add(Warn(words("question.warning", village=facts.village)))
    shown = chosen(facts)
    if not shown:
        section.say(words("findings.none"))
        return section
    if facts.several_sets and facts.sets < FEW_SETS:
        section.add(Warn(words("summary.few_sets", sets=facts.sets, few=FEW_SETS)))
    section.add(Bullets(_sentences(facts, shown)))
    section.add(_pictures(facts, album, shown))
    section.say(_costs(facts, shown))
    section.say(*_telling(facts, shown))
    return section


def chosen(facts: Facts) -> list[str]:
    """Return the scenarios of the first screen: the whole, the best activity alone, the worst scenario."""
    scenarios = facts.scenarios
    ranked = [name for name, _ in best_first(facts, scenarios.others)]
    singles = [name for name, _ in best_first(facts, scenarios.singles)]
    wanted = [scenarios.fullest, *singles[:1], *ranked[-1:]]
    return list(dict.fromkeys(name for name in wanted if name is not None and facts.effect(name, facts.main)))


def _sentences(facts: Facts, shown: list[str]) -> list[str]:
    return [text for name in shown if (text := sentence(facts, name))]


def sentence(facts: Facts, scenario: str) -> str:
    """Return what a scenario does to the main outcome, in the words of the questionnaire where it may be."""
    words, main = facts.words, facts.main
    effect, base = (
        facts.effect(scenario, main),
        facts.effects.get(facts.scenarios.reference, main, facts.last),
    )
    if effect is None or base is None:
        return ""
    given = {
        "scenario": words.capital(facts.scenarios.label(scenario)), "reference": facts.reference,
        "measure": words.measure(main), "week": facts.last,
        "before": words.amount(main, base.mean), "after": words.amount(main, base.mean + effect.difference),
        "size": facts.by(main, effect.difference),
    }  # fmt: skip
    if main in TRUST:
        ten = [f"{words.number(10 * value, 1)}" for value in (base.mean, base.mean + effect.difference)]
        text = words(f"summary.{main}", few=ten[0], many=ten[1], **given)
    else:
        text = words("summary.other", **given)
    return " ".join(line for line in (text, facts.houses(effect)) if line)


def _pictures(facts: Facts, album: Album, shown: list[str]) -> Pictures:
    """Return houses and courses side by side."""
    course = _course(facts, album, shown)
    caption = facts.words("summary.caption", reference=facts.reference)
    if not facts.several_sets:
        return Pictures([course], caption)
    house = facts.words("summary.house", sets=facts.sets)
    return Pictures([_houses(facts, album, shown), course], f"{house} {caption}")


def _houses(facts: Facts, album: Album, shown: list[str]) -> Picture:
    words = facts.words
    rows = [
        Row(words.capital(facts.scenarios.label(name)), facts.counted(effect))
        for name in shown
        if (effect := facts.effect(name, facts.main)) is not None and np.isfinite(effect.helps)
    ]
    kinds = [words(f"summary.{kind}") for kind in ("helps", "little", "harms")]
    told = "; ".join(f"{row.label}: {', '.join(map(str, row.counts))}" for row in rows)
    title = words("summary.houses", measure=words.measure(facts.main), total=HOUSES)
    return album.picture("houses", plot_houses(rows, kinds), title, told)


def _course(facts: Facts, album: Album, shown: list[str]) -> Picture:
    """Return the course of the main outcome in the scenarios of this page."""
    words, scenarios = facts.words, facts.scenarios
    found = summaries(facts.table.values(facts.main), facts.table.scenarios)
    panel = Panel("summary", words.capital(words.measure(facts.main)), tuple(shown))
    values = [f"{scenarios.label(name)} {words.number(found[name][0][-1])}" for name in shown]
    text = words(
        "trust.text", week=facts.config.weeks, values="; ".join(values), reference=facts.reference,
        value=words.number(found[scenarios.reference][0][-1]),
    )  # fmt: skip
    figure = plot_panels([panel], found, scenarios)
    return album.picture("summary", figure, panel.label, text, file=False)


def _costs(facts: Facts, shown: list[str]) -> str:
    words = facts.words
    told = [
        words("summary.cost", scenario=facts.scenarios.label(name), millions=_millions(facts, effect.cost))
        for name in shown
        if (effect := facts.effect(name, facts.main)) is not None and effect.cost > 0
    ]
    return words("summary.costs", costs=words.all_of(told)) if told else ""


def _millions(facts: Facts, rupiah: float) -> str:
    """Return millions of rupiah in two figures: prices and attendance are not known better."""
    return facts.words.number(rupiah / 1e6, 0 if rupiah >= 9.5e6 else 1)


def _telling(facts: Facts, shown: list[str]) -> list[str]:
    """Say what would tell which plausible village the reader's is, and whether it changes the choice."""
    words, scenario = facts.words, shown[0]
    if not facts.several_sets:
        return [words("sets.one")] if facts.has_intervals else [words("findings.one_village")]
    effects = _by_set(facts, scenario)
    asked = telling(effects, _before(facts))
    assumed = telling(effects, _parameters(facts))
    label = facts.scenarios.label(scenario)
    told = [words("summary.tell", scenario=label, traits=_named(facts, asked))] if asked else []
    if not told:
        told.append(words("summary.tell_nothing", scenario=label))
    if assumed:
        told.append(words("summary.assumed", scenario=label, traits=_named(facts, assumed)))
    chosen_by = choice(facts, shown, ASKED)
    return [*told, chosen_by] if chosen_by else told


def _named(facts: Facts, traits: list[Trait]) -> str:
    words, known = facts.words, varied(facts.config)
    measures = {measure.name for measure in MEASURES}
    told = []
    for trait in traits[:TOLD]:
        way = words("summary.more" if trait.correlation > 0 else "summary.less")
        if trait.name in measures and trait.name in ASKED:
            label = words.measure(trait.name)
        else:
            label = parameter_label(words, trait.name, known[trait.name].description)
        told.append(words("summary.trait", label=label, way=way))
    return words.all_of(told)


def _by_set(facts: Facts, scenario: str) -> np.ndarray:
    terms = facts.effects.terms
    values = values_at(facts.table, [facts.main], [facts.last], terms.window)[facts.main][:, :, 0]
    names = facts.table.scenarios
    return spread(values[names.index(scenario)] - values[names.index(terms.reference)], terms.sets).sets


def _before(facts: Facts) -> dict[str, np.ndarray]:
    """Return what the questionnaire would find before the programme, mean of the villages of each set."""
    names = [name for name in ASKED if name in facts.table.columns]
    place, sets = facts.table.scenarios.index(facts.scenarios.reference), facts.effects.terms.sets
    found = facts.table.many(names, [0])
    return {name: spread(values[place, :, 0], sets).sets for name, values in found.items()}


def _parameters(facts: Facts) -> dict[str, np.ndarray]:
    points, rows = facts.config.points, used_rows(facts.config)
    if points is None:
        return {}
    known = varied(facts.config)
    return {name: np.array(column[:rows]) for name, column in points.columns.items() if name in known}
