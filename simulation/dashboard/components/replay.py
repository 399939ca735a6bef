"""The village that is played in the browser, and what it tells when an owner or a tie is clicked."""

import asyncio

import solara
import solara.lab

from simulation.dashboard.components.html import element
from simulation.dashboard.components.vue import Network, packed
from simulation.dashboard.state.owner_story import told_of
from simulation.dashboard.state.question import Question
from simulation.dashboard.state.replay import Replay, can_be_shown
from simulation.dashboard.state.session import Session

WORDS = ("title", "run", "pause", "step", "rewind", "week", "owner", "within", "across", "weak", "hint",
         "partners", "counts")  # fmt: skip


@solara.component
def VillageReplay(session: Session, question: Question, programme: str) -> None:
    """Show one of the simulated villages."""
    if can_be_shown(question.village.owners):
        _Village(session, question, programme)
    else:
        element("p", [session.words.say("network.large")])


@solara.component
def _Village(session: Session, question: Question, programme: str) -> None:
    words = session.words
    chosen = solara.use_reactive(None)

    kept = solara.use_memo(
        lambda: session.simulations.kept_replay(question, programme), [question.key, programme]
    )

    async def play_aside() -> Replay:
        found: Replay = kept or await asyncio.to_thread(session.simulations.played, question, programme)
        return found

    # a task in a thread of its own would draw the page there, where no other task can be begun
    task = solara.lab.use_task(play_aside, dependencies=[question.key, programme], prefer_threaded=False)
    labels = [words.label(group.label, group.name) for group in question.village.groups]
    found = kept or task.latest
    village = solara.use_memo(
        lambda: "" if found is None else packed(found.document(labels)), [found, words.language]
    )
    if found is None:
        element("p", [words.say("answer.first")], classes="k-wait")
        return
    sectors = [words.label(sector.label, sector.name) for sector in question.village.sectors]
    story = told_of(found, chosen.value, words, labels, sectors) if chosen.value else []
    Network(
        village=village,
        words={key: words.say(f"network.{key}") for key in WORDS},
        language=words.language,
        chosen=chosen.value,
        on_chosen=chosen.set,
        told=story,
    )
