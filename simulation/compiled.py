"""How a rule becomes machine code: one decorator for every compiled function of the model."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeAlias, TypeVar, cast

import numba
import numpy as np
from numba import types

from simulation.code_folder import code_folder

Record: TypeAlias = Any
"""One row of a structured array (numpy calls it void; its fields are attributes in compiled code)."""

Rule = TypeVar("Rule", bound=Callable[..., object])


_COMPILED = ("parameters", "model", "interventions", "mechanisms", "measures")
"""Folders whose constants and functions end up in machine code."""


def sources_digest(folders: Sequence[str]) -> str:
    """Return a SHA-256 over the sources in some folders of the package, in hexadecimal digits."""
    package = Path(__file__).parent
    digest = hashlib.sha256(Path(__file__).read_bytes() + (package / "separate.py").read_bytes())
    for path in sorted(package.rglob("*.py")):
        if path.relative_to(package).parts[0] in folders:
            digest.update(path.read_bytes())
    return digest.hexdigest()


# numba renews a function's cache when *its own* file changes, but machine code also contains the
# functions it calls from other files; a changed rule would so be ignored by whoever calls it
FOLDER = code_folder(sources_digest(_COMPILED)[:16])
"""Where machine code is kept: one folder a state of the sources. None: it cannot be kept."""

# numba would also compile each function for callers in C, with all it calls once more inside
_OPTIONS: dict[str, bool | str] = {
    "cache": FOLDER is not None,
    "nogil": True,
    "error_model": "numpy",
    "no_cfunc_wrapper": True,
}
# inlined into each other, the rules are a tenth faster: a call would copy the whole state's addresses
_INLINED: dict[str, bool | str] = _OPTIONS | {"forceinline": True}
_BORROWS: dict[str, bool | str] = {"_nrt": False}


def compiled(rule: Rule) -> Rule:
    """Compile a function of arrays and numbers with numba.

    The machine code is cached on disk, releases the interpreter lock (so that replicates run in
    threads) and follows IEEE arithmetic strictly: no re-ordering of sums, no fused operations. That
    strictness is what lets the readable twin in ``simulation/reference`` follow it.
    """
    return _machine_code(rule, _INLINED)


def borrowing(rule: Rule) -> Rule:
    """Compile as :func:`compiled`, a function that neither makes nor returns an array.

    It borrows its arrays from its caller and needs no reference counts. Those are atomic operations:
    inside a meeting they cost a quarter of a week. Making an array in it is refused when it compiles;
    returning one is not, and would let it go while it is in use.
    """
    return _machine_code(rule, _INLINED | _BORROWS)


def outlined(rule: Rule) -> Rule:
    """Compile as :func:`compiled`, a function that its callers jump to.

    For what is called rarely or from many places: inlined into each it would take long to compile.
    """
    return _machine_code(rule, _OPTIONS)


def outlined_borrowing(rule: Rule) -> Rule:
    """Compile as :func:`borrowing`, a function that its callers jump to; see :func:`outlined`."""
    return _machine_code(rule, _OPTIONS | _BORROWS)


def written_in(rule: Rule) -> Rule:
    """Compile as :func:`compiled`, a function whose lines become lines of its caller.

    For what stands in one place only: it is compiled once, there, and not also by itself. Whoever calls
    it from Python gets it compiled by itself all the same. Not for a function that borrows: its caller
    would count references in its place.
    """
    return _machine_code(rule, _OPTIONS | {"inline": "always"})


def records(rows: np.ndarray) -> np.ndarray:
    """Return a structured array as the rules read it, also where they are not compiled."""
    return rows.view(np.recarray) if numba.config.DISABLE_JIT else rows


def _machine_code(rule: Rule, options: dict[str, bool | str]) -> Rule:
    if numba.config.DISABLE_JIT:
        # integers wrap and nothing divided by nothing is NaN, as in machine code
        return np.errstate(all="ignore")(rule)
    usual = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = str(FOLDER or usual)
    try:
        code: Any = numba.njit(**options)(rule)
    finally:
        # other libraries keep their own place
        numba.config.CACHE_DIR = usual
    for_types = code.get_call_template

    def for_values_of_any_size(arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
        # a constant among the arguments would be a type of its own, and everything compiled once more for it
        return for_types(tuple(map(types.unliteral, arguments)), named)

    code.get_call_template = for_values_of_any_size
    return cast(Rule, code)
