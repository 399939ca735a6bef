"""An experiment knows the files it was read from, as they were written."""

import pickle
from pathlib import Path

import pytest

from simulation import load_study
from simulation.experiment.as_written import AsWritten
from simulation.experiment.config import StudyConfig
from simulation.experiment.posterior import PLAUSIBLE
from simulation.running.run import changed
from tests.running.test_run import EXPERIMENT

VILLAGE = """\
# a village
name: Small
owners: 20
groups: [{name: a, share: 0.5}, {name: b, share: 0.5}]
sectors: [{name: food, share: 0.5}, {name: craft, share: 0.5}]
start: {owners: tables/owners.csv, ties: tables/ties.csv}
"""
OWNERS = "group,sector\n" + "".join(f"{'ab'[n % 2]},{('food', 'craft')[n % 2]}\n" for n in range(20))


def written(folder: Path, behaviour: str = "") -> Path:
    """Write an experiment that names files of every kind; return it."""
    rest = EXPERIMENT.split("weeks: 20", 1)[1]
    head = "name: mine\nvillage: ../villages/small.yaml\n"
    named = "villages: ../many.csv\nsweep: {table: sweep.csv}\n"
    files = {
        "studies/mine.yaml": f"{head}{behaviour}weeks: 20{rest}{named}",
        "studies/sweep.csv": "threshold\n0.4\n0.5\n",
        "villages/small.yaml": VILLAGE.replace("start:", "# start:"),
        "many.csv": "name,owners\nA,20\nB,30\n",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True, parents=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder / "studies" / "mine.yaml"


def test_every_file_is_there_byte_for_byte_below_what_holds_them_all(tmp_path: Path) -> None:
    (tmp_path / "sets.parquet").write_bytes(PLAUSIBLE.read_bytes())
    file = written(tmp_path, "behaviour: ../sets.parquet\n")
    files = load_study(file).config.as_written.files
    assert sorted(files) == [
        "many.csv", "sets.parquet", "studies/mine.yaml", "studies/sweep.csv", "villages/small.yaml"
    ]  # fmt: skip
    assert all((tmp_path / name).read_bytes() == data for name, data in files.items())


def test_the_tables_of_a_start_begin_at_the_village(tmp_path: Path) -> None:
    tables = tmp_path / "villages" / "tables"
    tables.mkdir(parents=True)
    (tables / "owners.csv").write_text(OWNERS, encoding="utf-8")
    (tables / "ties.csv").write_text("first,second,strength\n0,1,0.5\n", encoding="utf-8")
    (tmp_path / "villages" / "small.yaml").write_text(VILLAGE, encoding="utf-8")
    rest = EXPERIMENT.split("weeks: 20", 1)[1].replace("burn_in: 10\n", "")
    text = f"name: mine\nvillage: villages/small.yaml\nweeks: 20{rest}"
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
    files = load_study(tmp_path / "mine.yaml").config.as_written.files
    assert {"villages/tables/owners.csv", "villages/tables/ties.csv"} <= set(files)


@pytest.mark.parametrize("behaviour", ["behaviour: plausible\n", "behaviour: defaults\n", ""])
def test_sets_that_ship_are_no_file_of_the_user(behaviour: str, tmp_path: Path) -> None:
    assert not any(
        "parquet" in name for name in load_study(written(tmp_path, behaviour)).config.as_written.files
    )


def test_a_file_of_an_absolute_path_is_kept_without_its_folders(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere" / "sets.parquet"
    elsewhere.parent.mkdir()
    elsewhere.write_bytes(PLAUSIBLE.read_bytes())
    file = written(tmp_path / "here", f"behaviour: {elsewhere}\n")
    assert "sets.parquet" in load_study(file).config.as_written.files


def test_it_stays_with_the_experiment_and_makes_no_difference(tmp_path: Path) -> None:
    config = load_study(written(tmp_path)).config
    assert changed(config, 3, 9).as_written.files == config.as_written.files
    assert pickle.loads(pickle.dumps(config)).as_written.files == config.as_written.files
    again = StudyConfig.model_validate(config.to_document())
    assert again.as_written == AsWritten()
    assert again.as_written.files == {}
    assert again == StudyConfig.model_validate(config.to_document())
    assert again.hash() == config.hash()
