"""Budget: so many rupiah and half a year, and the question what to do first."""

from collections.abc import Callable

import solara

from simulation.dashboard.components.answer import tell_villages, use_answer
from simulation.dashboard.components.html import Button, element
from simulation.dashboard.components.origin import Origin
from simulation.dashboard.components.planner import Planner
from simulation.dashboard.components.programme import programme_label
from simulation.dashboard.components.schedule import Purse, Schedule, UnitCosts
from simulation.dashboard.pages.explore import finding
from simulation.dashboard.state.answer import Answer
from simulation.dashboard.state.calendar import HORIZON, Calendar, calendar_of
from simulation.dashboard.state.meeting_sheet import csv_of, sheet
from simulation.dashboard.state.session import REPLICATES, Session
from simulation.dashboard.state.settings_code import code_of
from simulation.files.spreadsheet import with_decimal_comma

PROGRAMME = "programme"
OUTCOMES = ("trust_other", "bridging")


@solara.component
def Budget(session: Session) -> None:
    """Show the page."""
    words, settings, start = session.words, session.settings, session.start
    resolved = session.resolved()
    doses = resolved.programmes[settings.programmes.index(settings.programme)]
    calendar = calendar_of(doses, resolved.village, resolved.prices, settings.budget, start.config.weeks)
    weeks = judged_weeks(session)
    week = solara.use_reactive(weeks[0])
    asked = use_answer(session, session.question({PROGRAMME: doses}))
    answer = asked.answer
    element("h1", [words.say("budget.title")])
    element("p", [words.say("budget.about")], classes="k-lead")
    Purse(session)
    with solara.v.Html(tag="div", class_="k-presets", attributes={"role": "group"}):
        element("span", [words.say("budget.programme")], classes="k-group-label")
        for preset in start.programmes.values():
            if preset.activities:
                Button(
                    programme_label(session, preset),
                    lambda preset=preset: session.change(session.settings.with_programme(preset)),
                    pressed=settings.programme.activities == preset.activities,
                )
    Schedule(session, calendar)
    with solara.v.Html(tag="div", class_="k-columns"):
        with solara.v.Html(tag="div", class_="k-side"):
            UnitCosts(session)
        with solara.v.Html(tag="div", class_="k-main"):
            with solara.v.Html(tag="div", class_="k-presets", attributes={"role": "group"}):
                element("span", [words.say("budget.judged")], classes="k-group-label")
                for each in weeks:
                    Button(
                        words.say("budget.week", week=each),
                        lambda each=each: week.set(each),
                        pressed=each == week.value,
                    )
            with solara.v.Html(
                tag="section",
                class_="k-headline" + (" k-pending" if asked.pending else ""),
                attributes={"aria-live": "polite", "aria-busy": str(asked.busy).lower()},
            ):
                element("h2", [words.say("budget.expected", programme=label_of(session))])
                if asked.failed:
                    element("p", [words.say("answer.failed")], classes="k-fault")
                elif answer is None:
                    element("p", [words.say("answer.first")], classes="k-wait")
                else:
                    for outcome, told in effects(session, answer, week.value).items():
                        with solara.v.Html(tag="p", class_="k-finding"):
                            element("span", [told])
                            Origin(session, outcome)
                    tell_villages(asked, REPLICATES, words)
                    element("p", [words.say("budget.later", week=HORIZON)], classes="k-calendar")
    Planner(session, week.value)
    Downloads(session, calendar, None if asked.busy else answer, week.value)


@solara.component
def Downloads(session: Session, calendar: Calendar, answer: Answer | None, week: int) -> None:
    """Offer the plan on paper, as a table of figures, and as a code."""
    words, settings = session.words, session.handed_on()
    # of several programmes side by side the page shows one: the code on paper opens that one
    alone = settings.model_copy(update={"programmes": (settings.programme,), "chosen": 0})
    code = code_of(alone)
    title = words.say("sheet.title", programme=label_of(session), village=session.start.config.village.name)
    told = [] if answer is None else list(effects(session, answer, week).values())
    changes = [code, words.language, *told]
    # a function that stays the same: a download begins anew whenever it is another one
    pdf = solara.use_memo(lambda: lambda: sheet(calendar, title, told, code, words), changes)
    table = solara.use_memo(lambda: lambda: csv_of(calendar, words), changes)
    excel = solara.use_memo(lambda: lambda: with_decimal_comma(csv_of(calendar, words)), changes)
    with solara.v.Html(
        tag="section", class_="k-panel", attributes={"aria-label": words.say("sheet.heading")}
    ):
        element("h2", [words.say("sheet.heading")])
        element("p", [words.say("sheet.about")])
        with solara.v.Html(tag="div", class_="k-presets"):
            _download(words.say("sheet.pdf"), "kampung-anggaran.pdf", "application/pdf", pdf)
            _download(words.say("sheet.csv"), "kampung-anggaran.csv", "text/csv", table)
            _download(words.say("sheet.excel"), "kampung-anggaran_excel.csv", "text/csv", excel)
        element("p", [words.say("sheet.alone")])
        element("code", [code], classes="k-code")


def _download(label: str, name: str, kind: str, data: Callable[[], bytes]) -> None:
    button = element("button", [label], classes="k-button", type="button")
    solara.FileDownload(data, filename=name, mime_type=kind, children=[button])


def effects(session: Session, answer: Answer, week: int) -> dict[str, str]:
    """Return what a programme does to each outcome, in words, with how sure that is."""
    asked = answer.question
    return {
        outcome: finding(answer, PROGRAMME, outcome, session.words, week)
        for outcome in OUTCOMES
        if outcome in asked.smallest and outcome in asked.columns
    }


def judged_weeks(session: Session) -> list[int]:
    """Return the weeks in which plans can be judged: those compared, from the end of the calendar on."""
    config = session.start.config
    later = [week for week in sorted(config.compare_weeks) if week > HORIZON]
    return later or [max(config.compare_weeks)]


def label_of(session: Session) -> str:
    """Return what the programme in the calendar is called."""
    return programme_label(session, session.settings.programme)
