"""The C twin of the compiled model, on the same numpy arrays (see week.c for what it leaves out)."""

import ctypes
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np

from simulation.compiled import Record
from simulation.model.behaviour_record import behaviour_record
from simulation.model.rules.meeting import DAILY_LIFE, SETTING
from simulation.model.state import ACQUAINTANCE, BELIEF, OWNER, TALLIES, VillageState
from simulation.parameters import Behaviour

STRICT = ("-O3", "-march=native", "-ffp-contract=off", "-fno-math-errno")
"""No fused multiply-add: it rounds once where the compiled model rounds twice, and trajectories part."""

FUSED = ("-O3", "-march=native", "-ffp-contract=fast", "-fno-math-errno")
"""With it: only to see whether strictness costs anything; its trajectories are its own."""


class NoCompilerError(RuntimeError):
    """There is no gcc to build the twin with."""


class LayoutError(TypeError):
    """The arrays of the model aren't laid out as the twin expects them."""


class _Field(ctypes.Structure):
    _fields_ = (
        ("record", ctypes.c_char_p),
        ("name", ctypes.c_char_p),
        ("offset", ctypes.c_int64),
        ("size", ctypes.c_int64),
    )


def available() -> bool:
    """Tell whether the twin can be built here."""
    return shutil.which("gcc") is not None


@cache
def library(flags: tuple[str, ...]) -> ctypes.CDLL:
    """Return the twin, built with these flags of gcc, once a process.

    Raises
    ------
    NoCompilerError
        If there is no gcc.
    LayoutError
        If a dtype of the model differs from the twin's struct.
    RuntimeError
        If gcc fails; with what it said.
    """
    if not available():
        raise NoCompilerError(
            "the C twin is built with gcc, which is not installed (Debian: apt install gcc)"
        )
    source = Path(__file__).parent / "week.c"
    # a loaded library needs its file no longer
    with tempfile.TemporaryDirectory(prefix="kampung-c-") as folder:
        target = Path(folder) / "twin.so"
        command = ["gcc", "-std=gnu11", *flags, "-shared", "-fPIC", "-o", str(target), str(source), "-lm"]
        built = subprocess.run(command, capture_output=True, text=True, check=False)
        if built.returncode:
            raise RuntimeError(f"gcc could not build the C twin:\n{built.stderr}")
        loaded = ctypes.CDLL(str(target))
    check_layout(
        layout(loaded),
        {
            "Owner": OWNER,
            "Belief": BELIEF,
            "Acquaintance": ACQUAINTANCE,
            "Setting": SETTING,
            "Behaviour": behaviour_record(Behaviour()).dtype,
        },
    )
    setting = (ctypes.c_char * SETTING.itemsize).in_dll(loaded, "daily_life")
    if setting.raw != DAILY_LIFE.tobytes():
        raise LayoutError(f"daily life of the C twin (benchmarks/c/week.c) is not {DAILY_LIFE}")
    return loaded


def layout(loaded: ctypes.CDLL) -> dict[str, dict[str, tuple[int, int]]]:
    """Return (offset, size) of every field of every struct of the twin."""
    fields: dict[str, dict[str, tuple[int, int]]] = {}
    row = ctypes.pointer(_Field.in_dll(loaded, "layout"))
    place = 0
    while row[place].record:
        field = row[place]
        fields.setdefault(field.record.decode(), {})[field.name.decode()] = field.offset, field.size
        place += 1
    return fields


def check_layout(structs: dict[str, dict[str, tuple[int, int]]], dtypes: dict[str, np.dtype]) -> None:
    """Refuse dtypes that differ from the structs of the twin.

    Raises
    ------
    LayoutError
        Naming the fields that differ.
    """
    for record, dtype in dtypes.items():
        numpy = {name: (where[1], where[0].itemsize) for name, where in (dtype.fields or {}).items()}
        twin = structs[record]
        if numpy != twin:
            differing = sorted(
                name for name in numpy.keys() | twin.keys() if numpy.get(name) != twin.get(name)
            )
            raise LayoutError(
                f"{record} of the C twin (benchmarks/c/village.h) differs from its dtype: "
                + "; ".join(
                    f"{name} (offset, size) is {twin.get(name, 'missing')} in C, "
                    f"{numpy.get(name, 'missing')} in numpy"
                    for name in differing
                )
            )


def _address(array: np.ndarray, dtype: np.dtype, shape: tuple[int, ...]) -> ctypes.c_void_p:
    if array.dtype != dtype or array.shape != shape or not array.flags.c_contiguous:
        raise LayoutError(
            f"the C twin expects a contiguous array of shape {shape} and type {dtype}; "
            f"found shape {array.shape}, type {array.dtype}"
        )
    return ctypes.c_void_p(array.ctypes.data)


def bound(
    state: VillageState, record: Record, seed: int, *, vision_is_kept: bool = False,
    flags: tuple[str, ...] = STRICT,
) -> Callable[[int, int], None]:  # fmt: skip
    """Return ``run(first, last)``, which runs weeks of daily life on the arrays of a state.

    Parameters
    ----------
    state : VillageState
        Changed in place; without room for events.
    record : Record
        Of :func:`simulation.model.state.behaviour_record`.
    seed : int
        Seed of the replicate.
    vision_is_kept : bool
        Whether a forum keeps the shared vision alive.
    flags : tuple of str
        How the twin is built.

    Raises
    ------
    LayoutError
        If an array is not as the twin expects it.
    ValueError
        If the state has room for events, or firms close.
    """
    if state.events.size:
        raise ValueError("the C twin records no events: found the village without them")
    if record["exit_weekly"]:
        raise ValueError("the C twin knows no firms that close: exit_rate must be 0")
    run = library(flags).run_weeks
    number, groups = state.beliefs.shape
    sectors = state.relations.shape[0]
    behaviour = np.array([record], dtype=record.dtype)
    check_layout(layout(library(flags)), {"Behaviour": behaviour.dtype})
    fixed = (
        _address(state.owners, OWNER, (number,)),
        _address(state.beliefs, BELIEF, (number, groups)),
        _address(state.circle, ACQUAINTANCE, (number, state.circle.shape[1])),
        _address(state.relations, np.dtype(np.int8), (sectors, sectors)),
        _address(state.tallies, np.dtype(float), (len(TALLIES),)),
        _address(state.ledger, np.dtype(float), (11, 2, 2)),
        _address(state.cases, np.dtype(np.int64), (1,)),
        _address(state.sizes, np.dtype(np.int64), (groups,)),
        _address(state.met, np.dtype(float), (number + 1,)),
        _address(state.members, np.dtype(np.int32), (number,)),
        _address(state.members_met, np.dtype(float), (number + 1,)),
        *map(ctypes.c_int64, (number, groups, state.circle.shape[1], sectors)),
        _address(behaviour, behaviour.dtype, (1,)),
        ctypes.c_int64(seed),
    )

    def weeks(first: int, last: int, kept: tuple[object, ...] = (state, behaviour)) -> None:
        # `kept`: the arrays live as long as their addresses are used
        if run(*fixed, ctypes.c_int64(first), ctypes.c_int64(last), ctypes.c_int(vision_is_kept)):
            raise MemoryError("the C twin found too little memory for the order of the owners")

    return weeks


def run_weeks(
    state: VillageState, record: Record, seed: int, first: int, last: int, *,
    vision_is_kept: bool = False, flags: tuple[str, ...] = STRICT,
) -> None:  # fmt: skip
    """Run weeks ``first`` to ``last`` of daily life in C; see :func:`bound`."""
    bound(state, record, seed, vision_is_kept=vision_is_kept, flags=flags)(first, last)
