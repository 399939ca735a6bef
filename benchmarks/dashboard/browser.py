"""One visitor in a real browser: how long until the page is there, and until a slider is answered."""

import time
from pathlib import Path
from typing import Any

CHROMIUM = Path("/usr/bin/chromium")
READY, DRAWN = ".k-slider input", ".k-chart-drawing[data-drawn]"
SLIDERS = ("village-misreading", "village-avoidance")


def look(address: str, moves: int) -> dict[str, Any] | None:
    """Return seconds until the page is ready, its first chart, and of each move; None without browser.

    A move has its first answer (``moves``) and that of all villages (``whole``).
    """
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415
    except ModuleNotFoundError:
        return None
    if not CHROMIUM.exists():
        return None
    found: dict[str, Any] = {"moves": [], "whole": []}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        begin = time.perf_counter()
        page.goto(f"http://{address}/")
        page.wait_for_selector(READY)
        found["ready"] = time.perf_counter() - begin
        page.wait_for_selector(DRAWN, timeout=60_000)
        found["first"] = time.perf_counter() - begin
        page.wait_for_timeout(3000)
        for turn in range(moves):
            slider = page.locator(f"#{SLIDERS[turn % len(SLIDERS)]}")
            drawn = page.locator(DRAWN).first.get_attribute("data-drawn")
            begin = time.perf_counter()
            slider.press("ArrowRight")
            told = "([css, old]) => document.querySelector(css).getAttribute('data-drawn') !== old"
            page.wait_for_function(told, arg=[DRAWN, drawn], timeout=60_000)
            found["moves"].append(time.perf_counter() - begin)
            whole = "() => !document.querySelector('.k-pending, .k-refining')"
            page.wait_for_function(whole, timeout=60_000)
            found["whole"].append(time.perf_counter() - begin)
            page.wait_for_timeout(3000)
        page.goto("about:blank")  # the page says good-bye
        page.wait_for_timeout(1000)
        browser.close()
    return found
