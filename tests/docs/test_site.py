"""The documentation as a site: built strictly, complete, and reaching no other host."""

import json
import re
import shutil
import threading
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

import pytest
from playwright.sync_api import sync_playwright

from simulation.experiment.schema import experiment_schema
from simulation.parameters import DOSES, Behaviour, description
from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.docs.conftest import ROOT, build

DOCS = ROOT / "docs"
LOADS = {**dict.fromkeys(("script", "img", "iframe", "source", "audio", "video"), "src"), "object": "data"}
NO_LOADS = {"canonical", "next", "prev", "alternate"}
COMMENTS = re.compile(r"/\*.*?\*/|^\s*//.*?$", flags=re.DOTALL | re.MULTILINE)
CONDITIONAL = {
    "https://unpkg.com/mermaid": 'class="mermaid"',
    "https://unpkg.com/resize-observer-polyfill": None,  # only in browsers older than ResizeObserver
    "https://api.github.com": 'data-md-component="source"',
    "https://${e}/api/v4": 'data-md-component="source"',
}
"""What the theme's script would fetch, and what of a page would make it do so."""


class Links(HTMLParser):
    """What a page loads and where it leads."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.leads: list[str] = []
        self.anchors: set[str] = set()
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.anchors |= {value for key, value in attrs if key in ("id", "name") and value}
        if tag == "a" and found.get("href"):
            self.leads.append(found["href"])
        elif tag == "link" and not {"canonical", "next", "prev", "alternate"} & set(
            found.get("rel", "").split()
        ):
            self.loads.append(found["href"])
        elif tag in LOADS and found.get(LOADS[tag]):
            self.loads.append(found[LOADS[tag]])
        if "srcset" in found:
            self.loads += [each.split()[0] for each in found["srcset"].split(",")]


@pytest.fixture(scope="module")
def pages(site) -> dict[str, Links]:
    return {str(page.relative_to(site)): Links(page) for page in site.rglob("*.html")}


def test_every_page_of_the_folder_is_on_the_site_and_in_the_navigation(site, pages):
    start = {urldefrag(link).url for link in pages["index.html"].leads}
    for page in DOCS.glob("*.md"):
        assert f"{page.stem}.html" in pages
        assert page.stem == "index" or any(urldefrag(link).url == f"{page.stem}.html" for link in start), (
            page.name
        )


def test_a_page_that_no_one_put_into_the_navigation_is_found_there_last(tmp_path):
    copy = tmp_path / "copy"
    (copy / "docs" / "hooks").mkdir(parents=True)
    (copy / "docs" / "index.md").write_text("# Start\n")
    (copy / "docs" / "new_page.md").write_text("# A new page\n")
    shutil.copy(DOCS / "hooks" / "navigation.py", copy / "docs" / "hooks")
    (copy / "mkdocs.yml").write_text(
        "site_name: x\nuse_directory_urls: false\nnav: [{Start: index.md}]\n"
        "hooks: [docs/hooks/navigation.py]\nexclude_docs: hooks/\ntheme: {name: material, font: false}\n"
    )
    build(copy, copy / "site")
    assert "new_page.html" in Links(copy / "site" / "index.html").leads


def test_a_link_to_what_is_not_in_the_repository_fails_the_build(tmp_path):
    copy = tmp_path / "copy"
    (copy / "docs" / "hooks").mkdir(parents=True)
    (copy / "docs" / "index.md").write_text("# Start\n\n[gone](../gone.txt)\n")
    shutil.copy(DOCS / "hooks" / "links.py", copy / "docs" / "hooks")
    (copy / "mkdocs.yml").write_text(
        "site_name: x\nhooks: [docs/hooks/links.py]\nextra: {repository: x}\nexclude_docs: hooks/\n"
        "theme: {name: material, font: false}\n"
    )
    with pytest.raises(AssertionError, match=r"index\.md links to \.\./gone\.txt"):
        build(copy, copy / "site")


def test_every_link_inside_the_site_leads_somewhere(site, pages):
    for name, page in pages.items():
        if name == "404.html":  # its addresses begin at the top of the server
            continue
        for link in [*page.leads, *page.loads]:
            if urlsplit(link).scheme:
                continue
            path, anchor = urldefrag(link)
            target = (site / name).parent / path if path else site / name
            assert target.is_file() or (target / "index.html").is_file(), f"{name}: {link}"
            held = pages.get(str(target.resolve().relative_to(site.resolve())))
            assert not anchor or held is None or anchor in held.anchors | {"__top"}, f"{name}: {link}"


def test_links_of_the_sources_are_valid_in_the_repository_too():
    sources = [
        *DOCS.glob("*.md"),
        *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    ]
    for source in sources:
        text = re.sub(r"```.*?```", "", source.read_text(encoding="utf-8"), flags=re.DOTALL)
        for link in re.findall(r"\]\(([^)\s]+)\)", text):
            if not urlsplit(link).scheme and not link.startswith("#"):
                target = source.parent / urldefrag(link).url
                assert target.exists(), f"{source.name}: {link}"


def test_pages_and_styles_load_nothing_from_another_host(site, pages):
    for name, page in pages.items():
        assert [load for load in page.loads if urlsplit(load).netloc] == [], name
    for style in site.rglob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", style.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search(r"(url\(|@import)\s*[\"']?(https?:)?//", text), style.name


def test_scripts_would_fetch_only_what_no_page_asks_for(site):
    html = [page.read_text(encoding="utf-8") for page in site.rglob("*.html")]
    for script in site.rglob("*.js"):
        text = COMMENTS.sub("", script.read_text(encoding="utf-8"))
        for address in set(re.findall(r"[\"'`](https?://[^\"'`\s]+)", text)) - {"http://www.w3.org/2000/svg"}:
            known = [begin for begin in CONDITIONAL if address.startswith(begin)]
            assert known, f"{script.name}: {address}"
            asked = CONDITIONAL[known[0]]
            assert asked is None or not any(asked in page for page in html), address


def test_a_browser_that_opens_every_page_and_searches_asks_only_this_server(site, pages):
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    assert CHROMIUM is not None, "no chromium: run `make browser`"
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    home = f"http://127.0.0.1:{server.server_port}"
    asked, faults, wide = [], [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 390, "height": 800})
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: faults.append(str(error)))
        for name in pages:
            page.goto(f"{home}/{name}")
            if page.evaluate("document.documentElement.scrollWidth") > 390:
                wide.append(name)
        page.set_viewport_size({"width": 1280, "height": 800})
        page.goto(f"{home}/index.html")
        page.locator("input.md-search__input").press_sequentially("smallest_effect")  # it listens to keys
        page.wait_for_selector(".md-search-result__item")
        browser.close()
    server.shutdown()
    assert [url for url in asked if not url.startswith((home, "data:", "blob:"))] == []
    assert any(url.endswith("search_index.json") for url in asked)
    assert (faults, wide) == ([], [])


def test_the_reference_of_experiment_files_holds_every_field_as_the_schema_does(site):
    text = (site / "experiment.html").read_text(encoding="utf-8")
    schema = experiment_schema()
    for kind in (schema, *schema["$defs"].values()):
        for field in kind["properties"]:
            assert f"<td><code>{field}</code>" in text
    for outcome in schema["properties"]["outcomes"]["properties"]:
        assert f"<td><code>{outcome}</code></td>" in text
    for model in (Behaviour, *DOSES.values()):
        for field in model.model_fields.values():
            if (known := description(field)) is not None:
                assert f"{known.en}<br><em>{known.id}</em>" in text


def test_indonesian_pages_say_that_they_are(site):
    for name in ("village_government", "teachers"):
        assert '<div lang="id"><h1' in (site / f"{name}.html").read_text(encoding="utf-8")
    assert '<div lang="id">' not in (site / "first_steps.html").read_text(encoding="utf-8")


def test_the_python_page_shows_what_the_package_offers(pages):
    from simulation import __all__

    homes = {"load_village": "read_village"}
    ends = {anchor.rpartition(".")[2] for anchor in pages["python.html"].anchors}
    assert {homes.get(name, name) for name in __all__} <= ends


class TestTutorial:
    @pytest.mark.parametrize("name", ["tutorial", "paper"])
    def test_git_keeps_no_outputs(self, name):
        notebook = json.loads((DOCS / f"{name}.ipynb").read_text(encoding="utf-8"))
        code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
        assert code
        assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)

    def test_the_build_runs_every_cell_and_shows_what_came_out(self, site):
        notebook = json.loads((site / "tutorial.ipynb").read_text(encoding="utf-8"))
        code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
        assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1))
        assert "".join(_output(code, "do they add up?")["text/plain"]) == "True"
        assert "forum_fortnightly" in "".join(_output(code, "at_the_end =")["text/html"])
        page = (site / "tutorial.html").read_text(encoding="utf-8")
        (drawing,) = re.findall(r'<img [^>]*src="([^"]+\.svg)"', page)
        assert (site / drawing).read_text(encoding="utf-8").startswith("<svg")

    def test_the_second_goes_from_a_question_to_a_figure_and_a_methods_paragraph(self, site):
        notebook = json.loads((site / "paper.ipynb").read_text(encoding="utf-8"))
        code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
        assert "".join(_output(code, "do they add up?")["text/plain"]) == "True"
        (printed,) = [cell for cell in code if "result.methods()" in "".join(cell["source"])]
        told = "".join(printed["outputs"][0]["text"])
        assert told.startswith("We simulated Kaloran Brimob, ") and "common random numbers" in told
        page = (site / "paper.html").read_text(encoding="utf-8")
        (drawing,) = re.findall(r'<img [^>]*src="([^"]+\.png)"', page)
        assert (site / drawing).stat().st_size > 10_000


def _output(code: list, part: str) -> dict:
    (cell,) = [cell for cell in code if part in "".join(cell["source"])]
    return cell["outputs"][-1]["data"]
