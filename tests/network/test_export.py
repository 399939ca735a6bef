"""What is written of a simulated village is what its state says, read back by those who read such files."""

from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from simulation.experiment.config import StudyConfig
from simulation.experiment.experiment_file import read_study
from simulation.files.faults import StudyError
from simulation.model.engine import Engine
from simulation.model.state import FOUNDERS
from simulation.network.export import FORMATS, export_networks
from simulation.network.read import read_network
from simulation.network.simulated import network_of, simulated_village
from simulation.running.replicate import burned_in
from tests.command_line import kampung
from tests.reliability.commands import experiment

READ = {"graphml": nx.read_graphml, "gexf": nx.read_gexf, "pajek": lambda path: nx.Graph(nx.read_pajek(path))}
ENDING = {"graphml": "graphml", "gexf": "gexf", "pajek": "net"}
TEXT = experiment("small", weeks=60, replicates=3, owners=16, burn_in=60) + "behaviour: {exit_rate: 0.3}\n"


@pytest.fixture
def config(tmp_path: Path) -> StudyConfig:
    (tmp_path / "small.yaml").write_text(TEXT)
    return read_study(tmp_path / "small.yaml")


def lived(config: StudyConfig, scenario: str, replicate: int, week: int) -> Engine:
    """Return a village of the study as its results know it."""
    case = config.case(replicate)
    engine = burned_in(config, case).branch(case.dosed(config.programmes()[scenario]))
    engine.advance(week)
    return engine


def ties_in(engine: Engine) -> dict[tuple[int, int], float]:
    """Return the strength of each tie, read from the state owner by owner."""
    state, found = engine.state, {}
    for i, known in enumerate(state.owners["acquaintances"]):
        for kept in state.circle[i, :known]:
            if kept["tie"] > engine.behaviour.tie_minimum and i < kept["partner"]:
                found[i, int(kept["partner"])] = float(kept["tie"])
    return found


@pytest.mark.parametrize("form", sorted(READ))
def test_a_file_read_back_is_the_state(config: StudyConfig, tmp_path: Path, form: str) -> None:
    weeks = [0, 60]
    paths = export_networks(config, tmp_path / "out", weeks, scenario="forum", replicate=2, format=form)
    assert [path.name for path in paths] == [f"week-{week:03d}.{ENDING[form]}" for week in weeks]
    for path, week in zip(paths, weeks, strict=True):
        engine = lived(config, "forum", 2, week)
        owners = engine.state.owners
        graph = READ[form](path)
        place = {node: int(kept["place"]) for node, kept in graph.nodes(data=True)}
        assert sorted(place.values()) == list(range(16))
        found = {
            tuple(sorted((place[one], place[two]))): float(kept["weight"])
            for one, two, kept in graph.edges(data=True)
        }
        assert found == pytest.approx(ties_in(engine))
        for node, kept in graph.nodes(data=True):
            row = owners[place[node]]
            assert int(kept["degree"]) == graph.degree[node]
            assert kept["group"] == config.village.groups[row["group"]].name
            assert kept["sector"] == config.village.sectors[row["sector"]].name
            assert float(kept["income"]) == pytest.approx(row["income"])
            assert float(kept["gotong_royong"]) == pytest.approx(row["norms"][0])
            assert ("arrived" in kept) == (row["arrived"] != FOUNDERS)
            if "arrived" in kept:
                assert int(kept["arrived"]) == row["arrived"] and node == f"o{place[node]}w{row['arrived']}"
        again = read_network(path)
        assert again.number_of_edges() == len(found) and again.number_of_nodes() == 16


def test_trust_is_that_of_either_side(config: StudyConfig, tmp_path: Path) -> None:
    export_networks(config, tmp_path / "out", [60], scenario="forum", format="edges")
    ties = pd.read_csv(tmp_path / "out" / "week-060_ties.csv")
    owners = pd.read_csv(tmp_path / "out" / "week-060_owners.csv").set_index("id")
    network = network_of(lived(config, "forum", 0, 60))
    assert len(ties) > 10 and not np.allclose(ties["trust_first"], ties["trust_second"])
    one, two = (owners.loc[ties[end], "place"].to_numpy() for end in ("source", "target"))
    assert (one < two).all()
    np.testing.assert_allclose(ties["trust_first"], network.trust()[one, two])
    np.testing.assert_allclose(ties["trust_second"], network.trust()[two, one])
    for name, given in owners["trust_given"].items():
        mine = [
            *ties.loc[ties["source"] == name, "trust_first"],
            *ties.loc[ties["target"] == name, "trust_second"],
        ]
        assert len(mine) == owners.loc[name, "degree"]
        assert given == pytest.approx(np.mean(mine)) if mine else np.isnan(given)


