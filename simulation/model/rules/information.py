"""Information: sharing a topic, and learning by doing (ODD 7.6)."""

from simulation.compiled import Record, borrowing
from simulation.model.state import VillageState, rules_of


@borrowing
def share(state: VillageState, b: Record, i: int, j: int, topic: int) -> None:
    """Let whoever of the two knows less of a topic close part of the difference."""
    mine, theirs = state.owners[i].knowledge[topic], state.owners[j].knowledge[topic]
    if mine < theirs:
        state.owners[i].knowledge[topic] = mine + rules_of(state, b, i).sharing * (theirs - mine)
    else:
        state.owners[j].knowledge[topic] = theirs + rules_of(state, b, j).sharing * (mine - theirs)


@borrowing
def practise(state: VillageState, b: Record, i: int) -> None:
    """Let an owner learn by doing, on every topic."""
    practice = rules_of(state, b, i).practice
    for topic in range(3):
        known = state.owners[i].knowledge[topic]
        state.owners[i].knowledge[topic] = known + practice * (1.0 - known)
