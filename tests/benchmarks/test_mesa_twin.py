"""The bench twin measures what the compiled model measures, and Mesa's chance has the same distribution."""

import numpy as np
import pandas as pd
import pytest

from benchmarks.mesa_twin.measures import weekly_columns
from benchmarks.mesa_twin.model import BenchVillage
from benchmarks.mesa_twin.study import SCENARIOS, bench_study
from simulation.measures.catalogue import MEASURES, PER_GROUP
from simulation.model.engine import Engine
from simulation.reference import NamedChance

WEEKS, BURN_IN = 30, 25
SEEDS = 20
STANDARD_ERRORS = 4.0
"""Of the difference of two means; chance alone goes further about once in 15,000 comparisons."""


def compiled_weeks(owners: int, scenario: str, seed: int) -> pd.DataFrame:
    """Rows of weeks 0, 1, ... of the compiled model."""
    study = bench_study(owners)
    doses = study.programmes()[scenario]
    engine = Engine(
        study.village, study.behaviour, seed, burn_in=BURN_IN, doses=doses, prices=study.prices
    )  # fmt: skip
    engine.advance(0)
    rows = np.empty((WEEKS + 1, len(engine.columns)))
    rows[0] = engine.measure()
    engine.advance(WEEKS, rows[1:])
    return pd.DataFrame(rows, columns=engine.columns)


def twin_weeks(owners: int, scenario: str, seed: int, *, named: bool) -> pd.DataFrame:
    """Rows of weeks 0, 1, ... of the twin, with the named draws or with Mesa's."""
    chance = NamedChance(seed) if named else None
    village = BenchVillage(owners, scenario, seed, weeks=WEEKS, burn_in=BURN_IN, chance=chance)
    while village.running:
        village.step()
    assert village.steps == WEEKS + 1  # batch_run reads so many rows
    return village.datacollector.get_model_vars_dataframe()


@pytest.mark.parametrize("scenario", ["none", "all"])
def test_with_the_named_draws_every_measure_is_the_same(scenario: str) -> None:
    theirs = twin_weeks(60, scenario, 7, named=True)
    ours = compiled_weeks(60, scenario, 7)
    for week in range(WEEKS + 1):
        for name in theirs.columns:
            np.testing.assert_allclose(
                theirs[name][week], ours[name][week], rtol=1e-9, atol=1e-9, err_msg=f"{name}, week {week}"
            )
    if scenario == "all":
        assert theirs["attendance_local"].notna().any()
        assert theirs["cost"].iloc[-1] > 0


def test_the_columns_are_those_of_the_catalogue_without_the_costly_ones() -> None:
    village = bench_study(20).village
    names = [group.name for group in village.groups]
    costly = {measure.name for measure in MEASURES if measure.file == "costly"}
    costly |= {each.name.format(group=name) for each in PER_GROUP if each.file == "costly" for name in names}
    engine = Engine(village, bench_study(20).behaviour, 1, burn_in=0)
    expected = [name for name in engine.columns if name not in costly]
    assert weekly_columns(names) == expected
    twin = BenchVillage(20, "none", 1, weeks=1, burn_in=1)
    assert list(twin.measures) == expected
    assert list(twin.datacollector.model_vars) == expected


@pytest.mark.long
def test_mesas_chance_has_the_distribution_of_the_compiled_model() -> None:
    columns = ["trust_other", "degree", "bridging", "income", "cooperation", "meetings"]
    for scenario in ("none", "all"):
        ours = pd.DataFrame([compiled_weeks(40, scenario, seed)[columns].mean() for seed in range(5 * SEEDS)])
        theirs = pd.DataFrame(
            [twin_weeks(40, scenario, seed, named=False)[columns].mean() for seed in range(SEEDS)]
        )
        error = np.sqrt(ours.var() / len(ours) + theirs.var() / len(theirs))
        distance = (theirs.mean() - ours.mean()).abs() / error
        assert distance.max() < STANDARD_ERRORS, f"{scenario}: {distance.to_dict()}"


def test_the_same_seed_is_the_same_run_in_mesa_too() -> None:
    pd.testing.assert_frame_equal(
        twin_weeks(20, "all", 3, named=False), twin_weeks(20, "all", 3, named=False)
    )


def test_the_study_has_the_eight_scenarios_of_the_experiment() -> None:
    study = bench_study(1000)
    assert list(study.scenarios) == list(SCENARIOS)
    assert (study.village.owners, study.weeks, study.burn_in) == (1000, 104, 208)
    assert study.network_weeks == []
    assert study.programmes()["none"] == {}
    assert len(study.programmes()["all"]) == 7
