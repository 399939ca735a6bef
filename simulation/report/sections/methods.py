"""One paragraph on methods, to paste into a paper or a report, with the numbers of this run."""

from simulation.experiment.config import StudyConfig
from simulation.experiment.posterior import PLAUSIBLE, read_posterior
from simulation.experiment.replicates import UntilPrecise
from simulation.report.blocks import Bullets, Passage, Section
from simulation.report.facts import Facts

EVERYWHERE = ("kampung", "josang", "grimm")


def methods(facts: Facts) -> Section:
    """Return the paragraph, in the terms of the field, and the works that it names."""
    words = facts.words
    section = Section("methods", words("methods.title"))
    section.say(words("methods.about"))
    section.add(Passage(paragraph(facts)))
    section.say(words("methods.references"))
    section.add(Bullets(works(facts)))
    return section


def paragraph(facts: Facts, *, kept: bool = True) -> str:
    """Return the paragraph as text; ``kept``: the results lie in a folder."""
    return " ".join([*_simulated(facts), *_compared(facts), *_judged(facts), *_computed(facts, kept)])


def works(facts: Facts) -> list[str]:
    """Return the works that the paragraph names, each in one line."""
    return [facts.words(f"methods.work.{name}") for name in _works(facts)]


def _simulated(facts: Facts) -> list[str]:
    """Return what was simulated."""
    words, config = facts.words, facts.config
    owners = facts.over.get("owners")
    number = words.number(config.village.owners, 0) if owners is None else facts.spanned(owners)
    others = len(facts.scenarios.others)
    version = facts.manifest.get("versions", {}).get("kampung", words("reproduction.unknown"))
    rules = facts.manifest.get("origin", {}).get("model", "").split()
    mechanisms = list(config.active_mechanisms())
    return [
        words(
            "methods.model",
            village=facts.village,
            owners=number,
            groups=len(config.village.groups),
            version=version,
        ),
        *([words("methods.rules", name=rules[0])] if rules else []),
        *([words("methods.mechanisms", names=words.all_of(mechanisms))] if mechanisms else []),
        words("methods.scenarios", count=others, reference=facts.reference)
        if others
        else words("methods.alone", reference=facts.reference),
        words(
            f"methods.{facts.begins}",
            weeks=config.weeks,
            burn_in=config.burn_in,
            villages=words.number(facts.replicates, 0),
            seed=config.seed,
        ),
    ]


def _compared(facts: Facts) -> list[str]:
    """Return how scenarios were compared, and what stands for what is not known."""
    words, config = facts.words, facts.config
    told = [words("methods.paired")] if facts.scenarios.others else []
    if facts.otherwise:
        names = [f"“{facts.scenarios.label(name)}”" for name in facts.otherwise]
        told.append(words("methods.otherwise", names=words.all_of(names)))
    if facts.several_sets:
        kind = "shipped" if of_the_ensemble(facts.config) else "given"
        told.append(words(f"methods.sets_{kind}", sets=facts.sets, villages=facts.villages_a_set))
        told.append(words("methods.range"))
    elif facts.has_intervals:
        told.append(words("methods.interval"))
    if isinstance(config.replicates, UntilPrecise):
        until = config.replicates.until
        half_width = words.amount(until.outcome, until.half_width, 4)
        outcome = words.measure(until.outcome)
        told.append(words("methods.until", outcome=outcome, week=until.week, half_width=half_width))
    return told


def _judged(facts: Facts) -> list[str]:
    """Return when outcomes are read, and against which effects they are judged."""
    words, config = facts.words, facts.config
    weeks = words.all_of([str(week) for week in facts.weeks])
    told = [words("methods.window", count=len(facts.weeks), weeks=weeks, **config.window.model_dump())]
    smallest = [
        f"{words.measure(name)} {words.amount(name, outcome.smallest_effect, 3)}"
        for name, outcome in config.outcomes.items()
    ]
    told.append(words("methods.smallest", effects="; ".join(smallest)))
    if facts.scenarios.others and facts.has_intervals:
        told.append(words("methods.equivalence"))
    return told


def _computed(facts: Facts, kept: bool) -> list[str]:
    """Return what computed it, what failed, and what it is not."""
    words, manifest = facts.words, facts.manifest
    failed = manifest.get("failed_runs") or 0
    names = ("numba", "numpy", "pyarrow")
    there = manifest.get("versions", {})
    versions = ", ".join(f"{name} {there[name]}" for name in names if name in there)
    python = manifest.get("host", {}).get("python", "")
    told = [words("methods.failed", count=failed)] if failed else []
    if versions and python:
        told.append(words("methods.computed", python=python, versions=versions))
    digest = str(manifest.get("config_hash") or facts.config.hash())
    named = words("methods.hash" if kept else "methods.unkept", hash=digest[:16])
    return [*told, named, words("methods.honest")]


def _works(facts: Facts) -> list[str]:
    """Return the works that the paragraph names, in their order."""
    found = [*EVERYWHERE]
    if facts.scenarios.others:
        found.append("klein")
    if facts.several_sets:
        found += ["vernon", "ghosh"] if of_the_ensemble(facts.config) else ["ghosh"]
    if facts.scenarios.others and facts.has_intervals:
        found.append("lakens")
    return found


def of_the_ensemble(config: StudyConfig) -> bool:
    """Whether the sets of an experiment are those that ship."""
    points = config.points
    if points is None:
        return False
    _, shipped = read_posterior(PLAUSIBLE)
    return all(name in shipped and column == shipped[name] for name, column in points.columns.items())
