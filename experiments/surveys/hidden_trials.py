"""Complete networks of which a part is hidden, to see if villages completed anew hold what was there.

``python experiments/surveys/hidden_trials.py`` prints the tables of docs/survey.md. A network whose every
tie is known is asked as a survey would: some owners only, each of whom tells a tie of his or hers with a
given chance. From what they tell, the rest is drawn a hundred times (ODD 5.3). Shares of 5th to 95th
percentiles that hold the truth: of the mean degree, the E-I index, mean local clustering, and of what a
forum does to trust in the other group in one village after a year.
"""

import argparse
from collections.abc import Iterator

import networkx as nx
import numpy as np
import pandas as pd

from simulation.experiment.experiment_file import read_study
from simulation.model.draws import FOUNDING, replicate_seed, uniforms
from simulation.model.engine import Engine
from simulation.model.sampled import completed
from simulation.parameters import (
    DOSES,
    Behaviour,
    Group,
    ObservedOwners,
    ObservedTies,
    Sample,
    Sector,
    Start,
    VillageProfile,
)

HIDDEN = (0.3, 0.5, 0.7)
TOLD = 0.75
"""Chance that one of two who are tied tells it."""
WEEKS = 52
MEASURES = ("degree", "E-I", "clustering", "forum's effect")


def villages(number: int) -> Iterator[tuple[np.ndarray, np.ndarray, Behaviour]]:
    """Yield ties, groups and behaviour of burned-in villages, each of another set of the ensemble."""
    study = read_study("experiments/kaloran_brimob.yaml")
    assert study.points is not None
    for place in range(number):
        case = study.case(place * study.points.rows // number * study.villages_per_set)
        engine = Engine(case.village, case.behaviour, replicate_seed(1, place), burn_in=208)
        engine.advance(0)
        owners, circle = engine.state.owners, engine.state.circle
        tied = np.zeros((owners.size, owners.size), dtype=bool)
        for owner in range(owners.size):
            known = circle[owner, : owners["acquaintances"][owner]]
            tied[owner, known["partner"][known["tie"] > case.behaviour.tie_minimum]] = True
        yield tied | tied.T, np.array(owners["group"], dtype=int), case.behaviour


def public(number: int) -> Iterator[tuple[np.ndarray, np.ndarray, Behaviour]]:
    """Yield the karate club of Zachary (1977) as often; its two groups are those it fell apart into."""
    graph = nx.karate_club_graph()
    tied = nx.to_numpy_array(graph, weight=None) > 0
    groups = np.array([int(club != "Mr. Hi") for _, club in graph.nodes(data="club")])
    for _ in range(number):
        yield tied, groups, Behaviour()


def asked_in_part(
    tied: np.ndarray, groups: np.ndarray, hidden: float, counted: bool, seed: int
) -> tuple[np.ndarray, np.ndarray, VillageProfile]:
    """Return the ties that a survey of all would tell, the groups, and the village of the survey in part.

    Who is asked comes first; counted: those asked also say how many contacts they have in each group.
    """
    number = groups.size
    order = np.argsort(uniforms(seed, 0, FOUNDING, np.arange(number), 0))
    tied, groups = tied[np.ix_(order, order)], groups[order]
    luck = np.array([uniforms(seed, 1, FOUNDING, np.arange(number), k) for k in range(number)])
    tells = tied & (luck < TOLD)
    whole = tells | tells.T
    asked = round(number * (1 - hidden))
    tells[asked:] = False
    told = tells | tells.T
    among = told[:asked, :asked].sum() / 2
    both = (tells & tells.T)[:asked, :asked].sum() / 2
    names = [f"group_{group}" for group in range(groups.max() + 1)]
    counts = {
        name: [int(row[groups == group].sum()) if who < asked else None for who, row in enumerate(whole)]
        for group, name in enumerate(names)
        if counted
    }
    return (
        whole,
        groups,
        village(told, groups, names, counts, Sample(asked=asked, mutual=(both + 0.5) / (among + 1))),
    )


def village(
    tied: np.ndarray,
    groups: np.ndarray,
    names: list[str],
    contacts: dict[str, list[int | None]],
    sample: Sample | None,
) -> VillageProfile:
    """Return a village that begins with these ties."""
    first, second = np.nonzero(np.triu(tied, 1))
    owners = ObservedOwners(group=[names[group] for group in groups], contacts=contacts)
    ties = ObservedTies(first=first.tolist(), second=second.tolist(), strength=[0.4] * first.size)
    shares = np.bincount(groups) / groups.size
    return VillageProfile(
        name="Hidden",
        owners=groups.size,
        groups=[Group(name=name, share=share) for name, share in zip(names, shares, strict=True)],
        sectors=[Sector(name="food", share=0.5), Sector(name="craft", share=0.5)],
        start=Start(owners=owners, ties=ties, sample=sample),
    )


def measured(profile: VillageProfile, behaviour: Behaviour, seed: int) -> list[float]:
    """Return the measures of a village of this seed."""
    whole = completed(profile, seed, behaviour.acquaintances)
    assert whole.start is not None and whole.start.ties is not None and whole.start.owners is not None
    graph = nx.Graph()
    graph.add_nodes_from(range(whole.owners))
    graph.add_edges_from(zip(whole.start.ties.first, whole.start.ties.second, strict=True))
    group = whole.start.owners.group
    assert group is not None
    across = sum(group[one] != group[other] for one, other in graph.edges)
    edges = max(graph.number_of_edges(), 1)
    return [
        2 * graph.number_of_edges() / whole.owners,
        2 * across / edges - 1,
        nx.average_clustering(graph),
        _effect(profile, behaviour, seed),
    ]


def _effect(profile: VillageProfile, behaviour: Behaviour, seed: int) -> float:
    past = Engine(profile, behaviour, seed, burn_in=0)
    found = []
    for doses in ({"forum": DOSES["forum"]()}, {}):
        lived = past.branch(doses)
        lived.advance(WEEKS)
        found.append(float(lived.measure()[lived.columns.index("trust_other")]))
    return found[0] - found[1]


def trials(number: int, draws: int, kind: str) -> pd.DataFrame:
    """Return one row a network, share hidden and way of asking: which intervals hold the truth."""
    networks = villages(number) if kind == "simulated" else public(number)
    return pd.DataFrame(
        [
            {"network": kind, "hidden": hidden, "counted": counted}
            | trial(*network, hidden, counted, place, draws)
            for place, network in enumerate(networks)
            for hidden in HIDDEN
            for counted in (False, True)
        ]
    )


def trial(
    tied: np.ndarray,
    groups: np.ndarray,
    behaviour: Behaviour,
    hidden: float,
    counted: bool,
    place: int,
    draws: int,
) -> dict[str, float]:
    """Return of each measure whether the draws hold it, and how far their mean is off."""
    seed = replicate_seed(2, place)
    whole, ordered, profile = asked_in_part(tied, groups, hidden, counted, seed)
    known = village(whole, ordered, [each.name for each in profile.groups], {}, None)
    truth = measured(known, behaviour, replicate_seed(3, place))
    found = np.array([measured(profile, behaviour, replicate_seed(seed, luck)) for luck in range(draws)])
    low, high = np.nanquantile(found, [0.05, 0.95], axis=0)
    told = {}
    for each, name in enumerate(MEASURES):
        told[name] = float(low[each] <= truth[each] <= high[each])
        told[f"{name}, off"] = float(found[:, each].mean() - truth[each])
    return told


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--networks", type=int, default=40)
    parser.add_argument("--draws", type=int, default=100)
    given = parser.parse_args()
    for kind in ("simulated", "karate club"):
        found = trials(given.networks, given.draws, kind)
        print(found.groupby(["network", "hidden", "counted"]).mean().round(2).to_string())
