"""The network of one simulated village, before and after."""

import numpy as np

from simulation.files.machine import is_lack
from simulation.report.album import Album
from simulation.report.blocks import Pictures, Section
from simulation.report.facts import Facts
from simulation.report.network import MOST_OWNERS, MUTUAL, before_and_after, plot_network, shared_places
from simulation.report.sections.outcomes import outcome_section


def ties(facts: Facts, album: Album) -> Section:
    """Return pictures of the network and the differences in its measures."""
    outcomes = ["bridging", "bonding", "assortativity"] if facts.several_groups else ["degree", "clustering"]
    section = outcome_section(facts, album, "ties", outcomes)
    pictures = _pictures(facts, album)
    # what one village looks like comes before what holds on average
    section.blocks[1:1] = pictures.blocks
    return section


def _pictures(facts: Facts, album: Album) -> Section:
    words, scenarios = facts.words, facts.scenarios
    section = Section("", "")
    if "model" in facts.manifest.get("origin", {}):
        section.say(words("ties.own_rules"))
        return section
    owners = facts.config.village.owners
    if owners > MOST_OWNERS:
        section.say(words("ties.too_many", owners=words.number(owners, 0), most=MOST_OWNERS))
        return section
    fullest = scenarios.fullest
    wanted = [scenarios.reference]
    if fullest is not None and not facts.config.pasts().of[fullest]:
        wanted.append(fullest)
    try:
        snapshots = before_and_after(scenarios, wanted)
    except Exception as error:  # an activity that failed in the study fails here as well
        if is_lack(error):
            raise
        section.say(words("ties.failed", error=f"{type(error).__name__}: {error}"))
        return section
    place = shared_places(snapshots, owners)
    pictures = []
    for number, found in enumerate(snapshots):
        label = words("ties.start") if number == 0 else scenarios.label(found.scenario)
        title = words("ties.picture", week=found.week, scenario=label)
        across = int(found.across.sum())
        firm = float(np.mean(found.trust >= MUTUAL)) if found.trust.size else float("nan")
        key = "ties.count" if facts.several_groups else "ties.count_one_group"
        text = words(key, ties=len(found.pairs), across=across, firm=words.percent(firm))
        figure = plot_network(found, place, scenarios, title, text)
        pictures.append(album.picture(f"network-{number}", figure, title, text))
    section.add(Pictures(pictures, words("ties.caption")))
    return section
