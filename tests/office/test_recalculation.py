"""LibreOffice calculates the workbook anew, to the rupiah."""

import io
import re
import shutil
import subprocess
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from simulation import load_study
from simulation.office.form import Form
from simulation.office.programme import HeldProgramme
from simulation.office.workbook import workbook
from tests.patience import PATIENCE

ROOT = Path(__file__).parents[2]
LIBREOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(LIBREOFFICE is None, reason="LibreOffice is missing: make libreoffice")


def without_values(data: bytes) -> bytes:
    """Return a workbook whose formulas have no values."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for part in old.namelist():
            text = old.read(part)
            if part.startswith("xl/worksheets/"):
                text, found = re.subn(rb"</f><v>[^<]*</v>", b"</f>", text)
                assert found or part.endswith("sheet3.xml")
            new.writestr(part, text)
    return stream.getvalue()


def changed(data: bytes) -> bytes:
    """Return a workbook in which an officer has set another fee, and another start."""
    book = load_workbook(io.BytesIO(data))
    assert book["RAB"]["E8"].value == 900_000
    book["RAB"]["E8"] = 1_234_567
    book["Kalender"]["D6"] = datetime(2028, 2, 29)
    stream = io.BytesIO()
    book.save(stream)  # without the values of formulas
    return stream.getvalue()


@pytest.fixture(scope="module")
def form() -> Form:
    config = load_study(ROOT / "experiments" / "kaloran_brimob.yaml").config
    return Form(HeldProgramme.of(config, "all"), date(2027, 1, 4), "id")


@pytest.fixture(scope="module")
def calculated(form: Form, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Both workbooks as LibreOffice saves them: one start of it for all tests, with a profile of its own."""
    assert LIBREOFFICE is not None
    folder = tmp_path_factory.mktemp("libreoffice")
    data = workbook(form)
    files = {"as_written": without_values(data), "changed": changed(data)}
    for name, content in files.items():
        (folder / f"{name}.xlsx").write_bytes(content)
        assert load_workbook(folder / f"{name}.xlsx", data_only=True)["RAB"]["F8"].value is None
    command = [
        LIBREOFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
        "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out"),
        *(str(folder / f"{name}.xlsx") for name in files),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stderr
    return {name: load_workbook(folder / "out" / f"{name}.xlsx", data_only=True) for name in files}


def amounts(book: Any) -> tuple[list[int], int, str]:
    """Return the amounts of the items, the total and how it is spelt."""
    rows = [[cell.value for cell in row] for row in book["RAB"].iter_rows()]
    items = [row[5] for row in rows if isinstance(row[2], int | float)]
    (total,) = [row[5] for row in rows if row[0] == "Jumlah seluruhnya"]
    (spelt,) = [row[0] for row in rows if str(row[0]).startswith("Terbilang")]
    return items, total, spelt


def test_it_comes_to_the_same_amounts_to_the_rupiah(form: Form, calculated: dict[str, Any]) -> None:
    items, total, spelt = amounts(calculated["as_written"])
    estimate = form.estimate
    assert items == [item.amount for part in estimate.parts for item in part.items]
    assert total == estimate.total == estimate.expected
    assert spelt == f"Terbilang: {form.spelt(total)}"
    subtotals = [
        row[5].value
        for row in calculated["as_written"]["RAB"].iter_rows()
        if str(row[0].value).startswith("Jumlah ")
    ]
    assert subtotals == [*(part.subtotal for part in estimate.parts), total]


def test_it_comes_to_the_same_days(form: Form, calculated: dict[str, Any]) -> None:
    days = [row[1].value for row in calculated["as_written"]["Kalender"].iter_rows(min_row=8)]
    assert [day.date() for day in days if isinstance(day, datetime)] == [each.day for each in form.calendar]


def test_what_an_officer_changes_is_carried_through(form: Form, calculated: dict[str, Any]) -> None:
    _, total, spelt = amounts(calculated["changed"])
    assert total == form.estimate.total + 6 * (1_234_567 - 900_000)
    assert spelt == "Terbilang: (jumlah telah berubah: tulis ulang terbilang)"
    rows = [
        [cell.value for cell in row[:3]] for row in calculated["changed"]["Kalender"].iter_rows(min_row=8)
    ]
    (first, *_) = [row for row in rows if isinstance(row[1], datetime)]
    assert first[1:] == [datetime(2028, 3, 7), 2]
