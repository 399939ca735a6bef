"""What was asked, and how to read the answer."""

from simulation.report.blocks import Bullets, Section, Warn
from simulation.report.facts import Facts
from simulation.report.parameters import ParameterLabels


def _otherwise(facts: Facts, scenario: str) -> str:
    """Return what a scenario changes of the owners' rules and the village."""
    labels = ParameterLabels(facts.words, facts.config)
    changes = [
        f"{labels.label(name)} {labels.value(value)}"
        for fields in facts.config.pasts().written(scenario).values()
        for name, value in fields.items()
    ]
    label = facts.scenarios.label(scenario)
    return facts.words(
        "question.otherwise", scenario=label, changes=", ".join(changes), reference=facts.reference
    )


def question(facts: Facts) -> Section:
    """Return the question, the warning that this is a model, and how to read the page."""
    words, config = facts.words, facts.config
    section = Section("question", words("question.title"))
    others = len(facts.scenarios.others)
    section.say(
        words("question.compared", scenarios=others, reference=facts.reference)
        if others
        else words("question.alone", reference=facts.reference),
        words("question.runs", villages=facts.replicates, owners=words.number(config.village.owners, 0)),
        words(f"question.{facts.begins}", burn_in=config.burn_in, weeks=config.weeks),
        words("question.luck" if facts.otherwise else "question.paired") if others else "",
    )
    section.say(*(_otherwise(facts, name) for name in facts.otherwise))
    if facts.manifest.get("state") in ("running", "stopped"):
        planned = config.most_replicates
        section.add(Warn(words("question.interrupted", finished=facts.replicates, planned=planned)))
    if others:
        section.say(words("question.reading"))
        reading = [words("question.scale")]
        if facts.several_sets:
            reading.append(words("sets.reading", sets=facts.sets, villages=facts.villages_a_set))
        elif facts.has_intervals:
            reading += [words("sets.one"), words("question.frequency", total=facts.replicates)]
        smallest = facts.smallest(facts.main)
        if smallest is not None:
            measure = words.measure(facts.main)
            reading.append(
                words("question.smallest", measure=measure, smallest=words.amount(facts.main, smallest))
            )
            reading += (
                [words("sets.verdicts" if facts.several_sets else "question.verdicts")]
                if facts.has_intervals
                else []
            )
        section.add(Bullets(reading))
    if not facts.several_groups:
        section.say(words("question.one_group"))
    return section
