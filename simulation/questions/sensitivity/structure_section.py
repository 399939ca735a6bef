"""Other structures of the model: every effect with one mechanism taken out at a time."""

import pandas as pd

from simulation.analysis.alternatives import ALTERNATIVES, AS_IS
from simulation.analysis.structure import judged
from simulation.questions.sensitivity.answer import Sensitivity
from simulation.questions.sensitivity.figures import plot_alternatives
from simulation.report.album import Album
from simulation.report.answer_facts import AnswerFacts
from simulation.report.blocks import Bullets, Pictures, Section, Table

MARKS = {"kept": "", "open": " ?", "lost": " *", "turned": " **", "new": " †"}
"""Of what becomes of a headline."""


def structure(facts: AnswerFacts, answer: Sensitivity, album: Album) -> Section:
    """Return what becomes of the effects under each structural alternative."""
    words, outcome = facts.words, answer.outcome
    section = Section("structure", words("sensitivity.structure"))
    section.say(words("sensitivity.structure_reading", villages=facts.question.options["replicates"]))
    rows = answer.alternatives
    names = {AS_IS: words("sensitivity.as_is")}
    names |= {name: words.label(each.label, name) for name, each in ALTERNATIVES.items()}
    main = rows[rows["outcome"] == outcome]
    section.add(
        Bullets([_verdicts(facts, main, name, label) for name, label in names.items() if name != AS_IS])
    )
    shown = list(
        dict.fromkeys(
            [*([facts.scenarios.fullest] if facts.scenarios.fullest else []), *facts.scenarios.singles]
        )
    )
    if shown:
        figure = plot_alternatives(facts, main, shown, names)
        text = words("sensitivity.structure_alternative", count=len(shown))
        caption = words(
            "sensitivity.structure_caption", measure=words.measure(outcome), week=main["week"].iloc[0]
        )
        picture = album.picture("alternatives", figure, section.title, text)
        section.add(Pictures([picture], caption, wide=True))
    head = [words("sensitivity.head.scenario"), *names.values()]
    lines = [[line[0], *line[2:]] for line in _lines(facts, main, list(names))]
    section.add(Table(words("sensitivity.structure_table", measure=words.measure(outcome)), head, lines))
    lines = _lines(facts, rows[rows["outcome"] != outcome], list(names), changed=True)
    if lines:
        head = [head[0], words("sensitivity.head.outcome"), *head[1:]]
        section.add(Table(words("sensitivity.changed_table"), head, lines, folded=True, left=(1,)))
    return section


def _verdicts(facts: AnswerFacts, main: pd.DataFrame, name: str, label: str) -> str:
    """Say what becomes of the headlines without one mechanism."""
    words, outcome = facts.words, str(main["outcome"].iloc[0])
    plain = main[main["alternative"] == AS_IS].set_index("scenario")
    other = main[main["alternative"] == name].set_index("scenario")
    fates: dict[str, list[str]] = {}
    for scenario in plain.index:
        fate = judged(plain.loc[scenario, "verdict"], other.loc[scenario, "verdict"])
        fates.setdefault(fate, []).append(scenario)
    told = words(
        "sensitivity.fates",
        alternative=words.capital(label),
        kept=len(fates.get("kept", [])),
        total=len(plain),
    )
    for fate in ("lost", "turned", "new"):
        if fates.get(fate):
            told += " " + words(f"sensitivity.{fate}", scenarios=facts.scenarios.labels(fates[fate]))
    if fates.get("open"):
        told += " " + words("sensitivity.open", count=len(fates["open"]))
    programme = str(facts.question.options["programme"])
    sizes = [facts.by(outcome, float(frame["difference"][programme])) for frame in (plain, other)]
    given = {"programme": facts.scenarios.label(programme), "before": sizes[0], "after": sizes[1]}
    return told + " " + words("sensitivity.size", **given)


def _lines(
    facts: AnswerFacts, rows: pd.DataFrame, names: list[str], *, changed: bool = False
) -> list[list[str]]:
    """Return one line a scenario and outcome: the effect under each alternative, marked where it changes.

    With ``changed`` only lines where a sure verdict is lost or turned.
    """
    words, lines = facts.words, []
    for (outcome, scenario), found in rows.groupby(["outcome", "scenario"], sort=False):
        by = found.set_index("alternative").loc[names]
        verdicts = [str(verdict) for verdict in by["verdict"]]
        fates = [judged(verdicts[0], verdict) for verdict in verdicts]
        if changed and not {"lost", "turned"} & set(fates):
            continue
        sizes = by["difference"].to_numpy()
        cells = [
            facts.by(str(outcome), float(size)) + MARKS[fate] for size, fate in zip(sizes, fates, strict=True)
        ]
        lines.append([facts.scenarios.label(str(scenario)), words.measure(str(outcome)), *cells])
    return lines
