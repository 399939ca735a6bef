"""Whom a programme reaches: the main outcome by group, sector and what else is known of the owners."""

import pandas as pd

from simulation.analysis.breakdown import LEAST, POOLED, UNKNOWN
from simulation.parameters import Group, Sector, VillageProfile
from simulation.report.blocks import Bullets, Section, Table
from simulation.report.facts import Facts
from simulation.report.words import Words


def parts(facts: Facts, found: pd.DataFrame | None) -> Section | None:
    """Return the effects part by part; nothing where owners were not kept.

    Parameters
    ----------
    found : DataFrame or None
        The table of :func:`simulation.analysis.breakdown.parts`.
    """
    if found is None:
        return None
    table = found[found["outcome"] == facts.main]
    table = table[table["week"] == table["week"].max()]
    if table.empty:
        return None
    words, week = facts.words, int(table["week"].iloc[0])
    facts.show(facts.main)
    section = Section("parts", words("parts.title"))
    section.say(
        words(
            "parts.about",
            measure=words.capital(words.measure(facts.main)),
            week=week,
            reference=facts.reference,
        ),
        words("parts.pooled", least=LEAST) if (table["part"] == POOLED).any() else "",
    )
    divisions = [(by, rows) for by, rows in table.groupby("by", sort=False) if len(rows["part"].unique()) > 1]
    ranked = facts.ranked(facts.main)
    if ranked:
        section.add(Bullets([_told(facts, str(by), rows, ranked[0][0]) for by, rows in divisions]))
    for by, rows in divisions:
        section.add(_table(facts, str(by), rows))
    return section


def _whole(rows: pd.DataFrame, scenario: str) -> float:
    """Return the difference of the whole village: what its parts add up to."""
    return float(rows.loc[rows["scenario"] == scenario, "contribution"].sum(min_count=1))


def _told(facts: Facts, by: str, rows: pd.DataFrame, scenario: str) -> str:
    """Say which part gains most and which least in the scenario with the largest effect, if they differ.

    Alike are parts that differ by less than the smallest effect of interest.
    """
    words = facts.words
    own = rows[rows["scenario"] == scenario].dropna(subset=["difference"]).sort_values("difference")
    least, most = own.iloc[0], own.iloc[-1]
    apart = float(most["difference"] - least["difference"])
    smallest = facts.smallest(facts.main)
    return words(
        "parts.told" if smallest is None or apart >= smallest else "parts.alike",
        scenario=words.capital(facts.scenarios.label(scenario)),
        by=division(words, by),
        most=part_label(words, facts.config.village, str(most["part"])),
        most_by=facts.by(facts.main, float(most["difference"])),
        least=part_label(words, facts.config.village, str(least["part"])),
        least_by=facts.by(facts.main, float(least["difference"])),
        owners=words.number(float(most["owners"]), 0),
        share=words.percent(float(most["contribution"]) / _whole(rows, scenario)),
    )


def _table(facts: Facts, by: str, rows: pd.DataFrame) -> Table:
    words = facts.words
    names = list(rows["part"].unique())
    owners = rows[rows["scenario"] == facts.scenarios.reference].set_index("part")["owners"]
    village = facts.config.village
    head = []
    for name in names:
        number = words.number(float(owners[name]), 0)
        head.append(words("parts.head", part=part_label(words, village, name), owners=number))
    cells = rows.set_index(["scenario", "part"])
    lines = []
    for scenario in facts.scenarios.others:
        line = [facts.scenarios.label(scenario)]
        for name in names:
            cell = cells.loc[(scenario, name)]
            values = (float(cell[column]) for column in ("difference", "low", "high"))
            line.append(facts.with_interval(facts.main, *values))
        lines.append(line)
    caption = words("parts.table", measure=words.capital(words.measure(facts.main)), by=division(words, by))
    return Table(caption, [words("table.scenario"), *head], lines, folded=True)


def division(words: Words, by: str) -> str:
    """Return in words by what the village is parted."""
    return words.either(f"parts.by_{by}", by)


def part_label(words: Words, village: VillageProfile, name: str) -> str:
    """Return a part in words: groups and sectors have labels, what else is known is as it was written."""
    if name in (POOLED, UNKNOWN):
        return words("parts.small" if name == POOLED else "parts.unknown")
    known: list[Group | Sector] = [*village.groups, *village.sectors]
    labels = {each.name: words.label(each.label, each.name) for each in known}
    return labels.get(name, name)
