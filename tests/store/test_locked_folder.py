"""Every table of results also lies there for spreadsheets with a decimal comma."""

from pathlib import Path

import pandas as pd

from simulation.store.locked_folder import LockedFolder


def test_a_table_is_written_for_programmes_and_for_a_spreadsheet_with_a_decimal_comma(tmp_path: Path) -> None:
    frame = pd.DataFrame({"scenario": ["forum"], "mean": [0.125], "cost": [2350000]})
    with LockedFolder(tmp_path / "out", resume=False) as folder:
        path = folder.write_frame("comparison.csv", frame)
    assert path.read_bytes() == b"scenario,mean,cost\nforum,0.125,2350000\n"
    beside = tmp_path / "out" / "excel_id" / "comparison.csv"
    assert beside.read_bytes() == b"\xef\xbb\xbfscenario;mean;cost\r\nforum;0,125;2350000\r\n"
