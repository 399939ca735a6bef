"""The networks of one simulated village at chosen weeks: who is there, and who has a tie with whom."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from simulation.experiment.arguments import whole_number
from simulation.experiment.config import StudyConfig
from simulation.experiment.replicates import MOST_REPLICATES
from simulation.files.faults import Fault, StudyError, unknown
from simulation.measures.ties import ties_of
from simulation.model.engine import Engine
from simulation.model.state import FOUNDERS
from simulation.parameters import NORMS, TOPICS
from simulation.running.replicate import burned_in

VALUES = ("income", "communication", "conflict", *NORMS, *TOPICS)
"""What of an owner changes from week to week and is written beside group, sector and trust."""


KNOWN = np.dtype([("one", "i4"), ("other", "i4"), ("trust", "f8")])
"""An owner, another one that the first keeps in mind, and how much the first trusts the other."""


@dataclass(frozen=True)
class SimulatedNetwork:
    """The owners of a village and their ties at the end of a week.

    Attributes
    ----------
    week : int
        The week.
    owners : DataFrame
        One row an owner, by place: ``id``, ``place``, ``arrived`` (week in which the owner took the place of
        a firm that had closed; missing for the founders), ``group``, ``sector``, ``degree``; ``trust_given``
        and ``trust_received``, means over the ties (missing without any); income in rupiah a week, skills,
        norms and knowledge; ``belief_<group>``.
    ties : DataFrame
        One row a tie: ``first``, ``second`` (ids, the lower place first), ``strength``, ``trust_first`` (of
        the first in the second) and ``trust_second``.
    known : ndarray of KNOWN
        Who keeps whom in mind, and trusts them how much.
    """

    week: int
    owners: pd.DataFrame
    ties: pd.DataFrame
    known: np.ndarray

    def trust(self) -> np.ndarray:
        """Return the trust of each owner in each other, shape (owners, owners); NaN on the diagonal.

        Whom one does not know one trusts as one believes of that group.
        """
        found = np.column_stack([self.owners[f"belief_{group}"] for group in self.owners["group"]])
        found[self.known["one"], self.known["other"]] = self.known["trust"]
        np.fill_diagonal(found, np.nan)
        return found


@dataclass(frozen=True)
class SimulatedVillage:
    """A village at several weeks.

    Attributes
    ----------
    networks : list of SimulatedNetwork
        By week, ascending.
    arrivals : ndarray of int, shape (weeks, owners)
        Who held each place, told by the week of arrival, at the end of every week from the first to the last.
    """

    networks: list[SimulatedNetwork]
    arrivals: np.ndarray

    @property
    def weeks(self) -> list[int]:
        """The weeks of the networks."""
        return [network.week for network in self.networks]


def simulated_village(
    config: StudyConfig, weeks: Sequence[int], scenario: str | None = None, replicate: int = 0
) -> SimulatedVillage:
    """Return the networks of a village of a study.

    Parameters
    ----------
    config : StudyConfig
        The experiment.
    weeks : sequence of int
        From 0, the end of the burn-in, to the last week of the experiment.
    scenario : str, optional
        By default the reference.
    replicate : int
        Which village, 0-based.

    Raises
    ------
    StudyError
        If there is no such week, scenario or village.
    """
    weeks, scenario = chosen_weeks(config, weeks), chosen_scenario(config, scenario)
    replicate = whole_number("--replicate", replicate, 0, MOST_REPLICATES - 1)
    case = config.case(replicate)
    engine = burned_in(config, case, config.pasts().of[scenario])
    engine = engine.branch(case.dosed(config.programmes()[scenario]))
    found, arrivals = [], []
    for week in range(weeks[-1] + 1):
        engine.advance(week)
        if week >= weeks[0]:
            arrivals.append(engine.state.owners["arrived"].copy())
        if week in weeks:
            found.append(network_of(engine))
    return SimulatedVillage(found, np.array(arrivals))


def chosen_weeks(config: StudyConfig, weeks: Sequence[int]) -> list[int]:
    """Return weeks of an experiment in their order, each once.

    Raises
    ------
    StudyError
        If there is none, or one is no week of the experiment.
    """
    if not len(weeks):
        raise StudyError([Fault.of("--week", "", "found none", f"weeks from 0 to {config.weeks}")])
    return sorted({whole_number("--week", week, 0, config.weeks) for week in weeks})


def chosen_scenario(config: StudyConfig, scenario: str | None) -> str:
    """Return a scenario of an experiment, by default its reference.

    Raises
    ------
    StudyError
        If there is no such scenario.
    """
    if scenario is not None and scenario not in config.scenarios:
        problem = unknown((), "scenario", scenario, list(config.scenarios))
        raise StudyError([Fault("--scenario", 0, 0, "", problem.found, problem.allowed, problem.nearest)])
    return config.reference if scenario is None else scenario


def network_of(engine: Engine) -> SimulatedNetwork:
    """Return the network of a village as it stands."""
    rows, profile = engine.state.owners, engine.profile
    found = ties_of(engine.state, engine.record)
    one, other = found["owner"], found["partner"]
    places = np.arange(rows.size)
    ids = np.array([name_of(place, int(arrived)) for place, arrived in enumerate(rows["arrived"])])
    ends = np.concatenate((one, other))
    degree = np.bincount(ends, minlength=rows.size)
    sides = (
        np.concatenate((found["trust"], found["trust_back"])),
        np.concatenate((found["trust_back"], found["trust"])),
    )
    owners = pd.DataFrame({"id": ids, "place": places})
    owners["arrived"] = pd.array(rows["arrived"], dtype="Int64")
    owners.loc[rows["arrived"] == FOUNDERS, "arrived"] = pd.NA
    for name, parts in (("group", profile.groups), ("sector", profile.sectors)):
        owners[name] = np.array([part.name for part in parts])[rows[name]]
    owners["degree"] = degree
    for name, side in zip(("trust_given", "trust_received"), sides, strict=True):
        total = np.bincount(ends, side, minlength=rows.size)
        owners[name] = np.divide(total, degree, out=np.full(rows.size, np.nan), where=degree > 0)
    for name in ("income", "communication", "conflict"):
        owners[name] = rows[name]
    for field, names in (("norms", NORMS), ("knowledge", TOPICS)):
        for place, name in enumerate(names):
            owners[name] = rows[field][:, place]
    held = beliefs(engine)
    for place, group in enumerate(profile.groups):
        owners[f"belief_{group.name}"] = held[:, place]
    ties = pd.DataFrame({"first": ids[one], "second": ids[other], "strength": found["strength"]})
    ties["trust_first"], ties["trust_second"] = found["trust"], found["trust_back"]
    return SimulatedNetwork(engine.week, owners, ties, known_to(engine, held))


def name_of(place: int, arrived: int) -> str:
    """Return the id of whoever holds a place: of the founder ``o7``, of who came in week 31 ``o7w31``."""
    return f"o{place}" if arrived == FOUNDERS else f"o{place}w{arrived}"


def beliefs(engine: Engine) -> np.ndarray:
    """Return the belief of each owner in each group, shape (owners, groups)."""
    held, weight = engine.state.beliefs, engine.behaviour.belief_weight
    found: np.ndarray = (weight * held["prior"] + held["good"]) / (weight + held["good"] + held["bad"])
    return found


def known_to(engine: Engine, held: np.ndarray) -> np.ndarray:
    """Return whom each owner keeps in mind and trusts how much.

    Parameters
    ----------
    engine : Engine
        The village.
    held : ndarray of float, shape (owners, groups)
        Beliefs.
    """
    state, prior = engine.state, engine.behaviour.prior_weight
    used = np.arange(state.circle.shape[1]) < state.owners["acquaintances"][:, None]
    kept, (one, _) = state.circle[used], np.nonzero(used)
    found = np.empty(kept.size, KNOWN)
    found["one"], found["other"] = one, kept["partner"]
    believed = held[one, state.owners["group"][kept["partner"]]]
    found["trust"] = (kept["good"] + prior * believed) / (kept["good"] + kept["bad"] + prior)
    return found
