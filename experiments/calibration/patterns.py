"""The patterns of the model (docs/odd.md, section 1), measured on a village.

``python experiments/calibration/patterns.py`` prints each pattern with its band, its 95 % interval
over the seeds, and whether they overlap.
"""

import argparse
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import stats

from simulation.compiled import Record, compiled
from simulation.model import draws
from simulation.model.engine import Engine
from simulation.model.rules.meeting import chance_to_intend, chance_to_misread
from simulation.model.rules.trust import trust
from simulation.model.state import EVENT, EVERYDAY, behaviour_record
from simulation.model.village import Village
from simulation.parameters import Behaviour, Eligibility, VillageProfile
from simulation.parameters.programme import ConflictTraining, Forum
from simulation.study.config import read_village

HERE = Path(__file__).parent
VILLAGE = HERE.parent / "villages" / "kaloran_brimob.yaml"
FORUM_YEAR = {"forum": Forum(sessions=12)}
MEDIATORS = {
    "conflict_training": ConflictTraining(who=Eligibility(select="random", share=0.15), attendance=1.0)
}
CHOICES_FRD2012 = (0.92, 0.44, 0.45, 0.11)


@dataclass(frozen=True)
class Pattern:
    """A pattern: what it is, and the band its interval must overlap."""

    name: str
    what: str
    low: float
    high: float


PATTERNS = [
    Pattern("P1 degree", "ties per owner at week 0", 3, 9),
    Pattern("P1 clustering", "mean local clustering at week 0", 0.12, 0.70),
    Pattern("P1 path", "path length in the largest component at week 0", 2.0, 3.4),
    Pattern("P2 E-I", "E-I index at week 0", -0.87, -0.42),
    Pattern("P2 assortativity", "assortativity by group at week 0", 0.50, 0.86),
    Pattern("P3 trust", "drift of trust, weeks 0 to 104", -0.05, 0.05),
    Pattern("P3 gotong royong", "drift of gotong royong", -0.05, 0.05),
    Pattern("P3 transparency", "drift of transparency", -0.05, 0.05),
    Pattern("P3 commitment", "drift of commitment", -0.05, 0.05),
    Pattern("P3 E-I", "drift of the E-I index", -0.05, 0.05),
    Pattern("P3 bridging ratio", "drift of cross-group ties over expected", -0.05, 0.05),
    Pattern("P3 degree", "drift of the degree, share", -0.10, 0.10),
    Pattern("P4 d", "Cohen d of cooperation, own against other group, weeks 1 to 104", 0.15, 0.55),
    Pattern("P8 income", "income with a monthly forum for a year over without, weeks 40 to 52", 0.04, 0.12),
    Pattern("P8 stays", "share of it left in weeks 92 to 104", 0.50, np.inf),
    Pattern(
        "P12 unresolved", "unresolved disputes with 15 % trained over without, weeks 6 to 52", -0.45, -0.15
    ),
    Pattern("P14 rival", "change of trust after an everyday meeting, rival less complementary", -np.inf, 0.0),
]


def cohen_d(own: np.ndarray, own_acts: np.ndarray, other: np.ndarray, other_acts: np.ndarray) -> float:
    """Return Cohen's d of two shares of acts, from weekly shares and numbers of acts."""
    p = np.nansum(own * own_acts) / own_acts.sum()
    q = np.nansum(other * other_acts) / other_acts.sum()
    pooled = (own_acts.sum() * p * (1 - p) + other_acts.sum() * q * (1 - q)) / (own_acts + other_acts).sum()
    return float((p - q) / np.sqrt(pooled))


