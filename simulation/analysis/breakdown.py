"""An outcome by group, sector or an attribute of owners: parts that add up to the whole."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from simulation.analysis.spread import spread
from simulation.experiment.arguments import weeks_of
from simulation.experiment.config import StudyConfig
from simulation.files.faults import Fault, StudyError, unknown
from simulation.measures.owners import PARTS, weights

UNKNOWN = "unknown"
"""The part of owners of whom an attribute is not known, those who came later among them."""
POOLED = "small parts together"
LEAST = 5
"""Owners that a part of a surveyed village must have to be shown by itself."""
VILLAGE_WEEK = ["scenario", "replicate", "week"]
COLUMNS = ["week", "scenario", "part", "owners", "mean", "difference", "low", "high", "contribution"]
ATTRIBUTE = "attribute_"


def breakdown(
    owners: pd.DataFrame,
    config: StudyConfig,
    replicates: int,
    part: str | Callable[[pd.DataFrame], Any],
    outcome: str,
    weeks: int | Sequence[int] | None = None,
) -> pd.DataFrame:
    """Return an outcome and the effect of every scenario, part by part.

    Parameters
    ----------
    owners : DataFrame
        The table of owners (:meth:`simulation.result.Result.owners`).
    config : StudyConfig
        The study.
    replicates : int
        How many villages it has.
    part : str or callable
        ``group``, ``sector`` or another column of names; or what makes such a column of the table.
    outcome : str
        One of :data:`simulation.measures.owners.PARTS`.
    weeks : int or sequence of int, optional
        Which of those that were kept; by default all.

    Returns
    -------
    DataFrame
        One row a week, scenario and part: ``owners``, mean number of them; ``mean``, of the outcome over
        them, and over villages; ``difference``, the paired difference of that mean from the reference (the
        median of the sets, of a single set the mean), with ``low`` and ``high``, its plausible range;
        ``contribution``, mean over villages of what the part adds to the difference of the whole village:
        over the parts they add up to it. Values are those of the week itself, not of a window.

    Raises
    ------
    StudyError
        If there is no such outcome, column or week.
    """
    _must_be("outcome", outcome, list(PARTS))
    kept = sorted(owners["week"].unique().tolist())
    chosen = kept if weeks is None else weeks_of("weeks", weeks)
    for week in chosen:
        if week not in kept:
            told = ", ".join(map(str, kept))
            raise StudyError([Fault.of("weeks", "", f"found {week}", f"weeks that were kept: {told}")])
    if isinstance(part, str):
        _must_be("part", part, part_columns(owners))
        labels = owners[part]
    else:
        labels = _labels(part(owners), owners)
    table = owners[[*VILLAGE_WEEK, "group", outcome]].assign(
        part=labels.astype(object).fillna(UNKNOWN).astype(str)
    )
    cells = _cells(table[table["week"].isin(chosen)], outcome)
    frames = [
        _told(cells, config, replicates, week, name) for week in chosen for name in cells.index.unique("part")
    ]
    return pd.DataFrame([row for rows in frames for row in rows], columns=COLUMNS)


def _labels(made: Any, owners: pd.DataFrame) -> "pd.Series[Any]":
    """Return the column that a function made of the table of owners."""
    try:
        return pd.Series(made, index=owners.index)
    except (ValueError, TypeError) as error:
        told = f"the function returned no column of {len(owners):,} values ({error})"
        raise StudyError(
            [Fault.of("part", "", told, "a value for each row of the table of owners")]
        ) from None


def part_columns(owners: pd.DataFrame) -> list[str]:
    """Return the columns by which a table of owners can be parted: group, sector and attributes."""
    return [str(name) for name in owners if name in ("group", "sector") or str(name).startswith(ATTRIBUTE)]


def parts(owners: pd.DataFrame, config: StudyConfig, replicates: int) -> pd.DataFrame:
    """Return the outcomes of a study by group, sector and every attribute, in all weeks that were kept.

    In a village whose owners were surveyed, parts of fewer than :data:`LEAST` owners are put together, so
    that nobody is recognised.

    Returns
    -------
    DataFrame
        ``by``, the column that parts the owners, ``outcome``, and the columns of :func:`breakdown`.
    """
    frames = []
    for column in part_columns(owners):
        labels = owners[column].fillna(UNKNOWN)
        if config.village.start is not None:
            labels = labels.replace(dict.fromkeys(small_parts(labels, owners), POOLED))
        table = owners.assign(**{column: labels})
        for outcome in config.outcomes:
            if outcome in PARTS:
                frame = breakdown(table, config, replicates, column, outcome)
                frame.insert(0, "by", column.removeprefix(ATTRIBUTE))
                frame.insert(1, "outcome", outcome)
                frames.append(frame)
    return (
        pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=["by", "outcome", *COLUMNS])
    )


def small_parts(labels: "pd.Series[Any]", owners: pd.DataFrame) -> list[str]:
    """Return the parts that are put together: all small ones, and one more where those are still few.

    Counted are owners who were there at the founding: those who came later are nobody's.
    """
    founders = owners[owners["arrived"].isna()].assign(part=labels)
    sizes = founders.groupby([*VILLAGE_WEEK, "part"]).size().groupby("part").max().sort_values()
    small = sizes[sizes < LEAST]
    more = int(len(small) > 0 and small.sum() < LEAST)
    return [str(name) for name in sizes.index[: len(small) + more]]


def _cells(table: pd.DataFrame, outcome: str) -> pd.DataFrame:
    """Return what each part of each village has in a week: owners, mean, share of the village's mean."""
    weight = table.groupby(VILLAGE_WEEK, sort=False)["group"].transform(
        lambda groups: weights(outcome, groups.to_numpy(str))
    )
    table = table.assign(weight=weight, product=(weight * table[outcome]).fillna(0.0))
    cells = table.groupby([*VILLAGE_WEEK, "part"], sort=False).agg(
        owners=("weight", "size"), weight=("weight", "sum"), product=("product", "sum")
    )
    whole = cells.groupby(level=VILLAGE_WEEK)["weight"].transform("sum")
    cells["mean"] = cells["product"] / cells["weight"].where(cells["weight"] > 0)
    cells["share"] = cells["product"] / whole
    return cells


