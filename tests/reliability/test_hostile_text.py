"""What a user writes is text: in every field, in every file that is written, and on the screen."""

import io
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path

import pytest
from openpyxl import load_workbook

from simulation.files.table_text import cell_text, guarded, text_of_cell, unguarded
from simulation.survey.data_report import data_report
from simulation.survey.form_page import form_page
from simulation.survey.form_workbook import form_workbook
from simulation.survey.questionnaire import Questionnaire, village_of
from tests.reliability.hostile import FORMULA, LAYOUT, MARKUP, TEXTS, formulas, is_harmless, write_study
from tests.survey.answers import wave

ESCAPE = "\x1b[31mRED\x1b]0;TITLE\x07"


@pytest.fixture(params=TEXTS.values(), ids=TEXTS)
def study(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return write_study(tmp_path, request.param)


def test_report_figures_and_tables_hold_text_alone(kampung, study: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    code, told, errors = kampung("run", study, "--out", out, "--language", "id", "--workers", 1)
    assert (code, errors) == (0, ""), told
    assert is_harmless((out / "report.html").read_text(encoding="utf-8"))
    figures = list((out / "figures").glob("*.svg"))
    assert figures
    for figure in figures:
        ET.fromstring(figure.read_text(encoding="utf-8"))
        assert is_harmless(figure.read_text(encoding="utf-8"))
    for table in out.glob("*.csv"):
        assert formulas(table) == []


def test_a_ranking_of_villages_holds_their_names_as_text(kampung, study: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    code, told, _ = kampung("villages", study, "--out", out, "--workers", 1)
    assert code == 0, told
    assert is_harmless((out / "report.html").read_text(encoding="utf-8"))
    for table in out.glob("*.csv"):
        assert formulas(table) == []


def test_the_forms_of_a_survey_hold_text_alone(study: Path, tmp_path: Path) -> None:
    village = village_of(study)
    asked = Questionnaire.of(village)
    for language in ("en", "id"):
        assert is_harmless(form_page(asked, language))
        book = load_workbook(io.BytesIO(form_workbook(asked, language, note=village.name)))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert [cell.value for cell in cells if cell.data_type == "f"] == []
        assert [cell.value for cell in cells if str(cell.value)[:1] in ("=", "+", "@")] == []


def test_the_report_of_the_data_shows_a_name_of_markup_as_it_is(study: Path, tmp_path: Path) -> None:
    owners = "name,consent,group,sector\nAni,1,1,1\nBudi,1,1,1\n"
    report = data_report(wave(tmp_path / "survey", village_of(study), owners), "id")
    assert is_harmless(report)
    assert "<" not in report


def test_a_network_holds_its_labels_and_groups_as_text(kampung, tmp_path: Path) -> None:
    from networkx import Graph, write_graphml

    graph = Graph()
    texts = [FORMULA, MARKUP, "+1+1", "@x"]
    graph.add_nodes_from((text, {"side": f"-2+{place % 2}"}) for place, text in enumerate(texts))
    graph.add_edges_from(pairwise(texts))
    write_graphml(graph, tmp_path / "net.graphml")
    words = ("--group", "side", "--out", tmp_path / "v.yaml", "--keys", tmp_path / "keys.csv")
    code, out, err = kampung("network", "read", tmp_path / "net.graphml", *words)
    assert (code, err) == (0, ""), out
    tables = list(tmp_path.glob("*.csv"))
    assert len(tables) == 3
    assert [formulas(table) for table in tables] == [[], [], []]
    # and what was marked is read back as it was
    groups = village_of(tmp_path / "v.yaml").start.owners.group
    assert set(groups) == {group.name for group in village_of(tmp_path / "v.yaml").groups}


def test_no_text_commands_the_terminal(kampung, tmp_path: Path) -> None:
    study = write_study(tmp_path, "x")
    table = tmp_path / "villages.csv"
    table.write_text(table.read_text().replace("x 1", f"A{ESCAPE}B"))
    for words in (
        ("villages", study, "--out", tmp_path / "out", "--workers", 1),
        ("show", study),
        ("check", study),
    ):
        _, out, err = kampung(*words)
        assert not {"\x1b", "\x07", "\u202e"} & set(out + err)


def test_what_looks_like_markup_of_the_terminal_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    from rich.console import Console

    from simulation.terminal.tables import Sheet, print_table

    text = f"[red]r[/red] [/] [link=http://x]{ESCAPE}"
    sheet = Sheet(text, ("village", text), [(text, text)], [text])
    for console in (Console(), Console(force_terminal=True, width=200, color_system=None)):
        print_table(console, sheet)
        shown = capsys.readouterr().out
        assert shown.count("[red]r[/red] [/] [link=http://x][31mRED") == 5
        assert "\x1b]0;" not in shown


@pytest.mark.parametrize("text", ["=1", "+1+1", "-1-1", "@a", "\t=1", " =1", "\uff1d1", "'=1", "-"])
def test_a_cell_that_would_be_a_formula_is_marked_and_read_back(text: str) -> None:
    marked = cell_text(text)
    assert isinstance(marked, str)
    assert marked == f"'{text}"
    assert text_of_cell(marked) == text


@pytest.mark.parametrize(
    "value", [-0.5, 3, None, True, "-5", "-0,5", "1e-5", "-12.5 %", "Nur'aini", "'Aisyah"]
)
def test_numbers_and_names_stay_as_they_are(value: object) -> None:
    assert cell_text(value) == value
    assert text_of_cell(value) == value


def test_a_table_keeps_its_numbers() -> None:
    import pandas as pd

    frame = pd.DataFrame({"=a": [-1.5, 2.0], "village": ["=x", "y"], "mixed": [-1, "@z"]})
    written = guarded(frame)
    assert written.columns.tolist() == ["'=a", "village", "mixed"]
    assert written["'=a"].tolist() == [-1.5, 2.0]
    assert written["mixed"].tolist() == [-1, "'@z"]
    assert unguarded(written).equals(frame)


def test_mathematics_in_a_label_is_not_set() -> None:
    from simulation.report.drawing import drawing_rules, new_figure
    from simulation.report.picture import Picture

    with drawing_rules():
        figure = new_figure(3, 2)
        axes = figure.add_subplot()
        axes.set_yticks([0, 1], [LAYOUT, f"{MARKUP}{ESCAPE}"])
    shown = Picture(figure)._repr_html_()
    ET.fromstring(shown)
    assert is_harmless(shown)
    assert "$\\bad{" in shown
