"""A visitor with a browser of his own: what he does, what he sees, and everything that goes wrong."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Download, Locator, Request, Response

from simulation.dashboard.words import catalogue
from tests.patience import PATIENCE

MILLISECONDS = 1000 * PATIENCE
"""Until something that should come is missed, as browsers count."""
SETTLED = """() => {
  const seen = (wanted) => [...document.querySelectorAll(wanted)].some((found) => found.offsetParent);
  const drawn = [...document.querySelectorAll('.k-chart-drawing')].every((found) => found.dataset.drawn);
  const done = seen('h1') && seen('footer') && !seen('.k-wait, .k-pending, .k-refining') && drawn;
  // the parts of a page come one by one: it stands still when no more of them come
  const size = document.querySelectorAll('*').length, now = performance.now();
  if (!done || window.kampungSize !== size) { window.kampungSize = size; window.kampungSince = now; }
  return done && now - window.kampungSince > 300;
}"""


class Visitor:
    """A browser context: cookies, storage and address of its own.

    ``faults`` holds everything a page must not do: ask another machine, get an error, throw, complain.
    """

    def __init__(self, browser: Browser, server: str, *, width: int = 1280, language: str = "id") -> None:
        self.server, self.language = server, language
        self.host = urlsplit(server).netloc
        self.faults: list[str] = []
        self.requests: list[str] = []
        self.frames = 0
        """Messages sent to the server through websockets."""
        self.context = browser.new_context(
            viewport={"width": width, "height": 900 if width > 600 else 844},
            accept_downloads=True,
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(MILLISECONDS)
        self.context.on("request", self._asked)
        self.context.on("response", self._got)
        self.page = self.context.new_page()
        self.page.on("console", self._wrote)
        self.page.on("pageerror", lambda error: self.faults.append(f"page error: {error}"))
        self.page.on("websocket", self._opened)

    def say(self, key: str, **values: object) -> str:
        """Return a message of the language he reads."""
        text = catalogue(self.language)[key]
        return text.format(**values) if values else text

    def visit(self, path: str = "", search: str = "") -> "Visitor":
        """Open a page in his language and wait until it stands still."""
        asked = [search.lstrip("?")] if search else []
        if self.language != "id" and "lang=" not in search:
            asked.append(f"lang={self.language}")
        self.page.goto(f"{self.server}/{path}" + ("?" + "&".join(asked) if asked else ""))
        return self.settle()

    def settle(self) -> "Visitor":
        """Wait until nothing is pending and all charts are drawn."""
        self.page.wait_for_function(SETTLED, timeout=MILLISECONDS)
        return self

    def button(self, key: str, **values: object) -> Locator:
        """Return the button (or what is one to a screen reader) with the words of a message."""
        return self.page.get_by_role("button", name=self.say(key, **values), exact=True)

    def slider(self, name: str) -> Locator:
        """Return a slider by its name."""
        return self.page.locator(f'input[type=range][name="{name}"]')

    def wait_for_findings(self, expected: list[str]) -> None:
        """Wait until the answer is this one."""
        self.page.wait_for_function(
            """(expected) => {
              const found = [...document.querySelectorAll('.k-finding > span')].map((line) => line.innerText);
              return JSON.stringify(found) === JSON.stringify(expected)
                && !document.querySelector('.k-pending, .k-refining');
            }""",
            arg=expected,
        )

    def code(self) -> str:
        """Return the code of the settings in the address; empty where all stands as at the start."""
        found = re.search(r"[?&]s=([^&]+)", self.page.url)
        return found[1] if found else ""

    def wait_for_code(self, wanted: Callable[[str], bool]) -> str:
        """Wait until the code in the address is as wanted and the page shows it.

        The address changes before what is drawn, and a click on a part that is just then replaced is lost.
        """
        self.page.wait_for_url(lambda url: wanted(_code(url)))
        self.settle()
        return self.code()

    def downloads(self, press: Callable[[], object], folder: Path) -> Path:
        """Press something that saves a file and return the file."""
        with self.page.expect_download() as waiting:
            press()
        saved: Download = waiting.value
        target = folder / saved.suggested_filename
        saved.save_as(target)
        return target

    def close(self) -> None:
        self.context.close()

    def _asked(self, request: Request) -> None:
        self.requests.append(request.url)
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.netloc != self.host:
            self.faults.append(f"leaves the machine: {request.url}")

    def _got(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.status}: {response.url}")

    def _wrote(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(f"console: {message.text}")

    def _opened(self, socket: object) -> None:
        def sent(_: object) -> None:
            self.frames += 1

        if urlsplit(socket.url).netloc != self.host:  # type: ignore[attr-defined]
            self.faults.append(f"leaves the machine: {socket.url}")  # type: ignore[attr-defined]
        socket.on("framesent", sent)  # type: ignore[attr-defined]


def _code(url: str) -> str:
    found = re.search(r"[?&]s=([^&]+)", url)
    return found[1] if found else ""
