"""The table of measures of the ODD is what the catalogue says."""

from pathlib import Path

from simulation.measures.catalogue import MEASURES, PER_GROUP
from simulation.measures.table import renewed, table

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "odd.md"


def test_the_table_in_the_odd_is_not_stale() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert renewed(page) == page, "run: python -m simulation.measures.table docs/odd.md"


def test_every_measure_is_defined_and_names_a_file_that_computes_it() -> None:
    shown = table()
    for measure in (*MEASURES, *PER_GROUP):
        assert f"| `{measure.name}` |" in shown
        assert measure.definition
        assert (ROOT / "simulation" / "measures" / f"{measure.file}.py").exists()
    # a bar in a cell would end it
    assert all(row.replace("\\|", "").count("|") == 6 for row in shown.splitlines())
