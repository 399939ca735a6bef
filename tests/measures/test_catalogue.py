"""The catalogue and the compiled rows: the same columns, in the same order, all documented."""

import re
from importlib import import_module
from itertools import groupby

import numpy as np
import pytest

from simulation.measures import weekly
from simulation.measures.catalogue import MEASURES, PER_GROUP, SOURCES, catalogue, names
from simulation.model.engine import Engine
from simulation.parameters import DOSES
from tests.villages import make_profile

GROUPS = [("local", "locals", "warga asli"), ("newcomer", "newcomers", "pendatang")]


def test_no_name_stands_twice():
    found = names(["local", "newcomer", "third"])
    assert len(set(found)) == len(found)


def test_every_column_is_documented_in_both_languages():
    for measure in catalogue(GROUPS):
        assert re.fullmatch(r"[a-z][a-z0-9_]*", measure.name)
        for text in (measure.en, measure.id, measure.unit, measure.definition):
            assert text.strip(), measure.name
            assert "{" not in text, measure.name


def test_labels_tell_columns_apart_in_each_language():
    for language in ("en", "id"):
        labels = [getattr(measure, language) for measure in catalogue(GROUPS)]
        assert sorted({label for label in labels if labels.count(label) > 1}) == []


def test_every_column_names_the_module_that_fills_it():
    for measure in (*MEASURES, *PER_GROUP):
        if measure.file != "programme":
            assert import_module(f"simulation.measures.{measure.file}")


def test_the_widths_of_the_modules_are_those_of_the_catalogue():
    blocks = [(file, len(list(block))) for file, block in groupby(MEASURES, key=lambda measure: measure.file)]
    assert [file for file, _ in blocks] == [
        "trust", "network", "costly", "norms", "conflict", "economy", "index", "ledger", "programme",
    ]  # fmt: skip
    for file, width in blocks:
        if file not in ("costly", "programme"):
            assert width == import_module(f"simulation.measures.{file}").WIDTH, file
    assert dict(blocks)["costly"] == 2
    assert len(MEASURES) == weekly.BETWEENNESS


@pytest.mark.parametrize(
    ("block", "first"),
    [
        ("TRUST", "trust"),
        ("NETWORK", "degree"),
        ("COSTLY", "path_length"),
        ("NORMS", "gotong_royong"),
        ("CONFLICT", "cooperation"),
        ("ECONOMY", "knowledge"),
        ("INDEX", "social_capital"),
        ("LEDGER", "evidence_own"),
        ("COST", "cost"),
        ("BETWEENNESS", "betweenness_local"),
    ],
)
def test_each_block_of_a_row_begins_where_the_catalogue_says(block, first):
    assert names(["local", "newcomer"]).index(first) == getattr(weekly, block)


def test_columns_of_groups_follow_betweenness_first():
    assert names(["a", "b"])[-4:] == ["betweenness_a", "betweenness_b", "attendance_a", "attendance_b"]


def test_the_sources_of_the_ledger_have_a_line_for_each_side():
    found = [name for name in names(["a"]) if name.startswith("ledger_")]
    assert found == [f"ledger_{source}_{side}" for source, _, _ in SOURCES for side in ("own", "other")]


@pytest.mark.parametrize("groups", ["aaaaaa", "aabb", "aabbccddee"])
def test_a_run_fills_every_column_at_a_week_with_everything(groups, behaviour):
    profile = make_profile(groups * 4, "wxyz" * len(groups))
    doses = {name: dose(first=1, attendance=1.0) for name, dose in DOSES.items()}
    engine = Engine(profile, behaviour, 3, burn_in=40, doses=doses, network_weeks=[1])
    engine.advance(0)
    row = np.empty((1, len(engine.columns)))
    engine.advance(1, row)
    empty = {name for name, value in zip(engine.columns, row[0], strict=True) if np.isnan(value)}
    if len(profile.groups) == 1:
        assert empty == {
            "trust_other", "trust_other_met", "trust_other_unmet", "trust_gap", "homophily", "assortativity",
            "bridging_ratio", "cooperation_other", "trust_other_lowest", "belief_other",
        }  # fmt: skip
    else:
        assert empty <= {"trust_other_unmet", "trust_own_unmet", "trust_unmet", "cooperation_first"}


def test_costly_measures_are_computed_at_their_weeks_only(profile, behaviour):
    engine = Engine(profile, behaviour, 3, burn_in=30, network_weeks=[2, 4])
    engine.advance(0)
    rows = np.empty((5, len(engine.columns)))
    engine.advance(5, rows)
    for name in ("path_length", "constraint", "betweenness_local", "betweenness_newcomer"):
        column = rows[:, engine.columns.index(name)]
        assert np.flatnonzero(~np.isnan(column)).tolist() == [1, 3], name
