"""Tables go into other programs with their labels, and come back with the same values."""

import json
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from simulation.codebook.tables import tables_in
from simulation.exporting import statistical
from simulation.exporting.export import WRITERS, export
from simulation.exporting.names import LONGEST, taken_names
from simulation.files.faults import StudyError
from simulation.files.table_text import unguarded
from simulation.store.manifest import MANIFEST
from tests.command_line import kampung
from tests.finished_folders import Copy

READ = {
    "csv": lambda path: (pd.read_csv(path), None),
    "r": lambda path: (pd.read_parquet(path), None),
    "stata": pyreadstat.read_dta,
    "spss": pyreadstat.read_sav,
}
ENDINGS = {"csv": "csv", "r": "parquet", "stata": "dta", "spss": "sav"}


def originals(folder: Path) -> dict[str, pd.DataFrame]:
    found = {}
    for table in tables_in(folder):
        read = pd.read_csv if table.path.suffix == ".csv" else pd.read_parquet
        found[table.name] = unguarded(read(table.path))
    return found


def same(left: pd.Series, right: pd.Series) -> bool:
    """Tell whether two columns hold the same, whatever type they have; no text is an empty one there."""
    if left.notna().any() and not pd.api.types.is_numeric_dtype(left):
        words = {"True": "1.0", "False": "0.0"}
        return [words.get(str(each), str(each)) for each in left.fillna("")] == [
            words.get(str(each), str(each)) for each in right.fillna("")
        ]
    return bool(np.array_equal(left.astype(float), right.astype(float), equal_nan=True))


@pytest.mark.parametrize("program", WRITERS)
@pytest.mark.parametrize("kind", ["study", "attribute"])
def test_every_table_comes_back_with_all_its_values(program: str, kind: str, copy: Copy) -> None:
    folder = copy(kind)
    export(folder, program)
    for name, frame in originals(folder).items():
        back, _ = READ[program](folder / "export" / program / f"{name}.{ENDINGS[program]}")
        assert len(back) == len(frame)
        for column, found in zip(frame.columns, back.columns, strict=True):
            assert same(frame[column], back[found]), (name, column)


@pytest.mark.parametrize("program", ["stata", "spss"])
@pytest.mark.parametrize(
    ("language", "label"), [("en", "trust in other groups"), ("id", "kepercayaan pada kelompok lain")]
)
def test_columns_and_files_have_their_labels(program: str, language: str, label: str, copy: Copy) -> None:
    folder = copy("study")
    export(folder, program, language=language)
    path = folder / "export" / program / f"weekly.{ENDINGS[program]}"
    _, about = READ[program](path)
    assert about.column_names_to_labels["trust_other"] == label
    assert about.file_label.startswith({"en": "Measures", "id": "Ukuran"}[language])


def write_study(folder: Path, frame: pd.DataFrame) -> Path:
    """Write a table into the manifest's folder as if a question had left it."""
    frame.to_csv(folder / "own.csv", index=False)
    return folder


def test_long_names_words_of_the_program_and_yes_or_no_survive(copy: Copy) -> None:
    long = "communication_training.attendance_of_all_owners"
    frame = pd.DataFrame({
        long: [0.1, 0.2], f"{long}_2": [1, 2], "with": ["a", None], "sure": [True, False],
        "text": ["ä" * 5000, "b"], "nothing": [None, None],
    })  # fmt: skip
    folder = write_study(copy("study"), frame)
    for program, longest in LONGEST.items():
        export(folder, program)
        place = folder / "export" / program
        back, about = READ[program](place / f"own.{ENDINGS[program]}")
        assert all(len(name) <= longest for name in back.columns)
        assert len(set(back.columns)) == 6
        names = pd.read_csv(place / "names.csv")
        told = dict(zip(names["column"], names["name"], strict=True))
        assert names["table"].unique().tolist() == ["own"]
        assert back[told[long]].tolist() == [0.1, 0.2]
        assert back[told[f"{long}_2"]].tolist() == [1, 2]
        assert told["with"] == "with_2"
        assert about.variable_value_labels["sure"] == {0: "no", 1: "yes"}
        assert back["sure"].tolist() == [1, 0]
        assert set(back["text"][0]) == {"ä"}
        assert back["nothing"].isna().all()


