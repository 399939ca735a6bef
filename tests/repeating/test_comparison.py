"""Two folders compared: by their bytes, and where those differ by their values."""

import json
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from simulation.repeating.comparison import compare_folders
from simulation.store.data_files import data_files
from simulation.store.manifest import MANIFEST


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """Two folders that hold the same, apart from their time."""
    folders = tmp_path / "then", tmp_path / "now"
    for number, folder in enumerate(folders):
        (folder / "stage-000" / "weekly.parquet").mkdir(parents=True)
        (folder / "experiment").mkdir()
        frame = pd.DataFrame({"trust": [0.5, float("nan")]})
        frame.to_csv(folder / "effects.csv")
        frame.to_parquet(folder / "effects.parquet")
        (folder / "experiment" / "mine.csv").write_text(str(number), encoding="utf-8")
        (folder / "codebook.csv").write_text(str(number), encoding="utf-8")
        (folder / "report.html").write_text(str(number), encoding="utf-8")
        manifest = {"config": {}, "written": number, "versions": {"numpy": "2"}, "origin": {"numba": "1"}}
        (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    return folders


def test_reports_codebooks_and_what_went_in_are_no_data(two: tuple[Path, Path]) -> None:
    assert list(data_files(two[0])) == ["effects.csv", "effects.parquet"]
    found = compare_folders(*two)
    assert found.same
    assert found.lines() == ["the same bytes: all 2 files of data"]


def test_the_same_values_in_other_bytes_are_told_as_such(two: tuple[Path, Path]) -> None:
    table = pq.read_table(two[1] / "effects.parquet")
    pq.write_table(table, two[1] / "effects.parquet", compression="zstd")
    found = compare_folders(*two)
    assert found.differing == {"effects.parquet": "the same values in other bytes"}
    pd.DataFrame({"trust": [0.5, 0.5]}).to_parquet(two[1] / "effects.parquet")
    assert compare_folders(*two).differing == {"effects.parquet": "differs"}
    (two[1] / "effects.parquet").write_bytes(b"nothing")
    assert compare_folders(*two).differing == {"effects.parquet": "cannot be read (ArrowInvalid)"}


def test_a_file_that_one_of_them_lacks_is_named(two: tuple[Path, Path]) -> None:
    (two[0] / "effects.csv").rename(two[0] / "other.csv")
    assert compare_folders(*two).differing == {
        "other.csv": "was not made again",
        "effects.csv": f"is not in {two[0]}",
    }


def test_versions_are_compared_with_sources_and_commit(two: tuple[Path, Path]) -> None:
    manifest = json.loads((two[0] / MANIFEST).read_text(encoding="utf-8"))
    manifest |= {"origin": {"numba": "0"}, "git_commit": "abc"}
    (two[0] / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    assert compare_folders(*two).versions == (
        "numba: '0' in the folder, '1' now",
        "git_commit: 'abc' in the folder, nothing now",
    )
