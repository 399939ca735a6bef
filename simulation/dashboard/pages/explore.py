"""Explore: one village, one programme; a change gives a new answer with its uncertainty."""

import math

import solara

from simulation.dashboard.charts.course import session_weeks
from simulation.dashboard.components.answer import Asked, tell_villages, use_answer
from simulation.dashboard.components.figures import Course, Ledger
from simulation.dashboard.components.html import element
from simulation.dashboard.components.origin import Origin
from simulation.dashboard.components.programme import ProgrammeSettings, programme_label
from simulation.dashboard.components.replay import VillageReplay
from simulation.dashboard.components.village import VillageSettings
from simulation.dashboard.state.answer import Answer
from simulation.dashboard.state.question import NONE, Question
from simulation.dashboard.state.session import REPLICATES, Session
from simulation.dashboard.words import Words

PROGRAMME = "programme"
MEASURES = ("trust_other", "bridging", "unresolved", "income")
"""Measures with a chart."""


@solara.component
def Explore(session: Session) -> None:
    """Show the page."""
    words = session.words
    question = explored(session)
    asked = use_answer(session, question)
    # the village is played when its answer is whole: while a slider moves nobody looks at it
    played: solara.Ref[Question | None] = solara.use_ref(None)
    if not asked.busy:
        played.current = question
    element("h1", [words.say("explore.title")])
    element("p", [words.say("explore.about", count=REPLICATES)], classes="k-lead")
    with solara.v.Html(tag="div", class_="k-columns"):
        with solara.v.Html(tag="div", class_="k-side"):
            VillageSettings(session)
            ProgrammeSettings(session)
        with solara.v.Html(tag="div", class_="k-main" + (" k-pending" if asked.pending else "")):
            with solara.v.Html(
                tag="div",
                class_="k-answer",
                attributes={"aria-live": "polite", "aria-busy": str(asked.busy).lower()},
            ):
                if asked.failed:
                    element("p", [words.say("answer.failed")], classes="k-fault")
                elif asked.answer is None:
                    element("p", [words.say("answer.first")], classes="k-wait")
                else:
                    Headline(session, asked)
            if asked.answer is not None:
                _charts(session, asked.answer)
            with solara.v.Html(tag="div", class_="k-pending k-ready" if asked.busy else "k-ready"):
                if played.current is not None:
                    VillageReplay(session, played.current, PROGRAMME)


def explored(session: Session) -> Question:
    """Return the question of the page: what the programme that is looked at does."""
    return session.question({PROGRAMME: session.resolved().programmes[session.settings.chosen]})


@solara.component
def Headline(session: Session, asked: Asked) -> None:
    """Say in words what the programme does, how sure that is and what it costs."""
    words, answer = session.words, asked.answer
    assert answer is not None
    with solara.v.Html(tag="section", class_="k-headline"):
        for outcome in ("trust_other", "bridging"):
            if outcome in answer.question.smallest and outcome in answer.question.columns:
                with solara.v.Html(tag="p", class_="k-finding"):
                    element("span", [finding(answer, PROGRAMME, outcome, words)])
                    Origin(session, outcome)
        cost = answer.effect(PROGRAMME, "cost") if "cost" in answer.question.smallest else None
        spent = answer.courses[PROGRAMME, "cost"][0][-1] if cost is None else cost["mean"]
        element("p", [words.say("answer.cost", cost=words.rupiah(float(spent)))])
        tell_villages(asked, REPLICATES, words)


def finding(answer: Answer, programme: str, outcome: str, words: Words, week: int | None = None) -> str:
    """Return the effect of a programme on an outcome in words, with interval, verdict and frequency.

    Parameters
    ----------
    week : int, optional
        One that is compared; by default the last.
    """
    week = max(answer.question.compare_weeks) if week is None else week
    effect = answer.effect(programme, outcome, week)
    total = answer.question.replicates
    share = effect["sign_share"]
    agreeing = 0 if math.isnan(share) else round(float(share) * total)
    up = float(effect["difference"]) > 0
    digits = digits_of_effect(answer, outcome)
    return words.say(
        f"verdict.{effect['verdict'] or 'unsure'}",
        measure=words.capital(words.measure(outcome)),
        difference=words.amount(outcome, float(effect["difference"]), digits, sign=True),
        low=words.amount(outcome, float(effect["low"]), digits, sign=True),
        high=words.amount(outcome, float(effect["high"]), digits, sign=True),
        count=agreeing,
        total=total,
        direction=words.say("answer.higher" if up else "answer.lower"),
        week=week,
        reference=words.say("programme.none")
        if answer.question.reference == NONE
        else words.say("answer.reference"),
    )


def digits_of_effect(answer: Answer, outcome: str) -> int:
    """Return the decimals of a difference: one more where already a small one matters."""
    return 2 if answer.question.smallest[outcome] >= 0.1 else 3


def _charts(session: Session, answer: Answer) -> None:
    words = session.words
    label = programme_label(session, session.settings.programme)
    marks = session_weeks(answer.question.everything[PROGRAMME], answer.question.weeks)
    with solara.v.Html(tag="div", class_="k-figures"):
        for measure in MEASURES:
            if (NONE, measure) in answer.courses:
                lines = {
                    words.capital(words.say("programme.none")): answer.courses[NONE, measure],
                    label: answer.courses[PROGRAMME, measure],
                }
                Course(session, measure, lines, marks, f"kampung-{measure}")
        for balance in answer.balances.get(PROGRAMME, []):
            Ledger(session, balance, f"kampung-ledger-{balance.side}")
