"""A study on a real Dask cluster: a scheduler and workers on loopback, killed on the way."""

import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

import simulation
from tests.command_line import kampung
from tests.reliability.cluster import LocalDask, kill, local_dask
from tests.reliability.commands import (
    PARTS,
    REPLICATES,
    assert_intact,
    data,
    end,
    environment,
    experiment,
    parts,
    run,
    start,
    wait_for,
)
from tests.reliability.conftest import Whole
from tests.reliability.test_failing_activity import EXPERIMENT as WITH_A_BUG
from tests.reliability.test_failing_activity import WITH_MARKET, install

RUN = ("run", "steady.yaml", "--out", "out", "--scheduler")


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[LocalDask]:
    with local_dask(tmp_path / "dask") as cluster:
        yield cluster


def other_sources(folder: Path) -> Path:
    """Return a folder with a copy of the package in which a rule's file has one line more."""
    package = folder / "other" / "simulation"
    shutil.copytree(Path(simulation.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    with (package / "model" / "rules" / "trust.py").open("a") as rule:
        rule.write("# changed\n")
    return package.parent


def test_a_worker_that_is_killed_half_way_changes_no_byte(
    dask: LocalDask, folder: Path, whole: Whole
) -> None:
    process = start(folder, *RUN, dask.address)
    wait_for(lambda: parts(folder / "out") >= 4, process)
    kill(dask.workers[0])
    landed = parts(folder / "out")
    code, out, errors = end(process)
    assert code == 0, errors
    assert landed < PARTS
    assert f"{2 * REPLICATES} runs" in out
    assert errors == ""
    assert data(folder / "out") == whole.data


@pytest.mark.long
def test_a_scheduler_that_dies_is_told_and_the_study_goes_on_without_it(
    dask: LocalDask, folder: Path, whole: Whole
) -> None:
    process = start(folder, *RUN, dask.address)
    wait_for(lambda: parts(folder / "out") >= 2, process)
    kill(dask.scheduler)
    code, _, errors = end(process)
    assert code == 4, errors
    assert f"the cluster is gone (the scheduler at '{dask.address}' is gone)" in errors
    assert f"of {REPLICATES} replicates are kept in out" in errors
    assert "Traceback" not in errors
    assert len(errors.splitlines()) == 2, errors
    assert_intact(folder / "out")
    code, _, errors = kampung(folder, "run", "steady.yaml", "--out", "out", "--resume")
    assert code == 0, errors
    assert data(folder / "out") == whole.data


@pytest.mark.long
def test_ctrl_c_stops_a_study_on_a_cluster_and_the_same_cluster_goes_on(
    dask: LocalDask, folder: Path, whole: Whole
) -> None:
    process = start(folder, *RUN, dask.address)
    wait_for(lambda: parts(folder / "out") >= 2, process)
    process.send_signal(signal.SIGINT)
    code, _, errors = end(process)
    assert code == 130, errors
    told = f"kampung run steady.yaml --scheduler {dask.address} --language id --out out --resume"
    assert f"go on with: {told}" in errors
    assert "Traceback" not in errors
    code, _, errors = run(folder, *RUN, dask.address, "--resume")
    assert code == 0, errors
    assert data(folder / "out") == whole.data


@pytest.mark.long
def test_a_bug_in_an_activity_is_a_row_also_on_a_cluster(tmp_path: Path) -> None:
    packages = tmp_path / "packages"
    packages.mkdir()
    install(packages)
    (tmp_path / "buggy.yaml").write_text(WITH_A_BUG + WITH_MARKET)
    given = environment(packages)
    code, _, alone = run(tmp_path, "run", "buggy.yaml", "--out", "alone", env=given)
    assert code == 3, alone
    with local_dask(tmp_path / "dask", workers=0) as cluster:
        cluster.add_worker(packages)
        words = ("run", "buggy.yaml", "--out", "there", "--scheduler", cluster.address)
        code, _, errors = run(tmp_path, *words, env=given)
    assert code == 3, errors
    assert (tmp_path / "there" / "failures.csv").read_bytes() == (
        tmp_path / "alone" / "failures.csv"
    ).read_bytes()
    assert data(tmp_path / "there") == data(tmp_path / "alone")


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("127.0.0.1", "found '127.0.0.1'"),
        ("http://127.0.0.1:80", "found 'http://127.0.0.1:80'"),
        ("tcp://127.0.0.1:99999", "found 'tcp://127.0.0.1:99999'"),
        ("tcp://127.0.0.1:1", "no scheduler answers at 'tcp://127.0.0.1:1'"),
    ],
)
def test_an_address_without_a_scheduler_is_refused_and_leaves_no_folder(
    folder: Path, address: str, told: str
) -> None:
    code, _, errors = kampung(folder, *RUN, address)
    assert code == 2, errors
    assert told in errors
    assert "tcp://10.0.0.1:8786" in errors
    assert "Traceback" not in errors
    assert not (folder / "out").exists()


