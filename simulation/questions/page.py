"""The report of an answer: what was asked, what was found, when to trust it, how to ask again."""

from pathlib import Path
from shlex import join
from typing import Any

from simulation.analysis.question import Answer, Question
from simulation.questions.methods import methods
from simulation.questions.registry import command_words, sections_of
from simulation.report.album import Album
from simulation.report.answer_facts import AnswerFacts
from simulation.report.blocks import Bullets, Code, Section, Table, Warn
from simulation.report.command_line import words_of
from simulation.report.page import render, write_page
from simulation.store.experiment_files import RESOLVED


def write_answer(
    folder: Path, question: Question, answer: Answer, manifest: dict[str, Any], language: str
) -> Path:
    """Write ``report.html`` and ``figures/`` into the folder of an answer; return the page.

    Parameters
    ----------
    folder : Path
        The folder; it must exist.
    question, answer
        What was asked, and what was found.
    manifest : dict
        The content of ``manifest.json``.
    language : str
        ``en`` or ``id``.
    """
    facts = AnswerFacts(question, manifest, language)
    album = Album()
    sections = [
        asked(facts),
        *sections_of(question.kind)(facts, answer, album),
        *trusted(facts),
        *methods(facts),
        again(facts),
    ]
    title = f"{facts.words.either(f'{question.kind}.title', question.kind)} · {facts.village}"
    return write_page(folder, render(facts.words, title, facts.village, sections), album)


def asked(facts: AnswerFacts) -> Section:
    """Return the question, and the warning that this is a model."""
    words, config, kind = facts.words, facts.config, facts.question.kind
    section = Section("question", words("question.title"))
    section.add(Warn(words("question.warning", village=facts.village)))
    section.say(words(f"{kind}.asked") if words.has(f"{kind}.asked") else _first_line(facts.question))
    # an answer about many villages has words of its own for the one of the experiment
    village = f"{kind}.village" if words.has(f"{kind}.village") else "answer.village"
    section.say(
        words("answer.experiment", name=words.label(config.title, config.name)),
        words(village, owners=words.number(config.village.owners, 0), weeks=config.weeks),
    )
    return section


def _first_line(question: Question) -> str:
    return (type(question).__doc__ or question.kind).strip().splitlines()[0]


def trusted(facts: AnswerFacts) -> list[Section]:
    """Return when to trust the answer; nothing where its words do not say."""
    words, kind = facts.words, facts.question.kind
    section = Section("trust_it", words("answer.trust"))
    items: list[str] = []
    while words.has(f"{kind}.trust.{len(items) + 1}"):
        items.append(words(f"{kind}.trust.{len(items) + 1}"))
    section.add(Bullets(items))
    return [section] if items else []


def again(facts: AnswerFacts) -> Section:
    """Return the command, and all that decides the numbers."""
    words, manifest = facts.words, facts.manifest
    section = Section("reproduction", words("reproduction.title"))
    section.say(words("reproduction.about"))
    options = facts.question.command() | {"language": words.language}
    command = words_of(command_words(facts.question.kind), RESOLVED, options)
    section.add(Code(join(["kampung", *command])))
    section.say(words("reproduction.file"))
    host = manifest.get("host", {})
    rows = [
        [words("reproduction.hash"), str(manifest.get("config_hash"))],
        [words("reproduction.commit"), str(manifest.get("git_commit") or words("reproduction.unknown"))],
        [
            words("reproduction.python"),
            " ".join(str(host[k]) for k in ("python", "system", "machine") if k in host),
        ],
        *([name, str(version)] for name, version in manifest.get("versions", {}).items()),
        [words("reproduction.finished"), str(manifest.get("written"))],
    ]
    head = [words("reproduction.what"), words("reproduction.value")]
    section.add(Table(words("reproduction.caption"), head, rows, left=(1,)))
    return section
