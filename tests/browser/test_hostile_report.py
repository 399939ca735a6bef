"""A report full of hostile text, opened: nothing runs, nothing is fetched."""

from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.reliability.hostile import MARKUP, write_study


def test_nothing_in_a_report_runs(kampung, browser: Browser, tmp_path: Path) -> None:
    study = write_study(tmp_path, MARKUP)
    out = tmp_path / "out"
    assert kampung("run", study, "--out", out, "--workers", 1)[0] == 0
    page = browser.new_page()
    met: list[str] = []
    page.on("dialog", lambda dialog: (met.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: met.append(str(error)))
    page.on("request", lambda request: met.append(request.url))
    page.goto((out / "report.html").as_uri())
    for figure in page.locator("svg text, td, h1").all()[:40]:
        figure.dispatch_event("mouseover")
    page.wait_for_timeout(300)
    assert page.evaluate("window.pwned === undefined")
    expect(page.locator("x-pwned, img, script")).to_have_count(0)
    assert [url for url in met if not url.endswith("report.html") and not url.startswith("data:")] == []
    expect(page.locator("h1")).to_contain_text("x-pwned")
    page.close()