def village_patterns(
    profile: VillageProfile, behaviour: Behaviour, seed: int, burn_in: int = 208
) -> list[float]:
    """Return all patterns but P5 and P14 in one replicate, in the order of PATTERNS; P8 and P12 as sums."""
    past = Engine(profile, behaviour, seed, burn_in=burn_in, network_weeks=[0])
    past.advance(0)
    columns = {name: place for place, name in enumerate(past.columns)}
    start = past.measure()
    rows = {}
    for name, doses in (("none", {}), ("forum", FORUM_YEAR), ("mediators", MEDIATORS)):
        rows[name] = np.empty((104, start.size))
        past.branch(doses).advance(104, rows[name])

    def value(scenario: str, measure: str) -> np.ndarray:
        return rows[scenario][:, columns[measure]]

    end = rows["none"][-1]
    drift = [
        end[columns[name]] - start[columns[name]]
        for name in ("trust", "gotong_royong", "transparency", "commitment", "ei_index", "bridging_ratio")
    ]
    other_acts = value("none", "meetings_other")
    own_acts = value("none", "meetings") - other_acts
    d = cohen_d(value("none", "cooperation_own"), own_acts, value("none", "cooperation_other"), other_acts)
    year = value("forum", "income")[39:52].mean() / value("none", "income")[39:52].mean() - 1
    after = value("forum", "income")[91:104].mean() / value("none", "income")[91:104].mean() - 1
    unresolved = value("mediators", "unresolved")[5:52].sum() / value("none", "unresolved")[5:52].sum() - 1
    return [
        *(
            start[columns[name]]
            for name in ("degree", "clustering", "path_length", "ei_index", "assortativity")
        ),
        *drift,
        end[columns["degree"]] / start[columns["degree"]] - 1,
        d,
        year,
        after,
        unresolved,
    ]


def rivals(profile: VillageProfile, behaviour: Behaviour, seed: int) -> float:
    """Return P14: mean change of trust right after an everyday meeting, rival less complementary."""
    village = Village(profile, behaviour, seed=seed, burn_in=104, record_events=True)
    events = np.zeros(0, EVENT)
    changes: dict[int, list[float]] = {-1: [], 1: []}
    state = village.state
    weight = behaviour.prior_weight
    for _ in range(26):
        before = {
            (i, int(known["partner"])): (float(known["good"]), float(known["bad"]))
            for i in range(profile.owners)
            for known in state.circle[i, : state.owners["acquaintances"][i]]
        }
        believed = (behaviour.belief_weight * state.beliefs["prior"] + state.beliefs["good"]) / (
            behaviour.belief_weight + state.beliefs["good"] + state.beliefs["bad"]
        )
        village.step()
        events = state.events[: state.recorded[0]]
        for event in events[events["source"] == EVERYDAY]:
            relation = int(
                state.relations[
                    state.owners["sector"][event["initiator"]], state.owners["sector"][event["partner"]]
                ]
            )
            for one, two in (("initiator", "partner"), ("partner", "initiator")):
                i, j = int(event[one]), int(event[two])
                good, bad = (behaviour.memory * part for part in before.get((i, j), (0.0, 0.0)))
                mu = believed[i, state.owners["group"][j]]
                old = (good + weight * mu) / (good + bad + weight)
                good, bad = good + event[f"{one}_good"], bad + event[f"{one}_bad"]
                changes[relation].append((good + weight * mu) / (good + bad + weight) - old)
                before[i, j] = good / behaviour.memory, bad / behaviour.memory
    return float(np.mean(changes[-1]) - np.mean(changes[1]))


