"""A village head with a file of answers: dropped, read, simulated, planned, forgotten; and who sees it."""

import base64
import io
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from simulation.dashboard.pages.budget import judged_weeks
from simulation.dashboard.state.own_village import MOST_UNPACKED, OwnVillage, read_own
from simulation.dashboard.state.plan_search import can_search
from tests.browser import expected
from tests.browser.conftest import Arrival
from tests.browser.server import Server
from tests.browser.visitor import MILLISECONDS, Visitor

SURVEYS = Path(__file__).parents[2] / "experiments" / "surveys"
BEFORE = SURVEYS / "made_up_before.xlsx"
PERSON = "Eka Besuki"
"""Somebody who is named in the faulty answers alone."""
SMALL = "2000000"
"""Rupiah: few plans, soon searched."""
DROP = """([name, data]) => {
  const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0));
  const held = new DataTransfer();
  held.items.add(new File([bytes], name));
  const place = document.querySelector('.k-upload');
  for (const kind of ['dragover', 'drop'])
    place.dispatchEvent(new DragEvent(kind, { dataTransfer: held, bubbles: true, cancelable: true }));
}"""


def faulty() -> bytes:
    """Return the faulty answers as ODK hands them out: CSV files in a zip archive."""
    return zipped({path.name: path.read_bytes() for path in sorted((SURVEYS / "made_up_faulty").iterdir())})


def zipped(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return stream.getvalue()


def drop(visitor: Visitor, name: str, data: bytes) -> None:
    """Let go of a file above the page, which takes none while it reads another."""
    expect(visitor.page.locator(".k-upload")).to_have_attribute("aria-busy", "false")
    visitor.page.evaluate(DROP, [name, base64.b64encode(data).decode()])


def own() -> OwnVillage:
    found = read_own(BEFORE.name, BEFORE.read_bytes(), expected.START)
    assert isinstance(found, OwnVillage)
    return found


def picture(visitor: Visitor, folder: Path, name: str) -> None:
    """Keep a picture, which is looked at; nothing may be wider than the screen."""
    page, size = visitor.page, visitor.page.viewport_size
    assert size is not None
    page.screenshot(path=folder / f"village-{name}-{size['width']}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


@pytest.mark.parametrize("width", [1280, 390])
def test_a_file_is_dropped_read_simulated_planned_and_forgotten(
    arrive: Arrival, screenshots: Path, width: int
) -> None:
    visitor = arrive(width=width).visit()
    page, wanted = visitor.page, own()
    assert wanted.figures is not None and wanted.start is not None
    page.get_by_role("link", name=visitor.say("page.village")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(visitor.say("own.title"))
    drop(visitor, BEFORE.name, BEFORE.read_bytes())
    expect(page.get_by_text(visitor.say("own.used", owners=wanted.figures.owners))).to_be_visible()
    expect(page.get_by_text(visitor.say("own.faultless"))).to_be_visible()
    told = visitor.say(
        "own.ties", ties=wanted.figures.ties, across=wanted.figures.across,
        share=expected.session().words.percent(wanted.figures.across / wanted.figures.ties),
    )  # fmt: skip
    expect(page.get_by_text(told)).to_be_visible()
    picture(visitor, screenshots, "read")
    # all pages are about it now
    visitor.button("own.simulate").click()
    lived = visitor.say("own.lived", owners=wanted.figures.owners)
    expect(page.get_by_text(lived)).to_be_visible()
    asker = expected.session()
    asker.live_in(wanted.start)
    visitor.wait_for_findings(expected.findings_of(asker))
    picture(visitor, screenshots, "simulated")
    assert "s=" not in page.url
    # its plan
    page.get_by_role("link", name=visitor.say("page.budget")).click()
    visitor.settle()
    if can_search():
        page.locator("#budget").fill(SMALL)
        page.keyboard.press("Enter")
        visitor.wait_for_code(bool)
        visitor.button("planner.start").click()
        expect(page.locator(".k-stacked tbody tr").first).to_be_visible(timeout=MILLISECONDS)
        week = judged_weeks(asker)[0]
        plans = page.get_by_role("region", name=visitor.say("planner.list"))
        expect(plans.locator("xpath=..")).to_contain_text(str(week))
        picture(visitor, screenshots, "planned")
    assert "s=" not in page.url or "village" not in expected.settings(visitor.code()).model_fields_set
    # the tab keeps neither village nor plans
    kept = page.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}])")
    assert "proposals" not in kept and BEFORE.name not in kept
    # and back
    page.get_by_role("button", name=visitor.say("own.back")).click()
    expect(page.get_by_text(lived)).to_have_count(0)
    page.get_by_role("link", name=visitor.say("page.village")).click()
    visitor.button("own.forget").click()
    expect(page.get_by_text(BEFORE.name)).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 390])
