"""The page on performance says what was measured, and nothing else."""

import json
from typing import Any

import pytest

from benchmarks import page
from benchmarks.__main__ import RESULTS


@pytest.fixture
def results() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(RESULTS.read_text())
    return found


def test_the_page_holds_the_committed_results(results: dict[str, Any]) -> None:
    assert set(page.TABLES) <= set(results)
    assert page.filled(page.PAGE.read_text(), results) == page.PAGE.read_text()


def test_another_result_changes_its_table_alone(results: dict[str, Any]) -> None:
    before = page.PAGE.read_text()
    results["c_ratio"]["60"]["cpu"]["median"] = 0.123
    changed = [
        line
        for line, old in zip(page.filled(before, results).splitlines(), before.splitlines(), strict=True)
        if line != old
    ]
    assert len(changed) == 1
    assert changed[0].startswith("| 60 | 0.12 (")


def test_a_page_without_the_marks_is_refused(results: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="lacks '<!-- mesa_ratio"):
        page.filled("nothing", results)
