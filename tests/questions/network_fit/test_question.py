"""Networks of simulated villages against an observed one: what is counted, and what the p says."""

from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from simulation import Study, load_study
from simulation.analysis.question import run_in_memory
from simulation.experiment.network_counts import distributions
from simulation.experiment.points import Points
from simulation.files.faults import StudyError
from simulation.network.export import export_networks
from simulation.network.observed import read_observed
from simulation.questions.network_fit.answer import NetworkFitted
from simulation.questions.network_fit.question import NetworkFit
from tests.reliability.commands import experiment

OWNERS = 16
SETS = Points(columns={"threshold": [0.40, 0.44, 0.48], "exit_rate": [0.0, 0.2, 0.4]})


@pytest.fixture
def study(tmp_path: Path) -> Study:
    (tmp_path / "small.yaml").write_text(
        experiment("small", weeks=40, replicates=3, owners=OWNERS, burn_in=40)
    )
    config = load_study(tmp_path / "small.yaml").config
    return Study(config.model_copy(update={"points": SETS, "villages_per_set": 2}))


def counts(question: NetworkFit) -> np.ndarray:
    """Return the counts of each simulated village, shape (villages, waves, columns)."""
    design = question.design()
    values = run_in_memory(workers=2)(design, "").many(design.columns(), question.weeks)
    return np.stack([values[name][0] for name in design.columns()], axis=-1)


def test_a_village_is_counted_as_its_exported_networks_are(study: Study, tmp_path: Path) -> None:
    # village 4 of the question lives with set 4 % 3, which is that of village 2 of the study's set 1
    lived = study.config.model_copy(update={"villages_per_set": 1})
    files = export_networks(lived, tmp_path / "seen", [0, 40], scenario="forum", replicate=4)
    observed = read_observed(*files)
    assert observed.newcomers and observed.owners == OWNERS
    question = NetworkFit(study.config, *files, programme="forum", villages=30)
    assert np.array_equal(counts(question)[4], np.array(observed.rows()), equal_nan=True)


def test_each_village_of_the_model_stands_out_as_often_as_chance_has_it(study: Study) -> None:
    plain = {"owners": OWNERS, "ties": [], "ties_after": [], "newcomers": [], "sources": ["a", "b"]}
    question = NetworkFit(study.config, plain, programme="forum", villages=60)
    every = counts(question)
    terms = question.answer(run_in_memory(workers=2)).terms  # type: ignore[attr-defined]
    assert (terms.weeks, terms.sets, terms.owners) == ([0, 40], 3, OWNERS)
    p = np.array(
        [
            [each.tested.p for each in NetworkFitted(terms, every[k], np.delete(every, k, axis=0)).compared]
            for k in range(60)
        ]
    )
    for share in (0.05, 0.1, 0.5):
        assert (np.mean(p <= share, axis=0) <= share + 1e-12).all()
    assert (np.mean(p <= 0.5, axis=0) > 0.3).all()


def test_a_network_unlike_any_village_stands_out_everywhere(study: Study) -> None:
    ring = [[place, (place + step) % OWNERS] for place in range(OWNERS) for step in range(1, 8)]
    plain = {"owners": OWNERS, "ties": ring, "ties_after": None, "newcomers": [], "sources": ["a"]}
    answer = study.network_fit(plain, villages=60)
    assert [(each.statistic, each.wave) for each in answer.compared] == [
        (name, "first") for name in ("degree", "distance", "partners", "triads")
    ]
    assert {each.tested.p for each in answer.compared} == {1 / 61}
    frames = answer.frames()
    assert frames["network_fit"]["villages"].tolist() == [60] * 4
    triads = frames["network_statistics"].query("statistic == 'triads'")
    assert triads["observed"].sum() == OWNERS * (OWNERS - 1) * (OWNERS - 2) // 6
    assert (triads["low"] <= triads["median"]).all() and (triads["median"] <= triads["high"]).all()


def test_with_two_waves_their_change_is_compared_too(study: Study) -> None:
    first = [[0, 1], [1, 2], [2, 3], [4, 5]]
    plain = {"owners": OWNERS, "ties": first, "ties_after": [[0, 1], [1, 2], [6, 7]],
             "newcomers": [2], "sources": ["a", "b"]}  # fmt: skip
    answer = study.network_fit(plain, week_after=20, villages=30)
    by_name = {each.name: each for each in answer.compared}
    assert set(by_name) == {
        *(f"{name}_{wave}" for name in ("degree", "distance", "partners", "triads")
          for wave in ("first", "second", "change")), "ties_change",
    }  # fmt: skip
    # somebody else is at place 2: its tie with 1 is lost and gained
    assert by_name["ties_change"].observed.tolist() == [1, 2, 3]
    assert answer.jaccard is not None and answer.jaccard[0] == pytest.approx(1 / 6)
    one, two, both = (by_name[f"degree_{wave}"] for wave in ("first", "second", "change"))
    assert np.array_equal(both.simulated, two.simulated - one.simulated)
    assert np.array_equal(both.observed, two.observed - one.observed)
    rows = answer.frames()["network_statistics"]
    assert rows.query("statistic == 'jaccard'")["observed"].tolist() == [pytest.approx(1 / 6)]