def test_a_faulty_file_shows_its_faults_by_cell_and_to_nobody_else(
    arrive: Arrival, server: Server, screenshots: Path, width: int
) -> None:
    visitor, other = arrive(width=width).visit("village"), arrive().visit("village")
    page = visitor.page
    visitor.page.locator("#answers").set_input_files(
        {"name": "jawaban Bu Tini.zip", "mimeType": "application/zip", "buffer": faulty()}
    )
    faults = page.get_by_role("region", name=visitor.say("own.mend"))
    expect(faults.first).to_be_visible()
    place = ", ".join(
        [
            visitor.say("own.sheet", sheet="pelaku"),
            visitor.say("own.column", column="J gotong_royong_1"),
            visitor.say("own.row", row="6"),
        ]
    )
    row = page.get_by_role("row").filter(has_text=place)
    expect(row).to_contain_text("1 sangat tidak setuju, 2 tidak setuju")
    near = page.get_by_role("row").filter(has_text=PERSON)
    expect(near.first).to_contain_text("Eka Basuki")
    picture(visitor, screenshots, "faulty")
    # who reads English sees the same in English
    visitor.page.get_by_role("button", name="English").click()
    expect(page.get_by_text("1 disagree strongly, 2 disagree").first).to_be_visible()
    # nobody else sees any of it, nor do address, storage or the server's words tell it
    other.page.reload()
    other.settle()
    kept = "JSON.stringify([location.href, {...sessionStorage}, {...localStorage}])"
    for where in (other.page.content(), page.evaluate(kept), other.page.evaluate(kept), server.told()):
        assert PERSON not in where and "Tini" not in where
    visitor.page.reload()
    visitor.settle()
    assert PERSON not in visitor.page.content()


def test_what_cannot_be_read_is_refused_in_one_sentence(visitor: Visitor) -> None:
    page = visitor.visit("village").page
    bomb = zipped({"pelaku.csv": b"0" * (MOST_UNPACKED + 1)})
    for name, data, told in (
        ("bom.zip", bomb, "jauh lebih besar daripada jawaban satu kampung"),
        ("dalam.zip", zipped({"pelaku.csv": b"nama\n", "lagi.zip": bomb}), "arsip di dalam arsip"),
        ("surat.pdf", b"%PDF-1.7", "dokumen PDF"),
        ("foto.xlsx", b"\xff\xd8\xff\xe0", "foto"),
        ("lama.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook\0".encode("utf-16-le"), "Excel lama"),
    ):
        drop(visitor, name, data)
        expect(page.get_by_role("alert")).to_contain_text(told)
        expect(page.get_by_role("alert")).to_contain_text(name)
    # too large: it is not even sent
    sent = visitor.frames
    page.locator("#answers").evaluate(
        """(field) => {
          const held = new DataTransfer();
          held.items.add(new File([new Uint8Array(5000001)], 'besar.xlsx'));
          field.files = held.files;
          field.dispatchEvent(new Event('change'));
        }"""
    )
    expect(page.get_by_role("alert").filter(has_text=re.compile("lebih besar dari 5"))).to_be_visible()
    assert visitor.frames - sent < 5


def test_a_large_file_comes_in_pieces(visitor: Visitor) -> None:
    page = visitor.visit("village").page
    lines = ["nama,kelompok,bidang,catatan"]
    lines += [f"Pelaku {number},{1 + number % 2},1,{'x' * 900}" for number in range(1_000)]
    drop(visitor, "besar.csv", "\n".join(lines).encode())
    expect(page.get_by_text(visitor.say("own.used", owners=1_000))).to_be_visible()
    # more than the page simulates: told, and nothing to press
    told = visitor.say("own.unfit.large", most=expected.START.most_owners)
    expect(page.get_by_text(told)).to_be_visible()
    expect(visitor.button("own.simulate")).to_have_count(0)