def _told(
    cells: pd.DataFrame, config: StudyConfig, replicates: int, week: int, part: str
) -> list[dict[str, object]]:
    """Return the rows of a part in a week, one a scenario."""
    scenarios, sets = list(config.programmes()), config.set_numbers(replicates)
    base = scenarios.index(config.reference)
    every = pd.MultiIndex.from_product([scenarios, range(replicates)], names=VILLAGE_WEEK[:2])
    here = cells.xs(week, level="week")
    lived = every.isin(here.reset_index("part").index.unique())
    there = here.xs(part, level="part").reindex(every)
    # a village without anybody of the part has none of it; a run that failed has nothing
    found = {
        "owners": there["owners"].fillna(0).where(lived),
        "share": there["share"].fillna(0).where(lived),
        "mean": there["mean"],
    }
    values = {name: each.to_numpy(float).reshape(len(scenarios), replicates) for name, each in found.items()}
    rows = []
    for place, scenario in enumerate(scenarios):
        row: dict[str, object] = {"week": week, "scenario": scenario, "part": part}
        row |= {"owners": _mean(values["owners"][place]), "mean": _mean(values["mean"][place])}
        if place != base:
            own = spread(values["mean"][place] - values["mean"][base], sets)
            added = values["share"][place] - values["share"][base]
            row |= {"difference": own.effect, "low": own.low, "high": own.high, "contribution": _mean(added)}
        rows.append(row)
    return rows


def _must_be(what: str, given: str, known: Sequence[str]) -> None:
    if given not in known:
        problem = unknown((), what, str(given), known)
        raise StudyError([Fault(what, 0, 0, "", problem.found, problem.allowed, problem.nearest)])


def _mean(values: np.ndarray) -> float:
    kept = values[~np.isnan(values)]
    return float(kept.mean()) if kept.size else float("nan")
