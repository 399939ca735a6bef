"""What the measures of the page mean, how they are computed and where they come from."""

from simulation.report.blocks import Section, Table
from simulation.report.facts import Facts


def glossary(facts: Facts) -> Section:
    """Return one row for each measure that the page shows."""
    words = facts.words
    section = Section("glossary", words("glossary.title"))
    rows = []
    for name in facts.shown:
        found = facts.words.described(name)
        if found is None:
            continue
        meaning = words.either(f"meaning.{name}", "") or words.number(float("nan"))
        rows.append([words.capital(words.measure(name)), meaning, words.unit(name), found.definition, name])
    head = [words(f"glossary.{column}") for column in ("measure", "meaning", "unit", "definition", "column")]
    section.add(Table(words("glossary.caption"), head, rows, left=(1, 2, 3, 4), foreign=(3,)))
    section.say(words("glossary.note"))
    return section
