"""Lessons as files for a USB stick: whole, offline, and to be clicked through to the end."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from simulation.dashboard.lessons import html_file
from simulation.dashboard.lessons.html_file import exported, must_be_free, write_lessons
from simulation.dashboard.lessons.lesson import read_lessons
from simulation.files.faults import StudyError

CHROMIUM = Path("/usr/bin/chromium")
NAMES = list(read_lessons())
FETCHED = re.compile(r"""https?://|\bsrc\s*=|@import|url\(|<link|\bfetch\(|XMLHttpRequest""")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All lessons in both languages."""
    out = tmp_path_factory.mktemp("usb") / "pelajaran kampung"
    write_lessons(exported(["id", "en"]), out)
    return out


def test_each_lesson_is_one_file(folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir()) == sorted(f"{name}.html" for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_file_asks_for_nothing_from_elsewhere(folder: Path, name: str) -> None:
    assert FETCHED.findall((folder / f"{name}.html").read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", NAMES)
def test_no_place_is_left_unfilled(folder: Path, name: str) -> None:
    text = (folder / f"{name}.html").read_text(encoding="utf-8")
    shown = re.sub(r"<(script|style)>.*?</\1>", "", text, flags=re.DOTALL)
    assert re.findall(r"\{[a-z_\[\]]*\}|\bnan\b", shown) == []


def test_the_documented_command_writes_the_same_lesson_as_the_same_file(
    folder: Path, kampung, tmp_path: Path
) -> None:
    page = (Path(__file__).parents[3] / "docs" / "dashboard.md").read_text(encoding="utf-8")
    listed, command = re.findall(r"^kampung (lesson [^#\n]*)", page, re.MULTILINE)
    assert kampung(*listed.split())[0] == 0
    assert kampung(*command.replace("/media/usb", str(tmp_path)).split())[0] == 0
    again = tmp_path / "pelajaran"
    texts = [
        [(where / f"{name}.html").read_text(encoding="utf-8") for name in NAMES] for where in (folder, again)
    ]
    assert texts[0] == texts[1]


def test_the_command_writes_one_language_and_says_what_it_wrote(kampung, tmp_path: Path) -> None:
    code, out, err = kampung("lesson", "export", "--out", tmp_path / "usb", "--language", "en")
    assert (code, err) == (0, "")
    assert out.splitlines() == [str(tmp_path / "usb" / f"{name}.html") for name in NAMES]
    text = (tmp_path / "usb" / f"{NAMES[0]}.html").read_text(encoding="utf-8")
    assert '<html lang="en">' in text and 'lang="id"' not in text


def test_the_lessons_are_listed(kampung) -> None:
    code, out, _ = kampung("lesson", "list")
    assert code == 0
    assert out.splitlines()[0] == "strangers: Mengapa dua kelompok yang ramah tetap saling asing?"


def test_a_folder_with_something_in_it_is_left_as_it_is(kampung, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    code, out, err = kampung("lesson", "export", "--out", tmp_path)
    told = f"{tmp_path}: --out: a folder with something in it; allowed: a new or empty folder\n"
    assert (code, out, err) == (2, "", told)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_file_is_no_folder_nor_is_what_lies_below_it(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(StudyError, match="--out: a file; allowed"):
        must_be_free(file)
    with pytest.raises(NotADirectoryError):
        must_be_free(file / "below")


@pytest.mark.parametrize("existed", [True, False])
def test_nothing_is_left_when_the_stick_is_full(monkeypatch, tmp_path: Path, existed: bool) -> None:
    out, write = tmp_path / "usb", html_file.write_whole
    if existed:
        out.mkdir()

    def full(path: Path, data: bytes) -> None:
        if path.name.startswith("b"):
            raise OSError(28, "No space left on device")
        write(path, data)

    monkeypatch.setattr(html_file, "write_whole", full)
    with pytest.raises(OSError, match="No space left on device"):
        write_lessons({"a": "one", "b": "two"}, out)
    assert out.exists() == existed
    assert not existed or list(out.iterdir()) == []


def test_help_needs_nothing_heavy() -> None:
    heavy = "{'numba', 'pandas', 'solara', 'babel'}"
    code = f"import sys, simulation.commands.lesson; print(sorted({heavy} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is missing: make browser")
class TestInABrowser:
    @pytest.fixture
    def page(self, browser, request):
        """A page of a width; anything but the file itself, or an error, is kept in ``page.wrong``."""
        page = browser.new_page(viewport={"width": getattr(request, "param", 1280), "height": 800})
        page.wrong = []
        page.on("request", lambda asked: asked.url.startswith("file:") or page.wrong.append(asked.url))
        page.on("console", lambda message: message.type == "error" and page.wrong.append(message.text))
        page.on("pageerror", lambda error: page.wrong.append(str(error)))
        yield page
        page.close()

    @pytest.mark.parametrize("page", [1280, 390], indirect=True)
    @pytest.mark.parametrize("name", NAMES)
    def test_a_class_clicks_through_to_the_exit_question(self, folder: Path, page, name: str) -> None:
        lesson = read_lessons()[name]
        page.goto((folder / f"{name}.html").as_uri())
        for step in lesson.steps:
            if step.prediction is not None:
                assert page.locator(".next:visible").is_disabled()
                page.locator(".options:visible button").nth(step.prediction.supported).click()
                page.locator(".reveal:visible").click()
                assert page.locator(".agrees:visible").count() == 1
            assert page.locator("figure:visible").count() == len(step.shown)
            assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
            page.locator(".next:visible").click()
        assert lesson.exit.ask.id in page.locator("section.step:visible").inner_text()
        assert page.locator(".next:visible").is_disabled()
        assert page.wrong == []

    def test_notes_are_shown_by_their_switch_and_stay(self, folder: Path, page) -> None:
        page.goto((folder / "strangers.html").as_uri())
        assert page.locator(".notes:visible").count() == 0
        page.locator(".teacher:visible").click()
        assert page.locator(".notes:visible").count() == 1
        page.locator(".next:visible").click()
        assert page.locator(".notes:visible").count() == 1

    def test_the_language_switches_where_the_class_stands(self, folder: Path, page) -> None:
        lesson = read_lessons()["strangers"]
        page.goto((folder / "strangers.html").as_uri())
        page.locator(".next:visible").click()
        page.get_by_role("button", name="English").click()
        assert page.evaluate("document.documentElement.lang") == "en"
        assert page.locator("h2:visible").inner_text() == lesson.steps[1].title.en
        assert page.title() == f"{lesson.title.en} · Kampung"

    def test_a_keyboard_is_enough(self, folder: Path, page) -> None:
        page.goto((folder / "strangers.html").as_uri())
        page.keyboard.press("ArrowRight")
        for key in ("Tab", "Space", "Tab", "Tab", "Tab", "Enter", "ArrowRight"):
            page.keyboard.press(key)
        assert page.locator(".count:visible").inner_text() == "Langkah 3 dari 7"
        page.keyboard.press("ArrowLeft")
        assert page.locator(".shown:visible").count() == 1

    def test_on_paper_every_step_and_reveal_is_there(self, folder: Path, page) -> None:
        page.goto((folder / "strangers.html").as_uri())
        page.emulate_media(media="print")
        assert page.locator("section.step:visible").count() == 7
        assert page.locator(".shown:visible").count() == 5
        assert page.locator(".next:visible").count() == 0
