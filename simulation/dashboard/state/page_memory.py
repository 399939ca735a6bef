"""What a page keeps in its tab: a reload or a new start of the server loses neither guesses nor plans."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter, ValidationError

from simulation.dashboard.state.proposals import Proposals
from simulation.interventions.registry import dose_types

LONGEST = 200_000
"""Characters; what is longer was not written by a page."""
MOST_LESSONS = 50


@dataclass(frozen=True)
class Guesses:
    """What was predicted and revealed in a lesson.

    Attributes
    ----------
    predicted : dict of int to int
        The option, by the place of the step from 0.
    revealed : frozenset of int
        Places of steps.
    """

    predicted: dict[int, int] = field(default_factory=dict)
    revealed: frozenset[int] = frozenset()

    def with_option(self, step: int, option: int) -> "Guesses":
        """Return the guesses with another prediction."""
        return Guesses({**self.predicted, step: option}, self.revealed)

    def with_revealed(self, step: int) -> "Guesses":
        """Return the guesses after the reveal of a step."""
        return Guesses(self.predicted, self.revealed | {step})


@dataclass(frozen=True)
class PageMemory:
    """What is kept: guesses by lesson, and what the last search for plans found."""

    guesses: dict[str, Guesses] = field(default_factory=dict)
    proposals: Proposals | None = None


_GUESSES: TypeAdapter[dict[str, Guesses]] = TypeAdapter(dict[str, Guesses])
_PROPOSALS: TypeAdapter[Proposals] = TypeAdapter(Proposals)


def memory_text(guesses: Mapping[str, Guesses], proposals: Proposals | None) -> str:
    """Return what the browser is to keep, as JSON."""
    kept: dict[str, Any] = {"guesses": _GUESSES.dump_python(dict(guesses), mode="json")}
    if proposals is not None:
        # doses are of many types, each with fields of its own
        kept["proposals"] = _PROPOSALS.dump_python(proposals, mode="json", serialize_as_any=True)
    return json.dumps(kept, separators=(",", ":"))


def memory_in(text: str) -> PageMemory:
    """Return what a browser kept; what is damaged or of another make is left out."""
    if len(text) > LONGEST:
        return PageMemory()
    try:
        kept = json.loads(text)
    except (ValueError, RecursionError):
        return PageMemory()
    if not isinstance(kept, dict):
        return PageMemory()
    return PageMemory(_guesses_in(kept.get("guesses")), _proposals_in(kept.get("proposals")))


def _guesses_in(kept: Any) -> dict[str, Guesses]:
    try:
        found = _GUESSES.validate_python(kept)
    except ValidationError:
        return {}
    return dict(list(found.items())[:MOST_LESSONS])


def _proposals_in(kept: Any) -> Proposals | None:
    try:
        types = dose_types()
        for plan in kept["plans"]:
            plan["doses"] = {
                name: types[name].model_validate_json(json.dumps(dose))
                for name, dose in plan["doses"].items()
            }
        return _PROPOSALS.validate_python(kept)
    except (ValidationError, ValueError, KeyError, TypeError, AttributeError):
        return None
