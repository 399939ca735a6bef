"""The survey that ships is made up, says so, and is what its script writes."""

import csv
import sys
from pathlib import Path

from openpyxl import load_workbook

sys.path.insert(0, str(Path(__file__).parents[2] / "experiments" / "surveys"))
import made_up_survey

SURVEYS = Path(made_up_survey.__file__).parent
WORKBOOKS = ("made_up_before.xlsx", "made_up_after.xlsx")


def test_every_sheet_says_that_nobody_was_asked() -> None:
    for name in WORKBOOKS:
        for page in load_workbook(SURVEYS / name).worksheets:
            assert page["A1"].value == made_up_survey.NOTE
    for path in (SURVEYS / "made_up_faulty").iterdir():
        with path.open(encoding="utf-8") as stream:
            assert next(csv.reader(stream, delimiter=";")) == [made_up_survey.NOTE]


def test_the_script_writes_what_ships(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "surveys").mkdir()
    for name in ("kaloran_brimob.yaml", "villages"):
        (tmp_path / name).symlink_to(SURVEYS.parent / name)
    monkeypatch.setattr(made_up_survey, "HERE", tmp_path / "surveys")
    made_up_survey.main()
    for name in WORKBOOKS:
        new, old = (load_workbook(folder / name).worksheets for folder in (tmp_path / "surveys", SURVEYS))
        for one, other in zip(new, old, strict=True):
            assert list(one.values) == list(other.values)
    for path in (SURVEYS / "made_up_faulty").iterdir():
        written = tmp_path / "surveys" / "made_up_faulty" / path.name
        assert written.read_bytes() == path.read_bytes()