def test_a_table_without_rows_is_exported_too(copy: Copy) -> None:
    folder = write_study(copy("study"), pd.DataFrame({"box": [], "parameter": []}))
    for program in WRITERS:
        export(folder, program)
        back, _ = READ[program](folder / "export" / program / f"own.{ENDINGS[program]}")
        assert list(back.columns) == ["box", "parameter"]
        assert len(back) == 0


def test_scripts_read_every_table_and_know_every_column(copy: Copy) -> None:
    folder = copy("study")
    for program, script in (("csv", "read.R"), ("r", "read.R"), ("stata", "read.do"), ("spss", "read.sps")):
        paths = export(folder, program, language="en")
        text = (folder / "export" / program / script).read_text(encoding="utf-8")
        assert {"comparison", "weekly"} <= {path.stem for path in paths}
        assert "comparison" in text
        assert "weekly" in text
        assert (folder / "export" / program / "codebook.csv").exists()
        for one, other in ("()", "{}"):
            assert text.count(one) == text.count(other)
        if script == "read.R":
            assert '`trust_other` = "trust in other groups"' in text
            assert f"library({'arrow' if program == 'r' else 'data.table'})" in text
    assert "foreach table in comparison weekly {" in (folder / "export/stata/read.do").read_text()
    assert "GET FILE='weekly.sav'." in (folder / "export/spss/read.sps").read_text()


def test_names_stay_apart_and_are_names() -> None:
    columns = ["if", "IF", "a.b", "a_b", "1st", "x" * 40, "x" * 41, "ends_", "_all"]
    for program, longest in LONGEST.items():
        found = list(taken_names(columns, program).values())
        assert len({name.lower() for name in found}) == len(columns)
        assert all(name.isidentifier() and len(name) <= longest and name[-1] != "_" for name in found)
    assert taken_names(["trust", "week"], "stata") == {"trust": "trust", "week": "week"}


def test_the_command_says_what_it_wrote_and_writes_it_anew(copy: Copy, tmp_path: Path) -> None:
    folder = copy("study")
    for _ in range(2):
        code, out, errors = kampung(tmp_path, "export", folder, "--format", "csv")
        assert code == 0, errors
        assert "4 files" in out
        assert "comparison.csv, read.R, weekly.csv" in out
    code, _, errors = kampung(tmp_path, "export", folder, "--format", "csv", "--out", folder)
    assert (code, len(errors.splitlines())) == (2, 1)
    assert "--out: something is there already" in errors
    assert sorted(path.name for path in (folder / "export").iterdir()) == ["csv"]


def test_what_is_not_whole_is_refused(copy: Copy, tmp_path: Path) -> None:
    folder = copy("study")
    part = folder / "weekly.parquet" / "part-00000.parquet"
    part.write_bytes(part.read_bytes()[:-1])
    with pytest.raises(StudyError, match="kampung rerun computes it again"):
        export(folder, "csv")
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8")) | {"state": "running"}
    (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(StudyError, match="is running; allowed: finished results"):
        export(folder, "csv")
    with pytest.raises(StudyError, match="no results that can be read"):
        export(tmp_path, "csv")
    assert not (folder / "export").exists()


def test_without_the_extra_it_is_named(copy: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = copy("study")
    monkeypatch.setitem(sys.modules, "pyreadstat", None)
    for program in ("stata", "spss"):
        with pytest.raises(StudyError, match="the extra 'export'"):
            export(folder, program)
    export(folder, "csv")
    monkeypatch.undo()
    assert isinstance(statistical.pyreadstat(), ModuleType)