@pytest.mark.long
def test_a_cluster_without_workers_is_refused_and_leaves_no_folder(folder: Path, tmp_path: Path) -> None:
    with local_dask(tmp_path / "dask", workers=0) as cluster:
        code, _, errors = kampung(folder, *RUN, cluster.address)
    assert code == 2, errors
    assert f"the scheduler at '{cluster.address}' has no worker" in errors
    assert not (folder / "out").exists()


def test_a_worker_with_other_sources_is_refused(folder: Path, tmp_path: Path) -> None:
    with local_dask(tmp_path / "dask", workers=1) as cluster:
        cluster.add_worker(other_sources(tmp_path))
        code, _, errors = kampung(folder, *RUN, cluster.address)
    assert code == 2, errors
    assert "sources: the worker has" in errors
    assert "the same everywhere" in errors
    assert not (folder / "out").exists()


@pytest.mark.long
def test_a_worker_with_other_sources_that_joins_later_stops_the_study(
    folder: Path, tmp_path: Path, whole: Whole
) -> None:
    with local_dask(tmp_path / "dask", workers=1) as cluster:
        process = start(folder, *RUN, cluster.address)
        wait_for(lambda: parts(folder / "out") >= 1, process)
        cluster.add_worker(other_sources(tmp_path))
        code, _, errors = end(process)
    assert code == 4, errors
    assert "is unlike the others: sources: the worker has" in errors
    assert_intact(folder / "out")
    code, _, errors = kampung(folder, "run", "steady.yaml", "--out", "out", "--resume")
    assert code == 0, errors
    assert data(folder / "out") == whole.data


def test_without_dask_the_extra_is_named(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "distributed.py").write_text("raise ImportError")
    code, _, errors = run(folder, *RUN, "tcp://127.0.0.1:1", env=environment(tmp_path))
    assert code == 2, errors
    assert "Dask is not installed" in errors
    assert "[cluster]" in errors


@pytest.mark.long
def test_an_answer_on_a_cluster_has_the_bytes_of_one_at_home(dask: LocalDask, tmp_path: Path) -> None:
    programme = "  both: {activities: [forum, mentoring]}\n"
    text = experiment("asked", weeks=30, replicates=6, owners=16, burn_in=20) + programme
    (tmp_path / "asked.yaml").write_text(text)
    for out, more in (("home", ()), ("cluster", ("--scheduler", dask.address))):
        code, _, errors = run(tmp_path, "attribute", "asked.yaml", "--out", out, *more)
        assert code == 0, errors
    tables = sorted(path.name for path in (tmp_path / "home").glob("*.csv"))
    assert "attribution.csv" in tables
    for name in tables:
        assert (tmp_path / "cluster" / name).read_bytes() == (tmp_path / "home" / name).read_bytes()


@pytest.mark.long
def test_an_ensemble_on_a_cluster_has_the_bytes_of_one_at_home(dask: LocalDask, tmp_path: Path) -> None:
    (tmp_path / "asked.yaml").write_text(experiment("asked", weeks=30, replicates=3, owners=16, burn_in=20))
    asked = ("ensemble", "asked.yaml", "--sets", "1", "--draws", "10", "--waves", "1")
    for out, more in (("home", ()), ("cluster", ("--scheduler", dask.address))):
        code, _, errors = run(tmp_path, *asked, "--out", out, *more)
        assert code == 0, errors
    tables = sorted(path.name for path in (tmp_path / "home").glob("*.parquet"))
    assert "patterns.parquet" in tables
    for name in tables:
        assert (tmp_path / "cluster" / name).read_bytes() == (tmp_path / "home" / name).read_bytes()


@pytest.mark.long
def test_a_study_of_many_villages_on_a_cluster_has_the_bytes_of_one_at_home(
    dask: LocalDask, tmp_path: Path
) -> None:
    text = experiment("asked", weeks=30, replicates=3, owners=16, burn_in=20) + "villages: table.csv\n"
    (tmp_path / "asked.yaml").write_text(text)
    rows = "".join(f"Village {row},{12 + row},0.42..0.46\n" for row in range(20))
    (tmp_path / "table.csv").write_text("name,owners,threshold\n" + rows)
    for out, more in (("home", ()), ("cluster", ("--scheduler", dask.address))):
        code, _, errors = run(tmp_path, "villages", "asked.yaml", "--out", out, *more)
        assert code == 0, errors
    landed = sorted((tmp_path / "home" / "stage-000" / "weekly.parquet").iterdir())
    for path in landed:
        there = tmp_path / "cluster" / "stage-000" / "weekly.parquet" / path.name
        assert there.read_bytes() == path.read_bytes()
    assert landed
    for ending in ("csv", "parquet"):
        for path in sorted((tmp_path / "home").glob(f"*.{ending}")):
            assert (tmp_path / "cluster" / path.name).read_bytes() == path.read_bytes()
    assert (tmp_path / "home" / "ranking.parquet").exists()