def test_strangers_are_trusted_as_their_group_is(config: StudyConfig) -> None:
    engine = lived(config, "none", 0, 0)
    network = network_of(engine)
    known = {(i, int(k)) for i, n in enumerate(engine.state.owners["acquaintances"])
             for k in engine.state.circle[i, :n]["partner"]}  # fmt: skip
    strangers = [(i, j) for i in range(16) for j in range(16) if i != j and (i, j) not in known]
    assert strangers and np.isnan(np.diag(network.trust())).all()
    for i, j in strangers:
        belief = network.owners[f"belief_{network.owners['group'][j]}"][i]
        assert network.trust()[i, j] == pytest.approx(belief)


def test_the_same_village_is_the_same_file(config: StudyConfig, tmp_path: Path) -> None:
    for form in FORMATS:
        lots = [export_networks(config, tmp_path / f"{form}{n}", [0, 30], format=form) for n in (1, 2)]
        for one, two in zip(*lots, strict=True):
            assert one.read_bytes() == two.read_bytes()
        # a week does not depend on which others are asked for
    one = simulated_village(config, [30]).networks[0]
    two = simulated_village(config, [0, 7, 30]).networks[-1]
    pd.testing.assert_frame_equal(one.ties, two.ties)


def test_a_past_of_its_own_is_lived(config: StudyConfig, tmp_path: Path) -> None:
    text = TEXT + "  wary: {behaviour: {threshold: 0.6}}\n"
    (tmp_path / "own.yaml").write_text(text.replace("behaviour: {exit_rate: 0.3}\n", "", 1))
    own = read_study(tmp_path / "own.yaml")
    wary, none = (simulated_village(own, [0], name).networks[0] for name in ("wary", "none"))
    assert not wary.ties.equals(none.ties)
    case = own.case(0)
    pd.testing.assert_frame_equal(wary.ties, network_of(burned_in(own, case, 1)).ties)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--week", "61"), "--week: found 61; allowed: a whole number from 0 to 60"),
        (("--scenario", "forun"), "unknown scenario 'forun'"),
        (("--format", "graphm"), "unknown format 'graphm'"),
        (("--format", "rsiena"), "--week: found 1 week; allowed: two or more for RSiena"),
        (("--out", "small.yaml"), "small.yaml: --out: a file; allowed: a folder"),
    ],
)
def test_what_cannot_be_written_is_told_in_a_line(
    config: StudyConfig, tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    given = words if "--out" in words else (*words, "--out", "out")
    code, _, errors = kampung(tmp_path, "network", "export", "small.yaml", *given)
    assert code == 2 and told in errors and len(errors.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_nothing_is_overwritten(config: StudyConfig, tmp_path: Path) -> None:
    words = ("network", "export", "small.yaml", "--week", "0", "--out", "out")
    code, out, errors = kampung(tmp_path, *words)
    assert code == 0 and out == "out/week-000.graphml written\n", errors
    before = (tmp_path / "out" / "week-000.graphml").read_bytes()
    code, _, errors = kampung(tmp_path, *words, "--week", "1")
    assert code == 2 and "week-000.graphml: exists already and is not overwritten" in errors
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["week-000.graphml"]
    assert (tmp_path / "out" / "week-000.graphml").read_bytes() == before


def test_networkx_is_asked_for_by_its_extra(
    config: StudyConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulation.files.extra.find_spec", lambda _: None)
    with pytest.raises(StudyError, match=r"networkx is not installed; allowed: the extra 'network'"):
        export_networks(config, tmp_path / "out")
    assert export_networks(config, tmp_path / "out", format="edges")
