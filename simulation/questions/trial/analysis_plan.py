"""The plan of the analysis, to be printed, signed and registered before the first interview."""

from dataclasses import dataclass
from datetime import date

from simulation.experiment.config import StudyConfig
from simulation.questions.trial.estimate import AIM, LEVEL
from simulation.questions.trial.terms import Terms
from simulation.report.blocks import Bullets, Section, Warn
from simulation.report.page import render
from simulation.report.scenarios import Scenarios
from simulation.report.words import Words

PACKAGE = "simulation.questions.trial"


@dataclass(frozen=True)
class Planned:
    """A trial as it would be held.

    Attributes
    ----------
    config : StudyConfig
        The experiment.
    terms : Terms
        What was asked.
    arm : str
        The scenario with the programme.
    villages, owners : int
        Villages of an arm (pairs; villages that begin together), and owners interviewed in each.
    alike, different : float
        Assurance where villages share a set of parameters, and where each has its own.
    rupiah : float
        Of programme and interviews.
    """

    config: StudyConfig
    terms: Terms
    arm: str
    villages: int
    owners: int
    alike: float
    different: float
    rupiah: float


def analysis_plan(planned: Planned, language: str, day: date) -> str:
    """Return the page.

    Parameters
    ----------
    planned : Planned
        The trial.
    language : str
        ``en`` or ``id``.
    day : date
        When it is written.
    """
    words = Words(language, planned.config.village, PACKAGE)
    scenarios, terms = Scenarios(planned.config, words), planned.terms
    outcome = words.measure(terms.outcome)
    values = {
        "programme": scenarios.label(planned.arm),
        "control": scenarios.label(terms.arms[0]),
        "outcome": outcome,
        "villages": words.number(planned.villages, 0),
        "all": words.number(planned.villages * terms.steps, 0),
        "owners": words.number(planned.owners, 0),
        "first": terms.waves[0],
        "weeks": words.all_of([str(week) for week in terms.waves[1:]]),
        "items": terms.items,
        "groups": terms.steps,
    }
    sections = []

    def section(name: str, *keys: str, **more: object) -> None:
        found = Section(name, words(f"analysis_plan.{name}.title"))
        found.add(Bullets([words(f"analysis_plan.{key}", **values, **more) for key in keys]))
        sections.append(found)

    head = Section("head", words("analysis_plan.head"))
    head.add(Warn(words("analysis_plan.warning")))
    name = words.label(planned.config.title, planned.config.name)
    head.say(
        words("analysis_plan.date", date=_dated(words, day)),
        words("analysis_plan.experiment", name=name, hash=planned.config.hash()[:16]),
    )
    head.say(words("analysis_plan.signed"))
    sections.append(head)
    section("hypotheses", "hypotheses.main", "hypotheses.null", "hypotheses.others")
    section("outcome", "outcome.what", "outcome.scored" if terms.items else "outcome.exact", "outcome.waves")
    section("design", f"design.{terms.plan}", "design.draw", "design.owners")
    enough = min(planned.alike, planned.different) >= AIM
    section(
        "size", "size.chosen" if enough else "size.short", "size.assurance", "size.cost",
        alike=words.percent(planned.alike), different=words.percent(planned.different),
        aim=words.percent(AIM), rupiah=words.rupiah(planned.rupiah),
    )  # fmt: skip
    section("analysis", f"analysis.{terms.plan}", "analysis.level", "analysis.checks",
            level=words.percent(LEVEL))  # fmt: skip
    section("loss", "loss.owners", "loss.villages", "loss.items", "loss.changes")
    title = words("analysis_plan.title", programme=values["programme"])
    return render(words, title, planned.config.village.name, sections)


def _dated(words: Words, day: date) -> str:
    return f"{day.day} {words(f'analysis_plan.month.{day.month}')} {day.year}"
