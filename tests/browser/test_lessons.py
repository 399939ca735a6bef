"""The teacher with a class: predict, reveal, talk; the address keeps the step; the file needs no server."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from simulation.dashboard.lessons.answers import questions
from simulation.dashboard.lessons.html_file import lesson_page
from simulation.dashboard.lessons.lesson import read_lessons
from simulation.dashboard.lessons.texts import StepText, step_texts
from simulation.dashboard.words import Words
from tests.browser import expected
from tests.browser.conftest import Arrival
from tests.browser.visitor import Visitor
from tests.patience import PATIENCE

LESSONS = read_lessons()
PLACE = re.compile(r"lesson=(\w+)&step=(\d+)")


def steps(name: str, language: str) -> list[StepText]:
    """Return what the model gives each step of a lesson, in words."""
    lesson, start = LESSONS[name], expected.START
    jobs = {village: expected.simulations().ask(asked) for village, asked in questions(lesson, start).items()}
    answers = {village: job.future.result(timeout=PATIENCE) for village, job in jobs.items()}
    return step_texts(lesson, start, answers, Words(language, start.config.village))


def plain(text: str) -> str:
    """Return a text as a browser shows it."""
    return re.sub(r"[\s\N{NO-BREAK SPACE}]+", " ", text).strip()


def place(visitor: Visitor) -> tuple[str, int]:
    found = PLACE.search(visitor.page.url)
    return (found[1], int(found[2])) if found else ("", 0)


def go_on(visitor: Visitor, number: int, name: str) -> None:
    visitor.button("lesson.next").click()
    visitor.page.wait_for_url(lambda url: f"lesson={name}&step={number}" in url)


@pytest.mark.parametrize(
    "name", [*list(LESSONS)[:2], *(pytest.param(name, marks=pytest.mark.long) for name in list(LESSONS)[2:])]
)
def test_a_lesson_from_its_start_to_the_exit_question(visitor: Visitor, name: str) -> None:
    page, wanted = visitor.page, steps(name, "id")
    visitor.visit("lesson")
    title = LESSONS[name].title.id
    page.get_by_role("button", name=f"{visitor.say('lesson.begin')}: {title}", exact=True).click()
    for number, step in enumerate(wanted, start=1):
        expect(page.locator(".k-lesson-step h2")).to_have_text(step.title)
        expect(page.locator(".k-lesson-step > p").first).to_have_text(plain(step.text))
        assert place(visitor) == (name, number)
        if step.ask:
            # nothing is shown before the class has predicted
            expect(page.locator(".k-reveal")).to_have_count(0)
            expect(page.locator(".k-figure")).to_have_count(0)
            expect(visitor.button("lesson.next")).to_be_disabled()
            expect(visitor.button("lesson.reveal")).to_be_disabled()
            options = page.locator(".k-option")
            expect(options).to_have_text([plain(option) for option in step.options])
            options.nth(step.supported).click()
            visitor.button("lesson.reveal").click()
            expect(page.locator(".k-reveal")).to_have_text(plain(step.reveal))
            expect(page.locator(".k-own").first).to_have_text(visitor.say("lesson.as_model"))
            expect(page.locator(".k-supported")).to_have_count(1)
        expect(page.locator(".k-figure")).to_have_count(len(step.drawings))
        if number < len(wanted):
            go_on(visitor, number + 1, name)
    expect(visitor.button("lesson.next")).to_be_disabled()
    visitor.button("lesson.notes").click()
    expect(page.locator(".k-notes p")).to_have_text(plain(wanted[-1].notes))
    page.get_by_role("button", name="English", exact=True).click()
    last = steps(name, "en")[-1]
    expect(page.locator(".k-lesson-step > p").first).to_have_text(plain(last.text))
    expect(page.locator(".k-notes p")).to_have_text(plain(last.notes))
    assert place(visitor) == (name, len(wanted))


def test_a_reload_a_link_and_the_back_button_find_the_step_again(arrive: Arrival, visitor: Visitor) -> None:
    page, name = visitor.page, "strangers"
    wanted = steps(name, "id")
    visitor.visit("lesson")
    page.get_by_role("button", name=re.compile(f"^{visitor.say('lesson.begin')}")).first.click()
    expect(page.locator(".k-lesson-step h2")).to_have_text(wanted[0].title)
    for number in (2, 3):
        if wanted[number - 2].ask:
            page.locator(".k-option").first.click()
            visitor.button("lesson.reveal").click()
        go_on(visitor, number, name)
    page.reload()
    visitor.settle()
    expect(page.locator(".k-lesson-step h2")).to_have_text(wanted[2].title)
    page.go_back()
    expect(page.locator(".k-lesson-step h2")).to_have_text(wanted[1].title)
    page.go_back()
    expect(page.locator(".k-lesson-step h2")).to_have_text(wanted[0].title)
    page.go_back()
    expect(page.locator("h1")).to_have_text(visitor.say("lesson.title"))
    page.go_forward()
    expect(page.locator(".k-lesson-step h2")).to_have_text(wanted[0].title)
    guest = arrive(language="en", width=390)
    guest.visit("lesson", f"lesson={name}&step=3")
    expect(guest.page.locator(".k-lesson-step h2")).to_have_text(steps(name, "en")[2].title)
    # a link to a lesson that is not there, or a step beyond the end
    guest.visit("lesson", "lesson=nothing&step=3")
    expect(guest.page.locator("h1")).to_have_text(guest.say("lesson.title"))
    guest.visit("lesson", f"lesson={name}&step=99")
    expect(guest.page.locator(".k-lesson-step h2")).to_have_text(guest.say("lesson.exit"))


def test_back_leads_to_the_page_before_and_leaves_what_is_set(visitor: Visitor) -> None:
    page = visitor.visit().page
    page.get_by_role("link", name=visitor.say("page.budget"), exact=True).click()
    expect(page.locator("h1")).to_have_text(visitor.say("budget.title"))
    page.locator("#budget").fill("7.000.000")
    page.keyboard.press("Enter")
    code = visitor.wait_for_code(bool)
    page.go_back()
    expect(page.locator("h1")).to_have_text(visitor.say("explore.title"))
    assert visitor.wait_for_code(lambda now: now == code) == code
    # so a reload finds what was set, on the page it was left on
    page.reload()
    visitor.settle()
    expect(page.locator("h1")).to_have_text(visitor.say("explore.title"))
    assert expected.settings(visitor.code()).budget == 7e6


def test_a_lesson_file_runs_from_a_stick(browser: Browser, tmp_path: Path) -> None:
    name, lesson, start = "strangers", LESSONS["strangers"], expected.START
    jobs = {v: expected.simulations().ask(asked) for v, asked in questions(lesson, start).items()}
    answers = {village: job.future.result(timeout=PATIENCE) for village, job in jobs.items()}
    file = tmp_path / f"{name}.html"
    file.write_text(lesson_page(lesson, start, answers, ["id", "en"]), encoding="utf-8")
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 900})
    faults: list[str] = []
    page = context.new_page()
    page.on("console", lambda told: faults.append(told.text) if told.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "request", lambda asked: faults.append(asked.url) if asked.url[:5] not in ("file:", "data:") else None
    )
    page.goto(file.as_uri())
    for number, step in enumerate(steps(name, "id"), start=1):
        shown = page.locator(".edition.current section.step:visible")
        expect(shown.locator("h2")).to_have_text(step.title)
        expect(page.locator(".edition.current .count")).to_contain_text(str(number))
        if step.ask:
            expect(shown.locator(".shown")).to_be_hidden()
            shown.locator(".options button").nth(1 - min(step.supported, 1)).click()
            shown.locator(".reveal").click()
            expect(shown.locator(".shown")).to_have_text(plain(step.reveal))
            expect(shown.locator(".differs")).to_be_visible()
        if not step.drawings:
            break
        page.locator(".edition.current .next").click()
    page.locator(".edition.current .teacher").click()
    expect(page.locator(".edition.current .notes:visible")).to_have_count(1)
    page.locator(".edition.current .language[data-language=en]").click()
    last = steps(name, "en")[-1]
    expect(page.locator(".edition.current section.step:visible h2")).to_have_text(last.title)
    expect(page.locator(".edition.current .notes:visible p")).to_have_text(plain(last.notes))
    context.close()
    assert faults == []
