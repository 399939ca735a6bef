"""Compare: up to six programmes side by side in the same simulated villages."""

import math

import solara

from simulation.dashboard.components.answer import tell_villages, use_answer
from simulation.dashboard.components.figures import Course
from simulation.dashboard.components.html import Button, element
from simulation.dashboard.components.origin import Origin
from simulation.dashboard.components.programme import programme_label
from simulation.dashboard.components.vue import Field
from simulation.dashboard.pages.explore import digits_of_effect
from simulation.dashboard.state.answer import Answer
from simulation.dashboard.state.question import NONE
from simulation.dashboard.state.session import REPLICATES, Session
from simulation.dashboard.state.settings import LONGEST_TITLE, MOST_PROGRAMMES, Settings

MEASURES = ("trust_other", "bridging", "unresolved", "income")


@solara.component
def Compare(session: Session) -> None:
    """Show the page."""
    words, settings = session.words, session.settings
    doses = session.resolved().programmes
    question = session.question({f"p{place}": dose for place, dose in enumerate(doses)})
    asked = use_answer(session, question)
    labels = programme_labels(session)
    element("h1", [words.say("compare.title")])
    element("p", [words.say("compare.about", count=REPLICATES, most=MOST_PROGRAMMES)], classes="k-lead")
    with solara.v.Html(
        tag="section", class_="k-panel", attributes={"aria-label": words.say("compare.chosen")}
    ):
        element("h2", [words.say("compare.chosen")])
        Chosen(session, labels)
        element("h3", [words.say("compare.add")])
        with solara.v.Html(tag="div", class_="k-presets"):
            for preset in session.start.programmes.values():
                if not preset.activities:
                    continue  # no programme is what all others are compared with
                Button(
                    programme_label(session, preset),
                    lambda preset=preset: session.change(settings.added(preset)),
                    disabled=len(labels) >= MOST_PROGRAMMES or preset in settings.programmes,
                )
    if asked.failed:
        element("p", [words.say("answer.failed")], classes="k-fault", role="alert").key("failed")
    answer = asked.answer
    if answer is None or len(answer.question.programmes) != len(labels):
        element("p", [words.say("answer.first")], classes="k-wait", role="status").key("waiting")
        return
    # an element that is used again keeps its tag: what comes and goes has a key of its own
    with solara.v.Html(tag="div", class_="k-pending" if asked.pending else "k-ready").key("answer"):
        tell_villages(asked, REPLICATES, words)
        Verdicts(session, answer, labels)
        with solara.v.Html(tag="div", class_="k-figures k-two"):
            for measure in MEASURES:
                if (NONE, measure) in answer.courses:
                    lines = {words.capital(words.say("programme.none")): answer.courses[NONE, measure]}
                    lines |= {
                        label: answer.courses[f"p{place}", measure] for place, label in enumerate(labels)
                    }
                    Course(session, measure, lines, [], f"kampung-compare-{measure}")


@solara.component
def Chosen(session: Session, labels: list[str]) -> None:
    """Show the programmes that are compared; each can be looked at, renamed, copied and removed."""
    words, settings = session.words, session.settings
    renamed: solara.Reactive[int | None] = solara.use_reactive(None)

    def change(settings: Settings) -> None:
        renamed.set(None)
        session.change(settings)

    with solara.v.Html(tag="ul", class_="k-chosen"):
        for place, label in enumerate(labels):
            with solara.v.Html(tag="li"):
                Button(
                    f"{place + 1}. {label}",
                    lambda place=place: change(settings.model_copy(update={"chosen": place})),
                    pressed=place == settings.chosen,
                    classes="k-programme",
                )
                Button(
                    words.say("compare.rename"),
                    lambda place=place: renamed.set(None if renamed.value == place else place),
                    expanded=place == renamed.value,
                    description=words.say("compare.rename_one", name=label),
                )
                Button(
                    words.say("compare.copy"),
                    lambda place=place: change(settings.added(settings.programmes[place])),
                    disabled=len(labels) >= MOST_PROGRAMMES,
                    description=words.say("compare.copy_one", name=label),
                )
                Button(
                    words.say("compare.remove"),
                    lambda place=place: change(settings.removed(place)),
                    disabled=len(labels) == 1,
                    description=words.say("compare.remove_one", name=label),
                )
                if place == renamed.value:
                    Field(
                        name="programme-title",
                        label=words.say("compare.name"),
                        button=words.say("saved.save"),
                        start=programme_label(session, settings.programmes[place]),
                        longest=LONGEST_TITLE,
                        event_submitted=lambda title, place=place: change(
                            settings.named(place, title[:LONGEST_TITLE])
                        ),
                    ).key("rename")


