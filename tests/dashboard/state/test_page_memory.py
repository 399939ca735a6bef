"""What a tab kept comes back as it was; what no page wrote is left out."""

import json

import pytest

from simulation.dashboard.state.page_memory import LONGEST, Guesses, PageMemory, memory_in, memory_text
from simulation.dashboard.state.proposals import More, Proposal, Proposals
from simulation.interventions.registry import dose_types
from simulation.parameters import Eligibility, SelfSelection

GUESSES = {"strangers": Guesses().with_option(1, 2).with_revealed(1).with_option(0, 1)}
CHOSEN = {
    "who": Eligibility(select="random", share=0.25),
    "attendance": SelfSelection(lowest=0.2, highest=0.9),
}
DOSES = {name: kind().model_copy(update=CHOSEN) for name, kind in dose_types().items()}
PLAN = Proposal(1, False, True, True, DOSES, 1e7, 0.1, 0.05, 0.15, 0.01)
PROPOSALS = Proposals("key", 2e7, "trust_other", 0.02, 26, (PLAN,), More(1e6, 0.01, 0.0, 0.02), 200, 40)


def test_guesses_and_plans_come_back_as_they_were() -> None:
    assert memory_in(memory_text(GUESSES, PROPOSALS)) == PageMemory(GUESSES, PROPOSALS)
    assert memory_in(memory_text({}, None)) == PageMemory()


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", "3", "[" * 100_000, "x" * (LONGEST + 1), '{"guesses": 3, "proposals": 3}',
     '{"guesses": {"a": {"predicted": {"x": 1}}}, "proposals": {"plans": [1]}}',
     '{"guesses": {"a": {"revealed": [null]}}, "proposals": {"plans": [{"doses": {"nothing": {}}}]}}',
     '{"proposals": {"plans": [{"doses": {"forum": {"every": -1}}}]}}'],
)  # fmt: skip
def test_what_no_page_wrote_is_left_out(text: str) -> None:
    assert memory_in(text) == PageMemory()


def test_what_is_damaged_does_not_take_the_rest_with_it() -> None:
    kept = json.loads(memory_text(GUESSES, PROPOSALS))
    kept["proposals"]["plans"][0]["doses"]["forum"]["first"] = "<script>"
    assert memory_in(json.dumps(kept)) == PageMemory(GUESSES)
