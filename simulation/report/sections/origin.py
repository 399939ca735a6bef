"""Where the trust came from: the ledger of the fullest programme."""

from simulation.report.album import Album
from simulation.report.blocks import Pictures, Section, Table
from simulation.report.facts import Facts
from simulation.report.ledger import balances, plot_balance, source_label


def origin(facts: Facts, album: Album) -> Section:
    """Return the waterfalls of both sides, which add up to the change in evidence."""
    words, scenarios = facts.words, facts.scenarios
    section = Section("origin", words("origin.title"))
    found = balances(facts.table, scenarios.fullest, scenarios.reference) if scenarios.fullest else []
    if not found or scenarios.fullest is None:
        section.say(words("origin.nothing"))
        return section
    names = {"scenario": scenarios.label(scenarios.fullest), "reference": facts.reference}
    section.say(words("origin.about", weeks=facts.config.weeks, **names))
    pictures, rows = [], []
    for balance in found:
        facts.show(f"evidence_{balance.side}")
        side = words(f"ledger.{balance.side}")
        values = "; ".join(
            f"{source_label(s, words)} {words.number(v, 1, sign=True)}" for s, v in balance.lines if v
        )
        text = words("origin.text", lines=values, total=words.number(balance.total, 1, sign=True))
        pictures.append(album.picture(f"ledger-{balance.side}", plot_balance(balance, words), side, text))
        lines = [
            *((source_label(s, words), v) for s, v in balance.lines),
            (words("ledger.total"), balance.total),
        ]
        rows += [[side, label, words.number(value, 3, sign=True)] for label, value in lines]
        gains = sorted(
            (line for line in balance.lines if line[0] not in ("fading", "forgetting", "leaving")),
            key=lambda e: -e[1],
        )
        if gains and gains[0][1] > 0:
            source = source_label(gains[0][0], words)
            section.say(
                words("origin.most", side=side, source=source, value=words.number(gains[0][1], 1, sign=True)),
                words("origin.sum", total=words.number(balance.total, 1, sign=True)),
            )
    if not facts.several_groups:
        section.say(words("origin.one_group"))
    section.add(Pictures(pictures, words("origin.caption", **names)))
    head = [words("origin.side"), words("origin.source"), words("origin.value")]
    section.add(Table(words("origin.table"), head, rows, folded=True, left=(1,)))
    return section
