"""What the pages must show, computed here without any server: same start, same question, same words."""

from functools import cache

from simulation.dashboard.pages.explore import PROGRAMME, finding
from simulation.dashboard.state.answer import Answer
from simulation.dashboard.state.session import Session, new_session
from simulation.dashboard.state.settings import Settings
from simulation.dashboard.state.simulations import Simulations
from simulation.dashboard.state.starting_point import read_start
from tests.patience import PATIENCE

START = read_start(None)
OUTCOMES = ("trust_other", "bridging")


@cache
def simulations() -> Simulations:
    return Simulations(workers=2)


def session(code: str = "", language: str = "id") -> Session:
    """Return the session of a visitor whose address holds a code."""
    found, usable = new_session(
        START, simulations(), f"?s={code}&lang={language}" if code else f"?lang={language}"
    )
    assert usable
    return found


def settings(code: str) -> Settings:
    return session(code).settings


def answer(code: str = "") -> Answer:
    """Return what the first page asks with these settings, and gets."""
    return _answer(session(code))


def _answer(asker: Session) -> Answer:
    doses = asker.resolved().programmes[asker.settings.programmes.index(asker.settings.programme)]
    job = simulations().ask(asker.question({PROGRAMME: doses}))
    return job.future.result(timeout=PATIENCE)


def findings(code: str = "", language: str = "id") -> list[str]:
    """Return the sentences of the answer."""
    asker, found = session(code, language), answer(code)
    return [finding(found, PROGRAMME, outcome, asker.words) for outcome in OUTCOMES]


def findings_of(asker: Session) -> list[str]:
    """Return the sentences of the answer in the village that a session is set to."""
    found = _answer(asker)
    return [finding(found, PROGRAMME, outcome, asker.words) for outcome in OUTCOMES]
