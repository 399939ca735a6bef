"""What an address can make the server do, and what it can't."""

import pytest

from simulation.dashboard.state.session import REPLICATES, Session, new_session
from simulation.dashboard.state.settings import MOST_PROGRAMMES, Programme, Settings
from simulation.dashboard.state.settings_code import code_of
from simulation.dashboard.state.simulations import Simulations
from simulation.dashboard.state.starting_point import read_start

SCRIPT = "<script>alert(1)</script>"
LIMIT = 80
START = read_start(None, "en", LIMIT)
SIMULATIONS = Simulations(1)


def session(search: str) -> tuple[Session, bool]:
    return new_session(START, SIMULATIONS, search)


def with_village(**values: float) -> str:
    return "?s=" + code_of(START.settings().model_copy(update={"village": values}))


@pytest.mark.parametrize(
    "search",
    [
        with_village(owners=LIMIT + 1),
        with_village(owners=1e9),
        with_village(owners=-5),
        with_village(meetings=1000),
        with_village(acquaintances=1000),
        with_village(replicates=10_000),
        with_village(weeks=10_000),
        "?s=" + "A" * 5000,
        "?s=" + SCRIPT,
        "?s=%00",
        "?s=..%2f..%2fetc",
    ],
)
def test_an_address_that_asks_for_more_gets_the_village_of_the_start(search: str) -> None:
    found, usable = session(search)
    assert not usable
    assert found.settings == START.settings()


def test_the_largest_village_is_simulated_as_often_and_as_long_as_any() -> None:
    found, usable = session(with_village(owners=LIMIT))
    question = found.question({"all": found.resolved().programmes[0]})
    assert usable
    assert question.village.owners == LIMIT
    assert (question.replicates, question.weeks) == (REPLICATES, START.config.weeks)


def test_what_is_resolved_is_always_what_is_set_now() -> None:
    found, _ = session("")
    before = found.resolved()
    assert found.resolved() is before
    found.change(found.settings.with_village("misreading", 0.31))
    assert found.resolved().behaviour.misreading == 0.31
    found.history.value = found.history.value.undone()
    assert found.resolved() == before


def test_no_address_holds_more_programmes_than_a_page_shows() -> None:
    programmes = tuple(Programme(name=str(number)) for number in range(MOST_PROGRAMMES + 1))
    many = Settings.model_construct(programmes=programmes)
    assert not session("?s=" + code_of(many))[1]


@pytest.mark.parametrize("search", ["", "?lang=", "?lang=nl", f"?lang={SCRIPT}", "?lang=%00", "?lang=../id"])
def test_the_language_of_an_address_that_names_none_is_the_host_s(search: str) -> None:
    found, _ = session(search)
    assert found.language.value == "en"
    assert found.address() == ""


def test_the_other_language_stands_in_the_address() -> None:
    found, _ = session("?lang=id")
    assert found.language.value == "id"
    assert found.address() == "?lang=id"
