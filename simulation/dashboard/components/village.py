"""The village a visitor has set: a few sliders first, the rest folded away."""

import solara

from simulation.dashboard.components.html import Button, element
from simulation.dashboard.components.origin import origin_label, origin_of
from simulation.dashboard.components.vue import Buttons, Choice, Slider
from simulation.dashboard.state.session import Session, can_be_simulated
from simulation.dashboard.state.starting_point import Kind
from simulation.experiment.steps import step_of
from simulation.experiment.varied import SHARE, Varied

NAMED = 8
"""Parameters that are named where they differ between villages."""
FIRST = ("owners", "belief_other", "misreading", "avoidance", "conflict")
"""Parameters shown at once; with them the share of the last group."""


@solara.component
def VillageSettings(session: Session) -> None:
    """Show kinds of villages to start from and a slider for each parameter."""
    words, opened = session.words, solara.use_reactive(False)
    shares = [name for name in session.start.parameters if name.startswith(SHARE)]
    first = [name for name in (FIRST[0], *shares[-1:], *FIRST[1:]) if name in session.start.parameters]
    rest = [name for name in session.start.parameters if name not in first and name not in shares]
    with solara.v.Html(
        tag="section", class_="k-panel", attributes={"aria-label": words.say("village.title")}
    ):
        element("h2", [words.say("village.title")])
        Buttons([_kind(session, kind) for kind in session.start.kinds.values()], "k-presets")
        differing = session.resolved().points
        if differing is not None:
            names = [origin_label(session, name) for name in differing.columns]
            told = words.all_of(names) if len(names) <= NAMED else words.say("village.many", count=len(names))
            element("p", [words.say("village.differs", names=told)], classes="k-note")
        for name in first:
            VillageSlider(session, session.start.parameters[name])
        Button(
            words.say("village.less" if opened.value else "village.more", count=len(rest)),
            lambda: opened.set(not opened.value),
            expanded=opened.value,
        )
        if opened.value:
            for name in rest:
                VillageSlider(session, session.start.parameters[name])


def _kind(session: Session, kind: Kind) -> Choice:
    words = session.words
    label = words.label(kind.label, "")
    return Choice(
        label,
        lambda: session.change(session.settings.model_copy(update={"village": dict(kind.values)})),
        pressed=session.settings.village == kind.values,
        description=f"{label}: {words.label(kind.about, '')}",
    )


@solara.component
def VillageSlider(session: Session, parameter: Varied) -> None:
    """Show the slider of one parameter over its plausible range, with its origin."""
    words, about = session.words, parameter.description
    low, high = session.start.slider_range(parameter)
    step, digits = step_of(low, high, parameter.whole or parameter.name == "owners")

    def change(value: float) -> None:
        settings = session.settings.with_village(parameter.name, value)
        if can_be_simulated(session.start, settings):
            session.change(settings)

    Slider(
        name=f"village-{parameter.name}",
        label=words.capital(str(getattr(about, words.language))),
        unit=words.of_unit(f"unit.{about.unit}", about.unit),
        min=low, max=high, step=step, digits=digits, language=words.language,
        value=session.start.value(session.settings, parameter.name), on_value=change,
        origin=origin_of(session, parameter.name), event_asked=lambda _: session.asked.set(parameter.name),
    )  # fmt: skip