@compiled
def repeated_choices(b: Record, pairs: int, rounds: int) -> np.ndarray:
    """Return P5: cooperation after (own, other's) last act CC, CD, DC, DD in repeated pairs.

    Memory .6 a meeting, own last act as norm; no rivalry, group belief of the own group.
    """
    cooperated, counted = np.zeros(4), np.zeros(4)
    good, bad = np.zeros(2), np.zeros(2)
    last, act = np.zeros(2), np.zeros(2)
    for pair in range(pairs):
        key = draws.owner_key(draws.week_key(5, 0), draws.MEETING, pair)
        good[:], bad[:] = 0.0, 0.0
        for turn in range(rounds):
            for side in range(2):
                norm = 0.5 if turn == 0 else last[side]
                chance = chance_to_intend(
                    b, trust(good[side], bad[side], b.belief_own, b.prior_weight), norm, False, 0.0
                )
                kept = draws.draw(key, 8 * turn + 2 + side) >= b.lapse * (1.0 - b.commitment)
                act[side] = 1.0 if draws.draw(key, 8 * turn + side) < chance and kept else 0.0
                if turn > 0:
                    state = 3 - 2 * int(last[side]) - int(last[1 - side])
                    cooperated[state] += act[side]
                    counted[state] += 1.0
            misread = chance_to_misread(b, b.communication, False, 0.0)
            for side in range(2):
                seen = act[1 - side] == 1.0 and draws.draw(key, 8 * turn + 4 + side) >= misread
                good[side] = 0.6 * good[side] + (1.0 if seen else 0.0)
                bad[side] = 0.6 * bad[side] + (0.0 if seen else b.bad_weight)
            last[:] = act
    return cooperated / counted


def measure(
    profile: VillageProfile, behaviour: Behaviour, seeds: Iterable[int], with_rivals: bool = True
) -> np.ndarray:
    """Return the patterns of each seed, shape (seeds, patterns); P14 is NaN without ``with_rivals``."""

    def one(seed: int) -> list[float]:
        rival = rivals(profile, behaviour, seed) if with_rivals else np.nan
        return [*village_patterns(profile, behaviour, seed), rival]

    with ThreadPoolExecutor(2) as pool:
        found = np.array(list(pool.map(one, seeds)))
    # a ratio of small differences is taken of the means: the share that stays
    stays = [name.name for name in PATTERNS].index("P8 stays")
    found[:, stays] = found[:, stays] / found[:, stays - 1].mean()
    return found


def interval(values: np.ndarray) -> tuple[float, float, float]:
    """Return mean and 95 % interval of the mean over seeds."""
    mean = float(values.mean())
    half = float(stats.t.ppf(0.975, values.size - 1) * values.std(ddof=1) / np.sqrt(values.size))
    return mean, mean - half, mean + half


def met(values: np.ndarray, pattern: Pattern) -> bool:
    """Tell whether the interval over seeds overlaps the band."""
    _, low, high = interval(values)
    return low <= pattern.high and high >= pattern.low


def table(found: np.ndarray) -> str:
    """Return the patterns as a Markdown table."""
    lines = ["| pattern | what | band | mean | 95 % interval | met |", "|---|---|---|---|---|---|"]
    for pattern, values in zip(PATTERNS, found.T, strict=True):
        mean, low, high = interval(values)
        band = f"{pattern.low:g} to {pattern.high:g}".replace("-inf to", "below").replace(
            " to inf", " and more"
        )
        lines.append(
            f"| {pattern.name} | {pattern.what} | {band} | {mean:.3f} | {low:.3f} to {high:.3f} "
            f"| {'yes' if met(values, pattern) else '**no**'} |"
        )
    return "\n".join(lines)


def choices_line(behaviour: Behaviour) -> str:
    """Return P5 in words."""
    found = repeated_choices(behaviour_record(behaviour), 20_000, 12)
    names = ("CC", "CD", "DC", "DD")
    order = found[0] > max(found[1], found[2]) and min(found[1], found[2]) > found[3]
    parts = ", ".join(
        f"{name} {value:.2f} (distance {value - seen:+.2f})"
        for name, value, seen in zip(names, found, CHOICES_FRD2012, strict=True)
    )
    return f"P5 order CC > {{CD, DC}} > DD: {'yes' if order else '**no**'}; {parts}."


def report(
    profile: VillageProfile, behaviour: Behaviour, seeds: Iterable[int], show: Callable[[str], None] = print
) -> np.ndarray:
    """Measure and show all patterns."""
    found = measure(profile, behaviour, seeds)
    show(table(found))
    show("")
    show(choices_line(behaviour))
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=100)
    arguments = parser.parse_args()
    report(read_village(VILLAGE), Behaviour(), range(1, arguments.seeds + 1))
