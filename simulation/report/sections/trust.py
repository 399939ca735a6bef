"""The main figure: trust over the weeks, by scenario."""

from simulation.report.album import Album
from simulation.report.blocks import Pictures, Section
from simulation.report.facts import Facts
from simulation.report.trajectories import heading_of, limits, plot_panels, summaries


def trust(facts: Facts, album: Album) -> Section:
    """Return the main figure, one panel beside the other, on one scale."""
    words, scenarios = facts.words, facts.scenarios
    measure = words.measure(facts.main)
    facts.show(facts.main)
    section = Section("trust", words("trust.title", measure=measure))
    found = summaries(facts.table.values(facts.main), facts.table.scenarios)
    panels = scenarios.panels()
    heading = heading_of(facts.main, facts.table, words)
    album.keep(facts.main, plot_panels(panels, found, scenarios, heading))
    span = limits(found)
    pictures = []
    for panel in panels:
        figure = plot_panels([panel], found, scenarios, span=span)
        values = [f"{scenarios.label(name)} {words.number(found[name][0][-1])}" for name in panel.scenarios]
        text = words(
            "trust.text", week=facts.config.weeks, values="; ".join(values), reference=facts.reference,
            value=words.number(found[scenarios.reference][0][-1]),
        )  # fmt: skip
        pictures.append(album.picture(f"panel-{panel.name}", figure, panel.label, text, file=False))
    section.say(words("trust.reading", unit=words.unit(facts.main), week=facts.config.weeks))
    caption = words("trust.band", total=facts.replicates) if facts.has_intervals else words("trust.no_band")
    section.add(Pictures(pictures, caption))
    return section
