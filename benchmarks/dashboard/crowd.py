"""Visitors who come, move a slider every few seconds, and leave."""

import asyncio
import json
import time
from dataclasses import dataclass, field
from random import Random
from typing import Any

from benchmarks.dashboard.truth import MEASURE
from benchmarks.dashboard.visitor import PATIENCE, Visitor
from simulation.dashboard.state.question import SKETCH
from simulation.dashboard.state.session import REPLICATES

CHART = f"kampung-{MEASURE}"
SLIDERS = ("village-",)
"""Sliders that change the villages themselves: their past too is simulated anew. The size stays at 60."""
PENDING, REFINING = {"k-main", "k-pending"}, {"k-refining"}
"""Classes of what is shown while there is no answer yet, and while it is not that of all villages."""
NEVER = ("village-owners",)


@dataclass
class Seen:
    """What one visitor saw.

    Attributes
    ----------
    ready : float
        Seconds from asking for the page to the last of its parts.
    first : float
        Seconds to the first answer.
    moves : list of dict
        ``slider``, ``value``, ``seconds`` to the first answer (None: never answered), ``whole`` to that of
        all villages (None: the visitor moved on before), ``search`` (the address the page had at the end),
        and what the watched chart showed: ``first`` and ``last``, each its ``villages`` and ``curve``.
    megabytes : float
        Received.
    """

    ready: float = 0.0
    first: float = 0.0
    moves: list[dict[str, Any]] = field(default_factory=list)
    megabytes: float = 0.0


async def crowd(address: str, visitors: int, seconds: float, every: float, seed: int) -> list[Seen]:
    """Return what so many visitors saw, who come one after the other within ``every`` seconds."""
    ways = (_visit(address, k, visitors, seconds, every, Random(seed + k)) for k in range(visitors))
    return await asyncio.gather(*ways)


async def _visit(
    address: str, number: int, visitors: int, seconds: float, every: float, chance: Random
) -> Seen:
    seen, loop = Seen(), asyncio.get_running_loop()
    await asyncio.sleep(every * number / visitors)
    begin = loop.time()
    async with Visitor(address) as visitor:
        seen.ready = loop.time() - begin
        await visitor.until(lambda: _curve(visitor) is not None)
        seen.first = loop.time() - begin
        end = begin + seconds
        due = begin + every
        while due <= end:
            await asyncio.sleep(max(0.0, due - loop.time()))
            due = max(due, loop.time()) + every
            seen.moves.append(await _move(visitor, chance, due))
        seen.megabytes = visitor.bytes / 1e6
    return seen


async def _move(visitor: Visitor, chance: Random, until: float) -> dict[str, Any]:
    name = chance.choice(_sliders(visitor))
    part = visitor.part(name)
    assert part is not None
    state = part[1]
    places = round((state["max"] - state["min"]) / state["step"])
    steps = [state["min"] + place * state["step"] for place in range(places + 1)]
    value = chance.choice([step for step in steps if abs(step - state["value"]) > state["step"] / 2])
    move: dict[str, Any] = {"slider": name, "value": value, "seconds": None, "whole": None}
    try:
        begin = await visitor.move(name, value)
        move["seconds"] = await _answer(visitor, PENDING, PATIENCE) - begin
        move["first"] = _shown(visitor)
        rest = until - asyncio.get_running_loop().time()
        move["whole"] = await _answer(visitor, REFINING, max(rest, 0.01)) - begin
    except TimeoutError:
        pass
    return move | {"last": _shown(visitor), "search": _search(visitor)}


async def _answer(visitor: Visitor, state: set[str], seconds: float) -> float:
    """Wait until the page is not in a state any more and has new numbers; return when."""
    if not _is(visitor, state):
        return time.perf_counter()
    before = _text(visitor)
    return await visitor.until(lambda: not _is(visitor, state) and _text(visitor) != before, seconds)


def _shown(visitor: Visitor) -> dict[str, Any]:
    return {"villages": SKETCH if _is(visitor, REFINING) else REPLICATES, "curve": _curve(visitor)}


def _is(visitor: Visitor, state: set[str]) -> bool:
    """Tell whether a part of the page has these classes."""
    return any(state <= set(str(part.get("class_")).split()) for part in visitor.widgets.values())


def _sliders(visitor: Visitor) -> list[str]:
    names = [str(state["name"]) for state in visitor.widgets.values() if "step" in state]
    wanted = [n for n in names if n not in NEVER and n.startswith(SLIDERS)]
    return sorted(set(wanted))


def _curve(visitor: Visitor) -> list[float | None] | None:
    found = visitor.part(CHART)
    if found is None:
        return None
    curve: list[float | None] = json.loads(found[1]["option"])["series"][-1]["data"]
    return curve


def _text(visitor: Visitor) -> str:
    """Return the numbers of the watched chart as they came; its labels change before the answer is there."""
    return json.dumps(_curve(visitor))


def _search(visitor: Visitor) -> str:
    return next(str(state["address"]) for state in visitor.widgets.values() if "address" in state)
