"""The networks of a simulated village as waves for RSiena: matrices, owners, and a script for R.

An owner is a person: who takes the place of a firm that closed is another actor, with a row of its own.
When each of them was there is known to the week, so that the script tells it by a composition change (the
method of joiners and leavers, Huisman & Snijders 2003) and not by structural zeros, which know waves only.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from simulation.files.faults import Fault, StudyError
from simulation.files.table_text import guarded
from simulation.network.simulated import VALUES, SimulatedVillage, name_of

FEWEST_WAVES, MOST_OWNERS = 2, 2000
"""Waves that are needed, and owners of which whole matrices are written."""


@dataclass(frozen=True)
class Waves:
    """A village as RSiena sees it: the same actors in every wave, and who of them was there.

    Attributes
    ----------
    actors : DataFrame
        One row an owner who was there at one of the waves at least, by place and arrival: ``id``,
        ``place``, ``group``, ``group_code``, ``sector``, ``sector_code``; ``from`` and ``to``, when the owner
        was there, in units of waves (1 is the first of them); ``income_1``, ... by wave, missing where the
        owner was not there.
    ties, trust : ndarray of float, shape (waves, actors, actors)
        1 for a tie, 0 for none; trust of each row in each column. NaN where one of them was not there.
    """

    actors: pd.DataFrame
    ties: np.ndarray
    trust: np.ndarray

    @property
    def changed(self) -> bool:
        """Whether somebody came or went between the first wave and the last."""
        return bool((self.actors["from"] > 1).any() or (self.actors["to"] < len(self.ties)).any())


def waves_of(village: SimulatedVillage) -> Waves:
    """Return the waves of a village.

    Raises
    ------
    StudyError
        If there are fewer than two, or too many owners.
    """
    number = len(village.networks)
    if number < FEWEST_WAVES:
        told = f"found {number} week"
        raise StudyError([Fault.of("--week", "", told, "two or more for RSiena")])
    owners = len(village.networks[0].owners)
    if owners > MOST_OWNERS:
        allowed = f"at most {MOST_OWNERS:,} for RSiena, which takes whole matrices"
        raise StudyError([Fault.of("--format", "", f"{owners:,} owners", allowed)])
    every = pd.concat([network.owners for network in village.networks], ignore_index=True)
    every = every.drop_duplicates("id").sort_values(["place", "arrived"], na_position="first")
    actors = every[["id", "place", "group", "sector"]].reset_index(drop=True)
    for name in ("group", "sector"):
        actors[f"{name}_code"] = actors[name].map(
            {value: code for code, value in enumerate(sorted(actors[name].unique()), start=1)}
        )
    actors = actors[["id", "place", "group", "group_code", "sector", "sector_code"]]
    named = zip(actors["id"], actors["place"], strict=True)
    there = np.array([_there(village, str(name), int(place)) for name, place in named])
    actors["from"], actors["to"] = there[:, 0], there[:, 1]
    ties = np.full((number, len(actors), len(actors)), np.nan)
    trust = ties.copy()
    row_of = {name: row for row, name in enumerate(actors["id"])}
    for wave, network in enumerate(village.networks):
        here = np.array([row_of[name] for name in network.owners["id"]])
        block = np.ix_(here, here)
        trust[wave][block] = network.trust()
        held = np.zeros((len(actors), len(actors)))
        first, second = (network.ties[end].map(row_of).to_numpy() for end in ("first", "second"))
        held[first, second] = held[second, first] = 1.0
        ties[wave][block] = held[block]
        for name in VALUES:
            column = np.full(len(actors), np.nan)
            column[here] = network.owners[name]
            actors[f"{name}_{wave + 1}"] = column
    return Waves(actors, ties, trust)


def _there(village: SimulatedVillage, name: str, place: int) -> tuple[float, float]:
    """Return from when to when an owner was there, in units of waves.

    Who is there at the end of a week counts at its wave; between two weeks a change stands in the middle.
    """
    weeks = village.weeks
    arrivals = village.arrivals[:, place]
    here = np.flatnonzero([name_of(place, int(week)) == name for week in arrivals]) + weeks[0]
    begin = weeks[0] if here[0] == weeks[0] else here[0] - 0.5
    end = weeks[-1] if here[-1] == weeks[-1] else here[-1] + 0.5
    times = np.interp([begin, end], weeks, np.arange(1.0, len(weeks) + 1))
    return float(times[0]), float(times[1])


def rsiena_files(village: SimulatedVillage) -> dict[str, str]:
    """Return the files for RSiena by name: two matrices a wave, ``owners.csv`` and ``village.R``.

    Raises
    ------
    StudyError
        If there are fewer than two waves.
    """
    waves = waves_of(village)
    files = {"owners.csv": guarded(waves.actors).to_csv(index=False, lineterminator="\n", na_rep="NA")}
    for name, matrices, digits in (("ties", waves.ties, 0), ("trust", waves.trust, 6)):
        for wave, matrix in enumerate(matrices, start=1):
            files[f"{name}_{wave}.txt"] = _matrix(matrix, digits)
    return files | {"village.R": script(waves, village.weeks)}


def _matrix(matrix: np.ndarray, digits: int) -> str:
    """Return a matrix as RSiena's scripts read it: numbers and NA between blanks, one row a line."""
    return "".join(
        " ".join("NA" if np.isnan(value) else f"{value:.{digits}f}" for value in row) + "\n" for row in matrix
    )


def script(waves: Waves, weeks: list[int]) -> str:
    """Return the script of R that makes the data object of RSiena."""
    # of a value that is the same for everybody RSiena can make nothing
    constant = [name for name in ("group", "sector") if waves.actors[f"{name}_code"].max() > 1]
    lines = [
        f"# Made by `kampung network export`: {len(waves.actors)} owners, waves at the weeks {weeks}.",
        "# Run it in its own folder. Ties have no direction: RSiena sees that the matrices are symmetric.",
        "library(RSiena)",
        "",
        'owners <- read.csv("owners.csv")',
        f"waves <- {len(weeks)}",
        "n <- nrow(owners)",
        "matrices <- function(name) {",
        '  read <- function(wave) as.matrix(read.table(sprintf("%s_%d.txt", name, wave)))',
        "  array(unlist(lapply(seq_len(waves), read)), dim = c(n, n, waves))",
        "}",
        "# RSiena takes values that change from three waves on; of two, those of the first hold",
        "changing <- function(name) {",
        '  values <- as.matrix(owners[paste(name, seq_len(waves), sep = "_")])',
        "  if (waves == 2) coCovar(values[, 1]) else varCovar(values[, seq_len(waves - 1)])",
        "}",
        "",
        'ties <- sienaDependent(matrices("ties"), allowOnly = FALSE)',
        *(f"{name} <- coCovar(owners${name}_code, centered = FALSE)" for name in constant),
        *(f'{name} <- changing("{name}")' for name in VALUES),
        'trusted <- matrices("trust")',
        "trust <- if (waves == 2) coDyadCovar(trusted[, , 1]) else "
        "varDyadCovar(trusted[, , seq_len(waves - 1)])",
    ]
    parts = ["ties", *constant, *VALUES, "trust"]
    if waves.changed:
        lines += [
            "# who came and who went, to the week: else who left would be somebody who lost all ties",
            "there <- lapply(seq_len(n), function(i) c(owners$from[i], owners$to[i]))",
            "presence <- sienaCompositionChange(there, option = 1)",
        ]
        parts.append("presence")
    lines += [
        f"village <- sienaDataCreate({', '.join(parts)})",
        'print01Report(village, modelname = "village")',
    ]
    return "\n".join(lines) + "\n"
