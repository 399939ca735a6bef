"""The patterns are those of the calibration; parameters are found by mark and by words."""

import re
from pathlib import Path
from typing import get_args

import pytest

from simulation.dashboard.pages.assumptions import matching, patterns
from simulation.dashboard.state.starting_point import Start, read_start
from simulation.parameters.field import Mark

DOCS = Path(__file__).parents[3] / "docs" / "calibration.md"


@pytest.fixture(scope="module")
def start() -> Start:
    return read_start(None)


def written() -> list[dict[str, object]]:
    """The table of the patterns as the documentation has it, of the model as it is."""
    section = DOCS.read_text(encoding="utf-8").split("## The patterns")[1].split("\n## ")[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if re.match(r"\| P\d+", line)]
    found = []
    for pattern, band, _, _, now, met in ([cell.strip() for cell in row] for row in rows):
        name, what = pattern.split(": ", 1)
        low, high = limits(band)
        mean, least, most = map(float, re.fullmatch(r"(\S+) \((\S+) to (\S+)\)", now).groups())  # type: ignore[union-attr]
        found.append(
            {"name": name, "en": what, "low": low, "high": high, "mean": mean,
             "from": least, "to": most, "met": met.startswith("yes")}
        )  # fmt: skip
    return found


def limits(band: str) -> tuple[float | None, float | None]:
    if band.startswith("below "):
        return None, float(band.removeprefix("below "))
    if band.endswith(" and more"):
        return float(band.removesuffix(" and more")), None
    low, high = band.split(" to ")
    return float(low), float(high)


def test_the_patterns_shown_are_the_table_of_the_calibration() -> None:
    shown = [{key: value for key, value in pattern.items() if key != "id"} for pattern in patterns()]
    assert len(shown) > 10
    assert shown == written()


def test_every_pattern_is_told_in_indonesian_of_its_own() -> None:
    for pattern in patterns():
        assert pattern["id"].strip()
        assert pattern["id"] != pattern["en"]


def test_the_marks_divide_all_parameters(start: Start) -> None:
    every = start.parameters
    parts = [matching(every, mark, "") for mark in get_args(Mark)]
    assert sum(map(len, parts)) == len(every)
    for mark, part in zip(get_args(Mark), parts, strict=True):
        assert {parameter.description.mark for parameter in part.values()} <= {mark}
    assert matching(every, "", "") == every


def test_a_text_is_found_in_labels_of_both_languages_symbol_and_source(start: Start) -> None:
    every = start.parameters
    for name, parameter in every.items():
        about = parameter.description
        for text in (name, about.en.upper(), about.id, about.symbol, about.evidence[:30]):
            assert name in matching(every, "", text)


def test_all_words_of_a_text_must_stand_and_the_mark_too(start: Start) -> None:
    every = start.parameters
    found = matching(every, "", "trust threshold")
    assert set(found) < set(matching(every, "", "trust"))
    assert matching(every, "", "trust xyzzy") == {}
    for mark in get_args(Mark):
        assert set(matching(every, mark, "trust")) <= set(matching(every, "", "trust"))


def test_symbols_of_the_equations_are_shown_where_there_are_any(start: Start) -> None:
    symbols = {name: parameter.description.symbol for name, parameter in start.parameters.items()}
    assert {"theta", "e0"} <= set(symbols.values())
    assert "" in symbols.values()