def test_workers_and_a_folder_change_nothing(study: Study, tmp_path: Path) -> None:
    plain = {"owners": OWNERS, "ties": [[0, 1]], "ties_after": None, "newcomers": [], "sources": ["a"]}
    one = study.network_fit(plain, villages=30, workers=1).frames()
    two = study.network_fit(plain, villages=30, workers=2, out=tmp_path / "out", language="en").frames()
    for name, frame in one.items():
        assert frame.equals(two[name])
        assert (tmp_path / "out" / f"{name}.csv").read_text() == frame.to_csv(
            index=False, lineterminator="\n"
        )


def test_a_village_that_fails_is_a_row_of_its_own_and_the_others_are_compared(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = iter(range(10_000))

    def fails_once(ties: np.ndarray) -> dict[str, np.ndarray]:
        if next(calls) == 4:
            raise ValueError("the fifth village")
        return distributions(ties)

    monkeypatch.setattr("simulation.running.networks.distributions", fails_once)
    plain = {"owners": OWNERS, "ties": [[0, 1]], "ties_after": None, "newcomers": [], "sources": ["a"]}
    answer = study.network_fit(plain, villages=30, workers=1, out=tmp_path / "out", language="en")
    assert answer.villages == 29
    failed = pd.read_csv(tmp_path / "out" / "failures.csv")
    assert failed["replicate"].tolist() == [4]
    assert failed["error"].tolist() == ["ValueError: the fifth village"]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"villages": 29}, "--villages: found 29; allowed: a whole number from 30"),
        ({"week": 41}, "--week: found 41; allowed: a whole number from 0 to 40"),
        ({"week_after": 10}, "--week-after: there is no second wave"),
        ({"programme": "forun"}, "unknown scenario 'forun'"),
        (
            {"owners": 12},
            "the network has 12 nodes, the village 16 owners; allowed: as many: village: owners: 12",
        ),
    ],
)
def test_what_cannot_be_compared_is_told(study: Study, given: dict[str, Any], told: str) -> None:
    owners = given.pop("owners", OWNERS)
    plain = {"owners": owners, "ties": [[0, 1]], "ties_after": None, "newcomers": [], "sources": ["a"]}
    with pytest.raises(StudyError) as caught:
        NetworkFit(study.config, plain, **given)
    assert told in str(caught.value) and len(caught.value.faults) == 1


def test_the_second_wave_is_later_than_the_first(study: Study) -> None:
    plain = {"owners": OWNERS, "ties": [], "ties_after": [], "newcomers": [], "sources": ["a", "b"]}
    with pytest.raises(StudyError, match="--week-after: found 20; allowed: a whole number from 21 to 40"):
        NetworkFit(study.config, plain, week=20, week_after=20)


def test_sets_of_villages_of_other_sizes_are_refused(study: Study) -> None:
    points = Points(columns={"owners": [16, 20]})
    config = study.config.model_copy(update={"points": points})
    plain = {"owners": OWNERS, "ties": [], "ties_after": None, "newcomers": [], "sources": ["a"]}
    with pytest.raises(StudyError, match="the network has 16 nodes, the village 20 owners"):
        NetworkFit(config, plain)


def test_too_many_nodes_and_a_second_wave_beside_plain_data_are_refused(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = written(nx.path_graph(OWNERS), tmp_path / "one.graphml")
    plain = read_observed(file).plain()
    with pytest.raises(StudyError, match="--network-after: the network is no file"):
        NetworkFit(study.config, plain, file)
    monkeypatch.setattr("simulation.questions.network_fit.question.MOST_OWNERS", 15)
    with pytest.raises(StudyError, match=r"one\.graphml: 16 nodes; allowed: at most 15"):
        NetworkFit(study.config, file)


def written(graph: nx.Graph, path: Path) -> Path:
    nx.write_graphml(graph, path)
    return path


def test_nodes_of_two_waves_are_known_by_their_ids(tmp_path: Path) -> None:
    before, after = (
        nx.Graph([("a", "b"), ("b", "c"), ("d", "d")]),
        nx.DiGraph([("c", "b"), ("b", "c"), ("e", "a")]),
    )
    after.add_nodes_from(["a", "b"])
    one, two = written(before, tmp_path / "one.graphml"), written(after, tmp_path / "two.graphml")
    seen = read_observed(one, two)
    # e takes the place of d, direction and ties with oneself are not used
    assert seen.plain() == {
        "owners": 4, "ties": [[0, 1], [1, 2]], "ties_after": [[0, 3], [1, 2]], "newcomers": [3],
        "sources": ["one.graphml", "two.graphml"],
    }  # fmt: skip
    assert seen.rows()[1][-3:].tolist() == [1, 1, 1]
    after.add_node("f")
    written(after, tmp_path / "two.graphml")
    with pytest.raises(
        StudyError, match=r"two\.graphml: 5 nodes, 4 in one\.graphml; allowed: as many in both"
    ):
        read_observed(one, two)
