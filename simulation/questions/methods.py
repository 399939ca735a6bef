"""One paragraph on methods below an answer, to paste into a paper, with the terms of the field."""

from simulation.report.answer_facts import AnswerFacts
from simulation.report.blocks import Bullets, Passage, Section
from simulation.report.sections.methods import of_the_ensemble

SHARED = ("kampung", "josang", "grimm", "klein")
"""Works that the paragraph names whatever was asked (words of ``methods.work``)."""


def methods(facts: AnswerFacts) -> list[Section]:
    """Return the paragraph and the works it names; nothing where a question says nothing of its method."""
    words, kind = facts.words, facts.question.kind
    if not words.has(f"{kind}.methods"):
        return []
    section = Section("methods", words("methods.title"))
    section.say(words("methods.about"))
    section.add(Passage(" ".join(_told(facts))))
    section.say(words("methods.references"))
    section.add(Bullets(_works(facts)))
    return [section]


def _told(facts: AnswerFacts) -> list[str]:
    words, config, manifest = facts.words, facts.config, facts.manifest
    there = manifest.get("versions", {})
    told = [
        words(
            "methods.model",
            village=facts.village,
            owners=words.number(config.village.owners, 0),
            groups=len(config.village.groups),
            version=there.get("kampung", words("reproduction.unknown")),
        ),
    ]
    mechanisms = list(config.active_mechanisms())
    told += [words("methods.mechanisms", names=words.all_of(mechanisms))] if mechanisms else []
    told.append(words("answer.paired", seed=config.seed, burn_in=config.burn_in, weeks=config.weeks))
    if config.points is not None:
        which = "answer.sets" if of_the_ensemble(config) else "answer.sets_given"
        told.append(words(which, sets=words.number(config.points.rows, 0)))
    told.append(words(f"{facts.question.kind}.methods"))
    python = manifest.get("host", {}).get("python")
    names = ("numba", "numpy", *facts.question.libraries)
    versions = ", ".join(f"{name} {there[name]}" for name in names if name in there)
    told += [words("methods.computed", python=python, versions=versions)] if python and versions else []
    digest = str(manifest.get("config_hash") or config.hash())
    return [*told, words("methods.hash", hash=digest[:16]), words("methods.honest")]


def _works(facts: AnswerFacts) -> list[str]:
    words, kind = facts.words, facts.question.kind
    names = [*SHARED, *(["vernon"] if of_the_ensemble(facts.config) else [])]
    found = [words(f"methods.work.{name}") for name in names]
    own = 1
    while words.has(f"{kind}.work.{own}"):
        found.append(words(f"{kind}.work.{own}"))
        own += 1
    return list(dict.fromkeys(found))
