"""Saved files open and hold the numbers shown."""

import csv
import io
from pathlib import Path
from xml.etree import ElementTree

import matplotlib.image
import numpy as np
import pytest
from playwright.sync_api import Locator, expect

from tests.browser import expected
from tests.browser.visitor import Visitor

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def figure(visitor: Visitor) -> Locator:
    """The first chart of the first page: trust in the other group."""
    visitor.visit()
    return visitor.page.locator(".k-figure").first


def test_a_csv_holds_the_numbers_of_the_answer(visitor: Visitor, figure: Locator, tmp_path: Path) -> None:
    file = visitor.downloads(figure.get_by_role("button", name="CSV").click, tmp_path)
    assert file.name == "kampung-trust_other.csv"
    head, *rows = csv.reader(io.StringIO(file.read_bytes().decode("utf-8-sig")))
    assert head[0] == "pekan"
    assert head[4] == "Seluruh program: rata-rata"
    found = np.array(rows, dtype=float)
    answer = expected.answer()
    mean, low, high = answer.courses["programme", "trust_other"]
    np.testing.assert_array_equal(found[:, 0], np.arange(mean.size))
    np.testing.assert_allclose(found[:, 4:].T, [mean, low, high], rtol=1e-6)
    excel = visitor.downloads(figure.get_by_role("button", name="Excel (;)").click, tmp_path / "excel")
    lines = excel.read_bytes().decode("utf-8-sig").split("\r\n")
    assert lines[0].startswith('"pekan";') and "." not in lines[1]
    other = [[float(cell.replace(",", ".")) for cell in line.split(";")] for line in lines[1:-1]]
    np.testing.assert_array_equal(other, found)
    # the table below the chart shows the same
    figure.locator("summary").click()
    expect(figure.locator("tbody tr")).to_have_count(len(found))
    last = figure.locator("tbody tr").last.locator("td").all_inner_texts()
    shown = [float(cell.replace(",", ".")) for cell in last]
    np.testing.assert_allclose(shown, found[-1], rtol=1e-5)


def test_an_svg_is_the_drawing_with_its_words(visitor: Visitor, figure: Locator, tmp_path: Path) -> None:
    file = visitor.downloads(figure.get_by_role("button", name="SVG").click, tmp_path)
    drawing = ElementTree.parse(file).getroot()
    assert drawing.tag == f"{SVG}svg"
    words = {text.text for text in drawing.iter(f"{SVG}text")}
    assert {"pekan", "Tanpa program", "Seluruh program", "104", "0,60"} <= words


def test_a_png_is_a_picture_of_the_chart(visitor: Visitor, figure: Locator, tmp_path: Path) -> None:
    file = visitor.downloads(figure.get_by_role("button", name="PNG").click, tmp_path)
    picture = matplotlib.image.imread(file)
    height, width, _ = picture.shape
    box = figure.locator(".k-chart-drawing").bounding_box()
    assert box is not None
    assert (width, height) == pytest.approx((2 * box["width"], 2 * box["height"]), abs=2)
    blue = (picture[..., 2] > 0.8) & (picture[..., 0] < 0.2)
    assert 100 < blue.sum() < 0.2 * blue.size
    assert (picture[..., :3].min(axis=2) > 0.99).mean() > 0.3
