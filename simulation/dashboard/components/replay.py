"""The village that is played in the browser, and what it tells when an owner or a tie is clicked."""

from typing import Any

import solara
import solara.lab

from simulation.dashboard.components.html import element
from simulation.dashboard.components.vue import Network
from simulation.dashboard.question import Question
from simulation.dashboard.replay import Replay, can_be_shown, founded, replay
from simulation.dashboard.session import Session
from simulation.dashboard.story import told_of

WORDS = ("title", "run", "pause", "step", "rewind", "week", "owner", "within", "across", "weak", "hint",
         "partners", "counts")  # fmt: skip


@solara.component
def VillageReplay(session: Session, question: Question, programme: str) -> None:
    """Show one of the simulated villages."""
    words = session.words
    chosen = solara.use_reactive(None)
    shown = can_be_shown(question.village.owners)

    def play() -> Replay | None:
        if not shown:
            return None
        past = founded(question.village, question.behaviour, question.seed, 0, question.burn_in)
        return replay(past, question.everything[programme], question.weeks)

    task = solara.lab.use_task(play, dependencies=[question.key, programme])
    labels = [words.label(group.label, group.name) for group in question.village.groups]
    found = task.latest
    document: Any = solara.use_memo(
        lambda: found.document(labels) if found is not None else None, [id(found), words.language]
    )
    if not shown:
        element("p", [words.say("network.large")])
        return
    if found is None:
        element("p", [words.say("answer.first")], classes="k-wait")
        return
    sectors = [words.label(sector.label, sector.name) for sector in question.village.sectors]
    story = told_of(found, chosen.value, words, labels, sectors) if chosen.value else []
    Network(
        replay=document,
        words={key: words.say(f"network.{key}") for key in WORDS},
        language=words.language,
        chosen=chosen.value,
        on_chosen=chosen.set,
        told=story,
    )