@solara.component
def Verdicts(session: Session, answer: Answer, labels: list[str]) -> None:
    """Show the paired differences as a table: cost, effect a year earlier and at the end, frequency."""
    words, question = session.words, answer.question
    weeks = last_weeks(answer)
    head = [words.say("compare.programme"), words.say("compare.cost")]
    head += [words.say("compare.week", week=week) for week in weeks]
    head += [words.say("compare.better"), words.say("compare.verdict")]
    for outcome in ("trust_other", "bridging"):
        if outcome not in question.columns or outcome not in question.smallest:
            continue
        with solara.v.Html(tag="section", class_="k-verdicts"):
            with solara.v.Html(tag="h2", class_="k-asked"):
                element("span", [words.capital(words.measure(outcome))])
                Origin(session, outcome)
            element(
                "p",
                [words.say("compare.paired", smallest=words.amount(outcome, question.smallest[outcome], 2))],
            )
            with (
                solara.v.Html(
                    tag="div",
                    class_="k-scroll",
                    attributes={"tabindex": "0", "role": "region", "aria-label": words.measure(outcome)},
                ),
                solara.v.Html(tag="table", class_="k-cards"),
            ):
                with solara.v.Html(tag="thead"), solara.v.Html(tag="tr"):
                    for name in head:
                        element("th", [name], scope="col")
                with solara.v.Html(tag="tbody"):
                    for place, label in enumerate(labels):
                        cells = verdict_cells(session, answer, f"p{place}", outcome)
                        with solara.v.Html(tag="tr"):
                            element("th", [f"{place + 1}. {label}"], scope="row")
                            for name, cell in zip(head[1:], cells, strict=True):
                                element("td", [cell], data_label=name)


def last_weeks(answer: Answer) -> list[int]:
    """Return the weeks the table shows: the last two that are compared."""
    return sorted(answer.question.compare_weeks)[-2:]


def verdict_cells(session: Session, answer: Answer, programme: str, outcome: str) -> list[str]:
    """Return what the table says of a programme: cost, differences, frequency, verdict."""
    words, total = session.words, answer.question.replicates
    digits = digits_of_effect(answer, outcome)
    cells = [words.rupiah(float(answer.courses[programme, "cost"][0][-1]))]
    for week in last_weeks(answer):
        effect = answer.effect(programme, outcome, week)
        low, high = (words.amount(outcome, float(effect[end]), digits, sign=True) for end in ("low", "high"))
        difference = words.amount(outcome, float(effect["difference"]), digits, sign=True)
        cells.append(
            difference
            if math.isnan(effect["low"])
            else words.say("compare.interval", difference=difference, low=low, high=high)
        )
    last = answer.effect(programme, outcome)
    share = float(last["sign_share"])
    better = 0 if math.isnan(share) else round((share if last["difference"] > 0 else 1 - share) * total)
    cells.append(words.say("compare.of", count=better, total=total))
    cells.append(words.say(f"compare.{last['verdict'] or 'unsure'}"))
    return cells


def programme_labels(session: Session) -> list[str]:
    """Return a label for each programme; those of one name are told apart by a number."""
    plain = [programme_label(session, programme) for programme in session.settings.programmes]
    return [
        f"{label} ({plain[: place + 1].count(label)})" if plain.count(label) > 1 else label
        for place, label in enumerate(plain)
    ]
